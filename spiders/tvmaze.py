"""TVmaze: a public database of television. No key; CC BY-SA 4.0.

``/updates/shows?since=day`` tells which shows were touched, most of them for a picture. What is news is at the end of
the numbering: ``/shows?page=N`` holds the ids from 250 N on, so the highest updated id says which page is the last.
That page and the one before it are read: the newest 250 to 500 shows with their status, in three requests (its limit
is 20 in 10 seconds; ``/updates`` is cached for an hour). ``status`` (2026): In Development, Running, To Be Determined,
Ended. A show that is in development may be filming already: TVmaze does not say, and neither do we.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.config import Source
from spiders.api import Api, parsed
from spiders.shapes import Answer, Ask, Found
from spiders.web import canonical

PER_PAGE = 250


class TVmaze(Api):
    """The newest shows."""

    def found(self, source: Source, answer: Answer) -> Found:
        """The pages that hold the newest ids, or the shows of one of them."""
        updates = parsed(answer)
        if not isinstance(updates, Mapping):
            return super().found(source, answer)
        ids = [int(key) for key in updates if key.isdigit()]
        if not ids:
            return Found(trouble=("empty",))
        last = max(ids) // PER_PAGE
        root = answer.ask.url.partition("/updates/")[0]
        numbers = range(max(0, last - 1), last + 1)
        asks = tuple(Ask(canonical(f"{root}/shows?page={n}"), channel="rest") for n in numbers)
        return Found((answer.page(source, etag=None, last_modified=None),), asks)
