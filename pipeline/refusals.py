"""A source that refuses us twice within a day is left alone for a day: asking on would be knocking at a closed door.

A host that asks for a break (Retry-After) gets it, a day at most, whichever source it serves.

Only what its server said counts (401, 403 or 451, for a page or for robots.txt). A refusal of our own (a private
address, a rule of robots.txt) costs the other side nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from sqlite_utils import Database

from pipeline.config import Source
from pipeline.model import Crawl
from pipeline.store import crawl_of, finish_crawl, moment, stamp

DAY = timedelta(days=1)
_REFUSED = re.compile(r"answered (?:401|403|451)\b")


def closed_until(db: Database, source: str, now: datetime) -> datetime | None:
    """Until when ``source`` is to be left alone; None where it may be asked."""
    rows = db.query(
        """SELECT started_at, crawl FROM runs WHERE source = ? AND reason = 'blocked' AND started_at > ?
           AND started_at <= ? ORDER BY started_at DESC, id DESC""",
        (source, stamp(now - 2 * DAY), stamp(now)),
    )
    refused = [moment(row["started_at"]) for row in rows if _refused(crawl_of(row["crawl"]))]
    if len(refused) < 2 or refused[0] - refused[1] > DAY or refused[0] + DAY <= now:
        return None
    return refused[0] + DAY


def waits(db: Database, now: datetime) -> dict[str, datetime]:
    """The hosts that asked in earlier runs to be left alone beyond ``now``, and until when."""
    rows = db.query(
        """SELECT crawl FROM runs WHERE started_at > ? AND started_at <= ? AND crawl LIKE '%"waits": {"%'
            ORDER BY started_at, id""",
        (stamp(now - 2 * DAY), stamp(now)),
    )
    told = [crawl.waits for row in rows if (crawl := crawl_of(row["crawl"]))]
    newest = {host: moment(until) for hosts in told for host, until in hosts.items()}
    return {host: until for host, until in newest.items() if until > now}


def waits_for(start: tuple[str, ...], hosts: Mapping[str, datetime]) -> tuple[datetime, str] | None:
    """Until when a source that begins at these addresses waits for its host, and why; None where one may be asked."""
    held = [(hosts[host], host) for host in map(_host, start) if host in hosts]
    if not held or len(held) < len(start):
        return None
    until, host = min(held)
    return until, break_of(host, until)


def break_of(host: str, until: datetime) -> str:
    """What a person is told of a host that wants a break."""
    return f"{host} asks to be left alone until {until:%Y-%m-%d %H:%M} UTC"


def _host(url: str) -> str:
    return urlsplit(url).netloc


def _refused(crawl: Crawl | None) -> bool:
    return crawl is not None and crawl.requests > 0 and bool(_REFUSED.search(crawl.detail))


def left_alone(db: Database, source: Source, now: datetime) -> str:
    """Why ``source`` is to be left alone; empty where it may be asked."""
    if until := closed_until(db, source.slug, now):
        return f"refused twice within a day: not asked again before {until:%Y-%m-%d %H:%M} UTC"
    held = waits_for(source.start, waits(db, now))
    return held[1] if held else ""


def leave_alone(db: Database, run_id: int, detail: str, now: datetime) -> None:
    """End the crawl of a run before its first request, and say why. Commits."""
    with db.atomic():
        finish_crawl(db, run_id, Crawl(trouble=("blocked",), detail=detail), now)
