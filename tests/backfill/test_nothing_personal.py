"""Personal details on every kind of page, in every way of writing them: none is kept, and none published.

Crawled live, and read from an archive. The whole database is looked through: each cell of each table, bodies unpacked,
and the bytes of its files.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pipeline import bodies
from tests.backfill.archive import Archive, declare
from tests.database.small_slate import run
from tests.spiders.crawling import Site, page, rss

SECRETS = (
    "ann.crew", "bob@prod.example", "cy@prod", "555-0142", "555 0143", "7946 0958", "@nosy_tipster", "nosy_tipster",
    "Greta Gaffer", "Paula Manager", "Bellweather", "900123", "900 123", "Rita Roper", "Otto Office", "496 0017",
)  # fmt: skip
CONTACT = (
    "Write to ann.crew@prod.example or bob@prod.example, call (604) 555-0142, 604 555 0143 or +44 20 7946 0958. "
    'Thanks @nosy_tipster. <a href="mailto:cy@prod.example">Mail</a> dee[at]ann.crew.example'
)
ROW = (
    '<tr id="{0}"><td class="t">{1} (Otto Office, 0113 496 0017)</td><td class="s">Filming (location manager: <i>Rita '
    'Roper</i>)</td><td class="p">Leeds, call <b>Bo Bellweather</b> on <a href="tel:07700900123">07700 900123</a></td>'
    f"<td>Gaffer: Greta Gaffer</td><td>{CONTACT}</td><td>Production manager: Paula Manager</td></tr>"
)
TABLE = "<table>" + ROW.format("p1", "Night Ferry") + ROW.format("p2", "Salt Orchard") + "</table>"
LABELLED = (
    '<div id="list"><td><h3>Copper Lantern</h3><b>Schedule:</b> 5/1/2026 - 9/1/2026<br><b>Manager:</b> Paula Manager'
    f"<br><b>Gaffer:</b> Greta Gaffer<br><b>Where:</b> Cardiff; Otto Office, 07700 900 123<br>"
    f"<b>Office:</b> {CONTACT}</td></div>"
).replace("td>", "section>")
ARTICLE = (
    f'<html><body><article><h1>Velvet Signal begins filming</h1><p class="byline">By <a href="mailto:cy@prod.example">A'
    f" Writer</a></p><p>Velvet Signal began filming in Cardiff today. {CONTACT}</p><p>Credit: @nosy_tipster</p>"
    "</article></body></html>"
)
FIELDS = {"ref": "::attr(id)", "title": "td.t", "status": "td.s", "place": "td.p"}


def sources(site: Site) -> list[dict[str, Any]]:
    return [
        {"slug": "board", "kind": "listing", "shape": "table", "start": [f"{site.url}/table"], "row": "tr[id]",
         "trust": 2},
        {"slug": "register", "kind": "listing", "shape": "labelled", "start": [f"{site.url}/labelled"],
         "row": "#list section", "trust": 3},
        {"slug": "trade", "shape": "feed", "start": [f"{site.url}/feed/"], "trust": 2},
        {"slug": "heads", "shape": "feed", "start": [f"{site.url}/heads/"], "body": "headline", "trust": 2},
        {"slug": "blog", "shape": "wordpress", "start": [f"{site.url}/blog/"], "trust": 2},
        {"slug": "links", "shape": "article", "start": [f"{site.url}/links"], "follow": "li a", "trust": 2},
        {"slug": "base", "kind": "api", "shape": "api", "start": [f"{site.url}/api"], "trust": 2},
    ]  # fmt: skip


def configure(folder: Path, site: Site) -> Path:
    path = declare(folder, site, *sources(site))
    tables = {
        "board": FIELDS, "register": {"title": "h3", "dates": "Schedule:", "region": "Office:",
                     "place": "Where:"},
        "base": {"ref": "id", "title": "name", "status": "stage", "place": "where", "people": "who"},
    }  # fmt: skip
    text = path.read_text(encoding="utf-8")
    for slug, fields in tables.items():
        head, entry = text.split(f'slug = "{slug}"')
        lines = "".join(f"{name} = {json.dumps(where)}\n" for name, where in fields.items())
        entry = entry.replace("[source.options]", f"[source.fields]\n{lines}[source.options]", 1)
        text = head + f'slug = "{slug}"' + entry
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def told(site: Site) -> dict[str, tuple[str, str]]:
    """What the site answers: bodies and their types, by path."""
    posts = [{"id": 1, "link": f"{site.url}/blog/one/", "date_gmt": "2026-06-01T08:00:00",
              "modified_gmt": "2026-06-01T08:00:00", "excerpt": {"rendered": CONTACT},
              "title": {"rendered": "Winter Choir begins filming, says @nosy_tipster"},
              "content": {"rendered": f"<p>Winter Choir began filming. {CONTACT}</p>"}}]  # fmt: skip
    shows = [{"id": 1, "name": "Iron Parade", "stage": "Filming", "where": "Leeds - ask for Rita Roper, (604) 555-0142",
              "who": "Ann Actor bob@prod.example", "crew": ["Greta Gaffer"]}]  # fmt: skip
    feed = rss((f"{site.url}/a-night-on-the-set", "Velvet Signal begins filming", f"<![CDATA[{CONTACT}]]>"))
    heads = rss((f"{site.url}/h", "Glass Meridian begins filming, @nosy_tipster", f"<![CDATA[{CONTACT}]]>"))
    return {
        "/table": (TABLE, "text/html"), "/labelled": (LABELLED, "text/html"),
        "/api": (json.dumps(shows), "application/json"),
        "/feed/": (feed, "application/rss+xml"), "/heads/": (heads, "application/rss+xml"),
        "/a-night-on-the-set": (ARTICLE, "text/html"),
        "/blog/wp-json/wp/v2/posts": (json.dumps(posts), "application/json"),
        "/links": ('<ul><li><a href="/a-day-on-the-set">By @nosy_tipster</a></li></ul>', "text/html"),
        "/a-day-on-the-set": (ARTICLE.replace("Velvet Signal", "Quiet Engine"), "text/html"),
    }  # fmt: skip


def everything(folder: Path) -> Iterator[tuple[str, bytes]]:
    """All that is kept: where, and what."""
    with closing(sqlite3.connect(folder / "slatewatch.db")) as db:
        packed = dict(db.execute("SELECT id, body FROM pages WHERE body IS NOT NULL").fetchall())
        yield from ((f"body of page {n}", bodies.unpack(body, packed.__getitem__)) for n, body in packed.items())
        names = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for name in names:
            yield from ((name, repr(row).encode()) for row in db.execute(f'SELECT * FROM "{name}"'))
    files = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".toml")
    yield from ((str(path), path.read_bytes()) for path in files)


def leaks(folder: Path) -> list[tuple[str, str]]:
    found = {(where, secret) for where, kept in everything(folder) for secret in SECRETS if secret.encode() in kept}
    return sorted(found)


def reported(folder: Path) -> set[str]:
    with closing(sqlite3.connect(folder / "slatewatch.db")) as db:
        return {title for (title,) in db.execute("SELECT DISTINCT title FROM reports")}


ALL = {"Night Ferry", "Salt Orchard", "Copper Lantern", "Velvet Signal", "Winter Choir", "Quiet Engine", "Iron Parade"}


def test_nothing_personal_of_a_live_crawl_is_kept(site: Site, tmp_path: Path, told: dict[str, tuple[str, str]]) -> None:
    site.routes |= {path: page(body, kind) for path, (body, kind) in told.items()}
    config = configure(tmp_path, site)
    for day in (1, 2, 3):
        if day == 2:  # a second version of the pages, packed against the first
            site.routes["/table"] = page(TABLE.replace("Filming", "Wrapped"))
        done = run("run", config=config, SLATEWATCH_NOW=f"2026-06-0{day}T12:00:00Z")
        assert done.returncode == 0, done.stderr
    assert reported(tmp_path) >= ALL
    assert leaks(tmp_path) == []


def test_nothing_personal_of_the_past_is_kept(site: Site, tmp_path: Path, told: dict[str, tuple[str, str]]) -> None:
    archive = Archive(site)
    for path, (body, kind) in told.items():
        archive.add(datetime(2026, 5, 2, 6, tzinfo=UTC), site.url + path, body)
        if kind != "text/html":
            kept = next(target for target in site.routes if target.endswith(site.url + path))
            site.routes[kept] = page(body, kind)
    config = configure(tmp_path, site)
    for source in ("board", "register", "trade", "heads", "links", "base"):
        done = run("backfill", source, "--from", "2026-05-01", "--to", "2026-05-31", config=config,
                   SLATEWATCH_NOW="2026-06-01T12:00:00Z")  # fmt: skip
        assert done.returncode == 0, done.stderr
    assert reported(tmp_path) >= {"Night Ferry", "Copper Lantern", "Velvet Signal"}
    assert leaks(tmp_path) == []
    with closing(sqlite3.connect(tmp_path / "slatewatch.db")) as db, db:
        leak = bodies.pack(b"<p>Greta Gaffer</p>")
        db.execute("UPDATE pages SET body = ? WHERE id = (SELECT max(id) FROM pages)", (leak,))
    assert [secret for _, secret in leaks(tmp_path)] == ["Greta Gaffer"], "a leak would be found, packed as it is"
