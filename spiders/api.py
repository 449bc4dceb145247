"""The shape "api": a JSON interface that lists productions. A table whose rows are objects.

``options.items`` is the dotted path to the list, ``[source.fields]`` dotted paths within each object (of two with a
stroke between them, "network.name | webChannel.name", the first that leads to something), ``options.next``
the dotted path to the address of the next page (or ``options.next_parameters`` to an object of query parameters, as
MediaWiki has it). Each object is kept as a page of its own, its declared fields only, so that one production changed
is one page changed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from pipeline.config import ConfigError, Source
from pipeline.model import Page, Report
from spiders.contacts import clean_row
from spiders.rows import FIELDS, garbled, garbled_in, report_of
from spiders.shapes import Answer, Ask, Found
from spiders.web import canonical, join, json_of, moment, tidy

OWN_FIELDS = ("link", "modified")
"""Fields of an object that are about the object, beside those of a row: its public page, when it was last touched."""


class Api:
    """Objects by dotted paths."""

    def start(self, source: Source) -> list[Ask]:
        """The first page of each list."""
        self.check(source)
        return [Ask(canonical(start), channel="rest") for start in source.start]

    def check(self, source: Source) -> None:
        """ConfigError for fields that no row has."""
        for name in source.fields:
            if name not in FIELDS + OWN_FIELDS:
                allowed = ", ".join(FIELDS + OWN_FIELDS)
                raise ConfigError(
                    f"[[source]] '{source.slug}': unknown field '{name}' in [source.fields]; there are: {allowed}"
                )

    def found(self, source: Source, answer: Answer) -> Found:
        """The objects of one page of the list, and the page after it."""
        data = parsed(answer)
        if data is None:
            return Found(trouble=("wrong_type",), detail="it is no JSON")
        if word := self.refused(data):
            return Found(trouble=(word,))
        where = source.options.get("items", "")
        if not isinstance(items := at(data, where), list):
            return Found(trouble=("wrong_type",), detail=f"there is no list at items = {where!r}")
        pages = list(self.pages(source, answer, items))
        empty = () if pages or answer.ask.number > 1 else ("empty",)
        detail = f"of {len(items)} objects none has a title = {source.fields.get('title')!r}" if items else "no objects"
        bad = garbled_in(row_of(source.fields, item) for item in items)
        asks = tuple(_next(source, answer, data))
        return Found((answer.page(source), *pages), asks, empty, detail=detail, garbled=bad)

    def refused(self, data: Any) -> str:
        """The reason word where the interface answers 200 with an error inside; empty where it does not."""
        return "unreachable" if isinstance(data, dict) and "error" in data else ""

    def pages(self, source: Source, answer: Answer, items: list[Any]) -> Iterator[Page]:
        """Each object that names a production, as a page."""
        for item in items:
            row = row_of(source.fields, item)
            if row.get("title") and not garbled(row["title"]):
                yield row_page(source, answer, row)

    def read(self, source: Source, page: Page) -> list[Report]:
        """What one object says."""
        if page.role == "index":
            return []
        report = report_of(source, page, json.loads(page.body))
        return [report] if report else []


def parsed(answer: Answer) -> Any:
    """The JSON of an answer; None where it is none."""
    try:
        return json_of(answer.body)
    except ValueError:
        return None


def at(data: Any, path: str) -> Any:
    """What stands at a dotted path; None where it leads nowhere. Numbers are places in a list."""
    for part in path.split(".") if path else ():
        if isinstance(data, Mapping):
            data = data.get(part)
        elif isinstance(data, list) and part.isdigit() and int(part) < len(data):
            data = data[int(part)]
        else:
            return None
    return data


def row_of(fields: Mapping[str, str], item: Any) -> dict[str, str]:
    """The declared fields of an object as texts; what is null or empty is left out."""
    texts = ((name, _first(item, path)) for name, path in fields.items())
    return {name: text for name, text in texts if text}


def _first(item: Any, paths: str) -> str:
    """The text at a path; of several, with a stroke between them, at the first that leads to one."""
    return next(filter(None, (_text(at(item, path.strip())) for path in paths.split("|"))), "")


def _text(value: Any) -> str:
    if value is None or isinstance(value, (bool, dict)):
        return ""
    return "; ".join(filter(None, map(_text, value))) if isinstance(value, list) else tidy(str(value))


def row_page(source: Source, answer: Answer, row: Mapping[str, str]) -> Page:
    """An object as a page: its address is its public page, or the list's with its id."""
    told = clean_row({name: text for name, text in row.items() if name not in OWN_FIELDS})
    own = row.get("link") or f"{answer.ask.url}#{told.get('ref') or told['title']}"
    return answer.page(
        source,
        url=canonical(own) if row.get("link") else own,
        body=json.dumps(told, ensure_ascii=False, sort_keys=True).encode("utf-8"),
        role="list",
        content_type="application/json",
        encoding="utf-8",
        modified=moment(row.get("modified")),
        title=told["title"],
        etag=None,
        last_modified=None,
        meta={"derived_from": answer.ask.url},
    )


def _next(source: Source, answer: Answer, data: Any) -> Iterator[Ask]:
    number = answer.ask.number + 1
    address = at(data, source.options["next"]) if "next" in source.options else None
    if isinstance(address, str) and (url := join(answer.url, address)):
        yield replace(answer.ask, url=url, number=number, if_new=True)
    more = at(data, source.options["next_parameters"]) if "next_parameters" in source.options else None
    if isinstance(more, dict):
        parts = urlsplit(answer.ask.url)
        query = dict(parse_qsl(parts.query)) | {key: str(value) for key, value in more.items()}
        yield replace(answer.ask, url=urlunsplit(parts._replace(query=urlencode(query))), number=number, if_new=True)
