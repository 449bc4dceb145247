"""Digital Spy: British television news. A feed of summaries; articles on its publisher's Next.js platform.

History: before 2019 addresses had six-digit ids (``/tv/ustv/news/a838049/...``), since then the number after "a" is
``display_id`` of the platform and only rises. Class names are hashes that change with each deployment, so the text is
taken from ``__NEXT_DATA__`` (seen on sister sites of 2023 and 2025), else from ``.article-body-content``.

``article:published_time`` is when an article was last *re*-published; ``originally_published_at`` is when it was news,
and ``updated_at`` (which may lack a zone: UTC) when it was last touched. Bylines may carry e-mail addresses: dropped.
"""

from __future__ import annotations

import html
import json
from dataclasses import replace
from typing import Any

from pipeline.config import Source
from pipeline.model import Page, Report
from spiders.documents import ENTRY, read_article, read_html
from spiders.feed import Feed
from spiders.shapes import Answer, Found
from spiders.web import css, decode, moment, tidy, tree

_INLINE = frozenset(("a", "b", "blockquote", "br", "em", "h2", "h3", "i", "li", "ol", "p", "strong", "ul"))


class DigitalSpy(Feed):
    """RSS, then articles by their embedded data."""

    def article(self, source: Source, answer: Answer) -> Found:
        """The article with the moment at which it was first published."""
        found = super().article(source, answer)
        data = next_data(decode(answer.body, answer.encoding))
        facts = _content(data)
        if found.reserved or not facts:
            return found
        page = replace(
            found.pages[0],
            published=moment(facts.get("originally_published_at")) or found.pages[0].published,
            modified=moment(facts.get("updated_at")) or found.pages[0].modified,
            meta={**found.pages[0].meta, "id": str(facts.get("display_id", ""))},
        )
        return replace(found, pages=(page,))

    def read(self, source: Source, page: Page) -> list[Report]:
        """The text that is embedded in the page; else the page's own, as of any article."""
        if page.role == "index":
            return []
        body = {} if page.content_type == ENTRY else next_data(decode(page.body, page.encoding))
        text = markup(body["bodyDom"]) if isinstance(body.get("bodyDom"), dict) else ""
        if not text:
            return read_article(source, page, self.content)
        return read_html(source, page, text, page.title or _title(body))


def next_data(page: str) -> dict[str, Any]:
    """The properties that a Next.js page embeds; nothing where it embeds none."""
    for script in css("script#__NEXT_DATA__")(tree(page)):
        try:
            properties = json.loads(script.text or "")["props"]["pageProps"]
        except (ValueError, KeyError, TypeError, RecursionError):
            return {}
        return properties if isinstance(properties, dict) else {}
    return {}


def _content(data: dict[str, Any]) -> dict[str, Any]:
    try:
        facts = data["data"]["content"][0]
    except (KeyError, IndexError, TypeError):
        return {}
    return facts if isinstance(facts, dict) else {}


def _title(data: dict[str, Any]) -> str:
    metadata = _content(data).get("metadata")
    title = metadata.get("index_title") if isinstance(metadata, dict) else None
    return tidy(title) if isinstance(title, str) else ""


def markup(node: dict[str, Any]) -> str:
    """A tree of the platform's own as HTML: text and plain elements; its embeds (images, link boxes) are left out."""
    if node.get("type") == "text":
        return html.escape(str(node.get("data", "")), quote=False)
    inner = "".join(markup(child) for child in node.get("children") or () if isinstance(child, dict))
    name = node.get("name")
    if node.get("type") == "root":
        return inner
    return f"<{name}>{inner}</{name}>" if name in _INLINE else inner if name in ("div", "span", "section") else ""
