"""Sources of one's own in an archive: lists whose rows move, daily posts and the press at large, read both ways."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from pipeline.config import load
from spiders.spark import Task, read_file
from spiders.warc import Record
from tests.backfill.archive import article as post
from tests.backfill.archive import path_of, when
from tests.database.small_slate import run
from tests.spark.small_web import CONFIG, EVER, FIRST, told, warc, web

SOURCES = (
    CONFIG
    + """
[[source]]
slug = "weekly"
kind = "listing"
shape = "on_location_vacations"
start = ["https://weekly.example/"]
trust = 2
time_zone = "America/New_York"
[[source]]
slug = "board"
kind = "listing"
shape = "table"
start = ["https://www.board.example/list"]
row = "table tr"
trust = 3
complete = true
[source.fields]
ref = "::attr(id)"
title = "td.title"
status = "td.status"
"""
)
AT = "2026-08-01T00:00:00Z"
HTML = {"content-type": "text/html"}


def board(week: int) -> Record:
    """A list of three productions, each of which is shot and wrapped at another time."""
    steps = ("Pre-production", "Filming", "Post-production")
    rows = "".join(
        f"<tr id='p{n}'><td class='title'>{title}</td>"
        f"<td class='status'>{steps[min(max(week - n, 0) // 2, 2)]}</td></tr>"
        for n, title in enumerate(("Glass Meridian", "Amber Shore", "Quiet Engine"))
    )
    at = FIRST + timedelta(weeks=week)
    return Record("http://board.example/list", at, HTML, f"<table>{rows}</table>".encode())


def weekly(week: int) -> Record:
    return Record("https://www.weekly.example" + path_of(week), when(week), HTML, post(week).encode())


def declare(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / "slatewatch.toml"
    path.write_text(SOURCES, encoding="utf-8")
    return path


def test_they_say_the_same_by_either_way(tmp_path: Path) -> None:
    pytest.importorskip("fastwarc")
    pytest.importorskip("pyarrow")
    records = [*web(), *map(board, range(9)), *map(weekly, range(9))]
    whole = tmp_path / "whole.warc"
    whole.write_bytes(warc(sorted(records, key=lambda record: record.at)))
    done = run("backfill", "--warc", whole, config=declare(tmp_path / "one"), SLATEWATCH_NOW=AT)
    assert done.returncode == 0, done.stderr
    expected = told(tmp_path / "one" / "slatewatch.db")
    assert {row["source"] for row in expected["reports"]} == {"press", "weekly", "board"}
    assert sum(row["ref"] is not None for row in expected["reports"]) >= 9
    sources = load(declare(tmp_path / "two")).sources
    task = Task(str(tmp_path / "out"), sources, sources, EVER)
    for number in range(3):
        part = tmp_path / f"part-{number}.warc"
        part.write_bytes(warc(records[number::3]))
        assert read_file(str(part), task).state == "read"
    done = run("import", tmp_path / "out", config=declare(tmp_path / "two"), SLATEWATCH_NOW=AT)
    assert done.returncode == 0, done.stderr
    assert told(tmp_path / "two" / "slatewatch.db") == expected
