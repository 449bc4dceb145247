"""The shape "article": pages of links, and the articles they lead to, for a site that has no feed.

``follow`` finds the links, ``next`` the following page of links. The words of a link are the article's headline until
its page says otherwise. An article is fetched once.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.config import ConfigError, Source
from pipeline.model import Page, Report
from spiders.content import BODIES
from spiders.documents import read_article
from spiders.feed import article_found
from spiders.shapes import Answer, Ask, Found
from spiders.web import canonical, check_css, decode, links, next_link, tree


class Articles:
    """Links by CSS, then articles."""

    def start(self, source: Source) -> list[Ask]:
        """The pages that link to articles."""
        if not source.follow:
            raise ConfigError(f"[[source]] '{source.slug}': shape 'article' needs 'follow', a CSS selector of links")
        check_css(source, {})
        return [Ask(canonical(start)) for start in source.start]

    def found(self, source: Source, answer: Answer) -> Found:
        """The links of an index page, or one article."""
        if answer.ask.role == "article":
            return article_found(source, answer)
        return index_found(source, answer, source.follow or "a", source.next)

    def read(self, source: Source, page: Page) -> list[Report]:
        """What the article says."""
        return [] if page.role == "index" else read_article(source, page, BODIES)


def index_found(source: Source, answer: Answer, follow: str, following: str | None) -> Found:
    """The articles that a page links to, and the page after it where all of this one was new."""
    root = tree(decode(answer.body, answer.encoding))
    targets = links(root, follow, answer.url)
    if not targets:
        empty = ("empty",) if answer.ask.number == 1 else ()
        return Found((answer.page(source),), trouble=empty, detail=f"no link matches follow = {follow!r}")
    meta = {"derived_from": answer.ask.url}
    asks = [Ask(url, "article", skip_if_known=True, title=words or None, meta=meta) for url, words in targets]
    if address := next_link(root, following, answer.url):
        asks.append(replace(answer.ask, url=address, number=answer.ask.number + 1, if_new=True, instead=None))
    told = "\n".join(url for url, _ in targets)
    return Found((answer.page(source),), tuple(asks), (), told)
