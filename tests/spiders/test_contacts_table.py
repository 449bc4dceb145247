"""Cells with and without people in them: what is cut, and what must never be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.contacts import clean_row

WHO = "Mara Quill"
CUT = {
    "place": {
        "Leeds (ask {})": "Leeds",
        "Leeds – Kontakt: {}, 08-123 45 67": "Leeds",
        "Paris, tél. 01 23 45 67 89 {}": "Paris",
        "Berlin 030/1234567 {}": "Berlin",
        "Leeds (DoP {})": "Leeds",
        "Leeds / PM: {}": "Leeds",
        "London - Location Manager - {}": "London",
        "Location Manager: {}, Leeds": "Leeds",
        "Leeds, {} (Location Manager)": "Leeds",
        "Leeds, UPM – {}": "Leeds",
        "Leeds, 1st AD {}": "Leeds",
        "Leeds, unit publicist {}": "Leeds",
        "Leeds, Producers {} and Bo Quill": "Leeds",
        "Leeds; gaffer {}": "Leeds",
        "Leeds; key grip {}, Cardiff": "Leeds, Cardiff",
        "Leeds, costume designer: {}": "Leeds",
        "Leeds, {}, location scout": "Leeds",
        "Leeds t.me/quill_x": "Leeds",
        "Leeds IG: quill_x": "Leeds",
        "Leeds; discord quill_x#1234": "Leeds",
        "Leeds, seen by u/quill_x": "Leeds",
        "Leeds mara (at) quill dot example": "Leeds",
        "Leeds mara AT quill.example": "Leeds",
        "Leeds mara＠quill.example": "Leeds",
        "Leeds, mara.quill[at]example[dot]org": "Leeds",
        "Leeds, mara.quill&commat;example.org": "Leeds",
        "Leeds\u200b, mara.quill\u200b@example.org": "Leeds",
        "Leeds, rep. by {} +44 7700 900123": "Leeds",
        "Leeds, Mme {}, tel 0033123456789": "Leeds",
        "Leeds (+44 (0)7700 900123 {})": "Leeds",
        "Leeds, ring {}": "Leeds",
        "Leeds, reach {} on set": "Leeds",
        "Leeds, see {} at the gate": "Leeds",
        "Leeds, hiring: {}": "Leeds",
        "Leeds, extras: send photo to {}": "Leeds",
        "Leeds, casting by {}": "Leeds",
        "Leeds, c/o {}": "Leeds",
        "Leeds: call MARA QUILL": "Leeds",
        "Leeds, call mara quill": "Leeds",
        "Leeds, tel 555-0142 {}": "Leeds",
        "Leeds, 2125550142 {}": "Leeds",
        "Leeds, 212.555.0142 {}": "Leeds",
        "Leeds, (212)555-0142 {}": "Leeds",
        "Leeds, Austin Quill (07700900123)": "Leeds",
        "Call {} in Leeds": "Leeds",
        "1600 Pennsylvania Ave, ask for {}": "1600 Pennsylvania Ave",
        "St. Ann's Square, Manchester (call {})": "St. Ann's Square, Manchester",
        "W 23rd St & 8th Ave, contact {}": "W 23rd St & 8th Ave",
        "Stage 12, Pinewood Studios; PM {}": "Stage 12, Pinewood Studios",
        "Interstate 5 near Exit 210 – text {}": "Interstate 5 near Exit 210",
        "{}, Leeds, 07700 900123": "Leeds",
        "Leeds, ring Mara Castle": "Leeds",
        "Leeds, grip Mara Station": "Leeds",
        "Location Manager Mara Street, Leeds": "Leeds",
        "New York, NY – call sheet from {}": "New York, NY",
        "Leeds, Ansprechpartnerin: {}": "Leeds",
        "Leeds, screenwriter {}": "Leeds",
        "Leeds, Mlle {}": "Leeds",
        "Leeds, reported by {}": "Leeds",
        "Leeds, sent by {}": "Leeds",
        "Leeds, fb: quill_x": "Leeds",
        "Leeds | quill_x on insta": "Leeds",
        "Leeds, mara @ quill . example": "Leeds",
    },
    "region": {"Ontario (call {})": "Ontario", "BC, location manager {}": "BC"},
    "status": {
        "Filming - {}, 1st AD": "Filming",
        "Filming, props: {}": "Filming",
        "Filming (call {})": "Filming",
        "Filming (DP: {})": "Filming",
        "Filming, per {}": "Filming",
        "In the barn, says {}": "In the barn",
        "Filming; tip by u/quill_x": "Filming",
        "Now shooting; enquiries to {}": "Now shooting",
        "Ask {}": "",
        "{}, gaffer, filming": "",
        "In production - line producer {}": "In production",
    },
    "medium": {"Feature, call {}": "Feature"},
    "title": {
        "Copper Lantern (call {})": "Copper Lantern",
        "Copper Lantern – contact {} 07700 900123": "Copper Lantern",
        "Copper Lantern – contact {}": "Copper Lantern",
        "Copper Lantern (tip: @quill_x)": "Copper Lantern",
        "Copper Lantern (Location Manager: {})": "Copper Lantern",
        "Copper Lantern - gaffer: {}": "Copper Lantern",
        "Copper Lantern (dir. {})": "Copper Lantern",
    },
    "network": {
        "BBC ({})": "BBC",
        "BBC - {}": "BBC",
        "BBC, call {} 07700 900123": "BBC",
        "BBC contact {}": "BBC",
    },
    "start_date": {
        "2026-05-05 call {} 07700900123": "2026-05-05",
        "2026-05-05 ({} scouting)": "2026-05-05",
        "5 May 2026, {}": "5 May 2026",
    },
}
KEPT = {
    "place": (
        "Call, Wales|Reading|Reach, Cambridgeshire|Ask, Norway|See, Austria|Ada, Oklahoma|Anna, Illinois|"
        "Leeds/Bradford|"
        "St. Ann's Square, Manchester|Stage 12, Pinewood Studios|Interstate 5 near Exit 210|1600 Pennsylvania Ave|"
        "W 23rd St & 8th Ave|200-1500 West Georgia Street, Vancouver|Signal Hill, St. John's|Pittsburgh, PA|"
        "Leeds, 7 PM|Via Roma 12, Torino|Broadway @ St. Marks Place|Reach Falls, Jamaica|Haworth (see notes)|"
        "Thames, by Tower Bridge|Mrs Hudson's House, Leeds|51.507400, -0.127758|Hyde Park, London|1200-1300 Main St|"
        "Writers' Room, Burbank|Directors Guild, Los Angeles|Contact Theatre, Manchester|Ring Road, Reykjavik|"
        "Second Narrows Bridge|Stow-on-the-Wold|Call Hollow Road, Stony Point"
    ),
    "status": (
        "Filming|In Production|Pre-production - soft prep|Casting call open|Casting|Filming, second unit|"
        "On hold (strike)|Director attached|"
        "Principal photography, Leeds|Wrapped - in post"
    ),
    "title": (
        "Better Call Saul|Call the Midwife|Call Me by Your Name|Ask Me Anything|See How They Run|Reach for the Sky|"
        "Contact|Call Jane|The Producers|Night Ferry – Call of the Sea|Night Ferry (Ask Me Anything)|"
        "Night Ferry (Call the Midwife)|"
        "Night Ferry (The Director's Cut)|Night Ferry - See You Soon"
    ),
    "network": (
        "BBC One|Channel 4|Sky (Sky Atlantic)|Amazon (Prime Video)|Disney+|ABC (Freeform)|ITV / Britbox|CBC (Canada)"
    ),
    "start_date": (
        "2026-07-06|2026-07|July 2026|6 July 2026|6/7/2026|July 6th, 2026|2026-07-06T08:00:00Z|Early May 2026|TBA|"
        "Summer '26|5. Mai 2026"
    ),
    "dates": (
        "2026-07-06 to 2026-08-14|6 July 2026 – 14 August 2026|Jul. 6, 2026 until Aug. 14, 2026|"
        "05.06.2026 - 01.07.2026|"
        "2026-07-06/2026-08-14|Week of July 6, 2026 - mid-August"
    ),
    "ref": (
        "tt0123456|12345678|1234567890|/title/0123456789|https://ledger.example/p/4?id=0123456789|night-ferry|2026-07-06"
    ),
}  # fmt: skip


@pytest.mark.parametrize(("field", "cell"), [(field, cell) for field, cells in CUT.items() for cell in cells])
def test_a_person_is_cut_and_what_the_cell_is_for_stays(field: str, cell: str) -> None:
    clean = clean_row({field: cell.replace("{}", WHO)}).get(field, "")
    assert clean == CUT[field][cell]
    assert clean_row({field: clean}).get(field, "") == clean


@pytest.mark.parametrize(
    ("field", "cell"), [(field, cell) for field, cells in KEPT.items() for cell in cells.split("|")]
)
def test_a_cell_without_a_person_stays_as_it_is(field: str, cell: str) -> None:
    assert clean_row({field: cell}) == {field: cell}


@pytest.mark.parametrize(
    "ref",
    [
        "mara@quill.example",
        "tel-07700900123-x",
        "604-555-0143",
        "@quill_x",
        "IG: quill",
        "0033123456789",
        "07700900123",
    ],
)
def test_a_ref_by_which_somebody_is_reached_is_known_again_and_tells_nothing(ref: str) -> None:
    clean = clean_row({"ref": ref})["ref"]
    assert clean.startswith("ref-") and not any(word in clean for word in ("quill", "07700", "555", "331234"))
    assert clean == clean_row({"ref": ref})["ref"] == clean_row({"ref": clean})["ref"]
    assert clean != clean_row({"ref": ref + "1"})["ref"]


SIGNS = (
    "07700 900123", "mara@quill.example", "call", "location manager", "Location Manager:", "1st AD", "IG:", "u/quill_x",
)  # fmt: skip


@given(
    st.sampled_from(SIGNS), st.permutations(["Leeds", "Mara Quill", "sign"]), st.sampled_from([", ", " - ", " (", "; "])
)
def test_beside_any_sign_no_clause_that_is_no_place_stays(sign: str, order: list[str], between: str) -> None:
    cell = between.join(sign if part == "sign" else part for part in order)
    clean = clean_row({"place": cell}).get("place", "")
    assert clean == "Leeds"
