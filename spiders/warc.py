"""Captured pages from WARC files, plain or compressed. Needs fastwarc, which is an extra."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from spiders.coding import breaks_off, unpacked
from spiders.files import FileError, opened

LARGEST = 8 * 2**20
"""Bytes of a record that are read; a page that is longer is passed over."""
PIECE = 2**20


class WarcError(Exception):
    """A file cannot be read, or the library is missing: one clear line."""


@dataclass(frozen=True, slots=True)
class Record:
    """A page as it was captured. ``headers`` have lower-case names."""

    url: str
    at: datetime
    headers: Mapping[str, str]
    body: bytes


def records(
    place: Path | str, want: Callable[[str], bool], drop: Callable[[str], object] = lambda reason: None
) -> Iterator[Record]:
    """The good answers in a file whose address is wanted, in the order of the file; ``drop`` hears why others are not.

    ``place`` is a path, or an address that ``spiders.files`` opens.
    """
    try:
        from fastwarc import stream_io
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError:
        raise WarcError("WARC files need fastwarc: pip install 'slatewatch[warc]'") from None

    found = last = 0
    broken = (OSError, ValueError, EOFError, getattr(stream_io, "StreamError", OSError))  # it was a class of its own
    try:
        with opened(str(place)) as file:
            for record in ArchiveIterator(file, record_types=WarcRecordType.response, parse_http=False):
                found, last = found + 1, record.stream_pos
                page = _wanted(record, want)
                if isinstance(page, Record):
                    yield page
                else:
                    drop(page)
    except FileError as error:
        raise WarcError(str(error)) from error
    except broken as error:
        raise WarcError(f"{place}: cannot be read to its end: {error}") from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # of the library's own language: no Exception to Python
            raise WarcError(f"{place}: cannot be read to its end: {error}") from error
        raise
    if not found:
        raise WarcError(f"{place}: no captured answers in it; is it a WARC file?")
    if Path(place).is_file() and not is_whole(Path(place), last):  # what comes over a network is counted there
        raise WarcError(f"{place}: cannot be read to its end: it is cut off")


def _wanted(record: Any, want: Callable[[str], bool]) -> Record | str:
    """The page, or the reason word why it is left out. What is not wanted is not even decoded."""
    url = (record.headers.get("WARC-Target-URI") or "").strip("<>")
    if not want(url):
        return "elsewhere"
    if record.headers.get("WARC-Truncated"):
        return "truncated"
    record.parse_http()
    http, at = record.http_headers, record.record_date
    if http is None or http.status_code != 200 or at is None:
        return "status"
    raw = record.reader.read(LARGEST + 1)
    if len(raw) < min(record.content_length, LARGEST):
        return "truncated"
    headers = {name.lower(): value for name, value in http}
    body = unpacked(headers, raw, LARGEST + 1)
    if not body or len(body) > LARGEST:
        return "failed" if body is None else "long" if body else "empty"
    if _fewer(headers, raw, body) or breaks_off(body):
        return "truncated"
    at = at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    return Record(url, at.replace(microsecond=0), headers, body)


def _fewer(headers: Mapping[str, str], raw: bytes, body: bytes) -> bool:
    """True for fewer bytes than the server said it would send. Of a body that was unpacked before it was kept, and of
    one in chunks, that length says nothing."""
    told = headers.get("content-length", "").strip()
    kept_unpacked = bool(headers.get("content-encoding")) and raw == body
    in_chunks = bool(headers.get("transfer-encoding"))
    return told.isdecimal() and len(raw) < int(told) and not kept_unpacked and not in_chunks


def is_whole(path: Path, start: int) -> bool:
    """False where a file ends within the record at ``start`` or within a later one. The library says nothing of it."""
    with path.open("rb") as file:
        file.seek(start)
        first = file.read(PIECE)
        if not first.startswith(b"\x1f\x8b"):
            head, end, _ = first.partition(b"\r\n\r\n")
            length = re.search(rb"^Content-Length:\s*(\d+)", head, re.I | re.M)
            return length is None or path.stat().st_size >= start + len(head) + len(end) + int(length[1])
        return _ends_well(first, file)


def _ends_well(piece: bytes, rest: BinaryIO) -> bool:
    """True where compressed bytes end with the end of a member. What is no member after it is padding."""
    member, ended = zlib.decompressobj(zlib.MAX_WBITS | 16), False
    while piece:
        try:
            member.decompress(piece)
        except zlib.error:
            return ended
        ended = member.eof
        piece = member.unused_data or rest.read(PIECE)
        if ended:
            member = zlib.decompressobj(zlib.MAX_WBITS | 16)
    return ended
