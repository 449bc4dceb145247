"""HTTP answers from files and bytes: types, validators, conditions, compression, headers. Knows no socket.

Both validators move with the bytes: the ETag is made of them, and the time of a file is later whenever it was replaced.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote

TYPES = {
    ".atom": "application/atom+xml", ".rss": "application/rss+xml", ".ics": "text/calendar", ".opml": "text/x-opml",
    ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml",
    ".txt": "text/plain", ".xml": "application/xml", ".csv": "text/csv", ".webmanifest": "application/manifest+json",
}  # fmt: skip
BINARY = {".png": "image/png", ".ico": "image/x-icon", ".jpg": "image/jpeg", ".webp": "image/webp"}
FEEDS = (".atom", ".rss", ".json", ".ics", ".opml")
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
SAFETY = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
"""Sent with every answer."""

FEED_SECONDS, PAGE_SECONDS = 900, 300
WORTH_PACKING = 600


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete answer: its status, its headers, its body (empty where there is none to send)."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


def plain(status: int, words: str, **headers: str) -> Answer:
    """A short answer in words."""
    body = f"{words}\n".encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status, body, {"Content-Type": "text/plain; charset=utf-8", **named})


def moved(address: str, status: int = 301) -> Answer:
    """An answer that leads elsewhere."""
    return plain(status, f"See {address}", Location=address)


def file_below(root: Path, path: str) -> Path | None:
    """The file that an address means, or None: outside the folder, hidden, for hosts only (``_headers``), or absent."""
    parts = [unquote(part) for part in path.split("/") if part]
    if any(part in (".", "..") or part[0] in "._" or "/" in part or "\\" in part or "\0" in part for part in parts):
        return None
    target = root.joinpath(*parts)
    if path.endswith("/"):
        target /= "index.html"
    try:
        inside = target.resolve().is_relative_to(root.resolve())
        return target if inside and target.is_file() else None
    except OSError:
        return None


def of_file(file: Path, asked: Mapping[str, str], links: str = "", own: tuple[bytes, bytes] | None = None) -> Answer:
    """The answer for a file. ``asked`` are the headers of the request, ``links`` a Link header. ``own``: the address
    that the file has for its site, and the one to put in its place."""
    state = file.stat()
    body, etag, packed = _loaded(file, state.st_mtime_ns, state.st_size, own)
    headers = {"Last-Modified": format_datetime(datetime.fromtimestamp(int(state.st_mtime), UTC), usegmt=True)}
    if links:
        headers["Link"] = links
    feed = file.suffix in FEEDS
    return _conditional(body, packed, etag, _type(file, body), asked, headers, FEED_SECONDS if feed else PAGE_SECONDS)


def of_bytes(body: bytes, kind: str, asked: Mapping[str, str], seconds: int = FEED_SECONDS) -> Answer:
    """The answer for something made on request."""
    return _conditional(body, gzip.compress(body, 6, mtime=0), _etag(body), kind, asked, {}, seconds)


@lru_cache(maxsize=256)
def _loaded(file: Path, _time: int, _size: int, own: tuple[bytes, bytes] | None) -> tuple[bytes, str, bytes | None]:
    body = file.read_bytes()
    if own and file.suffix not in BINARY:
        body = body.replace(*own)
    worth = file.suffix not in BINARY and len(body) > WORTH_PACKING
    return body, _etag(body), gzip.compress(body, 6, mtime=0) if worth else None


def _etag(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:32]


def _type(file: Path, body: bytes) -> str:
    if file.suffix == ".json":
        feed = b"https://jsonfeed.org/version/" in body[:80]
        return f"application/{'feed+json' if feed else 'json'}; charset=utf-8"
    if file.suffix in BINARY:
        return BINARY[file.suffix]
    kind = TYPES.get(file.suffix)
    return f"{kind}; charset=utf-8" if kind else "application/octet-stream"


def _conditional(
    body: bytes,
    packed: bytes | None,
    etag: str,
    kind: str,
    asked: Mapping[str, str],
    headers: dict[str, str],
    life: int,
) -> Answer:
    """304 where the asker has it, packed where the asker can unpack it. The packed bytes have an ETag of their own."""
    pack = packed is not None and _takes_gzip(asked.get("accept-encoding", ""))
    headers |= {
        "ETag": f'"{etag}-gzip"' if pack else f'"{etag}"', "Cache-Control": f"max-age={life}",
        "Vary": "Accept-Encoding", "Access-Control-Allow-Origin": "*",
    }  # fmt: skip
    if _unchanged(etag, headers.get("Last-Modified"), asked):
        return Answer(304, b"", headers)
    headers["Content-Type"] = kind
    if pack and packed is not None:
        return Answer(200, packed, {**headers, "Content-Encoding": "gzip"})
    return Answer(200, body, headers)


def _takes_gzip(accepts: str) -> bool:
    for part in accepts.lower().split(","):
        coding, _, quality = part.partition(";")
        if coding.strip() in ("gzip", "*"):
            return quality.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


def _unchanged(etag: str, modified: str | None, asked: Mapping[str, str]) -> bool:
    """RFC 9110, 13.2.2: If-None-Match is asked first, and then alone."""
    if "if-none-match" in asked:
        known = [tag.strip().removeprefix("W/") for tag in asked["if-none-match"].split(",")]
        return "*" in known or f'"{etag}"' in known or f'"{etag}-gzip"' in known
    if modified is None or "if-modified-since" not in asked:
        return False
    try:
        since = parsedate_to_datetime(asked["if-modified-since"])
    except ValueError:
        return False
    return since.tzinfo is not None and parsedate_to_datetime(modified) <= since
