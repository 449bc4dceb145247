"""The courses of the database's own productions, when each started, wrapped and was released, as known at a moment."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database

from pipeline import asof, networks
from pipeline.forecast import Timeline, channel_of
from pipeline.forecast_facts import Precision
from pipeline.forecast_networks import known_network
from pipeline.model import Change, Event, Medium, Production
from pipeline.queries import production_of
from pipeline.store import one, stamp

MOST_OWN = 400
"""So many of the database's own productions are learned from: the ones that started last."""
KINDS = (Event.STARTED_FILMING, Event.WRAPPED_FILMING, Event.RELEASED)
TOLD = ("published", "backfilled")
_COURSES = """SELECT p.*, p.id AS production_id,
      min(CASE WHEN c.kind = 'started_filming' THEN c.happened_earliest END) AS first,
      min(CASE WHEN c.kind = 'started_filming' THEN c.happened_latest END) AS last,
      min(CASE WHEN c.kind = 'wrapped_filming' THEN c.happened_latest END) AS wrapped,
      min(CASE WHEN c.kind = 'released' THEN c.happened_earliest END) AS released_first,
      min(CASE WHEN c.kind = 'released' THEN c.happened_latest END) AS released
 FROM changes c JOIN productions p ON p.id = c.production_id
WHERE c.kind IN ('started_filming', 'wrapped_filming', 'released')"""


def timelines(db: Database, today: date, then: datetime | None = None) -> tuple[Timeline, ...]:
    """The courses of the database's own productions, as far as they are known, by one weak report or by many: of those
    that started before this month, the last ones. ``then``: from what was known at that moment and no more.

    One that is not released was looked at until the month of its last report: a production that nobody speaks of any
    more may long have been released.
    """
    month = today.replace(day=1).isoformat()
    if then is not None:
        made = _known_then(db, then)
        rows = [row for one in made if (row := _row_then(db, one, then)) and row["first"] < month]
        rows = sorted(sorted(rows, key=lambda row: int(row["id"])), key=lambda row: str(row["first"]), reverse=True)
        return tuple(_timeline(db, row, today, then) for row in rows[:MOST_OWN])
    sql = f"""{_COURSES} AND c.state <> 'withdrawn' AND p.merged_into IS NULL GROUP BY p.id
              HAVING first IS NOT NULL AND first < ? ORDER BY first DESC, p.id LIMIT {MOST_OWN}"""
    return tuple(_timeline(db, row, today) for row in list(db.query(sql, (month,))))


def course(db: Database, made: Production, today: date, then: datetime | None = None) -> Timeline | None:
    """The course of one production, by what was told of it: what still waits for support is no part of it. None where
    no start is known."""
    if then is not None:
        row: Mapping[str, Any] | None = _row_then(db, made, then, TOLD)
    else:
        states = ", ".join(f"'{state}'" for state in TOLD)
        sql = f"{_COURSES} AND c.state IN ({states}) AND p.id = ? GROUP BY p.id HAVING first IS NOT NULL"
        row = next(iter(list(db.query(sql, (made.id,)))), None)
    return _timeline(db, row, today, then) if row else None


def _known_then(db: Database, then: datetime) -> list[Production]:
    """The productions of which a milestone was noticed by ``then``: twice as many as are learned from, since some of
    the dates were other ones then."""
    sql = f"""{_COURSES} AND c.noticed_at <= ? AND p.merged_into IS NULL GROUP BY p.id HAVING first IS NOT NULL
              ORDER BY first DESC, p.id LIMIT {2 * MOST_OWN}"""
    return [production_of(row) for row in db.query(sql, (stamp(then),))]


def _row_then(
    db: Database, made: Production, then: datetime, states: Collection[str] = ("pending", *TOLD)
) -> dict[str, Any] | None:
    """The milestones of a production as they were believed ``then``, as ``_COURSES`` gives those of now."""
    standing = [c for c in asof.believed(db, made, then).changes if c.state in states and c.happened]
    started = [c.happened for c in standing if c.kind == Event.STARTED_FILMING and c.happened]
    released = [c.happened.earliest for c in standing if c.kind == Event.RELEASED and c.happened]
    if not started:
        return None
    return {
        "id": made.id, "slug": made.slug, "title": made.title, "season": made.season, "medium": made.medium,
        "network": networks.believed(networks.named(db, made.id, then)),
        "first": min(window.earliest for window in started).isoformat(),
        "last": min(window.latest for window in started).isoformat(),
        "wrapped": _earliest(standing, Event.WRAPPED_FILMING), "released": _earliest(standing, Event.RELEASED),
        "released_first": min(released).isoformat() if released else None,
    }  # fmt: skip


def _earliest(changes: Iterable[Change], kind: Event) -> str | None:
    days = (change.happened.latest for change in changes if change.kind == kind and change.happened)
    return day.isoformat() if (day := min(days, default=None)) else None


def _timeline(db: Database, row: Mapping[str, Any], today: date, then: datetime | None = None) -> Timeline:
    medium: Medium = "tv" if row["medium"] == "tv" or row["season"] is not None else "film"
    network = known_network(row["network"] or "") or row["network"]
    first, last = date.fromisoformat(row["first"]), date.fromisoformat(row["last"])
    released = day_of(row["released"])
    return Timeline(
        id=row["slug"], title=row["title"], season=row["season"] or (1 if medium == "tv" else None), medium=medium,
        channel=channel_of(network, medium), network=network, country=None, started=first + (last - first) / 2,
        start_precision=_precision(first, last), wrapped=day_of(row["wrapped"]), released=released,
        release_precision=_precision(day_of(row["released_first"]) or released, released) if released else "day",
        seen_until=min(_spoken_of(db, row["id"], then) or today, today).replace(day=1),
    )  # fmt: skip


def _precision(first: date, last: date) -> Precision:
    return "day" if (last - first).days <= 3 else "month"


def _spoken_of(db: Database, production_id: int, then: datetime | None) -> date | None:
    sql = "SELECT max(published) AS day FROM reports WHERE production_id = ? AND noticed_at <= ?"
    return day_of(one(db, sql, (production_id, stamp(then) if then else "9999"))["day"])


def day_of(text: str | None) -> date | None:
    """The day of an ISO text."""
    return date.fromisoformat(text) if text else None
