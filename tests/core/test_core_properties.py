"""What holds for every world: random sources, rows and articles over some days, through the real path."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from pipeline.model import Crawl, Modality
from pipeline.rebuild import rebuild
from tests.core.random_worlds import UNSURE, Day, Played, Saying, shuffled, statements, worlds
from tests.scenarios.stage import BY_SLUG, read

SETTINGS = settings(
    max_examples=15, deadline=None, derandomize=True, database=None, phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """Where the worlds of one test are played, one after the other."""
    yield tmp_path


def play(folder: Path, world: list[Day]) -> Played:
    played = Played(folder)
    for day in world:
        played.begin_day(day)
    return played


def told(played: Played) -> dict[str, tuple[Any, ...]]:
    """Each change by its id: all that a subscriber reads of it."""
    columns = ("kind", "from_status", "to_status", "state", "support", "happened_earliest", "happened_latest",
               "planned_earliest", "planned_latest", "noticed_at", "published_at", "summary", "replaces")  # fmt: skip
    return {change["id"]: tuple(change[name] for name in columns) for change in played.changes()}


@SETTINGS
@given(world=worlds(), order=st.permutations(range(7)))
def test_order_within_a_day_does_not_matter(folder: Path, world: list[Day], order: list[int]) -> None:
    first = play(folder, world)
    before = told(first)
    first.close()
    second = play(folder, shuffled(world, order))
    assert told(second) == before
    second.close()


@SETTINGS
@given(world=worlds(least=1))
def test_a_repeated_run_adds_nothing(folder: Path, world: list[Day]) -> None:
    played = play(folder, world)
    before = played.subscribed()
    for saying in world[-1]:
        played.say(saying)
    after = played.subscribed()
    assert after["changes"] == before["changes"]
    assert after["change_reports"] == before["change_reports"]
    assert after["reports"] == before["reports"]
    played.close()


@SETTINGS
@given(world=worlds())
def test_rebuilt_is_as_it_grew(folder: Path, world: list[Day]) -> None:
    played = play(folder, world)
    assert rebuild(played.db, BY_SLUG, played.now, read) == []
    played.close()


@SETTINGS
@given(world=worlds())
def test_no_change_without_evidence(folder: Path, world: list[Day]) -> None:
    played = play(folder, world)
    bare = played.db.query(
        """SELECT c.* FROM changes c WHERE c.kind NOT IN ('delisted', 'correction') AND NOT EXISTS (
             SELECT 1 FROM change_reports e WHERE e.change_id = c.id AND (c.state = 'withdrawn' OR e.counted = 1))"""
    )
    assert not (stories := [played.story(change["production_id"]) for change in bare]), "\n\n".join(stories)
    lost = played.db.query(
        "SELECT c.* FROM changes c WHERE c.kind = 'correction' AND c.replaces NOT IN (SELECT id FROM changes)"
    )
    assert list(lost) == []
    played.close()


@SETTINGS
@given(world=worlds(most=8))
def test_ids_stay_and_what_was_published_stays(folder: Path, world: list[Day]) -> None:
    played = Played(folder)
    seen: dict[str, tuple[Any, ...]] = {}
    slugs: dict[int, str] = {}
    for day in world:
        played.begin_day(day)
        now = {c["id"]: (c["production_id"], c["kind"], c["published_at"], c["state"]) for c in played.changes()}
        assert len(now) == len(played.changes())
        for identity, (production, kind, published, state) in seen.items():
            if published:
                assert now[identity][:3] == (production, kind, published)
                assert now[identity][3] in ("published", "withdrawn")
                assert state != "withdrawn" or now[identity][3] == "withdrawn"
        seen = now
        for production in played.db.query("SELECT id, slug FROM productions"):
            assert slugs.setdefault(production["id"], production["slug"]) == production["slug"]
    assert len(set(slugs.values())) == len(slugs)
    played.close()


@SETTINGS
@given(world=worlds(statement=statements(UNSURE)))
def test_no_status_is_moved_by_what_is_not_a_fact(folder: Path, world: list[Day]) -> None:
    """Plans, rumours, guesses, denials and statements about a part: the listings' statuses as if they were not."""
    lists = [tuple(saying for saying in day if BY_SLUG[saying.source].kind == "listing") for day in world]
    assert moved(folder, world) == moved(folder, lists)
    parts = [
        tuple(
            replace(s, reports=tuple(replace(r, modality=Modality.ASSERTED, scope="part") for r in s.reports))
            if BY_SLUG[s.source].kind == "article" else s
            for s in day
        )
        for day in world
    ]  # fmt: skip
    assert moved(folder, parts) == moved(folder, lists)


def moved(folder: Path, world: list[Day]) -> dict[str, str]:
    """The statuses that are known at the end."""
    played = play(folder, world)
    rows = list(played.db.query("SELECT slug, status FROM productions WHERE status IS NOT NULL"))
    played.close()
    return {row["slug"]: row["status"] for row in rows}


@SETTINGS
@given(world=worlds(least=1), rows=st.sampled_from(("short", "unreachable", "blocked", "gone")))
def test_a_run_that_is_not_believed_changes_nothing(folder: Path, world: list[Day], rows: str) -> None:
    played = play(folder, world)
    before = played.subscribed()
    played.day += 1
    everything = tuple(report for day in world for s in day if s.source == "ledger" for report in s.reports)
    closed = played.say(Saying("ledger", everything[:3]), Crawl(requests=3, lists=1, trouble=(rows,)))
    assert closed.judgement.state in ("held", "rejected")
    assert closed.judgement.reason == rows
    assert played.subscribed() == before
    played.close()
