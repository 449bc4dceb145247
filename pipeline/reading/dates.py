"""Date words to windows, relative to the day a page was published.

"early April 2016" is 1 to 10 April, "last fall" said on 2017-04-03 is September to November 2016, "later this year"
ends on 31 December. Words that name no day ("soon", "in the coming weeks") give their text and no window. Nothing is
guessed: a month without a year, on a page without a date, is no window either.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final, Literal

from pipeline.model import Window
from pipeline.reading.bounds import Bound, bound_at, bounded, from_either, joined, opened
from pipeline.reading.date_words import DATE, DIGIT_OR_NAME, FIXED_DAYS, MONTHS, PARTS, WEEKDAYS
from pipeline.reading.seasons import NUMBERS
from pipeline.reading.windows import (
    day_window,
    month_end,
    month_window,
    named_window,
    nearest,
    season_window,
    slash_date,
    year_part,
)

Tense = Literal["past", "future"]

_OWNED_YEAR: Final = re.compile(r"(?:['’]s?|\b(?:the|his|her|its|their|hit|new|this))\s+$")
"""Before a year that tells one film from another: "his 2018 action thriller"."""


@dataclass(frozen=True, slots=True)
class DateWords:
    """A date expression: its words, where they stand, and the window they name if they name one.

    ``past`` and ``future`` are the two readings of words that depend on the tense of the verb ("Monday", "in June").
    ``anchored`` says that the year was printed, so that both readings are the same.
    """

    text: str
    start: int
    end: int
    past: Window | None
    future: Window | None
    anchored: bool = False
    until: bool = False
    since: date | None = None
    """Of what has no other end ("no earlier than March 2027"): where it begins."""

    def window(self, tense: Tense) -> Window | None:
        """The reading for a verb of this tense."""
        return self.past if tense == "past" else self.future


def dates_in(text: str, published: date | None, near: date | None = None, day_first: bool = False) -> list[DateWords]:
    """Every date expression in a text. ``near`` is the last date told before it, for "that July" on an undated page."""
    low = text.lower()
    if not DIGIT_OR_NAME.search(low):
        return []
    context = _Context(published, near, day_first)
    found: list[DateWords] = []
    for match in DATE.finditer(low):
        if words := _read(match, low, text, context):
            either = _either(found[-1], words, low, text) if found else None
            found[-1:] = [either] if either else [*found[-1:], words]
    return found


def _either(first: DateWords, second: DateWords, low: str, text: str) -> DateWords | None:
    """One of two dates, or all between them, as one; None where they are two."""
    if not joined(low, (first.start, first.end), (second.start, second.end)):
        return None
    borrows = second.anchored and not first.anchored
    past = from_either(first.past, second.past, borrows)
    future = from_either(first.future, second.future, borrows)
    said = text[opened(low, first.start) : second.end]
    both = replace(second, text=said, start=first.start, past=past, future=future)
    return replace(both, until=first.until or second.until, since=first.since or second.since)


@dataclass(slots=True)
class _Context:
    """What a date may be relative to. ``near`` moves on as dates are read."""

    published: date | None
    near: date | None
    day_first: bool


_UNTIL: Final = re.compile(
    r"\b(?:until|till|til|to)\s+(?:an?\s+|the\s+)?(?:[\w-]+\s+){0,2}?(?:(?:release|debut|premiere"
    r"|date)\s+)?(?:(?:in|on|of)\s+)?$"
)
_FROM_PART: Final = re.compile(r"\b(early|mid)[\s-]+(?:to|or)[\s-]+$")
"""Before "late 2027", of "mid-to-late 2027"."""
_Groups = dict[str, str | None]


def _read(match: re.Match[str], low: str, text: str, context: _Context) -> DateWords | None:
    start, end = match.span()
    while start < end and low[start].isspace():
        start += 1
    groups = match.groupdict()
    if _false_friend(match, groups, low, text):
        return None
    past, future, anchored = _windows(match, groups, low, context)
    before = low[max(0, start - 44) : start]
    said = start
    if (from_part := _FROM_PART.search(before)) and (groups["p3"] or groups["p5"]):
        early = _windows(match, groups | dict.fromkeys(("p3", "p5"), from_part[1]), low, context)
        past, future = from_either(early[0], past, False), from_either(early[1], future, False)
        said = start - len(from_part[0])
    until = ("til" in before or "to" in before) and _UNTIL.search(before) is not None
    told = past or future
    if told and (anchored or context.published is None):
        context.near = told.earliest
    words = DateWords(text[said:end], start, end, past, future, anchored, until)
    bound = bound_at(low, start, end, anchored)
    return words if bound is None else _bound(words, bound, low, text, context.published)


def _bound(words: DateWords, bound: Bound, low: str, text: str, published: date | None) -> DateWords:
    """A date with what the words around it make of it."""
    future = bounded(bound, low, words.future, published)
    if bound.kind == "by":
        return replace(words, future=future, end=bound.end)
    lower = words.future or words.past
    since = lower.earliest if lower and bound.kind == "open" else None
    past = None if bound.kind == "before" else bounded(bound, low, words.past, published)
    said = text[bound.start : bound.end].strip()
    return replace(words, text=said, end=bound.end, past=past, future=future, since=since)


def _false_friend(match: re.Match[str], groups: _Groups, low: str, text: str) -> bool:
    """Words that look like dates: the verb "may", "march", "fall" as a verb, "sun", a fall in sales."""
    start = match.start()
    month = groups["m3"]
    if month and not groups["y3"] and not groups["p3"]:
        if month in ("may", "march", "mar", "dec", "sep", "jan", "jun") and not text[match.start("m3")].isupper():
            return True
        if month in ("may", "march"):
            before = low[max(0, start - 10) : start]
            return not re.search(
                r"\b(?:in|on|by|until|since|of|for|from|this|next|last|back|to|till|during|between|a|the|and|/)\s+$",
                before,
            )
    if groups["s4"] and not groups["y4"] and not groups["s4rel"] and not groups["sp"]:
        before = low[max(0, start - 14) : match.start("s4")]
        if (
            low[match.end("s4") :]
            .lstrip()
            .startswith(("series", "season", "edition", "run ", "finale", "break", "schedule"))
        ):
            return True
        return groups["s4"] == "fall" and not re.search(
            r"\b(?:in|by|until|the|during|for|of|as|year['’]s|this|next|late|early)\s+$", before
        )
    if groups["hol"] and not groups["yh"]:
        return not re.search(
            r"\b(?:on|by|until|to|for|at|this|before|around|of|next|a|over|from|since|in|during|and)\s+$",
            low[max(0, start - 12) : start],
        )
    if groups["y5"]:
        before = low[max(0, start - 2) : start]
        if low[max(0, start - 5) : start].endswith(" day "):
            return True
        after = low[match.end() : match.end() + 3]
        if (
            not groups["p5"]
            and after[:1] == " "
            and after[1:2].isalpha()
            and _OWNED_YEAR.search(low[max(0, start - 16) : start])
        ):
            return True
        return (before.endswith(("-", "/", "$", "£", "#")) and not groups["p5"]) or (
            after[:1] in ("-", "–", "/") and after[1:2].isdigit()
        )
    return False


def _windows(
    match: re.Match[str], groups: dict[str, Any], low: str, context: _Context
) -> tuple[Window | None, Window | None, bool]:
    if groups["iso"]:
        return _both(day_window(*(int(part) for part in groups["iso"].split("-"))))
    if groups["slash"]:
        return _both(slash_date(groups["slash"], context.day_first))
    if groups["m1"] or groups["m2"]:
        return _month_day(groups, context)
    if groups["fm"]:
        return _from_to(groups, context)
    if groups["m3"]:
        return _month(groups, context)
    if groups["s4"]:
        return _season(groups, context)
    if groups["q"]:
        quarter = (
            {"f": 1, "s": 2, "t": 3}.get(groups["q"][0], 0) or int(groups["q"][1])
            if groups["q"][0] != "f"
            else (1 if groups["q"].startswith("first") else 4)
        )
        first = date(int(groups["yq"]), 3 * quarter - 2, 1)
        return _both(Window(first, month_end(first.year, 3 * quarter)))
    if groups["y5"]:
        return _both(year_part(int(groups["y5"]), PARTS.get(groups["p5"] or "", groups["p5"])))
    if groups["vague"]:
        return None, None, False
    return _relative(groups, low, match, context)


def _both(window: Window | None) -> tuple[Window | None, Window | None, bool]:
    return window, window, True


def _year_word(word: str | None, context: _Context) -> int | None:
    """The year that was printed, or that "next year" means."""
    if not word:
        return None
    if word.isdigit():
        return int(word)
    if "same year" in word:
        return context.near.year if context.near else None
    if context.published is None:
        return None
    return context.published.year + (1 if "next" in word else -1 if "last" in word else 0)


def _month_day(groups: dict[str, str | None], context: _Context) -> tuple[Window | None, Window | None, bool]:
    month = MONTHS[groups["m1"] or groups["m2"] or ""]
    day = int(groups["d1"] or groups["d2"] or 0)
    year = _year_word(groups["y1"] or groups["y2"], context)
    if year:
        window = day_window(year, month, day)
        if window and groups["d2b"]:
            last = day_window(year, month, int(groups["d2b"]))
            window = Window(window.earliest, last.latest) if last and last.latest > window.latest else window
        return _both(window)
    if context.published:
        around = [day_window(context.published.year + delta, month, day) for delta in (-1, 0, 1)]
        return *nearest([w for w in around if w], context.published), False
    return _from_near(lambda at: day_window(at, month, day), context)


def _from_near(make: object, context: _Context) -> tuple[Window | None, Window | None, bool]:
    """On an undated page: the first such day or month on or after the last date that was told."""
    if context.near is None or not callable(make):
        return None, None, False
    options = [make(context.near.year), make(context.near.year + 1)]
    for window in options:
        if window and window.latest >= context.near:
            return window, window, False
    return None, None, False


def _from_to(groups: dict[str, str | None], context: _Context) -> tuple[Window | None, Window | None, bool]:
    first, last = MONTHS[groups["fm"] or ""], MONTHS[groups["tm"] or ""]
    year = _year_word(groups["ty"] or groups["fy"], context) or (context.published.year if context.published else None)
    if year is None:
        return None, None, False
    begin = int(groups["fy"]) if groups["fy"] else (year if first <= last else year - 1)
    if (begin, first) > (year, last) and not groups["ty"]:
        year += 1  # "from September 2030 to July"
    if (begin, first) > (year, last):
        return None, None, False
    return _both(Window(date(begin, first, 1), month_end(year, last)))


def _month(groups: dict[str, str | None], context: _Context) -> tuple[Window | None, Window | None, bool]:
    month, part = MONTHS[groups["m3"] or ""], PARTS.get(groups["p3"] or "", groups["p3"])
    last = MONTHS[groups["m3b"]] if groups["m3b"] else month

    def make(year: int) -> Window:
        if last > month:
            return Window(date(year, month, 1), month_end(year, last))
        return month_window(year, month, part)

    year = _year_word(groups["y3"], context)
    if year:
        return _both(make(year))
    if context.published:
        around = [make(context.published.year + delta) for delta in (-1, 0, 1)]
        return *nearest(around, context.published), False
    return _from_near(make, context)


def _season(groups: dict[str, str | None], context: _Context) -> tuple[Window | None, Window | None, bool]:
    name = groups["s4"] or ""
    year = _year_word(groups["y4"], context)
    if year:
        return _both(season_window(name, year))
    if context.published is None:
        return None, None, False
    around = [season_window(name, context.published.year + delta) for delta in (-2, -1, 0, 1)]
    if groups["sp"] in ("earlier", "later"):
        return _so_far(around, context.published, groups["sp"] == "later")
    if groups["s4rel"] == "next":
        coming = [w for w in around if w.earliest > context.published]
        return coming[0], coming[0], False
    if groups["s4rel"] in ("last", "this past"):
        gone = [w for w in around if w.latest < context.published]
        return gone[-1], gone[-1], False
    return *nearest(around, context.published), False


def _so_far(around: list[Window], published: date, later: bool) -> tuple[Window | None, Window | None, bool]:
    """Such as "earlier this summer": the part of it that is over, "later this summer" what is left of it."""
    for window in around:
        if window.earliest <= published <= window.latest:
            part = Window(published, window.latest) if later else Window(window.earliest, published)
            return part, part, False
    past, future = nearest(around, published)
    return (future, future, False) if later else (past, past, False)


def _relative(
    groups: dict[str, str | None], low: str, match: re.Match[str], context: _Context
) -> tuple[Window | None, Window | None, bool]:
    """Words that need the day of publication, or the last date told."""
    if groups["hol"]:
        return _holiday(groups, context)
    published = context.published
    if published is None:
        return None, None, False
    if groups["rel"]:
        return _named(groups["rel"], published)
    if groups["w"]:
        return _weekday(groups["w"], (groups["wrel"] or "").strip(), published)
    if groups["unit2"]:
        return _distance(groups["n2"] or "", groups["unit2"], 1, published)
    if groups["ago"] in ("ago", "back", "from now", "away"):
        sign = -1 if groups["ago"] in ("ago", "back") else 1
        return _distance(groups["n"] or "", groups["unit"] or "", sign, published)
    return None, None, False


def _holiday(groups: dict[str, str | None], context: _Context) -> tuple[Window | None, Window | None, bool]:
    day = FIXED_DAYS.get((groups["hol"] or "").replace("’", "'"))
    if day is None:
        return None, None, False
    if groups["yh"]:
        return _both(day_window(int(groups["yh"]), *day))
    if context.published is None:
        return None, None, False
    around = [day_window(context.published.year + delta, *day) for delta in (-1, 0, 1)]
    return *nearest([w for w in around if w], context.published), False


def _named(words: str, published: date) -> tuple[Window | None, Window | None, bool]:
    window = named_window(words, published)
    return window, window, False


def _weekday(name: str, relation: str, published: date) -> tuple[Window | None, Window | None, bool]:
    ahead = (WEEKDAYS[name] - published.weekday()) % 7
    coming = published + timedelta(days=ahead or 7)
    gone = published - timedelta(days=(-ahead) % 7)
    if relation in ("last", "this past"):
        gone = gone if gone < published else gone - timedelta(days=7)
        return Window(gone, gone), Window(gone, gone), False
    if relation == "next":
        return Window(coming, coming), Window(coming, coming), False
    return Window(gone, gone), Window(coming, coming), False


def _distance(count: str, unit: str, sign: int, published: date) -> tuple[Window | None, Window | None, bool]:
    """Such as "two weeks ago": the day two weeks back, give or take half the unit. "A few weeks" names no window."""
    number = int(count) if count.isdigit() else {"a": 1, "an": 1, "a couple of": 2}.get(count) or NUMBERS.get(count)
    if number is None or number > 600:
        return None, None, False
    if unit == "year":
        try:
            window = year_part(published.year + sign * number)
        except ValueError:
            return None, None, False
        return window, window, False
    if unit == "month":
        index = published.year * 12 + published.month - 1 + sign * number
        window = month_window(index // 12, index % 12 + 1)
        return window, window, False
    middle = published + timedelta(days=sign * number * (7 if unit == "week" else 1))
    slack = timedelta(days=3 if unit == "week" else 0)
    window = Window(middle - slack, middle + slack)
    return window, window, False
