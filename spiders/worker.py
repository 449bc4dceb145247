"""The process that crawls: ``python -m spiders.worker``, a line of JSON a batch in, a line of JSON a run out.

A reactor cannot be started twice, so every crawl of a command, and every day of a replay, goes through one worker.
In: ``{"config", "database", "now", "runs": [{"run", "source"}], "max_seconds", "sample"}``.
Out: ``{"run", "source", "pages",
"requests", "not_modified", "trouble", "detail"}`` for each run that ended (``{"run", "source", "error"}`` for one that
could not begin), ``{"batch": "done"}`` after each batch.
The end of the input ends it.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
from collections import deque
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from scrapy.crawler import Crawler
from scrapy.settings import Settings
from scrapy.utils.reactor import install_reactor

from pipeline.collect import Archive
from pipeline.config import Config, ConfigError, load
from spiders import settings as ours
from spiders.base import SourceSpider
from spiders.certificates import trust
from spiders.guard import ADDRESSES, PublicOnly
from spiders.launch import agent
from spiders.politeness import GATE

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
    sample: bool = False


def batch_of(line: str) -> Batch:
    """A line of the input."""
    told = json.loads(line)
    path = Path(told["config"]) if told.get("config") else None
    config = _config(path, path.stat().st_mtime_ns if path else 0)
    runs = tuple((int(run["run"]), str(run["source"])) for run in told["runs"])
    now = datetime.fromisoformat(told["now"])
    seconds = float(told.get("max_seconds") or 3600)
    return Batch(config, Path(told["database"]), now, runs, seconds, bool(told.get("sample")))


@lru_cache(maxsize=4)
def _config(path: Path | None, written: int) -> Config:
    """The configuration, read again only when the file was written again."""
    return load(path)


class SharedSettings(Settings):
    """Settings that every crawl of the process shares: a deep copy of all of them costs more than a small crawl."""

    def copy(self) -> SharedSettings:
        """A twin with the same values."""
        twin = copy(self)
        twin.attributes = dict(self.attributes)
        return twin


class Worker:
    """Crawls batches in the reactor that runs."""

    def __init__(self) -> None:
        self._settings = SharedSettings({name: getattr(ours, name) for name in dir(ours) if name.isupper()})
        self._archives: dict[Path, Archive] = {}

    def _archive(self, path: Path) -> Archive:
        if path not in self._archives:
            self._archives[path] = Archive(path)
        return self._archives[path]

    async def crawl(self, batch: Batch) -> None:
        """Every run of a batch, told of as it ends. Out of time, those that run are stopped and none is begun."""
        ADDRESSES.begin(batch.config.allow_private)
        archive = self._archive(batch.database)
        GATE.begin(archive.waits(batch.now))
        waiting = deque(batch.runs)
        crawlers: set[Crawler] = set()
        lanes = [asyncio.ensure_future(self._lane(batch, archive, waiting, crawlers)) for _ in range(AT_ONCE)]
        _, late = await asyncio.wait(lanes, timeout=batch.max_seconds)
        if late:
            waiting.clear()
            await asyncio.gather(*(crawler.stop_async() for crawler in crawlers))
            await asyncio.wait(late, timeout=STOPPING)
        tell({"batch": "done"})

    async def _lane(
        self, batch: Batch, archive: Archive, waiting: deque[tuple[int, str]], crawlers: set[Crawler]
    ) -> None:
        """One crawl after the other."""
        while waiting:
            run_id, slug = waiting.popleft()
            crawler = Crawler(SourceSpider, self._settings)
            crawlers.add(crawler)
            try:
                tell({"run": run_id, "source": slug, **await self._crawl(batch, archive, crawler, run_id, slug)})
            except Exception as error:  # noqa: BLE001 (a crawl that cannot begin is told of; the others go on)
                tell({"run": run_id, "source": slug, "error": f"{type(error).__name__}: {error}"})
            finally:
                crawlers.discard(crawler)

    async def _crawl(self, batch: Batch, archive: Archive, crawler: Crawler, run_id: int, slug: str) -> dict[str, Any]:
        """What is said of a run that ended."""
        shelf = archive.shelf(run_id, batch.now)
        trust(batch.config, batch.config.source(slug))
        await crawler.crawl_async(
            source=batch.config.source(slug), run_id=run_id, now=batch.now, shelf=shelf, agent=agent(batch.config),
            known=archive.known(slug, run_id), stored=archive.page, sample=batch.sample,
        )  # fmt: skip
        spider: Any = crawler.spider
        crawl = spider.crawl("")
        return {
            "pages": shelf.new,
            "requests": crawl.requests,
            "not_modified": crawl.not_modified,
            "trouble": list(crawl.trouble),
            "detail": crawl.detail,
        }


def tell(line: Mapping[str, Any]) -> None:
    """A line of the output. Where nobody listens any more, who started us was killed: that is the end."""
    try:
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        os._exit(1)


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
    logging.basicConfig(level=logging.ERROR, format="%(name)s: %(message)s", stream=sys.stderr)
    install_reactor("twisted.internet.asyncioreactor.AsyncioSelectorReactor")
    from twisted.internet import reactor as installed  # the reactor is there only now

    reactor: Any = installed
    reactor.installNameResolver(PublicOnly(reactor.nameResolver))
    ended: list[asyncio.Future[None]] = []

    def end(task: asyncio.Future[None]) -> None:
        ended.append(task)
        reactor.stop()

    reactor.callWhenRunning(lambda: asyncio.ensure_future(serve(Worker())).add_done_callback(end))
    reactor.run()
    for task in ended:
        task.result()  # raises what ended it, if it was not the end of the input


if __name__ == "__main__":
    main()
