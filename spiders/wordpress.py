"""The shape "wordpress": a WordPress site by its REST interface, else its RSS feed, else its pages.

The REST list is asked newest-modified first, always under the same address, so that one conditional request tells that
nothing changed; the next page is asked only while all of a page was new. (``modified_after`` would make every address
a new one and defeat that.) The first way that works is told as the crawl's channel. ``options.path`` narrows RSS and
HTML to a category ("category/news"), ``options.categories`` the REST list (its number).
"""

from __future__ import annotations

import html
import re
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from pipeline.config import Source
from pipeline.model import Page
from spiders.article import index_found
from spiders.documents import entry_page
from spiders.feed import Feed, feed_found
from spiders.privacy import scrub
from spiders.shapes import Answer, Ask, Found
from spiders.web import canonical, join, json_of, moment, tidy

PER_PAGE = 20
_FIELDS = "id,date_gmt,modified_gmt,link,title,excerpt,content"
_HEADLINES = "id,date_gmt,modified_gmt,link,title,excerpt"
_TAGS = re.compile(r"<[^<>]+>")


class WordPress(Feed):
    """Posts, each whole, over REST; entries or articles otherwise."""

    follow = "h1.entry-title a, h2.entry-title a, h3.entry-title a, h2.post-title a, .wp-block-post-title a"
    following = "a.next, .nav-previous a, .nav-links a.next, a[rel=next], link[rel=next]"

    def start(self, source: Source) -> list[Ask]:
        """REST first; RSS and the pages stand behind it."""
        return [self._ways(source, root.rstrip("/") + "/") for root in source.start]

    def _ways(self, source: Source, root: str) -> Ask:
        path = source.options.get("path", "").strip("/")
        section = f"{root}{path}/" if path else root
        pages = Ask(canonical(section), channel="html")
        feed = Ask(canonical(section + "feed/"), channel="rss", instead=pages)
        query = {"per_page": PER_PAGE, "orderby": "modified", "order": "desc"}
        query |= {"_fields": _FIELDS if source.body == "read" else _HEADLINES}
        query |= {"categories": c} if (c := source.options.get("categories")) else {}
        return Ask(canonical(f"{root}wp-json/wp/v2/posts?{urlencode(query)}"), channel="rest", instead=feed)

    def found(self, source: Source, answer: Answer) -> Found:
        """The posts, entries, links or the article of one answer."""
        if answer.ask.role == "article":
            return self.article(source, answer)
        if answer.ask.channel == "rest":
            return self._posts(source, answer)
        if answer.ask.channel == "rss":
            return feed_found(source, answer)
        return index_found(source, answer, source.follow or self.follow, source.next or self.following)

    def _posts(self, source: Source, answer: Answer) -> Found:
        try:
            posts = json_of(answer.body)
        except ValueError:
            return Found(trouble=("wrong_type",), detail="it is no JSON")
        if isinstance(posts, dict) and posts.get("code") == "rest_post_invalid_page_number":
            return Found()
        if not isinstance(posts, list):
            return Found(trouble=("wrong_type",))
        pages = [page for post in posts if isinstance(post, dict) and (page := _page(source, answer, post))]
        if not pages:
            return Found((answer.page(source),), (), ("empty",) if answer.ask.number == 1 else ())
        return Found((answer.page(source), *pages), tuple(_more(answer)))


def _more(answer: Answer) -> list[Ask]:
    """The next page of the list, where the totals say that there is one."""
    total = answer.headers.get("x-wp-totalpages", "")
    number = answer.ask.number + 1
    if not total.isdigit() or number > int(total):
        return []
    address = re.sub(r"&page=\d+$", "", answer.ask.url) + f"&page={number}"
    return [replace(answer.ask, url=address, number=number, if_new=True, instead=None)]


def _page(source: Source, answer: Answer, post: dict[str, Any]) -> Page | None:
    link = post.get("link")
    url = join(answer.url, link) if isinstance(link, str) and link else None
    if url is None or _withheld(source, post):
        return None
    modified, published = (moment(_utc(post.get(name))) for name in ("modified_gmt", "date_gmt"))
    return entry_page(
        source,
        url=url,
        seen=answer.seen,
        channel=answer.ask.channel,
        title=scrub(tidy(html.unescape(_TAGS.sub("", _rendered(post, "title"))))),
        summary=scrub(_rendered(post, "excerpt")),
        content=scrub(_rendered(post, "content")),
        published=published or modified,
        modified=modified,
        meta={"derived_from": answer.ask.url, "id": str(post.get("id", ""))},
    )


def _withheld(source: Source, post: dict[str, Any]) -> bool:
    """True for a post without the texts that were asked for, or behind a password: it is not that it says nothing."""
    texts = [post.get(name) for name in ("title", "content" if source.body == "read" else "excerpt")]
    shown = all(isinstance(text.get("rendered") if isinstance(text, dict) else text, str) for text in texts)
    return not shown or any(text.get("protected") is True for text in texts if isinstance(text, dict))


def _utc(text: object) -> object:
    """WordPress writes its GMT fields without a zone, and all zeros for a draft."""
    return None if not isinstance(text, str) or text.startswith("0000") else text


def _rendered(post: dict[str, Any], name: str) -> str:
    field = post.get(name)
    text = field.get("rendered", "") if isinstance(field, dict) else field
    return text if isinstance(text, str) else ""
