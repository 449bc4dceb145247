"""The shape "feed": RSS or Atom, and the articles that it leads to.

An entry that holds its whole text, or any entry of a source with ``body = "headline"``, becomes a page of its own.
Of the others the article is fetched, once. The feed itself is kept for its validators only.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from time import struct_time
from typing import Any

import feedparser

from pipeline.config import Source
from pipeline.model import Page, Report
from spiders.content import BODIES, content_of
from spiders.documents import ENTRY, entry_page, read_article
from spiders.privacy import scrub
from spiders.reservation import reserved, stated
from spiders.shapes import Answer, Ask, Found
from spiders.web import canonical, decode, join, tidy, tree

_CUT_OFF = re.compile(r"(\[(…|\.\.\.|&hellip;|&#8230;)\]|(…|\.\.\.)\s*(continue reading|read more)?)\W*$", re.I)
_TAGS = re.compile(r"<[^<>]+>")
MOST = 300
"""Entries of one feed that are looked at."""
WHOLE = 400
"""Characters of text from which on a ``content`` element is taken to be the article and not a second summary."""


class Feed:
    """RSS and Atom, in every dialect that feedparser reads."""

    content: tuple[str, ...] = BODIES

    def start(self, source: Source) -> list[Ask]:
        """The feeds themselves."""
        return [Ask(canonical(start), channel="rss") for start in source.start]

    def found(self, source: Source, answer: Answer) -> Found:
        """The entries of a feed, or the article that an entry led to."""
        if answer.ask.role == "article":
            return self.article(source, answer)
        return feed_found(source, answer)

    def article(self, source: Source, answer: Answer) -> Found:
        """An article's page. Where it reserves its text, what the feed said of it is kept in its place."""
        return article_found(source, answer, self.content)

    def read(self, source: Source, page: Page) -> list[Report]:
        """What the entry or the article says."""
        return [] if page.role == "index" else read_article(source, page, self.content)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed, whichever dialect it came in."""

    url: str
    title: str
    summary: str
    content: str
    published: datetime | None
    modified: datetime | None
    categories: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """True where the entry is the article itself."""
        words = html.unescape(tidy(_TAGS.sub(" ", self.content)))
        return len(words) >= WHOLE and not _CUT_OFF.search(words[-80:])


def feed_found(source: Source, answer: Answer) -> Found:
    """The entries of a feed as pages or as articles to be asked for; their headlines alone where it is reserved."""
    parsed = feedparser.parse(answer.body, response_headers={"content-type": answer.headers.get("content-type", "")})
    if not parsed.get("version"):
        return Found(trouble=("wrong_type",), detail="it is no feed")
    if withheld := stated(answer.headers):
        source = replace(source, body="headline")
    entries = list(_entries(parsed.entries, answer))
    pages, asks = [answer.page(source)], []
    for entry in entries:
        page = _entry_page(source, answer, entry)
        if source.body == "headline" or entry.whole:
            pages.append(page)
            continue
        asks.append(
            Ask(
                entry.url, "article", "html", skip_if_known=True, entry=page, published=entry.published,
                modified=entry.modified, title=entry.title, meta=page.meta,
            )
        )  # fmt: skip
    if entries and "wordpress" in str(parsed.feed.get("generator", "")).lower():
        asks.append(_older(answer.ask))
    return Found(tuple(pages), tuple(asks), () if entries else ("empty",), reserved=withheld)


def _older(ask: Ask) -> Ask:
    """The entries before these: WordPress gives them by number. Asked for only while all of a feed was new."""
    number = ask.number + 1
    url = re.sub(r"\?paged=\d+$", "", ask.url) + f"?paged={number}"
    return replace(ask, url=url, number=number, if_new=True, instead=None)


def _entries(parsed: list[Any], answer: Answer) -> Iterator[Entry]:
    seen: set[str] = set()
    for item in parsed[:MOST]:
        link = item.get("link") or item.get("id") or ""
        url = join(answer.url, link) if link else None
        if url is None or url in seen:
            continue
        seen.add(url)
        contents = [part.get("value", "") for part in item.get("content", ()) if "html" in part.get("type", "html")]
        modified = _when(item["updated_parsed"]) if "updated_parsed" in item else None  # else it would be ``published``
        yield Entry(
            url=url,
            title=tidy(html.unescape(_TAGS.sub("", item.get("title", "")))),
            summary=item.get("summary", ""),
            content=max(contents, key=len, default=""),
            published=_when(item.get("published_parsed")) or modified,
            modified=modified,
            categories=tuple(dict.fromkeys(term for tag in item.get("tags", ()) if (term := tag.get("term")))),
        )


def _when(parts: struct_time | None) -> datetime | None:
    try:
        return datetime(*parts[:6], tzinfo=UTC) if parts else None
    except ValueError:
        return None


def _entry_page(source: Source, answer: Answer, entry: Entry) -> Page:
    return entry_page(
        source,
        url=entry.url,
        seen=answer.seen,
        channel=answer.ask.channel,
        title=scrub(entry.title),
        summary=scrub(entry.summary),
        content=scrub(entry.content) if source.body == "read" else "",
        categories=entry.categories,
        published=entry.published,
        modified=entry.modified,
        meta={"derived_from": answer.ask.url},
    )


def article_found(source: Source, answer: Answer, selectors: tuple[str, ...] = BODIES) -> Found:
    """An article's page with the dates that it states; only what its index said where its text is reserved."""
    if answer.content_type == ENTRY:
        return Found(trouble=("wrong_type",))
    root = tree(decode(answer.body, answer.encoding))
    if reserved(root, answer.headers):
        entry = answer.ask.entry
        return Found(pages=(entry,) if entry else (), reserved=True)
    content = content_of(root, selectors)
    page = answer.page(
        source,
        published=content.published or answer.ask.published,
        modified=content.modified or answer.ask.modified,
        title=scrub(answer.ask.title or content.title or "") or None,
    )
    return Found(pages=(page,))
