"""A small world for every shape, and a seeded generator of everything that a server can answer in its place."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
)

from pipeline.config import Source
from spiders.shapes import shape_of

HOST = "http://x.example"
TITLES = (
    "Night Ferry", "The Salt Orchard", "Velvet Signal", "Winter Choir", "Café Meridian", "Iron Parade", "Quiet Engine",
    "Ámbar Shore", "Distant Archive", "Marble Sparrow", "Copper Lantern", "Paper Harbour",
)  # fmt: skip
SAID = ("Filming wrapped", "In pre-production", "Filming", "Post-production")


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answers, or what asking it ends in."""

    body: bytes = b""
    kind: str = "text/html; charset=utf-8"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    failure: type[Exception] | None = None


@dataclass(frozen=True, slots=True)
class World:
    """A source and what its site answers: ``before`` when it was first read, ``after`` when nothing has moved."""

    source: Source
    before: Mapping[str, Reply]
    after: Mapping[str, Reply]


def html(text: str) -> Reply:
    return Reply(f"<!DOCTYPE html><html><head><title>x</title></head><body>{text}</body></html>\n".encode())


def told(data: Any) -> Reply:
    return Reply(json.dumps(data, ensure_ascii=False, indent=1).encode(), "application/json; charset=utf-8")


def status(number: int) -> str:
    return SAID[number % len(SAID)]


def _table() -> World:
    rows = "".join(
        f'<tr id="p{n}"><td class="t">{title}</td><td class="s">{status(n)}</td><td class="p">Leeds</td></tr>'
        for n, title in enumerate(TITLES)
    )
    fields = {"ref": "::attr(id)", "title": "td.t", "status": "td.s", "place": "td.p"}
    source = Source("w", "listing", "table", (f"{HOST}/list",), row="tr[id]", fields=fields, complete=True, trust=2)
    return _still(source, {f"{HOST}/list": html(f"<table>{rows}</table><footer>That is all.</footer>")})


def _labelled() -> World:
    cells = "".join(
        f"<td><h3>{title}</h3><b>Schedule:</b> 3/{n + 1}/2026 - 9/{n + 1}/2026<br/><b>Town:</b> Leeds</td>"
        for n, title in enumerate(TITLES)
    )
    source = Source(
        "w", "listing", "labelled", (f"{HOST}/list",), row="#list td", complete=True, trust=3,
        fields={"title": "h3", "dates": "Schedule:", "place": "Town:"}, options={"inside": "#list"},
    )  # fmt: skip
    return _still(source, {f"{HOST}/list": html(f'<table id="list"><tr>{cells}</tr></table>')})


def _api() -> World:
    items = [
        {"id": n, "name": title, "stage": status(n), "net": {"name": "One"}, "url": f"{HOST}/p/{n}"}
        for n, title in enumerate(TITLES)
    ]
    fields = {"ref": "id", "title": "name", "status": "stage", "network": "net.name", "link": "url"}
    source = Source("w", "api", "api", (f"{HOST}/api",), fields=fields, options={"items": "data.items"}, trust=2)
    return _still(source, {f"{HOST}/api": told({"data": {"items": items}})})


def _tvmaze() -> World:
    shows = [
        {"id": 99000 + n, "url": f"{HOST}/shows/{n}", "name": title, "status": ("Running", "In Development")[n % 2],
         "premiered": None if n % 2 else "2026-01-05", "network": {"name": "One"}}
        for n, title in enumerate(TITLES)
    ]  # fmt: skip
    fields = {"ref": "id", "title": "name", "status": "status", "network": "network.name", "link": "url"}
    said = {"In Development": "announced", "Running": "released"}
    start = f"{HOST}/updates/shows?since=day"
    source = Source("w", "api", "tvmaze", (start,), fields=fields, status=said, medium="tv", trust=2)
    seasons = [{"number": 1, "premiereDate": "2024-01-05"}, {"number": 2, "premiereDate": None}]
    going_on = {**shows[0], "id": 12, "name": "Quay Street", "_embedded": {"seasons": seasons}}
    pages = {f"{HOST}/shows?page=395": told([]), f"{HOST}/shows?page=396": told(shows),
             f"{HOST}/shows/12?embed=seasons": told(going_on)}  # fmt: skip
    older, newer = ({start: told({"12": at, "99001": 2}), **pages} for at in (1, 3))
    return World(source, older, newer)


def _wikipedia() -> World:
    members = [
        {"ns": 0, "title": f"{title} (film)", "timestamp": f"2026-05-{n + 1:02}T03:00:00Z"}
        for n, title in enumerate(TITLES)
    ]
    options = {"items": "query.categorymembers", "next_parameters": "continue"}
    start = f"{HOST}/w/api.php?action=query"
    source = Source("w", "api", "wikipedia", (start,), options=options, medium="film", trust=2)
    return _still(source, {source.start[0]: told({"batchcomplete": True, "query": {"categorymembers": members}})})


def _tmdb() -> World:
    start = f"{HOST}/3/movie/changes"
    source = Source("w", "api", "tmdb", (start,), options={"key": "k"}, medium="film", trust=2)
    films = {
        f"{HOST}/3/movie/{n}?api_key=k": told({"id": n, "title": title, "status": ("Released", "Planned")[n % 2],
                                                "release_date": "2026-01-05", "adult": False})
        for n, title in enumerate(TITLES, 1)
    }  # fmt: skip
    changed = told({"results": [{"id": n, "adult": False} for n in range(1, 13)], "page": 1, "total_pages": 1})
    return _still(replace(source, status={"Planned": "announced"}), {f"{start}?api_key=k": changed, **films})


def _feed(shape: str = "feed", **source: Any) -> World:
    """Entries of which the newest is new on the second day, and says nothing of any production."""
    declared = Source("w", "article", shape, (f"{HOST}/feed/",), trust=2, **source)
    pages = {f"{HOST}/n/{n}": _article(n) for n in range(4)}
    older, newer = ({f"{HOST}/feed/": _rss(first), **pages} for first in (1, 0))
    return World(declared, older, newer)


def _rss(first: int) -> Reply:
    items = "".join(
        f"<item><title>{_headline(n)}</title><link>{HOST}/n/{n}</link><description>Café news, number {n}.</description>"
        f"<pubDate>Mon, 0{5 - n} Jun 2026 08:00:00 GMT</pubDate><category>film</category></item>"
        for n in range(first, 4)
    )
    text = f'<rss version="2.0"><channel><title>News</title>{items}</channel></rss>\n'
    return Reply(('<?xml version="1.0" encoding="UTF-8"?>' + text).encode(), "application/rss+xml; charset=utf-8")


def _headline(number: int) -> str:
    return f"{TITLES[number]} begins filming in Cardiff" if number else "An evening with the makers of Night Ferry"


def _article(number: int) -> Reply:
    began = f"{TITLES[number]} began filming in Cardiff on Monday."
    says = began if number else "They spoke of the weather in Cardiff."
    more = "There was café au lait for everyone who came."
    return html(f"<article><h1>{_headline(number)}</h1><p>{says} {more}</p></article>")


def _wordpress(shape: str = "wordpress") -> World:
    source = Source("w", "article", shape, (f"{HOST}/",), trust=2)
    address = shape_of(source).start(source)[0].url
    older, newer = ({address: told([_post(n) for n in range(first, 4)])} for first in (1, 0))
    return World(source, older, newer)


def _post(number: int) -> dict[str, Any]:
    whole = _article(number).body.decode()
    text = whole[whole.index("<p>") : whole.index("</article>")]
    texts = {"title": _headline(number), "excerpt": "", "content": text}
    rendered = {name: {"rendered": text} for name, text in texts.items()}
    at = f"2026-06-0{5 - number}T08:00:00"
    return {"id": number, "link": f"{HOST}/n/{number}", "date_gmt": at, "modified_gmt": at, **rendered}


def _links() -> World:
    source = Source("w", "article", "article", (f"{HOST}/news",), follow="ul a", trust=2)
    pages = {f"{HOST}/n/{n}": _article(n) for n in range(4)}
    older, newer = (
        html("<ul>" + "".join(f'<li><a href="/n/{n}">{_headline(n)}</a></li>' for n in range(first, 4)) + "</ul>")
        for first in (1, 0)
    )
    return World(source, {f"{HOST}/news": older, **pages}, {f"{HOST}/news": newer, **pages})


def _weekly() -> World:
    source = Source("w", "listing", "production_weekly", (f"{HOST}/",), options={"status": "pre-production"}, trust=2)
    ((address, _),) = _wordpress().before.items()
    bullets = " &bull; ".join(title.upper() for title in TITLES)
    post = {**_post(1), "title": {"rendered": "Issue 1500"}, "content": {"rendered": f"<p>{bullets}</p><p>Home</p>"}}
    return _still(source, {address: told([post])})


def _single() -> World:
    return _still(Source("w", "article", "page", (f"{HOST}/any",)), {f"{HOST}/any": html("<p>Anything.</p>")})


def _still(source: Source, answers: Mapping[str, Reply]) -> World:
    return World(source, answers, answers)


WORLDS: dict[str, Callable[[], World]] = {
    "table": _table, "labelled": _labelled, "api": _api, "tvmaze": _tvmaze, "wikipedia": _wikipedia, "tmdb": _tmdb,
    "feed": _feed, "digital_spy": lambda: _feed("digital_spy"), "wordpress": _wordpress, "article": _links,
    "on_location_vacations": lambda: _wordpress("on_location_vacations"), "production_weekly": _weekly, "page": _single,
}  # fmt: skip

# --- what can be wrong ------------------------------------------------------------------------------------------

Bad = Callable[[Reply, random.Random], Reply]
WRONG = (
    (b"<html><head><title>Home</title></head><body><h1>Welcome</h1><p>To our new site.</p></body></html>", "text/html"),
    (b'{"error": {"code": "maxlag", "info": "waiting"}}', "application/json"),
    (b'{"code": "rest_forbidden", "message": "no", "data": {"status": 401}}', "application/json"),
    (b"Service temporarily unavailable", "text/plain"),
    (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)), "image/png"),
    (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj<</Type/Catalog>>", "application/pdf"),
    (b"PK\x03\x04" + bytes(200), "application/zip"),
    (b"<?xml version='1.0'?><opml version='2.0'><body/></opml>", "text/xml"),
    (b"[]", "application/json"), (b"null", "application/json"), (b'"text"', "application/json"), (b"17", "text/html"),
    (b"id,title\n1,A\n", "text/csv"), (b"<html></html>", "text/html"), (b"", "text/html"), (b"   \n", ""),
    (b"<title>Just a moment...</title><p>Checking</p>", "text/html"), (b"<svg xmlns='http://x.example/svg'/>", ""),
)  # fmt: skip
FAILURES = (
    CannotResolveHostError, DownloadCancelledError, DownloadConnectionRefusedError, DownloadFailedError,
    DownloadTimeoutError, ResponseDataLossError, OSError,
)  # fmt: skip
STATUSES = (204, 206, 300, 301, 302, 304, 307, 400, 401, 402, 403, 404, 406, 408, 409, 410, 418, 422, 425, 429, 451,
            500, 501, 502, 503, 504, 520, 521, 522, 530, 599, 999)  # fmt: skip


def truncated(reply: Reply, chance: random.Random) -> Reply:
    return replace(reply, body=reply.body[: chance.randrange(len(reply.body))])


def wrong_type(reply: Reply, chance: random.Random) -> Reply:
    body, kind = chance.choice(WRONG)
    return replace(reply, body=body, kind=chance.choice((kind, reply.kind, "", "application/octet-stream")))


def wrong_encoding(reply: Reply, chance: random.Random) -> Reply:
    text = reply.body.decode("utf-8")
    label = chance.choice(("utf-8", "utf-16", "iso-8859-1", "x-none", "utf-7", "idna", "\u2603", "cp037"))
    encoded = chance.choice((
        text.encode("utf-16-le"), text.encode("utf-16"), text.encode("cp1252", "replace"), b"\xef\xbb\xbf" + reply.body,
        reply.body.decode("cp1252", "replace").encode("utf-8"), reply.body.decode("latin-1").encode("utf-8"),
        text.encode("utf-32"), reply.body.replace(b"\xc3", b"\xff", 1), reply.body,
    ))  # fmt: skip
    return replace(reply, body=encoded, kind=reply.kind.partition(";")[0] + f"; charset={label}")


def bomb(reply: Reply, chance: random.Random) -> Reply:
    size = chance.choice((2_000, 20_000))
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return replace(reply, body=chance.choice((
        b"[" * size + b"]" * size, b'{"a":' * size + b"1" + b"}" * size, b"[" + b"9" * size + b"]",
        b"{" + b",".join(b'"%d":%d' % (n, n) for n in range(size // 10)) + b"}", b'{"' + b"9" * size + b'": 1}',
        b"<div>" * size, b"<table><tr id=a>" * (size // 10), b"<p " + b"a='b' " * size + b">x</p>", b"&amp;" * size,
        f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a0 "ha">{laughs}]><rss><channel><item><title>&a9;</title>'
        "<link>http://x.example/n/9</link></item></channel></rss>".encode(),
        b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><item>'
        b"<title>&x; begins filming</title><link>http://x.example/n/9</link></item></channel></rss>",
        reply.body + b"<item>" * size, reply.body.replace(b"Leeds", b"L" * size), b"\x00" * size,
    )))  # fmt: skip


def refused(reply: Reply, chance: random.Random) -> Reply:
    number = chance.choice(STATUSES)
    place = chance.choice(("", "/", "/list", "//", "http://[", "http://other.example/", "ftp://x.example/", "\x00"))
    wait = chance.choice(("", "3600", "-1", "never", "Thu, 01 Jan 2099 00:00:00 GMT", "9" * 400))
    body = chance.choice((b"", reply.body, b"<title>403 Forbidden</title>"))
    return replace(reply, status=number, body=body, headers={"Location": place, "Retry-After": wait})


def lost(reply: Reply, chance: random.Random) -> Reply:
    return replace(reply, failure=chance.choice(FAILURES))


def odd_headers(reply: Reply, chance: random.Random) -> Reply:
    """The body is good; its headers are not."""
    name, value = chance.choice((
        ("ETag", "x" * 60_000), ("Last-Modified", "yesterday"), ("X-WP-TotalPages", "9" * 30),
        ("X-WP-TotalPages", "-1"),
        ("X-Robots-Tag", "noai"), ("TDM-Reservation", "1"), ("ETag", "\xff\xfe"), ("Link", "<" * 20_000), ("Age", "\t"),
        ("Content-Language", "xx" * 9_000),
    ))  # fmt: skip
    return replace(reply, headers={name: value}, kind=chance.choice((reply.kind, 'a/b/c; charset="', ";;;", "é")))


STRAY = (
    b"</div>", b"<!--", b"-->", b"<b>", b"\x00", b"<![CDATA[", b"<p ", b"</html>", b"\x1b[2J", b"&#0;", b"<table>",
    b"</",
)  # fmt: skip


def broken(reply: Reply, chance: random.Random) -> Reply:
    """JSON and XML that are none, and HTML with stray pieces between its tags."""
    body = bytearray(reply.body)
    if "html" in reply.kind:
        for _ in range(chance.choice((1, 3, 30))):
            place = chance.choice([found.end() for found in re.finditer(rb">", body)])
            body[place:place] = chance.choice(STRAY)
        return replace(reply, body=bytes(body))
    while _whole(reply.kind, bytes(body)):
        body = bytearray(reply.body)
        place = chance.randrange(len(body))
        body[place : place + chance.randrange(3)] = chance.choice((b"", b"\x00", b"<", b'"', b"]", b"}", b"\xff", b"&"))
    return replace(reply, body=bytes(body))


def _whole(kind: str, body: bytes) -> bool:
    try:
        json.loads(body.decode("utf-8", "replace")) if "json" in kind else etree.fromstring(body)
    except (ValueError, etree.XMLSyntaxError):
        return False
    return True


def drifted(reply: Reply, chance: random.Random) -> Reply:
    """What was an attribute, a tag, a key or a value of one kind is another."""
    if "json" in reply.kind:
        return replace(reply, body=json.dumps(_drifted(json.loads(reply.body), chance)).encode())
    text = reply.body.decode("utf-8")
    names = sorted(set(re.findall(r"</?(\w+)|\s(\w+)=", text)))
    for pair in chance.sample(names, k=min(len(names), chance.choice((1, 2, 5)))):
        name, other = pair[0] or pair[1], chance.choice(("div", "x-y", "span", "data", "ITEM"))
        pattern = rf"(</?){name}\b" if pair[0] else rf"(\s){name}(?==)"
        text = re.sub(pattern, rf"\g<1>{other}", text)
    if chance.random() < 0.3:
        text = re.sub(r'(class|id)="(\w+)"', rf'\1="{chance.choice("abc")}\2"', text)
    return replace(reply, body=text.encode())


VALUES: tuple[Any, ...] = (
    None, True, False, 1e308, "", " ", [], {}, [[]], {"rendered": None}, [None, [None]], [{"name": 3}],
    {"value": {"value": []}}, {"title": {"title": {}}}, [[[[[[]]]]]],
)  # fmt: skip


def _drifted(data: Any, chance: random.Random, depth: int = 0) -> Any:
    if chance.random() < 0.04 * depth:
        return chance.choice(VALUES)
    if isinstance(data, dict):
        renamed = {(key + "_v2" if chance.random() < 0.03 else key): value for key, value in data.items()}
        return {key: _drifted(value, chance, depth + 1) for key, value in renamed.items()}
    if isinstance(data, list):
        return [_drifted(item, chance, depth + 1) for item in data]
    return data


BAD: tuple[Bad, ...] = (
    truncated, wrong_type, wrong_encoding, bomb, refused, lost, odd_headers, broken, drifted,
)  # fmt: skip


def spoiled(world: World, seed: str) -> tuple[str, dict[str, Reply]]:
    """The world with one of its answers gone bad: how, and what is answered now."""
    chance = random.Random(seed)
    kind = BAD[chance.randrange(len(BAD))]
    address = chance.choice(sorted(world.after))
    return kind.__name__, {**world.after, address: kind(world.after[address], chance)}
