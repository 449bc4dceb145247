"""Prose lines of a listing: "TITLE is filming at PLACE (TIMES) through DATE", and the sentences that follow.

A line is read sentence by sentence and clause by clause. A sentence without a title of its own ("They are also at
...", "Signs also spotted on ...") speaks of the last one. Lines that seek
extras, and code words on signs, give nothing.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.model import Report
from pipeline.reading.listing_clauses import Found, Reading, read_clause
from pipeline.reading.listing_dates import read_dates
from pipeline.reading.listing_entry import LINE_LIMIT, Line, Page, blank_credits, make_report, sentences
from pipeline.reading.listing_phrases import predicates
from pipeline.reading.listing_titles import Title

_CASTING = re.compile(
    r"\b(?:casting (?:call|notice|director|associate|open)|now casting|open call|extras? (?:wanted|needed|casting|"
    r"call)|(?:is|are|now) (?:casting|seeking|looking for)|seeking|stand-?ins?\b|paid background|"
    r"background (?:actors?|extras?|talent|work)|availability|fitting|subject line|rate \$?\d|pay rate|submit|"
    r"headshots?|audition|apply (?:at|now|here)|e-?mail (?:your|us)|hiring|volunteers? needed|needed for|wanted "
    r"for)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"\s+(?:while|whereas|whilst)\s+(?=[A-Z“\"‘0-9])|;\s+(?=[A-Z“\"‘0-9a-z])"
    r"|,?\s+and\s+(?=(?:[a-z]+ ){0,3}[A-Z“\"‘][^,;]{1,60}\s(?:is|has|are|will|have)\s)"
)


def is_casting(text: str) -> bool:
    """Does the line look for people rather than tell of a shoot?"""
    return _CASTING.search(text) is not None


def read_lines(page: Page, lines: list[Line]) -> list[Report]:
    """Reports of prose lines, in the order of the page."""
    reports: list[Report] = []
    last: Title | None = None
    for line in lines:
        follows = re.match(r"^\W*(?:Also\b|They\b|FYI:? (?:They|There)|UPDATE:? (?:They|There|Also))", line.text)
        bullet = re.match(r"\s*[•·*▪●-]\s", line.text) is not None
        reading = Reading(
            line.today or page.today, page.day_first, last if follows else None, capitals=bullet, known=page.known
        )
        reports.extend(report_of(page, line, found, f"line: {found.name}") for found in read_text(line.text, reading))
        last = reading.last
    return reports


def report_of(page: Page, line: Line, found: Found, rule: str) -> Report:
    """The report of one entry found in a line."""
    return make_report(
        page,
        found.title,
        found.event,
        (line.start, line.end),
        rule,
        modality=found.modality,
        place=found.place,
        region=line.region,
        medium=line.medium,
        dates=found.dates,
        times=found.times,
        inferred=found.inferred,
    )


def read_text(text: str, reading: Reading) -> list[Found]:
    """The entries of a line or short paragraph."""
    text = blank_credits(text[:LINE_LIMIT])
    if is_casting(text):
        return []
    found: list[Found] = []
    for start, end in sentences(text):
        for clause in _clauses(text[start:end]):
            more = read_clause(clause, reading)
            if not more and found:
                found[-1] = _with_aftermath(clause, found[-1], reading)
            elif (
                more
                and found
                and more[0].name in ("cancelled", "paused", "delayed")
                and more[0].place is None
                and more[0].title == found[-1].title
            ):
                found[-1] = replace(found[-1], event=more[0].event, name=more[0].name)
                continue
            for item in more:
                follows = bool(found) and item.place is None and found[-1].title.title == item.title.title
                if not follows and not any(_same(item, old) for old in found):
                    found.append(item)
            if more:
                reading.last = more[-1].title
    return found


def _with_aftermath(clause: str, found: Found, reading: Reading) -> Found:
    """A short sentence without a verb of its own ("Last day there!", "It lasts into June.") dates the last entry."""
    if len(clause) > 70 or (found.dates.start_date and found.dates.end_date):
        return found
    dates = read_dates(clause, reading.today, day_first=reading.day_first)
    if not (dates.end_date or dates.start_date) or (dates.start_date and dates.start_date == dates.end_date):
        return found
    return replace(
        found,
        dates=replace(
            found.dates,
            start_date=found.dates.start_date or dates.start_date,
            end_date=found.dates.end_date or dates.end_date,
        ),
    )


def _same(one: Found, other: Found) -> bool:
    return one.title.title == other.title.title and one.place == other.place and one.times == other.times


def _clauses(sentence: str) -> list[str]:
    parts = [part for part in _CLAUSE.split(sentence) if part and part.strip()]
    return parts if all(predicates(part) for part in parts) else [sentence]
