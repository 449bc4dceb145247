"""When: the date that belongs to a phrase, and the reading of it that its tense asks for."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from pipeline.model import Event, Modality, Window
from pipeline.reading.dates import DateWords
from pipeline.reading.lexicon import Rule
from pipeline.reading.scene import Scene
from pipeline.reading.triggers import Trigger

ANNOUNCED_DATE: Final = re.compile(
    r"\b(?:announced|revealed|reported|said|told [\w ]{2,30}|confirmed|tweeted|shared|posted"
    r"|statement|learned|announcement|unveiled)(?:,)?(?: (?:on|late|earlier|early))?(?: \w+)?\s*$"
)


ANNOUNCING: Final = frozenset((Event.ANNOUNCED, Event.RENEWED, Event.ORDERED, Event.CANCELLED, Event.REVIVED))


_SAME_DATE: Final = {Event.DELAYED: (Event.DELAYED, Event.RELEASE_DATE_SET)}
"""Such as "has been delayed and will now open on 3 May": the date told with the second is that of the first."""


def date_for(scene: Scene, trigger: Trigger, triggers: list[Trigger], clause: tuple[int, int]) -> DateWords | None:
    """The date that belongs to a phrase: the next one after it in its clause, else the last one before it."""
    rule = trigger.rule
    same = _SAME_DATE.get(rule.event, (rule.event,))
    following = min(
        (t.core for t in triggers if t.core >= trigger.end and t.rule.event not in same),
        default=len(scene.sentence.low),
    )
    usable = [d for d in scene.dates if _usable(scene, d, rule, trigger)]
    reach = clause[1] if rule.event in ANNOUNCING else min(clause[1], max(following, trigger.end + 30))
    after = [d for d in usable if trigger.end <= d.start < reach]
    if len(after) > 1 and after[1].start - after[0].end <= 5 and _sharper(after[1], after[0]):
        return after[1]
    if after and rule.event is Event.DELAYED:
        told = [d for d in after if d.until]
        return told[0] if told else after[-1] if len(after) > 1 and after[-1].start - after[0].end < 6 else after[0]
    if after and not (rule.event in ANNOUNCING and _APART.search(scene.sentence.low, trigger.end, after[0].start)):
        return after[0]
    low = scene.sentence.low
    named = [d for d in usable if d.start >= trigger.end and low[: d.start].rstrip().endswith(":")]
    if named and rule.event is Event.RELEASE_DATE_SET:
        return named[0]
    inside = [
        d
        for d in usable
        if trigger.start <= d.start < trigger.end
        and not any(trigger.start < t.end <= d.start for t in triggers if t.rule is not rule)
    ]
    if inside:
        return inside[0]
    if rule.event in ANNOUNCING:
        usable = [d for d in usable if not _APART.search(scene.sentence.low, max(0, d.start - 40), d.start)]
    before = [d for d in usable if clause[0] <= d.start and d.end <= trigger.start]
    if before:
        return before[-1]
    if rule.event in ANNOUNCING:
        usable = [d for d in usable if d.start <= _AT_THE_START]
    opening = [
        d
        for d in usable
        if d.end <= trigger.start
        and not any(t.start < trigger.start and t.end > d.end for t in triggers if t is not trigger)
    ]
    return opening[-1] if opening else None


_DONE: Final = re.compile(r"^(?:started|began|begun|commenced|wrapped|finished|completed|resumed|halted|paused|went)\b")
"""A rumour of what is over."""
_HOW_LONG: Final = re.compile(
    r"in\s+(?:just\s+|about\s+|under\s+)?(?:\d|an?\b|one|two|three|four|five|six|seven|eight|nine|ten)"
)
"""After what is over, the time that it took: "started … and finished it in four months"."""
_SCENE_SET: Final = re.compile(r"\b(?:set|takes place|taking place|based)\s+(?:\w+ly\s+)?in(?:\s+the)?\s+$")
"""Before the time in which a story plays."""
_BEGINNINGS: Final = frozenset((Event.STARTED_FILMING, Event.RESUMED, Event.RELEASE_DATE_SET, Event.RELEASED))
_LASTS_UNTIL: Final = re.compile(
    r"\b(?:continu\w+|lasts?|runs?|filming|shooting|and)\s+(?:until|till|through)\s+(?:the\s+)?$"
)
"""Before the day on which something ends that began earlier."""
_NOT_BEFORE: Final = re.compile(r"\bnot\b|n['’]t\b")
"""Of "will not start filming until May": that is when it starts."""
_DAY_TOLD: Final = re.compile(
    r"(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|today|yesterday|this (?:morning|week)"
)
_TELLS: Final = re.compile(r"\b(?:announced|revealed|unveiled|confirmed|locked)\b")
"""Of "announced the premiere date on Thursday": Thursday is the day of the news."""
_AT_THE_START: Final = 14
"""Where "On Monday, …" tells when something was announced, whatever comes after it."""
_MOVED_FROM: Final = re.compile(r"\b(?:from|instead of|originally|rather than)\b(?:(?! to )[^,;.]){0,28}$")
"""Before the date that a release is moved away from."""
_TOLD_THEN: Final = re.compile(
    r",?\s+(?:also |officially |formally |finally )?(?:announced|revealed|confirmed|unveiled|said"
    r"|shared|told|tweeted|posted|to (?:announce|reveal|confirm))\b"
)
"""After the day of an announcement: "on Tuesday announced"."""
_APART: Final = re.compile(
    r"\b(?:after|which|since|who|whose|following|where|starring|because|debut\w*|premier\w*|aired"
    r"|ahead of|until|despite|based on|released?)\b"
)
"""Words after which a date is no longer that of an announcement."""


def _sharper(one: DateWords, other: DateWords) -> bool:
    """Such as "later this month on September 28": the second of two dates side by side says more."""
    if one.future is None:
        return False
    return other.future is None or one.future.days < other.future.days


_OWNED: Final = re.compile(r"['’]?s?\s+(?:renewal|premiere|release|debut|finale|episode|launch|upfronts?|shutdown)\b")
_APART_IN_TIME: Final = re.compile(r"\b(?:after|before|since)\b")
_SINCE: Final = re.compile(r"\bsince\s+(?:the\s+)?$")


def _usable(scene: Scene, words: DateWords, rule: Rule, trigger: Trigger) -> bool:
    owner = _OWNED.match(scene.sentence.low[words.end : words.end + 20])
    if owner and not trigger.start <= words.end < trigger.end:
        return False
    if rule.event not in ANNOUNCING and _TOLD_THEN.match(scene.sentence.low, words.end):
        return False
    before = scene.sentence.low[max(0, words.start - 60) : words.start]
    if rule.event in _BEGINNINGS and _LASTS_UNTIL.search(before) and not _NOT_BEFORE.search(before):
        return False
    told = rule.id == "release-date" and _TELLS.search(scene.sentence.low, trigger.start, trigger.end)
    if told and _DAY_TOLD.match(words.text.lower()):
        return False
    if rule.event is Event.DELAYED and _MOVED_FROM.search(before):
        return False
    if _HOW_LONG.match(words.text.lower()) and _DONE.match(scene.sentence.low[trigger.core : trigger.end]):
        return False
    if rule.event not in ANNOUNCING and ANNOUNCED_DATE.search(before):
        return False
    between = scene.sentence.low[words.end : trigger.start] if words.end < trigger.start else ""
    if between and _APART_IN_TIME.search(between):
        return False
    if (
        between
        and rule.event not in ANNOUNCING
        and re.search(
            r"\b(?:announced|revealed|said|confirmed|reported|told|shared|posted|tweeted|announcing"
            r"|announcement|reports|reveals|confirms|announces)\b",
            between,
        )
    ):
        return False
    if _SCENE_SET.search(before):
        return False
    return not _SINCE.search(before)


def settled(rule: Rule, modality: Modality, words: DateWords | None, scene: Scene, said: str) -> Modality:
    """A date in the future makes a plan of what was put as a fact."""
    published = scene.page.document.published
    stated = modality is Modality.ASSERTED and not rule.fixed
    going = rule.event is Event.FILMING or (rule.event in _BEGINNINGS and _GOING.search(said))
    if stated and words and going and words.text.lower() in ("soon", "shortly"):
        return Modality.PLANNED
    if (
        stated
        and words
        and (words.anchored or words.past == words.future)
        and words.future
        and published
        and words.future.earliest > published
        and rule.event not in (Event.DELAYED, *ANNOUNCING)
    ):
        return Modality.PLANNED
    if stated and words and words.since and published and words.since > published:
        return modality if rule.event in (Event.DELAYED, *ANNOUNCING) else Modality.PLANNED
    if stated and words and _comes(rule, words, said, published):
        return Modality.PLANNED
    return modality


_GOING: Final = re.compile(
    r"^(?:back|return(?:s|ing)?|go(?:es|ing)?|head(?:s|ing)?|start(?:s|ing)?|begin(?:s|ning)?|resum(?:es|ing))\b"
)
"""Of "is going back into production soon"."""
_PRESENT: Final = re.compile(
    r"\b(?:begins?|starts?|commences?|resumes?|returns?|goes|go|gets?|kicks? off|restarts?|wraps?|enters?"
    r"|heads?|finish(?:es)?)\b(?! to)"
)
_WAS: Final = re.compile(r"\b(?:was|were|had|been|forced)\b")


def _comes(rule: Rule, words: DateWords, said: str, published: date | None) -> bool:
    """Such as "starts shooting in May": the present tense with a date that is not today's speaks of the next May."""
    if words.anchored or published is None or words.future is None or rule.event in (Event.DELAYED, *ANNOUNCING):
        return False
    past = words.past
    if words.future.earliest <= published or past is None or past == words.future:
        return False
    return bool(_PRESENT.search(said)) and not _WAS.search(said)


def window_of(
    rule: Rule, modality: Modality, words: DateWords | None, published: date | None, said: str = "", before: str = ""
) -> Window | None:
    """The reading of a date that the tense of a statement asks for. ``before`` is what stands before the date."""
    if words is None:
        return None
    ahead = rule.event in (Event.RELEASE_DATE_SET, Event.DELAYED) or modality in (
        Modality.PLANNED,
        Modality.RUMOURED,
        Modality.SPECULATED,
    )
    if rule.event in ANNOUNCING:
        ahead = modality is Modality.PLANNED and not ANNOUNCED_DATE.search(before)
    elif modality is Modality.RUMOURED and _DONE.search(said):
        ahead = False
    if not ahead and published and words.past and words.past.earliest > published:
        return None
    window = words.future if ahead else words.past
    if window and rule.event is Event.DELAYED and words.text.lower().startswith("from "):
        return Window(window.latest.replace(day=1), window.latest)  # "from April to October"
    return window
