"""A source's trouble is told once, its end once, and silence where something usually moves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from pipeline.config import Source
from pipeline.health import Past, is_stale, pasts, tell_health, verdict
from pipeline.judge import REASONS, TRANSIENT
from pipeline.store import keep_sources, open_database, open_run, stamp

NOW = datetime(2026, 6, 10, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def db(tmp_path: Path) -> Database:
    database = open_database(tmp_path / "health.db")
    keep_sources(database, [Source("board", name="The Board")])
    return database


def run(db: Database, at: datetime, reason: str = "accepted", *, moved: bool = False) -> None:
    """A run of the board that ended so; ``moved``: it found something to report."""
    number = open_run(db, "board", at, "test")
    state = "accepted" if reason == "accepted" else "interrupted" if reason == "interrupted" else "rejected"
    db.execute("UPDATE runs SET state = ?, reason = ? WHERE id = ?", (state, reason, number))
    if moved:
        page = db.execute(
            """INSERT INTO pages (source, url, sha256, role, channel, first_seen, last_seen, first_run, last_run,
               content_type) VALUES ('board', ?, '', 'list', '', ?, ?, ?, ?, '')""",
            (f"http://board.example/{number}", stamp(at), stamp(at), number, number),
        ).lastrowid
        db.execute(
            """INSERT INTO reports (page_id, ordinal, run_id, source, title, event, modality, evidence, start, end,
               rule, noticed_at) VALUES (?, 0, ?, 'board', 'Tin Lantern', 'filming', 'asserted', '', 0, 0, '', ?)""",
            (page, number, stamp(at)),
        )


def told(db: Database, at: datetime) -> list[str]:
    return [notice.summary for notice in tell_health(db, ["board"], at)]


def test_a_whole_story(db: Database) -> None:
    story = []
    reasons = ["accepted", *["unreachable"] * 4, "accepted", "accepted", "blocked", "blocked", "accepted"]
    for day, reason in enumerate(reasons):
        run(db, NOW + day * DAY, reason)
        story += [(day, words) for words in told(db, NOW + day * DAY)]
    assert story == [
        (3, "The Board: unreachable, 3 runs in a row"),
        (5, "The Board: unreachable no more"),
        (7, "The Board: blocked"),
        (9, "The Board: blocked no more"),
    ]
    kept = [(row["kind"], row["reason"], row["told_at"]) for row in db.query("SELECT * FROM health ORDER BY told_at")]
    assert kept == [
        ("trouble", "unreachable", "2026-06-13T12:00:00Z"), ("recovered", "unreachable", "2026-06-15T12:00:00Z"),
        ("trouble", "blocked", "2026-06-17T12:00:00Z"), ("recovered", "blocked", "2026-06-19T12:00:00Z"),
    ]  # fmt: skip


def test_asked_twice_at_one_moment_it_is_told_once(db: Database) -> None:
    run(db, NOW, "gone")
    assert (len(told(db, NOW)), told(db, NOW)) == (1, [])


def test_short_trouble_is_never_told(db: Database) -> None:
    for day, reason in enumerate(["unreachable", "unreachable", "accepted"]):
        run(db, NOW + day * DAY, reason)
        assert told(db, NOW + day * DAY) == []


@pytest.mark.parametrize("reason", sorted(set(REASONS) - TRANSIENT - {"accepted"}))
def test_structural_trouble_is_told_at_once(reason: str) -> None:
    notice = verdict("The Board", Past(NOW, reason, "why", 1), None)
    assert notice and (notice.kind, notice.reason) == ("trouble", reason)
    assert notice.summary == f"The Board: {reason.replace('_', ' ')} (why)"


def test_trouble_that_turns_into_other_trouble_is_not_told_again() -> None:
    assert verdict("The Board", Past(NOW, "empty", "", 4), "unreachable") is None


def test_a_run_that_was_cut_off_and_repeated_at_the_same_moment_counts_once(db: Database) -> None:
    for _ in range(5):
        run(db, NOW, "interrupted")
    assert told(db, NOW) == []
    assert pasts(db, ["board"])["board"].failures == 1
    run(db, NOW, "accepted")
    assert pasts(db, ["board"])["board"] == Past(NOW, "accepted", "", 0, NOW, ())


def test_a_source_that_moves_daily_is_stale_after_four_days(db: Database) -> None:
    for day in range(6):
        run(db, NOW + day * DAY, moved=True)
    story = []
    for day in range(6, 14):
        run(db, NOW + day * DAY, moved=day == 12)
        story += [(day, words) for words in told(db, NOW + day * DAY)]
    assert story == [
        (10, "The Board: nothing has moved since 2026-06-15, though its runs are accepted"),
        (12, "The Board: stale no more"),
    ]


def test_a_quiet_source_is_not_stale() -> None:
    monthly = tuple(NOW + 30 * n * DAY for n in range(6))
    assert not is_stale(Past(monthly[-1] + 100 * DAY, "accepted", moved=monthly))
    assert is_stale(Past(monthly[-1] + 121 * DAY, "accepted", moved=monthly))


def test_a_night_or_a_weekend_is_not_stale() -> None:
    hourly = tuple(NOW + timedelta(hours=n) for n in range(6))
    assert not is_stale(Past(hourly[-1] + timedelta(days=2, hours=20), "accepted", moved=hourly))


def test_nobody_looked_is_not_stale(db: Database) -> None:
    """A scheduler that stood still for a month must not blame the sources."""
    for day in range(6):
        run(db, NOW + day * DAY, moved=True)
    assert told(db, NOW + 60 * DAY) == []


def test_a_source_without_a_run_is_nothing_to_tell(db: Database) -> None:
    assert told(db, NOW) == []
    assert tell_health(db, ["unknown"], NOW) == []
