"""The shape "any_site": articles of sites that are no source, as archives of the whole web hold them.

It is never crawled: it has no pages to start from, and is declared with ``enabled = false``. What it takes from an
archive is kept as an entry, the article alone: a page of the web is mostly not about its article, and to read it again
needs no more. However many sites say the same, they count as one source, of the least trust.
"""

from __future__ import annotations

import hashlib

from pipeline.config import Source
from pipeline.harvested import SAME_TEXT
from pipeline.model import Page, Report
from spiders.content import content_of
from spiders.documents import entry_page, read_entry
from spiders.privacy import scrub
from spiders.reservation import reserved
from spiders.shapes import Answer, Ask, Found
from spiders.web import decode, text_of, tree

NAME = "any_site"


class AnySite:
    """One article an address."""

    def start(self, source: Source) -> list[Ask]:
        """Nothing: there is no site to begin with."""
        return []

    def found(self, source: Source, answer: Answer) -> Found:
        """The article of a page, unless its text is reserved against machines."""
        root = tree(decode(answer.body, answer.encoding))
        if reserved(root, answer.headers):
            return Found(reserved=True)
        content = content_of(root)
        page = entry_page(
            source, url=answer.ask.url, seen=answer.seen, channel="warc", title=scrub(content.title or ""), summary="",
            content=scrub(content.html), categories=content.categories, published=content.published,
            modified=content.modified, meta={SAME_TEXT: text_key(content.html)},
        )  # fmt: skip
        return Found((page,))

    def read(self, source: Source, page: Page) -> list[Report]:
        """What the article says."""
        return [] if page.role == "index" else read_entry(source, page)


def text_key(markup: str) -> str:
    """The same for the same words, however they are set: what agencies send is printed by many sites."""
    words = text_of(tree(markup)).casefold()
    return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:32]
