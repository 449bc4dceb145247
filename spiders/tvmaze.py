"""TVmaze: a public database of television. No key; CC BY-SA 4.0.

``/updates/shows?since=day`` tells which shows were touched, most of them for a picture. What is news is at two places:

* at the end of the numbering: ``/shows?page=N`` holds the ids from 250 N on, so the highest updated id says which page
  is the last. That page and the one before it are read: the newest 250 to 500 shows with their status, in three
  requests (its limit is 20 in 10 seconds; ``/updates`` is cached for an hour);
* in the seasons of the shows that were touched last: one without a date, after the last that has one, was ordered.

``status`` (2026): In Development, Running, To Be Determined, Ended. A show that is in development may be filming
already: TVmaze does not say, and neither do we.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from pipeline.config import Source
from spiders.api import Api, at, parsed, row_of, row_page
from spiders.rows import garbled
from spiders.shapes import Answer, Ask, Found
from spiders.web import canonical

PER_PAGE = 250
LONGEST_ID = 9
"""Digits; a longer one is no id."""
TOUCHED = 40
"""Shows whose seasons are looked at in one crawl, those that were touched last."""
GOES_ON = ("Running", "To Be Determined")
"""What is said of a show that may have a next season."""
LATEST = datetime(2100, 1, 1, tzinfo=UTC).timestamp()


class TVmaze(Api):
    """The newest shows, and the seasons that were ordered."""

    def found(self, source: Source, answer: Answer) -> Found:
        """The pages that hold the newest ids, the shows of one of them, or the seasons of one show."""
        data = parsed(answer)
        if answer.ask.role == "article":
            return _seasons(source, answer, data)
        if not isinstance(data, Mapping):
            return super().found(source, answer)
        touched = {int(key): data[key] for key in data if key.isdecimal() and len(key) <= LONGEST_ID}
        if not touched:
            return Found(trouble=("empty",))
        last = max(touched) // PER_PAGE
        root = answer.ask.url.partition("/updates/")[0]
        numbers = range(max(0, last - 1), last + 1)
        asks = [Ask(canonical(f"{root}/shows?page={n}"), channel="rest", number=2) for n in numbers]  # of one list
        return Found((answer.page(source, etag=None, last_modified=None),), (*asks, *_latest(root, touched)))


def _latest(root: str, touched: Mapping[int, Any]) -> Iterator[Ask]:
    """The shows that were touched last, each unless it is known as it was then."""
    times = {show: when for show, when in touched.items() if type(when) is int and 0 < when < LATEST}
    for show in sorted(times, key=lambda show: (-times[show], show))[:TOUCHED]:
        when = datetime.fromtimestamp(times[show], UTC)
        yield Ask(f"{root}/shows/{show}?embed=seasons", "article", "rest", skip_if_known=True, modified=when)


def _seasons(source: Source, answer: Answer, show: Any) -> Found:
    """The season of a show that was ordered and has no date yet. The show itself is kept for its time alone."""
    seasons = at(show, "_embedded.seasons")
    if not isinstance(seasons, list):
        return Found(trouble=("wrong_type",))
    when = str(answer.ask.modified).encode("ascii")
    known = answer.page(source, role="index", body=when, etag=None, last_modified=None)
    number, row = _ordered(seasons), row_of(source.fields, show)
    link = row.get("link", "")
    if number is None or show.get("status") not in GOES_ON or not link or garbled(row.get("title", "\0")):
        return Found((known,))
    told = {"ref": f"{row.get('ref')}/{number}", "title": row["title"], "season": str(number), "status": "announced"}
    page = row_page(source, answer, told | {name: row[name] for name in ("network",) if name in row})
    return Found((known, replace(page, url=f"{canonical(link)}#season-{number}", modified=None)))


def _ordered(seasons: list[Any]) -> int | None:
    """The number of the first season without a date after all that have one; not the first of all."""
    dates = {
        season["number"]: season.get("premiereDate")
        for season in seasons if isinstance(season, dict) and type(season.get("number")) is int
    }  # fmt: skip
    aired = max((number for number, day in dates.items() if day), default=0)
    waiting = sorted(number for number, day in dates.items() if not day and number > aired)
    return waiting[0] if aired and waiting and waiting[0] < 100 else None
