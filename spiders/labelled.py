"""The shape "labelled": entries whose facts stand after labels ("Schedule: 3/9/2026 - 4/10/2026").

A field whose value ends in a colon is a label; any other is CSS. ``options.group`` finds headings that give the medium
of the entries after them. ``options.inside`` must be on the page: a login page of status 200 lacks it. With ``follow``
the start page leads to one page for each entry.

Only the declared fields are kept of a page: such lists also print the names, addresses and numbers of people.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pipeline.config import Source
from pipeline.model import Page, Report
from spiders.kept import as_rows, reports_of, rows_in
from spiders.rows import check_rows, garbled_in, why_empty
from spiders.shapes import Answer, Ask, Found
from spiders.web import canonical, css, decode, links, pick, text_of, tidy, tree

_LABELS = "b, strong, dt, th, label, span.label"


class Labelled:
    """Entries by CSS, facts by label."""

    def start(self, source: Source) -> list[Ask]:
        """The list, or the page of links to its entries."""
        check_rows(source)
        return [Ask(canonical(start), role="index" if source.follow else "list") for start in source.start]

    def found(self, source: Source, answer: Answer) -> Found:
        """The rows of a list, or the links to its entries."""
        root = tree(decode(answer.body, answer.encoding))
        inside = source.options.get("inside")
        if inside and not css(inside)(root):
            return Found(trouble=("wrong_type",), detail=f"nothing matches inside = {inside!r}")
        if answer.ask.role == "index":
            return self._entries(source, answer, root)
        rows = list(_rows(source, root, answer.ask.title))
        named = [row for row in rows if row.get("title")]
        if not named:
            return Found(trouble=("empty",), detail=why_empty(source, len(rows)))
        return Found((as_rows(source, answer, named),), skipped=len(rows) - len(named), garbled=garbled_in(named))

    def _entries(self, source: Source, answer: Answer, root: Any) -> Found:
        """The page of links is kept without validators: its entries are asked for each time, changed or not."""
        targets = links(root, source.follow or "a", answer.url)
        asks = tuple(Ask(url, role="list", title=words or None) for url, words in targets)
        page = answer.page(source, etag=None, last_modified=None)
        if not asks:
            return Found((page,), trouble=("empty",), detail=f"no link matches follow = {source.follow!r}")
        return Found((page,), asks)

    def read(self, source: Source, page: Page) -> list[Report]:
        """Each entry in the order of the page."""
        return reports_of(source, page, rows_in(page)) if page.role == "list" else []


def _rows(source: Source, root: Any, title: str | None) -> Iterator[dict[str, str]]:
    group_css = source.options.get("group")
    headings = set(css(group_css)(root)) if group_css else set()
    wanted = headings | set(css(source.row or "")(root))
    group = ""
    for element in root.iter():
        if element in headings:
            group = text_of(element)
        elif element in wanted:
            row = {"medium": group, "title": title or ""} | _facts(source, element)
            yield {name: text for name, text in row.items() if text}


def _facts(source: Source, element: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, where in source.fields.items():
        text = labelled(element, where) if where.endswith(":") else pick(element, where)
        if text:
            found[name] = text
    labels = [where for where in source.fields.values() if where.endswith(":")]
    if any(label in found.get("title", "") for label in labels):
        del found["title"]  # the markup is broken: what follows the title was taken for it
    return found


def labelled(element: Any, label: str) -> str | None:
    """The text that stands after a label, whatever marks the label."""
    wanted = tidy(label).rstrip(":").casefold()
    for mark in css(_LABELS)(element):
        said = text_of(mark)
        if said.rstrip(" :").casefold() == wanted:
            return _after(mark, said)
    for line in css("li, p, div, td")(element):
        text = text_of(line)
        if not css("li, p, div, td")(line)[1:] and text.casefold().startswith(wanted + ":"):
            return text[len(wanted) + 1 :].strip() or None
    return None


def _after(mark: Any, said: str) -> str | None:
    """A definition's or a row's second cell, else the rest of the element that holds the label."""
    following = mark.getnext()
    if mark.tag in ("dt", "th") and following is not None:
        return text_of(following) or None
    if mark.tail and mark.tail.strip(" :\n\t"):
        return tidy(mark.tail).lstrip(": ") or None
    whole = text_of(mark.getparent())
    rest = re.sub(rf"^{re.escape(said)}\s*:?\s*", "", whole)
    return rest if rest != whole and rest else None
