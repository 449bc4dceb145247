"""RSS 2.0 and Atom. The only place that knows feedgen, and every work-around that it needs.

feedgen 1.0.0 drops the attributes of entry links in Atom (a link without any is the alternate one, so that one is left
to it), puts no modification date and no archive links into RSS, and dates everything "now" unless told otherwise.
"""

from __future__ import annotations

from datetime import UTC
from email.utils import format_datetime
from functools import lru_cache
from html import escape
from threading import Lock

import feedgen.entry
import feedgen.feed
from feedgen.entry import FeedEntry
from feedgen.ext.base import BaseEntryExtension, BaseExtension
from feedgen.feed import FeedGenerator
from lxml import etree

from feeds.document import DESCRIPTION, GENERATOR, LIFETIME_MINUTES, TYPES, VERSION, Document, Site
from feeds.entries import Entry

# feedgen's own switches the locale of the whole process for every date: slow, and wrong where threads render.
feedgen.entry.formatRFC2822 = feedgen.feed.formatRFC2822 = format_datetime

ATOM = "http://www.w3.org/2005/Atom"
HISTORY = "http://purl.org/syndication/history/1.0"


class _EntryRepairs(BaseEntryExtension):  # type: ignore[misc]
    """Adds to Atom entries the links that need attributes, and to RSS items the date of their last edit."""

    def __init__(self) -> None:
        self.via: tuple[tuple[str, str], ...] = ()
        self.updated = ""

    def extend_atom(self, entry: etree._Element) -> etree._Element:
        for url, name in self.via:
            etree.SubElement(entry, "link", rel="via", href=url, title=name)
        return entry

    def extend_rss(self, item: etree._Element) -> etree._Element:
        etree.SubElement(item, f"{{{ATOM}}}updated").text = self.updated
        return item


class _FeedRepairs(BaseExtension):  # type: ignore[misc]
    """Adds the archive mark, and to RSS the links that feedgen leaves out."""

    def __init__(self) -> None:
        self.links: list[tuple[str, str, str]] = []
        self.archived = False

    def extend_ns(self) -> dict[str, str]:
        return {"fh": HISTORY} if self.archived else {}

    def _mark(self, parent: etree._Element) -> None:
        if self.archived:
            etree.SubElement(parent, f"{{{HISTORY}}}archive")

    def extend_atom(self, feed: etree._Element) -> etree._Element:
        self._mark(feed)
        return feed

    def extend_rss(self, root: etree._Element) -> etree._Element:
        channel = root[0]
        self._mark(channel)
        for rel, href, kind in self.links:
            link = etree.SubElement(channel, f"{{{ATOM}}}link", href=href, rel=rel)
            if kind:
                link.set("type", kind)
        return root


class _Made:
    """An entry in both formats, made once for all feeds that show it: what feedgen asks of an entry.

    Its elements move from one feed to the next, which is why a feed is turned into bytes before the next is begun.
    """

    def __init__(self, site: Site, entry: Entry) -> None:
        item = _entry(site, entry)
        self._atom, self._rss = item.atom_entry(), item.rss_entry()

    def register_extension(self, *_: object) -> None:
        """Its extensions are in it already."""

    def atom_entry(self) -> etree._Element:
        return self._atom

    def rss_entry(self) -> etree._Element:
        return self._rss


_made = lru_cache(maxsize=2000)(_Made)
_one_at_a_time = Lock()


def render(document: Document, ending: str) -> bytes:
    """The document as Atom or RSS (``ending`` "atom" or "rss"). The same document gives the same bytes."""
    generator = FeedGenerator()
    generator.register_extension("repairs", _FeedRepairs)
    _head(generator, document, ending)
    with _one_at_a_time:
        for entry in document.entries:
            generator.add_entry(_made(document.site, entry), order="append")
        written: bytes = generator.atom_str() if ending == "atom" else generator.rss_str()
    return written + b"\n"


def _head(generator: FeedGenerator, document: Document, ending: str) -> None:
    """Everything of a feed but its entries. The alternate link comes last: RSS takes the last as the site's."""
    generator.id(document.site.tag(f"feed/{document.feed}"))
    generator.title(document.title)
    generator.description(DESCRIPTION)
    generator.subtitle(DESCRIPTION)
    generator.author({"name": GENERATOR})
    generator.generator(GENERATOR, VERSION)
    generator.docs("https://www.rssboard.org/rss-specification")
    generator.language(document.site.language)
    generator.updated(document.updated)
    generator.lastBuildDate(document.updated)
    generator.ttl(LIFETIME_MINUTES)
    further = [(rel, document.address(path, ending), TYPES[ending]) for rel, path in document.links]
    if document.hub:
        further.append(("hub", document.hub, ""))
    generator.link(href=document.address(document.path, ending), rel="self", type=TYPES[ending])
    generator.repairs.archived = document.archived
    if ending == "rss":
        generator.repairs.links = further
    else:
        for rel, href, kind in further:
            generator.link({"href": href, "rel": rel, **({"type": kind} if kind else {})})
    generator.link(href=document.site.base + document.page, rel="alternate", type="text/html")


def _entry(site: Site, entry: Entry) -> FeedEntry:
    item = FeedEntry()
    item.register_extension("repairs", _EntryRepairs)
    item.id(site.tag(entry.uid))
    item.title(entry.title)
    item.link(href=site.opens(entry))
    item.description(escape(entry.text))
    item.summary(entry.text)
    item.content(site.body(entry), type="html")
    item.published(entry.published)
    item.updated(entry.updated)
    for category in entry.categories:
        scheme = site.tag(f"category/{category.scheme}")
        item.category(term=category.term, scheme=scheme, label=category.label)
    item.repairs.via = entry.via
    item.repairs.updated = entry.updated.astimezone(UTC).isoformat()
    return item


def forget() -> None:
    """Let go of the entries made so far."""
    _made.cache_clear()
