"""The place that a sentence tells right after a phrase: "in Cork", "at Pinewood Studios".

Who says so is no part of it: of "in Cork, Deadline reports" the place is Cork. Neither is a date ("in Q1 2027"). Any
capitalised name that stands where a place is told is taken for one; whether there is such a place is not asked.
"""

from __future__ import annotations

import re
from typing import Final

from pipeline.forecast_networks import known_network
from pipeline.model import Event
from pipeline.reading.attribution import SAYS_SO
from pipeline.reading.lexicon import names

_LISTS: Final = names()
_WHERE: Final = frozenset(
    (
        Event.STARTED_FILMING, Event.FILMING, Event.RESUMED, Event.WRAPPED_FILMING, Event.RESHOOTS, Event.RELEASED,
        Event.RELEASE_DATE_SET,
    )
)  # fmt: skip
"""What happens somewhere."""
_PLACE: Final = re.compile(
    r"\b(?:in|at|on location in) (?:the )?((?:[A-Z][\w’'.-]+)"
    r"(?:,? (?:[A-Z][\w’'.-]+|\d+(?:st|nd|rd|th)|of|the|and)(?= |,|\.|$))*)"
)
_PERIOD: Final = re.compile(r"(?:[QH][1-4]|first|second|third|fourth)\b", re.IGNORECASE)
_TOLD: Final = re.compile(rf"[’”\"']?(?:,? who\b|\s+{SAYS_SO})")
"""Behind the name of somebody who says so."""


def place_told(event: Event, text: str, end: int) -> str | None:
    """The place told in the words behind a phrase that ends at ``end``; None where there is none."""
    match = _PLACE.search(text[end : end + 120]) if event in _WHERE else None
    if match is None:
        return None
    whole = _without_teller(match.group(1), text[end + match.end(1) :])
    place = re.sub(r"(?:,? (?:of|the|and))+$", "", whole).rstrip(".,")
    if place.split()[0].lower() in _LISTS["calendar"] or _PERIOD.match(place):
        return None
    return place


def _without_teller(words: str, rest: str) -> str:
    """A place without the outlet, the network or the person that stands behind it and tells of it."""
    parts = words.split(", ")
    if len(parts) > 1 and _TOLD.match(rest):
        parts.pop()
    while len(parts) > 1 and _tells(parts[-1]):
        parts.pop()
    return ", ".join(parts)


def _tells(name: str) -> bool:
    """Is a name that of an outlet or a network, and of no place?"""
    low = name.rstrip(".").casefold()
    known = low in _LISTS["outlets"] or low in _LISTS["companies"] or known_network(low) is not None
    return known and low not in _LISTS["places"]
