"""The static site: pages made of what the database holds, as (path, bytes). Writes no file and asks nobody.

No page shows a clock; the front page shows the time of the newest change. So the same database gives the same bytes.
Given the productions that were touched, only the pages that show one of them are made again; one page at a time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime

from sqlite_utils import Database

from feeds import site_lists, site_places, site_production
from feeds.pictures import pictures
from feeds.site_pages import STATIC, Pages, Rendered
from pipeline import browse, shown
from pipeline.config import Config
from pipeline.shown import Stale

MANY = 5_000
"""So many productions at once are on so many pages that the whole site is made."""


def render_site(
    db: Database,
    config: Config,
    now: datetime,
    *,
    touched: Collection[int] | None,
    crawled: Collection[str] | None = None,
    new_feeds: Collection[str] | None = None,
) -> Iterator[Rendered]:
    """Every page of the site, or those that may show something else. ``now`` decides which plans lie ahead.

    A production is touched by whatever ``untold.productions`` notes. ``crawled`` are the sources that had a run since,
    ``new_feeds`` the paths of the feeds that there were not (None: any may be one). The front page and the list of
    sources are always made. The counts in the database that the lists are made of are brought up to date first.
    """
    if touched is not None:
        touched = {*touched, *browse.announced_by(db, new_feeds or ())}
    if touched is not None and len(touched) > MANY:
        touched = None
    pages = Pages(db, config, now.date())
    stale = shown.refresh(db, touched, site_places.addresses)
    for path in new_feeds or ():
        part, _, name = path.partition("/")
        {"status": stale.statuses, "place": stale.places}.get(part, set()).add(name)
    yield from _static()
    yield from _fixed(pages)
    yield site_lists.front(pages)
    yield from site_lists.sources(pages, _sources(db, touched, crawled, new_feeds))
    if touched is None or touched or new_feeds:
        yield from _lists(pages, touched, stale)
        yield from _productions(pages, touched)


def _static() -> Iterator[Rendered]:
    for file in sorted(STATIC.iterdir()):
        yield f"static/{file.name}", file.read_bytes()


def _fixed(pages: Pages) -> Iterator[Rendered]:
    yield pages.render("about.html", "about.html")
    yield site_lists.feeds(pages)


def _sources(
    db: Database, touched: Collection[int] | None, crawled: Collection[str] | None, new_feeds: Collection[str] | None
) -> set[str] | None:
    if touched is None or crawled is None:
        return None
    announced = {path.partition("/")[2] for path in new_feeds or () if path.startswith("source/")}
    return {*crawled, *announced, *browse.sources_of(db, touched)}


def _lists(pages: Pages, touched: Collection[int] | None, stale: Stale) -> Iterator[Rendered]:
    every = touched is None
    yield from site_lists.statuses(pages, None if every else stale.statuses)
    yield from site_lists.months(pages, None if every else stale, touched or ())
    yield from site_places.places(pages, None if every else stale.places)
    yield from site_lists.titles(pages, None if every else stale.titles)
    yield from site_lists.search(pages, None if touched is None else {number // browse.SHARD for number in touched})
    yield pages.render("pictures.html", "pictures.html", pictures=pictures(pages.db))


def _productions(pages: Pages, touched: Collection[int] | None) -> Iterator[Rendered]:
    wanted = browse.ids(pages.db) if touched is None else iter(sorted(touched))
    for number in wanted:
        page = site_production.production(pages, number)
        if page is not None:
            yield page
    for slug, target in browse.moved(pages.db, touched):
        yield pages.render("moved.html", f"production/{slug}/index.html", target=target)
