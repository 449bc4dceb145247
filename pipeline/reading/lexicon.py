"""The vocabulary, loaded from ``lexicon.toml`` and ``names.toml`` and compiled once.

A phrase of the lexicon becomes one regular expression over lower-case text with bounded gaps only, so that matching is
linear. Each phrase also has *anchors*: words one of which must stand in a sentence before the expression is tried.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, Final

from pipeline.model import Event, Modality

_HERE: Final = Path(__file__).parent
_WORD: Final = r"[^\W_][\w'’&.$+-]*"
_SPACE: Final = r"[\s\"'‘’“”*_()-]+"
_GAPS: Final = {"..": (2, r"[\s\"'‘’“”]+"), "...": (4, r"[\s\"'‘’“”]+"), "....": (14, r"[\s\"'‘’“”,:()–&!/-]+")}
_COMMON: Final = frozenset(
    ("in", "on", "is", "are", "be", "to", "the", "a", "an", "has", "have", "its", "of", "for", "not", "n't", "was",
     "no", "back", "as", "up", "at", "will", "with", "into", "been", "going", "by", "this", "their", "being", "were",
     "get", "gets", "it", "until", "or", "and", "his", "her", "now", "set", "out")
)  # fmt: skip
_NEVER_BETWEEN: Final = (
    "said",
    "says",
    "told",
    "but",
    "who",
    "because",
    "after",
    "before",
    "while",
    "although",
    "once",
    "when",
    "until",
    "as",
    "if",
    "since",
    "despite",
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry of the lexicon: what words report which event, and where the production is named."""

    id: str
    event: Event
    title: str
    phrases: tuple[str, ...]
    example: str
    needs: frozenset[str]
    modality: Modality
    fixed: bool
    scope: str | None
    rank: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase of a rule, compiled."""

    rule: Rule
    text: str
    pattern: re.Pattern[str]
    anchors: frozenset[str]
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Every rule and phrase, and from each anchor word the places of the phrases to be tried where it stands."""

    rules: tuple[Rule, ...]
    phrases: tuple[Phrase, ...]
    positions: dict[str, tuple[int, ...]]
    words: dict[str, tuple[str, ...]]
    traps: tuple[Phrase, ...]
    trap_positions: dict[str, tuple[int, ...]]

    def candidates(self, words: Iterable[str]) -> list[Phrase]:
        """The phrases worth trying on a sentence of these words, in the order of the file."""
        found: set[int] = set()
        for word in words:
            if word in self.positions:
                found.update(self.positions[word])
        return [self.phrases[i] for i in sorted(found)]

    def trapped(self, low: str, words: Iterable[str]) -> list[tuple[int, int]]:
        """Where the traps stand in a sentence."""
        found = {i for word in words if word in self.trap_positions for i in self.trap_positions[word]}
        return [match.span() for i in sorted(found) for match in self.traps[i].pattern.finditer(low)]


@cache
def load() -> Lexicon:
    """The lexicon of this installation."""
    raw = tomllib.loads((_HERE / "lexicon.toml").read_text(encoding="utf-8"))
    classes = {name: tuple(entries) for name, entries in raw["words"].items()}
    rules = tuple(_rule(entry, rank) for rank, entry in enumerate(raw["rule"]))
    phrases = tuple(_compile(rule, text, classes) for rule in rules for text in rule.phrases)
    trap = Rule("trap", Event.ANNOUNCED, "either", (), "", frozenset(), Modality.ASSERTED, False, None, -1)
    traps = tuple(_compile(trap, text, classes) for text in raw["traps"]["phrases"])
    return Lexicon(rules, phrases, _positions(phrases), classes, traps, _positions(traps))


def _positions(phrases: tuple[Phrase, ...]) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for position, phrase in enumerate(phrases):
        for anchor in phrase.anchors:
            found.setdefault(anchor, []).append(position)
    return {word: tuple(some) for word, some in found.items()}


@cache
def lexicon_words() -> frozenset[str]:
    """Every single word that a phrase begins to be sought by: such a word alone is hardly a title."""
    return frozenset(load().positions) - {"shot"} | verb_words()


@cache
def verb_words() -> frozenset[str]:
    """The verbs that rules are made of, one word each."""
    words = load().words
    classes = ("begin", "begun", "halt", "halted", "resume", "wrap", "finish", "delay", "cancel", "order", "releasing")
    found = {word for name in classes for word in words[name] if " " not in word}
    return frozenset(
        found
        | {
            "reshoots",
            "reshoot",
            "renews",
            "renewed",
            "revives",
            "revived",
            "enters",
            "entered",
            "into",
            "moves",
            "pre-production",
            "post-production",
            "announced",
        }
    ) - {"stop", "complete"}


@cache
def names() -> dict[str, frozenset[str]]:
    """The lists of ``names.toml``, each as a set of lower-case names."""
    raw = tomllib.loads((_HERE / "names.toml").read_text(encoding="utf-8"))
    return {name: frozenset(entries) for name, entries in raw.items()}


def _rule(entry: dict[str, Any], rank: int) -> Rule:
    return Rule(
        id=entry["id"],
        event=Event(entry["event"]),
        title=entry["title"],
        phrases=tuple(entry["phrases"]),
        example=entry["example"],
        needs=frozenset(entry.get("needs", ())),
        modality=Modality(entry.get("modality", "asserted")),
        fixed=entry.get("fixed", False),
        scope=entry.get("scope"),
        rank=rank,
    )


def _alternatives(item: str, classes: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """What may stand for one item of a phrase: ``{wrap}``, ``in|into``, ``now?``."""
    found: list[str] = []
    for part in re.findall(r"\{[a-z|_]+\}|[^|]+", item.removesuffix("?")):
        found.extend(classes[part[1:-1]] if part.startswith("{") else [part])
    return tuple(found)


def _compile(rule: Rule, text: str, classes: dict[str, tuple[str, ...]]) -> Phrase:
    pieces: list[str] = []
    wide = False
    anchors: list[frozenset[str]] = []
    previous: tuple[str, ...] = ()
    joined = True
    for item in text.split():
        if item in _GAPS:
            pieces.append(_gap(item, previous) + ("(?P<core>" if item == "...." and not wide else ""))
            wide = wide or item == "...."
            joined = True
            continue
        previous = _alternatives(item, classes)
        body = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(previous, key=len, reverse=True))
        if item.endswith("?"):
            pieces.append(
                f"{'' if joined else _SPACE}(?:(?:{body}){_SPACE})?" if joined else f"(?:{_SPACE}(?:{body}))?"
            )
            continue
        glued = all(word.startswith(("'", "n't")) for word in previous)
        pieces.append(f"{'' if joined or glued else _SPACE}(?:{body})")
        joined = False
        anchors.append(frozenset(_anchor(word) for word in previous))
    best = min(anchors, key=lambda some: (len(some & _COMMON), len(some)))
    body = "".join(pieces) + (")" if wide else "")
    return Phrase(rule, text, re.compile(rf"(?<![\w-]){body}(?![\w])"), best, wide)


def _anchor(words: str) -> str:
    """The most telling word of an alternative of several words."""
    return max(words.split(), key=lambda word: (word not in _COMMON, len(word)))


def _gap(item: str, previous: tuple[str, ...]) -> str:
    size, space = _GAPS[item]
    barred = [*_NEVER_BETWEEN, *(previous if size > 4 else ())]
    stop = "|".join(re.escape(word) for word in barred)
    return rf"{space}(?:(?!(?:{stop})\b){_WORD}{space}){{0,{size}}}?"


def expansions(phrase: str, limit: int = 400) -> Iterator[str]:
    """Ways to say a phrase, gaps empty: what the tests feed back to the matcher."""
    classes = load().words
    options = [("",) if item in _GAPS else _alternatives(item, classes) for item in phrase.split()]
    for count, choice in enumerate(product(*options)):
        if count >= limit:
            return
        yield " ".join(word for word in choice if word)
