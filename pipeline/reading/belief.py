"""Is a claim believable: does enough speak for film or television, for the name being a title, for the date?"""

from __future__ import annotations

import re
from typing import Final

from pipeline.model import Event, Modality
from pipeline.reading.dates import DateWords
from pipeline.reading.lexicon import Rule, names
from pipeline.reading.nodes import CUED, KNOWN_WORD, MARKED, RUN
from pipeline.reading.objects import object_of
from pipeline.reading.targets import Scene, Target, is_transitive
from pipeline.reading.triggers import Trigger

_LISTS: Final = names()
_WORDS: Final = re.compile(r"[a-z][\w'’+-]*")


ALREADY_PLANNED: Final = re.compile(
    r"\boriginally\b|\binitially\b|\b(?:was|were|had been)\s+(?:\w+ly\s+)?(?:set|due|slated"
    r"|scheduled|supposed|meant|planned|expected|intended)\b"
)


_ELSEWHERE: Final = _LISTS["elsewhere"]


_ON_SCREEN: Final = _LISTS["on_screen"]


def needs_met(
    scene: Scene,
    trigger: Trigger,
    clause: tuple[int, int],
    words: DateWords | None,
    targets: list[Target],
    modality: Modality,
) -> bool:
    needs = trigger.rule.needs
    published = scene.page.document.published
    if "future" in needs and not (words is None and _on_platform(scene, trigger)):
        if words is None or ALREADY_PLANNED.search(scene.sentence.low[clause[0] : trigger.end]):
            return False
        if words.future is not None and published is not None and words.future.latest < published:
            return False
        if words.future is None and not words.text:
            return False
    if (
        words
        and scene.sentence.low[trigger.start : trigger.end] == "set for"
        and not 0 <= words.start - trigger.end <= 14
    ):
        return False
    if "dated" in needs and (words is None or not trigger.core <= words.start <= trigger.end + 60):
        return False
    if "past" in needs:
        if words is None or (words.past is None and published is not None):
            return False
        if words.past and published and words.past.earliest > published:
            return False
    if "certain" in needs and not any(
        t.how == "named"
        and (t.strength >= MARKED or t.offshoot or t.season or scene.page.score(t.title) >= 3 or _typed(scene, t))
        for t in targets
    ):
        return False
    if trigger.rule.event is Event.RELEASED and modality is Modality.PLANNED:
        return False
    if (
        trigger.rule.id == "season-confirmed"
        and "date" in scene.sentence.low[max(clause[0], trigger.start - 70) : trigger.start]
    ):
        return False
    if trigger.rule.id == "was-released" and is_transitive(scene, trigger):
        return False
    if (
        trigger.rule.id == "wraps-title"
        and re.match(r"\s+(?:its|with|a|the|his|her|this|up|around)\b", scene.sentence.low[trigger.end :])
        and not any(t.node and t.node.start > trigger.start for t in targets)
    ):
        return False
    if "beside" in needs and not any(t.beside and t.strength >= KNOWN_WORD for t in targets):
        return False
    if "season" in needs and not any(t.season and t.how == "named" for t in targets):
        return False
    if (
        published
        and words
        and words.past
        and trigger.rule.event is Event.RELEASED
        and (published - words.past.latest).days > 500
    ):
        return False
    if trigger.rule.id == "will-be-released" and modality is Modality.DENIED:
        return False
    return not ("offshoot" in needs and not _has_offshoot(scene, trigger, clause, targets))


def _typed(scene: Scene, target: Target) -> bool:
    """Is a name told to be a film or a series right beside it?"""
    if target.node is None:
        return False
    low = scene.sentence.low
    near = f"{low[max(0, target.node.start - 30) : target.node.start]} | {low[target.node.end : target.node.end + 16]}"
    return bool(
        re.search(
            r"\b(?:films?|movies?|series|shows?|dramas?|comedy|sitcom|sequel|reboot|documentary|thriller"
            r"|biopic|remake|spin-?off)\b|\| ?,? (?:to be )?(?:directed|starring|written|helmed)",
            near,
        )
    )


def followed_by_noun(scene: Scene, target: Target) -> bool:
    """ "announces new Catchphrase measures": it is not the show that is announced."""
    if target.node is None:
        return False
    nodes = scene.row.nodes
    index = scene.row.holding(target.node.start) + 1
    if (
        index >= len(nodes)
        or nodes[index].kind != "word"
        or (
            target.strength >= MARKED
            and target.node.possessive is False
            and scene.sentence.text[target.node.start] in "‘“'\""
        )
    ):
        return False
    low = nodes[index].low
    lists = _LISTS
    known = low in lists["type_words"] | lists["generic"] or low in (
        "for",
        "at",
        "to",
        "on",
        "in",
        "with",
        "from",
        "as",
        "by",
        "and",
        "starring",
        "will",
        "is",
        "has",
        "was",
        "tv",
        "after",
        "season",
        "based",
        "directed",
        "during",
        "animated",
        "live-action",
        "limited",
        "that",
        "which",
        "first",
        "following",
        "amid",
        "but",
        "official",
        "officially",
    )
    return not known and not low.endswith("ly")


def _on_platform(scene: Scene, trigger: Trigger) -> bool:
    """ "will premiere on Amazon Prime Video": a plan that names the where and not the when."""
    nodes = scene.row.nodes
    index = scene.row.first_at(trigger.end)
    if (
        index + 1 >= len(nodes)
        or nodes[index].low not in ("on", "at", "directly", "to")
        or not re.match(r"(?:will|to)\b", scene.sentence.low[trigger.start : trigger.end])
    ):
        return False
    return nodes[index + 1].kind == "company"


def _has_offshoot(scene: Scene, trigger: Trigger, clause: tuple[int, int], targets: list[Target]) -> bool:
    if trigger.rule.title == "object":
        found = object_of(scene.row, scene.row.first_at(trigger.end))
        return bool(found.offshoot or found.typed)
    window = scene.sentence.low[trigger.start : min(len(scene.sentence.low), trigger.end + 70)]
    return bool(
        re.search(
            r"\b(?:sequel|prequel|spin-?off|reboot|remake|adaptation|follow-up|biopic|series|film|movie"
            r"|anime|rebooted|remade|show|documentary)\b",
            window,
        )
    ) or any(t.offshoot for t in targets)


def believable(scene: Scene, rule: Rule, target: Target, low_trigger: str = "") -> bool:
    """Does enough speak for film or television, and for this name being a title?"""
    lists = _LISTS
    words = _WORDS.findall(scene.sentence.low)
    for_it = sum(word in lists["domain"] for word in words)
    against = sum(word in lists["counter"] for word in words)
    page = scene.page
    score = page.score(target.title)
    if (
        target.strength < CUED
        and target.title.lower() in lists["companies"] | lists["outlets"] | lists["places"] | lists["calendar"]
    ):
        return False
    if rule.event in (Event.CANCELLED, Event.RELEASE_DATE_SET, Event.DELAYED) and page.tonight_only:
        return False
    if page.off_topic and score < 4 and against:
        return False
    if page.off_topic and target.strength == RUN and score < 4:
        return False
    if "domain" in rule.needs:
        for_it += bool(re.search(r" \d$", target.title))
        if for_it == 0 and (page.domain == 0 or page.counter > page.domain):
            return False
        if for_it == 0 and target.how == "context" and page.counter * 2 > page.domain:
            return False
        marked = target.strength >= MARKED and page.domain > page.counter
        if (for_it == 0 and "production" in low_trigger and not marked and score < 5) or (
            for_it == 0
            and "production" in low_trigger
            and not marked
            and not (page.domain >= 3 and page.domain > 1.5 * page.counter)
        ):
            return False
        if any(word in _ELSEWHERE for word in words) and not any(word in _ON_SCREEN for word in words):
            return False
        if against > for_it and page.counter >= page.domain:
            return False
        if against and against >= for_it and score < 4:
            return False
    if target.strength == RUN and score < 3:
        weak = rule.event in (
            Event.RELEASED,
            Event.RELEASE_DATE_SET,
            Event.CANCELLED,
            Event.DELAYED,
            Event.ANNOUNCED,
            Event.ORDERED,
            Event.REVIVED,
            Event.PAUSED,
        )
        sure = (
            rule.id in ("offshoot", "opened")
            or re.search(r" \d{1,2}$", target.title)
            or _typed(scene, target)
            or target.season
            or page.count(target.title) > 1
            or for_it > 1
            or rule.title == "shoot"
        )
        if (weak and not sure) or len(target.title) < 3:
            return False
    return True
