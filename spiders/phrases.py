"""The words that listings use for a status. A phrase that is not known is reported as unknown, never guessed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from pipeline.model import Status

_SAID = {
    Status.ANNOUNCED: (
        "announced|in development|development|developing|greenlit|green lit|greenlight|ordered|series order|picked up|"
        "commissioned|optioned|in active development|early development|planned|upcoming|project announced|pitch|script"
    ),
    Status.PRE_PRODUCTION: (
        "pre production|preproduction|in pre production|prepping|prep|in prep|preparing|in preparation|preparation|"
        "soft prep|hard prep|gearing up|about to shoot|entering pre production"
    ),
    Status.FILMING: (
        "filming|now filming|currently filming|shooting|now shooting|currently shooting|in production|production|"
        "principal photography|in principal photography|photography under way|filming now|on set|cameras rolling|"
        "rolling|in progress|active production|shoot in progress|under way|started filming|filming started"
    ),
    Status.WRAPPED: (
        "wrapped|filming wrapped|wrapped filming|photography completed|photography complete|shoot complete|"
        "shoot completed|filming complete|filming completed|finished filming|finished shooting|completed filming|"
        "production wrapped|production completed|production complete|principal photography completed|"
        "principal photography complete|wrap|has wrapped|that's a wrap|shooting completed|shooting complete"
    ),
    Status.POST_PRODUCTION: (
        "post production|postproduction|in post production|in post|post|editing|in the edit|in editing|"
        "visual effects|finishing|in the can"
    ),
    Status.RELEASED: (
        "released|in cinemas|in theaters|in theatres|now streaming|streaming|aired|airing|on air|out now|now playing|"
        "premiered|available now|in release|now showing|opened|now in cinemas"
    ),
    Status.ON_HOLD: (
        "on hold|hiatus|on hiatus|paused|suspended|halted|production halted|production suspended|production paused|"
        "postponed indefinitely|delayed indefinitely|in limbo|shut down|shutdown|stalled|filming paused|shoot paused"
    ),
    Status.CANCELLED: (
        "cancelled|canceled|scrapped|shelved|axed|abandoned|dead|dropped|called off|not moving forward|"
        "production cancelled|production canceled"
    ),
}


@lru_cache(maxsize=1024)
def spoken(phrase: str) -> str:
    """The form in which phrases are compared: lower case, hyphens as spaces, no closing punctuation."""
    return " ".join(re.sub(r"[-_–—‐‑/]+", " ", phrase.casefold().replace("’", "'")).split()).strip(" .!:;*")


_STATUS = {phrase: status for status, said in _SAID.items() for phrase in said.split("|")}


def status_of(phrase: str, own: Mapping[str, str]) -> Status | None:
    """The status that a phrase means: the source's own words first, then the common ones; None where it is unknown."""
    said = spoken(phrase)
    for known, status in own.items():
        if spoken(known) == said:
            return Status(status)
    return _STATUS.get(said)
