"""The batch: rows of the table's own columns in, one window each out."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from commands.forecast import forecast
from pipeline.forecast_batch import batch
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


def test_case_does_not_matter_nor_a_season_from_a_spreadsheet() -> None:
    (row,) = rows("tl-0374")
    shouted = {**row, "channel": row["channel"].upper(), "network": row["network"].upper(), "medium": "TV"}
    assert row["network"] != row["network"].upper() and row["season"]
    assert forecasts([{**shouted, "season": f"{row['season']}.0"}]) == forecasts([row])


def test_a_misspelt_channel_is_told_and_its_networks_is_taken() -> None:
    (row,) = rows("tl-0374")
    notes: list[str] = []
    assert list(batch([{**row, "channel": "steaming"}], notes.append)) == forecasts([{**row, "channel": ""}])
    (note,) = notes
    assert note.startswith("tl-0374: channel 'steaming' is none of broadcast, cable,")
    assert list(batch([row], notes.append)) == forecasts([row]) and len(notes) == 1


def told(table: Path, *args: str) -> Result:
    return CliRunner().invoke(forecast, ["--batch", str(table), *args])


def test_one_huge_cell_does_not_lose_the_batch(tmp_path: Path) -> None:
    table = tmp_path / "rows.csv"
    long = "x" * 200_000
    head = "id,title,season,medium,channel,filming_start\n"
    table.write_text(f"{head}a,{long},1,tv,,2017-04-03\nb,Quiet Fever,{long},tv,,2017-04-03\n", encoding="utf-8")
    done = told(table, "--json")
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert done.exit_code == 0
    assert set(first) == {"id", "median", "earliest", "latest"}
    assert second["id"] == "b" and len(second["error"]) < 200


def test_a_batch_of_which_nothing_can_be_forecast_fails(tmp_path: Path) -> None:
    table = tmp_path / "rows.csv"
    head = "id,title,medium,channel,filming_start\n"
    table.write_text(f"{head}a,Quiet Fever,radio,,2017-04-03\nb,,tv,,2017-04-03\n", encoding="utf-8")
    done = told(table, "--json")
    assert done.exit_code == 1
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["a", "b"]
    assert "none of its rows could be forecast" in done.stderr
    table.write_text(f"{head}a,Quiet Fever,tv,cabel,2017-04-03\n", encoding="utf-8")
    done = told(table)
    assert done.exit_code == 0 and "channel 'cabel' is none of" in done.stderr
