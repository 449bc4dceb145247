"""How fast feeds are rendered beside bare feedgen: ``python -m benchmarks.feeds [--rounds 7]``.

Both make Atom and RSS of the same entries. Times are of this process's processor, the median of the rounds. What it
costs to publish beside much that is known is in ``benchmarks.publishing`` and ``benchmarks.growth``.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import feedgen.entry
import feedgen.feed
import feedgen.util
from feedgen.feed import FeedGenerator
from sqlite_utils import Database

from benchmarks.row import Row, tell
from feeds import atom_rss, news
from feeds.document import Document, Site
from feeds.entries import Around, Entry, entry_of
from feeds.publish import publish
from pipeline import queries, shelf, untold
from pipeline.config import Config, Source
from pipeline.store import keep_sources, open_database, stamp

LEAST = 0.9
"""Of the speed of bare feedgen, at least."""
START = datetime(2020, 1, 1, tzinfo=UTC)
KINDS = ("started_filming", "wrapped_filming", "cancelled", "announced", "newly_listed")
STATUSES = ("filming", "wrapped", "cancelled", "announced", "pre_production")
PLACES = ("Cardiff", "Toronto", "Atlanta", "Dublin", "Budapest", "Vancouver", "Prague", "Sydney")
SITE = Site("https://slate.example/", "slate.example", "en", START)


def grow(db: Database, first: int, count: int) -> None:
    """That many changes after those there are, five of each production, each with one report behind it."""
    numbers = range(first, first + count)
    at = [stamp(START + timedelta(minutes=30 * number)) for number in numbers]
    with db.atomic():
        db.conn.executemany(
            "INSERT OR IGNORE INTO productions (id, slug, title, medium, year, key, bare, near, first_seen, updated_at)"
            " VALUES (?1, 'film-' || ?1, 'Film ' || ?1, 'film', 2020, 'film ' || ?1, 'film ' || ?1, 'film', ?2, ?2)",
            [(n // 5 + 1, day) for n, day in zip(numbers, at, strict=True)],
        )
        db.conn.executemany(
            "INSERT INTO pages (id, source, url, sha256, role, channel, first_seen, last_seen, first_run, last_run,"
            " content_type)"
            " VALUES (?1, 'gazette', 'https://gazette.example/' || ?1, ?1, 'article', 'rest', ?2, ?2, 1, 1, 't')",
            [(n + 1, day) for n, day in zip(numbers, at, strict=True)],
        )
        db.conn.executemany(
            "INSERT INTO reports (id, page_id, ordinal, run_id, source, production_id, title, event, modality,"
            " evidence, start, end, rule, noticed_at, published) VALUES (?1, ?1, 0, 1, 'gazette', ?2, '', 'announced',"
            " 'asserted', 'The cameras are turning, said the director.', 0, 1, 'r', ?3, ?3)",
            [(n + 1, n // 5 + 1, day) for n, day in zip(numbers, at, strict=True)],
        )
        changes = [_change(n, day) for n, day in zip(numbers, at, strict=True)]
        db.conn.executemany(
            "INSERT INTO changes (id, production_id, kind, to_status, place, happened_earliest, happened_latest,"
            " noticed_at, published_at, updated_at, touched_at, state, support, summary, key)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7, ?7, ?7, ?7, 'published', 2, '', ?1)",
            changes,
        )
        db.conn.executemany(
            "INSERT INTO change_reports VALUES (?, ?, 1, 'for')",
            [(change[0], n + 1) for n, change in zip(numbers, changes, strict=True)],
        )


def _change(number: int, at: str) -> tuple[object, ...]:
    made = str(uuid.uuid5(uuid.NAMESPACE_OID, str(number)))
    kind = number % len(KINDS)
    return made, number // 5 + 1, KINDS[kind], STATUSES[kind], PLACES[number % len(PLACES)], at[:10], at


def known(folder: Path, count: int) -> tuple[Database, Config]:
    """A database in which ``count`` changes were published long ago; their files are taken as written."""
    source = Source(slug="gazette", name="The Stage Gazette", trust=2, quote=True)
    config = Config(None, folder / "slatewatch.db", folder / "public", "https://slate.example/", sources=(source,))
    db = open_database(config.database)
    keep_sources(db, config.sources)
    with db.atomic():
        db.execute("INSERT INTO runs (id, source, state, started_at) VALUES (1, 'gazette', 'open', ?)", (stamp(START),))
    publish(db, config, START)
    grow(db, 0, count)
    with db.atomic():
        news.shelve(db, (), START)
    written = [(feed, -(-(feed.entries - shelf.WINDOW) // shelf.PAGE)) for feed in shelf.stale_feeds(db)]
    with db.atomic():
        untold.productions(db)
    shelf.written(db, [(feed, last + 1 if last > 0 else 0) for feed, last in written])
    return db, config


def timed(work: Callable[[], object]) -> float:
    """Processor seconds that some work takes."""
    before = time.process_time()
    work()
    return time.process_time() - before


def bare(entries: list[Entry], document: Document) -> None:
    """The same feed by feedgen's own readme: Atom and RSS of one generator, with its own dates and no repairs."""
    feedgen.entry.formatRFC2822 = feedgen.feed.formatRFC2822 = feedgen.util.formatRFC2822
    feed = FeedGenerator()
    feed.id("tag:slate.example,2026:feed/changes")
    feed.title(document.title)
    feed.link(href="https://slate.example/changes.atom", rel="self")
    feed.link(href="https://slate.example/", rel="alternate")
    feed.description("Changes")
    feed.language("en")
    for entry in entries:
        item = feed.add_entry(order="append")
        item.id(SITE.tag(entry.uid))
        item.title(entry.title)
        item.link(href=SITE.opens(entry), rel="alternate", type="text/html")
        for url, source in entry.via:
            item.link(href=url, rel="via", title=source)
        item.summary(entry.text)
        item.content(entry.html, type="html")
        item.published(entry.published)
        item.updated(entry.updated)
        for category in entry.categories:
            item.category(term=category.term, scheme=SITE.tag(category.scheme), label=category.label)
    feed.atom_str()
    feed.rss_str()
    feedgen.entry.formatRFC2822 = feedgen.feed.formatRFC2822 = format_datetime


def rendering(count: int, rounds: int) -> Row:
    """The Atom and the RSS of the same entries, ours and bare feedgen's, in turns; nothing kept between."""
    with tempfile.TemporaryDirectory() as name:
        db, _ = known(Path(name), count)
        changes = queries.changes(db)
        db.close()
    at = START
    entries = [entry_of(c, Around(), at + timedelta(hours=n), at + timedelta(hours=n)) for n, c in enumerate(changes)]
    document = Document(SITE, "changes", "changes", "slatewatch: all changes", entries=tuple(entries))
    ours, theirs = list[float](), list[float]()
    for _ in range(rounds):
        atom_rss.forget()
        fresh = replace(document, entries=tuple(replace(entry) for entry in entries))
        ours.append(timed(lambda d=fresh: [atom_rss.render(d, ending) for ending in ("atom", "rss")]))  # type: ignore[misc]
        theirs.append(timed(lambda: bare(entries, document)))
    speed = round(statistics.median(theirs) / statistics.median(ours), 3)
    return Row(f"speed of rendering {count} entries as Atom and RSS", "bare feedgen", speed, LEAST, least=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7, help="how often each is measured")
    return tell([rendering(500, parser.parse_args(arguments).rounds)])


if __name__ == "__main__":
    sys.exit(main())
