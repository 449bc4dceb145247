"""Which production is to be shot before which, by what reports say: "right after X", "back to back with X".

A tie is to one season: the one that the words name, else the first that was not released when they were written. Where
every season that is known was out by then, the one that is meant is not known, and nothing is concluded.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlite_utils import Database

from pipeline import sayings
from pipeline.identity import comparison
from pipeline.model import Event, Modality, Status
from pipeline.sequence import OVER, SHOOTING, Firsts
from pipeline.store import moment, stamp
from pipeline.weigh import Said

ORDERED = "r.relation IN ('after', 'back_to_back') AND r.modality IN ('asserted', 'planned') AND r.gone_at IS NULL"
"""Two shoots that overlap are in no order; a rumour orders nothing."""
LONG_AGO = timedelta(days=365)
"""A shoot that was over for longer than this before another began is not what that one waited for."""


@dataclass(frozen=True, slots=True)
class Tie:
    """One tie: the other title's comparison form, the season that is named, the day it was said, since when known."""

    key: str
    season: int | None
    day: date
    since: datetime


@dataclass(frozen=True, slots=True)
class Known:
    """A production that a tie may mean: its season, and its reports."""

    id: int
    season: int | None
    said: Sequence[Said]


def meant(tie: Tie, known: Iterable[Known]) -> list[Known]:
    """Those of the productions of its title that a tie means. Pure."""
    if tie.season is not None:
        return [one for one in known if one.season == tie.season or (tie.season == 1 and one.season is None)]
    to_come = [one for one in known if not _out_by(one.said, tie.day)]
    first = min((one.season or 1 for one in to_come), default=None)
    return [one for one in to_come if (one.season or 1) == first]


def _out_by(said: Iterable[Said], day: date) -> bool:
    return any(
        s.window.latest < day and Event.RELEASED in (s.event, Event.RELEASED if s.status is Status.RELEASED else None)
        for s in said if s.modality is Modality.ASSERTED and not s.part
    )  # fmt: skip


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


def firsts(db: Database, production_id: int, by: datetime | None = None) -> Firsts:
    """The reports, of shooting and of its end, of the productions that are to be shot before this one.

    For this one they are known from when the order was known. ``by``: as was known by that moment.
    """
    since: dict[int, datetime] = {}
    said: dict[int, Sequence[Said]] = {}
    for tie, other in _tied(db, production_id, by):
        since[other.id] = min(since.get(other.id, tie.since), tie.since)
        said[other.id] = other.said
    return tuple(
        [replace(s, noticed=max(s.noticed, since[other])) for s in said[other] if s.event in SHOOTING | OVER]
        for other in sorted(said)
    )


def wraps_before(db: Database, production_id: int, started: date) -> list[int]:
    """The reports by which the productions that come first wrapped, in the year before that start or at it."""
    found: list[int] = []
    for other in sorted({other.id for _, other in _tied(db, production_id)}):
        rows = db.query(
            """SELECT cr.report_id AS id FROM changes c JOIN change_reports cr ON cr.change_id = c.id AND cr.counted = 1
                WHERE c.production_id = ? AND c.kind = 'wrapped_filming' AND c.state <> 'withdrawn'
                  AND c.happened_earliest BETWEEN ? AND ? ORDER BY cr.report_id""",
            (other, (started - LONG_AGO).isoformat(), started.isoformat()),
        )
        found += [row["id"] for row in rows]
    return found


def _tied(db: Database, production_id: int, by: datetime | None = None) -> list[tuple[Tie, Known]]:
    """The ties of a production that order its shoot, each with the productions that it means; never its own title."""
    rows = db.query(
        f"""SELECT r.related, r.related_season, r.published, r.noticed_at FROM reports r
             WHERE r.production_id = ? AND r.related IS NOT NULL AND {ORDERED} AND r.noticed_at <= ?
             ORDER BY r.noticed_at, r.id""",
        (production_id, stamp(by) if by else "9999"),
    )
    ties = [
        Tie(comparison(row["related"]), row["related_season"], date.fromisoformat(row["published"]),
            moment(row["noticed_at"]))
        for row in rows
    ]  # fmt: skip
    known = {key: _known(db, key, production_id, by) for key in sorted({tie.key for tie in ties})}
    return [(tie, other) for tie in ties for other in meant(tie, known[tie.key])]


def _known(db: Database, key: str, production_id: int, by: datetime | None) -> list[Known]:
    rows = db.query(
        """SELECT id, season FROM productions WHERE key = ? AND merged_into IS NULL AND id <> ?
              AND key <> (SELECT key FROM productions WHERE id = ?) ORDER BY id""",
        (key, production_id, production_id),
    )
    return [Known(row["id"], row["season"], _said_by(db, row["id"], by)) for row in list(rows)]


def _said_by(db: Database, production_id: int, by: datetime | None) -> list[Said]:
    return [said for said in sayings.said_of(db, production_id) if by is None or said.noticed <= by]
