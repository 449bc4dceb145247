"""A glance at a whole text that is not full of film and television: does any phrase stand in it that means just that?

Most pages of general news that get past the prefilter end here, before they are repaired, split and read. It looks at
the text as it was given, so it leaves to the sentences whatever light markup may hide, and it never looks at titles.
"""

from __future__ import annotations

from typing import Final

from pipeline.model import Event
from pipeline.reading.lexicon import load
from pipeline.reading.prefilter import ON_SCREEN, on_screen

PLAIN_EVENTS: Final = frozenset(
    (
        Event.RELEASED,
        Event.RELEASE_DATE_SET,
        Event.DELAYED,
        Event.CANCELLED,
        Event.ANNOUNCED,
        Event.ORDERED,
        Event.REVIVED,
    )
)
"""Events told in words that every kind of news uses."""
LONGEST: Final = 50_000
"""Characters. A longer text is a collection: one of its pieces may well tell more."""
_OF_THE_SCREEN: Final = (*ON_SCREEN, "pictures", "studios")


def speaks_of_screen(low: str) -> bool:
    """Has a headline a word of film or television, so that plain words in it may be meant that way?"""
    return any(stem in low for stem in _OF_THE_SCREEN)


def worth_opening(text: str, headline: str) -> bool:
    """False where no sentence can tell more than plain words, on a page that is about something else."""
    if len(text) > LONGEST or "_" in text or "*" in text or on_screen(text):
        return True
    low = f"{headline}\n{text}".lower()
    lexicon = load()
    phrases = lexicon.candidates(lexicon.signs(set(low.split())))
    if any(phrase.rule.event not in PLAIN_EVENTS and phrase.pattern.search(low) for phrase in phrases):
        return True
    return bool(phrases) and speaks_of_screen(low.lstrip().partition("\n")[0])
