"""The ways in which real sites have failed, each crawled and judged: the reason word that a person gets."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from pipeline.health import tell_health
from pipeline.judge import Judgement
from pipeline.runs import close_run
from replay.loopback import Response
from spiders.read import read_page
from tests.spiders.crawling import NOON, Crawling, Site, page, rss

ENTRY = ("/1", "Night Ferry begins filming in Cardiff", "")
HOME = "<html><head><title>Home</title></head><body><main><p>Welcome to our new site.</p></main></body></html>"
TITLES = (
    "Night Ferry", "Salt Orchard", "Velvet Signal", "Winter Choir", "Glass Meridian", "Iron Parade", "Quiet Engine",
    "Amber Shore", "Distant Archive", "Marble Sparrow", "Copper Lantern", "Paper Harbour",
)  # fmt: skip


def feed(site: Site) -> dict[str, Any]:
    return {"slug": "news", "shape": "feed", "start": [f"{site.url}/feed/"], "body": "headline"}


def board(site: Site) -> dict[str, Any]:
    return {
        "slug": "board", "kind": "listing", "shape": "table", "start": [f"{site.url}/board"], "row": "li[id]",
        "complete": True, "trust": 2, "fields": {"ref": "::attr(id)", "title": "b", "status": "i"},
    }  # fmt: skip


def listed(status: str = "Filming", tag: str = "i", stamp: str = "") -> str:
    rows = "".join(f'<li id="p{n}"><b>{title}</b> <{tag}>{status}</{tag}></li>' for n, title in enumerate(TITLES))
    return f"<ul>{rows}</ul><footer>updated {stamp}</footer>"


def judged(crawling: Crawling, now: datetime = NOON) -> Judgement:
    """Crawl the only source and close its run."""
    (slug,) = crawling.crawl(now)
    (run,) = crawling.db.query("SELECT max(id) AS id FROM runs")
    verdict = close_run(crawling.db, crawling.sources[0], run["id"], now, read_page).judgement
    tell_health(crawling.db, [slug], now)
    return verdict


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        pytest.param({"/feed/": page("Access denied", status=403)}, "blocked", id="refused, from this address alone"),
        pytest.param({"/feed/": page(HOME)}, "gone", id="a home page in place of the feed"),
        pytest.param({"/feed/": page(rss(), "application/rss+xml")}, "empty", id="an empty feed, well answered"),
        pytest.param(
            {"/feed/": page(rss(ENTRY), "application/rss+xml"), "/robots.txt": page("<h1>Denied</h1>", status=403)},
            "blocked", id="an error page as robots.txt",
        ),
        pytest.param({"/feed/": page("<title>Just a moment...</title>")}, "blocked", id="a challenge, well answered"),
        pytest.param({"/feed/": page("", status=302, Location="/")}, "gone", id="sent on to the home page"),
    ],
)  # fmt: skip
def test_a_feed_that_fails(site: Site, crawling: Crawling, answers: dict[str, Response], reason: str) -> None:
    site.routes |= answers
    crawling.declare(feed(site))
    verdict = judged(crawling)
    assert (verdict.state, verdict.reason) == ("rejected", reason)
    (told,) = crawling.db.query("SELECT reason FROM health")
    assert told == {"reason": reason}


def test_a_site_that_was_sold_and_has_another_system_now(site: Site, crawling: Crawling) -> None:
    site.routes["/"] = page(HOME)
    crawling.declare({"slug": "news", "shape": "wordpress", "start": [f"{site.url}/"]})
    assert judged(crawling).reason == "gone"


def test_a_redesign_by_which_no_row_is_found(site: Site, crawling: Crawling) -> None:
    site.routes["/board"] = page(listed())
    crawling.declare(board(site))
    assert judged(crawling).state == "accepted"
    site.routes["/board"] = page(listed().replace("<li", "<div").replace("</li", "</div"))
    verdict = judged(crawling, NOON + timedelta(days=1))
    assert (verdict.state, verdict.reason) == ("rejected", "empty")


def test_a_redesign_by_which_one_field_is_lost(site: Site, crawling: Crawling) -> None:
    site.routes["/board"] = page(listed())
    crawling.declare(board(site))
    assert judged(crawling).state == "accepted"
    site.routes["/board"] = page(listed(tag="em"))
    verdict = judged(crawling, NOON + timedelta(days=1))
    assert (verdict.state, verdict.reason) == ("held", "hollow")
    assert "'status'" in verdict.detail


def test_fresh_every_day_and_nothing_new_for_months(site: Site, crawling: Crawling) -> None:
    crawling.declare(board(site))
    moving = ("Announced", "Pre-production", "Filming", "Wrapped", "Post-production")
    for day, status in enumerate(moving):
        rows = listed("Filming", stamp=str(day)).replace("<i>Filming</i>", f"<i>{status}</i>", 1)
        site.routes["/board"] = page(rows)
        assert judged(crawling, NOON + timedelta(days=day)).state == "accepted"
    for day in (20, 50, 90):
        site.routes["/board"] = page(rows.replace("updated 4", f"updated {day}"))
        assert judged(crawling, NOON + timedelta(days=day)).state == "accepted"
    told = list(crawling.db.query("SELECT kind, reason FROM health"))
    assert told == [{"kind": "stale", "reason": "stale"}]
