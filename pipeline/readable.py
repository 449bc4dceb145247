"""A database that is only looked into. Quick to open: without sqlite_utils, which takes longer than most answers.

It never writes and never migrates; where the schema is another than ours, ``open_database`` has to see to it first.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

from pipeline.errors import StoreError

SCHEMA = "m012_newest_pages"
"""The last step of ``migrations.py``, by which a database is known to be up to date. A test holds the two together."""


class Readable(Protocol):
    """What the functions that only read ask of a database: of this one, or of the whole Database of sqlite_utils."""

    def query(self, sql: str, params: Sequence[object] = (), /) -> Iterable[dict[str, Any]]:
        """The rows that a SELECT gives."""


def may_write(path: Path) -> bool:
    """Whether this user may write the database at ``path``: it and its folder, where SQLite keeps two more files."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK | os.X_OK)


def lies_still(path: Path) -> bool:
    """Whether the database can only be read as a file that nobody changes: this user may not write it, nobody does now.

    SQLite makes its two files also to read, which such a user may not, or should not: they would be that user's own,
    and in the way of whoever writes next. StoreError where there is news that cannot be had without them.
    """
    wal, shm = (path.with_name(path.name + ending) for ending in ("-wal", "-shm"))
    if may_write(path) or (wal.exists() and shm.exists()):
        return False
    if wal.exists() and wal.stat().st_size:
        advice = f"let this user write {path.parent}, or let its owner make a copy: 'slatewatch backup FILE'"
        raise StoreError(f"{path}: {wal.name} holds news that only a user who may write there can read; {advice}")
    return True


def to_read(path: Path) -> str:
    """The address by which SQLite opens the database at ``path`` to read it, and changes nothing beside it."""
    return f"{path.absolute().as_uri()}?mode=ro{'&immutable=1' if lies_still(path) else ''}"


class Snapshot:
    """The database at ``path``, read only."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(to_read(path), uri=True, timeout=30)

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
