"""What cannot be so by its order: a start before the announcement, or while the shoot that comes first goes on.

Pure. What is found here speaks against a start; it never undoes one that was told, since only what was known before
the start was first claimed speaks against it. It says nothing where little is known: an announcement without a day is
taken to be as old as it may be, a shoot that nobody mentions to be over.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from pipeline.model import Event, Modality, Window
from pipeline.weigh import SAME_EVENT, Said

BEFORE_ANNOUNCED = timedelta(days=30)
"""A start that lies no further before the announcement is no wonder: announcements are late."""
SEEN_LATELY = timedelta(days=30)
"""A shoot goes on, if it was seen within so many days before."""
ANNOUNCING = frozenset({Event.ANNOUNCED, Event.ORDERED, Event.RENEWED})
SHOOTING = frozenset({Event.STARTED_FILMING, Event.FILMING, Event.RESUMED})
OVER = frozenset({Event.WRAPPED_FILMING, Event.ENTERED_POST_PRODUCTION, Event.RELEASED, Event.CANCELLED, Event.PAUSED})
OUT_OF_ORDER = "an independent source: by the order of events it cannot be so"
"""What such a start waits for."""

Firsts = Sequence[Sequence[Said]]
"""The reports of the productions that are to be shot first, one sequence a production."""


def objections(start: Window, bearing: Iterable[Said], live: Iterable[Said], firsts: Firsts) -> tuple[Said, ...]:
    """What speaks, by its order, against a start at that time; ``bearing`` are the reports that claim it."""
    bearing = tuple(bearing)
    against = (*_announced_later(start, bearing, live), *(said for first in firsts for said in _goes_on(start, first)))
    claimed = min(said.noticed for said in bearing)
    return tuple(said for said in against if said.noticed < claimed)


def _announced_later(start: Window, bearing: Sequence[Said], live: Iterable[Said]) -> Iterable[Said]:
    """The announcements, if every one of them is later by a margin, and none is by those who claim the start."""
    announced = [said for said in live if said.event in ANNOUNCING and not said.row and _asserted(said)]
    sources = {said.source for said in bearing}
    if any(said.window.earliest <= start.latest + BEFORE_ANNOUNCED or said.source in sources for said in announced):
        return ()
    return announced


def _goes_on(start: Window, first: Sequence[Said]) -> Iterable[Said]:
    """The reports of late of a shoot that began well before, and of which no end is known."""
    known = [said for said in first if _asserted(said)]
    seen = [said for said in known if said.event in SHOOTING and said.window.earliest <= start.latest]
    over = [said for said in known if said.event in OVER and said.window.earliest <= start.latest + SAME_EVENT]
    if over or not any(said.window.latest < start.earliest - SAME_EVENT for said in seen):
        return ()
    return [said for said in seen if said.window.latest >= start.earliest - SEEN_LATELY]


def _asserted(said: Said) -> bool:
    return said.modality is Modality.ASSERTED and not said.part
