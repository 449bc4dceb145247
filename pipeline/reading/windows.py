"""Windows of days: months, seasons, parts of a year, and words like "next week" relative to a day."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import Final

from pipeline.model import Window

SEASON_MONTHS: Final = {"spring": 3, "summer": 6, "fall": 9, "autumn": 9, "winter": 12}
"""The month in which a season of the year begins (northern); each lasts three."""


def day_window(year: int, month: int, day: int) -> Window | None:
    """A single day; None where the calendar has no such day."""
    try:
        value = date(year, month, day)
    except ValueError:
        return None
    return Window(value, value)


def slash_date(text: str, day_first: bool) -> Window | None:
    """3/9/2026 as March 9 or, day first, as 3 September. A number above 12 can only be the day."""
    first, second, year = (int(part) for part in text.split("/"))
    year += 2000 if year < 100 else 0
    day, month = (first, second) if (day_first or first > 12) and second <= 12 else (second, first)
    return day_window(year, month, day)


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def month_window(year: int, month: int, part: str | None = None) -> Window:
    """A month or its early (1-10), mid (11-20) or late (21-end) part."""
    last = month_end(year, month)
    first_day, last_day = {
        "early": (1, 10), "mid": (11, 20), "late": (21, last.day),
        "w1": (1, 7), "w2": (8, 14), "w3": (15, 21), "w4": (last.day - 6, last.day),
    }.get(part or "", (1, last.day))  # fmt: skip
    return Window(date(year, month, first_day), date(year, month, last_day))


def year_part(year: int, part: str | None = None) -> Window:
    """A year or a part of it: early is January to April, mid May to August, late September to December."""
    low, high = {"early": (1, 4), "mid": (5, 8), "late": (9, 12), "end": (12, 12), "h1": (1, 6), "h2": (7, 12)}.get(
        part or "", (1, 12)
    )
    return Window(date(year, low, 1), month_end(year, high))


def season_window(name: str, year: int) -> Window:
    """Spring to winter of a year; winter begins in its December and ends in the next February."""
    month = SEASON_MONTHS[name]
    if month == 12:
        return Window(date(year, 12, 1), month_end(year + 1, 2))
    return Window(date(year, month, 1), month_end(year, month + 2))


def nearest(options: list[Window], published: date) -> tuple[Window | None, Window | None]:
    """The latest window that has begun, and the earliest that is not over."""
    past = [w for w in options if w.earliest <= published]
    future = [w for w in options if w.latest >= published]
    return (past[-1] if past else None), (future[0] if future else None)


def named_window(words: str, published: date) -> Window:
    """What "today", "next week", "later this year" … mean on a day."""
    day = timedelta(days=1)
    monday = published - day * published.weekday()
    if words in ("yesterday", "last night", "last evening"):
        return Window(published - day, published - day)
    if words == "tomorrow":
        return Window(published + day, published + day)
    if "weekend" in words:
        saturday = monday + 5 * day
        if words == "next weekend":
            saturday += 7 * day
        elif words == "last weekend" or (words == "this past weekend" and saturday > published):
            saturday -= 7 * day
        return Window(saturday, saturday + day)
    if "half of" in words or words == "in the new year":
        return _coming(words, published)
    if words == "later in the year":
        return _year_words("later this year", published)
    if words.endswith("week"):
        return _term(words, monday, monday + 6 * day, published, 7)
    if words.endswith("month"):
        return _month_words(words, published)
    if words.endswith("year"):
        return _year_words(words, published)
    return Window(published, published)


def _coming(words: str, published: date) -> Window:
    """Half of this year or the next; the new year is the January to come."""
    if words == "in the new year":
        return month_window(published.year + 1, 1)
    half = "h1" if words.startswith("first") else "h2"
    return year_part(published.year + (1 if "next" in words else 0), half)


def _term(words: str, first: date, last: date, published: date, length: int) -> Window:
    shift = timedelta(days=length if words.startswith("next") else -length if words.startswith("last") else 0)
    if words.startswith("earlier"):
        return Window(first, published)
    if words.startswith("later"):
        return Window(published, last)
    return Window(first + shift, last + shift)


def _month_words(words: str, published: date) -> Window:
    delta = 1 if words.startswith("next") else -1 if words.startswith("last") else 0
    index = published.year * 12 + published.month - 1 + delta
    whole = month_window(index // 12, index % 12 + 1)
    if words.startswith("earlier"):
        return Window(whole.earliest, published)
    return Window(published, whole.latest) if words.startswith("later") else whole


def _year_words(words: str, published: date) -> Window:
    if "next year" in words:
        return year_part(published.year + 1, words.split()[0].split("-")[0] if not words.startswith("next") else None)
    if words == "last year":
        return year_part(published.year - 1)
    if words.startswith("earlier"):
        return Window(date(published.year, 1, 1), published)
    if words.endswith(("end of the year", "end of this year")) and not words.startswith(("by", "before")):
        return year_part(published.year, "end")
    return Window(published, date(published.year, 12, 31))
