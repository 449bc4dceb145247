"""What ties one production to another: shot back to back, right after it, overlapping with it, sprung from it."""

from __future__ import annotations

import re
from typing import Final

from pipeline.reading.nodes import Node
from pipeline.reading.sentences import holds_any

AWAITED: Final = re.compile(
    r"\b(?:once|as soon as|the moment|when|until|after)\b(?=(?P<first>[^.;:!?]{1,70}?)(?<!\w)(?:wraps?|finish(?:es)?"
    r"|(?:has|have|is) (?:wrapped|finished|completed|done))\b)"
)
"""What one shoot waits for, with the name of the other in ``first``: "once X wraps", "as soon as X has wrapped"."""
_TIES: Final = (
    ("back_to_back", re.compile(r"\bback[ -]to[ -]back\b")),
    ("overlaps", re.compile(r"\b(?:overlap(?:s|ped|ping)?|simultaneously|concurrent(?:ly)?|at the same time as)\b")),
    ("after", re.compile(r"\b(?:right|straight|soon|directly|immediately|shortly|once|as soon as)\s+after\b")),
    ("after", AWAITED),
    ("spin_off", re.compile(r"\bspin-?offs? (?:of|from|to)\b")),
)  # fmt: skip


_STEMS: Final = {
    "back_to_back": ("back",), "overlaps": ("overlap", "simult", "concurrent", "at the same"),
    "after": ("after", "once", "as soon", "moment", "when", "until"), "spin_off": ("spin",),
}  # fmt: skip
"""A relation is sought where one of these letters stands."""


def tie(low: str, nodes: list[Node], title: str) -> tuple[str | None, Node | None]:
    """The relation that a sentence states for one of its titles, and the other title; twice None where it states none.

    "Back to back" and "overlaps" join the two titles of a sentence; "after" and "spin-off of" need the other title
    behind the words.
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
    return None, None


def _only_between(low: str, start: int, end: int) -> bool:
    """Nothing but articles and adjectives stands between the words and the title."""
    return len(low[start:end].split()) <= 5 and not re.search(r"[.;:!?]", low[start:end])
