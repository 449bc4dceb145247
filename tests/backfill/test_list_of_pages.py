"""A list of several pages, as an archive has it: each page is read, and the further ones make no news of their own."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pipeline.config import Source
from spiders.archived import belongs
from tests.backfill.archive import Archive, declare, rows
from tests.database.small_slate import run
from tests.spiders.crawling import Site

LISTED = {
    "slug": "board", "kind": "listing", "shape": "table", "row": "p[id]", "trust": 2, "next": "a[rel=next]",
}  # fmt: skip
FIELDS = '[source.fields]\nref = "::attr(id)"\ntitle = "b"\nstatus = "i"\n'
SPAN = ("--from", "2025-01-01", "--to", "2025-12-31")


def listed(following: str = "", **told: str) -> str:
    named = ((ref, ref.replace("_", " ").title(), status) for ref, status in told.items())
    entries = "".join(f'<p id="{ref}"><b>{title}</b> <i>{status}</i></p>' for ref, title, status in named)
    return f"<main>{entries}</main>" + (f'<a rel="next" href="{following}">more</a>' if following else "")


def backfilled(site: Site, folder: Path, **source: Any) -> Path:
    config = declare(folder, site, LISTED | source)
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("[source.options]", FIELDS + "[source.options]"), encoding="utf-8")
    done = run("backfill", "board", *SPAN, config=config, SLATEWATCH_NOW="2026-01-01T12:00:00Z")
    assert done.returncode == 0, done.stderr
    return config


def captured(site: Site, archive: Archive, pages: tuple[str, str], following: str) -> None:
    """Two pages of a list, in January and in June; on the second page something moved, and something was added."""
    one, two = (site.url + path for path in pages)
    for month, third in ((1, "Pre-production"), (6, "Filming")):
        at = datetime(2025, month, 1, 6, tzinfo=UTC)
        archive.add(at, one, listed(following, night_ferry="Filming"))
        more = {"salt_orchard": "Wrapped"} if month == 6 else {}
        archive.add(at, two, listed(copper_lantern=third, **more))


TIMELINE = "SELECT slug, kind, state FROM timeline ORDER BY slug, kind"


@pytest.mark.parametrize(
    ("start", "pages"), [("/list", ("/list", "/list?page=2")), ("/list/{page}", ("/list/1", "/list/2"))]
)
def test_every_page_of_a_captured_list_is_read(site: Site, tmp_path: Path, start: str, pages: tuple[str, str]) -> None:
    captured(site, Archive(site), pages, "/list?page=2" if "{page}" not in start else "")
    config = backfilled(site, tmp_path, start=[site.url + start])
    found = rows(config, "SELECT DISTINCT title, status FROM reports ORDER BY title, status")
    assert [(row["title"], row["status"]) for row in found] == [
        ("Copper Lantern", "filming"), ("Copper Lantern", "pre_production"), ("Night Ferry", "filming"),
        ("Salt Orchard", "wrapped"),
    ]  # fmt: skip
    told = [(row["slug"], row["kind"]) for row in rows(config, TIMELINE) if row["state"] == "backfilled"]
    assert told == [("copper-lantern", "started_filming")], "Salt Orchard may have come from a page nobody captured"
    (foretold,) = rows(config, "SELECT slug, made_at FROM forecasts f JOIN productions p ON p.id = f.production_id")
    assert foretold == {"slug": "copper-lantern", "made_at": "2026-01-01T12:00:00Z"}
    assert rows(config, "SELECT name FROM marks WHERE name LIKE 'cycle%'") == []


def test_each_further_page_is_listed_once_and_not_again(site: Site, tmp_path: Path) -> None:
    captured(site, Archive(site), ("/list", "/list?page=2"), "/list?page=2")
    config = backfilled(site, tmp_path, start=[site.url + "/list"])
    asked = [target for target in site.paths if target.startswith("/cdx")]
    assert len(asked) == 2
    run("backfill", "board", *SPAN, config=config, SLATEWATCH_NOW="2026-01-02T12:00:00Z")
    assert [target for target in site.paths if target.startswith("/cdx")] == asked


def test_pages_that_lead_in_a_circle_end(site: Site, tmp_path: Path) -> None:
    archive, at = Archive(site), datetime(2025, 3, 1, 6, tzinfo=UTC)
    archive.add(at, site.url + "/list", listed("/list?page=2", night_ferry="Filming"))
    archive.add(at, site.url + "/list?page=2", listed("/list", salt_orchard="Filming"))
    config = backfilled(site, tmp_path, start=[site.url + "/list"])
    assert len(rows(config, "SELECT 1 FROM captures WHERE state = 'read'")) == 2


@pytest.mark.parametrize(
    ("url", "mine"),
    [
        ("http://board.example/list", True),
        ("http://www.board.example/list?page=12", True),
        ("https://board.example/list/page/3/", True),
        ("https://board.example/list/4", True),
        ("https://board.example/list?sort=title", False),
        ("https://board.example/lists?page=2", False),
        ("https://other.example/list?page=2", False),
    ],
)
def test_which_pages_of_a_warc_file_are_of_a_list(url: str, mine: bool) -> None:
    source = Source("board", kind="listing", shape="table", start=("https://board.example/list",), row="p[id]",
                    next="a[rel=next]", fields={"title": "b"})  # fmt: skip
    assert belongs(source, url) is mine
