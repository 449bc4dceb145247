"""How fast archives are read, and what a second worker is worth: ``sh tests/spark/cluster.sh bench``.

    python -m benchmarks.spark [--pages 20000] [--files 8]

Files of the whole web are made, of whose pages one in a hundred is about a production (``webarchive.py``). One process
reads them, in CPU seconds of its own; then a standalone cluster of one worker, and of two, in seconds of the wall and
in CPU seconds of all workers. A machine that others load gives two workers less than two cores: how many they had, and
how much of the machine lay idle meanwhile, stands beside; where nothing did, the bar for two workers is not judged.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from benchmarks.cluster import Cluster
from benchmarks.webarchive import write
from pipeline import store
from pipeline.config import Source
from pipeline.harvested import Counts
from pipeline.imports import bring
from pipeline.parts import in_order, notes, parts_of
from spiders.spark import Task, cluster, read_file, spread
from spiders.warc import records

PRESS = Source(slug="press", shape="any_site", enabled=False)
SPAN = (datetime(1990, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC))
NOW = datetime(2026, 1, 1, tzinfo=UTC)
LEAST_PAGES, LEAST_GAIN = 300, 1.7
SPARE = 0.1
"""Cores from which on two workers could have had more."""
TICK = 100
"""Ticks a second in which Linux counts CPU time."""


@dataclass(frozen=True, slots=True)
class Spread:
    """One job on a cluster: seconds of the wall, CPU seconds of the processes that read, and of nobody."""

    wall: float
    cpu: float
    idle: float

    def line(self, workers: int) -> str:
        """It in words."""
        return (
            f"{workers} worker(s): {self.wall:.1f} s, {self.cpu:.1f} CPU s: {self.cpu / self.wall:.2f} cores had, "
            f"{self.idle / self.wall:.2f} idle"
        )


def main() -> int:
    """Print the table; 1 where a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=20_000)
    parser.add_argument("--files", type=int, default=8)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="slatewatch-spark-") as name:
        folder = Path(name)
        paths = [folder / f"web-{number}.warc.gz" for number in range(arguments.files)]
        size = sum(write(path, arguments.pages // arguments.files, number) for number, path in enumerate(paths))
        packed = sum(path.stat().st_size for path in paths)
        print(f"{arguments.pages:,} pages: {size / 1e6:,.0f} MB of markup, {packed / 1e6:,.0f} in {len(paths)} files")
        places = [str(path) for path in paths]
        speed = alone(places, folder / "alone")
        into_the_database(folder / "alone", folder)
        good = workers(places, folder)
    return int(speed < LEAST_PAGES or not good)


def alone(places: list[str], out: Path) -> float:
    """Pages a CPU second of one process, from the file to the Parquet; beside it the bare reading of the records."""
    start = time.process_time()
    bare = sum(1 for place in places for _ in records(place, lambda url: True))
    plain = time.process_time() - start
    counts = Counts()
    start = time.process_time()
    for place in places:
        counts.add(read_file(place, Task(str(out), (PRESS,), (), SPAN)).counts)
    spent = time.process_time() - start
    speed = counts.answers / spent
    parsed = 1 - counts.dropped.get("words", 0) / counts.answers
    print(f"one process: {speed:,.0f} pages a CPU second (bar: {LEAST_PAGES}), {counts.pages} pages with "
          f"{counts.reports} reports kept; {parsed:.1%} of the pages were parsed")  # fmt: skip
    print(f"  the records alone, unpacked and not looked at: {bare / plain:,.0f}; ratio {speed * plain / bare:.2f}")
    return speed


def into_the_database(out: Path, folder: Path) -> None:
    """Captures a CPU second that one deciding database takes in."""
    db = store.open_database(folder / "slatewatch.db")
    store.keep_sources(db, [PRESS])
    start = time.process_time()
    taken = sum(1 for _ in bring(db, {PRESS.slug: PRESS}, in_order(parts_of(out, notes(out))), NOW))
    print(f"import: {taken / (time.process_time() - start):,.0f} captures with reports a CPU second")
    db.close()


def workers(places: list[str], folder: Path) -> bool:
    """How much sooner two workers are done than one; False below the bar. The first of two rounds is a warming up."""
    done: dict[int, Spread] = {}
    for number in (1, 2):
        logs = folder / f"logs-{number}"
        logs.mkdir()
        with Cluster(logs, number) as machines, cluster(machines.url) as context:
            for turn in ("first", "second"):
                work = partial(read_file, task=Task(str(folder / f"{turn}-{number}"), (PRESS,), (), SPAN))
                cpu, idle, start = cpu_of_workers(machines), idle_seconds(), time.perf_counter()
                spread(work, places, context)
                wall = time.perf_counter() - start
                done[number] = Spread(wall, cpu_of_workers(machines) - cpu, idle_seconds() - idle)
        print(done[number].line(number))
    one, two = done[1], done[2]
    gain, had = one.wall / two.wall, (two.cpu / two.wall) / (one.cpu / one.wall)
    print(f"two workers: {gain:.2f} × one (bar: {LEAST_GAIN}) with {had:.2f} × the CPU a second; CPU for the same "
          f"files {two.cpu / one.cpu:.2f} ×")  # fmt: skip
    if gain < LEAST_GAIN and two.idle < SPARE * two.wall:
        print("  not judged: others had the rest of the machine")
        return True
    return gain >= LEAST_GAIN


def idle_seconds() -> float:
    """CPU seconds that this machine has been idle, over all cores."""
    fields = Path("/proc/stat").read_text(encoding="ascii").splitlines()[0].split()
    return (int(fields[4]) + int(fields[5])) / TICK


def cpu_of_workers(machines: Cluster) -> float:
    """CPU seconds so far of all Python processes below the workers, those that ended included."""
    parents = {worker.pid for worker in machines.workers}
    return sum(seconds for pid, seconds in _descendants(parents))


def _descendants(roots: set[int]) -> Iterator[tuple[int, float]]:
    fields: dict[int, tuple[str, list[str]]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            text = path.read_text()
        except OSError:  # it ended meanwhile
            continue
        name, _, rest = text[text.index("(") + 1 :].rpartition(") ")
        fields[int(path.parent.name)] = (name, rest.split())
    below = set(roots)
    while more := {pid for pid, (_, rest) in fields.items() if int(rest[1]) in below} - below:
        below |= more
    for pid in below & fields.keys():
        command, numbers = fields[pid]
        if command.startswith("python"):
            yield pid, sum(map(int, numbers[11:15])) / TICK


if __name__ == "__main__":
    sys.exit(main())
