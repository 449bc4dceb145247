"""What is believed of the productions that a run touched, brought up to date in the database.

The history of each is played anew (``settle.history``) and compared with the changes that are stored. Nothing that was
told is ever removed: what the history no longer bears out is withdrawn, with a correction.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from pipeline import ledger, ties
from pipeline.identity import comparison
from pipeline.model import Change, Window
from pipeline.queries import production_of
from pipeline.settle import History, Told, history
from pipeline.store import moment, one, stamp
from pipeline.weigh import Said
from pipeline.wording import summary, told_places


def update(db: Database, productions: Iterable[int], now: datetime, delisted: Iterable[int] = ()) -> None:
    """Bring the changes and the standing of ``productions`` up to date. Part of the caller's transaction."""
    changed, gone = set(productions), set(delisted)
    touched = sorted(changed | ties.followers(db, changed))
    names = ledger.source_names(db) if touched else {}
    for production_id in touched:
        row = one(db, "SELECT * FROM productions WHERE id = ?", (production_id,))
        said = ledger.said_of(db, production_id)
        played = history(said, names, ledger.withdrawals(db, row["slug"]), ties.firsts(db, production_id))
        stored = ledger.stored_changes(db, production_id)
        _reconcile(db, row, played, stored, said, now)
        if production_id in gone:
            _delist(db, row, played, stored, now)
        _keep_standing(db, production_id, played, now)


def _reconcile(
    db: Database, row: Mapping[str, Any], played: History, stored: Mapping[str, dict[str, Any]],
    said: Iterable[Said], now: datetime,
) -> None:  # fmt: skip
    by_id = {s.id: s for s in said}
    context = _context(db, row)
    seen = set()
    for told in played.told:
        identity = ledger.change_id(row["slug"], told.key)
        seen.add(identity)
        if identity not in stored and ledger.told_before(told, stored.values()):
            continue
        settled = _settled(told, stored.get(identity), now)
        if settled is not None:
            _write(db, row, settled, stored.get(identity), by_id, context, now)
    for identity, old in stored.items():
        if identity not in seen and not old["key"].startswith(("delisted/", "correction/", ledger.LINKED)):
            _take_back(db, row, old, now)


def _settled(told: Told, old: Mapping[str, Any] | None, now: datetime) -> Told | None:
    """What to store of a change as played, beside what is stored; None where nothing is to be told of it."""
    if old is None:
        if told.state == "withdrawn" or (told.kind == "correction" and told.updated_at < now):
            return None
        if told.state == "published" and told.published_at and told.published_at < now:
            return replace(told, state="backfilled", published_at=None)
        return told
    if old["state"] == "withdrawn":
        return None
    if old["state"] == "backfilled" and told.state == "published":
        return replace(told, state="backfilled", published_at=None)
    if old["state"] == "published":
        published = moment(old["published_at"])
        state = told.state if told.state == "withdrawn" else "published"
        updated = told.updated_at if state == "withdrawn" else moment(old["updated_at"])
        return replace(told, state=state, published_at=published, updated_at=updated)
    if told.state == "published":
        return replace(told, published_at=now, updated_at=now)
    return told


def _write(
    db: Database, row: Mapping[str, Any], told: Told, old: Mapping[str, Any] | None, said: Mapping[int, Said],
    context: Iterable[int], now: datetime,
) -> None:  # fmt: skip
    """Store a change and its evidence, and mark it as touched only where something of it is another than before."""
    identity = ledger.change_id(row["slug"], told.key)
    line = summary(_change(db, row, told, said))
    if old is None or _differs(told, old, line):
        ledger.write_change(db, row["id"], row["slug"], told, line, now)
    roles = {report: (report in told.counted, "for") for report in told.said}
    roles |= {report: (False, "against") for report in told.against if report not in roles}
    if told.kind == "started_filming":
        roles |= {report: (False, "context") for report in context if report not in roles}
    evidence = [(report, counted, role) for report, (counted, role) in roles.items()]
    if ledger.write_evidence(db, identity, evidence) and old is not None:
        db.execute("UPDATE changes SET touched_at = ? WHERE id = ?", (stamp(now), identity))


def _differs(told: Told, old: Mapping[str, Any], line: str) -> bool:
    published = stamp(told.published_at) if told.published_at else None
    new = (told.state, told.kind, told.from_status, told.to_status, told.support, told.rule, published,
           *ledger.days_of(told.happened), *ledger.days_of(told.planned), line)  # fmt: skip
    names = ("state", "kind", "from_status", "to_status", "support", "rule", "published_at", "happened_earliest",
             "happened_latest", "planned_earliest", "planned_latest", "summary")  # fmt: skip
    known = tuple(old[name] for name in names)
    return new != known


def _change(db: Database, row: Mapping[str, Any], told: Told, said: Mapping[int, Said]) -> Change:
    """The change as a reader would see it, without its evidence: what its one line is made of."""
    return Change(
        id=ledger.change_id(row["slug"], told.key), production=production_of(dict(row)), kind=told.kind,
        from_status=told.from_status, to_status=told.to_status, happened=told.happened, noticed_at=told.noticed_at,
        published_at=told.published_at, updated_at=told.updated_at, state=told.state, support=told.support,
        what=told.what, planned=told.planned, planned_before=told.planned_before, places=_places(told, said),
        rule=told.rule, because=told.because,
    )  # fmt: skip


def _places(told: Told, said: Mapping[int, Said]) -> tuple[str, ...]:
    """Where it was, by the most trusted report that says so first."""
    if told.place:
        return (told.place,)
    placed = sorted((said[i] for i in told.said if i in said), key=lambda s: (-s.trust, s.noticed, s.source, s.id))
    counted = [s.place for s in placed if s.place and s.id in told.counted]
    return told_places(counted, (s.place for s in placed if s.place))


def _take_back(db: Database, row: Mapping[str, Any], old: Mapping[str, Any], now: datetime) -> None:
    """A stored change that the history no longer has: its reports were found to speak of something else.

    What was published in this very cycle has reached nobody yet.
    """
    if old["state"] in ("pending", "backfilled") or old["published_at"] == stamp(now):
        ledger.drop_change(db, old["id"])
        return
    if old["state"] == "withdrawn":
        return
    because = "the reports behind it speak of another production or another date"
    ledger.withdraw_stored(db, row["id"], row["slug"], old, because, now)


def _delist(
    db: Database, row: Mapping[str, Any], played: History, stored: Mapping[str, dict[str, Any]], now: datetime
) -> None:
    """Three accepted runs of a complete list without it. Never cancelled, never wrapped: only no longer listed."""
    number = 1 + sum(change["kind"] == "delisted" for change in stored.values())
    status = played.standing.status
    told = Told(
        key=f"delisted/{number}", slot="delisted", kind="delisted", from_status=status, to_status=status, happened=None,
        noticed_at=now, published_at=now, updated_at=now, state="published", support=0,
        rule="missing from a complete list in three accepted runs",
    )  # fmt: skip
    ledger.write_change(db, row["id"], row["slug"], told, summary(_change(db, row, told, {})), now)


def _context(db: Database, row: Mapping[str, Any]) -> list[int]:
    """Reports that tie this production to another ("back to back"), and those by which the other one wrapped."""
    ties = list(
        db.query(
            "SELECT id, related FROM reports WHERE production_id = ? AND relation IS NOT NULL ORDER BY id", (row["id"],)
        )
    )
    found = [tie["id"] for tie in ties]
    for key in sorted({comparison(tie["related"]) for tie in ties if tie["related"]}):
        wraps = db.query(
            """SELECT cr.report_id AS id FROM productions p JOIN changes c ON c.production_id = p.id
                 JOIN change_reports cr ON cr.change_id = c.id AND cr.counted = 1
                WHERE p.key = ? AND c.kind = 'wrapped_filming' ORDER BY cr.report_id""",
            (key,),
        )
        found += [wrap["id"] for wrap in wraps]
    return found


def _keep_standing(db: Database, production_id: int, played: History, now: datetime) -> None:
    standing = played.standing
    earliest, latest = ledger.days_of(standing.since)
    planned = {what: _span(standing.planned.get(what)) for what in ("start", "wrap", "release")}
    db.execute(
        """UPDATE productions SET status = ?, status_earliest = ?, status_latest = ?, planned_start = ?,
           planned_wrap = ?, planned_release = ?, updated_at = ? WHERE id = ?""",
        (standing.status, earliest, latest, planned["start"], planned["wrap"], planned["release"], stamp(now),
         production_id),
    )  # fmt: skip


def _span(window: Window | None) -> str | None:
    """A planned window as stored: one ISO day, or two with a slash (ISO 8601)."""
    if window is None:
        return None
    first, last = window.earliest.isoformat(), window.latest.isoformat()
    return first if first == last else f"{first}/{last}"
