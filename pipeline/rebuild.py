"""Every stored page read again with today's rules, run by run as they came, and compared with what was published.

A new version of the reader must never flood a subscriber: what only it finds fills in the timeline, what it no longer
finds is withdrawn with a correction, and nothing at all is kept unless it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from pipeline import history, ledger
from pipeline.config import Source
from pipeline.runs import Read, close_run
from pipeline.store import moment, one, stamp

CHANGE_COLUMNS = (
    "id, production_id, kind, from_status, to_status, happened_earliest, happened_latest, noticed_at, published_at, "
    "state, support, replaces, summary, updated_at, touched_at, key, rule, because, what, planned_earliest, "
    "planned_latest, before_earliest, before_latest, place, decided_by"
)


@dataclass(frozen=True, slots=True)
class Difference:
    """One change that today's rules see otherwise than what was published."""

    what: str
    id: str
    before: str
    after: str


class _Undo(Exception):
    """Ends the transaction of a rebuild that was only to be looked at."""


def rebuild(
    db: Database, sources: Mapping[str, Source], now: datetime, read: Read, *, apply: bool = False,
    told: Callable[[int, int], None] = lambda done, of: None,
) -> list[Difference]:  # fmt: skip
    """Play all accepted runs again. The differences; they are kept as corrections only with ``apply``.

    ``told`` hears how many runs of how many are done. Runs of sources that are no longer configured are left out.
    """
    found: list[Difference] = []
    try:
        with db.atomic():
            before = {row["id"]: dict(row) for row in db.query(f"SELECT {CHANGE_COLUMNS} FROM changes")}
            _play_again(db, sources, now, read, told)
            _drop_told_elsewhere(db, before)
            after = {row["id"]: dict(row) for row in db.query(f"SELECT {CHANGE_COLUMNS} FROM changes")}
            found = _differences(before, after)
            _as_corrections(db, before, after, now)
            if not apply:
                raise _Undo
    except _Undo:
        pass
    return found


def _play_again(
    db: Database, sources: Mapping[str, Source], now: datetime, read: Read, told: Callable[[int, int], None]
) -> None:
    states = "('accepted', 'history')"
    sql = f"SELECT id, source, state, finished_at FROM runs WHERE state IN {states} ORDER BY id"
    runs = list(db.query(sql))
    for statement in (
        "DELETE FROM change_reports", "DELETE FROM changes", "DELETE FROM listings",
        "DELETE FROM reports WHERE page_id IN (SELECT id FROM pages WHERE body IS NOT NULL)",
        "UPDATE pages SET read_by = NULL WHERE body IS NOT NULL", "UPDATE sources SET baseline_run = NULL",
        "UPDATE productions SET status = NULL, status_earliest = NULL, status_latest = NULL, planned_start = NULL, "
        "planned_wrap = NULL, planned_release = NULL",
        "UPDATE runs SET state = 'replayed' WHERE state = 'accepted'",
    ):  # fmt: skip
        db.execute(statement)
    for number, run in enumerate(runs, 1):
        told(number, len(runs))
        at = moment(run["finished_at"])
        if (source := sources.get(run["source"])) and run["state"] == history.STATE:
            history.play(db, source, run["id"], at, now, read)
        elif source:
            close_run(db, source, run["id"], at, read, accept=True, until=run["id"])
    db.execute("UPDATE runs SET state = 'accepted' WHERE state = 'replayed'")


def _drop_told_elsewhere(db: Database, before: Mapping[str, dict[str, Any]]) -> None:
    """What was told of a production that a person made part of another is not found anew under the other's name, nor
    taken back anew."""
    for linked in (old for old in before.values() if str(old["key"]).startswith(ledger.LINKED)):
        found = ledger.stored_changes(db, linked["production_id"])
        same = {identity for identity, new in found.items() if ledger.same_news(new, linked)}
        for identity in [name for name, new in found.items() if name in same or new["replaces"] in same]:
            if identity not in before:
                ledger.drop_change(db, identity)


def _differences(before: Mapping[str, dict[str, Any]], after: Mapping[str, dict[str, Any]]) -> list[Difference]:
    shown = ("published", "backfilled")
    found = []
    for identity in dict.fromkeys((*before, *after)):
        old, new = before.get(identity), after.get(identity)
        if new is None and old is not None and old["state"] == "published" and not _by_hand(old):
            found.append(Difference("gone", identity, old["summary"], ""))
        elif old is None and new is not None and new["state"] in shown:
            found.append(Difference("new", identity, "", new["summary"]))
        elif old and new and old["state"] in shown and _facts(old) != _facts(new):
            found.append(Difference("other", identity, _facts(old), _facts(new)))
    return found


def _by_hand(change: Mapping[str, Any]) -> bool:
    """A correction, or told of a production which a person made part of another: no reader can find it again."""
    return change["kind"] == "correction" or str(change["key"]).startswith(ledger.LINKED)


def _facts(row: Mapping[str, Any]) -> str:
    date = f" {row['happened_earliest']}..{row['happened_latest']}" if row["happened_earliest"] else ""
    return f"{row['summary']}{date}"


def _as_corrections(
    db: Database, before: Mapping[str, dict[str, Any]], after: Mapping[str, dict[str, Any]], now: datetime
) -> None:
    """Bring the two together: what was told stays told, what is found anew is told to nobody."""
    for identity, new in after.items():
        old = before.get(identity)
        if old is None:
            if new["state"] == "published":
                db.execute("UPDATE changes SET state = 'backfilled', published_at = NULL WHERE id = ?", (identity,))
        elif old["state"] != "pending":
            _keep_as_told(db, old, new, now)
    for identity, old in before.items():
        if identity not in after and old["state"] in ("published", "withdrawn"):
            _restore(db, old)
            if old["state"] == "published" and not _by_hand(old):
                because = "read again, its sources do not bear it out"
                slug = one(db, "SELECT slug FROM productions WHERE id = ?", (old["production_id"],))["slug"]
                ledger.withdraw_stored(db, old["production_id"], slug, old, because, now)


def _keep_as_told(db: Database, old: Mapping[str, Any], new: Mapping[str, Any], now: datetime) -> None:
    """The same change: its state and times are those that subscribers saw; a repaired date touches its entry."""
    repaired = old["state"] == "published" and _facts(old) != _facts(new)
    db.execute(
        "UPDATE changes SET state = ?, published_at = ?, updated_at = ?, touched_at = ?, because = ? WHERE id = ?",
        (old["state"], old["published_at"], stamp(now) if repaired else old["updated_at"],
         stamp(now) if repaired else old["touched_at"], old["because"], old["id"]),
    )  # fmt: skip


def _restore(db: Database, old: Mapping[str, Any]) -> None:
    names = [name.strip() for name in CHANGE_COLUMNS.split(",")]
    marks = ", ".join("?" * len(names))
    db.execute(f"INSERT INTO changes ({CHANGE_COLUMNS}) VALUES ({marks})", tuple(old[name] for name in names))
