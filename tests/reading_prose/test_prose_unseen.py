"""Wordings and headlines that rules read off a few pages get wrong: tense, names, sources, interviews."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.model import Document
from pipeline.reading import read

PUBLISHED = date(2026, 3, 5)  # a Thursday
FILLER = (
    "The crew looked at houses near the harbour while the writers rewrote the script and the producers talked to a"
    " studio about money. "
)
TITLES = ("Golden Fever II", "Hollow Harbour", "O’Hara and the Choir", "Château Noir", "The Last Ember")
PEOPLE = ("Ingrid Søl", "Kofi Mensah", "Marie Dubois")


def said(text: str, title: str | None = None, published: date = PUBLISHED) -> set[tuple[str, int | None, str, str]]:
    document = Document(kind="article", text=text, title=title, published=published)
    return {(r.title, r.season, r.event.value, r.modality.value) for r in read(document)}


@pytest.mark.parametrize(
    ("text", "event", "modality"),
    [
        ("Filming on the series Grey Harbour is well under way in Leeds.", "filming", "asserted"),
        ("Production on the film ‘Grey Harbour’ is already underway.", "filming", "asserted"),
        ("The drama Grey Harbour was cancelled after two seasons.", "cancelled", "asserted"),
        ("The series Grey Harbour will not be back after its second season.", "cancelled", "asserted"),
        ("The series Grey Harbour won’t be returning for a third season.", "cancelled", "asserted"),
        ("The film Grey Harbour went before the cameras in Prague last month.", "started_filming", "asserted"),
        ("Cameras start rolling on ‘Grey Harbour’ this week.", "started_filming", "asserted"),
        ("ITV gave the drama Grey Harbour a straight-to-series order.", "ordered", "asserted"),
        ("ABC pulled the plug on the sitcom Grey Harbour today.", "cancelled", "asserted"),
        ("Filming on the film Grey Harbour came to an end in March 2016.", "wrapped_filming", "asserted"),
        ("Shooting on the film ‘Grey Harbour’ starts in May.", "started_filming", "planned"),
        ("The soap ‘Grey Harbour’ is due to resume filming within weeks.", "resumed", "planned"),
        ("Fans hope that the drama ‘Grey Harbour’ will be cancelled.", "cancelled", "speculated"),
        ("The sequel to the film ‘Grey Harbour’ has wrapped filming.", "wrapped_filming", "asserted"),
    ],
)
def test_tense_and_idiom(text: str, event: str, modality: str) -> None:
    found = said(text)
    assert {(e, m) for _, _, e, m in found} == {(event, modality)}
    assert all(title.startswith("Grey Harbour") and season is None for title, season, _, _ in found)


def test_a_title_may_hold_words_that_deny_or_plan() -> None:
    assert said("‘Never Too Late’ Renewed For Season 2 At HBO") == {("Never Too Late", 2, "renewed", "asserted")}
    assert said("The drama ‘Road To Nowhere’ has been renewed for a third season.") == {
        ("Road To Nowhere", 3, "renewed", "asserted")
    }


def test_an_axed_series_keeps_its_name() -> None:
    text = "Silver Hand Axed After Two Seasons\nThe streamer has cancelled the drama series."
    assert said(text) == {("Silver Hand", None, "cancelled", "asserted")}


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("The film ‘Grey Harbour’ opens in cinemas on Thursday 5 March 2026.", PUBLISHED, date(2026, 3, 5)),
        ("Filming on ‘Grey Harbour’ begins in Cork on Friday, March 6.", PUBLISHED, date(2026, 3, 6)),
        ("ABC pulled the plug on the sitcom ‘Grey Harbour’ today.", PUBLISHED, PUBLISHED),
    ],
)
def test_an_exact_date_beside_a_weekday_wins(text: str, published: date, expected: date) -> None:
    (report,) = read(Document(kind="article", text=text, published=published))
    assert report.date is not None
    assert (report.date.earliest, report.date.latest) == (expected, expected)


def test_the_day_of_an_announcement_is_not_the_day_of_release() -> None:
    (report,) = read(
        Document(
            kind="article",
            text="Acme Pictures on Tuesday announced the release date of the film ‘Grey Harbour’.",
            published=PUBLISHED,
        )
    )
    assert report.date is None


@pytest.mark.parametrize(
    ("text", "via"),
    [
        ("The film ‘Grey Harbour’ starts shooting in May, according to MCU Exchange.", "MCU Exchange"),
        ("Per That Hashtag Show, the film ‘Grey Harbour’ has wrapped filming.", "That Hashtag Show"),
        ("Screen Ledger reports that the film ‘Grey Harbour’ has wrapped filming.", "Screen Ledger"),
        ("The film ‘Grey Harbour’ has wrapped filming, as reported by Callsheet Weekly.", "Callsheet Weekly"),
        (
            "The film ‘Grey Harbour’ will shoot in May, according to On Location Vacations via MCU Exchange.",
            "On Location Vacations",
        ),
        ("The film ‘Grey Harbour’ has wrapped filming, according to director Anna Berg.", None),
    ],
)
def test_any_outlet_is_a_source(text: str, via: str | None) -> None:
    assert [report.via for report in read(Document(kind="article", text=text, published=PUBLISHED))] == [via]


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize(
    ("headline", "event"),
    [
        ("‘{}’ Announced by Northlight Pictures", "announced"),
        ("‘{}’ Enters Pre-Production", "entered_pre_production"),
        ("‘{}’ Begins Filming in Dublin", "started_filming"),
        ("‘{}’ Wraps Filming", "wrapped_filming"),
        ("‘{}’ Moves Into Post-Production", "entered_post_production"),
        ("‘{}’ Released in Cinemas", "released"),
    ],
)
def test_a_headline_over_other_matter(title: str, headline: str, event: str) -> None:
    assert said(FILLER * 6, title=headline.format(title)) == {(title, None, event, "asserted")}


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize(
    "headline", ["Interview: {} Looks Back", "Five Questions for {}", "Inside Ridge & Co’s Busy Year"]
)
@pytest.mark.parametrize("person", PEOPLE)
def test_an_interview_names_its_production_in_passing(title: str, headline: str, person: str) -> None:
    for statement, event in (
        (f"“We started shooting {title} in Dublin on Monday,” {person} says. ", "started_filming"),
        (f"“That’s a wrap on {title},” {person} told us; principal photography ended last week. ", "wrapped_filming"),
        (f"{person} is now cutting {title}; the film has moved into post-production. ", "entered_post_production"),
        (f"{title} has gone into production, {person} said. ", "started_filming"),
    ):
        found = said(FILLER * 2 + statement + FILLER, title=headline.format(person))
        assert found == {(title, None, event, "asserted")}


@pytest.mark.parametrize("person", PEOPLE)
def test_a_person_is_no_title(person: str) -> None:
    assert said(FILLER + f"{person} once said that filming never ends on time.", title=f"Profile: {person}") == set()


@pytest.mark.parametrize(
    "text",
    [
        "Thousands cancel TV licences\nViewers of the film channel are angry.",
        "Studios are set to scrap kissing scenes in films.",
        "The actor cancels a deal with a film brand.",
        "The outbreak has delayed the extradition of the film producer Abel Lind.",
        "The director told of a scrapped scene in the film series.",
        "The actress will not return when production resumes.",
    ],
)
def test_a_verb_that_acts_on_something_else(text: str) -> None:
    assert said(text) == set()
