"""Layouts in which the title comes first: headed paragraphs, dated bullets, tagged headlines, bullet-joined titles.

"T (Studio)" or "TITLE" above a paragraph, "T: The film shoots in ...", "Friday, May 3rd - T wraps filming in ...",
"WRAP: THE TITLE Has Wrapped ...", "This issue: A • B • C". Each needs a second line of its own kind on the page before
it is believed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from pipeline.model import Event, Modality, Report, Status
from pipeline.reading.listing_dates import Dates, read_dates
from pipeline.reading.listing_entry import Line, Page, by_dates, make_report, sentences
from pipeline.reading.listing_lines import Found, Reading, is_casting, main_predicate, read_text, report_of
from pipeline.reading.listing_phrases import predicates
from pipeline.reading.listing_titles import Title, fold_blanks, quoted, read_title, season_in
from pipeline.reading.listing_where import clean_place, mask, place_after
from pipeline.reading.places import is_known_place

Made = tuple[list[Report], set[int]]

_JOINTS = re.compile(r"\s+[•·●▪]\s+")
_ISSUE = re.compile(r"^\s*(?:this issue|in this issue|this week|titles|listings|new listings|productions|projects|in production|now filming|new this week|updated)\s*:\s*", re.IGNORECASE)
_DATED = re.compile(
    r"^[\s•*·-]*(?P<date>(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?\s+"
    r"\d{1,2}(?:st|nd|rd|th)?(?:,?\s+\d{4})?|\d{1,2}/\d{1,2}(?:/\d{2,4})?|\d{4}-\d\d-\d\d)\s*(?:–|—|-|:)\s+(?P<rest>\S.*)$"
)
_TAGGED = re.compile(r"^\s*(?P<tag>[A-Z][A-Z &/-]{2,24}):\s+(?P<rest>\S.*)$")
_TAGS: tuple[tuple[str, Event], ...] = (
    (r"WRAP", Event.WRAPPED_FILMING), (r"START|ROLLING|CAMERAS?|FIRST DAY|BEGINS?", Event.STARTED_FILMING), (r"SHOOT|FILMING|ON LOCATION|ON SET|SPOTTED|SURPRISE|EXCLUSIVE|SET PHOTOS", Event.FILMING),
    (r"SHELVED|CANCEL|AXED|DEAD|SCRAPPED", Event.CANCELLED), (r"RENEW", Event.RENEWED), (r"NEW SERIES|PILOTS?|TV PILOTS?|ORDER|PICK ?UP|PICKED UP|GREEN ?LIT?|SERIES ORDER", Event.ORDERED), (r"SPIN-?OFF|NEW|ANNOUNCED|IN DEVELOPMENT|REBOOT|REVIVAL|SEQUEL", Event.ANNOUNCED),
    (r"DELAY|POSTPONED", Event.DELAYED), (r"ON HOLD|HIATUS|PAUSED|SHUTDOWN", Event.PAUSED), (r"RETURN|RESUME|BACK", Event.RESUMED), (r"PREP|COMING|UPCOMING|COMING SOON", Event.ENTERED_PRE_PRODUCTION), (r"RESHOOTS?|RE-SHOOTS?", Event.RESHOOTS),
)  # fmt: skip
_TAG_EVENTS = tuple((re.compile(rf"\b(?:{pattern})"), event) for pattern, event in _TAGS)
_CAPS_RUN = re.compile(r"(?:(?<=\s)|^)[“\"‘']?((?:[A-Z0-9&][A-Z0-9&.!?:+-]*(?:[’'](?!s\b)[A-Z]+)?)(?:\s+(?:[A-Z0-9&][A-Z0-9&.!?:+’'-]*))*)(?=[’']s\b|[\s,.!?”\"’]|$)")
_NO_CAPS_TITLE = frozenset("TV BC B.C NYC LA L.A UK US USA UPDATE UPDATED NEW VFX CW ABC NBC CBS FOX HBO FX TNT TBS AMC BBC ITV MTV USA SYFY CTV CBC A & AND THE I II III PM AM VIDEO PHOTOS EXCLUSIVE RIP DVD".split())
_INLINE_HEAD = re.compile(r"^[\s•*·-]*(?P<title>[“\"][^“”\"]{1,80}[”\"]|[A-Z0-9&‘'][^:–—\n]{1,70}?)(?P<group>\s*\([^()]{1,80}\))?\s*(?::|\s–|\s—|\s-)\s+(?P<rest>[A-Z“\"].{12,})$")
_DESCRIPTION = re.compile(
    r"^(?:(?:The|This|A|An|Its|Another)\s+[a-z]|(?:It|They|Filming|Shooting|Production|Principal|Cameras|Series|Film|Feature|Season|Starring|Directed|Director|Produced|Written|Set|Shoots|Films|Filmed|Shot|Now|Currently|Wrapped|Has|Is|Will|In|From|Based|"
    r"Crews|Begins|Starts|Expected|Scheduled|Post|Pre|Drama|Comedy|Thriller|Documentary|Horror|Returns)\b(?![’']))"
)
_PARAGRAPHS = 4
_PAREN_TITLE = re.compile(r"^[\s•*\d.)]*\S.{0,80}\s\([^()]{1,60}\)\s*$")


def read_headlines(page: Page, lines: list[Line]) -> Made:
    """Joined titles, dated bullets and tagged headlines: layouts that mark every line."""
    return _each(page, lines, (_joined, _dated, _tagged))


def read_heads(page: Page, lines: list[Line]) -> Made:
    """Titles followed by what is told of them, in the same line or below."""
    return _each(page, lines, (_inline_heads, _headed))


def _each(page: Page, lines: list[Line], readers: tuple[Callable[[Page, list[Line]], Made], ...]) -> Made:
    reports: list[Report] = []
    used: set[int] = set()
    for reader in readers:
        made, taken = reader(page, [line for line in lines if line.start not in used])
        reports.extend(made)
        used |= taken
    return reports, used


def _joined(page: Page, lines: list[Line]) -> Made:
    """Titles joined by bullets, as on the cover of a trade weekly: they are listed, not more."""
    reports: list[Report] = []
    used: set[int] = set()
    for line in lines:
        parts = _JOINTS.split(_ISSUE.sub("", line.text[:100_000].lstrip(" •·●▪|")))
        if len(parts) < 4 or sum(len(part) > 90 for part in parts) * 4 > len(parts) or any(predicates(p) for p in parts[:3]):
            continue
        used.add(line.start)
        for part in parts:
            title = _listed_title(part)
            at = page.text.find(part, line.start, line.end)
            if title and at >= 0:
                reports.append(make_report(page, title, Event.ANNOUNCED, (at, at + len(part)), "joined titles", medium=line.medium, region=line.region))
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
    matches = [(line, match) for line in lines if len(line.text) < 1500 and (match := _DATED.match(line.text))]
    if len(matches) < 2:
        return [], set()
    reports: list[Report] = []
    for line, match in matches:
        day = read_dates(match["date"], line.today or page.today, day_first=page.day_first, labelled=True).start_date
        today = date.fromisoformat(day) if day and len(day) == 10 else line.today or page.today
        for found in read_text(match["rest"], Reading(today, page.day_first, capitals=True)):
            if found.event in (Event.RELEASED, Event.ANNOUNCED, Event.ORDERED):
                continue
            dates = found.dates if found.dates.start_date or found.dates.end_date else Dates()
            reports.append(report_of(page, line, replace(found, dates=_on_day(found.event, dates, day), inferred=None), f"dated bullet: {found.name}"))
    return reports, {line.start for line, _ in matches}


def _on_day(event: Event, dates: Dates, day: str | None) -> Dates:
    if dates.start_date or dates.end_date or not day:
        return dates
    if event == Event.WRAPPED_FILMING:
        return replace(dates, end_date=day)
    return replace(dates, start_date=day, end_date=day if event == Event.FILMING else None)


def _tagged(page: Page, lines: list[Line]) -> Made:
    """ "WRAP: THE TITLE Has Wrapped Filming in P": the title is what is in capitals; the tag tells the event."""
    matches = [(line, match) for line in lines if len(line.text) < 400 and (match := _TAGGED.match(line.text)) and _tag_event(match["tag"])]
    if len(matches) < 2 or sum(bool(_caps_titles(match["rest"])) for _, match in matches) * 2 < len(matches):
        return [], set()
    reports: list[Report] = []
    for line, match in matches:
        found = _read_headline(match["rest"], _tag_event(match["tag"]), Reading(line.today or page.today, page.day_first))
        if found:
            reports.append(report_of(page, line, found, f"headline: {match['tag']}"))
    return reports, {line.start for line, _ in matches}


def _tag_event(tag: str) -> Event | None:
    return next((event for pattern, event in _TAG_EVENTS if pattern.search(tag)), None)


def _caps_titles(text: str) -> list[str]:
    runs = [match[1].strip(" ,.’'") for match in _CAPS_RUN.finditer(text)]
    return [run for run in runs if len(re.sub(r"[^A-Z0-9]", "", run)) > 1 and run not in _NO_CAPS_TITLE and not re.fullmatch(r"[\dX×.:-]+", run)]


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
    phrase = place_after(masked.replace(" Outside ", " outside ").replace(" At ", " at ").replace(" In ", " in ").replace(" On ", " on ")) if event != Event.CANCELLED else None
    season = season_in(rest)
    title = replace(title, season=title.season or season)
    inferred = Status.PRE_PRODUCTION if event == Event.ENTERED_PRE_PRODUCTION else None
    place = clean_place(re.split(r"\s+[–—-]\s+|\s+With\s|\s+(?:Late|Early|Mid)\s", phrase[1])[0]) if phrase else None
    return Found(title, event, predicate.modality if predicate else Modality.ASSERTED, place, dates, None, "tag", inferred)


def _inline_heads(page: Page, lines: list[Line]) -> Made:
    """ "T: The drama shoots in P": the words before the colon are the title of what the paragraph tells."""
    reports: list[Report] = []
    used: set[int] = set()
    for line in lines:
        match = _INLINE_HEAD.match(line.text) if len(line.text) < 3000 else None
        if not match or not _DESCRIPTION.match(match["rest"]) or is_casting(line.text) or main_predicate(match["title"] + " "):
            continue
        title = read_title(match["title"] + (match["group"] or ""), capitals=False)
        if title is None or is_known_place(match["title"]) or title.title.isupper() and _tag_event(title.title):
            continue
        made = read_paragraph(page, line, title, [line], match.start("rest") + line.start)
        if made:
            reports.extend(made)
            used.add(line.start)
    return reports, used


def read_paragraph(page: Page, head: Line, title: Title, body: list[Line], begin: int) -> list[Report]:
    """What the lines under (or after) a title say of it, as one entry for each location."""
    reading = Reading(head.today or page.today, page.day_first, title, given=True)
    text = " ".join(page.text[max(line.start, begin) : line.end] for line in body)
    found = read_text(text, reading) or _bare_paragraph(text, reading)
    found = _merge(found)
    return [report_of(page, _stretch(page, head, body[-1]), item, f"headed: {item.name}") for item in found]


def _stretch(page: Page, head: Line, last: Line) -> Line:
    """The head's line stretched to the end of its paragraph."""
    return replace(head, text=page.text[head.start : last.end])


def _bare_paragraph(text: str, reading: Reading) -> list[Found]:
    """ "Series. Until March, 2023, in Tampa." has no verb, yet a date and a place."""
    dates = read_dates(text, reading.today, day_first=reading.day_first, labelled=True, only_day=False)
    if not (dates.start_date or dates.end_date) or reading.last is None:
        return []
    phrase = place_after(" " + mask(text, dates.spans))
    event = by_dates(dates, reading.today) or Event.FILMING
    inferred = {Event.ENTERED_PRE_PRODUCTION: Status.PRE_PRODUCTION, Event.WRAPPED_FILMING: Status.WRAPPED}.get(event)
    return [Found(reading.last, event, Modality.ASSERTED, clean_place(phrase[1]) if phrase else None, dates, None, "dates", inferred)]


_ORDER = (Event.CANCELLED, Event.PAUSED, Event.WRAPPED_FILMING, Event.ENTERED_POST_PRODUCTION, Event.FILMING, Event.STARTED_FILMING, Event.RESUMED, Event.ENTERED_PRE_PRODUCTION, Event.DELAYED)


def _merge(found: list[Found]) -> list[Found]:
    """Several sentences about one title are one entry, unless they name several places of the same kind of event."""
    if len(found) < 2:
        return found
    lead = min(found, key=lambda item: _ORDER.index(item.event) if item.event in _ORDER else len(_ORDER))
    starts = [item.dates.start_date for item in found if item.dates.start_date]
    ends = [item.dates.end_date for item in found if item.dates.end_date]
    dates = Dates(starts[0] if starts else None, ends[-1] if ends else None, lead.dates.text, lead.dates.spans)
    season = next((item.title.season for item in found if item.title.season), None)
    placed = [item for item in found if item.place and item.event == lead.event] or [replace(lead, place=next((i.place for i in found if i.place), None))]
    return [replace(item, event=lead.event, inferred=lead.inferred, dates=dates, title=replace(item.title, season=season)) for item in placed]


def _headed(page: Page, lines: list[Line]) -> Made:
    """A line that is a title, and the paragraph below it. Capitals, brackets or quotes must mark two such lines, else four."""
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
    for style, group in pairs.items():
        made = [(line, body, read_paragraph(page, line, title, body, body[0].start)) for line, title, body in group]
        made = [item for item in made if item[2]]
        if len(made) < (2 if style != "plain" else 4) or (style == "plain" and len(made) * 2 < len(group)):
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
