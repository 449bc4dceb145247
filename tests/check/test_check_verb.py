"""``check`` and ``sources add`` where something is wrong, and what the configuration refuses."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline.config import ConfigError, from_table, load
from replay.site import ReplaySite
from spiders.suggest import suggest
from tests.backfill.archive import declare
from tests.database.small_slate import ROOT, run
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


def test_rows_with_garbled_titles_are_counted_and_noted(site: Site, config: Path) -> None:
    bad = "<li><b>Salt\x1b[2J Road</b> <i>Filming</i></li>"
    site.routes["/list"] = page(f"<ul>{LIST}{bad}{bad}</ul>")
    told = run("check", "board", config=config).stdout
    assert re.search(r"^left out +garbled titles +2 +2 rows were left out: garbled titles$", told, re.M)
    assert run("run", "board", config=config).returncode == 0
    assert "2 rows were left out: garbled titles" in run("status", config=config).stdout
    assert re.search(r"^garbled titles +board ", run("review", config=config).stdout, re.M)
    site.routes["/list"] = page(f"<ul>{bad}</ul>")
    done = run("check", "board", config=config)
    assert done.returncode == 1 and "board: empty: 1 row was left out: garbled titles" in done.stderr


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
    ("answer", "reason"),
    [
        (page("no", status=403), "blocked"),
        (page("<p>Hello.</p>"), "empty"),
        (page(LIST, tdm_reservation="1"), "reserved"),
        (None, "gone"),
    ],
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


@pytest.mark.parametrize(
    ("row", "title", "told"),
    [
        ("ul.prods li", "b", "no element matches row = 'ul.prods li'"),
        ("li", "em", "2 elements match row = 'li', and title = 'em' finds nothing there"),
    ],
)
@pytest.mark.parametrize("shape", ["table", "labelled"])
def test_a_wrong_row_is_told_from_a_wrong_title(
    site: Site, tmp_path: Path, shape: str, row: str, title: str, told: str
) -> None:
    config = declare(tmp_path, site, {**BOARD, "shape": shape, "row": row, "start": [f"{site.url}/list"]})
    with config.open("a", encoding="utf-8") as file:
        file.write(f'[source.fields]\ntitle = "{title}"\n')
    site.routes["/list"] = page(f"<ul>{LIST}</ul>")
    done = run("check", "board", config=config)
    assert done.stderr == f"slatewatch: board: empty: {site.url}/list: {told}\n"


def test_a_wrong_status_of_rows_without_ids_is_named(site: Site, config: Path) -> None:
    config.write_text(config.read_text(encoding="utf-8").replace('status = "i"', 'status = "em"'), encoding="utf-8")
    site.routes["/list"] = page(f"<ul>{LIST}</ul>")
    done = run("check", "board", config=config)
    assert "board: empty: 2 rows have a title, and status = 'em' finds nothing in any of them" in done.stderr


@pytest.mark.parametrize(
    ("fields", "items", "told"),
    [
        ('title = "label"', "shows", "of 1 objects none has a title = 'label'"),
        ('title = "name"', "films", "there is no list at items = 'films'"),
    ],
)
def test_an_interface_whose_paths_are_wrong_is_told_which(
    site: Site, tmp_path: Path, fields: str, items: str, told: str
) -> None:
    config = declare(tmp_path, site, {"slug": "base", "kind": "api", "shape": "api", "start": [f"{site.url}/api"]})
    text = config.read_text(encoding="utf-8").replace("[source.options]", f'[source.options]\nitems = "{items}"')
    config.write_text(f"{text}[source.fields]\n{fields}\n", encoding="utf-8")
    site.routes["/api"] = page(json.dumps({"shows": [{"name": "Iron Parade"}]}), "application/json")
    done = run("check", "base", config=config)
    assert done.returncode == 1 and done.stderr.endswith(f"/api: {told}\n"), done.stderr


def test_a_slug_is_taken_for_another_only_where_it_is_near(tmp_path: Path) -> None:
    config = load(ROOT / "sources.toml")
    for typed, told in (
        ("deadlin", "did you mean 'deadline'?"),
        ("netflix", "did you mean 'whats-on-netflix'?"),
        ("wikipedia", "did you mean 'wikipedia-films' or 'wikipedia-drafts'?"),
        ("ledger", "there are: "),
        ("gazette", "there are: "),
    ):
        with pytest.raises(ConfigError, match=re.escape(told)):
            config.source(typed)


ROWS = (
    ("Leeds", "Copper Lantern"), ("Smallville Cross", "Night Ferry"), ("Dublin", "Salt Orchard"),
    ("Cardiff", "Velvet Signal"), ("Nowhere Heath", "Winter Choir"), ("Upper Bit", "Glass Meridian"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("row", "ref"),
    [
        ('<tr id="p{0}7">', "::attr(id)"),
        ('<tr data-key="{0}x{0}">', "td.t a::attr(href)"),
        ('<tr id="row-{0}">', "td.t a::attr(href)"),
        ("<tr>", "td.t a::attr(href)"),
    ],
)
@pytest.mark.parametrize("place", ['<td class="town">', "<td>"])
def test_a_proposal_has_the_place_and_an_id(row: str, ref: str, place: str) -> None:
    cells = '<td class="t"><a href="/p/{2}">{2}</a></td>' + place + '{1}</td><td class="s">Filming</td></tr>'
    rows = "".join((row + cells).format(n, town, title) for n, (town, title) in enumerate(ROWS))
    head = "<tr><th>Production</th><th>Shooting in</th><th>Now</th></tr>"
    found = suggest("https://ledger.example/list", f"<table>{head}{rows}</table>".encode())
    assert found
    fields = found.entry["fields"]
    assert (fields["ref"], fields["title"], fields["status"]) == (ref, "td.t a", "td.s")
    assert fields["place"] == ("td.town" if "class" in place else "td:nth-child(2)")


@pytest.mark.parametrize("closed", [True, False])
def test_where_nobody_answers_one_line_says_so(site: Site, config: Path, closed: bool) -> None:
    site.routes["/feed/"] = page(rss(("/1", "A", "")), "application/rss+xml")
    command = [sys.executable, "-m", "slatewatch", "sources", "add", f"{site.url}/feed/", "--config", str(config)]
    shell = f"{shlex.join(command)} {'<&-' if closed else '</dev/null'}"
    done = subprocess.run(["sh", "-c", shell], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == "slatewatch: nothing was added: there was no answer; --yes adds without asking\n"


def test_a_key_that_is_refused_is_told_as_a_refusal(site: Site, tmp_path: Path) -> None:
    config = declare(tmp_path, site, {"slug": "tmdb", "kind": "api", "shape": "tmdb", "start": [f"{site.url}/changes"]})
    text = config.read_text(encoding="utf-8").replace("[source.options]", '[source.options]\nkey = "s3cret"')
    config.write_text(text, encoding="utf-8")
    refusal = json.dumps({"success": False, "status_code": 7, "status_message": "Invalid API key."})
    for status in (200, 401):
        site.routes["/changes"] = page(refusal, "application/json", status=status)
        done = run("check", "tmdb", config=config)
        assert done.returncode == 1 and "tmdb: blocked: " in done.stderr and "key" in done.stderr
        assert "s3cret" not in done.stderr


@pytest.mark.parametrize(
    "verb", [["check", "news"], ["sources", "add", "http://127.0.0.1:9/x"],
             ["backfill", "news", "--from", "2025-01-01", "--to", "2025-01-02"]], ids=lambda verb: verb[0],
)  # fmt: skip
def test_every_verb_that_asks_a_site_reminds_of_a_contact(tmp_path: Path, verb: list[str]) -> None:
    config = tmp_path / "slatewatch.toml"
    nowhere = '[source.options]\narchive_cdx = "http://127.0.0.1:9/cdx"\n'
    source = '[[source]]\nslug = "news"\nshape = "feed"\nstart = ["http://127.0.0.1:9/feed"]\n' + nowhere
    config.write_text(f"builtin_sources = false\n{source}", encoding="utf-8")
    assert "no contact; put contact" in run(*verb, config=config).stderr
    config.write_text(f'contact = "mailto:a@b.example"\nbuiltin_sources = false\n{source}', encoding="utf-8")
    assert "no contact" not in run(*verb, config=config).stderr


def test_a_production_that_is_listed_twice_does_not_spoil_the_ids_and_numbers_are_pages(
    site: Site, config: Path
) -> None:
    films = [f"Film of the {n}th" for n in (*range(12, 24), 12)]
    rows = "".join(f'<li><h3><a href="/b/{film[-4:]}">{film}</a></h3> <i>Filming</i></li>' for film in films)
    site.routes["/b/list/1"] = page(f"<ul>{rows}</ul>")
    done = run("sources", "add", f"{site.url}/b/list/1", "--slug", "b", "--yes", config=config)
    assert load(config).source("b").fields["ref"] == "h3 a::attr(href)"
    assert f'# start = ["{site.url}/b/list/{{page}}"]' in done.stdout


def test_a_type_in_place_of_titles_shows_in_the_fill_rate(site: Site, config: Path) -> None:
    site.routes["/list"] = page("<ul>" + "<li><b>Feature</b> <i>Filming</i></li>" * 8 + "</ul>")
    (title,) = (row for row in map(json.loads, run("check", "board", "--json", config=config).stdout.splitlines())
                if (row["what"], row["name"]) == ("field", "title"))  # fmt: skip
    assert (title["found"], title["example"]) == ("12%", "Feature")
