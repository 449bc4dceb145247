"""Who repeats whom without a credit: the same words about one production within days, or the same list in its order.

Pure. Careful: a sentence must be long enough to have been worded by somebody, and nearly all of the shorter one must
stand in the other; a list must be long enough that its order is no chance. Short statements in words that everybody
uses ("filming has begun") are never taken for copies, so some copies stay unseen. A page of record copies nobody.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Protocol

SHINGLE = 4
"""Words in a row that are compared at once."""
FEWEST_WORDS = 12
"""A shorter sentence is compared with none; its title counts as one word."""
SAME_WORDS = 0.8
"""So much of the shorter sentence must stand in the longer one, word for word."""
WITHIN = timedelta(days=5)
FEWEST_ENTRIES = 5
"""A shorter list is compared with none."""
SAME_ORDER = 0.8
"""So much of the shorter list must stand in the longer one, in this order."""
MOST_ALIKE = 40
"""With so many that told it last a sentence is compared; a longer row of copies hangs together as a chain."""
OF_RECORD = 3
"""The trust of a source that speaks for the production itself."""


class Telling(Protocol):
    """A report as far as it matters who repeats whom."""

    @property
    def id(self) -> int:
        """The report."""

    @property
    def source(self) -> str:
        """Who tells it."""

    @property
    def trust(self) -> int:
        """How far that source is trusted."""

    @property
    def published(self) -> date:
        """The day of the page."""

    @property
    def via(self) -> str | None:
        """Whom it credits."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A report's words, and the entries of its page in their order (productions), where it lists them."""

    id: int
    source: str
    trust: int
    published: date
    via: str | None
    title: str
    words: str
    entries: tuple[int, ...] = ()


def alike(told: Iterable[Wording]) -> dict[int, frozenset[int]]:
    """For each report those of other sources that tell it in the same words, or in the same list, within days."""
    ordered = sorted(told, key=lambda one: (one.published, one.id))
    if len({one.source for one in ordered}) < 2:
        return {}
    found: dict[int, set[int]] = defaultdict(set)
    by_shingle: dict[int, list[Wording]] = defaultdict(list)
    lists: list[Wording] = []
    for one in ordered:
        for other in (*_same_words(one, by_shingle), *_same_list(one, lists)):
            found[one.id].add(other.id)
            found[other.id].add(one.id)
        for shingle in _shingles(one.words, one.title):
            by_shingle[shingle].append(one)
        if len(one.entries) >= FEWEST_ENTRIES:
            lists.append(one)
    return {report: frozenset(others) for report, others in found.items()}


def _same_words(one: Wording, by_shingle: Mapping[int, list[Wording]]) -> list[Wording]:
    own = _shingles(one.words, one.title)
    shared: Counter[int] = Counter()
    others: dict[int, Wording] = {}
    for shingle in own:
        for other in reversed(by_shingle.get(shingle, [])[-MOST_ALIKE:]):
            if one.published - other.published > WITHIN:
                break
            if other.source != one.source:
                shared[other.id] += 1
                others[other.id] = other
    return [
        other for number, other in others.items()
        if shared[number] >= SAME_WORDS * min(len(own), len(_shingles(other.words, other.title)))
    ]  # fmt: skip


def _same_list(one: Wording, lists: Sequence[Wording]) -> list[Wording]:
    if len(one.entries) < FEWEST_ENTRIES:
        return []
    near = [other for other in lists if other.source != one.source and one.published - other.published <= WITHIN]
    return [
        other for other in near
        if in_common(one.entries, other.entries) >= SAME_ORDER * min(len(one.entries), len(other.entries))
    ]  # fmt: skip


def in_common(one: Sequence[int], other: Sequence[int]) -> int:
    """How many entries two lists have in common in the same order: the longest common subsequence."""
    row = [0] * (len(other) + 1)
    for entry in one:
        before = 0
        for at, candidate in enumerate(other, 1):
            before, row[at] = row[at], before + 1 if entry == candidate else max(row[at], row[at - 1])
    return row[-1]


@lru_cache(maxsize=4096)
def _shingles(words: str, title: str) -> frozenset[int]:
    """The runs of words of a sentence, its title taken as one word; none where it is too short to be anybody's own."""
    plain = words.replace(title, " \x00 ") if title else words
    plain = re.sub(r"\b(?:Marvel|DC|Disney|Netflix|HBO)[’']s\s+(?=\x00|[‘“\"'])", "", plain)
    said = re.findall(r"\w+|\x00", plain.casefold())
    if len(said) < FEWEST_WORDS:
        return frozenset()
    return frozenset(hash(tuple(said[at : at + SHINGLE])) for at in range(len(said) - SHINGLE + 1))


def copied(told: Iterable[Telling], same: Mapping[int, Collection[int]]) -> dict[int, int]:
    """For each report that credits nobody and tells what another one tells: that other one.

    The one that credits its origin comes before those that do not; then the more trusted, then the earlier.
    """
    by_id = {one.id: one for one in told}
    found: dict[int, int] = {}
    for one in by_id.values():
        if one.via or one.trust >= OF_RECORD or not same.get(one.id):
            continue
        first = min((by_id[other] for other in same[one.id] if other in by_id), key=_rank, default=None)
        if first is not None and _rank(first) < _rank(one):
            found[one.id] = first.id
    return found


def _rank(one: Telling) -> tuple[bool, int, date, str, int]:
    return (one.via is None, -one.trust, one.published, one.source, one.id)
