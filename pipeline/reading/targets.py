"""Which productions a phrase speaks of: named beside it, or meant by "the show" and "it"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from pipeline.model import Event
from pipeline.reading.attach import Found, Row, beside_season, subject
from pipeline.reading.attribution import speaker_of, via_of
from pipeline.reading.dates import DateWords
from pipeline.reading.lexicon import names
from pipeline.reading.nodes import CUED, MARKED, RUN, Node
from pipeline.reading.objects import object_of
from pipeline.reading.seasons import NUMBERS, SeasonWords
from pipeline.reading.sentences import Sentence
from pipeline.reading.triggers import Trigger

if TYPE_CHECKING:
    from pipeline.reading.page import Page


_PASSIVE: Final = re.compile(
    r"\b(?:is|are|was|were|be|been|being|gets|got|getting|has been|have been)\s+(?:\w+ly\s+|now\s+"
    r"|also\s+|all\s+|both\s+|first\s+|once\s+|again\s+|not\s+|set to be\s+)*$"
)


_PERFECT: Final = re.compile(
    r"\b(?:has|have|had|having|'ve|’ve|’s)\s+(?:\w+ly\s+|now\s+|also\s+|just\s+|already\s+|reportedly\s+)*$"
)


_SHOOT_NOUN: Final = re.compile(
    r"\b(?:filming|shooting|production|principal photography|photography|shoots?|reshoots?|re-shoots?)\b"
)


_WORDS: Final = re.compile(r"[a-z][\w'’+-]*")
_ADJECTIVAL: Final = re.compile(r"\b(?:a|an|the|this|his|her|its|their|of|for|on) $")
"""Before "a scrapped idea": a participle that only tells what kind of thing is meant."""
_CALLED: Final = frozenset(("titled", "called", "named", "entitled"))
_WILL: Final = re.compile(r"\bwill(?= (?:smith|ferrell|poulter|arnett|forte|young|mellor|patton)\b)")
TYPE_WORDS: Final = names()["type_words"]
_LETTER: Final = re.compile(r"[^\s‘’“”\"']")


@dataclass(slots=True)
class Target:
    """A production that a trigger speaks of."""

    title: str
    season: int | None
    strength: int
    how: str
    offshoot: str | None = None
    part: bool = False
    node: Node | None = None
    beside: bool = False
    also: int | None = None


@dataclass(slots=True)
class Scene:
    """A sentence in work."""

    page: Page
    sentence: Sentence
    row: Row
    dates: list[DateWords] = field(default_factory=list)
    told_by: tuple[str | None, str | None] | None = None
    split: list[str] | None = None
    masked: str | None = None

    def plain(self) -> str:
        """The sentence in lower case with the titles blanked out: "Never Have I Ever" denies nothing."""
        if self.masked is None:
            low = self.sentence.low
            for node in self.row.nodes:
                if node.kind == "title" and (node.strength > RUN or " " in node.low):
                    low = f"{low[: node.start]}{_LETTER.sub('x', low[node.start : node.end])}{low[node.end :]}"
            self.masked = _WILL.sub("xxxx", low)
        return self.masked

    def words(self) -> list[str]:
        """The words of the sentence, split once."""
        if self.split is None:
            self.split = _WORDS.findall(self.sentence.low)
        return self.split

    def sources(self) -> tuple[str | None, str | None]:
        """Who is quoted and which outlet is named, sought once for a sentence."""
        if self.told_by is None:
            text, low = self.sentence.text, self.sentence.low
            self.told_by = speaker_of(text, self.row.nodes), via_of(text, low, self.row.nodes)
        return self.told_by


def targets_of(scene: Scene, trigger: Trigger, clause: tuple[int, int]) -> list[Target]:
    """The productions that a phrase speaks of; none where that is not clear."""
    found = _found(scene, trigger, clause)
    if found is None:
        return []
    if found.outcome == "title" and _heads_the_line(scene, found):
        found = Found("generic", season=found.season or beside_season(scene.row, found.titles[0]))
    if found.outcome == "title":
        return [_target(scene, trigger, found, node) for node in found.titles]
    if found.outcome == "people" and trigger.rule.title != "shoot":
        return []
    if found.outcome in ("generic", "people", "none"):
        return _from_context(scene, trigger, found)
    return []


def _heads_the_line(scene: Scene, found: Found) -> bool:
    """Such as "X: The Star's Last Spy Movie Could Be Delayed": the descriptor stands for the title before the colon."""
    nodes = scene.row.nodes
    if not scene.sentence.headline or len(nodes) < 3 or nodes[0].kind != "title" or nodes[1].low != ":":
        return False
    node = found.titles[0]
    return (
        node is not nodes[0]
        and node.strength == RUN
        and scene.page.score(node.name) < 3
        and (nodes[0].strength >= MARKED or scene.page.score(nodes[0].name) >= 3)
    )


def _found(scene: Scene, trigger: Trigger, clause: tuple[int, int]) -> Found | None:
    row, rule = scene.row, trigger.rule
    first, last = row.first_at(trigger.start), row.first_at(trigger.end)
    inside = row.titles_between(trigger.start, trigger.core) or row.titles_between(trigger.start, trigger.end)
    if (
        inside
        and rule.scope is None
        and rule.id != "offshoot"
        and (rule.title == "shoot" or (len(inside) == 1 and _flush(row, inside[0], trigger)))
    ):
        return Found("title", inside, None)
    if rule.event is Event.ANNOUNCED and last + 1 < len(row.nodes) and row.nodes[last].low in _CALLED:
        index = next((i for i in range(last + 1, min(last + 3, len(row.nodes))) if row.nodes[i].kind == "title"), None)
        if index is not None:
            return Found("title", [row.nodes[index]])
    if rule.id == "delay" and re.match(
        r"(?:filming|shooting|production|principal photography|shoot)\b", scene.sentence.low[trigger.start :]
    ):
        return _by_shoot(scene, trigger, first, last)
    if rule.title == "subject":
        if rule.id == "another-season" and last < len(row.nodes) and row.nodes[last].low in ("of", "for"):
            behind = object_of(row, last)
            if behind.outcome == "title" and behind.distance <= 6:
                return behind
            if row.nodes[last].low == "of":
                return behind
        if rule.id == "will-be-released" and is_transitive(scene, trigger):
            return object_of(row, last)
        return subject(row, first)
    if rule.title == "object":
        return object_of(row, last)
    if rule.title == "shoot":
        return _by_shoot(scene, trigger, first, last)
    return _by_voice(scene, trigger, first, last)


def _flush(row: Row, node: Node, trigger: Trigger) -> bool:
    """Does a title inside a phrase stand right before its last words, or after "of"?"""
    index = row.holding(node.start)
    following = row.nodes[index + 1].start if index + 1 < len(row.nodes) else trigger.end
    before = row.nodes[index - 1].low if index else ""
    return following >= trigger.core > trigger.start or before in ("of", "for", "on") or trigger.core == trigger.start


def _by_shoot(scene: Scene, trigger: Trigger, first: int, last: int) -> Found | None:
    """Beside the shooting noun: inside the phrase, after it, or as its subject."""
    row = scene.row
    words = scene.sentence.low[trigger.start : trigger.end]
    if re.search(
        r"\b(?:all|several|many|most|other)\b.{0,30}\b(?:shows|films|movies|serials|productions|series|projects)\b",
        words,
    ):
        return None
    closed = words.endswith((" in", " at", "shot", "filmed", "took place"))
    behind = Found("none") if closed else object_of(row, last, shoot=True)
    ahead = subject(row, first)
    if ahead.outcome == "people" and (
        words.endswith(("shot", "filmed")) or (behind.outcome != "title" and _their_next(scene, trigger))
    ):
        return None
    if ahead.outcome == "title" and _prefers_ahead(scene, ahead, behind, last):
        ahead.season = ahead.season or behind.season
        return ahead
    if behind.outcome == "title":
        behind.season = behind.season or ahead.season
        return behind
    if ahead.outcome == "title" and behind.outcome == "generic":
        return behind
    if behind.outcome == "other":
        return None
    if ahead.outcome == "other" and ahead.word in (
        "hollywood",
        "bollywood",
        "tollywood",
        "kollywood",
        "sandalwood",
        "industry",
        "studios",
        "productions",
        "telefilms",
        "states",
        "government",
        "shows",
        "films",
        "movies",
        "serials",
        "soaps",
        "projects",
        "series",
        "dramas",
    ):
        return None
    if ahead.outcome == "other" and _SHOOT_NOUN.search(scene.sentence.low[trigger.start : trigger.end]):
        return Found("generic", season=behind.season or ahead.season, offshoot=ahead.offshoot)
    ahead.season = ahead.season or behind.season
    return ahead


def _their_next(scene: Scene, trigger: Trigger) -> bool:
    """Such as "is shooting for her next": a production that has no name yet, unless one stands in the sentence."""
    after = scene.sentence.low[trigger.end : trigger.end + 60]
    unnamed = re.match(
        r"\s+(?:for\s+|of\s+)?(?:his|her|their)\s+(?:[\w-]+\s+){0,2}?(?:next|upcoming|debut|new|untitled)\b", after
    )
    return bool(unnamed) and not any(n.kind == "title" and n.strength >= MARKED for n in scene.row.nodes)


def _prefers_ahead(scene: Scene, ahead: Found, behind: Found, last: int) -> bool:
    """Such as "X begins filming in Y" against "A begins filming X": which of two names is the production."""
    node, nodes = ahead.titles[-1], scene.row.nodes
    weak = node.strength == RUN and scene.page.score(node.name) < 3
    if behind.outcome == "generic" and weak:
        return False
    if behind.outcome != "title":
        return True
    other = behind.titles[0]
    tied = (last < len(nodes) and nodes[last].low in ("on", "for", "of")) or behind.distance <= 1 or behind.typed
    if other.strength >= CUED and (weak or behind.distance <= 2):
        return False
    return node.strength >= CUED or (ahead.distance <= 1 and not tied) or not tied


def _by_voice(scene: Scene, trigger: Trigger, first: int, last: int) -> Found | None:
    """A passive has its production before it, an active verb after it."""
    row, low = scene.row, scene.sentence.low
    before = low[max(0, trigger.start - 60) : trigger.start]
    ahead = subject(row, first)
    behind = object_of(row, last)
    word = low[trigger.start : trigger.end]
    if (
        trigger.rule.id in ("cancel", "renewed", "series-order")
        and last < len(row.nodes)
        and (row.nodes[last].low.isdigit() or row.nodes[last].low in NUMBERS)
    ):
        return None
    if (
        trigger.rule.id in ("announces", "series-order")
        and behind.outcome == "title"
        and _past_a_preposition(row, last, behind)
    ):
        behind = Found("none")
    if trigger.rule.id == "announces" and behind.outcome != "title" and (word.endswith("s") or _PERFECT.search(before)):
        return None
    if word.startswith("no ") and behind.outcome != "title" and ahead.outcome != "title":
        return Found("generic", season=ahead.season or behind.season)
    if trigger.rule.id in ("cancel", "series-order", "revived") and _acts_on_a_noun(scene, trigger, before):
        if behind.outcome not in ("title", "generic"):
            return None
        if behind.outcome == "title" and behind.distance > 1 and _noun_first(row, last, behind):
            return None
    if _PASSIVE.search(before):
        ahead.season = ahead.season or behind.season
        return ahead
    if trigger.rule.id == "delay" and _delays_itself(row, last):
        if ahead.outcome == "title":
            return ahead
        if behind.outcome == "title" and behind.distance > 1 and not _noun_first(row, last, behind):
            behind = Found("generic", season=behind.season)
    if trigger.rule.id == "cancel" and first == 0 and behind.outcome == "title" and behind.titles[0].strength == RUN:
        return None
    if trigger.rule.id == "delay" and behind.outcome == "title" and _hangs_on_a_noun(row, last, behind):
        return ahead if ahead.outcome == "title" else None
    if trigger.rule.id in ("cancel", "delay") and behind.outcome != "title":
        if before.endswith(" to ") and behind.outcome != "generic":
            return None
        if word.endswith("ed") and _ADJECTIVAL.search(before) and not _of_a_kind(row, last):
            return None
    active = word.endswith(("s", "ing")) or before.endswith(" to ") or _PERFECT.search(before) or ahead.outcome == "other"
    if (
        active
        and behind.outcome == "title"
        and ahead.outcome == "title"
        and ahead.titles[-1].strength >= CUED > behind.titles[0].strength
    ):
        return None if word.endswith("s") and not behind.season else ahead
    if active and behind.outcome == "title":
        behind.season = behind.season or ahead.season
        return behind
    if active and behind.outcome == "generic" and ahead.outcome != "title":
        return behind
    if trigger.rule.id == "cancel" and active and behind.outcome == "generic" and ahead.titles[-1].strength != MARKED:
        return None
    if active and behind.outcome == "other":
        return None
    if ahead.outcome == "title":
        ahead.season = ahead.season or behind.season
        return ahead
    if behind.outcome == "title":
        return behind
    if behind.outcome == "generic":
        return behind
    return ahead if ahead.outcome == "generic" else None


def _hangs_on_a_noun(row: Row, last: int, behind: Found) -> bool:
    """Such as "delayed the extradition of the mogul X": what is put off is no production."""
    between = [node.low for node in row.nodes[last : last + behind.distance]]
    if "of" not in between and "for" not in between:
        return False
    return not any(low in _PUT_OFF for low in between)


_PUT_OFF: Final = frozenset(
    (
        "release", "premiere", "launch", "debut", "start", "filming", "production", "shoot", "shooting", "return", "season",
        "series", "film", "movie", "streaming", "date", "airing", "arrival", "dates", "releases", "rollout", "sequel",
        "opening", "broadcast", "show", "drama", "films", "movies", "schedule", "adaptation", "version", "remake",
    )
)  # fmt: skip


def _of_a_kind(row: Row, last: int) -> bool:
    """Is what a participle tells more of a production: "the cancelled series"?"""
    return last < len(row.nodes) and (row.nodes[last].kind != "word" or row.nodes[last].low in TYPE_WORDS)


def _delays_itself(row: Row, last: int) -> bool:
    """Such as "X delays release": what is put off belongs to the production before the verb."""
    return last < len(row.nodes) and row.nodes[last].low in (
        "release", "its", "premiere", "launch", "debut", "start", "filming", "shoot", "theatrical", "return",
    )  # fmt: skip


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


_NO_OBJECT: Final = frozenset(
    (
        "after", "again", "ahead", "amid", "and", "as", "at", "because", "before", "but", "by", "despite", "due",
        "for", "from", "in", "indefinitely", "on", "once", "over", "so", "the", "a", "an", "its", "their", "this",
        "that", "to", "until", "with", "without", "when", "while", "since", "following", "just", "or", "if", "more",
        "season", "series", "show", "film", "movie", "drama", "comedy", "sitcom", "second", "another", "new", "both",
        "all", "his", "her", "hit", "popular", "upcoming", "big", "long-running",
    )
)  # fmt: skip


def _past_a_preposition(row: Row, last: int, behind: Found) -> bool:
    """Such as "announced on his show": what was announced is not the show."""
    between = [node.low for node in row.nodes[last : last + behind.distance]]
    return any(low in ("on", "with", "at", "of", "in", "for", "plans", "her", "his") for low in between)


def _target(scene: Scene, trigger: Trigger, found: Found, node: Node) -> Target:
    words = beside_season(scene.row, node) or (found.season if len(found.titles) == 1 else None)
    words = words or (_clause_season(scene, trigger, node) if len(found.titles) == 1 else None)
    if trigger.rule.id in ("cancel", "not-back") and words and trigger.start <= words.start < trigger.end:
        words = None
    gap = min(abs(trigger.start - node.end), abs(node.start - trigger.end))
    if node.start >= trigger.start and node.end <= trigger.end:
        gap = 0
    offshoot = found.offshoot or _offshoot_after(scene, node)
    return Target(
        title=scene.page.fuller(node.name) if ":" in scene.page.fuller(node.name) else node.name,
        season=words.number if words else None,
        strength=node.strength,
        how="named",
        offshoot=offshoot,
        part=found.part,
        node=node,
        beside=gap <= 24,
        also=words.also if words else None,
    )


def _offshoot_after(scene: Scene, node: Node) -> str | None:
    """Such as "X sequel", "X spin-off": what is spoken of is not X."""
    after = scene.sentence.low[node.end : node.end + 26]
    match = re.match(
        r"['’”\"]?s?\s+(?:\w+\s+)?(sequel|prequel|spin-?off|spin off|threequel|reboot|revival|remake|adaptation)\b",
        after,
    )
    if match:
        return match.group(1)
    before = scene.sentence.low[max(0, node.start - 40) : node.start]
    match = re.search(
        r"\b(sequel|prequel|spin-?off|follow-up|remake)s? (?:to|of|for)\s+(?:the\s+)?(?:(?:hit|2\d{3}"
        r"|19\d\d)\s+)?(?:film|movie|series|show)?\s*['‘“\"]?$",
        before,
    )
    return match.group(1) if match else None


def _clause_season(scene: Scene, trigger: Trigger, target: Node | None = None) -> SeasonWords | None:
    """Such as "renewed for a third season", "begins filming season 2": the season right after the phrase."""
    last = scene.row.first_at(trigger.end)
    for node in scene.row.nodes[scene.row.first_at(trigger.start) : last]:
        if node.kind == "season":
            return node.season
    for node in scene.row.nodes[last : last + 9]:
        if node.kind == "season":
            return node.season
        if node.low in (
            "—",
            "–",
            "-",
            "|",
            ":",
            "(",
            "no",
            "after",
            "ahead",
            "since",
            "and",
            "but",
            "until",
            ";",
            ".",
            "before",
            "following",
            "from",
            "despite",
            "as",
        ) or (node.kind == "title" and node is not target and (target is not None or node.strength > RUN)):
            return None
    return None


def _from_context(scene: Scene, trigger: Trigger, found: Found) -> list[Target]:
    """Such as "The show", "it", "filming began": a title earlier in the sentence, else the topic of the page."""
    season = found.season or _clause_season(scene, trigger)
    earlier = [n for n in scene.row.nodes if n.kind == "title" and n.end <= trigger.start and n.strength >= MARKED]
    if found.outcome == "none" and trigger.rule.title != "shoot":
        return []
    named = {n.name for n in scene.row.nodes if n.kind == "title"}
    if not earlier and found.outcome in ("generic", "none") and len(named) == 1 and not scene.page.topics:
        earlier = [n for n in scene.row.nodes if n.kind == "title" and n.end <= trigger.start]
    if earlier:
        node = earlier[-1]
        words = season or beside_season(scene.row, node)
        told = scene.page.season_of(node.name) if found.wants_season else None
        return [
            Target(
                scene.page.fuller(node.name),
                words.number if words else told,
                node.strength,
                "context",
                found.offshoot,
                found.part,
                node,
            )
        ]
    if trigger.rule.event is Event.ANNOUNCED and (
        found.offshoot
        or re.search(r"\b(?:a|an|another|new)\b", scene.sentence.low[max(0, trigger.start - 70) : trigger.start])
    ):
        return []
    topic = scene.page.topic(scene.sentence)
    if topic is None:
        return []
    title, told = topic
    told = scene.page.season_here(scene.sentence, title, told, trigger.rule.event)
    return [
        Target(
            title,
            season.number if season else told,
            CUED,
            "context",
            found.offshoot,
            found.part,
            also=season.also if season else None,
        )
    ]


def is_transitive(scene: Scene, trigger: Trigger) -> bool:
    """Such as "The studio released a poster": somebody put something out."""
    low = scene.sentence.low
    if _PASSIVE.search(low[max(0, trigger.start - 40) : trigger.start + 6]):
        return False
    return bool(
        re.match(r"\s+(?:a|an|the|its|their|his|her|new|first|another|two|some|more|official)\b", low[trigger.end :])
    )
