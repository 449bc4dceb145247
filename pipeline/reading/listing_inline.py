"""Lists inside a line, or under one: several titles in a sentence, a place before its titles, nested bullets.

"Now shooting: A (Lynn), B (Salem)", "Silver Lot: A, B", "BIRD - A (feature),"
" filming in Lynn" where signs are explained,
and a title with its facts in the bullets below it. It refuses what is not a run of its kind.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.model import Event, Report, Status
from pipeline.reading.listing_dates import read_dates
from pipeline.reading.listing_entry import Line, Page, by_dates, make_report, with_season
from pipeline.reading.listing_lines import is_casting, read_text, report_of
from pipeline.reading.listing_phrases import predicates, status_event
from pipeline.reading.listing_seasons import season_in
from pipeline.reading.listing_subjects import Reading
from pipeline.reading.listing_titles import Title, read_title
from pipeline.reading.listing_words import NETWORKS
from pipeline.reading.places import is_known_place

Made = tuple[list[Report], set[int]]

_STAGED = re.compile(
    r"^[\s•*·-]*(?P<stage>(?:[A-Za-z]+\s+){0,3}?(?:filming|shooting|production|prep|wrapped|hold|hiatus|post|soon)"
    r"(?:\s+(?:now|here|this week|today))?)\s*:\s+(?P<rest>\S.*)$",
    re.IGNORECASE,
)
_STAGED_THERE = re.compile(
    r"^[\s•*·-]*(?:[Nn]ow |[Cc]urrently |[Ss]till |[Aa]lso )?(?P<stage>[Ff]ilming|[Ss]hooting|[Ww]rapped) (?:in|at|"
    r"around) "
    r"(?P<place>[A-Z][^:]{1,40}?)(?: (?:this week|today|now|this month|right now))?:\s+(?P<titles>[A-Z\d“\"‘].{1,400})$"
)
_IN_BRACKETS = re.compile(
    r"(?P<title>[^(),;][^();]{0,90}?)\s*\((?P<place>[^()]{2,60})\)\s*(?:[,;.]|$|and\b)?\s*(?:and\s+)?"
)
_PLACE_FIRST = re.compile(r"^[\s•*·-]*(?P<place>[A-Z][^:,]{2,50}):\s+(?P<titles>\S.*)$")
_ITEMS = re.compile(r"\s*([^,()]+(?:\([^()]*\)[^,()]*)*),")
_LOT = re.compile(
    r"\b(?:Studios?|Stages?|Lot|Backlot|Pictures|Soundstages?|Ranch)\b|\b(?:Warner Bros\.?|Paramount|Universal|Sony|"
    r"Disney|Fox|Raleigh|Radford|Culver|Pinewood|Shepperton|Leavesden|Trilith|Cinespace|Silvercup|Steiner)\b"
)
_CODE = re.compile(
    r"^[\s•*·-]*[“\"]?(?P<code>[A-Z][A-Z0-9&]{1,15})[”\"]?\s*(?:[:=]|\s[–—-]|[–—-]\s)\s*(?P<rest>[A-Z“\"].{3,})$"
)
_CODES_TOLD = re.compile(r"\b(?:signs?|code ?names?|code ?words?|production codes?|fake names?)\b", re.IGNORECASE)
_KIND_GROUP = re.compile(
    r"\s*\((?:(?:tv|feature|limited|mini|netflix|hulu)[ -]?)*(?:series|film|movie|feature|pilot|show|"
    r"mow)\)",
    re.IGNORECASE,
)
_INDENTED = re.compile(r"^(?P<blank>\s*)(?:[•*·▪●○◦o-])\s+(?P<text>\S.*)$")


def read_inline(page: Page, lines: list[Line]) -> Made:
    """Reports of these layouts among the lines, and the offsets of the lines they took."""
    reports: list[Report] = []
    used: set[int] = set()
    for reader in (_staged, _staged_there, _place_first, _codes):
        made, taken = reader(page, [line for line in lines if line.start not in used])
        reports.extend(made)
        used |= taken
    return reports, used


def _staged(page: Page, lines: list[Line]) -> Made:
    """ "Now shooting: A (Lynn), B season 2 (Salem)": every item must end in a known place."""
    reports: list[Report] = []
    used: set[int] = set()
    for line in lines:
        match = _STAGED.match(line.text[:4000])
        event = status_event(match["stage"]) if match else None
        if match is None or event is None:
            continue
        items = list(_IN_BRACKETS.finditer(match["rest"]))
        titles = [_seasoned(item["title"]) for item in items]
        if len(items) < 2 or not all(titles) or not all(is_known_place(item["place"]) for item in items):
            continue
        used.add(line.start)
        begin = line.start + match.start("rest")
        for title, item in zip(titles, items, strict=True):
            if title:
                span = (begin + item.start("title"), begin + item.end("place") + 1)
                reports.append(_plain(page, line, title, event, item["place"].strip(), span))
    return reports, used


def _staged_there(page: Page, lines: list[Line]) -> Made:
    """ "Filming in Lynn this week: A, B": the place stands in front, then the titles."""
    reports: list[Report] = []
    used: set[int] = set()
    for line in lines:
        match = _STAGED_THERE.match(line.text) if len(line.text) < 600 else None
        titles = [read_title(part, free=False) for part in match["titles"].rstrip(".").split(", ")] if match else []
        if match is None or not titles or not all(titles) or predicates(match["titles"]):
            continue
        used.add(line.start)
        event = Event.WRAPPED_FILMING if match["stage"].lower() == "wrapped" else Event.FILMING
        reports += [
            _plain(page, line, title, event, match["place"], (line.start, line.end)) for title in titles if title
        ]
    return reports, used


def _seasoned(raw: str) -> Title | None:
    title = read_title(raw, free=False)
    return with_season(title, season_in(raw)) if title else None


def _place_first(page: Page, lines: list[Line]) -> Made:
    """ "Silver Lot: A, B (through 6/14)": three lines that begin with a place or a studio, two with several titles."""
    found: list[tuple[Line, str, list[tuple[Title, str]]]] = []
    for line in lines:
        match = _PLACE_FIRST.match(line.text) if len(line.text) < 400 else None
        if match is None or not (_is_lot(match["place"]) or is_known_place(match["place"])):
            continue
        items = [_with_note(item) for item in _ITEMS.findall(match["titles"].rstrip(".") + ",")]
        titles = [(title, note) for title, note in items if title and not predicates("x " + title.title)]
        if len(titles) == len(items) and not any(is_known_place(title.title) for title, _ in titles):
            found.append((line, match["place"], titles))
    if len(found) < 3 or sum(len(titles) > 1 for _, _, titles in found) < 2:
        return [], set()
    reports = [_noted(page, line, title, place, note) for line, place, titles in found for title, note in titles]
    return reports, {line.start for line, _, _ in found}


def _with_note(item: str) -> tuple[Title | None, str]:
    """A title and the words in brackets behind it."""
    head, _, note = item.partition("(")
    return read_title(head, free=False), note.rstrip(") ")


def _noted(page: Page, line: Line, title: Title, place: str, note: str) -> Report:
    today = line.today or page.today
    dates = read_dates(note, today, day_first=page.day_first, labelled=True, only_day=False)
    event = by_dates(dates, today) or (status_event(note) if note else None) or line.stage or Event.FILMING
    inferred = {Event.ENTERED_PRE_PRODUCTION: Status.PRE_PRODUCTION, Event.WRAPPED_FILMING: Status.WRAPPED}.get(event)
    return make_report(
        page,
        title,
        event,
        (line.start, line.end),
        "inline list",
        place=place,
        region=line.region,
        medium=line.medium,
        dates=dates,
        inferred=inferred if dates.spans else None,
    )


def _is_lot(words: str) -> bool:
    return _LOT.search(words) is not None or words in NETWORKS


def _codes(page: Page, lines: list[Line]) -> Made:
    """Where signs are explained, the capitals in front are the code word and the title comes behind them."""
    if not any(_CODES_TOLD.search(line.text[:400]) for line in page.lines[:12]):
        return [], set()
    matches = [(line, match) for line in lines if len(line.text) < 400 and (match := _CODE.match(line.text))]
    reports: list[Report] = []
    used: set[int] = set()
    for line, match in matches if len(matches) > 1 else ():
        reading = Reading(line.today or page.today, page.day_first, capitals=True, known=page.known)
        for found in read_text(_KIND_GROUP.sub("", match["rest"]), reading):
            title = replace(found.title, aliases=(*found.title.aliases, match["code"]))
            reports.append(report_of(page, line, replace(found, title=title), f"code word: {found.name}"))
            used.add(line.start)
    return reports, used


def _plain(page: Page, line: Line, title: Title, event: Event, place: str, span: tuple[int, int]) -> Report:
    return make_report(page, title, event, span, "inline list", place=place, region=line.region, medium=line.medium)


def join_nested(lines: list[Line]) -> list[Line]:
    """Bullets below a less indented bullet, joined to it with dashes: a title and its facts in one line of a list."""
    out: list[Line] = []
    depth = 0
    for line in lines:
        match = _INDENTED.match(line.text) if len(line.text) < 200 else None
        if match is None:
            depth = 0 if line.text.strip() else depth
            out.append(line)
            continue
        blank = len(match["blank"].expandtabs(4))
        head = out[-1] if out else None
        if depth and blank >= depth and head and len(head.text) < 400 and not is_casting(match["text"]):
            text = f"{head.text.rstrip(' :')} – {match['text']}"
            out[-1] = replace(head, text=text, width=line.end - head.start)
        else:
            depth = blank + 2
            out.append(line)
    return out
