"""What a person decides: ``link``, ``split``, ``withdraw``. Each is remembered with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from sqlite_utils import Database

from commands.common import (
    Failure,
    config_option,
    must_exist,
    now_option,
    plain_errors,
    settings,
    tell_lists,
)
from pipeline import decisions
from pipeline.config import Config
from pipeline.lock import Busy, only_one
from pipeline.store import open_database


def _worded(ctx: click.Context, parameter: click.Parameter, value: str) -> str:
    if not value.strip():
        raise click.BadParameter("it has no words")
    return value


because_option = click.option(
    "--because", required=True, callback=_worded, help="Why, in a few words. It is kept, and shown."
)


@contextmanager
def deciding(config: Config) -> Iterator[Database]:
    """The database, to write a decision into, while no run is under way. It must exist."""
    must_exist(config.database)
    try:
        with only_one(config.database):
            db = open_database(config.database)
            try:
                yield db
            finally:
                db.close()
    except Busy as busy:
        raise Failure(f"{busy}; try again when it is done") from busy
    except decisions.Refused as refused:
        raise Failure(str(refused)) from refused


def publish_decision(db: Database, config: Config, now: datetime) -> None:
    """Tell subscribers at once what became of a decision: in the feeds, by message and through the hub."""
    from feeds.publish import publish
    from feeds.spread import spread_word

    published = publish(db, config, now)
    spread_word(db, config, published, now)
    tell_lists(published.trouble)


@click.command()
@click.argument("title")
@click.argument("other")
@because_option
@config_option
@now_option
@plain_errors
def link(title: str, other: str, because: str, config_path: Path | None, now: datetime) -> None:
    """Say that TITLE is the same production as OTHER (slugs or titles). TITLE's feed then redirects to OTHER's.

    Exit 0; 1: no such production, or a run is under way; 2: wrong usage or configuration.
    """
    config = settings(config_path)
    with deciding(config) as db:
        merged, into = decisions.link(db, title, other, because, now)
        publish_decision(db, config, now)
    click.echo(f"{merged} is now part of {into}")


@click.command()
@click.argument("title")
@click.option("--source", required=True, help="The source whose reports are about another production.")
@click.option("--as", "new_title", required=True, callback=_worded, help="What that other production is called.")
@click.option("--season", type=int, help="Its season.")
@because_option
@config_option
@now_option
@plain_errors
def split(
    title: str, source: str, new_title: str, season: int | None, because: str, config_path: Path | None, now: datetime
) -> None:
    """Say that what SOURCE reports of TITLE is about another production.

    Exit 0; 1: no such production, or a run is under way; 2: wrong usage, no such source, or wrong configuration.
    """
    config = settings(config_path)
    config.source(source)
    with deciding(config) as db:
        slug = decisions.split(db, title, source, new_title, season, because, now)
        publish_decision(db, config, now)
    click.echo(f"the reports of {source} are now about {slug}")


@click.command()
@click.argument("change")
@because_option
@config_option
@now_option
@plain_errors
def withdraw(change: str, because: str, config_path: Path | None, now: datetime) -> None:
    """Take CHANGE (its id) back: its entry is marked as withdrawn, and a correction is published.

    Exit 0; 1: no such change, or a run is under way; 2: wrong usage or configuration.
    """
    config = settings(config_path)
    with deciding(config) as db:
        summary: Any = decisions.withdraw(db, change, because, now)
        publish_decision(db, config, now)
    click.echo(f"withdrawn: {summary}")
