"""Clock times of a listing entry: "6 pm - 2 am", "7a-10p", "19:00-05:00", "noon to midnight".

A shoot past midnight ends before it starts. It refuses stretches of streets ("5th St - 6th St") and bare numbers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_HINT = re.compile(
    r"\d\s*(?:[aApP](?![A-Za-z])|[aApP]\.?\s?[mM]|[hH]\b|[hH]rs)|\d[:.][0-5]\d|[Nn]oon|NOON|"
    r"[Mm]idnight|MIDNIGHT|[Dd]usk|[Dd]awn"
)
_CLOCK = (
    r"(?:(?P<{0}h>\d{{1,2}})(?:[:.](?P<{0}m>[0-5]\d))?\s*(?P<{0}x>[ap]\.?\s?m\.?(?![a-z])|[ap](?![\w’'&]|\.\w)|"
    r"h(?:rs)?\b)?|(?P<{0}w>noon|midnight|dusk|dawn))"
)

_RANGE = re.compile(
    rf"(?<![\d/.$#-])(?:\bfrom\s+|\bbetween\s+)?{_CLOCK.format('a')}\s*(?:[-–—]+|to|till?|until|through|thru|"
    rf"and)\s*{_CLOCK.format('b')}(?![\w/]|[.:-]\d)",
    re.IGNORECASE,
)

_SINGLE = re.compile(
    r"(?<![\d/.$#:-])(?P<how>\b(?:until|till|through|by|ends? at|wraps? at|to)\s+|\b(?:starting |beginning |from "
    r")?(?:at|around|from|starting|beginning|after)\s+)?"
    r"(?:about\s+)?(?:(?P<h>\d{1,2})(?::(?P<m>[0-5]\d))?\s*(?P<x>[ap]\.?m\.?)(?!\w)|"
    r"(?P<h24>[012]?\d):(?P<m24>[0-5]\d)(?![\d:])|(?P<w>\bnoon\b|\bmidnight\b))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Times:
    """A stretch of clock times ("HH:MM") and where it stands in the line."""

    start_time: str | None
    end_time: str | None
    start: int
    end: int


def _hhmm(hour: str | None, minute: str | None, half: str | None, word: str | None) -> str | None:
    if word:
        return {"noon": "12:00", "midnight": "00:00"}.get(word.lower())
    value, mark = int(hour or 0), (half or "").lower()[:1]
    if value > 24 or (mark in ("a", "p") and not 1 <= value <= 12 and not (value == 0 and mark == "a")):
        return None
    if mark in ("a", "p"):
        value = value % 12 + (12 if mark == "p" else 0)
    return f"{value % 24:02d}:{int(minute or 0):02d}"


def _range_times(match: re.Match[str]) -> Times | None:
    g = match.groupdict()
    # "5 - 9" alone is a stretch of streets or a score: one end must look like a clock
    if not (g["ax"] or g["bx"] or (g["am"] and g["bm"]) or (g["aw"] and g["bw"])):
        return None
    if g["bx"] is None and g["bw"] is None and not g["bm"]:
        return None
    first_half = g["ax"] or (g["bx"] if not g["aw"] else None)
    start = _hhmm(g["ah"], g["am"], first_half, g["aw"])
    end = _hhmm(g["bh"], g["bm"], g["bx"], g["bw"])
    if not g["ax"] and g["bx"] and start and end and g["bx"].lower().startswith("p") and start > end:
        start = _hhmm(g["ah"], g["am"], "a", None)  # "9 - 5 pm" begins in the morning
    if start is None and end is None:
        return None
    return Times(start, end, match.start(), match.end())


def read_times(text: str) -> list[Times]:
    """Every clock stretch of a line, in order. "5th St - 6th St" and "4 - 6" are none."""
    return list(_clocks(text)) if _HINT.search(text) else []


@lru_cache(maxsize=2048)
def _clocks(text: str) -> tuple[Times, ...]:
    found: list[Times] = []
    for match in _RANGE.finditer(text):
        times = _range_times(match)
        if times:
            found.append(times)
    for match in _SINGLE.finditer(text):
        if any(t.start < match.end() and match.start() < t.end for t in found):
            continue
        g = match.groupdict()
        clock = _hhmm(g["h"] or g["h24"], g["m"] or g["m24"], g["x"], g["w"])
        if clock is None or (g["w"] and not g["how"]):
            continue
        ends = (
            bool(g["how"]) and re.match(r"until|till|through|by|ends?|wraps?|to\b", g["how"], re.IGNORECASE) is not None
        )
        found.append(Times(None if ends else clock, clock if ends else None, match.start(), match.end()))
    return tuple(sorted(found, key=lambda t: t.start))
