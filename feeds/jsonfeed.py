"""JSON Feed 1.1. https://www.jsonfeed.org/version/1.1/"""

from __future__ import annotations

import json
from typing import Any

from feeds.document import DESCRIPTION, GENERATOR, Document
from feeds.entries import Entry
from pipeline.store import stamp


def render(document: Document, next_page: str | None = None) -> bytes:
    """The document as JSON Feed; ``next_page`` is the path, without its ending, of the page with older entries."""
    feed: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": document.title,
        "home_page_url": document.site.base + document.page,
        "feed_url": document.address(document.path, "json"),
        "description": DESCRIPTION,
        "authors": [{"name": GENERATOR}],
        "language": document.site.language,
    }
    if next_page:
        feed["next_url"] = document.address(next_page, "json")
    if document.hub and not document.feed.startswith("production/"):  # a static host names no hub for each of these
        feed["hubs"] = [{"type": "WebSub", "url": document.hub}]
    feed["items"] = [_item(document, entry) for entry in document.entries]
    return json.dumps(feed, ensure_ascii=False, indent=1).encode() + b"\n"


def _item(document: Document, entry: Entry) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": document.site.tag(entry.uid),
        "url": document.site.opens(entry),
        "title": entry.title,
        "content_html": document.site.body(entry),
        "summary": entry.text,
        "date_published": stamp(entry.published),
        "date_modified": stamp(entry.updated),
        "tags": list(dict.fromkeys(category.label for category in entry.categories)),
    }
    if entry.source:
        item["external_url"] = entry.source
    return item
