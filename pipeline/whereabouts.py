"""Where the configuration is, and where it says the database is: all that a verb needs which only looks.

Reads nothing further and judges nothing further: that is ``config.py``, which takes longer than most answers.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.errors import ConfigError

PLACES = {"database": "slatewatch.db", "output": "public"}
"""The keys that name a file or a folder, each with what it is where it is left out."""
_TABLE = re.compile(r"^[ \t]*\[", re.MULTILINE)


def find(path: Path | None) -> Path | None:
    """The configuration that ``--config`` names, else ``slatewatch.toml`` in the working directory, if it is there."""
    explicit = path is not None
    path = (path or Path("slatewatch.toml")).absolute()
    if path.exists():
        return path
    if explicit:
        raise ConfigError(f"{path}: no such file; make one, or leave --config out to use the built-in sources")
    return None


def read(path: Path) -> dict[str, Any]:
    """The whole file, parsed."""
    return _parsed(_text(path), path)


def database_of(path: Path | None) -> Path:
    """The database of the configuration that ``find`` finds, as an absolute path."""
    found = find(path)
    if found is None:
        return Path.cwd() / PLACES["database"]
    return found.parent / place_in(_top(found), "database", str(found))


def place_in(table: Mapping[str, Any], name: str, where: str) -> str:
    """The value of one of ``PLACES``."""
    value = table.get(name, PLACES[name])
    if not isinstance(value, str) or not value:
        raise ConfigError(f"{where}: '{name}' must be a path in quotes")
    return value


def _top(path: Path) -> dict[str, Any]:
    """The keys above the first table. Where that looks cut in two (a list over several lines), the whole file."""
    words = _text(path)
    first = _TABLE.search(words)
    try:
        return tomllib.loads(words[: first.start()] if first else words)
    except tomllib.TOMLDecodeError:
        return _parsed(words, path)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read: {error}") from error


def _parsed(words: str, path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(words)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: not valid TOML: {error}") from error
