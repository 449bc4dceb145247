"""``show --as-of``: what was believed then, from what was known then, and nothing of what was found out later."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.show import profile
from pipeline.asof import known_by, played_until
from pipeline.model import Change, Event, Modality, Status
from pipeline.weigh import Said
from tests.database.small_slate import run
from tests.scenarios.stage import START, Stage, row, says

Facts = tuple[object, ...]


def facts(change: Change) -> Facts:
    """What a reader of the timeline is told of a change."""
    evidence = sorted((e.report_id, e.counted, e.role) for e in change.evidence)
    return (change.id, change.kind, change.state, change.from_status, change.to_status, change.happened,
            change.noticed_at, change.published_at, change.support, change.rule, change.because, change.summary,
            change.places, tuple(evidence))  # fmt: skip


@dataclass
class Diary:
    """What a stage showed of one production at the end of each day."""

    stage: Stage
    slug: str
    days: dict[datetime, tuple[Status | None, list[Facts]]] = field(default_factory=dict)

    def note(self) -> None:
        """Write down what is believed this evening."""
        shown = profile(self.stage.db, self.slug)
        self.days[self.stage.now] = (shown.production.status, sorted(map(facts, shown.changes), key=str))


def told(stage: Stage, slug: str) -> Iterator[None]:
    """A production whose story turns: pending, published, moved, denied, withdrawn by a person, edited pages."""
    stage.article("gazette", says("Night Ferry", "announced", on=date(2026, 3, 2)))
    yield
    stage.article("blog", says("Night Ferry", "started_filming", on=date(2026, 3, 5), place="Cardiff"), name="b")
    yield
    stage.article("gazette", says("Night Ferry", "started_filming", on=date(2026, 3, 5), place="Penarth"))
    stage.article("studio", says("Night Ferry", "release_date_set", "planned", on=date(2027, 2, 1)))
    yield
    stage.article("blog", name="b")
    stage.article("diary", says("Night Ferry", "started_filming", on=date(2026, 3, 5), via="The Gazette"))
    yield
    stage.article("herald", says("Night Ferry", "cancelled"))
    yield
    stage.visits("herald")
    yield
    stage.article("studio", says("Night Ferry", "resumed", on=date(2026, 3, 8)))
    stage.article("gazette", says("Night Ferry", "wrapped_filming", on=date(2026, 3, 8)))
    yield
    stage.withdraws("wrapped_filming", "it was another ferry")
    stage.article("studio", says("Night Ferry", "release_date_set", "planned", on=date(2027, 5, 1)))
    yield
    stage.article("gazette", says("Night Ferry", "wrapped_filming", on=date(2026, 3, 9)))
    yield


def test_every_evening_is_remembered_as_it_was(tmp_path: Path) -> None:
    diary = Diary(Stage(tmp_path), "night-ferry")
    for _ in told(diary.stage, diary.slug):
        diary.note()
        diary.stage.next_day()
    assert len({str(evening) for evening in diary.days.values()}) > 6, "the story hardly moves"
    for evening, (status, changes) in diary.days.items():
        then = profile(diary.stage.db, diary.slug, evening)
        assert sorted(map(facts, then.changes), key=str) == changes, evening
        assert then.production.status == status, evening
    diary.stage.db.close()


def test_before_the_first_report_nothing_was_known(slate: Path) -> None:
    done = run("show", "night-ferry", "--as-of", "2026-03-01", config=slate)
    assert done.returncode == 0
    assert "not known" in done.stdout
    assert "no change is known" in done.stdout
    assert "forecast" not in done.stdout


def test_a_withdrawal_and_a_forecast_are_not_known_before_they_are_made(slate: Path) -> None:
    then = run("show", "night-ferry", "--as-of", "2026-03-06", config=slate).stdout
    later = run("show", "night-ferry", "--as-of", "2026-03-09", config=slate).stdout
    now = run("show", "night-ferry", config=slate).stdout
    assert "pending, support 1" in then
    assert "forecast" not in then
    assert "Night Ferry: wrapped" in later
    assert "Withdrawn" not in later
    assert "forecast of 7 March 2026" in later
    assert "Night Ferry: filming" in now
    assert "Withdrawn: Night Ferry wrapped filming" in now


def test_json_says_the_standing_first_and_then_each_change(slate: Path) -> None:
    done = run("show", "The Crossing", "--as-of", "2026-03-07T13:00Z", "--json", config=slate)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    first, *changes = lines
    assert first["kind"] == "production"
    assert first["status"] == "filming"
    assert first["since"] == {"earliest": "2026-03-06", "latest": "2026-03-06"}
    assert first["as_of"] == "2026-03-07T13:00:00Z"
    assert first["aliases"] == ["The Crossing"]
    assert first["places"] == ["Cardiff"]
    assert first["forecast"]["median"] == "2027-02-01"
    assert [change["kind"] for change in changes] == ["announced", "started_filming"]
    assert changes[1]["rule"]
    assert {(e["source"], e["counted"], e["role"]) for e in changes[1]["evidence"]} == {
        ("gazette", True, "for"), ("blog", True, "for"), ("diary", False, "for")
    }  # fmt: skip


def test_a_delisting_is_part_of_the_story(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.lists("ledger", row("Tin Lantern", "filming", "t1"))
    for _ in range(3):
        stage.next_day()
        stage.lists("ledger")
    kinds = [[c.kind for c in profile(stage.db, "tin-lantern", stage.now - timedelta(days=n)).changes] for n in (0, 1)]
    assert kinds == [["newly_listed", "delisted"], ["newly_listed"]]
    stage.db.close()


def test_what_a_person_joined_later_was_not_published_before(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    for slug, title in (("blog", "Night Ferry"), ("diary", "Harbour Crossing")):
        stage.article(slug, says(title, "started_filming", on=date(2026, 3, 3)))
    evening = stage.now
    stage.next_day()
    stage.links("Harbour Crossing", "Night Ferry")
    now, then = (profile(stage.db, "night-ferry", at).changes for at in (None, evening))
    assert [(c.kind, c.state) for c in now] == [("started_filming", "published")]
    assert [(c.kind, c.state, c.published_at) for c in then] == [("started_filming", "pending", None)]
    stage.db.close()


MOMENTS = [START + timedelta(days=n) for n in range(6)]


@st.composite
def statements(draw: st.DrawFn) -> Said:
    noticed = draw(st.sampled_from(MOMENTS))
    after = [moment for moment in (*MOMENTS, MOMENTS[-1] + timedelta(days=1)) if moment > noticed]
    later = st.none() | st.sampled_from(after)
    return Said(
        id=draw(st.integers(1, 10**6)), source=draw(st.sampled_from(["a", "b", "c"])), trust=draw(st.integers(1, 3)),
        event=draw(st.sampled_from([Event.STARTED_FILMING, Event.WRAPPED_FILMING, Event.CANCELLED])),
        modality=draw(st.sampled_from([Modality.ASSERTED, Modality.DENIED])), noticed=noticed,
        published=noticed.date(), gone=draw(later), confirmed=draw(later),
    )  # fmt: skip


@given(st.lists(statements(), max_size=8, unique_by=lambda said: said.id), st.sampled_from(MOMENTS))
def test_what_comes_later_makes_no_difference(said: list[Said], at: datetime) -> None:
    past = [item for item in said if item.noticed <= at]
    assert played_until(said, {}, {}, at) == played_until(past, {}, {}, at)
    assert all(item.noticed <= at and not (item.gone and item.gone > at) for item in known_by(said, at))


@pytest.mark.parametrize("text", ["yesterday", "2026-13-01"])
def test_a_moment_that_is_none_is_wrong_usage(slate: Path, text: str) -> None:
    done = run("show", "night-ferry", "--as-of", text, config=slate)
    assert done.returncode == 2
    assert f"--as-of: '{text}' is neither a day such as" in done.stderr
