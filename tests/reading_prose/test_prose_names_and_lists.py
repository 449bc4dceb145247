"""Which name is the production: people, places and makers beside it, lists, labels, section headings."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.model import Document
from pipeline.reading import read

PUBLISHED = date(2026, 3, 5)  # a Thursday
Claim = tuple[str, int | None, str, str]


def said(text: str, title: str | None = None) -> set[Claim]:
    document = Document(kind="article", text=text, title=title, published=PUBLISHED)
    return {(r.title, r.season, r.event.value, r.modality.value) for r in read(document)}


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        # who made it, and where
        ("Director Mara Voss has begun filming the drama ‘Night Ferry’.", {("Night Ferry", "started_filming")}),
        ("The film ‘Night Ferry’ began shooting in Haworth, Yorkshire.", {("Night Ferry", "started_filming")}),
        ("Filming for the JTBC drama “Night Ferry” has wrapped.", {("Night Ferry", "wrapped_filming")}),
        ("Shooting of Vera-Jonah’s Night Ferry 2 kicks off in Lucknow", {("Night Ferry 2", "started_filming")}),
        ("Rebel Star Anand says the shooting of the film ‘Night Ferry’ begins.", {("Night Ferry", "started_filming")}),
        (
            "Night Ferry Teaser: Mara Voss announces the film, to release on June 4",
            {("Night Ferry", "release_date_set")},
        ),
        ("Netflix greenlit its first German-language thriller, “Night Ferry,” today.", {("Night Ferry", "ordered")}),
        ("‘Low Tide’: Mara Voss and others start shooting for Night Ferry", {("Night Ferry", "started_filming")}),
        (
            "ITV’s new detective drama Clara Drake Mysteries will debut in June.",
            {("Clara Drake Mysteries", "release_date_set")},
        ),
        ("CBS has renewed the series LCIS: Sydney for another year.", {("LCIS: Sydney", "renewed")}),
        (
            "NBC has renewed the dramas Chicago Dawn, Chicago Lights and Boston Bay.",
            {("Chicago Dawn", "renewed"), ("Chicago Lights", "renewed"), ("Boston Bay", "renewed")},
        ),
        ("Mara Voss (“Low Tide”) writes the comedy pilot, which was ordered by NBC last week.", set()),
        # who tells it
        (
            "The drama ‘Night Ferry’ is back.\nMWTF reports that shooting began on 2 March.",
            {("Night Ferry", "started_filming")},
        ),
        # where a name ends
        ("Mara Voss’s drama Night Ferry To Go On Floors In June", {("Night Ferry", "started_filming")}),
        ("How I Lost Vera Renewed for a Third Season at Hulu", {("How I Lost Vera", "renewed")}),
        # an encyclopaedia's first sentence
        (
            "Raised by Herons\nRaised by Herons is an Irish drama television series created by Mara Voss. The first"
            " episodes of the series were directed by Sam Lane. The series was cancelled in June 2025.",
            {("Raised by Herons", "cancelled")},
        ),
        # a name that only comes later is not what "the show" stands for
        (
            "The streamer gave the series an order.\nEarlier series include “Night Ferry,” which was filmed in Cork.",
            {("Night Ferry", "filming")},
        ),
    ],
)
def test_the_name_of_the_production(text: str, claims: set[tuple[str, str]]) -> None:
    assert {(title, event) for title, _, event, _ in said(text)} == claims


@pytest.mark.parametrize(
    "text",
    [
        "3 Reasons Waterworld Will Open This Summer",
        "Yay! A new Alan Field show is coming soon!",
        "‘The Show Must Be Paused’: what the music industry had to say",
        "Cork Sets Strict Rules for TV and Film Production Restart",
        "Police say he walked in and began shooting at his neighbour.",
        "Governors Ball Cancelled as Television Academy Rethinks Its Season",
        "TV Cancellations, Renewals and Pickups on the Five Networks",
        "Movie filming shuts down Durham streets as police close the bridge.",
        "The actress recalls shaving her head on the first day of filming the drama ‘Night Ferry’.",
        "Mara Voss resumes shooting, admits she is nervous about the film set.",
        "Critics say television needs to greenlight more Modern Rural Stories.",
        "The drama ‘Night Ferry’ awaits a renewal decision at the network.",
        "Fans want to know when filming of the drama ‘Night Ferry’ starts, but nobody is sure where it will be shot.",
        "The network scrapped three scripts of the drama ‘Night Ferry’.",
        "Viewers heard that the broadcaster pushed back against the director of ‘Night Ferry’.",
    ],
)
def test_no_production_is_told_of(text: str) -> None:
    assert said(text) == set()


def test_a_label_is_put_on_what_follows_it() -> None:
    text = "The networks decided on their television series.\nRENEWED: ‘Night Ferry’\nCANCELLED: ‘Low Tide’"
    assert said(text) == {("Night Ferry", None, "renewed", "asserted"), ("Low Tide", None, "cancelled", "asserted")}


def test_a_label_is_put_on_a_whole_list() -> None:
    text = (
        "The network told which television series return.\n"
        "Renewed: Harbourside, Salt and the Sea, Red Lane and Gulls of Leith."
    )
    assert {title for title, *_ in said(text)} == {"Harbourside", "Salt and the Sea", "Red Lane", "Gulls of Leith"}


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        (
            "Netflix cancelled three shows, including ‘Low Tide’, ‘Night Ferry’ and ‘Red Lane’.",
            {"Low Tide", "Night Ferry", "Red Lane"},
        ),
        (
            "The shows Low Tide (2010 to now) and Night Ferry (2017 to now) have halted filming.",
            {"Low Tide", "Night Ferry"},
        ),
        ("Another show that will resume filming is ‘Night Ferry’.", {"Night Ferry"}),
        ("The one drama that won’t be back is the late-night show Night Ferry.", {"Night Ferry"}),
    ],
)
def test_round_ups(text: str, titles: set[str]) -> None:
    assert {title for title, *_ in said(text)} == titles


def test_a_section_is_about_its_heading() -> None:
    text = (
        "These dramas are casting now\nFollow these leads to stay up to date with the television series.\n\n"
        "Night Ferry\nThe brothers’ latest drama sees a man wake up on a boat after a storm in the north. Filming"
        " begins in late 2026.\n\nThis is Going to Sting\nThe much-anticipated adaptation of a nurse’s diaries begins"
        " shooting in June."
    )
    assert said(text) == {
        ("Night Ferry", None, "started_filming", "planned"),
        ("This is Going to Sting", None, "started_filming", "planned"),
    }


def test_a_heading_of_another_kind_is_no_title() -> None:
    text = (
        "‘Night Ferry’: all we know\nThe drama was a hit with the critics when it came.\n\nWhat to expect\nThe series"
        " begins filming in June, and the producers hope for a long summer.\n\nMore to read\nThe cast returns."
    )
    assert said(text) == {("Night Ferry", None, "started_filming", "planned")}


def test_works_that_only_say_who_somebody_is() -> None:
    text = (
        "The BBC has unveiled a new four-part drama from “Low Tide” co-creator Mara Voss.\n"
        "Made by Acme Films, the serial goes into production in the autumn."
    )
    assert "Low Tide" not in {title for title, *_ in said(text)}
