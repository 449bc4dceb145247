"""What a publisher reserves against machines: of a feed its entries are read, of any other page nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pipeline.config import Source
from replay.loopback import Response
from spiders import archived
from spiders.reservation import reserved_bytes
from tests.backfill.archive import declare, rows
from tests.database.small_slate import run
from tests.spiders.crawling import NOON, Crawling, Site, page, rss

FIELDS = {"title": "b", "status": "i"}
ROWS = "".join(f"<li><b>{title}</b> <i>Filming</i></li>" for title in ("Night Ferry", "Velvet Signal", "Salt Orchard"))
LIST = f"<html><head>%s</head><body><ul>{ROWS}</ul></body></html>"
CARDS = (
    "<html><head>%s</head><body><div class=card><h3>Night Ferry</h3><b>Stage:</b> Filming</div>"
    "<div class=card><h3>Velvet Signal</h3><b>Stage:</b> Wrapped</div></body></html>"
)
LINKS = '<html><head>%s</head><body><ul class=news><li><a href="/a-1">Night Ferry begins filming</a></ul></body></html>'
SHOWS = json.dumps([{"name": "Night Ferry", "stage": "Filming"}])
SHAPES: dict[str, tuple[dict[str, Any], str]] = {
    "table": ({"shape": "table", "kind": "listing", "row": "li", "fields": FIELDS}, LIST),
    "labelled": (
        {"shape": "labelled", "kind": "listing", "row": "div.card", "fields": {"title": "h3", "status": "Stage:"}},
        CARDS,
    ),
    "article": ({"shape": "article", "follow": "ul.news a"}, LINKS),
    "api": ({"shape": "api", "kind": "api", "fields": {"title": "name", "status": "stage"}}, SHOWS),
}
HEADERS = [("X-Robots-Tag", "noarchive, noai"), ("tdm-reservation", "1"), ("TDM-Reservation", "1, 1")]
METAS = [
    '<meta name="robots" content="noai, noimageai">',
    '<META NAME="Robots" CONTENT="NoAI">',
    '<meta content="1" name="tdm-reservation">',
    '<meta name="TDM-Reservation" content="1">',
    '<meta name="Slatewatch" content="noai">',
    '<meta property="tdm-reservation" content="1">',
]
FREE = ['<meta name="robots" content="noindex">', '<meta name="tdm-reservation" content="0">', "<!-- noai -->"]


def answer(body: str, *headers: tuple[str, str]) -> Response:
    kind = "application/json" if body.startswith("[") else "text/html"
    return Response(200, body.encode(), (("Content-Type", kind), *headers))


@pytest.mark.parametrize("header", HEADERS)
@pytest.mark.parametrize("shape", SHAPES)
def test_a_page_whose_header_reserves_it_is_not_read(
    site: Site, crawling: Crawling, shape: str, header: tuple[str, str]
) -> None:
    entry, body = SHAPES[shape]
    site.routes["/list"] = answer(body.replace("%s", ""), header)
    crawled = crawling.declare({"slug": "board", "start": [f"{site.url}/list"], **entry}).one()
    assert crawled.crawl and crawled.crawl.trouble == ("reserved",)
    assert "reserves its text" in crawled.crawl.detail
    assert crawled.pages == [] and site.paths == ["/list"]


@pytest.mark.parametrize("meta", METAS)
@pytest.mark.parametrize("shape", ["table", "labelled", "article"])
def test_a_page_whose_markup_reserves_it_is_not_read(site: Site, crawling: Crawling, shape: str, meta: str) -> None:
    entry, body = SHAPES[shape]
    site.routes["/list"] = answer(body.replace("%s", meta))
    crawled = crawling.declare({"slug": "board", "start": [f"{site.url}/list"], **entry}).one()
    assert crawled.crawl and crawled.crawl.trouble == ("reserved",)
    assert crawled.pages == []


@pytest.mark.parametrize("head", FREE)
def test_what_only_looks_like_a_reservation_is_none(site: Site, crawling: Crawling, head: str) -> None:
    entry, body = SHAPES["table"]
    site.routes["/list"] = answer(body.replace("%s", head), ("tdm-reservation", "0"))
    crawled = crawling.declare({"slug": "board", "start": [f"{site.url}/list"], **entry}).one()
    assert crawled.crawl and crawled.crawl.trouble == ()
    assert len(crawled.reports) == 3


def test_a_reservation_is_seen_in_any_encoding() -> None:
    assert reserved_bytes(f"\ufeff{METAS[0]}".encode("utf-16-le"), None, {})


def test_a_further_page_that_is_reserved_leaves_the_run_unread(site: Site, crawling: Crawling) -> None:
    entry, body = SHAPES["table"]
    site.routes["/list"] = answer(body.replace("%s", "").replace("<ul>", '<a rel="next" href="/list?p=2">on</a><ul>'))
    site.routes["/list?p=2"] = answer(body.replace("%s", METAS[0]).replace("Night", "Day"))
    board = {"slug": "board", "start": [f"{site.url}/list"], "next": "a[rel=next]", **entry}
    crawled = crawling.declare(board).one()
    assert crawled.crawl and crawled.crawl.trouble == ("reserved",)


def test_of_a_feed_that_is_reserved_the_headlines_are_read(site: Site, crawling: Crawling) -> None:
    whole = "<p>The whole story of the Velvet Signal. </p>" * 20
    feed = rss((f"{site.url}/one", "Night Ferry begins filming", "A summary."), (f"{site.url}/two", "Two", ""))
    feed = feed.replace("<rss ", '<rss xmlns:content="http://purl.org/rss/1.0/modules/content/" ')
    feed = feed.replace("</item>", f"<content:encoded><![CDATA[{whole}]]></content:encoded></item>", 1)
    site.routes["/feed/"] = page(feed, "application/rss+xml", TDM_Reservation="1")
    crawled = crawling.declare({"slug": "news", "shape": "feed", "start": [f"{site.url}/feed/"]}).one()
    assert crawled.crawl and crawled.crawl.trouble == ()
    assert site.paths == ["/feed/"], "no article is asked for"
    assert sorted(crawled.urls) == [f"{site.url}/one", f"{site.url}/two"]
    assert not any(b"whole story" in stored.body for stored in crawled.pages)


def test_a_wordpress_interface_that_is_reserved_gives_way_to_the_feed(site: Site, crawling: Crawling) -> None:
    post = {"id": 1, "link": f"{site.url}/1/", "title": {"rendered": "1"}, "content": {"rendered": "reserved words"}}
    site.routes["/wp-json/wp/v2/posts"] = answer(json.dumps([post]), HEADERS[0])
    feed = rss((f"{site.url}/1/", "Night Ferry begins filming", "A summary."))
    site.routes["/feed/"] = page(feed, "application/rss+xml", X_Robots_Tag="noai")
    crawled = crawling.declare({"slug": "blog", "shape": "wordpress", "start": [f"{site.url}/"]}).one()
    assert crawled.crawl and (crawled.crawl.trouble, crawled.crawl.channel) == ((), "rss")
    assert not any(b"reserved words" in stored.body for stored in crawled.pages)
    assert [path.partition("?")[0] for path in site.paths] == ["/wp-json/wp/v2/posts", "/feed/"]


@pytest.mark.parametrize("refusal", [answer("<p>no</p>", HEADERS[0]), page("no", status=403)])
def test_what_an_article_said_stays_when_it_is_reserved_later(
    site: Site, crawling: Crawling, refusal: Response
) -> None:
    def feed(updated: str) -> Response:
        entry = f"<entry><title>Night Ferry</title><link href='{site.url}/one'/><updated>{updated}</updated></entry>"
        return page(f"<feed xmlns='http://www.w3.org/2005/Atom'>{entry}</feed>", "application/atom+xml")

    told = "<article><h1>Night Ferry</h1><p>Night Ferry began filming in Cardiff today.</p></article>"
    dated = '<meta property="article:modified_time" content="2026-06-01T08:00:00Z">'
    site.routes |= {"/feed/": feed("2026-06-01T08:00:00Z"), "/one": page(dated + told)}
    crawling.declare({"slug": "news", "shape": "feed", "start": [f"{site.url}/feed/"]}).one()
    site.routes |= {"/feed/": feed("2026-06-02T08:00:00Z"), "/one": refusal}
    again = crawling.one(NOON + timedelta(days=1))
    assert "/one" in site.paths[2:], "it was asked for again"
    assert again.urls == [], "no new version takes its place"


def test_a_headline_that_is_changed_replaces_the_one_before_also_without_its_body(
    site: Site, crawling: Crawling
) -> None:
    source = {"slug": "news", "shape": "feed", "start": [f"{site.url}/feed/"], "body": "headline"}
    crawling.declare(source)
    for day, title in enumerate(("Night Ferry begins filming", "Night Ferry to begin filming", "Night Ferry delayed")):
        site.routes["/feed/"] = page(rss((f"{site.url}/one", title, "")), "application/rss+xml")
        (stored,) = (kept for kept in crawling.one(NOON + timedelta(days=day)).pages if kept.role == "article")
        assert stored.title == title
        crawling.db.execute("UPDATE pages SET body = NULL")


def test_a_captured_page_that_is_reserved_is_not_read() -> None:
    board = Source("board", kind="listing", shape="table", start=("https://a.example/list",), row="li", fields=FIELDS)

    def taken(headers: Mapping[str, str], head: str = "") -> int:
        at = datetime(2026, 5, 1, tzinfo=UTC)
        return len(archived.pages_of(board, board.start[0], at, headers, LIST.replace("%s", head).encode()))

    assert taken({}) == 1
    assert taken({"tdm-reservation": "1"}) == taken({}, METAS[0]) == 0


def test_the_operator_is_told_once_and_nothing_moves(site: Site, tmp_path: Path) -> None:
    board = {"slug": "board", "kind": "listing", "shape": "table", "row": "li", "trust": 2, "complete": True}
    config = declare(tmp_path, site, {**board, "start": [f"{site.url}/list"]})
    with config.open("a", encoding="utf-8") as file:
        file.write('[source.fields]\ntitle = "b"\nstatus = "i"\n')
    site.routes["/list"] = answer(LIST.replace("%s", ""))
    assert run("run", "--quiet", config=config, SLATEWATCH_NOW="2026-06-01T06:00:00Z").stderr == ""
    moved = LIST.replace("Filming", "Wrapped")
    for day, header in ((2, HEADERS[0]), (3, HEADERS[1])):
        site.routes["/list"] = answer(moved.replace("%s", ""), header)
        done = run("run", "--quiet", config=config, SLATEWATCH_NOW=f"2026-06-0{day}T06:00:00Z")
        assert done.returncode == 1 and "board: reserved: " in done.stderr
    runs = rows(config, "SELECT state, reason FROM runs ORDER BY id DESC LIMIT 2")
    assert runs == [{"state": "rejected", "reason": "reserved"}] * 2
    assert rows(config, "SELECT kind, reason FROM health") == [{"kind": "trouble", "reason": "reserved"}]
    assert {row["status"] for row in rows(config, "SELECT status FROM productions")} == {"filming"}
    assert rows(config, "SELECT 1 FROM changes WHERE kind = 'wrapped_filming'") == []
