"""What is new since the last publication, made into entries and put on the shelf: changes, rumours, health.

Asks the database only for what was touched since, so that the work grows with the news. Everything is told in the order
in which it happened, whatever it is and however often one publishes: the dates that readers see depend on that order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from sqlite_utils import Database

from feeds import asides, catalog, plans, shelf
from feeds.entries import Around, Entry, entry_of
from feeds.watch import Matcher, definition
from pipeline import queries
from pipeline.config import Watch
from pipeline.model import Change
from pipeline.store import moment

_TOUCHED = """SELECT c.id, c.published_at, c.updated_at, c.touched_at, e.edited FROM changes c
    LEFT JOIN feed_entries e ON e.uid = 'change/' || c.id
    WHERE c.touched_at >= ? AND c.state IN ('published', 'withdrawn') AND c.published_at IS NOT NULL
      AND (e.edited IS NULL OR e.edited < c.updated_at)"""
_RUMOURS = """SELECT g.url, s.name, s.quote, p.slug, r.title, r.season, r.medium, r.year, r.event, r.modality,
        r.earliest, r.latest, r.place, r.speaker, r.published, r.evidence, r.source, n.finished_at AS at
    FROM runs n JOIN reports r ON r.run_id = n.id JOIN pages g ON g.id = r.page_id
    JOIN sources s ON s.slug = r.source LEFT JOIN productions p ON p.id = r.production_id
    WHERE n.state = 'accepted' AND n.finished_at >= ? AND r.modality IN ('rumoured', 'speculated')
      AND (r.baseline = 0 OR r.published >= datetime(r.noticed_at, '-7 days'))"""
_HEALTH = """SELECT h.id, h.source, h.kind, h.reason, h.told_at AS at, h.summary, s.name, s.homepage
    FROM health h LEFT JOIN sources s ON s.slug = h.source WHERE h.told_at >= ?"""


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """One thing to be told: a new entry, or an edit of a change, in the order of their times."""

    at: datetime
    edit: bool
    uid: str
    kind: Literal["change", "rumour", "health", "began"] = field(compare=False)
    row: dict[str, Any] = field(compare=False)


def shelve(db: Database, watches: Iterable[Watch], now: datetime) -> list[str]:
    """Put everything new on the shelf, in the order in which it happened. The ids of the changes that are new."""
    clock = shelf.Clock(db)
    steps = sorted([*_changes(db), *_rumours(db), *_health(db, now)])
    teller = _Teller(db, watches, clock)
    for start in range(0, len(steps), queries.CHUNK):
        teller.tell(steps[start : start + queries.CHUNK])
    clock.keep()
    return teller.fresh


def match_again(db: Database, watches: Iterable[Watch]) -> None:
    """Give a watch list that is new, or asks for something else than it did, its share of what was published before."""
    for watch in watches:
        matcher = Matcher(watch)
        feed, digest = shelf.feed_id(db, matcher.key), definition(watch)
        if shelf.digest_of(db, feed) == digest:
            continue
        for change in queries.changes(db, states=("published", "withdrawn")):
            known = shelf.known(db, f"change/{change.id}")
            names = queries.names_of(db, [change.production.id])[change.production.id]
            if known and matcher.matches(change, names):
                shelf.join(db, feed, known[0])
        shelf.set_digest(db, feed, digest)


def join_former(db: Database) -> None:
    """Where a production took the place of another, its feed takes in what the other's had."""
    sql = """SELECT f.id, r.target FROM redirects r JOIN feeds f ON f.path = 'production/' || r.slug
              WHERE f.digest <> r.target"""
    for row in list(db.query(sql)):
        for made in db.query("SELECT * FROM productions WHERE slug = ?", (row["target"],)):
            target = shelf.feed_id(db, catalog.production_key(queries.production_of(made)))
            for entry_id in shelf.members(db, row["id"]):
                shelf.join(db, target, entry_id)
        shelf.set_digest(db, row["id"], row["target"])


def _since(db: Database, name: str, rows: list[dict[str, Any]], column: str) -> None:
    """Remember up to when something was looked at; what happened in that very second is looked at again."""
    last = max((row[column] for row in rows), default="")
    if last > shelf.mark(db, name):
        shelf.set_mark(db, name, last)


def _changes(db: Database) -> Iterator[Step]:
    """A change that was edited before it was ever told is told twice, so that its two dates are what they would have
    been: they must not depend on how often one publishes."""
    rows = list(db.query(_TOUCHED, (shelf.mark(db, "feeds.changes"),)))
    _since(db, "feeds.changes", rows, "touched_at")
    for row in rows:
        published, updated = moment(row["published_at"]), moment(row["updated_at"])
        if row["edited"] is None:
            yield Step(published, False, row["id"], "change", row)
        if row["edited"] is not None or updated > published:
            yield Step(updated, True, row["id"], "change", row)


def _rumours(db: Database) -> Iterator[Step]:
    rows = list(db.query(_RUMOURS, (shelf.mark(db, "feeds.rumours"),)))
    _since(db, "feeds.rumours", rows, "at")
    for uid, row in {asides.rumour_uid(row): row for row in reversed(rows)}.items():
        if shelf.known(db, uid) is None:
            yield Step(moment(row["at"]), False, uid, "rumour", row)


def _health(db: Database, now: datetime) -> Iterator[Step]:
    rows = list(db.query(_HEALTH, (shelf.mark(db, "feeds.health"),)))
    _since(db, "feeds.health", rows, "at")
    for row in rows:
        if shelf.known(db, f"health/{row['id']}") is None:
            yield Step(moment(row["at"]), False, f"health/{row['id']}", "health", row)
    if shelf.known(db, asides.BEGAN) is None:
        yield Step(now, False, asides.BEGAN, "began", {})


class _Teller:
    """Tells steps one by one; what they need of the database it asks for in bulk."""

    def __init__(self, db: Database, watches: Iterable[Watch], clock: shelf.Clock) -> None:
        self.db = db
        self.clock = clock
        self.fresh: list[str] = []
        self.watches = [Matcher(one) for one in watches]
        self.former = catalog.former_slugs(
            (row["slug"], row["target"]) for row in db.query("SELECT slug, target FROM redirects")
        )

    def tell(self, steps: list[Step]) -> None:
        """Put the entries of these steps on the shelf."""
        found = queries.changes_by_id(self.db, {step.uid for step in steps if step.kind == "change"})
        replaced = queries.changes_by_id(self.db, {c.replaces for c in found.values() if c.replaces})
        names = queries.names_of(self.db, {change.production.id for change in found.values()})
        for step in steps:
            tick = self.clock.tick(step.at)
            if step.kind == "change":
                change = found[step.uid]
                self._change(change, replaced.get(change.replaces or ""), names[change.production.id], tick)
            else:
                self._aside(step, tick)

    def _aside(self, step: Step, tick: datetime) -> None:
        if step.kind == "rumour":
            self._new(asides.rumour(step.row, tick), tick, [catalog.always(catalog.RUMOURS)])
        else:
            entry = asides.health(step.row, tick) if step.kind == "health" else asides.began(tick)
            self._new(entry, tick, [catalog.always(catalog.HEALTH)])

    def _new(self, entry: Entry, edited: datetime, keys: Iterable[catalog.Key]) -> None:
        entry_id = shelf.add(self.db, entry, edited)
        for key in keys:
            shelf.join(self.db, shelf.feed_id(self.db, key), entry_id)

    def _change(self, change: Change, replaced: Change | None, names: frozenset[str], tick: datetime) -> None:
        known = shelf.known(self.db, f"change/{change.id}")
        around = Around(
            replaced=replaced, plans=plans.standing(self.db, change), places=catalog.place_categories(change)
        )
        entry = entry_of(change, around, known[1] if known else tick, tick)
        plans.note(self.db, change, tick)
        keys = [*catalog.feeds_of(change), *(catalog.feeds_of(replaced) if replaced else ())]
        keys += (one.key for one in self.watches if one.matches(change, names))
        keys += catalog.also_former(keys, self.former)
        if known:
            shelf.edit(self.db, known[0], entry, change.updated_at)
            for key in dict.fromkeys(keys):
                shelf.join(self.db, shelf.feed_id(self.db, key), known[0])
        else:
            self.fresh.append(change.id)
            self._new(entry, change.updated_at, dict.fromkeys(keys))
