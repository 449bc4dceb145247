"""Which productions a phrase speaks of: named beside it, or meant by "the show" and "it"."""

from __future__ import annotations

import re
from typing import Final

from pipeline.model import Event
from pipeline.reading.attach import PRINTED, Found, subject
from pipeline.reading.beside import beside_season
from pipeline.reading.context import clause_season, from_context, offshoot_after
from pipeline.reading.lexicon import names
from pipeline.reading.nodes import CUED, MARKED, RUN, Node, Row
from pipeline.reading.objects import object_of
from pipeline.reading.roundups import complement, labelled, listed, said_to_be
from pipeline.reading.scene import Scene, Target
from pipeline.reading.triggers import Trigger
from pipeline.reading.voice import by_voice, is_transitive

_LISTS: Final = names()
_CALLED: Final = frozenset(("titled", "called", "named", "entitled"))
_SHOOT_NOUN: Final = re.compile(
    r"\b(?:filming|shooting|production|principal photography|photography|shoots?|reshoots?|re-shoots?)\b"
)


def targets_of(scene: Scene, trigger: Trigger, clause: tuple[int, int]) -> list[Target]:
    """The productions that a phrase speaks of; none where that is not clear."""
    found = labelled(scene, trigger) or _found(scene, trigger, clause)
    if found is None or found.outcome != "title":
        found = listed(scene, trigger) or found
    if found is None:
        return []
    if found.outcome == "other" and found.titles and trigger.rule.event is Event.ANNOUNCED:
        found = Found("title", found.titles, found.season, found.offshoot)  # "the novel X is being adapted"
    if found.outcome == "title" and _heads_the_line(scene, trigger, found):
        found = Found("generic", season=found.season or beside_season(scene.row, found.titles[0]), word=":")
    if found.outcome == "title" and (named := said_to_be(scene, found)):
        found = Found("title", [named], found.season)
    if found.outcome == "title":
        return [_target(scene, trigger, found, node) for node in found.titles]
    if found.outcome == "people" and trigger.rule.title != "shoot" and not _tells_a_date(scene, trigger):
        return []
    if found.outcome in ("generic", "people", "none"):
        return from_context(scene, trigger, found)
    return []


_TELLS_DATE: Final = re.compile(r"(?:announc|reveal|confirm|unveil|set|lock)\w* ")


def _tells_a_date(scene: Scene, trigger: Trigger) -> bool:
    """Such as "The actor announces the release date": that of the film in hand."""
    return trigger.rule.id == "release-date" and _TELLS_DATE.match(scene.sentence.low, trigger.start) is not None


def _heads_the_line(scene: Scene, trigger: Trigger, found: Found) -> bool:
    """Such as "X: The Star's Last Spy Movie Could Be Delayed": the descriptor stands for the title before the colon."""
    nodes = scene.row.nodes
    if not scene.sentence.headline or len(nodes) < 3 or nodes[0].kind != "title" or nodes[1].low != ":":
        return False
    node = found.titles[0]
    if scene.sentence.low[trigger.end : node.start].strip(" ‘“\"'") == "for":
        return False
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
    if told_after := complement(row, first, last):
        return told_after
    if rule.title == "subject":
        cast = first and row.nodes[first - 1].low in _LISTS["people"]
        if rule.id == "another-season" and not cast and last < len(row.nodes) and row.nodes[last].low in ("of", "for"):
            behind = object_of(row, last)
            if behind.outcome == "title" and behind.distance <= 6:
                return behind
            if row.nodes[last].low == "of":
                return behind
        if rule.id == "will-be-released" and _promotes(row, last):
            return None
        if rule.id == "will-be-released" and is_transitive(scene, trigger):
            return object_of(row, last)
        return subject(row, first)
    if rule.title == "object":
        return object_of(row, last)
    if rule.title == "shoot":
        return _by_shoot(scene, trigger, first, last)
    return by_voice(scene, trigger, first, last)


def _promotes(row: Row, last: int) -> bool:
    """Such as "is debuting a new trailer for X"."""
    for node in row.nodes[last : last + 4]:
        if node.low in _LISTS["promotion"]:
            return True
        if node.kind != "word" or node.low in ("on", "in", "at", "to", "with", "as", "for", "and", "from"):
            return False
    return False


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
    if ahead.outcome == "other" and ahead.word in PRINTED:
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
        "tv",
        "television",
        "titles",
        "many",
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
    if last < len(nodes) and nodes[last].low == "for" and ahead.distance <= 1 and _shoots_for(scene, behind, last):
        return True
    if other.strength >= CUED and (weak or behind.distance <= 2):
        return False
    return node.strength >= CUED or (ahead.distance <= 1 and not tied) or not tied


def _shoots_for(scene: Scene, behind: Found, last: int) -> bool:
    """Such as "‘Old Tide’: Mara Voss starts shooting for Y": people stand between the other name and the verb."""
    nodes = scene.row.nodes
    first = scene.row.holding(behind.titles[-1].start)
    return any(node.kind == "person" for node in nodes[first:last])


def _target(scene: Scene, trigger: Trigger, found: Found, node: Node) -> Target:
    alone = len(found.titles) == 1
    words = beside_season(scene.row, node) or (found.season if alone else None)
    if words is None and (alone or not any(beside_season(scene.row, n) for n in found.titles)):
        words = clause_season(scene, trigger, node if alone else found.titles[-1])
    if trigger.rule.id in ("cancel", "not-back") and words and trigger.start <= words.start < trigger.end:
        words = None
    gap = min(abs(trigger.start - node.end), abs(node.start - trigger.end))
    if node.start >= trigger.start and node.end <= trigger.end:
        gap = 0
    offshoot = found.offshoot or offshoot_after(scene, node)
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
