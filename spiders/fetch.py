"""One address asked as it should be: with validators, within the site, with patience, and the answer classified.

Answers are never taken for what they claim: a challenge page of status 200 is a refusal, and a redirect to the home
page means that the page is gone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from twisted.internet.error import ConnectError, ConnectionLost

from pipeline.config import Source
from pipeline.moments import stamp
from pipeline.refusals import break_of
from spiders.again import BUSY
from spiders.coding import breaks_off
from spiders.guard import ADDRESSES, Refused, same_site
from spiders.politeness import GATE, LONGEST_WAIT, RESTING, retry_after
from spiders.shapes import Answer, Ask
from spiders.tally import Tally
from spiders.web import join

FAILURES = (
    CannotResolveHostError, DownloadCancelledError, DownloadConnectionRefusedError, DownloadFailedError,
    DownloadTimeoutError, ResponseDataLossError, UnsupportedURLSchemeError, ConnectError, ConnectionLost, OSError,
)  # fmt: skip
"""Everything that Scrapy raises where no answer came."""

_NAMES: dict[type[Exception], str] = {
    CannotResolveHostError: "dns",
    DownloadCancelledError: "too_large",
    DownloadConnectionRefusedError: "refused",
    DownloadTimeoutError: "timeout",
    UnsupportedURLSchemeError: "scheme",
}
_CHALLENGE = re.compile(
    rb"<title>\s*(just a moment|attention required|access denied|are you a robot|verify you are human|"
    rb"please wait\.\.\.|one more step|403 forbidden|security check|pardon our interruption|robot check)"
    rb"|cf-chl-|cf_chl_opt|_incapsula_resource|px-captcha|captcha-delivery\.com",
    re.I,
)
_CONSENT = re.compile(rb"<title>[^<]{0,60}(consent|cookie wall|before you continue)[^<]{0,60}</title>", re.I)
_GOOD = (200, 203)
_ACCEPT = {
    "rest": "application/json",
    "rss": "application/rss+xml, application/atom+xml, application/xml;q=0.9, */*;q=0.5",
    "html": "text/html, application/xhtml+xml;q=0.9, */*;q=0.5",
}
HOPS = 5
TIMEOUT = 30.0


class Validators(Protocol):
    """What is known of a stored page (``pipeline.store.Validators``)."""

    @property
    def etag(self) -> str | None: ...
    @property
    def last_modified(self) -> str | None: ...
    @property
    def sha256(self) -> str: ...
    @property
    def page_id(self) -> int: ...
    @property
    def role(self) -> str: ...
    @property
    def modified(self) -> str | None: ...
    @property
    def refused(self) -> str: ...
    @property
    def first_seen(self) -> str: ...
    @property
    def last_seen(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """How asking went: an answer, or ``unchanged``, or a reason word. ``status`` is what the server refused with."""

    answer: Answer | None = None
    unchanged: bool = False
    word: str = ""
    detail: str = ""
    status: int = 0


def _shown(url: str) -> str:
    """An address for people: its query may hold a key."""
    return url.partition("?")[0]


def word_of(status: int) -> str:
    """The reason word for a status that is neither an answer nor a redirect."""
    if status in (401, 402, 403, 407, 429, 451):
        return "blocked"
    if status in (404, 410):
        return "gone"
    if status >= 500 or status in (408, 425) or 200 <= status < 300:  # 2xx: a part of it, or nothing yet
        return "unreachable"
    return "wrong_type"


def challenged(answer: Answer) -> bool:
    """True for a page that tests whether we are a person, or asks for consent, in place of what was asked for."""
    if "html" not in answer.content_type and answer.content_type:
        return False
    start = answer.body[:20_000]
    return bool(_CHALLENGE.search(start) or _CONSENT.search(start))


class Fetcher:
    """Asks for one source."""

    def __init__(self, crawler: Crawler, source: Source, tally: Tally, now: datetime, agent: str) -> None:
        self._crawler = crawler
        self._source = source
        self._tally = tally
        self._now = now
        self._agent = agent

    async def fetch(self, ask: Ask, known: Validators | None) -> Outcome:
        """Ask, follow redirects within the site, try a second time where that may help."""
        url = ask.url
        for _ in range(HOPS + 1):
            outcome = await self._patiently(ask, url, known)
            answer = outcome.answer
            if answer is None or not 300 <= answer.status < 400:
                return outcome
            target = join(url, answer.headers.get("location", "")) or ""
            if word := self._astray(ask, url, target):
                return Outcome(word="gone", detail=f"{_shown(ask.url)} redirects {word}")
            url = target
        return Outcome(word="gone", detail=f"{_shown(ask.url)} redirects without end")

    def _astray(self, ask: Ask, url: str, target: str) -> str:
        """Why a redirect is not followed; empty where it is."""
        if not target or not same_site(url, target):
            return f"to another site ({urlsplit(target).netloc or 'nowhere'})"
        home = urlsplit(target).path in ("", "/") and not urlsplit(target).query
        return "to the home page" if home and urlsplit(ask.url).path not in ("", "/") else ""

    async def _patiently(self, ask: Ask, url: str, known: Validators | None) -> Outcome:
        host = urlsplit(url).netloc
        if closed := self._left_alone(host):
            return closed
        outcome, again = await self._once(ask, url, known)
        if again is not None and again <= LONGEST_WAIT:
            GATE.hold(host, again)
            outcome, again = await self._once(ask, url, known)
        if again is not None and again <= LONGEST_WAIT:
            GATE.hold(host, again)
        good = outcome.answer or outcome.unchanged
        return outcome if good else self._left_alone(host) or outcome

    def _left_alone(self, host: str) -> Outcome | None:
        """Nothing is asked of a host that wants a long break, in this run and in those after it."""
        until = GATE.closed(host)
        if until is None:
            return None
        self._tally.waits[host] = stamp(until)
        return Outcome(word="blocked", detail=break_of(host, until), status=BUSY)

    async def _once(self, ask: Ask, url: str, known: Validators | None) -> tuple[Outcome, float | None]:
        """The outcome of one request, and after how many seconds a second one may help."""
        request = self._request(ask, url, known)
        self._tally.requests += 1
        try:
            response = await self._crawler.engine.download_async(request)
        except Refused as refused:
            self._tally.failures["robots" if "robots" in refused.detail else "refused_by_us"] += 1
            return Outcome(word=refused.word, detail=refused.detail), None
        except (*FAILURES, IgnoreRequest) as error:
            return self._failed(url, error)
        conditional = "If-None-Match" in request.headers or "If-Modified-Since" in request.headers
        return self._answered(ask, url, response, conditional)

    def _request(self, ask: Ask, url: str, known: Validators | None) -> Request:
        headers = {"User-Agent": self._agent, "Accept": _ACCEPT.get(ask.channel, "*/*"), "Accept-Language": "en"}
        if known and known.etag:
            headers["If-None-Match"] = known.etag
        if known and known.last_modified:
            headers["If-Modified-Since"] = known.last_modified
        meta = {"delay": self._source.delay, "now": self._now, "download_timeout": TIMEOUT}
        return Request(url, headers=headers, meta=meta, callback=NO_CALLBACK, dont_filter=True)

    def _failed(self, url: str, error: Exception) -> tuple[Outcome, float | None]:
        name = "too_large" if isinstance(error, IgnoreRequest) else _NAMES.get(type(error), "broken")
        if name == "dns" and ADDRESSES.private(url):
            self._tally.failures["private"] += 1
            return Outcome(word="blocked", detail=f"{urlsplit(url).hostname} is a private address"), None
        self._tally.failures[name] += 1
        word = "wrong_type" if name in ("too_large", "scheme") else "unreachable"
        again = 0.0 if name in ("timeout", "broken") else None
        return Outcome(word=word, detail=f"{_shown(url)}: {name}"), again

    def _answered(self, ask: Ask, url: str, response: Response, conditional: bool) -> tuple[Outcome, float | None]:
        status = response.status
        self._tally.statuses[status] += 1
        self._tally.bytes += len(response.body)
        if status == 304 and conditional:
            self._tally.not_modified += 1
            return Outcome(unchanged=True), None
        headers = {
            name.decode("latin-1").lower(): b", ".join(values).decode("latin-1")
            for name, values in response.headers.items()
        }
        charset = re.search(r"charset=[\"']?([\w.:-]+)", headers.get("content-type", ""), re.I)
        answer = Answer(ask, url, status, headers, response.body, charset[1] if charset else None, self._now)
        good = status in _GOOD and not challenged(answer)
        if good and breaks_off(response.body):
            return Outcome(word="unreachable", detail=f"{_shown(url)} breaks off"), 0.0
        if good or (300 <= status < 400 and status != 304):
            return Outcome(answer=answer), None
        word = "blocked" if status < 500 and challenged(answer) else word_of(status)
        asked = retry_after(headers, self._now) if status in RESTING else None
        again = asked if asked is not None else (0.0 if status >= 500 else None)
        wants = ": it wants a key or a login" if status == 401 else ""
        return Outcome(answer=None, word=word, detail=f"{_shown(url)} answered {status}{wants}", status=status), again
