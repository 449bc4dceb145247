"""Which season of a series a text speaks of: "Season 3", "series six", "the fourth and final"
" season", "S3", "(season 15!)"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_CARDINALS: Final = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen "
    "nineteen twenty"
)
_ORDINALS: Final = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
)
NUMBERS: Final = {word: n for n, word in enumerate(_CARDINALS.split(), 1)}
ORDINALS: Final = {word: n for n, word in enumerate(_ORDINALS.split(), 1)} | {"sophomore": 2}
_ROMAN: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
_NUMBER: Final = "|".join(sorted(NUMBERS, key=len, reverse=True))
_ORDINAL: Final = "|".join(sorted(ORDINALS, key=len, reverse=True))
_SEASON: Final = re.compile(
    rf"\b(?:seasons?|series)[\s-]+(?P<after>\d{{1,2}}|{_NUMBER}|ii|iii|iv|vi{{0,3}}"
    rf"|ix)\b(?!\s*(?:million|%|weeks|days|episodes|years|of\s+the\s+war)|[,.]\d)"
    rf"(?:\s*(?:and|&|,)\s*(?P<also>\d{{1,2}}|{_NUMBER})\b(?!\s*(?:weeks|episodes|years|days)))?"
    rf"|\b(?:the\s+)?(?P<before>{_ORDINAL}|\d{{1,2}}(?:st|nd|rd|th))(?:\s*(?:and|&"
    rf"|,)\s*(?P<too>{_ORDINAL}|\d{{1,2}}(?:st|nd|rd|th))(?=\s+seasons))?"
    r"(?:(?:\s+and|\s*,|\s*&)\s+(?:final|last|concluding))?(?:[\s-]+(?:tv|television|netflix"
    r"|upcoming|highly|anticipated|and)){0,3}[\s-]+(?:seasons?|series|run)\b"
    r"|\b(?<![\w-])s(?P<short>\d{1,2})\b(?!\w)"
)


@dataclass(frozen=True, slots=True)
class SeasonWords:
    """A mention of a season: its number and where it stands."""

    number: int
    start: int
    end: int
    also: int | None = None


def seasons_in(low: str) -> tuple[SeasonWords, ...]:
    """Every numbered season in lower-case text. "After one season" and "two seasons" are counts and are not given."""
    if "season" in low or "series" in low or "run" in low or _SHORT.search(low):
        return _seasons(low)
    return ()


_SHORT: Final = re.compile(r"s\d")


@lru_cache(maxsize=256)
def _seasons(low: str) -> tuple[SeasonWords, ...]:
    """Kept for a while, since a sentence is asked for them more than once."""
    return tuple(_sought(low))


def _sought(low: str) -> Iterator[SeasonWords]:
    for match in _SEASON.finditer(low):
        words = match.group("after") or match.group("before") or match.group("short")
        number = as_number(words)
        if number is None or number == 0:
            continue
        second = match.group("also") or match.group("too")
        yield SeasonWords(number, match.start(), match.end(), as_number(second) if second else None)


def as_number(words: str) -> int | None:
    """The number that digits, a cardinal, an ordinal or a Roman numeral stands for."""
    digits = re.match(r"\d+", words)
    if digits:
        return int(digits.group())
    return NUMBERS.get(words) or ORDINALS.get(words) or _ROMAN.get(words)
