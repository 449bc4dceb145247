"""What it costs to publish ten new changes beside many that are known, all told: feeds, pages, search, pictures; and
how much memory it takes to make the whole site.

    python -m benchmarks.publishing [--known 1000 100000] [--productions 10000 100000] [--rounds 5]

Processor seconds of the median of the rounds, and the peak memory of a process that makes every page. Exits 1 where the
largest costs more than ``MOST`` times the smallest.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from sqlite_utils import Database

from benchmarks.feeds import START, grow, known, timed
from benchmarks.row import Row, tell
from feeds.publish import publish
from feeds.site import render_site
from pipeline import untold
from pipeline.config import Config
from pipeline.store import open_database

MOST = 1.5
NOW = START + timedelta(days=4000)
EACH = 5
"""Changes of a production."""
FIRST = (
    "Silent", "Crimson", "Northern", "Hollow", "Paper", "Glass", "Iron", "Velvet", "Broken", "Golden", "Winter",
    "Amber", "Distant", "Electric", "Fallen", "Jade", "Kind", "Lost", "Quiet", "Royal", "Tender", "Under", "Young",
    "Zero",
)  # fmt: skip
SECOND = ("River", "Harbour", "Orchard", "Kingdom", "Garden", "Signal", "Station", "Daughter", "Horizon", "Letters")
CITIES = ("Cardiff", "Toronto", "Atlanta", "Dublin", "Budapest", "Vancouver", "Prague", "Sydney")


def name_them(db: Database, first: int) -> None:
    """Give the productions from id ``first`` on titles from all over the alphabet, and their reports places."""
    rows = db.query("SELECT id FROM productions WHERE id >= ? ORDER BY id", (first,))
    named = [(f"{FIRST[n % 24]} {SECOND[n * 7 % 10]} {n:x}", n) for n in (row["id"] for row in rows)]
    with db.atomic():
        db.conn.executemany(
            "UPDATE productions SET title = ?1, key = lower(?1), status = 'filming', network = 'Northern Channel'"
            " WHERE id = ?2", named,
        )  # fmt: skip
        db.conn.executemany(
            "UPDATE reports SET place = ? WHERE production_id = ?", ((CITIES[n % 8], n) for _, n in named)
        )


def settle(db: Database, config: Config) -> None:
    """Take all pages as written: what a publication would note of them is noted."""
    with db.atomic():
        for note in (untold.productions, untold.sources, untold.feeds):
            note(db)
        for _ in render_site(db, config, NOW, touched=None):
            pass
        db.execute("DELETE FROM marks WHERE name = 'pages.every'")


def publish_ten(count: int, rounds: int) -> dict[str, float]:
    """Publish ten new changes of two new productions beside ``count`` known ones, several times."""
    with tempfile.TemporaryDirectory() as name:
        db, config = known(Path(name), count)
        name_them(db, 1)
        settle(db, config)
        publish(db, config, NOW)  # the files that every publication looks at are there
        seconds, files = list[float](), list[int]()
        for number in range(rounds):
            grow(db, count + 10 * number, 10)
            name_them(db, (count + 10 * number) // EACH + 1)
            seconds.append(timed(lambda: files.append(_files(db, config))))
        db.close()
    return {"known": count, "median_s": round(statistics.median(seconds), 3), "files": files[-1]}


def _files(db: Database, config: Config) -> int:
    done = publish(db, config, NOW)
    return done.files_written + done.files_unchanged


def fill(folder: Path, count: int) -> None:
    """A slate of ``count`` productions; every tenth has changes, with their reports."""
    db, _ = known(folder, EACH)
    with db.atomic():
        db.conn.executemany(
            "INSERT OR IGNORE INTO productions (id, slug, title, medium, year, key, bare, near, first_seen, updated_at)"
            " VALUES (?1, 'film-' || ?1, '', 'film', 2020, '', '', '', '2020', '2020')",
            ((number,) for number in range(1, count + 1)),
        )
    grow(db, EACH, count // 10 * EACH)
    name_them(db, 1)
    db.close()


def make_all(folder: Path) -> dict[str, float]:
    """Make every page of the slate in a folder, in this process, and tell what memory it took at most."""
    config = Config(None, folder / "slatewatch.db", folder / "public", "https://slate.example/")
    db = open_database(config.database)
    pages = 0

    def render() -> None:
        nonlocal pages
        with db.atomic():
            pages = sum(1 for _ in render_site(db, config, NOW, touched=None))

    seconds = timed(render)
    db.close()
    return {"pages": pages, "s": round(seconds), "peak_mb": round(_peak())}


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _apart(count: int) -> dict[str, float]:
    """``make_all`` in a process of its own, whose peak is its own."""
    with tempfile.TemporaryDirectory() as folder:
        fill(Path(folder), count)
        command = [sys.executable, "-m", "benchmarks.publishing", "--make", folder]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    return {"productions": count, **json.loads(done.stdout)}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure every size, smallest first."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--known", type=int, nargs="+", default=[1000, 100_000], help="changes known before")
    parser.add_argument("--productions", type=int, nargs="+", default=[10_000, 100_000], help="of the slate")
    parser.add_argument("--rounds", type=int, default=5, help="how often publishing is measured")
    parser.add_argument("--make", type=Path, help="only make the whole site of the database in this folder, once")
    options = parser.parse_args(arguments)
    if options.make:
        print(json.dumps(make_all(options.make)))
        return 0
    told = [publish_ten(count, options.rounds) for count in sorted(options.known)]
    made = [_apart(count) for count in sorted(options.productions)]
    return tell(
        Row(f"{what} {largest[size]:,}", f"{what} {smallest[size]:,}", round(largest[of] / smallest[of], 2), MOST,
            note=f"{largest} beside {smallest}")
        for what, size, of, smallest, largest in (
            ("processor time to publish ten new changes, changes known:", "known", "median_s", told[0], told[-1]),
            ("peak memory to make the whole site, productions:", "productions", "peak_mb", made[0], made[-1]),
        )
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
