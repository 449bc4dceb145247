"""Where exactly a production is seen, and who was there before."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from pipeline.model import Page
from pipeline.reading.sets import Spot, spots
from pipeline.returns import Return, returns
from pipeline.wording import placed, told_places
from tests.scenarios.stage import BY_SLUG, Stage, body_of, says

CORNER = "Elm Street and West 9th Street"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("It is shooting the exterior of Kettle House at Elm Street and West 9th Street today.",
         (Spot(CORNER, ("Kettle House",)),)),
        ("Location: W. 9th St. & Elm St., Springfield", (Spot("W. 9th St. & Elm St"),)),
        ("They film at Elm Street and West 9th Street: the exteriors of Mara’s flat and of Kettle House, known from "
         "season 1.", (Spot(CORNER, ("Mara’s flat", "Kettle House"), 1),)),
        ("From the exterior of Kettle House at Elm Street and 9th Street they move to Avenue B and East 7th Street.",
         (Spot("Elm Street and 9th Street"), Spot("Avenue B and East 7th Street"))),
        ("It films in Cork and Dublin on March 3rd and 4th.", ()),
    ],
)  # fmt: skip
def test_corners_and_sets_of_a_sentence(words: str, found: tuple[Spot, ...]) -> None:
    assert spots(words) == found


def test_places_with_their_prepositions() -> None:
    assert placed(("New York", CORNER)) == f"in New York, at {CORNER}"
    assert placed(("Cork", "Dublin")) == "in Cork and Dublin"
    assert placed(("New York", f"{CORNER}, New York")) == f"at {CORNER}, New York"
    assert placed(("St Louis",)) == "in St Louis"


def test_only_a_spot_is_taken_from_those_who_repeat() -> None:
    assert told_places(["New York"], ["Atlanta", CORNER]) == ("New York", CORNER)


def seasons(folder: Path, first_place: str | None, words: str) -> tuple[Return, ...]:
    """Season 1 seen at ``first_place``, season 2 started with those ``words``: where it is, by the end."""
    stage = Stage(folder)
    if first_place:
        made = says("Kettle", "filming", on=stage.today, season=1, medium="tv", place=first_place)
        stage.article("gazette", made)
    stage.next_day(60)
    stage.article("gazette", says("Kettle", "started_filming", on=stage.today, season=2, medium="tv", words=words))
    change = next(c for c in stage.changes() if c.production.season == 2 and c.kind == "started_filming")
    return returns(stage.db, change)


def test_a_series_returns_to_a_corner_whether_or_not_the_city_is_printed(tmp_path: Path) -> None:
    seen = seasons(tmp_path, "W 9th St & Elm St, Springfield", f"Kettle season 2 started filming at {CORNER} today.")
    assert seen == (Return(CORNER, ("Kettle (season 1)",)),)


def test_what_a_report_knows_of_an_earlier_season_counts(tmp_path: Path) -> None:
    words = f"Kettle season 2 started filming the exterior of Kettle House, known from season 1, at {CORNER}."
    assert seasons(tmp_path, None, words) == (Return(CORNER, ("Kettle (season 1)",), ("Kettle House",)),)


def test_a_city_is_no_place_to_return_to(tmp_path: Path) -> None:
    assert seasons(tmp_path, "New York", "Kettle season 2 started filming in New York.") == ()


def test_reports_of_other_days_do_not_place_a_change(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.article("gazette", says("Kettle", "started_filming", on=stage.today))
    stage.next_day(9)
    stage.article("herald", says("Kettle", "filming", on=stage.today, words=f"Kettle is filming at {CORNER}."))
    change = next(c for c in stage.changes() if c.kind == "started_filming")
    assert change.happened and change.happened.latest == stage.today - timedelta(days=9)
    assert returns(stage.db, change) == ()


def test_a_corner_is_called_as_the_change_calls_it(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    words = "Kettle films the exterior of Kettle House at W. 9th St. & Elm St. from today."
    stage.article("gazette", says("Kettle", "started_filming", on=stage.today, place=CORNER, words=words))
    (change,) = (c for c in stage.changes() if c.kind == "started_filming")
    assert returns(stage.db, change) == (Return(CORNER, (), ("Kettle House",)),)


def test_a_corner_that_two_reports_print_differently_is_said_once() -> None:
    assert placed(("Cork", CORNER, "W. 9th St. & Elm St., Cork")) == "at W. 9th St. & Elm St., Cork"
    assert placed((CORNER, "W. 9th St. & Elm St.")) == f"at {CORNER}"


def test_the_earlier_use_is_told_with_its_page_and_not_before_it_was_known(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.article("gazette", says("Kettle", "started_filming", on=stage.today, season=2, place=CORNER))
    change = next(c for c in stage.changes() if c.kind == "started_filming")
    before = stage.now
    stage.next_day(3)
    seen = says("Kettle", "filming", on=stage.today, season=1, place="W 9th St & Elm St")
    long_ago = before - timedelta(days=900)
    old = Page("herald", "https://herald.example/old", body_of((seen,)), stage.now, published=long_ago)
    stage._run(BY_SLUG["herald"], (old,))
    (found,) = returns(stage.db, change)
    assert found.before == ("Kettle (season 1)",)
    assert [(page.source_name, page.url) for page in found.before_by] == [("The Herald", "https://herald.example/old")]
    assert returns(stage.db, change, by=before) == (Return(CORNER),)
