"""From moves to changes: told now, kept until more agrees, filled in quietly, or taken back. Pure.

``history`` plays a production's reports through, step by step, as they became known. The same reports give the same
history whenever it is played, so an incremental run and a rebuild cannot differ, and a repeated run adds nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from pipeline import plans
from pipeline.diff import (
    SLOTS,
    STARTS,
    Milestone,
    Move,
    Slot,
    Standing,
    What,
    claimed,
    denials,
    echoes,
    milestone,
    reversal,
)
from pipeline.model import ChangeState, Event, Modality, Status, Window
from pipeline.sequence import Firsts, objections
from pipeline.sightings import newly_listed, spotted
from pipeline.standing import after
from pipeline.status import RUNG
from pipeline.weigh import SAME_EVENT, THRESHOLD, Said, counted, support

BY_NAME = {slot.name: slot for slot in SLOTS}


@dataclass(frozen=True, slots=True)
class Told:
    """A change as the history has it. ``key`` is unique within the production and never depends on a printed title.

    ``said`` are the reports for it, ``counted`` those that bear its support, ``against`` those that speak against it.
    ``replaces`` is the key of the change that a correction or a reversal is about.
    """

    key: str
    slot: str
    kind: str
    from_status: Status | None
    to_status: Status | None
    happened: Window | None
    noticed_at: datetime
    published_at: datetime | None
    updated_at: datetime
    state: ChangeState
    support: int
    rule: str
    said: tuple[int, ...] = ()
    counted: frozenset[int] = frozenset()
    against: tuple[int, ...] = ()
    replaces: str | None = None
    because: str = ""
    what: What | None = None
    planned: Window | None = None
    planned_before: Window | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A person's decision that a change was wrong."""

    at: datetime
    because: str


@dataclass(frozen=True, slots=True)
class History:
    """All changes of a production so far, pending ones among them, and its standing at the end."""

    told: tuple[Told, ...]
    standing: Standing


@dataclass(slots=True)
class _Book:
    """The history as it is being written."""

    said: Sequence[Said]
    names: Mapping[str, str]
    withdrawn: Mapping[str, Withdrawal]
    firsts: Firsts = ()
    standing: Standing = field(default_factory=Standing)
    told: dict[str, Told] = field(default_factory=dict)
    void: set[int] = field(default_factory=set)
    waiting_since: dict[str, datetime] = field(default_factory=dict)
    shaken: bool = False
    """True where something was taken or turned back: then every slot is looked at again."""


def history(
    said: Iterable[Said], names: Mapping[str, str], withdrawn: Mapping[str, Withdrawal] | None = None,
    firsts: Firsts = (),
) -> History:  # fmt: skip
    """The changes that ``said``, all reports of one production, amount to. ``names``: name_key -> source slug.

    ``firsts``: the reports of the productions that are to be shot before this one.
    """
    book = _Book(sorted(said, key=lambda s: (s.noticed, s.source, s.ordinal, s.id)), names, withdrawn or {}, firsts)
    for at in _steps(book):
        _step(book, at)
    return History(tuple(_with_evidence(book, told) for told in book.told.values()), book.standing)


def _steps(book: _Book) -> list[datetime]:
    """Every moment at which something became known."""
    moments = {s.noticed for s in book.said}
    moments |= {s.confirmed for s in book.said if s.confirmed}
    moments |= {s.gone for s in book.said if s.gone and not s.row}
    moments |= {s.noticed for first in book.firsts for s in first if s.noticed > min(moments)} if moments else set()
    return sorted(moments | {w.at for w in book.withdrawn.values()})


def _step(book: _Book, at: datetime) -> None:
    waiting = {told.slot for told in book.told.values() if told.state == "pending"}
    book.told = {key: told for key, told in book.told.items() if told.state != "pending"}
    _take_back_by_hand(book, at)
    live = [s for s in book.said if s.live(at) and s.id not in book.void]
    fresh = [s for s in live if s.noticed == at]
    unknown = book.standing.status is None
    _seed(book, fresh)
    _take_back_unsupported(book, at)
    past = [s for s in book.said if s.row and s.gone and s.gone <= at and s.id not in book.void]
    firsts = [[s for s in first if s.live(at)] for first in book.firsts]
    for slot in _concerned(book, waiting, at):
        move = milestone(slot, book.standing, live, at, book.names, past, firsts)
        if move and not (unknown and book.standing.status is None and _only_listed(move)):
            _tell(book, move, at)
    if move := reversal(book.standing, live, at, book.names):
        _tell(book, move, at)
    _turn_with(book, fresh)
    if book.standing.status is None and (move := newly_listed(book.standing, live, book.names, at.date())):
        _tell(book, move, at)
    for move in plans.plans(book.standing, live, at, book.names):
        _tell(book, move, at)
    if move := plans.delayed(book.standing, live, at, book.names):
        _tell(book, move, at)
    _look_around(book, fresh, at, unknown)
    pending = {key for key, told in book.told.items() if told.state == "pending"}
    book.waiting_since = {key: since for key, since in book.waiting_since.items() if key in pending}


def _concerned(book: _Book, waiting: set[str], at: datetime) -> list[Slot]:
    """The slots that anything new at ``at`` is about, or that are waiting, in the order of the ladder."""
    shaken, book.shaken = book.shaken, False
    if shaken:
        return list(SLOTS)
    events = {s.event for s in book.said if at in (s.noticed, s.confirmed, s.gone)}
    events |= {claim for s in book.said if s.row and at in (s.noticed, s.confirmed) and (claim := claimed(s))}
    if Event.STARTED_FILMING in events and book.standing.paused:
        events.add(Event.RESUMED)
    return [slot for slot in SLOTS if slot.name in waiting or events & slot.events]


def _only_listed(move: Move) -> bool:
    """Nothing says that it happened now: the production merely turned up in this status."""
    return all(s.row or s.event is Event.FILMING for s in move.said)


def _seed(book: _Book, fresh: Sequence[Said]) -> None:
    """What the first run of a source lists sets the standing, silently, where it is further than what was known."""
    rows = [s for s in fresh if s.baseline and s.row and s.status and s.date is None]
    for said in sorted(rows, key=lambda s: RUNG.get(s.status, 99) if s.status else 0):
        status = said.status
        if status in RUNG and RUNG[status] > book.standing.rung and book.standing.status not in (Status.CANCELLED,):
            book.standing = replace(book.standing, status=status, ladder=status, since=None)
        elif status and status not in RUNG and book.standing.status is None:
            book.standing = replace(book.standing, status=status)


def _turn_with(book: _Book, fresh: Sequence[Said]) -> None:
    """A slower source that went back too has turned: what it says from now on is no longer late."""
    turn = book.standing.turn
    late = {s.source for s in fresh if echoes(s, turn)}
    if turn and late:
        book.standing = replace(book.standing, turn=replace(turn, late=turn.late | late))


def _look_around(book: _Book, fresh: Sequence[Said], at: datetime, unknown: bool) -> None:
    """Places: all are remembered; a new one is told where the production was already known to be filming."""
    if book.standing.status is Status.FILMING and not unknown:
        started_now = any(t.to_status is Status.FILMING and t.published_at == at for t in book.told.values())
        for move in [] if started_now else spotted(book.standing, fresh, at):
            _tell(book, move, at)
    places = {s.spot for s in fresh if s.spot and s.modality is Modality.ASSERTED}
    book.standing = replace(book.standing, places=book.standing.places | places)


def _tell(book: _Book, move: Move, at: datetime) -> None:
    """Enter a move into the book, in the state that it deserves."""
    if move.kind == "correction":
        _correct_date(book, move, at)
        return
    key = _key(book, move.slot)
    state: ChangeState = "pending" if move.waits else "backfilled" if move.late else "published"
    noticed = book.waiting_since.get(key, at)
    book.waiting_since[key] = noticed
    undone = _undone(book, move) if move.slot == "reverted" else None
    told = Told(
        key=key, slot=move.slot, kind=move.kind, from_status=book.standing.status, to_status=move.to,
        happened=move.happened, noticed_at=noticed, published_at=at if state == "published" else None, updated_at=at,
        state=state, support=move.support, rule=move.rule if not move.waits else f"waits for {move.waits}",
        said=tuple(s.id for s in move.said), counted=counted(move.said, book.names),
        against=tuple(s.id for s in move.against), replaces=undone, what=move.what, planned=move.planned,
        planned_before=move.planned_before, place=move.place,
    )  # fmt: skip
    book.told[key] = told
    if state != "pending":
        book.standing = after(book.standing, move, key, at)
        book.shaken |= move.slot == "reverted"


def _key(book: _Book, slot: str) -> str:
    number = 1 + sum(t.slot == slot for t in book.told.values())
    return f"{slot}/{number}"


def _undone(book: _Book, move: Move) -> str | None:
    """The change that a reversal undoes: the last one told that led to a higher rung."""
    to = RUNG.get(move.to, 0) if move.to else 0
    above = [t.key for t in book.told.values() if t.state == "published" and t.to_status
             and (t.to_status is Status.CANCELLED or RUNG.get(t.to_status, -1) > to)]  # fmt: skip
    return above[-1] if above else None


def _correct_date(book: _Book, move: Move, at: datetime) -> None:
    """The date that was told is outweighed: the old entry is withdrawn, a correction told, the timeline repaired."""
    held = book.standing.told[move.slot]
    old = book.told[held.key]
    kind = old.kind
    new_key = _key(book, move.slot)
    repaired = Told(
        key=new_key, slot=move.slot, kind=kind, from_status=old.from_status, to_status=old.to_status,
        happened=move.happened, noticed_at=at, published_at=None, updated_at=at, state="backfilled",
        support=move.support, rule=move.rule, said=tuple(s.id for s in move.said),
        counted=counted(move.said, book.names),
    )  # fmt: skip
    if old.state == "published":
        _withdraw(book, old, at, "another date has more support", happened=move.happened, said=move.said)
    else:
        book.told[held.key] = replace(old, state="withdrawn", updated_at=at, because="another date has more support")
    book.told[new_key] = repaired
    if move.happened:
        milestones = {**book.standing.told, move.slot: Milestone(new_key, move.happened)}
        book.standing = replace(book.standing, told=milestones)


def _withdraw(
    book: _Book, old: Told, at: datetime, because: str, happened: Window | None = None, said: Sequence[Said] = ()
) -> None:
    """Take a published change back: it stays, marked; and one correction is told."""
    book.told[old.key] = replace(old, state="withdrawn", updated_at=at, because=because)
    key = f"correction/{old.key}"
    book.told[key] = Told(
        key=key, slot="correction", kind="correction", from_status=old.to_status,
        to_status=old.to_status if happened else old.from_status, happened=happened, noticed_at=at, published_at=at,
        updated_at=at, state="published", support=support(said, book.names), rule=because,
        said=tuple(s.id for s in said), counted=counted(said, book.names), replaces=old.key, because=because,
    )  # fmt: skip


def _take_back_by_hand(book: _Book, at: datetime) -> None:
    for key, decision in sorted(book.withdrawn.items()):
        old = book.told.get(key)
        if old and decision.at <= at and old.state in ("published", "backfilled"):
            book.void |= set(old.said)
            _withdraw(book, old, at, decision.because)
            _forget(book, old)


def _take_back_unsupported(book: _Book, at: datetime) -> None:
    """A milestone whose support went: by a denial, or since its pages no longer say so. What was told to nobody is
    marked and no more."""
    for name, held in list(book.standing.told.items()):
        slot, old = BY_NAME.get(name), book.told.get(held.key)
        if slot is None or old is None or old.state == "withdrawn":
            continue
        left, against = _still_behind(book, slot, old, held.happened, at)
        because = "it was denied" if against else "its sources no longer say so"
        if old.state == "published" and left - against < THRESHOLD:
            _withdraw(book, old, at, because)
            _forget(book, old)
        elif old.state == "backfilled" and left <= against:
            book.told[old.key] = replace(old, state="withdrawn", updated_at=at, because=because)
            _forget(book, old)


def _still_behind(book: _Book, slot: Slot, old: Told, happened: Window, at: datetime) -> tuple[int, int]:
    known = [s for s in book.said if s.noticed <= at and s.id not in book.void]
    own = [s for s in known if (s.row or s.live(at)) and _agrees(s, slot, old, happened)]
    against = denials(slot, [s for s in known if s.live(at)], happened)
    return support(own, book.names), support(against, book.names)


def _agrees(said: Said, slot: Slot, told: Told, happened: Window) -> bool:
    """Is it one of the reports for a milestone, by now?"""
    if said.id in told.said:
        return True
    return claimed(said) in slot.events and said.window.gap(happened) <= SAME_EVENT.days


def _forget(book: _Book, old: Told) -> None:
    """After a withdrawal the standing is what it was before, and the slot may be told again."""
    book.shaken = True
    told = {name: m for name, m in book.standing.told.items() if m.key != old.key}
    standing = replace(book.standing, told=told)
    if old.to_status is not None and standing.status is old.to_status:
        back = old.from_status
        standing = replace(standing, status=back, ladder=back if back in RUNG else standing.ladder, since=None)
    book.standing = standing


def _with_evidence(book: _Book, told: Told) -> Told:
    """A milestone's evidence is everything that agrees with it by now, and what gives it another date or denies it."""
    slot = BY_NAME.get(told.slot)
    if slot is None or told.happened is None or told.state == "withdrawn":
        return told
    standing_by = [s for s in book.said if (s.row or s.gone is None) and s.id not in book.void]
    agreeing = [s for s in standing_by if _agrees(s, slot, told, told.happened)]
    if not agreeing:
        return told  # of an earlier round, and its articles no longer say so: what bore it is still shown
    others = [s.id for s in standing_by if s not in agreeing and s.date and claimed(s) in slot.events]
    kept = [s for s in book.said if s.gone is None]
    denied = [s.id for s in denials(slot, kept, told.happened)]
    early = objections(told.happened, agreeing, kept, book.firsts) if slot.name in STARTS else ()
    return replace(
        told,
        said=tuple(s.id for s in agreeing),
        counted=counted(agreeing, book.names),
        against=tuple(dict.fromkeys((*denied, *(s.id for s in early), *others))),
        support=max(support(agreeing, book.names) - support([s for s in book.said if s.id in denied], book.names), 0),
    )
