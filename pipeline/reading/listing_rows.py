"""One row of a table as a report: its title, days, hours, places and status, from the columns that hold them.

In the title column of a permit list ("Filming "Quiet Fever"", "Quiet Fever filming ***CANCELLED***") only the title is
kept; adverts, photo shoots and nameless documentaries are not titles.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.model import Event, Report, Status
from pipeline.reading.listing_dates import Dates, read_dates
from pipeline.reading.listing_entry import Line, Page, by_dates, make_report
from pipeline.reading.listing_phrases import status_event
from pipeline.reading.listing_seasons import number_of
from pipeline.reading.listing_times import Times, read_times
from pipeline.reading.listing_titles import Title, fold_blanks, medium_of, quoted, read_title
from pipeline.reading.listing_where import clean_place

_MARKED = re.compile(
    r"\*+\s*([A-Za-z ]{4,20})\s*\*+|[(\[]\s*(cancell?ed|postponed|on hold|rained out)\s*[)\]]|"
    r"\s[-–—]\s*(cancell?ed|postponed|on hold)\s*$",
    re.IGNORECASE,
)


_PERMIT_WORDS = re.compile(
    r"^(?:(?:TV|film|movie|video|feature|still)\s+)?(?:filming|shooting|shoot|film "
    r"shoot)\b(?:\s+(?:of|for))?\s*[:–—-]?\s+|\s+(?:film(?:ing)?|shoot(?:ing)?|filming permit|movie)\s*$",
    re.IGNORECASE,
)


_KIND_AFTER = re.compile(
    r"\s+[-–—]\s+(?:(?:short|feature|student|independent)\s+)?(?:documentary|film|feature|pilot|"
    r"tv series|tv show|series|short|episode.*|movie)\s*$|,\s*pilot$",
    re.IGNORECASE,
)


_NO_PRODUCTION = re.compile(
    r"\b(?:commercials?|advert\w*|interviews?|photo(?:s|graphy|graphs?| ?shoot)?|stills?|student|PSA|promo\w*|"
    r"webisode|training|corporate|music video|wedding|news|coverage|catalogu?e|fashion|b-?roll|educational|classroom|"
    r"class project|public service|yoga|fitness|engagement|portraits?|segment|fundrais\w*|marketing|industrial|health"
    r"|insurance|lottery|bank|test shoot|web video|ad campaign|ads?|print|campaign|scenes?|tourism|drone|video)\b",
    re.IGNORECASE,
)


_CLOCK_OF_DAY = re.compile(r"\d{4}-\d\d-\d\d[T ](\d\d:\d\d)")


_TO_COME = re.compile(r"\W*(?:tb[acd]\b|to be )", re.IGNORECASE)


_GENERIC = re.compile(
    r"^(?:a|an|the|of|for|small|mobile|short|local|tv|tbd|tba|n/?a|documentary|filming|film|movie|"
    r"shoot(?:ing)?|independent film|feature film|short film|untitled)\b(?![^a-z]*[A-Z])|^[a-z]"
)


def first_cell(cells: list[str], roles: dict[str, list[int]], role: str) -> str:
    for index in roles.get(role, ()):
        if index < len(cells) and cells[index].strip():
            return cells[index].strip()
    return ""


def are_permits(cells: list[str]) -> bool:
    """Does the title column hold descriptions of events ("Filming "T"") rather than bare titles?"""
    described = sum(bool(_PERMIT_WORDS.search(cell)) or quoted(cell) is not None for cell in cells)
    return described * 4 >= len(cells) and described > 1


def _mark_in(raw: str) -> re.Match[str] | None:
    """The mark of a status in a title ("***CANCELLED***"); emphasis ("*Quiet Fever*") is none."""
    mark = _MARKED.search(raw)
    return mark if mark and status_event(next(filter(None, mark.groups()))) else None


def _unmarked(raw: str) -> str:
    mark = _mark_in(raw)
    return f"{raw[: mark.start()]} {raw[mark.end() :]}" if mark else raw.replace("**", "").strip("* ")


def permit_title(raw: str) -> Title | None:
    """The title in an event name of a permit; None for adverts, photo shoots and events without a title."""
    text = fold_blanks(raw)
    text = _unmarked(text).strip()
    name = quoted(text)
    if name:
        return read_title(name, free=False)
    stripped = _PERMIT_WORDS.sub("", _KIND_AFTER.sub("", text).strip()).strip()
    worked = stripped != text
    if _NO_PRODUCTION.search(stripped) or (worked and _GENERIC.match(stripped)):
        return None
    return read_title(stripped, free=False)


def _cell_dates(page: Page, line: Line, cells: list[str], roles: dict[str, list[int]]) -> Dates:
    """First and last day of a row: a start and an end column, several numbered days, or one column of stretches."""
    today = line.today or page.today
    firsts: list[str] = []
    lasts: list[str] = []
    for role, into in (("start", firsts), ("end", lasts), ("dates", firsts)):
        for index in roles.get(role, ()):
            cell = cells[index].strip() if index < len(cells) else ""
            dates = read_dates(cell, today, day_first=page.day_first, labelled=True, only_day=role == "dates")
            rain = re.search(r"\brain|\balt|\bfrom\b", cell, re.IGNORECASE)
            if rain and role == "start":
                continue
            into.extend(d for d in ((dates.end_date or dates.start_date) if role == "end" else dates.start_date,) if d)
            if role == "dates" and dates.end_date:
                lasts.append(dates.end_date)
    numbered = len(roles.get("start", ())) > 1 and "end" not in roles
    if numbered and firsts:
        lasts = [max(firsts)]
    return Dates(
        min(firsts) if firsts else None, max(lasts) if lasts else None, None, ((0, 0),) if firsts or lasts else ()
    )


def _cell_times(cells: list[str], roles: dict[str, list[int]]) -> Times | None:
    start = read_times(first_cell(cells, roles, "start_time"))
    end = read_times(first_cell(cells, roles, "end_time"))
    if start or end:
        return Times(
            start[0].start_time if start else None, (end[0].start_time or end[0].end_time) if end else None, 0, 0
        )
    both = read_times(first_cell(cells, roles, "times") or first_cell(cells, roles, "dates"))
    if both:
        return both[0]
    first, last = (_CLOCK_OF_DAY.search(first_cell(cells, roles, role)) for role in ("start", "end"))
    if first is None or last is None or first[1] == last[1] == "00:00":
        return None
    return Times(first[1], last[1], 0, 0)


def report_row(
    page: Page, line: Line, cells: list[str], roles: dict[str, list[int]], rule: str, permits: bool
) -> list[Report]:
    raw = first_cell(cells, roles, "title")
    title = (
        (permit_title(raw) if permits else read_title(_KIND_AFTER.sub("", _unmarked(raw)), free=False)) if raw else None
    )
    if title is None or not re.search(r"\w", title.title):
        return []
    season = number_of(first_cell(cells, roles, "season") or "")
    alias = first_cell(cells, roles, "aka")
    title = replace(title, season=title.season or season, aliases=(*title.aliases, *((alias,) if alias else ())))
    dates, status = _cell_dates(page, line, cells, roles), first_cell(cells, roles, "status")
    event, inferred = _row_event(page, line, raw, status, dates, roles, cells)
    inside = re.search(r"\((?:in|at|on)\s+([^()]{2,80})\)|\bin\s+([A-Z][^()]{2,80})$", status)
    place = clean_place(first_cell(cells, roles, "place")) or (clean_place(inside[1] or inside[2]) if inside else None)
    region = first_cell(cells, roles, "region") or line.region
    medium = medium_of(first_cell(cells, roles, "medium")) or line.medium
    return [
        make_report(
            page,
            title,
            event,
            (line.start, line.end),
            rule,
            place=place,
            region=region or None,
            medium=medium,
            dates=dates,
            times=_cell_times(cells, roles),
            inferred=inferred,
        )
    ]


def _row_event(
    page: Page, line: Line, raw: str, status: str, dates: Dates, roles: dict[str, list[int]], cells: list[str]
) -> tuple[Event, Status | None]:
    mark = _mark_in(raw)
    marked = status_event(next(filter(None, mark.groups()))) if mark else None
    told = marked or (status_event(status) if status else None)
    if told:
        return told, None
    today = line.today or page.today
    event = by_dates(dates, today)
    if event == Event.ENTERED_PRE_PRODUCTION:
        return event, Status.PRE_PRODUCTION
    if event == Event.WRAPPED_FILMING:
        return event, Status.WRAPPED
    year = first_cell(cells, roles, "year")
    if (
        event is None
        and not dates.spans
        and re.fullmatch(r"(?:19|20)\d\d", year)
        and (today is None or int(year) <= today.year)
    ):
        return Event.RELEASED, Status.RELEASED
    if status and "status" in roles:
        return Event.ANNOUNCED, None
    if not dates.spans and _TO_COME.match(first_cell(cells, roles, "dates") or first_cell(cells, roles, "start")):
        return Event.ENTERED_PRE_PRODUCTION, Status.PRE_PRODUCTION
    return Event.FILMING, None
