"""WARC files as a crawl of the whole web gives them: one page in a hundred is about a production.

The relevant pages are the replay's articles in their outlets' themes; the others are made of word lists, in markup of
the size and shape of a newspaper's page: a third with a menu that names film and television, a fifth with a word of
their vocabulary in the text. The same arguments give the same bytes.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from replay.articles import news_articles
from replay.outlets import load_outlets
from replay.themes import article_page
from spiders.archived import is_article

FIRST = datetime(2017, 3, 1, tzinfo=UTC)
RELEVANT = 100
"""One page of so many is about a production."""
PLACES = ("Aldmoor", "Brantley", "Carrow", "Denholt", "Eastwick", "Farnby", "Garston", "Holmfield", "Ivelton", "Kelby")
BODIES = ("council", "ministry", "harbour board", "school district", "water company", "union", "court", "hospital")
VERBS = ("approved", "rejected", "reviewed", "opened", "closed", "defended", "questioned", "published", "funded")
THINGS = (
    "a plan for the bypass", "the budget for next year", "its report on flooding", "new rules for parking",
    "an inquiry into the bridge", "the sale of the old mill", "a contract with the railway", "the figures on jobs",
    "a scheme for cheaper heating", "the list of protected trees", "an appeal by residents", "its accounts",
)  # fmt: skip
TAILS = (
    "after a meeting that went on until midnight", "in spite of a letter from two hundred residents",
    "which had been expected since the spring", "as prices went on rising", "for the third time in five years",
    "while ministers kept silent", "on the advice of its engineers", "with a majority of four votes",
)  # fmt: skip
PASSING = (
    "A camera at the junction had been broken since May.", "Its director did not answer questions.",
    "Two actors among the residents spoke for the theatre.", "It was all a great drama, one member said.",
    "The clip was seen as often as a film.", "Both drew on a documentary about flooding.",
)  # fmt: skip
"""Every fifth page that is not about productions has a word of their vocabulary, as every fifth of a broadcaster's
general news had where it was counted."""
MENU = ("News", "Business", "Politics", "Sport", "Opinion", "Weather", "Travel", "Motoring", "Property", "Jobs")
LEISURE = ("Film", "TV & Radio", "Music", "Books")
SCRIPT = "<script>!function(w,d){w.q=w.q||[];w.q.push({k:'page',s:d.location.href,t:+new Date})}(this,d);</script>"


def pages(count: int, seed: int = 0) -> Iterator[tuple[str, datetime, str]]:
    """Address, moment of capture and markup of ``count`` pages, in the order of their capture."""
    rng = Random(f"web/{seed}")
    articles, outlets = news_articles(), {outlet.slug: outlet for outlet in load_outlets()}
    for number in range(count):
        at = FIRST + timedelta(days=31 * seed, seconds=number * 20)
        if number % RELEVANT == RELEVANT // 2:
            index = seed * count // RELEVANT + number // RELEVANT
            article = articles[index % len(articles)]
            root = f"https://www.{article.outlet.replace('_', '-')}{index // len(articles) or ''}.example/"
            path = article.path if is_article(root + article.path) else f"{article.path.rstrip('/')}/about-it-today/"
            markup = article_page(outlets[article.outlet], article, articles[:8], root)
            yield root + path, at, markup
        else:
            yield _general(rng, seed, number, at)


def _general(rng: Random, seed: int, number: int, at: datetime) -> tuple[str, datetime, str]:
    place, head = rng.choice(PLACES), _sentence(rng)
    menu = (*MENU, *LEISURE) if number % 3 == 0 else MENU
    items = "".join(f'<li class="menu-item"><a href="/{name.split()[0].lower()}/">{name}</a></li>' for name in menu * 4)
    text = "".join(f"<p>{' '.join(_sentence(rng) for _ in range(rng.randint(2, 5)))}</p>" for _ in range(8))
    text += f"<p>{rng.choice(PASSING)}</p>" if number % 5 == 0 else ""
    cards = "".join(
        f'<div class="card"><a href="/{at:%Y/%m}/{n}/"><img src="/i/{n}.jpg" alt=""><h3>{_sentence(rng)}</h3></a></div>'
        for n in range(80)
    )
    page = (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{head}</title>'
        f'<meta property="article:published_time" content="{at.isoformat()}">{SCRIPT * 120}</head><body>'
        f'<header><nav><ul>{items}</ul></nav></header><main><article><h1>{head}</h1><div class="story">{text}</div>'
        f'</article><section class="more">{cards}</section></main><footer><ul>{items}</ul></footer>'
        f"{SCRIPT * 120}</body></html>"
    )
    slug = "-".join(head.lower().rstrip(".").split()[:7])
    return f"https://www.{place.lower()}-news.example/{at:%Y/%m/%d}/{slug}-{seed}-{number}/", at, page


def _sentence(rng: Random) -> str:
    who = f"{rng.choice(PLACES)} {rng.choice(BODIES)}"
    return f"The {who} {rng.choice(VERBS)} {rng.choice(THINGS)} {rng.choice(TAILS)}."


def record(url: str, at: datetime, markup: str) -> bytes:
    """One captured answer as WARC/1.0 has it."""
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{markup}".encode()
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: {at:%Y-%m-%dT%H:%M:%SZ}\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{at:%y%m%d%H%M%S}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def write(path: Path, count: int, seed: int = 0) -> int:
    """Write a file of ``count`` pages, each a gzip member of its own; its size in bytes of markup."""
    size = 0
    with path.open("wb") as file:
        for url, at, markup in pages(count, seed):
            size += len(markup)
            file.write(gzip.compress(record(url, at, markup), 6, mtime=0))
    return size
