"""Text that came from elsewhere, made fit for a feed: cleaned, cut, escaped. Pure.

Nothing here decides what is said. A title leaves as plain text that no reader takes for markup, an address leaves as
an absolute http(s) URL in ASCII or not at all, and HTML leaves with nothing in it but simple elements.
"""

from __future__ import annotations

import re
from html import escape
from urllib.parse import quote, urlsplit, urlunsplit

import nh3

TITLE_LENGTH = 300
ADDRESS_LENGTH = 2000
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
_NONCHARACTER = re.compile("[" + "".join(f"{chr(p << 16 | 0xFFFE)}{chr(p << 16 | 0xFFFF)}" for p in range(1, 17)) + "]")
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069\u200b\ufeff]")
_ENTITY = re.compile(r"&(?=#?\w{1,32};)")
_TAGS = {"p", "ul", "li", "a", "b", "em", "blockquote", "time", "br"}
_ATTRIBUTES = {"a": {"href"}, "time": {"datetime"}}


def clean(text: str) -> str:
    """Text without what XML forbids or what would turn the reader's line round: controls, overrides, non-characters."""
    return _DIRECTION.sub("", _NONCHARACTER.sub("", _CONTROL.sub("", text)))


def line(text: str, length: int = TITLE_LENGTH) -> str:
    """Text on one line, at most ``length`` characters, cut at a word where there is one."""
    flat = " ".join(clean(re.sub(r"[\n\r\t]", " ", text)).split())
    if len(flat) <= length:
        return flat
    cut = flat[: length - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[length // 2 :] else cut).rstrip() + "…"


def title(text: str, length: int = TITLE_LENGTH) -> str:
    """A title that every reader shows alike: no angle brackets, which some swallow, no entity to decode twice."""
    plain = line(text, length).replace("<", "‹").replace(">", "›")
    return _ENTITY.sub("&\u200b", plain)


def address(url: str | None) -> str | None:
    """``url`` as an absolute http(s) address in ASCII; None where it is none, or one too long to be honest."""
    if not url or len(url) > ADDRESS_LENGTH:
        return None
    try:
        parts = urlsplit(clean(url.strip()))
        host, port = parts.hostname, parts.port
        if parts.scheme not in ("http", "https") or not host:
            return None
        host = host.encode("idna").decode("ascii") if ":" not in host else f"[{host}]"
    except ValueError:
        return None
    path = quote(parts.path, safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    fragment = quote(parts.fragment, safe="/%:@!$&'()*+,;=~-._?")
    whole = urlunsplit((parts.scheme, f"{host}:{port}" if port else host, path or "/", query, fragment))
    return re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", whole)


def html(text: str) -> str:
    """Text escaped for the inside of an element or an attribute."""
    return escape(clean(text), quote=True)


def link(url: str | None, words: str) -> str:
    """A link, or only its words where the address is not fit to be one."""
    good = address(url)
    return f'<a href="{html(good)}">{html(words)}</a>' if good else html(words)


def safe(markup: str) -> str:
    """The second wall: our own markup with every element and attribute taken out that we do not use ourselves."""
    return nh3.clean(markup, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes={"http", "https"}, link_rel=None)
