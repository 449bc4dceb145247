"""At a moment of the past only what was known then; and why there is no forecast."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from commands.forecast import forecast
from commands.show import show
from commands.story import story
from pipeline.foretell import foretell, update, why_not
from pipeline.model import Window
from tests.scenarios.stage import Stage, says

SLUG = "quiet-fever"


def known(stage: Stage) -> None:
    """Two productions: one was released and teaches, the other is being shot."""
    stage.article("studio", says("Salt Road", "started_filming", on=date(2025, 3, 3), medium="film"))
    stage.article("studio", says("Salt Road", "released", on=date(2026, 1, 9), medium="film"))
    stage.article("gazette", says("Quiet Fever", "started_filming", on=stage.today, medium="film", network="A24",
                                  place="Elm Street and West 9th Street"))  # fmt: skip
    update(stage.db, _ids(stage), stage.now)


def learned_since(stage: Stage) -> None:
    """What came later: another network, an earlier use of the corner, a wrap, a plan, a release that was unknown."""
    stage.next_day(40)
    stage.article("studio", says("Quiet Fever", "wrapped_filming", on=stage.today, network="Lionsgate"))
    stage.article("studio", says("Quiet Fever", "release_date_set", "planned",
                                 on=Window(date(2026, 9, 1), date(2026, 11, 30))))  # fmt: skip
    stage.article("studio", says("Copper Valley", "started_filming", on=date(2024, 3, 3), medium="film",
                                 place="W 9th St & Elm St"))  # fmt: skip
    stage.article("studio", says("Copper Valley", "released", on=date(2024, 9, 3), medium="film"))
    update(stage.db, _ids(stage), stage.now)


def _ids(stage: Stage) -> list[int]:
    return [row["id"] for row in stage.db.query("SELECT id FROM productions")]


def printed(folder: Path, *args: str) -> dict[str, str]:
    config = folder / "slatewatch.toml"
    config.write_text('database = "stage.db"\n', encoding="utf-8")
    at, told = args
    runner, shared = CliRunner(), [told, "--config", str(config)]
    found = {
        "forecast": runner.invoke(forecast, [*shared, "--now", at]),
        "story": runner.invoke(story, [*shared, "--now", at]),
        "show": runner.invoke(show, [*shared, "--as-of", at]),
    }
    return {verb: done.output for verb, done in found.items()}


def test_a_moment_of_the_past_is_told_as_from_a_database_cut_there(tmp_path: Path) -> None:
    folders = {name: tmp_path / name for name in ("cut", "whole")}
    for folder in folders.values():
        folder.mkdir()
    cut, whole = Stage(folders["cut"]), Stage(folders["whole"])
    known(cut)
    known(whole)
    at = (whole.now + timedelta(days=5)).isoformat()
    learned_since(whole)
    cut.db.close()
    whole.db.close()
    told = printed(folders["cut"], at, SLUG)
    assert printed(folders["whole"], at, SLUG) == told
    assert "A24" in told["show"] and "around" in told["forecast"] and "[1]" in told["story"]
    later = printed(folders["whole"], "2026-06-01T12:00:00Z", SLUG)
    assert all(later[verb] != told[verb] for verb in told)


def test_a_day_alone_means_all_of_it(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    known(stage)
    learned_since(stage)
    first = "2026-03-03"
    told = printed(tmp_path, first, SLUG)
    assert told == printed(tmp_path, f"{first}T23:59:59Z", SLUG)
    assert "around" in told["forecast"] and "started filming" in told["story"]
    assert "no start" in printed(tmp_path, f"{first}T00:00:00Z", SLUG)["forecast"]


REASONS: dict[str, tuple[Callable[[Stage], object], str]] = {
    "no start": (
        lambda s: s.article("studio", says("Quiet Fever", "announced", on=s.today)),
        "no start of its filming is known",
    ),
    "cancelled": (
        lambda s: s.article("studio", says("Quiet Fever", "cancelled", on=s.today)),
        "it was cancelled",
    ),
    "released": (
        lambda s: s.article("studio", says("Quiet Fever", "released", on=s.today)),
        "it is released already",
    ),
    "set": (
        lambda s: (
            s.article("studio", says("Quiet Fever", "started_filming", on=s.today)),
            s.article("studio", says("Quiet Fever", "release_date_set", on=date(2027, 1, 8))),
        ),
        "its release is set for 8 January 2027",
    ),
}


@pytest.mark.parametrize("case", REASONS)
def test_why_there_is_no_forecast(tmp_path: Path, case: str) -> None:
    happens, reason = REASONS[case]
    stage = Stage(tmp_path)
    happens(stage)
    assert foretell(stage.db, SLUG, stage.now) is None
    assert why_not(stage.db, SLUG, stage.now) == reason
    done = printed(tmp_path, stage.now.isoformat(), "Quiet Fever")["forecast"]
    assert done == f"slatewatch: nothing to forecast for 'Quiet Fever': {reason}\n"


def test_an_announced_window_holds_the_forecast_and_a_day_withdraws_it(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.article("studio", says("Quiet Fever", "started_filming", on=stage.today, medium="film"))
    free = foretell(stage.db, SLUG, stage.now)
    assert free is not None and free.within is None
    update(stage.db, _ids(stage), stage.now)
    stage.next_day()
    window = Window(free.median + timedelta(days=60), free.median + timedelta(days=150))
    stage.article("studio", says("Quiet Fever", "release_date_set", "planned", on=window))
    held = foretell(stage.db, SLUG, stage.now)
    assert held is not None and held.within == window
    assert window.earliest <= held.earliest <= held.median <= held.latest <= window.latest
    assert "Held to what is announced: " in held.basis
    update(stage.db, _ids(stage), stage.now)
    rows = list(stage.db.query("SELECT median, withdrawn_at FROM forecasts ORDER BY made_at"))
    assert [row["withdrawn_at"] is None for row in rows] == [False, True]
    assert rows[1]["median"] == held.median.isoformat()
    stage.next_day()
    stage.article("studio", says("Quiet Fever", "release_date_set", on=window.earliest))
    assert foretell(stage.db, SLUG, stage.now) is None


def test_a_cancelled_production_keeps_no_forecast(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.article("studio", says("Quiet Fever", "started_filming", on=stage.today, medium="film"))
    update(stage.db, _ids(stage), stage.now)
    stage.next_day()
    stage.article("studio", says("Quiet Fever", "cancelled", on=stage.today))
    update(stage.db, _ids(stage), stage.now)
    assert not list(stage.db.query("SELECT 1 FROM forecasts WHERE withdrawn_at IS NULL"))


def test_where_two_windows_are_announced_both_may_be(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.article("studio", says("Quiet Fever", "started_filming", on=stage.today, medium="film"))
    autumn, summer = Window(date(2027, 9, 1), date(2027, 11, 30)), Window(date(2027, 6, 1), date(2027, 8, 31))
    stage.article("studio", says("Quiet Fever", "release_date_set", "planned", on=autumn))
    stage.next_day()
    stage.article("blog", says("Quiet Fever", "release_date_set", "planned", on=summer))
    alone = foretell(stage.db, SLUG, stage.now)
    assert alone is not None and alone.within == autumn
    update(stage.db, _ids(stage), stage.now)
    stage.next_day()
    stage.article("gazette", says("Quiet Fever", "release_date_set", "planned", on=summer))
    made = foretell(stage.db, SLUG, stage.now)
    assert made is not None and made.within == Window(summer.earliest, autumn.latest)
    assert made.basis.endswith("Held to what is announced: June to November 2027.")
    update(stage.db, _ids(stage), stage.now)
    assert [row["basis"] for row in stage.db.query("SELECT basis FROM forecasts WHERE withdrawn_at IS NULL")] == [
        made.basis]  # fmt: skip
