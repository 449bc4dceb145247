"""Keeping it well: ``backup`` and ``doctor``."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import click

from commands.common import Failure, config_option, emit, json_option, must_exist, now_option, plain_errors, settings
from commands.rewrite import replacing, spare_own
from pipeline.checkup import Finding, examine, leave_whole, problem
from pipeline.config import Config
from pipeline.readable import to_read


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--quiet", is_flag=True, help="Say nothing when all is well.")
@config_option
@plain_errors
def backup(file: Path, quiet: bool, config_path: Path | None) -> None:
    """Write a consistent copy of the database to FILE while runs may go on.

    FILE is replaced in one step, and only by a copy that was checked. It is a database like any other: to restore
    it, stop all runs, remove slatewatch.db-wal and slatewatch.db-shm, and put it in the database's place.
    Exit 0; 1: no database or a damaged one, or FILE cannot be written; 2: wrong usage or configuration.
    """
    database = settings(config_path).database
    spare_own(file, config_path)
    if not database.exists():
        raise Failure(f"{database}: no database yet, so nothing to copy")
    must_exist(database)
    with replacing(file, database.stat().st_mode & 0o777) as copy:
        try:
            _copy(database, copy)
            leave_whole(copy, database)
        finally:
            for ending in ("-wal", "-shm", "-journal"):
                copy.with_name(copy.name + ending).unlink(missing_ok=True)
    if not quiet:
        click.echo(f"{file}: {file.stat().st_size:,} bytes")


def _copy(database: Path, copy: Path) -> None:
    """SQLite's own online copy: of one moment, whoever writes meanwhile."""
    source = sqlite3.connect(to_read(database), uri=True, timeout=30)
    with closing(source), closing(sqlite3.connect(copy)) as target:
        source.backup(target)


@click.command()
@config_option
@now_option
@json_option
@plain_errors
def doctor(config_path: Path | None, now: datetime, as_json: bool) -> None:
    """Look for what is wrong: database, permissions, room, clock, sources, watch lists; with advice.

    Exit 0: nothing is wrong; 1: something is; 2: wrong usage or configuration.
    """
    config = settings(config_path)
    findings = [*examine(config, now), *_watch_lists(config)]
    if as_json or findings:
        emit([asdict(finding) for finding in findings], ("level", "check", "what", "advice"), as_json)
    elif not findings:
        click.echo("all is well")
    if any(finding.level == "problem" for finding in findings):
        sys.exit(1)


def _watch_lists(config: Config) -> Iterator[Finding]:
    """Lists whose file cannot be read, and places that are probably misspelt."""
    from feeds.lists import gather
    from feeds.watch import unknown_places

    for line in gather(config).trouble:
        yield problem("watch list", line, "put the exported list back, or correct 'file' in its [[watch]]")
    for watch in config.watches:
        for line in unknown_places(watch):
            yield Finding("note", "watch list", line, "correct 'places' in its [[watch]]")
