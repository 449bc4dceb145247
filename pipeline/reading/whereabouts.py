"""Is a capitalised name that of a place? What stands around it tells: "the X area", "X, Yorkshire", "filming in X"."""

from __future__ import annotations

from typing import Final

from pipeline.reading.lexicon import names
from pipeline.reading.nodes import Node

_LISTS: Final = names()
_AFTER_PLACES: Final = frozenset(("in", "on", "for", "and", "to", "where", "with", "as", "is", "was", "from", "after"))
"""Behind "Haworth, Yorkshire"; another name ("Chicago Med, Chicago Fire") is no place."""
_WHERE: Final = frozenset(("in", "at", "near", "outside", "around", "of"))
_AREAS: Final = frozenset(
    ("area", "areas", "district", "county", "neighborhood", "neighbourhood", "region", "village", "valley", "suburb")
)
_LOCAL: Final = frozenset(
    (
        "film", "just",
        "filmed", "filming", "shot", "shooting", "shoot", "held", "place", "happen", "happened", "located", "based",
        "living", "lives", "born", "died", "arrived", "landed", "location", "locations", "crew", "studio", "studios",
        "took", "production", "underway", "way", "schedule", "began", "begun", "starts", "started", "sets", "police",
    )
)  # fmt: skip
"""Before "in X": verbs and nouns that ask where."""
_SEEN_IN: Final = frozenset(
    ("star", "stars", "starred", "starring", "seen", "appear", "appears", "appeared", "role", "roles", "part", "cast")
)


def is_place(nodes: list[Node], first: int, last: int) -> bool:
    """Such as "the Sweet Auburn area", "Haworth, Yorkshire", "filming in Minot"."""
    after = nodes[last].low if last < len(nodes) else ""
    return after in _AREAS or (after == "," and _in_a_region(nodes, last)) or _located(nodes, first)


def _in_a_region(nodes: list[Node], last: int) -> bool:
    """Does a comma and the name of a larger place follow?"""
    rest = [node.low for node in nodes[last + 1 : last + 4]]
    if not rest:
        return False
    if " ".join(rest[:2]) in _LISTS["places"]:
        return True
    ends = len(rest) < 2 or rest[1] in _AFTER_PLACES or nodes[last + 2].kind == "punct"
    return ends and rest[0] in _LISTS["places"]


def _located(nodes: list[Node], first: int) -> bool:
    """Does "in" or "at" stand before a name, and before that a word that asks where?"""
    at = first - 2 if first and nodes[first - 1].low == "the" else first - 1
    if at < 0 or nodes[at].low not in _WHERE:
        return False
    before = [node.low for node in nodes[max(0, first - 6) : at + 1]]
    if before[-2:] == ["outside", "of"]:
        before.pop()
    if before[-1] == "of":
        return False
    return bool(_LOCAL.intersection(before[-4:-1])) and not _SEEN_IN.intersection(before)
