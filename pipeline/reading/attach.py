"""Which production a phrase speaks of: what it is said of, found by walking to the left.

A small parser over the row of nodes: it walks from the phrase over auxiliaries, articles and adjectives, steps over
parentheses, and stops at anything that it does not understand. What it stops at decides: a title, a generic noun or a
pronoun ("the show", "it": the page's topic), or something else, which is no production, and then there is no report.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import Final, Literal

from pipeline.reading.lexicon import names
from pipeline.reading.nodes import MARKED, RUN, Node
from pipeline.reading.seasons import ORDINALS, SeasonWords

Outcome = Literal["title", "generic", "people", "other", "none"]

_LISTS: Final = names()
_SKIPPED: Final = _LISTS["skipped"]
_RELATIVE: Final = frozenset(("which", "that", "who"))
_HEADS: Final = _LISTS["heads"]
_PART_HEADS: Final = _LISTS["part_heads"]
OFFSHOOTS: Final = _LISTS["offshoots"]
_BEFORE_TITLE: Final = _LISTS["before_title"] | _LISTS["type_words"]
_QUANTIFIERS: Final = frozenset(("any", "every", "most", "many", "some", "other", "all"))


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


@dataclass(slots=True)
class Row:
    """The nodes of one sentence, found by offset."""

    nodes: list[Node]
    starts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.starts = [node.start for node in self.nodes]

    def first_at(self, offset: int) -> int:
        """Index of the first node that begins at or after an offset."""
        return bisect_left(self.starts, offset)

    def holding(self, offset: int) -> int:
        """Index of the node that an offset falls into."""
        return bisect_right(self.starts, offset) - 1

    def titles_between(self, start: int, end: int) -> list[Node]:
        """Titles that lie inside a stretch of the sentence."""
        return [n for n in self.nodes if n.kind == "title" and n.start >= start and n.end <= end]


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
        if _only_promotion(nodes, index):
            return Found("other", word="trailer")
        head = _head_before(nodes, index)
        if head and head not in _HEADS and head not in _LISTS["generic"]:
            outcome: Outcome = "people" if head in _LISTS["people"] else "other"
            if head not in OFFSHOOTS:
                return Found(outcome, season=self.season, word=head)
        part = self.part or (head in _PART_HEADS if head else False)
        if self.offshoot and self.definite:
            return Found("generic", season=self.season, offshoot=None)
        return Found("title", _list_left(nodes, index), self.season, self.offshoot, distance=steps, part=part)

    def _punctuation(self, index: int) -> int:
        nodes, low = self.row.nodes, self.row.nodes[index].low
        if low in (")", "]"):
            opening = "(" if low == ")" else "["
            return next((i - 1 for i in range(index - 1, max(-1, index - 30), -1) if nodes[i].low == opening), -1)
        if low == "," and index > 2 and _opens_with_apposition(nodes, index):
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
            ):
                return previous - 1
            return index - 1
        if low in ("‘", "’", "“", "”", '"', "'", "-", "!", "#", "@"):
            return index - 1
        return -1

    def _word(self, index: int) -> int | Found:
        nodes, low = self.row.nodes, self.row.nodes[index].low
        lists = _LISTS
        if low in _RELATIVE:
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
                self.definite = _definite(nodes, index)
            self.part = self.part or low in _PART_HEADS
            if _only_promotion(nodes, index):
                return self._end("other", nodes[index])
            return self._generic(index)
        if low in _SKIPPED or low.endswith("ly") or ((self.season or self.generic) and low in lists["before_generic"]):
            return index - 1
        if low in ("a", "an") and index and nodes[index - 1].kind == "title":
            return index - 1
        if low in ("others", "more") and index > 1 and nodes[index - 1].low in ("and", "&"):
            return index - 2
        if low in lists["people"]:
            origin = self._origin(index)
            if origin is not None:
                return origin
            return self._end("people", nodes[index])
        if low in ("and", "&") and index and not self.generic:
            return self._earlier(index)
        if self.generic:
            return self._end("generic", nodes[index])
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
            if nodes[i].low in ("that", "which") and nodes[i - 1].kind in ("title", "season"):
                return i - 1
            if nodes[i].kind == "punct":
                return None
        return None

    def _generic(self, index: int) -> int | Found:
        """Such as "X reboot", "X's new series", "the second season of X": a title right before is the production."""
        nodes = self.row.nodes
        self.generic = True
        if self._is_other(index):
            return self._end("other", nodes[index])
        if nodes[index].low in ("season", "seasons"):
            self.wants_season = True
        before = index - 1
        while before >= 0 and (nodes[before].kind == "season" or nodes[before].low in _LISTS["before_generic"]):
            self.season = self.season or nodes[before].season
            before -= 1
        if before >= 0 and nodes[before].kind == "title":
            if _owner(nodes[before]):
                return self._end("people", nodes[before])
            return before
        owned = before > 0 and nodes[before].low in ("its", "their")
        if owned and nodes[before - 1].low in ("had", "have", "has", "having", "saw", "seen", "see"):
            self.generic = False
            return before - 1
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
        return self.offshoot is None and _unnamed(nodes, index)

    def _earlier(self, index: int) -> int | Found:
        """Such as "was renewed and will return": the subject of the verb before."""
        nodes = self.row.nodes
        for i in range(index - 1, max(-1, index - 25), -1):
            if nodes[i].low in (";", ".", ":", "?", "!"):
                break
            if nodes[i].kind == "title":
                return self._title(i, index - i)
        return self._end("generic", nodes[index])


def _opens_with_apposition(nodes: list[Node], index: int) -> bool:
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


def _owner(node: Node) -> bool:
    """Such as "Mara Voss and Abe Lind's show": capitalised names that own a show are its people."""
    words = node.low.split()
    joined = "and" in words or "&" in words
    return node.possessive and node.strength == RUN and (joined or len(words) == 2) and words[0] not in ("the", "a")


def _unnamed(nodes: list[Node], index: int) -> bool:
    """Such as "a streaming series that is in production": something that the sentence does not name."""
    if nodes[index].low not in _LISTS["type_words"]:
        return False
    for i in range(index - 1, max(-1, index - 6), -1):
        if nodes[i].low in ("a", "an", "another"):
            return True
        if nodes[i].kind not in ("word", "company") or nodes[i].low in ("the", "this", "its", "his", "her", "of"):
            return False
    return False


def _definite(nodes: list[Node], index: int) -> bool:
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


def _head_before(nodes: list[Node], index: int) -> str | None:
    """The noun that a title hangs on: "fans of X", "the director of X"; None where it stands by itself."""
    i = index - 1
    while i >= 0 and (nodes[i].kind == "company" or nodes[i].low in _BEFORE_TITLE):
        i -= 1
    if i <= 0 or nodes[i].low not in ("of", "on", "for", "to", "from", "in", "with", "about"):
        return None
    if nodes[i].low in ("with", "about") and nodes[i - 1].low in _LISTS["type_words"]:
        return "with"
    return nodes[i - 1].low if nodes[i - 1].kind == "word" else None


_PROMOTION: Final = _LISTS["promotion"]
_INNER: Final = frozenset(("'", "’", "‘", '"', "“", "-", ",", "'s", "’s"))
"""What may stand between the names of "the trailer of A, B and C's film X"."""


def _only_promotion(nodes: list[Node], index: int) -> bool:
    """Such as "The teaser for the thriller X was released"."""
    for i in range(index - 1, max(-1, index - 13), -1):
        node = nodes[i]
        if (node.kind == "punct" and node.low not in _INNER) or (node.low in _SKIPPED and node.low not in _INNER):
            return False
        if node.low in _PROMOTION and i + 1 < len(nodes) and nodes[i + 1].low in ("of", "for", "from"):
            return True
    return False


def _list_left(nodes: list[Node], index: int) -> list[Node]:
    """Such as "A, B and C": every title of the list that ends here."""
    found = [nodes[index]]
    i = index
    while i >= 1:
        back = i - 1
        if nodes[back].kind == "title" and nodes[back].comma:
            found.insert(0, nodes[back])
            i = back
            continue
        while back > 0 and nodes[back].kind in ("punct", "season") and nodes[back].low not in (",",):
            back -= 1
        if nodes[back].low not in ("and", "&", ","):
            break
        other = back - 1
        if nodes[other].low == ",":
            other -= 1
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


def _opens_with_list(nodes: list[Node], index: int) -> bool:
    """Such as "A, B, C to premiere": a headline that begins with titles, commas between them."""
    return index >= 2 and all(n.kind == "title" or n.low in (",", "‘", "’", "'") for n in nodes[: index + 1])


def beside_season(row: Row, node: Node) -> SeasonWords | None:
    """The season told right beside a title: after it, in brackets after it, or "season two of" before it."""
    if node.season:
        return node.season
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
