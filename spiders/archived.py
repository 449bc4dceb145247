"""From captured bytes to the pages of a source: as a live answer would be taken in, dated by the capture.

Pure. A captured article becomes a page; so does each entry of a captured feed. A captured page of links leads to
articles that have captures of their own, so nothing is kept of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit

from pipeline.config import Source
from pipeline.model import Page
from spiders import any_site
from spiders.shapes import Answer, Ask, Found, found_in, shape_of
from spiders.table import numbered_page
from spiders.web import canonical

_NO_ARTICLE = re.compile(
    r"/(?:tags?|categor(?:y|ies)|authors?|page|feed|search|wp-content|wp-json|wp-admin|comments?)(?:/|$)", re.I
)
_ARTICLE = re.compile(r"/\d{4}/\d{2}/|/[\w%]+(?:-[\w%]+){2,}(?:\.\w+)?/?$")
"""What the address of an article looks like: a date in it, or words joined by hyphens at its end."""


_PAGED = re.compile(r"/?(?:[?&][\w%-]+=|/(?:page/)?)?\d{1,4}/?", re.I)


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


def is_article(url: str) -> bool:
    """True for an address that looks like an article's."""
    parts = urlsplit(url)
    return not _NO_ARTICLE.search(parts.path) and not parts.query and bool(_ARTICLE.search(parts.path))


def live_address(source: Source, url: str) -> str:
    """The address that a captured page has today: archives know it under http and https, with and without www."""
    own = {_site(start): urlsplit(start) for start in source.start}
    start = own.get(_site(url))
    return canonical(urlsplit(url)._replace(scheme=start.scheme, netloc=start.netloc).geturl() if start else url)


def belongs(source: Source, url: str) -> bool:
    """True for a page that a crawl of that source could have met: none of the articles that it leaves alone."""
    mine = any(_site(start) == _site(url) for start in source.start)
    if not mine:
        return False
    address = live_address(source, url)
    known = _ask(source, address) is not None or _is_further(source, address)
    return known or (source.body == "read" and is_article(url))


def _is_further(source: Source, url: str) -> bool:
    """True for an address that differs from a list's first page by the number of a page alone, as paging goes."""
    stems = (start.rstrip("/0123456789") for start in source.start if source.next)
    return any(url.startswith(stem) and bool(_PAGED.fullmatch(url, len(stem))) for stem in stems)


class Sites:
    """Whose page an address is, told quickly. The sites of sources that are not ``wanted`` are nobody's."""

    def __init__(self, wanted: Iterable[Source], others: Iterable[Source] = ()) -> None:
        wanted = list(wanted)
        self.wanted = {source.slug: source for source in wanted}
        self._rest = [source for source in wanted if source.shape == any_site.NAME]
        self._own: dict[str, list[Source]] = {_site(start): [] for other in others for start in other.start}
        for source in wanted:
            for site in {_site(start) for start in source.start}:
                self._own.setdefault(site, []).append(source)

    def owners(self, url: str) -> list[Source]:
        """The sources that an address belongs to. One of no known site is the first's that takes any site."""
        try:
            own = self._own.get(_site(url))
        except ValueError:  # no address at all
            return []
        if own is None:
            return self._rest[:1] if url.startswith("http") and is_article(url) else []
        return [source for source in own if belongs(source, url)]


def _site(url: str) -> str:
    return (urlsplit(url).netloc or "").lower().removeprefix("www.").removesuffix(":80").removesuffix(":443")


def _ask(source: Source, url: str) -> Ask | None:
    """What a crawl would ask by that address without having been led to it: a start, or any page of a numbered list."""
    start = next((ask for ask in _starts(source) if ask.url == url), None)
    templates = [start for start in source.start if "{page}" in start]
    numbered = (numbered_page(source, template, n) for template in templates for n in range(2, source.max_pages + 1))
    return start or next((ask for ask in numbered if ask.url == url), None)


def deeper(source: Source, url: str, at: datetime, headers: Mapping[str, str], body: bytes) -> list[Wanted]:
    """The page of a list that follows a captured one, wanted once a day as the first is."""
    if source.next is None and not any("{page}" in start for start in source.start):
        return []
    asks = _found(source, url, at, headers, body).asks
    further = (ask for ask in asks if ask.role == "list" and 1 < ask.number <= source.max_pages)
    return [Wanted(_bare(ask.url), "timestamp:8", False) for ask in further]


def pages_of(source: Source, url: str, at: datetime, headers: Mapping[str, str], body: bytes) -> list[Page]:
    """The pages that a captured answer amounts to. Empty where the shape finds nothing in it."""
    found = _found(source, url, at, headers, body)
    if found.trouble:
        return []
    entries = (ask.entry for ask in found.asks if ask.entry)
    return [replace(page, etag=None, last_modified=None) for page in _kept([*found.pages, *entries])]


def _found(source: Source, url: str, at: datetime, headers: Mapping[str, str], body: bytes) -> Found:
    address = live_address(source, url)
    ask = _ask(source, address)
    if ask is None:
        lists = [first for first in _starts(source) if first.role == "list"]
        ask = replace(lists[0], url=address, instead=None) if lists else Ask(address, "article", "html")
    answer = Answer(replace(ask, instead=None), address, 200, headers, body, _charset(headers), at)
    return found_in(source, answer)


def _kept(pages: list[Page]) -> Iterator[Page]:
    seen: set[str] = set()
    for page in pages:
        if page.role != "index" and page.url not in seen:
            seen.add(page.url)
            yield page


def _charset(headers: Mapping[str, str]) -> str | None:
    found = re.search(r"charset=[\"']?([\w.:-]+)", headers.get("content-type", ""), re.I)
    return found[1] if found else None
