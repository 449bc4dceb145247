"""HTML to lines of text with marks."""

from __future__ import annotations

import pytest

from pipeline.reading.markup import Mark, flatten


def marked(html: str) -> list[tuple[str, str]]:
    flat = flatten(html)
    return [(mark.kind, flat.text[mark.start : mark.end]) for mark in flat.marks]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>one</p><p>two</p>", "one\ntwo"),
        ("one<br>two", "one\ntwo"),
        ("<table><tr><td>a<td>b<tr><td>c</table>", "a\tb\nc"),
        ("<p>a <b>b</b>, c&amp;d</p>", "a b, c&d"),
        ("<script>x()</script><p>a</p><!-- b --><footer>c</footer><nav>d</nav><aside>e</aside>", "a"),
        ("plain words", "plain words"),
        ("<pre>a\n b</pre>", "a\n b"),
        ("<p>a\n   b</p>", "a b"),
        ("", ""),
        ("   ", ""),
    ],
)
def test_text(html: str, text: str) -> None:
    assert flatten(html).text == text


def test_marks_are_offsets_into_the_text() -> None:
    html = "<h1>Head</h1><p>The <em>Low Tide</em> cast at <a href='/x'>home</a>, <q>here</q>.</p>"
    assert marked(html) == [("heading", "Head"), ("emphasis", "Low Tide"), ("link", "home"), ("quote", "here")]


def test_a_link_keeps_its_address() -> None:
    assert flatten("<a href='/title/1'>Low Tide</a>").marks == (Mark("link", 0, 8, "/title/1"),)


@pytest.mark.parametrize(
    "html", ["<" * 50_000, "<div>" * 20_000, "</p>" * 20_000, "<a" + " b" * 50_000, "\x00\x01<p>a", "日本語<p>"]
)
def test_broken_markup_never_raises(html: str) -> None:
    assert isinstance(flatten(html).text, str)
