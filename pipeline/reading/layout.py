"""What the layout and the credits of a page say of names: section headings, and works that only say who somebody is."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from pipeline.reading.lexicon import names
from pipeline.reading.nodes import MARKED, Node, Row
from pipeline.reading.sentences import Sentence

if TYPE_CHECKING:
    from pipeline.reading.page import Page

_LISTS: Final = names()
_LONGEST: Final = 60
_ASKING: Final = re.compile(
    r"(?:what|how|why|when|where|who|which|about|more|is|will|the (?:cast|plot|story|release)|related|read|watch|photo"
    r"|image|share|credit|advertisement|by)\b"
)
"""How a heading begins that names no production."""
_ABOUT_IT: Final = re.compile(
    r"(?:the|this) (?:[\w-]+ ){0,4}?(?:film|movie|series|show|drama|comedy|thriller|sequel|instal?lment|adaptation)\b"
    r"|it['’]?s?\b"
)
_AFTER_BREAK: Final = re.compile(r"\n *$")
_BREAK: Final = re.compile(r" *\n\s*")
_NUMBER: Final = re.compile(r"^(?:#\d{1,2}[.):]?|\d{1,2}[.):])\s+")
"""How a list numbers its headings."""
_SIGNS: Final = re.compile(r"[/|©\[\]@=]|: [A-Z][a-z]+/")
_CAPITALS: Final = re.compile(
    r"(?:[A-Z0-9][^\W_]*(?:['’.!&-][^\W_]*)*(?:[:,] | |$)"
    r"|(?:of|the|and|in|a|an|to|for|on|is|with|by|from|at|or|&) ){1,8}"
)
_CREDITED: Final = frozenset(
    ("co-creator", "co-creators", "creator", "creators", "showrunner", "showrunners", "writer", "writers", "director",
     "producer", "producers", "author", "star", "stars", "alum", "filmmaker", "helmer")
)  # fmt: skip
_FRANCHISE: Final = frozenset(("franchise", "universe", "saga", "trilogy", "fame"))
_BY: Final = frozenset(("from", "by", "between", "with", "starring", "for", "to"))


def headings(page: Page) -> list[tuple[int, str, int | None]]:
    """Lines that are a title and nothing else, above the part of the page that is about it: where, title, season."""
    found = [(s.index, *named) for s in page.sentences if (named := _heading(page, s))]
    if not found:
        return []
    again = [line for line in found if _named_below(page, line)]
    several = len(found) > 1 or (found and _goes_on(page, found[0][0]))
    return found if several and not _headline_names(page) else again


def heading_of(page: Page, index: int) -> tuple[str, int | None] | None:
    """The heading of the section in which a sentence stands."""
    place = bisect_right(page.headings, index, key=lambda line: line[0])
    return page.headings[place - 1][1:] if place else None


def _stands_alone(page: Page, sentence: Sentence) -> bool:
    """Is a sentence a line of its own, and short, with a paragraph below it?"""
    text, whole = sentence.text, page.tidy.text
    if sentence.headline or sentence.start < 0 or len(text) > _LONGEST or text[-1:] in ".!?:;,":
        return False
    end = sentence.start + len(text)
    if not _AFTER_BREAK.search(whole, max(0, sentence.start - 4), sentence.start) or not (
        broken := _BREAK.match(whole, end, end + 8)
    ):
        return False
    stop = whole.find("\n", broken.end())
    below = whole[broken.end() : stop if stop >= 0 else broken.end() + 2 * _LONGEST].rstrip()
    return len(below) > _LONGEST or below[-1:] == "."


def _heading(page: Page, sentence: Sentence) -> tuple[str, int | None] | None:
    text = sentence.text
    if not _stands_alone(page, sentence) or _SIGNS.search(text):
        return None
    if _ASKING.match(sentence.low.lstrip("‘“\"'")) or page.triggers(sentence):
        return None
    nodes = page.row(sentence).nodes
    kinds = {node.kind for node in nodes}
    end = next((node.start for node in nodes if node.kind == "season" or node.low == "("), len(text))
    name = _NUMBER.sub("", text[:end]).strip(" ‘’“”\"'–—-,")
    shown = end < len(text) and text[end] == "(" and "company" in kinds and text[-1] == ")"
    if shown and text[0] == "#" and _CAPITALS.fullmatch(name):  # "#2 The 100 (The CW)"
        return name, None
    if (
        "title" not in kinds
        or kinds & {"person", "place"}
        or nodes[0].kind == "company"
        or not _CAPITALS.fullmatch(name)
    ):
        return None
    season = next((node.season.number for node in nodes if node.kind == "season" and node.season), None)
    return name, season


def _named_below(page: Page, line: tuple[int, str, int | None]) -> bool:
    """Is a heading's title named again in the first sentences below it?"""
    below = [s.low for s in page.sentences if line[0] < s.index <= line[0] + 3]
    return any(re.search(rf"\b{re.escape(line[1].lower())}\b", low) for low in below)


def _goes_on(page: Page, index: int) -> bool:
    """Does the section below a heading begin with "The film …", "It …"?"""
    return any(_ABOUT_IT.match(s.low) for s in page.sentences if s.index == index + 1)


def _headline_names(page: Page) -> bool:
    """Does the headline set a title apart, so that the page is about that one?"""
    return any(node.kind == "title" and node.strength >= MARKED for node in page.row(page.sentences[0]).nodes)


def only_credits(sentence: Sentence, node: Node, row: Row) -> bool:
    """Such as "a new drama from “X” creator Mara Voss", "Voss (“X”)", "the X franchise": X is not what is told of."""
    index = row.holding(node.start)
    nodes = row.nodes
    after = index + 1
    if after < len(nodes) and nodes[after].low in _FRANCHISE:
        return True
    opened = sentence.text.rfind("(", 0, node.start)
    if node.strength >= MARKED and opened > 0 and ")" not in sentence.text[opened : node.start]:
        before = row.holding(opened) - 1
        return before >= 0 and (
            nodes[before].kind == "person" or (nodes[before].kind == "title" and nodes[before].strength < MARKED)
        )
    while after + 1 < len(nodes) and nodes[after].low in ("and", "&", ",") and nodes[after + 1].kind == "title":
        after += 2
    if after + 1 >= len(nodes) or nodes[after].low not in _CREDITED:
        return False
    led = index > 0 and nodes[index - 1].low in _BY
    return led or (nodes[after + 1].kind == "person" and nodes[after + 1].possessive)
