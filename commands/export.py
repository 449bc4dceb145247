"""``export``: the database as flat files for a spreadsheet, a notebook, or another program."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

import click

from commands.common import Failure, OneOf, config_option, idle_now_option, looking, nearest, plain_errors
from commands.rewrite import replacing, spare_own
from pipeline.exports import EXPORTS, columns, exported

FORMATS = {".csv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".parquet": "parquet"}
GROUP = 20_000
"""Rows of one row group of a Parquet file."""
Rows = Iterable[Mapping[str, Any]]
Columns = Mapping[str, type]


@click.command()
@click.argument("what", type=OneOf(lambda: EXPORTS), metavar="WHAT")
@click.option("--format", "kind", type=OneOf(lambda: sorted(set(FORMATS.values()))),
              help="How to write it; by the ending of FILE where it is left out, else csv.")  # fmt: skip
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help="Where to: replaced in one step. Standard output where it is left out, or -.")  # fmt: skip
@config_option
@idle_now_option
@plain_errors
def export(what: str, kind: str | None, out: Path | None, config_path: Path | None) -> None:
    """Write WHAT as CSV, JSON lines or Parquet: productions, changes, reports, evidence, timeline,
    currently_filming, sources, runs or forecasts.

    The same database gives the same bytes. Quotations are only those that their sources allow, and short.
    Exit 0; 1: no database, FILE cannot be written, or Parquet is not installed; 2: wrong usage, or FILE has an
    ending that says nothing.
    """
    out = None if out == Path("-") else out
    if out is not None:
        spare_own(out, config_path)
    kind = kind or _kind_of(out)
    if kind == "parquet" and out is None:
        raise click.UsageError("Parquet needs --out FILE")
    if kind == "parquet" and find_spec("pyarrow") is None:
        raise Failure("Parquet needs pyarrow; install it with: pip install 'slatewatch[parquet]'")
    with looking(config_path) as db:
        rows, named = exported(db, what), columns(db, what)
        if out is None:
            for piece in _text(rows, named, kind):
                click.echo(piece, nl=False)
        elif out.exists() and not out.is_file():  # a device or a pipe is written into, never replaced
            with out.open("wb") as file:
                _write(file, rows, named, kind)
        else:
            with replacing(out.resolve()) as unfinished, unfinished.open("wb") as file:
                _write(file, rows, named, kind)


def _kind_of(out: Path | None) -> str:
    """The format that the ending of a file asks for; CSV where nothing does."""
    ending = out.suffix.lower() if out else ""
    if ending and ending not in FORMATS:
        what = f"'{ending}' is no known ending{nearest(ending, list(FORMATS))}"
        raise click.UsageError(f"{what}; or say --format csv, jsonl or parquet")
    return FORMATS.get(ending, "csv")


def _write(file: BinaryIO, rows: Rows, named: Columns, kind: str) -> None:
    if kind == "parquet":
        _parquet(file, rows, named)
    else:
        file.writelines(piece.encode() for piece in _text(rows, named, kind))


def _text(rows: Rows, named: Columns, kind: str) -> Iterator[str]:
    """JSON lines, or CSV with a header line (an empty cell for what is not known)."""
    if kind == "jsonl":
        yield from (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        return
    held = io.StringIO()
    writer = csv.DictWriter(held, list(named), lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow(row)
        yield held.getvalue()
        held.seek(0)
        held.truncate()
    yield held.getvalue()


def _parquet(file: BinaryIO, rows: Rows, named: Columns) -> None:
    """In groups of rows, so that memory stays bounded."""
    arrow: Any = import_module("pyarrow")
    parquet: Any = import_module("pyarrow.parquet")
    schema = arrow.schema([(name, arrow.int64() if kind is int else arrow.string()) for name, kind in named.items()])
    with parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        rest = iter(rows)
        while group := list(islice(rest, GROUP)):
            writer.write_table(arrow.Table.from_pylist(group, schema=schema))
