"""Bodies as archives keep them: packed as their headers say, unpacked in spite of them, or broken."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest

from spiders.coding import unpacked

TEXT = b"<html><body><p>Night Ferry started filming in Cardiff.</p></body></html>" * 40
MOST = 1_000_000
brotli: Any = import_module("brotli")
zstd: Any = import_module("backports.zstd")


def raw_deflate(body: bytes) -> bytes:
    squeeze = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return squeeze.compress(body) + squeeze.flush()


def chunked(body: bytes, size: int = 100) -> bytes:
    pieces = [body[start : start + size] for start in range(0, len(body), size)]
    return b"".join(b"%x;x=1\r\n%b\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


WAYS: dict[str, list[Callable[[bytes], bytes]]] = {
    "gzip": [gzip.compress], "X-GZip": [gzip.compress], "deflate": [zlib.compress, raw_deflate],
    "br": [brotli.compress], "zstd": [zstd.compress], "identity": [bytes], "unheard-of": [bytes], "": [bytes],
}  # fmt: skip
ALL = [(name, way) for name, ways in WAYS.items() for way in ways]


@pytest.mark.parametrize(("name", "pack"), ALL)
def test_what_is_packed_is_unpacked(name: str, pack: Callable[[bytes], bytes]) -> None:
    assert unpacked({"content-encoding": name}, pack(TEXT), MOST) == TEXT
    both = {"content-encoding": name, "transfer-encoding": "Chunked"}
    assert unpacked(both, chunked(pack(TEXT)), MOST) == TEXT


@pytest.mark.parametrize("name", sorted(WAYS))
def test_what_is_unpacked_already_is_taken_as_it_is(name: str) -> None:
    assert unpacked({"content-encoding": name, "transfer-encoding": "chunked"}, TEXT, MOST) == TEXT


@pytest.mark.parametrize(("name", "pack"), [pair for pair in ALL if pair[1] is not bytes])
def test_nothing_grows_beyond_what_is_asked_for(name: str, pack: Callable[[bytes], bytes]) -> None:
    found = unpacked({"content-encoding": name}, pack(b"a" * 5_000_000), 1000)
    assert found is not None and 0 < len(found) <= 100_000


@pytest.mark.parametrize(("name", "body"), [("gzip", gzip.compress(TEXT, mtime=0)[:20] + b"\xff" * 50),
                                            ("zstd", zstd.compress(TEXT)[:9] + b"\xff" * 50)])  # fmt: skip
def test_what_is_broken_is_none(name: str, body: bytes) -> None:
    assert unpacked({"content-encoding": name}, body, MOST) is None


def test_two_codings_are_undone_the_last_first() -> None:
    packed = brotli.compress(gzip.compress(TEXT))
    assert unpacked({"content-encoding": "gzip, br"}, packed, MOST) == TEXT


@pytest.mark.parametrize("body", [b"", b"5\r\nabc", b"zz\r\n", b"3\r\nabcdef", b"0\r\n\r\n"])
def test_what_only_looks_like_chunks_does_no_harm(body: bytes) -> None:
    assert unpacked({"transfer-encoding": "chunked"}, body, MOST) in (body, b"abc", b"")
