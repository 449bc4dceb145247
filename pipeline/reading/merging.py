"""Statements of one page that say the same thing become one; what a page says for sure outweighs what it hints at."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from pipeline.model import Event, Modality
from pipeline.reading.claims import Claim
from pipeline.reading.page import SURNAMED, Page
from pipeline.reading.titles import bare_form

_REMEMBERED: Final = 50
"""Statements about one production that a new one is compared with."""
_OFFSHOOT_NAMES: Final = {
    "sequel": "sequel",
    "prequel": "prequel",
    "spin-off": "spin-off",
    "spinoff": "spinoff",
    "follow-up": "sequel",
    "spin off": "spin-off",
    "threequel": "sequel",
}
"""What is added to a title to name an offshoot of it."""


_LATER: Final = frozenset(
    (
        Event.ENTERED_PRE_PRODUCTION,
        Event.STARTED_FILMING,
        Event.FILMING,
        Event.WRAPPED_FILMING,
        Event.ENTERED_POST_PRODUCTION,
        Event.REVIVED,
        Event.ORDERED,
    )
)
"""Events that an undated announcement on the same page adds nothing to."""


def merge(claims: Iterable[Claim], page: Page) -> list[Claim]:
    """The claims that remain, in the order of the text."""
    by_title: dict[str, list[Claim]] = {}
    kept: list[Claim] = []
    for claim in claims:
        _rename(claim, page)
        _number(claim, page)
        fuller = page.fuller(claim.title)
        if fuller.startswith(f"{claim.title}:") or SURNAMED.fullmatch(fuller[len(claim.title) :]):
            claim.title = fuller
        rivals = by_title.setdefault(bare_form(claim.title), [])
        twin = next((k for k in rivals[-_REMEMBERED:] if _same(k, claim)), None)
        if twin is None:
            kept.append(claim)
            rivals.append(claim)
        else:
            _absorb(twin, claim)
    return [claim for claim in kept if not _outweighed(claim, by_title[bare_form(claim.title)][:_REMEMBERED])]


def _rename(claim: Claim, page: Page) -> None:
    """A sequel is not the film it follows: it takes its name from it, or the one that the page has ("X 2")."""
    claim.title = claim.title.removesuffix(" TV").removesuffix(" Season")
    name = _OFFSHOOT_NAMES.get(claim.offshoot or "")
    if name == "sequel" and (numbered := page.numbered(claim.title)):
        claim.title, claim.offshoot = numbered, None
        return
    if ":" in claim.title:
        name = None
    if claim.offshoot == "remake" and "remake of" in claim.sentence.low:
        name = "remake"
    printed = not claim.title[-1:].isdigit() or claim.title.lower() in claim.sentence.low
    if name and printed and not claim.title.lower().endswith(name) and claim.how == "named":
        claim.title = f"{claim.title} {name}"


def _number(claim: Claim, page: Page) -> None:
    """The number of "Mirzapur 3" is a season of a series, and part of the title of a film."""
    words = claim.title.split()
    if claim.season is not None and len(words) > 1 and words[-1] == str(claim.season):
        claim.title = " ".join(words[:-1])
        return
    headed = bool(page.sentences) and claim.title.lower() in page.sentences[0].low
    if (
        claim.season is None
        and len(words) > 1
        and words[-1].isdigit()
        and int(words[-1]) <= 40
        and (headed or " shows " in claim.sentence.low)
        and page.tv > 0
        and page.film == 0
    ):
        claim.title, claim.season = " ".join(words[:-1]), int(words[-1])


def _same(one: Claim, other: Claim) -> bool:
    if one.rule.event is not other.rule.event:
        return False
    if one.part != other.part:
        return False
    if one.season != other.season and None not in (one.season, other.season):
        return False
    if Modality.DENIED in (one.modality, other.modality) and one.modality is not other.modality:
        return False
    return not (one.window and other.window and one.window.gap(other.window) > 0)


def _absorb(kept: Claim, more: Claim) -> None:
    """Keep the more telling of two: the season, the date, the names that only one of them gives."""
    before = kept.modality
    if kept.modality is Modality.RUMOURED and kept.sentence.headline and _confirms(more):
        modality = more.modality
    elif more.modality is Modality.RUMOURED or kept.modality is Modality.RUMOURED:
        modality = Modality.RUMOURED
    elif kept.modality is Modality.SPECULATED:
        modality = more.modality
    elif more.modality is Modality.SPECULATED:
        modality = kept.modality
    elif kept.sentence.headline and (kept.rule.event is Event.FILMING or _only_headed(kept, more)):
        modality = more.modality
    else:
        modality = kept.modality
    if kept.rule.event is Event.CANCELLED and more.rule.id == "ending" and more.season is not None:
        modality = more.modality
    kept.season = kept.season if kept.season is not None else more.season
    if (kept.window is None and more.window is not None) or (
        kept.window and more.window and more.window.days < kept.window.days
    ):
        kept.window, kept.date_text = more.window, more.date_text
        kept.sentence, kept.words, kept.rule = more.sentence, more.words, more.rule
    kept.modality = modality
    if modality is not before:
        kept.cue = more.cue
    kept.date_text = kept.date_text or more.date_text
    if not kept.relation:
        kept.relation, kept.related, kept.related_season = more.relation, more.related, more.related_season
    kept.place = kept.place or more.place
    kept.speaker = kept.speaker or more.speaker
    kept.via = kept.via or more.via


def _confirms(more: Claim) -> bool:
    """Such as "the makers have confirmed that X will air" below a headline that ends in "report"."""
    return more.modality is not Modality.RUMOURED and "confirm" in more.sentence.low and not more.sentence.headline


_RESUMED: Final = re.compile(r"\b(?:resumed|restarted|returned|has begun)\b")


def _only_headed(kept: Claim, more: Claim) -> bool:
    """Such as "X returns to production" over "will resume filming on Wednesday": a headline tells plans as facts."""
    if kept.rule.event is not Event.RESUMED:
        return False
    planned = kept.modality is Modality.PLANNED and kept.window is None
    done = planned and more.modality is Modality.ASSERTED and _RESUMED.search(more.sentence.low) is not None
    return done or (more.modality is Modality.PLANNED and more.window is not None)


def _told_apart(claim: Claim, other: Claim) -> bool:
    """Is a new date told in a sentence of its own, beside that which tells of the delay?"""
    dated = claim.window is not None and claim.window == other.window
    return dated and claim.sentence is not other.sentence and not claim.sentence.headline


def _outweighed(claim: Claim, kept: list[Claim]) -> bool:
    """A new date told as a delay is not told again as a release date; a start implies the shooting."""
    for other in kept:
        if other is claim or claim.part != other.part:
            continue
        seasons_agree = other.season == claim.season or None in (other.season, claim.season)
        if not seasons_agree:
            continue
        if (
            claim.rule.event is Event.RELEASE_DATE_SET
            and other.rule.event is Event.DELAYED
            and (claim.window == other.window or claim.window is None or other.window is None)
        ):
            if other.window is None:
                other.window, other.date_text = claim.window, claim.date_text
            if not _told_apart(claim, other):
                return True
        if (
            claim.rule.event is Event.ANNOUNCED
            and claim.window is None
            and other.rule.event in _LATER
            and other.modality is Modality.ASSERTED
        ):
            return True
        if (
            claim.rule.event is Event.ANNOUNCED
            and claim.window is None
            and other.rule.event is Event.CANCELLED
            and claim.sentence is other.sentence
        ):
            return True
        if (
            claim.rule.event is Event.FILMING
            and claim.window is None
            and other.rule.event is Event.STARTED_FILMING
            and other.window is not None
        ):
            return True
        if (
            claim.rule.event is Event.FILMING
            and other.rule.event in (Event.STARTED_FILMING, Event.RESUMED, Event.PAUSED, Event.WRAPPED_FILMING)
            and claim.window is None
            and claim.sentence is other.sentence
        ):
            return True
    return False
