"""Whole cycles beside a bare Scrapy crawl of the same pages: ``python -m benchmarks.cycle [--quick]``.

A site on loopback lists 25 productions a page, in 20 sources. Ours is ``slatewatch run`` with all that it does: crawl,
store, judge, read, resolve, diff, forecast, publish. The peer (``benchmarks.bare``) is Scrapy as it comes, one request
at a time as ours. Both start their own interpreter; neither waits between requests. Figures are of the processor, in
turns, with what the wall clock said in the note. Exits 1 where a bar is missed.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from benchmarks.row import Row, tell
from benchmarks.site import FIELDS, Site
from benchmarks.timed import ROOT, Taken, command
from pipeline.config import load
from pipeline.store import keep_sources, open_database, open_run
from spiders.launch import Worker

SPEED, UNCHANGED = 0.8, 1.15
"""The budgets: pages a second of a whole cycle, at least; processor time of one in which nothing is new, at most."""
PAGES, SOURCES = 1000, 20
ONE_IN = 20
"""On an ordinary day one page in so many has a row that moved."""
BEGIN = datetime(2026, 6, 1, 12, tzinfo=UTC)
SOURCE = """
[[source]]
slug = "list-{number}"
kind = "listing"
shape = "table"
start = {start}
row = "table.slate tbody tr"
complete = true
delay = 0
trust = 2
[source.fields]
ref = "::attr(id)"
{fields}
"""


class World:
    """A folder with a configuration that watches so many pages of the site, and the days that went by in it."""

    def __init__(self, site: Site, folder: Path, pages: int) -> None:
        self.site, self.folder, self.pages = site, folder, pages
        self.config = folder / "slatewatch.toml"
        self._urls = [f"{site.base}/list/{number}" for number in range(pages)]
        self._day = BEGIN
        each = -(-pages // SOURCES)
        fields = "\n".join(f'{ours} = "td.{theirs}"' for ours, theirs in FIELDS.items())
        head = 'database = "slatewatch.db"\noutput = "public"\nbuiltin_sources = false\nallow_private = true\n'
        self.config.write_text(head + "".join(
            SOURCE.format(number=first // each, start=json.dumps(self._urls[first : first + each]), fields=fields)
            for first in range(0, pages, each)
        ))  # fmt: skip

    def cycle(self) -> Taken:
        """``slatewatch run``, a day later."""
        self._day += timedelta(days=1)
        arguments = ("run", "--quiet", "--config", str(self.config), "--now", self._day.isoformat())
        return command([sys.executable, str(ROOT / "slatewatch.py"), *arguments])

    def bare(self, *options: str, tags: bool = False) -> Taken:
        """The bare crawl; with ``tags`` each request is conditional, and answered with 304."""
        asks = [(url, f'"{number}-0-0"' if tags else None) for number, url in enumerate(self._urls)]
        listed = self.folder / "asks.json"
        listed.write_text(json.dumps(asks))
        taken = command([sys.executable, "-m", "benchmarks.bare", str(listed), *options])
        told = json.loads(taken.output)
        if told != {"pages": self.pages, "unchanged": self.pages if tags else 0}:
            raise RuntimeError(f"the bare crawl did not do what was measured: {told}")
        return taken

    def crawl_and_store(self) -> Taken:
        """The crawling process alone, into a database of its own: nothing is judged, read or published."""
        config = load(self.config)
        path = self.folder / f"stored-{time.monotonic_ns()}.db"
        db = open_database(path)
        keep_sources(db, config.sources)
        runs = [(open_run(db, source.slug, self._day, "1"), source.slug) for source in config.sources]
        before, begun = _children(), time.monotonic()
        with Worker(self.config, path) as worker:
            stored = sum(int(told["pages"]) for told in worker.crawl(runs, self._day))
        db.close()
        if stored != self.pages:
            raise RuntimeError(f"{stored} pages were stored, not {self.pages}")
        return Taken(_children() - before, time.monotonic() - begun, 0, "")


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measured(rounds: int, *works: Callable[[], Taken]) -> list[Taken]:
    """The median of each one's times, measured in turns."""
    taken = [[work() for work in works] for _ in range(rounds)]
    return [
        Taken(median(t.cpu for t in times), median(t.wall for t in times), max(t.memory for t in times), "")
        for times in zip(*taken, strict=True)
    ]


def speed(what: str, beside: str, ours: Taken, peer: Taken, bar: float | None = None, note: str = "") -> Row:
    """How many pages a processor second we do for each of the peer's."""
    wall = f"by the wall clock {peer.wall / ours.wall:.2f}"
    return Row(what, beside, round(peer.cpu / ours.cpu, 3), bar, least=True, note=f"{note}; {wall}" if note else wall)


def start(site: Site, rounds: int) -> Row:
    """One page only: what the start costs, in two processes beside one."""
    with tempfile.TemporaryDirectory() as name:
        world = World(site, Path(name), 1)
        world.cycle()
        ours, peer = measured(rounds, world.cycle, lambda: world.bare(tags=True))
    return Row(
        "start: a cycle of one unchanged page, processor", "a bare crawl of that page", round(ours.cpu / peer.cpu, 3)
    )


def rows(site: Site, world: World, rounds: int) -> Iterator[Row]:
    """Every kind of day."""
    n, scraped = world.pages, "a bare Scrapy crawl that scrapes the same rows"
    store, peer, empty = measured(
        rounds, world.crawl_and_store, lambda: world.bare("--rows"), lambda: world.bare()
    )  # fmt: skip
    yield speed(f"crawl and store {n} new pages", scraped, store, peer, SPEED)
    yield speed(f"crawl and store {n} new pages", "a bare Scrapy crawl with an empty parse", store, empty)
    first = world.cycle()
    yield speed("first cycle, everything new", scraped, first, peer, note=f"makes {25 * n:,} productions")
    unchanged, conditional = measured(rounds, world.cycle, lambda: world.bare(tags=True))
    yield Row(
        f"a cycle of {n} unchanged pages, processor", "a bare Scrapy crawl with the same conditional requests",
        round(unchanged.cpu / conditional.cpu, 3), UNCHANGED,
        note=f"by the wall clock {unchanged.wall / conditional.wall:.2f}",
    )  # fmt: skip
    days = iter(range(1, 1000))

    def moved() -> Taken:
        site.show(step=next(days), every=ONE_IN)
        return world.cycle()

    def noisy() -> Taken:
        site.show(noise=next(days))
        return world.cycle()

    day, other = measured(rounds, moved, noisy)
    yield speed(f"whole cycle, a row moved on one page in {ONE_IN}", scraped, day, peer, SPEED)
    anew = "whole cycle, all pages sent anew with other adverts, no row moved"
    yield speed(anew, scraped, other, peer, SPEED)
    yield speed(anew, "a bare Scrapy crawl with an empty parse", other, empty)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="Few pages, once: for a look, not for a verdict.")
    parser.add_argument("--rounds", type=int, default=3, help="How often each is measured, in turns.")
    options = parser.parse_args(arguments)
    pages, rounds = (100, 1) if options.quick else (PAGES, options.rounds)
    with Site() as site, tempfile.TemporaryDirectory() as name:
        return tell([start(site, rounds)]) | tell(rows(site, World(site, Path(name), pages), rounds))


if __name__ == "__main__":
    sys.exit(main())
