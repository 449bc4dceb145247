"""Who was at a place before: earlier seasons, siblings, or anybody. Reading only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database

from pipeline.queries import production_of
from pipeline.wording import name_of

PRECISE = 2
"""A place of fewer words than this (a city, a state) is no place to return to."""


@dataclass(frozen=True, slots=True)
class Return:
    """A place of a production, and the productions that were reported there before."""

    place: str
    before: tuple[str, ...]


def returns(db: Database, production_id: int, places: Iterable[str], most: int = 3) -> tuple[Return, ...]:
    """For each of ``places`` (as printed) that other productions used before: which ones, the nearest kin first."""
    found = []
    for place in dict.fromkeys(places):
        rows = list(
            db.query(
                """SELECT p.*, min(r.published) AS first FROM reports r JOIN productions p ON p.id = r.production_id
                    WHERE r.spot = (SELECT spot FROM reports WHERE production_id = ? AND place = ? LIMIT 1)
                      AND p.id <> ? AND p.merged_into IS NULL
                      AND r.published < (SELECT max(published) FROM reports WHERE production_id = ? AND place = ?)
                    GROUP BY p.id ORDER BY p.key = (SELECT key FROM productions WHERE id = ?) DESC, first DESC, p.id
                    LIMIT ?""",
                (production_id, place, production_id, production_id, place, production_id, most),
            )
        )
        if rows and len(place.split()) >= PRECISE:
            found.append(Return(place, tuple(name_of(production_of(row)) for row in rows)))
    return tuple(found)
