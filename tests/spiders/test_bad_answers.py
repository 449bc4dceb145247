"""A thousand bad answers for every shape: no crash, no standing moved, and each has its reason word.

Everything of a crawl but the network: what is asked, how the answer is classified, what the shape finds in it, how the
run is judged, and what counts of it.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.http import Response
from sqlite_utils import Database

from pipeline import store
from pipeline.collect import stored_page
from pipeline.judge import REASONS, Judgement
from pipeline.model import Crawl, Page
from pipeline.runs import close_run
from spiders.base import Item, SourceSpider
from spiders.fetch import Fetcher
from spiders.read import read_page
from spiders.shapes import SHAPES
from tests.spiders.bad_answers import BAD, WORLDS, Reply, World, spoiled

NOON = datetime(2026, 6, 6, 12, tzinfo=UTC)
EACH = 1_000


class Net:
    """The engine of a crawler, with answers at hand."""

    def __init__(self, answers: Mapping[str, Reply]) -> None:
        self._answers = answers

    async def download_async(self, request: Request) -> Response:
        reply = self._answers.get(request.url, Reply(b"<h1>Nothing here</h1>", status=404))
        if reply.failure:
            raise reply.failure("no")
        headers = {name: value.encode("latin-1", "replace") for name, value in reply.headers.items()}
        return Response(request.url, reply.status, {"Content-Type": reply.kind.encode("utf-8"), **headers}, reply.body)


class Undo(Exception):
    """What was done is to be as if it had not been."""


class Watch:
    """A database in which a world was read twice while all was well, and what a further run comes to."""

    def __init__(self, world: World, folder: Path) -> None:
        self.world = world
        self.db: Database = store.open_database(folder / "slatewatch.db")
        store.keep_sources(self.db, [world.source])
        for days in (0, 1):
            verdict = self.run(world.before, NOON + timedelta(days=days))
            assert verdict.state == "accepted", verdict
        self.standing = self.told()

    def told(self) -> list[tuple[Any, ...]]:
        """What readers know: where each production stands, and every change that was published."""
        known = self.db.execute("SELECT slug, status, planned_start, planned_release FROM productions").fetchall()
        changes = self.db.execute("SELECT id, state, summary FROM changes WHERE state <> 'pending'").fetchall()
        return sorted(known) + sorted(changes)

    def crawl(self, answers: Mapping[str, Reply], now: datetime, run: int) -> tuple[list[Item], Crawl]:
        known = store.Known(self.db, self.world.source.slug)
        spider = SourceSpider(
            source=self.world.source, run_id=run, now=now, known=known, agent="a", shelf=None,
            stored=lambda page: stored_page(self.db, page),
        )  # fmt: skip
        crawler: Any = SimpleNamespace(engine=Net(answers))
        spider._fetcher = Fetcher(crawler, self.world.source, spider.tally, now, "a")

        async def items() -> list[Item]:
            return [item async for item in spider.start()]

        return asyncio.run(items()), spider.crawl("finished")

    def run(self, answers: Mapping[str, Reply], now: datetime) -> Judgement:
        run = store.open_run(self.db, self.world.source.slug, now, "test")
        items, crawl = self.crawl(answers, now, run)
        assert crawl.exceptions == 0, crawl.detail
        with self.db.atomic():
            for item in items:
                if isinstance(item, Page):
                    store.keep_page(self.db, run, item)
                else:
                    store.note_unchanged(self.db, run, item.url)
            store.finish_crawl(self.db, run, crawl, now)
        return close_run(self.db, self.world.source, run, now, read_page).judgement

    def tried(self, answers: Mapping[str, Reply]) -> tuple[Judgement, list[tuple[Any, ...]]]:
        """The verdict on a run, and what readers would know after it. Nothing of it stays."""
        found: list[Any] = []
        try:
            with self.db.atomic():
                found += [self.run(answers, NOON + timedelta(days=2)), self.told()]
                raise Undo
        except Undo:
            return found[0], found[1]


@pytest.fixture(params=WORLDS)
def watch(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Watch]:
    watching = Watch(WORLDS[request.param](), tmp_path)
    yield watching
    watching.db.close()


def test_a_thousand_bad_answers(watch: Watch, caplog: pytest.LogCaptureFixture) -> None:
    shape, seen = watch.world.source.shape, Counter[str]()
    for number in range(EACH):
        kind, answers = spoiled(watch.world, f"{shape}-{number}")
        verdict, told = watch.tried(answers)
        assert verdict.reason in REASONS and verdict.reason != "crashed", (kind, number, verdict)
        assert told == watch.standing, (kind, number, verdict)
        seen[f"{kind} {verdict.reason}"] += 1
    assert {name.partition(" ")[0] for name in seen} == {kind.__name__ for kind in BAD}
    assert [record.getMessage() for record in caplog.records] == [], "the reader stumbles over none"


def test_an_answer_that_is_well_says_what_it_said(watch: Watch) -> None:
    verdict, told = watch.tried(watch.world.after)
    assert (verdict.reason, told) == ("accepted", watch.standing)


def test_every_shape_that_is_crawled_has_a_world() -> None:
    assert SHAPES.keys() - WORLDS.keys() <= {"any_site"}
