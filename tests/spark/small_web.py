"""Pages of a small web, as an archive captured them, and what a database says of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pipeline.config import Config, Source, from_table
from pipeline.harvested import Harvested
from pipeline.readable import Snapshot
from spiders.harvest import read_record
from spiders.warc import Record

PRESS = Source(slug="press", shape="any_site", enabled=False)
FIRST = datetime(2025, 3, 3, 9, tzinfo=UTC)
NOW = datetime(2026, 1, 1, tzinfo=UTC)
EVER = (datetime(1990, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC))
CONFIG = """builtin_sources = false
[[source]]
slug = "press"
shape = "any_site"
enabled = false
"""
TITLES = ("Copper Lantern", "Night Ferry", "The Salt Orchard", "Paper Harbour", "Velvet Signal")
LONG = "It is the third film of its director, who has been looking for a harbour like this one for years. " * 3


def article(title: str, day: datetime, *, says: str = "started filming", site: str = "", more: str = "") -> str:
    """An article that says something of a film, on a site with furniture of its own."""
    when = f"{day:%B} {day.day}, {day.year}"
    return (
        f'<!DOCTYPE html><html><head><title>{title} {says}</title><meta charset="utf-8">'
        f'<meta property="article:published_time" content="{day.isoformat()}"></head><body><nav>{site} home</nav>'
        f"<article><h1>{title} {says} in Cardiff</h1><p><em>{title}</em> {says} in Cardiff on {when}, the studio said. "
        f"{LONG}{more}</p></article><footer>{site}</footer></body></html>"
    )


def capture(number: int, markup: str, host: str = "daily", slug: str = "") -> Record:
    """Captured some hours after the one before."""
    at = FIRST + timedelta(hours=7 * number)
    url = f"https://www.{host}.example/{at:%Y/%m/%d}/{slug or f'a-story-of-number-{number}'}/"
    return Record(url, at, {"content-type": "text/html; charset=utf-8"}, markup.encode())


def web(count: int = 12) -> list[Record]:
    """Articles about five films: each is announced to be shot, shot and wrapped."""
    steps = ("will start filming", "started filming", "wrapped filming")
    found = []
    for number in range(count):
        title, step = TITLES[number % len(TITLES)], steps[min(number // len(TITLES), 2)]
        found.append(capture(number, article(title, FIRST + timedelta(hours=7 * number), says=step)))
    return found


def said(records: list[Record], source: Source = PRESS) -> list[Harvested]:
    """What is read of them; every one of them must say something."""
    found = [read_record(source, record) for record in records]
    good = [one for one in found if isinstance(one, Harvested)]
    assert len(good) == len(found), found
    return good


def warc(records: list[Record]) -> bytes:
    """Them as a WARC file, uncompressed."""
    return b"".join(map(warc_record, records))


def warc_record(record: Record, status: str = "200 OK", extra: str = "") -> bytes:
    """One captured answer as WARC/1.0 has it."""
    http = f"HTTP/1.1 {status}\r\nContent-Type: {record.headers['content-type']}\r\n\r\n".encode() + record.body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {record.url}\r\n{extra}"
        f"WARC-Date: {record.at:%Y-%m-%dT%H:%M:%SZ}\r\nWARC-Record-ID: <urn:uuid:{abs(hash(record.url)):032x}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def declare(folder: Path) -> Path:
    """A configuration with the one source that takes any site."""
    path = folder / "slatewatch.toml"
    path.write_text(CONFIG, encoding="utf-8")
    return path


def config(folder: Path) -> Config:
    return from_table({"builtin_sources": False}, None, folder)


def told(database: Path) -> dict[str, list[dict[str, Any]]]:
    """Everything that a database says of the world, in an order of its own and without row numbers."""
    queries = {
        "pages": "SELECT source, url, sha256, role, title, published, first_seen, meta FROM pages ORDER BY url, sha256",
        "reports": """SELECT p.url, r.ordinal, r.source, r.ref, d.slug, r.title, r.season, r.medium, r.event,
                      r.modality, r.status, r.previous, r.earliest, r.latest, r.place, r.evidence, r.start, r.end,
                      r.rule, r.published, r.noticed_at, r.confirmed_at, r.gone_at, r.baseline
                      FROM reports r JOIN pages p ON p.id = r.page_id LEFT JOIN productions d ON d.id = r.production_id
                      ORDER BY p.url, p.sha256, r.ordinal""",
        "productions": """SELECT slug, title, season, medium, year, status, status_earliest, status_latest,
                          planned_start, planned_wrap, planned_release FROM productions ORDER BY slug""",
        "changes": """SELECT c.id, d.slug, c.kind, c.from_status, c.to_status, c.happened_earliest, c.happened_latest,
                      c.state, c.support, c.summary FROM changes c JOIN productions d ON d.id = c.production_id
                      ORDER BY c.id""",
        "captures": "SELECT source, url, captured_at, state FROM captures WHERE state = 'read' ORDER BY 1, 3, 2",
    }
    db = Snapshot(database)
    try:
        return {name: [dict(row) for row in db.query(sql)] for name, sql in queries.items()}
    finally:
        db.close()
