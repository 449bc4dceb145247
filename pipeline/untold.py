"""What was not told yet: changes, rumours and news of sources since the last publication, and pages to be made again.

Each question remembers up to when it was answered, so that it costs what is new. What happened in that very second is
looked at again: more may have happened in it since. Pages to be made again are noted by the database as it is written.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlite_utils import Database

from pipeline.shelf import mark, set_mark

_CHANGES = """SELECT c.id, c.published_at, c.updated_at, c.touched_at AS at, c.state, e.edited FROM changes c
    LEFT JOIN feed_entries e ON e.uid = 'change/' || c.id
    WHERE c.touched_at >= ? AND +c.state IN ('published', 'withdrawn') AND +c.published_at IS NOT NULL
      AND (e.edited IS NULL OR e.edited < c.updated_at OR e.state <> c.state)"""
_RUMOURS = """SELECT g.url, s.name, s.quote, p.slug, r.title, r.season, r.medium, r.year, r.event, r.modality,
        r.earliest, r.latest, r.place, r.speaker, r.published, r.evidence, r.source, n.finished_at AS at
    FROM runs n CROSS JOIN reports r ON r.run_id = n.id JOIN pages g ON g.id = r.page_id
    JOIN sources s ON s.slug = r.source LEFT JOIN productions p ON p.id = r.production_id
    WHERE n.state = 'accepted' AND n.finished_at >= ? AND r.modality IN ('rumoured', 'speculated')
      AND (r.baseline = 0 OR r.published >= strftime('%Y-%m-%dT%H:%M:%SZ', r.noticed_at, '-7 days'))
    ORDER BY r.id"""
_HEALTH = """SELECT h.id, h.source, h.kind, h.reason, h.told_at AS at, h.summary, s.name, s.homepage
    FROM health h LEFT JOIN sources s ON s.slug = h.source WHERE h.told_at >= ? ORDER BY h.told_at, h.id"""


def _since(db: Database, name: str, sql: str) -> list[dict[str, Any]]:
    last = mark(db, name)
    rows = list(db.query(sql, (last,)))
    newest = max((row["at"] for row in rows), default="")
    if newest > last:
        set_mark(db, name, newest)
    return rows


def changes(db: Database) -> list[dict[str, Any]]:
    """The published and withdrawn changes that are new or were edited since they were told."""
    return _since(db, "feeds.changes", _CHANGES)


def rumours(db: Database) -> list[dict[str, Any]]:
    """The rumoured and speculated reports of runs accepted since; of a source's first run only those of a week."""
    return _since(db, "feeds.rumours", _RUMOURS)


def health(db: Database) -> list[dict[str, Any]]:
    """What was told of sources since."""
    return _since(db, "feeds.health", _HEALTH)


def productions(db: Database) -> set[int]:
    """The productions whose pages may show something new. They are forgotten with the transaction of the caller."""
    stale = {row["production_id"] for row in db.query("SELECT production_id FROM stale_pages")}
    db.execute("DELETE FROM stale_pages")
    return stale


def sources(db: Database) -> set[str]:
    """The sources whose pages may show something new: a run, an issue. Forgotten with the caller's transaction."""
    stale = {row["source"] for row in db.query("SELECT source FROM stale_sources")}
    db.execute("DELETE FROM stale_sources")
    return stale


def feeds(db: Database) -> set[str]:
    """The paths of the feeds that pages have yet to announce. Forgotten with the caller's transaction."""
    stale = {row["path"] for row in db.query("SELECT path FROM stale_feeds")}
    db.execute("DELETE FROM stale_feeds")
    return stale


def overdue(db: Database, today: date) -> set[int]:
    """The productions of which a planned day has passed since pages were last made, or has not by a clock put back:
    their pages change though nothing happened. Remembers ``today`` with the caller's transaction."""
    last = mark(db, "pages.day") or today.isoformat()
    first, end = sorted((last, today.isoformat()))
    set_mark(db, "pages.day", today.isoformat())
    rows = db.query(
        """SELECT DISTINCT production_id AS id FROM changes
            WHERE planned_latest IS NOT NULL AND planned_latest >= ? AND planned_latest < ? AND +state = 'published'""",
        (first, end),
    )
    return {row["id"] for row in rows}


def first_new_feed(db: Database) -> int:
    """The lowest id of the feeds that ``feeds`` would give: one above all ids where it would give none."""
    sql = """SELECT coalesce((SELECT min(id) FROM feeds WHERE path IN (SELECT path FROM stale_feeds)),
                    (SELECT max(id) + 1 FROM feeds)) AS id"""
    return int(next(iter(db.query(sql)))["id"] or 1)


def merged(db: Database) -> list[dict[str, Any]]:
    """Productions that took the place of another whose feed they have not taken in: ``feed`` and their columns."""
    sql = """SELECT f.id AS feed, r.target, p.* FROM redirects r JOIN feeds f ON f.path = 'production/' || r.slug
              JOIN productions p ON p.slug = r.target WHERE f.digest <> r.target"""
    return list(db.query(sql))


def redirects(db: Database) -> list[tuple[str, str]]:
    """Former slugs, each with the slug that it leads to."""
    return [(row["slug"], row["target"]) for row in db.query("SELECT slug, target FROM redirects ORDER BY slug")]


def redirect(db: Database, slug: str) -> str | None:
    """Where a former slug leads."""
    rows = db.query("SELECT target FROM redirects WHERE slug = ?", (slug,))
    return next((str(row["target"]) for row in rows), None)
