"""One run at a time: a lock beside the database that the system frees when its holder dies."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Busy(Exception):
    """Another run holds the lock."""


@contextmanager
def only_one(database: Path, what: str = "run") -> Iterator[None]:
    """Hold the lock of ``database`` for the time of the block. Busy where another process holds it.

    ``what`` says whose lock in the message; two kinds of holders need two names of ``database``.
    """
    path = database.with_name(database.name + ".lock")
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.read(handle, 20).decode("ascii", "replace").strip()
            raise Busy(f"another {what} is under way (process {holder or '?'})") from error
        os.ftruncate(handle, 0)
        os.write(handle, str(os.getpid()).encode())
        yield
    finally:
        os.close(handle)
