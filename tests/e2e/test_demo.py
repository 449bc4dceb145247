"""The whole way, as a user goes it: the demo's busiest days, twice, through the real command."""

from __future__ import annotations

import hashlib
import json
import re
import shlex
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import feedparser
import pytest

ROOT = Path(__file__).resolve().parents[2]
SPAN = ("--from", "2017-03-16", "--to", "2017-04-12")
RECIPES = (ROOT / "docs" / "recipes.md").read_text(encoding="utf-8").replace("\\\n", "")
BLOCKS = [
    block for block in re.findall(r"^```(?:sql|sh)\n(.*?)^```", RECIPES, re.M | re.S) if block[:10] != "slatewatch"
]


def slatewatch(*args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "slatewatch", *args], cwd=ROOT, capture_output=True, text=True, check=False
    )


def fingerprints(folder: Path) -> dict[str, str]:
    """Every file but the pages of the sources, which list each run."""
    found = {str(path.relative_to(folder)): path for path in sorted(folder.rglob("*")) if path.is_file()}
    return {
        name: hashlib.sha256(path.read_bytes()).hexdigest()
        for name, path in found.items()
        if not name.startswith("source")
    }


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    done = slatewatch("demo", "--dir", str(folder), *SPAN)
    assert done.returncode == 0, done.stderr
    assert "Jessica Jones (season 2) started filming" in done.stdout
    return folder


@pytest.fixture(scope="module")
def changes(demo: Path) -> list[dict[str, object]]:
    done = slatewatch("changes", "--json", "--config", str(demo / "slatewatch.toml"))
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def start(changes: list[dict[str, object]]) -> dict[str, object]:
    found = [
        c for c in changes
        if c["slug"] == "jessica-jones-season-2" and c["kind"] == "started_filming" and c["state"] == "published"
    ]  # fmt: skip
    assert len(found) == 1
    return found[0]


def test_the_archetype_is_told_once_with_its_day_and_place(changes: list[dict[str, object]]) -> None:
    change = start(changes)
    assert change["happened"] == {"earliest": "2017-04-03", "latest": "2017-04-03"}
    assert change["season"] == 2
    assert "New York" in str(change["places"])


def test_articles_that_cite_the_listing_add_nothing(changes: list[dict[str, object]]) -> None:
    evidence = start(changes)["evidence"]
    assert isinstance(evidence, list)
    by_source = {item["source"]: item for item in evidence}
    assert by_source["on_location_vacations"]["counted"] is True
    assert by_source["screen_rant"]["counted"] is False
    assert by_source["movie_pilot"]["counted"] is False
    assert by_source["cbr"]["counted"] is False


def test_every_change_has_evidence(changes: list[dict[str, object]]) -> None:
    bare = [c["summary"] for c in changes if not c["evidence"] and c["kind"] not in ("correction", "delisted")]
    assert bare == []


def test_a_second_run_changes_no_byte(demo: Path) -> None:
    before = fingerprints(demo / "public")
    done = slatewatch("demo", "--dir", str(demo), *SPAN, "--quiet")
    assert done.returncode == 0, done.stderr
    assert fingerprints(demo / "public") == before


def test_feedparser_reads_every_feed(demo: Path) -> None:
    feeds = [*sorted((demo / "public").rglob("*.atom")), *sorted((demo / "public").rglob("*.rss"))]
    assert len(feeds) > 10
    for path in feeds:
        parsed = feedparser.parse(path.read_bytes())
        assert not parsed.bozo, path
        ids = [entry.id for entry in parsed.entries]
        assert len(ids) == len(set(ids)), path


def test_the_entry_reads_as_a_person_would_put_it(demo: Path) -> None:
    parsed = feedparser.parse((demo / "public" / "changes.atom").read_bytes())
    titles = [entry.title for entry in parsed.entries]
    assert any(title.startswith("Jessica Jones (season 2) started filming in") for title in titles)


def test_the_entry_gives_its_reasons(demo: Path) -> None:
    parsed = feedparser.parse((demo / "public/production/jessica-jones-season-2/feed.atom").read_bytes())
    (body,) = (e.content[0].value for e in parsed.entries if "season 2) started filming" in e.title)
    for words in (
        "On Location Vacations", "Krysten Ritter", "citing Digital Spy", "by way of Screen Rant",
        "The Defenders wrapped filming (18 March 2017)", "Compared with Jessica Jones (season 1)",
        "Broadway and West 101st Street (the exteriors of Alias Investigations and Jessica’s apartment)",
        "Seen again at: Broadway and West 101st Street (before: Jessica Jones (season 1))",
        "(same words as GeekFeed)",
    ):  # fmt: skip
        assert words in body


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.strip().splitlines()[0][:60])
def test_a_recipe_answers_over_the_demo(demo: Path, block: str) -> None:
    """As it stands in docs/recipes.md, with the names that it has there."""
    if block.startswith("sqlite-utils"):
        command = [sys.executable, "-m", *shlex.split(block.replace("sqlite-utils", "sqlite_utils", 1))]
        done = subprocess.run(command, cwd=demo, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert len(done.stdout.splitlines()) > 2 or done.stdout.startswith("[{"), done.stdout
    else:
        with closing(sqlite3.connect(demo / "slatewatch.db")) as db:
            assert db.execute(block).fetchall()


def test_the_forecast_of_the_day_was_good(demo: Path) -> None:
    with closing(sqlite3.connect(demo / "slatewatch.db")) as db:
        sql = """SELECT f.earliest, f.median, f.latest FROM forecasts f JOIN productions p ON p.id = f.production_id
                  WHERE p.slug = 'jessica-jones-season-2' AND f.made_at LIKE '2017-04-03%'"""
        ((earliest, median, latest),) = db.execute(sql).fetchall()
    assert earliest <= "2018-03-08" <= latest
    assert abs((date.fromisoformat(median) - date(2018, 3, 8)).days) <= 60
