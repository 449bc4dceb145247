"""A change as subscribers read it: the title, the body, the links. PURE: the words that readers see.

An entry is made once, when its change is published, and again only when the change is really edited; it is kept as it
was made, so that no later release of slatewatch and no later report rewrites what was already read.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from feeds import text
from pipeline.model import Change, Event, Evidence, Modality, Window
from pipeline.reading.places import place_key
from pipeline.returns import Return
from pipeline.sequence import SHOOTING
from pipeline.store import moment
from pipeline.wording import (
    PLAN_NOUN,
    beside,
    day_words,
    kind_words,
    listed,
    name_of,
    placed,
    status_words,
    summary,
    when,
)  # fmt: skip

SITE = "https://slatewatch.invalid/"
"""Stands for the address of our own pages in a stored entry; replaced when a feed is written."""

MOST_SOURCES = 8
SUMMARY_LENGTH = 500
QUOTES = "“”\"' "
SAID_BESIDE = {
    ("context", Event.WRAPPED_FILMING),
    *(("against", event) for event in (Event.ANNOUNCED, Event.ORDERED, Event.RENEWED, *SHOOTING)),
}
"""What of another event than the change's own is said in words: the wrap behind a start, what a start comes before."""
MEDIUM_WORDS = {"film": "film", "tv": "series"}


@dataclass(frozen=True, slots=True)
class Category:
    """What readers filter by: ``scheme`` is status, event, medium, place or source."""

    scheme: str
    term: str
    label: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a feed, in no format yet.

    ``uid`` is the end of its permanent id ("change/UUID"). ``page`` is its place on our own site, ``source`` the page
    that says so, ``via`` every page that does. ``published`` never moves; ``updated`` moves with a real edit only.
    """

    uid: str
    title: str
    html: str
    text: str
    page: str
    source: str | None
    via: tuple[tuple[str, str], ...]
    categories: tuple[Category, ...]
    published: datetime
    updated: datetime


@dataclass(frozen=True, slots=True)
class Around:
    """What an entry tells beside the change itself, as known when it was published."""

    replaced: Change | None = None
    plans: tuple[tuple[str, Window], ...] = ()
    expected: str = ""
    places: tuple[Category, ...] = ()
    seen: tuple[Return, ...] = ()
    story: str = ""


def entry_of(change: Change, around: Around, published: datetime, updated: datetime) -> Entry:
    """The entry of a change."""
    said = [e for e in change.evidence if e.role == "for"]
    linked = [(url, text.line(e.source_name, 80)) for e in said if (url := text.address(e.url))]
    return Entry(
        uid=f"change/{change.id}",
        title=text.title(summary(change, around.replaced)),
        html=text.safe("".join(_body(change, around, said, updated))),
        text=text.title(_sentence(change, said), SUMMARY_LENGTH),
        page=page_of(change),
        source=linked[0][0] if linked else None,
        via=tuple(dict(linked).items())[:MOST_SOURCES],
        categories=categories(change, around.places),
        published=published,
        updated=updated,
    )


def page_of(change: Change) -> str:
    """The change on its production's page. Not as "#change-…": some readers drop what follows "#", and then two
    entries of one production open the same address. The page itself leads on to the change."""
    return f"production/{change.production.slug}/?change={change.id}"


def categories(change: Change, places: Iterable[Category] = ()) -> tuple[Category, ...]:
    """Status, event, medium, places and sources of a change."""
    found = [Category("event", change.kind, kind_words(change.kind))]
    if change.to_status:
        found.insert(0, Category("status", change.to_status, status_words(change.to_status)))
    if change.production.medium:
        found.append(Category("medium", change.production.medium, MEDIUM_WORDS[change.production.medium]))
    found += places
    sources = {e.source: e.source_name for e in change.evidence if e.role == "for" and e.counted}
    found += (Category("source", slug, text.line(name, 80) or slug) for slug, name in sorted(sources.items()))
    return tuple(found)


def _sentence(change: Change, said: list[Evidence]) -> str:
    """The summary: what changed, when, where and who says so, without markup."""
    parts = [f"{_moved(change)}."]
    if change.state == "withdrawn":
        parts.insert(0, f"Withdrawn: {change.because or 'it was not so'}.")
    if change.happened:
        parts.append(f"When: {when(change.happened)}.")
    if change.places:
        parts.append(f"Where: {placed(change.places).removeprefix('in ')}.")
    names = tuple(dict.fromkeys(e.source_name for e in said))
    if names:
        parts.append(f"Source: {listed(names)}.")
    return " ".join(parts)


def _moved(change: Change) -> str:
    name, now = name_of(change.production), status_words(change.to_status)
    if change.kind == "correction":
        return f"As far as is known, {name} is {now}" if change.to_status else f"An entry on {name} was wrong"
    if change.kind == "newly_listed":
        return f"{name} appears for the first time" + (f", as {now}" if change.to_status else "")
    if change.kind == "date_moved" and change.planned and change.planned_before and change.what:
        return f"{name}: the {PLAN_NOUN[change.what]} was {when(change.planned_before)}, now {when(change.planned)}"
    if change.from_status and change.to_status and change.from_status != change.to_status:
        return f"{name} was {status_words(change.from_status)}, now {now}"
    if change.to_status and change.from_status != change.to_status:
        return f"{name} is now {now}"
    return summary(replace(change, state="published"))


def _body(change: Change, around: Around, said: list[Evidence], updated: datetime) -> Iterable[str]:
    yield from _notes(change, around, updated)
    if around.story:
        yield from _told(around.story)
        return
    yield f"<p>{text.html(_moved(change))}.</p>"
    facts = list(_facts(change, around))
    if facts:
        yield f"<ul>{''.join(f'<li>{text.html(name)}: {words}</li>' for name, words in facts)}</ul>"
    yield from _sources("Who says so", said, quote=True)
    yield from _sources("What stands behind it", [e for e in change.evidence if e.role == "context"], quote=True)
    yield from _sources("What speaks against it", [e for e in change.evidence if e.role == "against"])
    if any(e.inferred for e in said if e.counted):
        yield "<p>Inferred from the dates that a listing gives; no source says it in words.</p>"
    if around.expected:
        yield f"<p>Expected next: {text.html(around.expected)}</p>"


def _told(story: str) -> Iterable[str]:
    """A story, and its footnotes as links: it stands in place of the lists, since it tells what they would."""
    paragraph, notes = story.split("\n\n", 1)
    yield f"<p>{text.html(paragraph)}</p>"
    for note in notes.splitlines():
        name, _, url = note.rpartition(": ")
        yield f"<p>{text.link(url, name) if text.address(url) else text.html(note)}</p>"


def _notes(change: Change, around: Around, updated: datetime) -> Iterable[str]:
    """What a reader must know before the news: that it is withdrawn, or what it takes back."""
    if change.state == "withdrawn":
        why = text.html(change.because or "it was not so")
        yield f"<p><b>Withdrawn</b> on {day_words(updated.date())}: {why}. What was published:</p>"
    if around.replaced is not None:
        words = "This takes back" if change.kind == "correction" else "This follows"
        old = around.replaced
        url = SITE + page_of(old)
        yield f"<p>{words}: {text.link(url, summary(replace(old, state='published')))}.</p>"
        if change.kind == "correction" and (change.because or old.because):
            yield f"<p>Why: {text.html(change.because or old.because)}.</p>"


def _facts(change: Change, around: Around) -> Iterable[tuple[str, str]]:
    made = change.production
    if change.happened:
        yield "When", _when(change.happened)
    if change.planned:
        noun = PLAN_NOUN[change.what or "release"]
        moved = f" (before: {when(change.planned_before)})" if change.planned_before else ""
        yield noun.capitalize(), _when(change.planned) + text.html(moved)
    if where := _where(change, around):
        yield "Where", text.html("; ".join(where[:10]))
    for place in around.seen:
        if place.before:
            yield "Seen again at", text.html(f"{place.place} (before: {listed(place.before)})")
    for what, window in around.plans:
        if what != change.what:
            yield f"Planned {PLAN_NOUN[what]}", _when(window)
    kind = ", ".join(filter(None, (MEDIUM_WORDS.get(made.medium or ""), made.network)))
    if kind:
        yield "Kind", text.html(kind)


def _where(change: Change, around: Around) -> list[str]:
    """The places of a change, and the corners that reports of the day name, with what is filmed there."""
    corners = {place_key(place.place): place for place in around.seen}
    found = [place for place in change.places if not any(place_key(place).startswith(key) for key in corners)]
    seen = (f"{p.place} (the exteriors of {listed(p.sets)})" if p.sets else p.place for p in around.seen)
    return [*found, *seen]


def _when(window: Window) -> str:
    """A window in words, and in days where the words are rounder than that."""
    words, first, last = when(window), day_words(window.earliest), day_words(window.latest)
    if window.days == 1 or (words[0].isdigit() and " to " in words):
        return text.html(words)
    return f"{text.html(words)} ({first} to {last})"


def _sources(heading: str, said: list[Evidence], *, quote: bool = False) -> Iterable[str]:
    """Who said it, one line a page, or for all that say one thing; one quotation, from the first that may be quoted."""
    if not said:
        return
    quoted = next((e for e in said if e.quote), None) if quote else None
    pages: dict[str, Evidence] = {}
    for item in said:
        pages.setdefault(item.url, item)
    lines: dict[str, str] = {}
    for item in list(pages.values())[:MOST_SOURCES]:
        lead, source = _lead(item), _source(item, item is quoted)
        line = lines.get(lead or item.url)
        lines[lead or item.url] = f"{line}; {source}" if line else f"{text.html(lead)}{source}"
    yield f"<p>{heading}:</p><ul>{''.join(f'<li>{line}</li>' for line in lines.values())}</ul>"
    if len(pages) > MOST_SOURCES:
        yield f"<p>And {len(pages) - MOST_SOURCES} more.</p>"


def _lead(item: Evidence) -> str:
    """What those say who speak of something else than the change: it is said once, before them all."""
    of_another = item.modality is Modality.ASSERTED and (item.role, item.event) in SAID_BESIDE
    words = beside(item) if of_another or (item.role == "context" and item.relation) else ""
    return f"{words}: " if words else ""


def _source(item: Evidence, with_quote: bool) -> str:
    words = [text.link(item.url, item.source_name)]
    if item.speaker:
        words.append(f", {text.html(item.speaker)}")
    if item.published:
        words.append(f", {day_words(item.published.date())}")
    if item.via:
        through = f", by way of {item.through}" if item.through else ""
        words.append(text.html(f" (citing {item.via}{through})"))
    elif item.repeats:
        words.append(text.html(f" (same words as {item.repeats})"))
    if item.modality is not Modality.ASSERTED:
        words.append(f" [{item.modality}]")
    if with_quote and item.quote:
        words.append(f": “{text.html(item.quote.strip(QUOTES))}”")
    return "".join(words)


COLUMNS = ("uid", "title", "published", "updated")
"""What of an entry is kept in columns of its own."""


def packed(entry: Entry) -> bytes:
    """The rest of an entry as it is kept."""
    facts = {name: value for name, value in asdict(entry).items() if name not in COLUMNS}
    return zlib.compress(json.dumps(facts, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace"), 6)


def unpacked(row: dict[str, Any]) -> Entry:
    """The entry of a row of ``feed_entries``."""
    return _unpacked(row["uid"], row["title"], row["published"], row["updated"], row["content"])


@lru_cache(maxsize=2000)
def _unpacked(uid: str, title: str, published: str, updated: str, content: bytes) -> Entry:
    """One entry is in a dozen feeds that are written one after the other."""
    facts = json.loads(zlib.decompress(content))
    facts["via"] = tuple((url, name) for url, name in facts["via"])
    facts["categories"] = tuple(Category(**category) for category in facts["categories"])
    return Entry(uid=uid, title=title, published=moment(published), updated=moment(updated), **facts)
