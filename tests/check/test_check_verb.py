"""``check`` and ``sources add`` where something is wrong, and what the configuration refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.config import ConfigError, from_table, load
from tests.backfill.archive import declare
from tests.database.small_slate import run
from tests.spiders.crawling import Site, page, rss

BOARD = {"slug": "board", "kind": "listing", "shape": "table", "row": "li"}
LIST = "".join(f"<li><b>{title}</b> <i>Filming</i></li>" for title in ("Night Ferry", "Velvet Signal"))


def entry(zone: object) -> dict[str, Any]:
    return {"builtin_sources": False, "source": [{"slug": "board", "time_zone": zone}]}


@pytest.fixture
def config(site: Site, tmp_path: Path) -> Path:
    path = declare(tmp_path, site, {**BOARD, "start": [f"{site.url}/list"]})
    with path.open("a", encoding="utf-8") as file:
        file.write('[source.fields]\ntitle = "b"\nstatus = "i"\nplace = "u"\n')
    return path


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (page("no", status=403), "board: blocked: "),
        (page("no", status=404), "board: gone: "),
        (page("<p>Nothing is listed.</p>"), "board: empty: "),
        (page("oh", status=500), "board: unreachable: "),
    ],
)
def test_where_nothing_is_found_one_line_has_the_reason(site: Site, config: Path, answer: Any, reason: str) -> None:
    site.routes["/list"] = answer
    done = run("check", "board", config=config)
    assert done.returncode == 1
    assert done.stdout == ""
    assert reason in done.stderr and done.stderr.count("\n") == 1


def test_what_is_declared_and_not_found_is_shown(site: Site, config: Path) -> None:
    site.routes["/list"] = page(f"<ul>{LIST}</ul>")
    done = run("check", "board", "--json", config=config)
    told = {(row["what"], row["name"]): row for row in map(json.loads, done.stdout.splitlines())}
    assert told["field", "title"] == {"what": "field", "name": "title", "found": "100%", "example": "Night Ferry"}
    assert told["field", "place"]["found"] == "nothing"
    assert told["status", "filming"]["found"] == "2"
    assert ("trust", "2") not in told


def test_of_news_three_articles_are_enough(site: Site, tmp_path: Path) -> None:
    config = declare(tmp_path, site, {"slug": "news", "shape": "feed", "start": [f"{site.url}/feed/"]})
    entries = [(f"/{n}", f"Night Ferry {n} begins filming in Cardiff", "") for n in range(9)]
    site.routes["/feed/"] = page(rss(*entries), "application/rss+xml")
    for link, title, _ in entries:
        site.routes[link] = page(f"<article><h1>{title}</h1><p>Night Ferry began filming in Cardiff today.</p></article>")
    done = run("check", "news", config=config)
    assert done.returncode == 0, done.stderr
    assert site.paths == ["/feed/", "/0", "/1", "/2"]


def test_a_source_that_is_not_there_is_named_with_the_nearest(config: Path) -> None:
    done = run("check", "bord", config=config)
    assert done.returncode == 1
    assert "did you mean 'board'?" in done.stderr


def test_a_source_is_not_added_twice(site: Site, config: Path) -> None:
    before = config.read_bytes()
    done = run("sources", "add", f"{site.url}/list/", "--yes", config=config)
    assert (done.returncode, "is read already, by the source 'board'" in done.stderr) == (1, True)
    site.routes["/feed/"] = page(rss(("/1", "A", "")), "application/rss+xml")
    done = run("sources", "add", f"{site.url}/feed/", "--slug", "board", "--yes", config=config)
    assert (done.returncode, "choose another name with --slug" in done.stderr) == (1, True)
    assert config.read_bytes() == before


@pytest.mark.parametrize(
    ("answer", "reason"), [(page("no", status=403), "blocked"), (page("<p>Hello.</p>"), "empty"), (None, "gone")]
)
def test_where_nothing_can_be_proposed_nothing_is_written(site: Site, config: Path, answer: Any, reason: str) -> None:
    before = config.read_bytes()
    if answer:
        site.routes["/look"] = answer
    done = run("sources", "add", f"{site.url}/look", "--yes", config=config)
    assert done.returncode == 1
    assert f"/look: {reason}: " in done.stderr and done.stderr.count("\n") == 1
    assert config.read_bytes() == before


def test_without_agreement_nothing_is_written(site: Site, config: Path) -> None:
    site.routes["/feed/"] = page(rss(("/1", "A", "")), "application/rss+xml")
    before = config.read_bytes()
    done = run("sources", "add", f"{site.url}/feed/", "--slug", "news", config=config)  # the input is empty
    assert done.returncode == 1
    assert config.read_bytes() == before


def test_a_first_source_makes_the_file(site: Site, tmp_path: Path) -> None:
    config = tmp_path / "slatewatch.toml"
    config.write_text("allow_private = true\n", encoding="utf-8")
    site.routes["/feed/"] = page(rss(("/1", "A", "")), "application/rss+xml")
    done = run("sources", "add", f"{site.url}/feed/", "--slug", "news", "--yes", config=config)
    assert done.returncode == 0, done.stderr
    assert load(config).source("news").shape == "feed"


@pytest.mark.parametrize("zone", ["Europe/Londn", "Mars", "", "../etc/passwd", "/etc/passwd", 5])
def test_a_time_zone_that_is_none_is_refused(zone: object) -> None:
    with pytest.raises(ConfigError, match="'time_zone' in .*'board'.*unknown time zone"):
        from_table(entry(zone), None, Path.cwd())


def test_the_nearest_time_zone_is_named() -> None:
    with pytest.raises(ConfigError, match="did you mean 'Europe/London'"):
        from_table(entry("Europe/Londn"), None, Path.cwd())
    assert from_table(entry("Europe/London"), None, Path.cwd()).sources[0].time_zone == "Europe/London"
