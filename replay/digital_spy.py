"""Digital Spy's platform: the RSS of everything, and article pages that carry their data as JSON."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from replay.articles import Article, slugify
from replay.outlets import Outlet
from replay.themes import document, footer, navigation

NOAI = '<meta name="robots" content="noarchive,noai,noimageai"/>'


def feed(outlet: Outlet, articles: Sequence[Article], root: str) -> str:
    """``/rss/all.xml``: headlines and summaries."""
    items = "".join(
        f"<item><title><![CDATA[{article.headline}]]></title><link>{root}{article.path}</link>"
        f"<description><![CDATA[{article.summary}]]></description><dc:creator><![CDATA[{article.author}]]></dc:creator>"
        f"<pubDate>{format_datetime(article.published)}</pubDate>"
        f'<guid isPermaLink="false">{_uuid(article)}</guid></item>\n'
        for article in articles
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>{html.escape(outlet.name)}</title><link>{root}</link>'
        "<description>All stories</description>"
        f'<atom:link href="{root}rss/all.xml" rel="self" type="application/rss+xml"/>\n'
        f"{items}</channel></rss>\n"
    )


def article_page(outlet: Outlet, article: Article, related: Sequence[Article], root: str, *, noai: bool = False) -> str:
    """The page of an article. Its classes are hashes; its data is in ``__NEXT_DATA__``."""
    stories = "".join(
        f'<a class="css-{old.number:x} e1kz" href="{root}{old.path}">{html.escape(old.headline)}</a>' for old in related
    )
    paragraphs = "".join(
        f'<p data-journey-content="true" class="css-18vfmjb et3p2gv0">{text}</p>' for text in article.paragraphs
    )
    body = (
        f'<div id="__next">{navigation(outlet, root)}<main id="main-content"><header><h1 class="css-1vwmfi9 exadjwu6">'
        f"{html.escape(article.headline, quote=False)}</h1><address>By {article.author}</address></header>"
        f'<div class="article-body-content article-body standard-body">{paragraphs}</div>'
        f'<section data-embed="related">{stories}</section></main>{footer(outlet)}</div>'
        f'<script id="__NEXT_DATA__" type="application/json">{_script(_next_data(article, root))}</script>'
    )
    return document(article.headline, _head(outlet, article, root, noai=noai), body, classes="standard-article")


def _head(outlet: Outlet, article: Article, root: str, *, noai: bool) -> str:
    lines = [
        f'<link rel="canonical" href="{root}{article.path}"/>',
        f'<link rel="alternate" type="application/rss+xml" href="{root}rss/all.xml"/>',
        '<meta property="og:type" content="website"/>\n<meta property="og:type" content="article"/>',
        f'<meta property="article:published_time" content="{_zulu(article.published)}"/>',
        f'<meta property="article:modified_time" content="{_zulu(article.modified)}"/>',
        '<meta property="article:section" content="TV"/>',
        f'<meta name="sailthru.date" content="{article.published:%Y-%m-%d %H:%M:%S}"/>',
        '<meta name="sailthru.contenttype" content="standard-article"/>',
        f'<script type="application/ld+json">{_script(_json_ld(outlet, article))}</script>',
    ]
    return "\n".join([*lines, NOAI] if noai else lines)


def _json_ld(outlet: Outlet, article: Article) -> dict[str, Any]:
    """As on the platform, the published time carries a doubled Z."""
    return {
        "@context": "http://schema.org",
        "@type": "NewsArticle",
        "headline": article.headline,
        "datePublished": f"{_zulu(article.published)}Z",
        "dateModified": _zulu(article.modified),
        "author": {"@type": "Person", "name": article.author},
        "publisher": {"@type": "NewsMediaOrganization", "name": outlet.name},
    }


def _next_data(article: Article, root: str) -> dict[str, Any]:
    content = {
        "id": _uuid(article),
        "display_id": article.number,
        "slug": slugify(article.headline),
        "display_type": {"slug": "standard-article"},
        "section": {"title": "TV", "slug": "tv"},
        "subsection": {"slug": "ustv"},
        "originally_published_at": _zulu(article.published),
        "publish_from": _zulu(article.published),
        "updated_at": f"{article.modified:%Y-%m-%dT%H:%M:%S}.1",
        "metadata": {"index_title": article.headline, "dek": f"<p>{article.summary}</p>"},
        "authors": [{"profile": {"display_name": article.author}}],
        "tags": [{"title": name} for name in article.categories],
    }
    dom = {"type": "root", "children": [tag("p", text) for text in article.paragraphs]}
    layout = {"canonicalUrl": f"{root}{article.path}"}
    page = {"data": {"content": [content]}, "bodyDom": dom, "layoutContextProps": layout}
    return {"props": {"pageProps": page}, "page": "/content"}


def tag(name: str, text: str) -> dict[str, Any]:
    """An element of the platform's own tree. Its text may hold ``em``; nothing else occurs in the replay's articles."""
    children: list[dict[str, Any]] = []
    for place, part in enumerate(re.split(r"<em>(.*?)</em>", text)):
        if place % 2:
            children.append(tag("em", part))
        elif part:
            children.append({"data": html.unescape(part), "type": "text"})
    return {"children": children, "name": name, "attribs": {}, "type": "tag"}


def _uuid(article: Article) -> str:
    return str(uuid5(NAMESPACE_URL, f"digital-spy/{article.number}"))


def _zulu(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _script(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False).replace("</", "<\\/")
