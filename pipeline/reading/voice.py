"""What a verb that may be active or passive is said of: "HBO renews X", "X renewed", "X delays its release"."""

from __future__ import annotations

import re
from typing import Final

from pipeline.reading.attach import Found, subject
from pipeline.reading.lexicon import names
from pipeline.reading.nodes import CUED, MARKED, RUN, Row
from pipeline.reading.objects import object_of
from pipeline.reading.scene import Scene
from pipeline.reading.seasons import NUMBERS
from pipeline.reading.triggers import Trigger

_TYPE_WORDS: Final = names()["type_words"]
_PASSIVE: Final = re.compile(
    r"\b(?:is|are|was|were|be|been|being|gets|got|getting|has been|have been)\s+(?:\w+ly\s+|now\s+"
    r"|also\s+|all\s+|both\s+|first\s+|once\s+|again\s+|not\s+|set to be\s+)*$"
)
_PERFECT: Final = re.compile(
    r"\b(?:has|have|had|having|'ve|’ve|’s)\s+(?:\w+ly\s+|now\s+|also\s+|just\s+|already\s+|reportedly\s+)*$"
)
_ADJECTIVAL: Final = re.compile(r"\b(?:a|an|the|this|his|her|its|their|of|for|on) $")
"""Before "a scrapped idea": a participle that only tells what kind of thing is meant."""
_NO_OBJECT: Final = frozenset(
    (
        "after", "again", "ahead", "amid", "and", "as", "at", "because", "before", "but", "by", "despite", "due",
        "for", "from", "in", "indefinitely", "on", "once", "over", "so", "the", "a", "an", "its", "their", "this",
        "that", "to", "until", "with", "without", "when", "while", "since", "following", "just", "or", "if", "more",
        "season", "series", "show", "film", "movie", "drama", "comedy", "sitcom", "second", "another", "new", "both",
        "all", "his", "her", "hit", "popular", "upcoming", "big", "long-running",
    )
)  # fmt: skip
"""After an active verb: what begins no object in small letters that is something else than a production."""
_AROUND_IT: Final = frozenset(
    ("promotion", "promotions", "appearance", "appearances", "interviews", "tour", "premiere", "screening",
     "screenings", "plans", "party", "event", "shows")
)  # fmt: skip
"""What is cancelled for a film and is not the film ("cancelled all promotion of X")."""
_TOLD: Final = frozenset(
    ("the", "that", "his", "her", "their", "on", "plans", "its", "it's", "it", "he", "she", "they", "he'd", "she'd",
     "they'd", "he's", "she's", "they're", "there")
)  # fmt: skip
"""After "announced": what is told there is no name ("announced it's cancelled X")."""
_PUT_OFF: Final = frozenset(
    (
        "release", "premiere", "launch", "debut", "start", "filming", "production", "shoot", "shooting", "return",
        "season",
        "series", "film", "movie", "streaming", "date", "airing", "arrival", "dates", "releases", "rollout", "sequel",
        "opening", "broadcast", "show", "drama", "films", "movies", "schedule", "adaptation", "version", "remake",
    )
)  # fmt: skip
"""What may be put off and belongs to a production."""


_WITH_OBJECT: Final = re.compile(
    r"\s+(?:a|an|the(?! (?:big |small |silver )?(?:screens?|theat|cinemas|airwaves))|its|their|his|her|new|first"
    r"|another|two|some|more|official)\b"
)
"""After a verb: what begins its object; "hits the screens" has none."""


def by_voice(scene: Scene, trigger: Trigger, first: int, last: int) -> Found | None:
    """A passive has its production before it, an active verb after it."""
    return _Voice(scene, trigger, first, last).run()


class _Voice:
    """A verb between what stands before it and what stands after it."""

    def __init__(self, scene: Scene, trigger: Trigger, first: int, last: int) -> None:
        low = scene.sentence.low
        self.scene, self.trigger, self.row = scene, trigger, scene.row
        self.first, self.last = first, last
        self.before = low[max(0, trigger.start - 60) : trigger.start]
        self.word = low[trigger.start : trigger.end]
        self.ahead = subject(scene.row, first)
        self.behind = object_of(scene.row, last)

    def run(self) -> Found | None:
        """The production, or None where the verb is said of something else."""
        ahead, behind = self.ahead, self.behind
        if self._counts_or_announces_nothing():
            return None
        behind = self.behind
        if self._saves_no_show():
            return None
        if self.word.startswith("no ") and behind.outcome != "title" and ahead.outcome != "title":
            return Found("generic", season=ahead.season or behind.season)
        if self._acts_on_something_else():
            return None
        following = self.row.nodes[self.last].low if self.last < len(self.row.nodes) else ""
        own = self.trigger.rule.id == "cancel" and following == "its"  # "X has cancelled its current season"
        if _PASSIVE.search(self.before) or (own and ahead.outcome == "title" and behind.outcome == "generic"):
            ahead.season = ahead.season or behind.season
            return ahead
        if self.trigger.rule.id == "delay" and _delays_itself(self.row, self.last):
            if ahead.outcome == "title":
                return ahead
            if behind.outcome == "title" and behind.distance > 1 and not _noun_first(self.row, self.last, behind):
                self.behind = Found("generic", season=behind.season)
        elif self.trigger.rule.id == "delay" and behind.outcome == "title" and _hangs(self.row, self.last, behind):
            return ahead if ahead.outcome == "title" else None
        return None if self._only_tells_more() else self._by_order()

    def _counts_or_announces_nothing(self) -> bool:
        """Such as "renewed 15 series", "announced on his show"."""
        rule, nodes, last = self.trigger.rule.id, self.row.nodes, self.last
        count = last + 3 if [node.low for node in nodes[last : last + 3]] == ["a", "total", "of"] else last
        counted = count < len(nodes) and (nodes[count].low.isdigit() or nodes[count].low in NUMBERS)
        if rule in ("cancel", "renewed", "series-order") and counted:
            return True
        named = rule in ("announces", "series-order") and self.behind.outcome == "title"
        if named and _past_a_preposition(self.row, last, self.behind):
            self.behind = Found("none")
        told = last < len(nodes) and (nodes[last].low in _TOLD or nodes[last].low.replace("’", "'") in _TOLD)
        if rule == "announces" and told and self.behind.outcome != "title" and not _PASSIVE.search(self.before):
            return True
        active = self.word.endswith("s") or _PERFECT.search(self.before) is not None
        return rule == "announces" and self.behind.outcome != "title" and active

    def _saves_no_show(self) -> bool:
        """Such as "she rescues the film", "a cave rescue", "the film picks up after an hour"."""
        rule, behind = self.trigger.rule.id, self.behind
        if rule == "series-order" and self.word in ("picks up", "picked up"):
            return behind.outcome != "title" and not _PASSIVE.search(self.before)
        if rule != "revived" or self.word.startswith("revival") or _PASSIVE.search(self.before):
            return False
        if self.word == "rescue" and not self.before.endswith((" to ", " will ")):
            return True
        active = self.word.endswith(("s", "ing")) or self.ahead.outcome in ("title", "people")
        return active and behind.outcome != "title" and self.last < len(self.row.nodes)

    def _acts_on_something_else(self) -> bool:
        """Such as "cancel TV licences", "cancel plans for X"."""
        if self.trigger.rule.id not in ("cancel", "series-order", "revived"):
            return False
        if self.behind.outcome == "title" and self.trigger.rule.id == "cancel":
            between = [node.low for node in self.row.nodes[self.last : self.last + self.behind.distance]]
            if not _AROUND_IT.isdisjoint(between):
                return True
        if not _acts_on_a_noun(self.scene, self.trigger, self.before):
            return False
        behind = self.behind
        if behind.outcome != "title":
            return behind.outcome != "generic"
        return behind.distance > 1 and _noun_first(self.row, self.last, behind)

    def _only_tells_more(self) -> bool:
        """Such as "Cancelled Favourite Returns", "a scrapped idea": a participle beside the matter."""
        rule, behind = self.trigger.rule.id, self.behind
        if rule == "cancel" and self.first == 0 and behind.outcome == "title" and behind.titles[0].strength == RUN:
            return True
        if rule not in ("cancel", "delay") or behind.outcome == "title":
            return False
        if self.before.endswith(" to ") and behind.outcome != "generic":
            return True
        adjectival = self.word.endswith("ed") and _ADJECTIVAL.search(self.before) is not None
        return adjectival and not _of_a_kind(self.row, self.last)

    def _by_order(self) -> Found | None:
        ahead, behind = self.ahead, self.behind
        active = self._is_active()
        if active and behind.outcome == "title":
            return self._active()
        if active and behind.outcome == "generic" and ahead.outcome != "title":
            return behind
        if active and behind.outcome == "other":
            return None
        agent = active and behind.outcome == "generic" and self.trigger.rule.id == "cancel"
        if agent and ahead.titles[-1].strength != MARKED:
            return None
        if ahead.outcome == "title":
            ahead.season = ahead.season or behind.season
            return ahead
        if behind.outcome in ("title", "generic"):
            return behind
        tells = self.trigger.rule.id == "release-date" and ahead.outcome == "people"
        return ahead if ahead.outcome == "generic" or tells else None

    def _is_active(self) -> bool:
        return (
            self.word.endswith(("s", "ing"))
            or self.before.endswith(" to ")
            or _PERFECT.search(self.before) is not None
            or self.ahead.outcome == "other"
        )

    def _active(self) -> Found | None:
        """Of two titles the surer one: "X cancels Y" hardly happens."""
        ahead, behind = self.ahead, self.behind
        if ahead.outcome == "title" and ahead.titles[-1].strength >= CUED > behind.titles[0].strength:
            return None if self.word.endswith("s") and not behind.season else ahead
        behind.season = behind.season or ahead.season
        return behind


def is_transitive(scene: Scene, trigger: Trigger) -> bool:
    """Such as "The studio released a poster": somebody put something out."""
    low = scene.sentence.low
    if _PASSIVE.search(low[max(0, trigger.start - 40) : trigger.start + 6]):
        return False
    return _WITH_OBJECT.match(low, trigger.end) is not None


_FURTHER: Final = frozenset(("next", "new", "upcoming", "second", "third", "latest", "forthcoming"))


def _past_a_preposition(row: Row, last: int, behind: Found) -> bool:
    """Such as "announced on his show": what was announced is not the show."""
    between = [node.low for node in row.nodes[last : last + behind.distance]]
    if between[:1] in (["his"], ["her"]) and not _FURTHER.isdisjoint(between[1:2]):
        between = between[2:]  # "announced his next film, X"
    return any(low in ("on", "with", "at", "of", "in", "for", "from", "plans", "plan", "her", "his") for low in between)


def _acts_on_a_noun(scene: Scene, trigger: Trigger, before: str) -> bool:
    """Such as "cancel TV licences", "to scrap sex scenes": an active verb and what it acts on, in small letters."""
    participle = scene.sentence.low[trigger.start : trigger.end].endswith(("ed", "ed by"))
    if _PASSIVE.search(before) or (participle and not _PERFECT.search(before)):
        return False
    index = scene.row.first_at(trigger.end)
    nodes = scene.row.nodes
    return index < len(nodes) and nodes[index].kind == "word" and nodes[index].low not in _NO_OBJECT


def _noun_first(row: Row, last: int, behind: Found) -> bool:
    """Does a noun that is no kind of production stand between a verb and a title: "cancel plans for X"?"""
    return any(
        node.low in ("of", "for", "with", "in", "on", "at", "from", "by")
        for node in row.nodes[last : last + behind.distance]
    )


def _hangs(row: Row, last: int, behind: Found) -> bool:
    """Such as "delayed the extradition of the mogul X": what is put off is no production."""
    between = [node.low for node in row.nodes[last : last + behind.distance]]
    if "of" not in between and "for" not in between:
        return False
    return not any(low in _PUT_OFF for low in between)


def _delays_itself(row: Row, last: int) -> bool:
    """Such as "X delays release": what is put off belongs to the production before the verb."""
    return last < len(row.nodes) and row.nodes[last].low in (
        "release", "its", "premiere", "launch", "debut", "start", "filming", "shoot", "theatrical", "return",
    )  # fmt: skip


def _of_a_kind(row: Row, last: int) -> bool:
    """Is what a participle tells more of a production: "the cancelled series"?"""
    return last < len(row.nodes) and (row.nodes[last].kind != "word" or row.nodes[last].low in _TYPE_WORDS)
