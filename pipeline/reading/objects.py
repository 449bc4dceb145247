"""What a verb acts on: the walk to the right, and the lists and seasons beside a title."""

from __future__ import annotations

import re
from typing import Final

from pipeline.reading.attach import OFFSHOOTS, Found, Outcome
from pipeline.reading.lexicon import names
from pipeline.reading.nodes import CUED, MARKED, Node, Row
from pipeline.reading.seasons import SeasonWords

_LISTS: Final = names()


_STOP: Final = _LISTS["object_stop"]


def object_of(row: Row, after: int, shoot: bool = False) -> Found:
    """Walk right from a verb to what it acts on. ``shoot``: "in" and "with" end the walk ("filming in Cork")."""
    return _Right(row.nodes, after, shoot).run()


class _Right:
    """The walk to the right: what it has passed."""

    def __init__(self, nodes: list[Node], after: int, shoot: bool) -> None:
        self.nodes = nodes
        self.after = after
        self.shoot = shoot
        self.season: SeasonWords | None = None
        self.offshoot: str | None = None
        self.generic = self.other = self.unnamed = self.linked = False
        self.word = ""

    def run(self) -> Found:
        """Where the walk ends."""
        for index in range(self.after, min(len(self.nodes), self.after + 16)):
            node = self.nodes[index]
            if node.kind == "title":
                if _owned(self.nodes, index):
                    return Found("other", word=node.low)
                if _only_owner(self.nodes, index) or with_a_role(self.nodes, index):
                    continue
                return self._title(index)
            if self._ends_at(index):
                break
        if self.word and (named := self._called()):
            return named
        if self.unnamed and self.season is None:
            return Found("other", word=self.word)
        outcome: Outcome = "generic" if self.generic else "other" if self.other else "none"
        return Found(outcome, season=self.season, offshoot=self.offshoot, word=self.word)

    def _called(self) -> Found | None:
        """Such as "is shooting a drama about two ferrymen called X": the name behind a description."""
        nodes = self.nodes
        for index in range(self.after, min(len(nodes) - 1, self.after + 24)):
            if nodes[index].low == "(" and self.generic and nodes[index + 1].strength >= MARKED:
                typed = nodes[index - 1].low in _LISTS["type_words"]
                return Found("title", [nodes[index + 1]], self.season, typed=True) if typed else None
            if nodes[index].low in (".", ";", ":") or nodes[index].low in _STOP - _TELLS_MORE:
                return None
            if nodes[index].low in _NAMED:
                after = index + 1 + (nodes[index + 1].low in ("‘", "“", '"', "'"))
                named = after < len(nodes) and nodes[after].kind == "title"
                return Found("title", [nodes[after]], self.season, typed=True) if named else None
        return None

    def _title(self, index: int) -> Found:
        before = index - 1 - (index > 1 and self.nodes[index - 1].low in _LISTS["type_words"] - OFFSHOOTS)
        named = index > 0 and self.nodes[before].low == self.offshoot
        return Found(
            "title",
            list_right(self.nodes, index),
            self.season,
            None if named else self.offshoot,
            distance=index - self.after,
            word=self.word,
            typed=self.generic or _typed_after(self.nodes, index),
        )

    def _ends_at(self, index: int) -> bool:
        """Take note of one node; True where the walk cannot go on."""
        node = self.nodes[index]
        following = self.nodes[index + 1] if index + 1 < len(self.nodes) else None
        if node.kind == "season":
            self.season = self.season or node.season
        elif node.kind == "punct":
            return self._stops_at_mark(node, following)
        elif node.kind == "person" and not node.possessive and node.low.split()[0] != "the":
            return not (following and _goes_with_a_person(following))
        elif node.kind == "word":
            return self._stops_at_word(index, following)
        return False

    def _stops_at_mark(self, node: Node, following: Node | None) -> bool:
        named = node.low == "," and following is not None and following.kind == "title"
        if named and self.offshoot and self.linked:
            return False  # "a sequel to their latest release, X"
        if named and (self.offshoot or self._ends_in_a_kind(node)):
            self.offshoot = None  # "a sequel, X", "the second series of the hit drama, X": the name of it
            return False
        return node.low not in ("‘", "’", "“", "”", '"', "'", "-", "#")

    def _ends_in_a_kind(self, comma: Node) -> bool:
        """Does a kind of production stand right before a comma?"""
        index = next(i for i, node in enumerate(self.nodes) if node is comma)
        told = index > 1 and self.nodes[index - 2].low not in ("the", "this", "that", "his", "her")
        return self.generic and told and self.word in _LISTS["type_words"]

    def _stops_at_word(self, index: int, following: Node | None) -> bool:
        low = self.nodes[index].low
        if low.endswith(("'s", "’s")) and low[:-2] in _LISTS["generic"]:
            low = low[:-2]
        if low in _POINTS and following and (following.low in _SPANS or following.low in _LISTS["calendar"]):
            return False
        if low == "once" and following and following.low not in ("again", "more"):
            return True  # "begin filming once X wraps"
        if low == "alongside" and self.shoot and following and following.kind == "title":
            return True  # "is shooting alongside X"
        if low in _STOP or (self.shoot and low in ("in", "with", "from")):
            return True
        if self.generic and low in ("on", "about", "with"):
            return True
        if low == "and" and not (following and following.kind == "person"):
            return True
        if low in OFFSHOOTS:
            self.offshoot = self.offshoot or low
        self.linked = self.linked or (low in ("to", "of") and self.offshoot is not None)
        if low in _LISTS["generic"] and not self.generic:
            self.generic = True
            self.unnamed = self.offshoot is None and (
                _indefinite(self.nodes, self.after, index) or (self.shoot and _of_a_person(self.nodes, index))
            )
        self.other = self.other or low in _LISTS["other_things"]
        self.word = low
        return False


_NAMED: Final = frozenset(("called", "titled", "named", "entitled", "dubbed"))
_TELLS_MORE: Final = frozenset(("at", "featuring", "following", "during", "as", "than", "against"))
"""Words that end a walk and may stand in a description of what is made."""
_POINTS: Final = frozenset(("this", "that", "last", "next", "earlier", "later"))
_SPANS: Final = frozenset(
    ("day", "week", "weekend", "month", "year", "morning", "summer", "autumn", "fall", "winter", "spring", "season")
)
"""What such a word points at: "this month" stands for no production."""
_CREDIT: Final = re.compile(r"-(?:starring|led|starrer|helmed|directed|fronted)$")


def _goes_with_a_person(node: Node) -> bool:
    """May the object still come after a person's name: "Idris Elba's comedy", "the James Wolk-starring drama"?"""
    return (
        node.kind == "title" or node.low == "and" or node.low in _LISTS["type_words"] or bool(_CREDIT.search(node.low))
    )


def _of_a_person(nodes: list[Node], index: int) -> bool:
    """Such as "start shooting for Mara Voss's film"."""
    before = nodes[index - 1]
    return before.kind == "person" and before.possessive


def _indefinite(nodes: list[Node], start: int, index: int) -> bool:
    """Such as "start filming a film": a production that nobody names."""
    return any(node.low in ("a", "an", "another", "any") for node in nodes[start:index])


def _only_owner(nodes: list[Node], index: int) -> bool:
    """Such as "Avengers spin-off Black Widow", "Nolan's Dune": the first name only says whose the second is."""
    node = nodes[index]
    rest = nodes[index + 1 : index + 3]
    if not rest:
        return False
    if node.possessive and node.strength < MARKED:
        if rest[0].kind == "title":
            return True
        if any(n.kind == "title" and n.strength >= MARKED for n in nodes[index + 2 : index + 5]):
            return True
    if len(rest) == 2 and (rest[0].low in OFFSHOOTS or rest[0].low in _LISTS["type_words"]) and rest[1].kind == "title":
        return True
    return rest[0].low in OFFSHOOTS and _named_behind(nodes[index + 2 : index + 6])


def _named_behind(rest: list[Node]) -> bool:
    """Is the offshoot of a title named behind it: "an X spin-off, Y", "the X spin-off series Y"?"""
    at = 1 if rest and rest[0].low in _LISTS["type_words"] else 0
    comma = len(rest) > at and rest[at].low == ","
    at += comma
    if len(rest) <= at or rest[at].kind != "title" or (comma and rest[at].strength < MARKED):
        return False
    return not (comma and (with_a_role(rest, at) or any(n.low in ("and", "&", ",") for n in rest[at + 1 : at + 2])))


def _owned(nodes: list[Node], index: int) -> bool:
    """Such as "Mara Voss's next": a capitalised name that owns something in small letters, which nobody names."""
    node = nodes[index]
    words = node.low.split()
    if not node.possessive or node.strength == MARKED or len(words) != 2 or words[0] in ("the", "a"):
        return False
    rest = nodes[index + 1 : index + 5]
    rest = rest[: next((i for i, n in enumerate(rest) if n.kind == "punct"), len(rest))]
    return not any(n.kind in ("title", "season") for n in rest) and any(
        n.low in ("film", "movie", "next", "project", "directorial", "story", "debut", "series", "show") for n in rest
    )


def with_a_role(nodes: list[Node], index: int) -> bool:
    """Such as "The Dark Knight director": the title says who somebody is."""
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
    """Such as "the Zelda movie"."""
    return any(
        n.low in OFFSHOOTS or n.low in _LISTS["type_words"] for n in nodes[index + 1 : index + 4] if n.kind == "word"
    )


def list_right(nodes: list[Node], index: int) -> list[Node]:
    """Such as "A, B and C" after a verb; a comma counts only where "and" follows."""
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
    """Such as "A (season 15), B (season 12), C …": a list of titles each with its season."""
    seasons = [
        i for i in range(index, min(len(nodes), index + 40)) if nodes[i].kind == "season" and nodes[i - 1].low == "("
    ]
    return len(seasons) >= 3 and all(nodes[i - 2].kind == "title" and nodes[i - 2].strength >= CUED for i in seasons)
