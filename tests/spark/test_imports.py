"""Many writers, one truth: captures read elsewhere come into the database whole, once, and in one order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from pipeline import store
from pipeline.harvested import Harvested
from pipeline.history import Kept
from pipeline.imports import BATCH, bring
from pipeline.partrows import harvested, rows_of
from tests.spark.small_web import FIRST, NOW, PRESS, TITLES, article, capture, said, told, web


def database(folder: Path, *brought: Iterable[Harvested]) -> list[Kept | None]:
    folder.mkdir(exist_ok=True)
    db = store.open_database(folder / "slatewatch.db")
    store.keep_sources(db, [PRESS])
    kept = [one for captures in brought for one in bring(db, {"press": PRESS}, captures, NOW)]
    db.close()
    return kept


def test_rows_and_back_is_the_same() -> None:
    found = said(web())
    assert list(harvested(row for one in found for row in rows_of(one))) == found
    assert any(report.date for one in found for _, reports in one.pages for report in reports)


def test_it_fills_the_timelines_and_publishes_nothing(tmp_path: Path) -> None:
    kept = database(tmp_path, said(web()))
    assert all(kept) and len(kept) == 12
    world = told(tmp_path / "slatewatch.db")
    assert {row["slug"] for row in world["productions"]} >= {"night-ferry", "copper-lantern"}
    assert world["changes"] and {row["state"] for row in world["changes"]} <= {"backfilled", "pending"}
    assert len(world["productions"]) == len(TITLES)


def test_twice_is_once(tmp_path: Path) -> None:
    found = said(web())
    once = told_of(tmp_path / "once", found)
    assert database(tmp_path / "once", found) == [None] * len(found)
    assert told(tmp_path / "once" / "slatewatch.db") == once
    assert told_of(tmp_path / "twice", found, found) == once


def told_of(folder: Path, *brought: Iterable[Harvested]) -> object:
    database(folder, *brought)
    return told(folder / "slatewatch.db")


def test_what_several_machines_read_of_different_pages_may_come_in_any_order(tmp_path: Path) -> None:
    found = said(web(15))
    one, two = found[0::2], found[1::2]
    whole = told_of(tmp_path / "whole", found)
    assert told_of(tmp_path / "ab", one, two) == whole
    assert told_of(tmp_path / "ba", two, one) == whole


def test_the_first_version_of_an_article_counts(tmp_path: Path) -> None:
    first = capture(0, article("Night Ferry", FIRST), slug="a-ferry-at-night")
    later = replace(capture(5, article("Night Ferry", FIRST, says="wrapped filming")), url=first.url)
    kept = database(tmp_path, said([first, later]))
    assert [one.pages if one else None for one in kept] == [1, 0]


def test_the_first_print_of_a_text_counts(tmp_path: Path) -> None:
    text = article("Night Ferry", FIRST)
    kept = database(tmp_path, said([capture(0, text, "daily"), capture(1, text, "evening"), capture(2, text, "third")]))
    assert [one.reports if one else None for one in kept] == [1, 0, 0]


def test_a_copy_that_came_before_counts_as_the_first(tmp_path: Path) -> None:
    text = article("Night Ferry", FIRST)
    database(tmp_path, said([capture(1, text, "evening")]), said([capture(0, text, "daily")]))
    assert len(told(tmp_path / "slatewatch.db")["pages"]) == 1


def test_what_is_killed_between_two_batches_goes_on(tmp_path: Path) -> None:
    count = BATCH + 5
    records = [
        capture(n, article(f"Harbour Number {n}", FIRST + timedelta(hours=7 * n)), slug=f"the-story-is-{n}")
        for n in range(count)
    ]
    found = said(records)
    db = store.open_database(tmp_path / "slatewatch.db")
    store.keep_sources(db, [PRESS])
    next(bring(db, {"press": PRESS}, found, NOW))
    db.close()
    kept = database(tmp_path, found)
    assert [one is None for one in kept] == [True] * BATCH + [False] * 5
    assert told(tmp_path / "slatewatch.db") == told_of(tmp_path / "whole", found)
