"""The database: opened, migrated, and written while a crawl runs. With ``ledger.py`` and ``queries.py`` the only SQL.

Everything here is safe to be killed at any moment: a crawl's pages are committed in batches, each whole, and a run that
was never finished stays visibly open.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline import bodies
from pipeline.config import Source
from pipeline.errors import StoreError as StoreError
from pipeline.model import Crawl, Page
from pipeline.moments import moment as moment
from pipeline.moments import stamp as stamp
from pipeline.readable import to_read

if TYPE_CHECKING:
    from sqlite_utils import Database

PAGE_COLUMNS = (
    "id, source, url, sha256, role, channel, title, published, modified, first_seen, last_seen, etag, last_modified, "
    "content_type, encoding, meta, derived_from, body"
)


STOPPED = "shutdown"
"""How Scrapy calls the end of a crawl that was told to stop."""


@dataclass(frozen=True, slots=True)
class Validators:
    """What is needed to ask for a page again without fetching it: of its newest stored version."""

    etag: str | None
    last_modified: str | None
    sha256: str
    page_id: int
    role: str
    modified: str | None
    refused: str = ""
    first_seen: str = ""
    last_seen: str = ""


def one(db: Database, sql: str, parameters: tuple[object, ...] = ()) -> dict[str, Any]:
    """The first row that a query gives. It must give one."""
    row: dict[str, Any] = next(iter(db.query(sql, parameters)))
    return row


def open_database(path: Path, *, read_only: bool = False) -> Database:
    """The database at ``path``, made and migrated where needed. StoreError where it cannot be used."""
    from pipeline.migrations import migrations

    try:
        db = _connect(path, read_only)
        _refuse_foreign(db, path)
        _refuse_newer(db, path)
        if not read_only:
            db.execute("PRAGMA journal_mode=WAL")
            migrations.apply(db)
    except sqlite3.Error as error:
        raise StoreError(f"{path}: {error}; is it a slatewatch database, and may this user write there?") from error
    return db


def _connect(path: Path, read_only: bool) -> Database:
    from sqlite_utils import Database

    from pipeline.connection import Connection

    if read_only and not path.exists():
        raise StoreError(f"{path}: no such database; 'slatewatch run' makes it")
    if not path.parent.is_dir():
        raise StoreError(f"{path.parent}: no such folder for the database; make it, or change 'database'")
    uri = to_read(path) if read_only else f"{path.absolute().as_uri()}?mode=rwc"
    connection = sqlite3.connect(uri, uri=True, timeout=30)
    for pragma in ("busy_timeout=30000", "foreign_keys=ON", "synchronous=NORMAL", "cache_size=-32000"):
        connection.execute(f"PRAGMA {pragma}")
    return Database(connection) if read_only else Connection(connection)


def _refuse_foreign(db: Database, path: Path) -> None:
    """Another program's database is not to be filled with our tables."""
    from pipeline.migrations import migrations

    table = migrations.migrations_table
    found = set(db.table_names())
    ours = table in found and any(db.query(f"SELECT 1 FROM {table} WHERE migration_set = 'slatewatch'"))
    if found - {table} and not ours:
        raise StoreError(f"{path}: is a database, but not one of slatewatch; name another file as 'database'")


def _refuse_newer(db: Database, path: Path) -> None:
    from sqlite_utils import Database

    from pipeline.migrations import migrations

    if migrations.migrations_table not in db.table_names():
        return
    empty = Database(memory=True)
    known = {step.name for step in migrations.pending(empty)}  # it lacks them all
    empty.close()
    rows = db.query("SELECT name FROM _sqlite_migrations WHERE migration_set = 'slatewatch'")
    newer = sorted(row["name"] for row in rows if row["name"] not in known)
    if newer:
        raise StoreError(f"{path}: made by a newer slatewatch ({newer[-1]}); upgrade slatewatch to use it")


def keep_sources(db: Database, sources: Iterable[Source]) -> None:
    """Make the rows of ``sources`` say what the configuration says now."""
    with db.atomic():
        for source in sources:
            db.execute(
                """INSERT INTO sources (slug, name, kind, trust, complete, homepage, licence, attribution, quote)
                   VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                   ON CONFLICT (slug) DO UPDATE SET name = excluded.name, kind = excluded.kind, trust = excluded.trust,
                   complete = excluded.complete, homepage = excluded.homepage, licence = excluded.licence,
                   attribution = excluded.attribution, quote = excluded.quote""",
                (source.slug, source.label, source.kind, source.trust, int(source.complete), source.homepage,
                 source.licence, source.attribution, int(source.quote)),
            )  # fmt: skip


class Known(Mapping[str, Validators]):
    """The validators of the newest stored version of every URL of a source, as they stood before a run.

    They are looked up as they are asked for: a source of years has more addresses than should be held in memory.
    """

    def __init__(self, db: Database, source: str, before: int | None = None) -> None:
        self._db = db
        self._which = "source = ? AND (? IS NULL OR first_run < ?)"
        self._values = (source, before, before)

    def __getitem__(self, url: str) -> Validators:
        row = self._db.execute(
            f"""SELECT etag, last_modified, sha256, id, role, modified,
                       coalesce(json_extract(meta, '$.refused'), ''), first_seen, last_seen FROM pages
                 WHERE url = ? AND {self._which} ORDER BY id DESC LIMIT 1""",
            (url, *self._values),
        ).fetchone()
        if row is None:
            raise KeyError(url)
        return Validators(*row)

    def __iter__(self) -> Iterator[str]:
        rows = self._db.query(f"SELECT DISTINCT url FROM pages WHERE {self._which}", self._values)
        return (row["url"] for row in rows)

    def __len__(self) -> int:
        return int(one(self._db, f"SELECT count(DISTINCT url) AS n FROM pages WHERE {self._which}", self._values)["n"])

    def __bool__(self) -> bool:
        return any(self._db.query(f"SELECT 1 FROM pages WHERE {self._which} LIMIT 1", self._values))


def keep_page(db: Database, run_id: int, page: Page) -> bool:
    """Store a page, or note that this version of it was seen again. True where the version is new."""
    import hashlib

    digest = hashlib.sha256(page.body).hexdigest()
    now = stamp(page.seen)
    known = list(db.query("SELECT id FROM pages WHERE url = ? AND sha256 = ?", (page.url, digest)))
    if known:
        db.execute(
            """UPDATE pages SET last_seen = ?, last_run = ?, etag = coalesce(?, etag),
               last_modified = coalesce(?, last_modified) WHERE id = ?""",
            (now, run_id, page.etag, page.last_modified, known[0]["id"]),
        )
        _seen_in(db, run_id, known[0]["id"])
        return False
    cursor = db.execute(
        """INSERT INTO pages (source, url, sha256, role, channel, title, published, modified, first_seen, last_seen,
           first_run, last_run, etag, last_modified, content_type, encoding, meta, derived_from, body)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        (page.source, page.url, digest, page.role, page.channel, page.title, _stamped(page.published),
         _stamped(page.modified), now, now, run_id, run_id, page.etag, page.last_modified, page.content_type,
         page.encoding, json.dumps(page.meta, ensure_ascii=False, sort_keys=True), page.meta.get("derived_from"),
         _packed(db, page)),
    )  # fmt: skip
    _seen_in(db, run_id, int(cursor.lastrowid or 0))
    return True


def _stamped(moment_: datetime | None) -> str | None:
    return stamp(moment_) if moment_ else None


def _packed(db: Database, page: Page) -> bytes | None:
    """An index page is only asked for again, never read again: its body is not kept."""
    if page.role == "index":
        return None
    if page.role != "list":
        return bodies.pack(page.body)
    sql = """SELECT id, body FROM pages WHERE source = ? AND url = ? AND body IS NOT NULL AND substr(body, 1, 1) = ?
              ORDER BY id DESC LIMIT 1"""
    whole = list(db.query(sql, (page.source, page.url, bytes([bodies.PLAIN]))))
    if not whole:
        return bodies.pack(page.body)
    return bodies.pack(page.body, whole[0]["id"], bodies.unpack(whole[0]["body"], lambda _: b""))


def _seen_in(db: Database, run_id: int, page_id: int) -> None:
    db.execute("INSERT OR IGNORE INTO run_pages (run_id, page_id) VALUES (?, ?)", (run_id, page_id))


def note_unchanged(db: Database, run_id: int, url: str) -> None:
    """The server said 304: the newest version of ``url``, and what was derived from it, stand as they were."""
    newest = one(db, "SELECT max(id) AS id FROM pages WHERE url = ?", (url,))["id"]
    if newest is None:
        return
    started = one(db, "SELECT started_at FROM runs WHERE id = ?", (run_id,))["started_at"]
    db.execute("UPDATE pages SET last_seen = ?, last_run = ? WHERE id = ?", (started, run_id, newest))
    _seen_in(db, run_id, newest)


def open_run(db: Database, source: str, now: datetime, reader: str) -> int:
    """A new run of ``source``, recorded before its first request. Commits."""
    with db.atomic():
        cursor = db.execute(
            "INSERT INTO runs (source, state, started_at, reader) VALUES (?, 'open', ?, ?)",
            (source, stamp(now), reader),
        )
    return int(cursor.lastrowid or 0)


def cycle_begins(db: Database, now: datetime) -> str | None:
    """Note that a cycle is under way; the moment of the last one where that never came to its end. Commits."""
    with db.atomic():
        open_ = list(db.query("SELECT value FROM marks WHERE name = 'cycle.open'"))
        db.execute("INSERT OR REPLACE INTO marks (name, value) VALUES ('cycle.open', ?)", (stamp(now),))
        db.execute("INSERT OR IGNORE INTO marks (name, value) VALUES ('cycle.since', ?)", (stamp(now),))
    return str(open_[0]["value"]) if open_ else None


def make_durable(db: Database) -> None:
    """Everything that is committed is on the disk from now on. In WAL mode a commit alone survives a killed process,
    not the loss of power; what is published must not be forgotten by the database that it came from."""
    db.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()


def cycle_ended(db: Database) -> None:
    """Everything of the cycle is done and published. Commits."""
    with db.atomic():
        db.execute("DELETE FROM marks WHERE name IN ('cycle.open', 'cycle.since')")


def touched_since_cut(db: Database) -> set[int]:
    """The productions that were touched since the first of the cycles that never came to their end began."""
    since = "(SELECT value FROM marks WHERE name = 'cycle.since')"
    rows = db.query(
        f"""SELECT production_id AS id FROM changes WHERE touched_at >= {since}
            UNION SELECT id FROM productions WHERE updated_at >= {since}
            UNION SELECT r.production_id FROM runs n JOIN reports r ON r.run_id = n.id
                   WHERE n.finished_at >= {since} AND r.production_id IS NOT NULL"""
    )
    return {row["id"] for row in rows}


def newest_run(db: Database) -> datetime | None:
    """When the latest run began, by the clock of then."""
    at = one(db, "SELECT max(started_at) AS at FROM runs")["at"]
    return moment(at) if at else None


def upkeep_times(db: Database) -> dict[str, datetime]:
    """When each kind of the scheduler's upkeep was last done."""
    rows = db.query("SELECT name, value FROM marks WHERE name LIKE 'upkeep.%'")
    return {row["name"].removeprefix("upkeep."): moment(row["value"]) for row in rows}


def note_upkeep(db: Database, kind: str, now: datetime) -> None:
    """That kind of upkeep was done now. Commits."""
    with db.atomic():
        db.execute("INSERT OR REPLACE INTO marks (name, value) VALUES (?, ?)", (f"upkeep.{kind}", stamp(now)))


def run_at(db: Database, source: str, now: datetime) -> dict[str, Any] | None:
    """The newest run of ``source`` that was opened at this very moment, unless it was interrupted."""
    sql = "SELECT * FROM runs WHERE source = ? AND started_at = ? AND state <> 'interrupted' ORDER BY id DESC LIMIT 1"
    return next(iter(db.query(sql, (source, stamp(now)))), None)


def finish_crawl(db: Database, run_id: int, crawl: Crawl, now: datetime) -> None:
    """The crawl of a run ended by itself: what it counted, for the judge. The run stays open until it is closed.

    One that was stopped because its time was over did not end: half a list must not be taken for a whole one.
    """
    if crawl.finish_reason == STOPPED:
        return
    facts = asdict(crawl)
    db.execute(
        "UPDATE runs SET crawled_at = ?, crawl = ? WHERE id = ?",
        (stamp(now), json.dumps(facts, sort_keys=True), run_id),
    )


def crawl_of(text: str | None) -> Crawl | None:
    """The counts of a crawl as stored, or None where it never ended."""
    if text is None:
        return None
    facts: dict[str, Any] = json.loads(text)
    facts["statuses"] = {int(k): v for k, v in facts["statuses"].items()}
    facts["trouble"] = tuple(facts["trouble"])
    return Crawl(**facts)


def page_of(db: Database, row: dict[str, Any]) -> Page:
    """A Page of a row of ``pages`` (with its body)."""

    def body_of(page_id: int) -> bytes:
        body: bytes = one(db, "SELECT body FROM pages WHERE id = ?", (page_id,))["body"]
        return body

    return Page(
        source=row["source"], url=row["url"], role=row["role"], channel=row["channel"], title=row["title"],
        body=bodies.unpack(row["body"], body_of) if row["body"] is not None else b"",
        published=moment(row["published"]) if row["published"] else None,
        modified=moment(row["modified"]) if row["modified"] else None,
        seen=moment(row["first_seen"]), etag=row["etag"], last_modified=row["last_modified"],
        content_type=row["content_type"], encoding=row["encoding"], meta=json.loads(row["meta"]), id=row["id"],
    )  # fmt: skip


def crawled(db: Database, run_id: int) -> tuple[Crawl | None, list[Page]]:
    """How the crawl of a run went, and the pages that it saw, in the order in which they were first stored."""
    columns = ", ".join(f"p.{name.strip()}" for name in PAGE_COLUMNS.split(","))
    rows = db.query(
        f"SELECT {columns} FROM run_pages r JOIN pages p ON p.id = r.page_id WHERE r.run_id = ? ORDER BY p.id",
        (run_id,),
    )
    pages = [page_of(db, row) for row in list(rows)]
    return crawl_of(one(db, "SELECT crawl FROM runs WHERE id = ?", (run_id,))["crawl"]), pages
