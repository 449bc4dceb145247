"""Pages of the past: what they say fills in the timelines, and nothing of it is told to anybody.

Each capture is a run of its own, in the state ``history`` and at the moment of its capture. Such a run is nobody's
baseline, confirms no absence, and is left out where the health of a source is looked at. The rows that a listing has
today (``listings``) are not touched: a row of a capture is compared with what the row said in the capture before.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from sqlite_utils import Database

from pipeline import ledger
from pipeline.believe import update
from pipeline.config import Source
from pipeline.model import Event, Page, Report, Status
from pipeline.resolve import Resolver
from pipeline.runs import Read, count_page, digest, local_day, row_key
from pipeline.store import PAGE_COLUMNS, keep_page, one, page_of, stamp

STATE = "history"
TOLD = (
    "state, published_at, updated_at, touched_at, because, summary, kind, from_status, to_status, happened_earliest, "
    "happened_latest"
)
"""The columns of a change that its readers have seen."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What a capture gave: pages that were new, reports, and the productions that they are about."""

    pages: int
    reports: int
    touched: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Before:
    """What a row said last, before a capture: in which report, since when."""

    report_id: int
    digest: str
    status: Status | None
    since: str
    unconfirmed: bool


def keep(db: Database, source: Source, captured: datetime, pages: Sequence[Page], now: datetime, read: Read) -> Kept:
    """Store the pages of one capture of ``source`` and let what they say fill in the timelines. One transaction.

    An article of which any version is stored is left out: what came later is what counts.
    """
    wanted = [page for page in pages if page.role != "index" and not superseded(db, page)]
    if not wanted:
        return Kept(0, 0, frozenset())
    with db.atomic():
        at = stamp(captured)
        run = db.execute(
            """INSERT INTO runs (source, state, reason, started_at, crawled_at, finished_at, new_pages)
               VALUES (?, ?, ?, ?, ?, ?, ?)""",
            (source.slug, STATE, STATE, at, at, at, len(wanted)),
        )
        run_id = int(run.lastrowid or 0)
        new = sum(_keep(db, run_id, page) for page in wanted)
        reports, touched = play(db, source, run_id, captured, now, read)
        db.execute("UPDATE runs SET rows = ? WHERE id = ?", (reports, run_id))
    return Kept(new, reports, frozenset(touched))


def superseded(db: Database, page: Page) -> bool:
    """True for an article that is stored already, in whatever version."""
    known = db.query("SELECT 1 FROM pages WHERE url = ? LIMIT 1", (page.url,))
    return page.role == "article" and next(iter(known), None) is not None


def _keep(db: Database, run_id: int, page: Page) -> bool:
    """Store a page; a version that is stored already only takes part in this run: when it was last seen stays."""
    sql = "SELECT id FROM pages WHERE url = ? AND sha256 = ?"
    known = list(db.query(sql, (page.url, hashlib.sha256(page.body).hexdigest())))
    if not known:
        return keep_page(db, run_id, page)
    db.execute("INSERT OR IGNORE INTO run_pages (run_id, page_id) VALUES (?, ?)", (run_id, known[0]["id"]))
    return False


def play(
    db: Database, source: Source, run_id: int, captured: datetime, now: datetime, read: Read
) -> tuple[int, set[int]]:
    """Read the pages of a run of the past, as of ``captured``: how many reports, and the productions concerned.

    Also how ``rebuild`` plays such a run again. Nothing becomes news by it, and what was told stays as it was told.
    """
    resolver = Resolver(db, source.slug, run_id, captured)
    rows: list[tuple[Page, int, Report]] = []
    touched: set[int] = set()
    count = 0
    for page, ordinal in _pages(db, run_id):
        page = replace(page, seen=captured)
        reports = list(enumerate(read(source, page), ordinal))
        count += len(reports)
        rows += [(page, number, report) for number, report in reports if row_key(report)]
        said = [(number, report) for number, report in reports if not row_key(report)]
        touched |= count_page(resolver, source, page, said, False)
    touched |= _count_rows(resolver, source, rows) if rows else set()
    db.execute(
        """UPDATE pages SET read_by = ? WHERE read_by IS NULL AND role = 'article'
           AND id IN (SELECT page_id FROM run_pages WHERE run_id = ?)""",
        (run_id, run_id),
    )  # a list stays unread: it may be what the next live run finds
    touched |= ledger.confirm(db, source.slug, run_id, captured)
    told = _told(db, touched)
    update(db, touched, now)
    _keep_as_told(db, told, touched)
    return count, touched


def _count_rows(resolver: Resolver, source: Source, rows: Sequence[tuple[Page, int, Report]]) -> set[int]:
    """The rows of a captured list, each beside what it said last. Those of the first capture of all are no news, nor
    those that are first seen on a further page."""
    before = _rows_before(resolver.db, source.slug, resolver.now)
    first = not before
    touched: set[int] = set()
    for page, number, report in rows:
        touched |= _count_row(resolver, source, page, number, report, before, first or _is_further(source, page))
    return touched


def _is_further(source: Source, page: Page) -> bool:
    """True for a page of a list that is not its first: a row may come to it from a page that nobody captured."""
    if source.next is None and not any("{page}" in start for start in source.start):
        return False
    number = str(source.options.get("first", 1))
    return _plain(page.url) not in {_plain(start.replace("{page}", number)) for start in source.start}


def _plain(url: str) -> tuple[str, str, str]:
    parts = urlsplit(url)
    return parts.netloc.lower(), parts.path or "/", parts.query


def _pages(db: Database, run_id: int) -> list[tuple[Page, int]]:
    """The pages of a run, each with how many reports it has already."""
    columns = ", ".join(f"p.{name.strip()}" for name in PAGE_COLUMNS.split(","))
    rows = db.query(
        f"""SELECT {columns}, (SELECT coalesce(max(ordinal) + 1, 0) FROM reports r WHERE r.page_id = p.id) AS reports
              FROM run_pages rp JOIN pages p ON p.id = rp.page_id WHERE rp.run_id = ? ORDER BY p.id""",
        (run_id,),
    )
    return [(page_of(db, row), row["reports"]) for row in list(rows)]


def _rows_before(db: Database, source: str, captured: datetime) -> dict[str, _Before]:
    """What each row of a source said last by the time of a capture, by its key."""
    rows = db.query(
        """SELECT * FROM reports WHERE source = ? AND ref IS NOT NULL AND status IS NOT NULL AND noticed_at <= ?
            ORDER BY noticed_at, id""",
        (source, stamp(captured)),
    )
    return {row["ref"]: _before(row) for row in rows}


def _before(row: Mapping[str, Any]) -> _Before:
    status = Status(row["status"])
    said = Report(
        title=row["title"], event=Event(row["event"]), season=row["season"], place=row["place"], status=status,
        start_date=row["start_date"], end_date=row["end_date"],
    )  # fmt: skip
    return _Before(row["id"], digest(said), status, row["noticed_at"], row["confirmed_at"] is None)


def _count_row(
    resolver: Resolver, source: Source, page: Page, ordinal: int, report: Report, before: dict[str, _Before],
    no_news: bool,
) -> set[int]:  # fmt: skip
    """One row of a captured list. Only one that says something else than before becomes a report. ``no_news``: one
    that was not seen before may have been there all the time."""
    db, captured, ref = resolver.db, resolver.now, row_key(report) or ""
    if report.status is None:
        return set()
    last = before.get(ref)
    if last and last.digest == digest(report):
        return _seen_again(db, last, captured)
    production = resolver.production(report, ref, page.url)
    if production is None:
        return set()
    moved = last is not None and last.status is not report.status
    previous = (last.status, last.since) if last and last.status and moved else None
    report_id = ledger.store_report(
        db, replace(report, ref=ref), page_id=page.id or 0, ordinal=ordinal, run_id=resolver.run_id,
        source=source.slug, production_id=production, now=captured, published=local_day(source, page, captured),
        baseline=no_news if last is None else not moved, previous=previous,
    )  # fmt: skip
    _in_order(db, source.slug, ref, report_id, last, captured)
    before[ref] = _Before(report_id, digest(report), report.status, stamp(captured), True)
    return {production}


def _seen_again(db: Database, last: _Before, captured: datetime) -> set[int]:
    """The row says what it said in an earlier capture: that was a second look at it."""
    if not last.unconfirmed or last.since == stamp(captured):
        return set()
    db.execute("UPDATE reports SET confirmed_at = ? WHERE id = ?", (stamp(captured), last.report_id))
    return {one(db, "SELECT production_id AS id FROM reports WHERE id = ?", (last.report_id,))["id"]}


def _in_order(db: Database, source: str, ref: str, report_id: int, last: _Before | None, captured: datetime) -> None:
    """A row says one thing at a time: the earlier report ends here, this one where a later one begins."""
    at = stamp(captured)
    if last:
        sql = "UPDATE reports SET gone_at = ? WHERE id = ? AND (gone_at IS NULL OR gone_at > ?)"
        db.execute(sql, (at, last.report_id, at))
    sql = "SELECT min(noticed_at) AS at FROM reports WHERE source = ? AND ref = ? AND noticed_at > ?"
    later = one(db, sql, (source, ref, at))["at"]
    if later:
        db.execute("UPDATE reports SET gone_at = ? WHERE id = ?", (later, report_id))


def _told(db: Database, productions: set[int]) -> dict[str, dict[str, Any]]:
    """The changes of these productions that readers have seen, by id."""
    sql = f"SELECT id, {TOLD} FROM changes WHERE production_id = ? AND state IN ('published', 'withdrawn')"
    return {row["id"]: dict(row) for production in productions for row in db.query(sql, (production,))}


def _keep_as_told(db: Database, before: Mapping[str, dict[str, Any]], productions: set[int]) -> None:
    """The past adds to the timelines; it publishes, withdraws and rewrites nothing."""
    names = [name.strip() for name in TOLD.split(",")]
    setting = ", ".join(f"{name} = ?" for name in names)
    for identity, new in _told(db, productions).items():
        old = before.get(identity)
        if old is None and new["kind"] == "correction":
            ledger.drop_change(db, identity)
        elif old is None:
            db.execute("UPDATE changes SET state = 'backfilled', published_at = NULL WHERE id = ?", (identity,))
    for identity, old in before.items():
        db.execute(f"UPDATE changes SET {setting} WHERE id = ?", (*(old[name] for name in names), identity))
