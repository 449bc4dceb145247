"""Every block of docs/recipes.md runs over a small database and answers something."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.readable import Snapshot
from tests.database.small_slate import ROOT, run

TEXT = (ROOT / "docs" / "recipes.md").read_text(encoding="utf-8")
IN_DEMO = {"jessica-jones-season-2": "night-ferry", "netflix": "gazette", "jessica AND film*": "cote AND harb*",
           "jones": "ferry"}  # fmt: skip
"""Names of the demo, over which tests/e2e runs the blocks as they stand, and what stands for them here."""
for shown, here in IN_DEMO.items():
    TEXT = TEXT.replace(shown, here)
SQL = re.findall(r"^```sql\n(.*?)^```", TEXT, flags=re.M | re.S)
SHELL = [
    line for block in re.findall(r"^```sh\n(.*?)^```", TEXT, flags=re.M | re.S)
    for line in block.replace("\\\n", " ").splitlines()
]  # fmt: skip
INLINE = re.findall(r"`(slatewatch [^`]+)`", re.sub(r"^```.*?^```", "", TEXT, flags=re.M | re.S))


def first_line(block: str) -> str:
    """A name for a test."""
    return block.strip().splitlines()[0][:50]


@pytest.mark.parametrize("sql", SQL, ids=first_line)
def test_a_query_answers(slate: Path, sql: str) -> None:
    db = Snapshot(slate.parent / "slatewatch.db")
    rows = list(db.query(sql.strip().rstrip(";")))
    db.close()
    assert rows
    assert any(value not in (None, "") for row in rows for value in row.values())


@pytest.mark.parametrize("line", SHELL, ids=first_line)
def test_a_command_answers(slate: Path, tmp_path: Path, line: str) -> None:
    for name in ("slatewatch.db", "slatewatch.toml"):
        shutil.copy(slate.parent / name, tmp_path)
    tool, *arguments = shlex.split(line)
    if tool == "slatewatch":
        done = run(*arguments, config=tmp_path / "slatewatch.toml")
    else:
        assert tool == "sqlite-utils"
        done = subprocess.run([sys.executable, "-m", "sqlite_utils", *arguments], cwd=tmp_path, capture_output=True,
                              text=True, check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr
    written = [Path(tmp_path / arguments[i + 1]) for i, word in enumerate(arguments) if word == "--out"]
    said = done.stdout or written[0].read_text(encoding="utf-8")
    assert len(said.splitlines()) >= 2 or said.startswith("[{"), said


@pytest.mark.parametrize("line", INLINE, ids=first_line)
def test_a_command_in_the_text_is_understood(slate: Path, line: str) -> None:
    _, *arguments = shlex.split(line)
    done = run(*arguments, "--help", config=slate)
    assert done.returncode == 0, done.stderr


def test_there_is_something_to_run() -> None:
    assert len(SQL) >= 7
    assert len(SHELL) >= 5
    assert {line.split()[0] for line in SHELL} == {"slatewatch", "sqlite-utils"}
