"""The geometry of timelines, pictures and maps."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest

from feeds import maps, pictures
from feeds.site_timeline import GUTTER, MAX_LANES, MAX_MARKS, RIGHT, WIDTH, Line, Plan, timeline
from pipeline.browse import Said
from pipeline.model import Change, ChangeState, Production, Status, Window


def change(day: str, status: Status, state: ChangeState = "published") -> Change:
    when = date.fromisoformat(day)
    at = datetime(when.year, when.month, when.day, tzinfo=UTC)
    return Change(
        id=day, production=Production(1, "x", "X"), kind="started_filming", from_status=None, to_status=status,
        happened=Window(when, when), noticed_at=at, published_at=at, updated_at=at, state=state, support=2,
    )  # fmt: skip


def said(day: str, source: str = "ledger", modality: str = "asserted") -> Said:
    return Said(1, source, source.title(), "https://x.example/", "started_filming", modality, None, day, day, None,
                None, None, None, None, None)  # fmt: skip


def drawn(*changes: Change, plans: tuple[Plan, ...] = (), reports: tuple[Said, ...] = ()) -> Line:
    line = timeline(changes, plans, reports)
    assert line is not None
    return line


def test_nothing_known_draws_nothing() -> None:
    assert timeline([], [], []) is None


def test_bars_follow_each_other_in_the_order_of_time() -> None:
    line = drawn(change("2026-06-01", Status.WRAPPED), change("2026-01-01", Status.FILMING))
    assert [bar.status for bar in line.bars] == [Status.FILMING, Status.WRAPPED]
    assert line.bars[0].x + line.bars[0].width + 1 == pytest.approx(line.bars[1].x, abs=0.2)


@pytest.mark.parametrize("state", ["withdrawn", "pending"])
def test_what_does_not_stand_moves_no_bar(state: ChangeState) -> None:
    line = drawn(change("2026-01-01", Status.FILMING), change("2026-06-01", Status.WRAPPED, state))
    assert [bar.status for bar in line.bars] == [Status.FILMING]


def test_everything_lies_inside_the_drawing() -> None:
    plan = Plan("Release", Window(date(2027, 1, 1), date(2027, 12, 31)))
    line = drawn(change("2020-01-01", Status.FILMING), plans=(plan,), reports=(said("2019-05-05"), said("2026-01-01")))
    xs = [tick.x for tick in line.ticks] + [mark.x for lane in line.lanes for mark in lane.marks]
    xs += [dash.x + dash.width for dash in line.plans] + [bar.x + bar.width for bar in line.bars]
    assert min(xs) >= GUTTER
    assert max(xs) <= WIDTH - RIGHT + 1
    assert all(lane.y < line.height for lane in line.lanes)


def test_a_label_that_would_run_over_the_edge_stands_before_its_mark() -> None:
    plan = Plan("Release", Window(date(2026, 12, 1), date(2026, 12, 1)))
    dash = drawn(change("2020-01-01", Status.FILMING), plans=(plan,)).plans[0]
    assert dash.left
    assert dash.text_x < dash.x


def test_names_of_days_leave_room_for_each_other() -> None:
    for last in ("2026-01-09", "2026-05-01", "2028-01-01", "2049-01-01", "1926-01-01"):
        ticks = drawn(change("2026-01-01", Status.FILMING), reports=(said(last),)).ticks
        assert all(b.x - a.x >= 50 for a, b in pairwise(ticks)), last


def test_many_sources_and_many_reports_are_bounded() -> None:
    reports = tuple(said(f"2026-01-{1 + n % 28:02d}", f"source-{n % 20}") for n in range(500))
    line = drawn(reports=reports)
    assert len(line.lanes) == MAX_LANES + 1
    assert sum(len(lane.marks) for lane in line.lanes) <= MAX_MARKS


def test_a_daily_list_does_not_bury_its_own_marks() -> None:
    daily = tuple(said(f"2026-{month:02d}-{number:02d}") for month in (2, 1) for number in range(28, 0, -1))
    line = drawn(change("2020-01-01", Status.FILMING), reports=daily)
    marks = line.lanes[0].marks
    assert len(marks) < 4
    assert "more until" in marks[0].words
    assert all(b.x - a.x >= 9 for a, b in pairwise(marks))


def test_a_status_that_is_said_again_is_one_bar() -> None:
    line = drawn(*(change(f"2026-0{number}-01", Status.FILMING) for number in (1, 2, 3)))
    assert len(line.bars) == 1


def test_the_last_day_of_the_calendar_can_be_drawn() -> None:
    assert drawn(reports=(said("9999-12-31"), said("0001-01-01"))).lanes


def test_levels_are_the_sums_of_all_moves_so_far() -> None:
    picture = pictures._over_time([("2026-01", None, "filming", 5), ("2026-03", "filming", "wrapped", 2)])
    assert picture is not None
    assert picture.head == ("Month", "Filming", "Wrapped")
    assert picture.rows == (("January 2026", "5", "0"), ("February 2026", "5", "0"), ("March 2026", "3", "2"))


def test_starts_without_a_known_medium_are_shown_as_such() -> None:
    picture = pictures._starts([("2026-01", "", 1), ("2026-01", "film", 2)])
    assert picture is not None
    assert picture.rows == (("January 2026", "2", "1"),)
    assert [words for _, words in picture.legend] == ["Films", "Not known"]


def test_few_productions_make_no_quartiles() -> None:
    assert pictures._to_release([("Channel", 100), ("Channel", 300)]) is None
    picture = pictures._to_release([("Channel", 100), ("Channel", 300), ("Channel", 500)])
    assert picture is not None
    assert picture.rows == (("Channel", "200", "300", "400", "3"),)


def test_without_networks_all_productions_have_a_bar() -> None:
    """Where a network is not known, or has too few, its productions still count."""
    picture = pictures._to_release([("", 100), ("Channel", 200), ("Other", 300)])
    assert picture is not None
    assert picture.rows == (("All productions", "150", "200", "250", "3"),)
    both = pictures._to_release([("Channel", 100), ("Channel", 300), ("Channel", 500), ("", 700)])
    assert both is not None
    assert [row[0] for row in both.rows] == ["Channel", "All productions"]
    assert both.rows[1][4] == "4"


def test_shares_of_firsts_add_up() -> None:
    picture = pictures._firsts([("Ledger", 3), ("Trade", 1)])
    assert picture is not None
    assert [row[2] for row in picture.rows] == ["75 %", "25 %"]
    tiny = pictures._firsts([("Ledger", 999), ("Trade", 1)])
    assert tiny is not None
    assert tiny.rows[1][2] == "under 1 %"


@pytest.mark.parametrize("value", [1, 2, 3, 7, 10, 11, 99, 100, 121, 4321])
def test_the_top_of_a_scale_is_round_even_and_not_below(value: int) -> None:
    top = pictures._nice(value)
    assert value <= top <= max(2, value * 2.5)
    assert top % 2 == 0


def test_a_city_is_found_and_a_namesake_far_away_is_not_mistaken_for_it() -> None:
    assert maps.locate(["Rome", "Italy"]) == maps.coordinates()["Rome"]
    assert maps.locate(["Rome", "Georgia", "United States"]) is None
    assert maps.locate(["Nowhere at all"]) is None


def test_a_place_that_is_not_known_gets_the_hollow_dot_of_its_region() -> None:
    names = (("rome", "Rome"), ("georgia", "Georgia"), ("united-states", "United States"))
    dot = maps.dot_of(names, 1)
    assert dot is not None
    assert (dot.exact, dot.slug, dot.name) == (False, "georgia", "Rome, somewhere in Georgia")


def test_no_dot_stands_in_the_middle_of_a_country_for_a_place_in_it() -> None:
    assert maps.dot_of((("nowhere", "Nowhere"), ("france", "France")), 1) is None
    assert maps.dot_of((("france", "France"),), 1) is not None


def test_north_is_up_and_east_is_right() -> None:
    london, cape_town, tokyo = (maps.project(*maps.coordinates()[name]) for name in ("London", "Cape Town", "Tokyo"))
    assert london[1] < cape_town[1]
    assert london[0] < tokyo[0]
    assert maps.project(90, 180) == (3600.0, 0.0)


def test_the_cut_out_holds_every_dot_and_stays_on_the_map() -> None:
    names = ("Auckland", "Vancouver", "Buenos Aires", "Reykjavik", "Tokyo")
    for count in range(1, len(names) + 1):
        dots = [dot for dot in (maps.dot_of(((name.lower(), name),), 1) for name in names[:count]) if dot]
        shown = maps.frame(dots)
        assert shown is not None
        assert shown.left >= 0
        assert shown.left + shown.width <= maps.WIDTH
        assert shown.top + shown.height <= maps.HEIGHT
        for dot in dots:
            assert shown.left <= dot.x <= shown.left + shown.width
            assert shown.top <= dot.y <= shown.top + shown.height
