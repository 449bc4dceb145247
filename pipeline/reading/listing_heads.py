"""Layouts in which a title heads what is told of it: in front of a colon, or on a line of its own.

"T (Studio)" or "TITLE" above a paragraph, "T: The film shoots in ...". Two such lines in capitals, brackets or quotes
make a layout; plain ones need four.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.model import Event, Modality, Report, Status
from pipeline.reading.listing_clauses import Found
from pipeline.reading.listing_dates import Dates, read_dates
from pipeline.reading.listing_entry import Line, Page, by_dates, sentences, with_season
from pipeline.reading.listing_headlines import tag_event
from pipeline.reading.listing_lines import is_casting, read_text, report_of
from pipeline.reading.listing_lists import read_facts
from pipeline.reading.listing_phrases import predicates
from pipeline.reading.listing_seasons import season_in
from pipeline.reading.listing_subjects import Reading, main_predicate
from pipeline.reading.listing_titles import Title, fold_blanks, quoted, read_title
from pipeline.reading.listing_where import clean_place, mask, place_after
from pipeline.reading.places import is_known_place

Made = tuple[list[Report], set[int]]

_INLINE_HEAD = re.compile(
    r"^[\s•*·-]*(?P<title>[“\"][^“”\"]{1,80}[”\"]|"
    r"[A-Z0-9&‘'][^:–—\n]{1,70}?)(?P<group>\s*\([^()]{1,80}\))?\s*(?::|\s–|\s—|\s-)\s+(?P<rest>[A-Z“\"].{12,})$"
)
_DESCRIPTION = re.compile(
    r"^(?:(?:The|This|A|An|Its|Another)\s+(?:[a-z]|(?:[A-Z][\w+’'/-]*\s+){1,3}[a-z])|(?:It|They|Filming|Shooting|"
    r"Production|Principal|Cameras|Series|Film|"
    r"Feature|Season|Starring|Directed|Director|Produced|Written|Set|Shoots|Films|Filmed|Shot|Now|Currently|Wrapped|"
    r"Has|Is|Will|In|From|Based|"
    r"Crews|Begins|Starts|Expected|Scheduled|Post|Pre|Drama|Comedy|Thriller|Documentary|Horror|Returns)\b(?![’']))"
)
_KIND_GROUP = re.compile(r"(?:feature|film|tv|series|movie|pilot|short|mow|documentary|mini-?series)\b", re.IGNORECASE)
_SEASON_FIRST = re.compile(r"(?:Season|Series)\s+\w+\s*[:,–—-]")
_NUMBERED = re.compile(r"^\s*\d{1,2}[.)]\s+(?=[A-Z“\"‘0-9].{1,70}?(?::|\s[–—-])\s)")
_CAPITALS_DASH = re.compile(r"^[^a-z:]{3,60}\s[–—-]\s")
_PARAGRAPHS = 4
_PAREN_TITLE = re.compile(r"^[\s•*\d.)]*\S.{0,80}\s\([^()]{1,60}\)\s*$")


def read_heads(page: Page, lines: list[Line]) -> Made:
    """Titles followed by what is told of them, in the same line or below, and the offsets of the lines they took."""
    reports, used = _inline_heads(page, lines)
    more, taken = _headed(page, [line for line in lines if line.start not in used])
    return reports + more, used | taken


def _inline_heads(page: Page, lines: list[Line]) -> Made:
    """ "T: The drama shoots in P": the words before the colon are the title of what the paragraph tells."""
    reports: list[Report] = []
    used: set[int] = set()
    numbered = sum(_NUMBERED.match(line.text) is not None for line in lines) > 2
    for line in lines:
        counted = numbered and _NUMBERED.match(line.text)
        text = " " * counted.end() + line.text[counted.end() :] if counted else line.text
        match = _INLINE_HEAD.match(text) if len(text) < 3000 else None
        if (
            not match
            or not (counted or _CAPITALS_DASH.match(line.text) or _tells(match))
            or is_casting(line.text)
            or main_predicate(match["title"] + " ")
            or _is_dateline(match["title"])
        ):
            continue
        title = read_title(match["title"] + (match["group"] or ""), capitals=False)
        season = _SEASON_FIRST.match(match["rest"])
        title = with_season(title, season_in(season[0])) if title and season else title
        if title is None or is_known_place(match["title"]) or (title.title.isupper() and tag_event(title.title)):
            continue
        made = read_paragraph(page, line, title, [line], match.start("rest") + line.start)
        facts = None if made else read_facts(page, line, title, match["rest"])
        made = [facts] if facts else made
        if made:
            reports.extend(made)
            used.add(line.start)
    return reports, used


def _is_dateline(words: str) -> bool:
    """ "SALT LAKE CITY, Utah, June 8, 2023": a place and a day."""
    return is_known_place(words.split(",")[0]) and bool(read_dates(words, None, labelled=True).spans)


def _tells(match: re.Match[str]) -> bool:
    """Does the paragraph describe what stands before it: by its first words, by naming it again, or after its kind?

    "T: The film shoots in P", "T: T, a film by ..., will shoot in P", "T (feature): Trucks have taken over P".
    """
    title = match["title"].strip(' “”"')
    again = len(title) > 3 and title in match["rest"][: len(title) + 40]
    kind = match["group"] is not None and _KIND_GROUP.match(match["group"].strip(" ()")) is not None
    return again or kind or _DESCRIPTION.match(match["rest"]) is not None


def read_paragraph(page: Page, head: Line, title: Title, body: list[Line], begin: int) -> list[Report]:
    """What the lines under (or after) a title say of it, as one entry for each location."""
    reading = Reading(head.today or page.today, page.day_first, title, given=True)
    text = " ".join(line.text[max(0, begin - line.start) :] for line in body)
    found = read_text(text, reading) or _bare_paragraph(text, reading)
    found = _merge(found)
    return [report_of(page, _stretch(page, head, body[-1]), item, f"headed: {item.name}") for item in found]


def _stretch(page: Page, head: Line, last: Line) -> Line:
    """The head's line stretched to the end of its paragraph."""
    return replace(head, text=page.text[head.start : last.end], width=0)


def _bare_paragraph(text: str, reading: Reading) -> list[Found]:
    """ "Series. Until March, 2023, in Tampa." has no verb, yet a date and a place."""
    dates = read_dates(text, reading.today, day_first=reading.day_first, labelled=True, only_day=False)
    if not (dates.start_date or dates.end_date) or reading.last is None:
        return []
    phrase = place_after(" " + mask(text, dates.spans))
    event = by_dates(dates, reading.today) or Event.FILMING
    inferred = {Event.ENTERED_PRE_PRODUCTION: Status.PRE_PRODUCTION, Event.WRAPPED_FILMING: Status.WRAPPED}.get(event)
    return [
        Found(
            reading.last,
            event,
            Modality.ASSERTED,
            clean_place(phrase[1]) if phrase else None,
            dates,
            None,
            "dates",
            inferred,
        )
    ]


def _is_dated_fact(made: tuple[Line, list[Line], list[Report]]) -> bool:
    """Was it read from facts, with days among them?"""
    report = made[2][0]
    return report.rule == "list" and (report.start_date or report.end_date) is not None


def _told(page: Page, head: Line, title: Title, body: list[Line]) -> list[Report]:
    """What stands under a title; below the heading of a stage ("Shooting now") that it stands there says it already."""
    title = with_season(title, season_in(" ".join(line.text for line in body)[:200]))
    facts = read_facts(page, _stretch(page, head, body[-1]), title, " ".join(line.text.strip() for line in body))
    found = [facts] if facts else read_paragraph(page, head, title, body, body[0].start)
    planned = found and found[0].event == Event.ENTERED_PRE_PRODUCTION and not found[0].start_date
    if not head.stage or (found and not (head.stage == Event.FILMING and planned)):
        return found
    season = season_in(" ".join(line.text for line in body)[:600])
    item = Found(with_season(title, season), head.stage, Modality.ASSERTED, None, Dates(), None, "stage")
    return [report_of(page, _stretch(page, head, body[-1]), item, "headed: stage")]


_ORDER = (
    Event.CANCELLED,
    Event.PAUSED,
    Event.WRAPPED_FILMING,
    Event.ENTERED_POST_PRODUCTION,
    Event.FILMING,
    Event.STARTED_FILMING,
    Event.RESUMED,
    Event.ENTERED_PRE_PRODUCTION,
    Event.DELAYED,
)


def _merge(found: list[Found]) -> list[Found]:
    """Several sentences about one title are one entry, unless they name several places of the same kind of event."""
    if len(found) < 2:
        return found
    lead = min(found, key=lambda item: _ORDER.index(item.event) if item.event in _ORDER else len(_ORDER))
    starts = [item.dates.start_date for item in found if item.dates.start_date]
    ends = [item.dates.end_date for item in found if item.dates.end_date]
    dates = Dates(starts[0] if starts else None, ends[-1] if ends else None, lead.dates.text, lead.dates.spans)
    season = next((item.title.season for item in found if item.title.season), None)
    placed = [item for item in found if item.place and item.event == lead.event] or [
        replace(lead, place=next((i.place for i in found if i.place), None))
    ]
    return [
        replace(item, event=lead.event, inferred=lead.inferred, dates=dates, title=replace(item.title, season=season))
        for item in placed
    ]


def _headed(page: Page, lines: list[Line]) -> Made:
    """A title line and the paragraph below it: two of them in capitals, brackets or quotes, or four plain ones."""
    solid = [line for line in lines if line.text.strip()]
    pairs: dict[str, list[tuple[Line, Title, list[Line]]]] = {}
    for index, line in enumerate(solid):
        style = _head_style(line.text)
        body = _body(solid, index + 1) if style else []
        title = read_title(line.text, free=True) if style and body else None
        if style and title:
            pairs.setdefault(style, []).append((line, title, body))
    reports: list[Report] = []
    used: set[int] = set()
    told = {
        style: [(line, body, _told(page, line, title, body)) for line, title, body in pairs[style]] for style in pairs
    }
    whole = sum(bool(item[2]) for style in ("plain", "bracket") for item in told.get(style, ()))
    for style, group in told.items():
        made = [item for item in group if item[2]]
        few = len(made) < 2 if style != "plain" else len(made) * 2 < len(group)
        every = style == "plain" and len(made) == len(group) > 2 and all(map(_is_dated_fact, made))
        loose = style in ("plain", "bracket") and whole < 4 and not every
        if (few and style != "bracket") or (loose and (few or style == "plain")):
            continue
        for line, body, found in made:
            if line.start not in used:
                reports.extend(found)
                used |= {line.start, *(b.start for b in body)}
    return reports, used


def _head_style(text: str) -> str | None:
    text = fold_blanks(text)
    if not 1 < len(text) < 90 or re.search(r"(?<![A-Z.])[.:;,]$", text) or is_casting(text):
        return None
    bare = re.sub(r"\([^()]*\)", "", text)
    if re.search(r"[A-Z]", bare) and bare == bare.upper() and len(re.sub(r"[^A-Z]", "", bare)) > 1:
        return "capitals"
    if quoted(text) and len(quoted(text) or "") > len(text) * 0.6:
        return "quoted"
    if _PAREN_TITLE.match(text):
        return "bracket"
    if len(text.split()) <= 9 and not predicates(text) and re.match(r"[\d.)\s•]*[A-Z0-9“\"‘&]", text):
        return "plain"
    return None


def _body(solid: list[Line], start: int) -> list[Line]:
    """The lines of the paragraph: up to the next line that could be a head."""
    body: list[Line] = []
    for line in solid[start : start + _PARAGRAPHS]:
        if _head_style(line.text) and not (sentences(line.text) and re.search(r"[.!?]\s*$", line.text)):
            break
        body.append(line)
    return body
