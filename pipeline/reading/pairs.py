"""Where a capitalised stretch falls apart: "A and B", and a title behind the name of its owner."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pipeline.reading.lexicon import names
from pipeline.reading.nodes import Node

_LISTS: Final = names()


def halves(text: str, nodes: list[Node], start: int, end: int, paired: bool) -> Iterator[tuple[int, int]]:
    """Where "and" joins two names: each of the names, as its first node and one past its last."""
    season = end < len(nodes) and nodes[end].kind == "season" and not paired
    joints = [] if season else [i for i in range(start + 1, end - 1) if _joint(text, nodes, start, i)]
    if len({nodes[i].low for i in joints}) > 1:  # "Law & Order and Low Tide"
        joints = [i for i in joints if nodes[i].low == "and" or _person_beside(nodes, start, end, i)]
    if not joints or not (paired or _parts(text, nodes, start, end, joints)):
        yield start, end
        return
    first = start
    for joint in joints:
        if joint > first:  # "A and and B"
            yield first, joint
        first = joint + 1
    yield first, end


def _parts(text: str, nodes: list[Node], start: int, end: int, joints: list[int]) -> bool:
    """Is it two names, and not one like "Salt and Smoke"? People, a list, two long names, or a verb in the plural."""
    before = nodes[start - 1].low if start else ""
    if before in ("and", "&"):
        return False
    pause = end < len(nodes) and nodes[end].low == "," and all(nodes[joint].low == "&" for joint in joints)
    if any(_person_beside(nodes, start, end, joint) for joint in joints) or (_plural(nodes, end) and not pause):
        return True
    if start > 1 and before == "," and end - start > 2 and _goes_on_a_list(text, nodes, start):
        return True
    if start > 1 and before == "," and end - start > 3 and (end >= len(nodes) or nodes[end].kind == "punct"):
        return True
    long = len(joints) == 1 and joints[0] - start > 1 and end - joints[0] > 2
    if before in ("including", "include", "includes") and len(joints) == 1:
        return True
    listed = before == "," and _begins_anew(text, nodes, joints[0])
    return long and (nodes[joints[0] + 1].low not in _GOES_ON or listed)


def _goes_on_a_list(text: str, nodes: list[Node], start: int) -> bool:
    """Such as "Low Tide, Ferrymen and Grey Harbour": does a name stand before the comma too, and no place?"""
    before = nodes[start - 2]
    if before.kind == "title":
        return True
    if before.kind != "word" or not text[before.start].isupper() or before.low in _LISTS["places"] | _LISTS["calendar"]:
        return False
    led = nodes[start - 3].low if start > 2 else ""
    return led not in ("in", "at", "from", "near") and not text[nodes[start - 3].start].isupper()


def _begins_anew(text: str, nodes: list[Node], joint: int) -> bool:
    """Such as "Low Tide and The Ferrymen": a capital article begins a title of its own where "and" has none."""
    plain = nodes[joint].low == "and" and text[nodes[joint].start] == "a"
    return plain and text.startswith("The ", nodes[joint + 1].start)


def _person_beside(nodes: list[Node], start: int, end: int, joint: int) -> bool:
    """Does a first name stand on either side? Beside "&" a whole name is needed: "Tuca & Bertie" is one title."""
    firsts, plain = _LISTS["first_names"], nodes[joint].low == "and"
    ahead = nodes[start].low in firsts and (plain or joint - start > 1)
    return ahead or (nodes[joint + 1].low in firsts and (plain or end - joint > 2))


def _joint(text: str, nodes: list[Node], start: int, i: int) -> bool:
    """May "and" or "&" part two names here? "The" after it belongs to one title, unless a person stands before."""
    if nodes[i].low not in ("and", "&"):
        return False
    person = i - start in (2, 3) and nodes[start].low in _LISTS["first_names"]
    if start > 1 and nodes[start - 1].low == "," and nodes[start - 2].kind == "word" and nodes[i + 1].low != "the":
        return True
    return person or nodes[i + 1].low not in ("the", "a", "an") or _begins_anew(text, nodes, i)


_GOES_ON: Final = frozenset(("where", "how", "his", "her", "other", "the", "a", "an", "all", "back", "seven", "i"))
"""After "and": what begins the second half of one title ("X and Other Stories")."""


def _plural(nodes: list[Node], end: int) -> bool:
    """Does a verb follow that speaks of several?"""
    return end < len(nodes) and nodes[end].low in _OF_SEVERAL


_OF_SEVERAL: Final = frozenset(
    (
        "have", "are", "were", "will", "to", "resume", "return", "delayed", "postponed", "renewed", "cancelled",
        "canceled", "both", "all", "looking", "paused", "halted", "suspended", "could", "may", "might", "stop", "halt",
        "go", "set", ",", "begin", "start", "get",
    )
)  # fmt: skip
"""After two names that "and" joins."""


def owner_of(nodes: list[Node], first: int, last: int) -> int:
    """Such as "Vera Kay's | Night Ferry" in the second half of a pair: where the title begins, else 0."""
    for end in (first + 2, first + 3):
        if end < last and nodes[end - 1].low.endswith(("'s", "’s")) and nodes[first].low in _LISTS["first_names"]:
            return end
    return 0
