"""A file that is changed in one step, or not at all: what is written stands beside it until it is whole."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from commands.common import Failure
from pipeline.config import load
from pipeline.whereabouts import database_of, find

BESIDE = ("", "-wal", "-shm", "-journal", ".lock", ".schedule.lock")
"""What follows the name of the database in the names of it and of the files that belong to it."""


def spare_own(file: Path, config_path: Path | None) -> None:
    """Failure where ``file``, to be written, is what slatewatch lives on: the configuration, the database, its locks.

    Wrong usage where it has no name at all.
    """
    if file == Path():
        raise click.UsageError("a file needs a name")
    database, config = database_of(config_path), find(config_path)
    own = {database.with_name(database.name + ending): "the database itself" if not ending else "part of the database"
           for ending in BESIDE}  # fmt: skip
    if config:
        own[config] = "the configuration"
    for path, what in own.items():
        if file.resolve() == path.resolve() or (file.exists() and path.exists() and file.samefile(path)):
            raise Failure(f"{file} is {what}; name another file")


@contextmanager
def replacing(path: Path, mode: int = 0o644) -> Iterator[Path]:
    """An empty file beside ``path`` to be filled, which takes its place at the end; an error leaves ``path`` alone.

    OSError names ``path`` where no file can be made beside it.
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.absolute().parent, prefix=".", suffix=".new")
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error
    os.close(handle)
    unfinished = Path(name)
    try:
        yield unfinished
        unfinished.chmod(mode)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def append(path: Path, entry: str) -> None:
    """Append to the configuration, if what comes of it can be loaded."""
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    gap = "" if not before else "\n" if before.endswith("\n") else "\n\n"
    _configure(path, before + gap + entry)


def put_first(path: Path, line: str) -> None:
    """The same at its head, where keys stand that belong to no table."""
    _configure(path, f"{line}\n" + (path.read_text(encoding="utf-8") if path.exists() else ""))


def _configure(path: Path, content: str) -> None:
    with replacing(path, path.stat().st_mode & 0o777 if path.exists() else 0o644) as fresh:
        fresh.write_text(content, encoding="utf-8")
        load(fresh)
