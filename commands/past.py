"""What the verbs that bring the past share: the database while no run is under way, and what was done so far."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from sqlite_utils import Database

from commands.decide import deciding, publish_decision
from pipeline import foretell, history, shelf, store
from pipeline.config import Config
from pipeline.harvested import REASONS, Counts

CUT = "cycle.open"
"""The mark of a cycle that never came to its end: its files are made by the next run, from the productions touched."""


@dataclass(slots=True)
class Count:
    """What was brought so far. ``before``: captures that were brought earlier; ``failed``: those not to be had."""

    captures: int = 0
    pages: int = 0
    reports: int = 0
    failed: int = 0
    before: int = 0
    productions: set[int] = field(default_factory=set)

    def add(self, kept: history.Kept | None) -> None:
        """A capture was read; None: it had been before."""
        if kept is None:
            self.before += 1
            return
        self.captures += 1
        self.pages += kept.pages
        self.reports += kept.reports
        self.productions |= kept.touched

    def line(self) -> str:
        """What was done, in a line."""
        failed = f"; {self.failed} could not be had and are tried again next time" if self.failed else ""
        before = f"; {self.before} were read before" if self.before else ""
        return (
            f"{self.captures} captures read: {self.pages} new pages, {self.reports} reports of "
            f"{len(self.productions)} productions; nothing was published{before}{failed}"
        )


def reasons(counts: Counts) -> list[str]:
    """A line for each reason why answers of an archive were left out, the most frequent first."""
    found = sorted(counts.dropped.items(), key=lambda item: (-item[1], item[0]))
    return [f"{number:>12}  {REASONS[reason]}" for reason, number in found]


@contextmanager
def filling(config: Config, now: datetime, count: Count) -> Iterator[Database]:
    """The database, made where there is none yet; at the end, also of a failure, the pages of what was found.

    Of a process that is killed in between, forecasts and files are made by the next run.
    """
    store.open_database(config.database).close()
    with deciding(config) as db:
        store.keep_sources(db, config.sources)
        whole = not shelf.mark(db, CUT)
        if whole:
            store.cycle_begins(db, now)
        try:
            yield db
        finally:
            if count.captures:
                foretell.update(db, count.productions, now)
                publish_decision(db, config, now)
            if whole:
                store.cycle_ended(db)
