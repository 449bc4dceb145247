"""Prose lines of a listing: "TITLE is filming at PLACE (TIMES) through DATE", and the sentences that follow.

A line is read sentence by sentence and clause by clause. A sentence without a title of its own ("They are also at
...", "Signs also spotted on ...") speaks of the last one. Lines that seek
extras, and code words on signs, give nothing.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from pipeline.model import Report
from pipeline.reading.listing_clauses import Found, read_clause
from pipeline.reading.listing_dates import Dates, read_dates
from pipeline.reading.listing_entry import LINE_LIMIT, Line, Page, blank_credits, make_report, sentences
from pipeline.reading.listing_phrases import predicates
from pipeline.reading.listing_subjects import Reading, topic_of
from pipeline.reading.listing_titles import Title
from pipeline.reading.listing_words import CUES, automaton_of

_CASTING = re.compile(
    r"\b(?:casting (?:call|notice|director|associate|open)|now casting|open call|extras? (?:wanted|needed|casting|"
    r"call)|(?:is|are|now) (?:casting|seeking|looking for)|seeking|stand-?ins?\b|paid background|"
    r"background (?:actors?|extras?|talent|work)|availability|fitting|subject line|rate \$?\d|pay rate|submit|"
    r"headshots?|audition|apply (?:at|now|here)|e-?mail (?:your|us)|hiring|volunteers? needed|needed for|wanted "
    r"for)\b|^\W*roles?:\s",
    re.IGNORECASE,
)
_CASTING_STEMS = automaton_of(CUES["casting"])
_FOLLOWS = re.compile(r"^\W*(?:Also\b|They\b|FYI:? (?:They|There)|UPDATED?:? (?:They|It|There|Also)\b)")
_BEING_DONE = re.compile(r",?\s+and\s+(?=(?:is|are)\s+(?:now |currently )?being\s)")
_TALK_LIMIT = 60_000
_TALK_WORDS = 100
_TALK = automaton_of(CUES["talk"])
_ROUND = re.compile(r"\([^()]{0,300}\)")
_MOVES_ON = re.compile(r"\b(?:they|it|crews?)\s+(?:will\s+)?(?:moves?|goe?s?|heads?)\s+to\b", re.IGNORECASE)
_BEFORE_QUOTED = re.compile(r";\s+(?=[“\"‘'][A-Z\d])")
_JOINTS = (" and ", " while ", " whereas ", " whilst ", ";", "\u00a0and", "\tand")
_CAST_BEFORE = re.compile(r"\b(?:starring|stars|featuring|with)\s+[A-Z][^;.]{2,80}$")
_CLAUSE = re.compile(
    r"\s+(?:while|whereas|whilst)\s+(?=[A-Z“\"‘0-9])|;\s+(?=[A-Z“\"‘'0-9a-z])"
    r"|,?\s+and\s+(?=(?:[a-z]+ ){0,3}[A-Z“\"‘][^,;]{1,60}\s(?:is|has|are|will|have)\s)"
)


@lru_cache(maxsize=4096)
def is_casting(text: str) -> bool:
    """Does the line look for people rather than tell of a shoot?"""
    return next(_CASTING_STEMS.iter(text.lower()), None) is not None and _CASTING.search(text) is not None


def read_lines(page: Page, lines: list[Line]) -> list[Report]:
    """Reports of prose lines, in the order of the page; where it does not talk of film at all, of known titles only."""
    reports: list[Report] = []
    talks = _talks_of_film(page)
    last: Title | None = None
    for line in lines:
        follows = _FOLLOWS.match(line.text)
        bullet = re.match(r"\s*[•·*▪●-]\s", line.text) is not None
        reading = Reading(
            line.today or page.today, page.day_first, last if follows else None, capitals=bullet, known=page.known
        )
        reports.extend(
            report_of(page, line, found, f"line: {found.name}")
            for found in read_text(line.text, reading)
            if talks or found.title.title in page.known
        )
        last = reading.last
    return reports


def _talks_of_film(page: Page) -> bool:
    """Has one word in a hundred to do with film? Bare verbs ("announced", "completed") mean nothing elsewhere."""
    text = " ".join(line.text for line in page.lines)[:_TALK_LIMIT]
    return sum(1 for _ in _TALK.iter(text.lower())) * _TALK_WORDS > text.count(" ")


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
            topic = topic_of(clause) if not reading.given else None
            if topic and all(item.name == "released" for item in more):
                more = []  # "T, a sequel to the film that premiered in 2022": the premiere is another's
            if topic and not any(item.title.title == topic.title for item in more):
                reading.last = topic
                if not more:
                    continue
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
                if follows:
                    found[-1] = _with_dates(found[-1], item.dates)
                elif not any(_same(item, old) for old in found):
                    found.append(item)
            if more:
                reading.last = more[-1].title
    return found


def _with_aftermath(clause: str, found: Found, reading: Reading) -> Found:
    """A short sentence without a verb of its own ("Last day there!", "It lasts into June.") dates the last entry."""
    if len(clause) > 70 or _MOVES_ON.search(clause) or (found.dates.start_date and found.dates.end_date):
        return found
    dates = read_dates(clause, reading.today, day_first=reading.day_first)
    if not (dates.end_date or dates.start_date) or (dates.start_date and dates.start_date == dates.end_date):
        return found
    return _with_dates(found, dates)


def _with_dates(found: Found, more: Dates) -> Found:
    """The entry with the days that a later sentence gives it; what it has already stays."""
    start, end = found.dates.start_date or more.start_date, found.dates.end_date or more.end_date
    return replace(found, dates=replace(found.dates, start_date=start, end_date=end))


def _same(one: Found, other: Found) -> bool:
    return one.title.title == other.title.title and one.place == other.place and one.times == other.times


def _clauses(sentence: str) -> list[str]:
    parts = _BEFORE_QUOTED.split(sentence) if ";" in sentence else [sentence]
    return [clause for part in parts for clause in _parted(part)]


def _parted(sentence: str) -> list[str]:
    if not any(joint in sentence for joint in _JOINTS):
        return [_until_done(sentence)] if sentence.strip() else []
    bare = sentence
    if "(" in sentence:  # no clause ends in brackets
        bare = _ROUND.sub(lambda match: "(" + "x" * (len(match[0]) - 2) + ")", sentence)
    cuts = [match.span() for match in _CLAUSE.finditer(bare) if not _ends_in_cast(bare, match)]
    bounds = zip([0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(sentence)], strict=True)
    parts = [_until_done(sentence[start:end]) for start, end in bounds if sentence[start:end].strip()]
    return parts if all(predicates(part) for part in parts) else [sentence]


def _ends_in_cast(text: str, cut: re.Match[str]) -> bool:
    """ "T starring A and B will shoot": the "and" joins two people, and no two clauses."""
    return "and" in cut[0] and _CAST_BEFORE.search(text[: cut.start()]) is not None


def _until_done(clause: str) -> str:
    """ "has wrapped, and is being edited in London": where it is edited is another matter."""
    done = _BEING_DONE.search(clause) if " being " in clause else None
    apart = done and predicates(clause[: done.start()]) and not predicates(clause[done.end() :])
    return clause[: done.start()] if done and apart else clause
