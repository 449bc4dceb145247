"""A body as it was sent, unpacked: chunks joined, compression undone; and whether it is all there.

Archives keep bodies as they came or unpacked, and the headers of neither way may say so: what is not packed as its
header claims is taken as it is. Nothing grows beyond the bytes that are asked for.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from importlib import import_module
from typing import Any

_CHUNK = re.compile(rb"([0-9a-f]{1,8})[^\r\n]{0,200}\r\n", re.I)
GZIP, ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
_DOCUMENT = (b"<!doctype", b"<html", b"<?xml", b"<rss", b"<feed")
_END = re.compile(rb"</(?:html|body|rss|feed|rdf:rdf)\s*>|(?:</[\w:.-]+\s*>|/>|-->|\?>)$", re.I)


def unpacked(headers: Mapping[str, str], body: bytes, most: int) -> bytes | None:
    """The body itself, cut off after ``most`` bytes; None where it is packed and cannot be unpacked.

    ``headers`` have lower-case names.
    """
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = _joined(body)
    for coding in reversed(headers.get("content-encoding", "").lower().split(",")):
        unpack = _KNOWN.get(coding.strip())
        found = unpack(body, most) if unpack else body
        if found is None:
            return None
        body = found
    return body


def breaks_off(body: bytes) -> bool:
    """True for a whole document that ends in the middle of something: a sentence, a tag. What it says may be half of
    what it was to say ("Filming" of "Filming wrapped")."""
    start, end = body[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower(), body[-20_000:].rstrip()
    return start.startswith(_DOCUMENT) and not _END.search(end)


def _joined(body: bytes) -> bytes:
    """The chunks in one; as it is where it is not in chunks."""
    pieces: list[bytes] = []
    at = 0
    while head := _CHUNK.match(body, at):
        size = int(head[1], 16)
        if size == 0:
            return b"".join(pieces)
        pieces.append(body[head.end() : head.end() + size])
        at = head.end() + size
        if body[at : at + 2] not in (b"\r\n", b""):
            return body
        at += 2
    return b"".join(pieces) if pieces and at >= len(body) else body


def _gzip(body: bytes, most: int) -> bytes | None:
    if not body.startswith(GZIP):
        return body
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(body, most)
    except zlib.error:
        return None


def _deflate(body: bytes, most: int) -> bytes | None:
    """With the header that the standard asks for, or without, as some servers send it."""
    for bits in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        try:
            return zlib.decompressobj(bits).decompress(body, most)
        except zlib.error:
            continue
    return body


def _brotli(body: bytes, most: int) -> bytes | None:
    brotli: Any = import_module("brotli")
    try:
        found: bytes = brotli.Decompressor().process(body, output_buffer_limit=most)
    except brotli.error:
        return body  # its bytes have no beginning by which they are known
    return found


def _zstd(body: bytes, most: int) -> bytes | None:
    if not body.startswith(ZSTD):
        return body
    zstd: Any = import_module("backports.zstd")
    try:
        found: bytes = zstd.ZstdDecompressor().decompress(body, max_length=most)
    except zstd.ZstdError:
        return None
    return found


_KNOWN = {"gzip": _gzip, "x-gzip": _gzip, "deflate": _deflate, "br": _brotli, "zstd": _zstd}
