"""An archive and the site that it captured, on loopback, and what a year of that site looked like."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from pipeline.readable import Snapshot
from replay.loopback import Request, Response
from tests.spiders.crawling import Site, page

FIRST = datetime(2025, 6, 1, 9, tzinfo=UTC)
WEEKS = 52
TITLES = (
    "Copper Lantern", "Night Ferry", "The Salt Orchard", "Paper Harbour", "Velvet Signal", "Winter Choir",
    "Glass Meridian", "The Iron Parade", "Quiet Engine", "Amber Shore", "Distant Archive", "Marble Sparrow",
)  # fmt: skip
TOWNS = ("Atlanta, Georgia", "Savannah, Georgia", "Wilmington, North Carolina", "Chicago, Illinois")


def titles_of(week: int) -> list[str]:
    """What is filmed in a week: each for twelve weeks, another every fourth."""
    return [TITLES[(week // 4 + offset) % len(TITLES)] for offset in range(3)]


def post(week: int, titles: Sequence[str] | None = None) -> str:
    """The body of a post in that site's way of listing."""
    lines = (
        f"<p>Movie: <em><strong>{title}</strong></em><br/>Location: <strong>{TOWNS[number % 4]}</strong></p>"
        for number, title in enumerate(titles or titles_of(week))
    )
    return "<h2>Filming in the South</h2>\n" + "\n".join(lines)


def when(week: int) -> datetime:
    return FIRST + timedelta(weeks=week)


def path_of(week: int) -> str:
    return f"/{when(week):%Y/%m/%d}/filming-locations-of-the-week-{week}/"


def article(week: int) -> str:
    return (
        f'<html><head><meta property="article:published_time" content="{when(week).isoformat()}"></head><body>'
        f"<article><h1>{when(week):%A, %B} {when(week).day}: Filming Locations</h1>"
        f'<div class="entry-content">{post(week)}</div></article></body></html>'
    )


def rest(*weeks: tuple[int, Sequence[str] | None]) -> Callable[[Site], str]:
    """The site's REST list of those weeks' posts, the newest first."""

    def told(site: Site) -> str:
        posts = [
            {
                "id": week, "link": site.url + path_of(week), "date_gmt": f"{when(week):%Y-%m-%dT%H:%M:%S}",
                "modified_gmt": f"{when(week):%Y-%m-%dT%H:%M:%S}", "excerpt": {"rendered": ""},
                "title": {"rendered": f"{when(week):%A, %B} {when(week).day}: Filming Locations"},
                "content": {"rendered": post(week, titles)},
            }
            for week, titles in weeks
        ]  # fmt: skip
        return json.dumps(posts)

    return told


@dataclass
class Archive:
    """Routes of the CDX index and the mementos on a Site. ``rows`` are JSON arrays as they are sent."""

    site: Site
    rows: list[list[str]] = field(default_factory=list)
    part: int = 5000
    broken: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.site.routes["/cdx"] = self._answer

    def add(self, at: datetime, url: str, body: str, kind: str = "text/html; charset=utf-8") -> None:
        """A capture of ``url``, and its memento."""
        stamp = f"{at:%Y%m%d%H%M%S}"
        self.rows.append([stamp, url, "200", f"SHA{len(self.rows)}", "text/html"])
        self.site.routes[f"/web/{stamp}id_/{url}"] = page(body, kind)

    def year(self) -> None:
        """Every weekly post of the year, captured two hours after it was written."""
        for week in range(WEEKS):
            self.add(when(week) + timedelta(hours=2), self.site.url + path_of(week), article(week))

    def _answer(self, request: Request) -> Response:
        query = {name: values[0] for name, values in parse_qs(request.query).items()}
        start = int(query.get("resumeKey", "0"))
        wild = query["url"].endswith("*")
        host = query["url"].removesuffix("*")
        matching = [row for row in self.rows if (u := row[1].partition("://")[2]) == host or (wild and host in u)]
        part = matching[start : start + self.part]
        lines = [json.dumps(query["fl"].split(",")), *map(json.dumps, part), *self.broken]
        if start + self.part < len(matching):
            lines += ["[]", json.dumps([str(start + self.part)])]
        return page("[" + ",\n".join(lines) + "]", "application/json")


def declare(folder: Path, site: Site, *entries: dict[str, Any]) -> Path:
    """A configuration of these sources, their archive on ``site``."""
    lines = ["builtin_sources = false", "allow_private = true", 'contact = "mailto:me@example.org"']
    for entry in entries:
        lines += ["[[source]]", "delay = 0", *(f"{name} = {json.dumps(value)}" for name, value in entry.items())]
        lines += ["[source.options]", f'archive_cdx = "{site.url}/cdx"', f'archive_mementos = "{site.url}/web"']
    path = folder / "slatewatch.toml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def weekly(site: Site) -> dict[str, Any]:
    """The site as a source."""
    return {
        "slug": "weekly", "kind": "listing", "shape": "on_location_vacations", "start": [site.url + "/"], "trust": 2,
        "time_zone": "America/New_York",
    }  # fmt: skip


def rows(config: Path, sql: str) -> list[dict[str, Any]]:
    """The rows that a query of the database beside ``config`` gives."""
    db = Snapshot(config.parent / "slatewatch.db")
    try:
        return list(db.query(sql))
    finally:
        db.close()


def states(config: Path) -> dict[str, int]:
    """How many changes are in each state."""
    return {row["state"]: row["n"] for row in rows(config, "SELECT state, count(*) AS n FROM changes GROUP BY state")}
