"""Every reason word of the judge, each by the run that deserves it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
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
    "reserved": (LIST, Crawl(trouble=("reserved",)), Tally(), BEFORE, "rejected"),
    "gone": (LIST, Crawl(trouble=("gone",)), Tally(), BEFORE, "rejected"),
    "crashed": (LIST, Crawl(lists=1, exceptions=1), FULL, BEFORE, "rejected"),
    "empty": (LIST, WELL, Tally(has_rows=True), BEFORE, "rejected"),
    "short": (LIST, WELL, Tally(rows=19, has_rows=True), BEFORE, "held"),
    "hollow": (LIST, WELL, Tally(rows=100, filled={"status": 0.4}, has_rows=True), BEFORE, "held"),
    "retitled": (LIST, WELL, Tally(rows=100, retitled=51, has_rows=True), BEFORE, "held"),
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
    [
        ("unreachable", "blocked"),
        ("blocked", "reserved"),
        ("reserved", "gone"),
        ("gone", "crashed"),
        ("crashed", "empty"),
        ("empty", "short"),
    ],
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


SMALL = Source("board", kind="listing", complete=True)
WINDOW = Source("window", kind="listing")
SMALL_CASES: dict[str, tuple[Source, Tally, int, str]] = {
    "half of few rows say nothing": (SMALL, Tally(rows=6, filled={"status": 0.5}, new=3, lost=3, moved=3), 6, ""),
    "a field that all had and none has": (SMALL, Tally(rows=6, filled={"status": 0.0}), 6, "hollow"),
    "a field that all had and one has": (WINDOW, Tally(rows=4, filled={"status": 0.25}), 4, "hollow"),
    "a field that some had": (SMALL, Tally(rows=6, filled={"place": 0.0}), 6, ""),
    "a field on the one page that is fresh": (SMALL, Tally(rows=40, fresh=1, filled={"status": 0.0}), 40, ""),
    "all ids of a complete list": (SMALL, Tally(rows=6, new=6, lost=6), 6, "reshuffled"),
    "all ids but one": (SMALL, Tally(rows=6, new=5, lost=5), 6, ""),
    "all rows of a window": (WINDOW, Tally(rows=6, new=6, lost=6), 6, ""),
    "old titles under new ids": (WINDOW, Tally(rows=6, new=6, lost=6, reissued=4), 6, "reshuffled"),
    "six that move": (SMALL, Tally(rows=6, moved=6), 6, "mass_change"),
    "five that move": (SMALL, Tally(rows=5, moved=5), 5, ""),
    "other titles under the same ids": (WINDOW, Tally(rows=6, retitled=4), 6, "retitled"),
    "three that were renamed": (WINDOW, Tally(rows=4, retitled=3), 4, ""),
    "three rows tell nothing": (SMALL, Tally(rows=3, filled={"status": 0.0}, new=3, lost=3, reissued=3), 3, ""),
}


@pytest.mark.parametrize("case", SMALL_CASES)
def test_what_few_rows_tell(case: str) -> None:
    source, tally, before, reason = SMALL_CASES[case]
    verdict = judge(source, WELL, replace(tally, has_rows=True), Baseline(before, {"status": 1.0, "place": 0.5}))
    assert verdict.reason == (reason or "accepted")


@pytest.mark.parametrize(
    ("rows", "titles", "reason"), [(10, 0.1, "hollow"), (10, 0.2, "accepted"), (9, 0.1, "accepted")]
)
def test_a_first_run_whose_rows_share_their_titles_is_held(rows: int, titles: float, reason: str) -> None:
    assert judge(SMALL, WELL, Tally(rows=rows, filled={"title": titles}, has_rows=True), None).reason == reason


def column(played: Played, slug: str, titles: Sequence[str], refs: str) -> str:
    """The reason word of a run in which the list has these titles, each under an id, or under none."""
    shown = tuple(row(title, "filming", f"{refs}{number}" if refs else None) for number, title in enumerate(titles))
    played.day += 1
    return played.say(Saying(slug, shown)).judgement.reason


FILMS = ["Night Ferry", "Salt Orchard", "Velvet Signal", "Copper Lantern", "Winter Choir", "Glass Meridian"]
PLACES = ["Leeds", "Cardiff", "Dublin", "Rome", "Turin", "Lyon"]


@pytest.mark.parametrize("slug", ["ledger", "board"])
def test_a_title_column_that_moved_leaves_the_ids_and_changes_nothing(tmp_path: Path, slug: str) -> None:
    """A title is taken from another column: no production is renamed, none gets an alias."""
    played = Played(tmp_path)
    played.begin_day((Saying(slug, tuple(row(film, "filming", f"p{n}") for n, film in enumerate(FILMS))),))
    assert column(played, slug, PLACES, "p") == "retitled"
    assert column(played, slug, FILMS[:4] + PLACES[:2], "p") == "accepted", "two may be renamed"
    aliases = {row["name"] for row in played.db.query("SELECT name FROM aliases")}
    assert aliases.isdisjoint(PLACES[2:])
    played.close()


def test_new_ids_under_old_titles_are_seen_on_a_small_window(tmp_path: Path) -> None:
    played = Played(tmp_path)
    played.begin_day((Saying("board", tuple(row(film, "filming", f"p{n}") for n, film in enumerate(FILMS))),))
    assert column(played, "board", FILMS, "q") == "reshuffled"
    played.close()


def test_a_type_in_place_of_titles_is_seen_without_ids(tmp_path: Path) -> None:
    played = Played(tmp_path)
    films = [f"{film} {part}" for film in FILMS for part in ("Rising", "Falling")]
    played.begin_day((Saying("board", tuple(row(film, "filming") for film in films)),))
    assert column(played, "board", ["Feature", "Series"] * 6, "") == "hollow"
    played.close()


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
