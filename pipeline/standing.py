"""What is believed of a production once a move has been told. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from pipeline.diff import SLOTS, Milestone, Move, Standing, Turn
from pipeline.model import Status
from pipeline.status import RUNG

MILESTONES = frozenset(slot.name for slot in SLOTS)


def after(standing: Standing, move: Move, key: str, at: datetime) -> Standing:
    """The standing once a move has been told under ``key``."""
    if move.slot == "reverted":
        return _turned_back(standing, move, at)
    opened, told_before = dict(standing.opened), dict(standing.told)
    planned = dict(standing.planned)
    if move.what and move.planned:
        planned[move.what] = move.planned
        opened[f"plan:{move.what}"] = at
    if move.slot == "delayed":
        opened["delayed"] = at
    if move.slot in MILESTONES and move.happened:
        told_before[move.slot] = Milestone(key, move.happened)
    for slot in _reopened(move.slot, standing):
        told_before.pop(slot, None)
        opened[slot] = at
    standing = replace(standing, opened=opened, told=told_before, planned=planned)
    if move.slot == "revived" and standing.status is Status.CANCELLED and not move.late:
        return _turned_back(standing, move, at)
    if move.slot in MILESTONES or move.slot == "newly_listed":
        return _climbed(standing, move, at)
    return standing


def _reopened(slot: str, standing: Standing) -> tuple[str, ...]:
    """What may be told again: after a pause that it goes on, where it had got to; after that, another pause."""
    if slot == "paused":
        return ("resumed", *(s.name for s in SLOTS if s.to is standing.ladder and s.to is not Status.FILMING))
    return ("paused",) if standing.status is Status.ON_HOLD else ()


def _climbed(standing: Standing, move: Move, at: datetime) -> Standing:
    to = move.to
    if to is Status.CANCELLED:
        turn = Turn(at, standing.status or Status.ANNOUNCED, to, frozenset(s.source for s in move.said))
        status = standing.status if standing.status is Status.RELEASED else to
        return replace(standing, status=status, since=move.happened, turn=turn)
    if to is Status.ON_HOLD:
        return replace(standing, status=to, since=move.happened, paused=at)
    if to is None or (RUNG[to] <= standing.rung and standing.status is not Status.ON_HOLD):
        affirmed = to is standing.ladder and not move.late
        return replace(standing, climbed=at) if affirmed else standing
    if RUNG[to] < standing.rung:
        return standing
    return replace(standing, status=to, ladder=to, since=move.happened or standing.since, climbed=at)


def _turned_back(standing: Standing, move: Move, at: datetime) -> Standing:
    """Everything above the rung that it went back to may happen again, and then is news again."""
    to = move.to or Status.ANNOUNCED
    again = [s.name for s in SLOTS if s.to not in RUNG or RUNG[s.to] > RUNG[to]]
    return replace(
        standing,
        status=to,
        ladder=to,
        since=move.happened,
        paused=None,
        told={name: m for name, m in standing.told.items() if name not in again},
        opened={**standing.opened, **dict.fromkeys(again, at)},
        turn=Turn(at, standing.status or to, to, frozenset(s.source for s in move.said)),
    )
