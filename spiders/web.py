"""Bytes of the web as text, trees and addresses. Knows no source and no shape; raises on nothing that a site sends."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit
from zoneinfo import ZoneInfo

from cssselect import SelectorError
from lxml import etree
from lxml import html as lxml_html
from lxml.cssselect import CSSSelector

from pipeline.config import ConfigError, Source

BROKEN = "\ufffd"
"""Stands where bytes were no text."""
_TWICE = re.compile(r"[ÃÂ][\x80-\xbf\u0152-\u2122]|â€")
"""UTF-8 that was taken for windows-1252 and encoded again."""
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CODECS = ("cp12", "cp8", "cp9", "iso8859-", "iso2022_jp", "koi8", "utf-16", "shift_jis", "euc_", "gb", "big5")
_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)""", re.I)
_XML_CHARSET = re.compile(rb"""^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]+)""", re.I)
_TRACKING = re.compile(r"^(utm_\w+|fbclid|gclid|mc_cid|mc_eid|cmpid|ncid|taid|ref_src|igshid)$", re.I)
_ATTRIBUTE = re.compile(r"^(?P<css>.*?)\s*::attr\((?P<name>[\w:-]+)\)\s*$", re.S)
_BREAKS = frozenset(("br", "p", "div", "li", "td", "th", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "dd", "dt"))


def decode(body: bytes, declared: str | None = None) -> str:
    """The text of a page. A byte-order mark wins, then valid UTF-8, then what header or markup claim, then cp1252.

    Servers claim ISO-8859-1 for UTF-8 and the reverse; text that is valid UTF-8 beyond ASCII is hardly ever anything
    else, and what claims to be ISO-8859-1 is read as windows-1252, as every browser does. A few broken bytes make UTF-8
    no windows-1252, and what was encoded twice is decoded twice: a garbled title would be taken for another one.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    marked = (pattern.search(body[:4096]) for pattern in (_XML_CHARSET, _META_CHARSET))
    claims = [declared, *(found[1].decode("ascii") for found in marked if found)]
    wide = any(claim and claim.lower().startswith("utf-16") for claim in claims)
    if not wide and (text := _utf8(body)) is not None:
        return text
    for claim in claims:
        if claim and (codec := _codec(claim)):
            return body.decode(codec, "replace")
    return body.decode("cp1252", "replace")


def _utf8(body: bytes) -> str | None:
    """The text of bytes that are UTF-8, if not to the last; None where they are something else."""
    text = body.decode("utf-8", "replace")
    runs = set(_FOREIGN.findall(text))
    broken = {run for run in runs if BROKEN in run}
    if len(broken) > len(runs) - len(broken):
        return None
    if not _TWICE.search(text):
        return text
    once = {run: _decoded_again(run) for run in runs - broken}
    return text if None in once.values() else _FOREIGN.sub(lambda run: once.get(run[0]) or run[0], text)


def _decoded_again(run: str) -> str | None:
    """What was encoded twice, as it was meant; None for what was not."""
    try:
        return b"".join(_byte_of(letter) for letter in run).decode("utf-8")
    except UnicodeError:
        return None


def _byte_of(letter: str) -> bytes:
    """The byte that was taken for a letter; windows-1252 has no letter for a few."""
    return letter.encode("latin-1" if "\x80" <= letter <= "\x9f" else "cp1252")


def json_of(body: bytes) -> Any:
    """The JSON in an answer; ValueError where there is none, or none that could be meant."""
    if json.detect_encoding(body) == "utf-8":
        body = decode(body).encode("utf-8", "replace")
    try:
        return json.loads(body)
    except RecursionError:
        raise ValueError("nested too deep") from None


def _codec(name: str) -> str | None:
    """The codec that a label means on the web; None for UTF-8 (already tried) and for labels that nobody knows."""
    try:
        known = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    if known in ("iso8859-1", "ascii"):
        return "cp1252"
    return known if known.startswith(_CODECS) else None


def tree(text: str) -> Any:
    """The markup as an lxml tree; an empty tree where there is nothing to parse."""
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return lxml_html.document_fromstring("<html><body></body></html>")


@lru_cache(maxsize=512)
def css(selector: str) -> Any:
    """A compiled CSS selector."""
    return CSSSelector(selector, translator="html")


def check_css(source: Source, selectors: Mapping[str, str | None]) -> None:
    """ConfigError for a selector of a source's declaration (``next`` and ``follow`` too) that is not valid CSS.

    ``selectors`` are named as a person knows them: "'title' in [source.fields]".
    """
    for name, selector in {**selectors, "'next'": source.next, "'follow'": source.follow}.items():
        whole = name in ("'row'", "'next'", "'follow'")  # an element is wanted of these, never an attribute
        bare = (selector or "") if whole else _ATTRIBUTE.sub(r"\g<css>", selector or "")
        if bare in ("", "."):
            continue
        try:
            if "::" in bare:
                raise ValueError("it must find elements, without '::'" if whole else "only '::attr(name)' at its end")
            css(bare)
        except (SelectorError, ValueError) as error:
            told = f"{name}: {selector!r} is not valid CSS: {error}"
            raise ConfigError(f"[[source]] '{source.slug}': {told}") from error


def pick(element: Any, selector: str) -> str | None:
    """The text (or, with ``::attr(name)``, an attribute) of the first match; None where nothing matches.

    A bare ``::attr(name)`` is the attribute of the element itself, and "." its own text.
    """
    if selector == ".":
        return text_of(element)
    bare, name = _taken_apart(selector)
    matches = css(bare)(element) if bare else [element]
    if name is None:
        return text_of(matches[0]) if matches else None
    values = (match.get(name) for match in matches)
    return next((tidy(value) for value in values if value is not None), None)


@lru_cache(maxsize=512)
def _taken_apart(selector: str) -> tuple[str, str | None]:
    """The CSS, and the attribute that is wanted in place of the text."""
    wanted = _ATTRIBUTE.match(selector)
    return (wanted["css"], wanted["name"]) if wanted else (selector, None)


def text_of(element: Any) -> str:
    """The words of an element, whitespace as a browser would show it."""
    if len(element) == 0 and isinstance(element.tag, str) and element.tag not in ("script", "style"):
        return tidy(element.text or "")  # most cells of most tables
    pieces: list[str] = []
    for action, node in etree.iterwalk(element, events=("start", "end")):
        if not isinstance(node.tag, str) or node.tag in ("script", "style"):
            if action == "end" and node is not element and node.tail:
                pieces.append(node.tail)
            continue
        if node.tag in _BREAKS:
            pieces.append(" ")
        if action == "start" and node.text:
            pieces.append(node.text)
        elif action == "end" and node.tail and node is not element:
            pieces.append(node.tail)
    return tidy("".join(pieces))


def tidy(text: str) -> str:
    """Runs of whitespace as one space."""
    return " ".join(text.split())


def links(root: Any, selectors: str, base: str) -> list[tuple[str, str]]:
    """The (address, words) of the matched links, each address once, in the order of the page."""
    found: dict[str, str] = {}
    for anchor in css(selectors)(root):
        href = anchor.get("href")
        if href and not href.strip().startswith("#") and (address := join(base, href)):
            found[address] = found.get(address) or text_of(anchor)
    return list(found.items())


def next_link(root: Any, selector: str | None, base: str) -> str | None:
    """Where the paging goes on, if it does."""
    if not selector:
        return None
    return next((address for address, _ in links(root, selector, base)), None)


def join(base: str, link: str) -> str | None:
    """The address that a link on a page leads to; None where it leads to no page of the web."""
    try:
        address = canonical(urljoin(base, link.strip()))
        host = urlsplit(address).hostname
    except ValueError:
        return None
    return address if host and address.startswith(("http://", "https://")) else None


def canonical(url: str) -> str:
    """The address without its fragment and without tracking parameters, host in lower case."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url
    query = parts.query
    if query and any(_TRACKING.match(name) for name, _ in parse_qsl(query, keep_blank_values=True)):
        query = urlencode([(k, v) for k, v in parse_qsl(query, keep_blank_values=True) if not _TRACKING.match(k)])
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path or "/", query, ""))


def moment(text: object) -> datetime | None:
    """A timestamp as the web writes it (ISO, RFC 2822, digits and a space) as aware UTC; UTC where it names no zone."""
    if not isinstance(text, str) or not text.strip():
        return None
    value = re.sub(r"Z+$", "+00:00", text.strip())
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        try:
            found = parsedate_to_datetime(value)
        except (ValueError, TypeError, IndexError):
            return None
    try:
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except OverflowError:
        return None


def local_day(when: datetime, time_zone: str) -> date:
    """The day that it was at the source."""
    return when.astimezone(ZoneInfo(time_zone)).date()


def first(values: Iterable[str | None]) -> str | None:
    """The first that is there and not empty."""
    return next((value for value in values if value), None)
