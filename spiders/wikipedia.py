"""Wikipedia: new articles on films. CC BY-SA 4.0; a user agent with a contact is required.

The English Wikipedia holds that a film gets no article of its own before shooting is known to have begun (its
guideline on future films). So a page that newly enters a category of upcoming films, or a draft that is moved to the
article space, is itself a sign of filming; not of television, where no such rule exists. It is weak (drive-by edits,
animation, franchises), so its trust is the lowest. ``maxlag`` errors come with status 200 and ``error.code``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pipeline.config import Source
from pipeline.model import Event, Page, Report, Status
from spiders.api import Api, at, row_page
from spiders.rows import garbled
from spiders.shapes import Answer
from spiders.web import moment, tidy

_QUALIFIED = re.compile(r"\s*\((?:(?P<year>(?:19|20)\d{2})\s+)?(?:[\w\s-]+\s)?(?P<kind>film|TV series|miniseries)\)$")
_ARTICLE = "https://en.wikipedia.org/wiki/"


class Wikipedia(Api):
    """Members of a category, or moves of drafts."""

    def pages(self, source: Source, answer: Answer, items: list[Any]) -> Iterator[Page]:
        """Each article on a film, with the moment at which it came into sight."""
        for item in items:
            moved = at(item, "params.target_title")
            title = moved or at(item, "title")
            if not isinstance(title, str) or (moved and at(item, "params.target_ns") != 0):
                continue
            row = _row(title)
            if row.get("title") and row["medium"] == "film" and not garbled(title):
                seen = moment(item.get("timestamp"))
                yield replace(row_page(source, answer, row), published=seen, modified=seen)

    def read(self, source: Source, page: Page) -> list[Report]:
        """An article on a film that is to come: it is being shot."""
        if page.role == "index":
            return []
        row: dict[str, str] = json.loads(page.body)
        words, year = row["ref"], row.get("year")
        report = Report(
            title=row["title"],
            event=Event.FILMING,
            medium="film",
            year=int(year) if year else None,
            evidence=words,
            end=len(words),
            rule="article",
            ref=words,
            status=Status.FILMING,
            inferred=True,
        )
        return [report]


def _row(title: str) -> dict[str, str]:
    """An article's title without its qualifier: "Tin Orchard (2027 film)"."""
    found = _QUALIFIED.search(title)
    row = {"title": tidy(title[: found.start()] if found else title), "ref": title, "medium": "film"}
    if found and found["kind"] != "film":
        row["medium"] = "tv"
    if found and found["year"]:
        row["year"] = found["year"]
    return row | {"link": _ARTICLE + title.replace(" ", "_")} if title else {}
