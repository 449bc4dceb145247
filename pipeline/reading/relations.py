"""What ties one production to another: shot back to back, right after it, overlapping with it, sprung from it."""

from __future__ import annotations

import re
from typing import Final

from pipeline.reading.nodes import Node
from pipeline.reading.sentences import holds_any

AWAITED: Final = re.compile(
    r"\b(?:once|as soon as|the moment|when|until|after)\b(?=(?P<first>[^.;:!?,]{1,70}?)(?<!\w)"
    r"(?:(?:wraps?|(?:has|have|is) wrapped)\b|(?:finish(?:es)?|(?:has|have|is) (?:finished|completed|done))\b"
    r"(?= (?:filming|shooting|production|principal|photography)|[.,;:]|$)))"
)
"""What one shoot waits for, with the name of the other in ``first``: "once X wraps", "as soon as X has wrapped"."""
_BACK_TO_BACK: Final = re.compile(r"\bback[ -]to[ -]back\b")
_TIES: Final = (
    ("back_to_back", _BACK_TO_BACK),
    ("same_crew", re.compile(r"\bsame (?:(?:film|production) )?crew\b|\bshar(?:e|es|ing) (?:its|the|their|a|much of its"
        r"|most of its) (?:(?:film|production) )?crew\b")),
    ("overlaps", re.compile(r"\b(?:overlap(?:s|ped|ping)?|simultaneously|concurrent(?:ly)?|at the same time as"
        r"|(?:film|films|filmed|filming|shoot|shoots|shot|shooting) alongside)\b")),
    ("after", re.compile(r"\b(?:right|straight|soon|directly|immediately|shortly|once|as soon as)\s+after\b")),
    ("after", AWAITED),
    ("spin_off", re.compile(r"\bspin-?offs? (?:of|from|to)\b")),
)  # fmt: skip


_STEMS: Final = {
    "back_to_back": ("back",), "overlaps": ("overlap", "simult", "concurrent", "at the same", "alongside"),
    "same_crew": ("crew",),
    "after": ("after", "once", "as soon", "moment", "when", "until"), "spin_off": ("spin",),
}  # fmt: skip
"""A relation is sought where one of these letters stands."""


def tie(low: str, nodes: list[Node], title: str) -> tuple[str | None, Node | None]:
    """The relation that a sentence states for one of its titles, and the other title; twice None where it states none.

    "Back to back", "overlaps" and "the same crew" join the two titles of a sentence; "after" and "spin-off of" need the
    other title behind the words, and "an X spin-off" right before them.
    """
    others = [n for n in nodes if n.kind == "title" and n.name != title]
    if not others:
        return None, None
    for relation, words in _TIES:
        match = words.search(low) if holds_any(low, _STEMS[relation]) else None
        if not match:
            continue
        behind = [n for n in others if n.start >= match.end()]
        if words is AWAITED:
            behind = [n for n in behind if n.start < match.end("first")]
        if relation in ("after", "spin_off"):
            if behind and _only_between(low, match.end(), behind[0].start):
                return relation, behind[0]
        elif len({n.name for n in others}) == 1 or behind:
            return relation, (behind or others)[0]
    return _sprung_from(low, others)


_SPUN_OFF: Final = re.compile(r"[’'”\"]*(?:[’']s)? spin-?off\b(?! (?:of|from|to)\b)")


def _sprung_from(low: str, others: list[Node]) -> tuple[str | None, Node | None]:
    """Such as "Y, an X spin-off" and "the X spin-off Y", told of Y."""
    if "spin" not in low or len({n.name for n in others}) > 1:
        return None, None
    return next((("spin_off", n) for n in others if _SPUN_OFF.match(low, n.end)), (None, None))


def own_season(low: str, nodes: list[Node], number: int | None, pair: tuple[int | None, int | None]) -> int | None:
    """The other season of the same series that a season is shot back to back with; None where none is told.

    ``pair``: the two seasons that are told together ("seasons 2 and 3").
    """
    words = _BACK_TO_BACK.search(low) if number and "back" in low else None
    if words is None:
        return None
    if None not in pair:
        return next((other for other in pair if other != number), None)
    behind = next((n.season for n in nodes if n.season and n.start >= words.end()), None)
    told = behind and _WITH.fullmatch(low, words.end(), behind.start)
    return behind.number if behind and told and behind.number != number else None


_WITH: Final = re.compile(r" with (?:its |the )?")


def _only_between(low: str, start: int, end: int) -> bool:
    """Nothing but articles and adjectives stands between the words and the title."""
    return len(low[start:end].split()) <= 5 and not re.search(r"[.;:!?]", low[start:end])
