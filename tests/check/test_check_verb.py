"""``check`` and ``sources add`` where something is wrong, and what the configuration refuses."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline.config import ConfigError, from_table, load
from replay.site import ReplaySite
from spiders.suggest import suggest
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


def test_of_news_five_articles_are_enough(site: Site, tmp_path: Path) -> None:
    config = declare(tmp_path, site, {"slug": "news", "shape": "feed", "start": [f"{site.url}/feed/"]})
    entries = [(f"/{n}", f"Night Ferry {n} begins filming in Cardiff", "") for n in range(9)]
    site.routes["/feed/"] = page(rss(*entries), "application/rss+xml")
    for link, title, _ in entries:
        told = "<p>Night Ferry began filming in Cardiff today.</p>"
        site.routes[link] = page(f"<article><h1>{title}</h1>{told}</article>")
    done = run("check", "news", config=config)
    assert done.returncode == 0, done.stderr
    assert site.paths == ["/feed/", "/0", "/1", "/2", "/3", "/4"]


def test_articles_that_tell_nothing_may_be_chance(site: Site, tmp_path: Path) -> None:
    news = {"slug": "news", "shape": "feed", "start": [f"{site.url}/feed/"], "body": "headline"}
    config = declare(tmp_path, site, news)
    site.routes["/feed/"] = page(rss(("/1", "An evening at the opera", "")), "application/rss+xml")
    done = run("check", "news", config=config)
    assert done.returncode == 1
    assert "news: empty: 1 article was read" in done.stderr and done.stderr.count("\n") == 1


def test_a_source_that_is_not_there_is_named_with_the_nearest(config: Path) -> None:
    done = run("check", "bord", config=config)
    assert done.returncode == 2
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


def test_what_was_found_is_added(site: Site, tmp_path: Path) -> None:
    config = tmp_path / "slatewatch.toml"
    config.write_text("allow_private = true\n", encoding="utf-8")
    site.routes["/feed/"] = page(rss(("/1", "A", "")), "application/rss+xml")
    done = run("sources", "add", f"{site.url}/feed/", "--slug", "news", "--yes", config=config)
    assert done.returncode == 0, done.stderr
    assert load(config).source("news").shape == "feed"


@pytest.mark.parametrize("zone", ["Europe/Londn", "Mars", "", "../etc/passwd", "/etc/passwd", 5])
def test_a_time_zone_that_is_none_is_refused(zone: object) -> None:
    with pytest.raises(ConfigError, match=r"'time_zone' in .*'board'.*unknown time zone"):
        from_table(entry(zone), None, Path.cwd())


def test_the_nearest_time_zone_is_named() -> None:
    with pytest.raises(ConfigError, match="did you mean 'Europe/London'"):
        from_table(entry("Europe/Londn"), None, Path.cwd())
    assert from_table(entry("Europe/London"), None, Path.cwd()).sources[0].time_zone == "Europe/London"


@pytest.mark.parametrize(
    "sign", ['<meta name="generator" content="WordPress 6.9">', '<script src="/wp-content/a.js"></script>']
)
def test_a_site_made_by_wordpress_is_read_as_one(site: Site, config: Path, sign: str) -> None:
    feed = f'<link rel="alternate" type="application/rss+xml" href="{site.url}/blog/feed/">'
    site.routes["/blog/"] = page(f"<html><head>{sign}{feed}</head><body><p>Hello.</p></body></html>")
    done = run("sources", "add", f"{site.url}/blog/", "--yes", config=config)
    assert done.returncode == 0, done.stderr
    added = load(config).sources[-1]
    assert (added.shape, added.start) == ("wordpress", (f"{site.url}/blog/",))


def test_a_site_of_the_replay_is_found_and_read(tmp_path: Path) -> None:
    config = tmp_path / "slatewatch.toml"
    config.write_text("builtin_sources = false\nallow_private = true\n", encoding="utf-8")
    with ReplaySite() as replayed:
        replayed.set_day(date(2017, 4, 3))
        address = f"{replayed.base_url}/on_location_vacations/"
        done = run("sources", "add", address, "--slug", "locations", "--yes", config=config)
        assert done.returncode == 0, done.stderr
        text = config.read_text(encoding="utf-8").replace("kind = ", "delay = 0\nkind = ")
        config.write_text(text, encoding="utf-8")
        checked = run("check", "locations", config=config, SLATEWATCH_NOW="2017-04-03T20:00:00Z")
    assert checked.returncode == 0, checked.stderr
    assert re.search(r"^status +started_filming +1 +Jessica Jones$", checked.stdout, re.M)


def test_a_list_in_structured_data_leads_to_its_links() -> None:
    names = [f"/story/{number}" for number in range(6)]
    items = [{"@type": "ListItem", "position": n, "url": name} for n, name in enumerate(names)]
    data = json.dumps({"@context": "https://schema.org", "@graph": [{"@type": "ItemList", "itemListElement": items}]})
    cards = "".join(f'<div class="card"><span><a class="go" href="{name}">Read</a></span></div>' for name in names)
    body = f'<script type="application/ld+json">{data}</script><a href="/about">About</a><main>{cards}</main>'
    found = suggest("https://news.example/film", body.encode())
    assert found
    assert found.entry["shape"] == "article"
    assert found.entry["follow"] == "main > div.card > span > a.go"
