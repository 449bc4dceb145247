"""A source that refuses us twice within a day is left alone for a day: asking on would be knocking at a closed door.

Only what its server said counts (401, 403 or 451, for a page or for robots.txt). A refusal of our own (a private
address, a rule of robots.txt) costs the other side nothing.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from sqlite_utils import Database

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


def _refused(crawl: Crawl | None) -> bool:
    return crawl is not None and crawl.requests > 0 and bool(_REFUSED.search(crawl.detail))


def leave_alone(db: Database, run_id: int, until: datetime, now: datetime) -> None:
    """End the crawl of a run before its first request, and say why. Commits."""
    detail = f"refused twice within a day: not asked again before {until:%Y-%m-%d %H:%M} UTC"
    with db.atomic():
        finish_crawl(db, run_id, Crawl(trouble=("blocked",), detail=detail), now)
