"""The server: types, validators, conditions, searches, and what it refuses."""

from __future__ import annotations

import gzip
import json
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

import feedparser
import pytest

from feeds import answers
from feeds.publish import publish
from feeds.serve import Handler, Library, Server, make_server
from pipeline.store import StoreError
from tests.feeds.feed_world import NOW, World


@dataclass
class Got:
    """An answer as a client sees it."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Client:
    """Asks a server on loopback."""

    port: int

    def ask(self, path: str, method: str = "GET", **headers: str) -> Got:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return Got(answer.status, {name.lower(): value for name, value in answer.getheaders()}, body)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[World, Client]]:
    """A published world, served."""
    world = World(tmp_path_factory.mktemp("served") / "world", hub="https://hub.example/")
    world.fill(6)
    world.change("Glass Orchard", "cancelled", to_status="cancelled", place="Dublin", evidence="A heist by the sea.")
    world.insert("redirects", slug="orchard", target="glass-orchard", since="2026-03-02T12:00:00Z")
    publish(world.db, world.config, world.now)
    server = make_server(world.config.database, world.config, "127.0.0.1", 0, lambda: world.now)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield world, Client(server.server_address[1])
    server.shutdown()
    server.server_close()
    thread.join()
    world.db.close()


@pytest.fixture
def client(served: tuple[World, Client]) -> Client:
    return served[1]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/changes.atom", "application/atom+xml; charset=utf-8"),
        ("/changes.rss", "application/rss+xml; charset=utf-8"),
        ("/changes.json", "application/feed+json; charset=utf-8"), ("/calendar.ics", "text/calendar; charset=utf-8"),
        ("/feeds.opml", "text/x-opml; charset=utf-8"), ("/", "text/html; charset=utf-8"),
        ("/production/glass-orchard/", "text/html; charset=utf-8"),
        ("/metrics", "application/openmetrics-text; version=1.0.0; charset=utf-8"),
        ("/search.json?q=orchard", "application/feed+json; charset=utf-8"),
    ],
)  # fmt: skip
def test_every_answer_has_its_type_and_the_safety_headers(client: Client, path: str, kind: str) -> None:
    got = client.ask(path)
    assert (got.status, got.headers["content-type"]) == (200, kind)
    assert got.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in got.headers["content-security-policy"]
    assert "unsafe" not in got.headers["content-security-policy"]
    head = client.ask(path, "HEAD")
    assert (head.status, head.body) == (200, b"")
    for name in ("content-type", "content-length", "etag"):
        assert head.headers[name] == got.headers[name]


def test_a_known_version_is_not_sent_again(client: Client) -> None:
    got = client.ask("/changes.atom")
    etag = got.headers["etag"]
    for tag in (etag, f'"other", {etag}', f"W/{etag}", "*"):
        again = client.ask("/changes.atom", If_None_Match=tag)
        assert (again.status, again.body, again.headers["etag"]) == (304, b"", etag)
    assert client.ask("/changes.atom", If_Modified_Since=got.headers["last-modified"]).status == 304
    for name, value in (("If_None_Match", '"other"'), ("If_Modified_Since", "Sat, 01 Jan 2000 00:00:00 GMT"),
                        ("If_Modified_Since", "nonsense")):  # fmt: skip
        assert client.ask("/changes.atom", **{name: value}).body == got.body
    both = {"If_None_Match": '"other"', "If_Modified_Since": got.headers["last-modified"]}
    assert client.ask("/changes.atom", **both).status == 200, "the stronger validator is asked first"


def test_packed_bytes_are_the_same_feed_under_a_tag_of_their_own(client: Client) -> None:
    plain, packed = client.ask("/changes.rss"), client.ask("/changes.rss", Accept_Encoding="gzip, deflate")
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert packed.headers["etag"] != plain.headers["etag"]
    assert "Accept-Encoding" in packed.headers["vary"]
    assert client.ask("/changes.rss", Accept_Encoding="gzip;q=0").body == plain.body
    assert client.ask("/changes.rss", Accept_Encoding="gzip", If_None_Match=packed.headers["etag"]).status == 304


@pytest.mark.parametrize(
    "path",
    [
        "/no-such.atom", "/../world/slatewatch.db", "/%2e%2e/slatewatch.db", "/..%2fslatewatch.db", "/_headers",
        "/production/..%5c..%5cslatewatch.db", "/production/%00", "/.hidden", "//etc/passwd", "/changes.atom/x",
        "/" + "a" * 5000,
    ],
    ids=range(11),
)  # fmt: skip
def test_nothing_outside_the_folder_is_served(client: Client, path: str) -> None:
    assert client.ask(path).status == 404


def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "public").mkdir()
    (tmp_path / "secret.txt").write_text("x")
    (tmp_path / "public" / "way-out.txt").symlink_to(tmp_path / "secret.txt")
    assert answers.file_below(tmp_path / "public", "/way-out.txt") is None


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_only_reading_is_allowed(client: Client, method: str) -> None:
    got = client.ask("/changes.atom", method)
    assert (got.status, got.headers["allow"]) == (405, "GET, HEAD")


def test_addresses_that_moved(client: Client) -> None:
    for path, status, to in (
        ("/production/orchard/feed.atom", 301, "/production/glass-orchard/feed.atom"),
        ("/production/orchard/", 301, "/production/glass-orchard/"),
        ("/production/glass-orchard", 301, "/production/glass-orchard/"),
        ("/production/glass-orchard/?change=a%0d%0ab", 302, "/production/glass-orchard/#change-a%0D%0Ab"),
    ):
        got = client.ask(path)
        assert (got.status, got.headers["location"]) == (status, to)


def test_a_hub_is_announced_with_the_feeds_own_address(client: Client) -> None:
    links = client.ask("/status/cancelled.rss").headers["link"]
    assert links == '<https://hub.example/>; rel="hub", <https://slate.example/status/cancelled.rss>; rel="self"'
    assert "link" not in client.ask("/").headers


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("q=orchard", ["Glass Orchard was cancelled"]),
        ("q=HEIST+sea", ["Glass Orchard was cancelled"]),
        ("q=heist&status=filming", []),
        ("status=cancelled&place=Dublin", ["Glass Orchard was cancelled"]),
        ("kind=started_filming&medium=film&source=gazette&q=lights", ["Harbour Lights 1 started filming in Cardiff"]),
        ("q=%22+OR+1%3D1+--+%2A", []),
    ],
)
def test_any_search_is_a_feed(client: Client, query: str, titles: list[str]) -> None:
    for ending in ("atom", "rss"):
        feed = feedparser.parse(client.ask(f"/search.{ending}?{query}").body)
        assert not feed.bozo
        assert [entry.title for entry in feed.entries] == titles
    assert [item["title"] for item in json.loads(client.ask(f"/search.json?{query}").body)["items"]] == titles


@pytest.mark.parametrize(
    "query", ["q=%00", "q=%07%20%1b", "place=%00", "place=%3F%3F", "status=%01", "source=%00", "q=_"]
)
def test_nothing_to_look_for_is_not_everything(client: Client, query: str) -> None:
    got = client.ask(f"/search.json?{query}")
    if got.status == 200:
        assert json.loads(got.body)["items"] == []
    else:
        assert (got.status, got.body.count(b"\n")) == (400, 1)


def test_a_place_is_searched_by_any_of_its_names(client: Client) -> None:
    by_code, by_name = (json.loads(client.ask(f"/search.json?place={name}").body) for name in ("UK", "united-kingdom"))
    assert by_code["items"] and by_code["items"] == by_name["items"]


def test_the_same_search_has_one_address_and_one_id(client: Client) -> None:
    one = feedparser.parse(client.ask("/search.atom?place=Dublin&q=%20orchard").body).feed
    two = feedparser.parse(client.ask("/search.atom?q=orchard&place=dublin").body).feed
    assert one.id == two.id
    assert one.links[0].href == "https://slate.example/search.atom?q=orchard&place=dublin"


@pytest.mark.parametrize(
    "query",
    [
        "q=",
        "status=",
        "status=filming&q=",
        "place",
        "source=netflx",
        "place=Atlantis",
        "status=happy",
        "colour=red",
        "q=a&q=b",
        "q=" + "a" * 300,
        "kind=x",
        "q=%3F%21",
        "q=a&" * 99,
    ],
)
def test_a_question_that_is_none_is_refused_in_one_line(client: Client, query: str) -> None:
    got = client.ask(f"/search.atom?{query}")
    assert got.status == 400
    assert got.body.count(b"\n") == 1


@pytest.mark.parametrize(
    ("query", "meant"), [("source=gazete", "gazette"), ("place=Cardif", "Cardiff"), ("status=filmin", "filming")]
)
def test_a_slip_is_answered_with_what_was_meant(client: Client, query: str, meant: str) -> None:
    assert f"; did you mean '{meant}'?".encode() in client.ask(f"/search.atom?{query}").body


def test_a_place_of_which_nothing_was_told_yet_may_be_subscribed_to(client: Client) -> None:
    assert json.loads(client.ask("/search.json?place=Oslo").body)["items"] == []


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"nonsense\r\n\r\n", 400),
        (b"GET / HTTP/9.9\r\n\r\n", 505),
        (b"<script>alert(1)</script> / HTTP/1.1\r\n\r\n", 405),
        (b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n", 414),
        (b"GET / HTTP/1.1\r\nX: " + b"a" * 70_000 + b"\r\n\r\n", 431),
        (b"GET http://[ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 400),
    ],
    ids=["line", "version", "method", "address", "header", "no address"],
)
def test_what_is_no_request_is_refused_like_all_else(client: Client, sent: bytes, status: int) -> None:
    with socket.create_connection(("127.0.0.1", client.port), timeout=30) as connection:
        connection.sendall(sent)
        got = b"".join(iter(lambda: connection.recv(65536), b""))
    head, _, body = got.partition(b"\r\n\r\n")
    lines = head.decode().lower().split("\r\n")
    assert lines[0].startswith(f"http/1.1 {status} ")
    assert "content-type: text/plain; charset=utf-8" in lines and "x-content-type-options: nosniff" in lines
    assert any(line.startswith("content-security-policy: default-src 'none'") for line in lines)
    assert body.count(b"\n") == 1 and b"<" not in body


def test_a_reader_that_hangs_up_is_no_news(caplog: pytest.LogCaptureFixture) -> None:
    server = Server(("127.0.0.1", 0), Handler, bind_and_activate=False)
    for fault, told in ((ConnectionResetError(), 0), (BrokenPipeError(), 0), (TimeoutError(), 0), (KeyError("x"), 1)):
        caplog.clear()
        try:
            raise fault
        except type(fault):
            server.handle_error(server.socket, ("127.0.0.1", 1))
        assert len([record for record in caplog.records if record.levelname == "ERROR"]) == told
    server.server_close()


def test_without_a_site_url_feeds_name_the_address_that_they_were_asked_under(tmp_path: Path) -> None:
    """Any port, any name of this machine; and the feed is the same feed, whatever it is asked under."""
    world = World(tmp_path / "w", site_url=None)
    world.change("Glass Orchard")
    publish(world.db, world.config, world.now)
    library = Library(world.config.database, world.config, lambda: world.now)
    bodies = {}
    for host in ("127.0.0.1:8000", "127.0.0.1:8137", "den.example:81", "[::1]:8137"):
        for path in ("/changes.atom", "/changes.json", "/search.atom?q=orchard", "/feeds.opml", "/calendar.ics"):
            body = library.answer(path, {"host": host}).body.decode()
            assert f"http://{host}/{path[1:].partition('?')[0] if 'opml' not in path else 'changes.atom'}" in body
            assert host == "127.0.0.1:8000" or "127.0.0.1:8000" not in body
        bodies[host] = feedparser.parse(library.answer("/changes.atom", {"host": host}).body)
    assert len({feed.feed.id for feed in bodies.values()}) == 1
    for odd in ("evil.example/<x>", "a b", "", "a:b:c", "x" * 300):
        assert b"http://127.0.0.1:8000/changes.atom" in library.answer("/changes.atom", {"host": odd}).body
    world.db.close()


def test_searches_are_answered_side_by_side(client: Client) -> None:
    whole = client.ask("/search.rss?medium=film").body
    bodies: list[bytes] = []
    threads = [
        threading.Thread(target=lambda: bodies.append(client.ask("/search.rss?medium=film").body)) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert bodies == [whole] * 8


def test_figures_for_a_monitor(client: Client) -> None:
    lines = client.ask("/metrics").body.decode().splitlines()
    assert 'slatewatch_changes{state="published"} 7' in lines
    assert "slatewatch_feed_entries 9" in lines
    assert 'slatewatch_source_accepted{source="gazette"} 1' in lines
    assert lines[-1] == "# EOF"


def test_without_a_database_nothing_is_served(tmp_path: Path) -> None:
    world = World(tmp_path / "w")
    with pytest.raises(StoreError, match="no such database"):
        make_server(tmp_path / "gone.db", world.config, "127.0.0.1", 0, lambda: NOW)
