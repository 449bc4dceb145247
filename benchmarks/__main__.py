"""``make bench``: every benchmark in turn, and their ratios in one table in docs/benchmarks.md.

    python -m benchmarks [--quick] [--now 2026-11-25] [--corpus PATH]

Each benchmark runs by itself, one after the other, and prints its rows (``benchmarks.row``); a ratio is against a peer
or a limit of the same run, since machines differ. Only the table between the marks of the page is written anew. A
benchmark whose data is not here is left out, and said so. Exits 1 where a bar is missed. ``--quick`` takes a few
minutes and writes nothing.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from benchmarks.curves import curves
from benchmarks.row import Row, row_of

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
PAGE, DRAWING = ROOT / "docs" / "benchmarks.md", ROOT / "docs" / "growth.svg"
BEGIN, END = "<!-- written by make bench: from here -->", "<!-- to here -->"


@dataclass(frozen=True, slots=True)
class Bench:
    """A module of this package; what it is given, and given in a hurry (None: left out); what it needs."""

    title: str
    module: str
    arguments: tuple[str, ...] = ()
    quick: tuple[str, ...] | None = ("--quick",)
    needs: Path | None = None


BENCHES = (
    Bench("Start", "startup"),
    Bench("Cycles beside a bare Scrapy crawl", "cycle"),
    Bench("Bytes of a page version", "versions"),
    Bench("Reading", "words"),
    Bench("Rendering", "feeds", quick=("--rounds", "2")),
    Bench("Publishing", "publishing", quick=("--known", "1000", "5000", "--productions", "500", "1000")),
    Bench("Growth", "growth"),
    Bench("A large run beside a large slate", "scale", quick=None),
    Bench("Forecast", "forecast", quick=None),
    Bench("Simulator", "simulator", quick=("--seeds", "1", "--days", "8"), needs=SHARED / "simulator"),
)


def rows_of(bench: Bench, quick: bool) -> Iterator[Row]:
    """Run one benchmark, telling what it says. A row where it failed without having said which bar it missed."""
    arguments = bench.quick if quick and bench.quick is not None else bench.arguments
    print(f"\n{bench.title}: python -m benchmarks.{bench.module} {' '.join(arguments)}", flush=True)
    process = subprocess.Popen(
        [sys.executable, "-m", f"benchmarks.{bench.module}", *arguments], cwd=ROOT, text=True, stdout=subprocess.PIPE
    )
    assert process.stdout
    said = False
    for line in process.stdout:
        row = row_of(line)
        print(f"  {words(row)}" if row else f"  {line.rstrip()}", flush=True)
        if row:
            said = said or not row.met
            yield row
    if process.wait() and not said:
        yield Row(f"`python -m benchmarks.{bench.module}`", "its own bars", 0.0, 1.0, least=True, note="failed")


def words(row: Row) -> str:
    """A row for a terminal."""
    bar = "" if row.bar is None else f" ({'≥' if row.least else '≤'} {row.bar:g}: {'met' if row.met else 'MISSED'})"
    return f"{row.ratio:g} × {row.beside}: {row.what}{bar}{f'; {row.note}' if row.note else ''}"


def table(bench: Bench, rows: Sequence[Row]) -> str:
    """The part of the page for one benchmark."""
    lines = [f"### {bench.title}", "", f"`python -m benchmarks.{bench.module}`", ""]
    lines += ["| what | beside | bar | measured | |", "|---|---|---|---|---|"]
    for row in rows:
        bar = "" if row.bar is None else f"{'≥' if row.least else '≤'} {row.bar:g} ×"
        measured = f"{row.ratio:g} ×" if row.met else f"**{row.ratio:g} ×, missed**"
        lines.append(f"| {row.what} | {row.beside} | {bar} | {measured} | {row.note} |")
    return "\n".join([*lines, ""])


def write_page(told: Sequence[tuple[Bench, list[Row]]], absent: Sequence[str], day: date) -> None:
    """Put the table in its place; the words around it are a person's."""
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    after = rest.partition(END)[2]
    parts = [f"Measured on {day.isoformat()}.", ""]
    parts += [table(bench, rows) for bench, rows in told]
    parts += [f"Not measured, since what it needs is not here: {title}.\n" for title in absent]
    PAGE.write_text("\n".join([before + BEGIN, "", *parts, END + after]), encoding="utf-8")
    if drawing := curves([row for _, rows in told for row in rows]):
        DRAWING.write_text(drawing, encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run them all; 1 where one missed its bar."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="Small and few: for a look, not for a verdict.")
    parser.add_argument("--now", type=datetime.fromisoformat, default=None, help="The day that the page names.")
    parser.add_argument("--corpus", type=Path, default=os.environ.get("SLATEWATCH_CORPUS") or SHARED / "corpus/prose")
    options = parser.parse_args(arguments)
    if options.corpus.is_dir():
        os.environ["SLATEWATCH_CORPUS"] = str(options.corpus.resolve())
    told, absent = [], []
    for bench in BENCHES:
        if bench.needs is not None and not bench.needs.exists():
            absent.append(bench.title)
        elif not options.quick or bench.quick is not None:
            told.append((bench, list(rows_of(bench, options.quick))))
    if not options.quick:
        write_page(told, absent, (options.now or datetime.now(UTC)).date())
    missed = [words(row) for _, rows in told for row in rows if not row.met]
    print("\nmissed:" if missed else "\nall bars met", *missed, sep="\n  ")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
