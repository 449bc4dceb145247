"""The calendar: one event a plan, moved where the plan moves."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from icalendar import Calendar

from feeds.publish import publish
from tests.feeds.feed_world import World

SET: dict[str, Any] = {"to_status": "pre_production", "from_status": "pre_production"}


def events(world: World, path: str = "calendar.ics") -> list[Any]:
    """The events of a calendar, after publishing."""
    publish(world.db, world.config, world.now)
    body = (world.config.output / path).read_bytes()
    assert b"\n" not in body.replace(b"\r\n", b"")
    return list(Calendar.from_ical(body).walk("VEVENT"))


def plan(world: World, kind: str, first: str, last: str, what: str = "start", **more: Any) -> str:
    """A date that is set or moved."""
    return world.change(
        "Night Ferry", kind, what=what, planned_earliest=first, planned_latest=last, **SET, **more
    )  # fmt: skip


def test_a_plan_that_moves_keeps_its_uid_and_raises_its_sequence(world: World) -> None:
    plan(world, "date_set", "2026-05-04", "2026-05-04")
    first = events(world)[0]
    assert (first["dtstart"].dt, first["dtend"].dt) == (date(2026, 5, 4), date(2026, 5, 5))
    assert (str(first["status"]), int(first["sequence"])) == ("CONFIRMED", 0)
    assert str(first["url"]).startswith("https://slate.example/production/night-ferry/?change=")
    plan(world, "date_moved", "2026-06-01", "2026-06-30", before_earliest="2026-05-04", before_latest="2026-05-04")
    moved = events(world)[0]
    assert moved["uid"] == first["uid"]
    assert (moved["dtstart"].dt, moved["dtend"].dt) == (date(2026, 6, 1), date(2026, 6, 2))
    assert (str(moved["status"]), int(moved["sequence"])) == ("TENTATIVE", 1)
    assert str(moved["summary"]) == "Night Ferry: start of filming (in June 2026)"
    assert moved["last-modified"].dt > first["last-modified"].dt


def test_what_came_true_is_confirmed_and_what_is_cancelled_is_kept(world: World) -> None:
    plan(world, "date_set", "2026-03-03", "2026-03-06")
    plan(world, "date_set", "2026-06-01", "2026-06-01", "wrap")
    world.change("Night Ferry", happened_earliest="2026-03-05", happened_latest="2026-03-05")
    start, wrap = events(world)
    assert (start["dtstart"].dt, str(start["status"]), int(start["sequence"])) == (date(2026, 3, 5), "CONFIRMED", 1)
    assert str(wrap["status"]) == "CONFIRMED"
    world.change("Night Ferry", "cancelled", to_status="cancelled")
    start, wrap = events(world)
    assert (str(start["status"]), str(wrap["status"]), int(wrap["sequence"])) == ("CONFIRMED", "CANCELLED", 1)
    assert str(wrap["summary"]) == "Cancelled: Night Ferry: end of filming"


def test_a_withdrawn_date_is_cancelled(world: World) -> None:
    wrong = plan(world, "date_set", "2026-05-04", "2026-05-04")
    events(world)
    world.withdraw(wrong)
    assert [str(event["status"]) for event in events(world)] == ["CANCELLED"]


def test_far_plans_are_left_out(world: World) -> None:
    plan(world, "date_set", "2029-05-04", "2029-05-04")
    assert events(world) == []


def test_an_unplanned_release_is_there_and_cancelled_where_it_is_withdrawn(world: World) -> None:
    """Of the last month only; and an unplanned start is none."""
    world.change("Nine Bridges", "released", happened_earliest="2026-01-05", happened_latest="2026-01-05")
    world.change("Glass Orchard")
    told = world.change("Paper Kingdom", "released", to_status="released")
    (event,) = events(world)
    assert (str(event["summary"]), event["dtstart"].dt) == ("Paper Kingdom: release", date(2026, 3, 1))
    assert (str(event["status"]), int(event["sequence"])) == ("CONFIRMED", 0)
    world.withdraw(told)
    (gone,) = events(world)
    assert (gone["uid"], str(gone["status"]), int(gone["sequence"])) == (event["uid"], "CANCELLED", 1)


def test_a_calendar_without_dates_holds_a_component_that_shows_nothing(world: World) -> None:
    assert events(world) == []
    (one,) = Calendar.from_ical((world.config.output / "calendar.ics").read_bytes()).subcomponents
    (standard,) = one.subcomponents
    assert (one.name, str(one["tzid"]), standard.decoded("tzoffsetto")) == ("VTIMEZONE", "UTC", timedelta(0))
    plan(world, "date_set", "2026-05-04", "2026-05-04")
    assert len(events(world)) == 1
    assert b"VTIMEZONE" not in (world.config.output / "calendar.ics").read_bytes()
