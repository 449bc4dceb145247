"""Publishing: which files there are, when they change, and that nothing else does."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import feedparser
import pytest
from lxml import etree

from feeds import atom_rss
from feeds.files import Folder
from feeds.publish import Published, publish, site_of
from pipeline import shelf
from pipeline.config import Watch
from tests.feeds.feed_world import NOW, World

ATOM = "{http://www.w3.org/2005/Atom}"
NINE_BRIDGES_PAGES = {"production/nine-bridges/index.html", "place/cork.html", "source/gazette.html"}
HISTORY = "{http://purl.org/syndication/history/1.0}"


def published(world: World, **more: Any) -> Published:
    """Publish the world as it is now."""
    return publish(world.db, world.config, world.now, **more)


def digests(world: World) -> dict[str, str]:
    """Every file of the output folder, by path."""
    root = world.config.output
    files = sorted(file for file in root.rglob("*") if file.is_file())
    return {str(file.relative_to(root)): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def ids(world: World, path: str) -> list[str]:
    """The ids of the entries of a feed, which all three formats must give alike."""
    root = world.config.output
    atom = [entry.id for entry in feedparser.parse((root / f"{path}.atom").read_bytes()).entries]
    rss = [entry.id for entry in feedparser.parse((root / f"{path}.rss").read_bytes()).entries]
    items = [item["id"] for item in json.loads((root / f"{path}.json").read_text())["items"]]
    assert atom == rss == items
    return atom


def test_the_same_database_gives_the_same_bytes(world: World) -> None:
    world.fill(5)
    published(world)
    before = digests(world)
    again = publish(world.db, world.config, world.now + timedelta(days=3), full=True)
    assert digests(world) == before
    assert again.files_written == 0
    assert again.files_unchanged == len(before)


def test_the_same_history_gives_the_same_bytes_however_often_one_publishes(tmp_path: Path) -> None:
    step_by_step, at_once = World(tmp_path / "a"), World(tmp_path / "b")
    for made, every_time in ((step_by_step, True), (at_once, False)):
        made.change("Harbour Lights")
        publish(made.db, made.config, NOW)
        for title in ("Night Ferry", "Paper Kingdom"):
            wrong = made.change(title)
            if every_time:
                published(made)
            made.withdraw(wrong)
            if every_time:
                published(made)
        published(made)
    assert digests(step_by_step) == digests(at_once)


def test_one_new_change_is_one_new_entry_at_the_top_of_its_feeds_only(world: World) -> None:
    world.fill(6)
    published(world)
    before, files = ids(world, "changes"), digests(world)
    change = world.change("Glass Orchard", "cancelled", to_status="cancelled", place="Dublin", medium="tv")
    done = published(world)
    assert done.entries == 1
    assert done.changes == (change,)
    assert ids(world, "changes") == [f"tag:slate.example,2026:change/{change}", *before]
    moved = {path for path, digest in digests(world).items() if files.get(path) != digest}
    assert {"changes.atom", "status/cancelled.rss", "production/glass-orchard/feed.json", "place/dublin.atom"} <= moved
    assert "kind/started_filming.atom" not in moved
    assert not any(path.startswith("production/harbour") for path in moved if path.endswith((".atom", ".rss", ".json")))


def test_a_withdrawn_change_keeps_its_id_and_a_correction_is_a_new_one(world: World) -> None:
    world.fill(3)
    wrong = world.change("Glass Orchard")
    published(world)
    old = feedparser.parse((world.config.output / "changes.atom").read_bytes()).entries[0]
    correction = world.withdraw(wrong, "it was a rehearsal")
    done = published(world)
    now = feedparser.parse((world.config.output / "changes.atom").read_bytes()).entries
    assert [entry.id.rpartition("/")[2] for entry in now[:2]] == [correction, wrong]
    assert now[0].title == "Correction: Glass Orchard has not started filming"
    assert now[1].title == f"Withdrawn: {old.title}"
    assert "it was a rehearsal" in now[1].content[0].value
    assert now[1].published == old.published
    assert now[1].updated > old.updated
    assert done.changes == (correction,)
    assert f"?change={wrong}" in now[0].content[0].value
    assert "As far as is known, Glass Orchard is in pre-production." in now[0].content[0].value


def test_a_correction_is_told_where_the_change_was_told_and_nowhere_else(world: World) -> None:
    correction = world.withdraw(world.change("Night Ferry", "spotted", place="Swansea"))
    published(world)
    assert ids(world, "changes") == []
    for path in ("place/swansea", "production/night-ferry/feed", "kind/correction"):
        assert ids(world, path)[0].endswith(correction)
    assert not (world.config.output / "status/pre_production.atom").exists()


def test_the_feed_of_all_changes_leaves_out_what_is_only_near(world: World) -> None:
    spotted = world.change("Night Ferry", "spotted", place="Swansea")
    gone = world.change("Night Ferry", "delisted", to_status=None)
    world.change("Paper Kingdom", state="pending", published_at=None)
    world.change("Paper Kingdom", "wrapped_filming", state="backfilled")
    published(world)
    assert ids(world, "changes") == []
    assert [tag.rpartition("/")[2] for tag in ids(world, "production/night-ferry/feed")] == [gone, spotted]
    assert [tag.rpartition("/")[2] for tag in ids(world, "place/swansea")] == [spotted]
    assert not (world.config.output / "production/paper-kingdom/feed.atom").exists()


def test_changes_of_one_second_are_told_apart_by_time(world: World) -> None:
    at = "2026-03-02T13:00:00Z"
    for title in ("Harbour Lights", "Night Ferry", "Paper Kingdom"):
        world.change(title, published_at=at, updated_at=at, touched_at=at)
    published(world)
    entries = feedparser.parse((world.config.output / "changes.rss").read_bytes()).entries
    times = [entry.published_parsed for entry in entries]
    assert times == sorted(set(times), reverse=True)
    assert len(times) == 3


def test_feeds_parse_without_complaint_and_carry_what_readers_need(world: World) -> None:
    world.fill(8)
    published(world)
    for file in world.config.output.rglob("*"):
        if file.suffix in (".atom", ".rss"):
            feed = feedparser.parse(file.read_bytes())
            assert not feed.bozo, file
            assert feed.feed.language == "en"
            for entry in feed.entries:
                assert entry.link.startswith("https://slate.example/")
                assert entry.tags
                assert entry.summary


def test_atom_links_keep_what_they_are(world: World) -> None:
    world.change("Harbour Lights", url="https://gazette.example/a?b=c&d=é")
    published(world)
    root = etree.fromstring((world.config.output / "changes.atom").read_bytes())
    entry = root.find(f"{ATOM}entry")
    assert entry is not None
    links = [(link.get("rel"), link.get("href")) for link in entry.findall(f"{ATOM}link")]
    assert links[0][0] is None, "a link without a relation is the alternate one"
    assert links[1:] == [("via", "https://gazette.example/a?b=c&d=%C3%A9")]
    assert [link.get("rel") for link in root.findall(f"{ATOM}link")] == ["self", "alternate"]


def test_without_a_site_an_entry_opens_its_source(tmp_path: Path) -> None:
    world = World(tmp_path / "plain", site_url=None)
    world.change("Harbour Lights", url="https://gazette.example/first")
    published(world)
    entry = feedparser.parse((world.config.output / "changes.rss").read_bytes()).entries[0]
    assert entry.link == "https://gazette.example/first"
    assert entry.id.startswith("tag:slatewatch.local,2026:change/")


def test_ids_outlive_a_move_of_the_site(tmp_path: Path) -> None:
    world = World(tmp_path / "moving", site_url=None)
    world.change("Harbour Lights")
    published(world)
    before = ids(world, "changes")
    world.site_url = "https://slate.example"
    published(world)
    assert ids(world, "changes") == before
    assert feedparser.parse((world.config.output / "changes.atom").read_bytes()).feed.links[0].href == (
        "https://slate.example/changes.atom"
    )


def walk(root: Path, ending: str) -> list[str]:
    """All ids of the main feed: the subscription document, then every archive page."""
    found: list[str] = []
    path: str | None = f"changes.{ending}"
    while path:
        tree = etree.fromstring((root / path).read_bytes())
        name = f"{ATOM}entry/{ATOM}id" if ending == "atom" else "channel/item/guid"
        found += [element.text or "" for element in tree.findall(name)]
        links = tree.iter(f"{ATOM}link")
        path = next((link.get("href", "") for link in links if link.get("rel") == "prev-archive"), None)
        path = path.removeprefix("https://slate.example/") if path else None
    return found


def walk_json(root: Path) -> list[str]:
    """All ids of the main feed by following ``next_url``."""
    found: list[str] = []
    path = "changes.json"
    while path:
        feed = json.loads((root / path).read_text())
        found += [item["id"] for item in feed["items"]]
        path = feed.get("next_url", "").removeprefix("https://slate.example/")
    return found


@pytest.fixture
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """A window of eight entries and pages of four, so that few changes fill many."""
    monkeypatch.setattr(shelf, "WINDOW", 8)
    monkeypatch.setattr(shelf, "PAGE", 4)


@pytest.mark.usefixtures("small_pages")
@pytest.mark.parametrize("count", [7, 8, 9, 12, 13, 31])
def test_a_walk_through_the_archive_finds_every_entry(world: World, count: int) -> None:
    world.fill(count)
    published(world)
    root = world.config.output
    paged = walk_json(root)
    assert len(paged) == len(set(paged)) == count
    for ending in ("atom", "rss"):
        found = walk(root, ending)
        assert list(dict.fromkeys(found)) == paged
        assert len(found) - count < shelf.PAGE


@pytest.mark.usefixtures("small_pages")
def test_closed_archive_pages_never_change(world: World) -> None:
    world.fill(10)
    published(world)
    kept: dict[str, str] = {}
    for _ in range(11):
        world.fill(1)
        published(world)
        for file in sorted((world.config.output / "changes/archive").glob("*.atom")):
            tree = etree.fromstring(file.read_bytes())
            if tree.find(f"{HISTORY}archive") is not None:
                digest = hashlib.sha256(file.read_bytes()).hexdigest()
                assert kept.setdefault(file.name, digest) == digest
                following = next(link for link in tree.iter(f"{ATOM}link") if link.get("rel") == "next-archive")
                assert (world.config.output / following.get("href", "")[len("https://slate.example/") :]).exists()
        assert walk_json(world.config.output) == list(dict.fromkeys(walk(world.config.output, "atom")))
    assert len(kept) == 4


@pytest.mark.usefixtures("small_pages")
def test_an_edit_of_an_archived_entry_reaches_its_page(world: World) -> None:
    first = world.change("Glass Orchard")
    world.fill(20)
    published(world)
    world.withdraw(first)
    published(world)
    page = feedparser.parse((world.config.output / "changes/archive/1.atom").read_bytes())
    assert page.entries[-1].title.startswith("Withdrawn: Glass Orchard")


def test_rumours_are_told_apart_from_changes_and_once(world: World) -> None:
    made = world.production("Nine Bridges")
    summer = {"earliest": "2026-06-01", "latest": "2026-08-31"}
    rumour = {"modality": "rumoured", "title": "Nine Bridges", "place": "Cork", **summer}
    world.report(made, "started_filming", url="https://gazette.example/hush", **rumour)
    published(world)
    feed = feedparser.parse((world.config.output / "rumours.atom").read_bytes())
    titles = ["Rumour: Nine Bridges may start filming in summer 2026 in Cork", "slatewatch began to collect rumours"]
    assert sorted(entry.title for entry in feed.entries) == titles
    assert ids(world, "changes") == []
    world.insert(
        "pages", source="gazette", url="https://gazette.example/hush", sha256="edited", role="article", channel="rest",
        first_seen="2026-03-02T12:00:00Z", last_seen="2026-03-02T12:00:00Z", first_run=1, last_run=1,
        content_type="text/html", id=900,
    )  # fmt: skip
    world.insert(
        "reports", page_id=900, ordinal=0, run_id=1, source="gazette", production_id=made, event="started_filming",
        evidence="Said again.", start=0, end=1, rule="test", noticed_at="2026-03-02T12:00:00Z", **rumour,
    )  # fmt: skip
    before = digests(world)
    assert published(world).entries == 0
    assert {path for path, digest in digests(world).items() if before[path] != digest} <= NINE_BRIDGES_PAGES


def test_trouble_of_a_source_is_told_in_the_health_feed_only(world: World) -> None:
    published(world)
    world.insert(
        "health", id="h1", source="gazette", kind="trouble", reason="blocked", told_at="2026-03-03T09:00:00Z",
        summary="The Stage Gazette cannot be read: blocked",
    )  # fmt: skip
    published(world)
    titles = [e.title for e in feedparser.parse((world.config.output / "health.rss").read_bytes()).entries]
    assert titles == ["The Stage Gazette cannot be read: blocked", "slatewatch began to watch its sources"]
    assert ids(world, "changes") == []


def test_a_watch_list_has_a_feed_of_what_it_matches_old_and_new(world: World) -> None:
    old = world.change("Night Ferry")
    world.change("Paper Kingdom")
    published(world)
    world.watches = (Watch("My ferries", titles=("The Night Ferry",)),)
    published(world)
    assert [tag.rpartition("/")[2] for tag in ids(world, "watch/my-ferries")] == [old]
    new = world.change("Night Ferry", "wrapped_filming", to_status="wrapped")
    published(world)
    assert [tag.rpartition("/")[2] for tag in ids(world, "watch/my-ferries")] == [new, old]
    assert (world.config.output / "watch/my-ferries.ics").exists()


def test_a_list_that_asks_for_something_else_keeps_what_it_told_until_it_is_taken_out(world: World) -> None:
    old, new = world.change("Night Ferry"), world.change("Paper Kingdom")
    before, after = ((Watch("Mine", titles=(title,)),) for title in ("Night Ferry", "Paper Kingdom"))
    for watches, told in ((before, [old]), (after, [new, old]), ((), None), (after, [new])):
        world.watches = watches
        published(world)
        assert told is None or [tag.rpartition("/")[2] for tag in ids(world, "watch/mine")] == told


def test_a_watch_list_that_is_given_up_takes_its_files_along_and_no_others(world: World) -> None:
    world.change("Night Ferry")
    world.watches = (Watch("My ferries", titles=("Night Ferry",)), Watch("Else"))
    published(world)
    folder = world.config.output / "watch"
    (folder / "notes.txt").write_text("mine")
    world.watches = (Watch("Else"),)
    published(world)
    left = [f"else.{ending}" for ending in ("atom", "ics", "json", "rss")]
    assert sorted(path.name for path in folder.iterdir()) == [*left, "notes.txt"]
    assert "my-ferries" not in (world.config.output / "feeds.opml").read_text()
    assert "my-ferries" not in (world.config.output / "feeds.html").read_text()


def test_a_site_below_a_path_redirects_below_it(tmp_path: Path) -> None:
    world = World(tmp_path / "below", site_url="https://pages.example/slate/", hub="https://hub.example/")
    world.change("Night Ferry")
    world.insert("redirects", slug="ferry", target="night-ferry", since="2026-03-02T12:00:00Z")
    published(world)
    root = world.config.output
    redirects = (root / "_redirects").read_text()
    assert redirects == "/slate/production/ferry/* /slate/production/night-ferry/:splat 301!\n"
    told = '/slate/changes.json\n  Link: <https://hub.example/>; rel="hub", '
    assert f'{told}<https://pages.example/slate/changes.json>; rel="self"\n' in (root / "_headers").read_text()


@pytest.mark.usefixtures("small_pages")
def test_later_productions_are_in_lists_of_their_own(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "LISTED", 8)
    world.fill(24)
    published(world)
    root = world.config.output
    listed = [
        outline.get("xmlUrl", "")
        for file in root.glob("feeds*.opml")
        for outline in etree.fromstring(file.read_bytes()).iter("outline") if outline.get("xmlUrl")
    ]  # fmt: skip
    live = [path for path in digests(world) if path.endswith(".atom") and "/archive/" not in path]
    files = [f"https://slate.example/{path}" for path in live]
    assert sorted(listed) == sorted(files)
    assert {f"feeds-{n}.opml" for n in (2, 3)} <= {file.name for file in root.glob("feeds-*.opml")}
    assert b'href="feeds-2.opml"' in (root / "feeds.html").read_bytes()


def test_a_calendar_is_never_without_an_event_once_a_date_was_planned(world: World) -> None:
    world.change("Night Ferry", "date_set", what="start", planned_earliest="2026-04-01", planned_latest="2026-04-01")
    published(world)
    world.now += timedelta(days=400)
    world.change("Paper Kingdom")
    published(world)
    assert (world.config.output / "calendar.ics").read_bytes().count(b"BEGIN:VEVENT") == 1


def test_a_former_address_goes_on_with_the_productions_news(world: World) -> None:
    old = world.change("Untitled Ferry Film")
    new = world.change("Night Ferry")
    published(world)
    world.insert("redirects", slug="untitled-ferry-film", target="night-ferry", since="2026-03-02T12:00:00Z")
    later = world.change("Night Ferry", "wrapped_filming", to_status="wrapped")
    published(world)
    assert [t.rpartition("/")[2] for t in ids(world, "production/night-ferry/feed")] == [later, new, old]
    assert [t.rpartition("/")[2] for t in ids(world, "production/untitled-ferry-film/feed")] == [later, old]
    assert "untitled-ferry-film" not in (world.config.output / "feeds.opml").read_text()
    redirects = (world.config.output / "_redirects").read_text()
    assert redirects == "/production/untitled-ferry-film/* /production/night-ferry/:splat 301!\n"


def test_opml_lists_every_feed_once(world: World) -> None:
    world.fill(5)
    published(world)
    tree = etree.fromstring((world.config.output / "feeds.opml").read_bytes())
    listed = [outline.get("xmlUrl", "") for outline in tree.iter("outline") if outline.get("xmlUrl")]
    files = {f"https://slate.example/{path}" for path in digests(world) if path.endswith(".atom")}
    assert sorted(listed) == sorted(files)


@pytest.mark.usefixtures("small_pages")
def test_a_hub_is_named_in_every_format_and_not_in_archives(tmp_path: Path) -> None:
    world = World(tmp_path / "hub", hub="https://hub.example/")
    world.fill(20)
    published(world)
    root = world.config.output
    assert b'rel="hub"' in (root / "changes.rss").read_bytes()
    assert b'rel="hub"' in (root / "changes.atom").read_bytes()
    assert json.loads((root / "changes.json").read_text())["hubs"] == [
        {"type": "WebSub", "url": "https://hub.example/"}
    ]
    assert b'rel="hub"' not in (root / "changes/archive/1.atom").read_bytes()


def test_a_publication_that_died_is_finished_by_the_next(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.fill(4)
    real = atom_rss.render
    calls = []

    def dies(*arguments: Any) -> bytes:
        calls.append(arguments)
        if len(calls) == 9:
            raise sqlite3.OperationalError("the machine went away")
        return real(*arguments)

    monkeypatch.setattr(atom_rss, "render", dies)
    with pytest.raises(sqlite3.OperationalError):
        published(world)
    monkeypatch.undo()
    published(world)
    half = digests(world)
    publish(world.db, world.config, world.now, full=True)
    assert digests(world) == half
    assert len(ids(world, "changes")) == 4


def test_a_deleted_folder_is_made_again(world: World) -> None:
    world.fill(4)
    published(world)
    before = digests(world)
    for file in sorted(world.config.output.rglob("*"), reverse=True):
        file.unlink() if file.is_file() else file.rmdir()
    published(world)
    assert digests(world) == before


def test_a_replaced_file_is_later_in_whole_seconds_and_none_lies_outside(tmp_path: Path) -> None:
    with Folder(tmp_path) as folder:
        folder.write("a.atom", b"one")
        folder.settle()
        first = int((tmp_path / "a.atom").stat().st_mtime)
        folder.write("a.atom", b"two")
        folder.settle()
        assert int((tmp_path / "a.atom").stat().st_mtime) > first
        assert not folder.write("a.atom", b"two")
        with pytest.raises(ValueError, match="outside"):
            folder.write("../b.atom", b"three")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.atom"]


def test_the_authority_is_a_host_name(world: World) -> None:
    for url, authority in (
        ("https://Bücher.example:8443/x/", "xn--bcher-kva.example"),
        ("http://[::1]:8000/", "slatewatch.local"),
        (None, "slatewatch.local"),
    ):
        assert site_of(world.db, replace(world.config, site_url=url), NOW).authority == authority
