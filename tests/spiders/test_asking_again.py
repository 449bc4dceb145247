"""Servers that refuse, ask for a break or fail: who is left alone, for how long, and what is asked for again."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from replay.loopback import Response
from tests.backfill.archive import declare
from tests.database.small_slate import run
from tests.spiders.crawling import NOON, Crawling, Site, page, rss, tagged

ARTICLE = page("<html><body><article><p>Night Ferry is filming in Cardiff.</p></article></body></html>")
HOUR = timedelta(hours=1)
HOURLY = page("not now", status=429, Retry_After="3600")


def news(site: Site, slug: str = "news", articles: int = 1) -> dict[str, Any]:
    """A feed with so many articles, and an ETag."""
    links = [(f"{site.url}/{slug}/{n}", f"Headline {n}", "A summary.") for n in range(articles)]
    site.routes[f"/{slug}/feed"] = tagged(rss(*links), f'"{slug}"', "application/rss+xml")
    return {"slug": slug, "shape": "feed", "start": [f"{site.url}/{slug}/feed"]}


def test_a_host_that_asks_for_an_hour_is_asked_nothing_more_whichever_source_it_serves(
    site: Site, crawling: Crawling
) -> None:
    crawling.declare(news(site, "one", 3), {**news(site, "two"), "delay": 0.3})
    site.routes |= {f"/one/{n}": HOURLY for n in range(3)}
    site.routes["/two/0"] = HOURLY
    crawled = crawling.crawl()
    assert sum(path in ("/two/0", *(f"/one/{n}" for n in range(3))) for path in site.paths) == 1
    assert any(run.crawl and run.crawl.waits for run in crawled.values())
    site.asked.clear()
    assert all(run.crawl and run.crawl.trouble == ("blocked",) for run in crawling.crawl(NOON + HOUR / 2).values())
    assert site.asked == [], "not even for robots.txt"
    crawling.crawl(NOON + 2 * HOUR)
    assert "/two/feed" in site.paths


def test_a_break_that_is_asked_for_in_place_of_robots_is_kept(site: Site, crawling: Crawling) -> None:
    crawling.declare(news(site))
    site.routes["/robots.txt"] = HOURLY
    crawling.one()
    site.asked.clear()
    crawling.one(NOON + HOUR / 2)
    assert site.asked == []


def test_nobody_is_left_alone_for_longer_than_a_day(site: Site, crawling: Crawling) -> None:
    crawling.declare(news(site))
    site.routes["/news/0"] = page("never", status=503, Retry_After="99999999")
    crawling.one()
    site.asked.clear()
    crawling.one(NOON + timedelta(hours=23))
    assert site.asked == []
    crawling.one(NOON + timedelta(hours=25))
    assert site.paths[0] == "/news/feed"


def test_run_and_schedule_say_why_a_source_waits(site: Site, tmp_path: Path) -> None:
    config = declare(tmp_path, site, {**news(site), "every": 10})
    site.routes["/news/feed"] = page("not now", status=429, Retry_After="7200")
    run("run", "--quiet", config=config, SLATEWATCH_NOW="2026-06-01T12:00:00Z")
    site.asked.clear()
    told = run("run", "--quiet", config=config, SLATEWATCH_NOW="2026-06-01T12:30:00Z").stderr
    listed = run("schedule", "--list", config=config, SLATEWATCH_NOW="2026-06-01T12:30:00Z").stdout
    for text in (told, " ".join(listed.split())):
        assert "asks to be left alone until 2026-06-01 14:0" in text
    assert site.asked == []


@pytest.mark.parametrize(
    ("refusal", "asked"),
    [
        (page("busy", status=429), [1, 6, 30, 90]),
        (page("no", status=403), [30, 90]),
        (page("oh", status=500), [1, 6, 30, 90, 120]),
    ],
)
def test_an_article_that_was_refused_is_asked_for_again(
    site: Site, crawling: Crawling, refusal: Response, asked: list[int]
) -> None:
    crawling.declare(news(site))
    site.routes["/news/0"] = refusal
    crawling.one()
    found = []
    for hours in (1, 6, 30, 90, 120):
        site.asked.clear()
        crawling.one(NOON + hours * HOUR)
        found += [hours] if "/news/0" in site.paths else []
    assert found == asked


def test_an_article_that_is_had_at_last_is_read_and_asked_for_no_more(site: Site, crawling: Crawling) -> None:
    crawling.declare(news(site))
    site.routes["/news/0"] = page("busy", status=429)
    assert [stored.content_type for stored in crawling.one().pages if stored.role == "article"] == ["application/json"]
    site.routes["/news/0"] = ARTICLE
    assert crawling.one(NOON + HOUR).reports
    site.asked.clear()
    crawling.one(NOON + 2 * HOUR)
    assert site.paths == ["/news/feed"]


def test_what_reserves_its_text_is_not_hoped_for(site: Site, crawling: Crawling) -> None:
    crawling.declare(news(site))
    site.routes["/news/0"] = page("<html><body><article>Words.</article></body></html>", TDM_Reservation="1")
    crawling.one()
    site.asked.clear()
    crawling.one(NOON + 30 * HOUR)
    assert site.paths == ["/news/feed"]


def test_a_server_that_fails_twice_in_a_row_is_spared_the_other_articles(site: Site, crawling: Crawling) -> None:
    crawling.declare(news(site, articles=10))
    site.routes |= {f"/news/{n}": page("oh", status=503) for n in range(10)}
    crawled = crawling.one()
    assert site.paths == ["/news/feed", "/news/0", "/news/0", "/news/9", "/news/9"]
    assert crawled.crawl and crawled.crawl.trouble == ("unreachable",)
    assert "8 articles wait for the next run" in crawled.crawl.detail
    site.routes |= {f"/news/{n}": ARTICLE for n in range(10)}
    assert len(crawling.one(NOON + HOUR).urls) == 10


def test_two_dead_pages_side_by_side_keep_nobody_from_the_others(site: Site, crawling: Crawling) -> None:
    crawling.declare(news(site, articles=6))
    site.routes |= {f"/news/{n}": page("oh", status=500) if n < 2 else ARTICLE for n in range(6)}
    assert len(crawling.one().urls) == 4
