"""A list page as it is kept: its rows, of which only the declared fields, and where its list goes on.

Lists also print the names, addresses and numbers of people, and adverts that change by the hour. Kept like this, a page
whose rows say what they said is the version that is stored already, whatever else moved on it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from pipeline.config import Source
from pipeline.model import Page, Report
from spiders.contacts import clean_row
from spiders.rows import report_of
from spiders.shapes import Answer

ROWS = "application/vnd.slatewatch.rows+json"
"""The media type of a kept page: an object with "rows" (texts by field) and "next" (an address or null)."""


def as_rows(source: Source, answer: Answer, rows: Iterable[Mapping[str, str]], following: str | None = None) -> Page:
    """The page that is kept of an answer; nothing personal stands in it."""
    clean = [clean_row(row) for row in rows]
    told = json.dumps({"rows": clean, "next": following}, ensure_ascii=False, sort_keys=True)
    return answer.page(source, body=told.encode("utf-8"), content_type=ROWS, encoding="utf-8")


def rows_in(page: Page) -> list[dict[str, str]]:
    """The rows of a kept page, in its order."""
    told = json.loads(page.body)
    rows: list[dict[str, str]] = told if isinstance(told, list) else told["rows"]  # a list: by an earlier slatewatch
    return rows


def following(body: bytes) -> str | None:
    """Where the list of a kept page goes on, if it does."""
    address: str | None = json.loads(body)["next"]
    return address


def reports_of(source: Source, page: Page, rows: Iterable[Mapping[str, str]]) -> list[Report]:
    """Each row that names a production, in the order of the page."""
    return [report for row in rows if (report := report_of(source, page, row))]
