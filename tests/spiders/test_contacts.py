"""Cells of listings that say whom to call: the place and the status stay, the person does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Event, Report
from spiders.contacts import clean_report, clean_row, without_contacts
from spiders.privacy import scrub, scrub_bytes

CELLS = {
    "Leeds, call Bo on 07700 900123": "Leeds",
    "Leeds call bo on 07700900123": "Leeds",
    "Leeds (contact bo@prod.example)": "Leeds",
    "Leeds (Bo Smith, location manager)": "Leeds",
    "Leeds; location manager: Bo Smith": "Leeds",
    "Leeds, Bo Smith, 07700 900123": "Leeds",
    "Leeds, Bo 07700 900123, Cardiff": "Leeds, Cardiff",
    "Leeds with Bo (07700 900123)": "Leeds",
    "Leeds, contact Bo Smith": "Leeds",
    "Leeds – ask for Bo": "Leeds",
    "Leeds, Bo Smith (unit manager) and Jo Roe (producer)": "Leeds",
    "Leeds, thanks @seen_it": "Leeds",
    "Leeds, call Bo on [...]": "Leeds",
    "Leeds 604 555 0143": "Leeds",
    "12 Main St, Savannah, GA. Call 912-555-0143": "12 Main St, Savannah, GA",
    "Seven Sisters Road, London N4, tel 020 7946 0958": "Seven Sisters Road, London N4",
    "Producers: Jo Roe, Ann Poe": "",
    "Call Bo Smith": "",
    "Bo Smith: 07700 900123": "",
}
NO_CONTACTS = (
    "Vancouver (North Shore)",
    "Contact Theatre, Manchester",
    "Cell Block C, Alcatraz",
    "Ring Road, Reykjavik",
    "Production Manager's office, Leeds",
    "Directors Guild, Los Angeles",
    "Kansas City, MO 64106-1234",
    "Pinewood Studios, Stage 7",
    "Casting call open",
    "2026-07-06 to 2026-08-14",
)


@pytest.mark.parametrize("cell", CELLS)
def test_a_cell_keeps_what_is_no_contact(cell: str) -> None:
    assert without_contacts(cell) == CELLS[cell]


@pytest.mark.parametrize("cell", NO_CONTACTS)
def test_a_cell_without_a_contact_stays_as_it_is(cell: str) -> None:
    assert without_contacts(cell) == cell


@given(st.lists(st.sampled_from((*CELLS, *NO_CONTACTS, "(", ")", "Bo", "@x1")), max_size=5), st.sampled_from(", ;-/\n"))
def test_no_address_and_no_number_is_left_in_a_cell(cells: list[str], between: str) -> None:
    clean = without_contacts(f" {between} ".join(cells))
    assert scrub(clean) == clean
    assert "07700" not in clean and "@" not in clean


def test_a_title_loses_a_number_and_never_a_word_of_its_own() -> None:
    titles = ("Better Call Saul", "Contact", "Copper Lantern (call Bo 07700 900123)", "Night Ferry - bo@prod.example")
    clean = [clean_row({"title": title})["title"] for title in titles]
    assert clean == ["Better Call Saul", "Contact", "Copper Lantern", "Night Ferry"]


def test_an_emptied_cell_is_left_out() -> None:
    assert clean_row({"ref": "604", "place": "604-555-0143"}) == {"ref": "604"}


def test_a_place_that_was_read_from_prose_is_cleaned_too() -> None:
    report = Report("Night Ferry", Event.FILMING, place="Leeds, call Bo on 07700 900123", evidence="Leeds")
    assert clean_report(report).place == "Leeds"


@pytest.mark.parametrize(
    "number", ["07700 900123", "020 7946 0958", "(0113) 496 0017", "07700900123", "01 23 45 67 89"]
)
def test_numbers_as_they_are_written_at_home(number: str) -> None:
    assert scrub(f"ring {number} now") == "ring […] now"
    assert scrub_bytes(f'<a href="tel:{number.replace(" ", "")}">'.encode()) == b'<a href="tel:[...]">'


@pytest.mark.parametrize(
    "text", ['id="0123456789"', "/title/0123456789", "0.123 0.456", "2026-06-01 012", "10 000 000"]
)
def test_what_is_no_number_of_a_telephone(text: str) -> None:
    assert scrub_bytes(text.encode()) == text.encode()
