"""Looking into the database: ``changes``, ``search``, ``status``, ``sources``. Quick: a person waits for them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click

from commands.common import (
    Failure,
    OneOf,
    config_option,
    emit,
    iso_moment,
    json_option,
    looking,
    nearest,
    now_option,
    plain_errors,
    settings,
)
from pipeline import lookup, queries
from pipeline.model import EXTRA_KINDS, Change, Event, Status
from pipeline.readable import Readable

SPANS = {"d": "days", "w": "weeks", "h": "hours"}


@click.command()
@click.option("--status", "statuses", multiple=True, type=OneOf([s.value for s in Status]),
              help="Only changes that led to this status. May be repeated.")  # fmt: skip
@click.option("--kind", "kinds", multiple=True, type=OneOf([*(e.value for e in Event), *EXTRA_KINDS]), metavar="KIND",
              help="Only changes of this kind, e.g. started_filming. May be repeated.")  # fmt: skip
@click.option("--state", "states", multiple=True, type=OneOf(queries.STATES),
              help="Only changes in this state. May be repeated.")  # fmt: skip
@click.option("--place", help="Only changes at a place whose name holds this.")
@click.option("--source", help="Only changes with evidence from this source.")
@click.option("--since", metavar="ISO|7d|2w", help="Only changes since this day or moment, or of the last days.")
@click.option("--limit", type=click.IntRange(min=1), help="The newest so many.")
@config_option
@now_option
@json_option
@plain_errors
def changes(
    statuses: Sequence[str], kinds: Sequence[str], states: Sequence[str], place: str | None, source: str | None,
    since: str | None, limit: int | None, config_path: Path | None, now: datetime, as_json: bool,
) -> None:  # fmt: skip
    """List the changes found, oldest first. Every filter given must hold.

    Exit 0, also where there are none; 1: no database, or no such source; 2: a filter is not understood.
    """
    filters: dict[str, Any] = {
        "statuses": statuses or None, "kinds": kinds or None, "states": states or queries.STATES, "place": place,
        "source": source, "since": _since(since, now), "limit": limit, "newest_first": limit is not None,
    }  # fmt: skip
    with looking(settings(config_path)) as db:
        found = queries.changes(db, **filters)
        if not found:
            _nothing(db, source, place)
    found = found[::-1] if limit else found
    if as_json:
        emit((queries.changes_json(change) for change in found), (), True)
    else:
        print_changes(found)


def _since(text: str | None, now: datetime) -> datetime | None:
    """The moment that a person means by "2026-05-01" or by "7d"."""
    if text is None:
        return None
    if short := re.fullmatch(r"(\d{1,4})([dwh])", text):
        span = timedelta(**{SPANS[short[2]]: int(short[1])})
        return max(now, datetime(1, 1, 1, tzinfo=UTC) + span) - span
    try:
        return iso_moment(text)
    except click.BadParameter:
        what = f"--since: '{text}' is neither a day such as 2026-05-01 nor a span such as 7d or 2w"
        raise click.UsageError(what) from None


def _nothing(db: Readable, source: str | None, place: str | None) -> None:
    """Nothing was found: say so where a name was probably mistyped."""
    known = lookup.source_slugs(db)
    if source is not None and source not in known:
        raise Failure(f"no source named '{source}'{nearest(source, known)}")
    if place is not None and (near := lookup.nearest_places(db, place)):
        click.echo(f"slatewatch: nothing at '{place}'; did you mean {' or '.join(near)}?", err=True)


def print_changes(found: Sequence[Change]) -> None:
    """A table of changes, one line each."""
    emit((_line(change) for change in found), ("date", "state", "support", "change"), False,
         f"{len(found)} change{'' if len(found) == 1 else 's'}")  # fmt: skip


def _line(change: Change) -> dict[str, Any]:
    day = (change.published_at or change.noticed_at).date().isoformat()
    return {"date": day, "state": change.state, "support": change.support, "change": change.summary}


def find(db: Readable, title: str) -> list[str]:
    """The slugs of the productions that ``title`` names; Failure with the nearest where there is none."""
    found = lookup.slugs(db, title)
    if not found:
        near = lookup.nearest(db, title)
        advice = f"did you mean {' or '.join(near)}?" if near else "'slatewatch search WORDS' looks further"
        raise Failure(f"no production named '{title}'; {advice}")
    return found


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="At most so many.")
@config_option
@json_option
@plain_errors
def search(words: tuple[str, ...], limit: int, config_path: Path | None, as_json: bool) -> None:
    """Find productions whose title or reports hold all WORDS.

    Accents and capitals do not matter. Exit 0, also where there are none; 1: no database.
    """
    with looking(settings(config_path)) as db:
        found = lookup.search(db, [part for word in words for part in word.split()], limit)
        near = [] if found else lookup.nearest(db, " ".join(words))
    emit(found, ("title", "season", "status", "slug"), as_json)
    if near:
        click.echo(f"slatewatch: nothing holds these words; did you mean {' or '.join(near)}?", err=True)


@click.command()
@config_option
@json_option
@plain_errors
def status(config_path: Path | None, as_json: bool) -> None:
    """How each source is doing: its last run, the reason word, and when something last moved.

    Exit 0, also where a source is in trouble ('slatewatch doctor' judges); 1: no database.
    """
    with looking(settings(config_path)) as db:
        rows = lookup.health(db)
    emit(rows, ("source", "state", "reason", "rows", "last_run", "last_accepted", "detail"), as_json)


@click.command()
@click.option("--all", "everything", is_flag=True, help="Also those that are not enabled.")
@config_option
@json_option
@plain_errors
def sources(everything: bool, config_path: Path | None, as_json: bool) -> None:
    """The sources: what each is, how far it is trusted, how often it is asked, under which terms.

    Needs no database. Exit 0; 1: the configuration is wrong.
    """
    rows = [
        {"slug": s.slug, "name": s.label, "kind": s.kind, "shape": s.shape, "trust": s.trust, "every_minutes": s.every,
         "enabled": s.enabled, "licence": s.licence, "start": " ".join(s.start)}
        for s in settings(config_path).sources if s.enabled or everything
    ]  # fmt: skip
    emit(rows, ("slug", "kind", "shape", "trust", "every_minutes", "enabled", "licence"), as_json)
