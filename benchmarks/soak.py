"""A month of the scheduler on a fast clock: ``python -m benchmarks.soak [--simulator SIM.py] [--speed 2400]``.

The real scheduler, its real commands and crawls; only the clock runs ``--speed`` times as fast. At the end: whether
every job ran when it was due, and whether memory, descriptors and processes stayed level.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import sqlite3
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import mean, median

from benchmarks.worlds import World, world_of
from pipeline.config import Config, load
from pipeline.health import past_of
from schedules import Clock, Scheduler, interval_of, jitter

RUNS = """SELECT started_at, state, reason, detail, EXISTS (SELECT 1 FROM reports WHERE run_id = runs.id) AS moved
            FROM runs WHERE source = ? ORDER BY id"""
GROWTH = 1.1
"""How much more memory than on the first day the last day may take."""
EVERY = 720
"""Minutes between two crawls of a source: at a high speed a run itself takes hours."""


class FastClock(Clock):
    """Begins at ``start`` and runs ``speed`` times as fast as the machine's."""

    def __init__(self, start: datetime, speed: float) -> None:
        self._start = start
        self._speed = speed
        self._wall = datetime.now(UTC)
        self._begun = time.monotonic()

    def now(self) -> datetime:
        passed = timedelta(seconds=(time.monotonic() - self._begun) * self._speed)
        return (self._start + passed).replace(microsecond=0)

    def wall(self, moment: datetime) -> datetime:
        return self._wall + (moment - self._start) / self._speed

    def options(self) -> list[str]:
        return ["--now", self.now().isoformat()]


@dataclass(frozen=True, slots=True)
class Sample:
    """What the scheduler's process held at one moment."""

    day: int
    memory: int
    descriptors: int
    children: int


def sample(day: int) -> Sample:
    """A sample of this process."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return Sample(day, pages * os.sysconf("SC_PAGE_SIZE"), len(os.listdir("/proc/self/fd")), len(children()))  # noqa: PTH208


def children() -> set[int]:
    """The processes that this one started, and what they started, that are still there."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
    found = {os.getpid()}
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {os.getpid()}


def watch(world: World, clock: FastClock, scheduler: Scheduler, days: int, samples: list[Sample]) -> None:
    """Move the world with the clock, take samples, and stop the scheduler when the days are over."""
    first, day = clock.now(), 1
    while day <= days:
        today = (clock.now() - first).days + 1
        if today != day:
            day = today
            if day <= world.days:
                world.set_day(day)
        samples.append(sample(day))
        time.sleep(0.5)
    scheduler.stop()


def lateness(config: Config, clock_speed: float) -> dict[str, object]:
    """How much later than due the runs began, in seconds of the machine, and how many never began."""
    late: list[float] = []
    missed = runs = 0
    with closing(sqlite3.connect(config.database)) as db:
        db.row_factory = sqlite3.Row
        for source in config.sources:
            rows = [dict(row) for row in db.execute(RUNS, (source.slug,))]
            runs += len(rows)
            for number, run in enumerate(rows[1:], 1):
                past = past_of(reversed(rows[:number]))
                interval, _ = interval_of(source, past)
                due = datetime.fromisoformat(rows[number - 1]["started_at"]) + interval + jitter(source.slug, interval)
                wait = datetime.fromisoformat(run["started_at"]) - due
                late.append(wait.total_seconds() / clock_speed)
                missed += wait >= interval
        unfinished = db.execute("SELECT count(*) FROM runs WHERE state IN ('open', 'interrupted')").fetchone()[0]
    return {
        "runs": runs, "missed": missed, "unfinished": unfinished, "early": sum(s < 0 for s in late),
        "late_median_s": round(median(late), 2), "late_most_s": round(max(late), 2),
    }  # fmt: skip


def level(samples: list[Sample], days: int) -> dict[str, object]:
    """First against last day. Samples are taken while commands run too: those without children are compared."""
    first = [s for s in samples if s.day == 2]
    last = [s for s in samples if s.day == days]
    return {
        "memory_mb": [round(mean(s.memory for s in day) / 2**20, 1) for day in (first, last)],
        "memory_growth": round(mean(s.memory for s in last) / mean(s.memory for s in first), 3),
        "descriptors": [min(s.descriptors for s in day) for day in (first, last)],
        "most_processes": max(s.children for s in samples),
    }


def configured(world: World, folder: Path) -> Config:
    """The world's configuration, at a pace at which a run ends before the next one is due."""
    path = world.configure(folder)
    text = path.read_text(encoding="utf-8").replace("[[source]]\n", f"[[source]]\nevery = {EVERY}\n")
    schedule = "[schedule]\npublish_minutes = 2880\nhealth_minutes = 1440\nkeep_bodies_days = 10\n"
    path.write_text(text + "\n" + schedule, encoding="utf-8")
    return load(path)


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit 0 where every job ran and nothing grew."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--simulator", type=Path, help="a simulator's script; else the built-in replay")
    parser.add_argument("--port", type=int, default=8881)
    parser.add_argument("--speed", type=float, default=2400.0, help="at 60 a month takes twelve hours")
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--dir", type=Path, help="keep the database and the output in this new folder")
    args = parser.parse_args(arguments)
    folder = args.dir or Path(tempfile.mkdtemp(prefix="soak-"))
    folder.mkdir(exist_ok=True)
    logging.basicConfig(filename=folder / "log.txt", level=logging.INFO, format="%(asctime)s %(message)s")
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    samples: list[Sample] = []
    with world_of(args.simulator, args.port, args.days) as world:
        config = configured(world, folder)
        before = children()
        clock = FastClock(world.set_day(1), args.speed)
        scheduler = Scheduler(config, clock)
        watcher = threading.Thread(target=watch, args=(world, clock, scheduler, args.days, samples))
        watcher.start()
        scheduler.serve()
        watcher.join()
        left = len(children() - before)
    told = {"days": args.days, "speed": args.speed, **lateness(config, args.speed), **level(samples, args.days),
            "processes_left": left, "folder": str(folder)}  # fmt: skip
    print(json.dumps(told))
    good = not (told["missed"] or told["unfinished"] or left) and float(str(told["memory_growth"])) <= GROWTH
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
