"""The outlets whose sites the replay speaks for, and which of them tells which row."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from zoneinfo import ZoneInfo

from replay.facts import HERE, Row


@dataclass(frozen=True, slots=True)
class Outlet:
    """One site. ``slug`` is also its path prefix; ``rows`` are further names under which the newsreel knows it."""

    slug: str
    name: str
    kind: str
    trust: int
    time_zone: str
    dialect: str
    titles: str
    feed: str
    rows: tuple[str, ...] = ()
    wiki: bool = False

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def full(self) -> bool:
        """Whether its feed carries whole bodies, or summaries only."""
        return self.feed == "full"


@cache
def load_outlets() -> tuple[Outlet, ...]:
    """All outlets, in the order of their slugs."""
    entries = tomllib.loads((HERE / "outlets.toml").read_text(encoding="utf-8"))["outlet"]
    outlets = (Outlet(**{**entry, "rows": tuple(entry.get("rows", ()))}) for entry in entries)
    return tuple(sorted(outlets, key=lambda outlet: outlet.slug))


@cache
def _by_name() -> dict[str, Outlet]:
    return {name: outlet for outlet in load_outlets() for name in (outlet.name, *outlet.rows)}


def outlet_of(row: Row) -> Outlet:
    """Who tells this row.

    A row that names no outlet is told by the one it cites; failing that, the start or the end of a shoot by the
    network's press room, and trivia by the encyclopaedia.
    """
    names = _by_name()
    if row.outlet:
        return names[row.outlet]
    if row.via in names:
        return names[row.via]
    return names["Netflix" if row.event in ("wrapped", "filming_started") else "Wikipedia"]
