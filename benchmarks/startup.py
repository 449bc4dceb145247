"""How long a command takes to start: ``python -m benchmarks.startup [--quick]``.

Peers of the same run: Python itself with nothing to do, and the smallest click program. Processor seconds, medians of
many starts in turns. Exits 1 where a bar is missed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path

from benchmarks.feeds import START, grow
from benchmarks.row import Row, tell
from benchmarks.timed import ROOT, Taken, command, median_cpu
from pipeline.config import Source
from pipeline.store import keep_sources, open_database, stamp

ALLOWED = 0.150
"""Seconds of the processor that the command may need on top of Python's own start."""
TIMES_CLICK = 2.0
KNOWN = 200
"""Changes that the database holds."""
PROGRAM = """import click

@click.command()
@click.option("--name", default="world")
def main(name):
    click.echo(f"Hello, {name}.")

if __name__ == "__main__":
    main()
"""


def small_slate(folder: Path) -> Path:
    """A configuration whose database holds some changes."""
    config = folder / "slatewatch.toml"
    config.write_text('database = "slatewatch.db"\noutput = "public"\n')
    db = open_database(folder / "slatewatch.db")
    keep_sources(db, [Source("gazette", trust=2)])
    with db.atomic():
        db.execute("INSERT INTO runs (id, source, state, started_at) VALUES (1, 'gazette', 'open', ?)", (stamp(START),))
    grow(db, 0, KNOWN)
    db.close()
    return config


def rows(folder: Path, rounds: int) -> Iterator[Row]:
    """The starts that people wait for."""
    config = small_slate(folder)
    program = folder / "bare.py"
    program.write_text(PROGRAM)
    now = (START + timedelta(days=10)).isoformat()

    def started(*arguments: str) -> Callable[[], Taken]:
        return lambda: command([sys.executable, *arguments])

    ours = str(ROOT / "slatewatch.py")
    python, click, help_, changes = median_cpu(
        rounds, started("-c", "pass"), started(str(program)), started(ours, "--help"),
        started(ours, "changes", "--config", str(config), "--now", now),
    )  # fmt: skip
    yield Row(
        "start of `slatewatch --help` beyond Python's own", f"the {ALLOWED * 1000:.0f} ms of processor allowed",
        round((help_ - python) / ALLOWED, 3), 1.0,
    )  # fmt: skip
    yield Row(
        "start of `slatewatch changes` beyond Python's own", f"the {ALLOWED * 1000:.0f} ms of processor allowed",
        round((changes - python) / ALLOWED, 3), 1.0,
    )  # fmt: skip
    yield Row("`slatewatch --help`", "a bare click program", round(help_ / click, 3))
    yield Row(f"`slatewatch changes` of {KNOWN}", "a bare click program", round(changes / click, 3), TIMES_CLICK)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="Few starts: for a look, not for a verdict.")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        return tell(rows(Path(name), 3 if options.quick else 15))


if __name__ == "__main__":
    sys.exit(main())
