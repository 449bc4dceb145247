"""Words and marks of punctuation, cut once for each way that something is printed.

What stands between two blanks is cut by an expression when it is first met, and looked up from then on, with everything
that its letters alone tell of a word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, repeat
from operator import add
from typing import Final, NamedTuple

from pipeline.reading.remembered import Remembered
from pipeline.reading.sentences import lower

_TOKEN: Final = re.compile(
    r"[A-Z]\.(?=\s[A-Z][a-z])|(?:Mr|Mrs|Ms|Dr|St|Jr|Sr|vs|Vs|Vol|No)\.|[^\W_]+(?:(?:['’.&$+/-]"
    r"|['’]-)[^\W_]+)*(?:['’](?=[\s,.;:!?)]|$))?(?:\+(?!\w)|(?<=[A-Z]\.[A-Z])\.|(?<=\.[A-Z])\.)?"
    r"|[^\w\s]|_"
)
_PART: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|&")
_INITIAL: Final = re.compile(r"[A-Z]\.\s[A-Z][a-z]")
"""The one place where a token depends on what stands behind the next blank: "J. Hall"."""
MADE_BY: Final = re.compile(
    r"-(?:language|speaking|born|centered|centred|led|helmed|starrer|starring|directed|created|based|set|produced|fronted"
    r"|style|era|esque|penned|hosted|backed|owned)$"
)
_COMPOUND: Final = re.compile(
    r"-(?:breaking|long|old|running|winning|awaited|anticipated|inspired|themed|nominated|than-expected|ready|wide|only|inducing|sized?)$"
)
_PREFIXED: Final = re.compile(r"(?:pre|post|anti|non|ex|pro)-[a-z]{3}")


@dataclass(frozen=True, slots=True)
class Print:
    """A word as it is printed, and what its letters tell."""

    low: str
    kind: str = "punct"
    """word or punct."""
    opens: bool = False
    """Is it a word that begins with a capital or a digit?"""
    capital: bool = False
    """Is it a word that counts as capitalised? "Nolan-directed" does not."""
    loud: bool = False
    """Is it printed in capitals?"""
    plain: bool = False
    """Is it made of unaccented letters and digits only, so that ``low`` is its comparison form?"""
    parts: tuple[str, ...] = ()
    """The words that titles are compared by, as printed: of "Spider-Man" both."""


NO_WORD: Final = Print("")


class Tokens(NamedTuple):
    """The tokens of a text: where each begins and ends, and how it is printed."""

    starts: Sequence[int]
    ends: Sequence[int]
    words: Sequence[Print]


class _Cut(NamedTuple):
    """A chunk: its length with the blank behind it, how many tokens it has, and what they are."""

    length: int
    size: int
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    words: tuple[Print, ...]


def tokens_of(text: str) -> Tokens:
    """The tokens of a text in their order, put together from those of its chunks without a loop of our own."""
    if ". " in text and _INITIAL.search(text):
        return Tokens(*_cut(text)[2:])
    cuts = list(map(_CUTS.__getitem__, text.split(" ")))
    lengths, counts, starts, ends, words = zip(*cuts, strict=True)
    places = list(chain.from_iterable(map(repeat, accumulate(lengths, initial=0), counts)))
    return Tokens(
        list(map(add, places, chain.from_iterable(starts))),
        list(map(add, places, chain.from_iterable(ends))),
        list(chain.from_iterable(words)),
    )


def _cut(chunk: str) -> _Cut:
    low = lower(chunk)
    spans = [token.span() for token in _TOKEN.finditer(chunk)]
    return _Cut(
        len(chunk) + 1,
        len(spans),
        tuple([start for start, _ in spans]),
        tuple([end for _, end in spans]),
        tuple([_print(chunk[start:end], low[start:end]) for start, end in spans]),
    )


def _print(word: str, low: str) -> Print:
    first = word[0]
    if not first.isalnum():
        return Print(low, parts=("&",) if word == "&" else ())
    plain = low.isalnum() and low.isascii()
    parts = (word,) if word.isalnum() else tuple(_PART.findall(word))
    capital = first.isupper() or (first.isdigit() and any(map(str.isupper, word)))
    told = "-" in low and (MADE_BY.search(low) or _COMPOUND.search(low) or _PREFIXED.match(low))
    return Print(low, "word", first.isupper() or first.isdigit(), capital and not told, word.isupper(), plain, parts)


_CUTS: Final = Remembered(_cut)
