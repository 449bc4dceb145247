"""Which production is to be shot before which, by what reports say: "right after X", "back to back with X"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sqlite_utils import Database

from pipeline import ledger
from pipeline.identity import comparison
from pipeline.sequence import OVER, SHOOTING, Firsts
from pipeline.store import moment

ORDERED = "r.relation IN ('after', 'back_to_back') AND r.modality IN ('asserted', 'planned') AND r.gone_at IS NULL"
"""Two shoots that overlap are in no order; a rumour orders nothing."""


def followers(db: Database, productions: Iterable[int]) -> set[int]:
    """The productions that are to be shot after these: what is believed of them may hang on these."""
    keys = {row["key"] for made in set(productions)
            for row in db.query("SELECT key FROM productions WHERE id = ?", (made,))}  # fmt: skip
    if not keys:
        return set()
    rows = db.query(
        f"""SELECT DISTINCT r.related, r.production_id FROM reports r
             WHERE r.related IS NOT NULL AND {ORDERED} AND r.production_id IS NOT NULL"""
    )
    return {row["production_id"] for row in rows if comparison(row["related"]) in keys}


def firsts(db: Database, production_id: int) -> Firsts:
    """The reports, of shooting and of its end, of the productions that are to be shot before this one.

    For this one they are known from when the order was known.
    """
    rows = db.query(
        f"""SELECT r.related, min(r.noticed_at) AS since FROM reports r
             WHERE r.production_id = ? AND r.related IS NOT NULL AND {ORDERED} GROUP BY r.related""",
        (production_id,),
    )
    since: dict[str, datetime] = {}
    for row in rows:
        key, known = comparison(row["related"]), moment(row["since"])
        since[key] = min(since.get(key, known), known)
    found = []
    for key, known in sorted(since.items()):
        others = db.query(
            """SELECT id FROM productions WHERE key = ? AND merged_into IS NULL AND id <> ?
                  AND key <> (SELECT key FROM productions WHERE id = ?) ORDER BY id""",
            (key, production_id, production_id),
        )
        for other in list(others):
            said = [s for s in ledger.said_of(db, other["id"]) if s.event in SHOOTING | OVER]
            found.append([replace(s, noticed=max(s.noticed, known)) for s in said])
    return tuple(found)
