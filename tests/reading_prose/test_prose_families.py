"""Families of wordings: each is said in many ways, and one of a kind stands here for all of them."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.model import Document, Window
from pipeline.reading import read
from pipeline.reading.dates import dates_in

PUBLISHED = date(2026, 3, 5)  # a Thursday
NEWS = "Television and film news: what comes to the screens"
OPENING = "These are the dramas, the series and the films that the studios told us of. "


def said(text: str, title: str | None = None) -> set[tuple[str, int | None, str, str]]:
    document = Document(kind="article", text=text, title=title, published=PUBLISHED)
    return {(r.title, r.season, r.event.value, r.modality.value) for r in read(document)}


def told(text: str) -> set[tuple[str, int | None, str, str]]:
    return said(OPENING + text, NEWS)


@pytest.mark.parametrize(
    ("text", "season", "event", "modality"),
    [
        # further seasons
        ("ITV has given the green light to a second series of ‘Grey Harbour’.", 2, "renewed", "asserted"),
        ("Netflix has confirmed season 2 of the drama ‘Grey Harbour’.", 2, "renewed", "asserted"),
        ("There’s going to be a third season of the drama ‘Grey Harbour’.", 3, "renewed", "asserted"),
        ("HBO Max is bringing back ‘Grey Harbour’ for a third season.", 3, "renewed", "asserted"),
        ("‘Grey Harbour’ gets third season order at HBO Max.", 3, "renewed", "asserted"),
        ("‘Grey Harbour’ has landed a two-season renewal at Hulu.", None, "renewed", "asserted"),
        ("‘Grey Harbour’ is officially getting a Season 3.", 3, "renewed", "asserted"),
        ("Season 3 of ‘Grey Harbour’ has been given the go-ahead.", 3, "renewed", "asserted"),
        # ends
        ("The BBC has called time on ‘Grey Harbour’.", None, "cancelled", "asserted"),
        ("It’s the end of the road for ‘Grey Harbour’.", None, "cancelled", "asserted"),
        ("‘Grey Harbour’ has been dropped by ITV.", None, "cancelled", "asserted"),
        ("The drama ‘Grey Harbour’ will end next year.", None, "cancelled", "planned"),
        ("The seventh season of ‘Grey Harbour’ will be its last.", 7, "cancelled", "planned"),
        ("There will not be a third season of the drama ‘Grey Harbour’.", None, "cancelled", "asserted"),
        # delays
        ("The release of the film ‘Grey Harbour’ has been put back to November.", None, "delayed", "asserted"),
        ("The film ‘Grey Harbour’ has been taken off the calendar.", None, "delayed", "asserted"),
        ("The film ‘Grey Harbour’ loses its release date.", None, "delayed", "asserted"),
        ("Disney pushed ‘Grey Harbour’ from 26 June to 25 December.", None, "delayed", "asserted"),
        ("Marvel’s Grey Harbour has been delayed by six months to May 2027.", None, "delayed", "asserted"),
        # releases
        ("The film ‘Grey Harbour’ is headed to theaters on 12 June.", None, "release_date_set", "planned"),
        ("Netflix will release ‘Grey Harbour’ in selected cinemas on 9 October.", None, "release_date_set", "planned"),
        ("‘Grey Harbour’ begins on Sunday at 9pm on BBC One.", None, "release_date_set", "planned"),
        ("Netflix has confirmed series two of ‘Grey Harbour’ will arrive on 3 May.", 2, "release_date_set", "planned"),
        ("‘Grey Harbour’ is slated for a June 12 release.", None, "release_date_set", "planned"),
        ("Viewers can watch ‘Grey Harbour’ on BBC One on Sunday.", None, "release_date_set", "planned"),
        ("‘Grey Harbour’ landed on Netflix on Wednesday.", None, "released", "asserted"),
        # shooting
        ("Filming for ‘Grey Harbour’ has come to a standstill.", None, "paused", "asserted"),
        ("A film crew came to Bath to shoot scenes for ‘Grey Harbour’.", None, "filming", "asserted"),
        ("The castle is being used as a location for the film ‘Grey Harbour’.", None, "filming", "asserted"),
        ("‘Grey Harbour’ will kick-start filming in late November.", None, "started_filming", "planned"),
        ("Production on ‘Grey Harbour’ begins on Sunday.", None, "started_filming", "planned"),
        ("The drama ‘Grey Harbour’ enters production in June.", None, "started_filming", "planned"),
        ("‘Grey Harbour’ season 2 is going back into production soon.", 2, "resumed", "planned"),
        ("Film crews are back in Whitby to shoot the drama ‘Grey Harbour’.", None, "filming", "asserted"),
        ("In May, Fox renewed the drama ‘Grey Harbour’.", None, "renewed", "asserted"),
        ("Netflix picked up the drama ‘Grey Harbour’ for a fourth season.", 4, "renewed", "asserted"),
        # the first word of a film
        ("The director has announced his next film, Grey Harbour.", None, "announced", "asserted"),
    ],
)
def test_a_wording_of_its_family(text: str, season: int | None, event: str, modality: str) -> None:
    assert ("Grey Harbour", season, event, modality) in told(text)
    assert len(told(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Work on ‘Grey Harbour’ begins on Sunday.",
        "Mara Voss’s run in ‘Grey Harbour’ begins on Monday.",
        "The director moved ‘Grey Harbour’ out of her mind in May.",
        "She is shooting scenes for her debut acting role.",
        "The actress announced her separation from Karl Grey.",
        "BET announced ‘Voices at Home,’ an initiative to help young actors.",
        "The saga of the Harrow family is coming to an end.",
    ],
)
def test_a_likeness_of_it_says_nothing(text: str) -> None:
    assert told(text) == set()


@pytest.mark.parametrize(
    ("headline", "text", "season", "event"),
    [
        ("When will Grey Harbour return?", "Filming is set to resume on the ITV soap on 9 June.", None, "resumed"),
        ("Grey Harbour: all that we know", "Good news. A fourth season has been ordered by Netflix.", 4, "renewed"),
        ("Grey Harbour fans are furious", "Viewers were angry after Netflix axed the series.", None, "cancelled"),
        (
            "Grey Harbour: release date and cast",
            "The second season was originally set to premiere in May but was pushed back to October.",
            2,
            "delayed",
        ),
        ("Mara Voss cast in ‘Grey Harbour’", "The movie will be released in 2027.", None, "release_date_set"),
        (
            "Grey Harbour star on what is next",
            "The ITV drama will return to screens next year.",
            None,
            "release_date_set",
        ),
    ],
)
def test_what_the_headline_names_is_what_the_text_speaks_of(
    headline: str, text: str, season: int | None, event: str
) -> None:
    assert {(t, s, e) for t, s, e, _ in said(text, headline)} == {("Grey Harbour", season, event)}


@pytest.mark.parametrize(
    ("headline", "text"),
    [
        ("Grey Harbour star lands role in new drama", "The series starts filming in May, ITV said."),
        ("Hazel: The Plan So Far", "The show returns in May. The series is on Netflix."),
        ("Krista Pole on Low Water", "Filming on the series starts in May, Netflix said."),
    ],
)
def test_a_headline_about_somebody_or_something_else(headline: str, text: str) -> None:
    assert not {t for t, *_ in said(text, headline)} & {"Grey Harbour", headline}


def test_each_of_a_list_has_its_season() -> None:
    text = "Netflix has renewed ‘Grey Harbour’, ‘Low Tide’ and ‘The Lamp’ for second seasons."
    assert {(t, s) for t, s, *_ in told(text)} == {("Grey Harbour", 2), ("Low Tide", 2), ("The Lamp", 2)}


def test_a_film_that_gets_a_sequel() -> None:
    assert {t for t, *_ in told("Disney’s animated film ‘Grey Harbour’ is getting a sequel.")} == {
        "Grey Harbour sequel"
    }
    assert {t for t, *_ in told("The brothers announced a sequel to their latest film, Grey Harbour.")} == {
        "Grey Harbour sequel"
    }


def test_a_plan_told_aside_is_not_of_the_verb_after_it() -> None:
    text = "Production of the film ‘Grey Harbour’, due to start on 16 May in London, has been postponed."
    assert ("Grey Harbour", None, "delayed", "asserted") in told(text)


def test_names_that_end_like_a_company() -> None:
    assert ("The Ember Academy", 2, "release_date_set", "planned") in told(
        "Netflix has announced that the second season of The Ember Academy will premiere on 31 July."
    )


def test_lines_of_a_round_up() -> None:
    assert {
        (t, s, e) for t, s, e, _ in told("Grey Harbour (NBC): Cancelled. Low Tide (Fox): Renewed for season 3.")
    } == {
        ("Grey Harbour", None, "cancelled"),
        ("Low Tide", 3, "renewed"),
    }
    assert {t for t, *_ in told("Currently filming: ‘Grey Harbour’ (NBC), ‘Low Tide’ (Fox) and ‘The Lamp’ (CBS).")} == {
        "Grey Harbour",
        "Low Tide",
        "The Lamp",
    }


def test_the_name_behind_a_description() -> None:
    assert ("Grey Harbour", None, "filming", "asserted") in told(
        "Mara Voss is now filming a drama about two ferrymen called ‘Grey Harbour’."
    )
    assert {t for t, *_ in told("The second series of the hit drama, Grey Harbour, was cancelled.")} == {"Grey Harbour"}


def test_this_week_is_no_production() -> None:
    assert told("The soap ‘Grey Harbour’ started filming this week.") == {
        ("Grey Harbour", None, "started_filming", "asserted")
    }


def test_what_a_headline_plans_and_the_text_has_seen_done() -> None:
    assert said("The sitcom Grey Harbour has resumed shooting.", "Grey Harbour team to resume shoot") == {
        ("Grey Harbour", None, "resumed", "asserted")
    }


def test_months_that_run_into_the_next_year() -> None:
    (words,) = dates_in("filming runs from September 2027 to July", PUBLISHED)
    assert words.future == Window(date(2027, 9, 1), date(2028, 7, 31))
    (words,) = dates_in("filming ran from September 2027 to July 2026", PUBLISHED)
    assert words.future is None


def test_a_name_behind_aka_is_a_part() -> None:
    assert "Vera" not in {t for t, *_ in told("Mara Voss aka Vera has begun shooting for the drama ‘Grey Harbour’.")}
