"""Text to sentences, with offsets that lead back to the page.

Real pages lose spaces ("isNow You See Me"), carry footnote marks and light markup. The reader works on a tidied copy in
which those are repaired; ``Tidy`` maps every offset of the copy back to the text as it was given, so that evidence
stays verbatim.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from pipeline.reading.markup import Mark

LOW_WORD: Final = re.compile(r"[a-z][\w'’+-]*")
MAX_SENTENCE: Final = 1_500
"""Longer stretches without an end are cut here: no newspaper sentence is, and work per sentence stays bounded."""

_NOISE: Final = re.compile(r"\[\^?[\w-]{1,24}\](?!\()|\{\{'\}\}|[\xa0\u2000-\u200b\u202f\ufeff]")
_NOISE_BEGINS: Final = re.compile(r"[\[{\xa0\u2000-\u200b\u202f\ufeff]")
_LINK: Final = re.compile(r"\[([^\[\]\n]{1,160})\](\([^()\s]{1,400}\)|\[(?=[^\]\n]*[a-z])[\w-]{1,40}\])")
_ITALIC: Final = re.compile(r"(?<![\w_])_([^_\n]{1,90}?)_(?![_])|(?<![\w*])\*([^*\n]{1,90}?)\*(?![\w*])")
_GLUE_WORDS: Final = re.compile(
    r"(?<!\w)(?:is|of|on|in|the|at|to|and|film|movie|series|show|season|drama|release|releasing|new|upcoming"
    r"|action|sequel|that|for|with|from|by|see|as|how|about|whether|confirmed|against|was|following|revealed|filming|than"
    r"|either|both|Starring|legendary|latest|hit|called|titled|named|than|including)$"
)
_GLUE_TELLS: Final = re.compile(
    r"[mfsS\d](?<!\w[mfsS\d])(?:(?<=m)ovie|(?<=f)ilm|(?<=s)(?:eries|how|eason)|(?<=S)eason \d{1,2}|(?<=\d))"
    r"(?=(?:will|is|has|was|would|officially|publisher)\b)"
)
_INNER_CAPITAL: Final = re.compile(r"[A-Z](?<=[a-z][A-Z])")
"""A capital after a small letter. Patterns begin with what is rare, so that most of a text is skipped quickly."""
_OWNER: Final = re.compile(r"['’](?<=[a-z]['’])s(?=[A-Z][a-z])")
_GLUED_AFTER: Final = re.compile(
    r"([A-Z](?<!\w[A-Z])[a-z]{2,}?)(?:has|was|will|would|could|might|have|and|is|in|on|from|with|for|at|to|are|that|season|which)\b"
)
_NOT_STUCK_TO: Final = re.compile(r"[\w'’#@./-]")
_SMALL: Final = frozenset("abcdefghijklmnopqrstuvwxyz")
_ALONE: Final = re.compile(r"[A-Za-z](?<![\w'’#@./-][A-Za-z])[A-Za-z]*(?![\w'’])")
_BREAK: Final = re.compile(
    r"[.!?…\n](?:(?<=\n)\n*|(?<!\n)(?:[\"'’”)\]]*(?=\s+[\"'‘“(\[_*#@]*[A-Z0-9À-Þ])|(?<!…)[\"'’”)\]]*$"
    r"|(?<=[a-z]{3}\.)(?=[A-Z][a-z])))"
)
_ABBREVIATION: Final = re.compile(
    r"(?:^|[\s(\"'‘“.])(?:Mr|Mrs|Ms|Dr|St|Jr|Sr|vs|Vs|No|Vol|Prof|Sgt|Capt|Lt|Gen|Sen|Rep|Gov|Inc"
    r"|Ltd|Co|Bros|Jan|Feb|Mar|Apr|Aug|Sept"
    r"|Sep|Oct|Nov|Dec|approx|ft|feat|[A-Z])\.$"
)


_OPENER: Final = re.compile(r"\s+(?:The|It|He|She|In|This|But|They|On|At|After|When|His|Her|As|While|With)\b")


@dataclass(frozen=True, slots=True)
class Tidy:
    """A repaired copy of a text: same words, no footnote marks; spaces put back where they were lost."""

    text: str
    marks: tuple[Mark, ...] = ()
    inserted: tuple[int, ...] = ()

    def original(self, offset: int) -> int:
        """The offset in the text as given that an offset of the copy stands for."""
        return offset - bisect_right(self.inserted, offset - 1)


@dataclass(slots=True)
class Sentence:
    """One sentence of the tidied copy."""

    text: str
    start: int
    index: int
    headline: bool = False
    low: str = field(default="")
    shouting: bool | None = None
    cut: list[str] | None = None
    chunks: list[str] = field(default_factory=list)
    """What stands between its blanks, in lower case: the keys of the tables of what was met before."""

    def __post_init__(self) -> None:
        self.low = lower(self.text)
        self.chunks = self.low.split()

    def shorten(self, end: int) -> None:
        """Cut off what is none of its words."""
        self.text, self.low = self.text[:end], self.low[:end]
        self.chunks = self.low.split()

    @property
    def words(self) -> list[str]:
        """Its words in lower case, cut once."""
        if self.cut is None:
            self.cut = LOW_WORD.findall(self.low)
        return self.cut

    @property
    def end(self) -> int:
        """Where it ends in the tidied copy."""
        return self.start + len(self.text)


def holds_any(low: str, stems: Iterable[str]) -> bool:
    """Does one of these letter sequences stand in a text? The look before an expression that costs more is tried."""
    return any(map(low.__contains__, stems))


def lower(text: str) -> str:
    """Lower case with the length kept, so that offsets hold (``İ`` and the like stay as they are)."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def tidy(text: str, marks: tuple[Mark, ...] = ()) -> Tidy:
    """Repair what pages do to running text. Marks of light markup are added to those of the HTML."""
    found = list(marks)
    if "[" in text or "_" in text or "*" in text:
        text = _markdown(text, found)
    if _NOISE_BEGINS.search(text):
        text = _NOISE.sub(lambda match: " " * len(match.group()), text)
    pieces: list[str] = []
    inserted: list[int] = []
    last = 0
    for added, place in enumerate(_lost_spaces(text)):
        pieces.append(text[last:place])
        inserted.append(place + added)
        last = place
    if not inserted:
        return Tidy(text, tuple(found))
    whole = " ".join([*pieces, text[last:]])
    places = [place - added for added, place in enumerate(inserted)]
    shifted = tuple(_shift(mark, places) for mark in found)
    return Tidy(whole, shifted, tuple(inserted))


_STUCK: Final = re.compile(r"(?:movie|film|series|show|season)(?:will|is|has|was|would)\b")
_STUCK_VERB: Final = re.compile(r"[cw]ould\b(?<=[a-z]{3}[cw]ould)|might\b(?<=[a-z]{3}might)|will\b(?<=[a-z]{3}will)")
_STUCK_NUMBER: Final = re.compile(r"\d[a-z]{4}")
_STUCK_CAPITAL: Final = re.compile(r"[A-Z](?<=[a-z’][A-Z])")
_LONGEST_GLUE: Final = 40
"""Characters before a capital in which a word that it stuck to is sought."""


def _lost_spaces(text: str) -> list[int]:
    """Where words stick together ("isNow", "moviewill"): between them a space was lost."""
    stuck = _STUCK_CAPITAL.search(text) or _STUCK_NUMBER.search(text) or _STUCK.search(text)
    if not (stuck or _STUCK_VERB.search(text)):
        return []
    places = {match.end() for match in _GLUE_TELLS.finditer(text)}
    capitals = [match.start() for match in _INNER_CAPITAL.finditer(text)]
    places.update(place for place in capitals if _sticks(text, place))
    places.update(match.end() for match in _OWNER.finditer(text))
    before = list(_small_before(text, capitals))[:500]
    after = [(match.group(1), match.end(1)) for match in _GLUED_AFTER.finditer(text)][:500]
    if before or after:
        alone = set(_ALONE.findall(text))
        places.update(place for word, place in before + after if word in alone)
    return sorted(places)


def _small_before(text: str, capitals: list[int]) -> Iterator[tuple[str, int]]:
    """The small-letter words that a capitalised word sticks to, each with the place of the capital."""
    last = 0
    for place in capitals:
        start = place
        while start > last and text[start - 1] in _SMALL:
            start -= 1
        last = place
        apart = start == 0 or not _NOT_STUCK_TO.match(text, start - 1)
        if place - start > 1 and apart and text[place + 1 : place + 2] in _SMALL:
            yield text[start:place], place


def _sticks(text: str, place: int) -> bool:
    """Was a space lost before a capital that follows a small letter?"""
    if text.startswith("Season ", place) and text[place + 7 : place + 8].isdecimal():
        return True
    following = text[place + 1 : place + 2]
    if not (following.isascii() and (following.islower() or following.isdigit())):
        return False
    return _GLUE_WORDS.search(text, max(0, place - _LONGEST_GLUE), place) is not None


def _shift(mark: Mark, places: list[int]) -> Mark:
    """A mark of the text as given, moved by the spaces put in before it."""
    start = mark.start + bisect_right(places, mark.start)
    return Mark(mark.kind, start, mark.end + bisect_left(places, mark.end), mark.href)


def _markdown(text: str, marks: list[Mark]) -> str:
    """Blank out ``[x](url)``, ``_x_`` and ``*x*``, and note what they marked. The length stays."""

    def link(match: re.Match[str]) -> str:
        marks.append(Mark("link", match.start(1), match.end(1), match.group(2)))
        return f" {match.group(1)} {' ' * (len(match.group(2)))}"

    def italic(match: re.Match[str]) -> str:
        group = 1 if match.group(1) else 2
        if match.group(group):
            marks.append(Mark("emphasis", match.start(group), match.end(group)))
        return f" {match.group(group) or ''} "

    if "](" in text or "][" in text:
        text = _LINK.sub(link, text)
    return _ITALIC.sub(italic, text) if "_" in text or "*" in text else text


def split(text: str) -> Iterator[Sentence]:
    """The sentences of a text, in order. Lines are never joined; nothing is longer than ``MAX_SENTENCE``."""
    index = start = 0
    for end, following in _breaks(text):
        for low, high in ((start, end),) if end - start <= MAX_SENTENCE else _bounded(start, end):
            piece = text[low:high]
            stripped = piece.strip()
            if stripped:
                yield Sentence(stripped, low + piece.index(stripped[0]), index)
                index += 1
        start = following


def _bounded(start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > MAX_SENTENCE:
        yield start, start + MAX_SENTENCE
        start += MAX_SENTENCE
    yield start, end


def _breaks(text: str) -> Iterator[tuple[int, int]]:
    """Pairs: where a sentence ends, where the next may begin."""
    for match in _BREAK.finditer(text):
        if match.group().startswith(".") and not text[match.end() : match.end() + 1].isalpha():
            before = text[max(0, match.start() - 12) : match.start() + 1]
            if _ABBREVIATION.search(before) and not (before[-3:-2] == "." and _OPENER.match(text, match.end())):
                continue
        yield match.end(), match.end()
    yield len(text), len(text)
