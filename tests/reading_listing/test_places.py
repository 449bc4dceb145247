"""Places: where they lie, and when two are the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reading.places import Place, is_known_place, one_each, parse_place, place_key, slug


@pytest.mark.parametrize(
    ("text", "city", "region", "country"),
    [
        ("12 Oak St, Savannah, GA", "Savannah", "Georgia", "United States"),
        ("London", "London", "England", "United Kingdom"),
        ("London, Ontario", "London", "Ontario", "Canada"),
        ("the old mill in Fairhope", "Fairhope", "Alabama", "United States"),
        ("Oak Park in Atlanta GA", "Atlanta", "Georgia", "United States"),
        ("1 Any Rd, Burnaby, Canada, V5J 5H1", "Burnaby", "British Columbia", "Canada"),
        ("Main St Brooklyn", "Brooklyn", "New York", "United States"),
        ("New York", None, "New York", "United States"),
        ("NYC", "New York City", "New York", "United States"),
        ("B.C.", None, "British Columbia", "Canada"),
        ("Wales", None, "Wales", "United Kingdom"),
        ("Malta", None, None, "Malta"),
    ],
)
def test_parse_place(text: str, city: str | None, region: str | None, country: str | None) -> None:
    assert parse_place(text) == Place(text, city, region, country)


def test_a_heading_decides_between_namesakes() -> None:
    assert parse_place("Cambridge", "Ontario") == Place("Cambridge", "Cambridge", "Ontario", "Canada")
    assert parse_place("12 Oak St", "Georgia") == Place("12 Oak St", None, "Georgia", "United States")


@pytest.mark.parametrize("text", ["Blue Door", "", "the set", "東京タワー"])
def test_an_unknown_place_is_none(text: str) -> None:
    assert parse_place(text) is None


def test_known_places() -> None:
    assert is_known_place("Boston, Worcester and Salem")
    assert not is_known_place("Boston, Blue Door")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Broadway and West 101st Street", "W. 101st St & Broadway"),
        ("Fourth Ave and Pine", "the corner of Pine St and 4th Avenue"),
        ("W 5th St & S Spring St, Los Angeles", "South Spring Street and West Fifth in Los Angeles"),
        ("125 Main Street", "125 Main St."),
    ],
)
def test_the_same_corner_has_one_key(one: str, other: str) -> None:
    assert place_key(one) == place_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("E 4th St and 2nd Ave", "W 4th St and 2nd Ave"), ("12 Main St", "14 Main St")]
)
def test_other_places_have_other_keys(one: str, other: str) -> None:
    assert place_key(one) != place_key(other)


@given(st.text(max_size=120))
def test_slugs_are_safe(text: str) -> None:
    made = slug(text)
    assert made
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert len(made) <= 80
    assert not made.startswith("-")
    assert place_key(text) == place_key(text)


def test_slug_folds_accents() -> None:
    assert slug("Québec, Canada & Øst") == "quebec-canada-and-ost"


def test_one_place_under_its_many_names_is_listed_once() -> None:
    names = [
        "New York", "Elm Street and West 9th Street", "W 9th St & Elm St, New York", "W. 9th St. / Elm",
        "Kettle House", "Kettle House Annex", "Main St, Cork", "Main St, Dublin",
    ]  # fmt: skip
    assert one_each(names) == [
        "W 9th St & Elm St, New York", "Kettle House", "Kettle House Annex", "Main St, Cork", "Main St, Dublin",
    ]  # fmt: skip
    assert one_each(["Cork", "Cork", "Dublin"]) == ["Cork", "Dublin"]


@pytest.mark.parametrize("corner", ["Elm Street & West 9th Street", "W. 9th St at Elm St", "Elm and West 9th"])
def test_however_a_corner_is_joined_it_is_one(corner: str) -> None:
    assert place_key(corner) == place_key("Elm Street and West 9th Street")
