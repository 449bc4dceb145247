"""What stands around a title: the noun that it hangs on, its owner, its season, the list that it ends.

Each function looks at the few nodes beside one place of a row and answers one question; nothing walks on from there.
"""

from __future__ import annotations

from typing import Final

from pipeline.reading.lexicon import names
from pipeline.reading.nodes import MARKED, RUN, Node, Row
from pipeline.reading.seasons import SeasonWords

_LISTS: Final = names()
_SKIPPED: Final = _LISTS["skipped"]
_BEFORE_TITLE: Final = _LISTS["before_title"] | _LISTS["type_words"]


def opens_with_apposition(nodes: list[Node], index: int) -> bool:
    """Such as "‘X’, the first film of A, B and C, will open": what stands between the commas only tells more of X."""
    if (
        nodes[0].kind != "title"
        or nodes[0].strength < MARKED
        or not (
            nodes[0].comma or nodes[1].low == "," or (nodes[1].kind == "place" and nodes[2].low == "," and index > 3)
        )
    ):
        return False
    return not any(n.kind == "title" and n.strength >= MARKED for n in nodes[1:index])


def owner(node: Node) -> bool:
    """Such as "Mara Voss and Abe Lind's show": capitalised names that own a show are its people."""
    words = node.low.split()
    joined = "and" in words or "&" in words
    return node.possessive and node.strength == RUN and (joined or len(words) == 2) and words[0] not in ("the", "a")


def unnamed(nodes: list[Node], index: int) -> bool:
    """Such as "a streaming series that is in production": something that the sentence does not name."""
    if nodes[index].low not in _LISTS["type_words"]:
        return False
    for i in range(index - 1, max(-1, index - 6), -1):
        if nodes[i].low in ("a", "an", "another"):
            return True
        if nodes[i].kind not in ("word", "company") or nodes[i].low in ("the", "this", "its", "his", "her", "of"):
            return False
    return False


def apposed(nodes: list[Node], index: int) -> int | None:
    """Such as "‘X’, an independent film that is shot here": the title that a description in commas tells more of."""
    for i in range(index - 1, max(0, index - 7), -1):
        if nodes[i].low in ("a", "an"):
            before = nodes[i - 1]
            if before.kind == "title":
                return i - 1 if before.comma else None
            return i - 2 if before.low == "," and i > 1 and nodes[i - 2].kind == "title" else None
        if nodes[i].kind not in ("word", "company"):
            return None
    return None


def definite(nodes: list[Node], index: int) -> bool:
    """Such as "The Game of Thrones spinoff": what the page is about, and no new thing."""
    i = index - 1
    while i >= 0 and index - i < 8 and nodes[i].kind in ("word", "title", "company", "season"):
        if nodes[i].low in ("the", "this") or (
            nodes[i].kind == "title" and nodes[i].low.startswith("the ") and nodes[i].strength < MARKED
        ):
            return True
        if nodes[i].low in ("a", "an", "new", "of", "to", "is", "was"):
            return False
        i -= 1
    return False


def _a_maker(node: Node) -> bool:
    """Such as "scenes from Mara Voss’s film X"."""
    return node.kind == "person" and node.possessive


def head_before(nodes: list[Node], index: int, makers: bool) -> str | None:
    """The noun that a title hangs on: "fans of X", "the director of X"; None where it stands by itself.

    ``makers``: past the name of somebody whose it is ("scenes from Mara Voss’s film X").
    """
    i = index - 1
    while i >= 0 and (nodes[i].kind == "company" or nodes[i].low in _BEFORE_TITLE or (makers and _a_maker(nodes[i]))):
        i -= 1
    if i <= 0 or nodes[i].low not in ("of", "on", "for", "to", "from", "in", "with", "about"):
        return None
    if nodes[i].low == "with" or (nodes[i].low == "about" and nodes[i - 1].low in _LISTS["type_words"]):
        return "with"
    return nodes[i - 1].low if nodes[i - 1].kind == "word" else None


_PROMOTION: Final = _LISTS["promotion"]
_INNER: Final = frozenset(("'", "’", "‘", '"', "“", "-", ",", "'s", "’s"))
"""What may stand between the names of "the trailer of A, B and C's film X"."""


def only_promotion(nodes: list[Node], index: int) -> bool:
    """Such as "The teaser for the thriller X was released"."""
    for i in range(index - 1, max(-1, index - 13), -1):
        node = nodes[i]
        if (node.kind == "punct" and node.low not in _INNER) or (node.low in _SKIPPED and node.low not in _INNER):
            return False
        if node.low in _PROMOTION and i + 1 < len(nodes) and nodes[i + 1].low in ("of", "for", "from"):
            return True
    return False


def list_left(nodes: list[Node], index: int) -> list[Node]:
    """Such as "A, B and C": every title of the list that ends here."""
    found = [nodes[index]]
    i = index
    while i >= 1:
        back = i - 1
        if nodes[back].kind == "title" and nodes[back].comma:
            found.insert(0, nodes[back])
            i = back
            continue
        back = _before_bracket(nodes, back)
        while back > 0 and nodes[back].kind in ("punct", "season") and nodes[back].low not in (",", "&"):
            back -= 1
        if nodes[back].low not in ("and", "&", ","):
            break
        other = back - 1
        if nodes[other].low == ",":
            other -= 1
        other = _before_bracket(nodes, other)
        while other > 0 and nodes[other].kind == "season":
            other -= 1
        if (
            other < 0
            or nodes[other].kind != "title"
            or (nodes[back].low == "," and len(found) == 1 and not _opens_with_list(nodes, index))
        ):
            break
        found.insert(0, nodes[other])
        i = other
    return found


def _before_bracket(nodes: list[Node], index: int) -> int:
    """Such as "A (2010 to now) and B": the node before a bracket that closes here, else the same one."""
    if nodes[index].low != ")":
        return index
    opened = next((i for i in range(index, max(-1, index - 9), -1) if nodes[i].low == "("), 0)
    return opened - 1 if opened > 0 else index


def _opens_with_list(nodes: list[Node], index: int) -> bool:
    """Such as "A, B, C to premiere": a headline that begins with titles, commas between them."""
    return index >= 2 and all(n.kind == "title" or n.low in (",", "‘", "’", "'") for n in nodes[: index + 1])


def beside_season(row: Row, node: Node) -> SeasonWords | None:
    """The season told right beside a title: after it, in brackets after it, or "season two of" before it."""
    if node.season:
        return node.season
    if not row.seasoned:
        return None
    nodes = row.nodes
    index = row.holding(node.start)
    for step in range(index + 1, min(len(nodes), index + 4)):
        if nodes[step].kind == "season":
            return nodes[step].season
        if nodes[step].low not in (",", "(", ":", "’", "'", "”", '"', "–", "-", "'s", "’s"):
            break
    back = index - 1
    while back >= 0 and index - back < 9 and nodes[back].kind != "season":
        stops = nodes[back].kind == "title" or nodes[back].low in (",", ".", ";", "and", "for", "to", "with")
        if stops:
            return None
        back -= 1
    if (
        back >= 0
        and nodes[back].kind == "season"
        and back + 1 < len(nodes)
        and nodes[back + 1].low in ("of", "for", "on")
    ):
        return nodes[back].season
    return None
