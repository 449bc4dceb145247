"""What was not seen before: a production that nobody had named, a place where one is filming. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from pipeline.diff import BASELINE_FRESH, FRESH, SLOT_OF, Move, Standing, claimed
from pipeline.model import Event, Modality, Status, Window
from pipeline.status import RUNG
from pipeline.weigh import THRESHOLD, Said, support


def newly_listed(standing: Standing, live: Sequence[Said], names: Mapping[str, str], today: date) -> Move | None:
    """A production that nobody had named before, in the status that its first reports give it."""
    first = [
        said
        for said in live
        if not said.baseline
        and claimed(said) is not None
        and said.published >= today - FRESH
        and (said.row or said.event is Event.FILMING)
    ]
    stated = [(RUNG.get(_leads_to(said), -1), said) for said in first]
    if not stated:
        return None
    top = max(rung for rung, _ in stated)
    said = tuple(s for rung, s in stated if rung == top)
    weight = support(said, names)
    return Move(
        slot="newly_listed", kind="newly_listed", to=_leads_to(said[0]), happened=None, said=said, support=weight,
        rule="a production not seen before", waits=None if weight >= THRESHOLD else "support",
    )  # fmt: skip


def _leads_to(said: Said) -> Status:
    event = claimed(said)
    return said.status if said.row and said.status else SLOT_OF[event].to if event else Status.ANNOUNCED


def spotted(standing: Standing, fresh: Sequence[Said], at: datetime) -> list[Move]:
    """Seen filming at places where it was not seen before: for the places' own feeds."""
    seen: dict[str, list[Said]] = {}
    for said in fresh:
        if said.spot and _filming_now(said, at):
            seen.setdefault(said.spot, []).append(said)
    return [
        Move(
            slot=f"spotted:{spot}", kind="spotted", to=standing.status, happened=_day(said[0]), said=tuple(said),
            support=max(s.trust for s in said), rule="seen filming at a new place", place=said[0].place,
        )
        for spot, said in sorted(seen.items())
        if spot not in standing.places and max(s.trust for s in said) >= THRESHOLD
    ]  # fmt: skip


def _filming_now(said: Said, at: datetime) -> bool:
    filming = said.event in (Event.FILMING, Event.STARTED_FILMING) and said.modality is Modality.ASSERTED
    return filming and not said.part and not said.baseline and at.date() - said.published <= BASELINE_FRESH


def _day(said: Said) -> Window:
    return said.date or Window(said.published, said.published)
