"""Expressions that begin with a word, written so that a search runs quickly over what lies between.

An expression that begins with a word boundary is tried at every letter of a text. One that begins with a set of letters
is tried at those letters only, and the engine looks for them in a loop of its own: several times quicker.
"""

from __future__ import annotations

from collections.abc import Iterable


def led(alternatives: Iterable[str], joined: str = r"\w", marks: Iterable[str] = ()) -> str:
    r"""The expression ``\b(?:a|b|c)``, where each alternative begins with a letter or digit that stands for itself.

    ``joined`` are the characters that may not come before. ``marks`` may: they begin inside words ("n't", "'ll").
    """
    words, inside = _by_first(alternatives), _by_first(marks)
    first = "".join(dict.fromkeys((*words, *inside)))
    choices = [rf"(?<![{joined}][{first}])(?:{_choices(words)})"] if words else []
    return rf"[{first}](?:{'|'.join([*choices, _choices(inside)] if inside else choices)})"


def _by_first(alternatives: Iterable[str]) -> dict[str, list[str]]:
    """What follows each first letter, in the order given: what else comes first does not matter to a match."""
    tails: dict[str, list[str]] = {}
    for text in alternatives:
        first = "'’" if text.startswith("['’]") else text[0]
        if not (first == "'’" or first.isalnum()) or text[1:2] in ("?", "*", "+", "{"):
            raise ValueError(f"does not begin with a letter that stands for itself: {text!r}")
        tails.setdefault(first, []).append(text.removeprefix("['’]") if first == "'’" else text[1:])
    return tails


def _choices(tails: dict[str, list[str]]) -> str:
    behind = {first: r"\w['’]" if first == "'’" else first for first in tails}
    return "|".join(f"(?<={behind[first]})(?:{'|'.join(some)})" for first, some in tails.items())
