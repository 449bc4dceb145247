"""What a person could decide, best first: held runs, news that waits, titles that may be one, what is overdue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from pipeline.model import Status, Window
from pipeline.readable import Readable
from pipeline.sequence import OUT_OF_ORDER
from pipeline.wording import on_or_in, status_words


def open_questions(db: Readable, now: datetime) -> list[dict[str, str]]:
    """What a person could decide, best first: what holds news back comes before what is merely untidy."""
    return [*_held(db), *_out_of_order(db), *_near_twins(db), *_overdue(db, now), *_issues(db)]


def _held(db: Readable) -> Sequence[dict[str, str]]:
    rows = db.query(
        """SELECT r.id, r.source, r.reason, r.detail FROM runs r WHERE r.state = 'held' AND NOT EXISTS (
             SELECT 1 FROM runs n WHERE n.source = r.source AND n.id > r.id AND n.state = 'accepted')
            ORDER BY r.id DESC"""
    )
    return [
        {"what": "held run", "subject": f"run {row['id']} of {row['source']}",
         "detail": f"{row['reason']}: {row['detail']}", "do": f"slatewatch review --accept {row['id']} --because …"}
        for row in rows
    ]  # fmt: skip


def _out_of_order(db: Readable) -> Sequence[dict[str, str]]:
    """Starts that are kept back since, by the order of events, they cannot be so."""
    rows = db.query(
        f"""SELECT p.slug, c.summary, c.happened_earliest AS day FROM changes c JOIN productions p
                ON p.id = c.production_id
             WHERE c.state = 'pending' AND c.rule = 'waits for {OUT_OF_ORDER}' ORDER BY c.noticed_at DESC LIMIT 50"""
    )
    return [
        {"what": "out of order", "subject": row["slug"], "detail": f"{row['summary']} ({row['day']}); see what speaks "
         "against it", "do": f"slatewatch show {row['slug']}"}
        for row in rows
    ]  # fmt: skip


def _near_twins(db: Readable) -> Sequence[dict[str, str]]:
    """Productions that differ by an article only and were never told apart by a person."""
    rows = db.query(
        """SELECT a.slug AS one, b.slug AS other FROM productions a
             JOIN productions b ON b.bare = a.bare AND b.id > a.id AND b.season IS a.season
            WHERE a.key <> b.key AND a.merged_into IS NULL AND b.merged_into IS NULL ORDER BY a.id LIMIT 50"""
    )
    return [
        {"what": "same title?", "subject": row["other"], "detail": f"differs from {row['one']} by an article only",
         "do": f"slatewatch link {row['other']} {row['one']} --because …"}
        for row in rows
    ]  # fmt: skip


def _overdue(db: Readable, now: datetime) -> Sequence[dict[str, str]]:
    """Planned dates that have passed without a report."""
    today = now.date().isoformat()
    rows = db.query(
        """SELECT slug, status, planned_start, planned_wrap, planned_release FROM productions
            WHERE merged_into IS NULL AND (
                 (coalesce(status, 'announced') IN ('announced', 'pre_production') AND substr(planned_start, -10) < ?)
              OR (status = 'filming' AND substr(planned_wrap, -10) < ?)
              OR (status IN ('filming', 'wrapped', 'post_production') AND substr(planned_release, -10) < ?))
            ORDER BY coalesce(planned_start, planned_wrap, planned_release) DESC LIMIT 50""",
        (today, today, today),
    )
    return [
        {"what": "overdue", "subject": row["slug"], "do": f"slatewatch show {row['slug']}",
         "detail": f"{_standing(row['status'])}; {_missed(row, today)}; no report of it since"}
        for row in rows
    ]  # fmt: skip


def _standing(status: str | None) -> str:
    return status_words(Status(status)).lower() if status else "only planned"


def _missed(row: Mapping[str, Any], today: str) -> str:
    """Such as "was to start filming in June 2026": the first planned milestone that has passed."""
    started = row["status"] not in (None, "announced", "pre_production")
    milestones = (("planned_start", "start filming"), ("planned_wrap", "wrap"), ("planned_release", "be released"))
    late = (m for m in milestones[started:] if row[m[0]] and row[m[0]][-10:] < today)
    column, what = next(late)
    window = Window(date.fromisoformat(row[column][:10]), date.fromisoformat(row[column][-10:]))
    return f"was to {what} {on_or_in(window)}"


def _issues(db: Readable) -> Sequence[dict[str, str]]:
    rows = db.query(
        """SELECT source, kind, detail, coalesce(url, '') AS url FROM issues WHERE closed_at IS NULL
            ORDER BY kind = 'unknown_phrase' DESC, id DESC LIMIT 100"""
    )
    return [
        {"what": row["kind"].replace("_", " "), "subject": row["source"], "detail": row["detail"], "do": row["url"]}
        for row in rows
    ]
