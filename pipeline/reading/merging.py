"""Statements of one page that say the same thing become one; what a page says for sure outweighs what it hints at."""

from __future__ import annotations

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
        _rename(claim)
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


def _rename(claim: Claim) -> None:
    """A sequel is not the film it follows: it takes its name from it."""
    claim.title = claim.title.removesuffix(" TV")
    name = _OFFSHOOT_NAMES.get(claim.offshoot or "")
    if ":" in claim.title:
        name = None
    if claim.offshoot == "remake" and "remake of" in claim.sentence.low:
        name = "remake"
    if name and not claim.title.lower().endswith(name) and claim.how == "named":
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
        and headed
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
    if more.modality is Modality.RUMOURED or kept.modality is Modality.RUMOURED:
        modality = Modality.RUMOURED
    elif kept.modality is Modality.SPECULATED:
        modality = more.modality
    elif more.modality is Modality.SPECULATED:
        modality = kept.modality
    else:
        modality = more.modality if kept.sentence.headline and kept.rule.event is Event.FILMING else kept.modality
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
    kept.relation, kept.related = (kept.relation, kept.related) if kept.relation else (more.relation, more.related)
    kept.place = kept.place or more.place
    kept.speaker = kept.speaker or more.speaker
    kept.via = kept.via or more.via


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
