"""The words of the pages: names, dates, labels. Pure; every text from a source passes through here."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from urllib.parse import quote

from markupsafe import Markup, escape

from feeds import text
from pipeline.model import Change, Production, Status, Window
from pipeline.wording import MONTHS, day_words, name_of, summary, when

STATUS = {
    Status.ANNOUNCED: "Announced",
    Status.PRE_PRODUCTION: "Pre-production",
    Status.FILMING: "Filming",
    Status.WRAPPED: "Wrapped",
    Status.POST_PRODUCTION: "Post-production",
    Status.RELEASED: "Released",
    Status.ON_HOLD: "On hold",
    Status.CANCELLED: "Cancelled",
}

MODALITY = {
    "asserted": "said",
    "planned": "planned",
    "rumoured": "rumoured",
    "speculated": "guessed",
    "denied": "denied",
}

REASON = {
    "accepted": "Read in full.",
    "interrupted": "The crawl was stopped before it ended.",
    "unreachable": "The site could not be reached.",
    "blocked": "The site refused to be read.",
    "reserved": "The publisher reserves the page against being read by machines.",
    "gone": "The page is no longer there.",
    "crashed": "Reading failed part of the way.",
    "empty": "Nothing was found where there was something before.",
    "short": "Fewer entries than this source has ever had.",
    "hollow": "Entries came without what they always had.",
    "retitled": "Most entries came under another title than before.",
    "reshuffled": "The site's own identifiers changed.",
    "mass_change": "Too much moved at once to be believed without a second look.",
}

MEDIUM = {"film": "Film", "tv": "Series"}


def clean(value: object) -> object:
    """What a template may print: texts without control and direction marks, None as nothing, the rest as it is."""
    if value is None:
        return ""
    if not isinstance(value, str) or isinstance(value, Markup) or value.isprintable():
        return value  # a printable text holds nothing to clean: nearly all of them, and this is asked for every word
    return text.clean(value)


def cut(words: str, limit: int) -> str:
    """``words`` in one line of at most ``limit`` characters, with an ellipsis where something was left out."""
    return text.line(words, limit)


def name(production: Production, limit: int = 120) -> str:
    """What a production is called on a page, cut to ``limit``."""
    return name_of(_cut(production, limit))


def named(production: Production, limit: int = 120) -> Markup:
    """The same with the title set apart, so that its direction stays its own."""
    return _apart(name(production, limit), _cut(production, limit).title)


def headline(change: Change) -> Markup:
    """A change in one line, the title set apart."""
    return _apart(cut(change.summary or summary(change), 300), text.line(change.production.title))


def _cut(production: Production, limit: int) -> Production:
    return replace(production, title=cut(production.title, limit) or "Untitled")


def _apart(line: str, title: str) -> Markup:
    before, found, after = line.partition(title) if title else (line, "", "")
    return Markup('{}<bdi dir="auto">{}</bdi>{}').format(before, found, after) if found else escape(line)


def facts(production: Production) -> str:
    """The short line under a name: medium, network, year."""
    known = (MEDIUM.get(production.medium or ""), production.network, production.year)
    return " · ".join(cut(str(fact), 60) for fact in known if fact)


def segment(slug: str) -> str:
    """A slug as one segment of a relative address."""
    return quote(slug, safe="")


def web(url: str | None) -> str:
    """``url`` where it is an ordinary web address that may become a link, else nothing."""
    return text.address(url) or ""


def day(moment: date | datetime | str | None) -> str:
    """One day in words: 3 April 2017."""
    if not moment:
        return ""
    return day_words(date.fromisoformat(moment[:10]) if isinstance(moment, str) else moment)


def month(name: str) -> str:
    """A month in words: 2017-04 is April 2017."""
    return f"{MONTHS[int(name[5:7]) - 1]} {name[:4]}"


def span(window: Window | None) -> str:
    """A window of days in words; nothing where there is none."""
    return when(window) if window else ""


def label(word: str) -> str:
    """A word of the database as a label: "entered_pre_production" is "Entered pre production"."""
    return word.replace("_", " ").capitalize()
