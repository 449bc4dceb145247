"""When each source is crawled next, and why: ``schedules.jobs`` and what it is made of."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.config import Config, ConfigError, Source, from_table
from pipeline.health import Past
from schedules import DAY, JITTER, Job, interval_of, jitter, jobs, settings_of, span

NOW = datetime(2026, 6, 10, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def config(*sources: Source, **schedule: Any) -> Config:
    base = from_table({"builtin_sources": False}, None, Path("/nowhere"))
    return Config(path=None, database=base.database, output=base.output, sources=sources, schedule=schedule)


def moving(gap: timedelta, times: int = 6, last: datetime = NOW - HOUR) -> Past:
    """A source that moved so many times, ``gap`` apart, and was accepted last."""
    moved = tuple(last - gap * number for number in range(times - 1, -1, -1))
    return Past(last=last, reason="accepted", last_accepted=last, moved=moved)


def job(source: Source, past: Past | None, now: datetime = NOW) -> Job:
    known = {source.slug: past} if past else {}
    return next(found for found in jobs(config(source), known, now) if found.name == source.slug)


def test_a_source_that_never_ran_is_due() -> None:
    found = job(Source("news"), None)
    assert (found.at, found.why) == (NOW, "never run")


def test_a_source_is_asked_after_its_bound() -> None:
    found = job(Source("news", every=90), Past(last=NOW, reason="accepted"))
    assert found.at == NOW + timedelta(minutes=90) + jitter("news", timedelta(minutes=90))
    assert found.why == "its own bound"


def test_a_source_that_moves_twice_a_week_is_not_asked_every_ten_minutes() -> None:
    interval, why = interval_of(Source("slow", every=10), moving(timedelta(hours=84)))
    assert (interval, why) == (timedelta(hours=14), "moves about every 3 d 12 h")


def test_a_source_that_moves_all_the_time_is_still_asked_politely() -> None:
    interval, _ = interval_of(Source("quick", every=30), moving(timedelta(minutes=30)))
    assert interval == timedelta(minutes=30)


def test_nothing_is_left_alone_for_more_than_a_day_unless_it_asks_for_it() -> None:
    assert interval_of(Source("s", every=10), moving(timedelta(days=90)))[0] == DAY
    assert interval_of(Source("s", every=10_000), moving(timedelta(days=90)))[0] == timedelta(minutes=10_000)


def test_too_few_moves_tell_nothing() -> None:
    assert interval_of(Source("s", every=10), moving(timedelta(days=9), times=3))[1] == "its own bound"


def test_a_failing_source_waits_longer_each_time() -> None:
    waits = [
        interval_of(Source("s", every=60), Past(last=NOW, reason="blocked", failures=n))[0] / HOUR for n in range(8)
    ]
    assert waits == [1, 1, 2, 4, 8, 16, 16, 16]
    assert interval_of(Source("s", every=600), Past(last=NOW, reason="blocked", failures=5))[0] == DAY


@given(
    every=st.integers(1, 20_000), ago=st.integers(0, 10**7), failures=st.integers(0, 50), gap=st.integers(1, 10**7),
    slug=st.text("abcdef-", min_size=1),
)  # fmt: skip
def test_never_below_the_politeness_bound(every: int, ago: int, failures: int, gap: int, slug: str) -> None:
    last = NOW - timedelta(seconds=ago)
    reason = "blocked" if failures else "accepted"
    past = Past(last, reason, "", failures, last, moving(timedelta(seconds=gap)).moved)
    found = job(Source(slug, every=every), past)
    assert found.at >= max(NOW, last + timedelta(minutes=every))
    assert found.at <= max(NOW, last + max(DAY, timedelta(minutes=every)) + JITTER)


def test_a_restart_moves_nothing() -> None:
    past = moving(timedelta(hours=84))
    times = {job(Source("s", every=10), past, NOW + timedelta(minutes=m)).at for m in range(0, 700, 70)}
    assert len(times) == 1


def test_a_source_that_was_due_while_nothing_ran_is_due_once() -> None:
    found = [j for j in jobs(config(Source("s")), {"s": Past(NOW - 30 * DAY, "accepted")}, NOW) if j.name == "s"]
    assert [j.at for j in found] == [NOW]


def test_a_clock_that_was_put_back_does_not_stop_a_source() -> None:
    found = job(Source("s", every=60), Past(NOW + 400 * DAY, "accepted"))
    assert found.at <= NOW + HOUR + JITTER


def test_jitter_is_small_different_and_always_the_same() -> None:
    late = {slug: jitter(slug, DAY) for slug in ("deadline", "variety", "tvline", "collider")}
    assert len(set(late.values())) == 4
    assert all(timedelta(0) <= value <= JITTER for value in late.values())
    assert late["deadline"] == timedelta(seconds=262) == jitter("deadline", DAY)
    assert jitter("deadline", timedelta(minutes=10)) <= timedelta(minutes=1)


@pytest.fixture(params=["America/Los_Angeles", "Pacific/Kiritimati", "UTC"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


def test_the_time_zone_of_the_machine_means_nothing(zone: str) -> None:
    found = job(Source("s", every=60), Past(NOW, "accepted"))
    assert found.at.isoformat() == (NOW + HOUR + jitter("s", HOUR)).isoformat()


def test_upkeep_is_done_at_its_intervals() -> None:
    known = {"publish": Past(last=NOW - HOUR / 2), "retention": Past(last=NOW - 2 * DAY)}
    found = {j.kind: j.at for j in jobs(config(publish_minutes=60, keep_bodies_days=30), known, NOW)}
    assert found == {"publish": NOW + HOUR / 2, "health": NOW, "retention": NOW}


def test_bodies_are_kept_unless_told_otherwise() -> None:
    assert "retention" not in {j.kind for j in jobs(config(), {}, NOW)}


def test_what_is_not_enabled_is_not_planned() -> None:
    assert {j.kind for j in jobs(config(Source("s", enabled=False)), {}, NOW)} == {"publish", "health"}


def test_the_next_comes_first() -> None:
    found = jobs(config(Source("b"), Source("a"), Source("late")), {"late": Past(NOW, "accepted")}, NOW)
    assert [j.name for j in found] == ["a", "b", "health", "publish", "late"]


@pytest.mark.parametrize(
    ("schedule", "said"),
    [
        ({"keep_bodies": 3}, "unknown key 'keep_bodies' in [schedule]; there are: max_minutes"),
        ({"max_minutes": 0}, "'max_minutes' in [schedule] must be a whole number from 1, not 0"),
        ({"keep_bodies_days": "ten"}, "must be a whole number from 0, not 'ten'"),
        ({"publish_minutes": True}, "must be a whole number from 1, not True"),
    ],
)
def test_a_setting_that_is_wrong_is_named(schedule: dict[str, Any], said: str) -> None:
    with pytest.raises(ConfigError) as refused:
        settings_of(config(**schedule))
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(10, "10 min"), (60, "1 h"), (90, "1 h 30 min"), (1440, "1 d"), (5040, "3 d 12 h"), (0, "0 min")],
)
def test_lengths_of_time_in_words(minutes: int, words: str) -> None:
    assert span(timedelta(minutes=minutes)) == words
