"""Declaring a source: what is proposed for a page, and what is told of a source that was declared."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from pipeline.config import Source, source_from
from pipeline.model import Page
from spiders.check import examine
from spiders.read import read_page
from spiders.shapes import Answer, Ask, shape_of
from spiders.suggest import slug_of, suggest
from tests.spiders.crawling import Crawling, Site, page, rss

URL = "https://www.list.example.org/board"
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
NAMES = ("Iron Choir", "Salt Border", "Glass Valley", "Paper Crown", "Lost Shore", "Tin Orchard")
STATUSES = ("Filming", "Prepping", "In post", "Announced", "Wrapped", "Simmering")
ROW = (
    "<tr id='r{n}4'><td class='t'><a href='/p/{n}'>{name}</a></td><td class='s'>{status}</td><td>2026-05-0{n}</td></tr>"
)
CARD = "<div class='card'><h3><a href='/{n}'>{name}</a></h3><p class='st'>{status}</p><i>{n} views</i></div>"


def repeated(one: str) -> str:
    told = enumerate(zip(NAMES, STATUSES, strict=True), 1)
    return "".join(one.format(n=n, name=name, status=status) for n, (name, status) in told)


TABLE = f"<table class='list'><tbody>{repeated(ROW)}</tbody></table><a rel='next' href='/board/2'>more</a>"
CARDS = f"<div id='board'>{repeated(CARD)}<div class='card promo'><h3>Hire a crane!</h3></div></div>"
NEWS = "<nav><ul><li><a href='/'>Home</a></li></ul></nav><main><ul class='news'>{}</ul></main>".format(
    "".join(
        f"<li><a class='hl' href='/n/{n}'>{name} begins filming in Leeds today</a></li>" for n, name in enumerate(NAMES)
    )
)


def declared(markup: str) -> Source:
    """The source that a proposal declares, read back from its TOML."""
    suggestion = suggest(URL, markup.encode())
    assert suggestion
    (entry,) = tomllib.loads(suggestion.toml())["source"]
    return source_from(entry, "proposal", 1, None)


@pytest.mark.parametrize("markup", [TABLE, CARDS])
def test_a_proposal_for_repeated_elements_reads_them(markup: str) -> None:
    source = declared(markup)
    shape = shape_of(source)
    answer = Answer(shape.start(source)[0], URL, 200, {"content-type": "text/html"}, markup.encode(), None, NOW)
    (kept,) = shape.found(source, answer).pages
    reports = read_page(source, kept)
    assert [report.title for report in reports] == list(NAMES)
    assert [report.rule for report in reports] == ["row"] * 5 + ["unknown_phrase"]


def test_what_the_table_has_is_proposed() -> None:
    source = declared(TABLE)
    assert (source.next, source.fields["ref"]) == ("a[rel=next]", "::attr(id)")
    assert source.fields["start_date"] == "td:nth-child(3)"
    suggestion = suggest(URL, TABLE.encode())
    assert suggestion and "unknown status phrase: 'Simmering', 1 times" in suggestion.why


def test_headlines_are_proposed_as_articles() -> None:
    source = declared(NEWS)
    assert source.shape == "article"
    answer = Answer(Ask(URL), URL, 200, {}, NEWS.encode(), None, NOW)
    assert len([ask for ask in shape_of(source).found(source, answer).asks if ask.role == "article"]) == len(NAMES)


@pytest.mark.parametrize(
    ("head", "shape", "start"),
    [
        (
            '<link rel="https://api.w.org/" href="https://list.example.org/blog/wp-json/">',
            "wordpress",
            "https://list.example.org/blog/",
        ),
        ('<link rel="alternate" type="application/rss+xml" href="/rss">', "feed", "https://www.list.example.org/rss"),
        (
            '<link rel="alternate" type="application/atom+xml" href="/atom">',
            "feed",
            "https://www.list.example.org/atom",
        ),
    ],
)
def test_what_a_page_names_is_proposed(head: str, shape: str, start: str) -> None:
    source = declared(f"<html><head>{head}</head><body><p>Welcome</p></body></html>")
    assert (source.shape, source.start) == (shape, (start,))


def test_a_feed_is_a_feed() -> None:
    assert declared(rss(("https://x.example/a", "A", "s"))).shape == "feed"


@pytest.mark.parametrize("nothing", ["", "<p>One paragraph.</p>", "<ul><li>a</li><li>b</li></ul>", "\x00\x01"])
def test_where_there_is_nothing_nothing_is_proposed(nothing: str) -> None:
    assert suggest(URL, nothing.encode()) is None


@pytest.mark.parametrize(
    ("url", "slug"),
    [(URL, "list-example"), ("http://127.0.0.1:80/a/list/1", "a-list-1"), ("http://localhost/", "source")],
)
def test_slugs(url: str, slug: str) -> None:
    assert slug_of(url) == slug


def test_a_page_can_be_looked_at_before_it_is_a_source(site: Site, crawling: Crawling) -> None:
    site.routes["/board"] = page(TABLE)
    crawled = crawling.declare({"slug": "look", "shape": "page", "start": [f"{site.url}/board"]}).one()
    (kept,) = crawled.pages
    suggestion = suggest(kept.url, kept.body, kept.encoding)
    assert suggestion and suggestion.entry["shape"] == "table"


def test_what_is_told_of_a_source() -> None:
    source = replace(declared(TABLE), complete=True)
    kept = Page(source.slug, URL, TABLE.encode(), NOW, role="list")
    told = examine(source, [kept], read_page(source, kept))
    assert (told.pages, told.reports, told.bounds) == (1, 6, (4, 9))
    assert told.unknown == {"Simmering": 1}
    assert told.filled["title"] == 1.0 and told.filled["place"] == 0.0
    assert told.filled["status"] == pytest.approx(5 / 6)
    assert told.statuses["filming"] == 1
