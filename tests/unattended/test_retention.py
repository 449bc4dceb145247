"""What may be dropped of old pages, and what may not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from pipeline.collect import stored_page
from pipeline.config import Source
from pipeline.model import Page
from pipeline.retention import drop_bodies
from pipeline.store import keep_page, keep_sources, open_database, open_run

START = datetime(2026, 6, 1, 12, tzinfo=UTC)
WORDS = " ".join(str(number * 7919) for number in range(100))


@pytest.fixture
def db(tmp_path: Path) -> Database:
    """A list in five versions and an article of each day, all read."""
    database = open_database(tmp_path / "kept.db")
    keep_sources(database, [Source("board")])
    for day in range(5):
        now = START + timedelta(days=day)
        run = open_run(database, "board", now, "test")
        with database.atomic():
            for url, role in (("http://b.example/list", "list"), (f"http://b.example/{day}", "article")):
                body = f"<p>{WORDS}{day}</p>".encode()
                keep_page(database, run, Page(source="board", url=url, body=body, seen=now, role=role))  # type: ignore[arg-type]
            database.execute("UPDATE pages SET read_by = ?", (run,))
    return database


def kept(db: Database) -> list[tuple[str, int]]:
    """(role, day) of the pages that still have a body."""
    rows = db.query("SELECT role, first_seen FROM pages WHERE body IS NOT NULL ORDER BY role, id")
    return [(row["role"], int(row["first_seen"][8:10]) - 1) for row in rows]


def test_old_bodies_go_but_the_newest_list_and_its_base_stay(db: Database) -> None:
    assert drop_bodies(db, START + timedelta(days=3)) == 5
    assert kept(db) == [("article", 3), ("article", 4), ("list", 0), ("list", 3), ("list", 4)]
    assert db["pages"].count == 10


def test_what_is_kept_can_still_be_unpacked(db: Database) -> None:
    drop_bodies(db, START + timedelta(days=30))
    ids = [row["id"] for row in db.query("SELECT id FROM pages WHERE body IS NOT NULL ORDER BY id")]
    assert [stored_page(db, number).body[-5:] for number in ids] == [b"0</p>", b"4</p>"]


def test_what_was_not_read_yet_stays(db: Database) -> None:
    db.execute("UPDATE pages SET read_by = NULL WHERE role = 'article'")
    drop_bodies(db, START + timedelta(days=30))
    assert [day for role, day in kept(db) if role == "article"] == [0, 1, 2, 3, 4]


def test_a_second_time_there_is_nothing_left_to_drop(db: Database) -> None:
    drop_bodies(db, START + timedelta(days=30))
    assert drop_bodies(db, START + timedelta(days=30)) == 0
