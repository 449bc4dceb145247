"""How the cost of a run grows with what is known, from a thousand productions to a million: times and memory.

    python -m benchmarks.growth [--quick] [--folder /tmp/growth]

Of each size a database is filled straight by SQLite (five reports a production, as in ``benchmarks.scale``). Then, in a
process of its own, a run of 1,000 new reports is closed (resolve, diff, settle, store) and published, and after it one
of ten reports. Beside it the same processor work in pure SQL: the set difference of the reports' titles and all known
ones. Exits 1 where a bar is missed. A million productions take 2 GB in the folder for a while.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path

from sqlite_utils import Database

from benchmarks.row import Row, tell
from benchmarks.scale import NOW, SOURCES, fill, keep_reports, read, title
from benchmarks.timed import command
from feeds.publish import publish
from pipeline import store
from pipeline.config import Config
from pipeline.runs import close_run

SIZES = (1_000, 10_000, 100_000, 1_000_000)
REPORTS, FEW = 1_000, 10
PER_DECADE = 2.0
"""How many times as long anything may take beside ten times as much; linear would be 10."""
MEMORY = 250 * 2**20
"""Bytes that a run may hold at a million productions."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure every size, smallest first."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="The two smallest sizes only.")
    parser.add_argument("--folder", type=Path, help="Where the databases may stand for a while.")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.one:
        print(json.dumps(one(options.folder, options.one)))
        return 0
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        return tell(rows(Path(name), SIZES[:2] if options.quick else SIZES))


def rows(folder: Path, sizes: Sequence[int]) -> Iterator[Row]:
    """Each size beside the one before, and the largest beside the budget."""
    before: dict[str, float] = {}
    for size in sizes:
        place = folder / str(size)
        place.mkdir()
        prepare(place, size)
        taken = command([sys.executable, "-m", "benchmarks.growth", "--one", str(size), "--folder", str(place)])
        figures = {**json.loads(taken.output), "memory of the whole run": float(taken.memory)}
        for what, figure in figures.items():
            if before and what != "difference":
                ratio = round(figure / before[what], 2)
                yield Row(f"{what} beside {size:,} productions", f"beside {size // 10:,}", ratio, PER_DECADE)
        yield Row(
            f"resolve and diff {REPORTS:,} reports beside {size:,} productions", "set difference in pure SQL",
            round(figures[f"resolve and diff of {REPORTS:,} reports"] / figures["difference"], 1),
        )  # fmt: skip
        before = figures
        for file in place.glob("slatewatch.db*"):
            file.unlink()
    yield Row(
        f"peak memory of a run at {sizes[-1]:,} productions", f"the {MEMORY >> 20} MB allowed",
        round(before["memory of the whole run"] / MEMORY, 3), 1.0,
        note=f"{before['memory of the whole run'] / 2**20:.0f} MB",
    )  # fmt: skip


def config_of(folder: Path) -> Config:
    """What is published from where."""
    return Config(None, folder / "slatewatch.db", folder / "public", "https://slate.example/", sources=SOURCES)


def prepare(folder: Path, size: int) -> None:
    """A database in which so much is known and everything counts as published."""
    config = config_of(folder)
    db = store.open_database(config.database)
    store.keep_sources(db, SOURCES)
    publish(db, config, NOW - timedelta(days=500))
    fill(db, size)
    db.close()


def one(folder: Path, size: int) -> dict[str, float]:
    """Processor seconds of each step, beside ``size`` known productions."""
    config = config_of(folder)
    db = store.open_database(config.database)
    run = keep_reports(db, size, 0, REPORTS, NOW)
    figures = {"difference": timed(lambda: difference(db, size))}
    figures[f"resolve and diff of {REPORTS:,} reports"] = timed(lambda: close_run(db, SOURCES[1], run, NOW, read))
    publish(db, config, NOW)
    later = NOW + timedelta(days=1)
    run = keep_reports(db, size, REPORTS, FEW, later)
    close_run(db, SOURCES[1], run, later, read)
    figures[f"publish {FEW} changes"] = timed(lambda: publish(db, config, later))
    db.close()
    return figures


def difference(db: Database, size: int) -> int:
    """How many of the titles that a run reports are not known: what resolving comes down to in pure SQL."""
    db.execute("CREATE TEMP TABLE said (title TEXT)")
    titles = ((title(number * max(1, size // 7919) % size + 1),) for number in range(REPORTS))
    db.conn.executemany("INSERT INTO said VALUES (?)", titles)
    sql = "SELECT count(*) AS n FROM (SELECT lower(title) FROM said EXCEPT SELECT key FROM productions)"
    return int(store.one(db, sql)["n"])


def timed(work: Callable[[], object]) -> float:
    """Processor seconds that some work takes."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


if __name__ == "__main__":
    sys.exit(main())
