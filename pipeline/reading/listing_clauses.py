"""One clause of a listing: its titles, its verb, its locations, its days and hours.

"T is filming at P (6 AM - 9 PM) through Friday" and its many relatives, with an entry for every place, or for every
day that has its own place or hours. It gives nothing where the clause speaks of no title.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from pipeline.model import Event, Modality, Status
from pipeline.reading.listing_dates import Dates, read_dates
from pipeline.reading.listing_entry import by_dates, with_season
from pipeline.reading.listing_oblique import host_of
from pipeline.reading.listing_phrases import Predicate
from pipeline.reading.listing_seasons import season_in
from pipeline.reading.listing_spots import places_of
from pipeline.reading.listing_subjects import Reading, main_predicate, spotted, subjects_of
from pipeline.reading.listing_times import Times, read_times
from pipeline.reading.listing_titles import Title
from pipeline.reading.listing_where import clean_place, keeps_group, mask, place_after
from pipeline.reading.places import is_known_place

_ON_SCHEDULE = re.compile(
    r"^\W*They(?:’ve|'ve)?\s+(?:also\s+)?have\s+(?:got\s+)?(?P<place>[A-Z\d][^,.]{3,80}?)\s+on "
    r"the (?:schedule|call sheet|permit|list)"
)


_BEGAN = re.compile(
    r"(?:(?:has|have|had)\s+(?:\w+\s+)?)?(?:begun|began|started|commenced|gone|kicked off)\b", re.IGNORECASE
)
_PAST = re.compile(rf"{_BEGAN.pattern}|(?:was|were|(?:has|have) been)\s+(?:\w+\s+)?(?:seen|spotted)\b", re.IGNORECASE)
_WRAPS = re.compile(r"(?:wraps|finishes|completes|concludes)\b")
_PRESENT = re.compile(r"(?:begins|starts|commences)\b")
_OPEN_ENDED = frozenset(("starts", "begins", "resumes", "will start", "delayed", "wrapped", "announced", "cancelled"))
"""Verbs with which a lone day is a beginning (or an end), and not that day alone."""
_FRONT = re.compile(r"\W*(?:In|At|Around)\s+(?P<place>[A-Z][\w .’'-]{2,30}),\s")
_LATER = re.compile(
    r"\b(?:(?:this|next) (?:month|year|spring|summer|fall|autumn|winter)|later this|soon)\b", re.IGNORECASE
)


@dataclass(slots=True)
class Found:
    """One entry read from a clause, before it becomes a report."""

    title: Title
    event: Event
    modality: Modality
    place: str | None
    dates: Dates
    times: Times | None
    name: str
    inferred: Status | None = None


def read_clause(clause: str, reading: Reading) -> list[Found]:
    """The entries of one clause: every title it names at every place it names."""
    scheduled = _ON_SCHEDULE.match(clause)
    if scheduled and reading.last:
        place = clean_place(scheduled["place"])
        return [Found(reading.last, Event.FILMING, Modality.ASSERTED, place, Dates(), None, "on the schedule")]
    predicate = main_predicate(clause)
    titles, rest = subjects_of(clause, predicate, reading) if predicate else ([], 0)
    if predicate is None or not titles:
        predicate, titles, rest = spotted(clause, reading)
    if predicate is None or not titles:
        return []
    if predicate.name == "simple" and not clause[predicate.end :].strip(" .") and not reading.given:
        return []  # "Northwood Films"
    told = _without_asides(_without_titles(clause, titles), reading)
    times = [t for t in read_times(told) if _is_clock(clause, t)]
    dates = _dates_of(clause, told, times, predicate, reading)
    event, inferred = _told_event(clause, predicate, dates, reading.today)
    masked = mask(told if "(" in clause else clause, dates.spans, [(t.start, t.end) for t in times])
    stays = _stays(clause, masked, rest, dates, times, _before(masked, titles[0], predicate, reading))
    season = season_in(clause[predicate.start :]) or (season_in(clause) if reading.given else None)
    return [
        Found(with_season(title, season), event, predicate.modality, place, day, clock, predicate.name, inferred)
        for title in titles
        for place, day, clock in stays
    ]


def _dates_of(clause: str, told: str, times: list[Times], predicate: Predicate, reading: Reading) -> Dates:
    dates = read_dates(
        mask(told, [(t.start, t.end) for t in times]),
        reading.today,
        day_first=reading.day_first,
        only_day=predicate.name not in _OPEN_ENDED,
        past=predicate.name == "shot lately"
        or (predicate.name == "wrapped" and not _WRAPS.match(clause, predicate.start))
        or _PAST.match(clause, predicate.start) is not None,
    )
    return _fit_dates(predicate, dates, clause, reading.today)


def _told_event(clause: str, predicate: Predicate, dates: Dates, today: date | None) -> tuple[Event, Status | None]:
    """The event by the verb and its days; "will be filming this fall" and "begins next month" are still to come."""
    event, inferred = _event(predicate, dates, today)
    planned = predicate.name == "is filming" and predicate.modality is Modality.PLANNED
    begins = predicate.name in ("starts", "begins") and inferred is None and _PRESENT.match(clause, predicate.start)
    if (planned or begins) and _LATER.search(clause, predicate.end):
        return Event.ENTERED_PRE_PRODUCTION, Status.PRE_PRODUCTION
    return event, inferred


def _stays(
    clause: str, masked: str, rest: int, dates: Dates, times: list[Times], before: str
) -> list[tuple[str | None, Dates, Times | None]]:
    """Where, on which days, at which hours: one for each day that has its own hours or place, else for each place."""
    by_day = _by_day(dates, times, clause)
    if by_day:
        place = places_of(masked[rest:], [], "")[0][0]
        return [(place, day, clock) for day, clock in by_day]
    day_places = _day_places(dates, masked, rest)
    if day_places:
        return [(place, day, None) for day, place in day_places]
    places = places_of(masked[rest:], times, clause[max(0, rest - 3) : rest])
    if places[0][0] is None:
        places = places_of(before, times, "", True)
    if places[0][0] is None and len(places) == 1:
        places = [(_place_in_front(clause) or None, places[0][1])]
    return [(place, dates, clock) for place, clock in places]


def _place_in_front(clause: str) -> str | None:
    """ "In Macon, T has finished": the town before the title."""
    match = _FRONT.match(clause)
    return match["place"] if match and is_known_place(match["place"]) else host_of(clause)


def _before(masked: str, title: Title, predicate: Predicate, reading: Reading) -> str:
    """The words between the title and the verb: "T, filming in P, is expected to wrap", "T began in P and will ..."."""
    at = 0 if reading.given else masked.find(title.title) + len(title.title)
    return masked[max(at, 0) : predicate.start]


def _without_titles(clause: str, titles: list[Title]) -> str:
    """The clause with its titles crossed out: "The Tomorrow People" names no day."""
    for title in titles:
        clause = clause.replace(title.title, "x" * len(title.title), 1)
    return clause


def _without_asides(clause: str, reading: Reading) -> str:
    """The clause without brackets that mention a day in passing ("(Saturday, really, at 1:30)")."""

    def judge(match: re.Match[str]) -> str:
        inner = match[1]
        times = [(t.start, t.end) for t in read_times(inner)]
        left = mask(
            mask(inner, times), read_dates(mask(inner, times), reading.today, day_first=reading.day_first).spans
        )
        aside = "\x1f" in left and re.search(r"[a-z]{4}", left) is not None and not keeps_group(left)
        return " " * len(match[0]) if aside else match[0]

    return re.sub(r"\(([^()]{1,200})\)", judge, clause) if "(" in clause else clause


def _by_day(dates: Dates, times: list[Times], clause: str) -> list[tuple[Dates, Times]]:
    """ "on 9.1, 8 AM - 9 PM, 9.2, 10 AM - 2 AM": every day has its own hours, so each is an entry."""
    if len(times) < 2 or len(dates.days) != len(times):
        return []
    order = sorted([*((span[0], "day") for _, span in dates.days), *((t.start, "clock") for t in times)])
    if [kind for _, kind in order] != ["day", "clock"] * len(times):
        return []
    return [
        (Dates(day, day, clause[slice(*span)].strip(" ,("), (span,)), clock)
        for (day, span), clock in zip(dates.days, times, strict=True)
    ]


def _day_places(dates: Dates, masked: str, rest: int) -> list[tuple[Dates, str]]:
    """ "on Monday at A and on Tuesday at B", or the other way round: every day has its place, so each is an entry."""
    if len(dates.days) < 2:
        return []
    spans = [span for _, span in dates.days]
    phrases = [
        place_after(masked[begin:end])
        for begin, end in zip([rest, *(e for _, e in spans)], (s for s, _ in spans), strict=False)
    ]
    if not all(phrases):
        ends = [*(start for start, _ in spans[1:]), len(masked)]
        phrases = [place_after(masked[span[1] : end]) for span, end in zip(spans, ends, strict=True)]
    places = [clean_place(phrase[1]) if phrase else None for phrase in phrases]
    return (
        [
            (Dates(day, day, None, (span,)), place)
            for (day, span), place in zip(dates.days, places, strict=True)
            if place
        ]
        if all(places)
        else []
    )


def _is_clock(clause: str, times: Times) -> bool:
    """A lone clock in brackets or about something else is not the shoot's."""
    if times.start_time and times.end_time:
        return True
    return (
        re.match(
            r"(?:from|starting|beginning|until|till|through|at|after)\b", clause[times.start : times.end], re.IGNORECASE
        )
        is not None
        and "(" not in clause[max(0, times.start - 30) : times.start]
    )


def _fit_dates(predicate: Predicate, dates: Dates, clause: str, today: date | None) -> Dates:
    """A verb of beginning or ending gives a lone date its side; "begins filming" in a daily list is that day."""
    if predicate.name == "expected to wrap" and dates.start_date and not dates.end_date:
        return replace(dates, start_date=None, end_date=dates.start_date)
    if predicate.name == "wrapped" and dates.start_date:
        return replace(dates, start_date=None, end_date=dates.end_date or dates.start_date)
    if (
        _BEGAN.match(clause, predicate.start)
        and dates.start_date
        and today
        and dates.start_date[:7] > today.isoformat()
    ):
        return replace(dates, start_date=None)  # "has begun in P and moves to Q in April": April is another matter
    present = re.match(r"(?:begins|starts|commences|kicks off)\b", clause[predicate.start :], re.IGNORECASE)
    if predicate.name == "starts" and present and not dates.spans and today:
        return replace(dates, start_date=today.isoformat())
    return dates


def _event(predicate: Predicate, dates: Dates, today: date | None) -> tuple[Event, Status | None]:
    if (
        predicate.name in ("starts", "begins", "simple", "verbless")
        and by_dates(replace(dates, end_date=None), today) == Event.ENTERED_PRE_PRODUCTION
    ):
        return Event.ENTERED_PRE_PRODUCTION, Status.PRE_PRODUCTION
    if predicate.name == "resumes" and by_dates(replace(dates, end_date=None), today) == Event.ENTERED_PRE_PRODUCTION:
        return Event.RESUMED, None
    if predicate.name == "will start":
        return Event.ENTERED_PRE_PRODUCTION, Status.PRE_PRODUCTION
    if predicate.name == "wrapped" and dates.end_date and today and dates.end_date > today.isoformat():
        return Event.FILMING, None  # "wraps July 14", said in June
    return predicate.event, None
