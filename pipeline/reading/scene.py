"""One sentence in work, and the productions that a phrase of it speaks of."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from pipeline.reading.attribution import speaker_of, via_of
from pipeline.reading.dates import DateWords
from pipeline.reading.lexicon import names
from pipeline.reading.nodes import RUN, Node, Row
from pipeline.reading.sentences import LOW_WORD, Sentence

if TYPE_CHECKING:
    from pipeline.reading.page import Page

_DOMAIN: Final = names()["domain"]
_COUNTER: Final = names()["counter"]
_LETTER: Final = re.compile(r"[^\s‘’“”\"']")
_WILL: Final = re.compile(r"\bwill(?= (?:smith|ferrell|poulter|arnett|forte|young|mellor|patton)\b)")
"""First names that look like a plan."""


@dataclass(slots=True)
class Target:
    """A production that a trigger speaks of."""

    title: str
    season: int | None
    strength: int
    how: str
    offshoot: str | None = None
    part: bool = False
    node: Node | None = None
    beside: bool = False
    also: int | None = None


@dataclass(slots=True)
class Scene:
    """A sentence in work."""

    page: Page
    sentence: Sentence
    row: Row
    dates: list[DateWords] = field(default_factory=list)
    told_by: tuple[str | None, str | None] | None = None
    masked: str | None = None
    breaks: list[tuple[int, int]] | None = None
    signs: tuple[int, int] | None = None

    def plain(self) -> str:
        """The sentence in lower case with the titles blanked out: "Never Have I Ever" denies nothing."""
        if self.masked is None:
            low = self.sentence.low
            for node in self.row.names:
                if node.kind == "title" and (node.strength > RUN or " " in node.low):
                    low = f"{low[: node.start]}{_LETTER.sub('x', low[node.start : node.end])}{low[node.end :]}"
            self.masked = _WILL.sub("xxxx", low) if "will " in low else low
        return self.masked

    def words(self) -> list[str]:
        """The words of the sentence."""
        return self.sentence.words

    def for_and_against(self) -> tuple[int, int]:
        """How many words of the sentence speak for film and television, and how many against, counted once."""
        if self.signs is None:
            words = self.sentence.words
            against = 0
            if not _COUNTER.isdisjoint(words):  # titles may hold the words that speak against it
                against = sum([word in _COUNTER for word in LOW_WORD.findall(self.plain())])
            self.signs = sum([word in _DOMAIN for word in words]), against
        return self.signs

    def sources(self) -> tuple[str | None, str | None]:
        """Who is quoted and which outlet is named, sought once for a sentence."""
        if self.told_by is None:
            text, low = self.sentence.text, self.sentence.low
            self.told_by = speaker_of(text, low, self.row.names), via_of(text, low, self.row.names)
        return self.told_by
