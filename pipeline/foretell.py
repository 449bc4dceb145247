"""Forecasts of the productions in the database: made when a milestone passes, withdrawn when a date is set, scored.

The model learns from the shipped table, as it stood on the day, and from the database's own completed productions.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlite_utils import Database

from pipeline import asof, ledger, sayings
from pipeline.courses import course, day_of, timelines
from pipeline.forecast import Forecast, Model, Subject, Timeline, as_of, load_facts
from pipeline.identity import comparison
from pipeline.model import Production, Status, Window
from pipeline.plans import plan_of
from pipeline.queries import production_by_slug
from pipeline.store import moment, one, stamp
from pipeline.weigh import THRESHOLD, Said, support
from pipeline.wording import day_words, listed

MOVED = timedelta(days=7)
"""A forecast that moved by less than this is not made anew."""
AGAIN = timedelta(days=30)
"""A forecast is looked at again after this, if its production is touched."""
MOST_NAMED = 3
"""So many comparable productions are named in an entry."""
MAKING = (Status.FILMING, Status.WRAPPED, Status.POST_PRODUCTION, Status.ON_HOLD)


@dataclass(frozen=True, slots=True)
class Kept:
    """A forecast as it stands in the database."""

    forecast: Forecast
    made_at: str


@lru_cache(maxsize=4)
def _model(facts: tuple[Timeline, ...]) -> Model:
    return Model.fit(facts)


def model(own: tuple[Timeline, ...], today: date) -> Model:
    """What can be learned from the shipped table, as it stood when the month began, and from the database's ``own``
    productions. The same for all productions and most days, since fitting is what costs."""
    named = {(comparison(t.title), t.season) for t in own}
    month = today.replace(day=1)
    shipped = (f for f in as_of(load_facts(), month) if (comparison(f.title), f.season) not in named)
    released = (replace(t, seen_until=t.released) for t in own if t.released is not None)
    return _model((*shipped, *released, *as_of((t for t in own if t.released is None), month)))


def foretell(db: Database, slug: str, now: datetime) -> Forecast | None:
    """The forecast for one production at ``now``, from what was known then; None where there is nothing to foretell."""
    then = asof.past(db, now)
    asked = subject(db, slug, now, then)
    if isinstance(asked, str):
        return None
    return model(timelines(db, now.date(), then), now.date()).forecast(asked, now.date())


def why_not(db: Database, slug: str, now: datetime) -> str:
    """Why there is nothing to foretell of a production, in words; empty where there is."""
    asked = subject(db, slug, now, asof.past(db, now))
    return asked if isinstance(asked, str) else ""


def subject(db: Database, slug: str, now: datetime, then: datetime | None = None) -> Subject | str:
    """A production as the model is asked about it, or why it is not. ``then``: as it was believed at that moment."""
    made = production_by_slug(db, slug)
    if made is None:
        return "there is no such production"
    status, planned = _standing_then(db, made, then) if then else (made.status, _planned(db, made.id))
    known = course(db, made, now.date(), then)
    if status is Status.RELEASED:
        return "it is released already"
    if status is Status.CANCELLED:
        return "it was cancelled"
    if planned and planned.days == 1:
        return f"its release is set for {day_words(planned.earliest)}"
    if known is None or status not in MAKING:
        return "no start of its filming is known"
    within = _between(planned, sayings.said_of(db, made.id), now, ledger.source_names(db)) if planned else None
    return Subject(
        known.title, known.season, known.medium, known.channel, known.network, known.country, known.started,
        known.start_precision, known.wrapped, within=within,
    )  # fmt: skip


def _between(planned: Window, said: Iterable[Said], at: datetime, names: Mapping[str, str]) -> Window:
    """The window that a release is held to. Where as many say another one, near but apart, nobody knows which it will
    be: both, and what lies between them."""
    other = [
        s for s in said
        if s.live(at) and plan_of(s) == "release" and s.date and s.date.latest > at.date()
        and 0 < s.date.gap(planned) <= planned.days
    ]  # fmt: skip
    days = [s.date for s in other if s.date] if support(other, names) >= THRESHOLD else []
    both = [planned, *days]
    return Window(min(window.earliest for window in both), max(window.latest for window in both))


def _standing_then(db: Database, made: Production, then: datetime) -> tuple[Status | None, Window | None]:
    standing = asof.believed(db, made, then).standing
    return standing.status, standing.planned.get("release")


def _planned(db: Database, production_id: int) -> Window | None:
    """The day or the window for which the release is announced."""
    days = one(db, "SELECT planned_release AS days FROM productions WHERE id = ?", (production_id,))["days"]
    return Window(*map(date.fromisoformat, (days.split("/")[0], days.split("/")[-1]))) if days else None


def update(db: Database, productions: Iterable[int], now: datetime) -> None:
    """Make, move, withdraw and score the forecasts of the productions that a cycle touched."""
    own: tuple[Timeline, ...] | None = None
    for production_id in sorted(set(productions)):
        row = next(iter(db.query("SELECT slug, status FROM productions WHERE id = ?", (production_id,))))
        with db.atomic():
            _score(db, production_id, row["status"], now)
            if row["status"] not in MAKING:
                _keep(db, production_id, None, now)
            elif _due(db, production_id, now):
                own = timelines(db, now.date()) if own is None else own
                asked = subject(db, row["slug"], now)
                made = None if isinstance(asked, str) else model(own, now.date()).forecast(asked, now.date())
                _keep(db, production_id, made, now)


def _due(db: Database, production_id: int, now: datetime) -> bool:
    """Is there anything to foretell anew: no forecast yet, a milestone, a set date or word of one since, or a month
    gone by?"""
    held = standing(db, [production_id]).get(production_id)
    since = held.made_at if held else ""
    if held and now - moment(held.made_at) > AGAIN:
        return True
    rows = db.query(
        """SELECT 1 FROM changes WHERE production_id = ? AND touched_at > ? AND state IN ('published', 'backfilled')
              AND kind IN ('started_filming', 'wrapped_filming', 'release_date_set', 'date_set', 'date_moved',
                           'correction')
            UNION ALL SELECT 1 FROM reports WHERE production_id = ? AND noticed_at > ?
              AND event IN ('release_date_set', 'released', 'delayed') LIMIT 1""",
        (production_id, since, production_id, since),
    )
    return bool(list(rows))


def _score(db: Database, production_id: int, status: str | None, now: datetime) -> None:
    if status != Status.RELEASED:
        return
    rows = db.query(
        """SELECT happened_latest AS day FROM changes WHERE production_id = ? AND kind = 'released'
              AND state IN ('published', 'backfilled') ORDER BY happened_latest LIMIT 1""",
        (production_id,),
    )
    for row in list(rows):
        db.execute(
            """UPDATE forecasts SET released = ?, withdrawn_at = coalesce(withdrawn_at, ?)
                WHERE production_id = ? AND released IS NULL""",
            (row["day"], stamp(now), production_id),
        )


def _keep(db: Database, production_id: int, made: Forecast | None, now: datetime) -> None:
    held = standing(db, [production_id]).get(production_id)
    if made is None and held is None:
        return
    if made and held and _as_before(made, held.forecast):
        return
    db.execute(
        "UPDATE forecasts SET withdrawn_at = ? WHERE production_id = ? AND withdrawn_at IS NULL",
        (stamp(now), production_id),
    )
    if made is not None:
        db.execute(
            """INSERT OR REPLACE INTO forecasts (production_id, made_at, milestone, earliest, median, latest, basis,
               comparables) VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
            (production_id, stamp(now), made.from_milestone, made.earliest.isoformat(), made.median.isoformat(),
             made.latest.isoformat(), made.basis, json.dumps([_as_json(t) for t in made.comparables])),
        )  # fmt: skip


def _as_before(made: Forecast, held: Forecast) -> bool:
    """No news: the same milestone, about the same median, and nothing held beyond a window that is announced."""
    if made.within and not (made.within.earliest <= held.earliest and held.latest <= made.within.latest):
        return False
    return made.from_milestone == held.from_milestone and abs(made.median - held.median) < MOVED


def _as_json(timeline: Timeline) -> dict[str, Any]:
    return {
        "id": timeline.id, "title": timeline.title, "season": timeline.season, "medium": timeline.medium,
        "network": timeline.network, "started": timeline.started.isoformat(),
        "started_to": timeline.start_precision,
        "released": timeline.released.isoformat() if timeline.released else None,
        "released_to": timeline.release_precision,
    }  # fmt: skip


def _from_json(row: Mapping[str, Any]) -> Timeline:
    started = date.fromisoformat(row["started"])
    return Timeline(
        id=row["id"], title=row["title"], season=row["season"], medium=row["medium"], channel=None,
        network=row["network"], country=None, started=started, wrapped=None, released=day_of(row["released"]),
        start_precision=row.get("started_to", "day"), release_precision=row.get("released_to", "day"),
        seen_until=day_of(row["released"]) or started,
    )  # fmt: skip


def standing(db: Database, productions: Iterable[int] | None = None) -> dict[int, Kept]:
    """The forecasts that stand, by production: of ``productions``, or all."""
    wanted = None if productions is None else set(productions)
    return {
        row["production_id"]: Kept(
            Forecast(
                date.fromisoformat(row["median"]), date.fromisoformat(row["earliest"]),
                date.fromisoformat(row["latest"]), tuple(_from_json(t) for t in json.loads(row["comparables"])),
                row["basis"], row["milestone"],
            ),
            row["made_at"],
        )
        for row in _standing_rows(db, wanted)
    }  # fmt: skip


def _standing_rows(db: Database, wanted: set[int] | None) -> Iterable[dict[str, Any]]:
    sql = "SELECT * FROM forecasts WHERE withdrawn_at IS NULL"
    if wanted is None:
        yield from db.query(f"{sql} ORDER BY production_id")
        return
    for production_id in sorted(wanted):
        yield from db.query(f"{sql} AND production_id = ?", (production_id,))


def scored(db: Database) -> list[dict[str, Any]]:
    """Every forecast that was kept of what has been released since, and how far off it was; oldest first."""
    rows = db.query(
        """SELECT p.slug, substr(f.made_at, 1, 10) AS made, f.milestone AS "from", f.earliest, f.median, f.latest,
                  f.released, CAST(julianday(f.released) - julianday(f.median) AS INTEGER) AS days_off,
                  f.released BETWEEN f.earliest AND f.latest AS inside
             FROM forecasts f JOIN productions p ON p.id = f.production_id
            WHERE f.released IS NOT NULL ORDER BY f.made_at, p.slug"""
    )
    return [{**row, "inside": bool(row["inside"])} for row in rows]


def expected_words(forecast: Forecast) -> str:
    """A forecast in a few sentences, for entries."""
    like = tuple(f"{t.title} (season {t.season})" if t.season else t.title for t in forecast.comparables[:MOST_NAMED])
    compared = f" Compared with {listed(like)}." if like else ""
    return (
        f"a release around {day_words(forecast.median)}, most likely between {day_words(forecast.earliest)} and "
        f"{day_words(forecast.latest)} (four in five). {forecast.basis}{compared}"
    )
