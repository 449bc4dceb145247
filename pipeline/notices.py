"""Messages that wait for being sent, and what became of them. Addresses are known here by a digest only."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from pipeline.store import moment, stamp

MOST_TRIES = 10


def note(db: Database, watch: str, change: str, target: str, now: datetime) -> bool:
    """Let a change wait for being sent. False where it was noted before."""
    sql = "INSERT OR IGNORE INTO notices (watch, change_id, target, state, noted_at) VALUES (?, ?, ?, 'waiting', ?)"
    return db.execute(sql, (watch, change, target, stamp(now))).rowcount > 0


def waiting(db: Database, watch: str, target: str) -> list[dict[str, Any]]:
    """The rows of the entries that wait, oldest first."""
    sql = """SELECT e.* FROM notices n JOIN feed_entries e ON e.uid = 'change/' || n.change_id
              WHERE n.state = 'waiting' AND n.watch = ? AND n.target = ? ORDER BY e.id"""
    return list(db.query(sql, (watch, target)))


def last_sent(db: Database, watch: str, target: str) -> datetime | None:
    """When the last message went there."""
    sql = "SELECT max(sent_at) AS at FROM notices WHERE watch = ? AND target = ? AND state = 'sent'"
    at = next(db.query(sql, (watch, target)))["at"]
    return moment(at) if at else None


def sending(db: Database, watch: str, target: str, changes: Iterable[str]) -> None:
    """These are about to be sent: until it is known how that went they are not sent again."""
    _mark(db, "state = 'sending', tries = tries + 1", watch, target, changes, None)


def sent(db: Database, watch: str, target: str, changes: Iterable[str], now: datetime) -> None:
    """These were delivered."""
    _mark(db, "state = 'sent', sent_at = :now", watch, target, changes, now)


def failed(db: Database, watch: str, target: str, changes: Iterable[str]) -> None:
    """These were not delivered: they wait again, or are given up after many tries."""
    _mark(db, f"state = iif(tries >= {MOST_TRIES}, 'failed', 'waiting')", watch, target, changes, None)


def _mark(db: Database, what: str, watch: str, target: str, changes: Iterable[str], now: datetime | None) -> None:
    sql = f"UPDATE notices SET {what} WHERE watch = :watch AND target = :target AND change_id = :change"
    with db.atomic():
        for change in changes:
            values = {"watch": watch, "target": target, "change": change, "now": stamp(now) if now else None}
            db.execute(sql, values)


def counts(db: Database) -> dict[str, int]:
    """How many messages are in which state."""
    return {row["state"]: row["n"] for row in db.query("SELECT state, count(*) AS n FROM notices GROUP BY state")}
