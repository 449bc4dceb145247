"""Reports of one run to productions: asks the database for candidates and ``identity`` for the verdict."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlite_utils import Database

from pipeline import ledger
from pipeline.identity import Named, Subject, comparison, resolve, take_apart
from pipeline.model import Event, Modality, Report

NAMING = frozenset({Modality.ASSERTED, Modality.PLANNED, Modality.RUMOURED})
"""Only these can make slatewatch know of a production that it had not heard of."""


@dataclass(frozen=True, slots=True)
class Resolver:
    """Resolves the reports of one run of one source. ``present``: the refs that its lists hold in this run."""

    db: Database
    source: str
    run_id: int
    now: datetime
    present: Collection[str] = frozenset()
    renamed: set[int] = field(default_factory=set)
    """Productions that are called otherwise since a report of this run."""

    def production(self, report: Report, ref: str | None, url: str) -> int | None:
        """The production that ``report`` is about, made where it is new; None where a person should decide."""
        named = take_apart(report.title)
        season = report.season or named.season
        as_said = ref or f"title:{comparison(named.title)}:{season or ''}"
        if (known := ledger.linked(self.db, self.source, as_said)) is not None:
            self._learn(known, report, named, season)
            return known
        found = self._find(report, named, season, ref, url)
        if found is None:
            return None
        if ref is not None:
            ledger.link(self.db, self.source, ref, found, self.now, "first seen under this id")
        self._learn(found, report, named, season)
        return found

    def _find(self, report: Report, named: Named, season: int | None, ref: str | None, url: str) -> int | None:
        key = comparison(named.title)
        own_ids = report.ref is not None
        candidates = ledger.candidates(self.db, key, report.place is not None)
        if own_ids:
            candidates = [replace(c, taken=self._taken(c.id, ref)) for c in candidates]
        subject = Subject(
            key, season, report.medium, report.year or named.year, report.network if ref else None,
            frozenset({comparison(report.place)} if report.place else ()), event=report.event,
            firm=own_ids or report.season is not None or report.medium is None,
        )  # fmt: skip
        verdict = resolve(subject, candidates)
        if verdict.id is not None:
            return verdict.id
        if verdict.ambiguous and not own_ids:
            detail = f"{named.title}{f', season {season}' if season else ''}: {verdict.why}"
            ledger.open_issue(self.db, self.source, "ambiguous_title", detail, self.now, self.run_id, url)
            return None
        if report.modality not in NAMING or (report.event is Event.RESHOOTS and not own_ids):
            return None
        if season == 2:
            self.renamed.update(ledger.number_the_first(self.db, key))
        return ledger.new_production(self.db, report, named.title, season, self.now)

    def _taken(self, production_id: int, ref: str | None) -> bool:
        """Does this source list that production under another of its own ids in this very run?"""
        rows = self.db.query(
            "SELECT ref FROM links WHERE production_id = ? AND source = ?", (production_id, self.source)
        )
        return any(row["ref"] != ref and row["ref"] in self.present for row in rows)

    def _learn(self, production_id: int, report: Report, named: Named, season: int | None) -> None:
        ledger.learn(
            self.db, production_id, report, season, dict.fromkeys((named.title, *named.aliases, *report.aliases))
        )
