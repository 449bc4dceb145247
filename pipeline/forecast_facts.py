"""The facts that a forecast learns from: when productions started, wrapped and were released.

The shipped table holds productions that were completed; the database adds its own, those that are still unreleased
included (``released`` None: *censored*). ``as_of`` turns facts back into what could be known on a day.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from pipeline.model import Medium

Precision = Literal["day", "month"]
TABLE = Path(__file__).with_name("timelines.csv")


@dataclass(frozen=True, slots=True)
class Timeline:
    """What is known of one production's course. ``seen_until`` is the last day on which it was looked at.

    A month-only date stands on the 15th, and is told as a month. ``flags`` tell what disturbed it ("pandemic", "moved")
    or what it is ("reality").
    """

    id: str
    title: str
    season: int | None
    medium: Medium
    channel: str | None
    network: str | None
    country: str | None
    started: date
    start_precision: Precision
    wrapped: date | None
    released: date | None
    seen_until: date
    flags: frozenset[str] = frozenset()
    release_precision: Precision = "day"


@cache
def load_facts(table: Path = TABLE) -> tuple[Timeline, ...]:
    """The shipped table of completed productions."""
    with table.open(encoding="utf-8", newline="") as lines:
        return tuple(_timeline(row) for row in csv.DictReader(lines))


def as_of(facts: Iterable[Timeline], day: date) -> tuple[Timeline, ...]:
    """The facts as they stood on a day: later starts unknown, later wraps and releases still to come."""
    return tuple(
        replace(
            fact,
            wrapped=_by(fact.wrapped, day),
            released=_by(fact.released, day),
            seen_until=min(fact.seen_until, day),
        )
        for fact in facts
        if fact.started < day
    )


def leave_one_title_out(facts: Iterable[Timeline]) -> Iterator[tuple[tuple[Timeline, ...], tuple[Timeline, ...]]]:
    """For each title in turn: the facts without it, and all of its own (every season together)."""
    known = tuple(facts)
    for title in sorted({fact.title for fact in known}):
        yield (
            tuple(fact for fact in known if fact.title != title),
            tuple(fact for fact in known if fact.title == title),
        )


def day_of(text: str) -> date:
    """The day that an ISO date names; the 15th where it names only a month."""
    return date.fromisoformat(f"{text}-15" if len(text) == 7 else text)


def medium_of(text: str) -> Medium:
    """The medium in a table's cell; refuses anything but film and tv."""
    if text == "film":
        return "film"
    if text == "tv":
        return "tv"
    raise ValueError(f"medium is neither film nor tv: {text!r}")


def precision_of(text: str) -> Precision:
    """How exactly a date is written: to the day, or to the month."""
    return "month" if len(text) == 7 else "day"


def flags_of(text: str) -> frozenset[str]:
    """The flags in a table's cell."""
    return frozenset(text.split(";")) - {""}


def _timeline(row: Mapping[str, str]) -> Timeline:
    released = day_of(row["release_date"])
    return Timeline(
        id=row["id"],
        title=row["title"],
        season=int(row["season"]) if row["season"] else None,
        medium=medium_of(row["medium"]),
        channel=row["channel"] or None,
        network=row["network"] or None,
        country=row["country"] or None,
        started=day_of(row["filming_start"]),
        start_precision=precision_of(row["filming_start"]),
        wrapped=day_of(row["filming_end"]) if row["filming_end"] else None,
        released=released,
        seen_until=released,
        flags=flags_of(row["flags"]),
        release_precision=precision_of(row["release_date"]),
    )


def _by(moment: date | None, day: date) -> date | None:
    return moment if moment is not None and moment <= day else None
