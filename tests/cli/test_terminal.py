"""On a terminal a table fits and may be bold; in a pipe it is plain. And what a person waits for loads little."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from commands.tables import widths, wrapped
from tests.database.small_slate import ROOT, run

STYLE = re.compile(r"\x1b\[([0-9;]*)m")


def on_terminal(slate: Path, columns: int, verb: str = "changes", **environment: str) -> str:
    """What a verb writes to a terminal of that width."""
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "slatewatch.py"), *verb.split()], cwd=slate.parent, stdout=slave, stderr=slave,
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


@pytest.mark.parametrize("columns", [40, 60, 79, 100])
@pytest.mark.parametrize("verb", ["changes", "status", "sources --all", "search ferry"])
def test_no_word_is_broken_on_a_narrow_terminal(slate: Path, verb: str, columns: int) -> None:
    """Every word of the plain table stands whole on a line; no line is too long but for a word that is so itself."""
    plain = run(*verb.split(), config=slate).stdout.splitlines()
    words = {word for line in plain[2 if verb == "changes" else 1 :] for word in line.split()}
    lines = STYLE.sub("", on_terminal(slate, columns, verb)).splitlines()
    shown = {word for line in lines for word in line.split()}
    assert words and words <= shown
    for line in lines:
        assert len(line.rstrip()) <= columns or len(line.split()[-1]) > columns - 20


def test_a_table_that_does_not_fit_becomes_blocks() -> None:
    assert widths([4, 10], [4, 30], 20) == [4, 14]
    assert widths([4, 10], [4, 12], 200) == [4, 12]
    assert widths([4, 20], [4, 30], 20) == []
    assert wrapped("a https://example.org/long b", 12) == ["a", "https://example.org/long", "b"]
    assert wrapped("電影 電影 電影", 9) == ["電影 電影", "電影"], "counted in columns of the terminal"


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


@pytest.mark.parametrize(
    "verb",
    [
        "--help",
        "changes --limit 3",
        "changes --json",
        "search ferry",
        "status",
        "sources",
        "show night-ferry",
        "review",
    ],
)
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
