"""Pages on their way into the database: in batches, each whole, none lost."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlite_utils import Database

from pipeline import store
from pipeline.collect import BATCH, Archive, Shelf
from pipeline.config import Source
from pipeline.model import Crawl, Page

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


class Clock:
    """Seconds that a test sets."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def db(tmp_path: Path) -> Database:
    database = store.open_database(tmp_path / "x.db")
    store.keep_sources(database, [Source("s")])
    return database


def page(number: int) -> Page:
    return Page("s", f"http://x.example/{number}", str(number).encode(), NOW)


def stored(db: Database) -> int:
    return int(next(db.query("SELECT count(*) AS n FROM pages"))["n"])


def test_pages_are_committed_in_batches(db: Database) -> None:
    shelf = Shelf(db, store.open_run(db, "s", NOW, "t"), NOW, Clock())
    for number in range(BATCH - 1):
        shelf.put(page(number))
    assert stored(db) == 0
    shelf.put(page(BATCH))
    assert (stored(db), shelf.new) == (BATCH, BATCH)


def test_pages_do_not_wait_longer_than_a_second(db: Database) -> None:
    clock = Clock()
    shelf = Shelf(db, store.open_run(db, "s", NOW, "t"), NOW, clock)
    shelf.put(page(1))
    clock.now = 1.5
    shelf.put(page(2))
    assert stored(db) == 2


def test_the_counts_come_with_the_last_pages(db: Database) -> None:
    run = store.open_run(db, "s", NOW, "t")
    shelf = Shelf(db, run, NOW, Clock())
    shelf.put(page(1))
    shelf.flush(Crawl(requests=1, finish_reason="finished"))
    assert stored(db) == 1
    (row,) = db.query("SELECT crawl FROM runs WHERE id = ?", (run,))
    crawl = store.crawl_of(row["crawl"])
    assert crawl and crawl.requests == 1


def test_a_database_that_fails_once_loses_nothing(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf(db, store.open_run(db, "s", NOW, "t"), NOW, Clock())
    real, failures = store.keep_page, iter([True, True, False])

    def sometimes(*given: object) -> bool:
        if next(failures, False):
            raise sqlite3.OperationalError("database is locked")
        return real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(store, "keep_page", sometimes)
    shelf.put(page(1))
    shelf.put(page(2))
    with pytest.raises(sqlite3.OperationalError):
        shelf.flush(Crawl())
    assert (stored(db), shelf.new) == (0, 0)
    assert next(db.query("SELECT crawl FROM runs"))["crawl"] is None
    with pytest.raises(sqlite3.OperationalError):
        shelf.flush(Crawl())
    shelf.flush(Crawl())
    assert (stored(db), shelf.new) == (2, 2)


def test_an_archive_gives_back_what_was_kept(tmp_path: Path, db: Database) -> None:
    archive = Archive(tmp_path / "x.db")
    shelf = archive.shelf(store.open_run(db, "s", NOW, "t"), NOW)
    shelf.put(page(7))
    shelf.flush(None)
    known = archive.known("s")["http://x.example/7"]
    assert archive.page(known.page_id).body == b"7"
