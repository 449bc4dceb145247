"""WebSub: the hub is told of the feeds that have news, and may be away."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs

from feeds import websub
from feeds.publish import publish
from tests.feeds.feed_world import World


def test_the_hub_is_told_of_each_feed_with_news() -> None:
    told: list[dict[str, list[str]]] = []

    class Hub(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.append(parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode()))
            self.send_response(204 if len(told) == 1 else 500)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Hub) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        topics = ["https://slate.example/changes.atom", "https://slate.example/changes.rss", "https://slate.example/x"]
        taken = websub.ping(f"http://127.0.0.1:{server.server_address[1]}/", topics)
        server.shutdown()
        thread.join()
    assert taken == 1, "a hub in trouble is left alone"
    assert told == [{"hub.mode": ["publish"], "hub.url": [topic]} for topic in topics[:2]]


def test_a_hub_that_is_away_costs_nothing() -> None:
    assert websub.ping("http://127.0.0.1:9/", ["https://slate.example/changes.atom"], timeout=2) == 0


def test_the_topics_are_the_feeds_that_were_written(world: World) -> None:
    world.change("Night Ferry")
    topics = publish(world.db, world.config, world.now).topics
    assert "https://slate.example/production/night-ferry/feed.rss" in topics
    assert not any(topic.endswith((".html", ".opml", ".ics")) for topic in topics)
    assert publish(world.db, world.config, world.now).topics == ()


def test_what_is_expected_next_is_told_with_the_news(world: World) -> None:
    made = world.production("Night Ferry")
    world.insert(
        "forecasts", production_id=made, made_at="2026-03-02T12:00:00Z", milestone="started", earliest="2027-01-10",
        median="2027-03-20", latest="2027-08-01", basis="Like nine others.", comparables="[]",
    )  # fmt: skip
    told = world.change("Night Ferry")
    publish(world.db, world.config, world.now)
    body = (world.config.output / "changes.json").read_text()
    assert "Expected next: a release around 20 March 2027" in body
    world.withdraw(told)
    publish(world.db, world.config, world.now)
    assert "Expected next" not in (world.config.output / "changes.json").read_text()
