"""Layouts that mark every line: titles joined by bullets, dated bullets, tagged headlines.

"This issue: A • B • C", "Friday, May 3rd - T wraps filming in P", "WRAP: THE TITLE Has Wrapped in P". Each needs a
second line of its kind on the page before it is believed.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from pipeline.model import Event, Modality, Report, Status
from pipeline.reading.listing_clauses import Found
from pipeline.reading.listing_dates import Dates, read_dates
from pipeline.reading.listing_entry import Line, Page, make_report
from pipeline.reading.listing_lines import read_text, report_of
from pipeline.reading.listing_phrases import predicates
from pipeline.reading.listing_seasons import season_in
from pipeline.reading.listing_subjects import Reading, main_predicate
from pipeline.reading.listing_times import read_times
from pipeline.reading.listing_titles import Title, read_title
from pipeline.reading.listing_where import clean_place, mask, place_after
from pipeline.reading.listing_words import NO_CAPS_TITLES
from pipeline.reading.places import is_known_place

Made = tuple[list[Report], set[int]]


_JOINTS = re.compile(r"(?<=\s)[•·●▪]\s+")

_ISSUE = re.compile(
    r"^\s*(?:this issue|in this issue|this week|titles|listings|new listings|productions|projects|in "
    r"production|now filming|new this week|updated)\s*:\s*",
    re.IGNORECASE,
)

_DATED = re.compile(
    r"^[\s•*·-]*(?P<date>(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?(?:January|February|March|April|May|June"
    r"|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?\s+"
    r"\d{1,2}(?:st|nd|rd|th)?(?:,?\s+\d{4})?|(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?\d{1,2}(?:st|nd|rd|"
    r"th)?\s+"
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)(?:\s+\d{4})?|"
    r"(?:(?:MON|TUE|WED|THU|FRI|SAT|SUN|Mon|Tues?|Wed|Thurs?|Fri|Sat|"
    r"Sun)\.?,?\s+)?\d{1,2}/\d{1,2}(?:/\d{2,4})?(?:\s?[–-]\s?\d{1,2}/\d{1,2}(?:/\d{2,4})?)?|\d{4}-\d\d-\d\d)"
    r"(?:\s*(?:–|—|-|:)\s+|\s{2,5})(?P<rest>\S.*)$"
)

_DASHES = (" — ", " – ", " | ", " - ")
_ADDRESS_LIKE = re.compile(
    r"\b(?:\d|(?:St|Street|Ave|Avenue|Rd|Road|Blvd|Park|Square|Studios?|Hospital|School|Hall|Bridge|Beach|Pier|"
    r"Station)\b)"
)
_BEGINS_WITH_DAY = re.compile(
    r"(?:\d{1,2}[./]\d|(?:\d{1,2}\s+)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s+\d)"
)
"""A stretch of days ("August 28 - October 6") is no day with an entry behind it."""
_TAGGED = re.compile(r"^\s*(?P<tag>[A-Z][A-Z &/-]{2,24}):\s+(?P<rest>\S.*)$")

_TAGS: tuple[tuple[str, Event], ...] = (
    (r"WRAP", Event.WRAPPED_FILMING),
    (r"START|ROLLING|CAMERAS?|FIRST DAY|BEGINS?", Event.STARTED_FILMING),
    (r"SHOOT|FILMING|ON LOCATION|ON SET|SPOTTED|SURPRISE|EXCLUSIVE|SET PHOTOS", Event.FILMING),
    (r"SHELVED|CANCEL|AXED|DEAD|SCRAPPED", Event.CANCELLED),
    (r"RENEW", Event.RENEWED),
    (r"NEW SERIES|PILOTS?|TV PILOTS?|ORDER|PICK ?UP|PICKED UP|GREEN ?LIT?|SERIES ORDER", Event.ORDERED),
    (r"SPIN-?OFF|NEW|ANNOUNCED|IN DEVELOPMENT|REBOOT|REVIVAL|SEQUEL", Event.ANNOUNCED),
    (r"DELAY|POSTPONED", Event.DELAYED),
    (r"ON HOLD|HIATUS|PAUSED|SHUTDOWN", Event.PAUSED),
    (r"RETURN|RESUME|BACK", Event.RESUMED),
    (r"PREP|COMING|UPCOMING|COMING SOON", Event.ENTERED_PRE_PRODUCTION),
    (r"RESHOOTS?|RE-SHOOTS?", Event.RESHOOTS),
)

_TAG_EVENTS = tuple((re.compile(rf"\b(?:{pattern})"), event) for pattern, event in _TAGS)

_CAPS_RUN = re.compile(
    r"(?:(?<=\s)|^)[“\"‘']?((?:[A-Z0-9&][A-Z0-9&.!?:+-]*(?:[’'](?!s\b)[A-Z]+)?)(?:\s+(?:[A-Z0-9&]["
    r"A-Z0-9&.!?:+’'-]*))*)(?=[’']s\b|[\s,.!?”\"’]|$)"
)


def read_headlines(page: Page, lines: list[Line]) -> Made:
    """Reports of these layouts among the lines, and the offsets of the lines they took."""
    reports: list[Report] = []
    used: set[int] = set()
    for reader in (_joined, _dated, _tagged):
        made, taken = reader(page, [line for line in lines if line.start not in used])
        reports.extend(made)
        used |= taken
    return reports, used


def _joined(page: Page, lines: list[Line]) -> Made:
    """Titles joined by bullets, as on the cover of a trade weekly: they are listed, not more."""
    reports: list[Report] = []
    used: set[int] = set()
    for line in lines:
        parts = [part.rstrip() for part in _JOINTS.split(_ISSUE.sub("", line.text[:100_000].lstrip(" •·●▪|")))]
        if (
            len(parts) < 4
            or sum(len(part) > 90 for part in parts) * 4 > len(parts)
            or any(predicates(p) for p in parts[:3])
        ):
            continue
        used.add(line.start)
        for part in parts:
            title = _listed_title(part)
            at = page.text.find(part, line.start, line.end)
            if title and at >= 0:
                reports.append(
                    make_report(
                        page,
                        title,
                        Event.ANNOUNCED,
                        (at, at + len(part)),
                        "joined titles",
                        medium=line.medium,
                        region=line.region,
                    )
                )
    return reports, used


def _listed_title(part: str) -> Title | None:
    """ "UNTITLED STUDIO / “BLUE DOOR”" has its name behind the stroke."""
    stroke = re.match(r"^(.{3,60}?)\s+/\s+[“\"]([^“”\"]+)[”\"]\s*(.*)$", part)
    if not stroke:
        return read_title(part, free=False)
    title = read_title(f"{stroke[1]} {stroke[3]}", free=False)
    return replace(title, aliases=(*title.aliases, stroke[2])) if title else None


def _dated(page: Page, lines: list[Line]) -> Made:
    """ "Friday, November 30th - T films at P": the date in front is the entry's."""
    matches = [
        (line, match)
        for line in lines
        if len(line.text) < 1500 and (match := _DATED.match(line.text)) and not _BEGINS_WITH_DAY.match(match["rest"])
    ]
    if len(matches) < 2:
        return [], set()
    reports: list[Report] = []
    for line, match in matches:
        head = read_dates(match["date"], line.today or page.today, day_first=page.day_first, labelled=True)
        day = head.start_date
        today = date.fromisoformat(day) if day and len(day) == 10 else line.today or page.today
        reading = Reading(today, page.day_first, capitals=True)
        for found in read_text(match["rest"], reading) or _bare_on_day(match["rest"], head):
            if found.event in (Event.RELEASED, Event.ANNOUNCED, Event.ORDERED):
                continue
            dates = found.dates if found.dates.start_date or found.dates.end_date else Dates()
            found = _in_time(replace(found, dates=_on_day(found.event, dates, day), inferred=None), day, page)
            reports.append(report_of(page, line, found, f"dated bullet: {found.name}"))
    few = len({report.start for report in reports}) * 4 < len(matches)
    return ([], set()) if few else (reports, {line.start for line, _ in matches})


def _bare_on_day(text: str, days: Dates) -> list[Found]:
    """ "T, 12 Oak Street, 7 am to 9 pm" behind its days: no verb, but an address."""
    name, mark, rest = text.partition(next((mark for mark in _DASHES if mark in text), ", "))
    times = read_times(rest)
    title = read_title(name, free=False) if mark and not predicates(text) else None
    place = clean_place(mask(rest, [], [(clock.start, clock.end) for clock in times])) if title else None
    if title is None or place is None or not (mark != ", " or _ADDRESS_LIKE.search(place) or is_known_place(place)):
        return []
    return [Found(title, Event.FILMING, Modality.ASSERTED, place, days, times[0] if times else None, "on a day")]


def _in_time(found: Found, day: str | None, page: Page) -> Found:
    """ "July 7th - T starts filming" is a plan on a page of July 2nd."""
    if (
        found.event not in (Event.STARTED_FILMING, Event.FILMING)
        or not day
        or not page.today
        or day <= page.today.isoformat()
    ):
        return found
    return replace(found, event=Event.ENTERED_PRE_PRODUCTION, inferred=Status.PRE_PRODUCTION)


def _on_day(event: Event, dates: Dates, day: str | None) -> Dates:
    if dates.start_date or dates.end_date or not day:
        return dates
    if event == Event.WRAPPED_FILMING:
        return replace(dates, end_date=day)
    return replace(dates, start_date=day, end_date=day if event == Event.FILMING else None)


def _tagged(page: Page, lines: list[Line]) -> Made:
    """ "WRAP: THE TITLE Has Wrapped Filming in P": the title is what is in capitals; the tag tells the event."""
    matches = [
        (line, match)
        for line in lines
        if len(line.text) < 400 and (match := _TAGGED.match(line.text)) and tag_event(match["tag"])
    ]
    if len(matches) < 2 or sum(bool(_caps_titles(match["rest"])) for _, match in matches) * 2 < len(matches):
        return [], set()
    reports: list[Report] = []
    for line, match in matches:
        found = _read_headline(
            match["rest"], tag_event(match["tag"]), Reading(line.today or page.today, page.day_first)
        )
        if found:
            reports.append(report_of(page, line, found, f"headline: {match['tag']}"))
    return reports, {line.start for line, _ in matches}


def tag_event(tag: str) -> Event | None:
    """The event that a headline's tag stands for ("WRAP", "NEW SERIES"); None for other capitals."""
    return next((event for pattern, event in _TAG_EVENTS if pattern.search(tag)), None)


def _caps_titles(text: str) -> list[str]:
    runs = [match[1].strip(" ,.’'") for match in _CAPS_RUN.finditer(text)]
    runs = [run for run in runs if not re.fullmatch(r"S\d{1,2}", run)]  # a season
    return [
        run
        for run in runs
        if len(re.sub(r"[^A-Z0-9]", "", run)) > 1 and run not in NO_CAPS_TITLES and not re.fullmatch(r"[\dX×.:-]+", run)
    ]


def _read_headline(text: str, event: Event | None, reading: Reading) -> Found | None:
    names = _caps_titles(text)
    if not names or event is None:
        return None
    name = names[-1] if event == Event.ANNOUNCED else names[0]
    title = read_title(name, free=False)
    if title is None:
        return None
    rest = text[text.index(name) + len(name) :]
    predicate = main_predicate("x" + rest)
    dates = read_dates(rest, reading.today, day_first=reading.day_first, only_day=False)
    if predicate and predicate.name in ("will start", "wrapped", "cancelled", "paused", "delayed"):
        event = predicate.event
    elif predicate and predicate.name == "starts" and event in (Event.ORDERED, Event.RENEWED, Event.ANNOUNCED):
        event = Event.ENTERED_PRE_PRODUCTION
    masked = mask(rest, dates.spans)
    phrase = (
        place_after(
            masked.replace(" Outside ", " outside ")
            .replace(" At ", " at ")
            .replace(" In ", " in ")
            .replace(" On ", " on ")
        )
        if event != Event.CANCELLED
        else None
    )
    season = season_in(rest)
    title = replace(title, season=title.season or season)
    inferred = Status.PRE_PRODUCTION if event == Event.ENTERED_PRE_PRODUCTION else None
    place = clean_place(re.split(r"\s+[–—-]\s+|\s+With\s|\s+(?:Late|Early|Mid)\s", phrase[1])[0]) if phrase else None
    return Found(
        title, event, predicate.modality if predicate else Modality.ASSERTED, place, dates, None, "tag", inferred
    )
