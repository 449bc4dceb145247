"""One small page of our own words for every layout: what a person would read in it, entry by entry."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.model import Document, Report
from pipeline.reading.listing import read_listing
from pipeline.reading.titles import TitleIndex

Row = tuple[str, int | None, str, str | None]


def read(text: str, day: str | None = None, title: str | None = None) -> list[Report]:
    """The reports of a page; every one of them must quote the page."""
    document = Document("listing", text, title=title, published=date.fromisoformat(day) if day else None)
    reports = read_listing(document)
    for report in reports:
        assert text[report.start : report.end] == report.evidence != ""
        assert report.rule
    return reports


def rows(reports: list[Report]) -> list[Row]:
    return [(r.title, r.season, r.event.value, r.place) for r in reports]


PAGES: dict[str, tuple[str, str, list[Row]]] = {
    "prose lines": (
        "2012-05-10",
        "Filming in Pennsylvania:\n\n"
        "Quiet Room, starring A. Person, is filming at the old mill in Easton.\n"
        "Acme Pictures is filming Silent Harbor at 12 Oak St, Erie.\n"
        "The TBS series Pine Street is filming around 4th and Vine in Scranton. They are also filming at the depot.\n",
        [
            ("Quiet Room", None, "filming", "the old mill in Easton"),
            ("Silent Harbor", None, "filming", "12 Oak St, Erie"),
            ("Pine Street", None, "filming", "4th and Vine in Scranton"),
            ("Pine Street", None, "filming", "the depot"),
        ],
    ),
    "label blocks with misprints": (
        "2016-03-01",
        "Filming in Ohio\n\nTV Series: Blind Harbor\nStars; A. Person\nLocaiton: Lake Ave and E 9th St, Cleveland\n"
        "Credit: @someone\n\nMovie: Tin Dog\nLocation Public Square, Cleveland\nUPDATE: also at the West Side Market\n",
        [
            ("Blind Harbor", None, "filming", "Lake Ave and E 9th St, Cleveland"),
            ("Tin Dog", None, "filming", "Public Square, Cleveland"),
            ("Tin Dog", None, "filming", "the West Side Market"),
        ],
    ),
    "colon lines": (
        "2009-12-10",
        "Harbor Nights: 1100 Oak St, Los Angeles, 12:00 P.M. – 2:00 A.M.\n"
        "CSI: Boise: 44 Elm St, Pasadena, CA, 7:00 A.M. – 10:00 P.M.\n",
        [
            ("Harbor Nights", None, "filming", "1100 Oak St, Los Angeles"),
            ("CSI: Boise", None, "filming", "44 Elm St, Pasadena, CA"),
        ],
    ),
    "dated bullets": (
        "2013-03-10",
        "• Saturday, March 9th – Lantern Field wraps filming of its 2nd season in Cloverdale.\n"
        "• Friday, March 8th – Long Quiet begins filming at Vancouver Film Studios.\n"
        "• Thursday, March 7th – Harbor Nights 3×05 airs on CW.\n"
        "• Wednesday, March 6th – Tin Orchard films at the Orpheum.\n",
        [
            ("Lantern Field", 2, "wrapped_filming", "Cloverdale"),
            ("Long Quiet", None, "started_filming", "Vancouver Film Studios"),
            ("Tin Orchard", None, "filming", "the Orpheum"),
        ],
    ),
    "tagged headlines": (
        "2012-07-20",
        "SHOOT: TIN ORCHARD’s Big Finale Outside the Art Gallery in Vancouver\n\nCrowds came early [...]\n\n"
        "WRAP: LONG QUIET With A. Person Wraps Filming in Burnaby\n\n"
        "SHELVED: Network Shelves CROW SEASON After Test Screening\n",
        [
            ("TIN ORCHARD", None, "filming", "the Art Gallery in Vancouver"),
            ("LONG QUIET", None, "wrapped_filming", "Burnaby"),
            ("CROW SEASON", None, "cancelled", None),
        ],
    ),
    "city list": (
        "2011-03-02",
        "Tin Orchard, Tulsa,\nLantern Field, TV Series, Norman\nLove, Money, Rain, Oklahoma City\n"
        "Long Quiet, either Tulsa or Guthrie\n10,000 Crows, Aka Black Wing, Tulsa\n",
        [
            ("Tin Orchard", None, "filming", "Tulsa"),
            ("Lantern Field", None, "filming", "Norman"),
            ("Love, Money, Rain", None, "filming", "Oklahoma City"),
            ("Long Quiet", None, "filming", "Tulsa or Guthrie"),
            ("10,000 Crows", None, "filming", "Tulsa"),
        ],
    ),
    "capitals above a sentence": (
        "2022-09-12",
        "THE DEEP LANTERN\nFilming goes on for forty days in Tampa.\n\nORCHARD AT NIGHT (S2)\nSeries. Until March, "
        "2023, in Miami.\n",
        [("THE DEEP LANTERN", None, "filming", "Tampa"), ("ORCHARD AT NIGHT", 2, "filming", "Miami")],
    ),
    "film office release": (
        "2023-05-02",
        "Lantern Field: The feature will be filmed in and around Albuquerque through the end of June.\n"
        "“Tin Orchard”: Principal photography began in April in Taos and will continue through July.\n",
        [
            ("Lantern Field", None, "entered_pre_production", "Albuquerque"),
            ("Tin Orchard", None, "started_filming", "Taos"),
        ],
    ),
    "news briefs": (
        "2023-09-06",
        "date 2023-08-14 The feature “Cold Orchard” will start shooting this month in Deming.\n\n"
        "date 2023-07-20 Producers scrap “Duel at Noon” after two weeks in Taos.\n",
        [
            ("Cold Orchard", None, "entered_pre_production", "Deming"),
            ("Duel at Noon", None, "cancelled", "Taos"),
        ],
    ),
    "snapshot blocks": (
        "2025-02-10",
        "Film\n\nWinter Harbour ON HOLD\nTwo brothers run a ferry.\nDir: A. Name\nWhere: Glasgow\nWhen: January 2025 "
        "- ongoing\n\n"
        "TV\n\nHarbour Lights (series two)\nMedics by the sea.\nWhere: Bristol\nWhen: September - December 2024\n",
        [
            ("Winter Harbour", None, "paused", "Glasgow"),
            ("Harbour Lights", 2, "wrapped_filming", "Bristol"),
        ],
    ),
    "agency bullets": (
        "2021-03-01",
        "• Drama series Tin Orchard is shooting in Brisbane while Lantern Field has wrapped in Cairns.\n"
        "• Puppets: the second series of Moon & Mouse is in production in Hobart.\n"
        "• Shooting on Gold Creek has been postponed to March 2022.\n",
        [
            ("Tin Orchard", None, "filming", "Brisbane"),
            ("Lantern Field", None, "wrapped_filming", "Cairns"),
            ("Moon & Mouse", 2, "filming", "Hobart"),
            ("Gold Creek", None, "delayed", None),
        ],
    ),
    "titles and towns": (
        "2020-02-01",
        "Movies filmed here lately:\n- “Tin Orchard” — Lynn, Salem\n- “Lantern, Field” — Boston\n- “Long Quiet” — "
        "Hull, Revere\n",
        [
            ("Tin Orchard", None, "released", "Lynn, Salem"),
            ("Lantern, Field", None, "released", "Boston"),
            ("Long Quiet", None, "released", "Hull, Revere"),
        ],
    ),
    "newspaper list": (
        "2021-05-05",
        "“Black Orchard,” season 4, CW\n\n“Grateful Owl” (“Spider Night”), Columbia film\n\n“Red Lantern,” Netflix "
        "film – resumed\n\n"
        "“Long Quiet,” season 2, CBS – wrapped in April\n",
        [
            ("Black Orchard", 4, "filming", None),
            ("Grateful Owl", None, "filming", None),
            ("Red Lantern", None, "resumed", None),
            ("Long Quiet", 2, "wrapped_filming", None),
        ],
    ),
    "trade roundup": (
        "2025-03-12",
        "Tin Orchard (Netflix)\n\nCameras roll this May in Belfast.\n\nLong Quiet (Apple)\n\nSeason 2 has wrapped in "
        "Lisbon.\n",
        [("Tin Orchard", None, "entered_pre_production", "Belfast"), ("Long Quiet", 2, "wrapped_filming", "Lisbon")],
    ),
    "commission blocks": (
        "2026-04-06",
        "Feature\n\nTIN ORCHARD\nLocal Production Company: Orchard Inc\nSchedule: 3/16/2026 - 4/17/2026\n\nTV "
        "Series\n\n"
        "LANTERN (aka BLUE BOAT) - SEASON 2\nSchedule: 4/14/2026 - 8/29/2026\nProduction Address: 1 Any Rd, Langley, "
        "Canada, V0V 0V0\n\n"
        "LONG QUIET - SEASON 1\nSchedule: TBA\n",
        [
            ("TIN ORCHARD", None, "filming", None),
            ("LANTERN", 2, "entered_pre_production", "1 Any Rd, Langley, Canada, V0V 0V0"),
            ("LONG QUIET", 1, "entered_pre_production", None),
        ],
    ),
    "commission blocks in markup": (
        "2026-03-10",
        "<table><tr><td><h5>Feature</h5></td></tr><tr><td><h3>TIN &amp; BONE</h3><span><b>Schedule: </b>3/9/2026 - "
        "4/10/2026</span>"
        "<p><b>Production Address: </b>1 Any Ave, Burnaby</p></td></tr></table>",
        [("TIN & BONE", None, "filming", "1 Any Ave, Burnaby")],
    ),
    "joined titles": (
        "2024-05-09",
        "This Issue: 2 LANTERNS • ORCHARD, THE – Season 04 • TIN DOG (w/t RUST) • UNTITLED HEIST / “BLUE BOAT” • "
        "ZERO HOUR\n",
        [
            ("2 LANTERNS", None, "announced", None),
            ("ORCHARD, THE", 4, "announced", None),
            ("TIN DOG", None, "announced", None),
            ("UNTITLED HEIST", None, "announced", None),
            ("ZERO HOUR", None, "announced", None),
        ],
    ),
    "trade weekly entries": (
        "2026-01-15",
        "“GLASS HARBOUR” Feature Film\nSTATUS: Spring 2026\nLOCATION: Atlanta, GA\nPRODUCER: A. Person\n\n"
        "“BEAR, THE” Series / FX\nSTATUS: Q1 2026 LOCATION: Chicago, IL\n\n“TIN DOG – Season 04” Series\nSTATUS: "
        "Active Development\n",
        [
            ("GLASS HARBOUR", None, "entered_pre_production", "Atlanta, GA"),
            ("BEAR, THE", None, "filming", "Chicago, IL"),
            ("TIN DOG", 4, "announced", None),
        ],
    ),
    "tab table whose titles look like statuses": (
        "2026-05-01",
        "Film\tDirector\tRelease\tStatus\nFilming Ophelia\tQ. Oak\t2027\tAnnounced\nIn Production\tK. "
        "Sato\t2026\tCompleted\n"
        "Sky Lantern 2\tJ. R.\t2027\tFilming (in Malta)\n",
        [
            ("Filming Ophelia", None, "announced", None),
            ("In Production", None, "wrapped_filming", None),
            ("Sky Lantern 2", None, "filming", "Malta"),
        ],
    ),
    "wikitext table": (
        "2026-05-01",
        '{| class="wikitable"\n! Title !! Director !! Release !! Status\n|-\n'
        "| ''[[Tin Orchard (film)|Tin Orchard]]'' || [[A. Person]] || {{dts|2026|11|6}} || "
        "Post-production<ref>note</ref>\n|-\n"
        "|''{{sort|Quiet|The Long Quiet}}''\n|C. Person\n|{{TBA}}\n|Filming\n|}\n",
        [
            ("Tin Orchard", None, "entered_post_production", None),
            ("The Long Quiet", None, "filming", None),
        ],
    ),
    "pipe table": (
        "2026-06-01",
        "| Production | Location | Dates | Status |\n|---|---|---|---|\n| Tin Orchard | Halifax | May 4 - June 19, "
        "2026 | In production |\n",
        [("Tin Orchard", None, "filming", "Halifax")],
    ),
    "permit table": (
        "2017-01-01",
        "PERMIT,StartDate1,StartDate2,Start Time,End Time,Location,EVENT NAME\n"
        '1,06/14/2016,06/15/2016,8:00 AM,2:00 AM,"Long Beach, Pier 4","Filming ""Horizon Line"""\n'
        "2,06/16/2016,,8:00 AM,9:00 AM,Bell Rock,Filming corporate interview\n"
        "3,06/17/2016,,8:00 AM,9:00 AM,Castle Hill,Quiet Friend filming *** CANCELLED***\n",
        [
            ("Horizon Line", None, "wrapped_filming", "Long Beach, Pier 4"),
            ("Quiet Friend", None, "cancelled", "Castle Hill"),
        ],
    ),
    "rows of released films": (
        "2020-01-01",
        '{"title": "Fog Bay Season 2", "release_year": "2017", "locations": "Pier 7"}\n',
        [("Fog Bay", 2, "released", "Pier 7")],
    ),
    "stroke list": (
        "2026-06-01",
        "Tin Orchard – Wicklow – March to June 2026\nLantern Field – Dublin – wrapped\nLong Quiet – Galway – starts "
        "July 2026\n",
        [
            ("Tin Orchard", None, "filming", "Wicklow"),
            ("Lantern Field", None, "wrapped_filming", "Dublin"),
            ("Long Quiet", None, "entered_pre_production", "Galway"),
        ],
    ),
}


@pytest.mark.parametrize("layout", PAGES)
def test_layout(layout: str) -> None:
    day, text, expected = PAGES[layout]
    assert rows(read(text, day)) == expected


def test_regions_and_media_come_from_headings() -> None:
    text = (
        "TV\n\nFilming in Georgia:\n\nTin Orchard is filming at Oak Park.\n\nFilming in the UK:\n\nLong Quiet films "
        "in Leeds.\n"
    )
    found = read(text, "2014-01-01")
    assert [(r.region, r.medium) for r in found] == [("Georgia", "tv"), ("UK", "tv")]


def test_a_post_has_its_own_day() -> None:
    text = "Posts\n\nMonday list\n\nby ANN on March 4, 2013\n\nTin Orchard is filming at Oak Park through tomorrow.\n"
    assert read(text, "2013-12-01")[0].end_date == "2013-03-05"


def test_html_without_text_is_flattened() -> None:
    html = "<h2>Filming in Ohio</h2><p>TV Series: <b>Tin Dog</b><br>Location: 9 Oak St, Akron (7 AM - 9 PM)</p>"
    (report,) = read_listing(Document("listing", "", html=html, published=date(2016, 1, 1)))
    assert (report.title, report.place, report.region) == ("Tin Dog", "9 Oak St, Akron", "Ohio")
    assert (report.start_time, report.end_time) == ("07:00", "21:00")


def test_known_titles_are_believed_where_words_would_not_do() -> None:
    text = (
        "Now filming\n\nTin Orchard\nAbout us\n\nWrapped:\n\nLong Quiet\n\nCrow Season will be on Elm Street "
        "tomorrow.\n"
    )
    known = ("Tin Orchard", "Long Quiet", "Crow Season")
    assert read(text, "2019-01-01") == []
    found = read_listing(Document("listing", text, published=date(2019, 1, 1)), TitleIndex(known))
    assert rows(found) == [
        ("Tin Orchard", None, "filming", None),
        ("Long Quiet", None, "wrapped_filming", None),
        ("Crow Season", None, "filming", "Elm Street"),
    ]
