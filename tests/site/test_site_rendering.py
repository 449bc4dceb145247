"""How the pages are made: the same bytes for the same data, no more of them than needed, one at a time."""

from __future__ import annotations

import functools
import gc
import tracemalloc
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest

from feeds import site, site_lists
from feeds.site import render_site
from pipeline import alphabet
from tests.site.site_world import NOW, World, made, there


def whole(world: World) -> dict[str, bytes]:
    return there(render_site(world.db, world.config, NOW, touched=None))


def some(world: World, *touched: int) -> dict[str, bytes]:
    return there(render_site(world.db, world.config, NOW, touched=touched, crawled=()))


def number(world: World, slug: str) -> int:
    return int(next(iter(world.db.query("SELECT id FROM productions WHERE slug = ?", (slug,))))["id"])


def test_the_same_database_gives_the_same_bytes(world: World, tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    assert whole(world) == whole(made(tmp_path / "again"))


def test_the_clock_alone_changes_nothing_but_what_lies_ahead(world: World) -> None:
    later = there(render_site(world.db, world.config, NOW + timedelta(days=400), touched=None))
    changed = [path for path, content in whole(world).items() if later[path] != content]
    assert changed == ["index.html", "production/the-long-winter/index.html"]  # whose release is overdue by then


def test_touched_pages_are_those_of_the_whole_site(world: World) -> None:
    everything, part = whole(world), some(world, number(world, "paper-boats"))
    assert {path: everything[path] for path in part} == part
    assert [path for path in part if path.startswith("production/") and "old-winter" not in path] == [
        "production/paper-boats/index.html"
    ]
    assert "place/tokyo.html" not in part
    assert "place/atlanta.html" in part


def a_change(world: World, one: int) -> None:
    heard = world.report(one, "ledger", "started_filming", "2026-03-18", place="Leeds, England")
    world.change(one, "started_filming", "2026-03-18", {heard: "for"}, before="pre_production", after="filming")
    world.db.execute("UPDATE productions SET status = 'filming', status_latest = '2026-03-18' WHERE id = ?", (one,))


def a_withdrawal(world: World, one: int) -> None:
    world.db.execute(
        "UPDATE changes SET state = 'withdrawn', because = 'Wrong title.', updated_at = '2026-03-19T00:00:00Z'"
        " WHERE production_id = ? AND kind = 'correction'", (one,),
    )  # fmt: skip


def a_new_name(world: World, one: int) -> None:
    world.db.execute("INSERT INTO aliases VALUES (?, 'boats', 'The Boats of Paper', 'alias')", (one,))


@pytest.mark.parametrize("happens", [a_change, a_withdrawal, a_new_name])
def test_what_happens_to_a_production_alters_no_page_that_is_not_made_again(world: World, happens: object) -> None:
    one = number(world, "paper-boats")
    before = whole(world)
    assert callable(happens)
    happens(world, one)
    part, after = some(world, one), whole(world)
    altered = {path for path in after if before.get(path) != after[path]}
    assert altered
    assert altered <= set(part)


def test_very_many_touched_make_the_whole_site(world: World) -> None:
    assert some(world, *range(site.MANY + 1)).keys() == whole(world).keys()


def test_nothing_touched_makes_no_list_and_no_production(world: World) -> None:
    paths = {path.split("/")[0] for path in some(world)}
    assert paths == {"static", "about.html", "feeds.html", "index.html", "sources.html"}


def test_a_run_makes_the_page_of_its_source_again(world: World) -> None:
    before = whole(world)
    world.run("quiet", "rejected", "empty", NOW)
    after = whole(world)
    altered = {path for path in after if before[path] != after[path]}
    made_again = there(render_site(world.db, world.config, NOW, touched=(), crawled=("quiet",)))
    assert altered == {"sources.html", "source/quiet.html"}
    assert altered <= set(made_again)
    assert "source/trade.html" not in made_again


def test_long_lists_are_paged(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site_lists, "IN_MONTH", 3)
    monkeypatch.setattr(alphabet, "MOST", 1)
    pages = whole(world)
    assert b'href="../changes/2026-03-2.html"' in pages["changes/2026-03.html"]
    assert b'rel="prev"' in pages["changes/2026-03-2.html"]
    shown = [pages[path].count(b"<article") for path in sorted(pages) if path.startswith("changes/2026-03")]
    assert sorted(shown) == [1, 3, 3]
    listed = b"".join(content for path, content in pages.items() if path.startswith("titles/"))
    slugs = [row["slug"] for row in world.db.query("SELECT slug FROM productions WHERE merged_into IS NULL")]
    assert all(listed.count(f'href="../production/{quote(slug)}/index.html"'.encode()) == 1 for slug in slugs)
    assert any(b"</bdi> to <bdi" in content for path, content in pages.items() if path.startswith("titles/"))


def test_memory_does_not_grow_with_the_number_of_productions(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond what one list page, one shard of the search and the short lists that stand in a page may hold."""
    for name in ("feeds.site_lists.INLINE_TITLES", "feeds.site_lists.SHARD", "pipeline.browse.SHARD"):
        monkeypatch.setattr(name, 50)

    def peak() -> int:
        for kept in (o for o in gc.get_objects() if isinstance(o, functools._lru_cache_wrapper)):
            kept.cache_clear()  # bounded, and what they hold depends on which test ran before
        tracemalloc.start()
        for _ in render_site(world.db, world.config, NOW, touched=None):
            pass
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return used

    def grow(first: int, last: int) -> None:
        with world.db.atomic():
            for index in range(first, last):
                world.production(f"more-{index}", f"{chr(97 + index % 26)} More {index}", "announced", "2025-01-01")

    some(world, 1)
    grow(0, 400)
    peak()
    small = peak()
    grow(400, 1600)
    large = peak()
    assert large < small * 1.6
