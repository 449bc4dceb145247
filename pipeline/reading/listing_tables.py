"""Tables in any dress: CSV, tab rows, JSON lines, wiki and pipe tables, read by their column headings.

A table without a column of titles (permits by street and hour) gives nothing. In the title column of a permit list
("Filming "Quiet Fever"", "Quiet Fever filming ***CANCELLED***") only the title is kept; adverts, photo shoots and
nameless documentaries are not titles.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable
from dataclasses import replace

from pipeline.model import Event, Report, Status
from pipeline.reading.listing_dates import Dates, read_dates
from pipeline.reading.listing_entry import Line, Page, by_dates, make_report
from pipeline.reading.listing_phrases import status_event
from pipeline.reading.listing_times import Times, read_times
from pipeline.reading.listing_titles import Title, fold_blanks, medium_of, number_of, quoted, read_title
from pipeline.reading.listing_where import clean_place
from pipeline.reading.listing_wikitext import Row, wiki_lines, wiki_rows

_ROW_LIMIT = 20_000

_ROLES: tuple[tuple[str, str], ...] = (
    (
        "skip",
        r"^(?:sub ?category|event ?type|event ?agency|event ?id|permit ?(?:number|no|id|type)|id|add(?:l|"
        r"itional) ?location|location ?details?|notes?|fun facts?|director|writer|producer|distributor|cast|stars?|"
        r"actor ?\d*|company|production ?company|network|studio|contact|phone|e-?mail|zip.*|parking.*|police.*|"
        r"community.*|borough|entered ?on|country|genre|language|budget|day|weekday|url|website|ref\.?|lat.*|lon.*|"
        r"analysis.*|supervisor.*|title ?id|release|premiere.*)$",
    ),
    (
        "title",
        r"^(?:production |project |working |film |movie |show |series |original |english )?(?:title|titles)$|"
        r"^(?:film|films|movie|movies|show|series|production|productions|project|programme|program|event|tv series|"
        r"film/series|film title|title/project)(?: ?name)?$|^name$|^(?:project|production|event|film|movie|show) "
        r"?name$",
    ),
    ("start_time", r"^(?:event ?)?(?:start|begin|call)[ _]?time$|^time ?(?:from|start)$"),
    ("end_time", r"^(?:event ?)?(?:end|wrap|finish)[ _]?time$|^time ?(?:to|end)$"),
    (
        "start",
        r"^(?:event ?)?(?:(?:shoot|shooting|filming|production|photography|film)[ _]?)?start(?:s|ing|ed)?[ "
        r"_]?(?:date|day)?(?:[ _]?(?:&|and)?[ _]?time)?[ _]?\d?$|^from$|^(?:filming )?begins?$|^date[ _]?\d$|^start "
        r"?date ?time$|^first day$",
    ),
    (
        "end",
        r"^(?:event ?)?(?:(?:shoot|shooting|filming|production|photography|film)[ _]?)?(?:end|ends|ending|wrap|"
        r"wraps|finish)[ _]?(?:date|day)?(?:[ _]?time)?[ _]?\d?$|^to$|^until$|^last day$|^end ?date ?time$",
    ),
    ("times", r"^times?$|^hours$"),
    ("dates", r"^(?:(?:shoot|shooting|filming|production)[ _]?)?(?:dates?|schedule|period|window)$|^when$"),
    (
        "place",
        r"^(?:(?:filming|shooting|shoot|production|event)[ _]?)?(?:locations?|place|places|site|venue|address|"
        r"where)(?:\(s\))?$|^city(?: ?/ ?(?:state|town|region))?$|^town$|^filming (?:in|at)$|^where$",
    ),
    ("region", r"^(?:state|province|region|county|state/province)$"),
    ("status", r"^(?:production |current |project )?(?:status|stage|phase|state of production)$"),
    ("season", r"^season(?: ?(?:no|number|#))?\.?$"),
    ("year", r"^(?:release[ _]?)?year$"),
    ("medium", r"^(?:type|format|kind|medium|category|production type|project type)$"),
    ("aka", r"^(?:aka|a\.k\.a\.?|alias|working title\(s\)|also known as|code ?name)$"),
)
_ROLE_PATTERNS = tuple((role, re.compile(pattern, re.IGNORECASE)) for role, pattern in _ROLES)
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
_DAY = re.compile(
    r"\d{1,2}[/.]\d{1,2}|\d{4}-\d\d|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|"
    r"Dec)[a-z]*\b.?\s*\d|\bTB[ACD]\b"
)
_GENERIC = re.compile(
    r"^(?:a|an|the|of|for|small|mobile|short|local|tv|tbd|tba|n/?a|documentary|filming|film|movie|"
    r"shoot(?:ing)?|independent film|feature film|short film|untitled)\b(?![^a-z]*[A-Z])|^[a-z]"
)


def read_tables(page: Page, lines: list[Line]) -> tuple[list[Report], set[int]]:
    """Reports of every table among the lines, and the offsets of the lines that belong to one."""
    reports: list[Report] = []
    used: set[int] = set()
    used |= wiki_lines(lines)
    for reader in (_json_rows, wiki_rows, _delimited_rows):
        left = lines if reader is wiki_rows else [line for line in lines if line.start not in used]
        for rule, header, rows in reader(left):
            used.update(line.start for line, _ in rows)
            roles = _roles(header)
            if "title" in roles:
                permits = _are_permits([_first(cells, roles, "title") for _, cells in rows])
                for line, cells in rows:
                    aligned = _aligned(cells, len(header), roles)
                    reports.extend(_report_row(page, line, aligned, roles, rule, permits))
    return reports, used


def _role(name: str) -> str | None:
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", fold_blanks(name)).strip(" :*'\"")
    for role, pattern in _ROLE_PATTERNS:
        if pattern.match(name) or pattern.match(name.replace("_", " ")):
            return role
    return None


def _roles(header: list[str]) -> dict[str, list[int]]:
    roles: dict[str, list[int]] = {}
    for index, name in enumerate(header):
        role = _role(name)
        if role and role != "skip":
            roles.setdefault(role, []).append(index)
    return roles


def _json_rows(lines: list[Line]) -> Iterable[tuple[str, list[str], list[Row]]]:
    """One JSON object a line; the keys are the headings."""
    groups: dict[tuple[str, ...], list[Row]] = {}
    for line in lines:
        text = line.text.strip().rstrip(",").strip("[]")
        if not text.startswith("{") or len(text) > _ROW_LIMIT:
            continue
        try:
            row = json.loads(text)
        except (ValueError, RecursionError):
            continue
        if isinstance(row, dict):
            groups.setdefault(tuple(map(str, row)), []).append(
                (line, ["" if v is None else str(v) for v in row.values()])
            )
    return [("json rows", list(keys), rows) for keys, rows in groups.items()]


def _delimited_rows(lines: list[Line]) -> Iterable[tuple[str, list[str], list[Row]]]:
    """CSV, tab and pipe tables: a heading row with a known column, and the rows under it of the same breadth."""
    tables: list[tuple[str, list[str], list[Row]]] = []
    header: list[str] = []
    mark = ""
    for line in lines:
        if not line.text.strip() or len(line.text) > _ROW_LIMIT:
            continue
        found = _header(line.text)
        if found:
            mark, header = found
            tables.append(({",": "csv", "\t": "tab rows", "|": "pipe table", ";": "csv"}[mark], header, []))
            continue
        cells = _split(line.text, mark) if mark else []
        if tables and len(cells) >= max(2, len(header) - 2) and len(cells) <= len(header) + 1:
            if not all(re.fullmatch(r"[\s:=-]*", cell) for cell in cells):
                tables[-1][2].append((line, cells))
        elif tables and mark == "\t" and not tables[-1][2] and len(cells) > 1:
            continue
        elif mark != "," and len(cells) <= 1:
            mark = ""
    return [table for table in tables if table[2]]


def _header(text: str) -> tuple[str, list[str]] | None:
    for mark in ("\t", "|", ",", ";"):
        if text.count(mark) < 1 + (mark in ",;"):
            continue
        cells = _split(text, mark)
        known = [_role(cell) for cell in cells if cell.strip()]
        if (
            len(cells) > 1
            and len(text) < 1500
            and sum(role is not None for role in known) >= max(2, (len(known) + 1) // 2)
        ):
            return mark, cells
    return None


def _split(text: str, mark: str) -> list[str]:
    if mark == "|":
        return [cell.strip() for cell in text.strip().strip("|").split("|")]
    if mark == "\t":
        return [cell.strip() for cell in text.split("\t")]
    try:
        return next(csv.reader([text], delimiter=mark), [])
    except csv.Error:
        return []


def _first(cells: list[str], roles: dict[str, list[int]], role: str) -> str:
    for index in roles.get(role, ()):
        if index < len(cells) and cells[index].strip():
            return cells[index].strip()
    return ""


def _aligned(cells: list[str], width: int, roles: dict[str, list[int]]) -> list[str]:
    """A row that lost its empty cells on the way, with blanks put back where the columns then fit best."""
    days = {index for role in ("start", "end", "dates") for index in roles.get(role, ())}
    other = {index for role in ("title", "place") for index in roles.get(role, ())}

    def fit(row: list[str]) -> int:
        told = [bool(_DAY.search(cell)) for cell in row]
        return sum(told[i] for i in days if i < len(row)) - sum(told[i] for i in other if i < len(row))

    while 1 < len(cells) < width:
        cells = max(([*cells[:at], "", *cells[at:]] for at in range(len(cells), 0, -1)), key=fit)
    return cells


def _are_permits(cells: list[str]) -> bool:
    """Does the title column hold descriptions of events ("Filming "T"") rather than bare titles?"""
    described = sum(bool(_PERMIT_WORDS.search(cell)) or quoted(cell) is not None for cell in cells)
    return described * 4 >= len(cells) and described > 1


def permit_title(raw: str) -> Title | None:
    """The title in an event name of a permit; None for adverts, photo shoots and events without a title."""
    text = fold_blanks(raw)
    text = _MARKED.sub(" ", text).strip()
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
    start = read_times(_first(cells, roles, "start_time"))
    end = read_times(_first(cells, roles, "end_time"))
    if start or end:
        return Times(
            start[0].start_time if start else None, (end[0].start_time or end[0].end_time) if end else None, 0, 0
        )
    both = read_times(_first(cells, roles, "times") or _first(cells, roles, "dates"))
    return both[0] if both else None


def _report_row(
    page: Page, line: Line, cells: list[str], roles: dict[str, list[int]], rule: str, permits: bool
) -> list[Report]:
    raw = _first(cells, roles, "title")
    title = (
        (permit_title(raw) if permits else read_title(_KIND_AFTER.sub("", _MARKED.sub(" ", raw)), free=False))
        if raw
        else None
    )
    if title is None or not re.search(r"\w", title.title):
        return []
    season = number_of(_first(cells, roles, "season") or "")
    alias = _first(cells, roles, "aka")
    title = replace(title, season=title.season or season, aliases=(*title.aliases, *((alias,) if alias else ())))
    dates, status = _cell_dates(page, line, cells, roles), _first(cells, roles, "status")
    event, inferred = _row_event(page, line, raw, status, dates, roles, cells)
    inside = re.search(r"\((?:in|at|on)\s+([^()]{2,80})\)|\bin\s+([A-Z][^()]{2,80})$", status)
    place = clean_place(_first(cells, roles, "place")) or (clean_place(inside[1] or inside[2]) if inside else None)
    region = _first(cells, roles, "region") or line.region
    medium = medium_of(_first(cells, roles, "medium")) or line.medium
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
    mark = _MARKED.search(raw)
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
    year = _first(cells, roles, "year")
    if (
        event is None
        and not dates.spans
        and re.fullmatch(r"(?:19|20)\d\d", year)
        and (today is None or int(year) <= today.year)
    ):
        return Event.RELEASED, Status.RELEASED
    if status and "status" in roles:
        return Event.ANNOUNCED, None
    return Event.FILMING, None
