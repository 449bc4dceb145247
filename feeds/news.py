"""What is new since the last publication, made into entries and put on the shelf: changes, rumours, health.

Asks the database only for what was touched since, so that the work grows with the news. Everything is told in the order
in which it happened, whatever it is and however often one publishes: the dates that readers see depend on that order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

from sqlite_utils import Database

from feeds import asides, catalog
from feeds.entries import Around, Entry, entry_of, packed
from feeds.watch import Matcher, definition, key_of
from pipeline import agenda, foretell, queries, shelf, untold
from pipeline.config import Watch
from pipeline.model import Change, Event
from pipeline.returns import SEEN_IN, Return, returns
from pipeline.store import moment
from pipeline.story import story


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """One thing to be told: a new entry, or an edit of a change, in the order of their times."""

    at: datetime
    edit: bool
    uid: str
    kind: Literal["change", "rumour", "health", "began"] = field(compare=False)
    row: dict[str, Any] = field(compare=False)


def shelve(db: Database, watches: Iterable[Watch], now: datetime, *, long: bool = False) -> list[str]:
    """Put everything new on the shelf, in the order in which it happened. The ids of the changes that are new.

    ``long``: the entry of a start of filming tells the production's whole story.
    """
    clock = shelf.Clock(db)
    steps = sorted([*_changes(db), *_rumours(db), *_health(db, now)])
    teller = _Teller(db, watches, clock, long)
    for start in range(0, len(steps), queries.CHUNK):
        teller.tell(steps[start : start + queries.CHUNK])
    clock.keep()
    return teller.fresh


def match_again(db: Database, watches: Iterable[Watch]) -> None:
    """Give a watch list that is new, or asks for something else than it did, its share of what was published before."""
    for watch in watches:
        matcher = Matcher(watch)
        feed, digest = _feed(db, matcher.key), definition(watch)
        if shelf.digest_of(db, feed) == digest:
            continue
        told = queries.changes(db, states=("published", "withdrawn"))
        names = queries.names_of(db, {change.production.id for change in told})
        for change in told:
            known = shelf.known(db, f"change/{change.id}")
            if known and matcher.matches(change, names[change.production.id]):
                shelf.join(db, feed, known[0])
        shelf.set_digest(db, feed, digest)


def match_later(db: Database, watches: Iterable[Watch]) -> None:
    """Leave the feeds of watch lists that cannot be read now as they are, to be matched again once they can be."""
    for watch in watches:
        shelf.set_digest(db, _feed(db, key_of(watch)), "")


def give_up(db: Database, watches: Iterable[Watch]) -> None:
    """Forget the feeds of watch lists that are in the configuration no more."""
    for path in sorted({path for path, _ in shelf.watched(db)} - {key_of(watch).path for watch in watches}):
        shelf.give_up(db, path)


def join_former(db: Database) -> None:
    """Where a production took the place of another, its feed takes in what the other's had."""
    for row in untold.merged(db):
        shelf.join_former(db, row["feed"], _feed(db, catalog.production_key(queries.production_of(row))))
        shelf.set_digest(db, row["feed"], row["target"])


def _feed(db: Database, key: catalog.Key) -> int:
    return shelf.feed_id(db, key.path, key.title)


def _changes(db: Database) -> Iterator[Step]:
    """A change that was edited before it was ever told is told twice, so that its two dates are what they would have
    been: they must not depend on how often one publishes."""
    for row in untold.changes(db):
        published, updated = moment(row["published_at"]), moment(row["updated_at"])
        if row["edited"] is None:
            yield Step(published, False, row["id"], "change", row)
        if row["edited"] is not None or updated > published or row["state"] == "withdrawn":
            yield Step(updated, True, row["id"], "change", row)


def _rumours(db: Database) -> Iterator[Step]:
    for uid, row in {asides.rumour_uid(row): row for row in reversed(untold.rumours(db))}.items():
        if shelf.known(db, uid) is None:
            yield Step(moment(row["at"]), False, uid, "rumour", row)


def _health(db: Database, now: datetime) -> Iterator[Step]:
    for row in untold.health(db):
        if shelf.known(db, f"health/{row['id']}") is None:
            yield Step(moment(row["at"]), False, f"health/{row['id']}", "health", row)
    for feed in asides.BEGAN:
        if shelf.known(db, f"{feed}/began") is None:
            yield Step(now, False, f"{feed}/began", "began", {"feed": feed})


class _Teller:
    """Tells steps one by one; what they need of the database it asks for in bulk."""

    def __init__(self, db: Database, watches: Iterable[Watch], clock: shelf.Clock, long: bool) -> None:
        self.db = db
        self.long = long
        self.clock = clock
        self.fresh: list[str] = []
        self.expected: dict[int, foretell.Kept] = {}
        self.watches = [Matcher(one) for one in watches]
        self.former = catalog.former_slugs(untold.redirects(db))

    def tell(self, steps: list[Step]) -> None:
        """Put the entries of these steps on the shelf."""
        found = queries.changes_by_id(self.db, {step.uid for step in steps if step.kind == "change"})
        replaced = queries.changes_by_id(self.db, {c.replaces for c in found.values() if c.replaces})
        made = {change.production.id for change in found.values()}
        names, self.expected = queries.names_of(self.db, made), foretell.standing(self.db, made)
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
        elif step.kind == "health":
            self._new(asides.health(step.row, tick), tick, [catalog.always(catalog.HEALTH)])
        else:
            feed = step.row["feed"]
            self._new(asides.began(feed, tick), tick, [catalog.always(feed)])

    def _new(self, entry: Entry, edited: datetime, keys: Iterable[catalog.Key], state: str = "") -> None:
        entry_id = shelf.add(self.db, _shelved(entry, edited, state))
        for key in keys:
            shelf.join(self.db, _feed(self.db, key), entry_id)

    def _change(self, change: Change, replaced: Change | None, names: frozenset[str], tick: datetime) -> None:
        known = shelf.known(self.db, f"change/{change.id}")
        plans = agenda.standing(self.db, change)
        seen = returns(self.db, change) if change.kind in SEEN_IN else ()
        around = Around(replaced, plans, self._expected(change), catalog.place_categories(change), seen)
        if self.long and change.kind == Event.STARTED_FILMING and change.state == "published":
            around = replace(around, story=self._story(change, seen))
        entry = entry_of(change, around, known[1] if known else tick, tick)
        agenda.note(self.db, change, tick, first=known is None)
        keys = self._keys(change, replaced, names)
        if known:
            shelf.edit(self.db, known[0], _shelved(entry, change.updated_at, change.state))
            for key in keys:
                shelf.join(self.db, _feed(self.db, key), known[0])
        else:
            self.fresh.append(change.id)
            self._new(entry, change.updated_at, keys, change.state)

    def _story(self, change: Change, seen: tuple[Return, ...]) -> str:
        """The production's story up to a change."""
        known = queries.changes(self.db, production=change.production.slug)
        kept = self.expected.get(change.production.id)
        return story([c for c in known if c.noticed_at <= change.noticed_at], kept.forecast if kept else None, seen)

    def _expected(self, change: Change) -> str:
        """What is expected of a production that is being made; nothing, where the news is that it was not so."""
        kept = self.expected.get(change.production.id)
        goes_on = change.state == "published" and change.kind != "correction" and change.to_status in foretell.MAKING
        return foretell.expected_words(kept.forecast) if kept and goes_on else ""

    def _keys(self, change: Change, replaced: Change | None, names: frozenset[str]) -> list[catalog.Key]:
        """The feeds of a change; a correction is told where what it takes back was told, and nowhere else."""
        if change.kind == "correction" and replaced:
            keys = [*catalog.feeds_of(replaced), catalog.kind_key(change.kind)]
        else:
            keys = [*catalog.feeds_of(change), *(catalog.feeds_of(replaced) if replaced else ())]
        keys += (one.key for one in self.watches if one.matches(change, names))
        return list(dict.fromkeys([*keys, *catalog.also_former(keys, self.former)]))


def _shelved(entry: Entry, edited: datetime, state: str) -> shelf.Shelved:
    return shelf.Shelved(entry.uid, entry.title, packed(entry), entry.published, entry.updated, edited, state)
