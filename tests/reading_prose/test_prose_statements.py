"""One sentence for each kind of statement: event, modality, season, date, place, who said it."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.model import Document, Report, Window
from pipeline.reading import read

PUBLISHED = date(2026, 3, 5)  # a Thursday


def reports(text: str, title: str | None = None, published: date | None = PUBLISHED) -> list[Report]:
    return read(Document(kind="article", text=text, title=title, published=published))


def said(text: str, title: str | None = None) -> set[tuple[str, int | None, str, str]]:
    return {(r.title, r.season, r.event.value, r.modality.value) for r in reports(text, title)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Netflix has renewed the drama ‘Grey Harbour’ for a third season.",
            ("Grey Harbour", 3, "renewed", "asserted"),
        ),
        ("‘Grey Harbour’ Renewed For Season 4 At HBO", ("Grey Harbour", 4, "renewed", "asserted")),
        ("The sitcom ‘Low Tide’ will be back for a second season.", ("Low Tide", 2, "renewed", "asserted")),
        ("NBC has cancelled the sitcom ‘Low Tide’ after one season.", ("Low Tide", None, "cancelled", "asserted")),
        ("The soap ‘Low Tide’ will end with its ninth season.", ("Low Tide", 9, "cancelled", "planned")),
        (
            "The thriller ‘Night Ferry’ begins filming in Cork on Monday.",
            ("Night Ferry", None, "started_filming", "planned"),
        ),
        ("The thriller ‘Night Ferry’ will start shooting in May.", ("Night Ferry", None, "started_filming", "planned")),
        ("Filming on the thriller ‘Night Ferry’ has been suspended.", ("Night Ferry", None, "paused", "asserted")),
        ("The thriller ‘Night Ferry’ has resumed filming.", ("Night Ferry", None, "resumed", "asserted")),
        ("The film ‘Night Ferry’ has wrapped filming.", ("Night Ferry", None, "wrapped_filming", "asserted")),
        ("The film ‘Night Ferry’ is in post-production.", ("Night Ferry", None, "entered_post_production", "asserted")),
        ("The film ‘Night Ferry’ is in pre-production.", ("Night Ferry", None, "entered_pre_production", "asserted")),
        (
            "The film ‘Night Ferry’ will be released on May 3, 2027.",
            ("Night Ferry", None, "release_date_set", "planned"),
        ),
        ("The film ‘Night Ferry’ was released on 3 February.", ("Night Ferry", None, "released", "asserted")),
        ("The film ‘Night Ferry’ has been delayed to 2027.", ("Night Ferry", None, "delayed", "asserted")),
        ("Apple has given the drama ‘Low Tide’ a series order.", ("Low Tide", None, "ordered", "asserted")),
        ("Reportedly the drama ‘Low Tide’ has been cancelled.", ("Low Tide", None, "cancelled", "rumoured")),
        ("The drama ‘Low Tide’ could be cancelled by ABC.", ("Low Tide", None, "cancelled", "speculated")),
        ("The film ‘Night Ferry’ has not started filming.", ("Night Ferry", None, "started_filming", "denied")),
        ("Producers deny that the series ‘Low Tide’ is being cancelled.", ("Low Tide", None, "cancelled", "denied")),
    ],
)
def test_a_sentence_is_read(text: str, expected: tuple[str, int | None, str, str]) -> None:
    assert expected in said(text)


def test_one_verb_counts_for_every_title_of_a_list() -> None:
    found = said("The dramas ‘Low Tide’, ‘Night Ferry’ and ‘Grey Harbour’ have been delayed until 2027.")
    assert {title for title, *_ in found} == {"Low Tide", "Night Ferry", "Grey Harbour"}


def test_it_and_the_show_stand_for_what_the_page_is_about() -> None:
    text = "The cast of the drama Low Tide met fans.\nThe show has been renewed for a second season."
    assert ("Low Tide", 2, "renewed", "asserted") in said(text, "Low Tide: what we know about the series")


def test_a_subject_that_is_no_production_gives_nothing() -> None:
    assert said("Plans for the film museum have been shelved.", "‘Low Tide’ star opens film museum") == set()


def test_two_statements_of_one_sentence_keep_their_own_dates() -> None:
    text = "Low Tide (film)\n\nPrincipal photography began on May 4, 2015 and ended on July 9, 2015."
    dated = {r.event.value: r.date for r in reports(text, "Low Tide (film)", None)}
    assert dated == {
        "started_filming": Window(date(2015, 5, 4), date(2015, 5, 4)),
        "wrapped_filming": Window(date(2015, 7, 9), date(2015, 7, 9)),
    }


def test_the_day_of_an_announcement_is_not_the_day_of_the_release() -> None:
    text = "The film ‘Night Ferry’ will open in cinemas on 14 May 2027, Acme Pictures announced Friday."
    assert reports(text)[0].date == Window(date(2027, 5, 14), date(2027, 5, 14))


def test_evidence_is_the_sentence_and_where_it_stands() -> None:
    text = "It rained. The thriller ‘Night Ferry’ begins filming in Cork on Monday. It stopped."
    (report,) = reports(text)
    assert report.evidence == "The thriller ‘Night Ferry’ begins filming in Cork on Monday."
    assert text[report.start : report.end] == report.evidence
    assert report.place == "Cork"


def test_offsets_lead_back_past_repaired_text() -> None:
    text = "The new filmNight Ferry [12] is great.[13] The film _Night Ferry_ moviewill begin filming in May."
    for report in reports(text):
        assert text[report.start : report.end] == report.evidence


def test_a_headline_outside_the_text_has_no_place_in_it() -> None:
    (report,) = reports("The cast was seen in town.", "‘Night Ferry’ Wraps Filming")
    assert (report.evidence, report.start, report.end) == ("‘Night Ferry’ Wraps Filming", 0, 0)


def test_outlet_and_speaker_are_named() -> None:
    text = "According to Deadline, Netflix has cancelled the drama ‘Low Tide’."
    assert reports(text)[0].via == "Deadline"
    text = "Anna Berg has confirmed that the drama ‘Low Tide’ is in pre-production."
    assert reports(text)[0].speaker == "Anna Berg"


def test_a_leg_or_an_actor_is_part_of_a_production() -> None:
    assert reports("Anna Berg wraps the film ‘Night Ferry’ shoot.")[0].scope == "part"
    assert reports("The team of the film ‘Night Ferry’ wraps up the Oslo schedule.")[0].scope == "part"


def test_shoots_back_to_back_are_tied_together() -> None:
    found = reports("The shoots of the series Low Tide and Grey Harbour Season 2 will run back to back, she said.")
    harbour = next(r for r in found if r.title == "Grey Harbour")
    assert (harbour.season, harbour.relation, harbour.related) == (2, "back_to_back", "Low Tide")


def test_a_sequel_is_not_the_film_it_follows() -> None:
    assert ("Night Ferry sequel", None, "announced", "asserted") in said(
        "A sequel to the film ‘Night Ferry’ is in the works."
    )


def test_the_rule_says_what_fired() -> None:
    assert reports("The film ‘Night Ferry’ has wrapped filming.")[0].rule == "wraps-shooting: wrapped filming"


@pytest.mark.parametrize(
    "title", ["The Silent River", "Élise and the Harbour", "Golden Compass II", "O’Hara and the Choir"]
)
def test_titles_without_quotation_marks(title: str) -> None:
    filler = "The crew walked along the coast while the writers finished the last drafts of the script. "

    def only(text: str) -> set[tuple[str, int | None, str, str]]:
        return said(f"{filler * 6}\n{text}\n{filler * 4}", "Interview: Mara Voss Looks Back")

    assert only(f"{title} is now in pre-production, Mara Voss confirmed.") == {
        (title, None, "entered_pre_production", "asserted")
    }
    assert only(f"“We started shooting {title} in Rome on Monday,” Mara Voss says.") == {
        (title, None, "started_filming", "asserted")
    }
    assert only(f"{title} opened in cinemas on Friday.") == {(title, None, "released", "asserted")}
    assert only(f"Acme Pictures has announced {title}, to be directed by Mara Voss.") == {
        (title, None, "announced", "asserted")
    }
    assert only(f"{title} will not start filming this autumn as planned.") == {
        (title, None, "started_filming", "denied")
    }
    assert only(f"Sources suggest {title} could start filming next spring.") == {
        (title, None, "started_filming", "rumoured")
    }
    assert only(f"Before {title} was filming anything, it was a forty-page script.") == set()
