"""Single days of a listing entry, as points of its text: "7/23", "Sept. 4", "mid-May", "tomorrow", "Friday".

Every point keeps its place. What two points make together is for the reader of dates; a year that is not printed stays
open here.
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
    rf"""(?<![A-Za-z])(?:(?=\d)(?:
      (?P<iso>(?<!\d)(?P<iy>\d{{4}})-(?P<im>\d\d)(?:-(?P<id>\d\d))?(?:[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?Z?)?(?![\d-]))
    | (?P<moy>(?<![\d/.])(?P<mo>\d{{1,2}})/(?P<moy4>(?:19|20)\d\d)(?![\d/]))
    | (?P<slash>(?<![\d/.])(?<!\D-)(?P<s1>\d{{1,2}})/(?P<s2>\d{{1,2}})(?:/(?P<sy>\d{{4}}|\d\d))?(?![\d/]))
    | (?P<dots>(?<![\d.$€£])(?<!\D-)(?P<d1>\d{{1,2}})\.(?P<d2>\d{{1,2}})
        (?:\.(?P<dy>\d{{4}}|\d\d))?(?!\d|\.\d|\s*(?:million|m\b|%)))
    | (?P<dashed>(?<![\d-])(?P<ad>\d{{1,2}})-(?P<am>{_MONTH})-(?P<ay>\d{{4}}|\d\d)(?![\d-]))
    | (?P<dmy>(?<![\d:./])(?P<dd>\d{{1,2}}){_ORDINAL}
        \s+(?:of\s+)?(?P<mon2>{_MONTH})\b(?:\.?,?\s+(?P<yy>(?:19|20)\d\d))?)
    | (?P<year>(?<![\d/.-])(?:19|20)\d\d(?![\d/.:])))
    | (?=[JFMASONDELTBQIWYjfmasondelbqtiwy])(?:
      (?P<mdy>(?i:{_BEFORE_MONTH})\b(?P<mon1>{_MONTH})\.?\s+(?P<md>\d{{1,2}}){_ORDINAL}
        (?:/(?P<m2>\d\d)(?![\d/])|(?![\d:/.]\d|\d)(?:,?\s+(?P<my>(?:19|20)\d\d))?))
    | (?P<monthly>(?i:{_BEFORE_MONTH})\b(?P<mon3>{_MONTH})\b
        (?!\s+(?:St|Street|Ave|Avenue|Rd|Road|Blvd|Dr|Drive|Lane|Ln|Pl|Way|Court|Ct)\b)
        (?:(?:\.?,?\s+|\s+of\s+)(?P<ym>(?:19|20)\d\d)(?!\d))?)
    | (?P<season>(?i:(?:\bQ[1-4]|\b(?:early|mid|late|spring|summer|fall|autumn|winter
        |(?:first|second|third|fourth)\s+quarter)))
        (?:[ -]/?|,\s|\s+of\s+){{1,2}}(?P<ys>(?:19|20)\d\d)(?!\d))
    | (?P<nth>\bthe\s+(?P<nd>\d{{1,2}})(?:st|nd|rd|th)\b
        (?!\s+(?i:st|street|ave|avenue|floor|century|season|series|block)\b))
    | (?P<rel>(?i:\b(?:today|tonight|tomorrow|yesterday
        |(?:later\s+|earlier\s+)?(?:this|next|last)\s+(?:week(?:end)?|month|year|spring|summer|fall|autumn|winter)
        |(?:early|mid|late)[- ](?:spring|summer|fall|autumn|winter)
        |(?:this|next|last|in|over)\s+(?:the\s+)?(?:spring|summer|fall|autumn|winter)
        |all\s+(?:week(?:end)?|day|month|night)|this\s+(?:morning|afternoon|evening)|overnight
        |last\s+day(?:\s+(?:there|of\s+filming|here))?)\b))
    | (?P<weekday>\b{_WEEKDAY}(?!\s+[A-Z][a-z]+\s+(?:St|Ave|Road)))))
    """,
    re.VERBOSE,
)


UNTIL = re.compile(
    r"(?:\b(?:through|thru|until|till|’?'?til|into|ends?|ending|by(?: the end of)?|lasts?|runs?|finish(?:es|ing)?|"
    r"wrap(?:s|ping|ped)?(?: up)?|complet(?:e|es|ing)|stop(?:s|ping)?|up to|continu(?:es|ing) (?:to|until))"
    r"(?:\s+(?:filming|production|shooting|principal photography))?"
    r"(?:\s+(?:in|on|at|around|about|approximately|through|into|until|to|by))?|(?:^|[,;|(–—]\s)to|"
    r"\b(?:now|currently)\s*[-–—]|\bleav(?:es|ing)(?:\s+on)?)\s*[:(]?\s*$",
    re.IGNORECASE,
)


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


_DAY_ENDS = re.compile(r"\s*(?:[.,;)]|(?:and|through|&)\s|$)")


_PLAIN_BEFORE = re.compile(r"(?:finished|wrapped|wraps|St|Ave|Blvd|Rd|Street|Avenue|Road|Studios?|Park)\.?\s+$")


_WORD_BEFORE = re.compile(
    r"\b(?:films?|shoots?|filming|shooting|beg[ai]ns?|start(?:s|ed)?|on|through|thru|until|till|from|starting|"
    r"beginning|and|to|by|every|next|this|last|"
    r"all|late|early)\s+$|[(,–—:-]\s*$|^\s*$",
    re.IGNORECASE,
)


_DAY_BEFORE = re.compile(r"(?<![\d:/.$–—-])\b(\d{1,2})(?:st|nd|rd|th)?\s*(?:[-–—]|to|and|&)\s*$")


@dataclass(frozen=True, slots=True)
class Day:
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


def is_real_day(year: int | None, month: int, day: int) -> bool:
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


def _month_day(match: re.Match[str], before: str, day_first: bool, labelled: bool) -> Day | None:
    g = match.groupdict()
    at = (match.start(), match.end())
    if g["iso"]:
        if not is_real_day(int(g["iy"]), int(g["im"]), int(g["id"] or 1)):
            return None
        return Day(int(g["iy"]), int(g["im"]), int(g["id"]) if g["id"] else None, *at, "day", True)
    if g["moy"]:
        return Day(int(g["moy4"]), int(g["mo"]), None, *at, "month", True) if 1 <= int(g["mo"]) <= 12 else None
    if g["slash"] or g["dots"]:
        one, two, year = (g["s1"], g["s2"], g["sy"]) if g["slash"] else (g["d1"], g["d2"], g["dy"])
        month, day = _numeric(one, two, day_first)
        if not is_real_day(_four_digits(year), month, day) or (
            g["dots"] and not year and not _DOT_CONTEXT.search(before)
        ):
            return None
        if g["slash"] and not year and not labelled and not _WORD_BEFORE.search(before):
            return None
        return Day(_four_digits(year), month, day, *at, "day", bool(year))
    if g["dashed"]:
        year, month = _four_digits(g["ay"]), _month_number(g["am"])
        return Day(year, month, int(g["ad"]), *at, "day", True) if is_real_day(year, month, int(g["ad"])) else None
    if g["mdy"] or g["dmy"]:
        name, day_text, year = (g["mon1"], g["md"], g["my"] or g["m2"]) if g["mdy"] else (g["mon2"], g["dd"], g["yy"])
        month = _month_number(name)
        if not is_real_day(_four_digits(year), month, int(day_text)):
            return None
        return Day(_four_digits(year), month, int(day_text), *at, "day", bool(year))
    if g["monthly"]:
        part = g["monthly"][0] in "emlEML" and not g["monthly"].startswith("M")  # "late May" can be no name
        if (
            not g["ym"]
            and not part
            and not _MONTH_CONTEXT.search(before)
            and not _MONTH_FOLLOW.match(match.string, match.end())
        ):
            return None
        return Day(int(g["ym"]) if g["ym"] else None, _month_number(g["mon3"]), None, *at, "month", bool(g["ym"]))
    return None


def _shift_month(today: date, by: int) -> tuple[int, int]:
    index = today.year * 12 + today.month - 1 + by
    return index // 12, index % 12 + 1


def _relative(words: str, today: date | None, at: tuple[int, int]) -> Day:
    blank = Day(None, None, None, *at, "vague")
    if today is None:
        return blank
    words = " ".join(words.lower().split())
    if words in ("today", "tonight", "tomorrow", "yesterday"):
        day = today + timedelta(days={"tomorrow": 1, "yesterday": -1}.get(words, 0))
        return Day(day.year, day.month, day.day, *at, "tomorrow" if words == "tomorrow" else "today", True)
    if words in ("this month", "next month", "last month"):
        year, month = _shift_month(today, {"this": 0, "next": 1, "last": -1}[words.split()[0]])
        return Day(year, month, None, *at, "relmonth", True)
    if words.startswith("last day"):
        return Day(today.year, today.month, today.day, *at, "last", True)
    return blank


def _is_day_word(before: str, text: str, match: re.Match[str]) -> bool:
    """ "on Friday", "wrapped Friday", "12 Oak St Monday and Tuesday": a weekday, and no part of a name."""
    if _WORD_BEFORE.search(before):
        return True
    return (
        match[0].endswith("day")
        and _DAY_ENDS.match(text, match.end()) is not None
        and _PLAIN_BEFORE.search(before) is not None
    )


def _weekday(name: str, today: date | None, at: tuple[int, int], past: bool) -> Day:
    if today is None:
        return Day(None, None, None, *at, "weekday")
    ahead = (WEEKDAYS.index(name[:3].lower()) - today.weekday()) % 7
    day = today + timedelta(days=ahead - 7 if past and ahead else ahead)
    return Day(day.year, day.month, day.day, *at, "weekday", True)


def read_points(text: str, today: date | None, day_first: bool, labelled: bool, past: bool) -> list[Day]:
    points: list[Day] = []
    for match in _POINT.finditer(text):
        before, g, at = (
            text[max(0, match.start() - 24) : match.start()],
            match.groupdict(),
            (match.start(), match.end()),
        )
        point = _month_day(match, before, day_first, labelled)
        if point is None and (g["season"] or (g["year"] and labelled)):
            point = Day(int(g["ys"] or g["year"]), None, None, *at, "season", True)
        elif point is None and g["nth"] and today and int(g["nd"]) <= 31 and UNTIL.search(before):
            point = Day(today.year, today.month, int(g["nd"]), *at, "day", True)
        elif point is None and g["rel"]:
            point = _relative(g["rel"], today, at)
        elif point is None and g["weekday"] and (labelled or _is_day_word(before, text, match)):
            point = _weekday(g["weekday"], today, at, past)
        if point:
            first = _first_of_days(text, point) if g["dmy"] else None
            points.extend([first, point] if first else [point])
    return _drop_weekday_labels(text, points)


def _first_of_days(text: str, last: Day) -> Day | None:
    """The 12 of "12-14 March"."""
    begin = max(0, last.start - 14)
    match = _DAY_BEFORE.search(text[begin : last.start])
    if match is None or last.day is None or int(match[1]) >= last.day:
        return None
    return replace(last, day=int(match[1]), start=begin + match.start(1), end=begin + match.end(1))


def _drop_weekday_labels(text: str, points: list[Day]) -> list[Day]:
    """ "Monday, March 1" and "Thurs (6.23)" are one day: the weekday only widens the span of the date after it."""
    kept: list[Day] = []
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
