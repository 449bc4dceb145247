"""The static site: pages made of what the database holds, as (path, bytes). Writes no file and asks nobody.

A page shows no clock but the time of the newest change, so the same database gives the same bytes. Given the
productions that were touched, only the pages that show one of them are made again; the site is made page by page.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from sqlite_utils import Database

from feeds import site_lists, site_places, site_production
from feeds.pictures import pictures
from feeds.site_pages import STATIC, Pages
from pipeline import browse
from pipeline.config import Config
from pipeline.forecast import Forecast

Rendered = tuple[str, bytes]
MANY = 5_000
"""So many productions at once are on so many pages that the whole site is made."""


def render_site(
    db: Database,
    config: Config,
    now: datetime,
    *,
    touched: Collection[int] | None,
    crawled: Collection[str] | None = None,
    forecasts: Mapping[int, Forecast] | None = None,
) -> Iterator[Rendered]:
    """Every page of the site, or those that show a production of ``touched``. ``now`` decides which plans lie ahead.

    A production is touched by a new report, change, name or link, and by a move of its status. ``crawled`` are the
    sources that had a run since (None: any may have had one). The front page and the list of sources are always made.
    """
    if touched is not None and len(touched) > MANY:
        touched = None
    pages = Pages(db, config, now.date(), forecasts or {})
    yield from _static()
    yield from _fixed(pages)
    yield site_lists.front(pages)
    yield from site_lists.sources(pages, _sources(db, touched, crawled))
    if touched is None or touched:
        yield from _lists(pages, touched)
        yield from _productions(pages, touched)


def _static() -> Iterator[Rendered]:
    for file in sorted(STATIC.iterdir()):
        yield f"static/{file.name}", file.read_bytes()


def _fixed(pages: Pages) -> Iterator[Rendered]:
    yield pages.render("about.html", "about.html")
    yield site_lists.feeds(pages)


def _sources(db: Database, touched: Collection[int] | None, crawled: Collection[str] | None) -> set[str] | None:
    if touched is None or crawled is None:
        return None
    return {*crawled, *browse.sources_of(db, touched)}


def _lists(pages: Pages, touched: Collection[int] | None) -> Iterator[Rendered]:
    yield from site_lists.statuses(pages, None if touched is None else browse.statuses_of(pages.db, touched))
    yield from site_lists.months(pages, None if touched is None else browse.months_of(pages.db, touched))
    yield from site_places.places(pages, None if touched is None else _places(pages.db, touched))
    yield from site_lists.titles(pages, None if touched is None else browse.initials_of(pages.db, touched))
    yield from site_lists.search(pages, None if touched is None else {number // browse.SHARD for number in touched})
    yield pages.render("pictures.html", "pictures.html", pictures=pictures(pages.db))


def _places(db: Database, touched: Collection[int]) -> set[str]:
    return {key for found in browse.places_of(db, touched) for key, _ in site_places.addresses(*found)}


def _productions(pages: Pages, touched: Collection[int] | None) -> Iterator[Rendered]:
    wanted = browse.ids(pages.db) if touched is None else iter(sorted(touched))
    for number in wanted:
        page = site_production.production(pages, number)
        if page is not None:
            yield page
    for slug, target in browse.moved(pages.db):
        yield pages.render("moved.html", f"production/{slug}/index.html", target=target)
