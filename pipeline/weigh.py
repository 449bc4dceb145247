"""How much a set of reports weighs together. Pure.

Trust adds up over independent origins only: an article that repeats a listing adds nothing to the listing, and two
articles that repeat each other are one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from pipeline.copies import copied
from pipeline.model import Event, Modality, Status, Window

THRESHOLD = 2
"""The support at which a change is published."""
PRIMARY = 3
"""The trust of a source that speaks for the production itself."""
SAME_EVENT = timedelta(days=10)
"""Two dates of one milestone that lie no further apart are about the same day's news."""


@dataclass(frozen=True, slots=True)
class Said:
    """One stored report, as the core weighs it.

    ``row``: a row of a listing that states a status (``status``); ``previous`` is what the same row said before, last
    seen so at ``previous_at``. ``baseline``: read in its source's first accepted run. ``noticed`` is when it was read,
    ``published`` the page's own day. ``confirmed``: when the next accepted run of its source still said so.
    ``spot`` is the comparison form of ``place``. ``gone``: when its page or row no longer said so. ``same``: those
    reports of other sources that tell it in the same words, or in the same list (``copies``).
    """

    id: int
    source: str
    trust: int
    event: Event
    modality: Modality
    noticed: datetime
    published: date
    date: Window | None = None
    via: str | None = None
    through: str | None = None
    place: str | None = None
    spot: str | None = None
    part: bool = False
    row: bool = False
    status: Status | None = None
    previous: Status | None = None
    previous_at: datetime | None = None
    inferred: bool = False
    baseline: bool = False
    confirmed: datetime | None = None
    gone: datetime | None = None
    ordinal: int = 0
    same: frozenset[int] = frozenset()
    window: Window = field(init=False, repr=False, compare=False)
    """When it happened, by this report: its own date, else some time in the month before it was told."""

    def __post_init__(self) -> None:
        earliest = self.published - timedelta(days=30)
        if self.row and self.previous_at:
            earliest = min(self.previous_at.date(), self.published)
        object.__setattr__(self, "window", self.date or Window(earliest, self.published))

    def live(self, at: datetime) -> bool:
        """Known at that moment, and not gone again by then."""
        return self.noticed <= at and (self.gone is None or self.gone > at)

    def steady(self, at: datetime) -> bool:
        """Seen to be still so by a later accepted run of its source, by that moment."""
        return self.confirmed is not None and self.confirmed <= at


def name_key(name: str) -> str:
    """A source's name or slug as it is compared with a credit: "On Location Vacations" is "on_location_vacations"."""
    return re.sub(r"^the|(?:com|couk|org)$|[^a-z0-9]", "", re.sub(r"[^a-z0-9]", "", name.casefold()))


def origins(said: Iterable[Said], names: Mapping[str, str]) -> dict[int, str]:
    """For each report its origin: the source that the chain of credits ends at. ``names``: name_key -> slug.

    One that credits nobody and repeats another's words is taken to credit that other's source. A credit to oneself is
    none.
    """
    said = _credited(said)
    credit = {report.id: _named(report.via, names) for report in said if report.via}
    cites: dict[str, str] = {}
    for report in sorted((r for r in said if r.id in credit), key=lambda r: (r.noticed, r.id)):
        if report.through:
            cites.setdefault(_named(report.through, names), credit[report.id])
        if credit[report.id] == report.source:
            del credit[report.id]
        else:
            cites.setdefault(report.source, credit[report.id])
    direct = {report.source for report in said if report.id not in credit}
    return {report.id: _origin(credit.get(report.id, report.source), cites, direct) for report in said}


def _named(credited: str, names: Mapping[str, str]) -> str:
    key = name_key(credited)
    return names.get(key, key)


def _credited(said: Iterable[Said]) -> list[Said]:
    reports = list(said)
    same = {report.id: report.same for report in reports if report.same}
    if not same:
        return reports
    source = {report.id: report.source for report in reports}
    repeats = copied(reports, same)
    return [replace(r, via=source[repeats[r.id]]) if r.id in repeats else r for r in reports]


def _origin(at: str, cites: Mapping[str, str], direct: set[str]) -> str:
    """Where the credits lead from there. Of those that credit each other round in a loop, the first by name."""
    passed: list[str] = []
    while at in cites and at not in direct and at not in passed:
        passed.append(at)
        at = cites[at]
    return min(passed[passed.index(at) :]) if at in passed else at


def support(said: Sequence[Said], names: Mapping[str, str]) -> int:
    """The trust of independent origins, added up."""
    best: dict[str, int] = {}
    origin = origins(said, names)
    for report in said:
        key = origin[report.id]
        best[key] = max(best.get(key, 0), report.trust)
    return sum(best.values())


def counted(said: Sequence[Said], names: Mapping[str, str]) -> frozenset[int]:
    """The reports that bear the support: for each origin the one that is most trusted, then the earliest."""
    best: dict[str, Said] = {}
    origin = origins(said, names)
    for report in sorted(said, key=lambda r: (-r.trust, r.via is not None, r.noticed, r.source, r.id)):
        best.setdefault(origin[report.id], report)
    return frozenset(report.id for report in best.values())


@dataclass(frozen=True, slots=True)
class Cluster:
    """Reports of one event that agree on when it was."""

    said: tuple[Said, ...]
    window: Window
    support: int


def best_cluster(said: Sequence[Said], names: Mapping[str, str], held: Window | None = None) -> Cluster | None:
    """The best supported set of agreeing reports. ``held`` is the date told before: it stands unless outweighed."""
    found = [_around(anchor, said, names) for anchor in _anchors(said)]
    if not found:
        return None

    def rank(cluster: Cluster) -> tuple[int, bool, int, int, date]:
        holds = held is not None and cluster.window.gap(held) <= SAME_EVENT.days
        exact = support([report for report in cluster.said if report.window.gap(cluster.window) == 0], names)
        return (-cluster.support, not holds, -exact, cluster.window.days, cluster.window.earliest)

    return min(found, key=rank)


def _anchors(said: Sequence[Said]) -> list[Window]:
    precise = {report.date for report in said if report.date and report.date.days <= 7}
    dated = {report.date for report in said if report.date}
    return sorted(precise or dated) or sorted({report.window for report in said})


def _around(anchor: Window, said: Sequence[Said], names: Mapping[str, str]) -> Cluster:
    near = tuple(report for report in said if report.window.gap(anchor) <= SAME_EVENT.days)
    return Cluster(near, anchor, support(near, names))
