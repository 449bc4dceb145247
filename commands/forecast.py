"""``forecast``."""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from commands.common import (
    Failure,
    config_option,
    emit,
    json_option,
    now_in_days_option,
    plain_errors,
    reading,
    settings,
)

NEEDED = {"id", "title", "medium", "filming_start"}
"""The columns without which a row cannot be forecast; of the others, what is there is used."""
LONGEST_CELL = 2**31 - 1


@click.command()
@click.argument("title", required=False)
@click.option("--batch", "table", type=click.Path(path_type=Path, dir_okay=False),
              help="Forecast each row of this CSV as of its filming start.")  # fmt: skip
@click.option("--scored", is_flag=True, help="The forecasts that were kept, beside the releases that came.")
@config_option
@now_in_days_option
@json_option
@plain_errors
def forecast(
    title: str | None, table: Path | None, scored: bool, config_path: Path | None, now: datetime, as_json: bool
) -> None:
    """When TITLE will be released: the median, an 80 % window, and the productions it was compared with.

    Exit 0; 1: no database, no such production, or nothing to forecast; 2: wrong usage or configuration.
    """
    if [title is not None, table is not None, scored].count(True) != 1:
        raise click.UsageError("name a TITLE, or give --batch FILE.csv, or --scored")
    if table is not None:
        rows = _batch(table)
        emit(rows, ("id", "median", "earliest", "latest", "error"), as_json)
        if rows and all("error" in row for row in rows):
            raise Failure(f"{table}: none of its rows could be forecast: {len(rows)} with an error each")
    elif title is not None:
        _one(title, config_path, now, as_json)
    else:
        _scored(config_path, as_json)


def _scored(config_path: Path | None, as_json: bool) -> None:
    from pipeline.foretell import scored

    with reading(settings(config_path)) as db:
        rows = scored(db)
    emit(rows, ("slug", "made", "from", "earliest", "median", "latest", "released", "days_off", "inside"), as_json)
    if rows and not as_json:
        inside = sum(row["inside"] for row in rows)
        click.echo(f"{inside} of {len(rows)} inside their window")


def _batch(table: Path) -> list[dict[str, Any]]:
    from pipeline.forecast_batch import batch

    before = csv.field_size_limit(LONGEST_CELL)  # the csv module's own limit would lose all rows for one long cell
    try:
        with table.open(encoding="utf-8-sig", newline="") as handle:
            rows = csv.DictReader(handle)
            if not set(rows.fieldnames or ()) >= NEEDED:
                raise Failure(f"{table}: needs a header line with at least the columns {', '.join(sorted(NEEDED))}")
            return list(batch(rows, lambda words: click.echo(f"slatewatch: {words}", err=True)))
    except (UnicodeDecodeError, csv.Error) as error:
        raise Failure(f"{table}: not a CSV file in UTF-8: {error}") from error
    finally:
        csv.field_size_limit(before)


def _one(title: str, config_path: Path | None, now: datetime, as_json: bool) -> None:
    from commands.look import find
    from pipeline.foretell import foretell, why_not
    from pipeline.lookup import silent_since

    with reading(settings(config_path)) as db:
        reasons = []
        for slug in (found := find(db, title)):
            silent = silent_since(db, slug, now)
            if (made := foretell(db, slug, now)) and not silent:
                _print(slug, made, as_json)
            else:
                why = f"nothing was heard of it since {silent}" if made else why_not(db, slug, now)
                reasons.append(f"{slug}: {why}" if len(found) > 1 else why)
        if len(reasons) == len(found):
            raise Failure(f"nothing to forecast for '{title}': {'; '.join(reasons)}")


def _print(slug: str, made: Any, as_json: bool) -> None:
    row = {
        "slug": slug, "median": made.median.isoformat(), "earliest": made.earliest.isoformat(),
        "latest": made.latest.isoformat(), "from": made.from_milestone, "basis": made.basis,
        "comparables": [f"{t.title}{f' season {t.season}' if t.season else ''}" for t in made.comparables],
    }  # fmt: skip
    if as_json:
        emit([row], (), True)
        return
    click.echo(f"{slug}: around {made.median}, 80 % between {made.earliest} and {made.latest}")
    click.echo(f"  {made.basis}")
    click.echo(f"  compared with {', '.join(row['comparables'])}")
