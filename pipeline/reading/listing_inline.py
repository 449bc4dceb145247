"""Lists inside a line, or under one: several titles in a sentence, a place before its titles, nested bullets.

"Now shooting: A (Lynn), B (Salem)", "BIRD - A (feature),"
" filming in Lynn" where signs are explained,
and a title with its facts in the bullets below it. It refuses what is not a run of its kind.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.model import Event, Report
from pipeline.reading.listing_columns import read_columns, read_nested
from pipeline.reading.listing_dates import Dates
from pipeline.reading.listing_entry import Line, Page, make_report, with_season
from pipeline.reading.listing_lines import is_casting, read_text, report_of
from pipeline.reading.listing_phrases import predicates, status_event
from pipeline.reading.listing_pieces import Entry, read_pieces, report_entry
from pipeline.reading.listing_roles import mostly
from pipeline.reading.listing_seasons import season_in
from pipeline.reading.listing_subjects import Reading
from pipeline.reading.listing_titles import Title, read_title
from pipeline.reading.places import is_known_place

Made = tuple[list[Report], set[int]]

_STAGED = re.compile(
    r"^[\s•*·-]*(?P<stage>(?:[A-Za-z]+\s+){0,3}?(?:filming|shooting|rolling|production|prep|prepping|"
    r"wrapped|hold|hiatus|post|soon)"
    r"(?:\s+(?:now|here|this week|today))?)\s*:\s+(?P<rest>\S.*)$",
    re.IGNORECASE,
)
_ONLY_ITEMS = re.compile(
    r"^[\s•*·-]*(?P<rest>[A-Z\d“\"][^():.]{1,60}\([A-Z][^()]{2,40}\)(?:[,;]\s[A-Z\d“\"][^():.]{1,60}\([A-Z][^()]{2,40}\))+)\.?$"
)
"""Titles with their towns in brackets, and nothing else in the line."""
_A_PERSON = re.compile(r"[A-Z]\.?\s(?:(?:de|di|van|von|Lo)\s)?[A-Z][\w’'-]+$")
"""The "J Robinson" of a team."""
_STAGED_THERE = re.compile(
    r"^[\s•*·-]*(?:[Nn]ow |[Cc]urrently |[Ss]till |[Aa]lso )?(?P<stage>[Ff]ilming|[Ss]hooting|[Ww]rapped) (?:in|at|"
    r"around) "
    r"(?P<place>[A-Z][^:]{1,40}?)(?: (?:this week|today|now|this month|right now))?:\s+(?P<titles>[A-Z\d“\"‘].{1,400})$"
)
_IN_BRACKETS = re.compile(
    r"(?P<title>[^(),;][^();]{0,90}?)\s*\((?P<place>[^()]{2,60})\)\s*(?:[,;.]|$|and\b)?\s*(?:and\s+)?"
)
_WITH_BRACKET = re.compile(r"[“\"](?P<title>[^“”\"]{1,80}?),?[”\"]\s*\((?P<told>[^()]{2,60})\)")
_INCLUDES = re.compile(r"\b(?:includes?|including|are|were|for|:)\W*$", re.IGNORECASE)
_LEAD_PLACE = re.compile(r"\b(?:in|for|at|around)\s+(?P<place>[A-Z][\w .’'-]{2,40}?)\s+(?:includes?|are|were)\b")
_COMING = re.compile(r"\b(?:upcoming|coming|next|soon|planned|will)\b", re.IGNORECASE)
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
    for reader in (_staged, _staged_there, _quoted_series, read_columns, read_nested, _codes):
        made, taken = reader(page, [line for line in lines if line.start not in used])
        reports.extend(made)
        used |= taken
    return reports, used


def _staged(page: Page, lines: list[Line]) -> Made:
    """ "Now shooting: A (Lynn), B season 2 (Salem)": items that end in a place, most of them in a known one."""
    found: list[tuple[Line, re.Match[str], Event, list[re.Match[str]]]] = []
    for line in lines:
        match = _STAGED.match(line.text[:4000])
        match = match or (_ONLY_ITEMS.match(line.text[:600]) if page.film or line.stage else None)
        stage = match.groupdict().get("stage") if match else None
        event = (status_event(stage) if stage else line.stage or Event.FILMING) if match else None
        items = list(_IN_BRACKETS.finditer(match["rest"])) if match and event else []
        if (
            match
            and event
            and (len(items) > 1 or (items and stage))
            and all(_seasoned(item["title"]) for item in items)
        ):
            found.append((line, match, event, items))
    places = [item["place"].split(", ")[0] for _, _, _, items in found for item in items]
    people = [_A_PERSON.match(item["title"].strip()) is not None for _, _, _, items in found for item in items]
    if len(places) < 2 or not mostly(map(is_known_place, places), 0.6) or mostly(people, 0.4):
        return [], set()
    reports: list[Report] = []
    for line, match, event, items in found:
        begin = line.start + match.start("rest")
        for item in items:
            title = _seasoned(item["title"])
            if title and item["place"][0].isupper():
                span = (begin + item.start("title"), begin + item.end("place") + 1)
                entry = Entry(line, title)
                read_pieces(page, entry, item["place"], known_only=False)
                reports.append(
                    _plain(page, line, title, event, entry.place or item["place"].strip(), span, entry.dates)
                )
    return reports, {line.start for line, _, _, _ in found}


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


def _quoted_series(page: Page, lines: list[Line]) -> Made:
    """ "Shoots here include “A” (May), “B” (Lynn) and “C” (June 3)": quoted titles, each with its bracket."""
    reports: list[Report] = []
    used: set[int] = set()
    for line in lines:
        items = list(_WITH_BRACKET.finditer(line.text[:4000])) if line.text.count("(") > 1 else []
        lead = line.text[: items[0].start()] if len(items) > 1 else ""
        event = status_event(lead) if lead and _INCLUDES.search(lead) else None
        if event is None or len(lead) > 160:
            continue
        there = _LEAD_PLACE.search(lead)
        place = there["place"] if there and is_known_place(there["place"]) else None
        soon = _COMING.search(lead) is not None
        for item in items:
            title = read_title(f"“{item['title']}”")
            if title is None:
                continue
            entry = Entry(line, title, event=Event.ENTERED_PRE_PRODUCTION if soon else None)
            read_pieces(page, entry, item["told"], known_only=True)
            entry.place = entry.place or place
            reports.append(report_entry(page, entry, False))
        used.add(line.start)
    return reports, used


def _seasoned(raw: str) -> Title | None:
    title = read_title(raw, free=False)
    return with_season(title, season_in(raw)) if title else None


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


def _plain(
    page: Page, line: Line, title: Title, event: Event, place: str, span: tuple[int, int], dates: Dates | None = None
) -> Report:
    return make_report(
        page, title, event, span, "inline list", place=place, region=line.region, medium=line.medium, dates=dates
    )


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
