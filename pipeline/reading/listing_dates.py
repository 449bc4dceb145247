"""Explicit dates and clock times of a listing entry: "through 7/23", "6 pm - 2 am", "March - July 2024".

Only what is printed becomes a date; "today" in a daily list dates nothing, unless the entry says that it starts today.
Every match keeps its place in the line, so that the reader of locations can take the words out.
It refuses to guess a year where neither the entry nor the page gives one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|"
    r"DECEMBER)"
)
_WEEKDAY = (
    r"(?:Mon(?:day)?|Tue(?:s(?:day)?)?|Wed(?:s|nesday)?|Thu(?:r(?:s(?:day)?)?)?|Fri(?:day)?|Sat(?:urday)?|"
    r"Sun(?:day)?)s?\b\.?"
)
_ORDINAL = r"(?:st|nd|rd|th)?"
_BEFORE_MONTH = r"(?:(?:(?:the\s)?(?:beginning|start|middle|end)\sof|early|mid|late)[-\s])?"

_POINT = re.compile(
    rf"""
      (?P<iso>(?<!\d)(?P<iy>\d{{4}})-(?P<im>\d\d)(?:-(?P<id>\d\d))?(?:[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?Z?)?(?![\d-]))
    | (?P<slash>(?<![\d/.-])(?P<s1>\d{{1,2}})/(?P<s2>\d{{1,2}})(?:/(?P<sy>\d{{4}}|\d\d))?(?![\d/]))
    | (?P<dots>(?<![\d.$€£-])(?P<d1>\d{{1,2}})\.(?P<d2>\d{{1,2}})
        (?:\.(?P<dy>\d{{4}}|\d\d))?(?!\d|\.\d|\s*(?:million|m\b|%)))
    | (?P<mdy>(?i:{_BEFORE_MONTH})\b(?P<mon1>{_MONTH})\.?\s+(?P<md>\d{{1,2}}){_ORDINAL}
        (?![\d:/.]\d|\d)(?:,?\s+(?P<my>(?:19|20)\d\d))?)
    | (?P<dmy>(?<![\d:./])(?P<dd>\d{{1,2}}){_ORDINAL}
        \s+(?:of\s+)?(?P<mon2>{_MONTH})\b(?:\.?,?\s+(?P<yy>(?:19|20)\d\d))?)
    | (?P<monthly>(?i:{_BEFORE_MONTH})\b(?P<mon3>{_MONTH})\b
        (?!\s+(?:St|Street|Ave|Avenue|Rd|Road|Blvd|Dr|Drive|Lane|Ln|Pl|Way|Court|Ct)\b)
        (?:(?:\.?,?\s+|\s+of\s+)(?P<ym>(?:19|20)\d\d)(?!\d))?)
    | (?P<season>(?i:(?:\bQ[1-4]|\b(?:early|mid|late|spring|summer|fall|autumn|winter
        |(?:first|second|third|fourth)\s+quarter)))
        (?:[ -]/?|,\s|\s+of\s+){{1,2}}(?P<ys>(?:19|20)\d\d)(?!\d))
    | (?P<year>(?<![\d/.-])(?:19|20)\d\d(?![\d/.:]))
    | (?P<nth>\bthe\s+(?P<nd>\d{{1,2}})(?:st|nd|rd|th)\b
        (?!\s+(?i:st|street|ave|avenue|floor|century|season|series|block)\b))
    | (?P<rel>(?i:\b(?:today|tonight|tomorrow|yesterday
        |(?:later\s+|earlier\s+)?(?:this|next|last)\s+(?:week(?:end)?|month|year|spring|summer|fall|autumn|winter)
        |(?:early|mid|late)[- ](?:spring|summer|fall|autumn|winter)
        |(?:this|next|last|in|over)\s+(?:the\s+)?(?:spring|summer|fall|autumn|winter)
        |all\s+(?:week(?:end)?|day|month|night)|this\s+(?:morning|afternoon|evening)|overnight|last\s+day(?:\s+(?:there|of\s+filming|here))?)\b))
    | (?P<weekday>\b{_WEEKDAY}(?!\s+[A-Z][a-z]+\s+(?:St|Ave|Road)))
    """,
    re.VERBOSE,
)
_LINK = re.compile(
    r"\s*(?:[-–—]+|to|through|thru|until|till|into|and|&)\s*(?:(?:on|the|about|approximately)\s+)?", re.IGNORECASE
)
_OPEN = re.compile(
    r"\s*(?:[-–—]+|to|until)\s*(?:ongoing|present|now|tb[acd]|further notice|\?)|\s*\(?\s*ongoing\b|"
    r"\s+onwards?\b",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    r"(?:\b(?:through|thru|until|till|’?'?til|into|ends?|ending|by(?: the end of)?|lasts?|runs?|finish(?:es|ing)?|"
    r"wrap(?:s|ping|ped)?(?: up)?(?: filming| production| shooting)?|complet(?:e|es|ing)|up to|continu(?:es|ing) "
    r"(?:to|until))"
    r"(?:\s+(?:in|on|at|around|about|approximately|through|into|until|to|by))?)\s*[:(]?\s*$",
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
_ON = re.compile(r"(?:\b(?:on|in|during|for|over|this|all|of|around)\s+)$|[(,:–—-]\s*$|^\s*$", re.IGNORECASE)
_DOT_CONTEXT = re.compile(
    r"(?:[(&,–—-]|\b(?:through|thru|until|till|on|from|starting|beginning|and|to|for))\s*$|"
    r"^\s*$",
    re.IGNORECASE,
)
_MONTH_FOLLOW = re.compile(r"\s*(?:[-–—]|through\b|thru\b|to\b|until\b|and\b)", re.IGNORECASE)
_MONTH_CONTEXT = re.compile(
    r"(?:\b(?:in|this|next|last|through|thru|until|till|from|since|by|of|for|to|into|late|early|mid|during|and|all|"
    r"starting|beginning|"
    r"roll|begins?|starts?|over)|[-–—:;,(/&])\s*$|^\s*$",
    re.IGNORECASE,
)
_WORD_BEFORE = re.compile(
    r"\b(?:films?|shoots?|filming|shooting|beg[ai]ns?|start(?:s|ed)?|on|through|thru|until|till|from|starting|"
    r"beginning|and|to|by|every|next|this|last|"
    r"all|late|early)\s+$|[(,–—:-]\s*$|^\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Dates:
    """The days an entry names. ``spans`` are the words that named them; ``text`` the first of those,
    verbatim; ``days`` the single days, each with its words."""

    start_date: str | None = None
    end_date: str | None = None
    text: str | None = None
    spans: tuple[tuple[int, int], ...] = ()
    days: tuple[tuple[str, tuple[int, int]], ...] = ()


@dataclass(frozen=True, slots=True)
class _Day:
    year: int | None
    month: int | None
    day: int | None
    start: int
    end: int
    kind: str
    printed_year: bool = False

    def iso(self) -> str | None:
        if self.year is None:
            return None
        parts = f"{self.year:04d}"
        if self.month:
            parts += f"-{self.month:02d}"
            if self.day:
                parts += f"-{self.day:02d}"
        return parts


def _month_number(name: str) -> int:
    return MONTHS.index(name[:3].lower()) + 1


def _four_digits(year: str | None) -> int | None:
    if not year:
        return None
    value = int(year)
    if value < 100:
        return 2000 + value if value < 70 else 1900 + value
    if value > 2100 and year[1:3] in ("10", "11", "12"):
        return int(year[0] + year[2] + year[1] + year[3])  # 2106 for 2016: two keys swapped
    return value


def _real(year: int | None, month: int, day: int) -> bool:
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return False
    try:
        date(year or 2000, month, day)
    except ValueError:
        return False
    return True


def _numeric(first: str, second: str, day_first: bool) -> tuple[int, int]:
    """(month, day) of 3/9; the order that makes a real date wins over the locale."""
    month, day = (int(second), int(first)) if day_first else (int(first), int(second))
    return (day, month) if month > 12 >= day else (month, day)


def _month_day(match: re.Match[str], before: str, day_first: bool, labelled: bool) -> _Day | None:
    g = match.groupdict()
    at = (match.start(), match.end())
    if g["iso"]:
        if not _real(int(g["iy"]), int(g["im"]), int(g["id"] or 1)):
            return None
        return _Day(int(g["iy"]), int(g["im"]), int(g["id"]) if g["id"] else None, *at, "day", True)
    if g["slash"] or g["dots"]:
        one, two, year = (g["s1"], g["s2"], g["sy"]) if g["slash"] else (g["d1"], g["d2"], g["dy"])
        month, day = _numeric(one, two, day_first)
        if not _real(_four_digits(year), month, day) or (g["dots"] and not year and not _DOT_CONTEXT.search(before)):
            return None
        if g["slash"] and not year and not labelled and not _WORD_BEFORE.search(before):
            return None
        return _Day(_four_digits(year), month, day, *at, "day", bool(year))
    if g["mdy"] or g["dmy"]:
        name, day_text, year = (g["mon1"], g["md"], g["my"]) if g["mdy"] else (g["mon2"], g["dd"], g["yy"])
        month = _month_number(name)
        if not _real(int(year) if year else None, month, int(day_text)):
            return None
        return _Day(int(year) if year else None, month, int(day_text), *at, "day", bool(year))
    if g["monthly"]:
        if not g["ym"] and not _MONTH_CONTEXT.search(before) and not _MONTH_FOLLOW.match(match.string, match.end()):
            return None
        return _Day(int(g["ym"]) if g["ym"] else None, _month_number(g["mon3"]), None, *at, "month", bool(g["ym"]))
    return None


def _shift_month(today: date, by: int) -> tuple[int, int]:
    index = today.year * 12 + today.month - 1 + by
    return index // 12, index % 12 + 1


def _relative(words: str, today: date | None, at: tuple[int, int]) -> _Day:
    blank = _Day(None, None, None, *at, "vague")
    if today is None:
        return blank
    words = " ".join(words.lower().split())
    if words in ("today", "tonight", "tomorrow", "yesterday"):
        day = today + timedelta(days={"tomorrow": 1, "yesterday": -1}.get(words, 0))
        return _Day(day.year, day.month, day.day, *at, "tomorrow" if words == "tomorrow" else "today", True)
    if words in ("this month", "next month", "last month"):
        year, month = _shift_month(today, {"this": 0, "next": 1, "last": -1}[words.split()[0]])
        return _Day(year, month, None, *at, "relmonth", True)
    if words.startswith("last day"):
        return _Day(today.year, today.month, today.day, *at, "last", True)
    return blank


def _weekday(name: str, today: date | None, at: tuple[int, int], past: bool) -> _Day:
    if today is None:
        return _Day(None, None, None, *at, "weekday")
    ahead = (WEEKDAYS.index(name[:3].lower()) - today.weekday()) % 7
    day = today + timedelta(days=ahead - 7 if past and ahead else ahead)
    return _Day(day.year, day.month, day.day, *at, "weekday", True)


def _points(text: str, today: date | None, day_first: bool, labelled: bool, past: bool) -> list[_Day]:
    points: list[_Day] = []
    for match in _POINT.finditer(text):
        before, g, at = (
            text[max(0, match.start() - 24) : match.start()],
            match.groupdict(),
            (match.start(), match.end()),
        )
        point = _month_day(match, before, day_first, labelled)
        if point is None and (g["season"] or (g["year"] and labelled)):
            point = _Day(int(g["ys"] or g["year"]), None, None, *at, "season", True)
        elif point is None and g["nth"] and today and int(g["nd"]) <= 31 and _UNTIL.search(before):
            point = _Day(today.year, today.month, int(g["nd"]), *at, "day", True)
        elif point is None and g["rel"]:
            point = _relative(g["rel"], today, at)
        elif point is None and g["weekday"] and (labelled or _WORD_BEFORE.search(before)):
            point = _weekday(g["weekday"], today, at, past)
        if point:
            points.append(point)
    return _drop_weekday_labels(text, points)


def _drop_weekday_labels(text: str, points: list[_Day]) -> list[_Day]:
    """ "Monday, March 1" and "Thurs (6.23)" are one day: the weekday only widens the span of the date after it."""
    kept: list[_Day] = []
    for point in points:
        if (
            kept
            and kept[-1].kind == "weekday"
            and point.kind == "day"
            and not text[kept[-1].end : point.start].strip(" ,(.")
        ):
            close = 1 if text[point.end : point.end + 1] == ")" and "(" in text[kept[-1].end : point.start] else 0
            point = replace(point, start=kept[-1].start, end=point.end + close)
            kept.pop()
        kept.append(point)
    return kept


def _with_year(point: _Day, today: date | None, future: bool) -> _Day:
    if point.year is not None or point.month is None or today is None:
        return point
    year = today.year
    away = (date(year, point.month, min(point.day or 15, 28)) - today).days
    if away < -270 or (future and away < -120):
        year += 1
    elif away > 270 and not future:
        year -= 1
    return replace(point, year=year)


def _pair_years(first: _Day, last: _Day, today: date | None) -> tuple[_Day, _Day]:
    """A printed year serves both ends of a stretch; November - March crosses the new year."""
    if first.month is None or last.month is None:
        return _with_year(first, today, False), _with_year(last, today, False)
    crosses = (first.month, first.day or 1) > (last.month, last.day or 31)
    if first.year is None and last.year is not None:
        return replace(first, year=last.year - crosses), last
    first = _with_year(first, today, False)
    if last.year is None and first.year is not None:
        last = replace(last, year=first.year + crosses)
    return first, last


def _same_month_day(text: str, point: _Day) -> _Day | None:
    """The 17 of "March 3-17": a bare day after a dash that belongs to the month before it."""
    match = re.compile(
        r"\s*(?:[-–—]|to|through|&|and)\s*(\d{1,2})(?:st|nd|rd|th)?(?![\d:/.]\d|\d)(?:,?\s+((?:19|"
        r"20)\d\d))?(?!\s*(?:[ap]\.?m|st\b|ave|(?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)))",
        re.IGNORECASE,
    ).match(text, point.end)
    if not match or point.kind != "day" or point.month is None or not _real(point.year, point.month, int(match[1])):
        return None
    year = int(match[2]) if match[2] else point.year
    return _Day(year, point.month, int(match[1]), match.start(1), match.end(), "day", bool(match[2]))


@dataclass(slots=True)
class _Stretch:
    first: str | None
    last: str | None
    start: int
    end: int
    open: bool = False


def _single(text: str, point: _Day, today: date | None, only_day: bool) -> _Stretch | None:
    before = text[max(0, point.start - 40) : point.start]
    until, since = _UNTIL.search(before), _FROM.search(before)
    start = point.start - (len(before) - until.start() if until else len(before) - since.start() if since else 0)
    whole = re.search(r"\b(?:all(?: of)?|throughout|during|for the whole of)\s+$", before, re.IGNORECASE)
    point = _with_year(point, today, bool(since))
    value = point.iso()
    open_end = _OPEN.match(text, point.end)
    end = open_end.end() if open_end else point.end
    if point.kind == "last":
        return _Stretch(None, value, start, end)
    if whole and point.kind == "month":
        return _Stretch(value, value, point.start - len(whole[0]), end)
    if point.kind == "vague":
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


def _stretches(text: str, points: list[_Day], today: date | None, only_day: bool) -> list[_Stretch]:
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


def _lend_years(points: list[_Day]) -> list[_Day]:
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
    points = _points(text, today, day_first, labelled, past)
    if labelled:
        points = _lend_years(points)
    stretches = _stretches(text, points, today, only_day)
    firsts = [s.first for s in stretches if s.first]
    lasts = [s.last for s in stretches if s.last]
    start = min(firsts) if firsts else None
    end = None if any(s.open for s in stretches) else (max(lasts) if lasts else None)
    if labelled and len(stretches) == 1 and start and end == start and not only_day:
        end = None
    spans = tuple((s.start, s.end) for s in stretches)
    days = tuple((s.first, (s.start, s.end)) for s in stretches if s.first and s.first == s.last)
    return Dates(start, end, text[slice(*spans[0])].strip(" (,") if spans else None, spans, days)
