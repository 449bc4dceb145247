"""What a monitor asks for, in OpenMetrics text: how much is known, and how the sources do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlite_utils import Database

from pipeline.store import moment

TYPE = "application/openmetrics-text; version=1.0.0; charset=utf-8"
COUNTS = (
    ("productions", "Productions known.", "SELECT count(*) AS n FROM productions WHERE merged_into IS NULL"),
    ("reports", "Reports read.", "SELECT count(*) AS n FROM reports"),
    ("feed_entries", "Entries published.", "SELECT count(*) AS n FROM feed_entries"),
    ("issues_open", "Issues that a person should look at.", "SELECT count(*) AS n FROM issues WHERE closed_at IS NULL"),
)


def render(db: Database, now: datetime) -> str:
    """All figures."""
    return "".join(f"{row}\n" for row in (*_counts(db), *_changes(db), *_sources(db, now), "# EOF"))


def _counts(db: Database) -> Iterator[str]:
    for name, words, sql in COUNTS:
        yield from _head(name, words)
        yield f"slatewatch_{name} {next(db.query(sql))['n']}"


def _changes(db: Database) -> Iterator[str]:
    yield from _head("changes", "Changes by state.")
    for row in db.query("SELECT state, count(*) AS n FROM changes GROUP BY state ORDER BY state"):
        yield f'slatewatch_changes{{state="{_label(row["state"])}"}} {row["n"]}'


def _sources(db: Database, now: datetime) -> Iterator[str]:
    rows = list(db.query("SELECT slug, state, last_accepted FROM source_health ORDER BY slug"))
    yield from _head("source_accepted", "1 where the last run of a source was accepted, else 0.")
    for row in rows:
        yield f'slatewatch_source_accepted{{source="{_label(row["slug"])}"}} {int(row["state"] == "accepted")}'
    yield from _head("source_age_seconds", "Seconds since the last accepted run of a source.")
    for row in rows:
        if row["last_accepted"]:
            age = max(0, int((now - moment(row["last_accepted"])).total_seconds()))
            yield f'slatewatch_source_age_seconds{{source="{_label(row["slug"])}"}} {age}'


def _head(name: str, words: str) -> Iterator[str]:
    yield f"# TYPE slatewatch_{name} gauge"
    yield f"# HELP slatewatch_{name} {words}"


def _label(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
