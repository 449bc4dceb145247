"""Which production a phrase speaks of: what it is said of, found by walking to the left.

A small parser over the row of nodes: it walks from the phrase over auxiliaries, articles and adjectives, steps over
parentheses, and stops at anything that it does not understand. What it stops at decides: a title, a generic noun or a
pronoun ("the show", "it": the page's topic), or something else, which is no production, and then there is no report.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

from pipeline.reading.beside import (
    apposed,
    definite,
    head_before,
    list_left,
    only_promotion,
    opens_with_apposition,
    owner,
    unnamed,
)
from pipeline.reading.lexicon import names
from pipeline.reading.nodes import RUN, Node, Row
from pipeline.reading.seasons import ORDINALS, SeasonWords

Outcome = Literal["title", "generic", "people", "other", "none"]

_LISTS: Final = names()
_SKIPPED: Final = _LISTS["skipped"]
PRINTED: Final = frozenset(
    ("book", "novel", "novella", "memoir", "play", "album", "song", "single", "podcast", "magazine", "webtoon", "poem")
)
"""Before a name: what is no production."""
_COMPARED: Final = frozenset(("rival", "rivals", "unlike", "than", "outdo", "outdoes"))
"""Before a title that something else is compared with."""
_RELATIVE: Final = frozenset(("which", "that", "who"))
_HEADS: Final = _LISTS["heads"]
_PART_HEADS: Final = _LISTS["part_heads"]
OFFSHOOTS: Final = _LISTS["offshoots"]
_QUANTIFIERS: Final = frozenset(("any", "every", "most", "many", "some", "other", "all"))


_ADVERBS: Final = ("ly", "-season", "-year", "-part", "-episode")
"""How adverbs end, and compounds that count ("its five-season run")."""
_DECIDED: Final = frozenset(
    ("renewed", "commissioned", "recommissioned", "greenlit", "cancelled", "canceled", "axed", "revived", "dropped")
)
"""After "after being": what befell the production that the whole sentence is about."""
_SEVERAL: Final = frozenset(
    ("shows", "films", "movies", "series", "dramas", "serials", "productions", "titles", "hits", "soaps", "originals")
)
_AUXILIARIES: Final = frozenset(("was", "were", "is", "are", "has", "have", "had", "will", "would"))
_BECOMES: Final = frozenset(("is", "was", "be", "are", "become", "becomes", "became"))


def _one_of(nodes: list[Node], index: int) -> int:
    """Such as "X became one of the first shows to": where the walk goes on, before the verb, else 0."""
    for place in range(index - 1, max(1, index - 8), -1):
        if nodes[place].low == "one" and nodes[place + 1].low == "of":
            return place - 2 if nodes[place - 1].low in _BECOMES else 0
    return 0


def _season_of(nodes: list[Node], index: int) -> SeasonWords | None:
    """Such as "the second season of the hit drama": the season of a production that is only described."""
    for place in range(index - 1, max(0, index - 7), -1):
        if nodes[place].kind == "punct":
            return None
        if nodes[place].low == "of":
            return nodes[place - 1].season
    return None


def _others(nodes: list[Node], index: int) -> int:
    """Such as "A, B and a few other shows": where the walk goes on, before "and"; 0 where no list ends so."""
    for place in range(index - 1, max(0, index - 5), -1):
        if nodes[place].low in ("and", "&"):
            added = any(node.low in ("other", "more") for node in nodes[place + 1 : index])
            return place - (2 if nodes[place - 1].low == "," else 1) if added else 0
    return 0


@dataclass(slots=True)
class Found:
    """Where a walk ended: the titles it found, the season words passed, and the kind of offshoot passed ("sequel")."""

    outcome: Outcome
    titles: list[Node] = field(default_factory=list)
    season: SeasonWords | None = None
    offshoot: str | None = None
    word: str = ""
    distance: int = 0
    part: bool = False
    wants_season: bool = False
    typed: bool = False


def subject(row: Row, before: int) -> Found:
    """Walk left from a verb to what it is said of."""
    walk = _Left(row)
    return walk.run(before - 1)


class _Left:
    """The walk to the left: a state that is cheaper to keep than to pass."""

    def __init__(self, row: Row) -> None:
        self.row = row
        self.season: SeasonWords | None = None
        self.offshoot: str | None = None
        self.generic = False
        self.part = False
        self.definite = False
        self.wants_season = False
        self.bound = False
        """Has a "which" or "that" been passed, so that the name before it is what it hangs on?"""

    def run(self, index: int) -> Found:
        nodes, steps = self.row.nodes, 0
        while index >= 0 and steps < 40:
            steps += 1
            node = nodes[index]
            if node.kind == "title":
                starred = self._credited(index) if node.strength == RUN else None
                if starred is not None and nodes[starred + 1].low in ("starring", "featuring"):
                    index = starred
                    continue
                return self._title(index, steps)
            if node.kind == "season":
                self.season = self.season or node.season
                index -= 1
            elif node.kind == "punct":
                index = self._punctuation(index)
            elif node.kind in ("person", "company") and self._credited(index) is not None:
                index = self._credited(index) or 0
            elif node.kind == "company" and index and nodes[index - 1].kind in ("title", "season") and not self.generic:
                index -= 1
            elif node.kind in ("person", "company", "place"):
                if node.kind == "place" and index and nodes[index - 1].low in ("in", "at", "on", "to"):
                    index -= 2
                    continue
                relative = None if self.generic else self._relative(index)
                if relative is not None:
                    index = relative
                    continue
                return self._end("generic" if self.generic else "people" if node.kind == "person" else "other", node)
            else:
                verdict = self._word(index)
                if isinstance(verdict, Found):
                    return verdict
                index = verdict
        return Found("generic" if self.generic or self.season else "none", season=self.season, offshoot=self.offshoot)

    def _credited(self, index: int) -> int | None:
        """Before "starring A, B and C" or "from A": where the walk goes on."""
        nodes = self.row.nodes
        i = index - 1
        while i > 0 and nodes[i].low in (",", "and", "&") and nodes[i - 1].kind in ("person", "company", "title"):
            i -= 2
        if i <= 0 or nodes[i].low not in ("starring", "by", "from", "featuring", "stars", "with"):
            return None
        i -= 1
        while i > 0 and nodes[i].low in (
            "directed",
            "created",
            "written",
            "produced",
            "led",
            "helmed",
            "fronted",
            "hosted",
        ):
            i -= 1
        return i

    def _end(self, outcome: Outcome, node: Node) -> Found:
        return Found(
            outcome,
            season=self.season,
            offshoot=self.offshoot,
            word=node.low,
            part=self.part,
            wants_season=self.wants_season,
        )

    def _title(self, index: int, steps: int) -> Found:
        nodes = self.row.nodes
        if only_promotion(nodes, index) and not self.bound:
            return Found("other", word="trailer")
        if index and nodes[index - 1].low in PRINTED and not self.generic:
            return Found("other", [nodes[index]], word=nodes[index - 1].low)
        if index and nodes[index - 1].low in ("aka", "a.k.a"):
            return Found("people", word="aka")
        if index and nodes[index - 1].low in _COMPARED:
            return Found("other", word=nodes[index - 1].low)
        head = head_before(nodes, index, makers=steps > 1)
        if self.bound and head not in _LISTS["people"] | PRINTED | OFFSHOOTS:
            head = ""  # "spoke of X, which will be released"
        if head and head not in _HEADS and head not in _LISTS["generic"]:
            outcome: Outcome = "people" if head in _LISTS["people"] else "other"
            if head not in OFFSHOOTS:
                return Found(outcome, season=self.season, word=head)
        part = self.part or (head in _PART_HEADS if head else False)
        if self.offshoot and self.definite:
            return Found("generic", season=self.season, offshoot=None)
        return Found("title", list_left(nodes, index), self.season, self.offshoot, distance=steps, part=part)

    def _punctuation(self, index: int) -> int:
        nodes, low = self.row.nodes, self.row.nodes[index].low
        if low in (")", "]"):
            opening = "(" if low == ")" else "["
            return next((i - 1 for i in range(index - 1, max(-1, index - 30), -1) if nodes[i].low == opening), -1)
        if low == "," and index > 2 and opens_with_apposition(nodes, index):
            return 0
        if low == ",":
            previous = next(
                (
                    i
                    for i in range(index - 1, max(-1, index - 28), -1)
                    if nodes[i].low in (",", ";", ".") or nodes[i].comma
                ),
                -1,
            )
            if previous >= 0 and nodes[previous].comma:
                return previous
            if (
                previous > 0
                and index - previous == 2
                and nodes[index - 1].kind == "title"
                and nodes[previous - 1].kind == "word"
            ):
                return index - 1
            if (
                previous > 0
                and nodes[previous].low == ","
                and index - previous > 2
                and nodes[previous - 1].kind in ("title", "season", "person")
                and not all(n.kind == "person" or n.low in ("and", "&") for n in nodes[previous + 1 : index])
            ):
                return previous - 1
            return index - 1
        if low in ("‘", "’", "“", "”", '"', "'", "-", "!", "#", "@"):
            return index - 1
        return -1

    def _word(self, index: int) -> int | Found:
        nodes, low = self.row.nodes, self.row.nodes[index].low
        lists = _LISTS
        if low.endswith(("'s", "’s")) and low[:-2] in lists["type_words"]:
            low = low[:-2]  # "the film's release"
        if low in _RELATIVE:
            self.bound = low != "who" and not self.generic
            return index - 1 if index and nodes[index - 1].low != "," else index - 2
        if (
            low in OFFSHOOTS
            or low == "franchise"
            or low in lists["generic"]
            or low in lists["generic_release"]
            or low in _PART_HEADS
        ):
            if low == "franchise":
                return self._end("generic", nodes[index])
            if low in OFFSHOOTS and self.offshoot is None:
                self.offshoot = low
                self.definite = definite(nodes, index)
            self.part = self.part or low in _PART_HEADS
            if only_promotion(nodes, index):
                return self._end("other", nodes[index])
            return self._generic(index)
        described = bool(self.season or self.generic) and low in lists["before_generic"]
        if low in _SKIPPED or low.endswith(_ADVERBS) or described:
            return index - 1
        if low in ("a", "an") and index and nodes[index - 1].kind == "title":
            return index - 1
        if low in ("others", "more") and index > 1 and nodes[index - 1].low in ("and", "&"):
            return index - 2
        if low in _SEVERAL and (joined := _others(nodes, index) or _one_of(nodes, index)):
            return joined
        if low in ("the", "its", "their") and self.season and not self.generic:
            return self._end("generic", nodes[index])  # "the upcoming third season"
        if low in lists["people"]:
            origin = self._origin(index)
            if origin is not None:
                return origin
            return self._end("people", nodes[index])
        goes_on = low == "but" and index + 1 < len(nodes) and nodes[index + 1].low in _AUXILIARIES
        if (low in ("and", "&") or goes_on) and index and not self.generic:
            return self._earlier(index)
        if self.generic:
            return self._end("generic", nodes[index])
        if low in ("after", "since") and not _DECIDED.isdisjoint([node.low for node in nodes[index + 2 : index + 5]]):
            return self._earlier(index)  # "X will return after being renewed"
        relative = self._relative(index)
        return self._end("other", nodes[index]) if relative is None else relative

    def _origin(self, index: int) -> int | None:
        """Such as "X series from Y creators": past those it comes from."""
        nodes = self.row.nodes
        for i in range(index - 1, max(0, index - 6), -1):
            if nodes[i].low in ("from", "by"):
                return i - 1
            if nodes[i].kind == "punct" and nodes[i].low not in ("'", "’", "‘", "&"):
                return None
        return None

    def _relative(self, index: int) -> int | None:
        """Such as "the series X that he created for NBC has been": past a relative clause, to what it hangs on."""
        nodes = self.row.nodes
        for i in range(index - 1, max(0, index - 7), -1):
            if nodes[i].low in ("that", "which"):
                if nodes[i - 1].kind in ("title", "season"):
                    return i - 1
                if nodes[i - 1].kind in ("person", "company"):
                    return self._credited(i - 1)
            if nodes[i].kind == "punct":
                return None
        return None

    def _generic(self, index: int) -> int | Found:
        """Such as "X reboot", "X's new series", "the second season of X": a title right before is the production."""
        nodes = self.row.nodes
        self.generic = True
        if self._is_other(index):
            told = apposed(nodes, index)
            return self._end("other", nodes[index]) if told is None else told
        if nodes[index].low in ("season", "seasons"):
            self.wants_season = True
        before = index - 1
        while before >= 0 and (nodes[before].kind == "season" or nodes[before].low in _LISTS["before_generic"]):
            self.season = self.season or nodes[before].season
            before -= 1
        if before >= 0 and nodes[before].kind == "title":
            if owner(nodes[before]):
                return self._end("people", nodes[before])
            return before
        owned = before > 0 and nodes[before].low in ("its", "their")
        if owned and nodes[before - 1].low in ("had", "have", "has", "having", "saw", "seen", "see"):
            self.generic = False
            return before - 1
        self.season = self.season or _season_of(nodes, index)
        return self._end("generic", nodes[index])

    def _is_other(self, index: int) -> bool:
        """Is a generic noun said of something that the page is not about: "every show", "the eighth film"?"""
        nodes, low = self.row.nodes, self.row.nodes[index].low
        modifiers = [n.low for n in nodes[max(0, index - 3) : index]]
        nearest = modifiers[-1] if modifiers else ""
        if nearest in _LISTS["other_media"] or any(word in _QUANTIFIERS for word in modifiers):
            return True
        if low in ("film", "movie", "installment", "instalment") and nearest in ORDINALS and nearest != "first":
            return True
        return self.offshoot is None and unnamed(nodes, index)

    def _earlier(self, index: int) -> int | Found:
        """Such as "was renewed and will return": the subject of the verb before."""
        nodes = self.row.nodes
        for i in range(index - 1, max(-1, index - 25), -1):
            if nodes[i].low in (";", ".", ":", "?", "!"):
                break
            if nodes[i].kind == "title":
                return self._title(i, index - i)
        return self._end("generic", nodes[index])
