"""Which productions a phrase speaks of: named beside it, or meant by "the show" and "it"."""

from __future__ import annotations

import re
from typing import Final

from pipeline.model import Event
from pipeline.reading.attach import Found, Row, beside_season, subject
from pipeline.reading.nodes import CUED, MARKED, RUN, Node
from pipeline.reading.objects import object_of
from pipeline.reading.scene import Scene, Target
from pipeline.reading.seasons import SeasonWords
from pipeline.reading.triggers import Trigger
from pipeline.reading.voice import by_voice, is_transitive

_CALLED: Final = frozenset(("titled", "called", "named", "entitled"))
_SHOOT_NOUN: Final = re.compile(
    r"\b(?:filming|shooting|production|principal photography|photography|shoots?|reshoots?|re-shoots?)\b"
)


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
    return by_voice(scene, trigger, first, last)


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
