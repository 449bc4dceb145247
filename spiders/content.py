"""The article in a page: its text without the furniture, its headline and its dates.

Dates come from what publishers state for machines (Open Graph, JSON-LD, ``<time>``). No date is guessed from prose:
where a page states none, the day on which it was first seen is the best there is.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lxml import etree

from spiders.web import css, first, moment, text_of, tidy

BODIES = (
    "[itemprop=articleBody]",
    ".article-body-content",
    ".entry-content",
    ".td-post-content",
    ".a-content",
    ".article-body",
    ".storytext",
    "article",
    "[role=main]",
    "main",
)
"""Where the text of an article is, the narrowest first."""

# fmt: off
_FURNITURE_TAGS = frozenset((
    "nav", "aside", "footer", "script", "style", "noscript", "iframe", "figure", "button", "input", "select",
    "textarea",
))
_FURNITURE = frozenset((
    "comments", "comment-list", "respond", "related", "rel", "related-posts", "sharedaddy", "share", "social",
    "newsletter", "advert", "ad", "ads", "author-bio", "byline", "by", "tags", "breadcrumb", "breadcrumbs", "sidebar",
    "widget", "jp-relatedposts", "more-stories", "recirc", "trending",
))
"""Ids and classes of what stands around an article."""
# fmt: on
_NEVER = frozenset(("html", "body", "main", "article"))
ENOUGH = 140
"""Characters of text from which on an element is taken to be the article."""
_PUBLISHED = (
    "meta[property='article:published_time']::content",
    "meta[itemprop=datePublished]::content",
    "meta[name='parsely-pub-date']::content",
    "meta[name='sailthru.date']::content",
    "meta[name='date']::content",
    "meta[name='dc.date']::content",
    "article time[datetime]::datetime",
    "time[datetime]::datetime",
)
_MODIFIED = ("meta[property='article:modified_time']::content", "meta[itemprop=dateModified]::content")
_ARTICLES = frozenset(("Article", "NewsArticle", "BlogPosting", "ReportageNewsArticle", "LiveBlogPosting"))


@dataclass(frozen=True, slots=True)
class Content:
    """What an article page is about. ``html`` is the article alone, markup kept."""

    html: str
    title: str | None = None
    published: datetime | None = None
    modified: datetime | None = None
    categories: tuple[str, ...] = ()


def content_of(root: Any, selectors: tuple[str, ...] = BODIES) -> Content:
    """The article in a parsed page. Furniture is cut out of the tree."""
    block = next(structured(root), {})
    published = _stated(root, _PUBLISHED) or moment(block.get("datePublished"))
    modified = _stated(root, _MODIFIED) or moment(block.get("dateModified"))
    tags = (m.get("content") for m in css("meta[property='article:tag']")(root))
    title = headline(root)
    return Content(body_html(root, selectors), title, published, modified, tuple(dict.fromkeys(t for t in tags if t)))


def headline(root: Any) -> str | None:
    """What the page calls itself: the ``<h1>`` of its article, else Open Graph, else any ``<h1>``, else its title."""
    stated = (tidy(m.get("content") or "") for m in css("meta[property='og:title']")(root))
    shown = (text_of(element) for selector in ("h1", "title") for element in css(selector)(root))
    return first(text_of(element) for element in css("article h1, main h1")(root)) or first(stated) or first(shown)


def body_html(root: Any, selectors: tuple[str, ...] = BODIES) -> str:
    """The markup of the article alone: the first place with enough text, else the one with the most."""
    _clear(root)
    best, most = root, -1
    for selector in (*selectors, "body"):
        for element in css(selector)(root):
            length = len(text_of(element))
            if length > most:
                best, most = element, length
        if most >= ENOUGH:
            break
    return str(etree.tostring(best, encoding="unicode", method="html", with_tail=False))


def _clear(root: Any) -> None:
    """Take the furniture out. A form may be the whole page (ASP.NET): its fields go, it stays as a plain block."""
    for element in list(root.iter()):
        tag = element.tag
        if tag == "form":
            element.tag = "div"
        if tag in _NEVER or not isinstance(tag, str) or element.getparent() is None:
            continue
        names = {element.get("id"), *(element.get("class") or "").split()}
        if tag in _FURNITURE_TAGS or not _FURNITURE.isdisjoint(names):
            element.drop_tree()


def structured(root: Any, wanted: frozenset[str] = _ARTICLES) -> Iterator[dict[str, Any]]:
    """The JSON-LD blocks of these types (articles), entities in their texts resolved. What is not JSON is left out."""
    for script in css("script[type='application/ld+json']")(root):
        try:
            data = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for block in _blocks(data):
            kinds = block.get("@type")
            if wanted & set(kinds if isinstance(kinds, list) else [str(kinds)]):
                yield {key: html.unescape(value) if isinstance(value, str) else value for key, value in block.items()}


def _blocks(data: Any) -> Iterator[dict[str, Any]]:
    for item in data if isinstance(data, list) else [data]:
        if isinstance(item, dict):
            yield item
            graph = item.get("@graph")
            if isinstance(graph, list):
                yield from (inner for inner in graph if isinstance(inner, dict))


def _stated(root: Any, places: tuple[str, ...]) -> datetime | None:
    for place in places:
        selector, _, attribute = place.partition("::")
        for element in css(selector)(root):
            if found := moment(element.get(attribute)):
                return found
    return None
