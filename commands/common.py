"""What every verb shares: configuration, clock, database, tables or JSON lines, and one clear line for an error."""

from __future__ import annotations

import functools
import json
import os
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import click
from sqlite_utils import Database

from pipeline.config import Config, ConfigError, load
from pipeline.store import StoreError, open_database

F = TypeVar("F", bound=Callable[..., Any])


class Failure(click.ClickException):
    """Something failed: one line on stderr, exit 1."""

    exit_code = 1

    def show(self, file: Any = None) -> None:
        click.echo(f"slatewatch: {self.message}", file=file or sys.stderr)


def _clock(ctx: click.Context, parameter: click.Parameter, value: str | None) -> datetime:
    text = value or os.environ.get("SLATEWATCH_NOW")
    if not text:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(f"'{text}' is not an ISO moment such as 2026-06-01T12:00:00Z") from None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def config_option(command: F) -> F:
    """``--config FILE``."""
    return click.option(
        "--config", "config_path", type=click.Path(path_type=Path), help="The slatewatch.toml to use."
    )(command)


def now_option(command: F) -> F:
    """``--now ISO``: the clock of this command."""
    return click.option("--now", callback=_clock, help="Take this moment as now (also SLATEWATCH_NOW).")(command)


def json_option(command: F) -> F:
    """``--json``: one JSON object a line."""
    return click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")(command)


def plain_errors(command: F) -> F:
    """Errors that a user can cause become one line and exit 1, not a traceback."""

    @functools.wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except (ConfigError, StoreError) as error:
            raise Failure(str(error)) from error
        except sqlite3.Error as error:
            raise Failure(f"the database: {error}") from error
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)
        except OSError as error:
            raise Failure(f"{error.filename or 'the system'}: {error.strerror or error}") from error

    return wrapped  # type: ignore[return-value]


def settings(config_path: Path | None) -> Config:
    """The configuration to use."""
    return load(config_path)


@contextmanager
def reading(config: Config) -> Iterator[Database]:
    """The database, to look into. It must exist."""
    if not config.database.exists():
        raise Failure(f"{config.database}: no database yet; 'slatewatch run' or 'slatewatch demo' makes one")
    db = open_database(config.database)
    try:
        yield db
    finally:
        db.close()


def emit(rows: Iterable[Mapping[str, Any]], columns: Sequence[str], as_json: bool, title: str = "") -> None:
    """Print ``rows`` as JSON lines or as a table of ``columns`` that fits the terminal."""
    if as_json:
        for row in rows:
            click.echo(json.dumps(row, ensure_ascii=False))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False, width=None if sys.stdout.isatty() else 160)
    table = Table(title=title or None, box=None, header_style="bold", pad_edge=False, title_justify="left")
    for name in columns:
        table.add_column(name.replace("_", " "), overflow="fold")
    for row in rows:
        table.add_row(*(Text("" if row.get(name) is None else str(row[name])) for name in columns))
    console.print(table)
