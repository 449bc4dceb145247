"""Planned dates: first known, made precise, moved, delayed. Pure; no plan ever moves a status."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from pipeline.diff import Move, Standing, What
from pipeline.model import Event, Modality, Status, Window
from pipeline.status import RUNG
from pipeline.weigh import PRIMARY, THRESHOLD, Said, origins, support

EVENTS: dict[Event, What] = {
    Event.STARTED_FILMING: "start",
    Event.FILMING: "start",
    Event.WRAPPED_FILMING: "wrap",
    Event.RELEASED: "release",
    Event.RELEASE_DATE_SET: "release",
    Event.DELAYED: "release",
}
PAST: dict[What, Status] = {"start": Status.FILMING, "wrap": Status.WRAPPED, "release": Status.RELEASED}
PRECISE = 3
"""A window of so many days is a date."""
QUIET = timedelta(days=45)
"""How long one delay is old news."""


def plan_of(said: Said) -> What | None:
    """What a report plans, where it gives the time of it."""
    if said.date is None or said.part:
        return None
    firm = said.event in (Event.RELEASE_DATE_SET, Event.DELAYED) and said.modality is Modality.ASSERTED
    return EVENTS.get(said.event) if firm or said.modality is Modality.PLANNED else None


def plans(standing: Standing, live: Sequence[Said], at: datetime, names: Mapping[str, str]) -> list[Move]:
    """The planned dates that are newly known or have moved."""
    moves = []
    for what in PAST:
        if standing.rung < RUNG[PAST[what]] and (what == "release" or standing.status is not Status.CANCELLED):
            said = [s for s in _in_force(standing, live) if plan_of(s) == what]
            said = [s for s in said if s.date and s.date.latest >= at.date()]
            if move := _plan(what, standing, said, at, names):
                moves.append(move)
    return moves


def _in_force(standing: Standing, live: Sequence[Said]) -> Sequence[Said]:
    """Once it is cancelled, what was planned before is void; a last season may still be given its date."""
    if standing.status is not Status.CANCELLED:
        return live
    return [s for s in live if standing.turn and s.noticed > standing.turn.at]


def _plan(what: What, standing: Standing, said: Sequence[Said], at: datetime, names: Mapping[str, str]) -> Move | None:
    held, told_at = standing.planned.get(what), standing.opened.get(f"plan:{what}")
    if held and told_at:
        said = [s for s in said if s.noticed > told_at]
    best = _best(said, names)
    if best is None:
        return None
    window, agreeing, weight = best
    kind = _kind(what, held, window)
    if kind is None:
        return None
    late = all(s.baseline for s in agreeing) or max(s.published for s in agreeing) < at.date() - QUIET
    return Move(
        slot=f"plan:{what}", kind=kind, to=standing.status, happened=None, said=agreeing, support=weight,
        rule="a planned date is known" if held is None else "a planned date is known better, or has moved",
        waits=None if weight >= THRESHOLD else "support", late=late, what=what, planned=window, planned_before=held,
    )  # fmt: skip


def _best(said: Sequence[Said], names: Mapping[str, str]) -> tuple[Window, tuple[Said, ...], int] | None:
    """The window with most support; among equals the narrower, then the one told last."""
    best: tuple[tuple[int, int, float], Window, tuple[Said, ...], int] | None = None
    for window in sorted({s.date for s in said if s.date}):
        agreeing = tuple(s for s in said if s.date and s.date.gap(window) == 0)
        weight = support(agreeing, names)
        latest = max(s.noticed.timestamp() for s in agreeing if s.date == window)
        rank = (-weight, window.days, -latest)
        if best is None or rank < best[0]:
            best = rank, window, agreeing, weight
    return best[1:] if best else None


def _kind(what: What, held: Window | None, window: Window) -> str | None:
    """The kind of the change, or None where ``window`` says nothing new beside ``held``."""
    precise = window.days <= PRECISE
    first = "release_date_set" if what == "release" and window.days <= 31 else "date_set"
    if held is None:
        return first
    if held.gap(window) == 0:
        return first if precise and held.days > PRECISE else None
    return "date_moved" if held.gap(window) > min(held.days, window.days) or precise else None


def delayed(standing: Standing, live: Sequence[Said], at: datetime, names: Mapping[str, str]) -> Move | None:
    """A production that was put off, said lately and not told yet.

    A delay alone moves no status and often names no date: it is told where a primary source or two independent ones say
    so. A delay that names a new date moves the planned date as any other report does.
    """
    told_at = standing.opened.get("delayed")
    said = tuple(
        s
        for s in live
        if s.event is Event.DELAYED
        and s.modality is Modality.ASSERTED
        and not s.part
        and not s.baseline
        and at - s.noticed <= QUIET
        and (told_at is None or s.noticed - told_at > QUIET)
    )
    if not said or standing.status in (Status.RELEASED, Status.CANCELLED):
        return None
    weight = support(said, names)
    sure = any(s.trust >= PRIMARY for s in said) or len(set(origins(said, names).values())) > 1
    dated = [s.date for s in said if s.date and s.date.latest >= at.date()]
    return Move(
        slot="delayed", kind="delayed", to=standing.status, happened=None, said=said, support=weight,
        rule="it was put off", waits=None if weight >= THRESHOLD and sure else "a second source",
        what="release" if dated else None, planned=dated[0] if dated else None,
        planned_before=standing.planned.get("release") if dated else None,
    )  # fmt: skip
