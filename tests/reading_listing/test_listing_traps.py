"""Pages and lines in the words of a listing that list nothing."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.model import Document
from pipeline.reading.listing import read_listing

LINES = {
    "no title": "Something is filming at Oak Park, too.",
    "unknown title": "Title unknown is filming at City Hall.",
    "a pilot": "A pilot for ABC is being filmed in Ohio for five days.",
    "an advert": "An ad for soap is being filmed at 12 Oak St.",
    "sign codes": "Pink signs with the word “FENNEL” lead to the docks.",
    "negation": "Tin Dog is NOT filming today.",
    "question": "Does anyone know where they are filming?",
    "introduction": "Here’s what’s filming around the country, Tuesday, June 3:",
    "appearance": "The actress will be at the book fair tonight at 6 pm.",
    "extras": "Tin Dog is looking for extras, filming in Conyers on May 9. Rate $75.",
    "comments": "{ 8 comments… read them }\n1 ann May 4, 2010 at 8:01 am\nTin Dog is filming at my school.",
    "new comments": "Please enter your comment!\nTin Dog is filming at my school.",
    "permits for a company": "Permits for Acme filming at 200 Oak St.",
}


@pytest.mark.parametrize("trap", LINES)
def test_line_gives_nothing(trap: str) -> None:
    assert read_listing(Document("listing", LINES[trap], published=date(2014, 6, 3))) == []


CASTING = """Open casting calls this week

Seeking tall teens for a school film. Fitting on May 9, shoot on May 14. Subject line: “LOCKERS 5/14”.

Background actors for a cable series shooting in Macon, paid by the day.

Stand-ins wanted for a week. Filming starts in Athens in June.

Signs on the road: “FIG BASE”, “KNT”.
"""

TRAVEL = """Ten filming locations you can visit

Highland Saga: the old fort stood in for the duke's castle. Open daily 9:30 am to 5:00 pm.

The opening of Tin Orchard was filmed at the glen. Tickets are sold at the visitor centre.

Guided tours leave from the square; fans can stay at the inn, and day trips run to the bay.
"""

PERMITS = """EventID,EventType,StartDateTime,EndDateTime,ParkingHeld,Borough,Category,SubCategoryName
44,Shooting Permit,10/19/2018 02:00:00 PM,10/20/2018 02:00:00 AM,OAK STREET,Bronx,Television,Episodic series
"""


@pytest.mark.parametrize("page", [CASTING, TRAVEL, PERMITS], ids=["casting", "travel", "permits without titles"])
def test_page_gives_nothing(page: str) -> None:
    assert read_listing(Document("listing", page, title=page.splitlines()[0], published=date(2018, 5, 2))) == []


def test_a_credit_is_no_title_of_the_block_below_it() -> None:
    text = (
        "Filming in Ohio\nTV Series: Night Desk\nStars: A. Person\nLocation: Lake Ave, Cleveland\nCredit: @someone\n"
        "Filming in Texas:\nUPDATE: TV Series: Dry County\nStars: B. Person\nLocation: Elm St, Austin\n"
        "Filming in Utah\nMovie: The Salt Line\nStars: C. Person\nLocation: 2nd St, Ogden\nCredit: @another\n"
    )
    found = read_listing(Document(kind="listing", text=text, title="x"))
    assert [(r.title, r.place, r.region) for r in found] == [
        ("Night Desk", "Lake Ave, Cleveland", "Ohio"),
        ("Dry County", "Elm St, Austin", "Texas"),
        ("The Salt Line", "2nd St, Ogden", "Utah"),
    ]
