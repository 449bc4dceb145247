"""robots.txt of every host that is crawled, read before anything else. What was read counts for a day.

In place of Scrapy's own middleware; what an answer amounts to is in ``rules``.
"""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from spiders.fetch import FAILURES
from spiders.guard import ADDRESSES, Refused
from spiders.politeness import GATE
from spiders.rules import Rules, rules_of
from spiders.web import join

LIFE = timedelta(days=1)
HOPS = 5


_RULES: dict[str, Rules] = {}
_LOCKS: dict[str, asyncio.Lock] = {}


class Robots:
    """Downloader middleware: nothing is fetched that a host's robots.txt does not allow."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Robots:
        """As Scrapy makes its middlewares."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Raise Refused for what is disallowed."""
        if request.meta.get("robots"):
            return
        rules = await self._rules(request)
        if rules.refusal:
            raise Refused(rules.refusal, rules.detail)
        if not rules.allow(request.url):
            raise Refused("blocked", f"robots.txt disallows {urlsplit(request.url).path}")

    async def _rules(self, request: Request) -> Rules:
        parts = urlsplit(request.url)
        host = f"{parts.scheme}://{parts.netloc}"
        now: datetime = request.meta["now"]
        async with _LOCKS.setdefault(host, asyncio.Lock()):
            known = _RULES.get(host)
            if known and timedelta(0) <= now - known.read_at < (LIFE if not known.refusal else timedelta(seconds=1)):
                return known
            rules = await self._fetch(host + "/robots.txt", request)
            _RULES[host] = rules
            GATE.slow(parts.netloc, rules.crawl_delay)
            return rules

    async def _fetch(self, url: str, request: Request) -> Rules:
        now: datetime = request.meta["now"]
        meta: dict[str, object] = {
            key: request.meta[key] for key in ("delay", "download_timeout", "now") if key in request.meta
        }
        headers = {"User-Agent": request.headers.get("User-Agent")}
        for _ in range(HOPS + 1):
            ask = Request(url, headers=headers, meta=meta | {"robots": True}, callback=NO_CALLBACK, dont_filter=True)
            try:
                response: Response = await self._crawler.engine.download_async(ask)
            except Refused as refused:
                return Rules(now, None, refused.word, refused.detail)
            except (*FAILURES, IgnoreRequest) as error:
                if ADDRESSES.private(url):
                    return Rules(now, None, "blocked", f"{urlsplit(url).hostname} is a private address")
                return Rules(now, None, "unreachable", f"robots.txt could not be fetched: {type(error).__name__}")
            location = response.headers.get("Location")
            if not (300 <= response.status < 400 and location):
                kind = (response.headers.get("Content-Type") or b"").decode("latin-1").lower()
                return rules_of(response.status, kind, response.body, now)
            url = join(url, location.decode("latin-1")) or ""
            if not url:
                break
        return Rules(now)
