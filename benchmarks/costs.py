"""What a page costs a core, for the sums of ``docs/scaling.md``: ``python -m benchmarks.costs [--pages 1000]``.

Bare figures, of this machine and this hour: for adding up, never for a verdict (that is ``benchmarks.cycle``). A start
is a cycle of one unchanged page; the other cycles are told without it, in pages a second of the processor.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path
from statistics import median

from benchmarks.cycle import World
from benchmarks.site import Site
from benchmarks.timed import Taken


def seconds(work: Callable[[], Taken], rounds: int = 3) -> float:
    """The median of its processor seconds."""
    return median(work().cpu for _ in range(rounds))


def start(site: Site) -> float:
    """Processor seconds of a cycle of one unchanged page."""
    with tempfile.TemporaryDirectory() as name:
        world = World(site, Path(name), 1)
        world.cycle()
        return seconds(world.cycle)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=1000)
    pages = parser.parse_args(arguments).pages
    days = count(1)
    with Site() as site, tempfile.TemporaryDirectory() as name:
        world = World(site, Path(name), pages)

        def day(**what: int) -> Taken:
            site.show(**what)
            return world.cycle()

        begun = start(site)
        first = world.cycle().cpu
        print(f"start: {begun:.2f} s")
        for kind, spent in (
            ("25 productions never heard of", first),
            ("unchanged, answered with 304", seconds(world.cycle)),
            ("sent anew, no row moved", seconds(lambda: day(noise=next(days)))),
            ("one row of 25 moved", seconds(lambda: day(step=next(days), every=1))),
        ):
            print(f"{kind}: {pages / (spent - begun):,.0f} pages a second of one core")
    return 0


if __name__ == "__main__":
    sys.exit(main())
