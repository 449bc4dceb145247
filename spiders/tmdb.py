"""TMDB: changes of films' status, for those who have a key. Off unless ``options.key`` is set.

Terms: free for non-commercial use with its notice; cached data six months at most; nothing of it may be republished
wholesale. ``/movie/changes`` gives the ids of a day (100 a page); each film is asked for once and again when it is
changed. Its "In Production" covers preparation and shooting: it is read as pre-production, the lesser claim.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.config import ConfigError, Source
from pipeline.model import Page
from spiders.api import Api, at, parsed, row_of, row_page
from spiders.rows import garbled, garbled_in
from spiders.shapes import Answer, Ask, Found
from spiders.web import canonical, tidy

FIELDS = {"title": "title", "ref": "id", "status": "status", "year": "release_date"}
MOST = 200
"""Films asked for in one crawl."""
GONE, OUT_OF_ORDER = (6, 34), (9, 11, 15, 24, 43, 44, 46)
"""Its own codes of errors: not there; in trouble. All others refuse: a wrong or suspended key, too many requests."""


class TMDB(Api):
    """Changed films, then each of them."""

    def start(self, source: Source) -> list[Ask]:
        """The ids that changed since yesterday."""
        if not source.options.get("key"):
            raise ConfigError(f"[[source]] '{source.slug}': needs options.key, your TMDB API key")
        return [Ask(self._address(source, start), channel="rest") for start in source.start]

    def _address(self, source: Source, url: str) -> str:
        return canonical(f"{url}{'&' if '?' in url else '?'}api_key={source.options['key']}")

    def found(self, source: Source, answer: Answer) -> Found:
        """The films to ask for, or one film."""
        data = parsed(answer)
        if not isinstance(data, dict):
            return Found(trouble=("wrong_type",), detail="it is no JSON")
        if data.get("success") is False:
            return _refused(data)
        if answer.ask.role == "list":
            return Found(tuple(self.pages(source, answer, [data])), garbled=garbled_in([row_of(FIELDS, data)]))
        root = answer.ask.url.partition("/movie/")[0]
        results = at(data, "results")
        films = [item for item in results if isinstance(item, dict)] if isinstance(results, list) else []
        ids = [film["id"] for film in films if isinstance(film.get("id"), int) and not film.get("adult")]
        asks = tuple(Ask(self._address(source, f"{root}/movie/{i}"), "list", "rest") for i in ids[:MOST])
        index = answer.page(source, url=answer.ask.url.partition("?")[0], etag=None, last_modified=None)
        return Found((index,), asks, () if ids else ("empty",))

    def pages(self, source: Source, answer: Answer, items: list[Any]) -> Iterator[Page]:
        """The film, under its public address: the key is in no page."""
        for item in items:
            row = row_of(FIELDS, item)
            named = row.get("title") and not garbled(row["title"])
            if named and row.get("ref", "").isdecimal() and not item.get("adult"):
                page = row_page(source, answer, row | {"link": f"https://www.themoviedb.org/movie/{row['ref']}"})
                page.meta.pop("derived_from")
                yield page


def _refused(data: dict[str, Any]) -> Found:
    """What an answer that is an error amounts to, in its own words."""
    code = data.get("status_code")
    word = "gone" if code in GONE else "unreachable" if code in OUT_OF_ORDER else "blocked"
    key = " (is options.key right?)" if word == "blocked" else ""
    return Found(trouble=(word,), detail=f"TMDB says: {tidy(str(data.get('status_message', 'no')))[:200]}{key}")
