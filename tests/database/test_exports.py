"""Exports: the same bytes each time, replaced in one step, nothing of a source that may not be quoted."""

from __future__ import annotations

import csv
import json
from importlib.util import find_spec
from pathlib import Path

import pytest

from pipeline.exports import EXPORTS, WHOLE, columns, exported
from pipeline.readable import Snapshot
from tests.database.small_slate import run


@pytest.fixture
def db(slate: Path) -> Snapshot:
    return Snapshot(slate.parent / "slatewatch.db")


@pytest.mark.parametrize("what", sorted(EXPORTS))
def test_an_export_holds_rows_of_the_types_that_it_names(db: Snapshot, what: str) -> None:
    named, rows = columns(db, what), list(exported(db, what))
    assert rows
    assert WHOLE[what] <= set(named)
    for row in rows:
        assert list(row) == list(named)
        assert all(value is None or isinstance(value, named[name]) for name, value in row.items()), row
    db.close()


@pytest.mark.parametrize("ending", ["csv", "jsonl"])
def test_two_exports_are_the_same_bytes_wherever_they_go(slate: Path, tmp_path: Path, ending: str) -> None:
    files = [tmp_path / f"{number}.{ending}" for number in (1, 2)]
    for file in files:
        assert run("export", "reports", "--out", file, config=slate).returncode == 0
    printed = run("export", "reports", "--format", ending, config=slate).stdout
    assert files[0].read_bytes() == files[1].read_bytes() == printed.encode()


def test_csv_and_json_lines_hold_the_same(slate: Path) -> None:
    said = run("export", "changes", "--format", "jsonl", config=slate).stdout
    lines = [json.loads(line) for line in said.splitlines()]
    rows = list(csv.DictReader(run("export", "changes", config=slate).stdout.splitlines()))
    assert rows == [{k: "" if v is None else str(v) for k, v in line.items()} for line in lines]
    started = next(line for line in lines if line["kind"] == "started_filming")
    assert (started["slug"], started["sources"], started["support"]) == ("night-ferry", "blog; gazette", 3)


def test_only_what_may_be_quoted_leaves(db: Snapshot) -> None:
    rows = list(exported(db, "reports"))
    assert {row["source"] for row in rows if row["quote"]} == {"gazette"}
    assert all("\n" not in row["quote"] for row in rows if row["quote"])
    db.close()


def test_an_export_without_rows_still_has_its_header(tmp_path: Path, slate: Path) -> None:
    from pipeline.store import open_database

    open_database(tmp_path / "slatewatch.db").close()
    (tmp_path / "slatewatch.toml").write_text("builtin_sources = false\n")
    done = run("export", "changes", config=tmp_path / "slatewatch.toml")
    assert done.stdout.startswith("id,slug,title,")
    assert done.stdout.count("\n") == 1


def test_a_file_is_replaced_whole_or_not_at_all(slate: Path, tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    file.write_text("what was there before")
    broken = tmp_path / "slatewatch.toml"
    broken.write_text('builtin_sources = false\ndatabase = "broken.db"\n')
    whole = (slate.parent / "slatewatch.db").read_bytes()
    (tmp_path / "broken.db").write_bytes(whole[: len(whole) // 3])
    done = run("export", "reports", "--out", file, config=broken)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert file.read_text() == "what was there before"
    assert not list(tmp_path.glob(".*"))


def test_parquet_is_an_extra(slate: Path, tmp_path: Path) -> None:
    file = tmp_path / "reports.parquet"
    done = run("export", "reports", "--out", file, config=slate)
    if find_spec("pyarrow") is None:
        assert done.returncode == 1
        assert done.stderr.count("\n") == 1
        assert "slatewatch[parquet]" in done.stderr
    else:
        assert done.returncode == 0, done.stderr
        assert file.read_bytes()[:4] == b"PAR1"
    assert run("export", "reports", "--format", "parquet", config=slate).returncode == 2
