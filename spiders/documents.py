"""From a stored page to the document that the reader is given, and from its reports to what is stored of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pipeline import reading
from pipeline.config import Source
from pipeline.model import Document, Page, Report
from spiders.content import BODIES, content_of
from spiders.web import decode, local_day, tree

ENTRY = "application/json"
"""The content type of a page that is one entry of a feed or an API."""


def entry_body(title: str, summary: str, content: str, categories: tuple[str, ...]) -> bytes:
    """An entry as it is kept: the words alone, so that a touched timestamp makes no new version."""
    fields = {"title": title, "summary": summary, "content": content, "categories": list(categories)}
    return json.dumps(fields, ensure_ascii=False, sort_keys=True).encode("utf-8")


def entry_page(
    source: Source,
    *,
    url: str,
    seen: datetime,
    channel: str,
    title: str,
    summary: str,
    content: str,
    categories: tuple[str, ...] = (),
    published: datetime | None = None,
    modified: datetime | None = None,
    meta: Mapping[str, str],
) -> Page:
    """One entry of a feed or an API as a page of its own. ``meta`` says what it was derived from."""
    return Page(
        source=source.slug,
        url=url,
        body=entry_body(title, summary, content, categories),
        seen=seen,
        role="article",
        channel=channel,
        content_type=ENTRY,
        encoding="utf-8",
        published=published,
        modified=modified,
        title=title,
        meta=dict(meta),
    )


def is_teaser(page: Page) -> bool:
    """True for an entry that came without the text of its article, as far as its body is still kept."""
    if page.content_type != ENTRY or page.role != "article":
        return False
    return not page.body or not json.loads(page.body).get("content")


def read_entry(source: Source, page: Page) -> list[Report]:
    """The reports of an entry: of its full text where it came with one, else of its summary."""
    entry: dict[str, Any] = json.loads(page.body)
    html = entry["content"] or entry["summary"]
    return read_html(source, page, html, entry["title"], tuple(entry["categories"]))


def read_article(source: Source, page: Page, selectors: tuple[str, ...] = BODIES) -> list[Report]:
    """The reports of an article's page."""
    if page.content_type == ENTRY:
        return read_entry(source, page)
    content = content_of(tree(decode(page.body, page.encoding)), selectors)
    return read_html(source, page, content.html, page.title or content.title or "", content.categories)


def read_html(source: Source, page: Page, html: str, title: str, categories: tuple[str, ...] = ()) -> list[Report]:
    """The reports of an article's markup, "today" being the day of its publication where the source is."""
    return reading.read(
        Document(
            kind="listing" if source.kind == "listing" else "article",
            text="",
            html=html,
            title=title,
            url=page.url,
            published=local_day(page.published or page.seen, source.time_zone),
            categories=categories,
            day_first=source.day_first,
        )
    )
