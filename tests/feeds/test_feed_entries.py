"""Entries: what a subscriber reads, and that nothing hostile gets through."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import feedparser
import pytest
from icalendar import Calendar

from feeds import text
from feeds.entries import Around, Category, entry_of, packed, unpacked
from feeds.publish import publish
from pipeline.model import Change, Event, Evidence, Modality, Production, Status, Window
from pipeline.store import stamp
from tests.feeds.feed_world import World

AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
FERRY = Production(1, "night-ferry", "Night Ferry", medium="film", network="Example Pictures")
HOSTILE = (
    "<script>alert(1)</script>", "<Untitled>", "I <3 NY", "Q&A;", "AT&amp;T &lt;pilot&gt;", "a ]]> b", "<![CDATA[ x",
    "<!-- x", "\x00nul\x1b[31m", "\u202egnp.exe", "x" * 10_000, "<img src=x onerror=alert(1)>",
    "\ufffe\uffff\U0001ffff",
    "عنوان", "🎬 👩‍👩‍👧", "line\nbreak\ttab", "&#x0;", "'\"><svg/onload=alert(1)>",
)  # fmt: skip


def said(source: str = "gazette", **more: object) -> Evidence:
    """A report of a source, for the change."""
    made = Evidence(
        source=source, source_name=source.title(), url=f"https://{source}.example/story", published=AT,
        event=Event.STARTED_FILMING, modality=Modality.ASSERTED, via=None, quote=None, counted=True,
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


def change(*evidence: Evidence, **more: object) -> Change:
    """Night Ferry started filming."""
    made = Change(
        id="c1", production=FERRY, kind="started_filming", from_status=Status.PRE_PRODUCTION,
        to_status=Status.FILMING, happened=Window(date(2026, 3, 1), date(2026, 3, 10)), noticed_at=AT,
        published_at=AT, updated_at=AT, state="published", support=3, places=("Cardiff",), evidence=evidence,
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


def test_the_body_says_what_when_where_who_and_what_is_against_it() -> None:
    against = said("ledger", role="against", counted=False, modality=Modality.DENIED)
    first = said(quote="We rolled today.", speaker="the director")
    evidence = (first, said("wire", via="Gazette", quote="They rolled."), against)
    around = Around(plans=(("wrap", Window(date(2026, 6, 1), date(2026, 6, 30))),), expected="wraps in June 2026")
    entry = entry_of(change(*evidence), around, AT, AT)
    for words in (
        "was in pre-production, now filming", "When: early March 2026 (1 March 2026 to 10 March 2026)",
        "Where: Cardiff", "Planned end of filming: June 2026 (1 June 2026 to 30 June 2026)",
        "Kind: film, Example Pictures",
        '<a href="https://gazette.example/story">Gazette</a>, the director, 2 March 2026: “We rolled today.”',
        "citing Gazette", "What speaks against it:", "[denied]", "Expected next: wraps in June 2026",
    ):  # fmt: skip
        assert words in entry.html
    assert entry.html.count("“") == 1, "one quotation is enough"
    assert entry.title == "Night Ferry started filming in Cardiff"
    assert entry.via == (("https://gazette.example/story", "Gazette"), ("https://wire.example/story", "Wire"))
    assert {category.scheme for category in entry.categories} == {"status", "event", "medium", "source"}


def test_what_stands_beside_says_of_whom_and_one_thing_once() -> None:
    month = Window(date(2026, 2, 1), date(2026, 2, 28))
    wraps = [said(name, role="context", event=Event.WRAPPED_FILMING, title="Salt Road", date=month)
             for name in ("herald", "wire", "diary")]  # fmt: skip
    tie = said("blog", role="context", event=Event.FILMING, modality=Modality.PLANNED, relation="back_to_back",
               related="Salt Road")  # fmt: skip
    html = entry_of(change(said(), *wraps, tie), Around(), AT, AT).html
    lines = [re.sub("<[^>]+>", "", line) for line in re.findall("<li>(.*?)</li>", html.split("behind it:")[1])]
    assert lines == [
        "Salt Road wrapped filming (February 2026): Herald, 2 March 2026; Wire, 2 March 2026; Diary, 2 March 2026",
        "back to back with Salt Road: Blog, 2 March 2026 [planned]",
    ]


def test_what_was_inferred_is_said_to_be() -> None:
    assert "Inferred" in entry_of(change(said(inferred=True)), Around(), AT, AT).html
    assert "Inferred" not in entry_of(change(said()), Around(), AT, AT).html


def test_many_sources_are_counted() -> None:
    entry = entry_of(change(*(said(f"s{number}") for number in range(12))), Around(), AT, AT)
    assert entry.html.count("<a ") == 8
    assert "And 4 more." in entry.html


def test_an_entry_survives_being_kept() -> None:
    places = (Category("place", "cardiff", "Cardiff"),)
    entry = entry_of(change(said()), Around(places=places), AT, AT)
    row = {
        "uid": entry.uid, "title": entry.title, "published": stamp(AT), "updated": stamp(AT), "content": packed(entry)
    }  # fmt: skip
    assert unpacked(row) == entry


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_reach_no_reader_as_markup(tmp_path: Path, words: str) -> None:
    world = World(tmp_path / "hostile")
    world.change(
        f"HX {words} XH", "date_set", evidence=f"{words}<p onclick=x>", what="start", planned_earliest="2026-05-01",
        planned_latest="2026-05-01",
    )  # fmt: skip
    publish(world.db, world.config, world.now)
    root = world.config.output
    for ending in ("atom", "rss"):
        feed = feedparser.parse((root / f"changes.{ending}").read_bytes(), sanitize_html=False)
        assert not feed.bozo
        entry = feed.entries[0]
        assert 0 < len(entry.title) <= text.TITLE_LENGTH
        assert not re.search(r"[<>\x00-\x1f\u202a-\u202e]", entry.title)
        for body in (entry.content[0].value, entry.summary):
            assert set(re.findall(r"<\s*/?\s*([A-Za-z!]\w*)", body)) <= {"p", "ul", "li", "a", "b", "em"}
            assert not re.search(r"<[^>]*\bon\w+\s*=", body)
    item = json.loads((root / "changes.json").read_text())["items"][0]
    assert item["title"] == feedparser.parse((root / "changes.rss").read_bytes()).entries[0].title
    events = Calendar.from_ical((root / "calendar.ics").read_bytes()).walk("VEVENT")
    assert len(events) == 1
    assert str(events[0]["summary"]).startswith("HX")


@pytest.mark.parametrize(
    ("url", "good"),
    [
        ("https://ok.example/a", "https://ok.example/a"),
        ("https://ok.example", "https://ok.example/"),
        ("https://ok.example/a b\"<>", "https://ok.example/a%20b%22%3C%3E"),
        ("https://ümlaut.example/é?q=é#ä", "https://xn--mlaut-jva.example/%C3%A9?q=%C3%A9#%C3%A4"),
        ("https://ok.example/100%", "https://ok.example/100%25"),
        ("https://ok.example:8080/%C3%A9", "https://ok.example:8080/%C3%A9"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("//no-scheme.example/x", None),
        ("/relative", None),
        ("https://", None),
        ("https://[broken/", None),
        ("https://ok.example:port/", None),
        ("https://user:secret@ok.example/", "https://ok.example/"),
        ("https://ok.example/" + "x" * 3000, None),
        (None, None),
    ],
)  # fmt: skip
def test_an_address_is_good_or_none(url: str | None, good: str | None) -> None:
    assert text.address(url) == good


def test_a_source_without_an_address_is_named_without_a_link() -> None:
    entry = entry_of(change(said(url="javascript:alert(1)")), Around(), AT, AT)
    assert "<a " not in entry.html
    assert "Gazette" in entry.html
    assert entry.via == ()
    assert entry.source is None


def test_lines_are_cut_at_a_word() -> None:
    assert text.line("one two three", 8) == "one two…"
    assert text.line("a" * 20, 10) == "a" * 9 + "…"
    assert text.line(" one\n two\t") == "one two"
