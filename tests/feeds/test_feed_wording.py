"""The words: one line for every kind of change, and windows as people say them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from pipeline.model import EXTRA_KINDS, Change, Event, Production, Status, Window
from pipeline.wording import KIND_WORDS, RUMOUR_WORDS, kind_words, listed, name_of, on_or_in, summary, when

AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
SERIES = Production(1, "night-ferry-season-2", "Night Ferry", season=2, medium="tv")
FILM = Production(2, "glass-orchard", "Glass Orchard", medium="film", year=2027)


def change(kind: str = "started_filming", production: Production = SERIES, **more: object) -> Change:
    """A change of that kind."""
    made = Change(
        id="c", production=production, kind=kind, from_status=Status.PRE_PRODUCTION, to_status=Status.FILMING,
        happened=None, noticed_at=AT, published_at=AT, updated_at=AT, state="published", support=2,
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


def days(first: str, last: str | None = None) -> Window:
    return Window(date.fromisoformat(first), date.fromisoformat(last or first))


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (change(places=("New York",)), "Night Ferry (season 2) started filming in New York"),
        (change("wrapped_filming", FILM), "Glass Orchard (2027) wrapped filming"),
        (change("cancelled", to_status=Status.CANCELLED), "Night Ferry (season 2) was cancelled"),
        (change("newly_listed"), "Night Ferry (season 2) is newly listed as filming"),
        (change("newly_listed", to_status=None), "Night Ferry (season 2) is newly listed"),
        (change("date_set", planned=days("2026-04-03"), what="start"),
         "Night Ferry (season 2) is to start filming on 3 April 2026"),
        (change("release_date_set", FILM, planned=days("2027-05-01", "2027-05-31")),
         "Glass Orchard (2027) is to be released in May 2027"),
        (change("date_moved", planned=days("2026-06-01"), planned_before=days("2026-04-01", "2026-04-30"), what="wrap"),
         "Night Ferry (season 2) moved its end of filming from April 2026 to 1 June 2026"),
        (change("reverted", from_status=Status.FILMING, to_status=Status.PRE_PRODUCTION),
         "Night Ferry (season 2) is back to pre-production"),
        (change("spotted", places=("Cardiff", "Swansea")),
         "Night Ferry (season 2) was seen filming in Cardiff and Swansea"),
        (change("delisted"), "Night Ferry (season 2) is no longer listed"),
        (change(state="withdrawn"), "Withdrawn: Night Ferry (season 2) started filming"),
    ],
)  # fmt: skip
def test_a_change_in_one_line(made: Change, words: str) -> None:
    assert summary(made) == words


def test_a_correction_says_what_is_not_so() -> None:
    wrong = change("correction", FILM, to_status=Status.PRE_PRODUCTION)
    assert summary(wrong, change(production=FILM)) == "Correction: Glass Orchard (2027) has not started filming"
    dated = change("date_set", FILM, planned=days("2026-04-03"), what="start")
    not_so = "Correction: it is not so that Glass Orchard (2027) is to start filming on 3 April 2026"
    assert summary(wrong, dated) == not_so
    assert summary(wrong) == "Correction: Glass Orchard (2027) is in pre-production"
    assert summary(replace(wrong, to_status=None)) == "Correction: an earlier report on Glass Orchard (2027) was wrong"


def test_a_correction_of_a_date_says_both() -> None:
    """It did start, on another day: "has not started" would be another falsehood."""
    told = change(production=FILM, happened=days("2026-03-03"), to_status=Status.FILMING)
    better = change("correction", FILM, happened=days("2026-02-07"), to_status=Status.FILMING)
    words = "Correction: Glass Orchard (2027) started filming on 7 February 2026, not on 3 March 2026"
    assert summary(better, told) == words


@pytest.mark.parametrize("kind", [*(event.value for event in Event), *EXTRA_KINDS])
def test_every_kind_has_words_and_none_shows_its_code(kind: str) -> None:
    assert "_" not in summary(change(kind, planned=days("2026-04-03")))
    assert "_" not in kind_words(kind)


def test_every_event_can_be_rumoured_and_every_further_kind_is_named() -> None:
    assert set(RUMOUR_WORDS) == set(Event)
    assert set(KIND_WORDS) == set(EXTRA_KINDS)


@pytest.mark.parametrize(
    ("window", "words", "said"),
    [
        (days("2017-04-03"), "3 April 2017", "on 3 April 2017"),
        (days("2017-04-01", "2017-04-30"), "April 2017", "in April 2017"),
        (days("2016-04-01", "2016-04-10"), "early April 2016", "in early April 2016"),
        (days("2016-04-11", "2016-04-20"), "mid-April 2016", "in mid-April 2016"),
        (days("2016-02-21", "2016-02-29"), "late February 2016", "in late February 2016"),
        (days("2016-09-01", "2016-11-30"), "autumn 2016", "in autumn 2016"),
        (days("2016-12-01", "2017-02-28"), "winter 2016/17", "in winter 2016/17"),
        (days("2016-01-01", "2016-12-31"), "2016", "in 2016"),
        (days("2016-01-01", "2016-03-31"), "January to March 2016", "between January and March 2016"),
        (days("2016-11-01", "2017-03-31"), "November 2016 to March 2017", "between November 2016 and March 2017"),
        (days("2016-04-03", "2016-04-09"), "3 to 9 April 2016", "between 3 and 9 April 2016"),
        (days("2016-04-28", "2016-05-02"), "28 April 2016 to 2 May 2016", "between 28 April 2016 and 2 May 2016"),
    ],
)
def test_windows_in_words(window: Window, words: str, said: str) -> None:
    assert when(window) == words
    assert on_or_in(window) == said


def test_imprecise_words_round_to_months() -> None:
    assert when(days("2016-04-03"), precise=False) == "April 2016"
    assert when(days("2016-04-28", "2016-05-02"), precise=False) == "April to May 2016"


def test_names_and_lists() -> None:
    assert name_of(FILM) == "Glass Orchard (2027)"
    assert name_of(replace(FILM, medium="tv")) == "Glass Orchard"
    assert listed(()) == ""
    assert listed(("a", "b", "c")) == "a, b and c"
    assert listed(("a", "b", "c", "d", "e")) == "a, b, c and 2 more"
