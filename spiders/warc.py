"""Captured pages from WARC files, plain or gzipped. Needs fastwarc, which is an extra."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

LARGEST = 8 * 2**20
"""Bytes of a record that are read; a page that is longer is passed over."""


class WarcError(Exception):
    """A file cannot be read, or the library is missing: one clear line."""


@dataclass(frozen=True, slots=True)
class Record:
    """A page as it was captured. ``headers`` have lower-case names."""

    url: str
    at: datetime
    headers: Mapping[str, str]
    body: bytes


def records(path: Path, want: Callable[[str], bool]) -> Iterator[Record]:
    """The good answers in a file whose address is wanted, in the order of the file."""
    if not path.is_file():
        raise WarcError(f"{path}: no such file")
    try:
        from fastwarc import stream_io
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError:
        raise WarcError("WARC files need fastwarc: pip install 'slatewatch[warc]'") from None

    found = 0
    broken = (OSError, ValueError, EOFError, getattr(stream_io, "StreamError", OSError))  # it was a class of its own
    try:
        with path.open("rb") as file:
            answers = ArchiveIterator(file, record_types=WarcRecordType.response, parse_http=True, auto_decode="all")
            for record in answers:
                found += 1
                url = (record.headers.get("WARC-Target-URI") or "").strip("<>")
                if want(url) and (page := _page(record, url)):
                    yield page
    except broken as error:
        raise WarcError(f"{path}: cannot be read to its end: {error}") from error
    if not found:
        raise WarcError(f"{path}: no captured answers in it; is it a WARC file?")


def _page(record: Any, url: str) -> Record | None:
    http = record.http_headers
    at = record.record_date
    if http is None or http.status_code != 200 or at is None:
        return None
    body = record.reader.read(LARGEST + 1)
    if not body or len(body) > LARGEST:
        return None
    at = at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    return Record(url, at.replace(microsecond=0), {name.lower(): value for name, value in http}, body)
