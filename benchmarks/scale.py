"""The cost of one run beside much that is stored: ``python -m benchmarks.scale``.

    python -m benchmarks.scale [--productions 10000 1000000] [--reports 10000] [--folder /tmp/scale]

Fills a database with that many productions and five reports of each, straight by SQLite; then closes a run of articles
with ``--reports`` new reports: resolve, diff, settle, store. Exits 1 where the largest takes more than ``MOST`` times
as long as the smallest.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlite_utils import Database

from benchmarks.row import Row, tell
from pipeline import store
from pipeline.config import Source
from pipeline.identity import comparison, near_block
from pipeline.model import Crawl, Event, Page, Report
from pipeline.runs import close_run
from pipeline.store import stamp

MOST = 3.0
"""How many times as long the run may take beside a hundred times as much."""
EACH = 5
"""Reports of each production."""
PER_PAGE = 20
"""New reports on one page."""
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
SOURCES = (Source("ledger", kind="listing", trust=2), Source("gazette", trust=2))
FIRST = ("Silent", "Crimson", "Northern", "Hollow", "Paper", "Glass", "Iron", "Velvet", "Broken", "Golden", "Winter")
SECOND = ("River", "Harbour", "Orchard", "Kingdom", "Garden", "Signal", "Station", "Daughter", "Horizon", "Letters")


def title(number: int) -> str:
    """The title of that production: each its own, of words that many share."""
    return f"{FIRST[number % len(FIRST)]} {SECOND[number // 7 % len(SECOND)]} {number:x}q"


def fill(db: Database, productions: int) -> None:
    """That many productions and their reports; indexes and full-text search are made after the rows, not with them."""
    db.execute("PRAGMA journal_mode=OFF")
    made = list(
        db.query(
            """SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL
                  AND tbl_name IN ('productions', 'reports')"""
        )
    )
    for item in made:
        db.execute(f"DROP {item['type']} {item['name']}")
    _rows(db, productions)
    for item in made:
        db.execute(item["sql"])
    for table in ("productions_fts", "reports_fts"):
        db.execute(f"INSERT INTO {table}({table}) VALUES ('rebuild')")
    db.conn.commit()
    db.execute("PRAGMA journal_mode=WAL")


def _rows(db: Database, productions: int) -> None:
    """That many productions, each with ``EACH`` reports that a listing once made."""
    store.keep_sources(db, SOURCES)
    at = stamp(NOW - timedelta(days=400))
    with db.atomic():
        db.execute(
            "INSERT INTO runs (id, source, state, started_at, finished_at) VALUES (1, 'ledger', 'accepted', ?, ?)",
            (at, at),
        )
        db.execute("UPDATE sources SET baseline_run = 1")
        db.conn.executemany(
            "INSERT INTO productions (id, slug, title, medium, key, bare, near, status, first_seen, updated_at)"
            " VALUES (?, ?, ?, 'film', ?, ?, ?, 'announced', ?, ?)",
            _productions(productions, at),
        )
        db.conn.executemany(
            "INSERT INTO pages (id, source, url, sha256, role, channel, first_seen, last_seen, first_run, last_run,"
            " content_type, read_by) VALUES (?1, 'ledger', ?1, ?1, 'article', 'html', ?2, ?2, 1, 1, 't', 1)",
            ((number, at) for number in range(1, EACH + 1)),
        )
        db.conn.executemany(
            "INSERT INTO reports (page_id, ordinal, run_id, source, production_id, title, event, modality, evidence,"
            " start, end, rule, baseline, published, noticed_at) VALUES (?1, ?2, 1, 'ledger', ?2, ?3, 'announced',"
            " 'asserted', 'It was announced.', 0, 17, 'said', 1, '2025-05-01', ?4)",
            ((1 + n % EACH, 1 + n // EACH, title(1 + n // EACH), at) for n in range(productions * EACH)),
        )


def _productions(count: int, at: str) -> Iterator[tuple[object, ...]]:
    for number in range(1, count + 1):
        key = comparison(title(number))
        yield number, f"film-{number}", title(number), key, key, near_block(key), at, at


def read(source: Source, page: Page) -> list[Report]:
    """The reports that a page of this benchmark lists: nine of ten of known productions."""
    first, count, of = json.loads(page.body)
    step = max(1, of // 7919)
    return [
        Report(
            title((number * step) % of + 1) if number % 10 else f"Unheard {title(number)}", Event.STARTED_FILMING,
            place="Dublin", evidence="Cameras are rolling.", rule="said",
        )
        for number in range(first, first + count)
    ]  # fmt: skip


def keep_reports(db: Database, productions: int, first: int, reports: int, now: datetime) -> int:
    """A run whose crawl brought so many new reports, from the ``first`` on; not closed yet."""
    run = store.open_run(db, "gazette", now, "1")
    with db.atomic():
        for number in range(first, first + reports, PER_PAGE):
            body = json.dumps([number, min(PER_PAGE, first + reports - number), productions]).encode()
            store.keep_page(db, run, Page("gazette", f"https://gazette.example/{number}", body, now, published=now))
        store.finish_crawl(db, run, Crawl(requests=1, lists=1), now)
    return run


def run_once(db: Database, productions: int, reports: int) -> float:
    """Processor seconds to close a run of that many new reports."""
    run = keep_reports(db, productions, 0, reports, NOW)
    begun = time.process_time()
    closed = close_run(db, SOURCES[1], run, NOW, read)
    taken = time.process_time() - begun
    if closed.judgement.state != "accepted":
        raise RuntimeError(f"the run was not believed: {closed.judgement}")
    return taken


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure every size, smallest first."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--productions", type=int, nargs="+", default=(10_000, 1_000_000))
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--folder", type=Path, help="Where the databases may stand for a while (2 GB).")
    options = parser.parse_args(arguments)
    taken = []
    sizes = sorted(options.productions)
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        for size in sizes:
            db = store.open_database(Path(name) / f"{size}.db")
            fill(db, size)
            taken.append(run_once(db, size, options.reports))
            db.close()
    what = f"resolve and diff {options.reports:,} reports beside {sizes[-1]:,} productions"
    return tell([Row(what, f"beside {sizes[0]:,}", round(taken[-1] / taken[0], 2), MOST)])


if __name__ == "__main__":
    sys.exit(main())
