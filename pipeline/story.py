"""The paragraph that a careful fan would write of a production, from facts, with a footnote for every claim. Pure.

Nothing stands in it that no report says. What only repeats another is counted, not quoted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.forecast import Forecast, Timeline
from pipeline.model import Change, Event, Evidence, Modality, Window
from pipeline.returns import Cited, Return
from pipeline.sequence import ANNOUNCING, SHOOTING
from pipeline.wording import dated, day_words, listed, name_of, status_words, summary, when

MILESTONES = (
    "announced", "ordered", "renewed", "revived", "entered_pre_production", "started_filming", "filming", "paused",
    "resumed", "wrapped_filming", "entered_post_production", "release_date_set", "date_set", "date_moved", "delayed",
    "released", "cancelled", "newly_listed",
)  # fmt: skip
PLANS = (Event.RELEASE_DATE_SET, Event.DELAYED, "date_set", "date_moved")
"""The kinds that leave a production where it is."""
TIES = {
    "back_to_back": "would be shot back to back with", "after": "would be shot right after",
    "overlaps": "would be shot at the same time as", "spin_off": "is a spin-off of",
    "same_crew": "would be shot with the same crew as",
}  # fmt: skip
"""How one production is tied to another, in words."""
MOST_LIKE = 3
"""So many comparable productions are named."""


@dataclass(slots=True)
class _Page:
    """The text as it grows, and its footnotes, each page under one number."""

    sentences: list[str] = field(default_factory=list)
    notes: dict[str, int] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)

    def cite(self, *evidence: Evidence | Cited) -> str:
        """The footnote marks for the pages of ``evidence``."""
        numbers = []
        for item in evidence:
            day = f", {day_words(item.published.date())}" if item.published else ""
            numbers.append(self.note(item.url, f"{item.source_name}{day}: {item.url}"))
        return "".join(f"[{number}]" for number in dict.fromkeys(numbers))

    def note(self, key: str, words: str) -> int:
        """The number of a footnote, which is written down once."""
        if key not in self.notes:
            self.notes[key] = len(self.notes) + 1
            self.lines.append(f"[{self.notes[key]}] {words}")
        return self.notes[key]

    def say(self, sentence: str, marks: str) -> None:
        """One sentence with its footnotes; what no footnote stands behind, or stands there already, is not said."""
        told = f"{sentence}.{marks}"
        if marks and told not in self.sentences:
            self.sentences.append(told)


def story(changes: Sequence[Change], forecast: Forecast | None = None, seen: Sequence[Return] = ()) -> str:
    """The story of one production: a paragraph and its footnotes. ``changes``: its own, oldest first."""
    told = [c for c in changes if c.kind in MILESTONES and c.state in ("published", "backfilled") and _bearing(c)]
    if not told:
        return ""
    page = _Page()
    for change in sorted(told, key=_day):
        _milestone(page, change)
    for place in seen:
        _place(page, place)
    if forecast:
        page.say(*_outlook(page, forecast))
    production = told[-1].production
    if production.status:
        reached = [c for c in told if c.to_status is production.status and c.kind not in PLANS] or told
        page.say(f"{name_of(production)} is now {status_words(production.status)}", page.cite(*_bearing(reached[-1])))
    return "\n\n".join((" ".join(page.sentences), "\n".join(page.lines)))


def _bearing(change: Change) -> list[Evidence]:
    """The reports that bear a change; where none counts, those that tell it."""
    told = [e for e in change.evidence if e.role == "for"]
    return [e for e in told if e.counted] or told


def _place(page: _Page, place: Return) -> None:
    if place.sets:
        verb = "is" if len(place.sets) == 1 else "are"
        page.say(f"{place.place} is where {listed(place.sets)} {verb} filmed", page.cite(*place.sets_by))
    if place.before:
        page.say(f"{place.place} was used before by {listed(place.before)}", page.cite(*place.before_by))


def _day(change: Change) -> str:
    return (change.happened.earliest if change.happened else change.noticed_at.date()).isoformat()


def _milestone(page: _Page, change: Change) -> None:
    """One change: what, when, by whom; who repeats it; what stands behind it and against it."""
    own = _bearing(change)
    repeats = [e for e in change.evidence if e.role == "for" and e not in own]
    date = f" ({when(change.happened)})" if change.happened else ""
    page.say(f"{summary(change).rstrip('.')}{date}, {_said_by(own)}", page.cite(*own))
    if repeats:
        names = tuple(dict.fromkeys(e.source_name for e in repeats))
        verb = "repeats" if len(names) == 1 else "repeat"
        page.say(f"{listed(names)} {verb} what others said", page.cite(*repeats))
    beside: dict[str, list[Evidence]] = {}
    for item in sorted((e for e in change.evidence if e.role == "context"), key=_exact):
        beside.setdefault(_context(item, change.happened), []).append(item)
    for words, items in beside.items():
        page.say(f"{words}{_on(items[0])}", page.cite(*items))
    against = [e for e in change.evidence if e.role == "against"]
    if against:
        page.say(_objection(change.production.title, against), page.cite(*against))


def _said_by(evidence: Sequence[Evidence]) -> str:
    names = tuple(dict.fromkeys(e.source_name for e in evidence))
    return f"say {listed(names)}" if len(names) > 1 else f"says {names[0]}"


def _context(item: Evidence, started: Window | None) -> str:
    name = f"{item.title} (season {item.season})" if item.season else item.title
    if item.event == "wrapped_filming":
        return f"{name} had wrapped by then" if _over(item, started) else f"{name} wrapped"
    who = item.speaker or item.source_name
    tie = TIES.get(item.relation or "")
    other = f"{item.related} (season {item.related_season})" if item.related_season else item.related
    return f"{who} said that it {tie} {other}" if tie else f"{who} spoke of how it is tied to another"


def _over(wrap: Evidence, started: Window | None) -> bool:
    """Was that shoot surely over when this one ``started``: not where their days are too vague to be in order."""
    day = wrap.date.latest if wrap.date else wrap.published.date() if wrap.published else None
    return bool(day and started and day <= started.earliest)


def _on(item: Evidence) -> str:
    return f" ({when(item.date)})" if item.event == "wrapped_filming" and item.date else ""


def _exact(item: Evidence) -> int:
    """Ties first, then by how exact the day is."""
    return item.date.days if item.date and not item.relation else 0 if item.relation else 10000


def _objection(title: str, against: Sequence[Evidence]) -> str:
    denied = [e for e in against if e.modality is Modality.DENIED]
    if denied:
        return f"{denied[0].source_name} denies it"
    other = against[0]
    if other.event in ANNOUNCING:
        return f"{other.source_name} announced it only later{f' ({when(other.date)})' if other.date else ''}"
    if other.event in SHOOTING and other.title != title:
        return f"{other.title}, which comes first, was still filming by what {other.source_name} says"
    return f"{other.source_name} gave another date{f', {when(other.date)}' if other.date else ''}"


def _outlook(page: _Page, forecast: Forecast) -> tuple[str, str]:
    """What is to be expected, and a footnote that says by which reckoning: no report says it."""
    like = tuple(f"{t.title}{f' (season {t.season})' if t.season else ''}" for t in forecast.comparables[:MOST_LIKE])
    courses = "; ".join(f"{name}: {_course(t)}" for name, t in zip(like, forecast.comparables, strict=False))
    reckoning = f"slatewatch's own reckoning, no report. {forecast.basis}{f' {courses}.' if courses else ''}"
    going_by = f", going by {', '.join(like)}" if like else ""
    sentence = (
        f"A release around {day_words(forecast.median)} is to be expected, four times in five between "
        f"{day_words(forecast.earliest)} and {day_words(forecast.latest)}{going_by}"
    )
    return sentence, f"[{page.note('forecast', reckoning)}]"


def _course(timeline: Timeline) -> str:
    started = dated(timeline.started, timeline.start_precision)
    return f"{started} to {dated(timeline.released, timeline.release_precision)}" if timeline.released else started
