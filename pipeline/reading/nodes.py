"""A sentence as a row of nodes: words, punctuation, seasons, and what typography sets apart."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import compress
from operator import attrgetter, itemgetter
from typing import Final

from pipeline.reading.lexicon import lexicon_words, names
from pipeline.reading.markup import Mark
from pipeline.reading.seasons import SeasonWords, seasons_in
from pipeline.reading.sentences import Sentence
from pipeline.reading.tokens import NO_WORD, Print, tokens_of

_LISTS: Final = names()
CONNECTORS: Final = _LISTS["connectors"]
INITIAL_STOP: Final = _LISTS["initial_stop"]

# how sure we are that a name is a title
RUN: Final = 1
"""A capitalised stretch and nothing more."""


KNOWN_WORD: Final = 2
"""A single common word that is also a known title."""


MARKED: Final = 3
"""Set apart by quotation marks."""


CUED: Final = 4
"""Known, in italics, beside a season, after "the series", or told elsewhere on the page to be a title."""


_QUOTES: Final = {"‘": "’", "“": "”", '"': '"', "'": "'"}


_LONG_WORD: Final = re.compile(r"[A-Za-zÀ-ÿ]{4,}")


_PLAIN: Final = (
    _LISTS["generic_release"]
    | _LISTS["promotion"]
    | frozenset(("new", "official", "episode", "season", "coming", "soon"))
)
_SPOKEN: Final = re.compile(r"(?:\w+['’](?:s|re|ve|ll|m|d|t)|I|We|You|He|She|They) ")
"""How something that somebody said begins."""


_SPEAKING: Final = frozenset(
    (
        "have", "has", "had", "am", "was", "were", "will", "would", "could", "should", "did", "want", "hope", "i'm",
        "i’m", "we're", "we’re",
    )
)  # fmt: skip
"""How a quoted remark begins, and no title of four words or more."""
_OPENING: Final = re.compile("[‘“\"']")


class Node:
    """One item of a sentence. ``kind``: word, punct, season, title, person, company, place.

    A plain class with a short ``__init__``: a row is made of dozens, and nothing is made more often.
    """

    __slots__ = ("end", "kind", "low", "start", "word")
    name: str = ""
    strength: int = 0
    season: SeasonWords | None = None
    possessive: bool = False
    comma: bool = False

    def __init__(self, start: int, end: int, word: Print) -> None:
        self.kind = word.kind
        self.start = start
        self.end = end
        self.low = word.low
        self.word = word

    @property
    def number(self) -> int | None:
        """The season beside the title, or of the season words."""
        return self.season.number if self.season else None


class Name(Node):
    """What is more than a word or a mark: a season, or something that has a name."""

    __slots__ = ("comma", "name", "possessive", "season", "strength")

    def __init__(
        self,
        kind: str,
        start: int,
        end: int,
        low: str,
        name: str = "",
        strength: int = 0,
        season: SeasonWords | None = None,
        possessive: bool = False,
        comma: bool = False,
    ) -> None:
        super().__init__(start, end, NO_WORD)
        self.kind = kind
        self.low = low
        self.name = name
        self.strength = strength
        self.season = season
        self.possessive = possessive
        self.comma = comma


_START: Final = attrgetter("start")
_KIND: Final = attrgetter("kind")
_NAMED: Final = frozenset(("title", "season", "person", "company", "place"))


@dataclass(slots=True)
class Row:
    """The nodes of one sentence, found by offset."""

    nodes: list[Node]
    names: list[Node] = field(init=False)
    """All that is neither a word nor a mark: the few nodes that most questions are about."""
    seasoned: bool = field(init=False)
    """Does it hold the words of a season?"""

    def __post_init__(self) -> None:
        self.names = list(compress(self.nodes, map(_NAMED.__contains__, map(_KIND, self.nodes))))
        self.seasoned = "season" in map(_KIND, self.names)

    def first_at(self, offset: int) -> int:
        """Index of the first node that begins at or after an offset."""
        return bisect_left(self.nodes, offset, key=_START)

    def holding(self, offset: int) -> int:
        """Index of the node that an offset falls into."""
        return bisect_right(self.nodes, offset, key=_START) - 1

    def titles_between(self, start: int, end: int) -> list[Node]:
        """Titles that lie inside a stretch of the sentence."""
        return [n for n in self.names if n.kind == "title" and start <= n.start < end and n.end <= end]


def raw_nodes(sentence: Sentence, marks: list[Mark]) -> list[Node]:
    """Words, punctuation, seasons and what typography sets apart. ``marks`` are in the sentence's own offsets."""
    text, low = sentence.text, sentence.low
    claimed = list(_typographic(sentence, marks))
    seasons = [s for s in seasons_in(low) if _holder(s.start, claimed) is None]
    plain = list(map(Node, *tokens_of(text)))
    if not claimed and not seasons:
        return plain
    nodes: list[Node] = []
    first = min([node.start for node in claimed] + [words.start for words in seasons])
    last = max([node.end for node in claimed] + [words.end for words in seasons])
    for node in plain:
        if not first <= node.start < last:
            nodes.append(node)
        elif claimed and (holder := _holder(node.start, claimed)) is not None:
            if not nodes or nodes[-1] is not holder:
                nodes.append(holder)
        elif seasons and (words := _season_at(node.start, seasons)) is not None:
            if not nodes or nodes[-1].season is not words:
                nodes.append(Name("season", words.start, words.end, low[words.start : words.end], season=words))
        else:
            nodes.append(node)
    return nodes


def _season_at(position: int, seasons: list[SeasonWords]) -> SeasonWords | None:
    for words in seasons:
        if words.start <= position < words.end:
            return words
    return None


def _holder(position: int, claimed: list[Node]) -> Node | None:
    for node in claimed:
        if node.start <= position < node.end:
            return node
    return None


def _typographic(sentence: Sentence, marks: list[Mark]) -> Iterator[Node]:
    """Names set apart by quotation marks, italics or a link."""
    taken: list[tuple[int, int]] = []
    for mark in marks:
        if mark.kind in ("emphasis", "link", "quote") and mark.end - mark.start <= 90:
            text = sentence.text[mark.start : mark.end].strip(" ,.;\"'“”‘’")
            cited = mark.kind == "emphasis" or bool(
                mark.href
                and re.search(r"imdb\.com/title|/title/|wikipedia\.org|rottentomatoes|thetvdb|themoviedb", mark.href)
            )
            strength = CUED if cited else MARKED
            if _titlelike(text) and (mark.kind != "link" or _link_title(text)):
                taken.append((mark.start, mark.end))
                yield _marked(sentence, mark.start, mark.end, text, strength)
    for start, end in _quoted(sentence.text):
        if any(low < end and start < high for low, high in taken):
            continue
        text = sentence.text[start + 1 : end - 1].strip(" ,.")
        if _titlelike(text):
            yield _marked(sentence, start, end, text, MARKED)


def _marked(sentence: Sentence, start: int, end: int, text: str, strength: int) -> Node:
    name, season = _without_season(text)
    possessive = sentence.low[end : end + 2] in ("'s", "’s")
    comma = sentence.text[max(start, end - 2) : end].find(",") >= 0
    return Name("title", start, end, text.lower(), name, strength, season, possessive, comma)


def _link_title(text: str) -> bool:
    """A link's words are a title only if they look like nothing else."""
    if text.split()[0].lower() in _LISTS["calendar"] and any(c.isdigit() for c in text):
        return False
    return (
        len(text.split()) <= 6
        and text.lower() not in _LISTS["outlets"]
        and not re.search(r"\b(?:report|told|said)", text.lower())
    )


_JOINED: Final = re.compile(r"[,\s]+(?:(?:and|&)\s+)?$")


def _quoted(text: str) -> Iterator[tuple[int, int]]:
    """Quotations of at most 80 characters, the marks included. A single quote inside a word is an apostrophe."""
    position = 0
    for match in _OPENING.finditer(text):
        start = match.start()
        if start < position or (start and text[start - 1].isalnum()):
            continue
        end = _closing(text, start, _QUOTES[match.group()])
        inner = text.find(match.group(), start + 1, end) if match.group() in "‘“" else -1
        if inner > 0:  # "‘Low Tide and ‘Grey Harbour’": a mark that was never closed
            end = len(_JOINED.sub("", text[:inner]))
        if end >= 0:
            yield start, end + 1
            position = end + 1


def _closing(text: str, position: int, close: str) -> int:
    limit = min(len(text), position + 82)
    end = text.find(close, position + 1, limit)
    while end >= 0:
        following = text[end + 1 : end + 2]
        if not following.isalnum() or close in '”"':
            return end
        end = text.find(close, end + 1, limit)
    return -1


_NO_TITLES: Final = (_LISTS["outlets"] | _LISTS["calendar"]) - {"wednesday", "friday", "halloween"}


def _titlelike(text: str) -> bool:
    """Is a quotation a name? Capitalised throughout, short, and no sentence."""
    words = text.split()
    if len(words) > 3 and words[0].lower() in _SPEAKING:
        return False
    if len(words) == 1 and (words[0].lower() in INITIAL_STOP or words[0].lower().endswith("ly")):
        return False
    if not words or len(words) > 11 or not (text[0].isupper() or text[0].isdigit() or text[0] == "#"):
        return False
    if (len(words) > 1 and text[-1] in ".…") or text.lower() in _NO_TITLES:
        return False
    content = [w for w in words if w.lower().strip(",:;!?") not in CONNECTORS]
    if any(w[0].islower() for w in content) and (_SPOKEN.match(text) or any(w in lexicon_words() for w in content)):
        return False
    if all(w.lower() in _PLAIN for w in content):
        return False
    return bool(content) and sum(w[0].isupper() or not w[0].isalpha() for w in content) >= max(
        1, len(content) - (len(content) > 4)
    )


def _without_season(text: str) -> tuple[str, SeasonWords | None]:
    """The title and the season of "Grey Harbour: Season 2"."""
    found = list(seasons_in(text.lower()))
    if found and found[-1].end >= len(text.rstrip(" .!)")) and found[-1].start > 1:
        return text[: found[-1].start].rstrip(" :,-–—("), found[-1]
    return text, None


def title_case(sentence: Sentence) -> bool:
    """Is the sentence a headline in which nearly every word begins with a capital?"""
    if sentence.shouting is None:
        words = _LONG_WORD.findall(sentence.text)
        capitals = sum(map(str.isupper, map(itemgetter(0), words)))
        sentence.shouting = (
            len(words) >= 3 and capitals >= (0.72 if sentence.headline or len(words) > 9 else 0.8) * len(words)
        ) or len(words) == 2 == capitals
    return sentence.shouting
