"""The pages that list: the front page, statuses, months, places, sources, titles, the search, the feeds."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby

from feeds.catalog import ALWAYS, GROUPS, HEALTH, RUMOURS, group_of
from feeds.site_pages import Feed, Pages, Rendered, feed
from feeds.site_places import with_cards
from feeds.site_production import PLANNED
from feeds.site_words import REASON, STATUS, cut
from pipeline import alphabet, browse, shelf, shown
from pipeline.browse import SHARD
from pipeline.model import Change, Status
from pipeline.shown import Stale

NEWEST, ON_BOARD, AHEAD, MONTHS = 30, 6, 12, 12
IN_STATUS, IN_MONTH, FROM_SOURCE, RUNS = 200, 60, 60, 20
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
        newest_months=list(shown.months(pages.db).items())[:MONTHS], as_of=browse.newest_moment(pages.db),
    )  # fmt: skip


def _published_on(change: Change) -> str:
    return (change.published_at or change.noticed_at).date().isoformat()


def statuses(pages: Pages, wanted: Collection[str] | None) -> Iterator[Rendered]:
    """A page for each status: the newest productions in it."""
    for column in browse.board(pages.db, 0):
        slug = column.status.value
        if wanted is not None and slug not in wanted:
            continue
        yield pages.render(
            "status.html", f"status/{slug}.html", own=pages.own(f"status/{slug}", STATUS[column.status]), column=column,
            cards=browse.in_status(pages.db, column.status, IN_STATUS), most=IN_STATUS,
        )  # fmt: skip


def months(pages: Pages, wanted: Stale | None, touched: Collection[int]) -> Iterator[Rendered]:
    """The list of months in which changes were published, and for each month a page, or several."""
    known = shown.months(pages.db)
    years = [(year, list(found)) for year, found in groupby(known.items(), key=lambda month: month[0][:4])]
    yield pages.render("months.html", "changes/index.html", years=years)
    for month in known if wanted is None else sorted(wanted.months):
        count = known.get(month, 0)
        last = max(0, count - 1) // IN_MONTH
        if wanted is None:
            numbers: Iterable[int] = range(last + 1)
        else:
            numbers = _stretches(browse.places_in_month(pages.db, month, touched), last, month in wanted.grown)
        for number in numbers:
            yield _month(pages, month, number, last) if count else (_numbered(f"changes/{month}", number), None)


def _stretches(places: Sequence[int], last: int, grown: bool) -> list[int]:
    """Which pages of a month show something else: those of these changes; if it has more of them than before, all from
    the first of these on, and the page before, which may lead on now."""
    numbers = sorted({place // IN_MONTH for place in places})
    if not grown:
        return numbers
    return list(range(max(0, min(numbers, default=0) - 1), last + 1))


def _month(pages: Pages, month: str, number: int, last: int) -> Rendered:
    stem = f"changes/{month}"
    return pages.render(
        "month.html", _numbered(stem, number), month=month, number=number, last=last,
        changes=browse.in_month(pages.db, month, number * IN_MONTH, IN_MONTH), before=_numbered(stem, number - 1),
        after=_numbered(stem, number + 1),
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
    """The alphabetical list: pages of titles, and pages that lead on to them."""
    db = pages.db
    every = ((name, False) for root in alphabet.ROOTS for name in alphabet.below(db, root))
    for name, gone in every if wanted is None else dict(_stale_titles(pages, wanted)).items():
        page = None if gone else alphabet.page(db, name)
        alphabet.remember(db, name, gone=gone)
        path = f"titles/{name}.html"
        yield pages.render("titles.html", path, name=name, page=page) if page else (path, None)


def _stale_titles(pages: Pages, wanted: Collection[str]) -> Iterator[tuple[str, bool]]:
    """The pages on the ways to these keys, and whether they go. Where one leads on for the first time, all below it are
    new; where one leads on no more, all that were below it go."""
    for name in alphabet.ways(pages.db, wanted):
        before = alphabet.remembered(pages.db, name)
        if not alphabet.is_fork(pages.db, name):
            yield name, False
            yield from ((below, True) for below in alphabet.remembered_below(pages.db, name))
        elif before == "fork":
            yield name, False
        else:
            yield from ((below, False) for below in alphabet.below(pages.db, name))


def search(pages: Pages, wanted: Collection[int] | None) -> Iterator[Rendered]:
    """The search page, and the list that it searches: in shards, so that one change rewrites one of them."""
    shards = browse.last_id(pages.db) // SHARD + 1
    listed = browse.titles(pages.db, INLINE_TITLES)
    yield pages.render("search.html", "search.html", shards=shards, listed=listed, statuses=list(Status))
    for number in range(shards) if wanted is None else sorted(wanted):
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
    more = range(2, shelf.lists(pages.db) + 1)
    return pages.render("feeds.html", "feeds.html", own=own, groups=groups, more=more, **named)
