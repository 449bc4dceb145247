"""What slatewatch lives on is overwritten by no verb, and a folder that may not be written can be looked into."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.readable import Snapshot
from pipeline.store import open_database
from replay.config import OWN
from slatewatch import main

MINE = 'contact = "mailto:a@b.example"\nbuiltin_sources = false\n# beside http://127.0.0.1:8000/ of another program\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "slatewatch.toml").write_text(MINE, encoding="utf-8")
    open_database(tmp_path / "slatewatch.db").close()
    return tmp_path


@pytest.mark.parametrize("spared", ["slatewatch.toml", "slatewatch.db"])
def test_a_demo_leaves_a_persons_folder_alone(folder: Path, spared: str) -> None:
    """With both of them there, and with either alone."""
    whole = [path for path in folder.iterdir() if path.name.startswith(spared)]
    for path in whole:
        before = path.read_bytes()
        found = CliRunner().invoke(main, ["demo", "--dir", str(folder)])
        assert found.exit_code == 1 and found.output.count("\n") == 1 and "not the demo's own" in found.output
        assert path.read_bytes() == before
    for path in set(folder.iterdir()) - set(whole):
        path.unlink()
    found = CliRunner().invoke(main, ["demo", "--dir", str(folder)])
    assert found.exit_code == 1 and f"{spared} is not the demo's own" in found.output
    assert sorted(folder.iterdir()) == sorted(whole)


def test_a_demo_goes_on_in_a_folder_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "slatewatch.toml").write_text(OWN, encoding="utf-8")
    open_database(tmp_path / "slatewatch.db").close()
    found = CliRunner().invoke(main, ["demo", "--dir", str(tmp_path), "--from", "2040-01-01", "--to", "2040-01-02"])
    assert "the replay has nothing from" in found.output


NAMES = ["slatewatch.db", "slatewatch.db-wal", "slatewatch.db.lock", "slatewatch.toml", "l.db"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("verb", [["export", "runs", "--format", "csv", "--out"], ["backup"]], ids=["export", "backup"])
def test_what_slatewatch_lives_on_is_not_overwritten(folder: Path, verb: list[str], name: str) -> None:
    (folder / "l.db").symlink_to("slatewatch.db")
    config = str(folder / "slatewatch.toml")
    before = {path: path.read_bytes() for path in folder.iterdir()}
    found = CliRunner().invoke(main, [*verb, str(folder / name), "--config", config])
    assert found.exit_code == 1 and "name another file" in found.output and found.output.count("\n") == 1
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.parametrize("verb", [["export", "runs", "--out"], ["backup"]], ids=["export", "backup"])
def test_a_file_without_a_name_is_wrong_usage(folder: Path, verb: list[str]) -> None:
    found = CliRunner().invoke(main, [*verb, "", "--config", str(folder / "slatewatch.toml")])
    assert found.exit_code == 2 and "needs a name" in found.output.splitlines()[-1]


@pytest.mark.parametrize("left_out", ["--as", "--because"])
def test_a_decision_of_no_words_is_wrong_usage(folder: Path, left_out: str) -> None:
    said = {"--source": "news", "--as": "Salt Road", "--because": "two films"} | {left_out: " "}
    options = [word for pair in said.items() for word in pair]
    found = CliRunner().invoke(main, ["split", "x", *options, "--config", str(folder / "slatewatch.toml")])
    assert found.exit_code == 2 and f"'{left_out}': it has no words" in found.output


@pytest.fixture
def closed(tmp_path: Path, slate: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A database in a folder that this user may not write, also where the tests are run by one who may everything."""
    for name in ("slatewatch.toml", "slatewatch.db"):
        (tmp_path / name).write_bytes((slate.parent / name).read_bytes())
    (tmp_path / "slatewatch.db").chmod(0o444)
    tmp_path.chmod(0o555)
    asked = os.access

    def may(path: Path, mode: int) -> bool:
        return asked(path, mode) and not (mode & os.W_OK and Path(path).is_relative_to(tmp_path))

    monkeypatch.setattr(os, "access", may)
    yield tmp_path
    tmp_path.chmod(0o755)


@pytest.mark.parametrize("verb", ["changes", "show night-ferry", "show night-ferry --as-of 2026-03-10", "search ferry",
                                  "status", "review", "export runs", "story night-ferry"])  # fmt: skip
def test_whoever_may_only_read_can_look(closed: Path, verb: str) -> None:
    found = CliRunner().invoke(main, [*verb.split(), "--config", str(closed / "slatewatch.toml")])
    assert found.exit_code == 0, found.output
    assert {path.name for path in closed.iterdir()} == {"slatewatch.toml", "slatewatch.db"}


def test_a_reader_makes_nothing_beside_the_database_and_misses_no_news(closed: Path) -> None:
    database = closed / "slatewatch.db"
    with closing(Snapshot(database)) as reader:
        assert list(reader.query("SELECT 1 AS n FROM productions LIMIT 1"))
        assert {path.name for path in closed.iterdir()} == {"slatewatch.toml", "slatewatch.db"}
    with closing(open_database(database, read_only=True)) as db:
        assert db.table_names()
    closed.chmod(0o755)
    database.chmod(0o644)
    with closing(sqlite3.connect(database)) as writer:
        writer.execute("UPDATE runs SET detail = 'just now'")
        writer.commit()
        with closing(Snapshot(database)) as reader:
            assert {row["detail"] for row in reader.query("SELECT detail FROM runs")} == {"just now"}
        wal = database.with_name("slatewatch.db-wal").read_bytes()
    database.with_name("slatewatch.db-wal").write_bytes(wal)
    found = CliRunner().invoke(main, ["status", "--config", str(closed / "slatewatch.toml")])
    assert found.exit_code == 1 and found.output.count("\n") == 1 and "slatewatch backup FILE" in found.output
