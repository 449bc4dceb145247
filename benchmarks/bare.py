"""A bare Scrapy crawl, the peer of whole cycles: ``python -m benchmarks.bare``, in its own process.

    python -m benchmarks.bare FILE [--rows]

FILE holds JSON: a list of [URL, ETag or null]. Each is asked for, conditionally where it has an ETag, with Scrapy as it
comes, one request at a time as politeness has it. ``--rows``: the table's rows are scraped too, an item each. Nothing
is stored or compared. Prints how many pages and how many 304 there were.
"""

from __future__ import annotations

import json
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response

from benchmarks.site import FIELDS

SETTINGS = {
    "LOG_LEVEL": "ERROR",
    "ROBOTSTXT_OBEY": False,
    "CONCURRENT_REQUESTS": 1,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
    "DOWNLOAD_DELAY": 0,
    "TELNETCONSOLE_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
}


class Bare(Spider):
    """Asks for each address once."""

    name = "bare"
    handle_httpstatus_list = [304]  # noqa: RUF012 (as Scrapy has it)

    def __init__(self, asks: list[tuple[str, str | None]], rows: bool, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._asks = asks
        self._rows = rows
        self.pages = self.unchanged = 0

    async def start(self) -> AsyncIterator[Any]:
        """All requests, in order."""
        for url, etag in self._asks:
            yield Request(url, headers={"If-None-Match": etag} if etag else None)

    def parse(self, response: Response, **kwargs: Any) -> Iterator[dict[str, str | None]]:
        """Count the answer; scrape its rows where that is wanted."""
        self.pages += 1
        self.unchanged += response.status == 304
        if self._rows:
            for row in response.css("table.slate tbody tr"):
                texts = {name: row.css(f"td.{cell} ::text").get() for name, cell in FIELDS.items()}
                yield {"ref": row.attrib["id"], **texts}


def main() -> None:
    """Crawl what the file lists."""
    asks = [(url, etag) for url, etag in json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))]
    process = CrawlerProcess(SETTINGS)
    crawler = process.create_crawler(Bare)
    process.crawl(crawler, asks=asks, rows="--rows" in sys.argv)
    process.start()
    spider: Any = crawler.spider
    print(json.dumps({"pages": spider.pages, "unchanged": spider.unchanged}))


if __name__ == "__main__":
    main()
