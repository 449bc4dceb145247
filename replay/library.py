"""Every outlet's articles on one shelf, numbered, with the clock that hides the future."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from replay.articles import Article, news_articles, slugify
from replay.chatter import chatter_articles
from replay.listings import listing_articles
from replay.outlets import Outlet, load_outlets

FIRST_NUMBER = {"digital_spy": 790_000}  # elsewhere a WordPress's post ids
STEP = 13


@dataclass(frozen=True, slots=True)
class Shelf:
    """One outlet with all it ever publishes, in the order in which its versions appear."""

    outlet: Outlet
    versions: tuple[Article, ...]

    def edition(self, day: date) -> int:
        """How many versions had appeared by ``day``: the same number means the same site."""
        return bisect_right(self.versions, day, key=lambda article: article.shown_from)

    def visible(self, day: date) -> tuple[Article, ...]:
        """What the site shows on ``day``: the latest version of each page, newest page first."""
        latest = {article.path: article for article in self.versions[: self.edition(day)]}
        return tuple(sorted(latest.values(), key=lambda article: (article.published, article.number), reverse=True))

    def categories(self) -> dict[str, int]:
        """The outlet's categories and their ids."""
        names = sorted({name for article in self.versions for name in article.categories})
        return {name: 12 + place for place, name in enumerate(names)}


@cache
def load_shelves() -> dict[str, Shelf]:
    """All shelves by slug. The same on every call and on every machine."""
    articles: dict[str, list[Article]] = {outlet.slug: [] for outlet in load_outlets()}
    for article in (*news_articles(), *chatter_articles(), *listing_articles()):
        articles[article.outlet].append(article)
    return {outlet.slug: Shelf(outlet, _numbered(outlet, articles[outlet.slug])) for outlet in load_outlets()}


def _numbered(outlet: Outlet, articles: list[Article]) -> tuple[Article, ...]:
    """The versions with their post ids, which rise with the time of publication and are shared by a page's versions."""
    paths = list(dict.fromkeys(article.path for article in sorted(articles, key=lambda a: (a.published, a.path))))
    first = FIRST_NUMBER.get(outlet.kind, 1_000)
    numbers = {path: first + STEP * place for place, path in enumerate(paths)}
    numbered = (replace(article, number=numbers[article.path]) for article in articles)
    if outlet.kind == "digital_spy":
        numbered = (replace(a, path=f"tv/a{a.number}/{slugify(a.headline)}/") for a in numbered)
    return tuple(sorted(numbered, key=lambda article: (article.shown_from, article.published, article.path)))
