"""``demo``: the main job on real history, served from this machine by the built-in replay."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.common import Failure, plain_errors
from commands.cycle import run_cycle
from pipeline.config import Config, load
from pipeline.lock import Busy, only_one
from pipeline.store import open_database

if TYPE_CHECKING:
    from replay.site import ReplaySite

SEASON = (date(2017, 3, 1), date(2017, 4, 15))
"""The weeks of the archetype: The Defenders wraps, Jessica Jones season 2 starts."""
PORT = 47617
"""Where the replay is served by default, so that two demos give the same bytes. Another is taken if it is in use."""
EVENING = time(23, 30, tzinfo=UTC)
"""When each day is read."""
STORY = "jessica-jones-season-2"


@dataclass(frozen=True, slots=True)
class Span:
    """The days to play, and whether each is read from every outlet or from those that had news only."""

    first: date
    last: date
    only_news: bool


def _day(ctx: click.Context, parameter: click.Parameter, value: str | None) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"'{value}' is not a day such as 2017-03-01") from None


@click.command()
@click.option("--dir", "folder", type=click.Path(path_type=Path, file_okay=False), default=Path("slatewatch-demo"),
              show_default=True, help="Where its configuration, database and feeds are kept.")  # fmt: skip
@click.option("--from", "first", callback=_day, help="The first day to play (default 2017-03-01).")
@click.option("--to", "last", callback=_day, help="The last day to play (default 2017-04-15).")
@click.option("--all", "everything", is_flag=True, help="All of 2013 to 2019.")
@click.option("--quiet", is_flag=True, help="No progress and no summary.")
@plain_errors
def demo(folder: Path, first: date | None, last: date | None, everything: bool, quiet: bool) -> None:
    """Serve real history on a loopback port and follow it day by day with the real spiders.

    A second run finds nothing new and leaves every feed as it was, to the byte. The clock is that of the days played.
    A folder with a configuration or a database that is not the demo's own is left alone.
    Exit 0; 1: such a folder, another demo runs in it, or the replay cannot be served; 2: wrong usage.
    """
    span = _span(first, last, everything)
    _leave_alone(folder)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with only_one(folder / "slatewatch.db"):
            config = _play(folder, span, quiet)
    except Busy as busy:
        raise Failure(f"{busy} in {folder}") from busy
    if not quiet:
        _tell(config, folder)


def _leave_alone(folder: Path) -> None:
    """Failure where the folder is somebody's own: the demo would replace its configuration and fill its database."""
    from replay.config import OWN

    path, database = folder / "slatewatch.toml", folder / "slatewatch.db"
    if path.exists():
        theirs = None if path.read_bytes().startswith(OWN.encode()) else path
    else:
        theirs = database if database.exists() else None
    if theirs:
        raise Failure(f"{theirs} is not the demo's own, and would be overwritten; use another --dir")


def _span(first: date | None, last: date | None, everything: bool) -> Span:
    default = (date(2013, 1, 1), date(2019, 12, 31)) if everything else SEASON
    span = Span(first or default[0], last or default[1], everything or bool(first and first < SEASON[0]))
    if span.first > span.last:
        raise click.UsageError(f"--from {span.first} is after --to {span.last}")
    return span


def _play(folder: Path, span: Span, quiet: bool) -> Config:
    """Serve the replay and run one cycle a day."""
    from replay.config import write_config
    from spiders.launch import Worker

    site = _served(folder)
    try:
        days = _days(site, span)
        config = load(write_config(folder, site.base_url, site.outlets))
        db = open_database(config.database)
        worker = Worker(config.path, config.database)
        try:
            for day in _shown(days, quiet):
                site.set_day(day)
                wanted = site.news_on(day) if span.only_news else site.open_by(day)
                sources = [source for source in config.sources if source.slug in wanted]
                run_cycle(db, config, sources, datetime.combine(day, EVENING), worker)
        finally:
            worker.close()
            db.close()
    finally:
        site.stop()
    return config


def _days(site: ReplaySite, span: Span) -> list[date]:
    """The days to play; a span without any is told, with the span that there is."""
    days = site.days(span.first, span.last)
    if not days:
        known = site.days(date.min, date.max)
        raise Failure(f"the replay has nothing from {span.first} to {span.last}; it has {known[0]} to {known[-1]}")
    return days


def _served(folder: Path) -> ReplaySite:
    """The replay, listening: on the port of the last demo in this folder, else on the usual one, else on any."""
    from replay.site import ReplaySite

    found = _last_port(folder)
    for port in (found,) if found else (PORT, 0):
        site = ReplaySite(port=port)
        try:
            site.start()
        except OSError:
            continue
        return site
    raise Failure(f"port {found}, on which this demo was served before, is in use; free it, or use another --dir")


def _last_port(folder: Path) -> int | None:
    """The port in the configuration of the last demo, which ``_leave_alone`` has made sure is one."""
    path = folder / "slatewatch.toml"
    found = re.search(r"http://127\.0\.0\.1:(\d+)/", path.read_text(encoding="utf-8")) if path.exists() else None
    return int(found[1]) if found else None


def _shown(days: list[date], quiet: bool) -> Iterable[date]:
    """The days, with a progress bar on a terminal and a line a month in a log."""
    if quiet:
        yield from days
    elif sys.stdout.isatty():
        from rich.progress import track

        yield from track(days, description="Reading the news of the day")
    else:
        month = None
        for day in days:
            if (day.year, day.month) != month:
                month = (day.year, day.month)
                click.echo(f"reading {day:%Y-%m} ...")
            yield day


def _tell(config: Config, folder: Path) -> None:
    """The changes found, the story of the archetype with its evidence, and where everything is."""
    from commands.look import print_changes
    from commands.show import print_production
    from pipeline import lookup, queries

    db = open_database(config.database)
    print_changes(lookup.listed(db, states=("published", "withdrawn")))
    if queries.production_by_slug(db, STORY):
        click.echo()
        print_production(db, STORY)
    db.close()
    click.echo(f"\nfeed:     {config.output / 'changes.atom'}")
    click.echo(f"page:     {config.output / 'index.html'}")
    click.echo(f"database: {config.database}")
    command = "slatewatch" if shutil.which("slatewatch") else sys.argv[0]
    click.echo(f"more:     {command} changes --config {folder / 'slatewatch.toml'}")
