"""Finding productions by what a person types, and the sources' health, for the command line. Reading only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Unpack

from pipeline.filters import TIME, Filters, wanted
from pipeline.moments import stamp
from pipeline.readable import Readable

if TYPE_CHECKING:
    from pipeline.identity import Named

SILENCE = timedelta(days=2 * 365)
"""Of a production that was not heard of for so long nobody can say when it will be released."""


def slugs(db: Readable, title: str) -> list[str]:
    """The slugs of the productions that ``title`` (or a slug) names, with its season where it names one."""
    from pipeline.identity import Named, typed

    slug = title.strip().casefold()
    exact = list(db.query("SELECT slug FROM productions WHERE slug = ? AND merged_into IS NULL", (slug,)))
    if exact:
        return [slug]
    if found := _named(db, slug, typed(title)) or _moved(db, slug):
        return found
    number = re.fullmatch(r"(.*\S)\s+(\d{1,2})", title)  # "Jessica Jones 2", where no title ends so: its second season
    return _named(db, slug, Named(number[1], season=int(number[2]))) if number else []


def _named(db: Readable, slug: str, named: Named) -> list[str]:
    from pipeline.identity import comparison

    key = comparison(named.title)
    rows = db.query(
        """SELECT p.slug, p.season, p.id FROM productions p
            WHERE p.id IN (SELECT id FROM productions WHERE slug = ? UNION SELECT id FROM productions WHERE key = ?
                           UNION SELECT production_id FROM aliases WHERE key = ?)
              AND p.merged_into IS NULL AND (? IS NULL OR p.season = ?) ORDER BY p.season, p.id""",
        (slug, key, key, named.season, named.season),
    )
    return [row["slug"] for row in rows]


def _moved(db: Readable, slug: str) -> list[str]:
    return [row["target"] for row in db.query("SELECT target FROM redirects WHERE slug = ?", (slug,))]


def listed(db: Readable, **filters: Unpack[Filters]) -> list[dict[str, Any]]:
    """The changes that meet every condition of ``filters.wanted``, a line each: date, state, support and change."""
    which, values = wanted(filters)
    sql = f"""SELECT substr({TIME}, 1, 10) AS date, c.state, c.support, c.summary AS change
                FROM changes c JOIN productions p ON p.id = c.production_id {which}"""
    return list(db.query(sql, values))


def nearest(db: Readable, title: str, most: int = 3) -> list[str]:
    """The known titles that are most like ``title``; where it names a season, with the seasons that are known."""
    from pipeline.identity import typed

    titles = db.query("SELECT DISTINCT title FROM productions WHERE merged_into IS NULL ORDER BY title LIMIT 200000")
    asked = typed(title)
    near = _like(asked.title, [row["title"] for row in titles], most)
    return near if asked.season is None else [name for one in near for name in _seasons(db, one, asked.season)][:most]


def unknown(db: Readable, title: str) -> str:
    """What is said of a ``title`` that names no production, with the nearest."""
    near = nearest(db, title)
    advice = f"did you mean {' or '.join(near)}?" if near else "'slatewatch search WORDS' looks further"
    return f"no production named '{title}'; {advice}"


def silent_since(db: Readable, slug: str, now: datetime) -> str | None:
    """The month in which a production was last heard of, where that is longer ago than ``SILENCE``; None where it is
    not, where a list still has it, and where its release is planned for a day to come."""
    sql = """SELECT max(r.noticed_at) AS at FROM reports r JOIN productions p ON p.id = r.production_id
              WHERE p.slug = ? AND r.noticed_at <= ? AND coalesce(substr(p.planned_release, -10), '') < ?
                AND NOT EXISTS (SELECT 1 FROM listings l JOIN runs n ON n.id = l.last_run
                                 WHERE l.production_id = p.id AND n.started_at > ?)"""
    long_ago = stamp(now - SILENCE)
    heard = next(iter(db.query(sql, (slug, stamp(now), now.date().isoformat(), long_ago))))["at"]
    return heard[:7] if heard and heard < long_ago else None


def _seasons(db: Readable, title: str, season: int) -> list[str]:
    """A title with each of its seasons, the nearest to the one that was asked for first."""
    sql = """SELECT season FROM productions WHERE title = ? AND merged_into IS NULL
              ORDER BY season IS NULL, abs(season - ?)"""
    return [f"{title} (season {row['season']})" if row["season"] else title for row in db.query(sql, (title, season))]


def nearest_places(db: Readable, place: str, most: int = 3) -> list[str]:
    """The places of the reports that are most like ``place``."""
    rows = db.query("SELECT DISTINCT place FROM reports WHERE place IS NOT NULL ORDER BY place LIMIT 200000")
    return _like(place, [row["place"] for row in rows], most)


def _like(word: str, among: Sequence[str], most: int) -> list[str]:
    from rapidfuzz import fuzz, process, utils

    found = process.extract(
        word, among, scorer=fuzz.WRatio, processor=utils.default_process, limit=most, score_cutoff=75
    )
    return [name for name, _, _ in found]


def source_slugs(db: Readable) -> list[str]:
    """The slugs of the sources that the database knows."""
    return [row["slug"] for row in db.query("SELECT slug FROM sources ORDER BY slug")]


def other_names(db: Readable, production_id: int, by: datetime | None = None) -> list[str]:
    """Under which other names a production is known; ``by``: without those that only later reports print."""
    rows = db.query("SELECT DISTINCT name FROM aliases WHERE production_id = ? ORDER BY name", (production_id,))
    names = [row["name"] for row in rows]
    if by is None or not names:
        return names
    sql = "SELECT title, evidence, noticed_at <= ? AS then_known FROM reports WHERE production_id = ?"
    printed: dict[bool, str] = {True: "", False: ""}
    for row in db.query(sql, (stamp(by), production_id)):
        printed[bool(row["then_known"])] += f"{row['title']}\n{row['evidence']}\n"
    return [name for name in names if name in printed[True] or name not in printed[False]]


def seen_at(db: Readable, production_id: int, by: datetime | None = None) -> list[str]:
    """The places that reports name as a fact, those that were first named first, each under one of its names; ``by``:
    as known by that moment."""
    from pipeline.reading.places import one_each

    sql = """SELECT place FROM reports WHERE production_id = ? AND place IS NOT NULL AND modality = 'asserted'
                AND noticed_at <= ? GROUP BY place ORDER BY min(noticed_at), min(id)"""
    return one_each(row["place"] for row in db.query(sql, (production_id, stamp(by) if by else "9999")))


def plans_of(db: Readable, production_id: int) -> dict[str, str]:
    """What is planned now: "start", "wrap", "release" -> a day, or two with a slash."""
    sql = "SELECT planned_start, planned_wrap, planned_release FROM productions WHERE id = ?"
    rows = db.query(sql, (production_id,))
    return {what.removeprefix("planned_"): days for row in rows for what, days in row.items() if days}


def status_since(db: Readable, production_id: int) -> tuple[str, str] | None:
    """The first and the last day on which the present status can have begun."""
    rows = db.query("SELECT status_earliest, status_latest FROM productions WHERE id = ?", (production_id,))
    return next(((r["status_earliest"], r["status_latest"]) for r in rows if r["status_earliest"]), None)


def forecast_at(db: Readable, production_id: int, by: datetime | None = None) -> dict[str, Any] | None:
    """The forecast of a release that stands, or stood ``by`` that moment: made_at, earliest, median, latest, basis."""
    at = stamp(by) if by else "9999"
    rows = db.query(
        """SELECT made_at, earliest, median, latest, basis FROM forecasts WHERE production_id = ? AND made_at <= ?
              AND (withdrawn_at IS NULL OR withdrawn_at > ?) ORDER BY made_at DESC LIMIT 1""",
        (production_id, at, at),
    )
    return next(iter(rows), None)


def search(db: Readable, words: Sequence[str], limit: int) -> list[dict[str, Any]]:
    """Productions whose title, network, or reports hold all ``words``."""
    from pipeline.found import match

    wanted = match(words)
    rows = db.query(
        """SELECT DISTINCT p.slug, p.title, p.season, p.status FROM productions p WHERE p.id IN (
             SELECT rowid FROM productions_fts WHERE productions_fts MATCH ?
             UNION SELECT r.production_id FROM reports_fts f JOIN reports r ON r.id = f.rowid
                    WHERE reports_fts MATCH ?) AND p.merged_into IS NULL ORDER BY p.title, p.season LIMIT ?""",
        (wanted, wanted, limit),
    )
    return list(rows)


def health(db: Readable) -> list[dict[str, Any]]:
    """Each source with its last run: state, reason word, rows, and when it was last accepted."""
    rows = db.query(
        """SELECT h.slug AS source, coalesce(h.state, 'not run') AS state, h.reason, h.rows, h.last_run,
                  h.last_accepted, r.detail
             FROM source_health h LEFT JOIN runs r
               ON r.id = (SELECT max(id) FROM runs WHERE source = h.slug AND state NOT IN ('open', 'history'))
            ORDER BY h.slug"""
    )
    return list(rows)
