"""The vocabulary, loaded from ``lexicon.toml`` and ``names.toml`` and compiled once.

A phrase of the lexicon becomes one regular expression over lower-case text with bounded gaps only, so that matching is
linear. Each phrase also has *anchors*: words one of which must stand in a sentence before the expression is tried.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, Final

from pipeline.model import Event, Modality
from pipeline.reading.led import led
from pipeline.reading.sentences import LOW_WORD
from pipeline.reading.sought import PHRASES, TRAPS, Seeker, Sign

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
    others: tuple[frozenset[str], ...] = ()
    """Beside the anchors: sets of words, one of each of which must stand in a sentence too."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Every rule and phrase, and which of them are to be tried where some words stand."""

    rules: tuple[Rule, ...]
    phrases: tuple[Phrase, ...]
    words: dict[str, tuple[str, ...]]
    traps: tuple[Phrase, ...]
    seeker: Seeker

    @property
    def positions(self) -> dict[str, tuple[int, ...]]:
        """From each anchor word to the places of the phrases to be tried where it stands."""
        return self.seeker.positions

    def signs(self, chunks: Iterable[str]) -> list[Sign]:
        """What the words of a lower-case text, cut at its blanks, say for phrases and traps."""
        return self.seeker.signs(chunks)

    def candidates(self, signs: list[Sign]) -> list[Phrase]:
        """The phrases worth trying on a sentence whose words say this, in the order of the file."""
        phrases = self.phrases
        return [phrases[position] for position in self.seeker.worth_trying(signs, PHRASES)]

    def trapped(self, low: str, signs: list[Sign]) -> list[tuple[int, int]]:
        """Where the traps stand in a sentence whose words say this."""
        traps = [self.traps[position] for position in self.seeker.worth_trying(signs, TRAPS)]
        return [match.span() for trap in traps for match in trap.pattern.finditer(low)]


@cache
def vocabulary() -> dict[str, Any]:
    """The tables of ``lexicon.toml`` as they stand in the file."""
    return tomllib.loads((_HERE / "lexicon.toml").read_text(encoding="utf-8"))


@cache
def load() -> Lexicon:
    """The lexicon of this installation."""
    raw = vocabulary()
    classes = {name: tuple(entries) for name, entries in raw["words"].items()}
    rules = tuple(_rule(entry, rank) for rank, entry in enumerate(raw["rule"]))
    phrases = tuple(_compile(rule, text, classes) for rule in rules for text in rule.phrases)
    trap = Rule("trap", Event.ANNOUNCED, "either", (), "", frozenset(), Modality.ASSERTED, False, None, -1)
    traps = tuple(_compile(trap, text, classes) for text in raw["traps"]["phrases"])
    seeker = Seeker([(p.anchors, p.others) for p in phrases], [(p.anchors, p.others) for p in traps])
    return Lexicon(rules, phrases, classes, traps, seeker)


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


def alternatives(item: str, classes: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
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
        previous = alternatives(item, classes)
        if item.endswith("?"):
            body = _choice(previous)
            pieces.append(f"(?:{body}{_SPACE})?" if joined else f"(?:{_SPACE}{body})?")
            continue
        pieces.append(_opening(previous) if not pieces else _part(previous, joined))
        joined = False
        anchors.append(frozenset(_anchor(word) for word in previous))
    best = min(anchors, key=_commonness)
    body = "".join(pieces) + (")" if wide else "")
    others = tuple(some for some in anchors if some is not best and all(map(_is_plain, some)))
    opens = _OPENS if text.split()[0].endswith("?") else ""
    return Phrase(rule, text, re.compile(rf"{opens}{body}(?![\w])"), best, wide, others)


_OPENS: Final = r"(?<![\w-])"
_ENDINGS: Final = ("'", "’", "n't")


def _choice(words: Sequence[str]) -> str:
    return f"(?:{'|'.join(map(_escaped, _longest_first(words)))})"


def _longest_first(words: Sequence[str]) -> list[str]:
    return sorted(words, key=len, reverse=True)


def _escaped(word: str) -> str:
    return re.escape(word).replace(r"\ ", r"\s+").replace("'", "['’]")


def _opening(words: Sequence[str]) -> str:
    """The first item: words of their own, which nothing is joined to, and endings, which a word comes before."""
    own = [word for word in words if not word.startswith(_ENDINGS)]
    endings = [word for word in words if word.startswith(_ENDINGS)]
    if endings:
        return rf"(?:{_OPENS}{_choice(own)}|(?<=[a-z]){_choice(endings)})"
    return led(map(_escaped, _longest_first(own)), joined=r"\w-")


def _part(words: Sequence[str], joined: bool) -> str:
    """A later item: words of their own, and the endings "'s" and "n't", which no blank comes before."""
    own = [word for word in words if not word.startswith(_ENDINGS)]
    endings = [word for word in words if word.startswith(_ENDINGS)]
    if not endings:
        return f"{'' if joined else _SPACE}{_choice(own)}"
    return f"(?:{'' if joined else _SPACE}{_choice(own)}|{_choice(endings)})" if own else _choice(endings)


def _is_plain(word: str) -> bool:
    """Is it one word of a sentence? The endings "n't" and "'s" and the beginning of "2nd" are not."""
    return LOW_WORD.fullmatch(word) is not None and word != "n't"


def _commonness(words: frozenset[str]) -> tuple[bool, int, int]:
    """The lower, the fewer sentences hold one of these words; an ending is no word of a sentence."""
    return any(word.startswith(_ENDINGS) for word in words), len(words & _COMMON), len(words)


def _anchor(words: str) -> str:
    """The most telling word of an alternative of several words."""
    return max((word.rstrip(":") for word in words.split()), key=lambda word: (word not in _COMMON, len(word)))


def _gap(item: str, previous: tuple[str, ...]) -> str:
    size, space = _GAPS[item]
    barred = [*_NEVER_BETWEEN, *(previous if size > 4 else ())]
    stop = "|".join(re.escape(word) for word in barred)
    return rf"{space}(?:(?!(?:{stop})\b){_WORD}{space}){{0,{size}}}?"


def expansions(phrase: str, limit: int = 400) -> Iterator[str]:
    """Ways to say a phrase, gaps empty: what the tests feed back to the matcher."""
    classes = load().words
    options = [("",) if item in _GAPS else alternatives(item, classes) for item in phrase.split()]
    for count, choice in enumerate(product(*options)):
        if count >= limit:
            return
        yield " ".join(word for word in choice if word)
