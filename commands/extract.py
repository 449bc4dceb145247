"""``extract``."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from commands.common import plain_errors


@click.command()
@click.argument("source", type=click.Path(path_type=Path, allow_dash=True), default="-")
@click.option("--explain", is_flag=True, help="Say which rule fired on which words, and which cue made it sure.")
@plain_errors
def extract(source: Path, explain: bool) -> None:
    """Read JSON lines {"id", "kind", "url", "title", "published", "text" or "html"}; write their reports.

    SOURCE is a file, or - for standard input. No network and no database; a broken line gets {"id", "error"}.
    Exit 0, also where lines are broken; 1: SOURCE cannot be read; 2: wrong usage.
    """
    from pipeline.reading.extract import extract_lines

    for line in extract_lines(_lines(source), explain=explain):
        click.echo(line)


def _lines(source: Path) -> Iterator[str]:
    if str(source) == "-":
        yield from _decoded(sys.stdin.buffer)
        return
    with source.open("rb") as handle:
        yield from _decoded(handle)


def _decoded(lines: Iterable[bytes]) -> Iterator[str]:
    """The lines as text, without the byte order mark that some editors begin a file with."""
    return (line.decode("utf-8", "replace").removeprefix("\ufeff") for line in lines)
