"""Publishing: new and edited changes become entries, and every feed they touch is written again.

Costs what is new, not what is known. Everything is safe to be killed: entries are shelved in one transaction, a feed is
marked as written only after its files are, and each file is replaced whole, and only if its bytes differ.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from sqlite_utils import Database

from feeds import announce, atom_rss, catalog, jsonfeed, lists, news, sweep
from feeds.document import TYPES, VERSION, Document, Site
from feeds.entries import unpacked
from feeds.files import Folder
from feeds.site import render_site
from pipeline import shelf, untold
from pipeline.config import Config
from pipeline.store import make_durable, moment, stamp

NOWHERE = "slatewatch.local"
BATCH = 100
EVERY_PAGE = "pages.every"
LOOPBACK = "http://127.0.0.1:8000/"
"""Where no ``site_url`` is set, feeds name the address of ``slatewatch serve`` as their own: it must be absolute. The
server puts the address that it is asked under in its place."""


@dataclass(frozen=True, slots=True)
class Published:
    """What a publication did: files written, files looked at and left alone, the changes told anew (and how many).

    ``trouble``: one line for each watch list that could not be read; everything else was published.
    """

    files_written: int = 0
    files_unchanged: int = 0
    entries: int = 0
    changes: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    trouble: tuple[str, ...] = ()


def publish(db: Database, config: Config, now: datetime, *, full: bool = False) -> Published:
    """Bring the feeds in ``config.output`` up to the database. ``full`` looks at every file again."""
    with db.atomic():
        site = site_of(db, config, now)
        shelf.set_once(db, {"feeds.authority": site.authority, "feeds.began": stamp(site.began)})
        for path, title in catalog.ALWAYS.items():
            shelf.feed_id(db, path, title)
        watched = lists.gather(config)
        news.match_again(db, watched.watches)
        news.match_later(db, (watch for watch in config.watches if watch.name in watched.missing))
        news.give_up(db, config.watches)
        fresh = news.shelve(db, watched.watches, now, long=config.long_entries)
        news.join_former(db)  # after the news: the former production's may be told only now
        if _reshaped(db, config, site) or full or not (config.output / "feeds.opml").exists():
            shelf.all_stale(db)
            shelf.set_mark(db, EVERY_PAGE, "1")
    make_durable(db)
    with Folder(config.output) as folder:
        _write_feeds(db, site, folder)
        sweep.watches(folder, [path for path, _ in shelf.watched(db)])
        announce.write(db, site, folder, every=shelf.mark(db, EVERY_PAGE) == "1")
        _write_pages(db, config, now, folder)
    topics = tuple(_topics(site, folder))
    return Published(len(folder.written), folder.unchanged, len(fresh), tuple(fresh), topics, watched.trouble)


def site_of(db: Database, config: Config, now: datetime) -> Site:
    """The site as configured. Its authority, part of every id, is chosen once, by the first publication, and kept:
    a ``site_url`` that is set or moves later changes addresses, never an id."""
    base = (config.site_url or LOOPBACK).rstrip("/") + "/"
    authority = shelf.mark(db, "feeds.authority", _authority(config.site_url))
    began = moment(shelf.mark(db, "feeds.began", stamp(now)))
    return Site(base, authority, config.language, began, config.site_url is not None, config.hub)


def _authority(site_url: str | None) -> str:
    host = urlsplit(site_url or "").hostname or NOWHERE
    return NOWHERE if ":" in host else host.encode("idna").decode("ascii")


def _reshaped(db: Database, config: Config, site: Site) -> bool:
    """Whether something that every document shows differs from the last publication. Remembers what it is now."""
    shown = (site.base, site.authority, site.language, site.hub, site.linked, str(config.output), VERSION)
    digest = hashlib.sha256(repr(shown).encode()).hexdigest()
    if shelf.mark(db, "feeds.shape") == digest:
        return False
    shelf.set_mark(db, "feeds.shape", digest)
    return True


def _topics(site: Site, folder: Folder) -> Iterator[str]:
    """The addresses of the feeds that have news, for the hub."""
    for path in folder.written:
        if path.endswith(tuple(f".{ending}" for ending in TYPES)) and "/archive/" not in path:
            yield site.base + path


def _write_feeds(db: Database, site: Site, folder: Folder) -> None:
    """Write every feed that is stale, and remember it as written once its files are on the disk."""
    stale = shelf.stale_feeds(db)
    for start in range(0, len(stale), BATCH):
        done = [(feed, _write_feed(db, site, feed, folder)) for feed in stale[start : start + BATCH]]
        folder.settle()
        shelf.written(db, done)


def _write_feed(db: Database, site: Site, feed: shelf.Feed, folder: Folder) -> int:
    """Write the subscription documents of a feed and those of its archive pages that are stale. How many pages it has.

    Pages number 0 to ``last - 1`` are closed. Page ``last`` is complete too, and written so that the one before it can
    point to it (RFC 5005, next-archive) from the first day on; it is marked as an archive when the next one comes.
    """
    last = max(0, -(-(feed.entries - shelf.WINDOW) // shelf.PAGE))
    for number in range(min(feed.rewrite_from or 0, max(0, feed.pages - 2)), last + 1 if last else 0):
        document = _archive(db, site, feed, number, last)
        for ending in ("atom", "rss"):
            folder.write(f"{document.path}.{ending}", atom_rss.render(document, ending))
        if number <= last - 2:
            before = _page(feed, number - 1) if number else None
            folder.write(f"{document.path}.json", jsonfeed.render(document, before))
    live = _live(db, site, feed, last)
    for ending in ("atom", "rss"):
        folder.write(f"{live.path}.{ending}", atom_rss.render(live, ending))
    older = _older(db, site, feed, last)
    folder.write(f"{live.path}.json", jsonfeed.render(live, older.path if older else None))
    if older:
        folder.write(f"{older.path}.json", jsonfeed.render(older, _page(feed, last - 2) if last > 1 else None))
    return last + 1 if last else 0


def _write_pages(db: Database, config: Config, now: datetime, folder: Folder) -> None:
    """Write the pages that may show something new, after the feeds that they announce. What was to be looked at is
    forgotten only when they are on the disk."""
    with db.atomic():
        touched, crawled, feeds = untold.productions(db), untold.sources(db), untold.feeds(db)
        touched |= untold.overdue(db, now.date())
        every = shelf.mark(db, EVERY_PAGE) == "1"
        pages = render_site(db, config, now, touched=None if every else touched, crawled=crawled, new_feeds=feeds)
        made = set[str]()
        for path, content in pages:
            if content is None:
                folder.remove(path)
                continue
            folder.write(path, content)
            if every and not path.startswith("production/"):
                made.add(path)
        folder.settle()
        if every:
            sweep.pages(db, folder, made)
        shelf.set_mark(db, EVERY_PAGE, "")


def _page(feed: shelf.Feed, number: int) -> str:
    return f"{feed.path}/archive/{number + 1}"


def _live(db: Database, site: Site, feed: shelf.Feed, last: int) -> Document:
    path = catalog.document_path(feed.path)
    links = (("prev-archive", _page(feed, last - 1)),) if last else ()
    return _document(db, site, feed, path, (feed.entries - shelf.WINDOW, feed.entries), links)


def _archive(db: Database, site: Site, feed: shelf.Feed, number: int, last: int) -> Document:
    live = catalog.document_path(feed.path)
    links = [("current", live)]
    if number:
        links.append(("prev-archive", _page(feed, number - 1)))
    links.append(("next-archive", _page(feed, number + 1)) if number < last else ("previous", live))
    span = (number * shelf.PAGE, (number + 1) * shelf.PAGE)
    return _document(db, site, feed, _page(feed, number), span, tuple(links), archived=number < last)


def _older(db: Database, site: Site, feed: shelf.Feed, last: int) -> Document | None:
    """JSON Feed pages must not overlap: the page between the newest entries and the pages that never change."""
    if not last:
        return None
    span = ((last - 1) * shelf.PAGE, feed.entries - shelf.WINDOW)
    return _document(db, site, feed, f"{feed.path}/archive/older", span)


def _document(
    db: Database, site: Site, feed: shelf.Feed, path: str, span: tuple[int, int],
    links: tuple[tuple[str, str], ...] = (), *, archived: bool = False,
) -> Document:  # fmt: skip
    entries = tuple(unpacked(row) for row in shelf.entries(db, feed, max(0, span[0]), span[1]))
    return Document(site, path, feed.path, feed.title, catalog.page_of(feed.path), entries, links, archived)
