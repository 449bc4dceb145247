"""Explicit dates and clock times of a listing entry: "through 7/23", "6 pm - 2 am", "March - July 2024".

Only what is printed becomes a date; "today" in a daily list dates nothing, unless the entry says that it starts today.
Every match keeps its place in the line, so that the reader of locations can take the words out.
It refuses to guess a year where neither the entry nor the page gives one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from pipeline.reading.listing_days import UNTIL, Day, is_real_day, read_points

_LINK = re.compile(
    r"\s*(?:[-–—]+|to|through|thru|until|till|into|and|&)\s*(?:(?:on|the|about|approximately)\s+)?", re.IGNORECASE
)
_OPEN = re.compile(
    r"\s*(?:[-–—]+|to|until)\s*(?:ongoing|present|now|tb[acd]|further notice|\?)|\s*\(?\s*ongoing\b|"
    r"\s+onwards?\b",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"(?:\b(?:start(?:s|ing|ed)?|beg(?:ins?|inning|an)|from|since|as of|commenc(?:es?|ing|ed)|(?:kick|kicks|kicked|"
    r"kicking) off|roll(?:s|ed|ing)?|"
    r"effective|postponed|moved|pushed(?: back)?|delayed|rescheduled|due|scheduled|slated|planned|expected|set)"
    r"(?:\s+(?:filming|shooting|production|principal photography|to (?:start|begin|film|shoot)))?"
    r"(?:\s+(?:in|on|at|around|about|to|for|until|from))?)\s*[:(]?\s*$",
    re.IGNORECASE,
)
_UNTIL_THEN = re.compile(r"\W*(?:through|thru|until|till)\b", re.IGNORECASE)
_LONG_SINCE = re.compile(r"(?:started|began|since|commenced|kicked off|rolled)\b", re.IGNORECASE)
_ON = re.compile(r"(?:\b(?:on|in|during|for|over|this|all|of|around)\s+)$|[(,:–—-]\s*$|^\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dates:
    """The days an entry names. ``spans`` are the words that named them; ``text`` the first of those,
    verbatim; ``days`` the single days, each with its words."""

    start_date: str | None = None
    end_date: str | None = None
    text: str | None = None
    spans: tuple[tuple[int, int], ...] = ()
    days: tuple[tuple[str, tuple[int, int]], ...] = ()


def _with_year(point: Day, today: date | None, future: bool) -> Day:
    if point.year is not None or point.month is None or today is None:
        return point
    year = today.year
    away = (date(year, point.month, min(point.day or 15, 28)) - today).days
    if away < -270 or (future and away < -120):
        year += 1
    elif away > 270 and not future:
        year -= 1
    return replace(point, year=year)


def _pair_years(first: Day, last: Day, today: date | None) -> tuple[Day, Day]:
    """A printed year serves both ends of a stretch; November - March crosses the new year."""
    if first.month is None or last.month is None:
        return _with_year(first, today, False), _with_year(last, today, False)
    crosses = (first.month, first.day or 1) > (last.month, last.day or 31)
    if first.year is None and last.year is not None:
        return replace(first, year=last.year - crosses), last
    if first.year is None and last.year is None and crosses and today:
        return _nearest_winter(first, last, today)
    if first.year is None and last.year is None and today and first.month and last.month:
        first = _nearer_year(_with_year(first, today, False), last, today)
    first = _with_year(first, today, False)
    if last.year is None and first.year is not None:
        last = replace(last, year=first.year + crosses)
    return first, last


def _nearer_year(first: Day, last: Day, today: date) -> Day:
    """ "10/16 - 12/7", said in January, is over: the year before, where that is far nearer to the page's day."""

    def away(year: int) -> int:
        begins = date(year, first.month or 1, min(first.day or 1, 28))
        ends = date(year, last.month or 12, min(last.day or 28, 28))
        return max((begins - today).days, (today - ends).days, 0)

    year = first.year or today.year
    nearest = min((year, year - 1, year + 1), key=away)
    return replace(first, year=nearest) if away(nearest) * 2 < away(year) else first


def _nearest_winter(first: Day, last: Day, today: date) -> tuple[Day, Day]:
    """The years of a stretch over the new year: it holds the page's day, or is the one nearest to it."""

    def away(year: int) -> int:
        begins = date(year, first.month or 1, min(first.day or 1, 28))
        ends = date(year + 1, last.month or 12, min(last.day or 28, 28))
        return max((begins - today).days, (today - ends).days, 0)

    year = min((today.year, today.year - 1), key=away)
    return replace(first, year=year), replace(last, year=year + 1)


def _same_month_day(text: str, point: Day) -> Day | None:
    """The 17 of "March 3-17": a bare day after a dash that belongs to the month before it."""
    match = re.compile(
        r"\s*(?:[-–—]|to|through|&|and)\s*(\d{1,2})(?:st|nd|rd|th)?(?![\d:/.]\d|\d)(?:,?\s+((?:19|"
        r"20)\d\d))?(?!\s*(?:[ap]\.?m|st\b|ave|(?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)))",
        re.IGNORECASE,
    ).match(text, point.end)
    if (
        not match
        or point.kind != "day"
        or point.month is None
        or not is_real_day(point.year, point.month, int(match[1]))
    ):
        return None
    year = int(match[2]) if match[2] else point.year
    return Day(year, point.month, int(match[1]), match.start(1), match.end(), "day", bool(match[2]))


@dataclass(slots=True)
class _Stretch:
    first: str | None
    last: str | None
    start: int
    end: int
    open: bool = False


def _single(text: str, point: Day, today: date | None, only_day: bool) -> _Stretch | None:
    before = text[max(0, point.start - 40) : point.start]
    until, since = UNTIL.search(before), _FROM.search(before)
    if until and before[: until.start()].rstrip().endswith("wait"):
        until, since = None, until
    start = point.start - (len(before) - until.start() if until else len(before) - since.start() if since else 0)
    whole = re.search(r"\b(?:all(?: of)?|throughout|during|for the whole of)\s+$", before, re.IGNORECASE)
    ago = since is not None and _LONG_SINCE.match(since[0]) is not None
    ahead = until is not None and _UNTIL_THEN.match(until[0]) is not None
    point = _with_year(point, today, (since is not None and not ago) or ahead)
    if (
        ago
        and today
        and not point.printed_year
        and point.year == today.year
        and (point.iso() or "") > today.isoformat()
    ):
        point = replace(point, year=today.year - 1)  # "having started on October 19", said in January
    value = point.iso()
    open_end = _OPEN.match(text, point.end)
    end = open_end.end() if open_end else point.end
    if point.kind == "last":
        return _Stretch(None, value, start, end)
    if whole and point.kind == "month":
        return _Stretch(value, value, point.start - len(whole[0]), end)
    if point.kind == "vague" or (point.kind == "relmonth" and before.endswith("new ")):
        return _Stretch(None, None, start, end)
    if point.kind == "today":
        return _Stretch(value if since else None, value if until else None, start, end)
    if until:
        return _Stretch(None, value, start, end)
    if since or open_end or not only_day or point.kind != "day":
        both = point.kind == "weekday" and not since and not open_end
        return _Stretch(value, value if both else None, start, end, open=bool(open_end))
    lead = _ON.search(before)
    return _Stretch(value, value, start - (len(before) - lead.start() if lead and lead[0].strip() else 0), end)


def _stretches(text: str, points: list[Day], today: date | None, only_day: bool) -> list[_Stretch]:
    found: list[_Stretch] = []
    index = 0
    while index < len(points):
        first = points[index]
        last = points[index + 1] if index + 1 < len(points) else None
        bare = _same_month_day(text, first)
        linked = last is not None and _LINK.fullmatch(text[first.end : last.start]) is not None
        if bare is not None:
            inside = sum(1 for p in points[index + 1 :] if p.start < bare.end)
            last, linked, index = bare, True, index - 1 + inside
        if last is not None and linked and "vague" not in (first.kind, last.kind):
            before = text[max(0, first.start - 40) : first.start]
            lead = _FROM.search(before) or _ON.search(before)
            one, two = _pair_years(first, last, today)
            one = replace(one, year=None) if first.kind == "today" and last.kind == "tomorrow" else one
            start = first.start - (len(before) - lead.start() if lead and lead[0].strip(" ,:") else 0)
            opens = _OPEN.match(text, last.end)
            found.append(
                _Stretch(
                    one.iso(), None if opens else two.iso(), start, opens.end() if opens else last.end, bool(opens)
                )
            )
            index += 2
            continue
        single = _single(text, first, today, only_day)
        if single:
            found.append(single)
        index += 1
    return found


def in_future(dates: Dates, today: date) -> Dates:
    """Days told of something that is yet to come: "January", said in October, is the next one."""
    printed = re.search(r"(?:19|20)\d\d", dates.text or "") is not None
    start = dates.start_date
    if printed or not start or len(start) < 7 or start >= today.isoformat()[: len(start)]:
        return dates
    end = dates.end_date and f"{int(dates.end_date[:4]) + 1}{dates.end_date[4:]}"
    return replace(dates, start_date=f"{int(start[:4]) + 1}{start[4:]}", end_date=end)


def in_past(dates: Dates, today: date | None) -> Dates:
    """Days told of something that is over: "wrapped in December", said in May, was the last one."""
    end = dates.end_date or dates.start_date
    if today is None or not end or re.search(r"(?:19|20)\d\d", dates.text or "") or end <= today.isoformat():
        return dates
    return replace(dates, start_date=None, end_date=f"{int(end[:4]) - 1}{end[4:]}")


def _lend_years(points: list[Day]) -> list[Day]:
    """ "June - July, October 2024": the year printed last serves the months before it, as long as they run forward."""
    out, year, month = list(points), None, 13
    for index in range(len(out) - 1, -1, -1):
        point = out[index]
        if point.kind not in ("day", "month"):
            continue
        if point.year is None and year is not None and point.month and point.month <= month:
            point = out[index] = replace(point, year=year)
        year, month = (point.year, point.month or 13) if point.year else (year, month)
    return out


@lru_cache(maxsize=2048)
def read_dates(
    text: str,
    today: date | None,
    *,
    day_first: bool = False,
    labelled: bool = False,
    only_day: bool = True,
    past: bool = False,
) -> Dates:
    """The days that a line (or, ``labelled``, a date field) gives for one entry.

    ``only_day`` is whether a lone day means that day alone ("filming on 3/1") rather than a beginning;
    ``past`` that the verb looks back ("wrapped on Friday" is the Friday before).
    """
    points = read_points(text, today, day_first, labelled, past)
    if labelled:
        points = _lend_years(points)
    stretches = _stretches(text, points, today, only_day)
    firsts = [s.first for s in stretches if s.first]
    lasts = [s.last for s in stretches if s.last]
    start = min(firsts) if firsts else None
    end = None if any(s.open for s in stretches) else (max(lasts) if lasts else None)
    weekday = any(point.kind == "weekday" for point in points)
    if labelled and len(stretches) == 1 and start and end == start and not only_day and not weekday:
        end = None
    spans = tuple((s.start, s.end) for s in stretches)
    days = tuple((s.first, (s.start, s.end)) for s in stretches if s.first and s.first == s.last)
    return Dates(start, end, text[slice(*spans[0])].strip(" (,–—") if spans else None, spans, days)
