"""WebSub: tells the configured hub which feeds have news, so that subscribers need not ask."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from http.client import HTTPException
from urllib.parse import urlencode
from urllib.request import Request, urlopen

log = logging.getLogger(__name__)
MOST_TOPICS = 50


def ping(hub: str, topics: Iterable[str], timeout: float = 10) -> int:
    """Tell the hub of these feed addresses; how many it took. A hub that is away costs nothing but a warning:
    subscribers then learn of the news when they ask next."""
    taken = 0
    for topic in list(topics)[:MOST_TOPICS]:
        form = urlencode({"hub.mode": "publish", "hub.url": topic}).encode()
        try:
            with urlopen(Request(hub, data=form, method="POST"), timeout=timeout) as answer:
                taken += 200 <= answer.status < 300
        except (OSError, HTTPException) as error:
            log.warning("the hub %s was not told of %s: %s", hub, topic, error)
            return taken
    return taken
