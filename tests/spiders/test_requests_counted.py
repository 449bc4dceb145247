"""What a server is asked, counted by the server: an unchanged day, and paths that robots.txt closes."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest

from replay.loopback import Request, Response
from tests.spiders.crawling import NOON, Crawling, Site, page, rss, tagged

ROWS = '<main><p id="a"><b>Night Ferry</b><i>Filming</i></p><ul><li><a href="/n/1">News of today</a></li></ul></main>'
ARTICLE = "<html><body><article><h1>News</h1><p>Nothing much happened today.</p></article></body></html>"
FIELDS = {"ref": "::attr(id)", "title": "b", "status": "i"}


def everything(site: Site) -> list[dict[str, Any]]:
    """A source of every shape, each with its list."""
    listing = {"kind": "listing", "row": "main p", "fields": FIELDS}
    api = {"kind": "api", "fields": {"ref": "id", "title": "name", "status": "stage"}}
    found: list[dict[str, Any]] = [
        {"slug": "table", "shape": "table", "start": "/table", **listing},
        {"slug": "labelled", "shape": "labelled", "start": "/labelled", **listing},
        {"slug": "api", "shape": "api", "start": "/api", **api},
        {"slug": "feed", "shape": "feed", "start": "/feed/"},
        {"slug": "heads", "shape": "feed", "start": "/heads/", "body": "headline"},
        {"slug": "links", "shape": "article", "start": "/links", "follow": "ul a"},
        {"slug": "press", "shape": "wordpress", "start": "/press/"},
    ]
    return [{**source, "start": [site.url + source["start"]]} for source in found]


def answered(site: Site) -> list[str]:
    """Let the site answer all of it, each list with a tag. The lists' addresses."""
    texts = {"title": "News", "excerpt": "", "content": "<p>Nothing happened.</p>"}
    post = {"id": 1, "link": f"{site.url}/press/1/", **{name: {"rendered": text} for name, text in texts.items()}}
    feed = (rss((f"{site.url}/n/2", "News", "s"), (f"{site.url}/n/3", "More", "s")), "application/rss+xml")
    lists = {
        "/table": (ROWS, "text/html"), "/labelled": (ROWS, "text/html"), "/links": (ROWS, "text/html"),
        "/api": (json.dumps([{"id": 1, "name": "Iron Parade", "stage": "Filming"}]), "application/json"),
        "/feed/": feed, "/heads/": feed, "/press/wp-json/wp/v2/posts": (json.dumps([post]), "application/json"),
    }  # fmt: skip
    site.routes |= {path: tagged(body, f'"{path}"', kind) for path, (body, kind) in lists.items()}
    site.routes |= {f"/n/{number}": page(ARTICLE) for number in range(1, 9)}
    return sorted(lists)


def test_an_unchanged_day_costs_one_conditional_request_a_list_and_nothing_else(site: Site, crawling: Crawling) -> None:
    lists = answered(site)
    crawling.declare(*everything(site)).crawl()
    assert {"/n/1", "/n/2", "/n/3"} <= set(site.paths), "the first day reads the articles"
    for hours in (24, 48):
        site.asked.clear()
        found = crawling.crawl(NOON + timedelta(hours=hours))
        asked = [request for request in site.asked if request.target != "/robots.txt"]
        assert sorted(request.path for request in asked) == lists
        assert [request.headers["if-none-match"] for request in asked] == [f'"{request.path}"' for request in asked]
        assert sum(request.target == "/robots.txt" for request in site.asked) == 1, "one host, one look a day"
        assert all(crawled.crawl and crawled.crawl.trouble == () for crawled in found.values())


def test_no_closed_path_is_asked_whatever_leads_to_it(site: Site, crawling: Crawling) -> None:
    site.routes["/robots.txt"] = page("User-agent: *\nDisallow: /closed/\nDisallow: /*?", "text/plain")
    targets = ("/n/1", "/closed/2", "/n/moved", "/n/4?page=1")
    site.routes["/feed/"] = page(rss(*((site.url + path, path, "s") for path in targets)), "application/rss+xml")
    site.routes["/n/moved"] = Response(302, b"", (("Location", "/closed/3"),))
    site.routes |= {path: page(ARTICLE) for path in ("/n/1", "/closed/2", "/closed/3", "/n/4")}
    source = {"slug": "news", "shape": "feed", "start": [f"{site.url}/feed/"]}
    crawling.declare(source)
    for day in range(2):
        crawling.one(NOON + timedelta(days=day))
    assert not [target for target in site.paths if target.startswith("/closed/") or "?" in target]
    assert "/n/1" in site.paths


@pytest.mark.parametrize(("delay", "rules"), [(0.3, ""), (0, "User-agent: *\nCrawl-delay: 0.3\n"), (0.3, "moved")])
def test_no_request_without_the_delay_robots_txt_being_one(
    site: Site, crawling: Crawling, delay: float, rules: str
) -> None:
    """The first page waits as every other does, also for a delay that robots.txt only just told."""
    came: list[float] = []

    def timed(answer: Response) -> Callable[[Request], Response]:
        def told(_: Request) -> Response:
            came.append(time.monotonic())
            return answer

        return told

    there = page(rules, "text/plain") if rules else page("no", status=404)
    moved = Response(302, b"", (("Location", "/rules.txt"),))
    pages = {"/robots.txt": moved if rules == "moved" else there, "/rules.txt": page("", "text/plain")}
    pages |= {"/table": page(ROWS.replace("<main>", '<a rel="next" href="/two">on</a><main>')), "/two": page(ROWS)}
    site.routes |= {path: timed(answer) for path, answer in pages.items()}
    source = {"kind": "listing", "shape": "table", "row": "main p", "fields": FIELDS, "next": "a[rel=next]"}
    crawling.declare({"slug": "board", "start": [f"{site.url}/table"], "delay": delay, **source}).one()
    assert [request.target for request in site.asked][-2:] == ["/table", "/two"]
    assert len(came) == len(site.asked) == (4 if rules == "moved" else 3)
    assert min(later - earlier for earlier, later in pairwise(came)) >= 0.3
