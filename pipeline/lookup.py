"""Finding productions by what a person types, and the sources' health, for the command line. Reading only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipeline.readable import Readable


def slugs(db: Readable, title: str) -> list[str]:
    """The slugs of the productions that ``title`` (or a slug) names, with its season where it names one."""
    from pipeline.identity import comparison, take_apart

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


def nearest(db: Readable, title: str, most: int = 3) -> list[str]:
    """The known titles that are most like ``title``."""
    from rapidfuzz import process

    titles = [row["title"] for row in db.query("SELECT DISTINCT title FROM productions LIMIT 200000")]
    return [name for name, _, _ in process.extract(title, titles, limit=most, score_cutoff=70)]


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
               ON r.id = (SELECT max(id) FROM runs WHERE source = h.slug AND state <> 'open') ORDER BY h.slug"""
    )
    return list(rows)
