"""The articles of the replay: rows that share a page, told together, with what else such a page holds.

An article is a value; ``load_articles`` builds them all once, in the order of their publication. It knows nothing of
HTTP, of feeds or of themes.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from random import Random
from urllib.parse import urlsplit

from replay.facts import Row, load_rows, served_on
from replay.outlets import Outlet, load_outlets, outlet_of
from replay.prose import Telling, aside, closing, colour, entry_name, headline, looks_back, paragraph
from replay.words import plain_titles, set_titles

IMPORTANCE = (
    "cancelled", "filming_started", "wrapped", "renewed", "ordered", "release_date_set", "released", "filming_planned",
    "event_cancelled", "correction", "announced", "delayed", "filming_ongoing", "statement", "release_window",
)  # fmt: skip
AUTHORS = (
    "Dana Whitlock", "Marco Silvestri", "Priya Raman", "Tom Hadley", "Lena Fischer", "Joel Okafor", "Casey Brandt",
    "Nora Quill", "Ben Ashdown", "Ruth Calloway",
)  # fmt: skip
PRESS_OFFICE = "Press office"
RESERVED = ("feed", "page", "category", "wp-json", "rss", "comments")


@dataclass(frozen=True, slots=True)
class Article:
    """One version of one page. ``shown_from`` is the day from which it is this version that the site shows."""

    outlet: str
    path: str
    published: datetime
    modified: datetime
    shown_from: date
    headline: str
    paragraphs: tuple[str, ...]
    author: str
    categories: tuple[str, ...]
    rows: tuple[str, ...] = ()
    number: int = 0
    comments: tuple[tuple[str, str], ...] = field(default=())

    @property
    def summary(self) -> str:
        """The first paragraph as plain text, cut as an excerpt is."""
        text = re.sub(r"<[^>]+>", " ", self.paragraphs[0])
        words = re.sub(r"\s+", " ", text).strip().split(" ")
        return " ".join(words[:55]) + (" […]" if len(words) > 55 or len(self.paragraphs) > 1 else "")

    @property
    def body(self) -> str:
        """The HTML of the article itself, without the page around it."""
        return "\n".join(text if text.startswith("<h") else f"<p>{text}</p>" for text in self.paragraphs)


def slugify(text: str) -> str:
    """The text as it appears in a URL."""
    folded = unicodedata.normalize("NFKD", text.replace("’", "")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", folded.lower()).strip("-")


def publication(outlet: Outlet, day: date, rng: Random) -> datetime:
    """A time of that day at the outlet, in UTC: from eight in the morning to three in the afternoon."""
    local = datetime.combine(day, time(8), outlet.zone) + timedelta(minutes=rng.randrange(7 * 60))
    return local.astimezone(UTC)


@cache
def news_articles() -> tuple[Article, ...]:
    """Every row in exactly one article: the rows of one page and one day together."""
    pages: dict[tuple[str, str, date], list[Row]] = defaultdict(list)
    for row in load_rows():
        if row.id != "dv-0001":  # the listing of that day tells it
            page = row.url or f"{row.title}/{row.season}"
            pages[outlet_of(row).slug, page, served_on(row)].append(row)
    outlets = {outlet.slug: outlet for outlet in load_outlets()}
    taken: dict[str, set[str]] = defaultdict(set)
    articles = []
    for (slug, _, day), rows in sorted(pages.items(), key=lambda item: (item[0][2], item[0][0], item[1][0].id)):
        tellings = sorted((Telling(row, outlets[slug], day) for row in rows), key=_rank)
        articles.append(_article(tellings, taken[slug]))
    return tuple(articles)


def _rank(telling: Telling) -> tuple[object, ...]:
    """News before what looks back, and the weightier event first; an encyclopaedia goes by date."""
    event = telling.row.event
    if telling.outlet.wiki:
        return telling.row.date or "", telling.row.id
    order = IMPORTANCE.index(event) if event in IMPORTANCE else len(IMPORTANCE)
    return looks_back(telling), order, telling.row.id


def _article(tellings: list[Telling], taken: set[str]) -> Article:
    first = tellings[0]
    outlet, day = first.outlet, first.published
    rng = Random(f"article/{first.row.id}")
    published = publication(outlet, day, rng)
    head = plain_titles(entry_name(first) if outlet.wiki else headline(first), outlet.titles)
    return Article(
        outlet=outlet.slug,
        path=_path(outlet, first.row, head, published, taken),
        published=published,
        modified=published + timedelta(minutes=rng.choice([0, 0, 12, 41])),
        shown_from=day,
        headline=head,
        paragraphs=tuple(set_titles(text, outlet.titles) for text in _paragraphs(tellings, rng)),
        author=PRESS_OFFICE if outlet.kind == "press" else rng.choice(AUTHORS),
        categories=(rng.choice(["TV", "News", "TV News"]), first.row.title.replace("/", " ")),
        rows=tuple(telling.row.id for telling in tellings),
        comments=_comments(outlet, rng),
    )


def _paragraphs(tellings: list[Telling], rng: Random) -> list[str]:
    """A paragraph a row, a sentence about the show between them, and what such articles end with."""
    first = tellings[0]
    texts = [paragraph(telling) for telling in tellings]
    about = colour(first, rng)
    if about and (first.outlet.kind == "press" or rng.random() < 0.7):
        texts.insert(1, about)
    other = aside(first.published, rng)
    if other and first.outlet.kind != "press" and not first.outlet.wiki and rng.random() < 0.4:
        texts.append(other)
    if first.outlet.kind == "press":
        texts.append("Netflix members can watch as much as they want, anytime, anywhere, on nearly any screen.")
    elif not first.outlet.wiki:
        texts.append(closing(first.outlet, rng))
    return texts


def _path(outlet: Outlet, row: Row, head: str, published: datetime, taken: set[str]) -> str:
    """The real page's own path where there is one; another day's telling of the same page gets a number."""
    path = urlsplit(row.url).path.strip("/") if row.url else ""
    if not path or path.split("/")[0] in RESERVED:
        path = f"{published:%Y/%m/%d}/{slugify(head)}"
    path = re.sub(r"[^A-Za-z0-9/_.-]+", "-", path)
    stem, number = path, 2
    while path in taken:
        path, number = f"{stem}-{number}", number + 1
    taken.add(path)
    return f"{path}/" if "." not in path.rsplit("/", 1)[-1] else path


def _comments(outlet: Outlet, rng: Random) -> tuple[tuple[str, str], ...]:
    if outlet.kind == "press" or outlet.wiki:
        return ()
    return tuple(rng.sample(COMMENTS, rng.randrange(4)))


COMMENTS = (
    ("hellskitchenkid", "About time."),
    ("Marjorie", "I still have to finish the last one, no spoilers please!"),
    ("webhead77", "First!"),
    ("TonyM", "Why does everything have to be dark and gritty these days?"),
    ("aliasfan", "Cannot wait, counting the days."),
    ("Guest", "Never heard of it."),
    ("subway_series", "Saw the trucks on my way to work last week, no idea for which show."),
)
