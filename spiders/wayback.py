"""The Wayback Machine: which captures it has of a site, and each as it was, byte for byte.

Two endpoints: the CDX index, one row a capture, and the memento itself (``id_``: without the Archive's toolbar). Both
are asked slower than the Archive demands, one request at a time, and only what its robots.txt allows; 429 is waited
out. Its rows are taken with caution:
those with an impossible time, without an address, cut off, or of another status than 200 are passed over.
"""

from __future__ import annotations

import json
import re
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from typing import IO, Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from pipeline.captures import Capture
from spiders import reservation
from spiders.rules import Rules, rules_of

CDX = "https://web.archive.org/cdx/search/cdx"
MEMENTO = "https://web.archive.org/web"
CDX_PAUSE = 60 / 24
MEMENTO_PAUSE = 60 / 480
"""Seconds between two requests; the Archive blocks from 30 and 600 a minute on."""
LEAST_WAIT = 60.0
LONGEST_WAIT = 600.0
"""Seconds that a 429 is waited out: no less, and no more than this whatever is asked."""
TRIES = 4
HOPS = 4
ROWS = 5000
TIMEOUT = 60.0
LARGEST = 8 * 2**20
PREFIX = "x-archive-orig-"
FIELDS = ("timestamp", "original", "statuscode", "digest", "mimetype")


class ArchiveError(Exception):
    """The archive does not answer as it should: one clear line. ``gone``: asking for it again would not help."""

    def __init__(self, message: str, gone: bool = False) -> None:
        super().__init__(message)
        self.gone = gone


@dataclass(frozen=True, slots=True)
class Memento:
    """A captured page: when it was captured, by the archive's own word, and what it was."""

    at: datetime
    headers: Mapping[str, str]
    body: bytes


class _Stay(HTTPRedirectHandler):
    """Redirects are looked at before they are followed."""

    def redirect_request(self, *args: Any) -> None:
        """None of them by itself."""
        return


@dataclass(frozen=True, slots=True)
class _Reply:
    status: int
    headers: Mapping[str, str]
    body: bytes


class Wayback:
    """A client of one archive. ``clock`` and ``sleep`` are arguments so that tests need not wait."""

    def __init__(
        self,
        agent: str,
        cdx: str = CDX,
        memento: str = MEMENTO,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self._agent = agent
        self._cdx = cdx
        self._memento = memento.rstrip("/")
        self._clock = clock
        self._sleep = sleep
        self._free_at = {CDX_PAUSE: 0.0, MEMENTO_PAUSE: 0.0}
        self._rules: dict[str, Rules] = {}
        self._ruled_at: float | None = None  # when robots.txt came last: a request too, whatever is asked next
        self._opener = build_opener(_Stay())

    def captures(
        self, pattern: str, first: datetime, last: datetime, collapse: str, resume: str = ""
    ) -> Iterator[tuple[list[Capture], str]]:
        """The captures of a URL, or of "host/path*", in parts: each with the key by which the next part is had."""
        query = {
            "url": pattern, "output": "json", "fl": ",".join(FIELDS), "filter": "statuscode:200",
            "collapse": collapse, "from": f"{first:%Y%m%d%H%M%S}", "to": f"{last:%Y%m%d%H%M%S}", "limit": ROWS,
            "showResumeKey": "true",
        }  # fmt: skip
        while True:
            asked = {**query, "resumeKey": resume} if resume else query
            reply = self._ask(f"{self._cdx}?{urlencode(asked)}", CDX_PAUSE)
            if reply.status != 200:
                raise ArchiveError(f"{urlsplit(self._cdx).netloc} answered {reply.status} for {pattern}")
            found, resume = rows_of(reply.body.decode("utf-8", "replace"))
            yield [capture for row in found if (capture := capture_of(row, first, last))], resume
            if not resume:
                return

    def memento(self, capture: Capture) -> Memento:
        """A captured page as it was. ArchiveError where it cannot be had."""
        url = f"{self._memento}/{capture.at:%Y%m%d%H%M%S}id_/{capture.url}"
        for _ in range(HOPS):
            reply = self._ask(url, MEMENTO_PAUSE)
            target = urljoin(url, reply.headers.get("location", ""))
            if not 300 <= reply.status < 400:
                break
            if not target.startswith(self._memento + "/"):
                raise ArchiveError(f"{capture.url}: the archive redirects elsewhere", gone=True)
            url = target
        if reply.status != 200:
            gone = reply.status in (403, 404, 410, 451) or 300 <= reply.status < 400
            raise ArchiveError(f"{capture.url}: the archive answered {reply.status}", gone)
        return Memento(_captured(url, reply.headers) or capture.at, _own(reply.headers), reply.body)

    def _ask(self, url: str, pause: float) -> _Reply:
        """One request in its turn, again after a wait where the archive asks for that or stumbles."""
        rules = self._allowed(url)
        pause = max(pause, rules.crawl_delay)
        for number in range(1, TRIES + 1):
            reply = self._once(url, pause)
            wait = _wait(reply, number)
            if wait is None or number == TRIES:
                return reply
            self._sleep(wait)
        raise AssertionError

    def _allowed(self, url: str) -> Rules:
        """The rules of the host, asked for once. ArchiveError where they forbid this address."""
        parts = urlsplit(url)
        home = f"{parts.scheme}://{parts.netloc}"
        if home not in self._rules:
            self._rules[home] = self._read_rules(f"{home}/robots.txt")
        rules = self._rules[home]
        if not rules.allow(url):
            raise ArchiveError(f"{parts.netloc}: {rules.detail or f'robots.txt disallows {parts.path}'}")
        return rules

    def _read_rules(self, url: str) -> Rules:
        for _ in range(HOPS):
            reply = self._once(url, MEMENTO_PAUSE)
            location = reply.headers.get("location", "")
            if not (300 <= reply.status < 400 and location):
                break
            url = urljoin(url, location)
            if not url.startswith(("http://", "https://")):
                break
        self._ruled_at = self._clock()
        kind = reply.headers.get("content-type", "").lower()
        return rules_of(reply.status, kind, reply.body, datetime.now(UTC))

    def _once(self, url: str, pause: float) -> _Reply:
        free_at = self._free_at.get(pause, 0.0)
        wait = (free_at if self._ruled_at is None else max(free_at, self._ruled_at + pause)) - self._clock()
        if wait > 0:
            self._sleep(wait)
        try:
            with self._opener.open(Request(url, headers={"User-Agent": self._agent}), timeout=TIMEOUT) as response:
                return _Reply(response.status, _lower(response.headers), _body(response, response.headers))
        except HTTPError as error:
            with error:
                return _Reply(error.code, _lower(error.headers), b"")
        except (URLError, OSError, HTTPException, zlib.error) as error:
            raise ArchiveError(f"{urlsplit(url).netloc} cannot be reached: {error}") from error
        finally:
            self._free_at[pause] = self._clock() + pause


def _wait(reply: _Reply, number: int) -> float | None:
    """Seconds after which a second try may help; None where there is no need or no use."""
    if reply.status == 429:
        asked = reply.headers.get("retry-after", "")
        return min(max(LEAST_WAIT, float(asked) if asked.isdigit() else 0.0), LONGEST_WAIT)
    return 10.0 * number if reply.status in (500, 502, 503, 504) else None


def _lower(headers: Message[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def _body(stream: IO[bytes], headers: Message[str, str]) -> bytes:
    """The body, decompressed, never more than LARGEST bytes of it."""
    body = stream.read(LARGEST)
    if headers.get("Content-Encoding", "").lower() not in ("gzip", "deflate"):
        return body
    return zlib.decompressobj(zlib.MAX_WBITS | 32).decompress(body, LARGEST)


def _own(headers: Mapping[str, str]) -> dict[str, str]:
    """Headers of a captured page: what it reserved stands there under a prefix, and what the archive says of robots for
    itself is not about the page."""
    own = {name: headers[f"{PREFIX}{name}"] for name in reservation.HEADERS if f"{PREFIX}{name}" in headers}
    return {name: value for name, value in headers.items() if name not in reservation.HEADERS} | own


def _captured(url: str, headers: Mapping[str, str]) -> datetime | None:
    """When a memento was captured: by its header, else by its address."""
    if stated := headers.get("memento-datetime"):
        try:
            return parsedate_to_datetime(stated).astimezone(UTC)
        except ValueError:
            pass
    found = re.search(r"/(\d{14})id_/", url)
    return moment_of(found[1]) if found else None


def rows_of(text: str) -> tuple[list[dict[str, str]], str]:
    """The rows of a CDX answer, and the key of the next part. Line by line: one that is cut off spoils no other."""
    names: list[str] = []
    rows: list[dict[str, str]] = []
    ended, resume = False, ""
    for line in text.splitlines():
        cells = _cells(line)
        if cells is None:
            continue
        if not cells:
            ended = True
        elif ended:
            resume = cells[0]
        elif not names:
            names = cells
        elif len(cells) == len(names):
            rows.append(dict(zip(names, cells, strict=True)))
    return rows, resume


def _cells(line: str) -> list[str] | None:
    """One row of the JSON array; None for a line that is none."""
    bare = line.strip().removesuffix(",")
    if bare.startswith("[["):
        bare = bare[1:]
    if bare.endswith("]]"):
        bare = bare[:-1]
    try:
        cells = json.loads(bare)
    except ValueError:
        return None
    good = isinstance(cells, list) and all(isinstance(cell, str) for cell in cells)
    return cells if good else None


def capture_of(row: Mapping[str, str], first: datetime, last: datetime) -> Capture | None:
    """A row as a Capture, if it is one of that time and can be read."""
    at = moment_of(row.get("timestamp", ""))
    url = re.sub(r"^(http://[^/:]+):80(?=/|$)|^(https://[^/:]+):443(?=/|$)", r"\1\2", row.get("original", ""))
    if at is None or not first <= at <= last or row.get("statuscode") != "200":
        return None
    return Capture(url, at) if re.match(r"https?://[^/]", url) and len(url) <= 2000 else None


def moment_of(digits: str) -> datetime | None:
    """The moment that 14 digits mean; None where there is no such moment."""
    try:
        return datetime.strptime(digits, "%Y%m%d%H%M%S").replace(tzinfo=UTC) if len(digits) == 14 else None
    except ValueError:
        return None
