"""The rest of what the outlets publish: pieces that say nothing about where any production stands."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

from replay.articles import AUTHORS, PRESS_OFFICE, Article, publication, slugify
from replay.facts import HERE
from replay.outlets import Outlet, load_outlets
from replay.words import plain_titles, set_titles

FIRST, LAST = date(2013, 11, 1), date(2019, 12, 31)
BUSY = (date(2017, 2, 20), date(2017, 5, 1))
QUIET = 15  # how much rarer the pieces are outside the busy season
BEFORE = (date(2013, 5, 6), date(2013, 9, 27))  # when each outlet's oldest pieces appeared
OLDEST = 3


@cache
def chatter_articles() -> tuple[Article, ...]:
    """All pieces of all outlets: the oldest, so that no site is ever bare, and those of the outlets that go on."""
    data = tomllib.loads((HERE / "chatter.toml").read_text(encoding="utf-8"))
    articles: list[Article] = []
    for outlet in load_outlets():
        if outlet.kind != "olv":
            pieces = [piece for piece in data["piece"] if piece.get("for", "news") == _sort(outlet)]
            articles += _oldest(outlet, pieces)
            articles += _of_outlet(outlet, data["outlets"].get(outlet.slug), pieces)
    return tuple(articles)


def _sort(outlet: Outlet) -> str:
    return "press" if outlet.kind == "press" else "wiki" if outlet.wiki else "news"


def _oldest(outlet: Outlet, pieces: list[dict[str, Any]]) -> Iterator[Article]:
    rng = Random(f"oldest/{outlet.slug}")
    timeless = [piece for piece in pieces if "from" not in piece]
    for piece in rng.sample(timeless, OLDEST):
        day = BEFORE[0] + timedelta(days=rng.randrange((BEFORE[1] - BEFORE[0]).days))
        yield _article(outlet, day, piece, rng)


def _of_outlet(outlet: Outlet, every: int | None, pieces: list[dict[str, Any]]) -> Iterator[Article]:
    if every is None:
        return
    rng = Random(f"chatter/{outlet.slug}")
    recent: list[str] = []
    for day in _days(every, rng):
        fresh = [piece for piece in pieces if _in_season(piece, day) and piece["headline"] not in recent]
        piece = rng.choice(fresh)
        recent = [*recent, piece["headline"]][-10:]
        yield _article(outlet, day, piece, rng)


def _days(every: int, rng: Random) -> Iterator[date]:
    day = FIRST + timedelta(days=rng.randrange(every * QUIET))
    while day <= LAST:
        yield day
        busy = BUSY[0] <= day <= BUSY[1]
        step = timedelta(days=every if busy else every * QUIET)
        day = BUSY[0] + timedelta(days=rng.randrange(every)) if day < BUSY[0] < day + step else day + step


def _in_season(piece: dict[str, Any], day: date) -> bool:
    return bool(piece.get("from", FIRST) <= day <= piece.get("to", LAST))


def _article(outlet: Outlet, day: date, piece: dict[str, Any], rng: Random) -> Article:
    published = publication(outlet, day, rng)
    head = plain_titles(piece["headline"], outlet.titles)
    return Article(
        outlet=outlet.slug,
        path=f"{published:%Y/%m/%d}/{slugify(head)}/",
        published=published,
        modified=published,
        shown_from=day,
        headline=head,
        paragraphs=tuple(set_titles(text, outlet.titles) for text in piece["paragraphs"]),
        author=PRESS_OFFICE if outlet.kind == "press" else rng.choice(AUTHORS),
        categories=tuple(piece["categories"]),
    )
