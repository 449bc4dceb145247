"""``backfill``: the past of a source, from the Wayback Machine or from WARC files. It publishes nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import click
from sqlite_utils import Database

from commands.common import Failure, config_option, iso_moment, now_option, plain_errors, settings
from commands.contact import with_contact
from commands.past import Count, filling, reasons
from pipeline import captures, history, shelf
from pipeline.captures import Capture
from pipeline.config import Config, Source
from pipeline.harvested import Counts
from pipeline.imports import bring
from pipeline.store import stamp
from spiders import any_site, archived
from spiders.declaration import check_declared
from spiders.files import FileError, expand
from spiders.harvest import harvest
from spiders.launch import agent
from spiders.read import read_page
from spiders.warc import Record, WarcError
from spiders.wayback import CDX, MEMENTO, ArchiveError, Wayback

ENOUGH_FAILURES = 5
"""Captures in a row that cannot be had, from which on the archive is left alone."""

EVER, END = datetime(1990, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
ENDED = "ended"
"""Noted of a list of captures that was had to its end."""

Job = Callable[..., None]


def _day(ctx: click.Context, parameter: click.Parameter, value: str | None) -> datetime | None:
    """A moment; of a mere day its first second, or its last where it is the end."""
    if value is None:
        return None
    moment = iso_moment(value)
    return moment + timedelta(days=1, seconds=-1) if parameter.name == "last" and len(value) == 10 else moment


@click.command()
@click.argument("what", nargs=-1, required=True, metavar="SOURCE | --warc FILE... | --spark FILE...")
@click.option("--from", "first", callback=_day, metavar="ISO", help="The first day to read.")
@click.option("--to", "last", callback=_day, metavar="ISO", help="The last day to read.")
@click.option("--warc", is_flag=True, help="Read WARC files (the oldest first) and not the Wayback Machine.")
@click.option("--source", "only", help="With --warc or --spark: read the pages of this source alone.")
@click.option("--spark", is_flag=True, help="Read WARC files on Apache Spark, for 'import': paths, patterns, URLs.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), metavar="DIR",
              help="With --spark: the folder of Parquet to write to.")  # fmt: skip
@click.option("--master", metavar="URL", help="With --spark: the cluster; the cores of this machine if left out.")
@config_option
@now_option
@plain_errors
def backfill(
    what: tuple[str, ...], first: datetime | None, last: datetime | None, warc: bool, only: str | None, spark: bool,
    out: Path | None, master: str | None, config_path: Path | None, now: datetime,
) -> None:  # fmt: skip
    """Read the past of SOURCE in the Wayback Machine (--from ISO --to ISO), or of all sources in WARC files.

    Pages get the dates of their captures; what they say fills in the timelines and is no news: nothing is published.
    With --spark many cores or machines read, into a folder that 'slatewatch import' brings into the database. It may
    be stopped at any moment, and goes on where it was. Exit 0: done; 1: something failed, said in one line; 2: wrong
    usage, or the configuration is wrong.
    """
    config = settings(config_path)
    if (spark and warc) or spark != bool(out) or (master and not spark):
        raise click.UsageError("say 'backfill --spark FILE... --out DIR [--master URL]'")
    if spark or warc:
        wanted = [config.source(only)] if only else [s for s in config.sources if s.enabled or s.shape == any_site.NAME]
        check_declared(config, [source for source in wanted if source.shape != any_site.NAME])
    if out:
        from commands.harvest import harvest_files

        harvest_files(what, out, master, wanted, config.sources, (first or EVER, last or END))
        return
    if warc:
        sites = archived.Sites(wanted, config.sources)
        job: Job = partial(_from_files, sites=sites, names=what, span=(first or EVER, last or now), now=now)
    else:
        if len(what) != 1 or first is None or last is None or only:
            raise click.UsageError("say 'backfill SOURCE --from ISO --to ISO', or 'backfill --warc FILE...'")
        if first > min(last, now):
            raise click.UsageError(f"--from {first:%Y-%m-%d} is not before --to {min(last, now):%Y-%m-%d}")
        span = (first, min(last, now))
        source = config.source(what[0])
        check_declared(config, [source])
        job = partial(_from_wayback, config=config, source=source, span=span, now=now)
    _do(config, now, job)


def _do(config: Config, now: datetime, job: Job) -> None:
    """Do it while no run is under way, write the pages of what was found, and say how much that was."""
    count = Count()
    with filling(config, now, count) as db:
        try:
            job(db, count=count)
        except (ArchiveError, WarcError, FileError) as error:
            raise Failure(f"{error} (after {count.line()})" if count.captures else str(error)) from error
    click.echo(count.line())


def _from_wayback(
    db: Database, config: Config, source: Source, span: tuple[datetime, datetime], now: datetime, count: Count
) -> None:
    options = source.options
    config = with_contact(config, config.path)
    archive = Wayback(agent(config), options.get("archive_cdx", CDX), options.get("archive_mementos", MEMENTO))
    for wanted in archived.wanted(source):
        _list(db, archive, source, wanted, span)
    tried: set[Capture] = set()
    failures = 0
    while waiting := [one for one in captures.waiting(db, source.slug, *span) if one not in tried]:
        for number, capture in enumerate(waiting, 1):
            good = _read_capture(db, archive, source, capture, span, now, count)
            failures = 0 if good else failures + 1
            if failures == ENOUGH_FAILURES:
                raise ArchiveError(f"{failures} captures in a row could not be had; run it again later to go on")
            _progress(number, len(waiting))
        tried |= set(waiting)
        _list_further(db, archive, source, span)


def _list_name(source: Source, pattern: str, span: tuple[datetime, datetime]) -> str:
    return f"backfill/{source.slug}/{pattern}/{stamp(span[0])}/{stamp(span[1])}"


def _list_further(db: Database, archive: Wayback, source: Source, span: tuple[datetime, datetime]) -> None:
    """Note the captures of the further pages to which captured lists led, as far as a live crawl would go."""
    begin, _, end = _list_name(source, "*", span).partition("*")
    noted = [name for name in captures.lists_noted(db, begin) if name.endswith(end)]
    for name in noted[: source.max_pages * len(source.start)]:
        pattern = name.removeprefix(begin).removesuffix(end)
        _list(db, archive, source, archived.Wanted(pattern, "timestamp:8", False), span)


def _list(
    db: Database, archive: Wayback, source: Source, wanted: archived.Wanted, span: tuple[datetime, datetime]
) -> None:
    """Note the captures that the archive has. A list that was cut off is gone on with; one that ended stays."""
    name = _list_name(source, wanted.pattern, span)
    resume = shelf.mark(db, name)
    if resume == ENDED:
        return
    for found, following in archive.captures(wanted.pattern, *span, wanted.collapse, resume):
        good = [capture for capture in found if not wanted.articles or _new_article(db, source, capture.url)]
        with db.atomic():
            captures.note(db, source.slug, good)
            shelf.set_mark(db, name, following or ENDED)


def _new_article(db: Database, source: Source, url: str) -> bool:
    return archived.is_article(url) and not captures.knows_article(db, archived.live_address(source, url))


def _read_capture(
    db: Database, archive: Wayback, source: Source, capture: Capture, span: tuple[datetime, datetime], now: datetime,
    count: Count,
) -> bool:  # fmt: skip
    """Fetch and read one capture; False where it could not be had this time."""
    try:
        memento = archive.memento(capture)
    except ArchiveError as error:
        with db.atomic():
            captures.settle(db, source.slug, capture, "gone" if error.gone else "failed", str(error))
        count.failed += not error.gone
        return error.gone
    _keep(db, source, capture, Record(capture.url, memento.at, memento.headers, memento.body), now, count, span)
    return True


def _keep(
    db: Database, source: Source, capture: Capture, record: Record, now: datetime, count: Count,
    span: tuple[datetime, datetime] | None = None,
) -> None:  # fmt: skip
    """Let a captured page count, and note that it was read: both or neither. With ``span``, what follows it is noted
    as wanted too."""
    try:
        further = archived.deeper(source, record.url, record.at, record.headers, record.body) if span else []
        pages = archived.pages_of(source, record.url, record.at, record.headers, record.body)
        said = {page.url: read_page(source, page) for page in pages if page.role != "index"}
    except Exception as error:  # noqa: BLE001 (one page that a shape stumbles over must not end the backfill)
        with db.atomic():
            captures.settle(db, source.slug, capture, "gone", f"{type(error).__name__}: {error}")
        return
    for wanted in further:
        captures.want_list(db, _list_name(source, wanted.pattern, span or (EVER, now)))
    with db.atomic():
        count.add(history.keep(db, source, record.at, pages, now, lambda _, page: said[page.url]))
        captures.settle(db, source.slug, capture, "read")


def _from_files(
    db: Database, sites: archived.Sites, names: Sequence[str], span: tuple[datetime, datetime], now: datetime,
    count: Count,
) -> None:  # fmt: skip
    places, total = expand(names), Counts()
    for number, place in enumerate(places, 1):
        counts = Counts()
        for kept in bring(db, sites.wanted, harvest(place, sites, span, counts), now):
            count.add(kept)
        if counts.broken:
            raise WarcError(counts.broken)
        total.add(counts)
        _progress(number, len(places))
    for line in reasons(total):
        click.echo(line)


def _progress(done: int, of: int) -> None:
    """How far it is, on a terminal."""
    if sys.stderr.isatty():
        click.echo(f"\rread: {done} of {of}", err=True, nl=done == of)
