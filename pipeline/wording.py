"""The words for changes, statuses and dates. Pure: no clock, no database; the same change always reads the same.

Feeds, pages, messages and the terminal all take their words from here, so that one change has one name everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from pipeline.model import Change, Event, Evidence, Production, Status, Window
from pipeline.status import RUNG

STATUS_WORDS: dict[Status, str] = {
    Status.ANNOUNCED: "announced",
    Status.PRE_PRODUCTION: "in pre-production",
    Status.FILMING: "filming",
    Status.WRAPPED: "wrapped",
    Status.POST_PRODUCTION: "in post-production",
    Status.RELEASED: "released",
    Status.ON_HOLD: "on hold",
    Status.CANCELLED: "cancelled",
}
EVENT_WORDS: dict[str, str] = {
    Event.ANNOUNCED: "was announced",
    Event.ORDERED: "was ordered",
    Event.RENEWED: "was renewed",
    Event.REVIVED: "was revived",
    Event.ENTERED_PRE_PRODUCTION: "entered pre-production",
    Event.STARTED_FILMING: "started filming",
    Event.FILMING: "is filming",
    Event.PAUSED: "paused filming",
    Event.RESUMED: "resumed filming",
    Event.WRAPPED_FILMING: "wrapped filming",
    Event.RESHOOTS: "is in reshoots",
    Event.ENTERED_POST_PRODUCTION: "entered post-production",
    Event.RELEASE_DATE_SET: "has a release date",
    Event.RELEASED: "was released",
    Event.DELAYED: "was delayed",
    Event.CANCELLED: "was cancelled",
    "delisted": "is no longer listed",
    "spotted": "was seen filming",
}
DENIED_WORDS: dict[str, str] = {
    Event.ANNOUNCED: "was not announced",
    Event.ORDERED: "was not ordered",
    Event.RENEWED: "was not renewed",
    Event.REVIVED: "was not revived",
    Event.ENTERED_PRE_PRODUCTION: "has not entered pre-production",
    Event.STARTED_FILMING: "has not started filming",
    Event.FILMING: "is not filming",
    Event.PAUSED: "has not paused filming",
    Event.RESUMED: "has not resumed filming",
    Event.WRAPPED_FILMING: "has not wrapped filming",
    Event.RESHOOTS: "is not in reshoots",
    Event.ENTERED_POST_PRODUCTION: "has not entered post-production",
    Event.RELEASED: "was not released",
    Event.DELAYED: "was not delayed",
    Event.CANCELLED: "was not cancelled",
}
"""What a correction says of the event that it takes back."""

TIE_WORDS: dict[str, str] = {
    "back_to_back": "back to back with", "after": "right after", "overlaps": "at the same time as",
    "spin_off": "a spin-off of", "same_crew": "with the same crew as",
}  # fmt: skip
"""How one production is tied to another, in a few words."""
RUMOUR_WORDS: dict[str, str] = {
    Event.ANNOUNCED: "may be on its way",
    Event.ORDERED: "may be ordered",
    Event.RENEWED: "may be renewed",
    Event.REVIVED: "may be revived",
    Event.ENTERED_PRE_PRODUCTION: "may enter pre-production",
    Event.STARTED_FILMING: "may start filming",
    Event.FILMING: "may be filming",
    Event.PAUSED: "may pause filming",
    Event.RESUMED: "may resume filming",
    Event.WRAPPED_FILMING: "may wrap filming",
    Event.RESHOOTS: "may go into reshoots",
    Event.ENTERED_POST_PRODUCTION: "may enter post-production",
    Event.RELEASE_DATE_SET: "may be released",
    Event.RELEASED: "may be released",
    Event.DELAYED: "may be delayed",
    Event.CANCELLED: "may be cancelled",
}
"""What a rumour, or an author's guess, says of an event."""

KIND_WORDS: dict[str, str] = {
    "newly_listed": "newly listed",
    "date_set": "date set",
    "date_moved": "date moved",
    "reverted": "moved back",
    "correction": "correction",
    "delisted": "no longer listed",
    "spotted": "seen filming",
}
PLAN_NOUN = {"start": "start of filming", "wrap": "end of filming", "release": "release"}
PLAN_VERB = {"start": "is to start filming", "wrap": "is to wrap filming", "release": "is to be released"}
PLACED = {Event.STARTED_FILMING, Event.FILMING, Event.RESUMED, Event.WRAPPED_FILMING, Event.RESHOOTS, "spotted"}
"""The kinds whose sentence may end in a place."""

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_SPOT = re.compile(
    r"\d|&|\w St\b"
    r"|\b(?:Street|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Drive|Square|Bridge|Studios?|Stages?|Airport|Hotel)\b"
)
SEASONS = {(3, 5): "spring", (6, 8): "summer", (9, 11): "autumn"}


def status_words(status: Status | None) -> str:
    """A status as people say it; "not known" for none."""
    return STATUS_WORDS[status] if status else "not known"


def kind_words(kind: str) -> str:
    """A kind of change in two or three words, for lists and categories."""
    return KIND_WORDS.get(kind) or kind.replace("_", " ")


def name_of(production: Production) -> str:
    """The title with what tells it apart: its season, or a film's year."""
    if production.season is not None:
        return f"{production.title} (season {production.season})"
    if production.year is not None and production.medium != "tv":
        return f"{production.title} ({production.year})"
    return production.title


def day_words(day: date) -> str:
    """A day in words, without a zero and without a locale: "3 April 2017"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def dated(day: date, precision: str) -> str:
    """A day that stands for its month where nothing more precise is known: "3 April 2017", "April 2017"."""
    return when(Window(day, day), precise=precision == "day")


def when(window: Window, precise: bool = True) -> str:
    """A window in words. ``precise`` keeps the days of an odd interval; else they are rounded to months."""
    first, last = window.earliest, window.latest
    if first == last:
        return day_words(first) if precise else f"{MONTHS[first.month - 1]} {first.year}"
    named = _named(first, last)
    if named:
        return named
    if not precise:
        return _months(first, last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {day_words(last)}"
    return f"{day_words(first)} to {day_words(last)}"


def _named(first: date, last: date) -> str:
    """The name of a whole month, part of a month, season, half or year; empty where the window has none."""
    ends = (last + timedelta(days=1)).day == 1
    same_year = first.year == last.year
    if same_year and first.month == last.month:
        return _part_of_month(first, last, ends)
    if first.day != 1 or not ends:
        return ""
    if same_year and (first.month, last.month) == (1, 12):
        return str(first.year)
    if same_year and (first.month, last.month) in SEASONS:
        return f"{SEASONS[first.month, last.month]} {first.year}"
    if (first.month, last.month) == (12, 2) and last.year == first.year + 1:
        return f"winter {first.year}/{last.year % 100:02d}"
    return _months(first, last)


def _part_of_month(first: date, last: date, ends: bool) -> str:
    month = f"{MONTHS[first.month - 1]} {first.year}"
    if first.day == 1 and ends:
        return month
    if (first.day, last.day) == (1, 10):
        return f"early {month}"
    if (first.day, last.day) == (11, 20):
        return f"mid-{month}"
    if first.day == 21 and ends:
        return f"late {month}"
    return ""


def _months(first: date, last: date) -> str:
    if (first.year, first.month) == (last.year, last.month):
        return f"{MONTHS[first.month - 1]} {first.year}"
    if first.year == last.year:
        return f"{MONTHS[first.month - 1]} to {MONTHS[last.month - 1]} {last.year}"
    return f"{MONTHS[first.month - 1]} {first.year} to {MONTHS[last.month - 1]} {last.year}"


def beside(item: Evidence) -> str:
    """What a report beside a change says, and of whom: "Salt Road wrapped filming (May 2026)", "right after Kettle"."""
    if item.relation:
        other = f"{item.related} (season {item.related_season})" if item.related_season else item.related
        words = TIE_WORDS.get(item.relation)
        return f"{words} {other}" if words and other else ""
    date = f" ({when(item.date)})" if item.date else ""
    name = f"{item.title} (season {item.season})" if item.season else item.title
    return f"{name} {EVENT_WORDS[item.event]}{date}"


def is_spot(place: str) -> bool:
    """Is a place as precise as a street or a lot: one is "at" it, not "in" it?"""
    return bool(_SPOT.search(place))


def told_places(counted: Iterable[str], repeated: Iterable[str]) -> tuple[str, ...]:
    """The places of a change: those of the reports that bear it, and the spots that others name more exactly."""
    return tuple(dict.fromkeys((*counted, *filter(is_spot, repeated))))


def placed(places: tuple[str, ...]) -> str:
    """Places with their prepositions: "in New York, at Broadway and West 101st Street". A city that is printed with a
    spot is not said twice."""
    named = tuple(filter(is_spot, places))
    spots = tuple(_one_each(named)) if len(named) > 1 else named
    areas = tuple(p for p in places if p not in named and not any(spot.endswith(f", {p}") for spot in spots))
    at = "" if not spots else f"at {spots[0]}" if len(spots) == 1 else f"at {'; at '.join(spots[:3])}"
    return ", ".join(filter(None, (f"in {listed(areas)}" if areas else "", at)))


def _one_each(spots: Iterable[str]) -> list[str]:
    from pipeline.reading.places import one_each

    return one_each(spots)


def listed(names: tuple[str, ...], most: int = 3) -> str:
    """Names as a person would list them; beyond ``most`` they are counted."""
    shown, rest = names[:most], len(names) - most
    if rest > 0:
        return f"{', '.join(shown)} and {rest} more"
    return " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1]))) if shown else ""


def summary(change: Change, replaced: Change | None = None) -> str:
    """The change in one line, the news first. ``replaced`` is the change that a correction takes back, where known."""
    line = f"{name_of(change.production)} {_predicate(change)}"
    if change.kind == "correction":
        line = f"Correction: {_corrected(change, replaced)}"
    return f"Withdrawn: {line}" if change.state == "withdrawn" else line


def _predicate(change: Change) -> str:
    kind = change.kind
    if kind == "newly_listed":
        return f"is newly listed as {status_words(change.to_status)}" if change.to_status else "is newly listed"
    if kind in ("date_set", "date_moved", Event.RELEASE_DATE_SET):
        return _planned(change)
    if kind == "reverted":
        return _back_to(change)
    words = EVENT_WORDS.get(kind, kind.replace("_", " "))
    if kind in PLACED and change.places:
        words = f"{words} {placed(change.places)}"
    return words


def _back_to(change: Change) -> str:
    moved, at = change.to_status, change.from_status
    forward = moved in RUNG and at in RUNG and RUNG[moved] > RUNG[at]
    return f"is {'now' if forward else 'back to'} {status_words(moved).removeprefix('in ')}"


def _planned(change: Change) -> str:
    what = change.what or ("release" if change.kind == Event.RELEASE_DATE_SET else "start")
    if change.planned is None:
        return f"has a new date for its {PLAN_NOUN[what]}"
    if change.kind == "date_moved" and change.planned_before is not None:
        before, now = when(change.planned_before), when(change.planned)
        return f"moved its {PLAN_NOUN[what]} from {before} to {now}"
    return f"{PLAN_VERB[what]} {on_or_in(change.planned)}"


def on_or_in(window: Window) -> str:
    """A window with its preposition: "on 3 April 2017", "in spring 2017", "between … and …"."""
    if window.days == 1:
        return f"on {when(window)}"
    words = when(window)
    return f"between {words.replace(' to ', ' and ')}" if " to " in words else f"in {words}"


def _corrected(change: Change, replaced: Change | None) -> str:
    name = name_of(change.production)
    if replaced is not None and change.happened and replaced.happened and change.to_status is replaced.to_status:
        days = on_or_in(change.happened), on_or_in(replaced.happened)
        return f"{name} {_predicate(replaced)} {days[0]}, not {days[1]}"
    if replaced is not None and replaced.kind in DENIED_WORDS:
        return f"{name} {DENIED_WORDS[replaced.kind]}"
    if replaced is not None:
        return f"it is not so that {name} {_predicate(replaced)}"
    if change.to_status is not None:
        return f"{name} is {status_words(change.to_status)}"
    return f"an earlier report on {name} was wrong"
