"""The process that crawls: ``python -m spiders.worker``, a line of JSON a batch in, a line of JSON a run out.

A reactor cannot be started twice, so every crawl of a command, and every day of a replay, goes through one worker.
In: ``{"config", "database", "now", "runs": [{"run", "source"}], "max_seconds"}``. Out: ``{"run", "source", "pages",
"requests", "not_modified", "trouble", "reason"}`` for each run that ended, ``{"batch": "done"}`` after each batch.
The end of the input ends it.
"""

from __future__ import annotations

import asyncio
import json
import sys
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from scrapy.crawler import AsyncCrawlerRunner
from scrapy.settings import Settings
from scrapy.utils.reactor import install_reactor
from sqlite_utils import Database

from pipeline import collect, store
from pipeline.config import Config, ConfigError, load
from spiders import settings as ours
from spiders.base import SourceSpider
from spiders.guard import ADDRESSES, PublicOnly
from spiders.launch import VERSION

AT_ONCE = 16
"""Crawls that run at the same time; those of one host take turns."""
STOPPING = 10.0
"""Seconds that crawls which are out of time have to end."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What is crawled together."""

    config: Config
    database: Path
    now: datetime
    runs: tuple[tuple[int, str], ...]
    max_seconds: float


def batch_of(line: str) -> Batch:
    """A line of the input."""
    told = json.loads(line)
    path = Path(told["config"]) if told.get("config") else None
    config = _config(path, path.stat().st_mtime_ns if path else 0)
    runs = tuple((int(run["run"]), str(run["source"])) for run in told["runs"])
    now = datetime.fromisoformat(told["now"])
    return Batch(config, Path(told["database"]), now, runs, float(told.get("max_seconds") or 3600))


@lru_cache(maxsize=4)
def _config(path: Path | None, written: int) -> Config:
    """The configuration, read again only when the file was written again."""
    return load(path)


def agent(config: Config) -> str:
    """How we introduce ourselves."""
    return f"slatewatch/{VERSION}" + (f" (+{config.contact})" if config.contact else "")


class Worker:
    """Crawls batches in the reactor that runs."""

    def __init__(self) -> None:
        settings = Settings({name: getattr(ours, name) for name in dir(ours) if name.isupper()})
        self._runner = AsyncCrawlerRunner(settings)
        self._databases: dict[Path, Database] = {}

    def _database(self, path: Path) -> Database:
        if path not in self._databases:
            self._databases[path] = store.open_database(path)
        return self._databases[path]

    async def crawl(self, batch: Batch) -> None:
        """Every run of a batch, told of as it ends; those that are not done in time are stopped."""
        ADDRESSES.allow_private = batch.config.allow_private
        turns = asyncio.Semaphore(AT_ONCE)
        db = self._database(batch.database)
        tasks = [asyncio.ensure_future(self._run(batch, db, turns, *run)) for run in batch.runs]
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=batch.max_seconds)
            if late:
                await self._runner.stop()
                await asyncio.wait(late, timeout=STOPPING)
        for task, (run_id, slug) in zip(tasks, batch.runs, strict=True):
            if task.done() and (error := task.exception()):
                tell({"run": run_id, "source": slug, "error": f"{type(error).__name__}: {error}"})
        tell({"batch": "done"})

    async def _run(self, batch: Batch, db: Database, turns: asyncio.Semaphore, run_id: int, slug: str) -> None:
        async with turns:
            shelf = collect.Shelf(db, run_id, batch.now)
            crawler = self._runner.create_crawler(SourceSpider)
            await self._runner.crawl(
                crawler, source=batch.config.source(slug), run_id=run_id, now=batch.now, shelf=shelf,
                known=collect.known_pages(db, slug), stored=partial(collect.stored_page, db), agent=agent(batch.config),
            )  # fmt: skip
            tell(told_of(run_id, slug, crawler.spider, shelf.new))


def told_of(run_id: int, slug: str, spider: Any, new: int) -> dict[str, Any]:
    """The line for a run that ended."""
    crawl = spider.crawl("")
    return {
        "run": run_id,
        "source": slug,
        "pages": new,
        "requests": crawl.requests,
        "not_modified": crawl.not_modified,
        "trouble": list(crawl.trouble),
        "detail": crawl.detail,
    }


def tell(line: Mapping[str, Any]) -> None:
    """A line of the output."""
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    sys.stdout.flush()


async def serve(worker: Worker) -> None:
    """Batches until the input ends."""
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        try:
            batch = batch_of(line)
        except (ConfigError, ValueError, KeyError, OSError) as error:
            tell({"batch": "refused", "error": f"{type(error).__name__}: {error}"})
            continue
        await worker.crawl(batch)


def main() -> None:
    """Run until the input ends."""
    install_reactor("twisted.internet.asyncioreactor.AsyncioSelectorReactor")
    from twisted.internet import reactor as installed  # the reactor is there only now

    reactor: Any = installed
    reactor.installNameResolver(PublicOnly(reactor.nameResolver))

    async def all_of_it() -> None:
        try:
            await serve(Worker())
        except Exception:  # noqa: BLE001 (the end of the process: say what happened)
            traceback.print_exc()
        finally:
            reactor.stop()

    reactor.callWhenRunning(lambda: asyncio.ensure_future(all_of_it()))
    reactor.run()


if __name__ == "__main__":
    main()
