"""Which productions a phrase speaks of: named beside it, or meant by "the show" and "it"."""

from __future__ import annotations

import re
from typing import Final

from pipeline.model import Event
from pipeline.reading.attach import PRINTED, Found, subject
from pipeline.reading.beside import beside_season
from pipeline.reading.context import clause_season, from_context, offshoot_after
from pipeline.reading.lexicon import names
from pipeline.reading.nodes import CUED, KNOWN_WORD, MARKED, RUN, Node, Row
from pipeline.reading.objects import object_of
from pipeline.reading.roundups import complement, labelled, listed, said_to_be
from pipeline.reading.scene import Scene, Target
from pipeline.reading.seasons import SeasonWords
from pipeline.reading.triggers import Trigger
from pipeline.reading.voice import by_voice, is_transitive

_LISTS: Final = names()
_CALLED: Final = frozenset(("titled", "called", "named", "entitled"))
_SHOOT_NOUN: Final = re.compile(
    r"\b(?:filming|shooting|production|principal photography|photography|shoots?|reshoots?|re-shoots?)\b"
)


def targets_of(scene: Scene, trigger: Trigger, clause: tuple[int, int]) -> list[Target]:
    """The productions that a phrase speaks of; none where that is not clear."""
    label = labelled(scene, trigger)
    if label is not None and scene.page.domain >= _PLAINLY and scene.page.counter * 2 < scene.page.domain:
        return [_listed(_target(scene, trigger, label, node)) for node in label.titles]
    found = label or _found(scene, trigger, clause)
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
        targets = [_target(scene, trigger, found, node) for node in found.titles]
        if found.typed and len(targets) == 1 and not scene.sentence.headline:
            scene.page.carried = (scene.sentence.index, targets[0].title, targets[0].season)
        return targets
    if found.outcome == "people" and trigger.rule.title != "shoot" and not _tells_a_date(scene, trigger):
        return []
    if found.outcome in ("generic", "people", "none"):
        return from_context(scene, trigger, found)
    return []


_PLAINLY: Final = 3
"""Words of film and television that tell a page's list for one of productions."""


def _listed(target: Target) -> Target:
    """A name in a list under a label ("Cancelled: A, B and C") needs nothing more to be taken for a title."""
    target.strength = max(target.strength, KNOWN_WORD)
    return target


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
        and rule.id not in ("offshoot", "crew-films")
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
    if scene.sentence.low.startswith("there ", trigger.start) and rule.event in (Event.RENEWED, Event.CANCELLED):
        behind = object_of(row, last)  # "there will not be a third season"
        return behind if behind.outcome == "title" else Found("generic", season=behind.season)
    if rule.title == "subject":
        cast = first and (row.nodes[first - 1].low in _LISTS["people"] or _people_ahead(row, first))
        if rule.id == "another-season" and not cast and last < len(row.nodes) and row.nodes[last].low in ("of", "for"):
            behind = object_of(row, last)
            if behind.outcome == "title" and behind.distance <= 6:
                return behind
            if row.nodes[last].low == "of":
                return behind
        if rule.id == "will-be-released" and first == 0 and (fronted := _fronted(scene, last)):
            return fronted
        if rule.id == "another-season" and _opens(row, first):
            return Found("generic", season=row.nodes[first].season)
        if rule.id == "will-be-released" and _promotes(row, last):
            return None
        if rule.id == "will-be-released" and (_puts_out(row, first, last) or is_transitive(scene, trigger)):
            return object_of(row, last)
        return subject(row, first)
    if rule.title == "object":
        return object_of(row, last)
    if rule.title == "shoot":
        return _by_shoot(scene, trigger, first, last)
    return by_voice(scene, trigger, first, last)


def _fronted(scene: Scene, last: int) -> Found | None:
    """Such as "Slated for a May release, the drama X follows": the production comes behind the comma."""
    nodes = scene.row.nodes
    comma = next((i for i in range(last, min(len(nodes), last + 8)) if nodes[i].low == ","), 0)
    if not comma or scene.sentence.headline:
        return None
    for index in range(comma + 1, min(len(nodes), comma + 9)):
        if nodes[index].kind == "title":
            return Found("title", [nodes[index]], distance=index - last)
        if nodes[index].kind == "word" and nodes[index].low not in _LISTS["before_title"] | _LISTS["type_words"]:
            return None
        kind = nodes[index].low == "," and nodes[index - 1].low in _LISTS["type_words"]
        if nodes[index].kind == "punct" and not kind and nodes[index].low not in ("‘", "“", '"', "'"):
            return None
    return None


_BETWEEN: Final = frozenset(
    ("are", "is", "all", "both", "will", "set", "to", "be", "also", "coming", "not", "currently")
)


def _people_ahead(row: Row, first: int) -> bool:
    """Such as "Mara Voss and Jonah Pell are all coming back for": it is they who come back."""
    index = first - 1
    while index > 0 and row.nodes[index].low in _BETWEEN:
        index -= 1
    return index >= 0 and row.nodes[index].kind == "person"


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
    after = index + 1
    while after + 1 < len(row.nodes) and row.nodes[after].low in _LISTS["type_words"]:
        after += 1
    following = row.nodes[after].start if after < len(row.nodes) else trigger.end
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
    if _MANY.match(scene.sentence.low, trigger.end):
        return None
    closed = words.endswith((" in", " at", "shot", "filmed", "took place"))
    behind = Found("none") if closed else object_of(row, last, shoot=True)
    ahead = subject(row, first)
    if ahead.outcome == "people" and (
        words.endswith(("shot", "filmed")) or (behind.outcome != "title" and _their_next(scene, trigger))
    ):
        return None
    if ahead.outcome == "title" and _told_in_a_clause(scene, ahead, first):
        return behind if behind.outcome == "title" else None
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


_MANY: Final = re.compile(
    r"\s+(?:for|of|on)\s+(?:their|various|several|many|most|all|other)\s+(?:[\w-]+\s+){0,2}?"
    r"(?:soaps|serials|shows|films|movies|projects)\b(?! (?:like|such|including))"
)
"""Such as "resume shooting for their daily soaps": no single production."""


def _told_in_a_clause(scene: Scene, ahead: Found, first: int) -> bool:
    """Such as "Mara Voss Dares All, Starts Shooting": before the comma stands a clause of its own, and no title."""
    nodes = scene.row.nodes
    if not scene.sentence.headline or first < 2 or nodes[first - 1].low != ",":
        return False
    node = ahead.titles[-1]
    return node is nodes[first - 2] and node.strength == RUN and len(node.low.split()) > 2 and len(ahead.titles) == 1


def _their_next(scene: Scene, trigger: Trigger) -> bool:
    """Such as "is shooting for her next": a production that has no name yet, unless one stands in the sentence."""
    after = scene.sentence.low[trigger.end : trigger.end + 60]
    unnamed = re.match(
        r"\s+(?:for\s+|of\s+)?(?:his|her|their)\s+(?:[\w-]+\s+){0,2}?(?:next|upcoming|debut|new|untitled)\b", after
    )
    told = [n for n in scene.row.names if n.kind == "title" and n.strength >= MARKED]
    return bool(unnamed) and not (told and " whose " not in scene.sentence.low[: told[-1].start])


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


def _puts_out(row: Row, first: int, last: int) -> bool:
    """Such as "A24 will release X on 3 May": a company before the verb, and a title right behind it."""
    if first <= 0 or last >= len(row.nodes) or row.nodes[last].kind != "title":
        return False
    return row.nodes[first - 1].kind == "company"


def _opens(row: Row, first: int) -> bool:
    """Such as "after the success of X, season 2 is on its way", "A fourth season was ordered": no name before it."""
    if not first < len(row.nodes) or row.nodes[first].kind != "season":
        return False
    return (first == 1 and row.nodes[0].low in ("a", "the", "an")) or (first > 0 and row.nodes[first - 1].low == ",")


def _tells_more(scene: Scene, node: Node, full: str) -> bool:
    """Is the fuller form of a name that the page has the same production, and not the next one of its kind?"""
    return ":" in full or full.lower().endswith(node.name.lower()) or full in scene.page.shortened.values()


_GETS: Final = frozenset(("sequel", "prequel", "spin-off", "spinoff"))
"""What a film that is out may get: that is a production of its own."""


def _for_each(scene: Scene, last: Node) -> SeasonWords | None:
    """Such as "renewed A, B and C for second seasons": the season of every title of a list."""
    after = scene.row.holding(last.start) + 1
    for node in scene.row.nodes[after : after + 4]:
        if node.kind == "season":
            return node.season if node.low.endswith("seasons") else None
        if node.kind != "punct" and node.low not in ("for", "with", "their"):
            return None
    return None


def _target(scene: Scene, trigger: Trigger, found: Found, node: Node) -> Target:
    alone = len(found.titles) == 1
    words = beside_season(scene.row, node) or (found.season if alone else _for_each(scene, found.titles[-1]))
    if words is None and (alone or not any(beside_season(scene.row, n) for n in found.titles)):
        words = clause_season(scene, trigger, node if alone else found.titles[-1])
    if trigger.rule.id in ("cancel", "not-back") and words and trigger.start <= words.start < trigger.end:
        words = None
    gap = min(abs(trigger.start - node.end), abs(node.start - trigger.end))
    if node.start >= trigger.start and node.end <= trigger.end:
        gap = 0
    offshoot = found.offshoot or offshoot_after(scene, node)
    if offshoot is None and trigger.rule.id == "offshoot" and found.outcome == "title":
        said = scene.sentence.low[trigger.start : trigger.end].split()
        offshoot = next((word for word in said if word in _GETS), None)
    full = scene.page.fuller(node.name)
    return Target(
        title=full if _tells_more(scene, node, full) else node.name,
        season=words.number if words else None,
        strength=node.strength,
        how="named",
        offshoot=offshoot,
        part=found.part,
        node=node,
        beside=gap <= 24,
        also=words.also if words else None,
    )
