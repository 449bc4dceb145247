"""English for days, spans of days and productions: the small words that every sentence needs.

Pure functions of their arguments and of a seeded ``Random``. Titles are printed between asterisks; ``set_titles`` turns
those into the outlet's own typography.
"""

from __future__ import annotations

import html
import re
from calendar import monthrange
from datetime import date
from random import Random

from replay.facts import Span

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ORDINALS = {1: "first", 2: "second", 3: "third", 4: "fourth"}
NUMBERS = {1: "One", 2: "Two", 3: "Three", 4: "Four"}
PARTS_OF_YEAR = {
    (1, 3): ("in early {y}", "in the first quarter of {y}"),
    (3, 5): ("in the spring of {y}", "in spring {y}"),
    (5, 8): ("in the middle of {y}", "in mid-{y}"),
    (6, 8): ("in the summer of {y}", "in summer {y}"),
    (6, 12): ("in mid to late {y}", "in the middle or second half of {y}"),
    (7, 12): ("in the second half of {y}", "later in {y}"),
    (9, 11): ("in the fall of {y}", "in fall {y}"),
    (10, 12): ("in late {y}", "in the fourth quarter of {y}"),
    (1, 12): ("in {y}",),
}
LAST = {9: ("last fall", "last autumn"), 6: ("last summer", "last summer")}
SLATE = "Marvel/Netflix slate"


def day_words(day: date, dialect: str, *, year: bool = True, weekday: bool = False) -> str:
    """ "April 3, 2017" or "3 April 2017", with the weekday where asked."""
    if dialect == "uk":
        words = f"{day.day} {MONTHS[day.month - 1]}" + (f" {day.year}" if year else "")
        return f"{WEEKDAYS[day.weekday()]} {words}" if weekday else words
    words = f"{MONTHS[day.month - 1]} {day.day}" + (f", {day.year}" if year else "")
    return f"{WEEKDAYS[day.weekday()]}, {words}" if weekday else words


def when(span: Span, published: date, dialect: str, rng: Random) -> str:
    """The words for a span as one who writes on ``published`` would put it, with their preposition."""
    if span[0] == span[1]:
        return _day(span[0], published, dialect, rng)
    if span[1].month - span[0].month == 2 and span[0].month in LAST and published.year == span[1].year + 1:
        return LAST[span[0].month][dialect == "uk"]
    return span_words(span, dialect, rng)


def _day(day: date, published: date, dialect: str, rng: Random) -> str:
    gap = (day - published).days
    if gap == 0:
        exact = day_words(day, dialect, year=False)
        return rng.choice(["today", f"today, {exact},", f"on {day_words(day, dialect, weekday=True)}"])
    if abs(gap) <= 6:
        weekday = WEEKDAYS[day.weekday()]
        return rng.choice([f"on {weekday}", f"on {day_words(day, dialect, year=False, weekday=True)}"])
    if 7 <= gap <= 10:
        return f"next {day_words(day, dialect, year=False, weekday=True)}"
    if day.year == published.year and abs(gap) < 150 and rng.random() < 0.4:
        return f"on {day_words(day, dialect, year=False)}"
    return f"on {day_words(day, dialect)}"


def span_words(span: Span, dialect: str, rng: Random) -> str:
    """A month, a season, a quarter or a pair of days, in words."""
    first, last = span
    whole = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
    if not whole:
        return _odd_span(span, dialect)
    if (first.year, first.month) == (last.year, last.month):
        return f"in {MONTHS[first.month - 1]} {first.year}"
    if first.year == last.year and (first.month, last.month) in PARTS_OF_YEAR:
        words = rng.choice(PARTS_OF_YEAR[first.month, last.month]).format(y=first.year)
        return words.replace("fall", "autumn") if dialect == "uk" else words
    return _month_pair(first, last)


def _odd_span(span: Span, dialect: str) -> str:
    first, last = span
    if (first.year, first.month) == (last.year, last.month) and first.day == 16:
        return f"in the second half of {MONTHS[first.month - 1]} {first.year}"
    return f"between {day_words(first, dialect)} and {day_words(last, dialect)}"


def _month_pair(first: date, last: date) -> str:
    start, end = MONTHS[first.month - 1], MONTHS[last.month - 1]
    if first.year + 1 == last.year and first.month > 9 and last.month < 4:
        if (first.month, last.month) == (12, 1):
            return f"in {start} {first.year} or {end} {last.year}"
        return f"in late {first.year} or early {last.year}"
    if first.year != last.year:
        return f"between {start} {first.year} and {end} {last.year}"
    if last.month == first.month + 1:
        return f"in {start} or {end} {first.year}"
    return f"between {start} and {end} {first.year}"


def production(title: str, season: int | None, rng: Random, *, bare: bool) -> str:
    """How a journalist names a production in running text. ``bare`` allows the title alone for a first season."""
    if title == SLATE:
        return "the Marvel and Netflix slate"
    printed = f"*{title}*" if title.startswith("The ") or rng.random() < 0.65 else f"Marvel’s *{title}*"
    if season is None or title == "The Defenders" or (season == 1 and bare):
        return printed
    return rng.choice(
        [
            f"{printed} season {season}",
            f"{printed} Season {season}",
            f"{printed} season {NUMBERS[season].lower()}",
            f"the {ORDINALS[season]} season of {printed}",
            f"season {season} of {printed}",
            f"{possessive(f'*{title}*')} {ORDINALS[season]} season",
        ]
    )


def headline_name(title: str, season: int | None, *, bare: bool) -> str:
    """The short name that headlines use."""
    if title == SLATE:
        return "the Marvel Slate"
    if season is None or title == "The Defenders" or (season == 1 and bare):
        return f"*{title}*"
    return f"*{title}* Season {season}"


def possessive(printed: str) -> str:
    """ "*Jessica Jones*’" and "*Daredevil*’s"."""
    return printed + ("’" if printed.rstrip("*").endswith("s") else "’s")


def sentence(text: str) -> str:
    """The text with its first letter capital and no doubled blanks or stray commas."""
    text = re.sub(r"\s+", " ", text).strip()
    text = re.sub(r",+([.,;?!])", r"\1", text).replace(",,", ",")
    return re.sub(r"^([*‘“]*)(\w)", lambda match: match[1] + match[2].upper(), text, count=1)


def set_titles(text: str, style: str) -> str:
    """HTML of the text with its starred titles in the outlet's typography: em, quote or plain."""
    pattern = {"em": r"<em>\1</em>", "quote": r"‘\1’", "plain": r"\1"}[style]
    if style == "quote":  # nobody writes ‘Daredevil’’s second season
        text = sentence(re.sub(r"\*([^*]+)\*’s? (\w+) season", r"the \2 season of *\1*", text))
    return re.sub(r"\*([^*]+)\*", pattern, html.escape(text, quote=False))


def plain_titles(text: str, style: str) -> str:
    """The same as plain text, for headlines and summaries."""
    return re.sub(r"\*([^*]+)\*", r"‘\1’" if style == "quote" else r"\1", text)
