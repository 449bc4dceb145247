"""Captures that were read elsewhere, let into the database as history: one place decides what they amount to.

A capture that counted before is passed over, so that the same may be brought any number of times. Of an article the
first version counts, and of one text that many sites print the first print.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import islice

from sqlite_utils import Database

from pipeline import captures, history, shelf
from pipeline.captures import Capture
from pipeline.config import Source
from pipeline.harvested import SAME_TEXT, Harvested
from pipeline.model import Page, Report

BATCH = 100
"""Captures of one transaction: a process that is killed repeats no more than these."""


def bring(
    db: Database, sources: Mapping[str, Source], found: Iterable[Harvested], now: datetime
) -> Iterator[history.Kept | None]:
    """Let captures count, in the order given: what each gave, None for one that counted before.

    What is yielded is stored once the batch that it is in is.
    """
    rest = iter(found)
    while batch := list(islice(rest, BATCH)):
        with db.atomic():
            kept = [_take(db, sources[capture.source], capture, now) for capture in batch]
        yield from kept


def _take(db: Database, source: Source, capture: Harvested, now: datetime) -> history.Kept | None:
    known = Capture(capture.url, capture.at)
    if captures.is_read(db, source.slug, known):
        return None
    said = {page.url: reports for page, reports in capture.pages if _is_first(db, page)}
    pages = [page for page, _ in capture.pages if page.url in said]

    def read(_: Source, page: Page) -> tuple[Report, ...]:
        return said[page.url]

    kept = history.keep(db, source, capture.at, pages, now, read)
    captures.settle(db, source.slug, known, "read")
    return kept


def _is_first(db: Database, page: Page) -> bool:
    """False for a text that came under another address before; the first is remembered."""
    text = page.meta.get(SAME_TEXT)
    if page.role != "article" or not text:
        return True
    name = f"{SAME_TEXT}/{page.source}/{text}"
    first = shelf.mark(db, name, page.url)
    if first == page.url and not history.superseded(db, page):
        shelf.set_mark(db, name, page.url)
    return first == page.url
