"""What was published, kept in the database: entries, the feeds they are in, and the clock that dates them.

The only SQL of the feeds that writes. An entry is put on the shelf once and stays as it was made; the shelf knows which
feeds must be written again, and from which of their pages on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain, count
from typing import Any

from sqlite_utils import Database

from feeds.catalog import ALWAYS, Key
from feeds.entries import Entry, packed, unpacked
from pipeline.store import moment, stamp

WINDOW = 80
PAGE = 40
"""Entries in a subscription document, and in an archive page. A window holds two pages, so the newest archive page and
the one after it are complete before either is closed: a closed page is never touched again."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A row of ``feeds``: its entries, the archive pages written, and the page from which on they are stale."""

    id: int
    path: str
    title: str
    digest: str
    entries: int
    pages: int
    rewrite_from: int | None


def mark(db: Database, name: str, default: str = "") -> str:
    """The value of a mark."""
    return next((str(row["value"]) for row in db.query("SELECT value FROM marks WHERE name = ?", (name,))), default)


def set_mark(db: Database, name: str, value: str) -> None:
    """Set a mark."""
    sql = "INSERT INTO marks (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
    db.execute(sql, (name, value))


class Clock:
    """Gives every publication and every edit a second of its own, never an earlier one than the last.

    Entries that share a second are ordered differently by every reader, and a feed whose date did not move is not read.
    """

    def __init__(self, db: Database) -> None:
        last = mark(db, "feeds.clock")
        self._db = db
        self.last: datetime | None = moment(last) if last else None

    def tick(self, at: datetime) -> datetime:
        """The second for something that happened at ``at``: that one, or the next free one."""
        at = at.replace(microsecond=0)
        self.last = at if self.last is None else max(at, self.last + timedelta(seconds=1))
        return self.last

    def keep(self) -> None:
        """Write the clock down."""
        if self.last:
            set_mark(self._db, "feeds.clock", stamp(self.last))


def begin(db: Database, chosen: dict[str, str]) -> None:
    """Make the feeds that exist before their first entry, and set the marks that are set once and for all."""
    for name, value in chosen.items():
        db.execute("INSERT OR IGNORE INTO marks (name, value) VALUES (?, ?)", (name, value))
    for path, title in ALWAYS.items():
        feed_id(db, Key(path, title))


def feed_id(db: Database, key: Key) -> int:
    """The id of a feed, made where it is new. A title once given stays."""
    for row in db.query("SELECT id FROM feeds WHERE path = ?", (key.path,)):
        return int(row["id"])
    return int(db.execute("INSERT INTO feeds (path, title) VALUES (?, ?)", (key.path, key.title)).lastrowid or 0)


def digest_of(db: Database, feed: int) -> str:
    """What a watch list's feed was matched against."""
    return str(next(db.query("SELECT digest FROM feeds WHERE id = ?", (feed,)))["digest"])


def set_digest(db: Database, feed: int, digest: str) -> None:
    """Remember what a watch list's feed was matched against."""
    db.execute("UPDATE feeds SET digest = ? WHERE id = ?", (digest, feed))


def add(db: Database, entry: Entry, edited: datetime) -> int:
    """Put a new entry on the shelf."""
    title = _distinct(db, entry)
    sql = "INSERT INTO feed_entries (uid, published, updated, edited, title, content) VALUES (?, ?, ?, ?, ?, ?)"
    row = (entry.uid, stamp(entry.published), stamp(entry.updated), stamp(edited), title, packed(entry, title))
    return int(db.execute(sql, row).lastrowid or 0)


def _distinct(db: Database, entry: Entry) -> str:
    """Its title; with its day, then a number, where another entry has the same: two alike are taken for one."""
    day = f"{entry.title} ({entry.published.date().isoformat()}"
    numbered = (f"{day}, {number})" for number in count(2))
    sql = "SELECT 1 FROM feed_entries WHERE title = ? AND uid <> ?"
    return next(t for t in chain((entry.title, f"{day})"), numbered) if not any(db.query(sql, (t, entry.uid))))


def edit(db: Database, entry_id: int, entry: Entry, edited: datetime) -> None:
    """Put the edited entry in the place of the old one; every page that shows it is stale."""
    title = _distinct(db, entry)
    sql = "UPDATE feed_entries SET updated = ?, edited = ?, title = ?, content = ? WHERE id = ?"
    db.execute(sql, (stamp(entry.updated), stamp(edited), title, packed(entry, title), entry_id))
    for row in list(db.query("SELECT feed_id FROM feed_members WHERE entry_id = ?", (entry_id,))):
        _stale(db, row["feed_id"], entry_id)


def join(db: Database, feed: int, entry_id: int) -> None:
    """Make an entry a member of a feed. It never leaves again."""
    sql = "INSERT OR IGNORE INTO feed_members (feed_id, entry_id) VALUES (?, ?)"
    if db.execute(sql, (feed, entry_id)).rowcount > 0:
        db.execute("UPDATE feeds SET entries = entries + 1 WHERE id = ?", (feed,))
        _stale(db, feed, entry_id)


def members(db: Database, feed: int) -> list[int]:
    """The entries of a feed."""
    return [row["entry_id"] for row in db.query("SELECT entry_id FROM feed_members WHERE feed_id = ?", (feed,))]


def _stale(db: Database, feed: int, entry_id: int) -> None:
    newer = "SELECT count(*) FROM feed_members WHERE feed_id = feeds.id AND entry_id > ?"
    page = f"(entries - 1 - ({newer})) / {PAGE}"
    sql = f"UPDATE feeds SET rewrite_from = min(coalesce(rewrite_from, {page}), {page}) WHERE id = ?"
    db.execute(sql, (entry_id, entry_id, feed))


def known(db: Database, uid: str) -> tuple[int, datetime] | None:
    """The id and first date of an entry on the shelf."""
    for row in db.query("SELECT id, published FROM feed_entries WHERE uid = ?", (uid,)):
        return row["id"], moment(row["published"])
    return None


def all_stale(db: Database) -> None:
    """Every page of every feed must be looked at again."""
    db.execute("UPDATE feeds SET rewrite_from = 0")


def stale_feeds(db: Database) -> list[Feed]:
    """The feeds that must be written, by path."""
    return [_feed(row) for row in db.query("SELECT * FROM feeds WHERE rewrite_from IS NOT NULL ORDER BY path")]


def all_feeds(db: Database) -> Iterator[Feed]:
    """Every feed, by path."""
    return (_feed(row) for row in db.query("SELECT * FROM feeds ORDER BY path"))


def _feed(row: dict[str, Any]) -> Feed:
    return Feed(**row)


def written(db: Database, feed: Feed, pages: int) -> None:
    """A feed stands on disk as it stands here."""
    db.execute("UPDATE feeds SET rewrite_from = NULL, pages = ? WHERE id = ?", (pages, feed.id))


def entries(db: Database, feed: Feed, start: int, stop: int) -> tuple[Entry, ...]:
    """The entries number ``start`` to ``stop`` of a feed, counted from its oldest, newest first."""
    sql = """SELECT e.* FROM feed_members m JOIN feed_entries e ON e.id = m.entry_id
              WHERE m.feed_id = ? ORDER BY m.entry_id DESC LIMIT ? OFFSET ?"""
    stop = min(stop, feed.entries)
    return tuple(unpacked(row) for row in db.query(sql, (feed.id, max(0, stop - start), feed.entries - stop)))
