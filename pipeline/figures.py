"""Figures for a monitor: how much is known, and how the sources do. Reading only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from pipeline.store import moment


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: its name, what it counts, and its values, each with the label that tells it from the others."""

    name: str
    words: str
    values: tuple[tuple[tuple[str, str] | None, int], ...]


COUNTS = (
    ("productions", "Productions known.", "SELECT count(*) AS n FROM productions WHERE merged_into IS NULL"),
    ("reports", "Reports read.", "SELECT count(*) AS n FROM reports"),
    ("feed_entries", "Entries published.", "SELECT count(*) AS n FROM feed_entries"),
    ("issues_open", "Issues that a person should look at.", "SELECT count(*) AS n FROM issues WHERE closed_at IS NULL"),
)


def figures(db: Database, now: datetime) -> Iterator[Figure]:
    """All figures."""
    for name, words, sql in COUNTS:
        yield Figure(name, words, ((None, next(db.query(sql))["n"]),))
    states = db.query("SELECT state, count(*) AS n FROM changes GROUP BY state ORDER BY state")
    yield Figure("changes", "Changes by state.", tuple((("state", row["state"]), row["n"]) for row in states))
    yield from _sources(db, now)


def _sources(db: Database, now: datetime) -> Iterator[Figure]:
    rows = list(db.query("SELECT slug, state, last_accepted FROM source_health ORDER BY slug"))
    accepted = tuple((("source", row["slug"]), int(row["state"] == "accepted")) for row in rows)
    yield Figure("source_accepted", "1 where the last run of a source was accepted, else 0.", accepted)
    ages = tuple(
        (("source", row["slug"]), max(0, int((now - moment(row["last_accepted"])).total_seconds())))
        for row in rows
        if row["last_accepted"]
    )
    yield Figure("source_age_seconds", "Seconds since the last accepted run of a source.", ages)
