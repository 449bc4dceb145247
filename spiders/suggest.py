"""A ``[[source]]`` entry for an address, as far as its page tells: a feed, a WordPress site, or repeated elements.

It proposes; a person confirms. Nothing is fetched here: the page is given. What it cannot tell (trust, whether the
list is complete, the time zone) it leaves out.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import feedparser

from pipeline.reading.places import is_known_place
from spiders.content import structured
from spiders.phrases import status_of
from spiders.rows import FIELDS, date_pair, iso_date
from spiders.web import css, decode, join, pick, text_of, tidy, tree

FEWEST = 5
"""Repeated elements that make a list."""
MOST = 300
"""Rows that are looked at."""
LONG = 5
"""Words from which on a title is a headline."""
WORDPRESS = "meta[name=generator][content^=WordPress], [src*='/wp-content/'], [href*='/wp-content/']"
"""What a page of a WordPress site has, also where it does not name its interface."""
_CLASS = re.compile(r"[A-Za-z][\w-]{0,40}")
_HASHED = re.compile(r"\d{3}|^css-|[0-9a-f]{6}")
HALF = 0.5
OWN = 0.9
"""Rows with a value that no other has, if it is an id: a list may have a production twice."""
_PLACE = re.compile(
    r"\b(?:town|city|place|location|locations|where|shooting (?:in|location)|region|county|area)\b", re.I
)
_SKIPPED = frozenset(("script", "style", "nav", "footer", "header", "select", "option", "aside", "svg", "head", "br"))


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An entry and, in a few words each, why it looks as it does."""

    entry: Mapping[str, Any]
    why: tuple[str, ...] = ()
    rows: tuple[Mapping[str, str], ...] = field(default=())

    def toml(self) -> str:
        """The entry as it would stand in ``slatewatch.toml``."""
        lines = ["[[source]]"]
        tables = {name: value for name, value in self.entry.items() if isinstance(value, Mapping)}
        lines += [f"{name} = {_value(value)}" for name, value in self.entry.items() if name not in tables]
        for name, table in tables.items():
            lines += [f"[source.{name}]", *(f"{_key(key)} = {_value(value)}" for key, value in table.items())]
        return "\n".join(lines) + "\n"


def _value(value: object) -> str:
    """Texts, numbers, truths and lists are written in TOML as they are in JSON."""
    return json.dumps(value, ensure_ascii=False)


def _key(name: str) -> str:
    """A key as TOML wants it: bare where that is allowed."""
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else json.dumps(name)


def suggest(url: str, body: bytes, encoding: str | None = None) -> Suggestion | None:
    """What the page at ``url`` could be as a source; None where nothing is found on it."""
    entry: dict[str, Any] = {"slug": slug_of(url), "homepage": join(url, "/") or url}
    if feedparser.parse(body).get("version"):  # of no bytes at all there is not even that
        return Suggestion({**entry, "kind": "article", "shape": "feed", "start": [url]}, ("the address is a feed",))
    root = tree(decode(body, encoding))
    listing = _listing(root, url)
    if listing and "status" in listing.entry.get("fields", ()):
        return Suggestion({**entry, **listing.entry}, listing.why, listing.rows)
    if api := _link(root, "link[rel='https://api.w.org/']", url):
        start = api.partition("wp-json")[0]
        why = ("the page names a WordPress interface",)
        return Suggestion({**entry, "kind": "article", "shape": "wordpress", "start": [start]}, why)
    feed_css = "link[rel=alternate][type='application/rss+xml'], link[rel=alternate][type='application/atom+xml']"
    feed = _link(root, feed_css, url)
    if feed and feed.endswith("/feed/") and css(WORDPRESS)(root):
        entry |= {"kind": "article", "shape": "wordpress", "start": [feed.removesuffix("feed/")]}
        return Suggestion(entry, ("the page was made by WordPress",))
    if feed:
        return Suggestion({**entry, "kind": "article", "shape": "feed", "start": [feed]}, ("the page names a feed",))
    if follow := _item_list(root, url):
        entry |= {"kind": "article", "shape": "article", "start": [url], "follow": follow}
        return Suggestion(entry, (f"its structured data lists articles, which these links lead to: {follow}",))
    return Suggestion({**entry, **listing.entry}, listing.why, listing.rows) if listing else None


def slug_of(url: str) -> str:
    """A slug after the host: "www.screen-list.example.org" is "screen-list-example"; after the path of a bare one."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    bare = not host or host == "localhost" or re.fullmatch(r"[\d.:]+", host)
    name = parts.path.lower() if bare else host.rpartition(".")[0] or host
    return re.sub(r"[^a-z0-9]+", "-", name).strip("-") or "source"


def _link(root: Any, selector: str, url: str) -> str | None:
    return next((found for e in css(selector)(root) if (href := e.get("href")) and (found := join(url, href))), None)


def _item_list(root: Any, url: str) -> str | None:
    """The CSS of the links to what the page's JSON-LD lists, where it lists anything."""
    listed: set[str] = set()
    for block in structured(root, frozenset(("ItemList",))):
        elements = block.get("itemListElement")
        for element in elements if isinstance(elements, list) else []:
            told = element.get("item", element) if isinstance(element, dict) else element
            address = told.get("url") or told.get("@id") if isinstance(told, dict) else told
            listed |= {found} if isinstance(address, str) and (found := join(url, address)) else set()
    links = (link for link in css("a[href]")(root) if join(url, link.get("href")) in listed)
    places = Counter(f"{_address(link.getparent())} > a{_class(link)}" for link in links)
    best, count = next(iter(places.most_common(1)), ("", 0))
    return best if count >= FEWEST else None


def _listing(root: Any, url: str) -> Suggestion | None:
    """The repeated elements that look most like productions."""
    best: tuple[float, Suggestion] | None = None
    for row, elements in _groups(root):
        fields = _fields(elements[:MOST])
        if "title" not in fields:
            continue
        rows = [_texts(element, fields) for element in elements[:MOST]]
        titles = {texts["title"] for texts in rows if "title" in texts}
        score = len(titles) * (1 + 2 * ("status" in fields) + ("start_date" in fields or "dates" in fields))
        if len(titles) >= FEWEST and (best is None or score > best[0]):
            best = (score, _table(root, url, row, fields, rows))
    return best[1] if best else None


def _table(root: Any, url: str, row: str, fields: Mapping[str, str], rows: list[dict[str, str]]) -> Suggestion:
    entry: dict[str, Any] = {"kind": "listing", "shape": "table", "start": [url], "row": row}
    why = [f"{len(rows)} repeated elements: {row}"]
    for selector in ("a[rel=next]", "link[rel=next]", "a.next", ".next a", ".pagination a.next"):
        if css(selector)(root):
            entry["next"] = selector
            why.append(f"a next page: {selector}")
            break
    unknown = Counter(t["status"] for t in rows if t.get("status") and status_of(t["status"], {}) is None)
    why += [f"{len([t for t in rows if name in t])} of {len(rows)} rows have a {name}" for name in fields]
    why += [f"unknown status phrase: {phrase!r}, {count} times" for phrase, count in unknown.most_common(5)]
    if not {"status", "dates", "start_date"} & fields.keys() and _headlines(rows):
        follow = f"{row} {fields['title']}"
        articles = {"kind": "article", "shape": "article", "start": [url], "follow": follow}
        return Suggestion(articles, (f"{len(rows)} headlines that link to articles: {follow}",), tuple(rows))
    return Suggestion({**entry, "fields": dict(fields)}, tuple(why), tuple(rows))


def _headlines(rows: list[dict[str, str]]) -> bool:
    """True where the titles are sentences rather than names."""
    lengths = sorted(len(texts["title"].split()) for texts in rows if "title" in texts)
    return lengths[len(lengths) // 2] >= LONG


def _groups(root: Any) -> Iterator[tuple[str, list[Any]]]:
    """Elements of one kind under one parent, as CSS and as elements."""
    for parent in root.iter():
        if not isinstance(parent.tag, str) or parent.tag in _SKIPPED:
            continue
        kinds: dict[str, list[Any]] = defaultdict(list)
        for child in parent:
            if isinstance(child.tag, str) and child.tag not in _SKIPPED:
                kinds[child.tag + _class(child)].append(child)
        for kind, children in kinds.items():
            if len(children) >= FEWEST:
                ids = all(child.get("id") for child in children)
                yield f"{_address(parent)} > {kind}" + ("[id]" if ids else ""), children


def _class(element: Any) -> str:
    """The first class that a person wrote, as CSS."""
    names = (name for name in (element.get("class") or "").split() if _CLASS.fullmatch(name))
    return next((f".{name}" for name in names if not _HASHED.search(name)), "")


def _address(element: Any) -> str:
    """CSS that finds an element: the nearest id above it, or its own tag and class and those of its parents."""
    parts: list[str] = []
    while element is not None and isinstance(element.tag, str) and len(parts) < 3:
        if parts and element.tag in ("html", "body"):
            break
        own = element.get("id") or ""
        if _CLASS.fullmatch(own) and not _HASHED.search(own):
            parts.append(f"#{own}")
            break
        parts.append(element.tag + _class(element))
        element = element.getparent()
    return " > ".join(reversed(parts))


def _slots(element: Any) -> dict[str, str]:
    """The texts within a row, by the CSS that finds each."""
    found: dict[str, str] = {}
    for inner in element.iterdescendants():
        if not isinstance(inner.tag, str) or inner.tag in _SKIPPED:
            continue
        name = inner.tag + _class(inner)
        if inner.tag in ("td", "th") and "." not in name:
            name = f"{inner.tag}:nth-child({list(inner.getparent()).index(inner) + 1})"
        parent = inner.getparent()
        if inner.tag == "a" and parent is not element and re.fullmatch(r"h[1-6]|td|th", parent.tag):
            name = f"{parent.tag}{_class(parent)} {name}"
        if (text := text_of(inner)) and len(text) <= 200:
            found.setdefault(name, text)
    return found


def _fields(elements: list[Any]) -> dict[str, str]:
    """Which text is the title, which the status, the place, the dates; and what could be an id."""
    texts: dict[str, list[str]] = defaultdict(list)
    for element in elements:
        for name, text in _slots(element).items():
            texts[name].append(text)
    common = {name: told for name, told in texts.items() if len(told) * 2 >= len(elements)}
    fields: dict[str, str] = {}
    for field_, test in (("status", lambda text: status_of(text, {}) is not None), ("place", is_known_place)):
        shares = {name: _share(told, test) for name, told in common.items() if name not in fields.values()}
        if shares and max(shares.values()) >= HALF:
            fields[field_] = max(shares, key=lambda name: shares[name])
    fields |= _dates(common)
    if "place" not in fields and (place := _named_place(common, elements[0])) and place not in fields.values():
        fields["place"] = place
    titles = {name: _titled(name, told) for name, told in common.items() if name not in fields.values()}
    if titles and max(titles.values()) > 0:
        fields["title"] = max(titles, key=lambda name: titles[name])
        named = [element for element in elements if pick(element, fields["title"])]  # the others are headings
        if ref := _ref(named, fields["title"]):
            fields["ref"] = ref
    return {name: fields[name] for name in FIELDS if name in fields}


def _dates(common: Mapping[str, list[str]]) -> dict[str, str]:
    """Both dates in one place, or each in its own."""
    both = [
        name for name, told in common.items() if _share(told, lambda t: all(date_pair({"dates": t}, False))) >= HALF
    ]
    single = [name for name, told in common.items() if _share(told, lambda t: iso_date(t, False) is not None) >= HALF]
    return {"dates": both[0]} if both else dict(zip(("start_date", "end_date"), single, strict=False))


def _named_place(common: Mapping[str, list[str]], row: Any) -> str | None:
    """The text whose class, or whose column's heading, is a word for a place: not every town is known."""
    headings = _headings(row)
    for name in common:
        column = re.fullmatch(r"t[dh]:nth-child\((\d+)\)", name)
        words = headings[int(column[1]) - 1] if column and int(column[1]) <= len(headings) else name.partition(".")[2]
        if _PLACE.search(words):
            return name
    return None


def _headings(row: Any) -> list[str]:
    """The headings of the columns of the table that a row is in."""
    table = next(row.iterancestors("table"), None)
    head = next((line for line in css("tr")(table) if css("th")(line)), None) if table is not None else None
    return [text_of(cell) for cell in head] if head is not None else []


def _ref(elements: list[Any], title: str) -> str | None:
    """What tells each row from the others and stays: its id, the address its title leads to, an attribute for data."""
    names = [name for name in elements[0].attrib if name == "id" or name.startswith("data-")]
    wanted = [f"::attr({name})" for name in sorted(names, key=lambda name: name != "id")]
    if re.search(r"(^| )a\b", title):
        wanted.insert("id" in names, f"{title}::attr(href)")
    for selector in wanted:
        values = [pick(element, selector) or "" for element in elements]
        numbered = "href" not in selector and _are_positions(values)
        if all(values) and len(set(values)) >= OWN * len(values) and not numbered:
            return selector
    return None


def _are_positions(values: list[str]) -> bool:
    """True for "row-1", "row-2" …: where a row stands today, and no id of it."""
    numbers = [int(found[0]) if len(found := re.findall(r"\d+", value)) == 1 else -1 for value in values]
    return numbers in (list(range(len(values))), list(range(1, len(values) + 1)))


def _share(texts: list[str], test: Callable[[str], bool]) -> float:
    return sum(1 for text in texts if test(text)) / len(texts)


def _titled(name: str, texts: list[str]) -> float:
    """How much a text is like a title: each another, words, of a title's length, a heading or a link."""
    wordy = _share(texts, lambda text: bool(re.search(r"[^\W\d]{2}", text)) and len(text) <= 90)
    link = bool(re.search(r"(^| )a\b", name))
    kind = (2.0 if re.match(r"h[1-6]", name) else 1.0) + 0.5 * link
    return wordy * kind * (len(set(texts)) / len(texts)) ** 2 * len(texts)


def _texts(element: Any, fields: Mapping[str, str]) -> dict[str, str]:
    found = ((name, pick(element, selector)) for name, selector in fields.items())
    return {name: tidy(text) for name, text in found if text}
