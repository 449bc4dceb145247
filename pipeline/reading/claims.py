"""From one sentence to claims: which phrases fire, on which productions, how sure, and when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from pipeline.model import Event, Modality, Window
from pipeline.reading.attach import Found, Row, beside_season, object_of, subject
from pipeline.reading.attribution import speaker_of, via_of
from pipeline.reading.candidates import CUED, KNOWN_WORD, MARKED, RUN, Node
from pipeline.reading.dates import DateWords, dates_in
from pipeline.reading.lexicon import Rule, load, names
from pipeline.reading.modality import modality_of
from pipeline.reading.page import Page
from pipeline.reading.relations import tie
from pipeline.reading.seasons import NUMBERS, SeasonWords
from pipeline.reading.sentences import Sentence
from pipeline.reading.triggers import Trigger

_LISTS: Final = names()
_WORDS: Final = re.compile(r"[a-z][\w'’+-]*")
_BREAKS: Final = re.compile(r"[;:?!]|,? but |, although |, while |, though |, which |\bwhereas\b|, and (?=\w+ (?:is|are|will|has|have|was|had) )| – | — |\. ")
_ANNOUNCED_DATE: Final = re.compile(
    r"\b(?:announced|revealed|reported|said|told [\w ]{2,30}|confirmed|tweeted|shared|posted|statement|learned|announcement|unveiled)(?:,)?(?: (?:on|late|earlier|early))?(?: \w+)?\s*$"
)
_ANNOUNCING: Final = frozenset((Event.ANNOUNCED, Event.RENEWED, Event.ORDERED, Event.CANCELLED, Event.REVIVED))
_PASSIVE: Final = re.compile(r"\b(?:is|are|was|were|be|been|being|gets|got|getting|has been|have been)\s+(?:\w+ly\s+|now\s+|also\s+|all\s+|both\s+|first\s+|once\s+|again\s+|not\s+|set to be\s+)*$")
_PERFECT: Final = re.compile(r"\b(?:has|have|had|having|'ve|’ve|’s)\s+(?:\w+ly\s+|now\s+|also\s+|just\s+|already\s+|reportedly\s+)*$")
_SHOOT_NOUN: Final = re.compile(r"\b(?:filming|shooting|production|principal photography|photography|shoots?|reshoots?|re-shoots?)\b")
_PART: Final = re.compile(r"\b(?:(?<!\ba )(?<!\bthe )(?<!\bits )(?<!\bof )(?<!release )(?<!shooting )(?<!production )(?<!filming )(?<!on )(?<!off )(?<!tight )(?<!hectic )(?<!of )schedule|pilot|(?:his|her|their) (?:part|portion|portions|scenes|role|sequence)|first leg|song|episode|test shoot|a scene|some scenes|sequence|the finale)\b")
_ALREADY_PLANNED: Final = re.compile(r"\boriginally\b|\binitially\b|\b(?:was|were|had been)\s+(?:\w+ly\s+)?(?:set|due|slated|scheduled|supposed|meant|planned|expected|intended)\b")


_ELSEWHERE: Final = frozenset("broadway pantomime panto album playstation xbox nintendo ps5 ps4 gig gigs tour festival concert concerts theatre opera ballet".split())
_ON_SCREEN: Final = frozenset("film films movie movies tv television series season sitcom netflix screen drama show episode episodes documentary cinemas theaters theatres".split())


@dataclass(slots=True)
class Claim:
    """One statement, before merging."""

    sentence: Sentence
    rule: Rule
    title: str
    season: int | None
    modality: Modality
    words: str
    position: int
    strength: int
    how: str
    window: Window | None = None
    date_text: str | None = None
    place: str | None = None
    speaker: str | None = None
    via: str | None = None
    part: bool = False
    relation: str | None = None
    related: str | None = None
    offshoot: str | None = None


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
class _Scene:
    """A sentence in work."""

    page: Page
    sentence: Sentence
    row: Row
    dates: list[DateWords] = field(default_factory=list)


def claims_in(page: Page, sentence: Sentence) -> Iterator[Claim]:
    """Every claim of a sentence."""
    triggers = page.triggers(sentence)
    if not triggers:
        return
    row = page.row(sentence)
    near = page.printed_last if isinstance(page.printed_last, date) else None
    titles = [n for n in row.nodes if n.kind == "title"]
    dates = [
        d
        for d in dates_in(sentence.text, page.document.published, near, page.document.day_first)
        if not any(n.start <= d.start and d.end <= n.end and n.end - n.start > d.end - d.start for n in titles)
    ]
    for words in dates:
        if words.past and (words.anchored or page.document.published is None):
            page.printed_last = words.past.earliest
    scene = _Scene(page, sentence, row, dates)
    for trigger in triggers:
        yield from _claims(scene, trigger, triggers)


def _claims(scene: _Scene, trigger: Trigger, triggers: list[Trigger]) -> Iterator[Claim]:
    low = scene.sentence.low
    clause = _clause(low, trigger)
    rule = trigger.rule
    targets = _targets(scene, trigger, clause)
    if not targets:
        return
    modality = modality_of(rule, low, clause, (trigger.start, trigger.end), scene.sentence.headline)
    words = _date_for(scene, trigger, triggers, clause, modality)
    if not _needs_met(scene, trigger, clause, words, targets, modality):
        return
    if scene.sentence.headline and re.search(r"\?[\"'”’]?(?:$|\s+[-–—|] )", low) and modality in (Modality.PLANNED, Modality.ASSERTED):
        modality = Modality.SPECULATED
    if modality in (Modality.PLANNED, Modality.RUMOURED, Modality.SPECULATED) and not scene.page.encyclopaedic and _ALREADY_PLANNED.search(low[clause[0] : trigger.core]):
        return
    if rule.id in ("announces", "series-order"):
        targets = [t for t in targets if (t.season is None or rule.id != "announces") and not _followed_by_noun(scene, t)]
    modality = _settled(rule, modality, words, scene)
    if modality is Modality.DENIED and re.search(r"\b(?:could not|couldn['’]t|cannot|can['’]t)\b", low[max(0, trigger.start - 30) : trigger.end]):
        return
    if rule.id == "another-season" and words and words.future and words.start >= trigger.end and not _ANNOUNCED_DATE.search(low[: words.start]) and re.match(r"return|back|coming", low[trigger.start :]):
        rule = next(r for r in load().rules if r.id == "will-be-released")
        modality = Modality.PLANNED if modality is Modality.ASSERTED else modality
    if _questioned(scene.sentence):
        return
    window = _window(rule, modality, words, scene.page.document.published)
    for target in targets:
        if target.season is None and target.how == "named":
            target.season = scene.page.only_season(target, rule.event, low)
        if target.season is None and rule.id == "another-season" and re.search(r"\b(?:another|further|more)\b", low[trigger.start : trigger.end]):
            target.season = scene.page.season_of(target.title)
        if not _believable(scene, rule, target, low[trigger.start : trigger.end]):
            continue
        relation, related = tie(low, scene.row.nodes, target.title)
        for season in _seasons(target):
            yield Claim(
                sentence=scene.sentence,
                rule=rule,
                title=target.title,
                season=season,
                modality=modality,
                words=scene.sentence.text[trigger.start : trigger.end],
                position=trigger.start,
                strength=target.strength,
                how=target.how,
                window=window,
                date_text=words.text if words else None,
                place=_place(scene, trigger, rule),
                speaker=speaker_of(scene.sentence.text, scene.row.nodes),
                via=via_of(scene.sentence.text, low),
                part=target.part or _own_part(scene, trigger, target) or rule.scope == "part" or _is_part(low, trigger, clause),
                offshoot=target.offshoot,
                relation=relation,
                related=related,
            )


def _questioned(sentence: Sentence) -> bool:
    """A question that asks states nothing; "X to film in May?" guesses."""
    asks = re.match(r"[\"'‘“]?(?:is|are|will|when|who|what|why|how|can|could|does|did|do|has|have|was|were|where|which|should)\b", sentence.low)
    return bool(asks) and sentence.low.rstrip("\"'”’ ").endswith("?")


def _seasons(target: Target) -> list[int | None]:
    return [target.season, target.also] if target.also else [target.season]


def _clause(low: str, trigger: Trigger) -> tuple[int, int]:
    """The part of the sentence that a phrase stands in."""
    start, end = 0, len(low)
    for match in _BREAKS.finditer(low):
        if match.end() <= trigger.start:
            start = match.end()
        elif match.start() >= trigger.end:
            end = match.start()
            break
    return start, end


# ---- the production --------------------------------------------------------------------------------------------------


def _targets(scene: _Scene, trigger: Trigger, clause: tuple[int, int]) -> list[Target]:
    found = _found(scene, trigger, clause)
    if found is None:
        return []
    if found.outcome == "title" and _heads_the_line(scene, found):
        found = Found("generic", season=found.season)
    if found.outcome == "title":
        return [_target(scene, trigger, found, node) for node in found.titles]
    if found.outcome == "people" and trigger.rule.title != "shoot":
        return []
    if found.outcome in ("generic", "people", "none"):
        return _from_context(scene, trigger, found)
    return []


def _heads_the_line(scene: _Scene, found: Found) -> bool:
    """"X: The Star's Last Spy Movie Could Be Delayed": the descriptor stands for the title before the colon."""
    nodes = scene.row.nodes
    if not scene.sentence.headline or len(nodes) < 3 or nodes[0].kind != "title" or nodes[1].low != ":":
        return False
    node = found.titles[0]
    return node is not nodes[0] and node.strength == RUN and scene.page.score(node.name) < 3 <= scene.page.score(nodes[0].name)


def _found(scene: _Scene, trigger: Trigger, clause: tuple[int, int]) -> Found | None:
    row, rule = scene.row, trigger.rule
    first, last = row.first_at(trigger.start), row.first_at(trigger.end)
    inside = row.titles_between(trigger.start, trigger.core) or row.titles_between(trigger.start, trigger.end)
    if inside and rule.scope is None and rule.id != "offshoot" and (rule.title == "shoot" or len(inside) == 1 and _flush(row, inside[0], trigger)):
        return Found("title", inside, None)
    if rule.id == "delay" and re.match(r"(?:filming|shooting|production|principal photography|shoot)\b", scene.sentence.low[trigger.start :]):
        return _by_shoot(scene, trigger, first, last)
    if rule.title == "subject":
        if rule.id == "another-season" and last < len(row.nodes) and row.nodes[last].low in ("of", "for"):
            behind = object_of(row, last)
            if behind.outcome == "title" and behind.distance <= 6:
                return behind
            if row.nodes[last].low == "of":
                return behind
        if rule.id == "will-be-released" and _transitive(scene, trigger):
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


def _by_shoot(scene: _Scene, trigger: Trigger, first: int, last: int) -> Found | None:
    """Beside the shooting noun: inside the phrase, after it, or as its subject."""
    row = scene.row
    words = scene.sentence.low[trigger.start : trigger.end]
    if re.search(r"\b(?:all|several|many|most|other)\b.{0,30}\b(?:shows|films|movies|serials|productions|series|projects)\b", words):
        return None
    closed = words.endswith((" in", " at", "shot", "filmed", "took place"))
    behind = Found("none") if closed else object_of(row, last, shoot=True)
    ahead = subject(row, first)
    if ahead.outcome == "people" and (words.endswith("shot") or behind.outcome != "title" and _their_next(scene, trigger)):
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
    if ahead.outcome == "other" and ahead.word in ("hollywood", "bollywood", "tollywood", "kollywood", "sandalwood", "industry", "studios", "productions", "telefilms", "states", "government", "shows", "films", "movies", "serials", "soaps"):
        return None
    if ahead.outcome == "other" and _SHOOT_NOUN.search(scene.sentence.low[trigger.start : trigger.end]):
        return Found("generic", season=behind.season or ahead.season, offshoot=ahead.offshoot)
    ahead.season = ahead.season or behind.season
    return ahead


def _their_next(scene: _Scene, trigger: Trigger) -> bool:
    """"is shooting for her next": a production that has no name yet, unless one stands in the sentence."""
    after = scene.sentence.low[trigger.end : trigger.end + 60]
    unnamed = re.match(r"\s+(?:for\s+|of\s+)?(?:his|her|their)\s+(?:[\w-]+\s+){0,2}?(?:next|upcoming|debut|new|untitled)\b", after)
    return bool(unnamed) and not any(n.kind == "title" and n.strength >= MARKED for n in scene.row.nodes)


def _prefers_ahead(scene: _Scene, ahead: Found, behind: Found, last: int) -> bool:
    """"X begins filming in Y" against "A begins filming X": which of two names is the production."""
    node, nodes = ahead.titles[-1], scene.row.nodes
    weak = node.strength == RUN and scene.page.score(node.name) < 3
    if behind.outcome == "generic" and weak:
        return False
    if behind.outcome != "title":
        return True
    other = behind.titles[0]
    tied = last < len(nodes) and nodes[last].low in ("on", "for", "of") or behind.distance <= 1 or behind.typed
    if other.strength >= CUED and (weak or behind.distance <= 2):
        return False
    return node.strength >= CUED or (ahead.distance <= 1 and not tied) or not tied


def _by_voice(scene: _Scene, trigger: Trigger, first: int, last: int) -> Found | None:
    """A passive has its production before it, an active verb after it."""
    row, low = scene.row, scene.sentence.low
    before = low[max(0, trigger.start - 60) : trigger.start]
    ahead = subject(row, first)
    behind = object_of(row, last)
    word = low[trigger.start : trigger.end]
    if trigger.rule.id in ("cancel", "renewed", "series-order") and last < len(row.nodes) and (row.nodes[last].low.isdigit() or row.nodes[last].low in NUMBERS):
        return None
    if trigger.rule.id == "announces" and behind.outcome == "title" and _past_a_preposition(row, last, behind):
        behind = Found("none")
    if word.startswith("no ") and behind.outcome != "title" and ahead.outcome != "title":
        return Found("generic", season=ahead.season or behind.season)
    if _PASSIVE.search(before):
        ahead.season = ahead.season or behind.season
        return ahead
    active = word.endswith("s") or word.endswith("ing") or _PERFECT.search(before) or ahead.outcome == "other"
    if active and behind.outcome == "title" and ahead.outcome == "title" and ahead.titles[-1].strength >= CUED > behind.titles[0].strength:
        return None if word.endswith("s") and not behind.season else ahead
    if active and behind.outcome == "title":
        behind.season = behind.season or ahead.season
        return behind
    if active and behind.outcome == "generic" and ahead.outcome != "title":
        return behind
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


def _past_a_preposition(row: Row, last: int, behind: Found) -> bool:
    """"announced on his show": what was announced is not the show."""
    between = [node.low for node in row.nodes[last : last + behind.distance]]
    return any(low in ("on", "with", "at", "of", "in", "for", "plans", "her", "his") for low in between)


def _target(scene: _Scene, trigger: Trigger, found: Found, node: Node) -> Target:
    words = beside_season(scene.row, node) or (found.season if len(found.titles) == 1 else None)
    words = words or (_clause_season(scene, trigger, node) if len(found.titles) == 1 else None)
    if trigger.rule.id == "cancel" and words and trigger.start <= words.start < trigger.end:
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


def _offshoot_after(scene: _Scene, node: Node) -> str | None:
    """"X sequel", "X spin-off": what is spoken of is not X."""
    after = scene.sentence.low[node.end : node.end + 26]
    match = re.match(r"['’”\"]?s?\s+(?:\w+\s+)?(sequel|prequel|spin-?off|spin off|threequel|reboot|revival|remake|adaptation)\b", after)
    if match:
        return match.group(1)
    before = scene.sentence.low[max(0, node.start - 40) : node.start]
    match = re.search(r"\b(sequel|prequel|spin-?off|follow-up|remake)s? (?:to|of|for)\s+(?:the\s+)?(?:(?:hit|2\d{3}|19\d\d)\s+)?(?:film|movie|series|show)?\s*['‘“\"]?$", before)
    return match.group(1) if match else None


def _clause_season(scene: _Scene, trigger: Trigger, target: Node | None = None) -> SeasonWords | None:
    """"renewed for a third season", "begins filming season 2": the season right after the phrase."""
    last = scene.row.first_at(trigger.end)
    for node in scene.row.nodes[scene.row.first_at(trigger.start) : last]:
        if node.kind == "season":
            return node.season
    for node in scene.row.nodes[last : last + 9]:
        if node.kind == "season":
            return node.season
        if node.low in ("—", "–", "-", "|", ":", "(", "no", "after", "ahead", "since", "and", "but", "until", ";", ".", "before", "following", "from", "despite", "as") or node.kind == "title" and node is not target:
            return None
    return None


def _from_context(scene: _Scene, trigger: Trigger, found: Found) -> list[Target]:
    """"The show", "it", "filming began": a title earlier in the sentence, else the topic of the page."""
    season = found.season or _clause_season(scene, trigger)
    earlier = [n for n in scene.row.nodes if n.kind == "title" and n.end <= trigger.start and n.strength >= MARKED]
    if found.outcome == "none" and trigger.rule.title != "shoot":
        return []
    named = {n.name for n in scene.row.nodes if n.kind == "title"}
    if not earlier and found.outcome == "generic" and len(named) == 1 and not scene.page.topics:
        earlier = [n for n in scene.row.nodes if n.kind == "title" and n.end <= trigger.start]
    if earlier:
        node = earlier[-1]
        words = season or beside_season(scene.row, node)
        told = scene.page.season_of(node.name) if found.wants_season else None
        return [Target(scene.page.fuller(node.name), words.number if words else told, node.strength, "context", found.offshoot, found.part, node)]
    if trigger.rule.event is Event.ANNOUNCED and (found.offshoot or re.search(r"\b(?:a|an|another|new)\b", scene.sentence.low[max(0, trigger.start - 70) : trigger.start])):
        return []
    topic = scene.page.topic(scene.sentence)
    if topic is None:
        return []
    title, told = topic
    told = scene.page.season_here(scene.sentence, title, told, trigger.rule.event)
    return [Target(title, season.number if season else told, CUED, "context", found.offshoot, found.part, also=season.also if season else None)]


# ---- is it believable ------------------------------------------------------------------------------------------------


def _needs_met(
    scene: _Scene, trigger: Trigger, clause: tuple[int, int], words: DateWords | None, targets: list[Target], modality: Modality
) -> bool:
    needs = trigger.rule.needs
    published = scene.page.document.published
    if "future" in needs and not (words is None and _on_platform(scene, trigger)):
        if words is None or _ALREADY_PLANNED.search(scene.sentence.low[clause[0] : trigger.end]):
            return False
        if words.future is not None and published is not None and words.future.latest < published:
            return False
        if words.future is None and not words.text:
            return False
    if words and scene.sentence.low[trigger.start : trigger.end] == "set for" and not 0 <= words.start - trigger.end <= 14:
        return False
    if "dated" in needs and (words is None or not trigger.core <= words.start <= trigger.end + 60):
        return False
    if "past" in needs:
        if words is None or words.past is None and published is not None:
            return False
        if words.past and published and words.past.earliest > published:
            return False
    if "certain" in needs and not any(t.how == "named" and (t.strength >= MARKED or t.offshoot or t.season or scene.page.score(t.title) >= 3 or _typed(scene, t)) for t in targets):
        return False
    if trigger.rule.event is Event.RELEASED and modality is Modality.PLANNED:
        return False
    if trigger.rule.id == "season-confirmed" and "date" in scene.sentence.low[max(clause[0], trigger.start - 70) : trigger.start]:
        return False
    if trigger.rule.id == "was-released" and _transitive(scene, trigger):
        return False
    if trigger.rule.id == "wraps-title" and re.match(r"\s+(?:its|with|a|the|his|her|this|up|around)\b", scene.sentence.low[trigger.end :]) and not any(t.node and t.node.start > trigger.start for t in targets):
        return False
    if "beside" in needs and not any(t.beside and t.strength >= KNOWN_WORD for t in targets):
        return False
    if "season" in needs and not any(t.season and t.how == "named" for t in targets):
        return False
    if published and words and words.past and trigger.rule.event is Event.RELEASED and (published - words.past.latest).days > 500:
        return False
    if trigger.rule.id == "will-be-released" and modality is Modality.DENIED:
        return False
    return not ("offshoot" in needs and not _has_offshoot(scene, trigger, clause, targets))


def _typed(scene: _Scene, target: Target) -> bool:
    """Is a name told to be a film or a series right beside it?"""
    if target.node is None:
        return False
    low = scene.sentence.low
    near = f"{low[max(0, target.node.start - 30) : target.node.start]} | {low[target.node.end : target.node.end + 16]}"
    return bool(re.search(r"\b(?:films?|movies?|series|shows?|dramas?|comedy|sitcom|sequel|reboot|documentary|thriller|biopic|remake|spin-?off)\b|\| ?,? (?:to be )?(?:directed|starring|written|helmed)", near))


def _transitive(scene: _Scene, trigger: Trigger) -> bool:
    """"The studio released a poster": somebody put something out."""
    low = scene.sentence.low
    if _PASSIVE.search(low[max(0, trigger.start - 40) : trigger.start + 6]):
        return False
    return bool(re.match(r"\s+(?:a|an|the|its|their|his|her|new|first|another|two|some|more|official)\b", low[trigger.end :]))


def _followed_by_noun(scene: _Scene, target: Target) -> bool:
    """"announces new Catchphrase measures": it is not the show that is announced."""
    if target.node is None:
        return False
    nodes = scene.row.nodes
    index = scene.row.holding(target.node.start) + 1
    if index >= len(nodes) or nodes[index].kind != "word" or target.strength >= MARKED and target.node.possessive is False and scene.sentence.text[target.node.start] in "‘“'\"":
        return False
    low = nodes[index].low
    lists = _LISTS
    known = low in lists["type_words"] | lists["generic"] or low in ("for", "at", "to", "on", "in", "with", "from", "as", "by", "and", "starring", "will", "is", "has", "was", "tv", "after", "season", "based", "directed", "during", "animated", "live-action", "limited", "that", "which", "first", "following", "amid", "but", "official", "officially")
    return not known and not low.endswith("ly")


def _on_platform(scene: _Scene, trigger: Trigger) -> bool:
    """"will premiere on Amazon Prime Video": a plan that names the where and not the when."""
    nodes = scene.row.nodes
    index = scene.row.first_at(trigger.end)
    if index + 1 >= len(nodes) or nodes[index].low not in ("on", "at", "directly", "to") or not re.match(r"(?:will|to)\b", scene.sentence.low[trigger.start : trigger.end]):
        return False
    return nodes[index + 1].kind == "company"


def _has_offshoot(scene: _Scene, trigger: Trigger, clause: tuple[int, int], targets: list[Target]) -> bool:
    if trigger.rule.title == "object":
        found = object_of(scene.row, scene.row.first_at(trigger.end))
        return bool(found.offshoot or found.typed)
    window = scene.sentence.low[trigger.start : min(len(scene.sentence.low), trigger.end + 70)]
    return bool(re.search(r"\b(?:sequel|prequel|spin-?off|reboot|remake|adaptation|follow-up|biopic|series|film|movie|anime|rebooted|remade|show|documentary)\b", window)) or any(t.offshoot for t in targets)


def _believable(scene: _Scene, rule: Rule, target: Target, low_trigger: str = "") -> bool:
    """Does enough speak for film or television, and for this name being a title?"""
    lists = _LISTS
    words = _WORDS.findall(scene.sentence.low)
    for_it = sum(word in lists["domain"] for word in words)
    against = sum(word in lists["counter"] for word in words)
    page = scene.page
    score = page.score(target.title)
    if target.strength < CUED and target.title.lower() in lists["companies"] | lists["outlets"] | lists["places"] | lists["calendar"]:
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
        if for_it == 0 and "production" in low_trigger and not marked and score < 5 or for_it == 0 and "production" in low_trigger and not marked and not (page.domain >= 3 and page.domain > 1.5 * page.counter):
            return False
        if any(word in _ELSEWHERE for word in words) and not any(word in _ON_SCREEN for word in words):
            return False
        if against > for_it and page.counter >= page.domain:
            return False
        if against and against >= for_it and score < 4:
            return False
    if target.strength == RUN and score < 3:
        weak = rule.event in (Event.RELEASED, Event.RELEASE_DATE_SET, Event.CANCELLED, Event.DELAYED, Event.ANNOUNCED, Event.ORDERED, Event.REVIVED, Event.PAUSED)
        sure = rule.id in ("offshoot", "opened") or re.search(r" \d{1,2}$", target.title) or _typed(scene, target) or target.season or page.count(target.title) > 1 or for_it > 1 or rule.title == "shoot"
        if weak and not sure or len(target.title) < 3:
            return False
    return True


# ---- dates -----------------------------------------------------------------------------------------------------------


def _date_for(
    scene: _Scene, trigger: Trigger, triggers: list[Trigger], clause: tuple[int, int], modality: Modality
) -> DateWords | None:
    """The date that belongs to a phrase: the next one after it in its clause, else the last one before it."""
    rule = trigger.rule
    following = min((t.core for t in triggers if t.core >= trigger.end and t.rule.event is not rule.event), default=len(scene.sentence.low))
    usable = [d for d in scene.dates if _usable(scene, d, rule, trigger)]
    reach = clause[1] if rule.event in _ANNOUNCING else min(clause[1], max(following, trigger.end + 30))
    after = [d for d in usable if trigger.end <= d.start < reach]
    if len(after) > 1 and after[1].start - after[0].end <= 5 and _sharper(after[1], after[0]):
        return after[1]
    if after and rule.event is Event.DELAYED:
        told = [d for d in after if d.until]
        return told[0] if told else after[-1] if len(after) > 1 and after[-1].start - after[0].end < 6 else after[0]
    if after:
        return after[0]
    inside = [d for d in usable if trigger.start <= d.start < trigger.end and not any(trigger.start < t.end <= d.start for t in triggers if t is not trigger)]
    if inside:
        return inside[0]
    before = [d for d in usable if clause[0] <= d.start and d.end <= trigger.start]
    if before:
        return before[-1]
    opening = [d for d in usable if d.end <= trigger.start and not any(t.start < trigger.start and t.end > d.end for t in triggers if t is not trigger)]
    return opening[-1] if opening else None


def _sharper(one: DateWords, other: DateWords) -> bool:
    """"later this month on September 28": the second of two dates side by side says more."""
    if one.future is None:
        return False
    return other.future is None or one.future.days < other.future.days


def _usable(scene: _Scene, words: DateWords, rule: Rule, trigger: Trigger) -> bool:
    owner = re.match(r"['’]?s?\s+(?:renewal|premiere|release|debut|finale|episode|launch|upfronts?|shutdown)\b", scene.sentence.low[words.end : words.end + 20])
    if owner and not trigger.start <= words.end < trigger.end:
        return False
    before = scene.sentence.low[max(0, words.start - 60) : words.start]
    if _ANNOUNCED_DATE.search(before) and rule.event not in _ANNOUNCING:
        return False
    between = scene.sentence.low[words.end : trigger.start] if words.end < trigger.start else ""
    if re.search(r"\b(?:after|before|since)\b", between):
        return False
    if rule.event not in _ANNOUNCING and re.search(r"\b(?:announced|revealed|said|confirmed|reported|told|shared|posted|tweeted|announcing|announcement|reports|reveals|confirms|announces)\b", between):
        return False
    return not re.search(r"\bsince\s+(?:the\s+)?$", before)


def _settled(rule: Rule, modality: Modality, words: DateWords | None, scene: _Scene) -> Modality:
    """A date in the future makes a plan of what was put as a fact."""
    published = scene.page.document.published
    if modality is Modality.ASSERTED and not rule.fixed and words and words.anchored and words.future and published:
        if words.future.earliest > published and rule.event not in (Event.DELAYED, *_ANNOUNCING):
            return Modality.PLANNED
    return modality


def _window(rule: Rule, modality: Modality, words: DateWords | None, published: date | None) -> Window | None:
    if words is None:
        return None
    ahead = rule.event in (Event.RELEASE_DATE_SET, Event.DELAYED) or modality in (Modality.PLANNED, Modality.RUMOURED, Modality.SPECULATED)
    if rule.event in _ANNOUNCING:
        ahead = modality is Modality.PLANNED
    if not ahead and published and words.past and words.past.earliest > published:
        return None
    return words.future if ahead else words.past


def _place(scene: _Scene, trigger: Trigger, rule: Rule) -> str | None:
    """The place told right after a phrase: "in Cork", "at Pinewood Studios"."""
    if rule.event not in (Event.STARTED_FILMING, Event.FILMING, Event.RESUMED, Event.WRAPPED_FILMING, Event.RESHOOTS, Event.RELEASED, Event.RELEASE_DATE_SET):
        return None
    after = scene.sentence.text[trigger.end : trigger.end + 120]
    match = re.search(r"\b(?:in|at|on location in) (?:the )?((?:[A-Z][\w’'.-]+)(?:,? (?:[A-Z][\w’'.-]+|of|the|and)(?= |,|\.|$))*)", after)
    if not match:
        return None
    place = re.sub(r"(?:,? (?:of|the|and))+$", "", match.group(1)).rstrip(".,")
    return None if place.split()[0].lower() in _LISTS["calendar"] else place


def _own_part(scene: _Scene, trigger: Trigger, target: Target) -> bool:
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
