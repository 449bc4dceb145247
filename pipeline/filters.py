"""Which changes are wanted, as the conditions of a SELECT over ``changes c`` and their ``productions p``."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, TypedDict

from pipeline.moments import stamp

if TYPE_CHECKING:
    from pipeline.model import ChangeState

STATES: tuple[ChangeState, ...] = ("published", "pending", "withdrawn", "backfilled")
TIME = "coalesce(c.published_at, c.noticed_at)"
"""When a change was published, or noticed where it never was."""
Condition = tuple[str, tuple[object, ...]]
_SAID = "c.id IN (SELECT e.change_id FROM change_reports e JOIN reports r ON r.id = e.report_id"


class Filters(TypedDict, total=False):
    """The conditions; one that is left out or None asks for nothing.

    ``since`` is compared with ``TIME``; ``place`` is a part of a place's name; ``production`` is a slug.
    """

    states: Collection[str]
    kinds: Collection[str] | None
    statuses: Collection[str] | None
    place: str | None
    source: str | None
    production: str | None
    since: datetime | None
    limit: int | None
    newest_first: bool


def wanted(filters: Filters) -> tuple[str, tuple[object, ...]]:
    """All that follows the FROM of such a SELECT, with its values: every condition must hold. Oldest first unless told
    otherwise."""
    way = "DESC" if filters.get("newest_first") else "ASC"
    found = [*_among(filters), *_at(filters)]
    where = "".join(f" AND {condition}" for condition, _ in found)
    limit = filters.get("limit")
    values = (*(value for _, values in found for value in values), -1 if limit is None else limit)
    return f"WHERE 1{where} ORDER BY {TIME} {way}, c.id {way} LIMIT ?", values


def _among(filters: Filters) -> Iterator[Condition]:
    for column, among in (
        ("c.state", filters.get("states")), ("c.kind", filters.get("kinds")), ("c.to_status", filters.get("statuses")),
    ):  # fmt: skip
        if among is not None:
            yield f"{column} IN ({', '.join('?' * len(among))})", tuple(sorted(among))


def _at(filters: Filters) -> Iterator[Condition]:
    if (place := filters.get("place")) is not None:
        said = f"{_SAID} WHERE instr(lower(r.place), lower(?)))"
        yield f"(instr(lower(c.place), lower(?)) OR {said})", (place, place)
    if (source := filters.get("source")) is not None:
        yield f"{_SAID} WHERE r.source = ?)", (source,)
    if (production := filters.get("production")) is not None:
        yield "p.slug = ?", (production,)
    if (since := filters.get("since")) is not None:
        yield f"{TIME} >= ?", (stamp(since),)
