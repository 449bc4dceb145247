"""Planned dates and delays: what is new, what is only the same date said otherwise, what is told to nobody."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from pipeline.diff import Standing
from pipeline.model import Event, Modality, Status, Window
from pipeline.plans import QUIET, delayed, plan_of, plans
from pipeline.weigh import Said

AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
PREPARED = Standing(status=Status.PRE_PRODUCTION, ladder=Status.PRE_PRODUCTION)
MAY = Window(date(2026, 5, 1), date(2026, 5, 31))


def planned(window: Window | None, event: Event = Event.STARTED_FILMING, source: str = "gazette", **more: Any) -> Said:
    facts: dict[str, Any] = {
        "id": 1, "source": source, "trust": 2, "event": event, "modality": Modality.PLANNED, "noticed": AT,
        "published": AT.date(), "date": window, **more,
    }  # fmt: skip
    return Said(**facts)


def day(month: int, number: int) -> Window:
    return Window(date(2026, month, number), date(2026, month, number))


@pytest.mark.parametrize(("said", "what"), [
    (planned(MAY), "start"),
    (planned(MAY, Event.WRAPPED_FILMING), "wrap"),
    (planned(MAY, Event.RELEASED), "release"),
    (planned(MAY, Event.RELEASE_DATE_SET, modality=Modality.ASSERTED), "release"),
    (planned(MAY, Event.STARTED_FILMING, modality=Modality.ASSERTED), None),
    (planned(MAY, Event.STARTED_FILMING, modality=Modality.RUMOURED), None),
    (planned(MAY, part=True), None),
    (planned(None), None),
    (planned(MAY, Event.CANCELLED), None),
])  # fmt: skip
def test_what_a_report_plans(said: Said, what: str | None) -> None:
    assert plan_of(said) == what


def told(standing: Standing, *said: Said) -> list[tuple[str, str | None]]:
    return [(move.kind, move.waits) for move in plans(standing, said, AT, {})]


def test_a_date_that_is_first_known_is_told() -> None:
    assert told(PREPARED, planned(MAY)) == [("date_set", None)]
    assert told(PREPARED, planned(MAY, Event.RELEASED)) == [("release_date_set", None)]


def test_one_source_of_little_trust_waits() -> None:
    assert told(PREPARED, planned(MAY, trust=1)) == [("date_set", "support")]


@pytest.mark.parametrize(("held", "said", "kind"), [
    (MAY, day(5, 4), "date_set"),
    (MAY, Window(date(2026, 5, 1), date(2026, 5, 15)), None),
    (day(5, 4), day(5, 4), None),
    (day(5, 4), day(5, 18), "date_moved"),
    (MAY, Window(date(2026, 6, 1), date(2026, 6, 30)), None),
    (MAY, Window(date(2026, 9, 1), date(2026, 9, 30)), "date_moved"),
])  # fmt: skip
def test_a_date_moves_by_more_than_its_own_precision(held: Window, said: Window, kind: str | None) -> None:
    standing = Standing(status=Status.ANNOUNCED, ladder=Status.ANNOUNCED, planned={"start": held})
    assert [k for k, _ in told(standing, planned(said))] == ([kind] if kind else [])


def test_a_date_that_has_passed_or_is_behind_the_standing_is_no_plan() -> None:
    assert told(PREPARED, planned(day(3, 1))) == []
    assert told(Standing(status=Status.WRAPPED, ladder=Status.WRAPPED), planned(MAY)) == []
    assert told(Standing(status=Status.CANCELLED, ladder=Status.FILMING), planned(MAY, Event.RELEASED)) == []


def test_the_date_with_more_behind_it_is_the_date() -> None:
    said = (
        planned(day(5, 4)), planned(day(6, 8), source="herald", id=2),
        planned(day(6, 8), source="studio", id=3, trust=3),
    )  # fmt: skip
    moves = plans(PREPARED, said, AT, {})
    assert [move.planned for move in moves] == [day(6, 8)]


def put_off(**more: Any) -> Said:
    return planned(None, Event.DELAYED, modality=Modality.ASSERTED, **more)


def test_a_delay_needs_two_or_one_that_knows() -> None:
    def waits(*said: Said) -> str | None:
        move = delayed(PREPARED, said, AT, {})
        assert move is not None
        return move.waits

    assert waits(put_off()) == "a second source"
    assert waits(put_off(), put_off(source="herald", id=2)) is None
    assert waits(put_off(trust=3)) is None


def test_one_delay_is_told_once() -> None:
    soon = Standing(status=Status.FILMING, ladder=Status.FILMING, opened={"delayed": AT - timedelta(days=3)})
    assert delayed(soon, (put_off(trust=3),), AT, {}) is None
    later = Standing(status=Status.FILMING, ladder=Status.FILMING, opened={"delayed": AT - QUIET - timedelta(days=1)})
    assert delayed(later, (put_off(trust=3),), AT, {}) is not None


def test_a_delay_of_what_is_out_or_off_is_nothing() -> None:
    for status in (Status.RELEASED, Status.CANCELLED):
        assert delayed(Standing(status=status), (put_off(trust=3),), AT, {}) is None
