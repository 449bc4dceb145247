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

from pipeline.forecast import Forecast, Model, Subject, Timeline, as_of, channel_of, load_facts
from pipeline.identity import comparison
from pipeline.model import Medium, Status
from pipeline.store import moment, one, stamp
from pipeline.wording import day_words, listed

MOST_OWN = 400
"""So many of the database's own productions are learned from: the ones that started last."""
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


def timelines(db: Database, today: date) -> tuple[Timeline, ...]:
    """The courses of the database's own productions, as far as they are known, by one weak report or by many: of those
    that started before this month, the last ones.

    One that is not released was looked at until the month of its last report: a production that nobody speaks of any
    more may long have been released.
    """
    return _courses(db, today)


def _courses(db: Database, today: date, slug: str | None = None) -> tuple[Timeline, ...]:
    rows = db.query(
        f"""SELECT p.id, p.slug, p.title, p.season, p.medium, p.network,
                  min(CASE WHEN c.kind = 'started_filming' THEN c.happened_earliest END) AS first,
                  min(CASE WHEN c.kind = 'started_filming' THEN c.happened_latest END) AS last,
                  min(CASE WHEN c.kind = 'wrapped_filming' THEN c.happened_latest END) AS wrapped,
                  min(CASE WHEN c.kind = 'released' THEN c.happened_latest END) AS released
             FROM changes c JOIN productions p ON p.id = c.production_id
            WHERE c.kind IN ('started_filming', 'wrapped_filming', 'released')
              AND c.state <> 'withdrawn' AND p.merged_into IS NULL {"AND p.slug = ?" if slug else ""}
            GROUP BY p.id HAVING first IS NOT NULL {"" if slug else "AND first < ?"}
            ORDER BY first DESC, p.id LIMIT {MOST_OWN}""",
        (slug or today.replace(day=1).isoformat(),),
    )
    return tuple(_timeline(db, row, today) for row in list(rows))


def _timeline(db: Database, row: Mapping[str, Any], today: date) -> Timeline:
    medium: Medium = "tv" if row["medium"] == "tv" or row["season"] is not None else "film"
    network = row["network"] or _network(db, row["id"], medium)
    first, last = date.fromisoformat(row["first"]), date.fromisoformat(row["last"])
    return Timeline(
        id=row["slug"], title=row["title"], season=row["season"] or (1 if medium == "tv" else None), medium=medium,
        channel=channel_of(network, medium), network=network, country=None, started=first + (last - first) / 2,
        start_precision="day" if (last - first).days <= 3 else "month", wrapped=_day(row["wrapped"]),
        released=_day(row["released"]), seen_until=min(_spoken_of(db, row["id"]) or today, today).replace(day=1),
    )  # fmt: skip


def _spoken_of(db: Database, production_id: int) -> date | None:
    return _day(one(db, "SELECT max(published) AS day FROM reports WHERE production_id = ?", (production_id,))["day"])


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _network(db: Database, production_id: int, medium: Medium) -> str | None:
    """The network that speaks for a production itself: a primary source that bears a network's name."""
    rows = db.query(
        """SELECT DISTINCT s.name FROM reports r JOIN sources s ON s.slug = r.source
            WHERE r.production_id = ? AND s.trust = 3 ORDER BY s.name""",
        (production_id,),
    )
    return next((row["name"] for row in rows if channel_of(row["name"], medium)), None)


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
    """The forecast for one production at ``now``; None where no start is known, or a release date is set."""
    return _foretell(db, slug, timelines(db, now.date()), now)


def _foretell(db: Database, slug: str, own: tuple[Timeline, ...], now: datetime) -> Forecast | None:
    rows = list(db.query("SELECT status, planned_release FROM productions WHERE slug = ?", (slug,)))
    if not rows or rows[0]["status"] not in MAKING or ((planned := rows[0]["planned_release"]) and len(planned) == 10):
        return None
    today = now.date()
    subject = next(iter(_courses(db, today, slug)), None)
    if subject is None:
        return None
    asked = Subject(
        subject.title, subject.season, subject.medium, subject.channel, subject.network, subject.country,
        subject.started, subject.start_precision, subject.wrapped,
    )  # fmt: skip
    return model(own, today).forecast(asked, today)


def update(db: Database, productions: Iterable[int], now: datetime) -> None:
    """Make, move, withdraw and score the forecasts of the productions that a cycle touched."""
    own: tuple[Timeline, ...] | None = None
    for production_id in sorted(set(productions)):
        row = next(iter(db.query("SELECT slug, status FROM productions WHERE id = ?", (production_id,))))
        with db.atomic():
            _score(db, production_id, row["status"], now)
            if row["status"] in MAKING and _due(db, production_id, now):
                own = timelines(db, now.date()) if own is None else own
                _keep(db, production_id, _foretell(db, row["slug"], own, now), now)


def _due(db: Database, production_id: int, now: datetime) -> bool:
    """Is there anything to foretell anew: no forecast yet, a milestone or a set date since, or a month gone by?"""
    held = standing(db, [production_id]).get(production_id)
    since = held.made_at if held else ""
    if held and now - moment(held.made_at) > AGAIN:
        return True
    rows = db.query(
        """SELECT 1 FROM changes WHERE production_id = ? AND touched_at > ? AND state IN ('published', 'backfilled')
              AND kind IN ('started_filming', 'wrapped_filming', 'release_date_set', 'date_moved', 'correction')
            LIMIT 1""",
        (production_id, since),
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
    return made.from_milestone == held.from_milestone and abs(made.median - held.median) < MOVED


def _as_json(timeline: Timeline) -> dict[str, Any]:
    return {
        "id": timeline.id, "title": timeline.title, "season": timeline.season, "medium": timeline.medium,
        "network": timeline.network, "started": timeline.started.isoformat(),
        "released": timeline.released.isoformat() if timeline.released else None,
    }  # fmt: skip


def _from_json(row: Mapping[str, Any]) -> Timeline:
    started = date.fromisoformat(row["started"])
    return Timeline(
        id=row["id"], title=row["title"], season=row["season"], medium=row["medium"], channel=None,
        network=row["network"], country=None, started=started, start_precision="day", wrapped=None,
        released=_day(row["released"]), seen_until=_day(row["released"]) or started,
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
