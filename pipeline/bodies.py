"""Page bodies as they are kept: compressed, and against an earlier version of the same page where that pays.

A listing that is fetched daily differs from yesterday's by a few rows; with the earlier version as the dictionary its
new version takes a few hundred bytes. The first byte says how the rest is packed.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable

from pipeline.pieces import difference, whole

PLAIN, AGAINST, PIECES = 0, 1, 2
"""By itself; with an earlier version as zlib's dictionary; as what differs from an earlier version, for long ones."""
WINDOW = 32 * 1024
PAYS = 0.7
"""A version is kept against another where it takes at most this share of what it takes by itself. One that has become
too different is kept by itself, and later versions are kept against it."""


def pack(body: bytes, base_id: int | None = None, base: bytes | None = None) -> bytes:
    """``body`` compressed; against ``base`` (the body of page ``base_id``) where one is given and it pays."""
    plain = bytes([PLAIN]) + zlib.compress(body, 6)
    if base_id is None or not base:
        return plain
    if len(base) <= WINDOW:
        how, packed = AGAINST, _with_dictionary(body, base)
    else:
        how, packed = PIECES, zlib.compress(difference(body, base), 9)
    against = bytes([how]) + base_id.to_bytes(8, "big") + packed
    return against if len(against) <= PAYS * len(plain) else plain


def _with_dictionary(body: bytes, base: bytes) -> bytes:
    squeeze = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS, 9, zlib.Z_DEFAULT_STRATEGY, base[-WINDOW:])
    return squeeze.compress(body) + squeeze.flush()


def base_of(packed: bytes) -> int | None:
    """The id of the page that ``packed`` was compressed against, if any."""
    return int.from_bytes(packed[1:9], "big") if packed[:1] in (bytes([AGAINST]), bytes([PIECES])) else None


def unpack(packed: bytes, body_of: Callable[[int], bytes]) -> bytes:
    """The body again; ``body_of`` gives the packed body of the page that it was compressed against."""
    base_id = base_of(packed)
    if base_id is None:
        return zlib.decompress(packed[1:])
    base = unpack(body_of(base_id), body_of)
    if packed[0] == PIECES:
        return whole(zlib.decompress(packed[9:]), base)
    return zlib.decompressobj(zlib.MAX_WBITS, base[-WINDOW:]).decompress(packed[9:])
