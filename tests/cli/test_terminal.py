"""On a terminal a table fits and may be bold; in a pipe it is plain. And what a person waits for loads little."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.database.small_slate import ROOT, run

STYLE = re.compile(r"\x1b\[([0-9;]*)m")


def on_terminal(slate: Path, columns: int, **environment: str) -> str:
    """What ``changes`` writes to a terminal of that width."""
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "slatewatch.py"), "changes"], cwd=slate.parent, stdout=slave, stderr=slave,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": str(columns), **environment},
    )  # fmt: skip
    os.close(slave)
    pieces = []
    while True:
        try:
            piece = os.read(master, 65536)
        except OSError:
            break
        if not piece:
            break
        pieces.append(piece)
    os.close(master)
    assert process.wait() == 0
    return b"".join(pieces).decode()


def test_a_table_fits_the_terminal(slate: Path) -> None:
    text = STYLE.sub("", on_terminal(slate, 60))
    assert max(len(line.rstrip()) for line in text.splitlines()) <= 60
    assert "Night" in text


def test_colours_are_off_in_a_pipe_and_where_they_are_not_wanted(slate: Path) -> None:
    assert "\x1b[" in on_terminal(slate, 100)
    styles = STYLE.findall(on_terminal(slate, 100, NO_COLOR="1"))
    codes = {int(code or 0) for style in styles for code in style.split(";")}
    assert not codes & {*range(30, 50), *range(90, 108)}
    assert "\x1b" not in run("changes", config=slate).stdout


def test_in_a_pipe_a_row_is_one_line(slate: Path) -> None:
    lines = run("changes", config=slate, COLUMNS="20").stdout.splitlines()
    assert len(lines) == 2 + 8
    assert lines[0] == "8 changes"


HEAVY = {"sqlite_utils", "rich", "scrapy", "feedgen", "rapidfuzz", "jinja2", "apscheduler", "lxml", "hashlib"}


@pytest.mark.parametrize("verb", ["--help", "changes --limit 3", "changes --json", "search ferry", "status", "sources"])
def test_the_quick_verbs_load_no_more_than_they_need(slate: Path, verb: str) -> None:
    program = (
        "import sys, slatewatch\n"
        "try:\n    slatewatch.main()\n"
        "finally:\n    print('LOADED', *sorted({name.split('.')[0] for name in sys.modules}), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", program, *verb.split()], cwd=slate.parent, capture_output=True,
                          text=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)})  # fmt: skip
    assert done.returncode == 0, done.stderr
    loaded = set(done.stderr.split("LOADED")[1].split())
    assert "click" in loaded
    assert not HEAVY & loaded


def test_the_table_of_changes_needs_no_more_of_ourselves_than_the_rows(slate: Path) -> None:
    program = (
        "import sys, slatewatch\n"
        "try:\n    slatewatch.main()\n"
        "finally:\n    print('LOADED', *sorted(n for n in sys.modules if n.startswith('pipeline.')), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", program, "changes"], cwd=slate.parent, capture_output=True,
                          text=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)})  # fmt: skip
    light = {f"pipeline.{name}" for name in ("errors", "filters", "lookup", "moments", "readable", "whereabouts")}
    assert set(done.stderr.split("LOADED")[1].split()) == light
