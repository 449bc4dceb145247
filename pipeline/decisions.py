"""What a person decided, in the database: it always wins over a rule, and is remembered with its reason for ever."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlite_utils import Database

from pipeline import ledger, lookup
from pipeline.believe import update
from pipeline.config import Source
from pipeline.identity import comparison
from pipeline.model import Event, Report
from pipeline.runs import Closed, Read, close_run
from pipeline.store import one, stamp


class Refused(Exception):
    """A decision that cannot be carried out: one line, why."""


def record(db: Database, verb: str, subject: str, target: str, because: str, now: datetime) -> None:
    """Keep a decision."""
    db.execute(
        "INSERT INTO decisions (verb, subject, object, because, decided_at) VALUES (?, ?, ?, ?, ?)",
        (verb, subject, target, because, stamp(now)),
    )


# --- runs -------------------------------------------------------------------------------------------------------


def held_run(db: Database, run_id: int) -> str:
    """The source of a held run; Refused where there is no such run or it is not held."""
    rows = list(db.query("SELECT source, state FROM runs WHERE id = ?", (run_id,)))
    if not rows:
        raise Refused(f"there is no run {run_id}; 'slatewatch review' lists those that are held")
    if rows[0]["state"] != "held":
        raise Refused(f"run {run_id} is {rows[0]['state']}, not held")
    sql = "SELECT count(*) AS n FROM runs WHERE source = ? AND id > ? AND state = 'accepted'"
    newer = one(db, sql, (rows[0]["source"], run_id))["n"]
    if newer:
        raise Refused(f"a later run of {rows[0]['source']} was accepted; run {run_id} is out of date")
    return str(rows[0]["source"])


def accept_run(db: Database, source: Source, run_id: int, because: str, now: datetime, read: Read) -> Closed:
    """Believe a held run: it counts as if it had been accepted when it ended."""
    with db.atomic():
        record(db, "accept", str(run_id), source.slug, because, now)
        return close_run(db, source, run_id, now, read, accept=True)


def reject_run(db: Database, run_id: int, because: str, now: datetime) -> None:
    """Never believe a held run."""
    source = held_run(db, run_id)
    with db.atomic():
        record(db, "reject", str(run_id), source, because, now)
        db.execute("UPDATE runs SET state = 'rejected', detail = ? WHERE id = ?", (because, run_id))


# --- identity ---------------------------------------------------------------------------------------------------


def _production(db: Database, title: str) -> dict[str, Any]:
    found = lookup.slugs(db, title)
    if len(found) != 1:
        several = f"several productions are named '{title}': {', '.join(found)}; use one of these slugs"
        raise Refused(several if found else lookup.unknown(db, title))
    return one(db, "SELECT * FROM productions WHERE slug = ?", (found[0],))


def link(db: Database, title: str, other: str, because: str, now: datetime) -> tuple[str, str]:
    """Make one production of two: ``title`` becomes part of ``other``, and its slug redirects there for ever."""
    gone, kept = _production(db, title), _production(db, other)
    if gone["id"] == kept["id"]:
        raise Refused(f"'{title}' and '{other}' are one production already")
    with db.atomic():
        record(db, "link", gone["slug"], kept["slug"], because, now)
        for table in ("reports", "listings"):
            db.execute(f"UPDATE {table} SET production_id = ? WHERE production_id = ?", (kept["id"], gone["id"]))
        db.execute(
            """UPDATE links SET production_id = ?, decided_by = 'person', decided_at = ?, why = ?
                WHERE production_id = ?""",
            (kept["id"], stamp(now), because, gone["id"]),
        )
        db.execute(
            "INSERT OR IGNORE INTO aliases (production_id, key, name, kind) SELECT ?, key, name, 'person' FROM aliases "
            "WHERE production_id = ?", (kept["id"], gone["id"]),
        )  # fmt: skip
        _alias(db, kept["id"], gone["title"])
        db.execute("DELETE FROM aliases WHERE production_id = ?", (gone["id"],))
        db.execute(
            "UPDATE productions SET merged_into = ?, updated_at = ? WHERE id = ?", (kept["id"], stamp(now), gone["id"])
        )
        _redirect(db, gone["slug"], kept["slug"], now)
        _rehome(db, gone, kept, now)
        update(db, [gone["id"], kept["id"]], now)
    return str(gone["slug"]), str(kept["slug"])


def _rehome(db: Database, gone: dict[str, Any], kept: dict[str, Any], now: datetime) -> None:
    """What was told under the name that is given up stays told, under its ids, as news of the other: nothing of it was
    wrong but the name, and nobody need hear of it again."""
    db.execute(
        """UPDATE changes SET production_id = ?, key = ? || key, touched_at = ?
            WHERE production_id = ? AND state IN ('published', 'withdrawn')""",
        (kept["id"], f"{ledger.LINKED}{gone['slug']}/", stamp(now), gone["id"]),
    )
    db.execute("UPDATE OR IGNORE plans SET production_id = ? WHERE production_id = ?", (kept["id"], gone["id"]))
    db.execute("DELETE FROM plans WHERE production_id = ?", (gone["id"],))


def _alias(db: Database, production_id: int, name: str) -> None:
    db.execute(
        "INSERT OR IGNORE INTO aliases (production_id, key, name, kind) VALUES (?, ?, ?, 'person')",
        (production_id, comparison(name), name),
    )


def _redirect(db: Database, slug: str, target: str, now: datetime) -> None:
    db.execute("UPDATE redirects SET target = ? WHERE target = ?", (target, slug))
    db.execute("INSERT OR REPLACE INTO redirects (slug, target, since) VALUES (?, ?, ?)", (slug, target, stamp(now)))


def split(
    db: Database, title: str, source: str, new_title: str, season: int | None, because: str, now: datetime
) -> str:
    """Move what ``source`` reported of a production to another one, made where there is none of that name."""
    production = _production(db, title)
    reports = [
        row["id"]
        for row in db.query("SELECT id FROM reports WHERE production_id = ? AND source = ?", (production["id"], source))
    ]
    if not reports:
        raise Refused(f"{source} has reported nothing of {production['slug']}")
    with db.atomic():
        target = _other(db, new_title, season, production, now)
        record(db, "split", production["slug"], f"{source} -> {target['slug']}", because, now)
        titles = db.query("SELECT DISTINCT title, season FROM reports WHERE production_id = ? AND source = ?",
                          (production["id"], source))  # fmt: skip
        for row in list(titles):
            ref = f"title:{comparison(row['title'])}:{row['season'] or ''}"
            ledger.link(db, source, ref, target["id"], now, because, by="person")
        for table in ("reports", "listings"):
            db.execute(
                f"UPDATE {table} SET production_id = ? WHERE production_id = ? AND source = ?",
                (target["id"], production["id"], source),
            )
        db.execute(
            """UPDATE links SET production_id = ?, decided_by = 'person', decided_at = ?, why = ?
                WHERE production_id = ? AND source = ?""",
            (target["id"], stamp(now), because, production["id"], source),
        )
        update(db, [production["id"], target["id"]], now)
    return str(target["slug"])


def _other(db: Database, title: str, season: int | None, old: dict[str, Any], now: datetime) -> dict[str, Any]:
    rows = list(
        db.query(
            """SELECT * FROM productions WHERE key = ? AND season IS ? AND id <> ? AND merged_into IS NULL""",
            (comparison(title), season, old["id"]),
        )
    )
    if rows:
        return rows[0]
    named = Report(title=title, event=Event.ANNOUNCED, medium=old["medium"])
    made = ledger.new_production(db, named, title, season, now)
    return one(db, "SELECT * FROM productions WHERE id = ?", (made,))


# --- changes ----------------------------------------------------------------------------------------------------


def withdraw(db: Database, change: str, because: str, now: datetime) -> str:
    """Take a published change back."""
    rows = list(
        db.query(
            "SELECT c.*, p.slug FROM changes c JOIN productions p ON p.id = c.production_id WHERE c.id = ?", (change,)
        )
    )
    if not rows:
        raise Refused(f"there is no change {change}; 'slatewatch changes --json' tells the ids")
    row = rows[0]
    if row["kind"] == "correction":
        raise Refused("that is a correction; withdraw the change that it speaks of, or link and split what is mixed up")
    if row["state"] not in ("published", "backfilled"):
        raise Refused(f"that change is {row['state']}, not published")
    with db.atomic():
        record(db, "withdraw", row["slug"], row["key"], because, now)
        update(db, [row["production_id"]], now)
        left = one(db, "SELECT state FROM changes WHERE id = ?", (change,))["state"]
        if left != "withdrawn":
            ledger.withdraw_stored(db, row["production_id"], row["slug"], row, because, now)
    return str(row["summary"])
