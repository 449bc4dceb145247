"""The batch: rows of the table's own columns in, one window each out."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date

import pytest

from pipeline.forecast import batch
from pipeline.forecast_facts import TABLE


def rows(*wanted: str) -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        found = {row["id"]: row for row in csv.DictReader(lines)}
    return [found[name] for name in wanted]


def forecasts(lines: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    return list(batch(lines))


def test_a_row_gets_a_window_of_iso_days_after_its_start() -> None:
    (row,) = rows("tl-0062")
    (answer,) = forecasts([row])
    assert list(answer) == ["id", "median", "earliest", "latest"]
    assert answer["id"] == "tl-0062"
    earliest, median, latest = (date.fromisoformat(answer[key]) for key in ("earliest", "median", "latest"))
    assert date.fromisoformat(row["filming_start"]) < earliest < median < latest


def test_what_came_later_is_not_read() -> None:
    plain = rows("tl-0358", "tl-0290")
    later = {"release_date": "1999-01-01", "filming_end": "1999-01-01", "flags": "", "days_start_to_release": "x"}
    assert forecasts([{**row, **later} for row in plain]) == forecasts(plain)


def test_a_row_of_the_table_is_not_forecast_from_itself() -> None:
    """777 Charlie took four years; a model that had seen it would lean that way for its distributor's only film."""
    (row,) = rows("tl-0262")
    renamed = {**row, "title": "A Film Nobody Knows"}
    own, other = forecasts([row, renamed])
    assert own["median"] < other["median"]


def test_earlier_seasons_of_the_same_title_count() -> None:
    (row,) = rows("tl-0409")
    with_earlier, without = forecasts([row, {**row, "title": "A Series Nobody Knows"}])
    assert with_earlier["median"] != without["median"]


def test_a_missing_channel_is_looked_up_from_the_network() -> None:
    (row,) = rows("tl-0374")
    assert forecasts([{**row, "channel": ""}]) == forecasts([row])


def test_a_broken_row_gets_an_error_and_the_next_is_read() -> None:
    (row,) = rows("tl-0062")
    broken, whole = forecasts([{**row, "filming_start": "soon"}, row])
    assert broken["id"] == "tl-0062"
    assert "soon" in broken["error"]
    assert "median" in whole


@pytest.mark.parametrize(
    ("cells", "trouble"),
    [
        ({"title": " "}, "title is empty"),
        ({"medium": "radio"}, "medium is neither film nor tv: 'radio'"),
        ({"season": "one"}, "season is not a number: 'one'"),
        ({"filming_start": "2017-13-03"}, "filming_start is no day of the calendar: '2017-13-03'"),
        ({"filming_start": ""}, "filming_start is no ISO day or month: ''"),
        ({"filming_start": "9999-12"}, "filming_start 9999-12 is beyond the calendar"),
    ],
)
def test_what_is_wrong_with_a_row_is_said_in_one_line(cells: dict[str, str], trouble: str) -> None:
    (row,) = rows("tl-0062")
    assert forecasts([{**row, **cells}]) == [{"id": "tl-0062", "error": trouble}]


def test_a_row_that_is_cut_short_and_one_that_is_too_long() -> None:
    header = "id,title,medium,filming_start,network"
    lines = [header, "cut,Quiet Fever,tv", "long,Quiet Fever,tv, 2017-04-03 ,Nowhere TV,x"]
    cut, long = forecasts(csv.DictReader(lines))
    assert cut == {"id": "cut", "error": "filming_start is no ISO day or month: ''"}
    assert long["earliest"] < long["median"] < long["latest"]
