"""Rows of listings: titles taken apart, status phrases, dates, and what is inferred from them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from pipeline.config import ConfigError, Source
from pipeline.model import Event, Modality, Page, Status
from spiders.phrases import status_of
from spiders.rows import check_rows, date_pair, inferred, iso_date, medium_of, report_of, title_parts

PAGE = Page("s", "http://x/", b"", datetime(2026, 6, 10, 12, tzinfo=UTC), role="list")


@pytest.mark.parametrize(
    ("printed", "name", "season", "aliases"),
    [
        ("The Quiet Fever", "The Quiet Fever", None, ()),
        ("  Iron \n Choir ", "Iron Choir", None, ()),
        ("Salt Border (w/t)", "Salt Border", None, ()),
        ("Salt Border [Working Title]", "Salt Border", None, ()),
        ("Glass Valley: Season 1", "Glass Valley", 1, ()),
        ("GLASS VALLEY - SEASON 2", "GLASS VALLEY", 2, ()),
        ("Glass Valley – Season Two", "Glass Valley", 2, ()),
        ("Glass Valley (Season 12)", "Glass Valley", 12, ()),
        ("Glass Valley S3", "Glass Valley", 3, ()),
        ("Glass Valley Series 4", "Glass Valley", 4, ()),
        ("Lost Shore aka Untitled Reed Project", "Lost Shore", None, ("Untitled Reed Project",)),
        ("Lost Shore (f.k.a. Found Sea)", "Lost Shore", None, ("Found Sea",)),
        ("Tin Orchard, The", "Tin Orchard, The", None, ()),
        ("Season 4", "Season 4", None, ()),
        ("Hidden Hunter II", "Hidden Hunter II", None, ()),
        ("Okada", "Okada", None, ()),
        ("‘Iron Choir’", "Iron Choir", None, ()),
        ("“Iron Choir”, Season 2", "Iron Choir", 2, ()),
        ("Iron Choir (2027)", "Iron Choir", None, ()),
        ("O’Hara and the Choir", "O’Hara and the Choir", None, ()),
        ("'Til the Tide", "'Til the Tide", None, ()),
        ("1984", "1984", None, ()),
        ("", "", None, ()),
    ],
)
def test_titles(printed: str, name: str, season: int | None, aliases: tuple[str, ...]) -> None:
    parts = title_parts(printed)
    assert (parts.name, parts.season, parts.aliases) == (name, season, aliases)


def test_the_year_of_a_title_is_kept() -> None:
    report = report_of(source(), PAGE, {"title": "Iron Choir (2027)", "status": "Filming"})
    assert report and (report.title, report.year) == ("Iron Choir", 2027)


def test_titles_are_composed_so_that_two_spellings_of_one_letter_are_one() -> None:
    assert title_parts("E\u0301lise and the River").name == "\u00c9lise and the River"


@pytest.mark.parametrize(
    ("phrase", "status"),
    [
        ("Announced", "announced"),
        ("In development", "announced"),
        ("GREENLIT", "announced"),
        ("Pre-Production", "pre_production"),
        ("preproduction", "pre_production"),
        ("In prep", "pre_production"),
        ("Now  shooting", "filming"),
        ("Principal photography", "filming"),
        ("Photography completed", "wrapped"),
        ("In post", "post_production"),
        ("Post‑production", "post_production"),
        ("In cinemas", "released"),
        ("On hiatus", "on_hold"),
        ("Canceled.", "cancelled"),
    ],
)
def test_common_phrases(phrase: str, status: str) -> None:
    assert status_of(phrase, {}) == status


@pytest.mark.parametrize("phrase", ["Completed", "Filming soon", "Not yet filming", "", "Ready"])
def test_what_is_not_known_is_not_guessed(phrase: str) -> None:
    assert status_of(phrase, {}) is None


def test_the_words_of_the_source_come_first() -> None:
    assert status_of("In Production", {"in production": "pre_production"}) is Status.PRE_PRODUCTION


@pytest.mark.parametrize(
    ("text", "day_first", "iso"),
    [
        ("2026-06-01", False, "2026-06-01"),
        ("2026-06", False, "2026-06"),
        ("3/9/2026", False, "2026-03-09"),
        ("3/9/2026", True, "2026-09-03"),
        ("03.09.26", True, "2026-09-03"),
        ("June 5, 2026", False, "2026-06-05"),
        ("5th Sept 2026", False, "2026-09-05"),
        ("October 2026", False, "2026-10"),
        ("Maybe 2026", False, None),
        ("31/31/2026", False, None),
        ("Spring 2026", False, None),
        ("TBA", False, None),
        ("", False, None),
    ],
)
def test_dates(text: str, day_first: bool, iso: str | None) -> None:
    assert iso_date(text, day_first) == iso


@pytest.mark.parametrize(
    "both",
    ["3/9/2026 - 4/10/2026", "3/9/2026 to 4/10/2026", "3/9/2026–4/10/2026", "Mar 9, 2026 through April 10, 2026"],
)
def test_two_dates_in_one_cell(both: str) -> None:
    assert date_pair({"dates": both}, day_first=False) == ("2026-03-09", "2026-04-10")


@pytest.mark.parametrize(
    ("start", "end", "status"),
    [
        ("2026-06-10", "2026-06-10", "filming"),
        ("2026-06-11", "2026-07-01", "pre_production"),
        ("2026-05-01", "2026-06-09", "wrapped"),
        ("2026-05", "2026-06", "filming"),
        ("2026-07", None, "pre_production"),
        ("2026-06-10", None, "filming"),
        ("2026-01-05", None, None),
        (None, "2026-06-09", "wrapped"),
        (None, None, None),
    ],
)
def test_what_dates_alone_say(start: str | None, end: str | None, status: str | None) -> None:
    assert inferred(start, end, date(2026, 6, 10)) == status


@pytest.mark.parametrize(
    ("words", "medium"),
    [("Feature", "film"), ("TV Series", "tv"), ("Mini Series", "tv"), ("Podcast", None), ("", None)],
)
def test_medium(words: str, medium: str | None) -> None:
    assert medium_of(words) == medium


def source(**fields: str) -> Source:
    return Source(slug="s", kind="listing", shape="table", row="tr", fields=fields or {"title": "td", "status": "td"})


def test_a_row_is_a_report_in_its_own_words() -> None:
    report = report_of(
        source(), PAGE, {"title": "Salt Border (w/t)", "status": "Now shooting", "ref": "p7", "place": "Leeds"}
    )
    assert report
    assert (report.title, report.status, report.event, report.ref) == (
        "Salt Border",
        Status.FILMING,
        Event.STARTED_FILMING,
        "p7",
    )
    assert (report.evidence, report.end, report.rule) == ("Salt Border (w/t) — Now shooting", 32, "row")
    assert (report.modality, report.inferred, report.place) == (Modality.ASSERTED, False, "Leeds")


def test_an_unknown_phrase_is_reported_and_claims_nothing() -> None:
    report = report_of(source(), PAGE, {"title": "Salt Border", "status": "Simmering"})
    assert report
    assert (report.status, report.rule, report.evidence, report.modality) == (
        None,
        "unknown_phrase",
        "Simmering",
        Modality.SPECULATED,
    )


def test_an_advert_is_no_row() -> None:
    assert report_of(source(), PAGE, {"status": "Now shooting? Insure it."}) is None
    assert report_of(source(), PAGE, {"title": "Rent a crane"}) is None


def test_a_row_that_lost_its_status_is_still_a_row() -> None:
    report = report_of(source(), PAGE, {"title": "Salt Border", "ref": "p7"})
    assert report and (report.status, report.rule) == (None, "no_status")


def test_dates_speak_where_no_status_is_declared() -> None:
    dated = source(title="td", start_date="td")
    report = report_of(dated, PAGE, {"title": "Salt Border", "start_date": "2026-06-12"})
    assert report and (report.status, report.inferred, report.start_date) == (Status.PRE_PRODUCTION, True, "2026-06-12")


def test_a_wrong_declaration_names_what_is_allowed() -> None:
    with pytest.raises(ConfigError, match="needs 'row'"):
        check_rows(Source(slug="s", shape="table", fields={"title": "td"}))
    with pytest.raises(ConfigError, match=r"unknown field 'titel'.*title"):
        check_rows(source(titel="td"))
    with pytest.raises(ConfigError, match="'td\\[' is not valid CSS"):
        check_rows(source(title="td["))
