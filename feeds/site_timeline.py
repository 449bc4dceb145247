"""A production's timeline as geometry: bars of status, dashed plans, a mark for each report. Pure; draws nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import ceil

from feeds.site_words import MODALITY, STATUS, cut, day, label, span
from pipeline.browse import Said
from pipeline.model import Change, Status, Window

WIDTH, GUTTER, RIGHT = 960, 150, 20
PLANS_TOP, ROW = 70, 26
MAX_LANES, MAX_MARKS = 8, 200
LABEL = 60
NEAREST = 9
"""Marks nearer to each other than so many units would hide one another."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A planned date that stands: what is planned ("Start of filming"), and when."""

    what: str
    window: Window


@dataclass(frozen=True, slots=True)
class Tick:
    """A labelled day of the axis."""

    x: float
    words: str


@dataclass(frozen=True, slots=True)
class Bar:
    """The days during which a status held."""

    x: float
    width: float
    status: Status
    words: str


@dataclass(frozen=True, slots=True)
class Dash:
    """A planned window; ``left`` puts its label before it, where there is no room behind."""

    x: float
    y: float
    width: float
    label: str
    words: str
    text_x: float
    left: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """One report."""

    x: float
    url: str
    modality: str
    words: str


@dataclass(frozen=True, slots=True)
class Lane:
    """The reports of one source, those too near to each other gathered into one mark."""

    y: float
    words: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """The whole drawing."""

    first: date
    last: date
    height: float
    ticks: tuple[Tick, ...]
    bars: tuple[Bar, ...]
    plans: tuple[Dash, ...]
    lanes: tuple[Lane, ...]
    width: int = field(default=WIDTH)


@dataclass(frozen=True, slots=True)
class _Scale:
    first: date
    last: date

    def x(self, when: date) -> float:
        share = (when - self.first).days / max(1, (self.last - self.first).days)
        return round(GUTTER + share * (WIDTH - GUTTER - RIGHT), 1)


def timeline(changes: Iterable[Change], plans: Sequence[Plan], reports: Sequence[Said]) -> Line | None:
    """The drawing of what is known; None where nothing has a day. Withdrawn and pending changes move no bar."""
    steps = _steps(changes)
    heard = [said for said in reports if said.published or said.noticed][:MAX_MARKS]
    days = [when for when, _ in steps] + [_said_on(said) for said in heard]
    days += [edge for plan in plans for edge in (plan.window.earliest, plan.window.latest)]
    if not days:
        return None
    scale = _scale(days)
    dashes = tuple(_dash(scale, plan, PLANS_TOP + number * ROW) for number, plan in enumerate(plans))
    top = PLANS_TOP + len(dashes) * ROW + 22
    lanes = _lanes(scale, heard, top)
    height = top + len(lanes) * ROW - 4
    return Line(scale.first, scale.last, height, _ticks(scale), _bars(scale, steps), dashes, lanes)


def _day_of(change: Change) -> date:
    return change.happened.earliest if change.happened else change.noticed_at.date()


def _said_on(said: Said) -> date:
    return date.fromisoformat((said.published or said.noticed)[:10])


def _scale(days: list[date]) -> _Scale:
    first, last = min(days), max(days)
    pad = timedelta(days=max(10, (last - first).days // 25))
    return _Scale(max(first, date.min + pad) - pad, min(last, date.max - pad) + pad)


def _steps(changes: Iterable[Change]) -> list[tuple[date, Status]]:
    """The days on which the status became another, by day; of several on one day the last."""
    moves = {_day_of(change): change.to_status for change in sorted(changes, key=lambda change: change.noticed_at)
             if change.to_status and change.state in ("published", "backfilled")}  # fmt: skip
    steps: list[tuple[date, Status]] = []
    for when, status in sorted(moves.items()):
        if not steps or steps[-1][1] is not status:
            steps.append((when, status))
    return steps


def _bars(scale: _Scale, steps: list[tuple[date, Status]]) -> tuple[Bar, ...]:
    bars = []
    ends = [when for when, _ in steps[1:]] + [scale.last]
    for (start, status), end in zip(steps, ends, strict=False):
        x = scale.x(start)
        bars.append(Bar(x, max(3.0, round(scale.x(end) - x - 1, 1)), status, f"{STATUS[status]} since {day(start)}"))
    return tuple(bars)


def _dash(scale: _Scale, plan: Plan, y: float) -> Dash:
    x = scale.x(plan.window.earliest)
    width = max(6.0, round(scale.x(plan.window.latest) - x, 1))
    words = f"{plan.what}: {span(plan.window)}"
    left = x + width + 6.6 * len(words) > WIDTH
    return Dash(x, y, width, words, f"Planned: {words}", round(x - 6 if left else x + width + 6, 1), left)


def _lanes(scale: _Scale, heard: Sequence[Said], top: float) -> tuple[Lane, ...]:
    by_source: dict[str, list[Said]] = {}
    for said in heard:
        by_source.setdefault(said.source_name, []).append(said)
    order = sorted(by_source, key=lambda source: (min(map(_said_on, by_source[source])), source))
    named, rest = order[:MAX_LANES], order[MAX_LANES:]
    rows = [(source, by_source[source]) for source in named]
    if rest:
        rows.append((f"{len(rest)} more", [said for source in rest for said in by_source[source]]))
    return tuple(
        Lane(top + number * ROW, words, tuple(_marks(scale, list(reversed(found)))))
        for number, (words, found) in enumerate(rows)
    )


def _marks(scale: _Scale, heard: Sequence[Said]) -> Iterator[Mark]:
    """One mark for each report, oldest first; a daily list's, too near to be told apart, become one for each kind."""
    gathered: list[list[Said]] = []
    last: dict[str, list[Said]] = {}
    for said in heard:
        group = last.get(said.modality)
        if group and scale.x(_said_on(said)) - scale.x(_said_on(group[0])) < NEAREST:
            group.append(said)
        else:
            last[said.modality] = group = [said]
            gathered.append(group)
    return (_mark(scale, group) for group in gathered)


def _mark(scale: _Scale, group: Sequence[Said]) -> Mark:
    said = group[0]
    when, last = _said_on(said), _said_on(group[-1])
    more = f", and {len(group) - 1} more until {day(last)}" if len(group) > 1 else ""
    how = MODALITY.get(said.modality, said.modality)
    words = f"{cut(said.source_name, 60)}, {day(when)}: {label(said.event)} ({how}){more}"
    kind = "rumoured" if said.modality == "speculated" else said.modality
    return Mark(scale.x(when), said.url, kind, words)


def _ticks(scale: _Scale) -> tuple[Tick, ...]:
    """Months, quarters or years, whichever leaves room for their names."""
    months = (scale.last.year - scale.first.year) * 12 + scale.last.month - scale.first.month
    step = next((step for step in (1, 2, 3, 6, 12) if months / step <= 11), 12 * ceil(months / 12 / 11))
    ticks = []
    for number in range(months + 1):
        index = scale.first.month - 1 + number
        when = date(scale.first.year + index // 12, index % 12 + 1, 1)
        if (when.year * 12 + when.month - 1) % step == 0 and when >= scale.first:
            words = f"{when.year}" if step >= 12 else f"{when:%b} {when.year}"
            ticks.append(Tick(scale.x(when), words if scale.x(when) <= WIDTH - LABEL else ""))
    return tuple(ticks)
