"""What was believed of a production at an earlier moment: the same rules, over what was known by then and no more.

Played from the reports as they are read and linked today: a reader that was improved since, or a person's later link,
has its say. What was never told then is not shown as told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from sqlite_utils import Database

from pipeline import ledger, queries, sayings, ties
from pipeline.diff import Standing
from pipeline.model import Change, Evidence, Production
from pipeline.sequence import Firsts
from pipeline.settle import History, Told, Withdrawal, history
from pipeline.store import moment, stamp
from pipeline.weigh import Said
from pipeline.wording import summary, told_places

Role = Literal["for", "against", "context"]


@dataclass(frozen=True, slots=True)
class Believed:
    """The standing of a production at a moment, and the changes that were known then, oldest first."""

    standing: Standing
    changes: tuple[Change, ...]


def past(db: Database, at: datetime) -> datetime | None:
    """``at`` where the database goes on beyond it, so that what was learned since must be left out; else None."""
    later = db.query("SELECT 1 FROM runs WHERE finished_at > ? LIMIT 1", (stamp(at),))
    return at if next(iter(later), None) else None


def known_by(said: Iterable[Said], at: datetime) -> list[Said]:
    """The reports that had been noticed by ``at``, without what was learned of them later. Pure."""
    return [
        replace(s, gone=_by(s.gone, at), confirmed=_by(s.confirmed, at))
        for s in said if s.noticed <= at
    ]  # fmt: skip


def _by(when: datetime | None, at: datetime) -> datetime | None:
    return when if when and when <= at else None


def played_until(
    said: Iterable[Said], names: Mapping[str, str], withdrawn: Mapping[str, Withdrawal], at: datetime,
    firsts: Firsts = (),
) -> History:  # fmt: skip
    """The history of one production as it had come by ``at``. Pure."""
    decided = {key: decision for key, decision in withdrawn.items() if decision.at <= at}
    return history(known_by(said, at), names, decided, [known_by(first, at) for first in firsts])


def believed(db: Database, production: Production, at: datetime) -> Believed:
    """What was believed of ``production`` at ``at``."""
    said = sayings.said_of(db, production.id)
    withdrawn, firsts = ledger.withdrawals(db, production.slug), ties.firsts(db, production.id, at)
    played = played_until(said, ledger.source_names(db), withdrawn, at, firsts)
    stored = ledger.stored_changes(db, production.id)
    reports, beside = queries.reports_of(db, production.id), queries.context_by(db, production.id, at)
    then = replace(production, status=played.standing.status)
    told = [_as_told(told, stored.get(ledger.change_id(production.slug, told.key)), at) for told in played.told]
    changes = [_change(db, then, item, reports, beside) for item in told]
    changes += [
        replace(change, production=then)
        for change in queries.changes(db, production=production.slug, kinds=("delisted",)) if change.noticed_at <= at
    ]  # fmt: skip
    return Believed(played.standing, tuple(sorted(changes, key=lambda change: (change.noticed_at, change.id))))


def _as_told(told: Told, stored: Mapping[str, Any] | None, at: datetime) -> Told:
    """A change as subscribers had it: what was found only later to have been news had not been published then."""
    if stored is None or told.state != "published":
        return told
    if stored["published_at"] is None:
        return replace(told, state="backfilled", published_at=None)
    published = moment(stored["published_at"])
    if published > at:
        return replace(told, state="pending", published_at=None)
    return replace(told, published_at=published)


def _evidence(db: Database, told: Told, reports: Mapping[int, Evidence], beside: Iterable[int]) -> tuple[Evidence, ...]:
    """What counts first, then by trust and time, as ``reports`` have it."""
    parts: dict[int, Role] = {**dict.fromkeys(beside, "context"), **dict.fromkeys(told.against, "against")}
    parts |= dict.fromkeys(told.said, "for")
    given = [replace(item, counted=i in told.counted, role=parts[i]) for i, item in reports.items() if i in parts]
    return queries.with_repeats(db, sorted(given, key=lambda item: not item.counted))


def _change(
    db: Database, production: Production, told: Told, reports: Mapping[int, Evidence], beside: Mapping[str, list[int]]
) -> Change:
    identity = ledger.change_id(production.slug, told.key)
    evidence = _evidence(db, told, reports, beside.get(identity, []))
    placed = [item for item in evidence if item.role == "for" and item.place]
    sure_at = [item.place for item in placed if item.counted and item.place]
    said_at = told_places(sure_at, [item.place for item in placed if item.place])
    change = Change(
        id=identity, production=production, kind=told.kind,
        from_status=told.from_status, to_status=told.to_status, happened=told.happened, noticed_at=told.noticed_at,
        published_at=told.published_at, updated_at=told.updated_at, state=told.state, support=told.support,
        replaces=ledger.change_id(production.slug, told.replaces) if told.replaces else None, what=told.what,
        planned=told.planned, planned_before=told.planned_before, evidence=evidence, rule=told.rule,
        because=told.because, places=(told.place,) if told.place else said_at,
    )  # fmt: skip
    return replace(change, summary=summary(change))
