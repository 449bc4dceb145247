"""What a person types finds what is meant: apostrophes that were left out, "and" for "&", short seasons, capitals."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

from pipeline import found, lookup
from pipeline.model import Report
from pipeline.store import open_database
from tests.scenarios.stage import Stage, says


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """Five productions of difficult names."""
    stage = Stage(tmp_path_factory.mktemp("finding"))
    named = ("Greta’s Lighthouse", "Salt & Smoke", "We Don't Row", "A.R.C.H.E.R.")
    reports: list[Report] = [says(title, "announced", on=stage.today) for title in named]
    reports += [says("Cold Orchard", "announced", on=stage.today, season=n, medium="tv") for n in (1, 2)]
    stage.article("gazette", *reports)
    yield stage.db
    stage.db.close()


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("gretas lighthouse", "Greta’s Lighthouse"),
        ("GRETA'S", "Greta’s Lighthouse"),
        ("greta’s", "Greta’s Lighthouse"),
        ("salt and smoke", "Salt & Smoke"),
        ("salt & smoke", "Salt & Smoke"),
        ("dont row", "We Don't Row"),
        ("a.r.c.h.e.r.", "A.R.C.H.E.R."),
        ('"salt', "Salt & Smoke"),
        ("salt OR zzz", None),
        ("lighthous", None),
        ("& '", None),
    ],
)
def test_search_finds_what_is_meant(db: Database, words: str, title: str | None) -> None:
    assert [row["title"] for row in lookup.search(db, words.split(), 5)] == ([title] if title else [])


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("Cold Orchard S2", "cold-orchard-season-2"),
        ("cold orchard s02", "cold-orchard-season-2"),
        ("cold orchard season two", "cold-orchard-season-2"),
        ("Cold Orchard (season 2)", "cold-orchard-season-2"),
        ("cold orchard 2", "cold-orchard-season-2"),
        ("COLD-ORCHARD-SEASON-2", "cold-orchard-season-2"),
        ("Salt-And-Smoke", "salt-and-smoke"),
        ("gretas lighthouse", "gretas-lighthouse"),
        ("cold orchard 3", None),
    ],
)
def test_a_title_is_known_as_a_person_types_it(db: Database, typed: str, slug: str | None) -> None:
    assert lookup.slugs(db, typed) == ([slug] if slug else [])


def test_a_number_at_the_end_of_a_title_stays_one(tmp_path: Path) -> None:
    """The third film is asked for by its own name first, whatever seasons there are of another."""
    stage = Stage(tmp_path)
    stage.article("gazette", says("Tide 3", "announced", on=stage.today, medium="film"),
                  says("Tide", "announced", on=stage.today, season=3, medium="tv"))  # fmt: skip
    assert lookup.slugs(stage.db, "Tide 3") == ["tide-3"]
    stage.db.close()


@pytest.mark.parametrize("words", ['"', "and", "'s", "NEAR(", "a*", "-x", "x^2", "{y}", ":", "", "\0", "и ли"])
def test_no_question_is_an_error(tmp_path: Path, words: str) -> None:
    db = open_database(tmp_path / "empty.db")
    assert lookup.search(db, words.split(), 5) == []
    assert found.entries(db, {"q": words}, 5) == []
    db.close()
