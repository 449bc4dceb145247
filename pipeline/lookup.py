"""Finding productions by what a person types, and the sources' health, for the command line. Reading only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Unpack

from pipeline.filters import TIME, Filters, wanted
from pipeline.moments import stamp
from pipeline.readable import Readable


def slugs(db: Readable, title: str) -> list[str]:
    """The slugs of the productions that ``title`` (or a slug) names, with its season where it names one."""
    from pipeline.identity import comparison, take_apart

    exact = list(db.query("SELECT slug FROM productions WHERE slug = ? AND merged_into IS NULL", (title,)))
    if exact:
        return [title]
    named = take_apart(title)
    key = comparison(named.title)
    rows = db.query(
        """SELECT p.slug, p.season, p.id FROM productions p
            WHERE p.id IN (SELECT id FROM productions WHERE slug = ? UNION SELECT id FROM productions WHERE key = ?
                           UNION SELECT production_id FROM aliases WHERE key = ?)
              AND p.merged_into IS NULL AND (? IS NULL OR p.season = ?) ORDER BY p.season, p.id""",
        (title, key, key, named.season, named.season),
    )
    found = [row["slug"] for row in rows]
    return found or _moved(db, title)


def _moved(db: Readable, slug: str) -> list[str]:
    return [row["target"] for row in db.query("SELECT target FROM redirects WHERE slug = ?", (slug,))]


def listed(db: Readable, **filters: Unpack[Filters]) -> list[dict[str, Any]]:
    """The changes that meet every condition of ``filters.wanted``, a line each: date, state, support and change."""
    which, values = wanted(filters)
    sql = f"""SELECT substr({TIME}, 1, 10) AS date, c.state, c.support, c.summary AS change
                FROM changes c JOIN productions p ON p.id = c.production_id {which}"""
    return list(db.query(sql, values))


def nearest(db: Readable, title: str, most: int = 3) -> list[str]:
    """The known titles that are most like ``title``."""
    titles = db.query("SELECT DISTINCT title FROM productions WHERE merged_into IS NULL ORDER BY title LIMIT 200000")
    return _like(title, [row["title"] for row in titles], most)


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


def other_names(db: Readable, production_id: int) -> list[str]:
    """Under which other names a production is known."""
    rows = db.query("SELECT DISTINCT name FROM aliases WHERE production_id = ? ORDER BY name", (production_id,))
    return [row["name"] for row in rows]


def seen_at(db: Readable, production_id: int, by: datetime | None = None) -> list[str]:
    """The places that reports name as a fact, those that were first named first; ``by``: as known by that moment."""
    sql = """SELECT place FROM reports WHERE production_id = ? AND place IS NOT NULL AND modality = 'asserted'
                AND noticed_at <= ? GROUP BY place ORDER BY min(noticed_at), min(id)"""
    return [row["place"] for row in db.query(sql, (production_id, stamp(by) if by else "9999"))]


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
    wanted = " ".join('"' + word.replace('"', '""').replace("\0", " ") + '"' for word in words)
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
