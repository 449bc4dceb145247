"""Whether a phrase is meant in its plain sense, and not in one that tells nothing of a production."""

from __future__ import annotations

import re
from typing import Final

from pipeline.model import Event, Modality
from pipeline.reading.dates import DateWords
from pipeline.reading.nodes import MARKED, RUN
from pipeline.reading.relations import tie
from pipeline.reading.scene import Scene, Target
from pipeline.reading.triggers import Trigger
from pipeline.reading.voice import is_transitive

_WOULD_HAVE: Final = re.compile(r"\b(?:would|could|should)(?: have|['’]ve)\b")
_NOBODY_KNOWS: Final = re.compile(
    r"\b(?:nobody knows|no one knows|nobody is sure|no idea|no clue|not know|n['’]t know|unclear|unsure|not sure"
    r"|uncertain) (?:when|if|whether|where|how|which)\b"
)
_COMING: Final = frozenset((Event.RESUMED, Event.STARTED_FILMING, Event.RELEASE_DATE_SET, Event.WRAPPED_FILMING))
_WHEN: Final = re.compile(
    r"\b(?:when|once|until|before|after|as soon as)\b(?:(?!\b(?:was|were|has|had|have|could|can"
    r"|will|might|may)\b)[^,.;:]){0,45}$"
)
"""Such as "when production resumes": a thing that is taken for granted."""
_EPISODE: Final = re.compile(r"\b(?:finale|episodes?|teaser|trailer|promo|clip|interview|special)\b")
_ALL_EPISODES: Final = re.compile(r"\ball (?:of (?:the|its) |the )?(?:[\w-]+ )?episodes\b")
"""A season that is put out whole: then its episodes are the season."""
_WRAPS_A_THING: Final = re.compile(
    r"\s+(?!in\b|on\b|after|for\b|with|at\b|up\b|as\b|by\b|this|last|today|its\b|production|filming|shoot|season|series"
    r"|and\b|but\b|ahead|earlier|yesterday|early|late\b|before|principal|photography|tonight|tomorrow|next|the\b|a\b|his\b"
    r"|her\b|their|first|final|second|third|entire|soon|officially|around|schedule|work|over|back|london|mid)[a-z]{3,}"
)
"""After "wrap": the small-letter name of a thing, which is no production ("wrap empty theatres")."""
_WITH_AN_OBJECT: Final = re.compile(r"\s+(?:its|with|a|the|his|her|this|up|around)\b")


def plain_sense(
    scene: Scene,
    trigger: Trigger,
    clause: tuple[int, int],
    targets: list[Target],
    modality: Modality,
    words: DateWords | None,
) -> bool:
    """Senses of a phrase that are not meant: "released a poster", "wraps up its season", "has not been released"."""
    low, rule = scene.sentence.low, trigger.rule
    if rule.event is Event.RELEASED and modality is Modality.PLANNED:
        return False
    if rule.event is Event.RELEASED:
        if _WOULD_HAVE.search(low, max(0, trigger.start - 30), trigger.end):
            return False
        before = _ALL_EPISODES.sub("", low[max(clause[0] - 60, 0) : trigger.start])
        if _EPISODE.search(before):
            return False
    if rule.event in (*_COMING, Event.FILMING) and words is None and _NOBODY_KNOWS.search(low, 0, trigger.end):
        return False
    if rule.id == "films-title" and all(t.strength == RUN and " " not in t.title for t in targets):
        return False
    if words is None and rule.event in _COMING and (taken := _WHEN.search(low[clause[0] : trigger.core])):
        done = rule.event is Event.WRAPPED_FILMING and taken.group().startswith("after ")
        return done and low.startswith(("complet", "finish", "wrapp", "conclud"), trigger.start)
    if rule.id == "overlaps" and not any(tie(low, scene.row.names, t.title)[0] == "overlaps" for t in targets):
        return False  # a shoot that overlaps with a festival
    if rule.id == "confirms-season" and not any(_season_ends(scene, t) for t in targets):
        return False
    if rule.id == "moves-title" and not any(_moved(scene, t, trigger) for t in targets):
        return False
    if rule.id == "renewed" and modality is Modality.DENIED and low.startswith("bring", trigger.start):
        return False
    if rule.id == "orders-season" and any(_acts(scene, t) for t in targets):
        return False
    if rule.id == "announces" and any(_acts(scene, t) and t.node and t.node.start > trigger.start for t in targets):
        return False
    if rule.id == "begins-airing" and any(_belongs(scene, t) for t in targets):
        return False
    if rule.id == "not-back" and modality is Modality.SPECULATED:
        return False
    if rule.id == "will-be-released" and modality is Modality.DENIED:
        return False
    if rule.id == "season-confirmed" and low.startswith(" that ", trigger.end):
        return False
    if rule.id == "season-confirmed" and "date" in low[max(clause[0], trigger.start - 70) : trigger.start]:
        return False
    if rule.id == "wraps-title" and _WRAPS_A_THING.match(low, trigger.end):
        return False
    if rule.id == "wraps-title" and _WITH_AN_OBJECT.match(low, trigger.end):
        return any(t.node and t.node.start > trigger.start for t in targets)
    return not (rule.id == "was-released" and is_transitive(scene, trigger))


_ACTS: Final = frozenset(("qualified", "will", "is", "are", "has", "have", "was", "were", "had", "would"))
_OF: Final = frozenset(("on", "in", "for", "about", "with", "at", "from"))
_WHOLE: Final = frozenset(("season", "series", "run", "episodes", "part"))


_MOVED: Final = frozenset(("to", "from", "back", "until", "into"))


def _moved(scene: Scene, target: Target, trigger: Trigger) -> bool:
    """Such as "pushed ‘X’ to May", "Disney moved X to May": right behind the title stands where it went."""
    first = scene.row.first_at(trigger.start)
    if target.strength < MARKED and not any(n.kind == "company" for n in scene.row.nodes[max(0, first - 3) : first]):
        return False
    index = scene.row.holding(target.node.start) + 1 if target.node else 0
    rest = [node.low for node in scene.row.nodes[index : index + 3] if node.low not in ("'", "’", '"', "”", "release")]
    return bool(rest) and rest[0] in _MOVED


def _acts(scene: Scene, target: Target) -> bool:
    """Such as "confirmed series two of X will open in May": what is confirmed is the day, not the series."""
    nodes, index = scene.row.nodes, scene.row.holding(target.node.start) + 1 if target.node else 0
    if 0 < index < len(nodes) and nodes[index].low in ("’", "'", "”", '"'):
        index += 1
    return 0 < index < len(nodes) and nodes[index].low in _ACTS


def _belongs(scene: Scene, target: Target) -> bool:
    """Such as "work on X begins on Monday": not X begins, but something of it."""
    index = scene.row.holding(target.node.start) if target.node else 0
    before = [node.low for node in scene.row.nodes[max(0, index - 4) : index]]
    if not _OF.isdisjoint(before):
        return True
    return "of" in before and not any(low.split()[-1] in _WHOLE for low in before if low)


def _season_ends(scene: Scene, target: Target) -> bool:
    """Is the season all that is told, as in "confirms X season 3", and not its trailer or its date?"""
    nodes = scene.row.nodes
    index = scene.row.holding(target.node.start) + 1 if target.node else len(nodes)
    while index < len(nodes) and (nodes[index].kind == "season" or nodes[index].low in ("'", "’", '"', "”")):
        index += 1
    return index >= len(nodes) or nodes[index].kind == "punct" or nodes[index].low in ("for", "with", "at", "on", "as")
