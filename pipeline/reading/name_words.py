"""What the words of a name say by themselves: a company, a place, an office, a mere word.

Nothing here looks at the sentence: what is told of a name is kept, and looked up when the name comes again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from pipeline.reading.lexicon import lexicon_words, names
from pipeline.reading.nodes import CONNECTORS, INITIAL_STOP

_LISTS: Final = names()
_COMPANY_ENDS: Final = _LISTS["company_ends"]
_EVENT_ENDS: Final = _LISTS["event_ends"]
_LONE: Final = _LISTS["lone"]
_LISTED: Final = _LISTS["companies"] | _LISTS["outlets"] | _LISTS["places"] | _LISTS["calendar"]
_COMMON: Final = _LISTS["generic"] | _LISTS["type_words"] | _LONE | _LISTS["people"]
"""Words that are no names by themselves, whatever their capitals."""
_COMMON_OR_COMPANIES: Final = _COMMON | _LISTS["companies"]
_AND: Final = re.compile(r" (?:&|and) ")
_LISTED_WORKS: Final = re.compile(
    r"\d+ (?:more |new |best |big )?(?:reasons|things|ways|facts|times|questions)\b(?! why$)"
    r"|\d+ .*\b(?:classics|shows|movies|films|series|dramas|documentaries|titles|originals|comedies|thrillers|picks)$"
)
"""Such as "10 Deep-Cut Classics": what an article counts."""
_ROAD: Final = re.compile(r"(?:route|highway|interstate|junction) \d+")
_NUMERAL: Final = re.compile(
    r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-[a-z]+)?|[a-z]+teen|one|two"
    r"|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
)
_OFFICES: Final = frozenset(("cm", "pm", "mp", "mla", "minister", "governor", "mayor", "senator", "congressman"))
_DIVISIONS: Final = frozenset(("episode", "chapter", "part", "volume", "day", "week", "scene", "take", "block"))
_INITIALS: Final = re.compile(r"(?:[a-z]\.)+[a-z]?")
PART_NUMBER: Final = re.compile(r"\d{1,2}|i{2,3}|iv|vi{0,3}|ix|xi{0,3}")


def is_listed(low: str) -> bool:
    """Is a name in one of the lists of names that are no titles?"""
    return low in _LISTED


@dataclass(slots=True)
class Told:
    """What the words of a name say by themselves, whatever stands around it."""

    company: bool
    person: bool
    verdict: str | None
    """A place, a company, a mere word: unless what follows makes a title or a person of it."""
    numeral: bool
    common: bool


@lru_cache(maxsize=16_384)
def told(low: str) -> Told:
    """Kept for each name, since a page repeats its names and the news repeats them from page to page."""
    words = low.split()
    return Told(
        company=low in _LISTS["companies"]
        or low in _LISTS["outlets"]
        or low.removeprefix("the ") in _LISTS["companies"],
        person=("." in low and _INITIALS.fullmatch(low) is not None)
        or (len(words) > 1 and not _OFFICES.isdisjoint(words[:-1])),
        verdict=_verdict(low, words),
        numeral=_NUMERAL.fullmatch(low) is not None,
        common=low in INITIAL_STOP or low in lexicon_words(),
    )


def _verdict(low: str, words: list[str]) -> str | None:
    if low in _LISTS["places"] or low in _LISTS["calendar"] or _ROAD.fullmatch(low):
        return "place"
    content = [w for w in words if w not in CONNECTORS]
    halves = _AND.split(low) if "and" in words or "&" in words else ()
    if (len(halves) > 1 and _LISTED.issuperset(halves)) or "audio" in words or _LISTED_WORKS.match(low):
        return "company"
    if (_LISTED.issuperset(content) and not _of_days(words, content)) or _head(words) in _EVENT_ENDS:
        return "company"
    if content and _COMMON_OR_COMPANIES.issuperset(content):
        return "word"
    if words[-1] in _COMPANY_ENDS and len(words) > 1 and low != "the originals":
        return "company"
    if "need to know" in low or low.startswith(("here's ", "here’s ")):
        return "word"
    if low in _COMPANY_ENDS or (len(words) == 2 and words[0] in _DIVISIONS and PART_NUMBER.fullmatch(words[1])):
        return "word"
    return None


def _of_days(words: list[str], content: list[str]) -> bool:
    """Such as "The Tomorrow People": a day inside a name that begins with an article."""
    if len(content) < 2 and words[0] != "no":
        return False
    return words[0] in ("the", "no") and len(words) > len(content) and not _LISTS["calendar"].isdisjoint(content)


def _head(words: list[str]) -> str:
    """The noun of a name: "Deal" in "Multi-crore Deal With a Brand"."""
    for index, word in enumerate(words):
        if index and word in ("of", "with", "for", "at", "on", "in", "to", "from"):
            return words[index - 1]
    return words[-1]
