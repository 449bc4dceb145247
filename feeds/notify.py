"""Messages for watch lists, through Apprise (an optional extra, the only place that knows it).

One message a change, or one a day with all of them (``digest``); none in quiet hours. A message that failed is tried
again at the next run; one whose fate is unknown, because the program was killed while it sent, is not: better a message
missing than the same one twice. The addresses hold passwords and are never stored: only a digest of them is.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import import_module

from sqlite_utils import Database

from feeds.document import Site
from feeds.entries import Entry, unpacked
from feeds.publish import site_of
from feeds.watch import key_of
from pipeline import notices, shelf
from pipeline.config import Config, Watch
from pipeline.watchlists import quiet

log = logging.getLogger(__name__)
Sender = Callable[[str, str, str], bool]
"""Sends to an address a title and a text; False where it was not delivered."""

FLOOD = 20
"""More waiting messages than this are sent as one: nobody wants fifty at once after a holiday."""
DAY = timedelta(hours=23)
FAILURES = (OSError, ValueError, TypeError, LookupError, AttributeError, RuntimeError)
"""What the code of a service may raise on an answer that it does not expect: one message fails, the others go out."""


class NotifyError(Exception):
    """One clear line: why no message can be sent at all, and what to do."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of the messages: delivered, still waiting (quiet hours, digest, retry), given up."""

    delivered: int = 0
    waiting: int = 0
    given_up: int = 0


def apprise_sender() -> Sender:
    """A sender that uses Apprise. NotifyError where it is not installed."""
    try:
        apprise = import_module("apprise")
    except ImportError as error:
        raise NotifyError("messages need Apprise: pip install 'slatewatch[notify]'") from error

    def send(target: str, title: str, text: str) -> bool:
        service = apprise.Apprise()
        try:
            return bool(service.add(target) and service.notify(title=title, body=text, body_format="text"))
        except FAILURES as error:
            log.warning("a service of Apprise failed: %s", type(error).__name__)  # its words may hold the address
            return False

    return send


def digest_of(target: str) -> str:
    """What is stored of an address."""
    return hashlib.sha256(target.encode()).hexdigest()[:16]


def tell(db: Database, config: Config, changes: Iterable[str], now: datetime, sender: Sender | None = None) -> Sent:
    """After a publication: let its ``changes`` wait, and send what waits. Needs Apprise only where something does."""
    watches = [watch for watch in config.watches if watch.notify]
    note(db, watches, changes, now)
    counts = notices.counts(db)
    if not counts.get("waiting"):
        return Sent(given_up=counts.get("failed", 0))
    return send(db, watches, site_of(db, config, now), now, sender or apprise_sender())


def note(db: Database, watches: Iterable[Watch], changes: Iterable[str], now: datetime) -> int:
    """Let the changes that were just published wait for being sent to the lists that match them. How many do."""
    changes = list(changes)
    with db.atomic():
        return sum(
            notices.note(db, watch.name, change, digest_of(target), now)
            for watch in watches
            for change in (changes if watch.notify else ())
            if shelf.is_member(db, f"change/{change}", key_of(watch).path)
            for target in watch.notify
        )


def send(db: Database, watches: Iterable[Watch], site: Site, now: datetime, sender: Sender) -> Sent:
    """Send what waits and may be sent now."""
    delivered = 0
    for watch in watches:
        if not is_quiet(watch.quiet_hours, now):
            for target in watch.notify:
                for entries in _due(db, watch, target, now):
                    delivered += _deliver(db, watch, site, target, entries, now, sender)
    counts = notices.counts(db)
    return Sent(delivered, counts.get("waiting", 0), counts.get("failed", 0))


def is_quiet(hours: str | None, now: datetime) -> bool:
    """Whether ``now`` lies in quiet hours, "22:00-07:00" or "22:00-07:00 Europe/Berlin" (UTC without a zone)."""
    if not hours:
        return False
    first, last, zone = quiet(hours)
    local = now.astimezone(zone).time()
    return first <= local < last if first <= last else local >= first or local < last


def _due(db: Database, watch: Watch, target: str, now: datetime) -> list[list[Entry]]:
    """The messages to be sent now, each with the entries that it tells."""
    entries = [unpacked(row) for row in notices.waiting(db, watch.name, digest_of(target))]
    if watch.digest and entries:
        last = notices.last_sent(db, watch.name, digest_of(target))
        return [] if last and now - last < DAY else [entries]
    return [entries] if len(entries) > FLOOD else [[entry] for entry in entries]


def _deliver(
    db: Database, watch: Watch, site: Site, target: str, entries: list[Entry], now: datetime, sender: Sender
) -> bool:
    """Send one message. It is marked before it is sent: if killed in between, it stays unsent rather than doubled."""
    where = (watch.name, digest_of(target), [entry.uid.removeprefix("change/") for entry in entries])
    notices.sending(db, *where)
    if sender(target, *_words(watch, site, entries)):
        notices.sent(db, *where, now)
        return True
    log.warning("a message of watch list %s was not delivered; it is tried again", watch.name)
    notices.failed(db, *where)
    return False


def _words(watch: Watch, site: Site, entries: list[Entry]) -> tuple[str, str]:
    """The title and the text of a message."""
    if len(entries) == 1:
        return entries[0].title, f"{entries[0].text}\n{site.opens(entries[0])}"
    told = "\n\n".join(f"{entry.title}\n{site.opens(entry)}" for entry in entries)
    return f"{watch.name}: {len(entries)} changes", told


def test(watch: Watch, sender: Sender) -> list[bool]:
    """Send a test message to every address of a list: which were delivered, in their order."""
    words = f"Messages of the watch list “{watch.name}” arrive here."
    return [sender(target, "slatewatch: test", words) for target in watch.notify]
