"""How sure a statement is: denied, rumoured, speculated, planned or asserted. The first that matches wins."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from pipeline.model import Event, Modality
from pipeline.reading.cues import cue_expressions, cue_stems
from pipeline.reading.lexicon import Rule
from pipeline.reading.sentences import holds_any

_CUES: Final = cue_expressions()
_HEARSAY_STEMS: Final = cue_stems("rumoured")
_JOINTS: Final = re.compile(rf"{_CUES['joints'].pattern}|,(?= \w+ (?:has|have|is|are|will))")
_UNTIL_AFTER: Final = re.compile(r"^[^.;:!?]{0,60}\b(?:until|till|before)\b")
_BEGUN: Final = frozenset((Event.STARTED_FILMING, Event.RESUMED, Event.WRAPPED_FILMING))
_NOT_UNTIL: Final = re.compile(
    r"[^.;:!?,]{0,30}\b(?:until|till)\s+(?:at least |the |early |mid |mid-|late |later |in |sometime )*"
    r"(?:\d|jan|feb|mar|apr|may\b|jun|jul|aug|sep|oct|nov|dec|spring|summer|autumn|fall\b|winter|next|this)"
    r"|[^.;:!?,]{0,30}\buntil\s+[^.;:!?,]{1,70}?(?<!\w)(?:wraps|finishes|(?:has|have|is)"
    r" (?:wrapped|finished|completed))\b"
)
_REACHES_END: Final = re.compile(r"[^.;:!?,]{0,45}")
"""What may stand between a denial and the phrase that it denies."""
_DENIED_AFTER: Final = re.compile(r"\s*(?:won['’]t|will not|are not|aren['’]t)\b")
_ASIDE: Final = re.compile(r"\b(?:which (?:was|is|were|are)|while|whereas)\b|;")
"""Between a statement and hearsay: the hearsay is of something else ("renewed, while sources say …")."""
_IF: Final = re.compile(r"\bif\b")
_WAITED_FOR: Final = re.compile(
    r"(?:^|(?<![-\w])(?<!\bthe )(?<!\ban )(?<!\ba )(?<!\bat )(?<!\bfor ))"
    r"(?:once|as soon as|the moment|when|until|till|before|after(?=.*\b(?:has|have|is|are)\s*(?:\w+ly\s+)?$))\s+"
    r"(?!(?:again|more)\b)([^.;:!?,]{0,70})$"
)
"""Before a phrase for what something else waits for: "as soon as X has wrapped", "once filming wraps"."""
_PERFECT: Final = re.compile(r"\b(?:has|have|is|are|gets?)\s+(?:\w+ly\s+)?(?:been\s+)?\w+(?:ed|done|gun|shot|ot)\b")
_PRESENT: Final = re.compile(r"(?:\w+(?:ps|hes|ds|ns|ts|es)|wrap|begin|start|finish)\b")
_NEGATIVE_ITSELF: Final = re.compile(r"\bnot\b|n['’]t|missing|fail")
"""Phrases for an end that are negations themselves: "will not be back"."""


def modality_of(rule: Rule, low: str, clause: tuple[int, int], words: tuple[int, int]) -> tuple[Modality, str | None]:
    """The modality of a phrase at ``words`` in a sentence, and the cue that made it so if there is one.

    ``clause`` is the part of the sentence that the phrase stands in.
    """
    before = low[clause[0] : words[0]]
    near = _JOINTS.split(before)[-1]
    inside = low[words[0] : words[1]]
    after = low[words[1] : clause[1]]
    denial = _denial(rule, before, near, inside, after)
    if denial:
        return Modality.DENIED, denial
    hearsay = _hearsay(low)
    if hearsay and not _ASIDE.search(low, words[1], max(words[1], hearsay.start())):
        return Modality.RUMOURED, hearsay.group()
    verb = f"{near[-60:]} {inside}"
    guess = _CUES["speculated"].search(verb)
    if guess:
        return Modality.SPECULATED, guess.group()
    if rule.fixed or rule.modality is not Modality.ASSERTED:
        return rule.modality, None
    if rule.event in _BEGUN and (waits := _waited_for(low, before, inside)):
        return Modality.PLANNED, waits
    plan = _plan(near[-60:] if rule.event is Event.DELAYED else verb)
    return (Modality.PLANNED, plan) if plan else (Modality.ASSERTED, None)


def _waited_for(low: str, before: str, inside: str) -> str | None:
    """The words that make a phrase what something else waits for; it need not have come true ("once X has wrapped").

    After "when X wrapped" it has. "After X has wrapped" leaves it open only where the sentence tells a plan.
    """
    opened = _WAITED_FOR.search(before)
    if opened is None:  # "begins filming the moment X wraps", all of it the phrase
        ahead, _, inside = inside.rpartition(" ")
        before = f"{before}{ahead} "
        opened = _WAITED_FOR.search(before) if ahead else None
    if opened is None or len(opened[1].split()) > 12:
        return None
    told = f"{opened[1]}{inside}"
    if not (_PERFECT.search(told) or _PRESENT.match(inside)):
        return None
    word = before[opened.start() :].split()[0]
    return word if word != "after" or _CUES["planned"].search(low) else None


@lru_cache(maxsize=64)
def _hearsay(low: str) -> re.Match[str] | None:
    """The words that make a whole sentence hearsay: sought once for all its phrases."""
    if not holds_any(low, _HEARSAY_STEMS):
        return None
    found = _CUES["rumoured"].search(low)
    return found if found and not _CUES["refuted"].search(low) else None


def _denial(rule: Rule, before: str, near: str, inside: str, after: str) -> str | None:
    """The words that deny a phrase: in the words before it, in itself, or behind it."""
    if rule.event is Event.CANCELLED and _NEGATIVE_ITSELF.search(inside):
        return None
    behind = _DENIED_AFTER.match(after) if rule.event is Event.RESHOOTS else None
    if behind:
        return behind.group().strip()
    if "if" in near and _IF.search(near):
        return None
    found = (
        _CUES["refuted"].search(before.rsplit(", ", 1)[-1])
        or _not_before(f"{near[-70:]} ")
        or _CUES["denied_within"].search(inside.rsplit(" ", 1)[0] if " " in inside else "")
        or _CUES["denied_first"].match(inside)
    )
    if not found or (rule.event in (Event.RELEASE_DATE_SET, Event.RELEASED) and _UNTIL_AFTER.search(after)):
        return None
    if rule.event in _BEGUN and _NOT_UNTIL.match(after):
        return None  # "will not start filming until May": it will in May
    return found.group()


def _not_before(near: str) -> re.Match[str] | None:
    """The last denial in front of a phrase, unless something stands between that ends what it denies."""
    denials = list(_CUES["denied"].finditer(near))
    return denials[-1] if denials and _REACHES_END.fullmatch(near, denials[-1].end()) else None


_ASIDE_ENDS: Final = re.compile(r",\s+(?:has|have|had|was|were)\b")
"""Behind a plan told aside: "X, due to start in May, has been …"."""


def _plan(verb: str) -> str | None:
    """The words of a plan, unless "to" belongs to something that was done ("was forced to halt")."""
    sure = _CUES["surely_planned"].search(verb)
    if sure and not _ASIDE_ENDS.search(verb, sure.end()):
        return sure.group()
    cleared = _CUES["not_planned"].sub(" ", verb) if " to " in verb else verb
    plans = list(_CUES["planned"].finditer(cleared))
    return plans[-1].group() if plans and not _CUES["done_since"].search(cleared, plans[-1].end()) else None
