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

from pipeline import ledger, networks, sayings, ties
from pipeline.diff import FRESH, UNDATED
from pipeline.model import Change, Window
from pipeline.queries import production_of
from pipeline.settle import BY_NAME, History, Told, history
from pipeline.store import moment, one, stamp
from pipeline.weigh import SAME_EVENT, Said
from pipeline.wording import summary, told_places

OUTWEIGHED = "another date has more support"


def update(db: Database, productions: Iterable[int], now: datetime, delisted: Iterable[int] = ()) -> None:
    """Bring the changes and the standing of ``productions`` up to date. Part of the caller's transaction."""
    changed, gone = set(productions), set(delisted)
    tied = ties.followers(db, changed)
    touched = [*sorted(changed - tied), *sorted(tied)]  # what a start may rest on before the start
    names = ledger.source_names(db) if touched else {}
    for production_id in touched:
        networks.keep(db, production_id)
        row = one(db, "SELECT * FROM productions WHERE id = ?", (production_id,))
        said = sayings.said_of(db, production_id)
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
    wrong = _wrong(row["slug"], played, stored)
    seen = set()
    for told in played.told:
        identity = ledger.change_id(row["slug"], told.key)
        seen.add(identity)
        old = stored.get(identity)
        if old and _moved(told, old, now):
            if old["state"] == "published":
                ledger.withdraw_stored(db, row["id"], row["slug"], old, OUTWEIGHED, now, told.happened)
            told = replace(told, key=f"{told.key}/moved", state="backfilled", published_at=None)
            identity = ledger.change_id(row["slug"], told.key)
            seen.add(identity)
            old = stored.get(identity)
        if (old is None or old["state"] == "pending") and ledger.told_before(told, stored.values()):
            ledger.drop_change(db, identity)
            continue
        settled = _settled(told, old, now, wrong)
        if settled is not None:
            _write(db, row, settled, old, by_id, now)
    for identity, old in stored.items():
        if old["key"].startswith(ledger.LINKED):
            if against := _against(played, old):
                ledger.withdraw_stored(db, row["id"], row["slug"], old, against[0], now, against[1])
        elif identity not in seen and not old["key"].startswith(("delisted/", "correction/")):
            _take_back(db, row, old, now)


def _wrong(slug: str, played: History, stored: Mapping[str, dict[str, Any]]) -> frozenset[str]:
    """The keys of what subscribers were told and the history does not bear out: each gets its one correction."""
    taken = (told.key for told in played.told if told.state == "withdrawn")
    return frozenset(key for key in taken if stored.get(ledger.change_id(slug, key), {}).get("state") == "published")


def _moved(told: Told, old: Mapping[str, Any], now: datetime) -> bool:
    """Whether the history gives an event that was told another date, since a person put reports together or apart: what
    subscribers read is taken back, never rewritten. What was published in this very cycle has reached nobody yet."""
    window = ledger.window_of(old["happened_earliest"], old["happened_latest"])
    if told.slot not in BY_NAME or told.slot in UNDATED or told.happened is None or window is None:
        return False
    heard = old["state"] in ("published", "withdrawn") and old["published_at"] != stamp(now)
    return heard and told.state in ("published", "backfilled") and told.happened.gap(window) > SAME_EVENT.days


def _settled(told: Told, old: Mapping[str, Any] | None, now: datetime, wrong: frozenset[str]) -> Told | None:
    """What to store of a change as played, beside what is stored; None where nothing is to be told of it.

    ``wrong`` are the changes that are being taken back: a correction of anything else would speak of what nobody heard.
    What the evidence of two productions bears only since a person made them one counts from now, not from when it was
    said: it is told where it is still news.
    """
    if old is None:
        if told.kind == "correction":
            fresh = replace(told, noticed_at=now, published_at=now, updated_at=now)
            return fresh if told.replaces in wrong else None
        if told.state == "withdrawn":
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
        updated = now if state == "withdrawn" else moment(old["updated_at"])
        return replace(told, state=state, published_at=published, updated_at=updated)
    if told.state == "published":
        if told.published_at != now and told.happened and told.happened.latest < now.date() - FRESH:
            return replace(told, state="backfilled", published_at=None)
        return replace(told, published_at=now, updated_at=now)
    return told


def _against(played: History, old: Mapping[str, Any]) -> tuple[str, Window | None] | None:
    """Why a milestone that was told under a name given up since is not so by all that is known of the two productions
    now, and when it was where only its date was wrong. None where nothing speaks against it."""
    slot, window = old["key"].split("/")[-2], ledger.window_of(old["happened_earliest"], old["happened_latest"])
    if old["state"] != "published" or old["kind"] == "correction" or slot not in BY_NAME or window is None:
        return None
    same = [told for told in played.told if told.slot == slot and told.happened and told.state != "pending"]
    near = [told for told in same if told.happened and told.happened.gap(window) <= SAME_EVENT.days]
    standing = [told for told in same if told.state != "withdrawn"]
    if any(told in standing for told in near):
        return None
    if near:
        return near[-1].because, None
    return (OUTWEIGHED, standing[-1].happened) if standing and slot not in UNDATED else None


def _write(
    db: Database, row: Mapping[str, Any], told: Told, old: Mapping[str, Any] | None, said: Mapping[int, Said],
    now: datetime,
) -> None:  # fmt: skip
    """Store a change and its evidence, and mark it as touched only where something of it is another than before."""
    identity = ledger.change_id(row["slug"], told.key)
    line = summary(_change(db, row, told, said))
    if old is None or _differs(told, old, line):
        ledger.write_change(db, row["id"], row["slug"], told, line, now)
    roles = {report: (report in told.counted, "for") for report in told.said}
    roles |= {report: (False, "against") for report in told.against if report not in roles}
    if told.kind == "started_filming":
        roles |= {report: (False, "context") for report in _context(db, row, told.happened) if report not in roles}
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


def _context(db: Database, row: Mapping[str, Any], started: Window | None) -> list[int]:
    """Reports that tie this production to another ("back to back"), and those by which one that comes first had wrapped
    when this one ``started``."""
    rows = db.query("SELECT id FROM reports WHERE production_id = ? AND relation IS NOT NULL ORDER BY id", (row["id"],))
    found = [tie["id"] for tie in rows]
    return [*found, *ties.wraps_before(db, row["id"], started.latest)] if started else found


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
