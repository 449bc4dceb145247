"""Pages that come back as they were, pages that the server calls unchanged, pages of an unfinished run."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from pipeline import store
from pipeline.config import Source
from pipeline.model import Crawl, Page, Report
from pipeline.rebuild import rebuild
from pipeline.runs import Closed, close_run
from tests.scenarios.stage import BY_SLUG, CONSTANT, Stage, body_of, read, row

URL = "https://ledger.example/"


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path)


def shows(stage: Stage, *rows: Report) -> Closed:
    """The Ledger shows these rows, by a page whose bytes are those of its rows and nothing else."""
    run = store.open_run(stage.db, "ledger", stage.now, "1")
    page = Page("ledger", URL, body_of((CONSTANT, *rows)), stage.now, role="list")
    store.keep_page(stage.db, run, page)
    return _closed(stage, run)


def unchanged(stage: Stage) -> Closed:
    """The server says that the page is as it was."""
    run = store.open_run(stage.db, "ledger", stage.now, "1")
    store.note_unchanged(stage.db, run, URL)
    return _closed(stage, run)


def _closed(stage: Stage, run: int) -> Closed:
    store.finish_crawl(stage.db, run, Crawl(requests=1, lists=1), stage.now)
    return close_run(stage.db, BY_SLUG["ledger"], run, stage.now, read)


def test_a_page_that_returns_byte_for_byte_is_read_again(stage: Stage) -> None:
    for status in ("filming", "pre_production", "pre_production", "filming", "wrapped"):
        assert shows(stage, row("Quiet Fever", status, "p1")).judgement.state == "accepted"
        stage.next_day()
    stage.expects(
        "Quiet Fever newly_listed: None -> filming, published 2",
        "Quiet Fever reverted: filming -> pre_production, published 4",
        "Quiet Fever started_filming: pre_production -> filming, published 5",
        "Quiet Fever wrapped_filming: filming -> wrapped, published 6",
    )
    assert rebuild(stage.db, BY_SLUG, stage.now, read) == []


def test_a_row_that_returns_with_its_page_is_listed_again(stage: Stage) -> None:
    shows(stage, row("Quiet Fever", "filming", "p1"))
    for _ in range(2):
        stage.next_day()
        shows(stage)
    for _ in range(4):
        stage.next_day()
        shows(stage, row("Quiet Fever", "filming", "p1"))
    stage.expects("Quiet Fever newly_listed: None -> filming, published 2")


def test_an_unchanged_page_keeps_its_rows(stage: Stage) -> None:
    shows(stage, row("Quiet Fever", "filming", "p1"))
    for _ in range(5):
        stage.next_day()
        assert unchanged(stage).judgement.state == "accepted"
    stage.expects("Quiet Fever newly_listed: None -> filming, published 2")


def test_an_unchanged_page_is_a_second_look(stage: Stage) -> None:
    shows(stage, row("Quiet Fever", "filming", "p1"))
    stage.next_day()
    shows(stage, row("Quiet Fever", "cancelled", "p1"))
    stage.next_day()
    unchanged(stage)
    stage.expects(
        "Quiet Fever cancelled: filming -> cancelled, published 4",
        "Quiet Fever newly_listed: None -> filming, published 2",
    )


def test_a_run_at_the_very_same_moment_is_no_second_look(stage: Stage) -> None:
    shows(stage, row("Quiet Fever", "filming", "p1"))
    stage.next_day()
    for _ in range(3):
        shows(stage, row("Quiet Fever", "cancelled", "p1"))
    assert [c.state for c in stage.changes() if c.kind == "cancelled"] == ["pending"]


def test_what_was_pending_is_noticed_when_it_was_first_read(stage: Stage) -> None:
    shows(stage, row("Quiet Fever", "filming", "p1"))
    stage.next_day()
    shows(stage, row("Quiet Fever", "cancelled", "p1"))
    first = stage.now
    stage.next_day()
    unchanged(stage)
    change = next(c for c in stage.changes() if c.kind == "cancelled")
    assert (change.noticed_at, change.published_at) == (first, first + timedelta(days=1))


def reads_dates(source: Source, page: Page) -> list[Report]:
    """A list that gives the first and the last day of shooting and no status."""
    start, end = "2026-03-04", "2026-03-06"
    today = page.seen.date().isoformat()
    status = "pre_production" if today < start else "filming" if today <= end else "wrapped"
    dated = replace(row("Quiet Fever", status, "p1"), start_date=start, end_date=end, inferred=True)
    return [CONSTANT, dated]


def reads_both(source: Source, page: Page) -> list[Report]:
    """Either of the two lists."""
    return reads_dates(source, page) if page.url.endswith("dates") else read(source, page)


def test_a_list_that_gives_dates_only_moves_by_the_day_without_a_new_byte(stage: Stage) -> None:
    """Before its dates: in preparation. Within them: filming. After them: wrapped. All of it marked as inferred."""
    for _ in range(7):
        run = store.open_run(stage.db, "ledger", stage.now, "1")
        store.keep_page(stage.db, run, Page("ledger", URL + "dates", b"always the same", stage.now, role="list"))
        store.finish_crawl(stage.db, run, Crawl(requests=1, lists=1), stage.now)
        assert close_run(stage.db, BY_SLUG["ledger"], run, stage.now, reads_dates).judgement.state == "accepted"
        stage.next_day()
    stage.expects(
        "Quiet Fever newly_listed: None -> pre_production, published 2",
        "Quiet Fever started_filming: pre_production -> filming, published 3",
        "Quiet Fever wrapped_filming: filming -> wrapped, published 6",
    )
    inferred = {item.inferred for change in stage.changes() for item in change.evidence}
    assert inferred == {True}
    assert rebuild(stage.db, BY_SLUG, stage.now, reads_both) == []
