"""The facts reach the site whole, on their day, and told the same way each time."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from datetime import date, timedelta
from html import unescape
from pathlib import Path
from random import Random

import pytest

from replay import facts
from replay.articles import Article
from replay.facts import Row, load_rows, served_on, span_of
from replay.library import load_shelves
from replay.outlets import load_outlets, outlet_of
from replay.prose import Telling, headline, paragraph
from replay.words import MONTHS, plain_titles, set_titles, when

HERE = Path(facts.__file__).parent


def versions() -> list[Article]:
    return [article for shelf in load_shelves().values() for article in shelf.versions]


def row(identifier: str) -> Row:
    return next(row for row in load_rows() if row.id == identifier)


def test_every_line_of_the_newsreel_is_a_row() -> None:
    lines = (HERE / "newsreel.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 448
    assert {json.loads(line)["id"] for line in lines} <= {row.id for row in load_rows()}


def test_a_derived_row_names_the_rows_that_cite_it() -> None:
    known = {row.id for row in load_rows()}
    derived = [row for row in load_rows() if row.id.startswith("dv-")]
    assert derived
    for row in derived:
        assert row.derived_from and set(row.derived_from) <= known


def test_every_row_is_told_by_exactly_one_page() -> None:
    pages = {(article.outlet, article.path, identifier) for article in versions() for identifier in article.rows}
    told = Counter(identifier for _, _, identifier in pages)
    assert told == Counter({row.id: 1 for row in load_rows()})


def test_a_row_is_told_by_its_own_outlet_on_its_own_day() -> None:
    rows = {row.id: row for row in load_rows()}
    for article in versions():
        for identifier in article.rows:
            assert article.outlet == outlet_of(rows[identifier]).slug
            assert article.shown_from >= served_on(rows[identifier])


def test_a_page_is_dated_the_day_it_appears() -> None:
    outlets = {outlet.slug: outlet for outlet in load_outlets()}
    first: dict[tuple[str, str], Article] = {}
    for article in versions():
        first.setdefault((article.outlet, article.path), article)
    for article in first.values():
        assert article.published.astimezone(outlets[article.outlet].zone).date() == article.shown_from
        assert article.published.date() == article.shown_from  # in UTC too, so that no reader sees another day


def test_every_outlet_has_a_slug_of_its_own() -> None:
    slugs = [outlet.slug for outlet in load_outlets()]
    assert len(set(slugs)) == len(slugs)
    assert all(re.fullmatch(r"[a-z0-9_]+", slug) for slug in slugs)
    assert {outlet.trust for outlet in load_outlets()} == {1, 2, 3}


@pytest.mark.parametrize(
    ("identifier", "slug"),
    [
        ("nr-0130", "netflix"),  # on the stage of the press tour
        ("nr-0112", "ign"),  # cited by another
        ("nr-0250", "deadline"),  # names nobody, cites Deadline
        ("nr-0180", "netflix"),  # names nobody, and cites nobody
        ("nr-0362", "wikipedia"),
    ],
)
def test_rows_without_a_plain_outlet_are_told_by_a_sensible_one(identifier: str, slug: str) -> None:
    assert outlet_of(row(identifier)).slug == slug


@pytest.mark.parametrize(
    ("identifier", "day"),
    [
        ("nr-0140", date(2017, 4, 3)),  # published that day
        ("nr-0068", date(2017, 11, 12)),  # published before the month it speaks of is over
        ("nr-0044", date(2016, 5, 31)),  # unpublished: the last day of the window
        ("nr-0168", date(2017, 4, 3)),  # no date at all: the page's other rows
        ("nr-0028", date(2015, 4, 10)),  # no dated page either: the release
    ],
)
def test_the_day_on_which_a_row_is_served(identifier: str, day: date) -> None:
    assert served_on(row(identifier)) == day


def test_partial_dates_are_spans() -> None:
    assert span_of("2016-02") == (date(2016, 2, 1), date(2016, 2, 29))
    assert span_of("2018") == (date(2018, 1, 1), date(2018, 12, 31))


def test_every_row_has_words_of_its_own() -> None:
    for each in load_rows():
        telling = Telling(each, outlet_of(each), served_on(each))
        for text in (paragraph(telling), headline(telling)):
            assert text and not re.search(r"[{}]|  | ,|,,|\.\.|\bNone\b", text), (each.id, text)
            assert text.count("*") % 2 == 0


def test_a_dated_fact_is_told_with_its_year_month_or_a_word_for_the_day() -> None:
    words = re.compile("|".join([*MONTHS, r"20\d\d", "today", "this month", "day", "last"]), re.IGNORECASE)
    for each in load_rows():
        if each.event in ("filming_started", "wrapped", "released", "cancelled", "renewed") and each.date:
            text = paragraph(Telling(each, outlet_of(each), served_on(each)))
            assert words.search(text) or each.id == "nr-0318", (each.id, text)


def test_whoever_is_cited_is_named() -> None:
    for identifier in ("nr-0140", "nr-0141", "nr-0143", "nr-0150", "nr-0094"):
        each = row(identifier)
        assert (each.via or "").split(" via ")[0] in paragraph(Telling(each, outlet_of(each), served_on(each)))


def test_the_day_of_jessica_jones_is_told_by_the_listing_and_its_citers() -> None:
    shelves = load_shelves()
    posts = [a for a in shelves["on_location_vacations"].versions if "dv-0001" in a.rows]
    assert {post.path.split("/", 3)[:3] == ["2017", "04", "03"] for post in posts} == {True}
    assert "Broadway &amp; West 101st Street" in posts[0].body
    interview = next(a for a in shelves["digital_spy"].versions if "dv-0002" in a.rows)
    assert interview.shown_from == date(2016, 5, 10)
    assert "back to back" in unescape(interview.body)


def test_titles_are_set_in_each_outlets_way() -> None:
    assert set_titles("*Logan* & more", "em") == "<em>Logan</em> &amp; more"
    assert set_titles("*Logan*", "quote") == plain_titles("*Logan*", "quote") == "‘Logan’"
    assert plain_titles("*Logan*", "em") == "Logan"


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (("2017-04-03", "2017-04-03"), "on April 3, 2017"),
        (("2018-03-01", "2018-05-31"), "spring"),
        (("2018-10-01", "2019-03-31"), "in late 2018 or early 2019"),
        (("2016-12-01", "2017-01-31"), "in December 2016 or January 2017"),
        (("2017-10-16", "2017-10-31"), "in the second half of October 2017"),
        (("2015-11-01", "2015-12-31"), "in November or December 2015"),
        (("2017-04-01", "2017-08-31"), "between April and August 2017"),
    ],
)
def test_spans_in_words(span: tuple[str, str], words: str) -> None:
    days = date.fromisoformat(span[0]), date.fromisoformat(span[1])
    assert words in when(days, date(2014, 1, 1), "us", Random("x"))


def test_near_days_are_told_as_near() -> None:
    monday = date(2017, 4, 3)
    assert "today" in {when((monday, monday), monday, "us", Random(str(n))).split(",")[0] for n in range(20)}
    ahead = monday + timedelta(days=7)
    assert when((ahead, ahead), monday, "uk", Random("x")) == "next Monday 10 April"


def test_another_process_writes_the_same_words() -> None:
    script = (
        "import hashlib; from replay.library import load_shelves;"
        "print(hashlib.sha256(repr(load_shelves()).encode()).hexdigest())"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(HERE.parent)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1
