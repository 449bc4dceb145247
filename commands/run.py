"""``run`` and ``publish``."""

from __future__ import annotations

import logging
import sys
from datetime import datetime, timedelta
from pathlib import Path

import click

from commands.common import (
    Failure,
    config_option,
    must_exist,
    now_option,
    plain_errors,
    settings,
    tell_lists,
    warn_of_places,
)
from commands.contact import with_contact
from commands.cycle import Cycle, chosen, run_cycle
from pipeline.lock import Busy, only_one
from pipeline.store import newest_run, open_database

CLOCK_SLACK = timedelta(days=2)


@click.command()
@click.argument("sources", nargs=-1)
@click.option("--quiet", is_flag=True, help="Say nothing when all is well (for cron).")
@click.option("--max-time", type=click.IntRange(min=1), default=3600, show_default=True, help="Seconds for the crawl.")
@config_option
@now_option
@plain_errors
def run(sources: tuple[str, ...], quiet: bool, max_time: int, config_path: Path | None, now: datetime) -> None:
    """Crawl SOURCES (all that are enabled, if none is named), judge, diff and publish.

    Exit 0: all went well. 1: something failed, said in one line each; where it was a source, the others were still
    published. 2: wrong usage, or the configuration is wrong: nothing was done. Safe to be killed at any moment: the
    next run goes on from what is stored.
    """
    config = settings(config_path)
    logging.basicConfig(level=logging.WARNING if quiet else logging.INFO, format="%(message)s", stream=sys.stderr)
    try:
        with only_one(config.database):
            cycle = _run(config_path, sources, max_time, now, quiet)
    except Busy as busy:
        raise Failure(f"{busy}; nothing was done") from busy
    if not quiet:
        warn_of_places(config)
    _tell(cycle, quiet)


def _run(config_path: Path | None, sources: tuple[str, ...], max_time: int, now: datetime, quiet: bool) -> Cycle:
    from spiders.launch import Worker

    config = settings(config_path)
    wanted = chosen(config, sources)
    db = open_database(config.database)
    try:
        if wanted:
            config = with_contact(config, config_path, quiet=quiet)
        worker = Worker(config.path, config.database)
        try:
            return run_cycle(db, config, wanted, steady(newest_run(db), now), worker, max_seconds=max_time)
        finally:
            worker.close()
    finally:
        db.close()


def steady(newest: datetime | None, now: datetime) -> datetime:
    """``now``, or the second after the newest run where the clock was put back a little: reports are told in the order
    of their moments. A clock that is off by more is left to ``doctor`` and to a person."""
    if newest and now < newest <= now + CLOCK_SLACK:
        return newest + timedelta(seconds=1)
    return now


def _tell(cycle: Cycle, quiet: bool) -> None:
    for closed in cycle.failed:
        verdict = closed.judgement
        detail = f": {verdict.detail}" if verdict.detail else ""
        click.echo(f"slatewatch: {closed.source}: {verdict.reason}{detail}", err=True)
    if not quiet:
        good = len(cycle.closed) - len(cycle.failed)
        click.echo(f"{good} of {len(cycle.closed)} sources read; {cycle.written} files written")
    if tell_lists(cycle.trouble) or cycle.failed:
        sys.exit(1)


@click.command()
@click.option("--full", is_flag=True, help="Render everything, not only what changed.")
@click.option("--quiet", is_flag=True, help="Say nothing when all is well.")
@config_option
@now_option
@plain_errors
def publish(full: bool, quiet: bool, config_path: Path | None, now: datetime) -> None:
    """Write the feeds and pages from the database. A file is written only if its bytes differ.

    Exit 0; 1: no database, a run is under way, a file cannot be written, or the file of a watch list cannot be read
    (all else is published); 2: wrong usage or configuration.
    """
    from feeds.publish import publish as publish_feeds
    from feeds.spread import spread_word

    config = settings(config_path)
    must_exist(config.database)
    try:
        with only_one(config.database):
            db = open_database(config.database)
            try:
                done = publish_feeds(db, config, now, full=full)
                spread_word(db, config, done, now)
            finally:
                db.close()
    except Busy as busy:
        raise Failure(f"{busy}; it will publish") from busy
    if not quiet:
        warn_of_places(config)
        click.echo(f"{done.files_written} files written, {done.files_unchanged} unchanged, in {config.output}")
    if tell_lists(done.trouble):
        sys.exit(1)
