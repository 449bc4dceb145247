"""The rules that decide a change. Pure: no clock, no database, no web. The first file to open.

``diff`` is given what was believed of one production (its ``Standing``) and every live report about it, and says which
moves the reports bear out. It does not say whether a move is told: that is ``settle``'s part. The rules, in words, with
the scenarios that prove them, stand in docs/how-changes-are-decided.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Literal

from pipeline.model import Event, Modality, Status, Window
from pipeline.sequence import ANNOUNCING, OUT_OF_ORDER, Firsts, objections
from pipeline.status import EVENT_OF, RUNG
from pipeline.weigh import PRIMARY, SAME_EVENT, THRESHOLD, Cluster, Said, best_cluster, origins, support

FRESH = timedelta(days=30)
"""An event that is older than this when it is first read fills in the timeline and is not news."""
BASELINE_FRESH = timedelta(days=7)
"""Of a source's first run, only what its reports themselves date within this is news."""
LAG = timedelta(days=10)
"""For so long after a turn back, a source that has not turned yet is taken to be late, not to know better."""

What = Literal["start", "wrap", "release"]


@dataclass(frozen=True, slots=True)
class Slot:
    """One thing that is told of a production once: its name, the events that speak of it, where it leads."""

    name: str
    events: frozenset[Event]
    to: Status
    cautious: bool = False
    """True: one source alone, unless primary, waits for its next accepted run to say so again."""


SLOTS = (
    Slot("announced", ANNOUNCING, Status.ANNOUNCED),
    Slot("revived", frozenset({Event.REVIVED}), Status.ANNOUNCED),
    Slot("pre_production", frozenset({Event.ENTERED_PRE_PRODUCTION}), Status.PRE_PRODUCTION),
    Slot("started", frozenset({Event.STARTED_FILMING}), Status.FILMING),
    Slot("filming", frozenset({Event.FILMING}), Status.FILMING),
    Slot("resumed", frozenset({Event.RESUMED}), Status.FILMING),
    Slot("paused", frozenset({Event.PAUSED}), Status.ON_HOLD, cautious=True),
    Slot("wrapped", frozenset({Event.WRAPPED_FILMING}), Status.WRAPPED),
    Slot("post_production", frozenset({Event.ENTERED_POST_PRODUCTION}), Status.POST_PRODUCTION),
    Slot("released", frozenset({Event.RELEASED}), Status.RELEASED),
    Slot("cancelled", frozenset({Event.CANCELLED}), Status.CANCELLED, cautious=True),
)
UNDATED = frozenset({"filming", "resumed", "paused"})
"""Told while they are so, not for when they were: no filling in afterwards, no other date to correct."""
STARTS = frozenset({"started", "filming"})
"""What may come too early."""
SLOT_OF = {event: slot for slot in SLOTS for event in slot.events}


@dataclass(frozen=True, slots=True)
class Milestone:
    """What was told for a slot: under which key, of which date."""

    key: str
    happened: Window


@dataclass(frozen=True, slots=True)
class Turn:
    """The last time that the standing went back or was cancelled: when, whence, whither, and who had said so.

    ``late`` are the sources that turned afterwards.
    """

    at: datetime
    whence: Status
    to: Status
    sources: frozenset[str]
    late: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Standing:
    """What is believed of one production. ``ladder`` is its rung, also while it is on hold or cancelled.

    ``told`` are the milestones of the present round; ``opened`` says since when a slot may be told again. ``climbed``
    is when the rung was last reached or affirmed by news, ``paused`` when it was last put on hold in this round.
    """

    status: Status | None = None
    ladder: Status | None = None
    since: Window | None = None
    told: Mapping[str, Milestone] = field(default_factory=dict)
    opened: Mapping[str, datetime] = field(default_factory=dict)
    planned: Mapping[What, Window] = field(default_factory=dict)
    places: frozenset[str] = frozenset()
    turn: Turn | None = None
    climbed: datetime | None = None
    paused: datetime | None = None

    @property
    def rung(self) -> int:
        """The rung reached; -1 before the first."""
        return RUNG[self.ladder] if self.ladder else -1


@dataclass(frozen=True, slots=True)
class Move:
    """A move that the reports bear out, or would with more support.

    ``waits`` is why it cannot be told yet ("support" or "a second look"), None where it can; ``late`` says that it only
    fills in the timeline. ``rule`` names the rule, for ``slatewatch show``.
    """

    slot: str
    kind: str
    to: Status | None
    happened: Window | None
    said: tuple[Said, ...]
    support: int
    rule: str
    against: tuple[Said, ...] = ()
    waits: str | None = None
    out_of_order: bool = False
    late: bool = False
    what: What | None = None
    planned: Window | None = None
    planned_before: Window | None = None
    place: str | None = None


def claimed(said: Said) -> Event | None:
    """The event that a report claims as a fact about the whole production, or None."""
    if said.part or said.modality is not Modality.ASSERTED:
        return None
    if not said.row:
        return said.event if said.event in SLOT_OF else None
    if said.status is None or (said.baseline and said.date is None):
        return None
    if said.previous is None:
        started_unseen = said.status is Status.FILMING and said.date is None
        return Event.FILMING if started_unseen else _dated_or_status(said)
    if said.previous is Status.ON_HOLD and said.status is Status.FILMING:
        return Event.RESUMED
    if goes_back(said):
        return None
    return EVENT_OF[said.status]


def _dated_or_status(said: Said) -> Event | None:
    return said.event if said.event in SLOT_OF else EVENT_OF[said.status] if said.status else None


def goes_back(said: Said) -> bool:
    """True for a row that its own source moved down the ladder, or brought back from a cancellation."""
    if not said.row or said.status not in RUNG or said.previous is None:
        return False
    return said.previous is Status.CANCELLED or (said.previous in RUNG and RUNG[said.status] < RUNG[said.previous])


def slot_claims(slot: Slot, standing: Standing, live: Iterable[Said]) -> list[Said]:
    """The live reports that claim ``slot`` in the present round."""
    opened = standing.opened.get(slot.name)
    listed_only = slot.name == "paused" and standing.rung > RUNG[Status.FILMING]
    return [
        said
        for said in live
        if _claimed_now(said, standing) in slot.events
        and (opened is None or said.noticed > opened)
        and (said.row or not listed_only)
        and not _behind(said, standing)
    ]


def _claimed_now(said: Said, standing: Standing) -> Event | None:
    """What is claimed, in the light of a pause: after it, a start is the restart, or old news where it is dated so."""
    event, paused = claimed(said), standing.paused
    if event is not Event.STARTED_FILMING or paused is None or said.noticed <= paused:
        return event
    if said.date and said.date.latest < paused.date():
        return event
    return Event.RESUMED if said.row or said.date else None


def _behind(said: Said, standing: Standing) -> bool:
    """After a turn back, a source that has not turned itself is late for a while; so is news of before the turn."""
    turn = standing.turn
    if turn is None or said.noticed <= turn.at or said.source in turn.sources | turn.late:
        return False
    if said.date:
        return said.date.latest < turn.at.date()
    return said.noticed - turn.at <= LAG


def denials(slot: Slot, live: Iterable[Said], of: Window) -> tuple[Said, ...]:
    """The reports that deny an event of ``slot`` and could have known of ``of``: made in or after it."""
    return tuple(
        said
        for said in live
        if said.modality is Modality.DENIED
        and not said.part
        and said.event in slot.events
        and of.earliest <= said.published <= of.latest + FRESH * 2
        and (said.date is None or said.date.gap(of) <= SAME_EVENT.days)
    )


def milestone(
    slot: Slot, standing: Standing, live: Sequence[Said], at: datetime, names: Mapping[str, str],
    past: Sequence[Said] = (), firsts: Firsts = (),
) -> Move | None:  # fmt: skip
    """What the reports say of ``slot``: a move, or None where there is nothing to tell.

    ``past`` are rows that say something else by now. They still bear the date that was told. ``firsts`` are the live
    reports of the productions that are to be shot before this one.
    """
    held = standing.told.get(slot.name)
    if slot.name in UNDATED and (held or not _forward(slot, standing)):
        return None
    claims = slot_claims(slot, standing, [*live, *past] if held else live)
    cluster = best_cluster(claims, names, held.happened if held else None)
    if cluster is None:
        return None
    if held and cluster.window.gap(held.happened) <= SAME_EVENT.days:
        return None
    against = denials(slot, live, cluster.window)
    move = Move(
        slot=slot.name,
        kind=_kind(slot, cluster, standing),
        to=slot.to,
        happened=_not_after(cluster.window, at),
        said=cluster.said,
        support=cluster.support - support(against, names),
        rule="a report says that it happened",
        against=against,
    )
    if cluster.window.earliest > at.date() or move.support <= 0:
        return None
    if held:
        return _outweighs(move, held, claims, names)
    return _placed(_waiting(_in_order(move, live, firsts), slot, at, names), slot, standing, cluster, at)


def _kind(slot: Slot, cluster: Cluster, standing: Standing) -> str:
    if slot.name == "resumed":
        return Event.RESUMED if standing.status is Status.ON_HOLD else Event.FILMING
    best = min(cluster.said, key=lambda s: (-s.trust, s.noticed, s.source, s.ordinal))
    return claimed(best) or best.event


def _not_after(window: Window, at: datetime) -> Window:
    """What happened did not happen later than now."""
    return Window(window.earliest, min(window.latest, at.date())) if window.earliest <= at.date() else window


def _outweighs(move: Move, held: Milestone, claims: Sequence[Said], names: Mapping[str, str]) -> Move | None:
    """Another date than the one told: a correction only where it has more behind it."""
    own = [said for said in claims if said.window.gap(held.happened) <= SAME_EVENT.days]
    if move.support < THRESHOLD or move.support <= support(own, names):
        return None
    return replace(move, rule="another date has more support than the one told", kind="correction", late=True)


def _in_order(move: Move, live: Sequence[Said], firsts: Firsts) -> Move:
    """A start that comes too early by what else is known: that speaks against it."""
    if move.slot not in STARTS or move.happened is None:
        return move
    found = objections(move.happened, move.said, live, firsts)
    return replace(move, against=(*move.against, *found), out_of_order=bool(found))


def _waiting(move: Move, slot: Slot, at: datetime, names: Mapping[str, str]) -> Move:
    if move.support < THRESHOLD:
        return replace(move, waits="support")
    if slot.cautious and not _sure(move.said, at, names):
        return replace(move, waits="a second look")
    if move.out_of_order and not _sure(move.said, at, names):
        return replace(move, waits=OUT_OF_ORDER)
    return move


def _sure(said: Sequence[Said], at: datetime, names: Mapping[str, str]) -> bool:
    """A primary source, two independent ones, or one that said so again in its next accepted run."""
    if any(s.trust >= PRIMARY or s.steady(at) for s in said):
        return True
    return len(set(origins(said, names).values())) > 1


def _placed(move: Move, slot: Slot, standing: Standing, cluster: Cluster, at: datetime) -> Move | None:
    """Where the move stands to the ladder: forward is news, behind only fills in what is dated."""
    dated = any(said.date for said in cluster.said) or any(said.row for said in cluster.said)
    if not _forward(slot, standing):
        if not any(said.date for said in cluster.said):
            return None
        return replace(move, late=True, rule="older than the standing: the timeline is filled in")
    if standing.status is slot.to and all(said.row and not said.date for said in cluster.said):
        return None
    if cluster.window.latest < at.date() - FRESH:
        return replace(move, late=True, rule="older than the freshness window: the timeline is filled in")
    if all(said.baseline for said in cluster.said) and not (
        dated and cluster.window.latest >= at.date() - BASELINE_FRESH
    ):
        return replace(move, late=True, rule="known from the source's first run: no news")
    return move


def _forward(slot: Slot, standing: Standing) -> bool:
    if slot.name == "cancelled":
        return standing.status is not Status.CANCELLED
    if slot.name == "paused":
        return standing.status not in (Status.ON_HOLD, Status.RELEASED)
    if slot.name == "revived" and standing.status is Status.CANCELLED:
        return True
    if standing.status is Status.ON_HOLD:
        return RUNG[slot.to] >= standing.rung
    if slot.name == "started":
        return standing.rung <= RUNG[Status.FILMING]
    return RUNG[slot.to] > standing.rung


def reversal(standing: Standing, live: Sequence[Said], at: datetime, names: Mapping[str, str]) -> Move | None:
    """A source moved its own row down: told when a second source, or its own next accepted run, agrees."""
    since = max((t for t in (standing.climbed, standing.turn and standing.turn.at) if t), default=None)
    back = [
        said
        for said in live
        if (goes_back(said) or said.previous is Status.ON_HOLD)
        and not said.baseline
        and (since is None or said.noticed > since)
        and said.status in RUNG
        and _below(said.status, standing)
        and not echoes(said, standing.turn)
    ]
    if not back:
        return None
    lowest = min(back, key=lambda s: (RUNG[s.status] if s.status else 0, s.noticed, s.id)).status
    agreeing = tuple(said for said in back if said.status is lowest)
    weight = support(agreeing, names)
    sure = weight >= THRESHOLD and _sure(agreeing, at, names)
    return Move(
        slot="reverted", kind="reverted", to=lowest, happened=agreeing[0].window, said=agreeing, support=weight,
        rule="its own source took it back", waits=None if sure else "a second look",
    )  # fmt: skip


def _below(status: Status, standing: Standing) -> bool:
    return standing.status is Status.CANCELLED or RUNG[status] < standing.rung


def echoes(said: Said, turn: Turn | None) -> bool:
    """True for a row that goes back some days after the standing did, and no further: a slower source, no news."""
    if turn is None or not goes_back(said) or said.status not in RUNG or turn.to not in RUNG:
        return False
    return (
        turn.at <= said.noticed <= turn.at + LAG
        and RUNG[said.status] >= RUNG[turn.to]
        and (said.source not in turn.sources)
    )
