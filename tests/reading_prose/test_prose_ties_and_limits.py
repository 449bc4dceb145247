"""What one shoot waits for or shares with another, who tells of a place, and dates that are only limited or about."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.model import Document, Report
from pipeline.reading import read
from pipeline.reading.dates import dates_in
from pipeline.story import TIES
from pipeline.wording import TIE_WORDS

PUBLISHED = date(2026, 3, 5)  # a Thursday
START, WRAP, FILMING = "started_filming", "wrapped_filming", "filming"


def reports(text: str) -> list[Report]:
    return read(Document(kind="article", text=text, published=PUBLISHED))


def told(text: str) -> set[tuple[str, int | None, str, str]]:
    return {(r.title, r.season, r.event.value, r.modality.value) for r in reports(text)}


def ties(text: str) -> set[tuple[str, int | None, str | None, str | None, int | None]]:
    return {(r.title, r.season, r.relation, r.related, r.related_season) for r in reports(text) if r.relation}


@pytest.mark.parametrize(
    "text",
    [
        "‘Grey Harbour’ season 2 will begin filming as soon as ‘Low Tide’ season 4 has wrapped.",
        "‘Grey Harbour’ season 2 will begin filming once ‘Low Tide’ season 4 wraps.",
        "‘Grey Harbour’ season 2 will start shooting when ‘Low Tide’ season 4 has finished filming.",
        "‘Grey Harbour’ season 2 begins filming the moment ‘Low Tide’ season 4 wraps.",
        "‘Grey Harbour’ season 2 will start filming after ‘Low Tide’ season 4 has wrapped filming.",
        "‘Grey Harbour’ season 2 will not begin filming until ‘Low Tide’ season 4 has wrapped.",
        "Once ‘Low Tide’ season 4 has wrapped filming, ‘Grey Harbour’ season 2 will begin filming.",
        "As soon as ‘Low Tide’ season 4 has wrapped, ‘Grey Harbour’ season 2 begins filming.",
    ],
)
def test_a_shoot_that_waits_for_another_asserts_neither(text: str) -> None:
    found = told(text)
    assert ("Grey Harbour", 2, START, "planned") in found
    assert found <= {("Grey Harbour", 2, START, "planned"), ("Low Tide", 4, WRAP, "planned")}
    assert ties(text) == {("Grey Harbour", 2, "after", "Low Tide", 4)}


@pytest.mark.parametrize(
    "text",
    [
        "When the drama ‘Low Tide’ had wrapped filming, ‘Grey Harbour’ season 2 began filming.",
        "Now that the drama ‘Low Tide’ has wrapped filming, ‘Grey Harbour’ season 2 will begin filming.",
        "The once troubled drama ‘Low Tide’ has wrapped filming.",
        "The cast celebrated after the drama ‘Low Tide’ has wrapped filming.",
    ],
)
def test_a_wrap_that_nothing_waits_for_is_one(text: str) -> None:
    assert ("Low Tide", None, WRAP, "asserted") in told(text)


def test_what_a_person_finishes_is_no_tie() -> None:
    assert not ties("Filming on ‘Grey Harbour’ is expected to begin once Abe Lind has finished work on ‘Low Tide’.")
    assert not ties("The drama ‘Grey Harbour’, once called Old Quay, has wrapped filming.")


@pytest.mark.parametrize(
    ("words", "place", "via"),
    [
        ("in Cork, Deadline reports", "Cork", "Deadline"),
        ("in Cork, Ireland, Deadline has learned", "Cork, Ireland", "Deadline"),
        ("in Leeds, Netflix said", "Leeds", None),
        ("in Leeds, Screen Rant reports", "Leeds", "Screen Rant"),
        ("in Leeds, The Leeds Herald first reported", "Leeds", "Leeds Herald"),
        ("in Leeds, Mara Voss told Variety", "Leeds", "Variety"),
        ("at Pinewood Studios, Abe Lind, who stars in it, said", "Pinewood Studios", None),
        ("in Cork, Galway and Dublin", "Cork, Galway and Dublin", None),
        ("in Columbia, South Carolina", "Columbia, South Carolina", None),
    ],
)
def test_who_tells_is_no_part_of_the_place(words: str, place: str, via: str | None) -> None:
    (report,) = reports(f"The drama ‘Grey Harbour’ has started filming {words}.")
    assert (report.place, report.via) == (place, via)


def test_a_quarter_is_no_place() -> None:
    (report,) = reports("The drama ‘Grey Harbour’ will premiere in Q1 2027.")
    assert report.place is None and report.date and report.date.latest == date(2027, 3, 31)


@pytest.mark.parametrize(
    ("words", "window"),
    [
        ("no earlier than March 2027", None),
        ("not before 3 March 2027", None),
        ("in 2027 at the earliest", None),
        ("in March 2027 or later", None),
        ("after March 2027", None),
        ("until at least May 2027", None),
        ("won’t be out before 2027", None),
        ("before Easter 2027", None),
        ("by the end of 2026", ("2026-03-05", "2026-12-31")),
        ("before the end of 2026", ("2026-03-05", "2026-12-31")),
        ("before March 2027", ("2026-03-05", "2027-02-28")),
        ("in May 2027 at the latest", ("2026-03-05", "2027-05-31")),
        ("around Christmas 2026", ("2026-12-18", "2027-01-01")),
        ("around April 2027", ("2027-03-18", "2027-05-14")),
        ("in 2027 or 2028", ("2027-01-01", "2028-12-31")),
        ("in late 2026 or early 2027", ("2026-09-01", "2027-04-30")),
        ("in late 2026/early 2027", ("2026-09-01", "2027-04-30")),
        ("in April or May 2027", ("2027-04-01", "2027-05-31")),
        ("in December or January 2027", ("2026-12-01", "2027-01-31")),
        ("between March and May 2027", ("2027-03-01", "2027-05-31")),
        ("in spring or summer 2027", ("2027-03-01", "2027-08-31")),
        ("on 2 or 3 April 2027", ("2027-04-02", "2027-04-03")),
        ("in early to mid 2027", ("2027-01-01", "2027-08-31")),
        ("in mid-to-late April 2027", ("2027-04-11", "2027-04-30")),
        ("in late December 2026", ("2026-12-21", "2026-12-31")),
        ("in the week of 7 December 2026", ("2026-12-07", "2026-12-13")),
        ("in the week of 9 December 2026", ("2026-12-07", "2026-12-13")),
        ("the week of 6 December 2026", ("2026-11-30", "2026-12-12")),
        ("in the week beginning 9 December 2026", ("2026-12-09", "2026-12-15")),
        ("over the weekend of 12 December 2026", ("2026-12-11", "2026-12-13")),
    ],
)
def test_a_window_is_as_wide_as_its_words(words: str, window: tuple[str, str] | None) -> None:
    (date_words,) = dates_in(f"It opens {words}, they said.", PUBLISHED)
    found = date_words.future
    assert (found and (found.earliest.isoformat(), found.latest.isoformat())) == window


def test_what_is_over_before_a_day_has_no_window() -> None:
    (words,) = dates_in("It wrapped before Christmas, they said.", PUBLISHED)
    assert (words.text, words.past) == ("before Christmas", None)
    (words,) = dates_in("It had wrapped before May 2025, they said.", PUBLISHED)
    assert (words.past, words.future) == (None, None)


def test_a_date_that_only_begins_makes_a_plan_without_a_window() -> None:
    (report,) = reports("The drama ‘Grey Harbour’ starts filming in 2027 at the earliest.")
    assert (report.event, report.modality, report.date) == (START, "planned", None)
    assert report.date_text == "2027 at the earliest"
    (report,) = reports("The drama ‘Grey Harbour’ has been delayed until at least May 2027.")
    assert (report.event, report.modality, report.date) == ("delayed", "asserted", None)


@pytest.mark.parametrize(
    ("text", "tie"),
    [
        ("‘Grey Harbour’ season 2 is filming with the same crew as ‘Low Tide’.", "same_crew"),
        ("‘Grey Harbour’ season 2 is filming and shares its crew with ‘Low Tide’.", "same_crew"),
        ("‘Grey Harbour’ season 2’s shoot overlaps with that of ‘Low Tide’.", "overlaps"),
        ("Filming on ‘Grey Harbour’ season 2 will overlap with that of ‘Low Tide’.", "overlaps"),
        ("‘Grey Harbour’ season 2 will be filming at the same time as ‘Low Tide’.", "overlaps"),
        ("‘Grey Harbour’ season 2 is shooting alongside ‘Low Tide’.", "overlaps"),
    ],
)
def test_shoots_are_tied(text: str, tie: str) -> None:
    assert ties(text) == {("Grey Harbour", 2, tie, "Low Tide", None)}
    assert tie in TIES and tie in TIE_WORDS


def test_a_shoot_that_overlaps_with_no_other_says_nothing() -> None:
    assert not reports("Production on the drama ‘Grey Harbour’ season 2 overlaps with the harvest.")


@pytest.mark.parametrize(
    "text",
    [
        "Netflix has ordered a ‘Grey Harbour’ spin-off, ‘Low Tide’.",
        "Netflix has ordered ‘Low Tide’, a ‘Grey Harbour’ spin-off.",
        "Netflix orders ‘Grey Harbour’ spinoff series ‘Low Tide’.",
        "The ‘Grey Harbour’ spinoff ‘Low Tide’ has started filming.",
        "‘Low Tide’, a spin-off of the drama ‘Grey Harbour’, has started filming.",
    ],
)
def test_a_spin_off_is_told_under_its_own_title(text: str) -> None:
    assert ties(text) == {("Low Tide", None, "spin_off", "Grey Harbour", None)}


def test_the_star_of_another_series_is_no_name_for_a_spin_off() -> None:
    text = "Netflix has cancelled the ‘Grey Harbour’ spin-off, ‘Low Tide’ star Mara Voss said."
    assert "Low Tide" not in {r.title for r in reports(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("‘Grey Harbour’ seasons 2 and 3 will be shot back to back.", {(2, 3), (3, 2)}),
        ("Seasons 2 and 3 of ‘Grey Harbour’ are being filmed back-to-back.", {(2, 3), (3, 2)}),
        ("‘Grey Harbour’ season 3 will be shot back to back with season 2.", {(3, 2)}),
    ],
)
def test_seasons_of_one_series_are_shot_back_to_back(text: str, expected: set[tuple[int, int]]) -> None:
    found = {
        (r.season, r.related_season) for r in reports(text) if r.related == r.title and r.relation == "back_to_back"
    }
    assert found == expected
