"""A cheap look at a whole text: can it report anything at all?

One pass over the letters, no more. A short text needs one word that is about film or television and one word of a
phrase of the lexicon; a long one needs enough of the first kind for its length, so that general news, which mentions a
film in passing, is never split into sentences. The words are data: ``[screen]`` in ``lexicon.toml``.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Final

import ahocorasick

from pipeline.reading.lexicon import load, vocabulary

SHORT: Final = 700
"""Up to this many characters one word is enough."""
BLOCK: Final = 12_000
"""A longer text is judged block by block: a page of film news may stand in a long collection."""
DENSITY: Final = 1_000
"""Characters of a long text to each word about film or television."""

_SCREEN: Final[dict[str, list[str]]] = vocabulary()["screen"]
_FIRST: Final = frozenset(_SCREEN["first"])
_SURE: Final = frozenset(_SCREEN["sure"])
ON_SCREEN: Final = tuple(_SCREEN["words"])
HINTS: Final = tuple(_SCREEN["also"])
TELLING: Final = (*ON_SCREEN, *_SCREEN["sure"])
"""One of these stands in every text longer than ``SHORT`` that may report; a shorter one may have ``HINTS`` only."""


@cache
def _automaton() -> Any:
    """From each letter sequence to: is it sure, is it counted, is it of the first kind, its length."""
    automaton = ahocorasick.Automaton()
    for word in {*TELLING, *_FIRST}:
        automaton.add_word(word, (word in _SURE, word in ON_SCREEN, word in _FIRST, len(word)))
    automaton.make_automaton()
    return automaton


def may_report(text: str) -> bool:
    """False where no sentence of a text can give a report."""
    low = text.lower()
    if len(low) <= SHORT:
        about = any(stem in low for stem in ON_SCREEN) or any(stem in low for stem in HINTS)
        return about and load().seeker.seeks(low.split())
    return _dense(low, DENSITY, sure=True)


def on_screen(text: str) -> bool:
    """Is a text so full of film and television that words like "released" and "cancelled" can be meant that way?"""
    low = text.lower()
    if len(low) <= SHORT or "in cinemas" in low or "directed by" in low:
        return True
    return _dense(low, DENSITY * 2 // 5, sure=False)


def _dense(low: str, density: int, sure: bool) -> bool:
    """Does any block of a text hold enough words of film and television, or (where asked for) the text a sure one?"""
    block, count, first = -1, 0, False
    wanted = 0.0
    for end, (certain, counted, of_first_kind, length) in _automaton().iter(low):
        if certain and sure:
            return True
        if end // BLOCK != block:
            block, count, first = end // BLOCK, 0, False
            wanted = min(BLOCK, len(low) - block * BLOCK) / density
        if (end - length + 1) // BLOCK == block:
            count += counted
            first = first or of_first_kind
            if first and count >= wanted:
                return True
    return False
