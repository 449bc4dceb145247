"""What to tell about the sources: trouble once, recovery once, and a source in which nothing moves any more.

Transient trouble is told after three runs in a row, structural trouble at once. What is told goes to the table
``health`` (and from there into the health feed), never into the main feeds. ``verdict`` is pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import Any, Literal

from sqlite_utils import Database

from pipeline.judge import TRANSIENT
from pipeline.store import moment, stamp

Kind = Literal["trouble", "stale", "recovered"]
AFTER = 3
"""Runs in a row with transient trouble before it is told."""
QUIET = 4
"""A source is stale when nothing moved for this many times its median gap."""
LEAST_QUIET = timedelta(days=3)
"""No silence shorter than a long weekend means anything."""
LEAST_GAPS = 3
"""Fewer gaps than this make no median."""
RECENT = 1000
"""Newest runs of a source that are looked at."""


@dataclass(frozen=True, slots=True)
class Past:
    """What the runs of a source show. ``failures``: runs in a row, up to the last, that were not accepted.

    ``moved``: when accepted runs found something to report, oldest first.
    ``left_until``: its host asked to be left alone so long, as ``left_why`` says.
    """

    last: datetime | None = None
    reason: str | None = None
    detail: str = ""
    failures: int = 0
    last_accepted: datetime | None = None
    moved: tuple[datetime, ...] = ()
    left_until: datetime | None = None
    left_why: str = ""

    @property
    def gap(self) -> timedelta | None:
        """The median time between two moves, where enough are known."""
        gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(self.moved)]
        return timedelta(seconds=median(gaps)) if len(gaps) >= LEAST_GAPS else None


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to tell about a source."""

    kind: Kind
    reason: str
    summary: str


def verdict(name: str, past: Past, told: str | None) -> Notice | None:
    """What is to be told of a source now, given the reason word that was told last and not taken back."""
    if past.last is None:
        return None
    if past.reason != "accepted":
        return _trouble(name, past, told)
    if is_stale(past):
        words = f"{name}: nothing has moved since {past.moved[-1]:%Y-%m-%d}, though its runs are accepted"
        return None if told == "stale" else Notice("stale", "stale", words)
    if told:
        return Notice("recovered", told, f"{name}: {_words(told)} no more")
    return None


def _trouble(name: str, past: Past, told: str | None) -> Notice | None:
    reason = past.reason or ""
    if told and told != "stale":
        return None  # once, whatever it turns into; the next word is that it is over
    if reason in TRANSIENT and past.failures < AFTER:
        return None
    often = f", {past.failures} runs in a row" if past.failures > 1 else ""
    detail = f" ({past.detail})" if past.detail else ""
    return Notice("trouble", reason, f"{name}: {_words(reason)}{often}{detail}")


def _words(reason: str) -> str:
    return reason.replace("_", " ")


def is_stale(past: Past) -> bool:
    """Accepted, yet by its last run nothing had moved for much longer than usual."""
    if past.last is None or past.gap is None or past.reason != "accepted":
        return False
    return past.last - past.moved[-1] > max(QUIET * past.gap, LEAST_QUIET)


def past_of(rows: Iterable[Mapping[str, Any]]) -> Past:
    """The past of a source from its ended runs, newest first: started_at, state, reason, detail, moved."""
    runs = list(rows)
    if not runs:
        return Past()
    accepted = [number for number, run in enumerate(runs) if run["state"] == "accepted"]
    return Past(
        last=moment(runs[0]["started_at"]), reason=runs[0]["reason"], detail=runs[0]["detail"],
        failures=accepted[0] if accepted else len(runs),
        last_accepted=moment(runs[accepted[0]]["started_at"]) if accepted else None,
        moved=tuple(moment(run["started_at"]) for run in reversed(runs) if run["moved"]),
    )  # fmt: skip


def pasts(db: Database, slugs: Iterable[str]) -> dict[str, Past]:
    """The past of each source. A run that was cut off and repeated at the same moment counts once."""
    sql = """SELECT max(id) AS id, started_at, state, reason, detail,
                    EXISTS (SELECT 1 FROM reports WHERE run_id = runs.id) AS moved
               FROM runs WHERE source = ? AND state NOT IN ('open', 'history')
              GROUP BY started_at ORDER BY id DESC LIMIT ?"""
    return {slug: past_of(db.query(sql, (slug, RECENT))) for slug in slugs}


def tell_health(db: Database, slugs: Iterable[str], now: datetime) -> list[Notice]:
    """Write down what is to be told of these sources now. Told twice at the same moment it is told once."""
    notices = []
    with db.atomic():
        for slug, past in pasts(db, slugs).items():
            row = next(iter(db.query("SELECT name, told FROM sources WHERE slug = ?", (slug,))), None)
            notice = verdict(row["name"], past, row["told"]) if row else None
            if notice is None:
                continue
            notices.append(notice)
            told = None if notice.kind == "recovered" else notice.reason
            db.execute("UPDATE sources SET told = ? WHERE slug = ?", (told, slug))
            db.execute(
                "INSERT OR IGNORE INTO health (id, source, kind, reason, told_at, summary) VALUES (?, ?, ?, ?, ?, ?)",
                (f"{slug}/{stamp(now)}/{notice.kind}", slug, notice.kind, notice.reason, stamp(now), notice.summary),
            )
    return notices
