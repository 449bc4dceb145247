"""Where exactly a production is seen, and who was there before: earlier seasons, siblings, anybody. Reading only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from sqlite_utils import Database

from pipeline.model import Change, Event
from pipeline.queries import production_of
from pipeline.reading.places import is_known_place, place_key
from pipeline.reading.sets import spots
from pipeline.store import moment, stamp
from pipeline.wording import name_of

PRECISE = 2
"""A place of fewer words than this is no place to return to; neither is a city, a state, a country."""
SEEN_IN = frozenset({Event.STARTED_FILMING.value, Event.FILMING.value, "spotted"})
"""The kinds of change whose places may be places of before."""
AROUND = timedelta(days=3)
"""Reports of so many days before and after a change tell where it was."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A page that says so."""

    source_name: str
    url: str
    published: datetime | None


@dataclass(frozen=True, slots=True)
class Return:
    """A place of a production, the sets filmed there, and the productions that were there before, as far as known.

    ``before_by`` are the pages that tell of the earlier use, ``sets_by`` those that tell of the sets.
    """

    place: str
    before: tuple[str, ...] = ()
    sets: tuple[str, ...] = ()
    before_by: tuple[Cited, ...] = field(default=(), compare=False)
    sets_by: tuple[Cited, ...] = field(default=(), compare=False)


@dataclass(slots=True)
class _Corner:
    """What the reports of those days say of one street corner, by its comparison form."""

    key: str
    printed: str
    keys: set[str]
    sets: dict[str, None] = field(default_factory=dict)
    sets_by: list[Cited] = field(default_factory=list)
    known_from: int | None = None
    known_by: list[Cited] = field(default_factory=list)


def returns(db: Database, change: Change, most: int = 3, by: datetime | None = None) -> tuple[Return, ...]:
    """The street corners that the reports around ``change`` name, and those of its places that were used before.

    A corner is called as the change calls it. ``by``: from what was known at that moment.
    """
    until = stamp(by) if by else "9999"
    found = _corners(db, change, most, until)
    told = {place_key(corner.place) for corner in found}
    for place in dict.fromkeys(change.places):
        key = place_key(place)
        if len(place.split()) < PRECISE or is_known_place(place) or any(f"{key} ".startswith(f"{k} ") for k in told):
            continue
        if before := _before(db, change, {key}, None, most, until):
            found.append(Return(place, tuple(before), before_by=tuple(before.values())))
    return tuple(found)


def _corners(db: Database, change: Change, most: int, until: str) -> list[Return]:
    own = {place_key(place): place for place in change.places}
    found = []
    for corner in _told_corners(db, change, until):
        place = next((own[k] for k in own if f"{k} ".startswith(f"{corner.key} ")), corner.printed)
        before = _before(db, change, corner.keys, corner.key, most, until)
        if corner.known_from:
            before.setdefault(name_of(replace(change.production, season=corner.known_from)), corner.known_by[0])
        found.append(Return(place, tuple(before), tuple(corner.sets), tuple(before.values()), tuple(corner.sets_by)))
    return found


def _told_corners(db: Database, change: Change, until: str) -> Iterable[_Corner]:
    found: dict[str, _Corner] = {}
    for row in _rows(db, change, until):
        for spot in (*spots(row["place"] or ""), *spots(row["evidence"])):
            key = place_key(spot.corner)
            corner = found.setdefault(key, _Corner(key, spot.corner, {key}))
            corner.keys.update(k for k in (row["spot"],) if k and k.startswith(key))
            corner.sets.update(dict.fromkeys(spot.sets))
            if spot.sets:
                corner.sets_by.append(_cited(row))
            if spot.known_from and spot.known_from < (change.production.season or 0):
                corner.known_from = corner.known_from or spot.known_from
                corner.known_by.append(_cited(row))
    return found.values()


def _cited(row: Mapping[str, Any]) -> Cited:
    return Cited(row["name"], row["url"], moment(f"{row['published']}T00:00:00Z") if row["published"] else None)


def _rows(db: Database, change: Change, until: str) -> list[dict[str, Any]]:
    """The reports of those days that place the production, the most trusted first."""
    first = change.happened.earliest if change.happened else change.noticed_at.date()
    last = change.happened.latest if change.happened else first
    return list(
        db.query(
            """SELECT r.place, r.spot, r.evidence, r.published, s.name, g.url FROM reports r
                 JOIN sources s ON s.slug = r.source JOIN pages g ON g.id = r.page_id
                WHERE r.production_id = ? AND r.noticed_at <= ?
                  AND r.event IN ('started_filming', 'filming', 'resumed', 'reshoots')
                  AND r.modality = 'asserted' AND (r.gone_at IS NULL OR r.gone_at > ?)
                  AND r.published BETWEEN ? AND ?
                ORDER BY s.trust DESC, r.published, r.id""",
            (change.production.id, until, until, (first - AROUND).isoformat(), (last + AROUND).isoformat()),
        )
    )


def _before(
    db: Database, change: Change, keys: Iterable[str], corner: str | None, most: int, until: str
) -> dict[str, Cited]:
    """The productions that were reported at a place before, each with the page that was first to say so: at exactly
    this one, or, for its own series, at this ``corner`` whether or not the city is printed."""
    exact = sorted(keys)
    day = change.happened.latest if change.happened else change.noticed_at.date()
    low, high = (f"{corner} ", f"{corner}!") if corner else ("", "")
    rows = db.query(
        f"""SELECT p.*, min(r.published) AS published, s.name, g.url FROM reports r
              JOIN productions p ON p.id = r.production_id JOIN sources s ON s.slug = r.source
              JOIN pages g ON g.id = r.page_id
            WHERE (r.spot IN ({", ".join("?" for _ in exact)})
                   OR (r.spot >= ? AND r.spot < ? AND p.key = (SELECT key FROM productions WHERE id = ?)))
              AND p.id <> ? AND p.merged_into IS NULL AND r.published < ? AND r.noticed_at <= ?
            GROUP BY p.id ORDER BY p.key = (SELECT key FROM productions WHERE id = ?) DESC, published DESC, p.id
            LIMIT ?""",
        (*exact, low, high, change.production.id, change.production.id, day.isoformat(), until, change.production.id,
         most),
    )  # fmt: skip
    return {name_of(production_of(row)): _cited(row) for row in list(rows)}
