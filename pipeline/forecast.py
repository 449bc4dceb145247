"""When a production will be released: a median and an 80 % window, learned from productions that were completed.

Two models of the same form, one from the start of filming and one from the wrap, each of them shrunken effects
(``forecast_effects``) for the centre and a survival curve of misses (``forecast_spread``) about it. A forecast
uses only what can be known on its day: no planned wrap, no disruption that came later. It is withdrawn once a release
date is set. It refuses to forecast where it has nothing to learn from.

Productions that a pandemic, a strike or a moved date threw off count little for what is usual, and in full for the
window: nobody can tell on the first day which ones will be.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from pipeline.forecast_effects import Case, Effects, Trait, fit
from pipeline.forecast_facts import (
    Precision,
    Timeline,
    as_of,
    leave_one_title_out,
    load_facts,
)
from pipeline.forecast_networks import channel_of, house_of
from pipeline.forecast_spread import Miss, Spread
from pipeline.model import Medium, Window
from pipeline.wording import when

__all__ = [
    "Forecast",
    "Model",
    "Subject",
    "Timeline",
    "as_of",
    "channel_of",
    "leave_one_title_out",
    "load_facts",
]

Milestone = Literal["start", "wrap"]
DISRUPTED = frozenset({"pandemic", "strike", "moved", "unusual-shoot"})
DISRUPTED_WEIGHT = 0.3
FIRST_YEAR, MIDDLE_YEAR, LAST_YEAR = 1990, 2014, 2025
"""The trend is not carried on beyond the years that the shipped table covers."""
FOLDS = 8
LEAST_SHARE = 0.005
"""An announced window in which the model expects fewer than this is one that it knows nothing of."""
FEWEST_CASES = 20
"""Below so many completed productions with a known wrap, nothing is counted from a wrap."""
TAIL = 0.105
"""The share of releases after the window, and before it. Misses are measured on models of seven eighths of the titles
and are a little larger than those of the whole: with a tenth on either side, 82 to 83 % of held-back ones were inside.
"""
ELSEWHERE = {"channel": 1.0, "medium": 0.15, "other": 0.03}
"""What a miss weighs for a subject of the same channel, of the same medium, of neither."""
MEMORY_YEARS, LEAST_REMEMBERED = 3.0, 0.2
"""A miss of other years weighs less, by a factor e in so many years, and never less than so much: durations grow, and
a forecast from what was known on its day would else be too early by an eighth."""


@dataclass(frozen=True, slots=True)
class Subject:
    """The production to forecast, as it is known now. ``release_set`` is its announced release date, if it has one;
    ``within`` what is announced where that is no day yet: "in spring 2018"."""

    title: str
    season: int | None
    medium: Medium
    channel: str | None
    network: str | None
    country: str | None
    started: date
    start_precision: Precision = "day"
    wrapped: date | None = None
    release_set: date | None = None
    within: Window | None = None
    flags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Forecast:
    """The answer: as many such releases before the median as after it, and four in five inside the window.

    ``within``: the announced window that it is held to."""

    median: date
    earliest: date
    latest: date
    comparables: tuple[Timeline, ...]
    basis: str
    from_milestone: Milestone
    within: Window | None = None


@dataclass(frozen=True, slots=True)
class _Course:
    """One fitted model: from one milestone to the release."""

    effects: Effects
    misses: tuple[tuple[Case, Miss], ...]

    @classmethod
    def learn(cls, cases: Sequence[Case]) -> _Course:
        """Fit on all cases, and measure the misses on titles held back in turn."""
        titles = sorted({case.title for case in cases})
        fold_of = {title: index % FOLDS for index, title in enumerate(titles)}
        misses: list[tuple[Case, Miss]] = []
        for fold in range(min(FOLDS, len(titles))):
            held = [case for case in cases if fold_of[case.title] == fold]
            rest = [case for case in cases if fold_of[case.title] != fold]
            effects = fit(rest or held)
            misses += [(case, Miss(case.log_days - effects.centre(case.traits), case.censored, 1.0)) for case in held]
        return cls(fit(cases), tuple(misses))

    def without(self, cases: Sequence[Case], title: str) -> _Course:
        """The course learned from ``cases``, all but some of ``title``; how far others missed is not measured anew."""
        return _Course(fit(cases), tuple((case, miss) for case, miss in self.misses if case.title != title))

    def spread(self, traits: Mapping[Trait, float]) -> Spread:
        """The misses as they bear on one subject: those of its own channel and its own years first."""
        return Spread.of([Miss(miss.off, miss.censored, _nearness(case.traits, traits)) for case, miss in self.misses])

    def days(self, subject: Subject, origin: date, now: date) -> tuple[date, date, date]:
        """Earliest, median and latest day, given that it had not been released by ``now``, and will be in the window
        that is announced. Where hardly any such production was ever released in it, the window alone is believed."""
        traits = _traits(subject, origin)
        centre = self.effects.centre(traits)
        spread = self.spread(traits)
        first = now + timedelta(days=1)
        last = subject.within.latest if subject.within else None
        if subject.within:
            first = max(first, subject.within.earliest)

        def left(day: date) -> float:
            reached = (day - origin).days
            return spread.survival(math.log(reached) - centre) if reached > 0 else 1.0

        alive, beyond = left(first - timedelta(days=1)), left(last) if last else 0.0
        if last and alive - beyond < LEAST_SHARE:
            return _evenly(first, last)
        off = [centre + spread.when(beyond + share * (alive - beyond)) for share in (1 - TAIL, 0.5, TAIL)]
        found = (max(origin + timedelta(days=round(math.exp(days))), first) for days in off)
        earliest, median, latest = (min(day, last) if last else day for day in found)
        return earliest, median, latest


@dataclass(frozen=True, slots=True)
class Model:
    """What was learned from a set of facts; ``forecast`` asks it about one production on one day."""

    facts: tuple[Timeline, ...]
    from_start: _Course
    from_wrap: _Course | None

    @classmethod
    def fit(cls, facts: Iterable[Timeline]) -> Model:
        """Learn from facts, the order of which does not matter; refuses when none of them is completed."""
        known = tuple(sorted(facts, key=lambda fact: (fact.started, fact.id)))
        starts = [case for fact in known if (case := _case(fact, "start"))]
        wraps = [case for fact in known if (case := _case(fact, "wrap"))]
        if all(case.censored for case in starts):
            raise ValueError("no completed production to learn from")
        enough = sum(not case.censored for case in wraps) >= FEWEST_CASES
        return cls(known, _Course.learn(starts), _Course.learn(wraps) if enough else None)

    def without(self, ids: frozenset[str], title: str) -> Model:
        """What would have been learned without some facts of ``title``, for forecasts on the first day of filming."""
        known = tuple(fact for fact in self.facts if fact.id not in ids)
        starts = [case for fact in known if (case := _case(fact, "start"))]
        return Model(known, self.from_start.without(starts, title), None)

    def forecast(self, subject: Subject, now: date) -> Forecast | None:
        """When it will be released, as far as can be said at ``now``; None once a release date is set.

        A wrap that has passed narrows the window. The median stays with the start of filming: on held-back titles, the
        one counted from the wrap was further off. A wrap still to come is a plan, and changes nothing.
        """
        if subject.release_set is not None:
            return None
        if subject.within is not None and subject.within.latest <= now:
            subject = replace(subject, within=None)  # it did not keep to that: what was announced is void
        earliest, median, latest = self.from_start.days(subject, subject.started, now)
        milestone: Milestone = "start"
        if self.from_wrap is not None and subject.wrapped is not None and subject.wrapped <= now:
            milestone = "wrap"
            earliest, _, latest = self.from_wrap.days(subject, subject.wrapped, now)
            median = min(max(median, earliest), latest)
        comparables = self._comparables(subject, now)
        basis = self._basis(subject, milestone)
        return Forecast(median, earliest, latest, comparables, basis, milestone, subject.within)

    def _comparables(self, subject: Subject, now: date, most: int = 5) -> tuple[Timeline, ...]:
        """The nearest productions that had been released by ``now``, the most alike first."""
        released = [
            fact for fact in self.facts
            if fact.released is not None and fact.released <= now and fact.medium == subject.medium
            and (fact.title, fact.season) != (subject.title, subject.season)
        ]  # fmt: skip
        return tuple(sorted(released, key=lambda fact: (-_likeness(fact, subject), fact.id))[:most])

    def _basis(self, subject: Subject, milestone: Milestone) -> str:
        """What was counted, and from where; and what it is held to."""
        held = f" Held to what is announced: {when(subject.within)}." if subject.within else ""
        return f"{self._counted(subject, milestone)}{held}"

    def _counted(self, subject: Subject, milestone: Milestone) -> str:
        what, alike = _peers(self.facts, subject)
        days = sorted(case.log_days for fact in alike if (case := _case(fact, milestone)) and not case.censored)
        since = "the start of filming" if milestone == "start" else "the wrap"
        if not days:
            return f"Counted from {since}; no comparable production is known, so the window is that of all."
        middle = round(math.exp(days[len(days) // 2]))
        return f"Counted from {since}: {what} known so far took {middle} days in the middle of {len(days)} cases."


def _evenly(first: date, last: date) -> tuple[date, date, date]:
    """A window of which nothing else is known: its middle, and a tenth left out at either end."""
    span = (last - first).days
    earliest, median, latest = (first + timedelta(days=round(span * share)) for share in (TAIL, 0.5, 1 - TAIL))
    return earliest, median, latest


def _case(fact: Timeline, milestone: Milestone) -> Case | None:
    """One fact as a duration; None where the milestone is unknown, or the release came before it."""
    origin = fact.started if milestone == "start" else fact.wrapped
    if origin is None:
        return None
    days = ((fact.released or fact.seen_until) - origin).days
    if days <= 0:
        return None
    weight = DISRUPTED_WEIGHT if fact.flags & DISRUPTED else 1.0
    return Case(fact.title, _traits(fact, origin), math.log(days), fact.released is None, weight)


def _traits(of: Timeline | Subject, origin: date) -> dict[Trait, float]:
    """What a production is known to be on its first day, in the terms of the model."""
    channel = of.channel or channel_of(of.network, of.medium)
    house = house_of(of.network, channel)
    values = {
        "medium": of.medium,
        "channel": channel,
        "house": house,
        "network": of.network,
        "title": f"{of.medium} {of.title}",
        "country": of.country and f"{of.medium} {of.country}",
        "genre": "reality" if "reality" in of.flags else None,
        "precision": f"{channel or of.medium} {of.start_precision}",
    }
    traits: dict[Trait, float] = {(kind, value): 1.0 for kind, value in values.items() if value}
    year = min(max(origin.year + origin.timetuple().tm_yday / 366, FIRST_YEAR), LAST_YEAR)
    traits["trend", channel or of.medium] = (year - MIDDLE_YEAR) / 10
    return traits


def _nearness(traits: Mapping[Trait, float], others: Mapping[Trait, float]) -> float:
    shared = {kind for kind, _ in traits.keys() & others.keys()}
    alike = next((ELSEWHERE[kind] for kind in ("channel", "medium") if kind in shared), ELSEWHERE["other"])
    faded = math.exp(-abs(_year(traits) - _year(others)) / MEMORY_YEARS)
    return alike * (LEAST_REMEMBERED + (1 - LEAST_REMEMBERED) * faded)


def _year(traits: Mapping[Trait, float]) -> float:
    return MIDDLE_YEAR + 10 * next(amount for (kind, _), amount in traits.items() if kind == "trend")


def _likeness(fact: Timeline, subject: Subject) -> float:
    """How much alike, for naming: the same series, then network, channel and country, and not long ago."""
    channel = subject.channel or channel_of(subject.network, subject.medium)
    return (
        4.0 * (fact.title == subject.title)
        + 2.0 * (fact.network is not None and fact.network == subject.network)
        + 2.0 * (fact.channel is not None and fact.channel == channel)
        + 1.0 * (fact.country is not None and fact.country == subject.country)
        - abs((fact.started - subject.started).days) / 1000
    )


def _peers(facts: Sequence[Timeline], subject: Subject) -> tuple[str, list[Timeline]]:
    """The closest group that has three completed members, and what to call it."""
    word = "films" if subject.medium == "film" else "seasons"
    groups = [(word, [fact for fact in facts if fact.medium == subject.medium])]
    channel = subject.channel or channel_of(subject.network, subject.medium)
    if channel is not None:
        alike = [fact for fact in groups[0][1] if fact.channel == channel]
        groups.insert(0, (f"{channel.removesuffix(' film')} {word}", alike))
    if subject.network is not None:
        alike = [fact for fact in groups[-1][1] if fact.network == subject.network]
        groups.insert(0, (f"{subject.network} {word}", alike))
    return next((group for group in groups if sum(fact.released is not None for fact in group[1]) >= 3), groups[-1])
