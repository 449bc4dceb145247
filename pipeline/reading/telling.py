"""How many words of a sentence speak for film and television, and how many for something else."""

from __future__ import annotations

from typing import Final, NamedTuple

from pipeline.reading.lexicon import names
from pipeline.reading.remembered import Remembered
from pipeline.reading.sentences import LOW_WORD, Sentence

_LISTS: Final = names()


class Counts(NamedTuple):
    """Words of each of the lists that tell what a page is about."""

    domain: int
    counter: int
    tv: int
    film: int


def telling_words(sentence: Sentence) -> Counts | None:
    """What the words of a sentence tell; None where none tells anything."""
    told = list(filter(None, map(_TOLD.__getitem__, sentence.chunks)))
    return Counts(*map(sum, zip(*told, strict=True))) if told else None


def _counts(chunk: str) -> Counts | None:
    words = LOW_WORD.findall(chunk)
    lists = (_LISTS["domain"], _LISTS["counter"], _LISTS["tv_words"], _LISTS["film_words"])
    counts = Counts(*(sum([word in some for word in words]) for some in lists))
    return counts if any(counts) else None


_TOLD: Final = Remembered(_counts)
