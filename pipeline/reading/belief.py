"""Is a claim believable: does enough speak for film or television, for the name being a title, for the date?"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from pipeline.model import Event, Modality
from pipeline.reading.attach import PRINTED
from pipeline.reading.cues import cue_expressions
from pipeline.reading.dates import DateWords
from pipeline.reading.lexicon import Rule, names, verb_words
from pipeline.reading.name_words import is_listed
from pipeline.reading.nodes import CUED, KNOWN_WORD, MARKED, RUN, title_case
from pipeline.reading.objects import object_of
from pipeline.reading.page import Page
from pipeline.reading.scene import Scene, Target
from pipeline.reading.senses import plain_sense
from pipeline.reading.triggers import Trigger

_LISTS: Final = names()


ONCE_PLANNED: Final = cue_expressions()["once_planned"]


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
    """Does a sentence give what the rule of a phrase asks for: a date that lies so, a season, a title beside it?"""
    return (
        _date_needs(scene, trigger, clause, words)
        and _title_needs(scene, trigger, clause, targets)
        and plain_sense(scene, trigger, clause, targets, modality, words)
    )


def _date_needs(scene: Scene, trigger: Trigger, clause: tuple[int, int], words: DateWords | None) -> bool:
    needs, published = trigger.rule.needs, scene.page.document.published
    said = scene.sentence.low[trigger.start : trigger.end]
    if "future" in needs and not (words is None and _on_platform(scene, trigger)):
        already = ONCE_PLANNED.search(scene.sentence.low[clause[0] : trigger.end])
        if words is None or (already and not re.match(r"(?:will|to) (?:now|instead)\b", said)):
            return False
        if words.future is not None and published is not None and words.future.latest < published:
            return False
    if words and said == "set for" and not 0 <= words.start - trigger.end <= 14:
        return False
    if "dated" in needs and (words is None or not trigger.core <= words.start <= trigger.end + 60):
        return False
    if "past" in needs and (words is None or not _lies_behind(words, published)):
        return False
    old = words.past if words and published else None
    late = trigger.rule.event is Event.RELEASED and not scene.page.encyclopaedic
    return not (late and old and published and (published - old.latest).days > 500)


def _lies_behind(words: DateWords, published: date | None) -> bool:
    """A past date is needed; on an undated page any date will do."""
    if published is None:
        return True
    return words.past is not None and words.past.earliest <= published


def _title_needs(scene: Scene, trigger: Trigger, clause: tuple[int, int], targets: list[Target]) -> bool:
    needs = trigger.rule.needs
    if "certain" in needs and not any(t.how == "named" and _certain(scene, t) for t in targets):
        return False
    if "beside" in needs and not any(t.beside and t.strength >= KNOWN_WORD for t in targets):
        return False
    if "season" in needs and not any(t.season and t.how == "named" for t in targets):
        return False
    return "offshoot" not in needs or _has_offshoot(scene, trigger, targets)


def _certain(scene: Scene, target: Target) -> bool:
    sure = (
        target.strength >= MARKED
        or target.offshoot
        or target.season
        or _NUMBERED.search(target.title)
        or scene.page.score(target.title) >= 3
    )
    return bool(sure) or _typed(scene, target)


_COUNTED: Final = re.compile(r"[a-z][\w'’+-]*")
_TYPE_NEAR: Final = re.compile(
    r"\b(?:films?|movies?|series|shows?|dramas?|comedy|sitcom|sequel|reboot|documentary|thriller"
    r"|biopic|remake|spin-?off)\b|\| ?,? (?:to be )?(?:directed|starring|written|helmed)"
)


def _typed(scene: Scene, target: Target) -> bool:
    """Is a name told to be a film or a series right beside it?"""
    if target.node is None:
        return False
    low = scene.sentence.low
    near = f"{low[max(0, target.node.start - 30) : target.node.start]} | {low[target.node.end : target.node.end + 16]}"
    return _TYPE_NEAR.search(near) is not None


def followed_by_noun(scene: Scene, target: Target) -> bool:
    """Such as "announces new Catchphrase measures": it is not the show that is announced."""
    if target.node is None:
        return False
    nodes = scene.row.nodes
    index = scene.row.holding(target.node.start) + 1
    if index >= len(nodes) or nodes[index].kind != "word":
        return False
    if nodes[index].low in _PUBLISHED or nodes[index].low in _LISTS["roles"] - _JOINING:
        return True
    quoted = target.strength >= MARKED and scene.sentence.text[target.node.start] in "‘“'\""
    if quoted and not target.node.possessive:
        return False
    low = nodes[index].low
    known = low in _LISTS["type_words"] or low in _LISTS["generic"] or low in _LISTS["after_title"]
    return not known and not low.endswith("ly")


_JOINING: Final = frozenset(("by", "with", "starring", "directed", "opposite", "alongside", "featuring"))
"""Words that lead from a title to people; the other roles say what somebody is ("‘X’ costar")."""
_PUBLISHED: Final = frozenset(
    (
        "release",
        "premiere",
        "trailer",
        "teaser",
        "poster",
        "cast",
        "song",
        "title",
        "date",
        "book",
        "finale",
        "ott",
        "first",
    )
)


def _on_platform(scene: Scene, trigger: Trigger) -> bool:
    """Such as "will premiere on Amazon Prime Video": a plan that names the where and not the when."""
    nodes = scene.row.nodes
    index = scene.row.first_at(trigger.end)
    if (
        index + 1 >= len(nodes)
        or nodes[index].low not in ("on", "at", "directly", "to")
        or not re.match(r"(?:will|to)\b", scene.sentence.low[trigger.start : trigger.end])
    ):
        return False
    return nodes[index + 1].kind == "company"


_KINDS: Final = re.compile(
    r"\b(?:sequel|prequel|spin-?off|reboot|remake|adaptation|follow-up|biopic|series|film|movie"
    r"|anime|rebooted|remade|show|documentary)\b"
)
_NUMBERED: Final = re.compile(r" (?:\d{1,2}|[IVX]{2,4})$")
_WEAK: Final = frozenset(
    (
        Event.RELEASED,
        Event.RELEASE_DATE_SET,
        Event.CANCELLED,
        Event.DELAYED,
        Event.ANNOUNCED,
        Event.ORDERED,
        Event.REVIVED,
        Event.PAUSED,
    )
)
"""Events told in words that every kind of news uses: a bare name needs more evidence with them."""


def _has_offshoot(scene: Scene, trigger: Trigger, targets: list[Target]) -> bool:
    """Is a sequel, a series, a film … named as what is being made?"""
    if trigger.rule.title == "object":
        found = object_of(scene.row, scene.row.first_at(trigger.end))
        return bool(found.offshoot or found.typed)
    beside = _KINDS.search(scene.sentence.low, trigger.start, trigger.end + 70)
    return beside is not None or any(t.offshoot for t in targets)


def believable(scene: Scene, rule: Rule, target: Target, said: str) -> bool:
    """Does enough speak for film or television, and for this name being a title? ``said`` are the words that fired."""
    page = scene.page
    if target.strength < CUED and is_listed(target.title.lower()):
        return False
    if target.node is not None and _of_another_kind(scene, target):
        return False
    if target.how == "named" and rule.event not in _OF_NEW_ONES and _a_new_one(scene, target):
        return False
    if rule.title == "shoot" and target.node is not None and _speaks(scene, target.node.end, said):
        return False
    if rule.event in (Event.CANCELLED, Event.RELEASE_DATE_SET, Event.DELAYED) and page.tonight_only:
        return False
    words = scene.words()
    for_it, against = scene.for_and_against()
    score = page.score(target.title)
    if page.off_topic and score < 4 and (against or target.strength == RUN):
        return False
    if page.counter > page.domain and score < 3 and target.strength == RUN and rule.event in _WEAK:
        return False
    if rule.title == "shoot" and against and "musical" in words:
        against -= 1  # a musical that is filmed is none of the stage
    if "domain" in rule.needs:
        for_it += _NUMBERED.search(target.title) is not None
        quoted_shoot = rule.title == "shoot" and target.strength >= MARKED and target.how == "named" and not against
        if not quoted_shoot and not (
            _of_the_screen(page, words, for_it, against, score) and _shoot_of_the_screen(page, target, for_it, said)
        ):
            return False
    return target.strength != RUN or score >= 3 or "to-series" in said or _title_enough(scene, rule, target, for_it)


_OF_NEW_ONES: Final = frozenset((Event.ANNOUNCED, Event.ORDERED, Event.REVIVED, Event.RENEWED, Event.CANCELLED))
_NEW_ONE: Final = re.compile(r"\b(?:a|another) (?:(?:brand|all)[- ])?new $")
_OF_ITS_KIND: Final = re.compile(r" (?:tv |television |animated |live-action )?(?:series|film|movie|show)\b")


def _a_new_one(scene: Scene, target: Target) -> bool:
    """Such as "a new Grey Harbour film is in production": one that has no name yet, and not "Grey Harbour"."""
    low, node = scene.sentence.low, target.node
    if node is None or node.strength == MARKED or "new " not in low:
        return False
    return bool(_NEW_ONE.search(low[: node.start][-20:]) and _OF_ITS_KIND.match(low, node.end))


def _of_another_kind(scene: Scene, target: Target) -> bool:
    """Such as "cancelled the ‘X’ book": what follows a title says that it is no production."""
    nodes = scene.row.nodes
    index = scene.row.holding(target.node.start) + 1 if target.node else len(nodes)
    if index < len(nodes) and nodes[index].low in ("’", "'", "”", '"'):
        index += 1
    if index < len(nodes) and nodes[index].low in _NO_PRODUCTIONS:
        return True
    told = [node.low for node in nodes[index - 1 : index + 6] if node.kind == "word" or node.low == ","]
    return told[:1] == [","] and told[1:2] in (["a"], ["an"], ["its"]) and not _UNDERTAKINGS.isdisjoint(told[2:])


_UNDERTAKINGS: Final = frozenset(("initiative", "campaign", "fund", "programme", "partnership", "award", "charity"))
"""Behind "a": what a name is that is no production."""
_NO_PRODUCTIONS: Final = PRINTED | frozenset(
    ("family", "game", "games", "soundtrack", "tour", "concert", "exhibition", "ride", "attraction", "comic", "comics")
)


def _of_the_screen(page: Page, words: list[str], for_it: int, against: int, score: float) -> bool:
    """Is it film or television that the sentence, or else the page, is about?"""
    if for_it == 0 and (page.domain == 0 or page.counter > page.domain):
        return False
    if not _ELSEWHERE.isdisjoint(words) and _ON_SCREEN.isdisjoint(words):
        return False
    if against > for_it and page.counter >= page.domain:
        return False
    return not (against and against >= for_it and score < 4)


def _shoot_of_the_screen(page: Page, target: Target, for_it: int, said: str) -> bool:
    """Cars are produced too: without another sign in the sentence the page must be about film."""
    if for_it:
        return True
    if target.how == "context" and page.counter * 2 > page.domain:
        return False
    marked = target.strength >= MARKED and page.domain > max(1, page.counter)
    if "production" not in said or marked or (page.domain >= 3 and not page.counter and "into production" in said):
        return True
    return page.score(target.title) >= 5 and page.domain >= 3 and page.domain > 1.5 * page.counter


def _acted_on(scene: Scene, target: Target) -> bool:
    """Does a name stand right behind a verb, or in a list: "NBC Cancels A, B and C"?"""
    index = scene.row.holding(target.node.start) - 1 if target.node else -1
    low = scene.row.nodes[index].low if index >= 0 else ""
    if low == "up" and index > 0:
        low = scene.row.nodes[index - 1].low
    return low in (",", "and", "&") or (low.endswith(("s", "ed")) and low in verb_words())


def _made_by(scene: Scene, target: Target) -> bool:
    """Such as "Mara Voss’s Low Tide, which": a name behind its maker's."""
    index = scene.row.holding(target.node.start) - 1 if target.node else -1
    if index < 0 or not target.node:
        return False
    maker = scene.row.nodes[index]
    owns = maker.possessive or scene.sentence.low[maker.start : target.node.start].rstrip().endswith(("'s", "’s"))
    return maker.kind in ("person", "company") and owns


_SHOWN: Final = re.compile(
    r"\b(?:premieres?|debuts?|airs?|streams?|bows?|theaters|theatres|cinemas|be released"
    r"|(?:to|will) (?:release|drop|land|launch|open))\b"
)


def _screened(scene: Scene, rule: Rule, begins: bool, for_it: int, owned: bool) -> bool:
    """On a page that is all about the screen: a name that is said to premiere, or that somebody there cancels."""
    page = scene.page
    if page.domain < 4 or page.counter * 5 > page.domain or page.off_topic:
        return False
    if rule.id == "will-be-released":
        return begins and _SHOWN.search(scene.sentence.low) is not None
    if scene.sentence.headline or (for_it == 0 and not owned):
        return False
    return rule.event in (Event.CANCELLED, Event.REVIVED, Event.ORDERED) or (begins and rule.event is Event.DELAYED)


_SPEAKS: Final = re.compile(
    r",? (?:and )?(?:admits|says|shares|reveals|posts|opens|tells|calls|recalls|thanks|feels|poses|pens|treats)\b"
    r"(?! (?:the|its|director|producer|star|actor|report|source))"
)


def _speaks(scene: Scene, end: int, said: str) -> bool:
    """Such as "Mara Voss resumes shooting, admits …": somebody who speaks is no production."""
    low = scene.sentence.low
    place = low.find(said, end)
    return place >= 0 and place - end < 3 and _SPEAKS.match(low, place + len(said)) is not None


def _title_enough(scene: Scene, rule: Rule, target: Target, for_it: int) -> bool:
    """A name that is capitalised and nothing more."""
    if target.part and target.how == "named" and scene.page.count(target.title) < 2 and " " not in target.title:
        return False
    if len(target.title) < 3 or (len(target.title.split()) > 6 and scene.page.count(target.title) < 2):
        return False
    low = target.title.lower()
    if low.startswith("the next ") or (low.startswith(("a ", "an ")) and len(low.split()) == 2) or low.count("-") > 1:
        return scene.page.count(target.title) > 1
    begins = target.node is None or target.node.start < 3 or _acted_on(scene, target) or _made_by(scene, target)
    known = (
        target.season or _NUMBERED.search(target.title) or scene.page.count(target.title) > 1 or _typed(scene, target)
    )
    if scene.sentence.headline and rule.event in _WEAK and title_case(scene.sentence) and not begins and not known:
        return False
    told = rule.title == "shoot" or rule.id in ("offshoot", "opened") or for_it > 1
    told = told or _screened(scene, rule, begins, for_it, _made_by(scene, target))
    return bool(told or known) or rule.event not in _WEAK
