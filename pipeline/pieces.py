"""A long body as what differs from an earlier one: runs of pieces that are copied from it, and what is new between.

For pages beyond the window of zlib. Pieces end where markup and data do, so that a row which moves or changes leaves
the others as they are. It is no general diff: it never looks inside a piece.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate

_END = re.compile(rb"(?<=[>\n,}])")
SHORT = 8
"""A piece of fewer bytes is said again rather than pointed to, unless it goes on with a copy."""


def difference(body: bytes, base: bytes) -> bytes:
    """``body`` in terms of ``base``: (a stretch of the base, then new bytes) again and again."""
    pieces = _END.split(base)
    starts = [0, *accumulate(map(len, pieces))]
    where: dict[bytes, list[int]] = {}
    for number, piece in enumerate(pieces):
        where.setdefault(piece, []).append(number)
    out, new, first, last = bytearray(), bytearray(), 0, -1  # pieces first to last of the base are copied so far
    for piece in _END.split(body):
        if not new and last + 1 < len(pieces) and pieces[last + 1] == piece:
            last += 1
            continue
        found = where.get(piece) if len(piece) >= SHORT else None
        if found:
            _put(out, starts[first], starts[last + 1], new)
            after = bisect_right(found, last)
            first = last = found[after] if after < len(found) else found[0]
            new = bytearray()
        else:
            new += piece
    _put(out, starts[first], starts[last + 1], new)
    return bytes(out)


def _put(out: bytearray, start: int, end: int, new: bytearray) -> None:
    """A stretch of the base, and the new bytes that follow it."""
    for number in (start, end - start, len(new)):
        while number > 127:
            out.append(number & 127 | 128)
            number >>= 7
        out.append(number)
    out += new


def whole(told: bytes, base: bytes) -> bytes:
    """The body again."""
    out, at = bytearray(), 0
    while at < len(told):
        start, at = _number(told, at)
        length, at = _number(told, at)
        new, at = _number(told, at)
        out += base[start : start + length] + told[at : at + new]
        at += new
    return bytes(out)


def _number(told: bytes, at: int) -> tuple[int, int]:
    """A number in groups of seven bits, the lowest first, and where the next begins."""
    value = shift = 0
    while told[at] > 127:
        value |= (told[at] & 127) << shift
        shift += 7
        at += 1
    return value | told[at] << shift, at + 1
