"""A small site on loopback and a worker that crawls it: what the tests of fetching share."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from pipeline import store
from pipeline.config import Source, load
from pipeline.model import Crawl, Page, Report
from replay.loopback import REASONS, Loopback, Request, Response
from spiders.launch import Worker
from spiders.read import read_page

for _status in HTTPStatus:
    REASONS.setdefault(_status.value, _status.phrase)  # the replay knows only what its sites answer

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


def page(body: str | bytes, kind: str = "text/html; charset=utf-8", status: int = 200, **headers: str) -> Response:
    """An answer; header names are written with underscores."""
    told = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Response(status, body.encode() if isinstance(body, str) else body, (("Content-Type", kind), *told))


def rss(*items: tuple[str, str, str], **channel: str) -> str:
    """A feed of (link, title, summary)."""
    entries = "".join(
        f"<item><title>{title}</title><link>{link}</link><description>{summary}</description>"
        f"<pubDate>{channel.get('date', 'Mon, 01 Jun 2026 08:00:00 GMT')}</pubDate></item>"
        for link, title, summary in items
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{entries}</channel></rss>'


class Site:
    """Routes that tests may change while it runs, and a record of what was asked."""

    def __init__(self) -> None:
        self.routes: dict[str, Response | Callable[[Request], Response]] = {}
        self.asked: list[Request] = []
        self._lock = threading.Lock()
        self._server = Loopback(self._answer)

    def __enter__(self) -> Site:
        self._server.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._server.stop()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.port}"

    @property
    def paths(self) -> list[str]:
        """What was asked, robots.txt left out."""
        return [request.target for request in self.asked if request.target != "/robots.txt"]

    def _answer(self, request: Request) -> Response:
        with self._lock:
            self.asked.append(request)
        route = self.routes.get(request.target) or self.routes.get(request.path)
        if route is None:
            return page("<h1>Nothing here</h1>", status=404)
        return route if isinstance(route, Response) else route(request)


def tagged(body: str, tag: str, kind: str = "text/html; charset=utf-8") -> Callable[[Request], Response]:
    """A page with an ETag, which answers 304 to those who have it."""

    def answer(request: Request) -> Response:
        if request.headers.get("if-none-match") == tag:
            return Response(304, b"", (("ETag", tag),))
        return page(body, kind, ETag=tag)

    return answer


class SharedWorker(Worker):
    """One process for all tests: each aims it at its own configuration."""

    def aim(self, config: Path, database: Path) -> None:
        self._config, self._database = str(config), str(database)


@dataclass
class Crawled:
    """What one crawl of one source left behind."""

    crawl: Crawl | None
    pages: list[Page]
    told: Mapping[str, Any]
    reports: list[Report] = field(default_factory=list)

    @property
    def urls(self) -> list[str]:
        return [page.url for page in self.pages if page.role != "index"]


class Crawling:
    """A configuration and a database of their own, crawled by the shared worker."""

    def __init__(self, worker: SharedWorker, folder: Path) -> None:
        self._worker = worker
        self._folder = folder
        self.config = folder / "slatewatch.toml"
        self.sources: tuple[Source, ...] = ()
        self.db: Database

    def declare(self, *entries: Mapping[str, Any], allow_private: bool = True, **top: Any) -> Crawling:
        """Write the configuration. Each entry is a ``[[source]]``; there is no delay unless it says so."""
        lines = ["builtin_sources = false", f"allow_private = {str(allow_private).lower()}"]
        lines += [f"{name} = {json.dumps(value)}" for name, value in top.items()]
        lines += ["", *(_entry({"delay": 0, **entry}) for entry in entries)]
        self.config.write_text("\n".join(lines), encoding="utf-8")
        config = load(self.config)
        self.sources = config.sources
        self.db = store.open_database(config.database)
        store.keep_sources(self.db, config.sources)
        return self

    def crawl(self, now: datetime = NOON, max_seconds: float = 60) -> dict[str, Crawled]:
        """Crawl every source once; by slug, what was stored in that run and how it went."""
        self._worker.aim(self.config, Path(self._folder / "slatewatch.db"))
        runs = [(store.open_run(self.db, source.slug, now, "test"), source.slug) for source in self.sources]
        told = {line.get("source", ""): line for line in self._worker.crawl(runs, now, max_seconds)}
        return {slug: self._crawled(run, slug, told.get(slug, {})) for run, slug in runs}

    def one(self, now: datetime = NOON) -> Crawled:
        """Crawl the only source."""
        (crawled,) = self.crawl(now).values()
        return crawled

    def _crawled(self, run: int, slug: str, told: Mapping[str, Any]) -> Crawled:
        row = next(iter(self.db.query("SELECT crawl FROM runs WHERE id = ?", (run,))))
        rows = self.db.query(
            "SELECT p.* FROM run_pages rp JOIN pages p ON p.id = rp.page_id WHERE rp.run_id = ? ORDER BY p.id", (run,)
        )
        pages = [store.page_of(self.db, stored) for stored in list(rows)]
        source = next(source for source in self.sources if source.slug == slug)
        reports = [report for stored in pages for report in read_page(source, stored)]
        return Crawled(store.crawl_of(row["crawl"]), pages, told, reports)


def _entry(entry: Mapping[str, Any]) -> str:
    plain = {name: value for name, value in entry.items() if not isinstance(value, dict)}
    tables = {name: value for name, value in entry.items() if isinstance(value, dict)}
    lines = ["[[source]]", *(f"{name} = {json.dumps(value)}" for name, value in plain.items())]
    for name, table in tables.items():
        lines += [f"[source.{name}]", *(f"{json.dumps(key)} = {json.dumps(value)}" for key, value in table.items())]
    return "\n".join(lines) + "\n"
