"""What the database's own productions teach, and which of them get a forecast."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from pipeline import courses, foretell
from tests.scenarios.stage import Stage, says


def test_an_unreleased_production_was_looked_at_until_its_last_report(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.article("studio", says("Quiet Fever", "started_filming", on=stage.today))
    assert courses.timelines(stage.db, stage.today) == ()
    (course,) = courses.timelines(stage.db, date(2027, 8, 20))
    assert (course.released, course.seen_until) == (None, date(2026, 3, 1))
    stage.next_day(80)
    stage.article("gazette", says("Quiet Fever", "wrapped_filming", on=stage.today))
    (course,) = courses.timelines(stage.db, date(2027, 8, 20))
    assert course.seen_until == date(2026, 5, 1)


def test_a_wrap_that_waits_for_support_is_not_counted_from(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.article("studio", says("Quiet Fever", "started_filming", on=stage.today))
    stage.next_day(60)
    stage.article("blog", says("Quiet Fever", "wrapped_filming", on=stage.today))
    at = stage.now
    made = foretell.foretell(stage.db, "quiet-fever", at)
    assert made is not None and made.from_milestone == "start"
    stage.next_day()
    stage.article("studio", says("Quiet Fever", "wrapped_filming", on=stage.today - timedelta(days=1)))
    assert foretell.foretell(stage.db, "quiet-fever", at) == made
    made = foretell.foretell(stage.db, "quiet-fever", stage.now)
    assert made is not None and made.from_milestone == "wrap"


def test_a_production_beyond_those_that_teach_is_forecast_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stage = Stage(tmp_path)
    monkeypatch.setattr(courses, "MOST_OWN", 1)
    stage.article("studio", says("Quiet Fever", "started_filming", on=stage.today - timedelta(days=3)))
    stage.article("studio", says("Copper Valley", "started_filming", on=stage.today))
    assert [course.id for course in courses.timelines(stage.db, date(2026, 4, 1))] == ["copper-valley"]
    assert foretell.foretell(stage.db, "quiet-fever", stage.now) is not None
