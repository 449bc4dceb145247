"""Whatever happens, and however often it is published: what stands in the folder is what a full publication makes."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from feeds import site_lists
from feeds.publish import publish
from pipeline import alphabet, browse, shelf
from pipeline.config import Watch
from pipeline.store import stamp
from tests.feeds.feed_world import World

TITLES = (
    "Harbour Lights", "Harbour Nights", "Harvest", "Night Ferry", "Nine Bridges", "99 Doors", "9 Lives", "長い夜",
    "短い朝", "Ночь", "Salt", "Salt & Smoke", "Salted", "Saltwater",
)  # fmt: skip
KINDS = ("started_filming", "wrapped_filming", "cancelled", "newly_listed", "spotted", "released", "date_set")
PLACES = (("Cardiff", "Wales"), ("Cardiff", None), ("Leeds, England", None), ("Toronto", "Ontario"), ("Nowhere", None))
STATUSES = ("announced", "filming", "wrapped", "released", None)
WATCHES = (Watch("Everything"), Watch("Wales", places=("Wales",)), Watch("Salt", titles=("Salt",)))


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def a_change(world: World, chance: random.Random) -> None:
    title, (place, region), kind = chance.choice(TITLES), chance.choice(PLACES), chance.choice(KINDS)
    world.now += _while(chance)
    days: dict[str, object] = {"what": "start", "planned_earliest": "2027-05-01", "planned_latest": "2027-05-03"}
    plan = days if kind == "date_set" else {}
    world.change(title, kind, None, place=place, source=chance.choice(("gazette", "ledger")), **plan)
    made = world.production(title)
    world.report(made, "filming", place=place, region=region)
    world.db.execute("UPDATE productions SET status = ? WHERE id = ?", (chance.choice(STATUSES), made))


def _while(chance: random.Random) -> timedelta:
    return timedelta(days=chance.choice((0, 0, 0, 9, 40)))


def a_listing(world: World, chance: random.Random) -> None:
    made = world.production(chance.choice(TITLES), season=chance.choice((None, 2, 3)))
    place, region = chance.choice(PLACES)
    world.report(made, "announced", place=place, region=region)


def a_withdrawal(world: World, chance: random.Random) -> None:
    sql = "SELECT id FROM changes WHERE state = 'published' AND kind <> 'correction' ORDER BY id"
    known = [row["id"] for row in world.db.query(sql)]
    if known:
        world.now += _while(chance)
        world.withdraw(chance.choice(known))


def a_merger(world: World, chance: random.Random) -> None:
    free = list(world.db.query("SELECT id, slug FROM productions WHERE merged_into IS NULL ORDER BY id"))
    if len(free) < 2:
        return
    gone, kept = chance.sample(free, 2)
    for table in ("reports", "links"):
        world.db.execute(f"UPDATE {table} SET production_id = ? WHERE production_id = ?", (kept["id"], gone["id"]))
    world.db.execute("UPDATE productions SET merged_into = ? WHERE id = ?", (kept["id"], gone["id"]))
    world.db.execute("UPDATE redirects SET target = ? WHERE target = ?", (kept["slug"], gone["slug"]))
    world.db.execute("INSERT INTO redirects VALUES (?, ?, ?)", (gone["slug"], kept["slug"], stamp(world.now)))


def a_name(world: World, chance: random.Random) -> None:
    made = world.production(chance.choice(TITLES))
    name = f"Working title {chance.randrange(1000)}"
    world.db.execute("INSERT OR IGNORE INTO aliases VALUES (?, ?, ?, 'alias')", (made, name.lower(), name))


def another_title(world: World, chance: random.Random) -> None:
    """Of one that was made under a working title, or has been renamed before."""
    world.production(f"Untitled {chance.randrange(10**6)}")
    movable = list(world.db.query("SELECT id FROM productions WHERE slug LIKE 'untitled%' ORDER BY id"))
    made, title = chance.choice(movable)["id"], f"{chance.choice('ABsalt')}{chance.randrange(9)} renamed"
    world.db.execute("UPDATE productions SET title = ?, key = ? WHERE id = ?", (title, title.lower(), made))


def a_report_that_goes(world: World, chance: random.Random) -> None:
    world.db.execute("UPDATE reports SET gone_at = ? WHERE id = ?", (stamp(world.now), chance.randrange(1, 30)))


def a_forecast(world: World, chance: random.Random) -> None:
    made = world.production(chance.choice(TITLES))
    world.db.execute(
        "INSERT OR REPLACE INTO forecasts (production_id, made_at, milestone, earliest, median, latest, basis,"
        " comparables) VALUES (?, ?, 'start', '2027-01-01', '2027-02-01', '2027-03-01', '', '[]')",
        (made, stamp(world.now)),
    )


def a_run(world: World, chance: random.Random) -> None:
    world.insert(
        "runs", source=chance.choice(("gazette", "ledger")), state="held", reason="short", started_at=stamp(world.now),
        finished_at=stamp(world.now), rows=3,
    )  # fmt: skip


def an_issue(world: World, chance: random.Random) -> None:
    detail = str(chance.randrange(1000))
    world.db.execute(
        "INSERT OR IGNORE INTO issues (source, kind, detail, opened_at) VALUES ('gazette', 'unknown_phrase', ?, ?)",
        (detail, stamp(world.now)),
    )


def other_watches(world: World, chance: random.Random) -> None:
    world.watches = tuple(watch for watch in WATCHES if chance.random() < 0.5)


EVENTS: tuple[Callable[[World, random.Random], None], ...] = (
    a_change, a_change, a_change, a_listing, a_listing, a_withdrawal, a_merger, a_name, another_title,
    a_report_that_goes, a_forecast, a_run, an_issue, other_watches,
)  # fmt: skip


@pytest.fixture(autouse=True)
def _short_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists so short that a few changes fill several pages of each."""
    for module, name, size in (
        (site_lists, "IN_MONTH", 2), (site_lists, "SHARD", 3), (browse, "SHARD", 3), (alphabet, "MOST", 2),
        (shelf, "LISTED", 7), (shelf, "WINDOW", 4), (shelf, "PAGE", 2), (site_lists, "INLINE_TITLES", 6),
    ):  # fmt: skip
        monkeypatch.setattr(module, name, size)


@example(seed=11751, steps=[3, 4, 1, 3, 2, 4, 4])  # a change of a production that has been merged, told only then
@given(seed=st.integers(0, 10**6), steps=st.lists(st.integers(1, 4), min_size=2, max_size=9))
@settings(
    max_examples=8, deadline=None, derandomize=True, database=None, phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
def test_what_is_published_bit_by_bit_is_what_a_full_publication_makes(
    tmp_path_factory: pytest.TempPathFactory, seed: int, steps: list[int]
) -> None:
    chance = random.Random(seed)
    world = World(tmp_path_factory.mktemp("bits"), watches=WATCHES[:2], hub="https://hub.example/")
    publish(world.db, world.config, world.now)
    for count in steps:
        for _ in range(count):
            chance.choice(EVENTS)(world, chance)
        publish(world.db, world.config, world.now)
    bits = tree(world.config.output)
    publish(world.db, world.config, world.now, full=True)
    assert_same(tree(world.config.output), bits)
    elsewhere = replace(world.config, output=world.folder / "elsewhere")
    publish(world.db, elsewhere, world.now, full=True)
    assert_same(tree(elsewhere.output), bits)


def assert_same(full: dict[str, bytes], bits: dict[str, bytes]) -> None:
    assert sorted(full.keys() ^ bits.keys()) == []
    assert sorted(path for path in full if full[path] != bits[path]) == []


def test_a_publication_without_news_writes_nothing(tmp_path: Path) -> None:
    world, chance = World(tmp_path / "world"), random.Random(4)
    for _ in range(30):
        chance.choice(EVENTS)(world, chance)
    publish(world.db, world.config, world.now)
    assert publish(world.db, world.config, world.now).files_written == 0


def test_a_page_says_that_a_milestone_is_overdue_once_its_day_has_passed(tmp_path: Path) -> None:
    world = World(tmp_path / "world")
    day = (world.now + timedelta(days=10)).date()
    world.change("Harbour Lights", "date_set", None, what="start", planned_earliest=day.isoformat(),
                 planned_latest=day.isoformat())  # fmt: skip
    world.db.execute("UPDATE productions SET status = 'announced'")
    page = "production/harbour-lights/index.html"
    publish(world.db, world.config, world.now)
    assert b"overdue" not in tree(world.config.output)[page]
    world.now += timedelta(days=10)
    publish(world.db, world.config, world.now)
    assert b"overdue" not in tree(world.config.output)[page]
    world.now += timedelta(days=1)
    publish(world.db, world.config, world.now)
    bits = tree(world.config.output)
    assert b"overdue, no report of it since" in bits[page]
    assert publish(world.db, world.config, world.now).files_written == 0
    publish(world.db, world.config, world.now, full=True)
    assert_same(tree(world.config.output), bits)
    world.now -= timedelta(days=5)
    publish(world.db, world.config, world.now)
    assert b"overdue" not in tree(world.config.output)[page]
