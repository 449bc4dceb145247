"""What was published, kept in the database: entries, the feeds they are in, and the clock that dates them.

An entry is put on the shelf once and stays as it was made; the shelf knows which feeds must be written again, and from
which of their pages on. What an entry says is opaque here: a title to tell it from others, and packed bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain, count
from typing import Any

from sqlite_utils import Database

from pipeline.store import moment, stamp

WINDOW = 80
PAGE = 40
"""Entries in a subscription document, and in an archive page. A window holds two pages, so the newest archive page and
the one after it are complete before either is closed: a closed page is never touched again."""
LISTED = 2000
"""How many feeds are born into one list of feeds."""


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


@dataclass(frozen=True, slots=True)
class Shelved:
    """An entry as it is kept. ``edited`` is the change's own time of its last edit, ``state`` the state it was in."""

    uid: str
    title: str
    content: bytes
    published: datetime
    updated: datetime
    edited: datetime
    state: str = ""


def mark(db: Database, name: str, default: str = "") -> str:
    """The value of a mark."""
    return next((str(row["value"]) for row in db.query("SELECT value FROM marks WHERE name = ?", (name,))), default)


def set_mark(db: Database, name: str, value: str) -> None:
    """Set a mark."""
    sql = "INSERT INTO marks (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
    db.execute(sql, (name, value))


def set_once(db: Database, chosen: Mapping[str, str]) -> None:
    """Set the marks that are chosen once and for all."""
    for name, value in chosen.items():
        db.execute("INSERT OR IGNORE INTO marks (name, value) VALUES (?, ?)", (name, value))


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


def feed_id(db: Database, path: str, title: str) -> int:
    """The id of a feed, made where it is new. A title once given stays."""
    for row in db.query("SELECT id FROM feeds WHERE path = ?", (path,)):
        return int(row["id"])
    return int(db.execute("INSERT INTO feeds (path, title) VALUES (?, ?)", (path, title)).lastrowid or 0)


def digest_of(db: Database, feed: int) -> str:
    """What a feed was last made to match: the definition of a watch list, the target of a former address."""
    return str(next(db.query("SELECT digest FROM feeds WHERE id = ?", (feed,)))["digest"])


def set_digest(db: Database, feed: int, digest: str) -> None:
    """Remember what a feed was made to match."""
    db.execute("UPDATE feeds SET digest = ? WHERE id = ?", (digest, feed))


def add(db: Database, entry: Shelved) -> int:
    """Put a new entry on the shelf: its id."""
    sql = """INSERT INTO feed_entries (uid, published, updated, edited, state, title, content)
             VALUES (?, ?, ?, ?, ?, ?, ?)"""
    times = (stamp(entry.published), stamp(entry.updated), stamp(entry.edited))
    row = (entry.uid, *times, entry.state, _distinct(db, entry), entry.content)
    return int(db.execute(sql, row).lastrowid or 0)


def _distinct(db: Database, entry: Shelved) -> str:
    """Its title; with its day, then a number, where another entry has the same: two alike are taken for one."""
    day = f"{entry.title} ({entry.published.date().isoformat()}"
    numbered = (f"{day}, {number})" for number in count(2))
    sql = "SELECT 1 FROM feed_entries WHERE title = ? AND uid <> ?"
    return next(t for t in chain((entry.title, f"{day})"), numbered) if not any(db.query(sql, (t, entry.uid))))


def edit(db: Database, entry_id: int, entry: Shelved) -> None:
    """Put the edited entry in the place of the old one; every page that shows it is stale."""
    sql = "UPDATE feed_entries SET updated = ?, edited = ?, state = ?, title = ?, content = ? WHERE id = ?"
    times = (stamp(entry.updated), stamp(entry.edited))
    db.execute(sql, (*times, entry.state, _distinct(db, entry), entry.content, entry_id))
    for row in list(db.query("SELECT feed_id FROM feed_members WHERE entry_id = ?", (entry_id,))):
        _stale(db, row["feed_id"], entry_id)


def join(db: Database, feed: int, entry_id: int) -> None:
    """Make an entry a member of a feed. It never leaves again."""
    sql = "INSERT OR IGNORE INTO feed_members (feed_id, entry_id) VALUES (?, ?)"
    if db.execute(sql, (feed, entry_id)).rowcount > 0:
        db.execute("UPDATE feeds SET entries = entries + 1 WHERE id = ?", (feed,))
        _stale(db, feed, entry_id)


def join_former(db: Database, former: int, feed: int) -> None:
    """Let a feed take in every entry of the feed whose place it took."""
    for row in list(db.query("SELECT entry_id FROM feed_members WHERE feed_id = ?", (former,))):
        join(db, feed, row["entry_id"])


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


def is_member(db: Database, uid: str, path: str) -> bool:
    """Whether an entry is in the feed at ``path``."""
    sql = """SELECT 1 FROM feed_entries e JOIN feed_members m ON m.entry_id = e.id JOIN feeds f ON f.id = m.feed_id
              WHERE e.uid = ? AND f.path = ?"""
    return any(db.query(sql, (uid, path)))


def all_stale(db: Database) -> None:
    """Every page of every feed must be looked at again."""
    db.execute("UPDATE feeds SET rewrite_from = 0")


def watched(db: Database) -> list[tuple[str, str]]:
    """Path and title of the feeds of watch lists, by path."""
    rows = db.query("SELECT path, title FROM feeds WHERE path >= 'watch/' AND path < 'watch0' ORDER BY path")
    return [(row["path"], row["title"]) for row in rows]


def give_up(db: Database, path: str) -> None:
    """Forget a feed and what was in it. The entries stay on the shelf: they are in other feeds too."""
    db.execute("DELETE FROM feed_members WHERE feed_id IN (SELECT id FROM feeds WHERE path = ?)", (path,))
    db.execute("DELETE FROM feeds WHERE path = ?", (path,))


def stale_feeds(db: Database) -> list[Feed]:
    """The feeds that must be written, by path."""
    return [Feed(**row) for row in db.query("SELECT * FROM feeds WHERE rewrite_from IS NOT NULL ORDER BY path")]


def shared_feeds(db: Database) -> list[tuple[str, str]]:
    """Path and title of every feed that is not of one production, by path."""
    each = "SELECT path, title FROM feeds WHERE path"
    rows = db.query(f"{each} < 'production/' UNION ALL {each} >= 'production0' ORDER BY path")
    return [(row["path"], row["title"]) for row in rows]


def feeds_of_productions(db: Database, number: int) -> list[tuple[str, str]]:
    """Path and title of the feeds of productions that stand in list ``number``, by path; not those at former
    addresses. A feed stays in the list that it was born into."""
    sql = """SELECT path, title FROM feeds WHERE id >= ? AND id < ? AND +path >= 'production/' AND +path < 'production0'
               AND path NOT IN (SELECT 'production/' || slug FROM redirects) ORDER BY path"""
    return [(row["path"], row["title"]) for row in db.query(sql, (number * LISTED, (number + 1) * LISTED))]


def lists(db: Database) -> int:
    """How many lists of feeds there are."""
    return int(next(db.query("SELECT coalesce(max(id), 0) AS id FROM feeds"))["id"]) // LISTED + 1


def written(db: Database, done: Iterable[tuple[Feed, int]]) -> None:
    """These feeds stand on disk as they stand here, with so many archive pages."""
    with db.atomic():
        for feed, pages in done:
            db.execute("UPDATE feeds SET rewrite_from = NULL, pages = ? WHERE id = ?", (pages, feed.id))


def entries(db: Database, feed: Feed, start: int, stop: int) -> list[dict[str, Any]]:
    """The rows of entries number ``start`` to ``stop`` of a feed, counted from its oldest, newest first."""
    sql = """SELECT e.* FROM feed_members m JOIN feed_entries e ON e.id = m.entry_id
              WHERE m.feed_id = ? ORDER BY m.entry_id DESC LIMIT ? OFFSET ?"""
    stop = min(stop, feed.entries)
    return list(db.query(sql, (feed.id, max(0, stop - start), feed.entries - stop)))
