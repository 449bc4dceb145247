"""The reasons that an entry shows: chains of credits, what comes too early, what is filmed where, the long form."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from feeds import news
from feeds.entries import unpacked
from pipeline import foretell, questions
from tests.scenarios.stage import Stage, says

CORNER = "Elm Street and West 9th Street"


def told(stage: Stage, *, long: bool = False) -> dict[str, str]:
    """The entries of changes so far, title to body."""
    news.shelve(stage.db, (), stage.now, long=long)
    rows = stage.db.query("SELECT * FROM feed_entries WHERE uid LIKE 'change/%' ORDER BY id")
    return {entry.title: entry.html for entry in map(unpacked, list(rows))}


def test_the_chain_of_credits_is_shown(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.article("gazette", says("Kettle", "started_filming", on=stage.today))
    stage.article("blog", says("Kettle", "started_filming", on=stage.today, via="The Gazette", through="A diary"))
    assert "(citing The Gazette, by way of A diary)" in told(stage)["Kettle started filming"]


def test_an_entry_names_the_corner_the_set_and_the_season_before(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    words = f"Kettle season 2 started filming the exterior of Kettle House, known from season 1, at {CORNER}."
    made = says("Kettle", "started_filming", on=stage.today, season=2, medium="tv", place=CORNER, words=words)
    stage.article("gazette", made)
    (entry,) = told(stage).items()
    assert entry[0] == f"Kettle (season 2) started filming at {CORNER}"
    assert f"Where: {CORNER} (the exteriors of Kettle House)" in entry[1]
    assert f"Seen again at: {CORNER} (before: Kettle (season 1))" in entry[1]


def test_what_comes_first_and_goes_on_is_named_and_reviewed(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.article("studio", says("Copper Valley", "started_filming", on=stage.today - timedelta(days=20)))
    stage.article("herald", says("Kettle", "filming", "planned", relation="back_to_back", related="Copper Valley"))
    stage.next_day()
    stage.article("gazette", says("Kettle", "started_filming", on=stage.today))
    (found,) = (row for row in questions.open_questions(stage.db, stage.now) if row["what"] == "out of order")
    assert found["subject"] == "kettle"
    assert "Kettle started filming" not in told(stage)
    stage.next_day()
    stage.article("herald", says("Kettle", "started_filming", on=stage.today))
    body = told(stage)["Kettle started filming"]
    assert "What speaks against it:" in body
    assert "Copper Valley started filming (11 February 2026): " in body
    assert all(row["what"] != "out of order" for row in questions.open_questions(stage.db, stage.now))


def test_a_start_tells_the_whole_story_where_asked_for(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.article("studio", says("Kettle", "announced", on=stage.today))
    stage.next_day()
    stage.article("gazette", says("Kettle", "started_filming", on=stage.today))
    production = next(c.production.id for c in stage.changes())
    foretell.update(stage.db, [production], stage.now)
    bodies = told(stage, long=True)
    assert (
        "Kettle was announced (3 March 2026), says The studio.[1] Kettle started filming"
        in (bodies["Kettle started filming"])
    )
    assert "A release around" in bodies["Kettle started filming"]
    assert "[2] The Gazette, 4 March 2026</a>" in bodies["Kettle started filming"]
    assert "[1]" not in bodies["Kettle was announced"]
