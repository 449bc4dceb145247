"""The facts of the replay: who reported what about which production, and on what day.

Loads two files of rows and gives each its day. It renders nothing and judges nothing: a row that was wrong in its time
is served as it was.
"""

from __future__ import annotations

import csv
import json
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent

Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Row:
    """One dated report. Dates are ISO text, partial where the report was partial."""

    id: str
    title: str
    event: str
    season: int | None = None
    network: str | None = None
    date: str | None = None
    date_end: str | None = None
    place: str | None = None
    address: str | None = None
    city: str | None = None
    region: str | None = None
    working_title: str | None = None
    speaker: str | None = None
    statement: str | None = None
    outlet: str | None = None
    url: str | None = None
    via: str | None = None
    published: str | None = None
    verdict: str | None = None
    truth: str | None = None
    note: str | None = None
    derived_from: tuple[str, ...] = ()

    @property
    def span(self) -> Span | None:
        """The days that the report speaks of, both ends included."""
        if self.date is None:
            return None
        return span_of(self.date)[0], span_of(self.date_end or self.date)[1]


def span_of(text: str) -> Span:
    """The days covered by a full or partial ISO date."""
    parts = [int(part) for part in text.split("-")]
    year, month, day = (*parts, 0, 0)[:3]
    if day:
        return date(year, month, day), date(year, month, day)
    if month:
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return date(year, 1, 1), date(year, 12, 31)


@cache
def load_rows() -> tuple[Row, ...]:
    """Every row of the newsreel, then the rows derived from whom others cite."""
    return (*_read(HERE / "newsreel.jsonl"), *_read(HERE / "derived.jsonl"))


@cache
def load_truth() -> tuple[dict[str, str], ...]:
    """What turned out true, one mapping a season. Used for the days of rows without any date, and by tests."""
    with (HERE / "truth.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def stated_day(row: Row) -> date | None:
    """The last day of the window that the row itself gives: of its publication, else of what it reports."""
    text = row.published or row.date_end or row.date
    return span_of(text)[1] if text else None


def served_on(row: Row) -> date:
    """The day from which the replay shows the row.

    A row without any date goes with the other rows of its page, on the day that the page gives itself where it does;
    without a dated page, it is trivia told once the season is out.
    """
    return stated_day(row) or _days_of_pages().get((row.outlet, row.url)) or _release_of(row)


@cache
def _days_of_pages() -> dict[tuple[str | None, str | None], date]:
    days: dict[tuple[str | None, str | None], list[tuple[bool, date]]] = defaultdict(list)
    for row in load_rows():
        day = stated_day(row)
        if day and row.url:
            days[row.outlet, row.url].append((row.published is not None, day))
    return {page: max(found)[1] for page, found in days.items()}


def _release_of(row: Row) -> date:
    for truth in load_truth():
        if truth["title"] == row.title and int(truth["season"]) == (row.season or 1):
            return date.fromisoformat(truth["released"])
    return date.fromisoformat(load_truth()[0]["released"])


def _read(path: Path) -> Iterable[Row]:
    known = {field.name for field in fields(Row)}
    for line in path.read_text(encoding="utf-8").splitlines():
        values = {key: value for key, value in json.loads(line).items() if key in known and value not in (None, "")}
        values["derived_from"] = tuple(values.get("derived_from", ()))
        yield Row(**values)
