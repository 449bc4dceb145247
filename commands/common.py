"""What every verb shares: configuration, clock, database, tables or JSON lines, and one clear line for an error.

Loads neither sqlite_utils nor rich before they are needed: the start of a verb is what a person waits for.
"""

from __future__ import annotations

import functools
import json
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from pipeline.errors import ConfigError, StoreError
from pipeline.readable import SCHEMA, Snapshot, may_write
from pipeline.whereabouts import database_of

if TYPE_CHECKING:
    from sqlite_utils import Database

    from pipeline.config import Config

SPANS = {"d": "days", "w": "weeks", "h": "hours"}
F = TypeVar("F", bound=Callable[..., Any])
UNSEEN = dict.fromkeys((*range(32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A)), " ")
"""Characters that would steer a terminal. What a page wrote is shown without them."""


class Failure(click.ClickException):
    """Something failed: one line on stderr, exit 1."""

    exit_code = 1

    def show(self, file: Any = None) -> None:
        click.echo(f"slatewatch: {self.message}", file=file or sys.stderr)


class Misconfigured(Failure):
    """The configuration cannot be used as it is, or names no such thing: one line on stderr, exit 2."""

    exit_code = 2


def _clock(ctx: click.Context, parameter: click.Parameter, value: str | None) -> datetime:
    text = value or os.environ.get("SLATEWATCH_NOW")
    return iso_moment(text) if text else datetime.now(UTC).replace(microsecond=0)


def _clock_in_days(ctx: click.Context, parameter: click.Parameter, value: str | None) -> datetime:
    text = value or os.environ.get("SLATEWATCH_NOW")
    return day_or_moment(text, iso_moment(text)) if text else _clock(ctx, parameter, value)


def day_or_moment(text: str, moment: datetime) -> datetime:
    """The ``moment`` that a text gives; where it names a day alone, the end of that day: all of it is meant."""
    import re

    named = re.fullmatch(r"[\d-]{8,10}|\d{4}-?W[\d-]+", text)
    return moment.replace(hour=23, minute=59, second=59) if named else moment


def iso_moment(text: str) -> datetime:
    """The aware moment that a person typed as ISO; wrong usage where it is none."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(f"'{text}' is not an ISO moment such as 2026-06-01T12:00:00Z") from None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def span_before(text: str, now: datetime) -> datetime | None:
    """The moment that "7d", "2w" or "12h" ago is; None where the text is no such span."""
    import re

    short = re.fullmatch(r"(\d{1,4})([dwh])", text)
    if short is None:
        return None
    span = timedelta(**{SPANS[short[2]]: int(short[1])})
    return max(now, datetime(1, 1, 1, tzinfo=UTC) + span) - span


def then(option: str, text: str, now: datetime) -> datetime:
    """The moment that a person means by "2026-05-01" or by "7d"; wrong usage of ``option`` where it is none."""
    try:
        return span_before(text, now) or iso_moment(text)
    except click.BadParameter:
        what = f"{option}: '{text}' is neither a day such as 2026-05-01 nor a span such as 7d or 2w"
        raise click.UsageError(what) from None


class OneOf(click.Choice[str]):
    """One of a few words, which are asked for when they are needed; a wrong one is answered with the nearest."""

    def __init__(self, words: Callable[[], Iterable[str]]) -> None:
        self.case_sensitive = True
        self._words = words

    @functools.cached_property
    def choices(self) -> tuple[str, ...]:  # type: ignore[override]
        """The words."""
        return tuple(self._words())

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:
        """The line that a person gets."""
        return f"'{value}' is none of them{nearest(str(value), list(self.choices))}"


def nearest(word: str, among: Sequence[str]) -> str:
    """The end of an error line: which known word was probably meant, else which there are."""
    import difflib

    begun = [name for name in among if word and name.startswith(word)]
    near = begun[:1] or difflib.get_close_matches(word, among, n=1, cutoff=0.5)
    return f"; did you mean '{near[0]}'?" if near else f"; there are: {', '.join(among) or 'none'}"


def config_option(command: F) -> F:
    """``--config FILE``."""
    return click.option("--config", "config_path", type=click.Path(path_type=Path), help="The slatewatch.toml to use.")(
        command
    )


def now_option(command: F) -> F:
    """``--now ISO``: the clock of this command."""
    return click.option("--now", callback=_clock, help="Take this moment as now (also SLATEWATCH_NOW).")(command)


def now_in_days_option(command: F) -> F:
    """``--now ISO`` of a verb that looks back: a day alone means all of that day."""
    return click.option("--now", callback=_clock_in_days, help="Take this moment, or all of this day, as now "
                        "(also SLATEWATCH_NOW).")(command)  # fmt: skip


def idle_now_option(command: F) -> F:
    """``--now`` of a verb that asks for no time: understood, so that every verb may be given it, and left alone."""
    return click.option("--now", callback=_clock, expose_value=False, help="Makes no difference here.")(command)


def json_option(command: F) -> F:
    """``--json``: one JSON object a line."""
    return click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")(command)


def plain_errors(command: F) -> F:
    """Errors that a user can cause become one line and exit 1 (2 where the configuration is wrong), no traceback."""

    @functools.wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except ConfigError as error:
            raise Misconfigured(str(error)) from error
        except StoreError as error:
            raise Failure(str(error)) from error
        except sqlite3.Error as error:
            raise Failure(f"the database: {error}") from error
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)
        except OSError as error:
            raise Failure(f"{error.filename or 'the system'}: {error.strerror or error}") from error
        except OverflowError as error:
            raise Failure(f"a number or a moment is out of range: {error}") from error
        except UnicodeEncodeError as error:
            raise Failure(
                f"{error.object[error.start : error.end]!a} is no text in {error.encoding}: use UTF-8"
            ) from error

    return wrapped  # type: ignore[return-value]


def settings(config_path: Path | None) -> Config:
    """The configuration to use."""
    from pipeline.config import load

    return load(config_path)


def tell_lists(trouble: Sequence[str]) -> bool:
    """One line on stderr for each watch list that could not be read. Whether there was one."""
    for line in trouble:
        click.echo(f"slatewatch: {line}", err=True)
    return bool(trouble)


def warn_of_places(config: Config) -> None:
    """One line on stderr for each place of a watch list that is probably misspelt."""
    if any(watch.places for watch in config.watches):
        from feeds.watch import unknown_places

        tell_lists([line for watch in config.watches for line in unknown_places(watch)])


def must_exist(database: Path) -> str:
    """The last step of the schema of a database that must be there, sound and ours; Failure where it is not."""
    if not database.exists():
        raise Failure(f"{database}: no database yet; 'slatewatch run' or 'slatewatch demo' makes one")
    try:
        with closing(Snapshot(database)) as db:
            found = db.schema()
    except sqlite3.DatabaseError as error:
        if not error.sqlite_errorname.startswith("SQLITE_CORRUPT"):
            raise
        raise Failure(f"{database}: is damaged: {error}; 'slatewatch doctor' has advice") from error
    if found is None:
        raise Failure(f"{database}: is no database of slatewatch; look at 'database' in slatewatch.toml")
    return found


def _up_to_date(database: Path) -> None:
    """Bring an older schema up to date, of a database that must exist."""
    if must_exist(database) != SCHEMA:
        from pipeline.store import open_database

        open_database(database).close()


@contextmanager
def reading(config: Config) -> Iterator[Database]:
    """The database, to look into with all that can be done with one. It must exist."""
    from pipeline.store import open_database

    _up_to_date(config.database)
    db = open_database(config.database, read_only=not may_write(config.database))
    try:
        yield db
    finally:
        db.close()


@contextmanager
def looking(config_path: Path | None) -> Iterator[Snapshot]:
    """The database, for SELECTs only: quick to open. It must exist; an older schema is brought up to date first.

    Of the configuration only what says where the database is gets read, unless there is none.
    """
    database = database_of(config_path)
    if not database.exists():
        settings(config_path)  # where something is wrong in it, that is to be told first
    _up_to_date(database)
    with closing(Snapshot(database)) as db:
        yield db


def printable(value: object) -> str:
    """What a cell shows: nothing for None, and no character that would steer the terminal."""
    return "" if value is None else str(value).translate(UNSEEN)


def emit(rows: Iterable[Mapping[str, Any]], columns: Sequence[str], as_json: bool, title: str = "") -> None:
    """Print ``rows`` as JSON lines, or ``columns`` of them as a table that fits the terminal.

    On a terminal it fits: see ``tables``. In a pipe a row is one line, never folded, so that grep and cut see it whole.
    """
    if as_json:
        for row in rows:
            click.echo(json.dumps(row, ensure_ascii=False))
        return
    names = [name.replace("_", " ") for name in columns]
    cells = [[printable(row.get(name)) for name in columns] for row in rows]
    if sys.stdout.isatty():
        from commands.tables import show

        show(names, cells, title, shutil.get_terminal_size().columns)
    else:
        _aligned(names, cells, title)


def _aligned(names: Sequence[str], cells: Sequence[Sequence[str]], title: str) -> None:
    widths = [max(map(len, column)) for column in zip(names, *cells, strict=True)]
    if title:
        click.echo(title)
    for row in (names, *cells):
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
