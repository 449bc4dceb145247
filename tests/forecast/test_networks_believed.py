"""The network of a production: named by sources, believed by trust, shown with who says so, used by the forecast."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from pipeline import networks, queries
from pipeline.foretell import foretell
from pipeline.networks import Naming, believed
from tests.scenarios.stage import Stage, says


def network_of(stage: Stage, slug: str = "quiet-fever") -> str | None:
    production = queries.production_by_slug(stage.db, slug)
    assert production is not None
    return production.network


def test_trust_decides_then_count() -> None:
    blog, diary = Naming("HBO", "blog", "A blog", 1, 9), Naming("HBO", "diary", "A diary", 1, 1)
    trade = Naming("Netflix", "gazette", "The Gazette", 2, 1)
    assert believed([]) is None
    assert believed([blog, trade]) == "Netflix"
    assert believed([blog, diary, trade]) == "HBO"


def test_a_later_better_word_replaces_the_first(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.article("blog", says("Quiet Fever", "announced", on=stage.today, medium="tv", network="hulu"))
    assert network_of(stage) == "Hulu"
    stage.next_day()
    stage.article("gazette", says("Quiet Fever", "announced", on=stage.today, network="Netflix"))
    assert network_of(stage) == "Netflix"
    made = queries.production_by_slug(stage.db, "quiet-fever")
    assert made and [(n.network, n.source) for n in networks.named(stage.db, made.id)] == [
        ("Netflix", "gazette"), ("Hulu", "blog")]  # fmt: skip
    assert believed(networks.named(stage.db, made.id, stage.now - timedelta(days=1))) == "Hulu"


def test_what_a_page_no_longer_says_does_not_count(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.article("blog", says("Quiet Fever", "announced", on=stage.today, medium="tv", network="Hulu"))
    first = says("Quiet Fever", "announced", on=stage.today, network="Netflix")
    stage.article("gazette", first, name="story")
    stage.next_day()
    stage.article("gazette", name="story")
    assert network_of(stage) == "Hulu"


def test_the_forecast_goes_by_the_network_that_a_report_names(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    started = says("Quiet Fever", "started_filming", on=stage.today, medium="tv", season=1, network="netflix")
    stage.article("gazette", started)
    made = foretell(stage.db, "quiet-fever-season-1", stage.now)
    assert made is not None
    assert "Netflix seasons" in made.basis


def test_a_network_alone_makes_no_two_titles_one(tmp_path: Path) -> None:
    """Half of the productions of a year are of one streamer: that a page names it says little of which is meant."""
    stage = Stage(tmp_path)
    for title in ("The Quiet Fever", "Quiet Fever"):
        stage.article("gazette", says(title, "announced", on=stage.today, medium="tv", network="Netflix"))
    assert set(stage.productions()) == {"the-quiet-fever", "quiet-fever"}
