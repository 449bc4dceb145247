"""What a changed version of a listing page takes in the database: ``python -m benchmarks.versions``.

    python -m benchmarks.versions [--sim ../shared/simulator] [--days 30] [--quick]

Keeps every listing page of thirty days as a crawl would (``pipeline.store``), and looks at what each version after the
first took: of this benchmark's own site, of the built-in replay, and of the simulator where it is there. The peer is
the same body compressed by itself with zlib. Exits 1 where a version takes more than 4 KB in the mean.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
import tempfile
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.row import Row, tell
from benchmarks.site import listing
from pipeline.config import Source
from pipeline.model import Page
from pipeline.store import keep_page, keep_sources, open_database, open_run
from replay.loopback import Request
from replay.site import LISTS, ReplaySite
from spiders.privacy import scrub_bytes

MOST = 4 * 1024
"""Bytes that a changed version of a listing page may take."""
SIMULATOR = Path(__file__).resolve().parent.parent.parent / "shared" / "simulator"
BEGIN = datetime(2026, 6, 1, 12, tzinfo=UTC)
Fetched = tuple[int, str, bytes]
"""A day, an address, and what stood there."""


def own(days: int) -> Iterator[Fetched]:
    """Ten pages of this benchmark's site: the noise moves daily, one row every fifth day."""
    for day in range(days):
        for number in range(10):
            yield day, f"https://own.example/list/{number}", listing(number, day // 5, day)


def replayed(days: int) -> Iterator[Fetched]:
    """The indexes of the replay's listings and press rooms."""
    site = ReplaySite()
    for day in range(days):
        site.set_day(date(2017, 3, 1) + timedelta(days=day))
        for outlet in site.outlets:
            if outlet.kind in LISTS:
                path = f"/{outlet.slug}/{LISTS[outlet.kind]}"
                answer = site.answer(Request("GET", path))
                if answer.status == 200:
                    yield day, f"https://replay.example{path}", answer.body


def simulated(folder: Path, days: int) -> Iterator[Fetched]:
    """The lists of a simulator given by its folder: adverts, times and counters that differ with every fetch."""
    sim = _module(folder / "sim.py")
    pages: Any = sim.Pages(sim.World(sim.SEED))
    for day in range(1, days + 1):
        for path in [*(f"/a/list/{n}" for n in range(1, pages.nA(day) + 1)), *(f"/b/list/{n}" for n in range(1, 9))]:
            status, text, encoding = pages.base(day, path)
            if status == 200:
                body = sim.noisy(text, path, day).encode(encoding, "xmlcharrefreplace")
                yield day, f"https://sim.example{path}", body


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("simulator", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def kept(fetched: Iterable[Fetched]) -> tuple[int, int, int]:
    """How many versions came after the first of their page; the bytes that they took, and that zlib alone takes."""
    count = ours = alone = 0
    known: dict[str, int] = defaultdict(int)
    with tempfile.TemporaryDirectory() as name:
        db = open_database(Path(name) / "slatewatch.db")
        keep_sources(db, [Source("lists", kind="listing")])
        run = open_run(db, "lists", BEGIN, "1")
        for day, url, raw in fetched:
            body = scrub_bytes(raw)
            page = Page("lists", url, body, BEGIN + timedelta(days=day), role="list", content_type="text/html")
            with db.atomic():
                new = keep_page(db, run, page)
            if new and known[url]:
                count += 1
                ours += next(iter(db.query("SELECT length(body) AS n FROM pages ORDER BY id DESC LIMIT 1")))["n"]
                alone += len(zlib.compress(body, 6))
            known[url] += new
        db.close()
    return count, ours, alone


def rows(worlds: Iterable[tuple[str, Iterable[Fetched]]]) -> Iterator[Row]:
    """Each world's mean beside the budget, and beside zlib alone."""
    for name, fetched in worlds:
        count, ours, alone = kept(fetched)
        if count:
            note = f"{count:,} versions, {ours / count:,.0f} bytes in the mean, {ours / alone:.2f} × zlib alone"
            yield Row(
                f"stored for a changed listing page: {name}", f"the {MOST:,} bytes allowed",
                round(ours / count / MOST, 3), 1.0, note=note,
            )  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sim", type=Path, default=SIMULATOR, metavar="FOLDER")
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--quick", action="store_true", help="Five days only.")
    options = parser.parse_args(arguments)
    days = 5 if options.quick else options.days
    worlds = [("this benchmark's site", own(days)), ("the replay", replayed(days))]
    if (options.sim / "sim.py").is_file():
        worlds.append(("the simulator", simulated(options.sim, days)))
    return tell(rows(worlds))


if __name__ == "__main__":
    sys.exit(main())
