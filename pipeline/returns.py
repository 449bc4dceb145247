"""Where exactly a production is seen, and who was there before: earlier seasons, siblings, anybody. Reading only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from sqlite_utils import Database

from pipeline.model import Change, Event
from pipeline.queries import production_of
from pipeline.reading.places import is_known_place, place_key
from pipeline.reading.sets import spots
from pipeline.wording import name_of

PRECISE = 2
"""A place of fewer words than this is no place to return to; neither is a city, a state, a country."""
SEEN_IN = frozenset({Event.STARTED_FILMING.value, Event.FILMING.value, "spotted"})
"""The kinds of change whose places may be places of before."""
AROUND = timedelta(days=3)
"""Reports of so many days before and after a change tell where it was."""


@dataclass(frozen=True, slots=True)
class Return:
    """A place of a production, the sets filmed there, and the productions that were there before, as far as known."""

    place: str
    before: tuple[str, ...] = ()
    sets: tuple[str, ...] = ()


def returns(db: Database, change: Change, most: int = 3) -> tuple[Return, ...]:
    """The street corners that the reports around ``change`` name, and those of its places that were used before."""
    found = _corners(db, change, most)
    told = {place_key(corner.place) for corner in found}
    for place in dict.fromkeys(change.places):
        key = place_key(place)
        if len(place.split()) < PRECISE or is_known_place(place) or any(f"{key} ".startswith(f"{k} ") for k in told):
            continue
        if before := _before(db, change, {key}, None, most):
            found.append(Return(place, before))
    return tuple(found)


def _corners(db: Database, change: Change, most: int) -> list[Return]:
    printed: dict[str, str] = {}
    keys: dict[str, set[str]] = {}
    sets: dict[str, list[str]] = {}
    seasons: dict[str, int] = {}
    for row in _rows(db, change):
        for spot in (*spots(row["place"] or ""), *spots(row["evidence"])):
            key = place_key(spot.corner)
            printed.setdefault(key, spot.corner)
            keys.setdefault(key, {key}).update(k for k in (row["spot"],) if k and k.startswith(key))
            sets.setdefault(key, []).extend(spot.sets)
            if spot.known_from and spot.known_from < (change.production.season or 0):
                seasons.setdefault(key, spot.known_from)
    found = []
    for key, place in printed.items():
        before = list(_before(db, change, keys[key], key, most))
        if key in seasons:
            before.append(name_of(replace(change.production, season=seasons[key])))
        found.append(Return(place, tuple(dict.fromkeys(before)), tuple(dict.fromkeys(sets[key]))))
    return found


def _rows(db: Database, change: Change) -> list[dict[str, Any]]:
    """The reports of those days that place the production, the most trusted first."""
    first = change.happened.earliest if change.happened else change.noticed_at.date()
    last = change.happened.latest if change.happened else first
    return list(
        db.query(
            """SELECT r.place, r.spot, r.evidence FROM reports r JOIN sources s ON s.slug = r.source
                WHERE r.production_id = ? AND r.event IN ('started_filming', 'filming', 'resumed', 'reshoots')
                  AND r.modality = 'asserted' AND r.gone_at IS NULL AND r.published BETWEEN ? AND ?
                ORDER BY s.trust DESC, r.published, r.id""",
            (change.production.id, (first - AROUND).isoformat(), (last + AROUND).isoformat()),
        )
    )


def _before(db: Database, change: Change, keys: Iterable[str], corner: str | None, most: int) -> tuple[str, ...]:
    """The productions that were reported at a place before: at exactly this one, or, for its own series, at this
    ``corner`` whether or not the city is printed."""
    exact = sorted(keys)
    day = change.happened.latest if change.happened else change.noticed_at.date()
    low, high = (f"{corner} ", f"{corner}!") if corner else ("", "")
    rows = db.query(
        f"""SELECT p.*, min(r.published) AS first FROM reports r JOIN productions p ON p.id = r.production_id
            WHERE (r.spot IN ({", ".join("?" for _ in exact)})
                   OR (r.spot >= ? AND r.spot < ? AND p.key = (SELECT key FROM productions WHERE id = ?)))
              AND p.id <> ? AND p.merged_into IS NULL AND r.published < ?
            GROUP BY p.id ORDER BY p.key = (SELECT key FROM productions WHERE id = ?) DESC, first DESC, p.id
            LIMIT ?""",
        (*exact, low, high, change.production.id, change.production.id, day.isoformat(), change.production.id, most),
    )
    return tuple(name_of(production_of(row)) for row in list(rows))
