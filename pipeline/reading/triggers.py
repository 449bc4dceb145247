"""Which phrases of the lexicon stand in a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from pipeline.reading.lexicon import Phrase, Rule, load
from pipeline.reading.nodes import title_case
from pipeline.reading.sentences import Sentence


@dataclass(slots=True)
class Trigger:
    """A phrase that stands in a sentence."""

    phrase: Phrase
    start: int
    end: int
    core: int
    """Where the last words begin: after a wide gap, else the same as the start."""
    rule: Rule
    """The rule that fired."""


def triggers_in(sentence: Sentence) -> list[Trigger]:
    """The phrases that fire: of overlapping ones the longest, the earlier rule among equals."""
    found: list[Trigger] = []
    lexicon = load()
    signs = lexicon.signs(sentence.chunks)
    for phrase in lexicon.candidates(signs):
        for match in phrase.pattern.finditer(sentence.low):
            start, end = match.span()
            found.append(Trigger(phrase, start, end, match.start("core") if phrase.wide else start, phrase.rule))
            if len(found) > 200:
                break
    if not found:
        return []
    shouting = title_case(sentence)
    found = [t for t in found if shouting or not _in_a_name(sentence, t)]
    found = [t for t in found if not (t.rule.id in _STARTS and _of_a_shoot(sentence.low, t))]
    traps = lexicon.trapped(sentence.low, signs)
    if traps:
        found = [t for t in found if not any(start < t.end and t.start < end for start, end in traps)]
    if len(found) < 2:
        return found
    kept: list[Trigger] = []
    for trigger in sorted(found, key=lambda t: (-_weight(t), t.rule.rank, t.start)):
        if not any(
            trigger.core < k.end and k.core < trigger.end and not _SEASONS & {k.rule.id, trigger.rule.id} for k in kept
        ):
            kept.append(trigger)
    return sorted(kept, key=lambda t: t.start)


_STARTS: Final = frozenset(("will-be-released", "begins-airing"))
_SHOOT_OF: Final = re.compile(r"\b(?:production|filming|photography|shooting|cameras rolling) (?:on|of|for)\b[^,.;:]*$")


def _of_a_shoot(low: str, trigger: Trigger) -> bool:
    """Such as "Production on X season 2 starts on Monday": it is the shoot that starts, and not the season."""
    told = trigger.rule.id == "begins-airing" or low.startswith(("season", "series"), trigger.start)
    return told and bool(_SHOOT_OF.search(low, 0, trigger.start))


_SEASONS: Final = frozenset(("season-confirmed", "confirms-season"))
"""Rules that need a season and leave their words to others where there is none."""


_NAME_WORD: Final = re.compile(r"[\w'’-]+")


def _in_a_name(sentence: Sentence, trigger: Trigger) -> bool:
    """In running text a capitalised verb is part of a name: "the Child Rights Commission"."""
    text = sentence.text
    if not text[trigger.start].isupper():
        return False
    word = _NAME_WORD.match(text, trigger.start)
    if word is None or word.group().isupper():
        return False
    return bool(re.search(r"[\w,]['’]?\s+$", text[: trigger.start])) and word.group() not in (
        "Filming",
        "Production",
        "Shooting",
        "Shoot",
        "Principal",
    )


def _weight(trigger: Trigger) -> int:
    """Longer phrases win; a gap that was filled counts little."""
    if not trigger.phrase.wide:
        return 100 * (trigger.end - trigger.start)
    return 100 * (trigger.end - trigger.core + 8) - (trigger.core - trigger.start)
