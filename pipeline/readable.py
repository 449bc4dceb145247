"""A database that is only looked into. Quick to open: without sqlite_utils, which takes longer than most answers.

It never writes and never migrates; where the schema is another than ours, ``open_database`` has to see to it first.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

SCHEMA = "m007_chains"
"""The last step of ``migrations.py``, by which a database is known to be up to date. A test holds the two together."""


class Readable(Protocol):
    """What the functions that only read ask of a database: of this one, or of the whole Database of sqlite_utils."""

    def query(self, sql: str, params: Sequence[object] = (), /) -> Iterable[dict[str, Any]]:
        """The rows that a SELECT gives."""


class Snapshot:
    """The database at ``path``, read only."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=30)

    def query(self, sql: str, params: Sequence[object] = (), /) -> Iterator[dict[str, Any]]:
        """The rows that a SELECT gives. It is executed at once, and fetched as it is asked for."""
        cursor = self._connection.execute(sql, tuple(params))
        names = [column[0] for column in cursor.description]
        return (dict(zip(names, row, strict=True)) for row in cursor)

    def columns(self, sql: str) -> list[str]:
        """The names of the columns that a SELECT gives, also where it gives no row."""
        return [column[0] for column in self._connection.execute(f"SELECT * FROM ({sql}) LIMIT 0").description]

    def up_to_date(self) -> bool:
        """Is the schema the one that this version of the program knows?"""
        sql = "SELECT name FROM _sqlite_migrations WHERE migration_set = 'slatewatch' ORDER BY name DESC LIMIT 1"
        try:
            return [row["name"] for row in self.query(sql)] == [SCHEMA]
        except sqlite3.OperationalError:
            return False

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()
