"""How far an archive was read: its captures of a source, kept so that a backfill can be cut off and gone on with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from pipeline.store import moment, stamp

WAITING = "('waiting', 'failed')"


@dataclass(frozen=True, slots=True)
class Capture:
    """One page as an archive has it."""

    url: str
    at: datetime


def note(db: Database, source: str, found: Iterable[Capture]) -> int:
    """Captures that are to be read, if they were not yet: how many were new. Part of the caller's transaction."""
    sql = "INSERT OR IGNORE INTO captures (source, url, captured_at, state) VALUES (?, ?, ?, 'waiting')"
    return sum(db.execute(sql, (source, one.url, stamp(one.at))).rowcount for one in found)


def waiting(db: Database, source: str, first: datetime, last: datetime) -> list[Capture]:
    """What is still to be read of that time, the oldest first. What failed before is tried again."""
    rows = db.query(
        f"""SELECT url, captured_at FROM captures WHERE source = ? AND captured_at BETWEEN ? AND ?
             AND state IN {WAITING} ORDER BY captured_at, url""",
        (source, stamp(first), stamp(last)),
    )
    return [Capture(row["url"], moment(row["captured_at"])) for row in list(rows)]


def want_list(db: Database, name: str) -> None:
    """Note that a list of captures is to be had, unless that was noted before. Commits."""
    with db.atomic():
        db.execute("INSERT OR IGNORE INTO marks (name, value) VALUES (?, '')", (name,))


def lists_noted(db: Database, beginning: str) -> dict[str, str]:
    """How far each list was had whose name begins so: by name, the key of its next part."""
    sql = "SELECT name, value FROM marks WHERE substr(name, 1, ?) = ? ORDER BY name"
    return {row["name"]: row["value"] for row in list(db.query(sql, (len(beginning), beginning)))}


def settle(db: Database, source: str, capture: Capture, state: str, detail: str = "") -> None:
    """How reading a capture went: ``read``, ``failed`` or ``gone``. Part of the caller's transaction."""
    db.execute(
        """INSERT INTO captures (source, url, captured_at, state, detail) VALUES (?, ?, ?, ?, ?)
           ON CONFLICT (source, captured_at, url) DO UPDATE SET state = excluded.state, detail = excluded.detail""",
        (source, capture.url, stamp(capture.at), state, detail),
    )


def is_read(db: Database, source: str, capture: Capture) -> bool:
    """True where a capture was read before."""
    sql = "SELECT 1 FROM captures WHERE source = ? AND url = ? AND captured_at = ? AND state = 'read'"
    return next(iter(db.query(sql, (source, capture.url, stamp(capture.at)))), None) is not None


def knows_article(db: Database, url: str) -> bool:
    """True where any version of an article is stored: it need not be fetched from an archive."""
    sql = "SELECT 1 FROM pages WHERE url = ? AND role = 'article' LIMIT 1"
    return next(iter(db.query(sql, (url,))), None) is not None
