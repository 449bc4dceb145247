"""What the spider asks for and in what order, with a fetcher that has the answers at hand."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from pipeline.config import Source
from pipeline.model import Page
from pipeline.store import Validators
from spiders import base
from spiders.base import SourceSpider, Unchanged
from spiders.fetch import Outcome
from spiders.shapes import Answer, Ask
from tests.spiders.crawling import rss

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
FEED = "http://x.example/feed"
TABLE = Source(
    "t", "listing", "table", ("http://x.example/1",), next="a[rel=next]", row="p", fields={"title": "b"}, complete=True
)


class Fetcher:
    """Bodies by address; 304 for those in ``same`` that are asked for with validators."""

    def __init__(self, spider: SourceSpider, bodies: Mapping[str, str], same: frozenset[str]) -> None:
        self._tally, self._bodies, self._same = spider.tally, bodies, same
        self.asked: list[str] = []

    async def fetch(self, ask: Ask, known: Any) -> Outcome:
        self.asked.append(ask.url)
        self._tally.requests += 1
        if known and ask.url in self._same:
            return Outcome(unchanged=True)
        if ask.url not in self._bodies:
            return Outcome(word="gone", detail=f"{ask.url} answered 404")
        headers = {"content-type": "text/html", "etag": '"1"'}
        return Outcome(answer=Answer(ask, ask.url, 200, headers, self._bodies[ask.url].encode(), None, NOW))


def visit(
    source: Source,
    bodies: Mapping[str, str],
    *,
    stored: Mapping[str, Page] | None = None,
    same: frozenset[str] = frozenset(),
) -> tuple[SourceSpider, list[Any], list[str]]:
    """Crawl; the spider, what it handed over, and what it asked for."""
    pages = dict(enumerate((stored or {}).values(), 1))
    known = {page.url: Validators('"1"', None, "0", number, page.role, None) for number, page in pages.items()}
    spider = SourceSpider(
        source=source, run_id=1, now=NOW, known=known, stored=pages.__getitem__, agent="a", shelf=None
    )
    fetcher = Fetcher(spider, bodies, same)
    spider._fetcher = fetcher  # type: ignore[assignment]

    async def collect() -> list[Any]:
        return [item async for item in spider.start()]

    return spider, asyncio.run(collect()), fetcher.asked


def listed(number: int, body: str = "") -> Page:
    return Page("t", f"http://x.example/{number}", body.encode(), NOW, role="list")


def rows(number: int) -> str:
    return f"<p><b>Title {number}</b></p><a rel=next href='/{number + 1}'>next</a>"


def test_what_leads_to_articles_is_handed_over_last() -> None:
    source = Source("f", "article", "feed", (FEED,))
    bodies = {FEED: rss(("http://x.example/a", "A", "s"), ("http://x.example/b", "B", "s"))}
    bodies |= {"http://x.example/a": "<article>A</article>", "http://x.example/b": "<article>B</article>"}
    _, items, _ = visit(source, bodies)
    assert [item.url for item in items] == ["http://x.example/a", "http://x.example/b", FEED]
    assert items[-1].etag == '"1"'


def test_a_crawl_that_is_cut_off_asks_for_the_feed_in_full_next_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base, "MAX_REQUESTS", 2)
    source = Source("f", "article", "feed", (FEED,))
    bodies = {FEED: rss(("http://x.example/a", "A", "s"), ("http://x.example/b", "B", "s"))}
    bodies["http://x.example/a"] = "<article>A</article>"
    spider, items, _ = visit(source, bodies)
    assert (items[-1].url, items[-1].etag, items[-1].last_modified) == (FEED, None, None)
    assert spider.crawl("finished").trouble == ("short",)


def test_an_unchanged_page_whose_text_was_dropped_is_fetched_again() -> None:
    bodies = {f"http://x.example/{n}": rows(n) for n in (1, 2)} | {"http://x.example/3": "<p></p>"}
    _, items, asked = visit(TABLE, bodies, stored={"1": listed(1)}, same=frozenset({"http://x.example/1"}))
    assert asked == ["http://x.example/1", "http://x.example/1", "http://x.example/2", "http://x.example/3"]
    assert not any(isinstance(item, Unchanged) for item in items)


def test_an_unchanged_page_leads_on_by_its_stored_text() -> None:
    bodies = {"http://x.example/2": rows(2), "http://x.example/3": "<p></p>"}
    stored = {"1": listed(1, rows(1))}
    _, items, asked = visit(TABLE, bodies, stored=stored, same=frozenset({"http://x.example/1"}))
    assert asked == ["http://x.example/1", "http://x.example/2", "http://x.example/3"]
    assert items[0] == Unchanged("http://x.example/1")


def test_a_complete_list_that_is_longer_than_allowed_is_short() -> None:
    bodies = {f"http://x.example/{n}": rows(n) for n in range(1, 70)}
    spider, _, asked = visit(TABLE, bodies)
    assert len(asked) == TABLE.max_pages
    assert spider.crawl("finished").trouble == ("short",)


def test_the_same_crawl_twice_is_the_same_crawl() -> None:
    bodies = {f"http://x.example/{n}": rows(n) for n in (1, 2)} | {"http://x.example/3": "<p></p>"}
    first, again = visit(TABLE, bodies), visit(TABLE, bodies)
    assert first[1:] == again[1:]
    assert first[0].crawl("finished") == again[0].crawl("finished")
