"""A small world of productions and changes, put straight into a database: what the tests of the feeds read."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlite_utils import Database

from pipeline.config import Config, Source, Watch
from pipeline.store import keep_sources, open_database, stamp

NOW = datetime(2026, 3, 2, 12, 0, 0, tzinfo=UTC)
SOURCES = (
    Source(slug="gazette", kind="article", name="The Stage Gazette", trust=2, quote=True, homepage="https://gazette.example/"),
    Source(slug="ledger", kind="listing", name="Production Ledger", trust=2, quote=False, homepage="https://ledger.example/"),
)  # fmt: skip
TITLES = ("Harbour Lights", "The Quiet Fever", "Night Ferry", "Salt & Smoke", "Paper Kingdom", "Nine Bridges")


@dataclass
class World:
    """A database with a clock that moves an hour with every change."""

    folder: Path
    site_url: str | None = "https://slate.example/"
    watches: tuple[Watch, ...] = ()
    hub: str | None = None
    now: datetime = NOW
    db: Database = field(init=False)
    _number: int = 0

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.db = open_database(self.folder / "slatewatch.db")
        keep_sources(self.db, SOURCES)
        with self.db.atomic():
            self.db.execute(
                "INSERT INTO runs (id, source, state, started_at, finished_at) VALUES (1, 'gazette', 'accepted', ?, ?)",
                (stamp(self.now), stamp(self.now)),
            )

    @property
    def config(self) -> Config:
        """The configuration of this world."""
        return Config(
            path=None, database=self.folder / "slatewatch.db", output=self.folder / "public", site_url=self.site_url,
            sources=SOURCES, watches=self.watches, hub=self.hub,
        )  # fmt: skip

    def production(self, title: str, season: int | None = None, medium: str = "film", year: int | None = None) -> int:
        """The production of that title and season, made where it is new."""
        for row in self.db.query("SELECT id FROM productions WHERE title = ? AND season IS ?", (title, season)):
            return int(row["id"])
        self._number += 1
        slug = f"production-{self._number}" if not title.isascii() else "-".join(title.lower().split())
        slug = "".join(c for c in slug if c.isalnum() or c == "-")[:40] + (f"-season-{season}" if season else "")
        return self.insert(
            "productions", slug=slug or f"p{self._number}", title=title, season=season, medium=medium, year=year,
            key=title.lower(), bare=title.lower(), near=title.lower(), updated_at=stamp(self.now),
            first_seen=stamp(self.now),
        )  # fmt: skip

    def insert(self, table: str, **row: object) -> int:
        """One row."""
        with self.db.atomic():
            sql = f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})"
            return int(self.db.execute(sql, tuple(row.values())).lastrowid or 0)

    def report(self, production: int, event: str, **more: object) -> int:
        """A report of its own page."""
        self._number += 1
        source = str(more.pop("source", "gazette"))
        url = str(more.pop("url", f"https://{source}.example/story/{self._number}"))
        page = self.insert(
            "pages", source=source, url=url, sha256=f"{self._number:064x}", role="article", channel="rest",
            first_seen=stamp(self.now), last_seen=stamp(self.now), first_run=1, last_run=1, content_type="text/html",
        )  # fmt: skip
        row: dict[str, object] = {
            "page_id": page, "ordinal": 0, "run_id": 1, "source": source, "production_id": production, "title": "",
            "event": event, "modality": "asserted", "evidence": "The cameras are turning, said the director.",
            "start": 0, "end": 10, "rule": "test", "noticed_at": stamp(self.now), "published": stamp(self.now),
        }  # fmt: skip
        return self.insert("reports", **{**row, **more})

    def change(self, title: str, kind: str = "started_filming", season: int | None = None, **more: object) -> str:
        """A published change with one report behind it; the clock moves on."""
        self.now += timedelta(hours=1)
        made = self.production(title, season, str(more.pop("medium", "tv" if season else "film")))
        said = {k: more.pop(k) for k in ("evidence", "url", "source") if k in more}
        event = kind if kind in ("started_filming", "wrapped_filming", "cancelled") else "announced"
        report = self.report(made, event, **said)
        change_id = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{made}/{kind}/{self._number}"))
        row: dict[str, object] = {
            "id": change_id, "production_id": made, "kind": kind, "from_status": "pre_production",
            "to_status": "filming", "happened_earliest": "2026-03-01", "happened_latest": "2026-03-01",
            "noticed_at": stamp(self.now), "published_at": stamp(self.now), "state": "published", "support": 2,
            "summary": "", "updated_at": stamp(self.now), "touched_at": stamp(self.now), "key": change_id,
            "place": "Cardiff",
        }  # fmt: skip
        self.insert("changes", **{**row, **more})
        self.insert("change_reports", change_id=change_id, report_id=report, counted=1, role="for")
        return change_id

    def withdraw(self, change_id: str, because: str = "it was another film of that name") -> str:
        """Withdraw a change, and publish the correction."""
        self.now += timedelta(hours=1)
        with self.db.atomic():
            self.db.execute(
                "UPDATE changes SET state = 'withdrawn', because = ?, updated_at = ?, touched_at = ? WHERE id = ?",
                (because, stamp(self.now), stamp(self.now), change_id),
            )
        row = next(self.db.query(
            "SELECT p.title, p.season FROM changes c JOIN productions p ON p.id = c.production_id WHERE c.id = ?",
            (change_id,),
        ))  # fmt: skip
        self.now -= timedelta(hours=1)
        return self.change(
            row["title"], "correction", row["season"], replaces=change_id, from_status="filming", because=because,
            to_status="pre_production", place=None,
        )  # fmt: skip

    def fill(self, count: int) -> None:
        """That many changes of different kinds and titles."""
        kinds = ("started_filming", "wrapped_filming", "cancelled", "newly_listed")
        for number in range(count):
            title = f"{TITLES[number % len(TITLES)]} {number // len(TITLES) + 1}"
            self.change(title, kinds[number % 4], season=2 if number % 3 else None)
