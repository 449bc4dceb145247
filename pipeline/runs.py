"""A run from its opening to its closing: judge → resolve → diff → settle → store, in one transaction.

What a closed run did is done whole or not at all: killed at any moment, the next call of ``close_run`` starts from the
pages that are stored.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import chain
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlite_utils import Database

from pipeline import ledger
from pipeline.believe import update
from pipeline.config import Source
from pipeline.identity import comparison
from pipeline.judge import Baseline, Judgement, Tally, judge
from pipeline.model import Page, Report, Status
from pipeline.resolve import Resolver
from pipeline.store import PAGE_COLUMNS, crawl_of, moment, one, page_of, stamp

Read = Callable[[Source, Page], Sequence[Report]]
REQUIRED = ("title", "status", "place", "start_date")
"""Fields of rows whose fill rates are watched."""

ROWS = frozenset({"row", "unknown_phrase", "no_status"})
"""The rules by which a row of a list is read. A row is compared with what it said before; a statement stands alone."""

GARBLED = "rows with titles of control characters, or decoded wrongly, are left out; 'slatewatch check' counts them"
"""What is noted of a source once: the counts are in its runs."""


@dataclass(frozen=True, slots=True)
class Closed:
    """What closing a run did: the verdict, and the productions whose changes were touched."""

    run_id: int
    source: str
    judgement: Judgement
    reports: int = 0
    touched: frozenset[int] = frozenset()


@dataclass(slots=True)
class _Reading:
    """What the pages of a run say: rows (by ref) and the other reports, each with its page."""

    rows: dict[str, tuple[Report, Page, int]] = field(default_factory=dict)
    said: list[tuple[Page, list[tuple[int, Report]]]] = field(default_factory=list)
    unread: list[int] = field(default_factory=list)
    doubled: set[str] = field(default_factory=set)
    raw: list[Report] = field(default_factory=list)  # rows as they came, those of one ref too

    @property
    def reports(self) -> int:
        """How many statements and rows were read."""
        return len(self.rows) + sum(len(reports) for _, reports in self.said)


def close_run(
    db: Database, source: Source, run_id: int, now: datetime, read: Read, *, accept: bool = False,
    until: int | None = None,
) -> Closed:  # fmt: skip
    """Judge an ended crawl and, where it is believed, let its reports count. ``accept``: a person says that it is.

    ``read`` gives a stored page's reports. ``until``: pages that a later run brought do not exist yet (when runs are
    played again). All in one transaction.
    """
    with db.atomic():
        run = one(db, "SELECT * FROM runs WHERE id = ?", (run_id,))
        reading = _read_pages(db, source, run_id, now, read, until)
        known = ledger.rows_of(db, source.slug) if reading.rows or source.kind == "listing" else {}
        tally = _tally(db, source, run_id, reading, known)
        crawl = crawl_of(run["crawl"])
        verdict = judge(source, crawl, tally, _baseline(db, source.slug, now))
        if accept and verdict.state != "accepted":
            verdict = Judgement("accepted", "accepted", f"accepted by a person although {verdict.reason}")
        touched: set[int] = set()
        if verdict.state == "accepted":
            touched = _count(db, source, run_id, now, reading, known)
        if crawl and crawl.garbled:
            ledger.open_issue(db, source.slug, "garbled_titles", GARBLED, now, run_id)
        _note(db, run_id, now, verdict, tally, reading)
    return Closed(run_id, source.slug, verdict, reading.reports, frozenset(touched))


def _read_pages(db: Database, source: Source, run_id: int, now: datetime, read: Read, until: int | None) -> _Reading:
    """Read the run's list pages that may say something new, and every article of the source that was not read yet."""
    reading = _Reading()
    for row in chain(_unread(db, source.slug, run_id, until), _again(db, run_id)):
        whole = replace(page_of(db, row), seen=now) if row["again"] else page_of(db, row)
        page = replace(whole, body=b"")  # what was read is let go of: the bodies of a run may not fit in memory
        reading.unread.append(row["id"])
        statements = []
        for ordinal, report in enumerate(read(source, whole), row["reports"]):
            if row_key(report):
                _add_row(reading, report, page, ordinal)
            else:
                statements.append((ordinal, report))
        reading.said.append((page, statements))
    return reading


def _unread(db: Database, source: str, run_id: int, until: int | None) -> Iterable[dict[str, Any]]:
    columns = ", ".join(f"p.{name.strip()}" for name in PAGE_COLUMNS.split(","))
    return db.query(
        f"""SELECT {columns}, 0 AS again,
                   (SELECT coalesce(max(r.ordinal) + 1, 0) FROM reports r WHERE r.page_id = p.id) AS reports
              FROM pages p
             WHERE p.source = ? AND p.read_by IS NULL AND p.role <> 'index'
               AND (p.role <> 'list' OR p.id IN (SELECT page_id FROM run_pages WHERE run_id = ?))
               AND (? IS NULL OR p.first_run <= ?) ORDER BY p.id""",
        (source, run_id, until, until),
    )


def _again(db: Database, run_id: int) -> Iterable[dict[str, Any]]:
    """List pages that were read before and are read again: those that came back byte for byte after another version,
    and those whose rows give dates only, which mean something else by the day."""
    columns = ", ".join(f"p.{name.strip()}" for name in PAGE_COLUMNS.split(","))
    return db.query(
        f"""SELECT {columns}, 1 AS again, (SELECT count(*) FROM reports r WHERE r.page_id = p.id) AS reports
              FROM run_pages rp JOIN pages p ON p.id = rp.page_id
             WHERE rp.run_id = ? AND p.role = 'list' AND p.read_by IS NOT NULL AND (
                   EXISTS (SELECT 1 FROM pages n
                            WHERE n.source = p.source AND n.url = p.url AND n.read_by > p.read_by)
                   OR EXISTS (SELECT 1 FROM listings l JOIN reports r ON r.id = l.report_id
                               WHERE l.page_id = p.id AND r.inferred = 1))
             ORDER BY p.id""",
        (run_id,),
    )


def row_key(report: Report) -> str | None:
    """By what a row is known again: its source's own id, else its title. None for a statement, which stands alone."""
    if report.ref is None and report.rule not in ROWS:
        return None
    return report.ref or f"title:{comparison(report.title)}:{report.season or ''}"


def _add_row(reading: _Reading, report: Report, page: Page, ordinal: int) -> None:
    ref = row_key(report) or ""
    reading.raw.append(report)
    known = reading.rows.get(ref)
    if known and digest(known[0]) != digest(report):
        reading.doubled.add(ref)
    reading.rows.setdefault(ref, (report, page, ordinal))


def digest(report: Report) -> str:
    """What of a row counts as saying something else."""
    facts = (report.status or "", report.start_date or "", report.end_date or "", report.place or "")
    return "|".join((*facts, comparison(report.title), str(report.season or "")))


def _title_in(told: str) -> str:
    """The title in a digest, which ends with title and season."""
    return told.rsplit("|", 2)[-2]


def _tally(db: Database, source: Source, run_id: int, reading: _Reading, known: Mapping[str, ledger.Row]) -> Tally:
    same = _rows_on_unchanged_pages(db, source.slug, run_id)
    present = {**dict.fromkeys(same), **reading.rows}
    if not present and not known:
        pages = one(db, "SELECT count(*) AS n FROM run_pages WHERE run_id = ?", (run_id,))["n"]
        return Tally(rows=pages)
    newest = max((row.last_run for row in known.values()), default=0)
    last = {ref for ref, row in known.items() if row.last_run == newest}
    lost = last - present.keys()
    titles = {ref: comparison(report.title) for ref, (report, _, _) in reading.rows.items()}
    old_titles = {_title_in(known[ref].digest) for ref in lost}
    moved = sum(
        1 for ref, (report, _, _) in reading.rows.items()
        if ref in known and report.status is not None and report.status is not known[ref].status
    )  # fmt: skip
    return Tally(
        rows=len(present), filled=_filled(reading.raw), moved=moved, new=len(present.keys() - known.keys()),
        lost=len(lost), has_rows=True, fresh=len(reading.raw),
        reissued=sum(ref not in known and title in old_titles for ref, title in titles.items()),
        retitled=sum(ref in known and title != _title_in(known[ref].digest) for ref, title in titles.items()),
    )  # fmt: skip


def _filled(rows: Sequence[Report]) -> dict[str, float]:
    """The share of rows that have each field that is watched; of the title, how many have one of their own."""
    if not rows:
        return {}
    named = {(comparison(row.title), row.season, row.year, row.medium) for row in rows}
    filled = {name: sum(bool(getattr(row, name)) for row in rows) / len(rows) for name in REQUIRED}
    return {**filled, "title": len(named) / len(rows)}


def _rows_on_unchanged_pages(db: Database, source: str, run_id: int) -> list[str]:
    rows = db.query(
        """SELECT l.ref FROM run_pages rp JOIN pages p ON p.id = rp.page_id AND p.read_by IS NOT NULL
             JOIN listings l ON l.page_id = p.id WHERE rp.run_id = ? AND l.source = ?""",
        (run_id, source),
    )
    return [row["ref"] for row in rows]


def _baseline(db: Database, source: str, now: datetime) -> Baseline | None:
    """The last accepted run, and the days from it to the first later run that was held for what it said, or to now."""
    sql = """SELECT id, rows, fill, finished_at FROM runs WHERE source = ? AND state = 'accepted'
              ORDER BY id DESC LIMIT 1"""
    rows = list(db.query(sql, (source,)))
    if not rows:
        return None
    last = rows[0]
    sql = "SELECT min(started_at) AS at FROM runs WHERE source = ? AND id > ? AND state = 'held'"
    held = one(db, sql, (source, last["id"]))["at"]
    until = moment(held) if held else now
    days = round((until - moment(last["finished_at"])).total_seconds() / 86400)
    return Baseline(last["rows"] or 0, json.loads(last["fill"] or "{}"), days)


def _count(
    db: Database, source: Source, run_id: int, now: datetime, reading: _Reading, known: Mapping[str, ledger.Row]
) -> set[int]:
    """Let what an accepted run says count: store its reports and bring the productions they touch up to date."""
    same = _rows_on_unchanged_pages(db, source.slug, run_id)
    baseline = one(db, "SELECT baseline_run FROM sources WHERE slug = ?", (source.slug,))["baseline_run"] is None
    resolver = Resolver(db, source.slug, run_id, now, frozenset(reading.rows) | frozenset(same))
    touched: set[int] = set()
    for ref in same:
        ledger.still_there(db, source.slug, ref, run_id)
    for ref, (report, page, ordinal) in reading.rows.items():
        touched |= _count_row(resolver, source, ref, report, page, ordinal, known.get(ref), baseline, reading)
    for page, reports in reading.said:
        touched |= count_page(resolver, source, page, reports, baseline)
    for page_id in reading.unread:
        db.execute("UPDATE pages SET read_by = ? WHERE id = ?", (run_id, page_id))
    delisted = set(ledger.missing(db, source.slug, run_id, now)) if source.complete else set()
    touched |= resolver.renamed | ledger.confirm(db, source.slug, run_id, now)
    if baseline:
        db.execute("UPDATE sources SET baseline_run = ? WHERE slug = ?", (run_id, source.slug))
    update(db, touched | delisted, now, delisted)
    return touched | delisted


def _count_row(
    resolver: Resolver, source: Source, ref: str, report: Report, page: Page, ordinal: int, before: ledger.Row | None,
    baseline: bool, reading: _Reading,
) -> set[int]:  # fmt: skip
    """One row of a list. Only a row that says something else than before becomes a report."""
    db, run_id, now, page_id = resolver.db, resolver.run_id, resolver.now, page.id or 0
    if ref in reading.doubled:
        detail = f"{report.title}: the same row twice, with different facts"
        ledger.open_issue(db, source.slug, "doubled_row", detail, now, run_id, page.url)
        return set()
    if report.status is None:
        if report.rule == "unknown_phrase":
            ledger.open_issue(db, source.slug, "unknown_phrase", report.evidence, now, run_id, page.url)
        if before:
            ledger.same_row(db, source.slug, ref, page_id, run_id)
        return set()
    if before and before.digest == digest(report):
        ledger.same_row(db, source.slug, ref, page_id, run_id)
        return set()
    production = resolver.production(report, ref, page.url)
    if production is None:
        return set()
    moved = before is not None and before.status is not report.status
    previous = _said_before(db, before) if before and moved else None
    report_id = ledger.store_report(
        db, replace(report, ref=ref), page_id=page_id, ordinal=ordinal, run_id=run_id, source=source.slug,
        production_id=production, now=now, published=local_day(source, page, now), baseline=baseline or (
            before is not None and not moved), previous=previous,
    )  # fmt: skip
    ledger.keep_row(
        db, source.slug, ref, production_id=production, report_id=report_id, page_id=page_id, digest=digest(report),
        status=report.status, run_id=run_id, now=now,
    )  # fmt: skip
    return {production}


def _said_before(db: Database, before: ledger.Row) -> tuple[Status, str] | None:
    """What the row said in the last accepted run that had it, and when that run was."""
    if before.status is None:
        return None
    seen = one(db, "SELECT started_at FROM runs WHERE id = ?", (before.last_run,))["started_at"]
    return before.status, seen


def count_page(
    resolver: Resolver, source: Source, page: Page, reports: Sequence[tuple[int, Report]], baseline: bool
) -> set[int]:
    """The statements of one article. What an earlier version of it said too is not said anew; what it said and this
    version does not is gone."""
    db, now = resolver.db, resolver.now
    before = {} if page.role == "list" and not reports else ledger.earlier_statements(db, page)
    touched: set[int] = set()
    for ordinal, report in reports:
        production = resolver.production(report, None, page.url)
        if production is None:
            continue
        if before.pop(ledger.statement_key(report, production), None) is not None:
            continue
        ledger.store_report(
            db, report, page_id=page.id or 0, ordinal=ordinal, run_id=resolver.run_id, source=source.slug,
            production_id=production, now=now, published=local_day(source, page, now), baseline=baseline,
        )  # fmt: skip
        touched.add(production)
    for report_id, production in before.values():
        ledger.gone(db, report_id, now)
        touched.add(production)
    return touched


def local_day(source: Source, page: Page, now: datetime) -> date:
    """The day of a page in its source's zone: of its publication, else of today for lists, of first sight else."""
    when = page.published or (now if page.role == "list" else page.seen)
    try:
        return when.astimezone(ZoneInfo(source.time_zone)).date()
    except (ZoneInfoNotFoundError, ValueError):
        return when.date()


def _note(db: Database, run_id: int, now: datetime, verdict: Judgement, tally: Tally, reading: _Reading) -> None:
    db.execute(
        """UPDATE runs SET state = ?, reason = ?, finished_at = ?, rows = ?, new_pages = ?, fill = ?, moved = ?,
           detail = ? WHERE id = ?""",
        (verdict.state, verdict.reason, stamp(now), tally.rows, len(reading.unread),
         json.dumps(dict(tally.filled), sort_keys=True), tally.moved, verdict.detail, run_id),
    )  # fmt: skip


def interrupted_runs(db: Database) -> Iterable[dict[str, Any]]:
    """Runs that were opened and never closed."""
    return list(db.query("SELECT * FROM runs WHERE state = 'open' ORDER BY id"))
