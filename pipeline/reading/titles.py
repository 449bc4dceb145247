"""Known productions: which names of a large index stand in a sentence.

The index holds comparison forms (case, accents and punctuation folded) and, for each first word, the lengths of the
titles that begin with it. A sentence is looked at only where a capitalised word or a number begins such a title, so
that a million titles cost no more per sentence than a hundred.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, KeysView, Sequence
from functools import lru_cache
from typing import Final

_APART: Final = re.compile(r"[\s\-–—/:;,.!?…\"“”()\[\]*_#+]+")
_BRAND: Final = re.compile(r"^(?:marvel|disney|netflix|dc|stephen king|tyler perry)['’]?s\s+", re.IGNORECASE)
_TURNED: Final = re.compile(r"^(.*\S),\s+(the|a|an)$", re.IGNORECASE)
_ACRONYM: Final = re.compile(r"\b(?:\w\.){2,}")
_ARTICLE: Final = re.compile(r"^(?:the|a|an) (?=.)")
_POSSESSIVE: Final = re.compile(r"['’]s?$")
MAX_WORDS: Final = 14


@lru_cache(maxsize=16_384)
def fold_word(word: str) -> str:
    """One word as it is compared: lower case, no accents, no apostrophes; "&" is "and"."""
    if word.isascii():
        low = word.lower().replace("'", "")
    else:
        low = unicodedata.normalize("NFKD", word).casefold().replace("’", "").replace("‘", "").replace("'", "")
        low = "".join(character for character in low if not unicodedata.combining(character))
    return "and" if low == "&" else low


def comparison_words(title: str) -> tuple[str, ...]:
    """The folded words of a title, "Title, The" turned round and a brand's possessive dropped."""
    turned = _TURNED.match(title) if "," in title else None
    if turned:
        title = f"{turned.group(2)} {turned.group(1)}"
    if "." in title:
        title = _ACRONYM.sub(lambda match: match.group().replace(".", ""), title)
    words = [fold_word(word) for word in _APART.split(_BRAND.sub("", title.strip()))]
    return tuple([word for word in words if word])


@lru_cache(maxsize=32_768)
def comparison_form(title: str) -> str:
    """The form in which two printings of one title are the same."""
    return " ".join(comparison_words(title))


def same_title(one: str, other: str) -> bool:
    """Do two names on one page mean the same production? A leading article does not tell them apart there."""
    return bare_form(one) == bare_form(other)


@lru_cache(maxsize=16_384)
def bare_form(title: str) -> str:
    """The comparison form without a leading article: for names on one page only."""
    return _ARTICLE.sub("", comparison_form(title))


_SMALL: Final = frozenset(
    (
        "of",
        "the",
        "and",
        "&",
        "in",
        "a",
        "an",
        "on",
        "for",
        "with",
        "from",
        "to",
        "at",
        "by",
        "or",
        "de",
        "la",
        "le",
        "ke",
        "ki",
    )
)


def _title_case(word: str) -> bool:
    """In a title every word but the small ones has a capital: "in production since" does not"
    " speak of "In Production"."""
    return not word[:1].islower() or word in _SMALL


class TitleIndex:
    """Any number of known titles, found in a sentence by hash."""

    __slots__ = ("_lengths", "_titles")

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._titles: dict[str, str] = {}
        self._lengths: dict[str, tuple[int, ...]] = {}
        for name in names:
            self.add(name)

    def __len__(self) -> int:
        return len(self._titles)

    def __contains__(self, title: str) -> bool:
        return comparison_form(title) in self._titles

    def add(self, name: str) -> None:
        """Make one title known. Names without a letter or a digit, or longer than any real title, are left out."""
        words = comparison_words(name)
        if not words or len(words) > MAX_WORDS:
            return
        self._titles.setdefault(" ".join(words), name)
        lengths = self._lengths.get(words[0], ())
        if len(words) not in lengths:
            self._lengths[words[0]] = tuple(sorted((*lengths, len(words)), reverse=True))

    def canonical(self, title: str) -> str | None:
        """How a known title is printed."""
        return self._titles.get(comparison_form(title))

    def firsts(self) -> KeysView[str]:
        """The first words of all titles, as ``fold_word`` gives them."""
        return self._lengths.keys()

    def find(self, words: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Where known titles stand in a row of words: (first, one past the last), longest first, none overlapping.

        A title must begin with a capital or a digit in the text; a last word may carry a possessive.
        """
        position = 0
        for first, word in enumerate(words):
            head = word[:1]
            if first < position or not (head.isupper() or head.isdigit()):
                continue
            length = self._longest_at(words, first)
            if length:
                yield first, first + length
                position = first + length

    def _longest_at(self, words: Sequence[str], position: int) -> int:
        word = words[position]
        lengths = self._lengths.get(fold_word(word), ())
        if not lengths and ("'" in word or "’" in word):
            lengths = self._lengths.get(fold_word(_POSSESSIVE.sub("", word)), ())
        for length in lengths:
            if position + length > len(words):
                continue
            window = [fold_word(word) for word in words[position : position + length]]
            if length > 1 and not all(map(_title_case, words[position + 1 : position + length])):
                continue
            if " ".join(window) in self._titles:
                return length
            bare = fold_word(_POSSESSIVE.sub("", words[position + length - 1]))
            if bare != window[-1] and " ".join([*window[:-1], bare]) in self._titles:
                return length
        return 0
