"""The cues of ``[cues]`` in ``lexicon.toml``: words that say how sure a statement is, each list as one expression.

The comment in that file is the description of the syntax. Nothing is decided here: what a cue means where it stands is
the business of ``modality.py``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import product

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


def _expression(cues: list[str]) -> str:
    """Cues that begin with a letter share one test for the beginning of a word: that is what makes them quick."""
    compiled = [_compile(text) for text in cues]
    words = "|".join(body for body, begins_word in compiled if begins_word)
    marks = "|".join(body for body, begins_word in compiled if not begins_word)
    return "|".join(part for part in (rf"\b(?:{words})" if words else "", marks) if part)


def _compile(text: str) -> tuple[str, bool]:
    """One cue as an expression, and whether a word has to begin with it."""
    items = text.split()
    barred = rf"(?!\s+(?:{items.pop()[1:]}))" if items[-1].startswith("!") else ""
    opens, closes = items[0] == "^", items[-1] == "$"
    first, *rest = items[opens : len(items) - closes]
    body = _item(first) + "".join(rf"(?:\s+{_item(i)})?" if i.endswith("?") else rf"\s+{_item(i)}" for i in rest)
    ends_word = items[-1][-1].isalnum()
    begins_word = not opens and (first[0].isalnum() or first[0] in "'*") and not first.startswith("n't")
    start, boundary, finish = "^" if opens else "", r"\b" if ends_word else "", "$" if closes else ""
    return f"{start}{body}{boundary}{finish}{barred}", begins_word


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
