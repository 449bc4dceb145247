"""Seasons in the words of a listing: "season 2", "its third and final season", "S04", "Season 3 of T"."""

from __future__ import annotations

import re

NUMBER_WORDS = {
    word: number
    for number, words in enumerate(
        (
            "one first",
            "two second",
            "three third",
            "four fourth",
            "five fifth",
            "six sixth",
            "seven seventh",
            "eight eighth",
            "nine ninth",
            "ten tenth",
            "eleven eleventh",
            "twelve twelfth",
            "thirteen thirteenth",
            "fourteen fourteenth",
            "fifteen fifteenth",
            "sixteen sixteenth",
            "seventeen seventeenth",
            "eighteen eighteenth",
            "nineteen nineteenth",
            "twenty twentieth",
        ),
        1,
    )
    for word in words.split()
}


_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}


_NUM = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?|{'|'.join(NUMBER_WORDS)})"


_ORDINAL = "|".join(word for word in NUMBER_WORDS if word.endswith(("st", "nd", "rd", "th")))  # "one season" counts


_ORDINAL = rf"(?:\d{{1,2}}(?:st|nd|rd|th)|{_ORDINAL})"


SEASON_IN = re.compile(
    rf"(?:^|[\s,:(–—-]+)(?:(?:seasons?|series)\s*\#?(?P<a>{_NUM})(?P<more>\s*(?:and|&|-|–|to|\+|"
    rf",)\s*(?:season\s+)?{_NUM})?|(?P<b>{_ORDINAL})\s+(?:and (?:final|last) )?(?:season|series)|"
    rf"S(?P<c>\d{{1,2}})(?:\s?E\d+)?)\b(?:\s*(?:ep(?:isode)?\.?\s*\d+|pilot|finale|premiere|shoot))?",
    re.IGNORECASE,
)


SEASON_HINT = re.compile(r"[Ss]e(?:ason|ries)|S(?:EASON|ERIES)|[Ss]\d")


OF_SEASON = re.compile(
    rf"^(?:[Tt]he\s+|[Aa]n?\s+)?(?:(?:[Ss]eason|[Ss]eries)\s+({_NUM})|"
    rf"({_ORDINAL})(?:\s+and\s+final)?\s+(?:season|series))\s+of\s+(?=\S)",
    re.IGNORECASE,
)


def number_of(word: str) -> int | None:
    """The number that "3", "3rd", "three", "third" or "III" stands for."""
    word = word.lower().strip(". ")
    digits = re.match(r"\d{1,3}", word)
    return int(digits[0]) if digits else NUMBER_WORDS.get(word) or _ROMAN.get(word)


def season_in(text: str) -> int | None:
    """The first season named in the text: "its second season", "seasons 3 and 4" (3), "S02"."""
    match = SEASON_IN.search(text) if SEASON_HINT.search(text) else None
    return number_of(match["a"] or match["b"] or match["c"]) if match else None
