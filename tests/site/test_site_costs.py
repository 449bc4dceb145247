"""What it costs the database to bring lists, counts and the front page up to a few changes: the same, however many are
known beside them.

Counted in steps of SQLite's own machine, so that neither the clock nor a busy computer has a say.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from benchmarks.feeds import grow
from feeds import site_lists
from feeds.publish import publish
from feeds.site_pages import Pages
from feeds.site_places import addresses
from feeds.site_production import production
from pipeline import shown, untold
from tests.feeds.feed_world import NOW, World

EACH = 100
"""Steps between two counts."""


def steps(folder: Path, known: int) -> int:
    """The steps that ten new changes take beside ``known``: lists that grow up to a page's length are left out."""
    world = World(folder)
    publish(world.db, world.config, NOW)
    grow(world.db, 0, known)
    with world.db.atomic():
        shown.refresh(world.db, None, addresses)
        untold.productions(world.db)
    grow(world.db, known, 10)
    connection, count = world.db.conn, 0
    assert isinstance(connection, sqlite3.Connection)

    def counted() -> int:
        nonlocal count
        count += 1
        return 0

    connection.set_progress_handler(counted, EACH)
    with world.db.atomic():
        touched = untold.productions(world.db)
        shown.refresh(world.db, touched, addresses)
        pages = Pages(world.db, world.config, NOW.date())
        made = [
            site_lists.front(pages),
            *site_lists.sources(pages, set()),
            *(production(pages, number) for number in touched),
        ]
    connection.set_progress_handler(None, 0)
    world.db.close()
    assert touched == {known // 5 + 1, known // 5 + 2}
    assert len(made) == 4 and all(made)
    return count * EACH


def test_ten_changes_cost_the_same_beside_ten_times_as_many(tmp_path: Path) -> None:
    few, many = steps(tmp_path / "few", 2_000), steps(tmp_path / "many", 20_000)
    assert many < few * 1.5, f"{many:,} steps beside 20,000 changes, {few:,} beside 2,000"
