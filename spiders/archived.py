"""From captured bytes to the pages of a source: as a live answer would be taken in, dated by the capture.

Pure. A captured article becomes a page; so does each entry of a captured feed. A captured page of links leads to
articles that have captures of their own, so nothing is kept of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit

from pipeline.config import Source
from pipeline.model import Page
from spiders.shapes import Answer, Ask, shape_of
from spiders.web import canonical

_NO_ARTICLE = re.compile(
    r"/(?:tags?|categor(?:y|ies)|authors?|page|feed|search|wp-content|wp-json|wp-admin|comments?)(?:/|$)", re.I
)
_ARTICLE = re.compile(r"/\d{4}/\d{2}/|/[\w%]+(?:-[\w%]+){2,}(?:\.\w+)?/?$")
"""What the address of an article looks like: a date in it, or words joined by hyphens at its end."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to ask an archive for: a URL or "host/path*", and what it may leave out ("collapse")."""

    pattern: str
    collapse: str
    articles: bool


def wanted(source: Source) -> list[Wanted]:
    """What of a source an archive may have: its start pages once a day, and its articles, each as first captured.

    ``options.archive`` names the articles' addresses ("example.org/2014/*") where they are not all of the host.
    """
    starts = _starts(source)
    read = [ask for ask in starts if ask.role == "list" or ask.channel == "rss"]
    found = [Wanted(_bare(ask.url), "timestamp:8", False) for ask in read]
    if source.body == "headline" or any(ask.role == "list" for ask in starts):
        return found
    pattern = source.options.get("archive") or f"{urlsplit(source.start[0]).netloc}/*"
    return [*found, Wanted(pattern, "urlkey", True)]


def _starts(source: Source) -> list[Ask]:
    """Everything that a crawl would ask first, with what stands behind it."""
    found = []
    for first in shape_of(source).start(source):
        ask: Ask | None = first
        while ask:
            found.append(ask)
            ask = ask.instead
    return found


def _bare(url: str) -> str:
    return url.partition("://")[2]


def is_article(source: Source, url: str) -> bool:
    """True for an address that looks like an article of that source."""
    path = urlsplit(url).path
    return not _NO_ARTICLE.search(path) and not urlsplit(url).query and bool(_ARTICLE.search(path))


def live_address(source: Source, url: str) -> str:
    """The address that a captured page has today: archives know it under http and https, with and without www."""
    own = {_site(start): urlsplit(start) for start in source.start}
    start = own.get(_site(url))
    return canonical(urlsplit(url)._replace(scheme=start.scheme, netloc=start.netloc).geturl()) if start else url


def belongs(source: Source, url: str) -> bool:
    """True for a page that a crawl of that source could have met."""
    mine = any(_site(start) == _site(url) for start in source.start)
    return mine and (_ask(source, live_address(source, url)) is not None or is_article(source, url))


def _site(url: str) -> str:
    return (urlsplit(url).netloc or "").lower().removeprefix("www.").removesuffix(":80").removesuffix(":443")


def _ask(source: Source, url: str) -> Ask | None:
    return next((ask for ask in _starts(source) if ask.url == url), None)


def pages_of(source: Source, url: str, at: datetime, headers: Mapping[str, str], body: bytes) -> list[Page]:
    """The pages that a captured answer amounts to. Empty where the shape finds nothing in it."""
    address = live_address(source, url)
    ask = _ask(source, address)
    if ask is None:
        lists = [first for first in _starts(source) if first.role == "list"]
        ask = replace(lists[0], url=address, instead=None) if lists else Ask(address, "article", "html")
    answer = Answer(replace(ask, instead=None), address, 200, headers, body, _charset(headers), at)
    found = shape_of(source).found(source, answer)
    if found.trouble:
        return []
    entries = (ask.entry for ask in found.asks if ask.entry)
    return [replace(page, etag=None, last_modified=None) for page in _kept([*found.pages, *entries])]


def _kept(pages: list[Page]) -> Iterator[Page]:
    seen: set[str] = set()
    for page in pages:
        if page.role != "index" and page.url not in seen:
            seen.add(page.url)
            yield page


def _charset(headers: Mapping[str, str]) -> str | None:
    found = re.search(r"charset=[\"']?([\w.:-]+)", headers.get("content-type", ""), re.I)
    return found[1] if found else None
