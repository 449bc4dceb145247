"""The simulated site of three sources over thirty days, for several seeds: ``python -m benchmarks.simulator``.

    python -m benchmarks.simulator [--sim ../shared/simulator] [--seeds 20261122 1 2 3] [--days 30] [--show]

The simulator is a folder outside of this repository with ``sim.py`` (the site) and ``run.py`` (drives the installed
command through all days and scores what it published). Prints a row of scores for each seed; exits 1 where one of them
is not good enough (``faults``).
"""

from __future__ import annotations

import argparse
import json
import socket
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.row import Row, tell

HERE = Path(__file__).resolve().parent
SEEDS = (20261122, 1, 2, 3)
PRECISION, RECALL, DAYS_LATE = 0.99, 0.97, 0.1
COLUMNS = ("events", "hit", "false", "doubled", "precision", "recall", "mean_days_late", "false_on_outage_days")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run every seed, print its scores, and say which of them are not good enough."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sim", type=Path, default=HERE.parent.parent / "shared" / "simulator", metavar="FOLDER")
    parser.add_argument("--seeds", type=int, nargs="+", default=SEEDS)
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--show", action="store_true", help="Name what was missed and what was false.")
    options = parser.parse_args(arguments)
    if not (options.sim / "run.py").is_file():
        parser.error(f"{options.sim}: no simulator there (run.py); give its folder with --sim")
    print("seed".ljust(10), *(name.rjust(max(9, len(name))) for name in COLUMNS))
    short, rows = [], list[Row]()
    for seed in options.seeds:
        scores = played(options.sim, seed, options.days, options.show)
        print(str(seed).ljust(10), *(str(scores[name]).rjust(max(9, len(name))) for name in COLUMNS), flush=True)
        short += [f"seed {seed}: {fault}" for fault in faults(scores)]
        for name, bar in (("precision", PRECISION), ("recall", RECALL)):
            rows.append(Row(f"simulator, seed {seed}: {name}", "its truth", scores[name] or 0.0, bar, least=True))
    for line in short:
        print(line)
    return tell(rows) | bool(short)


def played(simulator: Path, seed: int, days: int, show: bool) -> dict[str, Any]:
    """The scores of one seed, from an empty database on."""
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        config = Path(folder) / "slatewatch.toml"
        text = (HERE / "simulator.toml").read_text(encoding="utf-8")
        config.write_text(text.replace("PORT", str(port)), encoding="utf-8")
        command = [
            sys.executable, str(simulator / "run.py"), "--config", str(config), "--seed", str(seed),
            "--slatewatch", str(Path(sys.executable).parent / "slatewatch"), "--port", str(port), "--days", str(days),
        ]  # fmt: skip
        told = subprocess.run([*command, *(["--show"] if show else [])], check=True, stdout=subprocess.PIPE, text=True)
    lines = told.stdout.splitlines()
    if show:
        print("\n".join(line for line in lines if line.startswith(("missed", "false "))))
    scores: dict[str, Any] = json.loads(lines[-1])
    return scores


def free_port() -> int:
    """A port of loopback that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def faults(scores: dict[str, Any]) -> list[str]:
    """What of the scores is not good enough, each in one line."""
    found = []
    if (scores["precision"] or 0) < PRECISION:
        found.append(f"precision {scores['precision']}; at least {PRECISION}")
    if scores["recall"] < RECALL:
        found.append(f"recall {scores['recall']}; at least {RECALL}")
    if (scores["mean_days_late"] or 0) > DAYS_LATE:
        found.append(f"{scores['mean_days_late']} days late in the mean; at most {DAYS_LATE}")
    found += [f"{scores[name]} {name}" for name in ("doubled", "false_on_outage_days") if scores[name]]
    return found


if __name__ == "__main__":
    sys.exit(main())
