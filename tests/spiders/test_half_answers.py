"""Answers that are half of what they should be: broken off, garbled, run together, withheld."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from pipeline.config import Source
from pipeline.model import Page
from spiders.coding import breaks_off
from spiders.feed import article_found
from spiders.fetch import word_of
from spiders.labelled import Labelled
from spiders.read import read_page
from spiders.rows import garbled
from spiders.shapes import Answer, Ask, Found
from spiders.table import Table
from spiders.web import decode, json_of
from spiders.wordpress import WordPress

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
BOARD = Source("b", "listing", "table", ("http://x.example/",), row="tr[id]", next="a[rel=next]",
               fields={"ref": "::attr(id)", "title": "td.t", "status": "td.s"})  # fmt: skip


def answer(body: str | bytes, kind: str = "text/html", **ask: Any) -> Answer:
    content = body.encode() if isinstance(body, str) else body
    url = "http://x.example/"
    return Answer(Ask(url, **ask), url, 200, {"content-type": kind}, content, None, NOON)


@pytest.mark.parametrize(
    ("body", "half"),
    [
        (b"<!DOCTYPE html><html><body><p>Night Ferry has wra", True),
        (b"\xef\xbb\xbf<html><table><tr><td>Filming</td", True),
        (b"<?xml version='1.0'?><rss><channel><item><title>Night Ferry wraps fil", True),
        (b"<html><body><p>All of it.</p></body></html>\n\n", False),
        (b"<html><body><p>No end tags are needed</p>", False),
        (b"<html><body>Text</body></html><!-- cached --><img src=x>", False),
        (b"<rss><channel></channel></rss>\n<!-- in 0.1 s -->", False),
        (b"<li>a fragment that ends as it likes", False),
        (b"", False),
        (b'{"json": tr', False),
    ],
)
def test_a_document_that_breaks_off(body: bytes, half: bool) -> None:
    assert breaks_off(body) is half


@pytest.mark.parametrize("status", [202, 204, 206])
def test_a_success_that_brings_nothing_or_a_part_is_no_answer(status: int) -> None:
    assert word_of(status) == "unreachable"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("Café Ámbar".encode(), "Café Ámbar"),
        ("Café Ámbar".encode("cp1252"), "Café Ámbar"),
        ("Café Ámbar – “x”".encode().decode("latin-1").encode(), "Café Ámbar – “x”"),
        ("Café – “x“".encode().decode("cp1252").encode(), "Café – “x“"),
        ("Café Málaga".encode() + b" \xff", "Café Málaga \ufffd"),
        ("MAMÃ “x”".encode(), "MAMÃ “x”"),
        ("Â£5 é".encode(), "Â£5 é"),
    ],
)
def test_text_as_it_was_meant(body: bytes, text: str) -> None:
    assert decode(body) == text


def test_json_as_it_was_meant() -> None:
    assert json_of('["Café"]'.encode()) == json_of('["Café"]'.encode("utf-16")) == ["Café"]
    assert json_of('["Café"]'.encode().decode("latin-1").encode()) == ["Café"]
    for nothing in (b"", b"<p>", b"[" * 100_000, b'{"a":' * 50_000):
        with pytest.raises(ValueError):
            json_of(nothing)


@pytest.mark.parametrize(
    ("title", "bad"),
    [("Caf\ufffd Noir", True), ("\x1b[2JNoir", True), ("\x85 Noir", True), ("Café Noir", False), ("日本", False)],
)
def test_a_garbled_title(title: str, bad: bool) -> None:
    assert garbled(title) is bad


def rows_of(found: Found) -> list[tuple[str | None, str, str | None]]:
    (page,) = found.pages
    return [(report.ref, report.title, report.status) for report in Table().read(BOARD, page)]


def test_a_row_that_holds_the_next_says_only_its_own() -> None:
    html = (
        '<table><tr id="a"><td class="t">Night Ferry</td><td><table><tr id="b"><td class="t">Salt Orchard</td>'
        '<td class="s">Wrapped</td></tr></table></td></tr></table>'
    )
    assert rows_of(Table().found(BOARD, answer(html, role="list"))) == [
        ("a", "Night Ferry", None), ("b", "Salt Orchard", "wrapped"),
    ]  # fmt: skip


LIST = (
    '<html><head><meta charset="iso-8859-1"></head><body><h1>Café list</h1><table><tr id="a"><td class="t">Café '
    '<b>Noir</b></td><td class="s">Filming</td><td>Gaffer: Greta</td> loose <td title="x">more</td></tr></table>'
    '<a rel="next" href="/2">Next</a></body></html>'
)


def test_only_declared_fields_are_kept_and_where_the_list_goes_on() -> None:
    found = Table().found(BOARD, answer(LIST.encode("cp1252"), role="list"))
    (page,) = found.pages
    assert rows_of(found) == [("a", "Café Noir", "filming")]
    assert [ask.url for ask in found.asks] == ["http://x.example/2"]
    assert all(word not in page.body for word in (b"Greta", b"loose", b"more", b"list"))
    stands = Answer(Ask(page.url, "list"), page.url, 200, {"content-type": page.content_type}, page.body, None, NOON)
    assert Table().found(BOARD, stands).asks == found.asks, "what is stored leads on as the page did"


def test_a_page_whose_rows_stand_is_the_same_version() -> None:
    (before,) = Table().found(BOARD, answer(LIST, role="list")).pages
    (after,) = Table().found(BOARD, answer(LIST.replace("<h1>", "<p>Advert 17</p><h1>"), role="list")).pages
    (moved,) = Table().found(BOARD, answer(LIST.replace("Filming", "Wrapped"), role="list")).pages
    assert after.body == before.body
    assert moved.body != before.body


def test_a_page_that_an_earlier_version_kept_whole_is_still_read() -> None:
    (page,) = Table().found(BOARD, answer(LIST, role="list")).pages
    whole = replace(page, body=LIST.encode("utf-8"), content_type="text/html")
    assert Table().read(BOARD, whole) == Table().read(BOARD, page)


def test_a_title_that_swallowed_its_labels_is_none() -> None:
    source = Source("r", "listing", "labelled", ("http://x.example/",), row="td",
                    fields={"title": "h3", "dates": "Schedule:"})  # fmt: skip
    broken = "<td><h3><p Night Ferry</h3><b>Schedule:</b> 3/1/2026</td>"
    html = f"<table><tr>{broken}<td><h3>Salt Orchard</h3></td></tr></table>"
    (page,) = Labelled().found(source, answer(html, role="list")).pages
    assert [report.title for report in Labelled().read(source, page)] == ["Salt Orchard"]


@pytest.mark.parametrize(
    "post",
    [
        {"title": {"rendered": "News"}},
        {"title": {"rendered": "News"}, "content": None},
        {"title": {"rendered": "News"}, "content": {"rendered": None}},
        {"title": {"rendered": "News"}, "content": {"rendered": "", "protected": True}},
        {"content": {"rendered": "<p>Words</p>"}},
    ],
)
def test_a_post_that_is_withheld_does_not_say_nothing(post: dict[str, Any]) -> None:
    source = Source("w", shape="wordpress", start=("http://x.example/",))
    whole = {"link": "/b", "title": {"rendered": "B"}, "content": {"rendered": ""}, "excerpt": {"rendered": ""}}
    body = json.dumps([{"id": 1, "link": "/a", **post}, whole])
    found = WordPress().found(source, answer(body, "application/json", channel="rest"))
    assert [page.url for page in found.pages if page.role == "article"] == ["http://x.example/b"]


def test_an_article_that_is_json_is_none() -> None:
    source = Source("f", start=("http://x.example/feed",))
    assert article_found(source, answer("[]", "application/json", role="article")).trouble == ("wrong_type",)


def test_a_page_that_cannot_be_read_is_told_of_and_ends_nothing(caplog: pytest.LogCaptureFixture) -> None:
    source = Source("f", start=("http://x.example/feed",))
    page = Page("f", "http://x.example/a", b"{}", NOON, content_type="application/json")
    assert read_page(source, page) == []
    (record,) = caplog.records
    assert "f: http://x.example/a could not be read: KeyError" in record.getMessage()
