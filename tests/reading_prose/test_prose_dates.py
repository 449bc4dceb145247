"""Date words against the day of publication: a Wednesday, 16 September 2020."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.model import Window
from pipeline.reading.dates import dates_in
from pipeline.reading.windows import slash_date

PUBLISHED = date(2020, 9, 16)


def future(text: str) -> tuple[str, str] | None:
    return _ends(dates_in(text, PUBLISHED)[0].future)


def past(text: str) -> tuple[str, str] | None:
    return _ends(dates_in(text, PUBLISHED)[0].past)


def _ends(window: Window | None) -> tuple[str, str] | None:
    return (window.earliest.isoformat(), window.latest.isoformat()) if window else None


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("today", "2020-09-16", "2020-09-16"),
        ("this morning", "2020-09-16", "2020-09-16"),
        ("tomorrow", "2020-09-17", "2020-09-17"),
        ("on Friday", "2020-09-18", "2020-09-18"),
        ("next Monday", "2020-09-21", "2020-09-21"),
        ("this week", "2020-09-14", "2020-09-20"),
        ("next week", "2020-09-21", "2020-09-27"),
        ("this weekend", "2020-09-19", "2020-09-20"),
        ("early October", "2020-10-01", "2020-10-10"),
        ("mid-October", "2020-10-11", "2020-10-20"),
        ("late October", "2020-10-21", "2020-10-31"),
        ("the end of October", "2020-10-01", "2020-10-31"),
        ("early 2021", "2021-01-01", "2021-04-30"),
        ("mid 2021", "2021-05-01", "2021-08-31"),
        ("late 2021", "2021-09-01", "2021-12-31"),
        ("the end of 2017", "2017-12-01", "2017-12-31"),
        ("summer 2021", "2021-06-01", "2021-08-31"),
        ("winter 2020", "2020-12-01", "2021-02-28"),
        ("next spring", "2021-03-01", "2021-05-31"),
        ("later this year", "2020-09-16", "2020-12-31"),
        ("next year", "2021-01-01", "2021-12-31"),
        ("by mid-November", "2020-09-16", "2020-11-20"),
        ("in May", "2021-05-01", "2021-05-31"),
        ("in two weeks", "2020-09-27", "2020-10-03"),
        ("Q3 2021", "2021-07-01", "2021-09-30"),
        ("December 13, 2020", "2020-12-13", "2020-12-13"),
        ("13 December 2020", "2020-12-13", "2020-12-13"),
        ("the 3rd of May 2021", "2021-05-03", "2021-05-03"),
        ("Friday, July 31", "2021-07-31", "2021-07-31"),
        ("2021-05-03", "2021-05-03", "2021-05-03"),
        ("on Christmas Day", "2020-12-25", "2020-12-25"),
        ("October/November", "2020-10-01", "2020-11-30"),
    ],
)
def test_words_about_the_future(text: str, earliest: str, latest: str) -> None:
    assert future(text) == (earliest, latest)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("yesterday", "2020-09-15", "2020-09-15"),
        ("on Friday", "2020-09-11", "2020-09-11"),
        ("Thursday night", "2020-09-10", "2020-09-10"),
        ("last week", "2020-09-07", "2020-09-13"),
        ("this past weekend", "2020-09-12", "2020-09-13"),
        ("last fall", "2019-09-01", "2019-11-30"),
        ("last summer", "2020-06-01", "2020-08-31"),
        ("earlier this year", "2020-01-01", "2020-09-16"),
        ("last year", "2019-01-01", "2019-12-31"),
        ("back in March", "2020-03-01", "2020-03-31"),
        ("two weeks ago", "2020-08-30", "2020-09-05"),
        ("from March to June 2017", "2017-03-01", "2017-06-30"),
        ("in early April 2016", "2016-04-01", "2016-04-10"),
    ],
)
def test_words_about_the_past(text: str, earliest: str, latest: str) -> None:
    assert past(text) == (earliest, latest)


def test_last_fall_is_the_season_before() -> None:
    (words,) = dates_in("last fall", date(2017, 4, 3))
    assert _ends(words.past) == ("2016-09-01", "2016-11-30")


@pytest.mark.parametrize("text", ["soon", "in the coming weeks", "recently"])
def test_vague_words_have_a_text_and_no_window(text: str) -> None:
    (words,) = dates_in(text, PUBLISHED)
    assert (words.text, words.past, words.future) == (text, None, None)


@pytest.mark.parametrize("text", ["on Monday", "in May", "next week", "last fall", "two weeks ago"])
def test_without_a_day_of_publication_nothing_is_guessed(text: str) -> None:
    (words,) = dates_in(text, None)
    assert words.past is None
    assert words.future is None


def test_a_month_without_a_year_follows_the_date_told_before_it() -> None:
    _, second = dates_in("They started in October 1988 and were done by January.", None)
    assert _ends(second.past) == ("1989-01-01", "1989-01-31")


@pytest.mark.parametrize(
    "text", ["it may be", "they march on", "sales fall again", "the 2017 film", "a 1984-2020 study"]
)
def test_words_that_only_look_like_dates(text: str) -> None:
    assert dates_in(text, PUBLISHED) == []


def test_a_date_that_does_not_exist_has_no_window() -> None:
    (words,) = dates_in("31 February 2020", PUBLISHED)
    assert words.future is None


@pytest.mark.parametrize(
    ("day_first", "expected"), [(False, date(2026, 3, 9)), (True, date(2026, 9, 3))], ids=["American", "British"]
)
def test_slashes_are_read_by_the_locale(day_first: bool, expected: date) -> None:
    assert slash_date("3/9/2026", day_first) == Window(expected, expected)


def test_a_number_above_twelve_can_only_be_the_day() -> None:
    assert slash_date("13/9/2026", day_first=False) == Window(date(2026, 9, 13), date(2026, 9, 13))
