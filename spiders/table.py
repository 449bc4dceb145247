"""The shape "table": any page with repeated elements, one for each production. Everything is said in the config.

``row`` finds the elements, ``[source.fields]`` the texts within each, ``next`` the following page. A start address may
hold ``{page}`` instead, which counts from 1 (``options.first``) in steps of 1 (``options.step``). Paging ends at a page
without rows, at rows already seen, or at ``max_pages``.

A page is kept without the words of its rows that no field asks for: lists also print the names of people.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

from lxml import etree

from pipeline.config import ConfigError, Source
from pipeline.model import Page, Report
from spiders.privacy import scrub_bytes
from spiders.rows import check_rows, report_of
from spiders.shapes import Answer, Ask, Found
from spiders.web import canonical, css, decode, matches, next_link, pick, tree


class Table:
    """Rows by CSS."""

    def start(self, source: Source) -> list[Ask]:
        """The first page of each list."""
        if "title" not in source.fields:
            raise ConfigError(f"[[source]] '{source.slug}': [source.fields] needs 'title'")
        check_rows(source)
        return [numbered_page(source, start, 1) for start in source.start]

    def found(self, source: Source, answer: Answer) -> Found:
        """The page, if it has rows, and the one that follows it."""
        root = tree(decode(answer.body, answer.encoding))
        rows = _rows(source, root)
        named = [row for row in rows if row.get("title")]
        if not named:
            end = answer.page(source, role="index")
            return Found(pages=(end,), trouble=("empty",) if answer.ask.number == 1 else (), skipped=len(rows))
        told = hashlib.sha256("\n".join(repr(sorted(row.items())) for row in named).encode()).hexdigest()
        following = _next(source, root, answer)
        body = scrub_bytes(_declared_only(source, tree(decode(answer.body, answer.encoding))))
        page = answer.page(source, body=body, encoding="utf-8")
        return Found((page,), (following,) if following else (), (), told, len(rows) - len(named))

    def read(self, source: Source, page: Page) -> list[Report]:
        """Each row that names a production, in the order of the page."""
        if page.role != "list":
            return []
        root = tree(decode(page.body, page.encoding))
        return [report for row in _rows(source, root) if (report := report_of(source, page, row))]


def _rows(source: Source, root: Any) -> list[dict[str, str]]:
    """The rows in the order of the page. Where markup is broken one may hold the next, whose fields are not its own."""
    elements = css(source.row or "")(root)
    every = set(elements)
    rows = []
    for element in reversed(elements):
        texts = ((name, pick(element, selector)) for name, selector in source.fields.items())
        rows.append({name: text for name, text in texts if text})
        if not every.isdisjoint(element.iterancestors()):
            element.drop_tree()
    return rows[::-1]


def _declared_only(source: Source, root: Any) -> bytes:
    """The page as it came, but for the words in its rows that are in no field; the same rows are found in it."""
    for element in css(source.row or "")(root):
        kept = {match for selector in source.fields.values() for match in matches(element, selector)}
        kept |= {below for match in kept for below in match.iter()}
        for node in element.iter():
            if node not in kept:
                node.text = None
            if node is not element and node.getparent() not in kept:
                node.tail = None
    for meta in css("meta[charset], meta[http-equiv]")(root):
        meta.drop_tree()  # it names the encoding that the page came in
    return bytes(etree.tostring(root, encoding="utf-8", method="html"))


def numbered_page(source: Source, start: str, number: int) -> Ask:
    """A page of a list by its number, the first being 1; of a list without numbers its only known page."""
    if "{page}" not in start:
        return Ask(canonical(start), role="list", number=number)
    first, step = int(source.options.get("first", 1)), int(source.options.get("step", 1))
    url = start.replace("{page}", str(first + (number - 1) * step))
    return Ask(canonical(url), role="list", number=number, meta={"start": start})


def _next(source: Source, root: Any, answer: Answer) -> Ask | None:
    ask = answer.ask
    if start := ask.meta.get("start"):
        return numbered_page(source, start, ask.number + 1)
    address = next_link(root, source.next, answer.url)
    return replace(ask, url=address, number=ask.number + 1) if address else None
