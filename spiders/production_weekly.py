"""Production Weekly: a paid weekly list of projects in preparation, whose public posts name the projects of each issue.

History: WordPress; the post of an issue has its titles in paragraphs, joined by bullets (a public scraper of 2026).
Being named means "in active preparation"; some are shooting already. Only the public post's titles are taken. A
paragraph counts where it has five bullets or more: navigation has fewer.
"""

from __future__ import annotations

import json
import re

from pipeline.config import Source
from pipeline.model import Page, Report
from spiders.rows import report_of
from spiders.web import css, decode, text_of, tidy, tree
from spiders.wordpress import WordPress

_BULLET = re.compile(r"\s*[•·∙]\s*")
MOST = 120
"""Characters of a title; what is longer is a sentence."""


class ProductionWeekly(WordPress):
    """WordPress whose posts are lists of titles."""

    def read(self, source: Source, page: Page) -> list[Report]:
        """Each title of the issue."""
        if page.role == "index":
            return []
        if page.content_type == "application/json":
            text = json.loads(page.body)["content"]
        else:
            text = decode(page.body, page.encoding)
        rows = [{"title": title} for title in titles(text)]
        return [report for row in rows if (report := report_of(source, page, row))]


def titles(markup: str) -> list[str]:
    """The titles of an issue, each once."""
    found: dict[str, None] = {}
    for paragraph in css("p")(tree(f"<body>{markup}</body>")):
        parts = _BULLET.split(text_of(paragraph))
        if len(parts) > 5:
            found |= dict.fromkeys(tidy(part) for part in parts if part and len(part) <= MOST)
    return list(found)
