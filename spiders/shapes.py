"""What every kind of site has in common: what to ask, what an answer holds, how a stored page is read.

A shape is pure: no network, no clock, no database, no Scrapy. ``shape_of`` finds the one that a source declares.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from importlib import import_module
from typing import Literal, Protocol

from pipeline.config import ConfigError, Source
from pipeline.model import Page, Report
from spiders.privacy import scrub, scrub_bytes
from spiders.reservation import reserved_bytes

Role = Literal["list", "article", "index"]


@dataclass(frozen=True, slots=True)
class Ask:
    """One address to be asked, and what its index already said of it.

    ``skip_if_known``: an article that is stored is not asked again, unless ``modified`` is later than when it was
    stored. ``if_new``: a deeper page of a newest-first list, asked only where all of the page before it was new.
    ``instead``: what to ask when this fails. ``entry``: what the index itself delivered, kept where the article may
    not be fetched. ``number`` is the place in a paging, from 1.
    """

    url: str
    role: Role = "index"
    channel: str = "html"
    skip_if_known: bool = False
    if_new: bool = False
    instead: Ask | None = None
    entry: Page | None = None
    published: datetime | None = None
    modified: datetime | None = None
    title: str | None = None
    meta: Mapping[str, str] = field(default_factory=dict)
    number: int = 1


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for an Ask. ``headers`` have lower-case names; ``encoding`` is what the headers declared."""

    ask: Ask
    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    encoding: str | None
    seen: datetime

    @property
    def content_type(self) -> str:
        """The media type alone, lower case."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    def page(self, source: Source, **changes: object) -> Page:
        """The answer as a page to be kept, nothing personal in it; ``changes`` are other fields of Page."""
        values: dict[str, object] = {
            "source": source.slug,
            "url": self.ask.url,
            "body": scrub_bytes(self.body),
            "seen": self.seen,
            "role": self.ask.role,
            "channel": self.ask.channel,
            "content_type": self.content_type or "application/octet-stream",
            "encoding": self.encoding,
            "published": self.ask.published,
            "modified": self.ask.modified,
            "title": scrub(self.ask.title) if self.ask.title else None,
            "etag": self.headers.get("etag"),
            "last_modified": self.headers.get("last-modified"),
            "meta": dict(self.ask.meta),
        }
        return Page(**(values | changes))  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Found:
    """What one answer holds: pages to keep, further requests, and what was wrong with it (reason words).

    ``rows`` identifies a list page by its rows, so that a paging that repeats itself ends. ``skipped`` counts elements
    that looked like rows and were none (adverts), ``garbled`` rows whose titles are no text. ``reserved``: the page
    reserves its text (noai, TDM). ``detail`` is what is behind the trouble, for people.
    """

    pages: tuple[Page, ...] = ()
    asks: tuple[Ask, ...] = ()
    trouble: tuple[str, ...] = ()
    rows: str = ""
    skipped: int = 0
    reserved: bool = False
    detail: str = ""
    garbled: int = 0


class Shape(Protocol):
    """A kind of site."""

    def start(self, source: Source) -> list[Ask]:
        """The first requests of a crawl."""
        ...

    def found(self, source: Source, answer: Answer) -> Found:
        """What one answer of status 200 holds."""
        ...

    def read(self, source: Source, page: Page) -> list[Report]:
        """A stored page as reports."""
        ...


SHAPES = {
    "table": "spiders.table:Table",
    "feed": "spiders.feed:Feed",
    "wordpress": "spiders.wordpress:WordPress",
    "article": "spiders.article:Articles",
    "labelled": "spiders.labelled:Labelled",
    "api": "spiders.api:Api",
    "page": "spiders.single:Single",
    "any_site": "spiders.any_site:AnySite",
    "on_location_vacations": "spiders.on_location_vacations:OnLocationVacations",
    "digital_spy": "spiders.digital_spy:DigitalSpy",
    "production_weekly": "spiders.production_weekly:ProductionWeekly",
    "tvmaze": "spiders.tvmaze:TVmaze",
    "wikipedia": "spiders.wikipedia:Wikipedia",
    "tmdb": "spiders.tmdb:TMDB",
}
"""Where the class of each shape lives; loaded when it is first asked for."""


def shape_of(source: Source) -> Shape:
    """The shape that a source declares. ConfigError names the nearest where there is none of that name."""
    if source.shape not in SHAPES:
        near = difflib.get_close_matches(source.shape, SHAPES, n=1, cutoff=0.5)
        hint = f"did you mean '{near[0]}'?" if near else f"there are: {', '.join(sorted(SHAPES))}"
        raise ConfigError(f"[[source]] '{source.slug}': unknown shape '{source.shape}'; {hint}")
    return _load(source.shape)


def found_in(source: Source, answer: Answer) -> Found:
    """What an answer holds. A page that reserves its text is not read: of an article there is its entry in a feed, of a
    feed there are its headlines, and their shapes see to that; of any other there is nothing."""
    own = answer.ask.role == "article" or answer.ask.channel == "rss"
    if not own and reserved_bytes(answer.body, answer.encoding, answer.headers):
        return Found(trouble=("reserved",), detail="it reserves its text against machines (noai or tdm-reservation)")
    return shape_of(source).found(source, answer)


@cache
def _load(name: str) -> Shape:
    module, _, kind = SHAPES[name].partition(":")
    shape: Shape = getattr(import_module(module), kind)()
    return shape
