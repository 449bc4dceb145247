"""Where exactly, and what stands there: the street corners of a sentence, and the sets that it says are filmed at them.

A location list and those who write about it print "the exterior of Alias Investigations at Broadway and West 101st
Street, known from season 1". The corner, the name of the set and the season are what a fan compares. Only what is
printed is read: no set is guessed from a place, and no place from a set.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_KIND: Final = r"(?:Street|St|Avenue|Ave|Boulevard|Blvd|Road|Rd|Place|Pl|Lane|Drive|Square)\b\.?"
_SIDE: Final = r"(?:(?:West|East|North|South|W|E|N|S)\b\.?\s)?"
_STREET: Final = (
    rf"(?:{_SIDE}\d+(?:st|nd|rd|th)(?:\s{_KIND})?|{_SIDE}(?:[A-Z][\w’'-]+\s){{1,2}}{_KIND}|Avenue\s[A-Z]\b"
    r"|Broadway\b|Bowery\b)"
)
_CORNER: Final = re.compile(rf"(?<![\w’'-]){_STREET}\s?(?:and|at|&|@|/)\s?{_STREET}")
_DAYS: Final = re.compile(r"\d+(?:st|nd|rd|th)\s?(?:and|at|&|@|/)\s?\d+(?:st|nd|rd|th)")
_NAME: Final = r"(?:the\s[a-z]+\sof\s)?[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*)*(?:\s(?:apartment|office|house|home|bar|flat))?"
_SETS: Final = re.compile(
    rf"\b(?:exteriors?|façade|facade|outside|block|home|site|sets?|building)\sof\s({_NAME}(?:(?:,\s|\sand\s)(?:of\s)?{_NAME})*)"
)
_KNOWN: Final = re.compile(
    r"\b(?:known|familiar|remembered|recogni[sz]ed|(?:seen|used|filmed)(?:\sbefore)?)\s(?:from|in|for)"
    r"\s(?:the\s)?season\s(\d{1,2})\b"
)


@dataclass(frozen=True, slots=True)
class Spot:
    """A street corner as printed, the sets that are filmed there, and the season that they are known from."""

    corner: str
    sets: tuple[str, ...] = ()
    known_from: int | None = None


def spots(words: str) -> tuple[Spot, ...]:
    """The street corners of a sentence. Sets and season go with its only corner; of two corners nobody knows whose
    they are."""
    found = (match.group().rstrip(". ") for match in _CORNER.finditer(words))
    corners = tuple(dict.fromkeys(corner for corner in found if not _DAYS.fullmatch(corner)))
    if len(corners) != 1:
        return tuple(Spot(corner) for corner in corners)
    named = _SETS.search(words)
    parts = re.split(r",\s|\sand\s", named.group(1)) if named else []
    known = _KNOWN.search(words)
    return (Spot(corners[0], tuple(part.removeprefix("of ") for part in parts), int(known[1]) if known else None),)
