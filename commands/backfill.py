"""``backfill``: the past of a source, from the Wayback Machine or from WARC files. It publishes nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import click
from sqlite_utils import Database

from commands.common import Failure, config_option, iso_moment, now_option, plain_errors, settings
from commands.decide import deciding
from pipeline import captures, history, shelf, store
from pipeline.captures import Capture
from pipeline.config import Config, Source
from pipeline.store import stamp
from spiders import archived
from spiders.launch import VERSION
from spiders.read import read_page
from spiders.warc import Record, WarcError, records
from spiders.wayback import CDX, MEMENTO, ArchiveError, Wayback

ENOUGH_FAILURES = 5
"""Captures in a row that cannot be had, from which on the archive is left alone."""

EVER = datetime(1990, 1, 1, tzinfo=UTC)
ENDED = "ended"
"""Noted of a list of captures that was had to its end."""


@dataclass(slots=True)
class _Count:
    """What a backfill has done so far."""

    captures: int = 0
    pages: int = 0
    reports: int = 0
    failed: int = 0
    productions: set[int] = field(default_factory=set)

    def add(self, kept: history.Kept) -> None:
        """A capture was read."""
        self.captures += 1
        self.pages += kept.pages
        self.reports += kept.reports
        self.productions |= kept.touched

    def line(self) -> str:
        """What was done, in a line."""
        failed = f"; {self.failed} could not be had and are tried again next time" if self.failed else ""
        return (
            f"{self.captures} captures read: {self.pages} new pages, {self.reports} reports of "
            f"{len(self.productions)} productions; nothing was published{failed}"
        )


Job = Callable[..., None]


def _day(ctx: click.Context, parameter: click.Parameter, value: str | None) -> datetime | None:
    """A moment; of a mere day its first second, or its last where it is the end."""
    if value is None:
        return None
    moment = iso_moment(value)
    return moment + timedelta(days=1, seconds=-1) if parameter.name == "last" and len(value) == 10 else moment


@click.command()
@click.argument("what", nargs=-1, required=True, metavar="SOURCE | --warc FILE...")
@click.option("--from", "first", callback=_day, metavar="ISO", help="The first day to read.")
@click.option("--to", "last", callback=_day, metavar="ISO", help="The last day to read.")
@click.option("--warc", is_flag=True, help="Read WARC files (the oldest first) and not the Wayback Machine.")
@click.option("--source", "only", help="With --warc: read the pages of this source alone.")
@config_option
@now_option
@plain_errors
def backfill(
    what: tuple[str, ...], first: datetime | None, last: datetime | None, warc: bool, only: str | None,
    config_path: Path | None, now: datetime,
) -> None:  # fmt: skip
    """Read the past of SOURCE in the Wayback Machine (--from ISO --to ISO), or of all sources in WARC files.

    Pages get the dates of their captures; what they say fills in the timelines and is no news: nothing is published.
    It may be stopped at any moment, and goes on where it was. Exit 0: done; 1: something failed, said in one line;
    2: wrong usage.
    """
    config = settings(config_path)
    if warc:
        sources = [config.source(only)] if only else [source for source in config.sources if source.enabled]
        span = (first or EVER, last or now)
        job: Job = partial(_from_files, sources=sources, files=[Path(name) for name in what], span=span, now=now)
    else:
        if len(what) != 1 or first is None or last is None or only:
            raise click.UsageError("say 'backfill SOURCE --from ISO --to ISO', or 'backfill --warc FILE...'")
        if first > min(last, now):
            raise click.UsageError(f"--from {first:%Y-%m-%d} is not before --to {min(last, now):%Y-%m-%d}")
        span = (first, min(last, now))
        job = partial(_from_wayback, config=config, source=config.source(what[0]), span=span, now=now)
    _do(config, now, job)


def _do(config: Config, now: datetime, job: Job) -> None:
    """Do it while no run is under way, write the pages of what was found, and say how much that was."""
    from feeds.publish import publish

    count = _Count()
    with deciding(config) as db:
        store.keep_sources(db, config.sources)
        try:
            job(db, count=count)
        except (ArchiveError, WarcError) as error:
            raise Failure(f"{error} (after {count.line()})" if count.captures else str(error)) from error
        finally:
            if count.captures:
                publish(db, config, now)
    click.echo(count.line())


def _from_wayback(
    db: Database, config: Config, source: Source, span: tuple[datetime, datetime], now: datetime, count: _Count
) -> None:
    agent = f"slatewatch/{VERSION}" + (f" (+{config.contact})" if config.contact else "")
    options = source.options
    archive = Wayback(agent, options.get("archive_cdx", CDX), options.get("archive_mementos", MEMENTO))
    for wanted in archived.wanted(source):
        _list(db, archive, source, wanted, span)
    waiting = captures.waiting(db, source.slug, *span)
    failures = 0
    for number, capture in enumerate(waiting, 1):
        good = _read_capture(db, archive, source, capture, now, count)
        failures = 0 if good else failures + 1
        if failures == ENOUGH_FAILURES:
            raise ArchiveError(f"{failures} captures in a row could not be had; run it again later to go on")
        _progress(number, len(waiting))


def _list(
    db: Database, archive: Wayback, source: Source, wanted: archived.Wanted, span: tuple[datetime, datetime]
) -> None:
    """Note the captures that the archive has. A list that was cut off is gone on with; one that ended stays."""
    name = f"backfill/{source.slug}/{wanted.pattern}/{stamp(span[0])}/{stamp(span[1])}"
    resume = shelf.mark(db, name)
    if resume == ENDED:
        return
    for found, following in archive.captures(wanted.pattern, *span, wanted.collapse, resume):
        good = [capture for capture in found if not wanted.articles or _new_article(db, source, capture.url)]
        with db.atomic():
            captures.note(db, source.slug, good)
            shelf.set_mark(db, name, following or ENDED)


def _new_article(db: Database, source: Source, url: str) -> bool:
    return archived.is_article(source, url) and not captures.knows_article(db, archived.live_address(source, url))


def _read_capture(
    db: Database, archive: Wayback, source: Source, capture: Capture, now: datetime, count: _Count
) -> bool:
    """Fetch and read one capture; False where it could not be had this time."""
    try:
        memento = archive.memento(capture)
    except ArchiveError as error:
        with db.atomic():
            captures.settle(db, source.slug, capture, "gone" if error.gone else "failed", str(error))
        count.failed += not error.gone
        return error.gone
    _keep(db, source, capture, Record(capture.url, memento.at, memento.headers, memento.body), now, count)
    return True


def _keep(db: Database, source: Source, capture: Capture, record: Record, now: datetime, count: _Count) -> None:
    """Let a captured page count, and note that it was read: both or neither."""
    try:
        pages = archived.pages_of(source, record.url, record.at, record.headers, record.body)
        said = {page.url: read_page(source, page) for page in pages if page.role != "index"}
    except Exception as error:  # noqa: BLE001 (one page that a shape stumbles over must not end the backfill)
        with db.atomic():
            captures.settle(db, source.slug, capture, "gone", f"{type(error).__name__}: {error}")
        return
    with db.atomic():
        count.add(history.keep(db, source, record.at, pages, now, lambda _, page: said[page.url]))
        captures.settle(db, source.slug, capture, "read")


def _from_files(
    db: Database, sources: Sequence[Source], files: Sequence[Path], span: tuple[datetime, datetime], now: datetime,
    count: _Count,
) -> None:  # fmt: skip
    def belongs(url: str) -> bool:
        return any(archived.belongs(source, url) for source in sources)

    for number, file in enumerate(files, 1):
        for record in records(file, belongs):
            capture = Capture(record.url, record.at)
            for source in sources:
                mine = archived.belongs(source, record.url) and span[0] <= record.at <= span[1]
                if mine and not captures.is_read(db, source.slug, capture):
                    _keep(db, source, capture, record, now, count)
        _progress(number, len(files))


def _progress(done: int, of: int) -> None:
    """How far it is, on a terminal."""
    if sys.stderr.isatty():
        click.echo(f"\rread: {done} of {of}", err=True, nl=done == of)
