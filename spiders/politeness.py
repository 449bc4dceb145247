"""One request at a time per host, and a pause after each, over all spiders of the process.

Scrapy's own delays are kept per crawl: two sources on one host would be two visitors at once. Here a request waits for
its turn at the gate of its host, whichever source it is for.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Response

from pipeline.refusals import break_of
from spiders.certificates import AlsoTrusting
from spiders.guard import Refused

LONGEST_WAIT = 120.0
"""Seconds of Retry-After that are waited for; a host that asks for more is left alone until then."""
LONGEST_BREAK = 86_400.0
"""Seconds of Retry-After that are believed."""
RESTING = (429, 503)
"""The statuses with which a server asks for a break."""


@dataclass(slots=True)
class _Host:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = 0.0
    crawl_delay: float = 0.0
    left_at: float | None = None  # when the last request ended


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds that a server asks to wait, given as seconds or as a date."""
    text = headers.get("retry-after", "").strip()
    if text.isdigit():
        return float(text)
    try:
        until = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    return max(0.0, ((until if until.tzinfo else until.replace(tzinfo=UTC)) - now).total_seconds())


class Gate:
    """Whose turn it is at each host. The clock and the sleep are arguments so that tests need not wait."""

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._clock = clock
        self._sleep = sleep
        self._hosts: dict[str, _Host] = {}
        self._closed: dict[str, datetime] = {}
        self._began = clock()

    def _host(self, host: str) -> _Host:
        return self._hosts.setdefault(host, _Host())

    @asynccontextmanager
    async def turn(self, host: str, delay: float) -> AsyncIterator[None]:
        """Wait until the host is free and rested; leave it alone for ``delay`` seconds after the request."""
        state = self._host(host)
        async with state.lock:
            while (wait := state.free_at - self._clock()) > 0:
                await self._sleep(wait)
            try:
                yield
            finally:
                state.left_at = self._clock()
                state.free_at = max(state.free_at, state.left_at + max(delay, state.crawl_delay))

    def slow(self, host: str, crawl_delay: float) -> None:
        """The host's robots.txt asks for a Crawl-delay. It counts from the request for robots.txt itself on."""
        state = self._host(host)
        state.crawl_delay = crawl_delay
        if state.left_at is not None:
            state.free_at = max(state.free_at, state.left_at + crawl_delay)

    def hold(self, host: str, seconds: float) -> None:
        """The host asked to be left alone for a while (Retry-After)."""
        state = self._host(host)
        state.free_at = max(state.free_at, self._clock() + seconds)

    def begin(self, closed: Mapping[str, datetime]) -> None:
        """A batch begins: the hosts that earlier ones were asked to leave alone, and until when."""
        self._closed = dict(closed)
        self._began = self._clock()

    def close(self, host: str, seconds: float, now: datetime) -> None:
        """The host asked for a break that nobody waits for: nothing more is asked of it. ``now`` is when the batch
        began."""
        asked = min(seconds, LONGEST_BREAK) + self._clock() - self._began
        self._closed[host] = now + timedelta(seconds=int(asked))

    def closed(self, host: str) -> datetime | None:
        """Until when nothing is asked of the host; None where it may be asked."""
        return self._closed.get(host)


GATE = Gate()
"""The gate of this process."""


class PoliteHandler(HTTP11DownloadHandler):
    """Scrapy's HTTP client behind the gate, with one pool of connections for all crawls of the process."""

    _shared: Any = None

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        if PoliteHandler._shared is None:
            PoliteHandler._shared = (self._pool, AlsoTrusting(self._contextFactory))
        self._pool, self._contextFactory = PoliteHandler._shared

    async def download_request(self, request: Request) -> Response:
        """Download in turn."""
        delay = float(request.meta.get("delay", 0.0))
        host = urlsplit(request.url).netloc
        async with GATE.turn(host, delay):
            if until := GATE.closed(host):  # it may have said so to another source while this one waited
                raise Refused("blocked", break_of(host, until))
            response = await super().download_request(request)
            headers = {"retry-after": (response.headers.get("Retry-After") or b"").decode("latin-1")}
            wait = retry_after(headers, request.meta["now"]) if response.status in RESTING else None
            if wait is not None and wait > LONGEST_WAIT:
                GATE.close(host, wait, request.meta["now"])
            return response

    async def close(self) -> None:
        """The connections outlive a crawl: they are closed with the process."""
