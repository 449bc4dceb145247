"""Lists without a mark between a title and its town: "Tin Dog Baton Rouge", "Tin Dog in Lynn March".

A line is taken apart from its end: casts, months and known places are peeled off, and what is left is the title. It is
done only in a run of such lines, most of which end in a known place, some of them without any comma before it; a list
that parts its pieces is left to the reader of lists.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.model import Report
from pipeline.reading.listing_dates import read_dates
from pipeline.reading.listing_entry import Line, Page, blank_credits
from pipeline.reading.listing_lines import is_casting
from pipeline.reading.listing_phrases import predicates
from pipeline.reading.listing_pieces import Entry, report_entry
from pipeline.reading.listing_titles import fold_blanks, read_title
from pipeline.reading.listing_words import NETWORKS
from pipeline.reading.places import is_known_place

_CAST = re.compile(r"[,\s]+(?:with|starring)\s+[A-Z]\S*(?:\s+(?!in\b)[\w.’'-]+){0,4}(?=\s+in\s|,|$)")
_SPARE = re.compile(
    r"[,.;\s]+(?:or(?:\s+(?:fax|e-?mail|send|call)\b.*)?|more to come|(?:fax|phone|tel|attn)\b.*)$", re.IGNORECASE
)
_MONTH = re.compile(
    r"(?:[,\s]+(?:in|from|starting|this|late|early|mid))*[,\s-]+(?:(?:january|february|march|april|may|june|july|august|"
    r"september|october|november|december)(?:\s+(?:\d{1,2}\b)?,?\s*(?:20\d\d)?)?)$|"
    r"(?:,|\s(?:in|this|late|early))\s+(?:spring|summer|fall|autumn|winter)$",
    re.IGNORECASE,
)
_LINK = re.compile(r"[,\s]+(?:in|at|around|either|and|near)$")
_PARTED = re.compile(r"[:;]\s|\t|\s[|–—]\s|\sv\.?\s")
"""Marks of other lists, and of matches ("A v B")."""
_ENOUGH = 6
_WORDS = 9


@dataclass(slots=True)
class _Peeled:
    """A line taken apart: what is left of it, and what was found behind."""

    title: str
    place: str | None = None
    days: list[str] = field(default_factory=list)


def read_towns(page: Page, lines: list[Line]) -> tuple[list[Report], set[int]]:
    """Reports of the runs of such lines, and the offsets of the lines they took."""
    reports: list[Report] = []
    used: set[int] = set()
    for run in _runs(lines) if page.film and len(lines) >= _ENOUGH else ():
        peeled = [(line, _peel(_text(line))) for line in run]
        placed = [(line, part) for line, part in peeled if part.place]
        bare = sum(
            f", {part.place}" not in _text(line) and f",{part.place}" not in _text(line) for line, part in placed
        )
        if len(placed) < _ENOUGH or len(placed) * 10 < len(run) * 6 or bare * 4 < len(placed):
            continue
        for line, part in peeled:
            entry = _entry(page, line, part)
            if entry:
                reports.append(report_entry(page, entry, False))
                used.add(line.start)
    return reports, used


def _text(line: Line) -> str:
    return re.sub(r"^[\s•*·-]+", "", fold_blanks(blank_credits(line.text)))


def _runs(lines: list[Line]) -> list[list[Line]]:
    """Runs of short lines without a verb; blank lines part nothing, any other line does."""
    runs: list[list[Line]] = [[]]
    for line in lines:
        if not line.text.strip():
            continue
        text = _SPARE.sub("", _text(line)) if len(line.text) < 110 and not _PARTED.search(line.text) else ""
        short = 3 < len(text) < 90 and len(text.split()) <= 12 and (text[0].isupper() or text[0].isdigit())
        if short and not predicates("x " + text) and not is_casting(text):
            runs[-1].append(line)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if len(run) >= _ENOUGH]


def _peel(text: str) -> _Peeled:
    """The title at the front of a line, with the place and the months that stand behind it."""
    left = _Peeled(text.strip(" ,.;"))
    for _ in range(8):
        before = left.title
        left.title = _SPARE.sub("", _CAST.sub("", left.title)).strip(" ,.;")
        month = _MONTH.search(left.title)
        if month and month.start() > 1:
            left.days.append(month[0].strip(" ,").title())
            left.title = left.title[: month.start()].strip(" ,.;")
        if left.place is None:
            _peel_place(left)
        head, _, last = left.title.rpartition(" ")
        if head and last in NETWORKS:
            left.title = head.strip(" ,")
        if left.place:
            left.title = _LINK.sub("", left.title)
        if left.title == before:
            break
    return left


def _peel_place(left: _Peeled) -> None:
    """The longest run of words at the end that is a known place, or several of them."""
    words = left.title.split(" ")
    for first in range(max(1, len(words) - _WORDS), len(words)):
        place = " ".join(words[first:])
        if place[:1].isupper() and is_known_place(place):
            left.place, left.title = place, " ".join(words[:first]).strip(" ,.;")
            return


def _entry(page: Page, line: Line, part: _Peeled) -> Entry | None:
    title = read_title(part.title, free=False)
    if title is None or is_known_place(part.title):
        return None
    entry = Entry(line, title, place=part.place)
    entry.dates = read_dates(
        ", ".join(reversed(part.days)),
        line.today or page.today,
        day_first=page.day_first,
        labelled=True,
        only_day=False,
    )
    return entry
