"""Looking into the database: ``changes``, ``show``, ``search``, ``status``, ``sources``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from sqlite_utils import Database

from commands.common import Failure, config_option, emit, json_option, plain_errors, reading, settings
from pipeline import lookup, queries
from pipeline.model import Change, Evidence, Status
from pipeline.wording import name_of, status_words, when


@click.command()
@click.option("--status", type=click.Choice([s.value for s in Status]), help="Only changes that led to this status.")
@click.option("--kind", help="Only changes of this kind, e.g. started_filming.")
@click.option("--place", help="Only changes at this place.")
@click.option("--source", help="Only changes with evidence from this source.")
@click.option("--since", help="Only changes noticed on or after this day (ISO).")
@click.option("--state", help="Only this state: published, pending, withdrawn or backfilled.")
@click.option("--limit", type=click.IntRange(min=1), help="The newest so many.")
@config_option
@json_option
@plain_errors
def changes(
    status: str | None, kind: str | None, place: str | None, source: str | None, since: str | None, state: str | None,
    limit: int | None, config_path: Path | None, as_json: bool,
) -> None:  # fmt: skip
    """List the changes found, oldest first."""
    filters: dict[str, Any] = {
        "statuses": (status,) if status else None, "kinds": (kind,) if kind else None, "place": place,
        "source": source, "since": since, "limit": limit, "newest_first": limit is not None,
    }  # fmt: skip
    if state:
        filters["states"] = (state,)
    with reading(settings(config_path)) as db:
        found = list(queries.changes(db, **filters))
        found = found[::-1] if limit else found
        if as_json:
            emit((queries.changes_json(change) for change in found), (), True)
        else:
            print_changes(found)


def print_changes(found: list[Change]) -> None:
    """A table of changes, one line each."""
    emit((_line(change) for change in found), ("noticed", "state", "support", "change"), False, f"{len(found)} changes")


def _line(change: Change) -> dict[str, Any]:
    return {
        "noticed": change.noticed_at.date().isoformat(), "state": change.state, "support": change.support,
        "change": change.summary,
    }  # fmt: skip


@click.command()
@click.argument("title")
@click.option("--as-of", help="What was believed at this moment (ISO), from what was known then.")
@config_option
@json_option
@plain_errors
def show(title: str, as_of: str | None, config_path: Path | None, as_json: bool) -> None:
    """A production's timeline with every report for and against each change. TITLE may be its slug."""
    with reading(settings(config_path)) as db:
        for slug in find(db, title):
            if as_json:
                emit((queries_json(db, slug)), (), True)
            else:
                print_production(db, slug)


def find(db: Database, title: str) -> list[str]:
    """The slugs of the productions that ``title`` names; Failure with the nearest where there is none."""
    found = lookup.slugs(db, title)
    if not found:
        near = lookup.nearest(db, title)
        raise Failure(f"no production named '{title}'; " + (
            f"did you mean {' or '.join(near)}?" if near else "'slatewatch search WORDS' looks further"))
    return found


def queries_json(db: Database, slug: str) -> list[dict[str, Any]]:
    """The changes of a production as JSON objects."""
    return [queries.changes_json(change) for change in queries.changes(db, production=slug)]


def print_production(db: Database, slug: str) -> None:
    """The story of one production on a terminal: each change, then the reports for and against it."""
    production = queries.production_by_slug(db, slug)
    if production is None:
        raise Failure(f"no production with the slug '{slug}'")
    click.echo(f"{name_of(production)}: {status_words(production.status)}")
    for change in queries.changes(db, production=slug):
        when_ = f", {when(change.happened)}" if change.happened else ""
        click.echo(f"\n  {change.noticed_at:%Y-%m-%d}  {change.summary}{when_}")
        click.echo(f"              {change.state}, support {change.support}: {change.rule}")
        for item in change.evidence:
            click.echo(f"    {_mark(item)} {_evidence_line(item)}")


def _mark(item: Evidence) -> str:
    return {"for": "+" if item.counted else "=", "against": "-", "context": "~"}[item.role]


def _evidence_line(item: Evidence) -> str:
    said = f"{item.source_name} ({item.published:%Y-%m-%d})" if item.published else item.source_name
    via = f", via {item.via}" if item.via else ""
    who = f", {item.speaker}" if item.speaker else ""
    quote = f": “{item.quote}”" if item.quote else ""
    return f"{said}{via}{who}, {item.event} {item.modality}{quote}\n      {item.url}"


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True)
@config_option
@json_option
@plain_errors
def search(words: tuple[str, ...], limit: int, config_path: Path | None, as_json: bool) -> None:
    """Find productions whose title or reports hold all WORDS."""
    with reading(settings(config_path)) as db:
        emit(lookup.search(db, words, limit), ("title", "season", "status", "slug"), as_json)


@click.command()
@config_option
@json_option
@plain_errors
def status(config_path: Path | None, as_json: bool) -> None:
    """How each source is doing: its last run, the reason word, and when something last moved."""
    with reading(settings(config_path)) as db:
        rows = lookup.health(db)
        emit(rows, ("source", "state", "reason", "rows", "last_run", "last_accepted", "detail"), as_json)


@click.command()
@click.option("--all", "everything", is_flag=True, help="Also those that are not enabled.")
@config_option
@json_option
@plain_errors
def sources(everything: bool, config_path: Path | None, as_json: bool) -> None:
    """The sources: what each is, how far it is trusted, how often it is asked, under which terms."""
    rows = [
        {"slug": s.slug, "name": s.label, "kind": s.kind, "shape": s.shape, "trust": s.trust, "every_minutes": s.every,
         "enabled": s.enabled, "licence": s.licence, "start": " ".join(s.start)}
        for s in settings(config_path).sources if s.enabled or everything
    ]  # fmt: skip
    emit(rows, ("slug", "kind", "shape", "trust", "every_minutes", "enabled", "licence"), as_json)
