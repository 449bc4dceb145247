"""Every sentence of a story has its footnote, and every footnote is a page or says that it is arithmetic."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from feeds.entries import Around, entry_of
from pipeline.foretell import foretell, standing, update
from pipeline.model import Window
from pipeline.returns import SEEN_IN, returns
from pipeline.story import story
from tests.scenarios.stage import Stage, says

CORNER = "Elm Street and West 9th Street"


def told(stage: Stage) -> str:
    slug = "kettle-season-2"
    changes = [c for c in stage.changes() if c.production.slug == slug]
    seen = [place for change in changes if change.kind in SEEN_IN for place in returns(stage.db, change)]
    return story(changes, foretell(stage.db, slug, stage.now), seen)


def acted(stage: Stage) -> None:
    stage.article("diary", says("Kettle", "filming", on=stage.today, season=1, medium="tv", place="W 9th St & Elm St"))
    stage.next_day(60)
    stage.article("studio", says("Kettle", "renewed", on=stage.today, season=2, medium="tv"))
    stage.article("herald", says("Kettle", "filming", "planned", season=2, relation="after", related="Salt Road"))
    stage.next_day(60)
    stage.article("studio", says("Salt Road", "wrapped_filming", on=stage.today))
    words = f"Kettle season 2 started filming today: the exterior of Kettle House at {CORNER}."
    stage.article("gazette", says("Kettle", "started_filming", on=stage.today, season=2, place=CORNER, words=words))
    stage.article("blog", says("Kettle", "started_filming", on=stage.today, season=2, via="The Gazette"))
    stage.next_day()
    stage.article("gazette", says("Kettle", "filming", on=stage.today, season=2, place=CORNER, words=words), name="two")


def test_every_sentence_has_a_footnote_and_every_footnote_a_line(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    acted(stage)
    paragraph, notes = told(stage).split("\n\n")
    sentences = re.findall(r"[^\]]+\.(?:\[\d+\])*", paragraph)
    assert len(sentences) >= 7 and "".join(sentences) == paragraph
    assert [s for s in sentences if not s.endswith("]")] == []
    numbers = {int(n) for n in re.findall(r"\[(\d+)\]", paragraph)}
    lines = notes.splitlines()
    assert numbers == set(range(1, len(lines) + 1))
    assert all("https://" in line or "own reckoning" in line for line in lines)


def test_the_earlier_use_and_the_sets_name_their_pages(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    acted(stage)
    text = told(stage)
    used = re.search(rf"{CORNER} was used before by Kettle \(season 1\)\.\[(\d+)\]", text)
    sets = re.search(rf"{CORNER} is where Kettle House is filmed\.\[(\d+)\]", text)
    assert used and f"\n[{used[1]}] A diary" in text
    assert sets and f"\n[{sets[1]}] The Gazette" in text
    assert text.count("was used before") == 1


def test_what_it_is_now_is_not_known_from_a_plan(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.article("studio", says("Kettle", "started_filming", on=stage.today, season=2))
    stage.next_day()
    autumn = Window(date(2026, 9, 1), date(2026, 11, 30))
    stage.article("herald", says("Kettle", "release_date_set", "planned", on=autumn, season=2))
    text = told(stage)
    assert "in autumn 2026, says The Herald.[2]" in text
    assert "Kettle (season 2) is now filming.[1]" in text


def test_what_is_only_planned_is_in_no_status(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    plan = Window(date(2026, 9, 1), date(2026, 9, 30))
    stage.article("studio", says("Kettle", "started_filming", "planned", on=plan, season=2))
    paragraph, _ = told(stage).split("\n\n")
    assert paragraph == "Kettle (season 2) is to start filming in September 2026, says The studio.[1]"


def test_a_month_is_told_as_a_month(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    for event, month in (("started_filming", 1), ("released", 2)):
        window = Window(date(2026, month, 1), date(2026, month, 28))
        stage.article("studio", says("Kettle", event, on=window, season=1, medium="tv"))
    stage.next_day(60)
    stage.article("studio", says("Kettle", "started_filming", on=stage.today, season=2, medium="tv"))
    assert "Kettle (season 1): January 2026 to February 2026;" in told(stage)
    update(stage.db, [row["id"] for row in stage.db.query("SELECT id FROM productions")], stage.now)
    (kept,) = standing(stage.db).values()
    first = kept.forecast.comparables[0]
    assert (first.title, first.start_precision, first.release_precision) == ("Kettle", "month", "month")


def test_an_entry_that_tells_the_story_does_not_list_it_again(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    acted(stage)
    change = next(c for c in stage.changes() if c.production.season == 2 and c.kind == "started_filming")
    around = Around(expected="a release some day", story=told(stage))
    entry = entry_of(change, around, stage.now, stage.now)
    assert "own reckoning" in entry.html and "[1] The studio" in entry.html
    for list_of_facts in ("Who says so", "What stands behind it", "Expected next", "<ul>"):
        assert list_of_facts not in entry.html
