"""``import``: what other machines read of archives, brought into the database. It publishes nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

import click

from commands.common import Failure, config_option, now_option, plain_errors, settings
from commands.past import Count, filling
from pipeline import parts
from pipeline.config import Config
from pipeline.harvested import Harvested
from pipeline.imports import bring


@click.command("import")
@click.argument("folders", nargs=-1, required=True, type=click.Path(path_type=Path, file_okay=False), metavar="DIR...")
@config_option
@now_option
@plain_errors
def import_(folders: tuple[Path, ...], config_path: Path | None, now: datetime) -> None:
    """Bring what 'backfill --spark' wrote into the database, from one folder or from those of several machines.

    It fills in the timelines and is no news: nothing is published. The folders may be named in any order, and more
    than once; what was brought before is passed over. Exit 0: done; 1: something failed, said in one line; 2: wrong
    usage.
    """
    config = settings(config_path)
    try:
        found = _parts(config, folders)
        click.echo(_bring(config, found, now))
    except parts.PartsError as error:
        raise Failure(str(error)) from error


def _parts(config: Config, folders: Sequence[Path]) -> list[parts.Part]:
    """The parts of all folders, each once. Failure where one holds pages of a source that is none here."""
    found: dict[Path, parts.Part] = {}
    slugs = {source.slug for source in config.sources}
    for folder in dict.fromkeys(folder.resolve() for folder in folders):
        notes = parts.notes(folder)
        unknown = sorted({slug for note in notes for slug in note["sources"]} - slugs)
        if unknown:
            raise Failure(f"{folder}: pages of '{unknown[0]}', which is no source here; declare it as it was there")
        found |= {part.path: part for part in parts.parts_of(folder, notes)}
    return list(found.values())


def _bring(config: Config, found: Sequence[parts.Part], now: datetime) -> str:
    count = Count()
    with filling(config, now, count) as db:
        for kept in bring(db, {source.slug: source for source in config.sources}, _shown(found), now):
            count.add(kept)
    return count.line()


def _shown(found: Sequence[parts.Part]) -> Iterator[Harvested]:
    """The captures of all parts, with how far it is on a terminal."""
    total = sum(part.rows for part in found)
    return _counted(parts.in_order(found), total) if sys.stderr.isatty() else parts.in_order(found)


def _counted(captures: Iterable[Harvested], total: int) -> Iterator[Harvested]:
    done = 0
    for capture in captures:
        done += len(capture.pages)
        if done % 100 == 0 or done == total:
            click.echo(f"\rpages: {done} of {total}", err=True, nl=done == total)
        yield capture
