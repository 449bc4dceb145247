"""Which phrases are worth trying on a sentence: told from its words alone, each looked up once.

Every chunk that was met, which is what stands between two blanks, is kept with what its words say: the phrases that are
sought by them, and, as the bits of one number, the sets of words that they belong to. A sentence then costs one look-up
for each of its chunks; a phrase is worth trying if it is sought by one of them and every set it needs has its bit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import reduce
from itertools import chain
from operator import itemgetter, or_
from typing import Final

from pipeline.reading.remembered import Remembered
from pipeline.reading.sentences import LOW_WORD

_JOINT: Final = re.compile(r"[-'’_+]")
_LONGEST_COMPOUND: Final = 60
"""Characters; what is longer is no word that anybody wrote."""
Sign = tuple[int, tuple[int, ...], tuple[int, ...]]
"""The sets that some words belong to, and of phrases and of traps those that are sought by them."""
SETS: Final = 0
PHRASES: Final = 1
TRAPS: Final = 2
_Sets = Sequence[tuple[frozenset[str], tuple[frozenset[str], ...]]]
"""Of each phrase of a list the words that it is sought by, and further sets: it needs a word of each."""


class Seeker:
    """What the words of a text say for the phrases and the traps of the lexicon."""

    def __init__(self, phrases: _Sets, traps: _Sets) -> None:
        self._signs = Remembered(self._sign)
        every = dict.fromkeys(some for _, sets in (*phrases, *traps) for some in sets)
        bits = {some: 1 << bit for bit, some in enumerate(every)}
        self._needs = [[sum(bits[some] for some in set(sets)) for _, sets in listed] for listed in ((), phrases, traps)]
        self.positions = _by_anchor(phrases)
        self._traps = _by_anchor(traps)
        self._sets: dict[str, int] = {}
        for some, bit in bits.items():
            for word in some:
                self._sets[word] = self._sets.get(word, 0) | bit

    def _sign(self, chunk: str) -> Sign | None:
        """A compound belongs to the sets of its parts too; it is sought as a whole, or as what an apostrophe ends."""
        sets, phrases, traps = 0, set[int](), set[int]()
        for word in LOW_WORD.findall(chunk):
            for part in _parts(word):
                sets |= self._sets.get(part, 0)
            for whole in (word, word.replace("’", "'").partition("'")[0]):
                phrases.update(self.positions.get(whole, ()))
                traps.update(self._traps.get(whole, ()))
        return (sets, tuple(phrases), tuple(traps)) if sets or phrases or traps else None

    def signs(self, chunks: Iterable[str]) -> list[Sign]:
        """What the words of a lower-case text say, cut at its blanks."""
        return list(filter(None, map(self._signs.__getitem__, chunks)))

    def seeks(self, chunks: Iterable[str]) -> bool:
        """Does any word stand in a text that a phrase is sought by?"""
        return any(map(itemgetter(PHRASES), filter(None, map(self._signs.__getitem__, chunks))))

    def worth_trying(self, signs: list[Sign], kind: int) -> list[int]:
        """The phrases (or traps) worth trying on a sentence of these words, in their order."""
        found = set(chain.from_iterable(map(itemgetter(kind), signs)))
        if not found:
            return []
        missing, needs = ~reduce(or_, map(itemgetter(SETS), signs)), self._needs[kind]
        return [position for position in sorted(found) if not needs[position] & missing]


def _by_anchor(listed: _Sets) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for position, (anchors, _) in enumerate(listed):
        for word in anchors:
            found[word] = (*found.get(word, ()), position)
    return found


def _parts(word: str) -> tuple[str, ...]:
    """What stands in a compound, one piece or several: of "re-shoots's" among others "re-shoots" and "shoots"."""
    if word.isalnum() or len(word) >= _LONGEST_COMPOUND:
        return (word,)
    cuts = [0, *(match.end() for match in _JOINT.finditer(word))]
    ends = [*(match.start() for match in _JOINT.finditer(word)), len(word)]
    return tuple(word[start:end] for start in cuts for end in ends if end > start)
