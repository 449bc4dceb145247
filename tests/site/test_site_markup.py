"""What every page must be: well-formed, connected, readable by itself, and deaf to hostile text."""

from __future__ import annotations

import json
import re
from collections import Counter
from posixpath import join, normpath
from urllib.parse import unquote, urlsplit

import pytest
from lxml import etree, html

Site = dict[str, bytes]
FEEDS = re.compile(r"(.*\.(atom|rss|json)|calendar\.ics|feeds\.opml)$")
UNKNOWN_TAG = "HTML_UNKNOWN_TAG"  # libxml2 knows HTML 4 and has not heard of <main>


def pages(site: Site) -> dict[str, html.HtmlElement]:
    return {path: html.document_fromstring(content) for path, content in site.items() if path.endswith(".html")}


def links(path: str, page: html.HtmlElement) -> list[tuple[str, str]]:
    """(path in the site, fragment) of every link of a page that stays in the site."""
    found = []
    for element in page.xpath("//*[@href or @src]"):
        parts = urlsplit(element.get("href") or element.get("src"))
        if not parts.scheme:
            target = normpath(join(path, "..", unquote(parts.path))) if parts.path else path
            found.append((target, parts.fragment))
    return found


def test_pages_are_well_formed(site: Site) -> None:
    for path, content in site.items():
        if path.endswith(".html"):
            parser = etree.HTMLParser()
            etree.fromstring(content, parser)
            errors = [error for error in parser.error_log if error.type_name != UNKNOWN_TAG]
            assert errors == [], path


def test_drawings_are_well_formed(site: Site) -> None:
    for path, content in site.items():
        if path.endswith(".svg"):
            etree.fromstring(content)
        if path.endswith(".html"):
            for drawing in re.findall(rb"<svg.*?</svg>", content, re.DOTALL):
                etree.fromstring(drawing)


def test_ids_are_unique_and_each_page_has_one_heading(site: Site) -> None:
    for path, page in pages(site).items():
        repeated = [name for name, count in Counter(page.xpath("//@id")).items() if count > 1]
        assert (repeated, len(page.xpath("//h1"))) == ([], 1), path
        named = {name for label in page.xpath("//@aria-labelledby") for name in label.split()}
        assert named <= set(page.xpath("//@id")), path


def test_links_lead_to_pages_and_anchors_that_exist(site: Site) -> None:
    known = pages(site)
    for path, page in known.items():
        for target, fragment in links(path, page):
            assert target in site or FEEDS.match(target), f"{path} links to {target}"
            if fragment:
                assert known[target].xpath("//*[@id=$name]", name=fragment), f"{path} links to {target}#{fragment}"


def test_links_are_relative_so_that_a_folder_or_a_path_will_do(site: Site) -> None:
    for path, page in pages(site).items():
        for element in page.xpath("//*[@href or @src]"):
            address = element.get("href") or element.get("src")
            assert not address.startswith("/"), f"{path}: {address}"
            if urlsplit(address).scheme:
                assert element.tag == "a", f"{path}: {address}"
                assert "external" in (element.get("rel") or "") or element.xpath("ancestor::svg"), f"{path}: {address}"


def own_script(path: str) -> list[str]:
    if path == "search.html":
        return ["static/search.js"]
    return ["../../static/change.js"] if path.startswith("production/") else []


def test_pages_ask_no_other_site_and_run_nothing_but_their_own_script(site: Site) -> None:
    for path, page in pages(site).items():
        assert page.xpath("//script/@src") in (own_script(path), []), path
        assert not page.xpath("//script[not(@src)] | //style | //iframe | //object | //form[@method='post']"), path
        assert not page.xpath("//@*[starts-with(name(), 'on') or name() = 'style']"), path
    for path, content in site.items():
        if path.endswith((".css", ".js", ".svg")):
            assert b"//" not in re.sub(rb"(^|\s)//.*|http://www.w3.org/\S+", b"", content), path


def test_every_page_names_its_feeds(site: Site) -> None:
    for path, page in pages(site).items():
        kinds = page.xpath("//link[@rel='alternate']/@type")
        for kind in ("application/atom+xml", "application/rss+xml", "application/feed+json"):
            assert kind in kinds, path
    own = pages(site)["production/the-long-winter/index.html"].xpath("//link[@rel='alternate']/@href")
    assert own[0] == "../../production/the-long-winter/feed.atom"


def test_a_page_names_no_feed_that_was_not_published(site: Site) -> None:
    own = pages(site)["production/paper-boats/index.html"].xpath("//link[@rel='alternate']/@href")
    assert own == [f"../../{name}" for name in ("changes.atom", "changes.rss", "changes.json", "calendar.ics")]


@pytest.mark.parametrize("mark", ["\x00", "\x1b", "\u202e", "\ufffe"])
def test_no_control_or_direction_mark_gets_out(site: Site, mark: str) -> None:
    for path, content in site.items():
        assert mark.encode() not in content, path


def test_markup_in_titles_is_shown_and_not_run(site: Site) -> None:
    page = pages(site)["production/hostile/index.html"]
    assert page.xpath("string(//h1)").startswith("</title><script>alert(1)</script>")
    assert not [a for a in page.xpath("//a/@href") if a.startswith("javascript")]
    assert not page.xpath("//img")


def test_endless_titles_are_cut(site: Site) -> None:
    page = pages(site)["production/endless/index.html"]
    assert len(page.xpath("string(//h1)")) < 320
    assert len(page.xpath("string(//title)")) < 130
    assert len(site["index.html"]) < 200_000


def test_titles_keep_their_own_direction(site: Site) -> None:
    page = pages(site)["production/script-0/index.html"]
    assert page.xpath("string(//h1/bdi[@dir='auto'])") == "الليل الطويل"
    assert "(season 1)" in page.xpath("string(//h1)")


def test_a_source_that_may_not_be_quoted_is_not(site: Site) -> None:
    page = pages(site)["production/the-long-winter/index.html"]
    rows = page.xpath("//table//tr[.//a[contains(., 'No Quotes Weekly')]]")
    assert rows
    rows += page.xpath("//section[@aria-labelledby='reports']//li[.//a[contains(., 'No Quotes Weekly')]]")
    assert len(rows) == 4
    assert not [row for row in rows if row.xpath(".//q")]


def test_the_search_list_holds_every_production(site: Site) -> None:
    text = site["search/0.js"].decode()
    rows = json.loads(text.removeprefix("slatewatchTitles(").removesuffix(");\n"))
    pages_ = {path.split("/")[1] for path in site if path.startswith("production/")}
    assert {row[0] for row in rows} == pages_ - {"old-winter"}
    assert text.isascii()
    assert next(row for row in rows if row[0] == "the-long-winter")[7] == "Working Title: Frost"
