"""The pages that list: the front page, statuses, months, places, sources, titles, the search, the feeds."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from itertools import groupby, islice

from feeds.catalog import ALWAYS, GROUPS, HEALTH, RUMOURS, group_of
from feeds.site_pages import Feed, Pages, feed
from feeds.site_places import with_cards
from feeds.site_production import PLANNED
from feeds.site_words import REASON, STATUS, cut
from pipeline import browse
from pipeline.browse import SHARD
from pipeline.model import Change, Status

Rendered = tuple[str, bytes]
NEWEST, ON_BOARD, AHEAD, MONTHS = 30, 6, 12, 12
IN_STATUS, IN_MONTH, UNDER_INITIAL, FROM_SOURCE, RUNS = 300, 200, 1_000, 60, 20
INLINE_TITLES = 300


def front(pages: Pages) -> Rendered:
    """The front page: what changed lately, what is planned, the slate as a board."""
    ahead = [
        {"production": plan.production, "what": PLANNED[plan.what], "window": plan.window}
        for plan in browse.planned(pages.db, since=pages.today, limit=AHEAD)
    ]
    days = [(day, list(found)) for day, found in groupby(browse.newest(pages.db, NEWEST), key=_published_on)]
    return pages.render(
        "index.html", "index.html", own=(), days=days, ahead=ahead, board=browse.board(pages.db, ON_BOARD),
        newest_months=list(browse.months(pages.db).items())[:MONTHS],
    )  # fmt: skip


def _published_on(change: Change) -> str:
    return (change.published_at or change.noticed_at).date().isoformat()


def statuses(pages: Pages, wanted: Collection[Status] | None) -> Iterator[Rendered]:
    """A page for each status: the newest productions in it."""
    for column in browse.board(pages.db, 0):
        slug = column.status.value
        if wanted is not None and column.status not in wanted:
            continue
        yield pages.render(
            "status.html", f"status/{slug}.html", own=pages.own(f"status/{slug}", STATUS[column.status]), column=column,
            cards=browse.in_status(pages.db, column.status, IN_STATUS), most=IN_STATUS,
        )  # fmt: skip


def months(pages: Pages, wanted: Collection[str] | None) -> Iterator[Rendered]:
    """A page, or several, for each month in which changes were published."""
    known = browse.months(pages.db)
    years = [(year, list(found)) for year, found in groupby(known.items(), key=lambda month: month[0][:4])]
    yield pages.render("months.html", "changes/index.html", years=years)
    for month, count in known.items():
        if wanted is not None and month not in wanted:
            continue
        last = (count - 1) // IN_MONTH
        for number in range(last + 1):
            yield pages.render(
                "month.html", _numbered(f"changes/{month}", number), month=month, count=count,
                changes=browse.in_month(pages.db, month, number * IN_MONTH, IN_MONTH), number=number, last=last,
                before=_numbered(f"changes/{month}", number - 1), after=_numbered(f"changes/{month}", number + 1),
            )  # fmt: skip


def _numbered(stem: str, number: int) -> str:
    return f"{stem}.html" if number < 1 else f"{stem}-{number + 1}.html"


def sources(pages: Pages, wanted: Collection[str] | None) -> Iterator[Rendered]:
    """The page of the sources' health, and a page for each source."""
    known = browse.sources(pages.db)
    well = sum(source.state == "accepted" for source in known)
    yield pages.render(
        "sources.html", "sources.html", own=feed(HEALTH, ALWAYS[HEALTH]), sources=known, well=well, reasons=REASON
    )  # fmt: skip
    for source in known:
        if wanted is not None and source.slug not in wanted:
            continue
        yield pages.render(
            "source.html", f"source/{source.slug}.html", own=pages.own(f"source/{source.slug}", source.name),
            source=source, reasons=REASON, runs=browse.runs_of(pages.db, source.slug, RUNS),
            issues=browse.open_issues(pages.db, source.slug, RUNS),
            reports=with_cards(pages, browse.reports_from(pages.db, source.slug, FROM_SOURCE)),
        )  # fmt: skip


def titles(pages: Pages, wanted: Collection[str] | None) -> Iterator[Rendered]:
    """The alphabetical list: for each initial a page, or several."""
    known = browse.initials(pages.db)
    for initial, count in known.items():
        if wanted is not None and initial not in wanted:
            continue
        cards = browse.under_initial(pages.db, initial)
        last = (count - 1) // UNDER_INITIAL
        for number in range(last + 1):
            yield pages.render(
                "titles.html", _numbered(f"titles/{initial}", number), initial=initial, initials=known, number=number,
                last=last, cards=list(islice(cards, UNDER_INITIAL)), before=_numbered(f"titles/{initial}", number - 1),
                after=_numbered(f"titles/{initial}", number + 1),
            )  # fmt: skip


def search(pages: Pages, wanted: Collection[int] | None) -> Iterator[Rendered]:
    """The search page, and the list that it searches: in shards, so that one change rewrites one of them."""
    shards = browse.last_id(pages.db) // SHARD + 1
    known = browse.initials(pages.db)
    few = sum(known.values()) <= INLINE_TITLES
    listed = [(initial, list(browse.under_initial(pages.db, initial))) for initial in known] if few else []
    yield pages.render(
        "search.html", "search.html", shards=shards, initials=known, listed=listed, statuses=list(Status)
    )  # fmt: skip
    for number in range(shards):
        if wanted is None or number in wanted:
            yield f"search/{number}.js", _shard(pages, number)


def _shard(pages: Pages, number: int) -> bytes:
    """A script that hands over its rows; a page opened from a folder may load a script, but not fetch JSON."""
    order = list(Status)
    rows = [
        [made.slug, cut(made.title, 120), made.season or 0, order.index(made.status) if made.status else -1,
         made.medium or "", made.year or 0, cut(made.network or "", 40), cut(names, 200)]
        for card, names in browse.shard(pages.db, number) for made in (card.production,)
    ]  # fmt: skip
    return f"slatewatchTitles({json.dumps(rows, separators=(',', ':'))});\n".encode()


def feeds(pages: Pages) -> Rendered:
    """The page that explains the feeds and lists those that are not of one production or one place."""
    groups: dict[str, list[tuple[str, tuple[Feed, ...]]]] = {group: [] for group in GROUPS.values()}
    for path, title in browse.shared_feeds(pages.db):
        if "/" in path:
            groups.setdefault(group_of(path), []).append((title.removeprefix("slatewatch: "), feed(path, title)))
    named = {path: feed(path, ALWAYS[path]) for path in (RUMOURS, HEALTH)}
    own = (*named[RUMOURS], *named[HEALTH], *(one for group in groups.values() for _, feeds in group for one in feeds))
    return pages.render("feeds.html", "feeds.html", own=own, groups=groups, **named)
