"""``make bench``: every benchmark in turn, and their tables together in docs/benchmarks.md.

Figures are ratios against a named baseline of the same run wherever speed is claimed, since machines are noisy. A
benchmark whose data is not here says so in one line and is left out.
"""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
PAGE = ROOT / "docs" / "benchmarks.md"
RUNS: tuple[tuple[str, str, tuple[str, ...], Path | None], ...] = (
    ("Reading: prose", "benchmarks.reading", ("--corpus", str(SHARED / "corpus/prose")), SHARED / "corpus/prose"),
    ("Feeds: rendering and publishing", "benchmarks.feeds", (), None),
    ("Resolve and diff at scale", "benchmarks.scale", (), None),
    ("Forecast", "benchmarks.forecast", (), None),
    ("Simulator", "benchmarks.simulator", (), SHARED / "simulator"),
)


def main() -> int:
    """Run them all; 1 where one missed its bar."""
    failed = 0
    parts = []
    for title, module, arguments, needs in RUNS:
        if needs is not None and not needs.exists():
            print(f"{title}: not run, {needs} is not here")
            continue
        print(f"{title} ...", flush=True)
        done = subprocess.run(
            [sys.executable, "-m", module, *arguments], cwd=ROOT, text=True, capture_output=True, check=False
        )
        print(done.stdout, done.stderr[-2000:] if done.returncode else "", sep="")
        failed += done.returncode != 0
        command = " ".join(("python -m", module, *arguments)).replace(str(SHARED), "../shared")
        verdict = "met" if done.returncode == 0 else "**missed**"
        parts.append(f"## {title}\n\n`{command}`: {verdict}.\n\n```text\n{done.stdout.strip()}\n```\n")
    day = datetime.now(UTC).date().isoformat()
    PAGE.write_text(f"# Benchmarks\n\nWritten by `make bench` on {day}.\n\n" + "\n".join(parts), encoding="utf-8")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
