"""Pages that come back as they were, pages that the server calls unchanged, pages of an unfinished run."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from pipeline import store
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
