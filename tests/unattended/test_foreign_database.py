"""A file of another program named as the database: each verb that writes refuses it in one line and leaves it alone."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from slatewatch import main

WRITING = (
    "run", "publish", "backfill news --from 2025-01-01 --to 2025-02-01", "rebuild", "rebuild --apply",
    "review --accept 1 --because x", "link a b --because x", "split a --source news --as b --because x",
    "withdraw 0f --because x", "backup saved.db",
)  # fmt: skip
TEXT = 'builtin_sources = false\n[[source]]\nslug = "news"\nstart = ["https://news.example/feed/"]\n'


def _others(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.executescript("CREATE TABLE bookmarks (url TEXT); INSERT INTO bookmarks VALUES ('https://example.org/')")


def _migrated(path: Path) -> None:
    """Another program that keeps its migrations as we do."""
    with closing(sqlite3.connect(path)) as db:
        db.executescript(
            "CREATE TABLE _sqlite_migrations (id INTEGER PRIMARY KEY, migration_set TEXT, name TEXT, applied_at TEXT);"
            "INSERT INTO _sqlite_migrations (migration_set, name) VALUES ('bookmarks', 'm001'); CREATE TABLE pages (x)"
        )


def _text(path: Path) -> None:
    path.write_text("Dear diary, " * 900, encoding="utf-8")


@pytest.mark.parametrize("make", [_others, _migrated, _text])
@pytest.mark.parametrize("verb", WRITING)
def test_it_is_refused_and_unchanged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, verb: str, make: Callable[[Path], None]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "slatewatch.toml").write_text(TEXT, encoding="utf-8")
    database = tmp_path / "slatewatch.db"
    make(database)
    before = database.read_bytes()
    done = CliRunner().invoke(main, verb.split())
    assert done.exit_code == 1, done.output
    assert done.output.count("\n") == 1 and "slatewatch.db" in done.output, done.output
    assert database.read_bytes() == before
    left = {path.name for path in tmp_path.iterdir()} - {"slatewatch.toml", "slatewatch.db", "slatewatch.db.lock"}
    assert left == set()
