"""When an article that a server refused is asked for again. What its index said of it stands in its place until then.

For some days, and while its index lists it: at every visit where the server was only busy, else once a day.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

from pipeline.model import Page
from pipeline.moments import moment

DAYS = timedelta(days=4)
"""After that, what the index said is all that there is."""
CLOSED = timedelta(days=1)
REFUSED = "refused"
"""The key of ``Page.meta`` that holds the status of the refusal."""
BUSY = 429
"""The status of a server that wants fewer requests, or asked for a break."""


class Stored(Protocol):
    """What is known of the entry in place of an article (``pipeline.store.Validators``)."""

    @property
    def refused(self) -> str: ...
    @property
    def first_seen(self) -> str: ...
    @property
    def last_seen(self) -> str: ...


def in_place_of(entry: Page, status: int) -> Page:
    """The entry of an article that was refused with ``status``."""
    return replace(entry, meta={**entry.meta, REFUSED: str(status)})


def hoped_for(known: Stored, now: datetime) -> bool:
    """True for an article that was refused lately: its index is to lead to it again."""
    return bool(known.refused) and now - moment(known.first_seen) < DAYS


def due(known: Stored, now: datetime) -> bool:
    """True for one of these that may be asked for now."""
    rested = known.refused == str(BUSY) or now - moment(known.last_seen) >= CLOSED
    return hoped_for(known, now) and rested
