"""Tables in any dress: CSV, tab rows, JSON lines, wiki and pipe tables, read by their column headings.

A column under an unknown heading is told by its cells, where most of them are days or known places. A table without a
column of titles (permits by street and hour) gives nothing.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Any

from pipeline.model import Report
from pipeline.reading.listing_entry import Line, Page
from pipeline.reading.listing_roles import is_spot, mostly
from pipeline.reading.listing_rows import are_permits, first_cell, report_row
from pipeline.reading.listing_titles import fold_blanks, read_title
from pipeline.reading.listing_wikitext import Row, wiki_lines, wiki_rows
from pipeline.reading.places import is_known_place

_ROW_LIMIT = 20_000
_OBJECT_LINES = 80

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
        r"^(?:event ?)?(?:(?:shoot|shooting|filming|production|principal|photography|film)[ _]?)?start(?:s|ing|ed)?[ "
        r"_]?(?:date|day)?(?:[ _]?(?:&|and)?[ _]?time)?[ _]?\d?$|^start of (?:filming|shooting|production|"
        r"photography|principal photography)$|^from$|^(?:filming )?begins?$|^date[ _]?\d$|^start "
        r"?date ?time$|^first day$",
    ),
    (
        "end",
        r"^(?:event ?)?(?:(?:shoot|shooting|filming|production|principal|photography|film)[ _]?)?(?:end|ends|ending|"
        r"wrap|"
        r"wraps|finish)[ _]?(?:date|day)?(?:[ _]?time)?[ _]?\d?$|^(?:end|wrap) of (?:filming|shooting|production)$|"
        r"^to$|^until$|^last day$|^end ?date ?time$",
    ),
    ("times", r"^times?$|^hours$"),
    (
        "dates",
        r"^(?:(?:shoot|shooting|filming|production)[ _]?)?(?:dates?|schedule|period|window)$|^when$|^(?:shoot|shooting|"
        r"filming|photography|principal photography|shoots)$",
    ),
    (
        "place",
        r"^(?:(?:filming|shooting|shoot|production|event)[ _]?)?(?:locations?|place|places|site|venue|"
        r"(?:street ?)?address|"
        r"parks?|streets?|neighbou?rhood|district|area|town|city|base|where)(?:\(s\))?$|"
        r"^city(?: ?/ ?(?:state|town|region))?$|"
        r"^filming (?:in|at)$|^where$",
    ),
    ("region", r"^(?:state|province|region|county|state/province)$"),
    (
        "status",
        r"^(?:production |current |project )?(?:status|stage|phase|state of (?:production|permit))$|^permit status$",
    ),
    ("season", r"^season(?: ?(?:no|number|#))?\.?$"),
    ("year", r"^(?:release[ _]?)?year$"),
    ("medium", r"^(?:(?:production|project) kind|type|format|kind|medium|category|production type|project type)$"),
    ("aka", r"^(?:aka|a\.k\.a\.?|alias|working title\(s\)|also known as|code ?name)$"),
)
_ROLE_PATTERNS = tuple((role, re.compile(pattern, re.IGNORECASE)) for role, pattern in _ROLES)
_DAY = re.compile(
    r"\d{1,2}[/.]\d{1,2}|\d{4}-\d\d|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|"
    r"Dec)[a-z]*\b.?\s*\d|\bTB[ACD]\b"
)
_HEADER_WORD = re.compile(
    r"title|film|movie|show|series|production|project|program|event|name|locat|date|start|status", re.IGNORECASE
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
            roles = _guessed(_roles(header), header, rows)
            if "title" in roles:
                permits = are_permits([first_cell(cells, roles, "title") for _, cells in rows])
                for line, cells in rows:
                    aligned = _aligned(cells, len(header), roles)
                    reports.extend(report_row(page, line, aligned, roles, rule, permits))
    return reports, used


@lru_cache(maxsize=4096)
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
    if len(roles.get("place", ())) > 1:  # an address says more than its quarter
        roles["place"].sort(key=lambda index: not re.search(r"address|location", header[index], re.IGNORECASE))
    return roles


def _whole_objects(lines: list[Line]) -> list[Line]:
    """JSON objects that are spread over several lines, each as one line; others as they are."""
    out: list[Line] = []
    open_at: list[Line] = []
    for line in lines:
        bare = line.text.strip()
        if bare == "{" and not open_at:
            open_at = [line]
        elif open_at and len(open_at) < _OBJECT_LINES:
            open_at.append(line)
            if bare.rstrip(",") == "}" and _balanced(open_at):
                text = " ".join(part.text.strip() for part in open_at)
                out.append(replace(open_at[0], text=text, width=line.end - open_at[0].start))
                open_at = []
        else:
            open_at = []
            out.append(line)
    return out


def _balanced(lines: list[Line]) -> bool:
    return sum(line.text.count("{") - line.text.count("}") for line in lines) == 0


def _guessed(roles: dict[str, list[int]], header: list[str], rows: list[Row]) -> dict[str, list[int]]:
    """Columns of days and of places under a heading that says neither, told by what most of their cells hold."""
    free = [index for index in range(len(header)) if not any(index in found for found in roles.values())]
    columns = {index: [row[index] for _, row in rows[:40] if index < len(row) and row[index].strip()] for index in free}
    columns = {index: cells for index, cells in columns.items() if len(cells) > 1 and _role(header[index]) != "skip"}
    days = [index for index, cells in columns.items() if sum(map(bool, map(_DAY.search, cells))) * 2 > len(cells)]
    places = [index for index, cells in columns.items() if mostly(map(is_known_place, cells), 0.5)]
    places = places or [index for index, cells in columns.items() if mostly(map(is_spot, cells), 0.6)]
    names = [index for index, cells in columns.items() if index not in (*days, *places) and _are_titles(cells)]
    if names and "title" not in roles and len(roles) > 1:
        roles = {**roles, "title": names[:1]}
    told = [
        index for index in roles.get("dates", ()) if mostly((is_known_place(row[index]) for _, row in rows[:40]), 0.6)
    ]
    if told and "place" not in roles:  # "Filming" above towns
        roles = {**{role: found for role, found in roles.items() if role != "dates"}, "place": told}
    if days and not {"dates", "start", "end"} & roles.keys():
        roles = {**roles, **({"start": days[:1], "end": days[1:2]} if len(days) > 1 else {"dates": days})}
    return {**roles, "place": places[:1]} if places and "place" not in roles else roles


def _are_titles(cells: list[str]) -> bool:
    """Names, nearly all of them different: what no other column of a list of productions is."""
    return (
        len(cells) > 2 and len(set(cells)) * 10 >= len(cells) * 7 and mostly((bool(read_title(c)) for c in cells), 0.9)
    )


def _json_rows(lines: list[Line]) -> Iterable[tuple[str, list[str], list[Row]]]:
    """JSON objects; the keys are the headings."""
    groups: dict[tuple[str, ...], list[Row]] = {}
    for line in _whole_objects(lines):
        text = line.text.strip().rstrip(",").strip("[]")
        if not text.startswith("{") or len(text) > _ROW_LIMIT:
            continue
        try:
            row = json.loads(text)
        except (ValueError, RecursionError):
            continue
        if isinstance(row, dict):
            row = _flat(row)
            groups.setdefault(tuple(map(str, row)), []).append(
                (line, ["" if v is None else str(v) for v in row.values()])
            )
    return [("json rows", list(keys), rows) for keys, rows in groups.items()]


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    """An object's own objects as further columns ("location": {"city": "Lynn"} is a city), its lists as words."""
    out: dict[str, Any] = {}
    for key, value in row.items():
        if isinstance(value, dict):
            out.update({str(inner): told for inner, told in value.items() if not isinstance(told, (dict, list))})
        else:
            out[key] = ", ".join(map(str, value)) if isinstance(value, list) else value
    return out


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
    marks = [mark for mark in ("\t", "|", ",", ";") if text.count(mark) >= 1 + (mark in ",;" and len(text) > 40)]
    if not marks or len(text) >= 1500 or not _HEADER_WORD.search(text) or _DAY.search(text):
        return None
    for mark in marks:
        cells = _split(text, mark)
        known = [_role(cell) for cell in cells if cell.strip()]
        if len(cells) > 1 and (
            sum(role is not None for role in known) >= max(2, (len(known) + 1) // 2)
            or (
                "title" in known
                and sum(role not in (None, "skip") for role in known) > 2
                and not re.search(r"\d", text)
            )
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
