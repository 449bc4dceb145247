"""Which production "the film" and "it" stand for: a title earlier in the sentence, else the topic of the page."""

from __future__ import annotations

import re
from typing import Final

from pipeline.model import Event
from pipeline.reading.attach import Found
from pipeline.reading.beside import beside_season
from pipeline.reading.kinds import verb_after
from pipeline.reading.lexicon import names
from pipeline.reading.nodes import CUED, MARKED, RUN, Name, Node
from pipeline.reading.objects import with_a_role
from pipeline.reading.scene import Scene, Target
from pipeline.reading.seasons import SeasonWords
from pipeline.reading.sentences import holds_any
from pipeline.reading.titles import same_title
from pipeline.reading.triggers import Trigger

_LISTS: Final = names()
_NEAR: Final = 110
"""Characters before "the film" in which a name may be what it stands for."""


_OFFSHOOT_STEMS: Final = ("equel", "spin", "reboot", "revival", "remake", "adaptation", "follow-up")


def offshoot_after(scene: Scene, node: Node) -> str | None:
    """Such as "X sequel", "X spin-off": what is spoken of is not X."""
    if not holds_any(scene.sentence.low, _OFFSHOOT_STEMS):
        return None
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


def clause_season(scene: Scene, trigger: Trigger, target: Node | None = None) -> SeasonWords | None:
    """Such as "renewed for a third season", "begins filming season 2": the season right after the phrase."""
    if not scene.row.seasoned:
        return None
    last = scene.row.first_at(trigger.end)
    for node in scene.row.nodes[scene.row.first_at(trigger.start) : last]:
        if node.kind == "season":
            return node.season
    for place, node in enumerate(scene.row.nodes[last : last + 9], last):
        if node.kind == "season":
            return node.season
        other = node.kind == "title" and node is not target and (target is not None or node.strength > RUN)
        if other and node.strength == RUN and " " not in node.name and _season_next(scene, place):
            continue  # "renewed for Supersized Season 2"
        if other or node.low in _SEASON_STOP:
            return None
    return None


def _season_next(scene: Scene, place: int) -> bool:
    return place + 1 < len(scene.row.nodes) and scene.row.nodes[place + 1].kind == "season"


_SEASON_STOP: Final = frozenset(
    (
        "—", "–", "-", "|", ":", "(", ";", ".", "no", "after", "ahead", "since", "and", "but", "until", "before",
        "following", "from", "despite", "as",
    )
)  # fmt: skip
"""Behind these a season is that of something else."""
_UNCLEAR: Final = Name("title", 0, 0, "")
"""Stands for: some name, and none that the page tells to be a title."""


def _weakly_named(scene: Scene, trigger: Trigger) -> Node | None:
    """The one name before "the film" in its sentence: the production if the page tells it to be one, else unclear."""
    before = [
        n
        for n in scene.row.names
        if n.kind == "title" and trigger.start - _NEAR < n.end <= trigger.start and _stands_alone(scene, n)
    ]
    if not before:
        return None
    node = before[-1]
    if scene.page.score(node.name) >= 3:
        return node
    topic = scene.page.topics[0][0] if scene.page.topics else ""
    return None if not topic or same_title(node.name, topic) else _UNCLEAR


def _stands_alone(scene: Scene, node: Node) -> bool:
    """Is a name neither a credit in brackets, nor whose sequel is meant, nor that of somebody in some role?"""
    index = scene.row.holding(node.start)
    previous = scene.row.nodes[index - 1].low if index else ""
    if previous in ("(", ",", "and", "to", "with", "by") or previous in _LISTS["roles"] or previous in _LISTS["people"]:
        return False
    following = scene.row.nodes[index + 1].low if index + 1 < len(scene.row.nodes) else ""
    if following in _LISTS["roles"] or verb_after(scene.row.nodes, index + 1) in _EXPECT:
        return False
    first = node.low.partition(" ")[0]
    if first in _LISTS["people"] or first in _LISTS["roles"]:
        return False
    return offshoot_after(scene, node) is None


def _bracketed(scene: Scene, node: Node) -> bool:
    """Such as "Mara Voss (“X”) writes the pilot, which …": X is only what she is known for."""
    index = scene.row.holding(node.start)
    before = scene.row.nodes[index - 2] if index > 1 else None
    return scene.row.nodes[index - 1].low == "(" and before is not None and before.kind == "person"


_EXPECT: Final = frozenset(
    ("expect", "expects", "want", "wants", "hope", "hopes", "say", "believe", "think", "plan", "plans")
)
"""What somebody does, and no production."""


_OF_THE_WHOLE: Final = frozenset(
    (Event.CANCELLED, Event.ANNOUNCED, Event.REVIVED, Event.RELEASED, Event.ORDERED, Event.RENEWED)
)
"""Events that are told of a series and not of the season named before ("renewed X for a second season and it …")."""


def _earlier(scene: Scene, trigger: Trigger, found: Found, season: SeasonWords | None, node: Node) -> Target:
    """What "the film" stands for, where its name is printed before in the sentence."""
    words = season or beside_season(scene.row, node)
    told = scene.page.season_of(node.name) if found.wants_season else None
    if words is None and told is None and trigger.rule.event not in _OF_THE_WHOLE:
        between = [n for n in scene.row.names if node.end <= n.start < trigger.start and n.kind in ("season", "title")]
        words = between[-1].season if between and between[-1].kind == "season" else None
    number = words.number if words else told
    name = scene.page.fuller(node.name)
    return Target(name, number, node.strength, "context", found.offshoot, found.part, node)


def _opening(scene: Scene, trigger: Trigger) -> Node | None:
    """The name that a sentence begins with, behind its maker's at most: what "it" stands for later in it."""
    for node in scene.row.nodes[:4]:
        if node.kind == "title":
            return node if node.end <= trigger.start and _stands_alone(scene, node) else None
        if node.kind not in ("company", "person") and node.low not in ("the", "a"):
            return None
    return None


def from_context(scene: Scene, trigger: Trigger, found: Found) -> list[Target]:
    """Such as "The show", "it", "filming began": a title earlier in the sentence, else the topic of the page."""
    season = found.season or clause_season(scene, trigger)
    earlier = [
        n
        for n in scene.row.names
        if n.kind == "title"
        and n.end <= trigger.start
        and n.strength >= MARKED
        and not _bracketed(scene, n)
        and not with_a_role(scene.row.nodes, scene.row.holding(n.start))
    ]
    opens = trigger.rule.id == "will-be-released" and trigger.start == 0 and scene.sentence.index > 0
    if found.outcome == "none" and trigger.rule.title != "shoot" and not opens:
        return []
    named = {n.name for n in scene.row.names if n.kind == "title"}
    if not earlier and found.outcome in ("generic", "none") and len(named) == 1 and not scene.page.topics:
        earlier = [
            n for n in scene.row.names if n.kind == "title" and n.end <= trigger.start and _stands_alone(scene, n)
        ]
    if not earlier and found.word == "it" and not scene.page.topics and (opening := _opening(scene, trigger)):
        earlier = [opening]
    if earlier:
        return [_earlier(scene, trigger, found, season, earlier[-1])]
    weak = _weakly_named(scene, trigger) if found.outcome == "generic" and found.word != ":" else None
    if weak is _UNCLEAR:
        return []
    if weak is not None:
        number = season.number if season else None
        return [Target(weak.name, number, CUED, "context", found.offshoot, found.part, weak)]
    if trigger.rule.event is Event.ANNOUNCED and (
        found.offshoot
        or re.search(r"\b(?:a|an|another|new)\b", scene.sentence.low[max(0, trigger.start - 70) : trigger.start])
    ):
        return []
    topic = scene.page.topic(scene.sentence, found.word)
    if topic is None:
        return []
    title, told = topic
    if not scene.sentence.headline:
        scene.page.carried = (scene.sentence.index, title, told)
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
