"""Where a crawl meets the database: pages are kept as they come, in batches, each whole.

A crawl that is killed leaves a valid database and a run that is visibly open. The counts of a crawl are written with
its last pages.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from scrapy import signals
from scrapy.crawler import Crawler
from sqlite_utils import Database

from pipeline import refusals, store
from pipeline.model import Crawl, Page

BATCH = 20
SECONDS = 1.0


class Shelf:
    """The pages of one run on their way into the database."""

    def __init__(self, db: Database, run_id: int, now: datetime, clock: Callable[[], float] = time.monotonic) -> None:
        self._db = db
        self._run_id = run_id
        self._now = now
        self._clock = clock
        self._waiting: list[Page | str] = []
        self._since = clock()
        self.new = 0

    def put(self, item: Page | str) -> None:
        """A page to be kept, or the URL of one that the server called unchanged."""
        if not self._waiting:
            self._since = self._clock()
        self._waiting.append(item)
        if len(self._waiting) >= BATCH or self._clock() - self._since >= SECONDS:
            self.flush(None)

    def flush(self, crawl: Crawl | None) -> None:
        """Everything that waits, and the counts of a crawl that ended, in one transaction.

        Where that fails, all of it goes on waiting for the next flush: a crawl never ends well without its pages.
        """
        new = 0
        with self._db.atomic():
            for item in self._waiting:
                if isinstance(item, str):
                    store.note_unchanged(self._db, self._run_id, item)
                else:
                    new += store.keep_page(self._db, self._run_id, item)
            if crawl:
                store.finish_crawl(self._db, self._run_id, crawl, self._now)
        self._waiting = []
        self.new += new


class Collect:
    """Scrapy's item pipeline: what a spider yields goes on the shelf of its run."""

    def __init__(self, crawler: Crawler) -> None:
        self._shelf: Shelf = crawler.spider.shelf  # type: ignore[union-attr]
        crawler.signals.connect(self.closed, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Collect:
        """As Scrapy makes its pipelines."""
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        """A Page, or the address of an unchanged one."""
        self._shelf.put(item if isinstance(item, Page) else item.url)
        return item

    def closed(self, spider: Any, reason: str) -> None:
        """The crawl ended: write the rest, and how it went."""
        self._shelf.flush(spider.crawl(reason))


class Archive:
    """A database as a crawl needs it: what is known of a source, and where its pages go."""

    def __init__(self, path: Path) -> None:
        self._db = store.open_database(path)

    def shelf(self, run_id: int, now: datetime) -> Shelf:
        """Where the pages of a run go."""
        return Shelf(self._db, run_id, now)

    def known(self, source: str, before: int | None = None) -> store.Known:
        """What was stored of a source before a run, by address, to be asked for conditionally."""
        return store.Known(self._db, source, before)

    def waits(self, now: datetime) -> dict[str, datetime]:
        """The hosts that are to be left alone, and until when."""
        return refusals.waits(self._db, now)

    def page(self, page_id: int) -> Page:
        """A stored page with its body."""
        return stored_page(self._db, page_id)


def stored_page(db: Database, page_id: int) -> Page:
    """The page of an id, with its body."""
    return store.page_of(db, store.one(db, f"SELECT {store.PAGE_COLUMNS} FROM pages WHERE id = ?", (page_id,)))
