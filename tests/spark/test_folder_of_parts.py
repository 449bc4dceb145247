"""The folder that many machines fill: whole or not at all, the same bytes each time, and one order over all of it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from commands.harvest import summary
from pipeline import parts
from pipeline.harvested import Counts
from pipeline.parts import PartsError
from spiders.spark import Task, is_read, read_file
from tests.database.small_slate import run
from tests.spark.small_web import EVER, PRESS, declare, said, told, warc, web

TASK = Task("", (PRESS,), (PRESS,), EVER)


@pytest.fixture(autouse=True)
def _libraries() -> None:
    pytest.importorskip("fastwarc")
    pytest.importorskip("pyarrow")


@pytest.fixture
def archive(tmp_path: Path) -> list[Path]:
    """Three files of an archive; their captures lie between each other's."""
    paths = [tmp_path / f"web-{number}.warc" for number in range(3)]
    for number, path in enumerate(paths):
        path.write_bytes(warc(web(15)[number::3]))
    return paths


def fill(folder: Path, *paths: Path) -> list[str]:
    return [read_file(str(path), replace(TASK, out=str(folder))).state for path in paths]


def content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_all_captures_come_back_in_one_order(tmp_path: Path, archive: list[Path]) -> None:
    fill(tmp_path / "one", *archive[:2])
    fill(tmp_path / "two", archive[2])
    found = [p for name in ("two", "one") for p in parts.parts_of(tmp_path / name, parts.notes(tmp_path / name))]
    assert list(parts.in_order(found)) == said(web(15))


def test_the_same_file_gives_the_same_bytes(tmp_path: Path, archive: list[Path]) -> None:
    assert fill(tmp_path / "one", *archive) == ["read"] * 3
    assert fill(tmp_path / "two", *reversed(archive)) == ["read"] * 3
    assert content(tmp_path / "one") == content(tmp_path / "two")


def test_a_file_is_read_once_and_again_when_it_changed(tmp_path: Path, archive: list[Path]) -> None:
    fill(tmp_path / "out", *archive)
    before = content(tmp_path / "out")
    assert fill(tmp_path / "out", *archive) == ["known"] * 3
    assert content(tmp_path / "out") == before
    archive[0].write_bytes(warc(web(15)[:2]))
    assert fill(tmp_path / "out", *archive) == ["read", "known", "known"]
    (tmp_path / "out" / next(name for name in before if "web-1" in name and "parquet" in name)).unlink()
    assert not is_read(str(archive[1]), replace(TASK, out=str(tmp_path / "out")))
    assert fill(tmp_path / "out", *archive) == ["known", "read", "known"]


def test_another_question_to_the_same_file_is_asked(tmp_path: Path, archive: list[Path]) -> None:
    fill(tmp_path / "out", *archive)
    other = replace(TASK, out=str(tmp_path / "out"), span=(EVER[0], web()[3].at))
    assert read_file(str(archive[0]), other).state == "read"
    other = replace(TASK, out=str(tmp_path / "out"), wanted=(replace(PRESS, time_zone="Europe/London"),))
    assert read_file(str(archive[1]), other).state == "read"


def test_a_month_that_a_file_no_longer_has_goes(tmp_path: Path, archive: list[Path]) -> None:
    archive[0].write_bytes(warc([replace(web()[0], at=web()[0].at.replace(month=4)), web()[1]]))
    fill(tmp_path / "out", archive[0])
    assert sorted(p.name for p in (tmp_path / "out").glob("month=*")) == ["month=2025-03", "month=2025-04"]
    archive[0].write_bytes(warc(web()[1:2]))
    fill(tmp_path / "out", archive[0])
    assert [p.parent.name for p in (tmp_path / "out").rglob("*.parquet")] == ["month=2025-03"]


def test_what_a_killed_process_left_does_not_count_and_is_swept(tmp_path: Path, archive: list[Path]) -> None:
    fill(tmp_path / "out", *archive)
    before = content(tmp_path / "out")
    part = next((tmp_path / "out").rglob("*web-0*.parquet"))
    (part.parent / f".{part.stem}.0123.new").write_bytes(b"half")
    part.with_name(f"{part.stem[:-8]}01234567.parquet").write_bytes(part.read_bytes())
    assert len(list(parts.in_order(parts.parts_of(tmp_path / "out", parts.notes(tmp_path / "out"))))) == 15
    parts.sweep(tmp_path / "out", map(str, archive))
    assert content(tmp_path / "out") == before


def test_of_a_broken_file_what_came_before_counts_and_it_is_tried_again(tmp_path: Path, archive: list[Path]) -> None:
    archive[0].write_bytes(b"\x1f\x8b\x08\x00broken")
    whole = archive[1].read_bytes()
    archive[1].write_bytes(whole[:-300])
    task = replace(TASK, out=str(tmp_path / "out"))
    outcomes = [read_file(str(path), task) for path in (*archive, tmp_path / "none.warc")]
    assert [o.state for o in outcomes] == ["failed", "broken", "read", "failed"]
    assert all("\n" not in o.why for o in outcomes)
    assert "web-0" in outcomes[0].why and "cut off" in outcomes[1].why and "none.warc" in outcomes[3].why
    assert len(list(parts.in_order(parts.parts_of(tmp_path / "out", parts.notes(tmp_path / "out"))))) == 4 + 5
    archive[1].write_bytes(whole)
    assert fill(tmp_path / "out", *archive[1:]) == ["read", "known"]
    assert len(list(parts.in_order(parts.parts_of(tmp_path / "out", parts.notes(tmp_path / "out"))))) == 10


def spoil(folder: Path, how: str) -> None:
    note = next((folder / parts.NOTES).glob("*.json"))
    part = next(folder.rglob("*.parquet"))
    if how == "newer":
        note.write_text(json.dumps({**json.loads(note.read_text()), "format": parts.FORMAT + 1}))
    elif how == "garbage":
        note.write_text("{")
    elif how == "missing":
        part.unlink()
    elif how == "cut":
        part.write_bytes(part.read_bytes()[:100])
    elif how == "foreign":
        note.write_text(json.dumps({**json.loads(note.read_text()), "sources": {"gazette": 1}}))


@pytest.mark.parametrize(
    ("how", "said_"),
    [("newer", "newer slatewatch"), ("garbage", "cannot be read"), ("missing", "missing"), ("cut", "cannot be read"),
     ("foreign", "'gazette', which is no source here")],
)  # fmt: skip
def test_a_folder_that_cannot_be_used_is_one_line(tmp_path: Path, archive: list[Path], how: str, said_: str) -> None:
    fill(tmp_path / "out", archive[0])
    spoil(tmp_path / "out", how)
    done = run("import", tmp_path / "out", config=declare(tmp_path), SLATEWATCH_NOW="2026-01-01T00:00:00Z")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1), done.stderr
    assert said_ in done.stderr


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PartsError, match="nothing that"):
        parts.notes(tmp_path)


def test_import_gives_what_backfill_gives(tmp_path: Path, archive: list[Path]) -> None:
    for name in ("one", "two", "warc"):
        (tmp_path / name).mkdir()
    ordered = tmp_path / "all.warc"
    ordered.write_bytes(warc(web(15)))
    done = run("backfill", "--warc", ordered, config=declare(tmp_path / "warc"), SLATEWATCH_NOW="2026-01-01T00:00:00Z")
    assert done.returncode == 0, done.stderr
    fill(tmp_path / "a", *archive[1:])
    fill(tmp_path / "b", archive[0])
    expected = told(tmp_path / "warc" / "slatewatch.db")
    for name, folders in (("one", ("a", "b")), ("two", ("b", "a", "b"))):
        brought = [tmp_path / folder for folder in folders]
        done = run("import", *brought, config=declare(tmp_path / name), SLATEWATCH_NOW="2026-01-01T00:00:00Z")
        assert done.returncode == 0, done.stderr
        assert "15 captures read: 15 new pages" in done.stdout
        assert told(tmp_path / name / "slatewatch.db") == expected
    again = run("import", tmp_path / "a", config=tmp_path / "one/slatewatch.toml", SLATEWATCH_NOW="2026-01-02")
    assert "0 captures read" in again.stdout and "10 were read before" in again.stdout
    assert told(tmp_path / "one" / "slatewatch.db") == expected


def test_the_summary_names_the_reasons_the_most_frequent_first() -> None:
    counts = Counts(answers=10, pages=2, reports=3, dropped={"silent": 1, "words": 7})
    assert summary(counts, 1, 2) == [
        "1 files read: 10 answers, 2 pages with 3 reports; 2 were read before",
        "           7  no word about film or television",
        "           1  says nothing about a production",
    ]
