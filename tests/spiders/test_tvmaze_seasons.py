"""TVmaze: which shows' seasons are looked at, and which season was ordered."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pipeline.config import Source, from_table
from spiders.api import row_of
from spiders.shapes import Answer, Ask
from spiders.tvmaze import TOUCHED, TVmaze, _ordered

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
START = "https://api.example/updates/shows?since=day"
SOURCE = Source(
    "tv", "api", "tvmaze", (START,), medium="tv",
    fields={"ref": "id", "title": "name", "status": "status", "network": "network.name", "link": "url"},
)  # fmt: skip


def answer(data: Any, ask: Ask) -> Answer:
    return Answer(ask, ask.url, 200, {"content-type": "application/json"}, json.dumps(data).encode(), None, NOON)


def test_the_shows_that_were_touched_last_are_looked_at_once_for_each_touch() -> None:
    touched: dict[str, Any] = {str(show): 1_780_000_000 + show for show in range(1, 200)}
    touched |= {"7": 1_790_000_000, "x": 5, "8": "soon", "9": True, "10": -1, "9" * 30: 1}
    asks = TVmaze().found(SOURCE, answer(touched, Ask(START, channel="rest"))).asks
    shows = [ask for ask in asks if ask.role == "article"]
    assert len(shows) == TOUCHED and all(ask.skip_if_known for ask in shows)
    assert shows[0].url == "https://api.example/shows/7?embed=seasons"
    assert shows[0].modified == datetime.fromtimestamp(1_790_000_000, UTC)
    assert shows[1].url == "https://api.example/shows/199?embed=seasons"


@pytest.mark.parametrize(
    ("dates", "number"),
    [
        ({1: "2024-01-01", 2: None}, 2),
        ({1: "2024-01-01", 2: "2025-01-01", 4: None, 3: None}, 3),
        ({1: None}, None),
        ({1: "2024-01-01", 2: "2025-01-01"}, None),
        ({1: None, 2: "2025-01-01"}, None),
        ({1: "2024-01-01", 2024: None}, None),
        ({}, None),
    ],
)
def test_the_season_that_was_ordered(dates: dict[int, str | None], number: int | None) -> None:
    assert _ordered([{"number": n, "premiereDate": day} for n, day in dates.items()]) == number
    assert _ordered([None, 3, {"number": "2"}, {"number": True}]) is None


@pytest.mark.parametrize(("status", "reported"), [("Running", 1), ("To Be Determined", 1), ("Ended", 0)])
def test_a_show_that_has_ended_has_no_next_season(status: str, reported: int) -> None:
    seasons = [{"number": 1, "premiereDate": "2024-01-01"}, {"number": 2, "premiereDate": None}]
    show = {"id": 5, "name": "Quay Street", "status": status, "url": "https://tv.example/shows/5/quay",
            "network": None, "_embedded": {"seasons": seasons}}  # fmt: skip
    ask = Ask("https://api.example/shows/5?embed=seasons", "article", "rest", modified=NOON)
    pages = TVmaze().found(SOURCE, answer(show, ask)).pages
    reports = [report for page in pages for report in TVmaze().read(SOURCE, page)]
    ordered = ("Quay Street", 2, "announced", "5/2")
    assert [(r.title, r.season, r.status, r.ref) for r in reports] == [ordered] * reported
    assert pages[0].url == ask.url and pages[0].modified == NOON, "so that it is known as it was then"


@pytest.mark.parametrize(
    ("show", "network"),
    [
        ({"network": {"name": "FX"}, "webChannel": None}, "FX"),
        ({"network": None, "webChannel": {"name": "Netflix"}}, "Netflix"),
        ({"network": {"name": "FX"}, "webChannel": {"name": "Hulu"}}, "FX"),
        ({"network": None, "webChannel": None}, None),
    ],
)
def test_a_streamers_show_has_its_web_channel_for_a_network(
    show: dict[str, Any], network: str | None, tmp_path: Path
) -> None:
    tvmaze = from_table({}, None, tmp_path).source("tvmaze")
    assert row_of(tvmaze.fields, show).get("network") == network
