"""What a verb acts on: the walk to the right, and the lists and seasons beside a title."""

from __future__ import annotations

import re
from typing import Final

from pipeline.reading.attach import OFFSHOOTS, Found, Row
from pipeline.reading.lexicon import names
from pipeline.reading.nodes import CUED, MARKED, Node
from pipeline.reading.seasons import SeasonWords

_LISTS: Final = names()


_STOP: Final = _LISTS["object_stop"]


def object_of(row: Row, after: int, shoot: bool = False) -> Found:
    """Walk right from a verb to what it acts on."""
    nodes = row.nodes
    season: SeasonWords | None = None
    offshoot: str | None = None
    generic = other = unnamed = False
    word = ""
    for index in range(after, min(len(nodes), after + 16)):
        node = nodes[index]
        if node.kind == "title":
            if _only_owner(nodes, index) or _with_a_role(nodes, index):
                continue
            if index and nodes[index - 1].low == offshoot:
                offshoot = None
            return Found(
                "title",
                _list_right(nodes, index),
                season,
                offshoot,
                distance=index - after,
                word=word,
                typed=generic or _typed_after(nodes, index),
            )
        if node.kind == "season":
            season = season or node.season
        elif node.kind == "punct":
            if node.low in ("‘", "’", "“", "”", '"', "'", "-", "#") or (
                node.low == "," and offshoot and index + 1 < len(nodes) and nodes[index + 1].kind == "title"
            ):
                offshoot = None
                continue
            break
        elif node.kind == "person" and not node.possessive and node.low.split()[0] != "the":
            following = nodes[index + 1] if index + 1 < len(nodes) else None
            if following is not None and re.search(
                r"-(?:starring|led|starrer|helmed|directed|fronted)$", following.low
            ):
                continue
            if following is None or (
                following.kind not in ("title",)
                and following.low not in _LISTS["type_words"]
                and following.low not in ("and",)
            ):
                break
        elif node.kind == "word":
            if (
                node.low in _STOP
                or (shoot and node.low in ("in", "with", "from"))
                or (node.low in ("and",) and not (index + 1 < len(nodes) and nodes[index + 1].kind == "person"))
            ):
                break
            if node.low in OFFSHOOTS:
                offshoot = offshoot or node.low
            if node.low in _LISTS["generic"] and not generic:
                generic = True
                unnamed = _indefinite(nodes, after, index) and offshoot is None
            other = other or node.low in _LISTS["other_things"]
            word = node.low
    if unnamed and season is None:
        return Found("other", word=word)
    return Found("generic" if generic else "other" if other else "none", season=season, offshoot=offshoot, word=word)


def _indefinite(nodes: list[Node], start: int, index: int) -> bool:
    """ "start filming a film": a production that nobody names."""
    return any(node.low in ("a", "an", "another", "any") for node in nodes[start:index])


def _only_owner(nodes: list[Node], index: int) -> bool:
    """ "Avengers spin-off Black Widow", "Nolan's Dune": the first name only says whose the second is."""
    node = nodes[index]
    rest = nodes[index + 1 : index + 3]
    if not rest:
        return False
    if node.possessive and rest[0].kind == "title" and node.strength < MARKED:
        return True
    return (
        len(rest) == 2 and (rest[0].low in OFFSHOOTS or rest[0].low in _LISTS["type_words"]) and rest[1].kind == "title"
    )


def _with_a_role(nodes: list[Node], index: int) -> bool:
    """ "The Dark Knight director": the title says who somebody is."""
    return index + 1 < len(nodes) and nodes[index + 1].low in (
        "director",
        "star",
        "actor",
        "actress",
        "creator",
        "writer",
        "producer",
        "fame",
        "alum",
        "helmer",
        "author",
        "singer",
        "showrunner",
        "co-star",
        "host",
    )


def _typed_after(nodes: list[Node], index: int) -> bool:
    """ "the Zelda movie"."""
    return any(
        n.low in OFFSHOOTS or n.low in _LISTS["type_words"] for n in nodes[index + 1 : index + 4] if n.kind == "word"
    )


def _list_right(nodes: list[Node], index: int) -> list[Node]:
    """ "A, B and C" after a verb; a comma counts only where "and" follows."""
    found = [nodes[index]]
    i = index
    pending: list[Node] = []
    if _bare_list(nodes, index):
        return [n for n in nodes[index:] if n.kind == "title" and n.strength >= CUED]
    while i + 2 < len(nodes):
        step = i + 1
        while step < len(nodes) and (
            nodes[step].kind == "season" or nodes[step].low in ("(", ")", "!", "’", "'", '"', "”", "reboot")
        ):
            step += 1
        if step + 1 >= len(nodes) or nodes[step].low not in ("and", "&", ","):
            break
        after = step + 1
        if nodes[after].low in ("and", "the", "‘", "“", '"', "'"):
            after += 1
        if after >= len(nodes) or nodes[after].kind != "title":
            break
        pending.append(nodes[after])
        if nodes[step].low in ("and", "&") or nodes[after - 1].low == "and":
            found += pending
            pending = []
        i = after
    return found


def _bare_list(nodes: list[Node], index: int) -> bool:
    """ "A (season 15), B (season 12), C …": a list of titles each with its season."""
    seasons = [
        i for i in range(index, min(len(nodes), index + 40)) if nodes[i].kind == "season" and nodes[i - 1].low == "("
    ]
    return len(seasons) >= 3 and all(nodes[i - 2].kind == "title" and nodes[i - 2].strength >= CUED for i in seasons)
