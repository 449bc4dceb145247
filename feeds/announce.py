"""What tells readers and hosts of the feeds: the OPML lists, the calendar, and the files that static hosts read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from urllib.parse import urlsplit

from sqlite_utils import Database

from feeds import catalog, ical, opml
from feeds.document import TYPES, Document, Site
from feeds.files import Folder
from pipeline import agenda, shelf, untold
from pipeline.store import moment, stamp

CALENDAR = ("calendar", "slatewatch: planned dates")
REDIRECTS = "feeds.redirects"
"""How many former addresses there were when the lists were last written."""


def write(db: Database, site: Site, folder: Folder, *, every: bool) -> None:
    """Write what shows something new. ``every``: all of it, whether or not it does."""
    former = untold.redirects(db)
    moved = shelf.mark(db, REDIRECTS) != str(len(former))
    _write_opml(db, site, folder, every=every or moved)
    for path, title in (CALENDAR, *shelf.watched(db)):
        plans = agenda.around(db, today(db, site), None if path == CALENDAR[0] else path)
        folder.write(f"{path}.ics", ical.render(Document(site, path, path, title), plans))
    folder.write("_redirects", "".join(_redirects(site, former)).encode())
    folder.write("_headers", "".join(_headers(db, site)).encode())
    folder.settle()
    if moved:
        with db.atomic():
            shelf.set_mark(db, REDIRECTS, str(len(former)))


def today(db: Database, site: Site) -> date:
    """The day of the last publication or edit: calendars, like all else, look the same until something happens."""
    return _modified(db, site).date()


def _modified(db: Database, site: Site) -> datetime:
    return moment(shelf.mark(db, "feeds.clock") or stamp(site.began))


def _write_opml(db: Database, site: Site, folder: Folder, *, every: bool) -> None:
    """The first list has every feed but those of productions that were born after it was full: these are in further
    lists, of which only those with something new are written."""
    first = 1 if every else max(1, untold.first_new_feed(db) // shelf.LISTED)
    listed = [*shelf.shared_feeds(db), *shelf.feeds_of_productions(db, 0)]
    folder.write("feeds.opml", opml.render(_outlines(site, listed), "slatewatch: all feeds", _modified(db, site)))
    for number in range(first, shelf.lists(db)):
        outlines = _outlines(site, shelf.feeds_of_productions(db, number))
        folder.write(f"feeds-{number + 1}.opml", opml.render(outlines, f"slatewatch: more feeds, {number + 1}"))


def _outlines(site: Site, listed: list[tuple[str, str]]) -> Iterator[opml.Outline]:
    order = {group: number for number, group in enumerate(("Everything", *catalog.GROUPS.values()))}
    for path, title in sorted(listed, key=lambda feed: (order[catalog.group_of(feed[0])], feed[0])):
        url = f"{site.base}{catalog.document_path(path)}.atom"
        yield opml.Outline(catalog.group_of(path), title, url, site.base + catalog.page_of(path))


def _redirects(site: Site, former: list[tuple[str, str]]) -> Iterator[str]:
    """``_redirects`` as static hosts read it: the addresses of productions that another one took the place of."""
    root = urlsplit(site.base).path
    for slug, target in former:
        yield f"{root}production/{slug}/* {root}production/{target}/:splat 301!\n"


def _headers(db: Database, site: Site) -> Iterator[str]:
    """``_headers`` as static hosts read it: right types, a short life, nothing executable, where to subscribe."""
    types = {**TYPES, "ics": "text/calendar", "opml": "text/x-opml"}
    for ending, kind in types.items():
        yield f"/*.{ending}\n  Content-Type: {kind}; charset=utf-8\n  Cache-Control: max-age=900\n"
        yield "  X-Content-Type-Options: nosniff\n  Access-Control-Allow-Origin: *\n"
    if site.hub:
        root = urlsplit(site.base).path
        for path, _ in shelf.shared_feeds(db):
            for ending in TYPES:
                address = f"{path}.{ending}"
                yield f'{root}{address}\n  Link: <{site.hub}>; rel="hub", <{site.base}{address}>; rel="self"\n'
