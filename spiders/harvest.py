"""One file of an archive, read to its end: what it says of productions, and what was left out and why.

The same function reads a file here and on every machine of a cluster, so that it says the same wherever it is read. No
database, no clock. What a file gives is held until it can be ordered: of a gigabyte of the web that is some megabytes,
and what is more goes to a temporary file.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Iterable, Iterator
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import IO

from pipeline.config import Source
from pipeline.harvested import SAME_TEXT, Counts, Harvested
from pipeline.model import Page, Report
from pipeline.reading.rawfilter import bytes_may_report
from spiders import any_site, archived
from spiders.read import read_page
from spiders.warc import Record, WarcError, records

HELD = 64 * 2**20
"""Bytes of what a file gives that are held in memory."""
MARKUP = ("text/html", "application/xhtml")


def harvest(place: str, sites: archived.Sites, span: tuple[datetime, datetime], counts: Counts) -> Iterator[Harvested]:
    """What a file gives, the oldest first. Of one that cannot be read to its end, what came before.

    ``counts`` are whole when the last has been given.
    """
    with SpooledTemporaryFile(max_size=HELD) as file:
        held = _Held(file)
        for capture in _captures(place, sites, span, counts):
            held.add(capture)
        for capture in _distinct(held.in_order(), counts):
            counts.pages += len(capture.pages)
            counts.reports += sum(len(reports) for _, reports in capture.pages)
            counts.sources[capture.source] = counts.sources.get(capture.source, 0) + len(capture.pages)
            yield capture


class _Held:
    """Captures as they come, given back in their order."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._index: list[tuple[tuple[str, str, str], int]] = []

    def add(self, capture: Harvested) -> None:
        self._index.append((capture.order, self._file.tell()))
        pickle.dump(capture, self._file)

    def in_order(self) -> Iterator[Harvested]:
        for _, start in sorted(self._index):
            self._file.seek(start)
            capture: Harvested = pickle.load(self._file)
            yield capture


def _captures(
    place: str, sites: archived.Sites, span: tuple[datetime, datetime], counts: Counts
) -> Iterator[Harvested]:
    def drop(reason: str) -> None:
        counts.answers += 1
        counts.drop(reason)

    try:
        for record in records(place, lambda url: bool(sites.owners(url)), drop):
            counts.answers += 1
            for source in sites.owners(record.url):
                said = read_record(source, record) if span[0] <= record.at <= span[1] else "outside"
                if isinstance(said, Harvested):
                    yield said
                else:
                    counts.drop(said)
    except WarcError as error:
        counts.broken = str(error)


def read_record(source: Source, record: Record) -> Harvested | str:
    """What a captured answer says, or the reason word why it says nothing."""
    if source.shape == any_site.NAME:
        if not record.headers.get("content-type", MARKUP[0]).lower().startswith(MARKUP):
            return "type"
        if not bytes_may_report(record.body):
            return "words"
    try:
        pages = archived.pages_of(source, record.url, record.at, record.headers, record.body)
        said = [(page, tuple(read_page(source, page))) for page in pages]
    except Exception:  # noqa: BLE001 (one page of a million that a shape stumbles over must not end the file)
        return "failed"
    speaking = tuple((page, reports) for page, reports in said if reports)
    if not speaking:
        return "silent" if pages else "reserved"
    return Harvested(source.slug, record.url, record.at, speaking)


def _distinct(found: Iterable[Harvested], counts: Counts) -> Iterator[Harvested]:
    """Without the articles that are there before: the same version again, or the same text under another address."""
    seen: set[tuple[str, str]] = set()
    for capture in found:
        pages = tuple(pair for pair in capture.pages if _is_new(pair, seen, counts))
        if pages:
            yield Harvested(capture.source, capture.url, capture.at, pages)


def _is_new(pair: tuple[Page, tuple[Report, ...]], seen: set[tuple[str, str]], counts: Counts) -> bool:
    """Rows of a list that are seen again confirm what they said; an article says what it says once."""
    page = pair[0]
    if page.role != "article":
        return True
    version = (page.url, hashlib.sha256(page.body).hexdigest())
    text = (page.source, page.meta.get(SAME_TEXT, ""))
    if version in seen or (text[1] and text in seen):
        counts.drop("repeated" if version in seen else "same_text")
        return False
    seen.update((version, text))
    return True
