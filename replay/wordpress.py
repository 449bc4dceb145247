"""WordPress as its clients know it: the RSS feed and the REST list of posts.

Pure: articles and a query in, text and headers out. Which articles exist on a day is not decided here.
"""

from __future__ import annotations

import html
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

from replay.articles import Article, slugify
from replay.outlets import Outlet
from replay.themes import texturize, wp_title

PER_FEED = 10
BOUNDS = ("after", "before", "modified_after", "modified_before")
NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wfw="http://wellformedweb.org/CommentAPI/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom" '
    'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/"'
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer of the REST interface that is not a list: a status and WordPress's own code for it."""

    status: int
    code: str
    message: str

    def body(self) -> str:
        return json.dumps({"code": self.code, "message": self.message, "data": {"status": self.status}})


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of posts as the REST interface answers it."""

    posts: list[dict[str, Any]]
    total: int
    pages: int
    page: int


def feed(outlet: Outlet, articles: Sequence[Article], built: datetime | None, root: str) -> str:
    """The RSS 2.0 document of these articles."""
    items = "".join(_item(outlet, article, root) for article in articles)
    date = f"\t<lastBuildDate>{_rfc(built)}</lastBuildDate>\n" if built else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"\n\t{NAMESPACES}>\n<channel>\n'
        f'\t<title>{html.escape(outlet.name)}</title>\n\t<atom:link href="{root}feed/" rel="self" '
        f'type="application/rss+xml" />\n\t<link>{root}</link>\n\t<description></description>\n{date}'
        "\t<language>en-US</language>\n\t<sy:updatePeriod>hourly</sy:updatePeriod>\n"
        f"\t<sy:updateFrequency>1</sy:updateFrequency>\n{items}</channel>\n</rss>\n"
    )


def _item(outlet: Outlet, article: Article, root: str) -> str:
    url = f"{root}{article.path}"
    categories = "".join(f"\t\t<category><![CDATA[{name}]]></category>\n" for name in article.categories)
    summary = texturize(html.escape(article.summary, quote=False))
    content = f"\t\t<content:encoded><![CDATA[{texturize(article.body)}]]></content:encoded>\n" if outlet.full else ""
    return (
        f"\t<item>\n\t\t<title>{wp_title(article)}</title>\n\t\t<link>{url}</link>\n"
        f"\t\t<comments>{url}#comments</comments>\n\t\t<pubDate>{_rfc(article.published)}</pubDate>\n"
        f"\t\t<dc:creator><![CDATA[{article.author}]]></dc:creator>\n{categories}"
        f'\t\t<guid isPermaLink="false">{root}?p={article.number}</guid>\n'
        f"\t\t<description><![CDATA[<p>{summary}</p>\n]]></description>\n{content}"
        f"\t\t<slash:comments>{len(article.comments)}</slash:comments>\n\t</item>\n"
    )


def _rfc(moment: datetime) -> str:
    return format_datetime(moment.astimezone(UTC))


def post(article: Article, categories: Mapping[str, int], outlet: Outlet, root: str) -> dict[str, Any]:
    """One post as the REST interface shows it."""
    local, changed = article.published.astimezone(outlet.zone), article.modified.astimezone(outlet.zone)
    return {
        "id": article.number,
        "date": f"{local:%Y-%m-%dT%H:%M:%S}",
        "date_gmt": f"{article.published:%Y-%m-%dT%H:%M:%S}",
        "guid": {"rendered": f"{root}?p={article.number}"},
        "modified": f"{changed:%Y-%m-%dT%H:%M:%S}",
        "modified_gmt": f"{article.modified:%Y-%m-%dT%H:%M:%S}",
        "slug": slugify(article.path.rstrip("/").rsplit("/", 1)[-1]),
        "status": "publish",
        "type": "post",
        "link": f"{root}{article.path}",
        "title": {"rendered": wp_title(article)},
        "content": {"rendered": texturize(article.body) + "\n", "protected": False},
        "excerpt": {"rendered": f"<p>{texturize(html.escape(article.summary, quote=False))}</p>\n", "protected": False},
        "author": 3,
        "comment_status": "open",
        "categories": [categories[name] for name in article.categories],
        "tags": [],
    }


def posts(
    articles: Sequence[Article], query: Mapping[str, str], categories: Mapping[str, int], outlet: Outlet, root: str
) -> Listing | Refusal:
    """``GET /wp-json/wp/v2/posts``: filter, order and page as WordPress does."""
    try:
        chosen = _ordered(_filtered(articles, query, categories), query)
        page, size = int(query.get("page", "1")), int(query.get("per_page", "10"))
    except ValueError:
        return Refusal(400, "rest_invalid_param", "Invalid parameter(s)")
    if not 1 <= size <= 100 or page < 1:
        return Refusal(400, "rest_invalid_param", "Invalid parameter(s): per_page")
    pages = -(-len(chosen) // size)
    if page > pages and chosen:
        message = "The page number requested is larger than the number of pages available."
        return Refusal(400, "rest_post_invalid_page_number", message)
    window = chosen[(page - 1) * size : page * size]
    shown = [_only(post(article, categories, outlet, root), query.get("_fields")) for article in window]
    return Listing(shown, len(chosen), pages, page)


def _filtered(articles: Sequence[Article], query: Mapping[str, str], categories: Mapping[str, int]) -> list[Article]:
    wanted = {int(number) for number in query.get("categories", "").split(",") if number}
    bounds = {name: _moment(query[name]) for name in BOUNDS if name in query}
    slug = query.get("slug")
    return [
        article
        for article in articles
        if (not wanted or wanted & {categories[name] for name in article.categories})
        and ("after" not in bounds or article.published > bounds["after"])
        and ("before" not in bounds or article.published < bounds["before"])
        and ("modified_after" not in bounds or article.modified > bounds["modified_after"])
        and ("modified_before" not in bounds or article.modified < bounds["modified_before"])
        and (slug is None or article.path.rstrip("/").endswith(slug))
    ]


def _ordered(articles: list[Article], query: Mapping[str, str]) -> list[Article]:
    keys = {
        "date": lambda a: (a.published, a.number),
        "modified": lambda a: (a.modified, a.number),
        "id": lambda a: (a.number,),
        "title": lambda a: (a.headline, a.number),
    }
    orderby, order = query.get("orderby", "date"), query.get("order", "desc")
    if orderby not in keys or order not in ("asc", "desc"):
        raise ValueError(f"orderby={orderby} order={order}")
    return sorted(articles, key=keys[orderby], reverse=order == "desc")


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text.replace(" ", "+"))
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _only(shown: dict[str, Any], names: str | None) -> dict[str, Any]:
    if not names:
        return shown
    wanted = {name.split(".")[0].strip() for name in names.split(",")}
    return {key: value for key, value in shown.items() if key in wanted}
