"""Looking into the database: ``changes``, ``show``, ``search``, ``status``, ``sources``."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from commands.common import config_option, emit, json_option, now_option, plain_errors, reading, settings
from pipeline.model import Change, Status


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
    from pipeline import queries

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
            columns = ("noticed", "state", "support", "change")
            emit((_line(change) for change in found), columns, False, title=f"{len(found)} changes")


def _line(change: Change) -> dict[str, Any]:
    return {
        "noticed": change.noticed_at.date().isoformat(), "state": change.state, "support": change.support,
        "change": change.summary,
    }  # fmt: skip
