"""HTML to plain text, with marks that say where the typography was.

A title is often told by how it is set: in italics, as a link, between ``<q>`` tags. ``flatten`` keeps those as
offsets into the text, so that the readers work on plain text alone. It never fetches, and never raises on broken
markup: what cannot be parsed is an empty text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree, html

MAX_HTML: Final = 20_000_000
"""Characters of one document that are looked at; the rest is dropped."""

# fmt: off
_DROPPED: Final = frozenset((
    "script", "style", "noscript", "template", "svg", "nav", "aside", "footer", "iframe", "form", "button",
    "select", "textarea", "object", "head",
))
_BLOCKS: Final = frozenset((
    "address", "article", "blockquote", "body", "caption", "dd", "div", "dl", "dt", "fieldset", "figcaption",
    "figure", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "ol", "p", "pre", "section",
    "table", "tbody", "tfoot", "thead", "tr", "ul",
))
# fmt: on
_CELLS: Final = frozenset(("td", "th"))
_MARKS: Final = {
    "i": "emphasis", "em": "emphasis", "cite": "emphasis", "b": "strong", "strong": "strong", "a": "link",
    "q": "quote", "blockquote": "quote", "h1": "heading", "h2": "heading", "h3": "heading", "h4": "heading",
    "h5": "heading", "h6": "heading", "figcaption": "caption", "s": "struck", "del": "struck", "strike": "struck",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text that was set apart: ``text[start:end]`` of the ``Flat`` it belongs to."""

    kind: str
    start: int
    end: int
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Flat:
    """Plain text and what the markup said about parts of it."""

    text: str
    marks: tuple[Mark, ...] = ()


class _Writer:
    """Collects pieces of text; knows where it stands and what kind of break comes next."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.pending = ""

    def words(self, text: str, verbatim: bool = False) -> None:
        """Add running text: whitespace collapses as a browser would have it, except in ``<pre>``."""
        if verbatim:
            self._put(text)
            return
        collapsed = " ".join(text.split())
        if not collapsed:
            if text:
                self.separate(" ")
            return
        if text[0].isspace():
            self.separate(" ")
        self._put(collapsed)
        if text[-1].isspace():
            self.separate(" ")

    def separate(self, mark: str) -> None:
        """Ask for a break before the next words. A newline outranks a tab, a tab outranks a space."""
        if self.length and " \t\n".find(mark) > (" \t\n".find(self.pending) if self.pending else -1):
            self.pending = mark

    def _put(self, text: str) -> None:
        for piece in (self.pending, text):
            if piece:
                self.pieces.append(piece)
                self.length += len(piece)
        self.pending = ""

    def start(self) -> int:
        """Where the next words will begin."""
        return self.length + len(self.pending)


def flatten(source: str) -> Flat:
    """Turn a page or a fragment into lines of text: blocks and ``<br>`` are newlines, table cells are tabs.

    Navigation, asides, footers, scripts, styles and comments are left out.
    """
    root = _parse(source[:MAX_HTML])
    if root is None:
        return Flat("")
    writer = _Writer()
    marks = sorted(_walk(root, writer), key=lambda mark: (mark.start, -mark.end, mark.kind))
    return Flat("".join(writer.pieces), tuple(marks))


def _parse(source: str) -> Any | None:
    """The tree, or None where there is nothing to parse."""
    cleaned = source.translate(_CONTROL)
    if not cleaned.strip():
        return None
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        return html.document_fromstring(cleaned.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


_CONTROL: Final = {code: " " for code in range(32) if chr(code) not in "\t\n\r"} | {0xFEFF: None}


def _walk(root: Any, writer: _Writer) -> Iterator[Mark]:
    """Visit the tree in document order without recursion: depth is the page's, not the interpreter's."""
    opened: list[tuple[str, int]] = []
    skipping = preformatted = 0
    for action, node in etree.iterwalk(root, events=("start", "end")):
        tag = node.tag if isinstance(node.tag, str) else ""
        if tag in _DROPPED:
            skipping += 1 if action == "start" else -1
        if action == "start":
            preformatted += tag == "pre"
            if skipping == 0:
                _open(tag, node, writer, opened, preformatted > 0)
            continue
        preformatted -= tag == "pre"
        if skipping == 0:
            yield from _close(tag, node, writer, opened)
            if node.tail and node is not root:
                writer.words(node.tail, preformatted > 0)


def _open(tag: str, node: Any, writer: _Writer, opened: list[tuple[str, int]], verbatim: bool) -> None:
    if tag in _BLOCKS or tag == "br":
        writer.separate("\n")
    elif tag in _CELLS:
        writer.separate("\t")
    if tag in _MARKS:
        opened.append((tag, writer.start()))
    if node.text and tag != "br" and tag not in _DROPPED:
        writer.words(node.text, verbatim)


def _close(tag: str, node: Any, writer: _Writer, opened: list[tuple[str, int]]) -> Iterator[Mark]:
    if tag in _MARKS and opened and opened[-1][0] == tag:
        _, start = opened.pop()
        if start < writer.length:
            yield Mark(_MARKS[tag], start, writer.length, node.get("href") if tag == "a" else None)
    if tag in _BLOCKS:
        writer.separate("\n")
