"""The planned starts and wraps, and the releases, as the published changes left them: what the calendar is made of.

A plan keeps its identity for ever; its sequence number rises whenever its days or its state move, so that calendars
move the event they have instead of adding another.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlite_utils import Database

from pipeline.model import Change, Event, Production, Window
from pipeline.queries import production_of
from pipeline.store import moment, stamp

DATED = ("date_set", "date_moved", Event.RELEASE_DATE_SET)
CAME_TRUE = {Event.STARTED_FILMING: "start", Event.WRAPPED_FILMING: "wrap", Event.RELEASED: "release"}
BEFORE, AFTER = timedelta(days=30), timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Plan:
    """One dated plan of a production. ``state`` is planned, happened or cancelled; ``first_change`` is its identity.

    ``entry`` is the row of the published entry that last moved it.
    """

    production: Production
    what: str
    window: Window
    state: str
    sequence: int
    created: datetime
    updated: datetime
    first_change: str
    entry: dict[str, Any]


def note(db: Database, change: Change, at: datetime, *, first: bool = False) -> None:
    """Let a change that is being published, or edited, move the plans of its production. ``first``: it is published
    only now, whatever became of it since; the edit is told next."""
    made = change.production.id
    if change.state == "withdrawn" and not first:
        sql = "SELECT what FROM plans WHERE production_id = ? AND last_change = ?"
        for row in list(db.query(sql, (made, change.id))):
            _move(db, change, row["what"], None, "cancelled", at)
    elif change.kind in DATED and change.planned:
        _move(db, change, change.what or "release", change.planned, "planned", at)
    elif change.kind in CAME_TRUE and change.happened:
        _move(db, change, CAME_TRUE[Event(change.kind)], change.happened, "happened", at)
    elif change.kind == Event.CANCELLED:
        for row in list(db.query("SELECT what FROM plans WHERE production_id = ? AND state = 'planned'", (made,))):
            _move(db, change, row["what"], None, "cancelled", at)


def _move(db: Database, change: Change, what: str, window: Window | None, state: str, at: datetime) -> None:
    """Move a plan, or make it: by a date that was set, or by a release of whose day nobody had spoken. A start or a
    wrap that came true unplanned is none: there are many, and the feeds tell them."""
    made, days = change.production.id, _days(window) if window else None
    rows = db.query("SELECT earliest, latest, state FROM plans WHERE production_id = ? AND what = ?", (made, what))
    row = next(rows, None)
    if row is None:
        if days and (state == "planned" or what == "release"):
            new = (made, what, *days, state, stamp(at), stamp(at), change.id, change.id)
            db.execute("INSERT INTO plans VALUES (?, ?, ?, ?, ?, 0, ?, ?, ?, ?)", new)
        return
    days = days or (row["earliest"], row["latest"])
    if (*days, state) != (row["earliest"], row["latest"], row["state"]):
        db.execute(
            """UPDATE plans SET earliest = ?, latest = ?, state = ?, sequence = sequence + 1, updated = ?,
               last_change = ? WHERE production_id = ? AND what = ?""",
            (*days, state, stamp(at), change.id, made, what),
        )


def _days(window: Window) -> tuple[str, str]:
    return window.earliest.isoformat(), window.latest.isoformat()


def standing(db: Database, change: Change) -> tuple[tuple[str, Window], ...]:
    """What is planned for the production of a change, before that change."""
    sql = "SELECT * FROM plans WHERE production_id = ? AND state = 'planned' ORDER BY earliest, what"
    return tuple((row["what"], _window(row)) for row in db.query(sql, (change.production.id,)))


def _window(row: dict[str, Any]) -> Window:
    return Window(date.fromisoformat(row["earliest"]), date.fromisoformat(row["latest"]))


def around(db: Database, day: date, feed: str | None = None) -> Iterator[Plan]:
    """The plans from a month before ``day`` to a good year after it, by day; of the entries of ``feed`` only.

    Where there are none, the last that there was: a calendar without any event is none (RFC 5545, 3.6).
    """
    of_feed = """ AND e.id IN (SELECT m.entry_id FROM feed_members m JOIN feeds f ON f.id = m.feed_id
        WHERE f.path = ?)"""
    known = f"""SELECT l.what, l.earliest, l.latest, l.state AS plan_state, l.sequence, l.created, l.updated AS moved,
            l.first_change, e.uid, e.published, e.updated, e.title, e.content, p.id AS production_id, p.slug,
            p.title AS name, p.season, p.medium, p.year, p.network, p.status
        FROM plans l JOIN productions p ON p.id = l.production_id
        JOIN feed_entries e ON e.uid = 'change/' || l.last_change
        WHERE l.earliest <= ?{of_feed if feed else ""}"""
    values = ((day + AFTER).isoformat(), *((feed,) if feed else ()))
    since = (day - BEFORE).isoformat()
    rows = list(db.query(f"{known} AND l.latest >= ? ORDER BY l.earliest, l.first_change", (*values, since)))
    rows = rows or list(db.query(f"{known} ORDER BY l.latest DESC, l.first_change LIMIT 1", values))
    return map(_plan, rows)


def _plan(row: dict[str, Any]) -> Plan:
    return Plan(
        production=production_of({**row, "title": row["name"]}), what=row["what"], window=_window(row),
        state=row["plan_state"], sequence=row["sequence"], created=moment(row["created"]), updated=moment(row["moved"]),
        first_change=row["first_change"], entry=row,
    )  # fmt: skip
