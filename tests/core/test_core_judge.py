"""Every reason word of the judge, each by the run that deserves it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.config import Source
from pipeline.judge import REASONS, TRANSIENT, Baseline, Judgement, Tally, judge
from pipeline.model import Crawl
from pipeline.store import finish_crawl, keep_page, open_run
from tests.core.random_worlds import Played, Saying
from tests.scenarios.stage import BY_SLUG, row

LIST = Source("ledger", kind="listing", complete=True, expect=(20, 400))
NEWS = Source("gazette")
WELL = Crawl(requests=3, lists=1)
FULL = Tally(rows=100, filled={"title": 1.0, "status": 1.0, "place": 0.9}, has_rows=True)
BEFORE = Baseline(100, {"title": 1.0, "status": 1.0, "place": 0.9})

CASES: dict[str, tuple[Source, Crawl | None, Tally, Baseline | None, str]] = {
    "interrupted": (LIST, None, FULL, BEFORE, "interrupted"),
    "unreachable": (LIST, Crawl(trouble=("unreachable",)), Tally(), BEFORE, "rejected"),
    "blocked": (LIST, Crawl(trouble=("blocked",)), Tally(), BEFORE, "rejected"),
    "gone": (LIST, Crawl(trouble=("gone",)), Tally(), BEFORE, "rejected"),
    "crashed": (LIST, Crawl(lists=1, exceptions=1), FULL, BEFORE, "rejected"),
    "empty": (LIST, WELL, Tally(has_rows=True), BEFORE, "rejected"),
    "short": (LIST, WELL, Tally(rows=19, has_rows=True), BEFORE, "held"),
    "hollow": (LIST, WELL, Tally(rows=100, filled={"status": 0.4}, has_rows=True), BEFORE, "held"),
    "reshuffled": (LIST, WELL, Tally(rows=100, new=60, lost=60, has_rows=True), BEFORE, "held"),
    "mass_change": (LIST, WELL, Tally(rows=100, moved=11, has_rows=True), BEFORE, "held"),
    "accepted": (LIST, WELL, FULL, BEFORE, "accepted"),
}


def test_every_reason_word_has_its_case() -> None:
    assert tuple(CASES) == REASONS
    assert set(REASONS) >= TRANSIENT


@pytest.mark.parametrize("reason", CASES)
def test_reason(reason: str) -> None:
    source, crawl, tally, baseline, state = CASES[reason]
    verdict = judge(source, crawl, tally, baseline)
    assert (verdict.state, verdict.reason) == (state, reason)


@pytest.mark.parametrize(
    ("first", "second"),
    [("unreachable", "blocked"), ("blocked", "gone"), ("gone", "crashed"), ("crashed", "empty"), ("empty", "short")],
)
def test_the_first_reason_wins(first: str, second: str) -> None:
    trouble = tuple(word for word in (second, first) if word != "crashed")
    crawl = Crawl(lists=1, trouble=trouble, exceptions=int("crashed" in (first, second)))
    assert judge(LIST, crawl, Tally(rows=5 if first != "empty" else 0, has_rows=True), BEFORE).reason == first


def test_no_answer_at_all_is_unreachable() -> None:
    assert judge(NEWS, Crawl(requests=1), Tally(), None).reason == "unreachable"


def test_a_page_of_the_paging_that_is_missing_is_short() -> None:
    assert judge(LIST, Crawl(lists=3, trouble=("short",)), FULL, BEFORE).reason == "short"


def test_a_complete_list_that_lost_half_of_its_rows_is_short() -> None:
    complete = Source("board", kind="listing", complete=True)
    assert judge(complete, WELL, Tally(rows=49, has_rows=True), BEFORE).reason == "short"
    assert judge(complete, WELL, Tally(rows=50, has_rows=True), BEFORE).reason == "accepted"


def test_more_rows_than_expected_are_believed_and_noted() -> None:
    verdict = judge(LIST, WELL, Tally(rows=500, has_rows=True), BEFORE)
    assert verdict.state == "accepted"
    assert "500" in verdict.detail


def test_the_fill_that_a_source_must_have_stands_beside_it() -> None:
    strict = Source("ledger", kind="listing", fill={"place": 0.95})
    assert judge(strict, WELL, FULL, BEFORE).reason == "hollow"


def test_few_rows_say_nothing_about_shares() -> None:
    small = Source("board", kind="listing", complete=True)
    few = Tally(rows=9, filled={"status": 0.0}, moved=9, new=9, lost=9, has_rows=True)
    assert judge(small, WELL, few, Baseline(9, {"status": 1.0})).reason == "accepted"


@pytest.mark.parametrize(("rows", "moved", "reason"), [
    (30, 5, "accepted"), (30, 6, "mass_change"), (200, 20, "accepted"), (200, 21, "mass_change"),
])  # fmt: skip
def test_mass_change_begins_above_five_and_a_tenth(rows: int, moved: int, reason: str) -> None:
    assert judge(LIST, WELL, Tally(rows=rows, moved=moved, has_rows=True), Baseline(rows)).reason == reason


def test_what_moved_during_an_outage_adds_up_for_three_days() -> None:
    def after(days: int, moved: int) -> Judgement:
        return judge(LIST, WELL, Tally(rows=100, moved=moved, has_rows=True), Baseline(100, {}, days))

    assert after(2, 20).reason == "accepted"
    assert after(2, 21).reason == "mass_change"
    assert after(30, 30).reason == "accepted"
    assert after(30, 31).reason == "mass_change"


def test_a_held_run_waits_for_a_person_however_long(tmp_path: Path) -> None:
    """An outage lets moves add up; a run that was held does not: the next ones are held too, until somebody looks."""
    played = Played(tmp_path)
    films = [f"Film {number}" for number in range(30)]
    played.begin_day((Saying("ledger", tuple(row(t, "announced", t) for t in films)),))
    moved = tuple(row(t, "filming" if n < 8 else "announced", t) for n, t in enumerate(films))
    for _ in range(4):
        played.day += 1
        assert played.say(Saying("ledger", moved)).judgement.reason == "mass_change"
    played.close()


def test_an_interrupted_run_changes_nothing_and_its_pages_are_read_by_the_next(tmp_path: Path) -> None:
    from pipeline.runs import close_run
    from tests.scenarios.stage import read, says

    played = Played(tmp_path)
    gazette = BY_SLUG["gazette"]
    run = open_run(played.db, "gazette", played.now, "1")
    for page in played._pages(Saying("gazette", (says("Quiet Fever", "started_filming", on=played.now.date()),))):
        keep_page(played.db, run, page)
    assert close_run(played.db, gazette, run, played.now, read).judgement.reason == "interrupted"
    assert played.changes() == []
    again = open_run(played.db, "gazette", played.now, "1")
    finish_crawl(played.db, again, WELL, played.now)
    assert close_run(played.db, gazette, again, played.now, read).judgement.reason == "accepted"
    assert [change["kind"] for change in played.changes()] == ["started_filming"]
    played.close()


def test_two_runs_on_one_day_may_move_what_one_day_may() -> None:
    source = Source(slug="board", kind="listing", complete=True)
    tally = Tally(rows=100, moved=3, has_rows=True)
    assert judge(source, Crawl(lists=1), tally, Baseline(rows=100, days=0)).reason == "accepted"
