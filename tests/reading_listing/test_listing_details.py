"""Titles, places, times and dates of single lines: one trap a case."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.model import Document, Report
from pipeline.reading.listing import read_listing


def one(line: str, day: date = date(2012, 8, 30)) -> Report:
    (report,) = read_listing(Document("listing", line, published=day))
    return report


def many(line: str, day: date = date(2012, 8, 30)) -> list[Report]:
    return read_listing(Document("listing", line, published=day))


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("More ServicesTin Dog is filming at Oak Park.", "Tin Dog"),
        ("On 3/1, The Tin Dog is filming at Oak Park.", "The Tin Dog"),
        ("According to the Gazette, Tin Dog, starring A. Person, is filming at Oak Park.", "Tin Dog"),
        ("UPDATE: MTV’s Tin Dog is filming at Oak Park.", "Tin Dog"),
        ("The FX series Tin Dog is filming at Oak Park.", "Tin Dog"),
        ("The new movie Tin Dog is filming at Oak Park.", "Tin Dog"),
        ("Tin Dog, the coming CTV series, is filming at Oak Park.", "Tin Dog"),
        ("Tin Dog with Ann Person is filming at Oak Park.", "Tin Dog"),
        ("Roswell, New Jersey is filming at Oak Park.", "Roswell, New Jersey"),
        ("How to Lose at Chess is filming at Oak Park.", "How to Lose at Chess"),
        ("It’s Never Sunny in Utah is filming at Oak Park.", "It’s Never Sunny in Utah"),
        ("24 is filming at Oak Park.", "24"),
        ("& Sons is filming at Oak Park.", "& Sons"),
        ("The Untitled Lou Day Project is filming at Oak Park.", "Untitled Lou Day Project"),
        ("Signs for Tin Dog is filming at Oak Park.", "Tin Dog"),
        ("Maters of Tin is filming at Oak Park.", "Maters of Tin"),
        ("The Tomorrow Dogs are filming at Oak Park.", "The Tomorrow Dogs"),
    ],
)
def test_title(line: str, title: str) -> None:
    assert one(line).title == title


def test_aliases_are_kept_beside_the_title() -> None:
    assert one("Tin Dog (a.k.a. Rust Bowl) is filming at Oak Park.").aliases == ("Rust Bowl",)
    assert one("Tin Dog (formerly Rust) is filming at Oak Park.").aliases == ("Rust",)
    assert one("Tin Dog, under the working title Sage and Rue, is filming at Oak Park.").aliases == ("Sage and Rue",)
    assert one("SAGE (Tin Dog, starring A. Person) is filming at Oak Park.").aliases == ("Tin Dog",)


@pytest.mark.parametrize(
    ("tail", "place"),
    [
        ("at 1440 S. Lake Av in Pasadena.", "1440 S. Lake Av in Pasadena"),
        ("at Sunset Studios in L.A.", "Sunset Studios in L.A."),
        ("around 92nd and Park/Lexington.", "92nd and Park/Lexington"),
        ("in studio (9 Rye Lane, Norwalk, CT).", "9 Rye Lane, Norwalk, CT"),
        ("in studio but A. Person is to sign books at the mall.", "studio"),
        ("at Rye St, 8th St. – 9th St, Fresno.", "Rye St, 8th St. – 9th St, Fresno"),
        ("in downtown Decatur today.", "downtown Decatur"),
        ("exteriors at Piedmont Park in Atlanta.", "Piedmont Park in Atlanta"),
        ("around the ice rink (only a base camp).", "the ice rink"),
        ("at the depot, they are likely filming upstairs.", "the depot"),
        ("at Oak Park again.", "Oak Park"),
        ("at Oak Park in Elgin (near 4th Ave).", "Oak Park in Elgin (near 4th Ave)"),
        ("around the corner.", None),
    ],
)
def test_place(tail: str, place: str | None) -> None:
    assert one(f"Tin Dog is filming {tail}").place == place


@pytest.mark.parametrize(
    ("tail", "start", "end"),
    [
        ("(6:00 AM – 11:00 PM)", "06:00", "23:00"),
        ("from 7 p.m. through 5 a.m.", "19:00", "05:00"),
        ("(4:00 AM – 11:59 PM)", "04:00", "23:59"),
        ("(8:00 AM – 12:00 AM)", "08:00", "00:00"),
        ("(noon to midnight)", "12:00", "00:00"),
        ("(4 - 8pm)", "16:00", "20:00"),
        ("6a-10p.", "06:00", "22:00"),
        ("(19:00-05:00)", "19:00", "05:00"),
        ("between 5th and 9th", None, None),
    ],
)
def test_times(tail: str, start: str | None, end: str | None) -> None:
    report = one(f"Tin Dog is filming at 12 Oak St {tail}")
    assert (report.start_time, report.end_time) == (start, end)


@pytest.mark.parametrize(
    ("tail", "start", "end"),
    [
        ("through 9/14", None, "2012-09-14"),
        ("through the 13th", None, "2012-08-13"),
        ("through Thurs (9.6)", None, "2012-09-06"),
        ("9.09.12 – 9.11.12", "2012-09-09", "2012-09-11"),
        ("on Monday, March 1, 2010", "2010-03-01", "2010-03-01"),
        ("on 10.1 & 10.5", "2012-10-01", "2012-10-05"),
        ("starting today", "2012-08-30", None),
        ("today", None, None),
        ("this week", None, None),
        ("through October", None, "2012-10"),
        ("from November 3 to January 9", "2012-11-03", "2013-01-09"),
        ("March 3-17, 2013", "2013-03-03", "2013-03-17"),
        ("on Thursday and Friday", "2012-08-30", "2012-08-31"),
        ("4 January to 20 February 2013", "2013-01-04", "2013-02-20"),
    ],
)
def test_dates(tail: str, start: str | None, end: str | None) -> None:
    report = one(f"Tin Dog is filming at Oak Park {tail}")
    assert (report.place, report.start_date, report.end_date) == ("Oak Park", start, end)


def test_day_first_is_the_documents_choice() -> None:
    text = "TIN DOG\nSchedule: 3/9/2026 - 4/10/2026\n"
    day = date(2026, 1, 1)
    american = read_listing(Document("listing", text, published=day))
    british = read_listing(Document("listing", text, published=day, day_first=True))
    assert [r.start_date for r in american + british] == ["2026-03-09", "2026-09-03"]


def test_no_year_is_no_date() -> None:
    (report,) = read_listing(Document("listing", "Tin Dog is filming at Oak Park through 9/14."))
    assert (report.end_date, report.date_text) == (None, "through 9/14")


def test_a_quarter_gives_the_year_only() -> None:
    (report,) = read_listing(
        Document("listing", "“TIN DOG” Series\nSTATUS: Q2 2026 LOCATION: Rome\n", published=date(2026, 1, 2))
    )
    assert (report.start_date, report.event) == ("2026", "entered_pre_production")


def test_each_address_with_its_own_hours_is_an_entry() -> None:
    found = many(
        "Tin Dog is filming at 540 Oak St (6 AM – 9 PM), 12 Elm St (8 AM – 1 AM) and Pier 4, Lynn (5 AM - 10 AM)."
    )
    assert [(r.place, r.start_time, r.end_time) for r in found] == [
        ("540 Oak St", "06:00", "21:00"),
        ("12 Elm St", "08:00", "01:00"),
        ("Pier 4, Lynn", "05:00", "10:00"),
    ]


def test_each_day_with_its_own_hours_is_an_entry() -> None:
    found = many("Tin Dog is filming at 540 Oak St on 9.1, 8:00 A.M. – 9:00 P.M., and 9.2, 10:00 A.M. – 2:00 A.M.")
    assert [(r.start_date, r.start_time) for r in found] == [("2012-09-01", "08:00"), ("2012-09-02", "10:00")]


def test_two_titles_in_one_place() -> None:
    assert [r.title for r in many("Quiet Room and Big Red are both filming in Easton.")] == ["Quiet Room", "Big Red"]


def test_signs_and_further_places_belong_to_the_last_title() -> None:
    found = many(
        "Tin Dog is filming at Oak Park, signs also spotted at 9th and Main. FYI: There were signs on Elm St between "
        "1st and 2nd."
    )
    assert [(r.title, r.place) for r in found] == [
        ("Tin Dog", "Oak Park"),
        ("Tin Dog", "9th and Main"),
        ("Tin Dog", "Elm St between 1st and 2nd"),
    ]


def test_a_mark_after_the_entry_changes_it() -> None:
    assert [r.event for r in many("Tin Dog is filming at Oak Park. UPDATE: This was canceled due to rain.")] == [
        "cancelled"
    ]


def test_will_be_is_planned() -> None:
    report = one("Tin Dog will be filming at Oak Park tomorrow.")
    assert (report.event, report.modality, report.start_date) == ("filming", "planned", "2012-08-31")


@pytest.mark.parametrize(
    "credit",
    ["(Thanks @tipster!)", "(via @tipster, #dog)", "({@tipster})", "(Thanks so much to tipster", "Credit: tipster"],
)
def test_tipsters_are_never_kept(credit: str) -> None:
    text = f"TV Series: Long Quiet\nLocation: Elm St\nCredit: tipster\n\nTin Dog is filming at Oak Park. {credit}\n"
    found = read_listing(Document("listing", text, published=date(2012, 8, 30)))
    assert [r.title for r in found] == ["Long Quiet", "Tin Dog"]
    assert "tipster" not in repr(found)
