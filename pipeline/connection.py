"""The connection to our database: as sqlite_utils has it, but for how a transaction begins."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self

from sqlite_utils import Database


class Connection(Database):
    """A database that is written to."""

    @contextmanager
    def atomic(self) -> Iterator[Self]:
        """A transaction, or a savepoint in the one that is open.

        The right to write is taken at its beginning, and waited for. A transaction that only reads at first is refused
        at its first write, without any waiting, when another process (the worker of a run that was killed a moment
        ago) has written in between.
        """
        if self.conn.in_transaction:
            with super().atomic():
                yield self
            return
        self.conn.execute("BEGIN IMMEDIATE")
        try:
            yield self
            self.conn.execute("COMMIT")
        except BaseException:
            self.rollback()
            raise
