"""The ladder of statuses, and what each event means for it."""

from __future__ import annotations

from pipeline.model import Event, Status

LADDER = (
    Status.ANNOUNCED,
    Status.PRE_PRODUCTION,
    Status.FILMING,
    Status.WRAPPED,
    Status.POST_PRODUCTION,
    Status.RELEASED,
)
RUNG = {status: rung for rung, status in enumerate(LADDER)}

MEANS: dict[Event, Status | None] = {
    Event.ANNOUNCED: Status.ANNOUNCED,
    Event.ORDERED: Status.ANNOUNCED,
    Event.RENEWED: Status.ANNOUNCED,
    Event.REVIVED: Status.ANNOUNCED,
    Event.ENTERED_PRE_PRODUCTION: Status.PRE_PRODUCTION,
    Event.STARTED_FILMING: Status.FILMING,
    Event.FILMING: Status.FILMING,
    Event.PAUSED: Status.ON_HOLD,
    Event.RESUMED: Status.FILMING,
    Event.WRAPPED_FILMING: Status.WRAPPED,
    Event.RESHOOTS: None,
    Event.ENTERED_POST_PRODUCTION: Status.POST_PRODUCTION,
    Event.RELEASE_DATE_SET: None,
    Event.RELEASED: Status.RELEASED,
    Event.DELAYED: None,
    Event.CANCELLED: Status.CANCELLED,
}
"""The status that an asserted event puts a production in; None leaves it where it is."""

EVENT_OF: dict[Status, Event] = {
    Status.ANNOUNCED: Event.ANNOUNCED,
    Status.PRE_PRODUCTION: Event.ENTERED_PRE_PRODUCTION,
    Status.FILMING: Event.STARTED_FILMING,
    Status.WRAPPED: Event.WRAPPED_FILMING,
    Status.POST_PRODUCTION: Event.ENTERED_POST_PRODUCTION,
    Status.RELEASED: Event.RELEASED,
    Status.ON_HOLD: Event.PAUSED,
    Status.CANCELLED: Event.CANCELLED,
}
"""The event that a source's own move to a status amounts to."""
