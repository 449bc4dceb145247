"""What can be exported, as SQL: flat tables for a spreadsheet or a notebook, always in the same order.

Of the words of a source only what it allows to be quoted leaves the database, cut to a short quotation.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.queries import quoted
from pipeline.readable import Readable, Snapshot

EXPORTS = {
    "productions": """
        SELECT p.id, p.slug, p.title, p.season, p.medium, p.year, p.network, p.status,
               p.status_earliest, p.status_latest, p.planned_start, p.planned_wrap, p.planned_release,
               (SELECT group_concat(name, '; ') FROM (SELECT name FROM aliases a
                 WHERE a.production_id = p.id ORDER BY name)) AS other_names,
               p.first_seen, p.updated_at
          FROM productions p WHERE p.merged_into IS NULL ORDER BY p.id""",
    "changes": """
        SELECT c.id, p.slug, p.title, p.season, p.medium, p.year, c.kind, c.from_status, c.to_status,
               c.happened_earliest, c.happened_latest, c.noticed_at, c.published_at, c.updated_at, c.state, c.support,
               c.replaces, c.what, c.planned_earliest, c.planned_latest, c.before_earliest, c.before_latest, c.place,
               (SELECT group_concat(source, '; ') FROM (SELECT DISTINCT r.source FROM change_reports e
                  JOIN reports r ON r.id = e.report_id
                 WHERE e.change_id = c.id AND e.counted = 1 ORDER BY r.source)) AS sources,
               c.rule, c.because, c.summary
          FROM changes c JOIN productions p ON p.id = c.production_id ORDER BY c.noticed_at, c.id""",
    "reports": """
        SELECT r.id, p.slug, r.title, r.season, r.medium, r.year, r.source, g.url, r.published, r.noticed_at, r.event,
               r.modality, r.status, r.earliest, r.latest, r.place, r.region, r.start_date, r.end_date, r.speaker,
               r.via, r.scope, r.inferred, r.gone_at, r.rule, CASE WHEN s.quote THEN r.evidence END AS quote
          FROM reports r JOIN pages g ON g.id = r.page_id JOIN sources s ON s.slug = r.source
          LEFT JOIN productions p ON p.id = r.production_id ORDER BY r.id""",
    "timeline": """
        SELECT slug, title, season, day, happened_latest, kind, to_status, state, support, summary, id
          FROM timeline ORDER BY slug, day, id""",
    "currently_filming": """
        SELECT slug, title, season, medium, network, since_earliest, since_latest, places
          FROM currently_filming ORDER BY slug""",
    "evidence": """
        SELECT e.change_id, e.report_id, e.role, e.counted, r.source, g.url, r.published, r.event, r.modality, r.via
          FROM change_reports e JOIN reports r ON r.id = e.report_id JOIN pages g ON g.id = r.page_id
         ORDER BY e.change_id, e.report_id""",
    "sources": """
        SELECT slug, name, kind, trust, complete, homepage, licence, attribution, quote FROM sources ORDER BY slug""",
    "runs": """
        SELECT id, source, state, reason, started_at, finished_at, rows, new_pages, moved, detail
          FROM runs ORDER BY id""",
    "forecasts": """
        SELECT p.slug, f.made_at, f.milestone, f.earliest, f.median, f.latest, f.basis, f.withdrawn_at, f.released
          FROM forecasts f JOIN productions p ON p.id = f.production_id ORDER BY p.slug, f.made_at""",
}
"""What can be exported -> the query. Every query orders by something unique, so that two exports are the same bytes."""

WHOLE = {
    "productions": {"id", "season", "year"},
    "changes": {"season", "year", "support"},
    "reports": {"id", "season", "year", "inferred"},
    "timeline": {"season", "support"},
    "currently_filming": {"season"},
    "evidence": {"report_id", "counted"},
    "sources": {"trust", "complete", "quote"},
    "runs": {"id", "rows", "new_pages", "moved"},
    "forecasts": set[str](),
}
"""The columns that hold whole numbers (a flag is 0 or 1). All others are text."""


def exported(db: Readable, name: str) -> Iterator[dict[str, Any]]:
    """The rows of an export, one at a time."""
    for row in db.query(EXPORTS[name]):
        if name == "reports" and row["quote"]:
            row["quote"] = quoted(row["quote"])
        yield row


def columns(db: Snapshot, name: str) -> dict[str, type]:
    """The columns of an export in their order, each with the type of its values where it has one."""
    return {column: int if column in WHOLE[name] else str for column in db.columns(EXPORTS[name])}
