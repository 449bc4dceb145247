"""Captures of a list of rows: what moved between them is in the timeline; the live list beside it stays as it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from pipeline import history, store
from pipeline.config import Source
from pipeline.model import Crawl, Page
from pipeline.rebuild import rebuild
from pipeline.runs import Closed, close_run
from spiders.read import read_page

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
URL = "https://board.example/list"
BOARD = Source(
    "board", kind="listing", shape="table", start=(URL,), row="p[id]", complete=True, trust=2,
    fields={"ref": "::attr(id)", "title": "b", "status": "i"},
)  # fmt: skip


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    database = store.open_database(tmp_path / "slatewatch.db")
    store.keep_sources(database, [BOARD])
    yield database
    database.close()


def board(at: datetime, **told: str) -> Page:
    rows = "".join(
        f'<p id="{ref}"><b>{ref.replace("_", " ").title()}</b> <i>{status}</i></p>' for ref, status in told.items()
    )
    return Page("board", URL, f"<main>{rows}</main>".encode(), at, role="list")


def capture(db: Database, month: int, **told: str) -> history.Kept:
    at = datetime(2025, month, 1, 6, tzinfo=UTC)
    return history.keep(db, BOARD, at, [board(at, **told)], NOW, read_page)


def live(db: Database, at: datetime, **told: str) -> Closed:
    run = store.open_run(db, "board", at, "test")
    with db.atomic():
        store.keep_page(db, run, board(at, **told))
        store.finish_crawl(db, run, Crawl(requests=1, lists=1, finish_reason="finished"), at)
    return close_run(db, BOARD, run, at, read_page)


def timeline(db: Database, slug: str) -> list[tuple[Any, ...]]:
    rows = db.query("SELECT kind, to_status, state FROM timeline WHERE slug = ?", (slug,))
    return [(row["kind"], row["to_status"], row["state"]) for row in rows]


def count(db: Database, state: str) -> int:
    return int(store.one(db, "SELECT count(*) AS n FROM changes WHERE state = ?", (state,))["n"])


def test_what_moved_between_captures_is_in_the_timeline(db: Database) -> None:
    capture(db, 1, night_ferry="Pre-production", salt_orchard="Filming")
    capture(db, 4, night_ferry="Filming", salt_orchard="Filming")
    capture(db, 8, night_ferry="Wrapped", salt_orchard="Wrapped")
    assert timeline(db, "night-ferry") == [
        ("started_filming", "filming", "backfilled"), ("wrapped_filming", "wrapped", "backfilled")
    ]  # fmt: skip
    (started,) = db.query("SELECT * FROM changes WHERE kind = 'started_filming'")
    assert (started["happened_earliest"], started["happened_latest"]) == ("2025-01-01", "2025-04-01")
    assert count(db, "published") == 0


def test_the_first_live_run_is_still_the_first(db: Database) -> None:
    capture(db, 1, night_ferry="Pre-production", salt_orchard="Filming")
    capture(db, 8, night_ferry="Filming", salt_orchard="Wrapped")
    assert live(db, NOW, night_ferry="Wrapped", salt_orchard="Post-production").judgement.state == "accepted"
    assert count(db, "published") == 0


def test_a_live_list_that_is_the_last_capture_to_the_byte_is_read(db: Database) -> None:
    capture(db, 8, night_ferry="Filming", salt_orchard="Wrapped")
    closed = live(db, NOW, night_ferry="Filming", salt_orchard="Wrapped")
    assert (closed.judgement.state, closed.reports) == ("accepted", 2)
    assert count(db, "published") == 0
    moved = live(db, NOW.replace(day=2), night_ferry="Wrapped", salt_orchard="Wrapped")
    assert moved.judgement.state == "accepted"
    assert count(db, "published") == 1


def test_the_past_leaves_the_live_list_as_it_is(db: Database) -> None:
    live(db, NOW.replace(day=1, month=5), night_ferry="Pre-production", salt_orchard="Wrapped")
    live(db, NOW.replace(day=2, month=5), night_ferry="Filming", salt_orchard="Wrapped")
    told = list(db.query("SELECT * FROM changes WHERE state = 'published'"))
    listed = list(db.query("SELECT * FROM listings ORDER BY ref"))
    capture(db, 1, night_ferry="Announced", salt_orchard="Filming")
    capture(db, 2, night_ferry="Pre-production")
    assert list(db.query("SELECT * FROM listings ORDER BY ref")) == listed
    after = list(db.query("SELECT * FROM changes WHERE state = 'published'"))
    assert [(c["id"], c["summary"], c["published_at"]) for c in after] == [
        (c["id"], c["summary"], c["published_at"]) for c in told
    ]
    assert told
    again = live(db, NOW.replace(day=3, month=5), night_ferry="Filming", salt_orchard="Wrapped")
    assert again.judgement.state == "accepted"
    assert count(db, "published") == len(told) and count(db, "withdrawn") == 0


def test_captures_in_another_order_say_one_thing_at_a_time(db: Database) -> None:
    capture(db, 8, night_ferry="Wrapped")
    capture(db, 1, night_ferry="Filming")
    rows = db.query("SELECT status, noticed_at, gone_at FROM reports ORDER BY noticed_at")
    assert [(row["status"], row["gone_at"]) for row in rows] == [("filming", "2025-08-01T06:00:00Z"), ("wrapped", None)]


def test_the_same_captures_again_add_nothing(db: Database) -> None:
    for _ in range(2):
        capture(db, 1, night_ferry="Pre-production")
        capture(db, 4, night_ferry="Filming")
    assert store.one(db, "SELECT count(*) AS n FROM reports")["n"] == 2
    assert store.one(db, "SELECT count(*) AS n FROM pages")["n"] == 2


def test_rebuilding_past_and_present_finds_them_the_same(db: Database) -> None:
    capture(db, 1, night_ferry="Pre-production", salt_orchard="Filming")
    capture(db, 8, night_ferry="Filming", salt_orchard="Wrapped")
    live(db, NOW, night_ferry="Filming", salt_orchard="Wrapped")
    live(db, NOW.replace(day=2), night_ferry="Wrapped", salt_orchard="Wrapped")
    assert count(db, "published") == 1
    before = list(db.query("SELECT id, state, published_at, summary FROM changes ORDER BY id"))
    assert rebuild(db, {"board": BOARD}, NOW.replace(day=3), read_page, apply=True) == []
    assert list(db.query("SELECT id, state, published_at, summary FROM changes ORDER BY id")) == before
