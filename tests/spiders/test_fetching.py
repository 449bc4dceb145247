"""Fetching against a site on loopback: conditional requests, fallbacks, robots, refusals, and what goes wrong."""

from __future__ import annotations

import gzip
import json
import ssl
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from replay.loopback import Request, Response
from tests.spiders.crawling import NOON, Crawling, Site, page, rss, tagged

TABLE: dict[str, Any] = {
    "slug": "board",
    "kind": "listing",
    "shape": "table",
    "next": "a[rel=next]",
    "row": "tr[id]",
    "fields": {"ref": "::attr(id)", "title": "td.t", "status": "td.s"},
}
ARTICLE = "<html><body><article><h1>{0}</h1><p>Nothing much happened to {0} today.</p></article></body></html>"


def rows(*titles: str, following: str = "") -> str:
    cells = "".join(f'<tr id="{t.lower()}"><td class="t">{t}</td><td class="s">Filming</td></tr>' for t in titles)
    return (
        f'<table>{cells}</table><a rel="next" href="{following}">next</a>' if following else f"<table>{cells}</table>"
    )


def feed_source(site: Site, **more: Any) -> dict[str, Any]:
    return {"slug": "news", "shape": "feed", "start": [f"{site.url}/feed/"], **more}


def table_source(site: Site, **more: Any) -> dict[str, Any]:
    return {**TABLE, "start": [f"{site.url}/list/1"], **more}


def test_an_unchanged_day_costs_one_conditional_request_and_no_article(site: Site, crawling: Crawling) -> None:
    site.routes["/feed/"] = tagged(
        rss((f"{site.url}/a", "A", "s"), (f"{site.url}/b", "B", "s")), '"1"', "application/xml"
    )
    site.routes |= {"/a": page(ARTICLE.format("A")), "/b": page(ARTICLE.format("B"))}
    crawling.declare(feed_source(site))
    first = crawling.one()
    assert first.urls == [f"{site.url}/a", f"{site.url}/b"]
    site.asked.clear()
    second = crawling.one(NOON + timedelta(hours=1))
    assert site.paths == ["/feed/"]
    assert site.asked[-1].headers["if-none-match"] == '"1"'
    assert second.crawl and (second.crawl.not_modified, second.crawl.trouble) == (1, ())


def test_both_validators_are_sent_as_they_came(site: Site, crawling: Crawling) -> None:
    when = "Sat, 30 May 2026 09:00:00 GMT"
    site.routes["/feed/"] = page(rss((f"{site.url}/a", "A", "s")), "application/xml", ETag='W/"x"', Last_Modified=when)
    crawling.declare(feed_source(site, body="headline"))
    crawling.one()
    crawling.one()
    assert site.asked[-1].headers["if-none-match"] == 'W/"x"'
    assert site.asked[-1].headers["if-modified-since"] == when


def test_a_new_entry_costs_the_feed_and_its_own_article(site: Site, crawling: Crawling) -> None:
    site.routes |= {
        "/feed/": page(rss((f"{site.url}/a", "A", "s")), "application/xml"),
        "/a": page(ARTICLE.format("A")),
    }
    crawling.declare(feed_source(site))
    crawling.one()
    site.asked.clear()
    site.routes["/b"] = page(ARTICLE.format("B"))
    site.routes["/feed/"] = page(rss((f"{site.url}/b", "B", "s"), (f"{site.url}/a", "A", "s")), "application/xml")
    crawling.one()
    assert site.paths == ["/feed/", "/b"]


def test_a_feed_is_asked_again_in_full_when_an_article_behind_it_failed(site: Site, crawling: Crawling) -> None:
    site.routes["/feed/"] = tagged(
        rss((f"{site.url}/a", "A", "s"), (f"{site.url}/b", "B", "s")), '"1"', "application/xml"
    )
    site.routes |= {"/a": page(ARTICLE.format("A")), "/b": page("overloaded", status=503)}
    crawling.declare(feed_source(site))
    first = crawling.one()
    assert first.crawl and first.crawl.trouble == ()
    assert "1 pages that it leads to could not be had" in first.crawl.detail
    site.routes["/b"] = page(ARTICLE.format("B"))
    assert crawling.one().urls == [f"{site.url}/b"]


def test_after_a_gap_a_wordpress_feed_is_read_back_to_what_is_known(site: Site, crawling: Crawling) -> None:
    def numbered(*names: str) -> Response:
        body = rss(*((f"{site.url}/{name}", name, "s") for name in names))
        generator = "<generator>https://wordpress.org/?v=6.5</generator>"
        return page(body.replace("<channel>", f"<channel>{generator}"), "application/rss+xml")

    site.routes["/feed/"] = numbered("a", "b")
    crawling.declare(feed_source(site, body="headline"))
    first = crawling.one()
    assert first.urls == [f"{site.url}/a", f"{site.url}/b"], "a first visit reads what is new, not the archive"
    site.routes |= {
        "/feed/": numbered("g", "f"),
        "/feed/?paged=2": numbered("e", "d"),
        "/feed/?paged=3": numbered("c", "b"),
    }
    site.asked.clear()
    assert len(crawling.one().urls) == 6
    assert site.paths == ["/feed/", "/feed/?paged=2", "/feed/?paged=3"]
    site.routes["/feed/"] = numbered("i", "h")
    site.routes.pop("/feed/?paged=2")
    crawled = crawling.one()
    assert crawled.crawl and crawled.crawl.trouble == ()


def test_headlines_only_asks_for_no_article(site: Site, crawling: Crawling) -> None:
    site.routes["/feed/"] = page(rss((f"{site.url}/a?utm_source=rss", "A starts filming", "s")), "application/xml")
    crawled = crawling.declare(feed_source(site, body="headline")).one()
    assert site.paths == ["/feed/"]
    assert crawled.urls == [f"{site.url}/a"]


def wordpress(site: Site) -> dict[str, Any]:
    return {"slug": "wp", "shape": "wordpress", "start": [f"{site.url}/"]}


def post(site: Site, name: str) -> dict[str, Any]:
    texts = {"title": f"{name} &#8211; news", "excerpt": "", "content": "<p>Some words.</p>"}
    rendered = {field: {"rendered": text} for field, text in texts.items()}
    dates = {"date_gmt": "2026-05-31T08:00:00", "modified_gmt": "2026-05-31T09:00:00"}
    return {"id": 7, "link": f"{site.url}/{name}/", **dates, **rendered}


def test_rest_is_the_first_way(site: Site, crawling: Crawling) -> None:
    site.routes["/wp-json/wp/v2/posts"] = page(json.dumps([post(site, "one"), post(site, "two")]), "application/json")
    crawled = crawling.declare(wordpress(site)).one()
    assert crawled.crawl and (crawled.crawl.channel, crawled.crawl.requests) == ("rest", 1)
    assert crawled.urls == [f"{site.url}/one/", f"{site.url}/two/"]
    assert crawled.pages[0].title == "one – news"


@pytest.mark.parametrize(
    "rest", [page("no", status=404), page("no", status=401), page("<html>Home</html>"), page("[]", "application/json")]
)
def test_rss_stands_behind_rest(site: Site, crawling: Crawling, rest: Response) -> None:
    site.routes |= {"/wp-json/wp/v2/posts": rest, "/feed/": page(rss((f"{site.url}/a", "A", "s")), "application/xml")}
    site.routes["/a"] = page(ARTICLE.format("A"))
    crawled = crawling.declare(wordpress(site)).one()
    assert crawled.crawl and (crawled.crawl.channel, crawled.crawl.trouble) == ("rss", ())


def test_the_pages_stand_behind_rss_and_are_asked_first_from_then_on(site: Site, crawling: Crawling) -> None:
    site.routes["/"] = page(f'<h2 class="entry-title"><a href="{site.url}/a">A</a></h2>')
    site.routes["/a"] = page(ARTICLE.format("A"))
    crawling.declare(wordpress(site))
    first = crawling.one()
    assert first.crawl and (first.crawl.channel, first.crawl.trouble) == ("html", ())
    site.asked.clear()
    crawling.one()
    assert site.paths == ["/"]


def test_where_no_way_works_the_most_telling_word_stands(site: Site, crawling: Crawling) -> None:
    site.routes |= {"/wp-json/wp/v2/posts": page("no", status=403)}
    crawled = crawling.declare(wordpress(site)).one()
    assert crawled.crawl and crawled.crawl.trouble == ("blocked", "gone", "empty")[: len(crawled.crawl.trouble)]
    assert crawled.crawl.trouble[0] == "blocked"


def test_paging_ends_at_a_page_without_rows(site: Site, crawling: Crawling) -> None:
    site.routes |= {
        "/list/1": page(rows("A", "B", following="/list/2")),
        "/list/2": page(rows("C", following="/list/3")),
        "/list/3": page(rows(following="/list/4")),
    }
    crawled = crawling.declare(table_source(site)).one()
    assert [report.title for report in crawled.reports] == ["A", "B", "C"]
    assert site.paths == ["/list/1", "/list/2", "/list/3"]
    assert crawled.crawl and (crawled.crawl.trouble, crawled.crawl.lists) == ((), 3)


def test_paging_ends_where_it_goes_round(site: Site, crawling: Crawling) -> None:
    site.routes |= {f"/list/{n}": page(rows("A", "B", following=f"/list/{n + 1}")) for n in range(1, 9)}
    crawled = crawling.declare(table_source(site)).one()
    assert site.paths == ["/list/1", "/list/2"]
    assert len(crawled.reports) == 2


def test_paging_ends_at_max_pages(site: Site, crawling: Crawling) -> None:
    site.routes |= {f"/list/{n}": page(rows(f"A{n}", following=f"/list/{n + 1}")) for n in range(1, 9)}
    crawling.declare(table_source(site, max_pages=3)).one()
    assert len(site.paths) == 3


def test_unchanged_pages_of_a_list_still_lead_to_the_next(site: Site, crawling: Crawling) -> None:
    site.routes |= {
        "/list/1": tagged(rows("A", following="/list/2"), '"1"'),
        "/list/2": tagged(rows("B", following="/list/3"), '"2"'),
        "/list/3": tagged(rows(), '"3"'),
    }
    crawling.declare(table_source(site))
    crawling.one()
    site.asked.clear()
    site.routes["/list/2"] = tagged(rows("B", "C", following="/list/3"), '"2b"')
    crawled = crawling.one()
    assert site.paths == ["/list/1", "/list/2", "/list/3"]
    assert crawled.crawl and crawled.crawl.not_modified == 2
    assert [report.title for report in crawled.reports] == ["A", "B", "C"]


def test_a_list_that_breaks_off_is_short(site: Site, crawling: Crawling) -> None:
    site.routes |= {"/list/1": page(rows("A", following="/list/2")), "/list/2": page("oh", status=500)}
    crawled = crawling.declare(table_source(site)).one()
    assert crawled.crawl and crawled.crawl.trouble == ("short",)


@pytest.mark.parametrize(("complete", "trouble"), [(True, ("short",)), (False, ())])
def test_a_complete_list_that_goes_on_elsewhere_is_short(
    site: Site, crawling: Crawling, complete: bool, trouble: tuple[str, ...]
) -> None:
    site.routes["/list/1"] = page(rows("A", following="http://elsewhere.example/list/2"))
    crawled = crawling.declare(table_source(site, complete=complete)).one()
    assert crawled.crawl and crawled.crawl.trouble == trouble
    assert ("another site" in crawled.crawl.detail) is complete


def challenge(request: Request) -> Response:
    return page("<html><head><title>Just a moment...</title></head><body>Checking</body></html>")


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (page("no", status=403), "blocked"),
        (page("no", status=401), "blocked"),
        (page("slow down", status=429), "blocked"),
        (challenge, "blocked"),
        (page("<title>Access Denied</title>", status=403), "blocked"),
        (page("no", status=404), "gone"),
        (page("no", status=410), "gone"),
        (page("oh", status=500), "unreachable"),
        (page("<html><title>Home</title><p>Welcome</p></html>"), "wrong_type"),
        (page(rss(), "application/rss+xml"), "empty"),
        (page("", "application/rss+xml"), "wrong_type"),
        (page("", status=302, Location="/"), "gone"),
        (page("", status=301, Location="http://127.0.0.1:9/feed/"), "gone"),
        (page("", status=302, Location="/feed/"), "gone"),
    ],
)
def test_what_goes_wrong_has_a_word(site: Site, crawling: Crawling, answer: Any, word: str) -> None:
    site.routes["/feed/"] = answer
    crawled = crawling.declare(feed_source(site)).one()
    assert crawled.crawl and crawled.crawl.trouble == (word,)
    assert crawled.pages == []


def test_a_list_without_rows_is_empty(site: Site, crawling: Crawling) -> None:
    site.routes["/list/1"] = page("<main><h1>Sorry, there is nothing at this address</h1></main>")
    crawled = crawling.declare(table_source(site)).one()
    assert crawled.crawl and crawled.crawl.trouble == ("empty",)


def test_nobody_at_home_is_unreachable(crawling: Crawling) -> None:
    crawled = crawling.declare({"slug": "news", "shape": "feed", "start": ["http://127.0.0.1:9/feed/"]}).one()
    assert crawled.crawl and crawled.crawl.trouble == ("unreachable",)


def test_one_failing_source_leaves_the_others_alone(site: Site, crawling: Crawling) -> None:
    site.routes |= {"/list/1": page(rows("A")), "/feed/": page("oh", status=500)}
    crawled = crawling.declare(feed_source(site), table_source(site)).crawl()
    assert crawled["board"].crawl and crawled["board"].crawl.trouble == ()
    assert crawled["news"].crawl and crawled["news"].crawl.trouble == ("unreachable",)


def test_a_redirect_within_the_site_is_followed(site: Site, crawling: Crawling) -> None:
    site.routes |= {"/list/1": page("", status=301, Location="/lists/1"), "/lists/1": page(rows("A"))}
    assert [report.title for report in crawling.declare(table_source(site)).one().reports] == ["A"]


def test_a_500_is_asked_once_more(site: Site, crawling: Crawling) -> None:
    answers = iter([page("oh", status=500), page(rows("A"))])
    site.routes["/list/1"] = lambda request: next(answers)
    crawled = crawling.declare(table_source(site)).one()
    assert crawled.crawl and (crawled.crawl.trouble, crawled.crawl.statuses) == ((), {200: 1, 500: 1})


def test_retry_after_is_heeded_where_it_is_short(site: Site, crawling: Crawling) -> None:
    answers = iter([page("wait", status=429, Retry_After="0"), page(rows("A"))])
    site.routes["/list/1"] = lambda request: next(answers)
    crawled = crawling.declare(table_source(site)).one()
    assert crawled.crawl and crawled.crawl.trouble == ()


def test_who_asks_for_an_hour_is_left_alone(site: Site, crawling: Crawling) -> None:
    site.routes["/list/1"] = page("wait", status=503, Retry_After="3600")
    crawled = crawling.declare(table_source(site)).one()
    assert site.paths == ["/list/1"]
    assert crawled.crawl and crawled.crawl.trouble == ("blocked",)


@pytest.mark.parametrize(
    ("answer", "trouble"),
    [
        (page("User-agent: *\nDisallow: /list/", "text/plain"), ("blocked",)),
        (page("User-agent: slatewatch\nDisallow: /", "text/plain"), ("blocked",)),
        (page("User-agent: *\nDisallow: /private/", "text/plain"), ()),
        (page("User-agent: other\nDisallow: /", "text/plain"), ()),
        (page("nothing", status=404), ()),
        (page("<html>Attention</html>", status=403), ("blocked",)),
        (page("no", status=401), ("blocked",)),
        (page("no", status=429), ("blocked",)),
        (page("oh", status=503), ("unreachable",)),
        (page("<html>Welcome</html>"), ()),
        (page("\n<!doctype html><pre>\nUser-agent: *\nDisallow: /\n</pre>"), ()),
        (page("User-agent: *\nDisallow: /"), ("blocked",)),
        (page("\ufeffUser-agent: *\nDisallow: /", "text/plain"), ("blocked",)),
        (page("", status=302, Location="/rules"), ("blocked",)),
        (page("", status=302, Location="/robots"), ("blocked",)),
    ],
)
def test_robots(site: Site, crawling: Crawling, answer: Response, trouble: tuple[str, ...]) -> None:
    site.routes |= {"/robots.txt": answer, "/list/1": page(rows("A"))}
    site.routes["/robots"] = page("User-agent: *\nDisallow: /", "text/plain")
    site.routes["/rules"] = page("\ufeffUser-agent: *\nDisallow: /")
    crawled = crawling.declare(table_source(site)).one()
    assert crawled.crawl and crawled.crawl.trouble == trouble
    assert ("/list/1" in site.paths) is not bool(trouble)


def test_robots_are_asked_once_a_day(site: Site, crawling: Crawling) -> None:
    site.routes["/list/1"] = page(rows("A"))
    crawling.declare(table_source(site))
    for hours in (0, 1, 23, 25):
        crawling.one(NOON + timedelta(hours=hours))
    assert [request.target for request in site.asked].count("/robots.txt") == 2


def test_private_addresses_are_refused(site: Site, crawling: Crawling) -> None:
    port = site.url.rpartition(":")[2]
    crawling.declare(
        table_source(site),
        {**TABLE, "slug": "named", "start": [f"http://localhost:{port}/list/1"]},
        allow_private=False,
    )
    crawled = crawling.crawl()
    assert site.asked == []
    for slug in ("board", "named"):
        crawl = crawled[slug].crawl
        assert crawl and crawl.trouble == ("blocked",)
        assert "private address" in crawl.detail


def test_links_to_other_sites_are_not_followed(site: Site, crawling: Crawling) -> None:
    with Site() as other:
        site.routes["/feed/"] = page(rss((f"{other.url}/a", "A", "s"), (f"{site.url}/b", "B", "s")), "application/xml")
        site.routes["/b"] = page(ARTICLE.format("B"))
        crawled = crawling.declare(feed_source(site)).one()
        assert other.asked == []
    assert crawled.urls == [f"{site.url}/b"]


def test_a_page_beyond_the_bound_is_not_kept(site: Site, crawling: Crawling) -> None:
    site.routes["/list/1"] = page(rows("A") + " " * (9 * 2**20))
    crawled = crawling.declare(table_source(site)).one()
    assert crawled.crawl and crawled.crawl.trouble == ("wrong_type",)
    assert crawled.crawl.failures == {"too_large": 1}


@pytest.mark.parametrize("squeeze", [gzip.compress, zlib.compress])
def test_a_bomb_is_not_unpacked(site: Site, crawling: Crawling, squeeze: Any) -> None:
    name = "gzip" if squeeze is gzip.compress else "deflate"
    site.routes["/list/1"] = page(squeeze(b"<tr>" * (16 * 2**20)), Content_Encoding=name)
    crawled = crawling.declare(table_source(site)).one()
    assert crawled.crawl and crawled.crawl.failures == {"too_large": 1}


def test_refused_articles_leave_what_the_feed_said(site: Site, crawling: Crawling) -> None:
    links = [(f"{site.url}/{n}", f"Headline {n}", "A summary.") for n in range(5)]
    site.routes["/feed/"] = page(rss(*links), "application/xml")
    site.routes |= {f"/{n}": page("no", status=403) for n in range(5)}
    crawled = crawling.declare(feed_source(site)).one()
    assert site.paths == ["/feed/", "/0", "/1"], "two refusals are enough"
    assert sorted(crawled.urls) == [f"{site.url}/{n}" for n in range(5)]
    assert {stored.content_type for stored in crawled.pages if stored.role == "article"} == {"application/json"}


NOAI = '<meta name="robots" content="noai, noimageai">'


@pytest.mark.parametrize(("header", "head"), [("X-Robots-Tag: noai", ""), ("tdm-reservation: 1", ""), ("", NOAI)])
def test_reserved_texts_are_not_kept(site: Site, crawling: Crawling, header: str, head: str) -> None:
    links = [(f"{site.url}/{n}", f"Headline {n}", "A summary.") for n in range(3)]
    body = f"<html><head>{head}</head><body><article>The reserved words.</article></body></html>"
    name, _, value = header.partition(": ")
    own = ((name, value),) if name else ()
    site.routes |= {"/feed/": page(rss(*links), "application/xml")}
    site.routes["/0"] = Response(200, body.encode(), (("Content-Type", "text/html"), *own))
    crawled = crawling.declare(feed_source(site)).one()
    assert site.paths == ["/feed/", "/0"]
    assert len(crawled.urls) == 3
    assert not any(b"reserved words" in stored.body for stored in crawled.pages)


def test_a_certificate_that_nobody_vouches_for_is_refused(crawling: Crawling, tmp_path: Path) -> None:
    with self_signed(tmp_path, rows("A").encode()) as port:
        crawled = crawling.declare({**TABLE, "start": [f"https://localhost:{port}/list/1"]}).one()
    assert crawled.crawl and crawled.crawl.trouble == ("unreachable",)
    assert crawled.pages == []


@contextmanager
def self_signed(folder: Path, body: bytes) -> Iterator[int]:
    """An HTTPS server whose certificate it made itself; the port."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate(folder))

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *words: object) -> None:
            pass

    class Server(HTTPServer):
        def handle_error(self, request: Any, client_address: Any) -> None:
            """The client hangs up: that is what is wanted."""

    server = Server(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def certificate(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    began = datetime.now(UTC) - timedelta(days=1)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(began).not_valid_after(began + timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path = folder / "server.pem"
    path.write_bytes(secret + made.public_bytes(Encoding.PEM))
    return path


def test_we_say_who_we_are(site: Site, crawling: Crawling) -> None:
    site.routes["/list/1"] = page(rows("A"))
    crawling.declare(table_source(site), contact="mailto:me@example.org").one()
    assert {request.headers["user-agent"].partition("/")[0] for request in site.asked} == {"slatewatch"}
    assert all(request.headers["user-agent"].endswith("(+mailto:me@example.org)") for request in site.asked)
    assert not any("cookie" in request.headers or "referer" in request.headers for request in site.asked)


def test_sources_of_one_host_take_turns_and_rest(site: Site, crawling: Crawling) -> None:
    times: list[float] = []

    def timed(request: Request) -> Response:
        times.append(time.monotonic())
        return page(rows(f"A{len(times)}"))

    sources = [{**table_source(site), "slug": f"s{n}", "start": [f"{site.url}/{n}"], "delay": 0.2} for n in range(4)]
    site.routes |= {f"/{n}": timed for n in range(4)}
    crawling.declare(*sources).crawl()
    gaps = [later - earlier for earlier, later in pairwise(times)]
    assert len(times) == 4
    assert min(gaps) >= 0.19


def test_a_crawl_delay_is_kept(site: Site, crawling: Crawling) -> None:
    times: list[float] = []

    def timed(request: Request) -> Response:
        times.append(time.monotonic())
        return page(rows(f"A{len(times)}", following=f"/list/{len(times) + 1}"))

    site.routes["/robots.txt"] = page("User-agent: *\nCrawl-delay: 0.3", "text/plain")
    site.routes |= {f"/list/{n}": timed for n in range(1, 4)}
    crawling.declare(table_source(site)).one()
    assert len(times) == 3
    assert min(later - earlier for earlier, later in pairwise(times)) >= 0.29


def test_nothing_personal_is_stored(site: Site, crawling: Crawling) -> None:
    text = "It is filming in Leeds. Call (604) 555-0142 or +44 20 7946 0958, write ann@crew.example. Thanks @nosy."
    site.routes |= {
        "/feed/": page(rss((f"{site.url}/a", "Harbour Lanterns", text)), "application/xml"),
        "/a": page(f"<article><p>{text}</p><p>Credit: @nosy</p></article>"),
    }
    crawled = crawling.declare(feed_source(site)).one()
    kept = b"".join(stored.body for stored in crawled.pages).decode() + repr(crawled.reports)
    for secret in ("555-0142", "7946", "ann@crew", "@nosy"):
        assert secret not in kept
