"""A tie is to one season: what that season does speaks for or against a start, and no other's."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from commands.show import show
from pipeline.model import Change, Document, Window
from pipeline.reading.prose import read_prose
from pipeline.story import story
from tests.scenarios.stage import Stage, says


def two_seasons(stage: Stage, **tie: Any) -> None:
    """Kettle's first season wrapped and came out; then Salt Road is tied to Kettle, whose second season is known."""
    stage.article("studio", says("Kettle", "wrapped_filming", season=1, on=stage.today))
    stage.next_day(60)
    stage.article("studio", says("Kettle", "released", season=1, on=stage.today))
    stage.article("studio", says("Kettle", "renewed", season=2, on=stage.today))
    stage.next_day(2)
    stage.article("gazette", says("Salt Road", "filming", "planned", relation="back_to_back", related="Kettle", **tie))
    stage.next_day(2)


def start_of(stage: Stage, title: str) -> Change:
    return next(c for c in stage.changes() if c.production.title == title and c.kind == "started_filming")


def beside(change: Change) -> list[tuple[str, int | None, str]]:
    return [(e.title, e.season, e.event) for e in change.evidence if e.role == "context"]


def test_a_tie_keeps_the_season_that_the_words_name() -> None:
    words = "Copper Valley will be filmed back to back with season 2 of Quiet Fever, its star told us."
    reports = read_prose(Document("article", words))
    found = {report.title: (report.related, report.related_season) for report in reports}
    assert found["Copper Valley"] == ("Quiet Fever", 2)


def test_another_seasons_wrap_does_not_stand_behind_a_start(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    two_seasons(stage, related_season=2)
    stage.article("gazette", says("Salt Road", "started_filming", on=stage.today))
    assert beside(start_of(stage, "Salt Road")) == [("Salt Road", None, "filming")]


def test_a_tie_without_a_season_means_the_first_that_was_not_out(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    two_seasons(stage)
    stage.article("gazette", says("Kettle", "started_filming", season=2, on=stage.today))
    stage.next_day(20)
    stage.article("gazette", says("Kettle", "wrapped_filming", season=2, on=stage.today))
    stage.next_day()
    stage.article("gazette", says("Salt Road", "started_filming", on=stage.today))
    assert ("Kettle", 2, "wrapped_filming") in beside(start_of(stage, "Salt Road"))
    assert ("Kettle", 1, "wrapped_filming") not in beside(start_of(stage, "Salt Road"))


def test_a_wrap_that_came_after_the_start_is_not_behind_it(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    two_seasons(stage, related_season=2)
    stage.article("gazette", says("Salt Road", "started_filming", on=stage.today))
    stage.next_day(90)
    stage.article("studio", says("Kettle", "wrapped_filming", season=2, on=stage.today))
    assert beside(start_of(stage, "Salt Road")) == [("Salt Road", None, "filming")]


def test_a_wrap_a_few_days_after_the_start_is_not_behind_it(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    two_seasons(stage, related_season=2)
    stage.article("gazette", says("Salt Road", "started_filming", on=stage.today))
    stage.next_day(6)
    stage.article("studio", says("Kettle", "wrapped_filming", season=2, on=stage.today))
    stage.article("herald", says("Salt Road", "started_filming", on=stage.today - timedelta(days=6)))
    assert beside(start_of(stage, "Salt Road")) == [("Salt Road", None, "filming")]


def test_a_wrap_in_the_month_of_the_start_is_told_with_its_date_only(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    two_seasons(stage, related_season=2)
    stage.article("studio", says("Kettle", "wrapped_filming", season=2, on=Window(date(2026, 5, 1), date(2026, 5, 31))))
    stage.next_day(30)
    for day, words in ((20, "Kettle (season 2) wrapped (May 2026)"), (31, "Kettle (season 2) had wrapped by then")):
        title = f"Salt Road {day}"
        stage.article("gazette", says(title, "filming", "planned", relation="after", related="Kettle",
                                      related_season=2))  # fmt: skip
        stage.article("gazette", says(title, "started_filming", on=date(2026, 5, day)))
        told = story([c for c in stage.changes() if c.production.title == title])
        assert words in told


def test_only_the_named_season_speaks_against_a_start(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    two_seasons(stage, related_season=2)
    for season in (2, 3):
        stage.article("herald", says("Kettle", "started_filming", season=season, on=stage.today))
    stage.next_day(25)
    stage.article("herald", says("Kettle", "filming", season=3, on=stage.today))
    stage.article("studio", says("Kettle", "wrapped_filming", season=2, on=stage.today - timedelta(days=1)))
    stage.next_day()
    stage.article("gazette", says("Salt Road", "started_filming", on=stage.today))
    change = start_of(stage, "Salt Road")
    assert change.state == "published"
    assert not [e for e in change.evidence if e.role == "against"]


def test_show_says_of_whom_it_speaks_that_stands_beside(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    two_seasons(stage, related_season=2)
    stage.article("studio", says("Kettle", "wrapped_filming", season=2, on=stage.today))
    stage.next_day()
    stage.article("gazette", says("Salt Road", "started_filming", on=stage.today))
    stage.db.close()
    (tmp_path / "slatewatch.toml").write_text('database = "stage.db"\n', encoding="utf-8")
    shown = CliRunner().invoke(show, ["salt-road", "--config", str(tmp_path / "slatewatch.toml")]).output
    assert "~ back to back with Kettle (season 2): The Gazette" in shown
    assert "~ Kettle (season 2) wrapped filming (6 May 2026): The studio" in shown


def test_the_story_names_the_season_of_a_tie(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    two_seasons(stage, related_season=2)
    stage.article("gazette", says("Salt Road", "started_filming", on=stage.today))
    told = story([c for c in stage.changes() if c.production.title == "Salt Road"])
    assert "shot back to back with Kettle (season 2)" in told
