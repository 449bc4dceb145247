"""What a page tells of its own layout: labels, columns and frames that no list of layouts has, one case a rule."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.model import Document, Report
from pipeline.reading.listing import read_listing

Row = tuple[str, int | None, str, str | None, str | None, str | None, str | None, str | None]


def read(text: str, day: str, title: str | None = None) -> list[Report]:
    """The reports of a page; every one of them must quote the page."""
    reports = read_listing(Document("listing", text, title=title, published=date.fromisoformat(day)))
    assert all(text[report.start : report.end] == report.evidence != "" for report in reports)
    return reports


def places(text: str, day: str = "2019-06-10", title: str | None = None) -> list[tuple[str, str | None]]:
    return [(report.title, report.place) for report in read(text, day, title)]


PAGES: dict[str, tuple[str, str, list[tuple[str, str | None]]]] = {
    "an unknown label above places": (
        "2019-06-10",
        "Tin Orchard\nDates: 3 June - 28 June\nUnit home: Cork\n\n"
        "Long Quiet\nDates: 10 June - 5 July\nUnit home: Ballycrag Castle\n\n"
        "Crow Summer\nDates: 17 June - 12 July\nUnit home: Galway\n",
        [("Tin Orchard", "Cork"), ("Long Quiet", "Ballycrag Castle"), ("Crow Summer", "Galway")],
    ),
    "an unknown label behind a description": (
        "2019-06-10",
        "1. Tin Orchard — A family saga with pears. Find it here: Elm Square, Albany. Until June 14.\n"
        "2. Long Quiet — Thriller, third season. Find it here: Union Hall, Troy. Until June 20.\n"
        "3. Crow Summer — Scrapped, they say. Find it here: nowhere.\n"
        "4. Pine Street — Indie film about a dog. Find it here: Main Street, Utica. From June 12.\n",
        [
            ("Tin Orchard", "Elm Square, Albany"),
            ("Long Quiet", "Union Hall, Troy"),
            ("Crow Summer", None),
            ("Pine Street", "Main Street, Utica"),
        ],
    ),
    "labels on lines of their own": (
        "2019-06-10",
        "Name of the film\nTin Orchard\nShooting in\nGalway\n\n"
        "Name of the film\nLong Quiet\nShooting in\nBallycrag\n\n"
        "Name of the film\nCrow Summer\nShooting in\nCork\n",
        [("Tin Orchard", "Galway"), ("Long Quiet", "Ballycrag"), ("Crow Summer", "Cork")],
    ),
    "labels parted by strokes, one unknown": (
        "2019-06-10",
        "Production: TIN ORCHARD / Shoot: June 3 - June 28 / Base: Newark, NJ / Unit: one\n"
        "Production: LONG QUIET / Shoot: June 10 - July 5 / Base: Kearny, NJ / Unit: two\n",
        [("TIN ORCHARD", "Newark, NJ"), ("LONG QUIET", "Kearny, NJ")],
    ),
    "towns before their titles": (
        "2019-06-10",
        "Macon – Tin Orchard (through Friday)\n"
        "Griffin – Long Quiet, season 2\n"
        "Pearbury Square – Crow Valley (wrapped Saturday)\n"
        "Athens – Crow Valley, second unit\n",
        [
            ("Tin Orchard", "Macon"),
            ("Long Quiet", "Griffin"),
            ("Crow Valley", "Pearbury Square"),
            ("Crow Valley", "Athens"),
        ],
    ),
    "a count behind the town, titles parted by semicolons": (
        "2019-06-10",
        "On set this week\n\n"
        "BOSTON (2): Tin Orchard, season 2; Long Quiet.\n"
        "SALEM (1): Crow Summer.\n"
        "PEARBURY (1): Fog Bay, season 4.\n"
        "LYNN: nobody at all.\n",
        [("Tin Orchard", "BOSTON"), ("Long Quiet", "BOSTON"), ("Crow Summer", "SALEM"), ("Fog Bay", "PEARBURY")],
    ),
    "streets before their titles": (
        "2019-06-10",
        "Permits for filming\n\n"
        "12 N Elm St: Tin Orchard, 6a-9p\n"
        "Oak Ave between 2nd and 3rd: Long Quiet, noon-midnight\n"
        "4 Pear Rd: commercial, 8a-4p\n"
        "7 Plum Rd: Untitled Lou Day Pilot, 7a-7p\n",
        [
            ("Tin Orchard", "12 N Elm St"),
            ("Long Quiet", "Oak Ave between 2nd and 3rd"),
            ("Untitled Lou Day Pilot", "7 Plum Rd"),
        ],
    ),
    "a stage before every title": (
        "2019-06-10",
        "SHOOTING – Tin Orchard – Adelaide\n"
        "PREP – Long Quiet – Pear Studios\n"
        "WRAPPED – Crow Summer – Hobart\n"
        "SHUT DOWN – Pine Street – Perth\n",
        [
            ("Tin Orchard", "Adelaide"),
            ("Long Quiet", "Pear Studios"),
            ("Crow Summer", "Hobart"),
            ("Pine Street", "Perth"),
        ],
    ),
    "addresses are told as well as towns": (
        "2019-06-10",
        "Filming today\n\nTin Orchard - 5th Ave & 57th St\nLong Quiet - 100 Elm St\nCrow Summer - Pear Studios\n"
        "Pine Street - Broome and Crosby, overnight\n",
        [
            ("Tin Orchard", "5th Ave & 57th St"),
            ("Long Quiet", "100 Elm St"),
            ("Crow Summer", "Pear Studios"),
            ("Pine Street", "Broome and Crosby"),
        ],
    ),
    "no mark between title and town": (
        "2011-06-06",
        "Films to shoot here\n\nTin Orchard Baton Rouge\nLong Quiet, New Orleans with Ann Person\n"
        "Crow Summer Shreveport July\nPine Street Baton Rouge and New Orleans\nFog Bay\n"
        "Red Door New Orleans\nBlue Door Shreveport\n",
        [
            ("Tin Orchard", "Baton Rouge"),
            ("Long Quiet", "New Orleans"),
            ("Crow Summer", "Shreveport"),
            ("Pine Street", "Baton Rouge and New Orleans"),
            ("Fog Bay", None),
            ("Red Door", "New Orleans"),
            ("Blue Door", "Shreveport"),
        ],
    ),
    "an unknown town in a list of towns": (
        "2010-06-07",
        "Tin Orchard, Shreveport\nLong Quiet, New Orleans\nCrow Summer, Houma\nPine Street, Pearbury, fax 555.0199\n"
        "Fog, Rain, Snow, New Orleans\n",
        [
            ("Tin Orchard", "Shreveport"),
            ("Long Quiet", "New Orleans"),
            ("Crow Summer", "Houma"),
            ("Pine Street", "Pearbury"),
            ("Fog, Rain, Snow", "New Orleans"),
        ],
    ),
    "a frame of words": (
        "2019-06-10",
        "Film office bulletin\n\n"
        "The production TIN ORCHARD holds a licence for Elm Park, June 12.\n"
        "The production LONG QUIET holds a licence for Pear Street, June 13.\n"
        "The production CROW SUMMER holds a licence for Plum Square, June 14.\n",
        [("TIN ORCHARD", "Elm Park"), ("LONG QUIET", "Pear Street"), ("CROW SUMMER", "Plum Square")],
    ),
    "a frame of one sign": (
        "2019-06-10",
        "Film crews in town\n\nElm Gate -> Tin Orchard\nPear Steps -> Long Quiet, series 2\n"
        "Plum Lane -> Untitled Lou Day Film\n",
        [("Tin Orchard", "Elm Gate"), ("Long Quiet", "Pear Steps"), ("Untitled Lou Day Film", "Plum Lane")],
    ),
    "places under a title": (
        "2019-06-10",
        "Tin Orchard\n   - 12 Elm St, Mon-Wed\n   - Pear Pier, Thu\nLong Quiet\n   - Plum Studios, stages 2 and 3\n",
        [("Tin Orchard", "12 Elm St"), ("Tin Orchard", "Pear Pier"), ("Long Quiet", "Plum Studios, stages 2 and 3")],
    ),
    "columns of blanks with hours in front": (
        "2019-06-09",
        "TUESDAY 11 JUNE\n0700-1900  Tin Orchard  St Ann's Church, Pearbury\n"
        "1800-0500  Long Quiet  Elm Power Station\n\n"
        "WEDNESDAY 12 JUNE\n0700-1900  Tin Orchard  Plum Ruins\n0600-1800  Crow Summer  Elm Pier\n",
        [
            ("Tin Orchard", "St Ann's Church, Pearbury"),
            ("Long Quiet", "Elm Power Station"),
            ("Tin Orchard", "Plum Ruins"),
            ("Crow Summer", "Elm Pier"),
        ],
    ),
    "capitals with a full stop behind them": (
        "2019-06-10",
        "TIN ORCHARD. Macon. Camera through June 28.\nLONG QUIET (S1). Athens, Pearbury. Wraps June 20.\n"
        "CROW SUMMER. Savannah. Cancelled.\n",
        [("TIN ORCHARD", "Macon"), ("LONG QUIET", "Athens, Pearbury"), ("CROW SUMMER", "Savannah")],
    ),
    "a title named again behind its head": (
        "2019-06-10",
        "Tin Orchard: Tin Orchard, a feature by Pear Pictures, will film in Macon in July.\n",
        [("Tin Orchard", "Macon")],
    ),
    "quoted titles with their days in brackets": (
        "2006-11-13",
        'Coming feature film shoots for Shreveport include "Tin Orchard" (end of November), '
        '"Long Quiet" (January 2007).\n',
        [("Tin Orchard", "Shreveport"), ("Long Quiet", "Shreveport")],
    ),
    "a kind in brackets before a title": (
        "2019-06-10",
        "NOW SHOOTING\n\n[Feature] Tin Orchard, Albuquerque NM\n[Series] Long Quiet, Season 2, Savannah GA\n"
        "[Pilot] Crow Summer, Memphis TN\n[Series] Fog Bay, Macon GA\n",
        [
            ("Tin Orchard", "Albuquerque NM"),
            ("Long Quiet", "Savannah GA"),
            ("Crow Summer", "Memphis TN"),
            ("Fog Bay", "Macon GA"),
        ],
    ),
    "a column of towns under the heading of days": (
        "2019-06-10",
        "Title\tDirector\tFilming\tStatus\nTin Orchard\tA. Person\tCork\tPost-production\n"
        "Long Quiet\tB. Person\tGalway\tPre-production\nCrow Summer\tC. Person\tLagos\tFilming\n",
        [("Tin Orchard", "Cork"), ("Long Quiet", "Galway"), ("Crow Summer", "Lagos")],
    ),
    "objects in objects": (
        "2019-06-10",
        '{"name": "Tin Orchard", "season": 2, "location": {"city": "Bergen"}, "shoot": {"start": "2019-06-03"}}\n'
        '{"name": "Long Quiet", "season": null, "location": {"city": "Oslo"}, "shoot": {"start": "2019-07-01"}}\n',
        [("Tin Orchard", "Bergen"), ("Long Quiet", "Oslo")],
    ),
    "the place stands among the days": (
        "2019-06-10",
        "Title: Tin Orchard. Shooting: Elm Park and Pearbury through June.\n"
        "Title: Long Quiet. Shooting: starts June 24 in Pearbury.\n",
        [("Tin Orchard", "Elm Park and Pearbury"), ("Long Quiet", "Pearbury")],
    ),
    "a company before the title": (
        "2011-06-06",
        "Northwood Films feature film Tin Orchard starring Ann Person and Bo Person will shoot late July "
        "in Shreveport.\n",
        [("Tin Orchard", "Shreveport")],
    ),
    "a title in a relative clause": (
        "2019-06-10",
        "Ann Person has joined Bo Person in Tin Orchard, currently filming in Savannah.\n",
        [("Tin Orchard", "Savannah")],
    ),
    "cameras roll on a title": (
        "2019-06-10",
        "Cameras begin rolling on Tin Orchard in Macon in July.\n",
        [("Tin Orchard", "Macon")],
    ),
    "a town that gets a shoot": (
        "2019-06-10",
        "Naperville gets “Tin Orchard” next week, with cameras.\n",
        [("Tin Orchard", "Naperville")],
    ),
    "the place stands first in every block": (
        "2019-06-10",
        "WHERE: Elm Castle, Kent\nWHAT: Tin Orchard (feature)\nWHEN: 10-14 June\n\n"
        "WHERE: Pear Dockyard\nWHAT: Long Quiet, series 9\nWHEN: 11-13 June, nights\n\n"
        "WHERE: Plum Lido\nWHAT: Untitled Lou Day Project\nWHEN: from 24 June\n",
        [
            ("Tin Orchard", "Elm Castle, Kent"),
            ("Long Quiet", "Pear Dockyard"),
            ("Untitled Lou Day Project", "Plum Lido"),
        ],
    ),
    "days and a colon before every title": (
        "2019-06-10",
        "Shoots in the hills\n\n3 June-5 July: Tin Orchard, at Pearbury and Elmville\n"
        "20 May-28 June: Long Quiet (series 2), at Plumford\n1 July-9 August: Crow Summer, at Ballycrag\n",
        [("Tin Orchard", "Pearbury and Elmville"), ("Long Quiet", "Plumford"), ("Crow Summer", "Ballycrag")],
    ),
    "a day and hours before every title, without a mark": (
        "2019-06-09",
        "FILMING PERMITS\n\n06/10 7A-10P TIN ORCHARD (TV) 12 Elm St\n"
        "06/11-06/13 6A-8P LONG QUIET (FEATURE) Pear Village\n06/12 4P-4A CROW SUMMER (FEATURE) Plum Island\n"
        "06/13 8A-5P FOG BAY (TV) 4 Oak Ave\n",
        [
            ("TIN ORCHARD", "12 Elm St"),
            ("LONG QUIET", "Pear Village"),
            ("CROW SUMMER", "Plum Island"),
            ("FOG BAY", "4 Oak Ave"),
        ],
    ),
    "a stage, then titles parted by semicolons": (
        "2016-02-15",
        "NOW ROLLING: Tin Orchard, S7 (Joliet); Long Quiet (Evanston); Crow Summer (Pearbury).\n"
        "PREPPING: Fog Bay (Chicago, camera Feb. 29).\n",
        [("Tin Orchard", "Joliet"), ("Long Quiet", "Evanston"), ("Crow Summer", "Pearbury"), ("Fog Bay", "Chicago")],
    ),
    "a title with a negation": (
        "2019-06-10",
        "Isn’t It Lovely is filming on Elm St in Macon (8 a.m. – 10 p.m.) and at Pear Hall.\n",
        [("Isn’t It Lovely", "Elm St in Macon"), ("Isn’t It Lovely", "Pear Hall")],
    ),
    "a list of a wiki": (
        "2019-06-10",
        "* ''[[Tin Orchard]]'' – began shooting in [[Dubbo]] on 3 June 2019\n"
        "* ''Long Quiet'' – shooting in [[Moree]] from 1 July 2019\n* ''Crow Summer'' – was to shoot in [[Cobar]]\n",
        [("Tin Orchard", "Dubbo"), ("Long Quiet", "Moree"), ("Crow Summer", "Cobar")],
    ),
    "the heading of the page is no entry": (
        "2019-06-10",
        "6 shoots to see in Savannah\n\nTin Orchard is filming at Elm Park.\nLong Quiet is filming at Pear Pier.\n",
        [("Tin Orchard", "Elm Park"), ("Long Quiet", "Pear Pier")],
    ),
}


@pytest.mark.parametrize("layout", PAGES)
def test_page_tells_its_layout(layout: str) -> None:
    day, text, expected = PAGES[layout]
    assert places(text, day, text.partition("\n")[0] if "heading" in layout else None) == expected


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (
            "Loft – Downtown Boston – $900/day – seen in a series\nBarn – Salem – $700/day – filmed here often\n",
            "to rent",
        ),
        ("Born: London\nBorn: Leeds\nBorn: Bath\nThe band wraps its tour in Paris.\n", "not a label of shoots"),
        ("A Person (Bath), B Person (Leeds), C Person (Leicester)\nThe series ends on Sunday.\n", "a team"),
        (
            "Mon 10: Tin Orchard, new series, ITV, 9pm\nTue 11: Long Quiet, BBC2, 8pm\nWed 12: Crow, E4, 7pm\n",
            "airings",
        ),
        ("BLUEBIRD – Elm St\nPUDGE – Oak Ave\nKNK – Pear Rd\nSTYX – Plum St\n", "signs"),
        ("Role: Guard. Location: Savannah. Dates: June 3.\nRole: Nurse. Location: Macon. Dates: June 4.\n", "casting"),
        (
            "Name: Ann Person\nBorn in: London\nWorks at: Pear Hall\n\nName: Bo Person\nBorn in: Leeds\n"
            "Works at: Elm Hall\n\nName: Cy Person\nBorn in: Bath\nWorks at: Plum Hall\n",
            "people",
        ),
        (
            "Ireland v Cyprus\nFrance v Israel\nItaly v Wales\nSpain v Malta\nSweden v France\nIsrael v Italy\n",
            "matches",
        ),
    ],
)
def test_look_alikes_give_nothing(text: str, why: str) -> None:
    assert places(text) == [], why


def test_days_of_a_frame_and_of_columns() -> None:
    text = (
        PAGES["a frame of words"][1]
        + "The production FOG BAY holds a licence for Elm Pier, 17-19 June, 5 p.m. to 3 a.m.\n"
    )
    last = read(text, "2019-06-10")[-1]
    assert (last.title, last.start_date, last.end_date) == ("FOG BAY", "2019-06-17", "2019-06-19")
    assert (last.start_time, last.end_time) == ("17:00", "03:00")
    rows = read(PAGES["columns of blanks with hours in front"][1], "2019-06-09")
    assert [(r.start_date, r.start_time, r.end_time) for r in rows[:2]] == [
        ("2019-06-11", "07:00", "19:00"),
        ("2019-06-11", "18:00", "05:00"),
    ]
    towns = read(PAGES["towns before their titles"][1], "2019-06-10")
    assert [(r.event.value, r.end_date) for r in towns] == [
        ("filming", "2019-06-14"),
        ("filming", None),
        ("wrapped_filming", "2019-06-08"),
        ("filming", None),
    ]


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("12-14 June", "2019-06-12", "2019-06-14"),
        ("17-Jun-19", "2019-06-17", None),
        ("to June 28", None, "2019-06-28"),
        ("until January", None, "2020-01"),
        ("late July", "2019-07", None),
    ],
)
def test_days_in_a_column(words: str, start: str | None, end: str | None) -> None:
    (first, *_) = read(f"Title | Place | Dates\nTin Orchard | Cork | {words}\nLong Quiet | Bath | TBC\n", "2019-06-10")
    assert first.start_date == start
    assert first.end_date in (end, start)


def test_bullets_that_are_sentences_are_no_places_of_the_line_above() -> None:
    text = (
        "Filming in California\nTV Series: Salt Orchard\nLocation: Pilsen, Chicago (7:00 AM – 8:00 PM)\n"
        "Credit: a reader\nFilming in New York\n• Night Ferry is filming around Foley Square, New York.\n"
        "•Iron Parade is filming at Greenpoint, Brooklyn.\n• Velvet Signal is filming around Vernon Blvd, Queens."
    )
    assert sorted(places(text)) == [
        ("Iron Parade", "Greenpoint, Brooklyn"), ("Night Ferry", "Foley Square, New York"),
        ("Salt Orchard", "Pilsen, Chicago"), ("Velvet Signal", "Vernon Blvd, Queens"),
    ]  # fmt: skip
