"""Looking into the database: ``changes``, ``search``, ``status``, ``sources``. Quick: a person waits for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import click

from commands.common import (
    Failure,
    Misconfigured,
    OneOf,
    config_option,
    emit,
    idle_now_option,
    json_option,
    looking,
    nearest,
    now_option,
    plain_errors,
    settings,
    then,
)
from pipeline import lookup
from pipeline.filters import STATES, Filters
from pipeline.moments import moment
from pipeline.readable import Readable

MOST = 10**9
"""No answer has more lines."""


def _statuses() -> list[str]:
    from pipeline.model import Status

    return [status.value for status in Status]


def _kinds() -> list[str]:
    from pipeline.model import EXTRA_KINDS, Event

    return [*(event.value for event in Event), *EXTRA_KINDS]


@click.command()
@click.option("--status", "statuses", multiple=True, type=OneOf(_statuses),
              help="Only changes that led to this status. May be repeated.")  # fmt: skip
@click.option("--kind", "kinds", multiple=True, type=OneOf(_kinds), metavar="KIND",
              help="Only changes of this kind, e.g. started_filming. May be repeated.")  # fmt: skip
@click.option("--state", "states", multiple=True, type=OneOf(lambda: STATES),
              help="Only changes in this state. May be repeated.")  # fmt: skip
@click.option("--place", help="Only changes at a place whose name holds this.")
@click.option("--source", help="Only changes with evidence from this source.")
@click.option("--since", metavar="ISO|7d|2w", help="Only changes since this day or moment, or of the last days.")
@click.option("--limit", type=click.IntRange(1, MOST), help="The newest so many.")
@config_option
@now_option
@json_option
@plain_errors
def changes(
    statuses: Sequence[str], kinds: Sequence[str], states: Sequence[str], place: str | None, source: str | None,
    since: str | None, limit: int | None, config_path: Path | None, now: datetime, as_json: bool,
) -> None:  # fmt: skip
    """List the changes found, oldest first. Every filter given must hold.

    Exit 0, also where there are none; 1: no database; 2: a filter is not understood, or no such source.
    """
    if place is not None and not place.strip():
        raise click.UsageError("--place: name a place, or a part of its name")
    filters: Filters = {
        "statuses": statuses or None, "kinds": kinds or None, "states": states or STATES, "place": place,
        "source": source, "since": None if since is None else then("--since", since, now), "limit": limit,
        "newest_first": limit is not None,
    }  # fmt: skip
    with looking(config_path) as db:
        found = _in_full(db, filters) if as_json else lookup.listed(db, **filters)
        if not found:
            _nothing(db, source, place)
    found = found[::-1] if limit else found
    if as_json:
        emit(found, (), True)
    else:
        print_changes(found)


def _in_full(db: Readable, filters: Filters) -> list[dict[str, Any]]:
    """The changes with all that is known of each. Takes long to load, so that the table does without."""
    from pipeline.queries import changes, changes_json

    return [changes_json(change) for change in changes(db, **filters)]


def _nothing(db: Readable, source: str | None, place: str | None) -> None:
    """Nothing was found: say so where a name was probably mistyped."""
    known = lookup.source_slugs(db)
    if source is not None and source not in known:
        raise Misconfigured(f"no source named '{source}'{nearest(source, known)}")
    if place is not None and (near := lookup.nearest_places(db, place)):
        click.echo(f"slatewatch: nothing at '{place}'; did you mean {' or '.join(near)}?", err=True)


def print_changes(found: Sequence[Mapping[str, Any]]) -> None:
    """A table of changes as ``lookup.listed`` gives them."""
    emit(found, ("date", "state", "support", "change"), False, f"{len(found)} change{'' if len(found) == 1 else 's'}")


def find(db: Readable, title: str) -> list[str]:
    """The slugs of the productions that ``title`` names; Failure with the nearest where there is none."""
    found = lookup.slugs(db, title)
    if not found:
        raise Failure(lookup.unknown(db, title))
    return found


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1, MOST), default=20, show_default=True, help="At most so many.")
@config_option
@idle_now_option
@json_option
@plain_errors
def search(words: tuple[str, ...], limit: int, config_path: Path | None, as_json: bool) -> None:
    """Find productions whose title or reports hold all WORDS.

    Accents and capitals do not matter. Exit 0, also where there are none; 1: no database; 2: wrong usage.
    """
    asked = [part for word in words for part in word.split()]
    if not asked:
        raise click.UsageError("name a word to look for")
    with looking(config_path) as db:
        found = lookup.search(db, asked, limit)
        near = [] if found else lookup.nearest(db, " ".join(words))
    emit(found, ("title", "season", "status", "slug"), as_json)
    if near:
        click.echo(f"slatewatch: nothing holds these words; did you mean {' or '.join(near)}?", err=True)


@click.command()
@config_option
@now_option
@json_option
@plain_errors
def status(config_path: Path | None, now: datetime, as_json: bool) -> None:
    """How each source is doing: its last run and how long ago it was, the reason word, and when one was last believed.

    Exit 0, also where a source is in trouble ('slatewatch doctor' judges); 1: no database; 2: wrong usage.
    """
    with looking(config_path) as db:
        rows = [{**row, "ago": _ago(row["last_run"], now)} for row in lookup.health(db)]
    emit(rows, ("source", "state", "reason", "rows", "last_run", "ago", "last_accepted", "detail"), as_json)


def _ago(at: str | None, now: datetime) -> str | None:
    """How long ago a stored moment was, in its largest unit; nothing for one that is still to come."""
    minutes = (now - moment(at)) // timedelta(minutes=1) if at else -1
    if minutes < 0:
        return None
    for unit, size in (("d", 24 * 60), ("h", 60)):
        if minutes >= size:
            return f"{minutes // size} {unit}"
    return f"{minutes} min"


@click.command()
@click.option("--all", "everything", is_flag=True, help="Also those that are not enabled.")
@config_option
@idle_now_option
@json_option
@plain_errors
def sources(everything: bool, config_path: Path | None, as_json: bool) -> None:
    """The sources: what each is, how far it is trusted, how often it is asked, under which terms.

    Needs no database. Exit 0; 2: the configuration is wrong.
    """
    rows = [
        {"slug": s.slug, "name": s.label, "kind": s.kind, "shape": s.shape, "trust": s.trust, "every_minutes": s.every,
         "enabled": s.enabled, "licence": s.licence, "start": " ".join(s.start)}
        for s in settings(config_path).sources if s.enabled or everything
    ]  # fmt: skip
    emit(rows, ("slug", "kind", "shape", "trust", "every_minutes", "enabled", "licence"), as_json)
