"""Sentences that speak of several productions: lists after a verb, and "another show that will resume is X"."""

from __future__ import annotations

import re
from typing import Final

from pipeline.model import Event
from pipeline.reading.attach import Found
from pipeline.reading.led import led
from pipeline.reading.lexicon import names
from pipeline.reading.nodes import Node, Row
from pipeline.reading.objects import list_right
from pipeline.reading.scene import Scene
from pipeline.reading.triggers import Trigger

_PRODUCTIONS: Final = (
    "shows", "series", "dramas", "k-dramas", "comedies", "sitcoms", "films", "movies", "productions", "projects",
    "titles", "programmes", "programs", "originals", "soaps", "serials", "favourites", "favorites",
)  # fmt: skip
_SEVERAL: Final = re.compile(
    led(_PRODUCTIONS) + r"\b[^.;:]{0,90}?(?P<mark>:|,? including\b|,? such as\b|,? like\b| – | — )"
)
"""Several productions, and what a list of them begins with."""
_LISTING: Final = frozenset(
    (
        Event.RENEWED,
        Event.CANCELLED,
        Event.DELAYED,
        Event.PAUSED,
        Event.RESUMED,
        Event.ORDERED,
        Event.STARTED_FILMING,
        Event.WRAPPED_FILMING,
    )
)


def listed(scene: Scene, trigger: Trigger) -> Found | None:
    """Such as "cancelled three shows, including A, B and C": the titles that a list names after the verb."""
    if trigger.rule.event not in _LISTING:
        return None
    match = _SEVERAL.search(scene.sentence.low)
    if match is None or match.start("mark") < trigger.end:
        return None
    nodes = scene.row.nodes
    index = scene.row.first_at(match.end("mark"))
    while index < len(nodes) and nodes[index].low in ("‘", "“", '"', "'"):
        index += 1
    if index >= len(nodes) or nodes[index].kind != "title":
        return None
    titles = list_right(nodes, index)
    return Found("title", titles) if len(titles) > 1 else None


def labelled(scene: Scene, trigger: Trigger) -> Found | None:
    """Such as "RENEWED: ‘A’" and "Cancelled: A, B and C": a label and what it is put on."""
    if trigger.rule.event not in _LISTING and trigger.rule.event is not Event.FILMING:
        return None
    if scene.sentence.low[trigger.end : trigger.end + 1] != ":":
        return _under_its_name(scene, trigger)
    nodes = scene.row.nodes
    first, colon = scene.row.first_at(trigger.start), scene.row.first_at(trigger.end)
    if first and nodes[first - 1].kind != "punct":
        return None
    after = colon + 1
    while after < len(nodes) and nodes[after].low in ("‘", "“", '"', "'"):
        after += 1
    if colon >= len(nodes) or nodes[colon].low != ":" or after >= len(nodes) or nodes[after].kind != "title":
        return None
    titles: list[Node] = []
    inside = False
    for node in nodes[after:]:
        if node.low in ("(", ")"):
            inside = node.low == "("  # "A (NBC), B (Fox)"
        elif node.kind == "title" and not inside:
            titles.append(node)
        elif node.low not in _BETWEEN and not node.low.isdigit() and not inside:
            break
    return Found("title", titles)


def _under_its_name(scene: Scene, trigger: Trigger) -> Found | None:
    """Such as "Grey Harbour (NBC): Cancelled after two seasons": a line that begins with the name."""
    nodes, index = scene.row.nodes, scene.row.first_at(trigger.start) - 1
    if index < 1 or nodes[index].low not in (":", "-", "–", "—"):
        return None
    index -= 1
    if nodes[index].low == ")":
        index = next((i - 1 for i in range(index, max(-1, index - 8), -1) if nodes[i].low == "("), -1)
    while index > 0 and (nodes[index].kind == "season" or nodes[index].low in ("’", "”", '"', "'", ",")):
        index -= 1
    opens = index >= 0 and all(node.kind == "punct" or node.low.isdigit() for node in nodes[:index])
    return Found("title", [nodes[index]]) if opens and nodes[index].kind == "title" else None


_BETWEEN: Final = frozenset((",", "and", "&", "the", "‘", "’", "“", "”", '"', "'"))
"""What stands between the items of a list."""
_KINDS: Final = names()["type_words"]
_ONE_OF_SEVERAL: Final = frozenset(("one", "another", "other", "latest", "next", "newest", "first", "final", "last"))
"""Words for one production among those of a round-up."""


def complement(row: Row, first: int, last: int) -> Found | None:
    """Such as "Another show that will resume filming is X": what is told after the verb."""
    nodes = row.nodes
    if last + 1 >= len(nodes) or nodes[last].low not in ("is", "are", "was", "were"):
        return None
    after = last + 1 if nodes[last + 1].kind != "punct" else last + 2
    while after + 1 < len(nodes) and after < last + 7 and nodes[after].kind not in ("title", "punct"):
        after += 1
    if after > last + 2 and nodes[after - 1].low not in _KINDS:
        return None
    if after >= len(nodes) or nodes[after].kind != "title":
        return None
    before = {node.low for node in nodes[max(0, first - 9) : last]}
    inverted = first == 1 and nodes[0].low in ("also", "just")  # "Also cancelled are A and B"
    if not inverted and (not before & _ONE_OF_SEVERAL or not before & {"that", "which", "to"}):
        return None
    return Found("title", list_right(nodes, after))


def said_to_be(scene: Scene, found: Found) -> Node | None:
    """Such as "X is a new Y spinoff coming in June": it is X that comes."""
    if not found.offshoot or len(found.titles) != 1:
        return None
    nodes = scene.row.nodes
    index = scene.row.holding(found.titles[0].start) - 1
    while index > 0 and nodes[index].low in ("a", "an", "the", "new", "upcoming", "latest", "first"):
        index -= 1
    if index < 1 or nodes[index].low not in ("is", "was") or nodes[index - 1].kind != "title":
        return None
    return nodes[index - 1]
