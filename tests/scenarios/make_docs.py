"""Makes docs/how-changes-are-decided.md of the scenarios: ``python -m tests.scenarios.make_docs``."""

from __future__ import annotations

import inspect
import tempfile
from collections.abc import Callable
from itertools import groupby
from pathlib import Path

from tests.scenarios import told
from tests.scenarios.stage import Stage

DOCUMENT = Path(__file__).resolve().parent.parent.parent / "docs" / "how-changes-are-decided.md"
HEAD = """# How changes are decided

Every rule below is acted out by a test of the same name (`tests/scenarios/told.py`), and this page is made of those
tests: `python -m tests.scenarios.make_docs`. The rules themselves are `pipeline/diff.py` and `pipeline/settle.py`.

Day 1 is the first run of every source. The Ledger is a listing that shows everything it has, The Board one that shows
the latest. The Gazette and The Herald are trades (trust 2), A blog and A diary have a trust of 1, The studio speaks for
its own productions (trust 3). A change is published at a support of 2 from independent sources.
"""


def document(folder: Path) -> str:
    """The whole page. ``folder`` is where the scenarios may be played."""
    parts = [HEAD]
    heading = ""
    for number, scenario in enumerate(told.SCENARIOS):
        if (section := _section(scenario)) != heading:
            heading = section
            parts.append(f"## {heading[0].upper()}{heading[1:]}\n")
        place = folder / str(number)
        place.mkdir()
        parts.append(_played(scenario, place))
    return "\n".join(parts)


def _section(scenario: Callable[[Stage], None]) -> str:
    """The heading comment above a scenario."""
    lines, first = inspect.getsourcelines(inspect.getmodule(scenario) or told)[0], inspect.getsourcelines(scenario)[1]
    return next(line.strip("# -\n") for line in reversed(lines[:first]) if line.startswith("# --- "))


def _played(scenario: Callable[[Stage], None], folder: Path) -> str:
    stage = Stage(folder, quiet_start=scenario.__name__ not in told.NOISY_START)
    scenario(stage)
    name = scenario.__name__.replace("_", " ")
    days = [
        f"- Day {day}: {'. '.join(line.words for line in lines)}."
        for day, lines in groupby(stage.lines, key=lambda line: line.day)
    ]
    said = " ".join((inspect.getdoc(scenario) or "").split())
    outcome = [f"  - {line}" for line in stage.outcome]
    return "\n".join([f"### {name[0].upper()}{name[1:]}\n", f"{said}\n", *days, "- Then:", *outcome, ""])


def main() -> None:
    """Write the page."""
    with tempfile.TemporaryDirectory() as folder:
        DOCUMENT.write_text(document(Path(folder)), encoding="utf-8")


if __name__ == "__main__":
    main()
