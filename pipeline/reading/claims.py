"""From one sentence to claims: which phrases fire, on which productions, how sure, and when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from pipeline.model import Event, Modality, Window
from pipeline.reading.attach import subject
from pipeline.reading.belief import ONCE_PLANNED, believable, followed_by_noun, needs_met
from pipeline.reading.beside import beside_season
from pipeline.reading.cues import cue_expressions
from pipeline.reading.dates import DateWords, dates_in
from pipeline.reading.led import led
from pipeline.reading.lexicon import Rule, load, names
from pipeline.reading.modality import modality_of
from pipeline.reading.nodes import RUN
from pipeline.reading.page import Page
from pipeline.reading.relations import own_season, tie
from pipeline.reading.scene import Scene, Target
from pipeline.reading.sentences import Sentence
from pipeline.reading.targets import targets_of
from pipeline.reading.timing import ANNOUNCED_DATE, date_for, settled, window_of
from pipeline.reading.told_place import place_told
from pipeline.reading.triggers import Trigger

_LISTS: Final = names()
_WORDS: Final = re.compile(r"[a-z][\w'’+-]*")
_BREAKS: Final = re.compile(
    r"[;:?!, .w](?:(?<=[;:?!])|(?<=,) (?:but |although |while |though |which |and (?=\w+ (?:is|are"
    r"|will|has|have|was|had) ))|(?<= )(?:but |– |— )|(?<=\.) |(?<=\bw)hereas\b)"
)
"""It begins with the marks and letters that a break begins with, so that all the rest is skipped quickly."""
_PART: Final = re.compile(
    led(
        (
            r"schedule(?<!\ba schedule)(?<!\bthe schedule)(?<!\bits schedule)(?<!\bof schedule)(?<!release schedule)"
            r"(?<!shooting schedule)(?<!production schedule)(?<!filming schedule)(?<!on schedule)(?<!off schedule)"
            r"(?<!tight schedule)(?<!hectic schedule)",
            "pilot",
            *(f"{whose} (?:part|portion|portions|scenes|role|sequence)" for whose in ("his", "her", "their")),
            "first leg",
            "song",
            "episode",
            *(
                rf"{which} (?:two|three|four|five|six|seven|eight|ten|\d+) episodes"
                for which in ("first", "final", "last", "remaining")
            ),
            "test shoot",
            "a scene",
            "some scenes",
            "sequence",
            "the finale",
        )
    )
    + r"\b"
)


@dataclass(slots=True)
class Claim:
    """One statement, before merging."""

    sentence: Sentence
    rule: Rule
    title: str
    season: int | None
    modality: Modality
    cue: str | None
    words: str
    how: str
    window: Window | None = None
    date_text: str | None = None
    place: str | None = None
    speaker: str | None = None
    via: str | None = None
    part: bool = False
    relation: str | None = None
    related: str | None = None
    related_season: int | None = None
    offshoot: str | None = None


def claims_in(page: Page, sentence: Sentence) -> Iterator[Claim]:
    """Every claim of a sentence."""
    triggers = page.triggers(sentence)
    if not triggers:
        return
    row = page.row(sentence)
    near = page.printed_last if isinstance(page.printed_last, date) else None
    titles = [n for n in row.names if n.kind == "title"]
    dates = [
        d
        for d in dates_in(sentence.text, page.document.published, near, page.document.day_first)
        if not any(n.start <= d.start and d.end <= n.end and n.end - n.start > d.end - d.start for n in titles)
    ]
    for words in dates:
        if words.past and (words.anchored or page.document.published is None):
            page.printed_last = words.past.earliest
    scene = Scene(page, sentence, row, dates)
    for trigger in triggers:
        yield from _claims(scene, trigger, triggers)


@dataclass(slots=True)
class _Stance:
    """How and of which time a phrase speaks, once that is settled."""

    rule: Rule
    modality: Modality
    cue: str | None
    words: DateWords | None
    window: Window | None


def _claims(scene: Scene, trigger: Trigger, triggers: list[Trigger]) -> Iterator[Claim]:
    low = scene.sentence.low
    clause = _clause(scene, trigger)
    said = low[trigger.start : trigger.end].strip()
    targets = [target for target in targets_of(scene, trigger, clause) if target.title.lower() != said]
    stance = _stance(scene, trigger, triggers, clause, targets) if targets else None
    if stance is None:
        return
    if trigger.rule.id == "announces":
        targets = [target for target in targets if target.season is None]
    if trigger.rule.id in ("announces", "series-order"):
        targets = [t for t in targets if _inside(t, trigger) or not followed_by_noun(scene, t)]
    for target in targets:
        _complete_season(scene, trigger, target, stance.rule)
        if not _swallows(target, trigger) and believable(scene, stance.rule, target, low[trigger.start : trigger.end]):
            if trigger.rule.event is Event.CANCELLED and _KIND_AFTER.match(low, trigger.end):
                target.season = None  # "the cancelled drama is revived for season 2"
            for season in _seasons(target):
                yield _claim(scene, trigger, clause, target, season, _of_a_later_season(stance, season))


def _of_a_later_season(stance: _Stance, season: int | None) -> _Stance:
    """Such as "was greenlit for a third season": an order for a series that goes on is a renewal."""
    if stance.rule.id != "series-order" or not season or season < 2:
        return stance
    return replace(stance, rule=_rule("renewed"))


def _once_the_other_is_over(stance: _Stance, relation: str | None, said: str) -> _Stance:
    """Such as "begins filming as soon as X has wrapped": the present tense of what waits for another is a plan."""
    waits = relation == "after" and stance.modality is Modality.ASSERTED and _BEGINS.match(said)
    return replace(stance, modality=Modality.PLANNED) if waits else stance


_BEGINS: Final = re.compile(r"(?:begins?|starts?|resumes?|films?|shoots?)\b")


def _swallows(target: Target, trigger: Trigger) -> bool:
    """Does a name that nothing sets apart hold the phrase itself, as "Fifteen Scripted Renewals" does?"""
    node = target.node
    if node is None:
        return False
    if node.start <= trigger.core and trigger.end <= node.end:
        return True
    return node.strength == RUN and (node.start <= trigger.core < node.end or node.start < trigger.end < node.end)


def _stance(
    scene: Scene, trigger: Trigger, triggers: list[Trigger], clause: tuple[int, int], targets: list[Target]
) -> _Stance | None:
    """The modality and the date of a phrase; None where it states nothing after all."""
    low, rule = scene.plain(), trigger.rule
    low = f"{low[: trigger.start]}{scene.sentence.low[trigger.start : trigger.end]}{low[trigger.end :]}"
    modality, cue = modality_of(rule, low, clause, (trigger.start, trigger.end))
    if cue == "may" and any("may" in low[d.start : d.end] for d in scene.dates):
        modality, cue = modality_of(rule, _without_may(scene, low), clause, (trigger.start, trigger.end))
    words = date_for(scene, trigger, triggers, clause)
    if _questioned(scene.sentence, clause[0]) or not needs_met(scene, trigger, clause, words, targets, modality):
        return None
    if scene.sentence.headline and _ASKED.search(low) and modality in (Modality.PLANNED, Modality.ASSERTED):
        modality, cue = Modality.SPECULATED, "?"
    once = modality in _OPEN and not scene.page.encyclopaedic and ONCE_PLANNED.search(low[clause[0] : trigger.core])
    if once and not _NOW.search(low, trigger.start, trigger.end):
        return None
    dated = settled(rule, modality, words, scene, low[trigger.start : trigger.end])
    if dated is not modality:
        modality, cue = dated, words.text if words else None
    if modality is Modality.DENIED and _UNABLE.search(low, max(0, trigger.start - 30), trigger.end):
        return None
    if rule.id == "another-season" and words and words.future and _returns_on(low, trigger, words):
        rule = _rule("will-be-released")
        modality, cue = (Modality.PLANNED, words.text) if modality is Modality.ASSERTED else (modality, cue)
    return _Stance(rule, modality, cue, words, _window(scene, rule, modality, words, trigger))


def _without_may(scene: Scene, low: str) -> str:
    """The month of May is no guess."""
    for words in scene.dates:
        told = low[words.start : words.end].replace("may", "mai")
        low = f"{low[: words.start]}{told}{low[words.end :]}"
    return low


def _window(scene: Scene, rule: Rule, modality: Modality, words: DateWords | None, trigger: Trigger) -> Window | None:
    low = scene.sentence.low
    before = low[max(0, words.start - 60) : words.start] if words else ""
    return window_of(rule, modality, words, scene.page.document.published, low[trigger.start : trigger.end], before)


def _rule(name: str) -> Rule:
    return next(rule for rule in load().rules if rule.id == name)


_KIND_AFTER: Final = re.compile(r"\s+(?:\w+\s+){0,2}?(?:series|show|sitcom|comedy|drama|thriller)\b(?! season)")
_NOW: Final = re.compile(r"\b(?:will|to) (?:now|instead)\b")
_ASKED: Final = re.compile(r"\?[\"'”’]?(?:$|\s+[-–—|] )")
_OPEN: Final = frozenset((Modality.PLANNED, Modality.RUMOURED, Modality.SPECULATED))
_UNABLE: Final = cue_expressions()["unable"]


def _returns_on(low: str, trigger: Trigger, words: DateWords) -> bool:
    """Such as "returns for season 3 in March": a date of release, not a renewal."""
    told = words.start >= trigger.end and not ANNOUNCED_DATE.search(low[: words.start])
    return told and low.startswith(("return", "back", "coming"), trigger.start)


_ANOTHER: Final = re.compile(r"\b(?:another|further|more)\b")


def _complete_season(scene: Scene, trigger: Trigger, target: Target, rule: Rule) -> None:
    """A season that the sentence leaves out and the page tells."""
    low = scene.sentence.low
    if rule.id in ("another-season", "orders-season"):
        told = [n.season.number for n in scene.row.names if n.season and trigger.start <= n.start < trigger.end]
        target.season = told[0] if told else target.season
    if target.season is None and target.how == "named":
        target.season = scene.page.only_season(target, rule.event)
    if target.season is None and rule.id == "another-season" and _ANOTHER.search(low, trigger.start, trigger.end):
        target.season = scene.page.season_of(target.title)


def _claim(
    scene: Scene, trigger: Trigger, clause: tuple[int, int], target: Target, number: int | None, stance: _Stance
) -> Claim:
    low = scene.sentence.low
    relation, other = tie(low, scene.row.names, target.title)
    season = beside_season(scene.row, other) if other else None
    related, related_season = (other.name, season.number if season else None) if other else (None, None)
    own = own_season(low, scene.row.names, number, (target.season, target.also)) if relation is None else None
    if own:
        relation, related, related_season = "back_to_back", target.title, own
    part = target.part or stance.rule.scope == "part" or _own_part(scene, trigger, target)
    stance = _once_the_other_is_over(stance, relation, low[trigger.start : trigger.end])
    speaker, via = scene.sources()
    return Claim(
        sentence=scene.sentence,
        rule=stance.rule,
        title=target.title,
        season=number,
        modality=stance.modality,
        cue=stance.cue,
        words=scene.sentence.text[trigger.start : trigger.end],
        how=target.how,
        window=stance.window,
        date_text=stance.words.text if stance.words else None,
        place=place_told(stance.rule.event, scene.sentence.text, trigger.end),
        speaker=speaker,
        via=via,
        part=part or _is_part(low, trigger, clause),
        offshoot=target.offshoot,
        relation=relation,
        related=related,
        related_season=related_season,
    )


_QUESTION: Final = re.compile(
    r"[\"'‘“]?(?:but |so |and |or )?(?:is|are|will|when|who|what|why|how|can|could|does|did|do"
    r"|has|have|was|were|where|which|should)\b"
)


def _questioned(sentence: Sentence, start: int) -> bool:
    """A question that asks states nothing; "X to film in May?" guesses."""
    if not sentence.low.rstrip("\"'”’ ").endswith("?"):
        return False
    asked = start > 0 and _QUESTION.match(sentence.low[start:].lstrip()) is not None
    return asked or _QUESTION.match(sentence.low) is not None


def _inside(target: Target, trigger: Trigger) -> bool:
    """Does the title stand inside the phrase, as in "gave X a series order"?"""
    return target.node is not None and trigger.start < target.node.start < trigger.core


def _seasons(target: Target) -> list[int | None]:
    return [target.season, target.also] if target.also else [target.season]


def _clause(scene: Scene, trigger: Trigger) -> tuple[int, int]:
    """The part of the sentence that a phrase stands in."""
    if scene.breaks is None:
        scene.breaks = [match.span() for match in _BREAKS.finditer(scene.plain())]
    start, end = 0, len(scene.plain())
    for first, last in scene.breaks:
        if last <= trigger.start:
            start = last
        elif first >= trigger.end:
            end = first
            break
    return start, end


def _own_part(scene: Scene, trigger: Trigger, target: Target) -> bool:
    """One actor who wraps has not wrapped the film."""
    if trigger.rule.event is not Event.WRAPPED_FILMING:
        return False
    ahead = subject(scene.row, scene.row.first_at(trigger.start))
    if ahead.outcome == "title" and len(ahead.titles[0].low.split()) in (2, 3):
        return target.node is not None and target.node is not ahead.titles[0] and target.node.start > trigger.start
    if ahead.outcome != "people":
        return False
    return ahead.word in ("he", "she", "i", "actor", "actress", "star") or ahead.word not in _LISTS["people"]


def _is_part(low: str, trigger: Trigger, clause: tuple[int, int]) -> bool:
    return bool(_PART.search(low, max(clause[0], trigger.start - 40), min(clause[1], trigger.end + 40)))
