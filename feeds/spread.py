"""After a publication: messages to the watch lists, and a word to the hub. Whoever publishes calls this once."""

from __future__ import annotations

import logging
from datetime import datetime

from sqlite_utils import Database

from feeds import notify, websub
from feeds.publish import Published
from pipeline.config import Config

log = logging.getLogger("slatewatch")


def spread_word(db: Database, config: Config, published: Published, now: datetime) -> None:
    """Tell watch lists and the hub of what was published. Neither can undo or fail a publication, nor each other; a
    change that was told is not told again, however often this is called."""
    if any(watch.notify for watch in config.watches):
        try:
            sent = notify.tell(db, config, published.changes, now)
        except notify.NotifyError as error:
            log.warning("%s", error)
        else:
            log.info("messages: %d delivered, %d waiting, %d given up", sent.delivered, sent.waiting, sent.given_up)
    if config.hub and published.topics:
        websub.ping(config.hub, published.topics)
