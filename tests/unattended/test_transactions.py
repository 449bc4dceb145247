"""Two processes at one database: a transaction takes its turn at its beginning, and waits for it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from pipeline import store


def test_a_transaction_that_reads_first_is_not_overtaken(tmp_path: Path) -> None:
    first, second = (store.open_database(tmp_path / "slatewatch.db") for _ in range(2))
    second.execute("PRAGMA busy_timeout = 0")
    with first.atomic():
        assert list(first.query("SELECT value FROM marks WHERE name = 'x'")) == []
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            second.execute("INSERT INTO marks (name, value) VALUES ('x', '2')")
        first.execute("INSERT INTO marks (name, value) VALUES ('x', '1')")
        with first.atomic():  # a savepoint
            first.execute("UPDATE marks SET value = '3' WHERE name = 'x'")
    assert list(second.query("SELECT value FROM marks WHERE name = 'x'")) == [{"value": "3"}]
    first.close()
    second.close()


def test_what_fails_is_as_if_it_had_not_been(tmp_path: Path) -> None:
    db = store.open_database(tmp_path / "slatewatch.db")
    with pytest.raises(KeyboardInterrupt), db.atomic():
        db.execute("INSERT INTO marks (name, value) VALUES ('x', '1')")
        raise KeyboardInterrupt
    assert list(db.query("SELECT value FROM marks WHERE name = 'x'")) == []
    db.close()
