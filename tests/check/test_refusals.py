"""A source that refuses us twice within a day is left alone for a day, and the operator is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.backfill.archive import declare, rows
from tests.database.small_slate import run
from tests.spiders.crawling import Site, page, rss

FEED = {"slug": "news", "shape": "feed", "body": "headline"}
ENTRY = ("/1", "Night Ferry begins filming in Cardiff", "")


@pytest.fixture
def config(tmp_path: Path, site: Site) -> Path:
    return declare(tmp_path, site, {**FEED, "start": [f"{site.url}/feed/"]})


def crawl(config: Path, now: str) -> str:
    done = run("run", "--quiet", config=config, SLATEWATCH_NOW=now)
    return done.stderr


@pytest.mark.parametrize("refusing", ["/feed/", "/robots.txt"])
def test_two_refusals_in_a_day_end_the_asking_for_a_day(site: Site, config: Path, refusing: str) -> None:
    site.routes |= {"/feed/": page(rss(ENTRY), "application/rss+xml"), refusing: page("no", status=403)}
    crawl(config, "2026-06-01T06:00:00Z")
    told = crawl(config, "2026-06-01T12:00:00Z")
    assert "news: blocked" in told and "answered 403" in told
    site.asked.clear()
    told = crawl(config, "2026-06-01T18:00:00Z")
    assert "news: blocked: refused twice within a day: not asked again before 2026-06-02 12:00 UTC" in told
    assert "before 2026-06-02 12:00" in crawl(config, "2026-06-02T11:59:00Z")
    assert site.asked == []
    (health,) = rows(config, "SELECT kind, reason FROM health")
    assert health == {"kind": "trouble", "reason": "blocked"}
    site.routes[refusing] = page(rss(ENTRY), "application/rss+xml")
    assert crawl(config, "2026-06-02T12:00:00Z") == ""
    assert site.asked


def test_one_refusal_is_asked_again(site: Site, config: Path) -> None:
    site.routes["/feed/"] = page("no", status=403)
    for day in (1, 3):
        crawl(config, f"2026-06-0{day}T06:00:00Z")
    site.asked.clear()
    crawl(config, "2026-06-05T06:00:00Z")
    assert site.paths == ["/feed/"]


def test_what_we_refuse_ourselves_can_be_tried_again_at_once(site: Site, config: Path) -> None:
    site.routes["/feed/"] = page(rss(ENTRY), "application/rss+xml")
    allowed = config.read_text(encoding="utf-8")
    config.write_text(allowed.replace("allow_private = true", "allow_private = false"), encoding="utf-8")
    for hour in (6, 7, 8):
        assert "private address" in crawl(config, f"2026-06-01T0{hour}:00:00Z")
    config.write_text(allowed, encoding="utf-8")
    assert crawl(config, "2026-06-01T09:00:00Z") == ""
