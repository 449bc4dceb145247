"""What was read of archives as Parquet files in a folder, which any number of machines fill and ``import`` empties.

    DIR/month=2017-04/NAME.parquet    the pages of one file of an archive, a row a page, each with its reports
    DIR/_files/NAME.json              what became of that file: its parts, what was left out and why

A part is put in its place whole, and counts once its file is noted. A process that is killed leaves nothing that
counts, and whoever reads that file again writes the same bytes. Needs pyarrow, which is an extra.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from heapq import heappop, heappush
from importlib import import_module
from itertools import groupby, islice
from pathlib import Path
from typing import Any
from uuid import uuid4

from pipeline.harvested import Counts, Harvested
from pipeline.partrows import harvested, rows_of, schema
from pipeline.store import stamp

FORMAT = 1
NOTES = "_files"
"""Begins with an underscore, so that whatever reads a folder of Parquet leaves it alone."""
GROUP = 128
"""Pages of one row group, which is what is held in memory of a part that is being read."""


class PartsError(Exception):
    """A folder of parts cannot be used: one clear line."""


@dataclass(frozen=True, slots=True)
class Part:
    """One Parquet file, and the moments of its first and last capture."""

    path: Path
    rows: int
    first: str
    last: str


def name_of(place: str) -> str:
    """A file's own name in a folder of parts: readable, and another for each address."""
    words = re.sub(r"[^\w-]+", "-", place.rsplit("/", 1)[-1])[:80].strip("-")
    return f"{words}-{hashlib.sha256(place.encode()).hexdigest()[:10]}"


def noted(folder: Path, place: str) -> dict[str, Any] | None:
    """What is noted of a file of an archive; None where it was never read to its end."""
    try:
        note: dict[str, Any] = json.loads((folder / NOTES / f"{name_of(place)}.json").read_bytes())
    except (OSError, ValueError):
        return None
    return note


def write(folder: Path, place: str, facts: Mapping[str, object], captures: Iterable[Harvested], counts: Counts) -> None:
    """Put what a file gave, in its order, into ``folder``, in the place of what it gave before.

    ``facts``: of what state it is; parts of another state have other names, so that what is noted stays as it was until
    the new note is there. ``counts`` need not be whole before the last capture; a file of which nothing could
    be read is not noted.
    """
    before = noted(folder, place) or {"parts": []}
    state = hashlib.sha256(repr(sorted(facts.items())).encode()).hexdigest()[:8]
    parts = []
    for month, some in groupby(captures, key=lambda capture: stamp(capture.at)[:7]):
        path = f"month={month}/{name_of(place)}-{state}.parquet"
        parts.append({"path": path, **_replace(folder / path, some)})
    if counts.broken and not counts.answers:
        return
    note = {"format": FORMAT, "file": place, **facts, **counts.as_json(), "parts": parts}
    text = json.dumps(note, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    with _put(folder / NOTES / f"{name_of(place)}.json") as unfinished:
        unfinished.write_text(text, encoding="utf-8")
    for path in {part["path"] for part in before["parts"]} - {part["path"] for part in parts}:
        (folder / path).unlink(missing_ok=True)


@contextmanager
def _put(path: Path) -> Iterator[Path]:
    """A file beside its place while it is written, then in its place: nobody ever reads half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name.rsplit('.', 1)[0]}.{uuid4().hex}.new")
    try:
        yield unfinished
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def sweep(folder: Path, places: Iterable[str]) -> None:
    """Remove what killed processes left of files that are done: half a part, and whole ones that no note names."""
    for place in places:
        note, name = noted(folder, place), name_of(place)
        if note is None:
            continue
        good = {folder / part["path"] for part in note["parts"]}
        half = folder.glob(f"*/.{name}[.-]*.new")
        for left in {*half, *folder.glob(f"month=*/{name}-????????.parquet")} - good:
            left.unlink(missing_ok=True)


def _replace(path: Path, captures: Iterable[Harvested]) -> dict[str, Any]:
    """Write a part, a group of pages after the other: what is noted of it."""
    arrow, parquet = _arrow()
    times: list[str] = []
    number = 0
    with _put(path) as unfinished, parquet.ParquetWriter(unfinished, schema(arrow), compression="zstd") as writer:
        rows = (row for capture in captures for row in rows_of(capture))
        while group := list(islice(rows, GROUP)):
            writer.write_table(arrow.Table.from_pylist(group, schema=schema(arrow)))
            times += [stamp(group[0]["captured_at"]), stamp(group[-1]["captured_at"])]
            number += len(group)
    return {"rows": number, "first": times[0], "last": times[-1]}


def _arrow() -> tuple[Any, Any]:
    try:
        return import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError:
        raise PartsError("Parquet needs pyarrow; install it with: pip install 'slatewatch[spark]'") from None


def notes(folder: Path) -> list[dict[str, Any]]:
    """The notes of a folder. PartsError where it is none, or of a newer slatewatch."""
    if not (folder / NOTES).is_dir():
        raise PartsError(f"{folder}: nothing that 'slatewatch backfill --spark' wrote")
    found = []
    for path in sorted((folder / NOTES).glob("*.json")):
        try:
            note = json.loads(path.read_bytes())
            known = note["format"] <= FORMAT
        except (ValueError, KeyError, TypeError):
            raise PartsError(f"{path}: cannot be read; remove it, and run the backfill of that file again") from None
        if not known:
            raise PartsError(f"{path}: written by a newer slatewatch; upgrade slatewatch to use it")
        found.append(note)
    return found


def parts_of(folder: Path, notes_: Iterable[Mapping[str, Any]]) -> list[Part]:
    """The parts that notes name. PartsError where one is not there."""
    found = [Part(folder / p["path"], p["rows"], p["first"], p["last"]) for note in notes_ for p in note["parts"]]
    for part in found:
        if not part.path.is_file():
            raise PartsError(f"{part.path}: missing; run the backfill of its file again")
    return found


def in_order(parts: Iterable[Part]) -> Iterator[Harvested]:
    """The captures of all parts in one order, the oldest first. A part is opened when its time has come."""
    waiting = sorted(parts, key=lambda part: (part.first, part.path.name, str(part.path)), reverse=True)
    opened: list[tuple[tuple[str, str, str], int, Harvested, Iterator[Harvested]]] = []
    number = 0
    while waiting or opened:
        while waiting and (not opened or waiting[-1].first <= opened[0][0][0]):
            number += 1
            _push(opened, _captures(waiting.pop()), number)
        if not opened:
            continue
        _, own, capture, rest = heappop(opened)
        yield capture
        _push(opened, rest, own)


def _push(
    opened: list[tuple[tuple[str, str, str], int, Harvested, Iterator[Harvested]]], rest: Iterator[Harvested], own: int
) -> None:
    following = next(rest, None)
    if following is not None:
        heappush(opened, (following.order, own, following, rest))


def _captures(part: Part) -> Iterator[Harvested]:
    arrow, parquet = _arrow()
    try:
        with parquet.ParquetFile(part.path) as file:
            if file.metadata.num_rows != part.rows:
                raise PartsError(f"{part.path}: {file.metadata.num_rows} pages where {part.rows} are noted")
            rows = (row for batch in file.iter_batches(batch_size=GROUP) for row in batch.to_pylist())
            yield from harvested(rows)
    except (OSError, arrow.ArrowException, KeyError) as error:
        raise PartsError(f"{part.path}: cannot be read: {error}") from error
