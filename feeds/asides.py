"""Entries that are no changes: a rumour or a guess that some page tells, and news of a source's health. PURE."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from feeds import text
from feeds.entries import SUMMARY_LENGTH, Category, Entry
from pipeline.model import Production, Window
from pipeline.queries import quoted
from pipeline.store import moment
from pipeline.wording import RUMOUR_WORDS, day_words, name_of, on_or_in

_RUMOURS = uuid.UUID("6a1b5a2e-3a57-5b0e-9d0c-0f6f1d0f7c11")
SURENESS = {"rumoured": "Rumour", "speculated": "Speculation"}


def rumour_uid(row: Mapping[str, Any]) -> str:
    """The id of a rumour: the same however often its page is edited or read again."""
    facts = (row["url"], row["title"], row["season"], row["event"], row["modality"])
    return f"rumour/{uuid.uuid5(_RUMOURS, repr(facts))}"


def rumour(row: Mapping[str, Any], at: datetime) -> Entry:
    """The entry of one rumoured or speculated report."""
    name = name_of(Production(0, "", row["title"], row["season"], row["medium"], row["year"]))
    sure = SURENESS[row["modality"]]
    told = f"{name} {RUMOUR_WORDS[row['event']]}{_expected(row)}"
    source = text.address(row["url"])
    return Entry(
        uid=rumour_uid(row),
        title=text.title(f"{sure}: {told}"),
        html=text.safe("".join(_rumour_body(row, told))),
        text=text.title(f"{sure}, not a change of status: {told}. Source: {row['name']}.", SUMMARY_LENGTH),
        page=f"production/{row['slug']}/" if row["slug"] else "",
        source=source,
        via=((source, text.line(row["name"], 80)),) if source else (),
        categories=(
            Category("sureness", row["modality"], sure.lower()),
            Category("event", row["event"], row["event"].replace("_", " ")),
            Category("source", row["source"], text.line(row["name"], 80) or row["source"]),
        ),
        published=at,
        updated=at,
    )


def _expected(row: Mapping[str, Any]) -> str:
    words = ""
    if row["earliest"] and row["latest"]:
        window = Window(date.fromisoformat(row["earliest"]), date.fromisoformat(row["latest"]))
        words = f" {on_or_in(window)}"
    return f"{words} in {row['place']}" if row["place"] else words


def _rumour_body(row: Mapping[str, Any], told: str) -> list[str]:
    body = [f"<p>{text.html(told)}.</p>", f"<p>{text.link(row['url'], row['name'])}"]
    if row["speaker"]:
        body.append(f", {text.html(row['speaker'])}")
    if row["published"]:
        body.append(f", {day_words(moment(row['published']).date())}")
    if row["quote"] and row["evidence"]:
        body.append(f": “{text.html(quoted(row['evidence']))}”")
    body.append("</p><p>This is not taken for a change of status.</p>")
    return body


def health(row: Mapping[str, Any], at: datetime) -> Entry:
    """The entry of one thing told about a source: trouble, or its end."""
    name, told = text.line(row["name"] or row["source"], 80), f"{row['kind']}, {row['reason']}"
    return Entry(
        uid=f"health/{row['id']}",
        title=text.title(row["summary"] or f"{name}: {row['reason']}"),
        html=text.safe(f"<p>{text.link(row['homepage'], name)}: {text.html(told)}.</p>"),
        text=text.title(f"{name}: {told}.", SUMMARY_LENGTH),
        page="",
        source=text.address(row["homepage"]),
        via=(),
        categories=(Category("health", row["kind"], row["kind"]), Category("source", row["source"], name)),
        published=at,
        updated=at,
    )


BEGAN = {
    "health": (
        "slatewatch began to watch its sources",
        "A source's trouble is told here once it lasts, or at once if it will not pass; and once when it is over.",
    ),
    "rumours": (
        "slatewatch began to collect rumours",
        "What is rumoured or guessed is told here. None of it is taken for a change of status.",
    ),
}
"""The first entries of the feeds that may have none for long: what will be told there."""


def began(feed: str, at: datetime) -> Entry:
    """The first entry of such a feed."""
    title, words = BEGAN[feed]
    return Entry(
        uid=f"{feed}/began", title=title, html=f"<p>{words}</p>", text=words, page="", source=None, via=(),
        categories=(Category("feed", feed, feed),), published=at, updated=at,
    )  # fmt: skip
