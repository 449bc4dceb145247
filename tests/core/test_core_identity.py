"""Titles: what comes together, what stays apart, and on which facts."""

from __future__ import annotations

import pytest

from pipeline.identity import Candidate, Named, Subject, bare, comparison, near_block, resolve, take_apart
from pipeline.model import Event, Status


@pytest.mark.parametrize(("one", "other"), [
    ("QUIET FEVER", "Quiet Fever"),
    ("Élise and the Signal", "Elise & the Signal"),
    ("E\u0301lise", "\u00c9lise"),
    ("O’Hara", "O'Hara"),
    ("Ingrid Søl", "Ingrid Sol"),
    ("Marvel’s Jessica Law", "Jessica Law"),
    ("Spider-Man: Home", "Spider Man Home"),
    ("Quiet Fever II", "Quiet Fever 2"),
    ("Quiet Fever Two", "Quiet Fever 2"),
])  # fmt: skip
def test_one_comparison_form(one: str, other: str) -> None:
    assert comparison(one) == comparison(other)


@pytest.mark.parametrize(("one", "other"), [
    ("Quiet Fever", "The Quiet Fever"),
    ("Quiet Fever", "Quiet Fever II"),
    ("Quiet Fever II", "Quiet Fever III"),
    ("Malcolm X", "Malcolm 10: A Life"),
])  # fmt: skip
def test_two_comparison_forms(one: str, other: str) -> None:
    assert comparison(one) != comparison(other)


def test_a_title_of_signs_only_still_has_a_form() -> None:
    assert comparison("???") == "???"
    assert comparison("The") == "the"


@pytest.mark.parametrize(("printed", "named"), [
    ("Quiet Fever (w/t)", Named("Quiet Fever")),
    ("Quiet Fever, The", Named("The Quiet Fever")),
    ("Quiet Fever, the", Named("The Quiet Fever")),
    ("Quiet Fever: Season 1", Named("Quiet Fever", 1)),
    ("Quiet Fever Season One", Named("Quiet Fever", 1)),
    ("Quiet Fever (Series IV)", Named("Quiet Fever", 4)),
    ("Quiet Fever (2016)", Named("Quiet Fever", year=2016)),
    ("Quiet Fever aka Violet", Named("Quiet Fever", aliases=("Violet",))),
    ("Quiet Fever (formerly Violet)", Named("Quiet Fever", aliases=("Violet",))),
    ("Season 2", Named("Season 2")),
])  # fmt: skip
def test_a_printed_title_is_taken_apart(printed: str, named: Named) -> None:
    assert take_apart(printed) == named


def known(number: int, title: str, **more: object) -> Candidate:
    return Candidate(number, comparison(title), **more)  # type: ignore[arg-type]


def subject(title: str, **more: object) -> Subject:
    return Subject(comparison(title), **more)  # type: ignore[arg-type]


def test_the_same_title_is_the_same_production() -> None:
    assert resolve(subject("Quiet Fever"), [known(1, "Quiet Fever")]).id == 1


def test_an_alias_leads_to_its_production() -> None:
    assert resolve(subject("Violet"), [known(1, "Quiet Fever", names=frozenset({"violet"}))]).id == 1


def test_the_title_itself_comes_before_an_alias() -> None:
    both = [known(1, "Quiet Fever", names=frozenset({"violet"})), known(2, "Violet")]
    assert resolve(subject("Violet"), both).id == 2


@pytest.mark.parametrize(("said", "stored", "together"), [
    (2026, 2016, False), (2026, 2025, True), (2026, 2026, True), (None, 2016, True), (2026, None, True),
])  # fmt: skip
def test_remakes_stay_apart_where_both_years_are_known(said: int | None, stored: int | None, together: bool) -> None:
    found = resolve(subject("Quiet Fever", year=said), [known(1, "Quiet Fever", year=stored)])
    assert (found.id == 1) is together


def test_a_film_is_not_a_series() -> None:
    assert resolve(subject("Quiet Fever", medium="film"), [known(1, "Quiet Fever", medium="tv")]).id is None


def test_a_medium_that_was_only_gathered_is_a_question_not_a_split() -> None:
    found = resolve(subject("Quiet Fever", medium="film", firm=False), [known(1, "Quiet Fever", medium="tv")])
    assert (found.id, found.ambiguous) == (None, True)


def test_a_gathered_medium_gives_way_where_the_step_is_the_very_next() -> None:
    about = subject("Quiet Fever", medium="tv", firm=False, event=Event.STARTED_FILMING)
    assert resolve(about, [known(1, "Quiet Fever", medium="film", status=Status.PRE_PRODUCTION)]).id == 1
    assert resolve(about, [known(1, "Quiet Fever", medium="film", status=Status.ANNOUNCED)]).id is None


@pytest.mark.parametrize(("fact", "together"), [
    ({}, False), ({"year": 2026}, True), ({"network": "Kestrel TV"}, True), ({"places": frozenset({"dublin"})}, True),
    ({"people": frozenset({"jane doe"})}, True), ({"season": 2}, True), ({"season": 1}, False),
])  # fmt: skip
@pytest.mark.parametrize("title", ["The Quiet Fever", "Quiet Fevers"])
def test_a_near_miss_needs_one_more_fact(title: str, fact: dict[str, object], together: bool) -> None:
    assert (resolve(subject(title, **fact), [known(1, "Quiet Fever", **fact)]).id == 1) is together


def test_numbers_are_never_near_misses() -> None:
    fact = {"year": 2026, "network": "Kestrel TV"}
    assert resolve(subject("Quiet Fever 3", **fact), [known(1, "Quiet Fever 2", **fact)]).id is None


def test_near_misses_share_a_block() -> None:
    assert near_block("quiet fever") == near_block("the quiet fever") == near_block("quiett fever")
    assert bare("the quiet fever") == "quiet fever"
    assert bare("the") == "the"


def test_seasons_stay_apart_and_a_new_one_is_new() -> None:
    first = known(1, "Quiet Fever", season=1, medium="tv", status=Status.RELEASED)
    second = known(2, "Quiet Fever", season=2, medium="tv", status=Status.FILMING)
    assert resolve(subject("Quiet Fever", season=2), [first, second]).id == 2
    assert resolve(subject("Quiet Fever", season=3), [first, second]).id is None
    assert resolve(subject("Quiet Fever", event=Event.WRAPPED_FILMING), [first, second]).id == 2


def test_a_first_season_is_the_series_that_had_no_number() -> None:
    assert resolve(subject("Quiet Fever", season=1), [known(1, "Quiet Fever", medium="tv")]).id == 1
    assert resolve(subject("Quiet Fever", season=1), [known(1, "Quiet Fever", medium="film")]).id is None


def test_which_season_is_renewed_must_be_said() -> None:
    seasons = [known(n, "Quiet Fever", season=n, status=Status.FILMING) for n in (1, 2)]
    found = resolve(subject("Quiet Fever", event=Event.RENEWED), seasons)
    assert (found.id, found.ambiguous) == (None, True)
    assert resolve(subject("Quiet Fever", event=Event.CANCELLED), seasons).id == 2


def test_an_event_without_a_season_is_of_the_one_that_was_about_to() -> None:
    first = known(1, "Quiet Fever", season=1, status=Status.POST_PRODUCTION)
    second = known(2, "Quiet Fever", season=2, status=Status.PRE_PRODUCTION)
    assert resolve(subject("Quiet Fever", event=Event.STARTED_FILMING), [first, second]).id == 2
    out = [known(n, "Quiet Fever", season=n, status=Status.RELEASED) for n in (1, 2)]
    assert resolve(subject("Quiet Fever", event=Event.WRAPPED_FILMING), out).ambiguous


def test_two_of_one_title_are_a_question() -> None:
    found = resolve(subject("Quiet Fever"), [known(1, "Quiet Fever"), known(2, "Quiet Fever")])
    assert (found.id, found.ambiguous) == (None, True)
    places = [known(1, "Quiet Fever", places=frozenset({"cork"})), known(2, "Quiet Fever")]
    assert resolve(subject("Quiet Fever", places=frozenset({"cork"})), places).id == 1


def test_what_the_same_list_shows_beside_it_is_another_production() -> None:
    found = resolve(subject("Quiet Fever"), [known(1, "Quiet Fever", taken=True)])
    assert (found.id, found.ambiguous) == (None, False)
