"""Idioms that tell an event, idioms that tell none, and days that belong to something else."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.model import Document
from pipeline.reading import read

PUBLISHED = date(2026, 3, 5)  # a Thursday


def reports(text: str) -> list[tuple[str, str, str | None]]:
    found = read(Document(kind="article", text=text, published=PUBLISHED))
    return [
        (r.event.value, r.modality.value, r.date.earliest.isoformat() if r.date and r.date.earliest else None)
        for r in found
    ]


@pytest.mark.parametrize(
    ("text", "event", "modality"),
    [
        ("The series ‘Night Ferry’ continued filming in Cork.", "filming", "asserted"),
        ("The crew has been shooting the drama ‘Night Ferry’ in Cork.", "filming", "asserted"),
        ("The war drama Night Ferry filmed extensively at an old house near Sheffield.", "filming", "asserted"),
        ("Filming of the drama ‘Night Ferry’ is taking place in Malaysia.", "filming", "asserted"),
        ("Mara Voss’s drama Night Ferry To Go On Floors Soon", "started_filming", "planned"),
        ("Cameras roll on the drama ‘Night Ferry’ in Belfast.", "started_filming", "asserted"),
        ("Filming of the movie ‘Night Ferry’ has been canceled until further notice.", "paused", "asserted"),
        ("The soap ‘Night Ferry’ will start production again in May.", "resumed", "planned"),
        ("The series ‘Night Ferry’ won’t start filming until late April.", "started_filming", "planned"),
        ("The soap ‘Night Ferry’ will not return to filming until the strike ends.", "resumed", "denied"),
        ("There are talks that the film ‘Night Ferry’ is now pushed to summer 2027.", "delayed", "rumoured"),
        ("The film ‘Night Ferry’ wrapped up in January last year.", "wrapped_filming", "asserted"),
        ("The Sky drama ‘Night Ferry’ returns for a fourth and final season.", "renewed", "asserted"),
        ("The film ‘Night Ferry’ is a big hit. It’s due for release next year.", "release_date_set", "planned"),
        ("They spoke of the film ‘Night Ferry’, which is set to be released on 24 May.", "release_date_set", "planned"),
        ("“Night Ferry” is a drama. Season 2 starts on 17 July on BBC One.", "release_date_set", "planned"),
        ("The drama ‘Night Ferry’ will not be receiving another season.", "cancelled", "asserted"),
        ("The series ‘Night Ferry’ became available on 2 March.", "released", "asserted"),
        (
            "Netflix has confirmed that the drama ‘Night Ferry’ will resume filming, in words sung like a song.",
            "resumed",
            "planned",
        ),
    ],
)
def test_idioms_that_tell_an_event(text: str, event: str, modality: str) -> None:
    assert {(e, m) for e, m, _ in reports(text)} == {(event, modality)}


@pytest.mark.parametrize(
    "text",
    [
        "The stops and starts to production cost the series ‘Night Ferry’ money.",
        "The makers of the series ‘Night Ferry’ announced new tour dates.",
        "The drama ‘Night Ferry’ comes complete with a soundtrack.",
        "The release date of the first single from the film ‘Night Ferry’ is 4 June.",
        "The fate of the drama ‘Night Ferry’, renewal or cancellation, is open.",
        "Crews must get a permit before they can start filming the series ‘Night Ferry’.",
        "The film ‘Night Ferry’ is ready. Its release got put on hold.",
        "Nobody knows when the film ‘Night Ferry’ will resume shooting.",
    ],
)
def test_idioms_that_tell_none(text: str) -> None:
    assert reports(text) == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The film ‘Night Ferry’ is slated for release on Pongal 2027.", "2027-01-14"),
        ("The film ‘Night Ferry’ will be released on Christmas.", "2026-12-25"),
        ("The series ‘Night Ferry’ began filming in May 2025 and continues until July.", "2025-05-01"),
        ("The series ‘Night Ferry’, set in 2019, begins filming in June.", "2026-06-01"),
        ("The drama ‘Night Ferry’ will premiere in the second half of next year.", "2027-07-01"),
        ("The drama ‘Night Ferry’ starts filming in the first week of May.", "2026-05-01"),
        ("The film ‘Night Ferry’ was delayed from April to October.", "2026-10-01"),
        ("Mara Voss started filming the drama ‘Night Ferry’ and finished it in just four months.", None),
        ("The network announced the premiere date of the drama ‘Night Ferry’ on Thursday.", None),
    ],
)
def test_whose_day_it_is(text: str, day: str | None) -> None:
    assert {told for _, _, told in reports(text)} == {day}


def test_the_cancelled_drama_that_is_revived_was_not_cancelled_in_its_new_season() -> None:
    text = "The cancelled Netflix comedy ‘Low Tide’ is back for season 2."
    found = read(Document(kind="article", text=text, published=PUBLISHED))
    assert {r.season for r in found if r.event.value == "cancelled"} <= {None}


def test_the_season_told_with_the_renewal_is_the_one_renewed() -> None:
    text = "Two friends met in season 2 of the drama Night Ferry and return for a third and final season in Cork."
    found = read(Document(kind="article", text=text, published=PUBLISHED))
    assert {(r.title, r.season, r.event.value) for r in found} == {("Night Ferry", 3, "renewed")}


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Production on ‘Night Ferry’ season 2 starts on Monday at the old pier in Cardiff.", "started_filming"),
        ("Filming of Night Ferry season 3 begins this week in Cardiff.", "started_filming"),
        ("The drama Night Ferry season 2 starts on Monday.", "release_date_set"),
    ],
)
def test_what_starts_is_the_shoot_where_a_shoot_is_named(text: str, event: str) -> None:
    assert {told for told, _, _ in reports(text)} == {event}
