"""The cues of ``[cues]`` in ``lexicon.toml``: words that say how sure a statement is, each list as one expression.

The comment in that file is the description of the syntax. Nothing is decided here: what a cue means where it stands is
the business of ``modality.py``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product

from pipeline.reading.led import led
from pipeline.reading.lexicon import alternatives, vocabulary


@cache
def cue_expressions() -> dict[str, re.Pattern[str]]:
    """Every list of cues as one expression over lower-case text."""
    return {kind: re.compile(_expression(some)) for kind, some in cue_lists().items()}


@cache
def cue_stems(kind: str) -> tuple[str, ...]:
    """Letters one of which stands in every text that holds a cue of a list: a look before the expression is tried."""
    needed = ([_choices(item) for item in _items(cue) if not item.endswith("?")] for cue in cue_lists()[kind])
    least = (min(some, key=lambda words: (min(map(len, words)) < 4, len(words))) for some in needed)
    stems = {word for words in least for word in words}
    return tuple(sorted(word for word in stems if not any(other != word and other in word for other in stems)))


def _items(cue: str) -> list[str]:
    return [item for item in cue.split() if item not in ("^", "$") and not item.startswith("!")]


def cue_lists() -> dict[str, list[str]]:
    """The cues as they stand in the file."""
    return dict(vocabulary()["cues"])


@dataclass(frozen=True, slots=True)
class _Cue:
    """A cue in pieces: the choices for its first word, and the expression for what comes after it."""

    first: tuple[str, ...]
    rest: str
    place: str
    """``word``: it begins a word; ``inside``: "n't" and "'ll", which a word comes before; ``other``: a mark, "^"."""

    def alternatives(self) -> list[str]:
        """One expression for each letter that it may begin with."""
        by_letter: dict[str, list[str]] = {}
        for word in self.first:
            length = len("['’]") if word.startswith("['’]") else 1
            by_letter.setdefault(word[:length], []).append(word[length:])
        return [f"{letter}(?:{'|'.join(tails)}){self.rest}" for letter, tails in by_letter.items()]


def _expression(cues: list[str]) -> str:
    """Cues that begin with a letter share one test for the beginning of a word: that is what makes them quick."""
    compiled = [_compile(text) for text in cues]
    words = [expression for cue in compiled if cue.place == "word" for expression in cue.alternatives()]
    marks = [expression for cue in compiled if cue.place == "inside" for expression in cue.alternatives()]
    others = [f"(?:{'|'.join(cue.first)}){cue.rest}" for cue in compiled if cue.place == "other"]
    return "|".join(([led(words, marks=marks)] if words or marks else []) + others)


def _compile(text: str) -> _Cue:
    """One cue as an expression."""
    items = text.split()
    barred = rf"(?!\s+(?:{items.pop()[1:]}))" if items[-1].startswith("!") else ""
    opens, closes = items[0] == "^", items[-1] == "$"
    first, *rest = items[opens : len(items) - closes]
    body = "".join(rf"(?:\s+{_item(i)})?" if i.endswith("?") else rf"\s+{_item(i)}" for i in rest)
    ends_word = items[-1][-1].isalnum()
    words = tuple(_word(word) for word in _choices(first))
    inside = first.startswith(("n't", "'")) and not opens
    plain = not opens and not inside and all(word[0].isalnum() for word in words)
    start, boundary, finish = (
        "^" if opens else r"\b" if first.startswith("*") else "",
        r"\b" if ends_word else "",
        "$" if closes else "",
    )
    return _Cue(
        tuple(start + word for word in words),
        f"{body}{boundary}{finish}{barred}",
        "word" if plain else "inside" if inside else "other",
    )


def _item(item: str) -> str:
    words = [_word(word) for word in _choices(item)]
    return words[0] if len(words) == 1 else f"(?:{'|'.join(words)})"


def _word(word: str) -> str:
    return re.escape(word).replace(r"\*", r"\w+").replace("'", "['’]")


def _choices(item: str) -> tuple[str, ...]:
    return alternatives(item, vocabulary()["words"])


def cue_expansions(text: str) -> Iterator[str]:
    """Every way to write a cue: what the tests feed back to the reader."""
    items = _items(text)
    options = [(*_choices(item), *([""] if item.endswith("?") else [])) for item in items]
    for choice in product(*options):
        yield " ".join(word.replace("*ly", "formally").replace("*", "all") for word in choice if word)
