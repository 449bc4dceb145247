"""A small made-up world for the pages: a database with every kind of thing that a page can show."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlite_utils import Database

from pipeline.config import Config, Watch
from pipeline.store import open_database

NOW = datetime(2026, 3, 20, 9, tzinfo=UTC)
HOSTILE = "</title><script>alert(1)</script>\"'><img src=x onerror=alert(2)>\u202egnp.\x00\x1b[31m"
LONG = "Endless " * 1250
SCRIPTS = ("الليل الطويل", "長い夜", "Долгая ночь", "לילה ארוך")


@dataclass
class World:
    """The database and how to add to it, one row after the other."""

    db: Database
    config: Config
    number: int = 0

    def source(self, slug: str, name: str, trust: int = 2, *, quote: bool = True, homepage: str = "") -> None:
        self.db.execute(
            "INSERT INTO sources (slug, name, kind, trust, complete, homepage, licence, attribution, quote)"
            " VALUES (?, ?, 'listing', ?, 1, ?, 'CC BY 4.0', '', ?)",
            (slug, name, trust, homepage or f"https://{slug}.example/", int(quote)),
        )
        self.run(slug, "accepted", "accepted", NOW - timedelta(hours=3))

    def run(self, source: str, state: str, reason: str, at: datetime) -> None:
        self.db.execute(
            "INSERT INTO runs (source, state, reason, started_at, finished_at, rows, new_pages, moved)"
            " VALUES (?, ?, ?, ?, ?, 20, 2, 1)",
            (source, state, reason, _stamp(at), _stamp(at)),
        )

    def production(self, slug: str, title: str, status: str | None, since: str | None, **more: object) -> int:
        row = {"season": None, "medium": "film", "year": 2026, "network": None, "merged_into": None, **more}
        cursor = self.db.execute(
            """INSERT INTO productions (slug, title, season, medium, year, network, key, bare, near, status,
               status_earliest, status_latest, first_seen, updated_at, merged_into)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            (slug, title, row["season"], row["medium"], row["year"], row["network"], title.lower(), title.lower(), "",
             status, since, since, _stamp(NOW), _stamp(NOW), row["merged_into"]),
        )  # fmt: skip
        return int(cursor.lastrowid or 0)

    def report(self, production: int | None, source: str, event: str, published: str, **more: object) -> int:
        self.number += 1
        row = {"modality": "asserted", "earliest": None, "place": None, "region": None, "via": None,
               "evidence": "It is so.", "url": f"https://{source}.example/{self.number}", **more}  # fmt: skip
        run = next(iter(self.db.query("SELECT min(id) AS id FROM runs WHERE source = ?", (source,))))["id"]
        page = self.db.execute(
            """INSERT INTO pages (source, url, sha256, role, channel, published, first_seen, last_seen, first_run,
               last_run, content_type) VALUES (?, ?, ?, 'article', 'html', ?, ?, ?, ?, ?, 'text/html')""",
            (source, row["url"], f"{self.number:064x}", f"{published}T08:00:00Z", _stamp(NOW), _stamp(NOW), run, run),
        ).lastrowid
        cursor = self.db.execute(
            """INSERT INTO reports (page_id, ordinal, run_id, source, production_id, title, event, modality, earliest,
               latest, place, region, via, evidence, start, end, rule, published, noticed_at)
               VALUES (?, 0, ?, ?, ?, 'x', ?, ?, ?, ?, ?, ?, ?, ?, 0, 1, 'test', ?, ?)""",
            (page, run, source, production, event, row["modality"], row["earliest"], row["earliest"], row["place"],
             row["region"], row["via"], row["evidence"], f"{published}T08:00:00Z", f"{published}T09:00:00Z"),
        )  # fmt: skip
        return int(cursor.lastrowid or 0)

    def change(self, production: int, kind: str, at: str, reports: dict[int, str] | None = None, **more: object) -> str:
        row = {"before": None, "after": None, "happened": at, "state": "published", "replaces": None, "because": "",
               "what": None, "planned": None, "summary": "", **more}  # fmt: skip
        key = f"{production}/{kind}/{at}/{row['state']}"
        number = str(uuid.uuid5(uuid.NAMESPACE_URL, key))
        told = f"{at}T10:00:00Z"
        self.db.execute(
            """INSERT INTO changes (id, production_id, kind, from_status, to_status, happened_earliest, happened_latest,
               noticed_at, published_at, state, support, replaces, summary, updated_at, touched_at, key, rule, because,
               what, planned_earliest, planned_latest) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)""",
            (number, production, kind, row["before"], row["after"], row["happened"], row["happened"], told,
             told if row["state"] in ("published", "withdrawn") else None, row["state"], 3, row["replaces"],
             row["summary"], told, told, key, "forward, support 3", row["because"], row["what"], row["planned"],
             row["planned"]),
        )  # fmt: skip
        for report, role in (reports or {}).items():
            self.db.execute(
                "INSERT INTO change_reports VALUES (?, ?, ?, ?)", (number, report, int(role == "for"), role)
            )
        return number


def there(rendered: Iterable[tuple[str, bytes | None]]) -> dict[str, bytes]:
    """The pages that are to be there, by path."""
    return {path: content for path, content in rendered if content is not None}


def _stamp(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def made(folder: Path) -> World:
    """The world as the tests find it."""
    db = open_database(folder / "site.db")
    config = Config(path=None, database=folder / "site.db", output=folder / "public", watches=(Watch("mine"),))
    world = World(db, config)
    with db.atomic():
        world.source("ledger", "The Production Ledger", 3)
        world.source("trade", "Trade Paper")
        world.source("quiet", "No Quotes Weekly", 1, quote=False)
        world.run("trade", "held", "short", NOW - timedelta(hours=1))
        _long_winter(world)
        _wrong_start(world)
        _hostile(world)
        _crowd(world)
        for path in (
            "changes",
            "status/filming",
            "production/the-long-winter",
            "place/cardiff",
            "watch/mine",
            "source/ledger",
        ):
            db.execute("INSERT INTO feeds (path, title) VALUES (?, ?)", (path, f"slatewatch: {path}"))
        db.execute("INSERT INTO redirects VALUES ('old-winter', 'the-long-winter', ?)", (_stamp(NOW),))
    return world


def _long_winter(world: World) -> None:
    """A series from its announcement to the wrap, with places, a denial and planned dates."""
    one = world.production("the-long-winter", "The Long Winter", "wrapped", "2026-03-01", medium="tv", season=2,
                           network="Northern Channel", year=None)  # fmt: skip
    told = world.report(one, "trade", "renewed", "2025-06-02", evidence="The drama returns for a second season.")
    plan = world.report(one, "ledger", "started_filming", "2025-08-20", modality="planned", earliest="2025-10-06")
    start = world.report(one, "ledger", "started_filming", "2025-10-07", earliest="2025-10-06", place="Cardiff",
                         region="Wales")  # fmt: skip
    copy = world.report(one, "quiet", "started_filming", "2025-10-08", via="The Production Ledger", place="Cardiff")
    denial = world.report(one, "trade", "started_filming", "2025-10-06", modality="denied")
    guess = world.report(one, "quiet", "released", "2026-01-10", modality="rumoured", earliest="2026-12-01")
    wrap = world.report(one, "ledger", "wrapped_filming", "2026-03-02", earliest="2026-03-01", place="Vancouver, B.C.")
    world.change(one, "renewed", "2025-06-02", {told: "for"}, after="announced")
    world.change(one, "date_set", "2025-08-21", {plan: "for"}, what="start", planned="2025-10-06", happened=None)
    world.change(one, "started_filming", "2025-10-08", {start: "for", copy: "context", denial: "against"},
                 before="announced", after="filming", happened="2025-10-06")  # fmt: skip
    world.change(
        one, "wrapped_filming", "2026-03-02", {wrap: "for"}, before="filming", after="wrapped", happened="2026-03-01"
    )
    world.change(one, "date_set", "2026-03-04", {guess: "for"}, what="release", planned="2026-12-01", happened=None)
    world.db.execute("INSERT INTO aliases VALUES (?, 'winter', 'Working Title: Frost', 'working_title')", (one,))
    world.db.execute("INSERT INTO links VALUES ('ledger', 'row-77', ?, 'rule', ?, 'its own id')", (one, _stamp(NOW)))


def _wrong_start(world: World) -> None:
    """A change that was withdrawn, with its correction."""
    one = world.production("paper-boats", "Paper Boats", "pre_production", "2026-02-01")
    heard = world.report(one, "trade", "started_filming", "2026-03-09", place="Atlanta", region="GA")
    denial = world.report(one, "ledger", "started_filming", "2026-03-11", modality="denied")
    wrong = world.change(one, "started_filming", "2026-03-09", {heard: "for", denial: "against"},
                         before="pre_production", after="filming", state="withdrawn",
                         because="The studio denied it.\x1b[2J\u202e")  # fmt: skip
    world.change(
        one, "correction", "2026-03-12", {denial: "for"}, before="filming", after="pre_production", replaces=wrong
    )
    seen = world.report(one, "ledger", "filming", "2026-03-14", place="Savannah", region="GA")
    world.change(one, "spotted", "2026-03-14", {seen: "for"}, after="filming")
    world.change(one, "paused", "2026-03-15", {}, before="pre_production", after="on_hold", state="pending")


def _hostile(world: World) -> None:
    """Titles, places, quotations and addresses that try to break out."""
    one = world.production("hostile", HOSTILE, "announced", "2026-03-05", network=HOSTILE)
    bad = world.report(
        one, "trade", "announced", "2026-03-05", url="javascript:alert(3)", evidence=HOSTILE, place=HOSTILE
    )
    world.change(one, "announced", "2026-03-05", {bad: "for"}, after="announced")
    two = world.production("endless", LONG, "announced", "2026-03-06")
    world.change(two, "announced", "2026-03-06", {}, after="announced")
    for number, title in enumerate(SCRIPTS):
        three = world.production(f"script-{number}", title, "filming", f"2026-02-{10 + number}", medium="tv", season=1)
        heard = world.report(
            three, "ledger", "started_filming", f"2026-02-{10 + number}", place="Tokyo" if number == 1 else None
        )
        world.change(three, "started_filming", f"2026-02-{10 + number}", {heard: "for"}, after="filming")


def _crowd(world: World) -> None:
    """Enough finished productions for the pictures and the board."""
    networks = ("Northern Channel", "Cable One")
    for number in range(24):
        start = date(2024, 1, 5) + timedelta(days=21 * number)
        status = ("released", "released", "post_production", "cancelled")[number % 4]
        title = f"{chr(65 + number)} Filler {number}"
        one = world.production(f"filler-{number}", title, status, str(start), medium=("film", "tv")[number % 2],
                               network=networks[number % 2])  # fmt: skip
        heard = world.report(
            one, ("ledger", "trade")[number % 2], "started_filming", str(start), place=("Toronto", "London")[number % 2]
        )
        world.change(one, "started_filming", str(start), {heard: "for"}, after="filming")
        if status == "released":
            out = str(start + timedelta(days=300 + 10 * number))
            told = world.report(one, "ledger", "released", out)
            world.change(one, "released", out, {told: "for"}, before="filming", after="released")
