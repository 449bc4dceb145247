"""``review``: what waits for a person. Its list is quick; a decision loads what it needs."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.common import config_option, emit, json_option, looking, now_option, plain_errors, settings
from pipeline import questions

if TYPE_CHECKING:
    from sqlite_utils import Database

    from pipeline.config import Config


@click.command()
@click.option("--accept", type=int, metavar="RUN", help="Believe this held run after all.")
@click.option("--reject", type=int, metavar="RUN", help="Never believe this held run.")
@click.option("--because", help="Why, in a few words.")
@config_option
@now_option
@json_option
@plain_errors
def review(
    accept: int | None, reject: int | None, because: str | None, config_path: Path | None, now: datetime, as_json: bool
) -> None:
    """What a person could decide, best first: held runs, ambiguous titles, unknown phrases, overdue milestones.

    Exit 0; 1: no database, no such run, or a run is under way; 2: wrong usage or configuration.
    """
    if accept is None and reject is None:
        with looking(config_path) as db:
            emit(questions.open_questions(db, now), ("what", "subject", "detail", "do"), as_json)
        return
    if because is None or not because.strip():
        raise click.UsageError("a decision needs --because")
    from commands.decide import deciding

    config = settings(config_path)
    with deciding(config) as db:
        _decide_run(db, config, accept, reject, because, now)


def _decide_run(
    db: Database, config: Config, accept: int | None, reject: int | None, because: str, now: datetime
) -> None:
    from commands.decide import publish_decision
    from pipeline import decisions
    from spiders.read import read_page

    if reject is not None:
        decisions.reject_run(db, reject, because, now)
        click.echo(f"run {reject} is rejected")
    if accept is not None:
        source = config.source(decisions.held_run(db, accept))
        closed = decisions.accept_run(db, source, accept, because, now, read_page)
        publish_decision(db, config, now)
        click.echo(f"run {accept} of {closed.source} is accepted; {len(closed.touched)} productions were touched")
