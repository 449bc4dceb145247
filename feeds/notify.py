"""Messages for watch lists, through Apprise (an optional extra, the only place that knows it).

One message a change, or one a day with all of them (``digest``); none in quiet hours. A message that failed is tried
again at the next run; one whose fate is unknown, because the program was killed while it sent, is not: better a message
missing than the same one twice. The addresses hold passwords and are never stored: only a digest of them is.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from importlib import import_module
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlite_utils import Database

from feeds.document import Site
from feeds.entries import Entry, unpacked
from feeds.watch import key_of
from pipeline.config import ConfigError, Watch
from pipeline.store import moment, stamp

log = logging.getLogger(__name__)
Sender = Callable[[str, str, str], bool]
"""Sends to an address a title and a text; False where it was not delivered."""

MOST_TRIES = 10
FLOOD = 20
"""More waiting messages than this are sent as one: nobody wants fifty at once after a holiday."""
_NOTE = "INSERT OR IGNORE INTO notices (watch, change_id, target, state, noted_at) VALUES (?, ?, ?, ?, ?)"
DAY = timedelta(hours=23)


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
        return bool(service.add(target) and service.notify(title=title, body=text, body_format="text"))

    return send


def digest_of(target: str) -> str:
    """What is stored of an address."""
    return hashlib.sha256(target.encode()).hexdigest()[:16]


def note(db: Database, watches: Iterable[Watch], changes: Iterable[str], now: datetime) -> int:
    """Let the changes that were just published wait for being sent to the lists that match them. How many do."""
    fresh = [f"change/{change}" for change in changes]
    noted = 0
    with db.atomic():
        for watch in watches:
            for uid in _members(db, watch, fresh) if watch.notify else ():
                for target in watch.notify:
                    row = (watch.name, uid.removeprefix("change/"), digest_of(target), "waiting", stamp(now))
                    noted += db.execute(_NOTE, row).rowcount
    return noted


def _members(db: Database, watch: Watch, fresh: list[str]) -> Iterator[str]:
    sql = """SELECT 1 FROM feed_entries e JOIN feed_members m ON m.entry_id = e.id JOIN feeds f ON f.id = m.feed_id
              WHERE e.uid = ? AND f.path = ?"""
    path = key_of(watch).path
    return (uid for uid in fresh if any(db.query(sql, (uid, path))))


def send(db: Database, watches: Iterable[Watch], site: Site, now: datetime, sender: Sender) -> Sent:
    """Send what waits and may be sent now."""
    for watch in watches:
        if not is_quiet(watch.quiet_hours, now):
            for target in watch.notify:
                for messages in _due(db, watch, target, now):
                    _deliver(db, watch, site, target, messages, now, sender)
    counts = {row["state"]: row["n"] for row in db.query("SELECT state, count(*) AS n FROM notices GROUP BY state")}
    today = next(db.query("SELECT count(*) AS n FROM notices WHERE state = 'sent' AND sent_at = ?", (stamp(now),)))["n"]
    return Sent(today, counts.get("waiting", 0), counts.get("failed", 0))


def is_quiet(hours: str | None, now: datetime) -> bool:
    """Whether ``now`` lies in quiet hours, "22:00-07:00" or "22:00-07:00 Europe/Berlin" (UTC without a zone)."""
    if not hours:
        return False
    span, _, zone = hours.strip().partition(" ")
    try:
        first, last = (time.fromisoformat(part.strip()) for part in span.split("-"))
        local = now.astimezone(ZoneInfo(zone.strip() or "UTC")).time()
    except (ValueError, ZoneInfoNotFoundError) as error:
        raise ConfigError(f"'quiet_hours' must look like \"22:00-07:00 Europe/Berlin\", not {hours!r}") from error
    return first <= local < last if first <= last else local >= first or local < last


def _due(db: Database, watch: Watch, target: str, now: datetime) -> list[list[Entry]]:
    """The messages to be sent now, each with the entries that it tells."""
    sql = """SELECT e.* FROM notices n JOIN feed_entries e ON e.uid = 'change/' || n.change_id
              WHERE n.state = 'waiting' AND n.watch = ? AND n.target = ? ORDER BY e.id"""
    entries = [unpacked(row) for row in db.query(sql, (watch.name, digest_of(target)))]
    if watch.digest and entries:
        last = "SELECT max(sent_at) AS at FROM notices WHERE watch = ? AND target = ? AND state = 'sent'"
        at = next(db.query(last, (watch.name, digest_of(target))))["at"]
        return [] if at and now - moment(at) < DAY else [entries]
    return [entries] if len(entries) > FLOOD else [[entry] for entry in entries]


def _deliver(
    db: Database, watch: Watch, site: Site, target: str, entries: list[Entry], now: datetime, sender: Sender
) -> None:
    """Send one message. It is marked before it is sent: if killed in between, it stays unsent rather than doubled."""
    _mark(db, watch, target, entries, "state = 'sending', tries = tries + 1")
    title, text = _words(watch, site, entries)
    if sender(target, title, text):
        _mark(db, watch, target, entries, "state = 'sent', sent_at = :now", now)
    else:
        log.warning("a message of watch list %s was not delivered; it is tried again", watch.name)
        _mark(db, watch, target, entries, f"state = iif(tries >= {MOST_TRIES}, 'failed', 'waiting')")


def _mark(
    db: Database, watch: Watch, target: str, entries: list[Entry], what: str, now: datetime | None = None
) -> None:
    with db.atomic():
        for entry in entries:
            db.execute(
                f"UPDATE notices SET {what} WHERE watch = :watch AND target = :target AND change_id = :change",
                {"watch": watch.name, "target": digest_of(target), "change": entry.uid.removeprefix("change/"),
                 "now": stamp(now) if now else None},
            )  # fmt: skip


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
