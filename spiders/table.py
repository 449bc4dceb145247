"""The shape "table": any page with repeated elements, one for each production. Everything is said in the config.

``row`` finds the elements, ``[source.fields]`` the texts within each, ``next`` the following page. A start address may
hold ``{page}`` instead, which counts from 1 (``options.first``) in steps of 1 (``options.step``). Paging ends at a page
without rows, at rows already seen, or at ``max_pages``.

Only the declared fields of its rows are kept of a page (``spiders.kept``).
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

from pipeline.config import ConfigError, Source
from pipeline.model import Page, Report
from spiders.kept import ROWS, as_rows, following, reports_of, rows_in
from spiders.rows import check_rows, garbled_in, why_empty
from spiders.shapes import Answer, Ask, Found
from spiders.web import canonical, css, decode, next_link, pick, tree


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
        if answer.content_type == ROWS:  # our own page, of which the site says that it stands
            return Found(asks=_asks(source, answer.ask, following(answer.body)))
        root = tree(decode(answer.body, answer.encoding))
        address = next_link(root, source.next, answer.url)
        rows = _rows(source, root)
        named = [row for row in rows if row.get("title")]
        if not named:
            end = answer.page(source, role="index")
            if answer.ask.number > 1:
                return Found(pages=(end,), skipped=len(rows))
            return Found((end,), trouble=("empty",), skipped=len(rows), detail=why_empty(source, len(rows)))
        page = as_rows(source, answer, named, address)
        told = repr([sorted(row.items()) for row in named])
        digest = hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()
        asks, skipped = _asks(source, answer.ask, address), len(rows) - len(named)
        return Found((page,), asks, rows=digest, skipped=skipped, garbled=garbled_in(named))

    def read(self, source: Source, page: Page) -> list[Report]:
        """Each row that names a production, in the order of the page."""
        if page.role != "list":
            return []
        if page.content_type == ROWS:
            return reports_of(source, page, rows_in(page))
        root = tree(decode(page.body, page.encoding))  # the page itself, as an earlier slatewatch kept it
        return reports_of(source, page, _rows(source, root))


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


def numbered_page(source: Source, start: str, number: int) -> Ask:
    """A page of a list by its number, the first being 1; of a list without numbers its only known page."""
    if "{page}" not in start:
        return Ask(canonical(start), role="list", number=number)
    first, step = int(source.options.get("first", 1)), int(source.options.get("step", 1))
    url = start.replace("{page}", str(first + (number - 1) * step))
    return Ask(canonical(url), role="list", number=number, meta={"start": start})


def _asks(source: Source, ask: Ask, address: str | None) -> tuple[Ask, ...]:
    """The page after this one: by its number where the start has one, else the one it leads to."""
    if start := ask.meta.get("start"):
        return (numbered_page(source, start, ask.number + 1),)
    return (replace(ask, url=address, number=ask.number + 1),) if address else ()
