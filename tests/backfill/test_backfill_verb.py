"""A year from an archive: timelines are filled, nothing is published, and no later run publishes what is old."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.backfill.archive import WEEKS, Archive, article, declare, path_of, rest, rows, states, weekly, when
from tests.database.small_slate import run
from tests.spiders.crawling import Site, page

YEAR = ("--from", "2025-06-01", "--to", "2026-06-01")
AFTER = "2026-06-02T12:00:00Z"


@pytest.fixture
def config(tmp_path: Path, site: Site) -> Path:
    return declare(tmp_path, site, weekly(site))


def backfill(config: Path, *arguments: str, now: str = AFTER) -> subprocess.CompletedProcess[str]:
    return run("backfill", *arguments, config=config, SLATEWATCH_NOW=now)


def entries(config: Path) -> int:
    return (config.parent / "public" / "changes.atom").read_text(encoding="utf-8").count("<entry>")


def test_a_year_fills_the_timelines_and_publishes_nothing(site: Site, config: Path) -> None:
    Archive(site).year()
    done = backfill(config, "weekly", *YEAR)
    assert done.returncode == 0, done.stderr
    assert f"{WEEKS} captures read: {WEEKS} new pages" in done.stdout
    assert states(config).keys() <= {"backfilled", "pending"}
    assert states(config)["backfilled"] >= 12
    assert entries(config) == 0
    seen = rows(config, "SELECT min(first_seen) AS first, max(first_seen) AS last FROM pages")
    assert seen == [{"first": "2025-06-01T11:00:00Z", "last": "2026-05-24T11:00:00Z"}]
    assert rows(config, "SELECT state, reason FROM source_health") == [{"state": None, "reason": None}]


def test_a_later_live_run_publishes_only_what_is_new(site: Site, config: Path) -> None:
    Archive(site).year()
    assert backfill(config, "weekly", *YEAR).returncode == 0
    listed = [(week, None) for week in range(WEEKS - 1, WEEKS - 16, -1)]
    site.routes["/wp-json/wp/v2/posts"] = page(rest(*listed)(site), "application/json")
    before = states(config)
    assert run("run", config=config, SLATEWATCH_NOW="2026-06-02T13:00:00Z").returncode == 0
    assert states(config) == before
    fresh = (WEEKS + 1, ["Lost Compass", "Pale Witness"])
    site.routes["/wp-json/wp/v2/posts"] = page(rest(fresh, *listed)(site), "application/json")
    assert run("run", config=config, SLATEWATCH_NOW="2026-06-07T20:00:00Z").returncode == 0
    assert sorted(row["title"] for row in rows(config, PUBLISHED)) == ["Lost Compass", "Pale Witness"]


PUBLISHED = "SELECT title FROM changes c JOIN productions p ON p.id = c.production_id WHERE c.state = 'published'"


def test_what_was_published_before_stays_as_it_was_told(site: Site, config: Path) -> None:
    for weeks, at in (((40,), "2026-05-17T12:00:00Z"), ((WEEKS - 1, 40), "2026-05-24T12:00:00Z")):
        site.routes["/wp-json/wp/v2/posts"] = page(rest(*((week, None) for week in weeks))(site), "application/json")
        assert run("run", config=config, SLATEWATCH_NOW=at).returncode == 0
    told = "SELECT id, state, published_at, summary, updated_at FROM changes WHERE state = 'published' ORDER BY id"
    before, feed = rows(config, told), entries(config)
    Archive(site).year()
    assert backfill(config, "weekly", *YEAR).returncode == 0
    assert (rows(config, told), entries(config)) == (before, feed)
    assert before


def test_rebuilding_plays_the_past_again_and_finds_it_the_same(site: Site, config: Path) -> None:
    Archive(site).year()
    assert backfill(config, "weekly", *YEAR).returncode == 0
    done = run("rebuild", "--json", config=config, SLATEWATCH_NOW="2026-06-03T12:00:00Z")
    assert (done.returncode, done.stdout) == (0, "")


def test_it_goes_on_where_it_was(site: Site, config: Path) -> None:
    archive = Archive(site, part=20)
    archive.year()
    lost = [target for target in site.routes if target.startswith("/web/")][30:]
    kept = {target: site.routes.pop(target) for target in lost}
    site.routes |= dict.fromkeys(lost, page("not now", status=400))
    cut = backfill(config, "weekly", *YEAR)
    assert cut.returncode == 1 and cut.stderr.count("\n") == 1
    assert "run it again later" in cut.stderr and "30 captures read" in cut.stderr
    listed = [target for target in site.paths if "collapse=urlkey" in target]
    assert len(listed) == 3
    site.asked.clear()
    site.routes |= kept
    done = backfill(config, "weekly", *YEAR)
    assert "22 captures read" in done.stdout
    assert [target for target in site.paths if target.startswith("/cdx")] == []
    assert sum(target.startswith("/web/") for target in site.paths) == 22


def test_an_article_that_is_stored_is_not_fetched(site: Site, config: Path) -> None:
    site.routes["/wp-json/wp/v2/posts"] = page(rest((3, None), (4, None))(site), "application/json")
    assert run("run", config=config, SLATEWATCH_NOW=AFTER).returncode == 0
    Archive(site).year()
    site.asked.clear()
    assert f"{WEEKS - 2} captures read" in backfill(config, "weekly", *YEAR).stdout
    assert not any(path_of(3) in target for target in site.paths)


def test_an_archive_that_says_no_is_one_line(site: Site, config: Path) -> None:
    site.routes["/cdx"] = page("blocked", status=403)
    done = backfill(config, "weekly", *YEAR)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1 and "answered 403" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("weekly",), 2, "--from ISO --to ISO"),
        (("weekly", "--from", "2026-02-01", "--to", "2026-01-01"), 2, "is not before"),
        (("weekley", *YEAR), 2, "did you mean 'weekly'?"),
        (("--warc", "nowhere.warc"), 1, "nowhere.warc"),
    ],
)
def test_wrong_usage(config: Path, arguments: tuple[str, ...], code: int, said: str) -> None:
    done = backfill(config, *arguments)
    assert done.returncode == code
    assert said in done.stderr


def test_a_page_that_a_shape_stumbles_over_does_not_end_it(site: Site, config: Path) -> None:
    archive = Archive(site)
    deep = "<article>" + "<p>" * 5_000 + "Night Ferry is filming.</article>"
    archive.add(when(1), site.url + path_of(1), deep)
    archive.add(when(2), site.url + path_of(2), article(2))
    assert backfill(config, "weekly", *YEAR).returncode == 0
    assert len(rows(config, "SELECT 1 FROM captures WHERE state IN ('read', 'gone')")) == 2
    assert rows(config, "SELECT 1 FROM reports")


def test_a_source_that_is_declared_wrongly_is_one_line(site: Site, config: Path) -> None:
    with config.open("a", encoding="utf-8") as file:
        file.write('inside = "p["\n')
    done = backfill(config, "weekly", *YEAR)
    assert (done.returncode, done.stderr.count("\n"), site.asked) == (2, 1, [])
    assert "slatewatch.toml" in done.stderr and "'inside'" in done.stderr
