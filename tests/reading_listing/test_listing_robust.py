"""Any input gives a list, never an exception, and every report quotes the text it was given."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import Document
from pipeline.reading.listing import read_listing

_LINES = ("Filming in Georgia:", "TV Series:", "Location:", "Schedule:", "Title,Location,Start", "WRAP: TIN", "UPDATE:")
_MARKS = (*"()“”:,–•|!{}-", "\n", "\t", "{|", "|-", "<p>", "</p>", "&amp;", "\x00", "\x1f", "\ue000", "東京")
_SAID = (
    "Tin",
    "Dog",
    "is filming",
    "wrapped",
    "will start",
    "at",
    "Oak St",
    "(6 AM - 9 PM)",
    "(Thanks @x)",
    "season two",
)
_DAYS = ("through 7/23", "2/30/2012", "99/99/9999", "13:61", "March 3", "17")
_WORDS = st.sampled_from((*_LINES, *_MARKS, *_SAID, *_DAYS))


@settings(deadline=None, max_examples=60)
@given(st.lists(_WORDS, max_size=40))
def test_words_of_listings_in_any_order(words: list[str]) -> None:
    check(" ".join(words))


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=300))
def test_any_text(text: str) -> None:
    check(text)


def check(text: str) -> None:
    for report in read_listing(Document("listing", text, published=date(2012, 2, 29))):
        assert report.title.strip()
        assert text[report.start : report.end] == report.evidence


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n" * 50_000,
        "(" * 200_000,
        "[[" * 100_000,
        "<p" * 100_000,
        "<script>" * 20_000,
        "{{a|" * 20_000,
        "film " + " " * 200_000,
        "film\n" + "{\n" * 5_000,
        "film\n" + "  - a\n" * 5_000,
        "film\n" + "June 3\n" * 5_000,
        "film\n\n" + "a b " * 30_000 + "\nLocation: Salem\n",
        "7 a.m. to " * 20_000,
        bytes(range(256)).decode("latin-1") * 400,
        "東京で撮影中。" * 10_000,
        '"a ' * 50_000,
        "1/2/" * 50_000,
        "<!--" * 50_000,
    ],
    ids=range(18),
)
def test_hostile_pages_give_an_empty_list(text: str) -> None:
    assert read_listing(Document("listing", text, published=date(2020, 1, 1))) == []


def test_the_same_page_is_read_the_same_twice() -> None:
    text = "Filming in Ohio:\nTin Dog is filming at Oak Park (6 AM - 9 PM).\nTV Series: Long Quiet\nLocation: Elm St\n"
    document = Document("listing", text, published=date(2020, 1, 1))
    assert read_listing(document) == read_listing(document)
