"""Lists of titles as other programs export them: Letterboxd, Trakt, IMDb and TVmaze, in CSV or JSON.

A spreadsheet may have saved them again, with its own separator and encoding. Anything else is no list: one line.
"""

from __future__ import annotations

import csv
import json
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path
from stat import S_ISREG
from typing import Any

from pipeline.config import Config, ConfigError, Watch

TITLE_COLUMNS = ("name", "title", "original title", "show", "show name", "primarytitle")
YEAR_COLUMNS = ("year", "startyear", "release year")
FILM_TYPES = ("movie", "film", "tv movie", "video", "short")
WRAPPINGS = ("movie", "show", "_embedded", "shows", "movies", "items")
SEPARATORS = (",", ";", "\t")
MOST_BYTES = 20_000_000


@dataclass(frozen=True, slots=True)
class Gathered:
    """The watch lists of a configuration: those that can be matched, and, by name, why another cannot be for now."""

    watches: tuple[Watch, ...]
    missing: Mapping[str, str]

    @property
    def trouble(self) -> tuple[str, ...]:
        """One line for each list that could not be read."""
        return tuple(f"watch list '{name}': {why}; its feed keeps what it had" for name, why in self.missing.items())


def read_list(path: Path) -> tuple[str, ...]:
    """The titles of an exported list, in its order, each once; a film with its year. ConfigError where it is none."""
    try:
        words = _decoded(_content(path))
        titles = tuple(dict.fromkeys(_json(words) if words.lstrip()[:1] in ("[", "{") else _csv(words)))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror or error}") from error
    except json.JSONDecodeError as error:
        raise ConfigError(f"{path}: not valid JSON: {error}") from error
    except RecursionError as error:
        raise ConfigError(f"{path}: cannot be read: nested too deep to be a list of titles") from error
    except (ValueError, csv.Error) as error:
        raise ConfigError(f"{path}: cannot be read: {error}") from error
    if not titles:
        raise ConfigError(f"{path}: no titles found; export the list from Letterboxd, Trakt, IMDb or TVmaze again")
    return titles


def _content(path: Path) -> bytes:
    """The bytes of a file; of a pipe or a device nothing is read, since it might never end."""
    state = path.stat()
    if not S_ISREG(state.st_mode):
        raise ConfigError(f"{path}: cannot be read: it is no file")
    if state.st_size > MOST_BYTES:
        raise ConfigError(f"{path}: too large to be a list of titles")
    return path.read_bytes()


def _decoded(content: bytes) -> str:
    """The text: UTF-16 where it begins with that mark, UTF-8, or what spreadsheets take for Latin-1."""
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return content.decode("utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252")


def gather(config: Config) -> Gathered:
    """The watch lists of a configuration, each with the titles of its ``file``. A file that is gone stops no other."""
    base = config.path.parent if config.path else Path.cwd()
    watches: list[Watch] = []
    missing: dict[str, str] = {}
    for watch in config.watches:
        try:
            titles = read_list(base / watch.file) if watch.file else ()
        except ConfigError as error:
            missing[watch.name] = str(error)
        else:
            watches.append(replace(watch, titles=(*watch.titles, *titles)))
    return Gathered(tuple(watches), missing)


def _csv(words: str) -> Iterator[str]:
    """Rows under a header that names a title; the list that Letterboxd exports has two, the second with the films."""
    rows, heads = next((found for mark in SEPARATORS if (found := _table(words, mark))[1]), ([], []))
    dated = [n for n in heads if "year" in (cell.casefold() for cell in rows[n])]
    for start in (dated or heads)[:1]:
        names = [cell.casefold() for cell in rows[start]]
        for row in rows[start + 1 :]:
            yield from _titled(dict(zip(names, row, strict=False)))


def _table(words: str, separator: str) -> tuple[list[list[str]], list[int]]:
    """The rows of a table with that separator, and which of them are headers that name a title."""
    read = csv.reader(StringIO(words, newline=""), delimiter=separator)
    rows = [[cell.strip() for cell in row] for row in read]
    return rows, [n for n, row in enumerate(rows) if len(row) > 1 and set(TITLE_COLUMNS) & {c.casefold() for c in row}]


def _json(words: str) -> Iterator[str]:
    for item in _items(json.loads(words)):
        yield from _titled({str(key).casefold(): value for key, value in item.items()})


def _items(found: Any, kind: str = "") -> Iterator[Mapping[str, Any]]:
    """The shows and films of a list, out of whatever they are wrapped in; ``kind`` is what the wrapping says."""
    if isinstance(found, list):
        for item in found:
            yield from _items(item, kind)
    elif isinstance(found, dict):
        inner = {name: found[name] for name in WRAPPINGS if isinstance(found.get(name), dict | list)}
        for name, item in inner.items():
            yield from _items(item, name.rstrip("s"))
        if not inner:
            yield {**found, "type": kind} if kind else found


def _titled(row: Mapping[str, Any]) -> Iterable[str]:
    """The title of a row; a film's with its year: there are more films than one of most names."""
    title = next((str(row[name]).strip() for name in TITLE_COLUMNS if row.get(name)), "")
    if not title:
        return ()
    year = next((str(row[name]).strip() for name in YEAR_COLUMNS if row.get(name)), "")[:4]
    kind = str(row.get("title type") or row.get("type") or "film").casefold()
    return (f"{title} ({year})",) if kind in FILM_TYPES and year.isdigit() else (title,)
