"""The shape "page": one page, kept as it came and read as nothing. For looking at a site before it is a source."""

from __future__ import annotations

from pipeline.config import Source
from pipeline.model import Page, Report
from spiders.shapes import Answer, Ask, Found
from spiders.web import canonical


class Single:
    """The start pages and no more."""

    def start(self, source: Source) -> list[Ask]:
        """Each of them."""
        return [Ask(canonical(start), role="list", channel="") for start in source.start]

    def found(self, source: Source, answer: Answer) -> Found:
        """The page itself."""
        return Found((answer.page(source),))

    def read(self, source: Source, page: Page) -> list[Report]:
        """Nothing: it is not known what the page is."""
        return []
