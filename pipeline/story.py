"""The paragraph that a careful fan would write of a production, from facts, with a footnote for every claim. Pure.

Nothing stands in it that no report says. What only repeats another is counted, not quoted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.forecast import Forecast
from pipeline.model import Change, Evidence, Modality
from pipeline.returns import Return
from pipeline.sequence import ANNOUNCING, SHOOTING
from pipeline.wording import day_words, listed, name_of, status_words, summary, when

MILESTONES = (
    "announced", "ordered", "renewed", "revived", "entered_pre_production", "started_filming", "filming", "paused",
    "resumed", "wrapped_filming", "entered_post_production", "release_date_set", "date_set", "date_moved", "delayed",
    "released", "cancelled", "newly_listed",
)  # fmt: skip

TIES = {
    "back_to_back": "would be shot back to back with", "after": "would be shot right after",
    "overlaps": "would be shot at the same time as", "spin_off": "is a spin-off of",
}  # fmt: skip
"""How one production is tied to another, in words."""


@dataclass(slots=True)
class _Page:
    """The text as it grows, and its footnotes by address."""

    sentences: list[str] = field(default_factory=list)
    notes: dict[str, int] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)

    def cite(self, *evidence: Evidence) -> str:
        """The footnote marks for the pages of ``evidence``, each page under one number."""
        numbers = []
        for item in evidence:
            if item.url not in self.notes:
                self.notes[item.url] = len(self.notes) + 1
                day = f", {day_words(item.published.date())}" if item.published else ""
                self.lines.append(f"[{self.notes[item.url]}] {item.source_name}{day}: {item.url}")
            numbers.append(self.notes[item.url])
        return "".join(f"[{number}]" for number in dict.fromkeys(numbers))

    def say(self, sentence: str) -> None:
        self.sentences.append(sentence)


def story(changes: Sequence[Change], forecast: Forecast | None = None, seen: Sequence[Return] = ()) -> str:
    """The story of one production: a paragraph and its footnotes. ``changes``: its own, oldest first."""
    told = [c for c in changes if c.kind in MILESTONES and c.state in ("published", "backfilled")]
    if not told:
        return ""
    page = _Page()
    for change in sorted(told, key=_day):
        _milestone(page, change)
    for place in seen:
        if place.sets:
            page.say(f"{place.place} is where {listed(place.sets)} {'is' if len(place.sets) == 1 else 'are'} filmed.")
        if place.before:
            page.say(f"{place.place} was used before by {listed(place.before)}.")
    if forecast:
        page.say(_outlook(forecast))
    production = told[-1].production
    page.say(f"{name_of(production)} is now {status_words(production.status)}.")
    return "\n\n".join((" ".join(page.sentences), "\n".join(page.lines)))


def _day(change: Change) -> str:
    return (change.happened.earliest if change.happened else change.noticed_at.date()).isoformat()


def _milestone(page: _Page, change: Change) -> None:
    """One change: what, when, by whom; who repeats it; what stands behind it and against it."""
    own = [e for e in change.evidence if e.role == "for" and e.counted]
    repeats = [e for e in change.evidence if e.role == "for" and not e.counted]
    date = f" ({when(change.happened)})" if change.happened else ""
    page.say(f"{summary(change).rstrip('.')}{date}, {_said_by(own)}.{page.cite(*own)}")
    if repeats:
        names = tuple(dict.fromkeys(e.source_name for e in repeats))
        verb = "repeats" if len(names) == 1 else "repeat"
        page.say(f"{listed(names)} {verb} what others said.{page.cite(*repeats)}")
    beside: dict[str, list[Evidence]] = {}
    for item in sorted((e for e in change.evidence if e.role == "context"), key=_exact):
        beside.setdefault(_context(item), []).append(item)
    for words, items in beside.items():
        page.say(f"{words}{_on(items[0])}.{page.cite(*items)}")
    against = [e for e in change.evidence if e.role == "against"]
    if against:
        page.say(f"{_objection(change.production.title, against)}.{page.cite(*against)}")


def _said_by(evidence: Sequence[Evidence]) -> str:
    names = tuple(dict.fromkeys(e.source_name for e in evidence))
    return f"say {listed(names)}" if len(names) > 1 else f"says {names[0]}" if names else "as listed"


def _context(item: Evidence) -> str:
    name = f"{item.title} (season {item.season})" if item.season else item.title
    if item.event == "wrapped_filming":
        return f"{name} had wrapped by then"
    who = item.speaker or item.source_name
    tie = TIES.get(item.relation or "")
    return f"{who} said that it {tie} {item.related}" if tie else f"{who} spoke of how it is tied to another"


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


def _outlook(forecast: Forecast) -> str:
    like = ", ".join(f"{t.title}{f' (season {t.season})' if t.season else ''}" for t in forecast.comparables[:3])
    return (
        f"A release around {day_words(forecast.median)} is to be expected, four times in five between "
        f"{day_words(forecast.earliest)} and {day_words(forecast.latest)}, going by {like}."
    )
