"""What may be wrong with an installation, each finding with advice. Looks only; repairs nothing."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from sqlite_utils import Database

from pipeline import bodies
from pipeline.config import Config
from pipeline.health import is_stale, pasts
from pipeline.lock import Busy, only_one
from pipeline.store import StoreError, moment, open_database, stamp

LEAST_FREE = 200 * 2**20
"""Bytes that should be free for the database and for the output."""
AHEAD = timedelta(minutes=5)
"""A run that began so much later than now means that the clock was put back."""
MOST_TOLD = 10
"""Faults of a damaged database that are told one by one."""
OVERDUE = 3
"""A source that was not asked for so many times its interval is forgotten."""
FEW = 3
"""So many sources that are not run are told one by one, however few there are in all."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to know. A ``problem`` needs a person; a ``note`` passes by itself or may be meant."""

    level: Literal["problem", "note"]
    check: str
    what: str
    advice: str


def problem(check: str, what: str, advice: str) -> Finding:
    """A finding that needs a person."""
    return Finding("problem", check, what, advice)


def examine(config: Config, now: datetime) -> Iterator[Finding]:
    """All findings about the installation that ``config`` describes."""
    yield from _places(config)
    if not config.database.exists():
        yield Finding("note", "database", f"{config.database}: not there yet", "'slatewatch run' makes it")
        return
    try:
        db = open_database(config.database, read_only=True)
    except StoreError as error:
        yield problem("database", str(error), "restore the last backup, or correct 'database' in the configuration")
        return
    try:
        yield from _database(config, db, now)
    except sqlite3.DatabaseError as error:
        yield problem("integrity", f"{config.database}: {error}", "stop all runs and restore the last backup")
    finally:
        db.close()


def _database(config: Config, db: Database, now: datetime) -> Iterator[Finding]:
    yield from _integrity(db)
    yield from _orphans(db)
    yield from _clock(db, now)
    yield from _left_over(config, db)
    yield from _sources(config, db, now)


def _places(config: Config) -> Iterator[Finding]:
    """Whether the database and the output can be written, and have room."""
    for check, path in (("database", config.database.parent), ("output", config.output)):
        there = next(folder for folder in (path, *path.parents) if folder.exists())
        if not there.is_dir():
            yield problem(check, f"{there}: is not a folder", f"correct '{check}' in the configuration")
        elif not os.access(there, os.W_OK | os.X_OK):
            advice = "give it to the user that runs slatewatch (chown), or run as its owner"
            yield problem("permissions", f"{there}: this user may not write there", advice)
        elif shutil.disk_usage(there).free < LEAST_FREE:
            free = shutil.disk_usage(there).free // 2**20
            yield problem("space", f"{there}: {free} MB free", "make room, or set keep_bodies_days in [schedule]")
    for ending in ("", "-wal", "-shm", ".lock"):
        file = config.database.with_name(config.database.name + ending)
        if file.exists() and not os.access(file, os.R_OK | os.W_OK):
            advice = "give it to the user that runs slatewatch (chown)"
            yield problem("permissions", f"{file}: this user may not write it", advice)


def _integrity(db: Database) -> Iterator[Finding]:
    told = damage(row["told"] for row in db.query("SELECT integrity_check AS told FROM pragma_integrity_check"))
    for line in told[:MOST_TOLD]:
        yield problem("integrity", line, "stop all runs and restore the last backup")
    if len(told) > MOST_TOLD:
        yield problem("integrity", f"{len(told) - MOST_TOLD} more of this kind", "the same")
    broken = list(db.query('SELECT "table" AS name, count(*) AS n FROM pragma_foreign_key_check GROUP BY 1'))
    for row in broken:
        what = f"{row['n']} rows of '{row['name']}' refer to something that is gone"
        yield problem("foreign keys", what, "restore the last backup")


_ORPHANS = {
    "rows of listings without their page":
        "SELECT count(*) AS n FROM listings l WHERE NOT EXISTS (SELECT 1 FROM pages p WHERE p.id = l.page_id)",
    "pages first seen in a run that is gone":
        "SELECT count(*) AS n FROM pages p WHERE NOT EXISTS (SELECT 1 FROM runs r WHERE r.id = p.first_run)",
    "changes without any evidence":
        """SELECT count(*) AS n FROM changes c WHERE c.state = 'published' AND c.kind NOT IN ('delisted', 'correction')
            AND NOT EXISTS (SELECT 1 FROM change_reports e WHERE e.change_id = c.id)""",
}  # fmt: skip


def _orphans(db: Database) -> Iterator[Finding]:
    found = {what: int(next(iter(db.query(sql)))["n"]) for what, sql in _ORPHANS.items()}
    found["pages whose body is stored against one that is gone"] = _baseless(db)
    for what, number in found.items():
        if number:
            yield problem("orphans", f"{number} {what}", "restore the last backup, or run 'slatewatch rebuild'")


def _baseless(db: Database) -> int:
    heads = db.query("SELECT substr(body, 1, 9) AS head FROM pages WHERE substr(body, 1, 1) IN (x'01', x'02')")
    needed = {bodies.base_of(row["head"]) for row in heads}
    there = {row["id"] for row in db.query("SELECT id FROM pages WHERE body IS NOT NULL")}
    return len(needed - there)


def _clock(db: Database, now: datetime) -> Iterator[Finding]:
    newest = next(iter(db.query("SELECT max(started_at) AS at FROM runs")))["at"]
    if newest and moment(newest) > now + AHEAD:
        what = f"it is {stamp(now)}, but a run began at {newest}"
        yield problem("clock", what, "set the clock (NTP); runs of the future count as runs of now until then")


def _left_over(config: Config, db: Database) -> Iterator[Finding]:
    """What a killed run left, unless a run is under way."""
    try:
        with only_one(config.database):
            runs = next(iter(db.query("SELECT count(*) AS n FROM runs WHERE state = 'open'")))["n"]
            files = sum(1 for _ in config.output.rglob(".*.new"))
    except (Busy, OSError):
        return
    if runs or files:
        what = f"{runs} runs were never closed and {files} files never finished: something was killed"
        yield Finding("note", "left over", what, "nothing: the next 'slatewatch run' closes and removes them")


def _sources(config: Config, db: Database, now: datetime) -> Iterator[Finding]:
    enabled = {source.slug: source for source in config.sources if source.enabled}
    told = {row["slug"]: row["told"] for row in db.query("SELECT slug, told FROM sources")}
    idle: dict[str, datetime | None] = {}
    for slug, past in pasts(db, enabled).items():
        if is_stale(past):
            advice = f"look at its pages, then 'slatewatch check {slug}'"
            yield problem("stale", f"{slug}: nothing moved since {past.moved[-1]:%Y-%m-%d}", advice)
        elif told.get(slug) and past.failures:
            what = f"{slug}: {past.reason}, {past.failures} runs in a row{f' ({past.detail})' if past.detail else ''}"
            yield problem("source", what, f"'slatewatch check {slug}' shows what it answers")
        elif past.last is None or (
            now - past.last > OVERDUE * max(timedelta(minutes=enabled[slug].every), timedelta(days=1))
        ):
            idle[slug] = past.last
    yield from _idle(idle, len(enabled))


def _idle(idle: Mapping[str, datetime | None], total: int) -> Iterator[Finding]:
    """The sources that are not run, a line each; one for all where they are most of them: the fault is not theirs."""
    cron = "is cron or the scheduler running?"
    if len(idle) > max(FEW, total / 2):
        last = max(filter(None, idle.values()), default=None)
        when = f"not run since {last:%Y-%m-%d}" if last else "never run"
        yield Finding("note", "source", f"{len(idle)} of {total} sources: {when}", cron)
        return
    for slug, at in idle.items():
        if at is None:
            yield Finding("note", "source", f"{slug}: never run", f"'slatewatch run {slug}', or start the scheduler")
        else:
            yield Finding("note", "source", f"{slug}: last run on {at:%Y-%m-%d}", cron)


def damage(told: Iterable[str]) -> list[str]:
    """What a check of the integrity found, a line each. Nothing where all is well."""
    lines = [line.strip() for text in told for line in text.splitlines()]
    return [line for line in lines if line and line != "ok" and not line.startswith("***")]


def leave_whole(copy: Path, database: Path) -> None:
    """Make the copy of ``database`` one file that needs no other, on the disk. StoreError where it is not sound."""
    connection = sqlite3.connect(copy)
    try:
        connection.execute("PRAGMA journal_mode=DELETE")
        told = damage(row[0] for row in connection.execute("PRAGMA quick_check"))
    except sqlite3.DatabaseError as error:
        if not error.sqlite_errorname.startswith("SQLITE_CORRUPT"):
            raise
        told = [str(error)]
    finally:
        connection.close()
    if told:
        found = f"{len(told)} faults were found, the first: {told[0]}" if told[1:] else told[0]
        raise StoreError(f"{database}: is damaged, so no copy was made: {found}; 'slatewatch doctor' has advice")
    with copy.open("rb") as file:
        os.fsync(file.fileno())
