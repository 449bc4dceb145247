"""Page bodies as they are kept: compressed, and against an earlier version of the same page where that pays.

A listing that is fetched daily differs from yesterday's by a few rows; with the earlier version as the dictionary its
new version takes a few hundred bytes. The first byte says how the rest is packed.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable

PLAIN, AGAINST = 0, 1
WINDOW = 32 * 1024


def pack(body: bytes, base_id: int | None = None, base: bytes | None = None) -> bytes:
    """``body`` compressed; against ``base`` (the body of page ``base_id``) where one is given."""
    if base_id is None or not base:
        return bytes([PLAIN]) + zlib.compress(body, 6)
    squeeze = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS, 9, zlib.Z_DEFAULT_STRATEGY, base[-WINDOW:])
    return bytes([AGAINST]) + base_id.to_bytes(8, "big") + squeeze.compress(body) + squeeze.flush()


def base_of(packed: bytes) -> int | None:
    """The id of the page that ``packed`` was compressed against, if any."""
    return int.from_bytes(packed[1:9], "big") if packed[:1] == bytes([AGAINST]) else None


def unpack(packed: bytes, body_of: Callable[[int], bytes]) -> bytes:
    """The body again; ``body_of`` gives the packed body of the page that it was compressed against."""
    base_id = base_of(packed)
    if base_id is None:
        return zlib.decompress(packed[1:])
    base = unpack(body_of(base_id), body_of)
    return zlib.decompressobj(zlib.MAX_WBITS, base[-WINDOW:]).decompress(packed[9:])
