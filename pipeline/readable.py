"""A database that is only looked into. Quick to open: without sqlite_utils, which takes longer than most answers.

It never writes and never migrates; where the schema is another than ours, ``open_database`` has to see to it first.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

SCHEMA = "m012_newest_pages"
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

    def schema(self) -> str | None:
        """The last step that its schema has taken; None where the file is no database of ours."""
        try:
            if not any(self.query("SELECT 1 FROM sqlite_master WHERE name = '_sqlite_migrations'")):
                return None
            last = self.query("SELECT max(name) AS name FROM _sqlite_migrations WHERE migration_set = 'slatewatch'")
            return next((row["name"] for row in last), None)
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_NOTADB:
                return None
            raise

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()
