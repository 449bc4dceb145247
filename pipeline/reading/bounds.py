"""What the words around a date make of it: a limit, the week that holds it, about that time, one time or another.

A window is never narrower than the words: "around Christmas" is more than a day, "2027 or 2028" is both years. Where
the words leave one end open ("no earlier than March", "2027 at the earliest") there is no window at all.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import Final, Literal, NamedTuple

from pipeline.model import Window
from pipeline.reading.sentences import holds_any

Kind = Literal["by", "before", "open", "around", "week", "weekend", "or day"]


class Bound(NamedTuple):
    """What is made of a date, and the reach of the words that say so."""

    kind: Kind
    start: int
    end: int


_AHEAD: Final = re.compile(
    r"(?P<open>\b(?:no|not) (?:earlier|sooner) than|\b(?:not|never|cannot|\w+n['’]t)\b[^.;:!?,]{0,40}?\bbefore"
    r"|\buntil at least|\bat least until)\s+(?:in\s+)?(?:the\s+)?$"
    r"|(?P<after>(?<!soon )(?<!shortly )\b(?:any ?time )?after)\s+(?:the\s+)?$"
    r"|(?P<by>\b(?:by|no later than|not later than))\s+(?:the\s+)?$"
    r"|(?P<before>\bbefore)\s+(?:the\s+)?$"
    r"|(?P<around>\b(?:around|circa|roughly|approximately))\s+(?:the\s+)?(?:time of\s+)?$"
    r"|(?P<week>\bweek (?:of|commencing|beginning|starting|from))\s+(?:on\s+)?(?:the\s+)?$"
    r"|(?P<weekend>\bweekend (?:of|beginning|starting))\s+(?:on\s+)?(?:the\s+)?$"
    r"|(?P<or_day>(?<!\w)\d{1,2}(?:st|nd|rd|th)?\s+or)\s+(?:the\s+)?$"
)
_BEHIND: Final = re.compile(
    r"(?P<open>,?\s+at the (?:very )?(?:earliest|soonest)\b|,?\s+or (?:later|beyond|after)\b|\s+and beyond\b)"
    r"|(?P<by>,?\s+at the (?:very )?latest\b|,?\s+or (?:earlier|sooner|before)\b)"
)
_STEMS: Final = ("before", "than", "least", "after", "by", "circa", "ound", "roughly", "approx", "week", "or")
"""One of these stands in every text that limits a date which follows it."""
_REACH: Final = 64
_DAY: Final = timedelta(days=1)


def bound_at(low: str, start: int, end: int, anchored: bool) -> Bound | None:
    """What the words around a date say of it. "After" limits only a date whose year is told: "after Monday's show"."""
    behind = _BEHIND.match(low, end)
    if behind:
        return Bound("open" if behind["open"] else "by", start, behind.end())
    before = low[max(0, start - _REACH) : start]
    ahead = _AHEAD.search(before) if before[-1:].isspace() and holds_any(before, _STEMS) else None
    kind = ahead.lastgroup if ahead else None
    if ahead is None or (kind == "after" and not anchored):
        return None
    if kind == "before" and low.startswith(("the end", "end "), start):
        kind = "by"
    kinds: dict[str | None, Kind] = {
        "open": "open", "after": "open", "by": "by", "before": "before", "around": "around", "week": "week",
        "weekend": "weekend", "or_day": "or day",
    }  # fmt: skip
    return Bound(kinds[kind], start - len(before) + ahead.start(), end)


def bounded(bound: Bound, low: str, window: Window | None, published: date | None) -> Window | None:
    """The window of a date that is so bound; None where it has no other end, or no window of its own."""
    if window is None or bound.kind == "open":
        return None
    if bound.kind in ("by", "before"):
        return _until(window, published, bound.kind == "before")
    if bound.kind == "around":
        slack = max(timedelta(days=7), (window.latest - window.earliest) // 2)
        return Window(window.earliest - slack, window.latest + slack)
    if window.earliest != window.latest:
        return window
    if bound.kind == "or day":
        return _or_day(window, int(re.findall(r"\d+", low[bound.start : bound.end])[0]))
    return _week(window.earliest, low[bound.start : bound.end], bound.kind == "weekend")


def _until(window: Window, published: date | None, before: bool) -> Window | None:
    """From the day of the page to the end of a date, or to the day before it; what is over was at any time before."""
    if published is None or published > window.latest:
        return None if before else window
    return Window(published, window.earliest - _DAY if before and published < window.earliest else window.latest)


def _or_day(window: Window, day: int) -> Window:
    """Such as "on 2 or 3 March"."""
    return Window(window.earliest.replace(day=day), window.latest) if 0 < day < window.latest.day else window


def _week(day: date, words: str, weekend: bool) -> Window:
    """The week of a day, or the one that begins with it; a weekend is Friday to Sunday. A Sunday may open a week."""
    monday = day - day.weekday() * _DAY
    if weekend:
        return Window(monday + 4 * _DAY, monday + 6 * _DAY)
    if " of " in words:
        return Window(monday, day + 6 * _DAY if day.weekday() == 6 else monday + 6 * _DAY)
    return Window(day, day + 6 * _DAY)


_OR: Final = re.compile(
    r",?\s*(?:\bor\b|/)\s*(?:(?:in|on|else|possibly|perhaps|maybe|even|more likely)\s+)*(?:the\s+)?"
)
_AND: Final = re.compile(r"\s+and\s+(?:the\s+)?")
_BETWEEN: Final = re.compile(r"\bbetween\s+(?:the\s+)?$")


def joined(low: str, first: tuple[int, int], second: tuple[int, int]) -> bool:
    """Are two dates one time or the other ("2027 or 2028"), or the two ends of one ("between March and May")?"""
    gap = low[first[1] : second[0]]
    if _OR.fullmatch(gap):
        return True
    return _AND.fullmatch(gap) is not None and opened(low, first[0]) < first[0]


def opened(low: str, start: int) -> int:
    """Where "between March" begins, of March; where a date begins itself if it is not one end of two."""
    found = _BETWEEN.search(low, max(0, start - 14), start)
    return found.start() if found else start


def from_either(first: Window | None, second: Window | None, year_of_second: bool) -> Window | None:
    """The window over both. ``year_of_second``: only the second has its year ("March or April 2027")."""
    if first is None or second is None:
        return None
    if year_of_second:
        first = _in_year(first, second.earliest.year)
        if first.earliest > second.earliest:
            first = _in_year(first, first.earliest.year - 1)
    return Window(min(first.earliest, second.earliest), max(first.latest, second.latest))


def _in_year(window: Window, year: int) -> Window:
    """A window moved to begin in a year."""
    years = year - window.earliest.year
    return Window(_moved(window.earliest, years), _moved(window.latest, years))


def _moved(day: date, years: int) -> date:
    last = calendar.monthrange(day.year + years, day.month)[1]
    return day.replace(year=day.year + years, day=min(day.day, last))
