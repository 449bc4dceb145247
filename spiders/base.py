"""The one spider: asks what a shape wants asked, in order, and hands over what was found.

It knows no site. It decides what need not be asked (a known article, a deeper page with nothing new), goes on to the
next way where one fails, and counts. What leads to articles (a feed, a page of links) is handed over last, and without
its validators where an article behind it could not be had: a crawl that is killed or half fails asks again next time.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from scrapy import Spider
from scrapy.crawler import Crawler

from pipeline.config import Source
from pipeline.model import Crawl, Page
from spiders.again import BUSY, due, hoped_for, in_place_of
from spiders.documents import is_teaser
from spiders.fetch import Fetcher, Outcome, Validators
from spiders.guard import same_site
from spiders.shapes import Answer, Ask, Found, found_in, shape_of
from spiders.tally import Tally

MAX_REQUESTS = 1500
MAX_BYTES = 256 * 2**20
SAMPLE = 5
"""Articles that are enough for a first look at a source."""
BLOCKED_ARTICLES = 2
"""After so many refusals the other articles of a crawl are not asked for."""
FAILING = 2
"""After so many articles in a row that brought a server error or no answer, the others wait for the next run."""


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The server said 304 for this address."""

    url: str


Item = Page | Unchanged


class SourceSpider(Spider):
    """One crawl of one source.

    ``known`` are the validators of its stored pages, ``stored`` gives the page of an id, ``agent`` is how we introduce
    ourselves, ``shelf`` is where the pipeline puts what is found. ``sample``: a few articles are enough.
    """

    name = "source"

    def __init__(
        self,
        *,
        source: Source,
        run_id: int,
        now: datetime,
        known: Mapping[str, Validators],
        stored: Callable[[int], Page],
        agent: str,
        shelf: Any,
        sample: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.source = source
        self.run_id = run_id
        self.now = now
        self.shelf = shelf
        self.tally = Tally()
        self._known = known
        self._stored = stored
        self._agent = agent
        self._most_articles = SAMPLE if sample else MAX_REQUESTS
        self._shape = shape_of(source)
        self._queue: deque[Ask] = deque(self._shape.start(source))
        self._starts = frozenset(ask.url for ask in self._queue)
        self._asked: set[str] = set()
        self._rows: set[str] = set()
        self._indexes: dict[str, Page] = {}
        self._incomplete: set[str] = set()
        self._failures_in_a_row = 0
        self._fetcher: Fetcher

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> SourceSpider:
        """As Scrapy makes its spiders."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider._fetcher = Fetcher(crawler, spider.source, spider.tally, spider.now, spider._agent)
        return spider

    def crawl(self, finish_reason: str) -> Crawl:
        """How it went."""
        return self.tally.crawl(finish_reason)

    async def start(self) -> AsyncIterator[Any]:
        """Everything that was found, in order."""
        while self._queue and self._within_bounds():
            for item in await self._visit(self._next()):
                if isinstance(item, Unchanged) or self._may_be_kept(item):
                    yield item
        self._incomplete |= {ask.meta.get("derived_from", "") for ask in self._queue}
        for url, page in self._indexes.items():
            if not self._may_be_kept(page):
                continue
            yield replace(page, etag=None, last_modified=None) if url in self._incomplete else page

    def _next(self) -> Ask:
        """The next ask; after an article that failed the last one: two dead pages side by side are no dead server."""
        return self._queue.pop() if self._failures_in_a_row and _is_article(self._queue[-1]) else self._queue.popleft()

    def _may_be_kept(self, page: Page) -> bool:
        """False for an entry in place of an article that was read whole once: what that said was not taken back."""
        if not is_teaser(page) or self._same(page):
            return True
        known = self._known.get(page.url)
        return known is None or is_teaser(self._stored(known.page_id))

    def _within_bounds(self) -> bool:
        if self.tally.requests < MAX_REQUESTS and self.tally.bytes < MAX_BYTES:
            return True
        self.tally.trouble("short", f"stopped after {self.tally.requests} requests and {self.tally.bytes} bytes")
        return False

    async def _visit(self, ask: Ask) -> list[Item]:
        """Ask, by the first way that works."""
        if not self._wanted(ask):
            self._hope_for(ask)
            return []
        failures: list[Outcome] = []
        for way in self._ways(ask):
            self._asked.add(way.url)
            outcome = await self._fetcher.fetch(way, self._known.get(way.url))
            if outcome.unchanged and self._leads_on(way) and not self._stored_body(way):
                outcome = await self._fetcher.fetch(way, None)
            if outcome.unchanged:
                return list(self._unchanged(way))
            if outcome.answer:
                found = self._found(outcome.answer)
                if not found.trouble:
                    return list(self._keep(outcome.answer, found))
                told = found.detail or found.trouble[0]
                outcome = replace(outcome, word=found.trouble[0], detail=f"{way.url.partition('?')[0]}: {told}")
            failures.append(outcome)
            self.tally.note(outcome.detail)
        return self._failed(ask, failures)

    def _ways(self, ask: Ask) -> list[Ask]:
        """The ask and what stands behind it, those that worked before first."""
        ways = []
        way: Ask | None = ask
        while way:
            ways.append(way)
            way = way.instead
        return sorted(ways, key=lambda way: way.url not in self._known) if len(ways) > 1 else ways

    def _wanted(self, ask: Ask) -> bool:
        if ask.url in self._asked:
            return False
        if ask.number > self.source.max_pages:
            if self.source.complete and ask.role == "list":
                self.tally.trouble("short", f"the list has more than max_pages = {self.source.max_pages} pages")
            return False
        if ask.role == "article" and (self._is_known(ask) or self.tally.leaves.total() >= self._most_articles):
            return False
        if any(same_site(ask.url, start) for start in self.source.start):
            return True
        if self.source.complete and ask.role == "list":
            self.tally.trouble("short", f"the list goes on at another site, {ask.url}, which is not asked")
        return False

    def _is_known(self, ask: Ask) -> bool:
        """True for an article that is stored, and was not modified since as far as its index says."""
        known = self._known.get(ask.url)
        if known is None or not ask.skip_if_known or due(known, self.now):
            return False
        stored = datetime.fromisoformat(known.modified) if known.modified else None
        return not (ask.modified and stored and ask.modified > stored)

    def _hope_for(self, ask: Ask) -> None:
        """Where an article was refused lately, its index is asked for in full until it may be asked again."""
        known = self._known.get(ask.url) if _is_article(ask) else None
        if known and hoped_for(known, self.now):
            self._incomplete.add(ask.meta.get("derived_from", ""))

    def _found(self, answer: Answer) -> Found:
        try:
            return found_in(self.source, answer)
        except Exception as error:  # noqa: BLE001 (one page that a shape stumbles over must not end the crawl)
            self.tally.exceptions += 1
            self.tally.note(f"{type(error).__name__}: {error}")
            return Found(trouble=("crashed",))

    def _unchanged(self, ask: Ask) -> Iterator[Item]:
        """A 304. Where the page leads on to further pages of its list, the stored version says to which."""
        yield Unchanged(ask.url)
        if self._is_leaf(ask):
            self._failures_in_a_row = 0
            self.tally.leaves[""] += 1
        if ask.role == "article":
            return
        self.tally.lists += 1
        self.tally.channel = ask.channel
        if self._leads_on(ask):
            page = self._stored(self._known[ask.url].page_id)
            answer = Answer(ask, ask.url, 200, {"content-type": page.content_type}, page.body, page.encoding, self.now)
            self._queue.extend(self._shape.found(self.source, answer).asks)

    def _leads_on(self, ask: Ask) -> bool:
        """True for a stored page of a list that may have a next page."""
        return self._known[ask.url].role == "list" and bool(self.source.next or "start" in ask.meta)

    def _stored_body(self, ask: Ask) -> bytes:
        return self._stored(self._known[ask.url].page_id).body

    def _keep(self, answer: Answer, found: Found) -> Iterator[Item]:
        """What a good answer gives: its pages, and more to ask."""
        ask = answer.ask
        self.tally.skipped += found.skipped
        self.tally.garbled += found.garbled
        if found.reserved:
            self.tally.note("texts are reserved: what the index says of them is read")
            self._reserve()
        if self._is_leaf(ask):
            self._failures_in_a_row = 0
            self.tally.leaves[""] += 1
        if ask.role == "article":
            yield from found.pages
            return
        self.tally.lists += 1
        self.tally.channel = ask.channel
        if found.rows and found.rows in self._rows:
            return  # a paging that goes round
        self._rows.add(found.rows)
        news = self._news(found)
        self._queue.extend(more for more in found.asks if not more.if_new or (self._known and news))
        for page in found.pages:
            if page.role == "index" and page.url == ask.url:
                self._indexes[page.url] = page
            else:
                yield page

    def _news(self, found: Found) -> bool:
        """True where everything that an answer leads to or holds is new to us."""
        asks = [ask for ask in found.asks if ask.role == "article"]
        pages = [page for page in found.pages if page.role != "index"]
        return not any(map(self._same, pages)) and not any(ask.url in self._known for ask in asks)

    def _same(self, page: Page) -> bool:
        known = self._known.get(page.url)
        return known is not None and known.sha256 == hashlib.sha256(page.body).hexdigest()

    def _is_leaf(self, ask: Ask) -> bool:
        """True for a page that an index led to: one of many, whose loss alone fails no run."""
        return ask.role == "article" or (ask.number == 1 and ask.url not in self._starts)

    def _failed(self, ask: Ask, failures: list[Outcome]) -> list[Item]:
        words = [failure.word for failure in failures]
        if not self._is_leaf(ask):
            if not (ask.if_new and words[0] == "gone"):  # older entries may simply not be there
                self.tally.words += words if ask.number == 1 or "reserved" in words else ["short"]
            return []
        self.tally.leaves[words[0]] += 1
        self._failures_in_a_row = self._failures_in_a_row + 1 if words[0] == "unreachable" else 0
        if words[0] == "unreachable":
            self._incomplete.add(ask.meta.get("derived_from", ""))
        if self._failures_in_a_row >= FAILING:
            self._rest()
        return self._refused(ask, failures[0].status) if words[0] == "blocked" else []

    def _refused(self, ask: Ask, status: int) -> list[Item]:
        """What the index said of an article that is refused."""
        entry = self._entry(ask, status)
        if self.tally.leaves["blocked"] >= BLOCKED_ARTICLES:
            self._reserve(status)
        if entry is None:
            return []
        self.tally.leaves[""] += 1
        self.tally.note("articles are refused: their entries in the index are read")
        return [entry]

    def _entry(self, ask: Ask, status: int) -> Page | None:
        """The entry to be kept for an article; where a server refused it, it is hoped for."""
        known = self._known.get(ask.url)
        if not status or (known and not hoped_for(known, self.now)):
            return ask.entry
        if ask.entry or status == BUSY:
            self._incomplete.add(ask.meta.get("derived_from", ""))
        return in_place_of(ask.entry, status) if ask.entry else None

    def _reserve(self, status: int = 0) -> None:
        """No more articles of this source: what its index said of them is kept in their place."""
        for ask in self._waiting():
            entry = self._entry(ask, status)
            if entry:
                self._indexes[ask.url] = entry

    def _rest(self) -> None:
        """The server fails: the other articles wait for the next run."""
        waiting = self._waiting()
        self._incomplete |= {ask.meta.get("derived_from", "") for ask in waiting}
        self.tally.leaves["unreachable"] += len(waiting)
        if waiting:
            self.tally.note(f"the server fails: {len(waiting)} articles wait for the next run")

    def _waiting(self) -> list[Ask]:
        """The articles that are wanted, taken out of the queue."""
        waiting = [ask for ask in self._queue if _is_article(ask)]
        self._queue = deque(ask for ask in self._queue if not _is_article(ask))
        for ask in waiting:
            self._hope_for(ask)
        return [ask for ask in waiting if self._wanted(ask)]


def _is_article(ask: Ask) -> bool:
    return ask.role == "article"
