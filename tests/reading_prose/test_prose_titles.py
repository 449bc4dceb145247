"""Known titles in a sentence, and how titles are compared."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.model import Document
from pipeline.reading import read
from pipeline.reading.markup import flatten
from pipeline.reading.page import open_page
from pipeline.reading.titles import TitleIndex, comparison_form, same_title


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Grey’s Harbour", "Greys Harbour"),
        ("Harbour, The", "The Harbour"),
        ("Marvel's Night Ferry", "Night Ferry"),
        ("Salt & Smoke", "Salt and Smoke"),
        ("Élise", "ELISE"),
        ("Agents of S.H.I.P.", "Agents of SHIP"),
        ("Spider-Man: Low Tide", "Spider Man Low Tide"),
    ],
)
def test_printings_of_one_title_have_one_form(one: str, other: str) -> None:
    assert comparison_form(one) == comparison_form(other)


def test_a_leading_article_is_part_of_the_form_but_not_on_one_page() -> None:
    assert comparison_form("The Harbour") != comparison_form("Harbour")
    assert same_title("The Harbour", "Harbour")


def test_the_longest_known_title_is_found() -> None:
    index = TitleIndex(["Night", "Night Ferry", "Night Ferry to Cork"])
    words = ["They", "saw", "Night", "Ferry", "to", "Cork", "twice"]
    assert list(index.find(words)) == [(2, 6)]


def test_a_title_must_begin_with_a_capital_or_a_digit() -> None:
    index = TitleIndex(["Her", "24 Hours"])
    assert list(index.find(["he", "saw", "her", "and", "24", "Hours", "passed"])) == [(4, 6)]


def test_a_possessive_after_a_title_is_no_part_of_it() -> None:
    assert list(TitleIndex(["Night Ferry"]).find(["Night", "Ferry’s", "cast"])) == [(0, 2)]


def test_names_that_are_no_titles_are_left_out() -> None:
    index = TitleIndex(["", "…", "a " * 30])
    assert len(index) == 0
    assert "" not in index


def test_an_index_tells_how_a_title_is_printed() -> None:
    index = TitleIndex(["Élise and the Harbour"])
    assert index.canonical("elise & the harbour") == "Élise and the Harbour"
    assert "Élise And The Harbour" in index


def test_a_known_title_needs_no_quotation_marks() -> None:
    text = "Lowland Harbour Story has been cancelled by the network after the series lost viewers."
    known = TitleIndex(["Lowland Harbour Story"])
    assert [r.title for r in read(Document(kind="article", text=text), known)] == ["Lowland Harbour Story"]


def test_a_title_that_is_a_word_needs_evidence() -> None:
    known = TitleIndex(["It", "Her", "In Production"])
    text = "It was delayed for weeks. Her film opens on Friday. In production since May, the drama is dear to her."
    assert read(Document(kind="article", text=text, published=date(2026, 3, 5)), known) == []


def test_typography_says_where_a_title_is() -> None:
    html = "<p>The network has renewed <i>Salt and the Sea</i> for a second season.</p>"
    (report,) = read(Document(kind="article", text="", html=html))
    assert (report.title, report.season) == ("Salt and the Sea", 2)
    assert flatten(html).text[report.start : report.end] == report.evidence


def test_a_tag_says_that_a_name_is_a_title() -> None:
    text = "The network spoke to the press.\nAfter months of rumours, Harbour Nine was cancelled on Monday."
    plain = Document(kind="article", text=text, published=date(2026, 3, 5))
    tagged = Document(kind="article", text=text, published=date(2026, 3, 5), categories=("Harbour Nine", "Drama"))
    assert gathered(tagged) > gathered(plain)


def gathered(document: Document) -> float:
    page = open_page(document, document.text, (), "", False, None)
    return page.score("Harbour Nine")
