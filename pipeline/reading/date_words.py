"""The words that dates are told in: one expression for all of them, and the tables that its groups are looked up in.

What a match means is ``dates.py``'s business; nothing is read here.
"""

from __future__ import annotations

import calendar
import re
from typing import Final

from pipeline.reading.led import led

MONTHS: Final = {name.lower(): n for n, name in enumerate(calendar.month_name) if name} | {
    name.lower(): n for n, name in enumerate(calendar.month_abbr) if name
} | {"sept": 9}  # fmt: skip
WEEKDAYS: Final = {name.lower(): n for n, name in enumerate(calendar.day_name)} | {
    name.lower(): n for n, name in enumerate(calendar.day_abbr)
} | {"tues": 1, "thur": 3, "thurs": 3}  # fmt: skip

_MONTH = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec"
)
_FULL_DAY_NAME = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_PART = (
    "early|mid|late|the beginning of|the start of|beginning of|the middle of|the end of|end of|end|towards"
    " the end of|first half of|second half of|the first half of|the second half of"
    "|(?:the )?(?:first|second|third|last) week of"
)
_SEASON = "spring|summer|autumn|fall|winter"
_YEAR = r"(?:19|20)\d\d"
_COUNT = r"\d{1,3}|a few|a couple of|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several"

_BEGINS: Final = (
    r"(?=\d|jan|feb|ma[ry]|apr|ju[nl]|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun|from|earl|mid|lat|las"
    r"|the [bsmeftl]|beginning|end|toward|first|second|third|fourth|spring|summer|autumn|fall|winter|next|this|q[1-4]"
    r"|sometime|to[dnm]|yesterday|b[ye]|an?\s+[fcdwmy]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|several|in\s+[ajuotfsne\d]|ind|in the|in a|christmas|new|halloween|valentine|republic|diwali|eid|easter"
    r"|pongal|sankr|soon|recently|at a|shortly)"
)
"""How a date may begin: most words are passed by at once."""
DATE: Final = re.compile(
    rf"\b{_BEGINS}(?:"
    rf"(?P<iso>{_YEAR}-\d\d-\d\d)"
    rf"|(?P<slash>\d{{1,2}}/\d{{1,2}}/(?:{_YEAR}|\d\d))"
    rf"|(?:(?:{_FULL_DAY_NAME}|mon|tues?|wed|thu|thur|thurs|fri|sat"
    rf"|sun)\.?,?\s+(?:the\s+)?)?(?P<d1>\d{{1,2}})(?:st|nd|rd|th"
    rf"|rx)?(?:\s+of)?\s+(?P<m1>{_MONTH})\b\.?(?:,?\s+(?P<y1>{_YEAR}|next year|of next year"
    rf"|this year|last year|of the same year))?"
    rf"|(?:(?:{_FULL_DAY_NAME}|mon|tues?|wed|thu|thur|thurs|fri|sat"
    rf"|sun)\.?,?\s+)?(?P<m2>{_MONTH})\.?\s+(?:the\s+)?(?P<d2>\d{{1,2}})(?:st|nd|rd|th|rx)?(?![\d:]"
    rf"|\s*(?:million|%|pm|am"
    rf"|episodes))(?:\s*[-–]\s*(?P<d2b>\d{{1,2}})(?!\d))?(?:,?\s+(?P<y2>{_YEAR}|next year"
    rf"|of next year|this year|last year|of the same year))?"
    rf"|from\s+(?P<fm>{_MONTH})(?:\s+(?P<fy>{_YEAR}))?\s+(?:to|until|through)\s+(?P<tm>{_MONTH})(?:\s+(?P<ty>{_YEAR}))?"
    rf"|(?:(?P<p3>{_PART})[\s-]+)?(?P<m3>{_MONTH})(?:/(?P<m3b>{_MONTH}))?\b\.?(?:,?\s*(?:of\s+)?(?P<y3>{_YEAR}"
    rf"|next year|this year|last year|the same year))?"
    rf"|(?:(?P<sp>early|mid|late|earlier|later)[\s-]+)?(?:(?P<s4rel>next|last|this coming"
    rf"|this past|this)\s+)?(?P<s4>{_SEASON})\b(?:,?\s*(?:of\s+)?(?P<y4>{_YEAR}|next year|this year"
    rf"|last year))?"
    rf"|(?:(?P<q>q[1-4]|first quarter|second quarter|third quarter|fourth quarter)(?:\s+of)?\s+(?P<yq>{_YEAR}))"
    rf"|(?:(?P<p5>{_PART}|later in|sometime in)[\s-]+)?(?P<y5>{_YEAR})\b(?!\s*(?:film|movie|series"
    rf"|musical|episodes|people|miles|dollars|original|hit|comedy|thriller|drama|version|remake"
    rf"|novel|book|sequel|reboot|classic|directorial|adaptation|tv|attempt|mcu|strikes|scripts"
    rf"|season|blockbuster|release of)|['’]s)"
    rf"|(?P<rel>today|this morning|this afternoon|this evening|tonight|tomorrow|yesterday|last night|last evening"
    rf"|later today"
    rf"|this (?:past )?weekend|last weekend|next weekend|later this week|earlier this week"
    rf"|this week|next week|last week"
    rf"|earlier this month|later this month|this month|next month|last month"
    rf"|earlier this year|later this year|by the end of (?:the|this) year|(?:the )?end of (?:the"
    rf"|this) year|before the end of the year|this year|early next year|late next year"
    rf"|mid[- ]next year|(?:first|second) half of (?:next|this) year|next year|last year"
    rf"|in the new year|later in the year)\b"
    rf"|(?P<n>{_COUNT})\s+(?P<unit>day|week|month|year)s?\s+(?P<ago>ago|back(?! to| in| on)|from now|later|earlier"
    rf"|away|after|before)"
    rf"|in\s+(?:just\s+|about\s+|under\s+)?(?P<n2>{_COUNT})\s+(?:short\s+)?(?P<unit2>day|week|month)s?(?:['’]\s*time)?"
    rf"|(?:(?P<wrel>next|last|this coming|this past|this)\s+)?(?P<w>{_FULL_DAY_NAME})(?:\s+(?:night"
    rf"|morning|evening|afternoon))?"
    rf"|(?P<hol>christmas day|christmas eve|christmas|new year['’]s day|new year['’]s eve|halloween"
    rf"|valentine['’]s day|independence day|republic day|diwali|eid|easter|pongal|sankranth?i)(?:,?\s+(?P<yh>{_YEAR}))?"
    rf"|(?P<vague>(?<!as )soon|in the coming weeks|in the coming months|in a few weeks"
    rf"|at a later date|indefinitely|recently|shortly)"
    rf")(?![\w])"
)
FIXED_DAYS: Final = {
    "christmas day": (12, 25), "christmas": (12, 25), "christmas eve": (12, 24), "new year's day": (1, 1),
    "new year's eve": (12, 31), "halloween": (10, 31), "valentine's day": (2, 14), "independence day": None,
    "republic day": (1, 26), "pongal": (1, 14), "sankranthi": (1, 14), "sankranti": (1, 14),
}  # fmt: skip
PARTS: Final = {
    "the beginning of": "early", "beginning of": "early", "the start of": "early", "the middle of": "mid",
    "the end of": "end", "end of": "end", "towards the end of": "end", "first half of": "h1", "the first half of": "h1",
    "first week of": "w1", "the first week of": "w1", "second week of": "w2", "the second week of": "w2",
    "third week of": "w3", "the third week of": "w3", "last week of": "w4", "the last week of": "w4",
    "second half of": "h2", "the second half of": "h2", "later in": "whole", "sometime in": "whole",
}  # fmt: skip
_TOLD: Final = (
    "today|tonight|yesterday|tomorrow|morning|week|month|year|soon|recently|christmas|diwali|eid|easter|halloween|pongal"
    "|sankranth?i"
)
DIGIT_OR_NAME: Final = re.compile(led(f"{_FULL_DAY_NAME}|{_MONTH}|{_SEASON}|{_TOLD}".split("|"), marks="0123456789"))
