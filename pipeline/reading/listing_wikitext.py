"""Tables in wikitext: rows and cells out, templates, links and references reduced to the words a reader would see."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.reading.listing_entry import Line
from pipeline.reading.listing_titles import fold_blanks

Row = tuple[Line, list[str]]


def wiki_lines(lines: list[Line]) -> set[int]:
    """The offsets of every line between "{|" and "|}"."""
    inside, found = False, set()
    for line in lines:
        inside = inside or line.text.lstrip().startswith("{|")
        if inside:
            found.add(line.start)
        inside = inside and not line.text.lstrip().startswith("|}")
    return found


def wiki_rows(lines: list[Line]) -> Iterable[tuple[str, list[str], list[Row]]]:
    """Wikitext tables: "{|", "! heading", "|-", "| cell || cell", with markup reduced to words."""
    tables: list[tuple[str, list[str], list[Row]]] = []
    header: list[str] = []
    row: list[str] = []
    rows: list[Row] = []
    first: Line | None = None
    inside = False

    def close() -> None:
        nonlocal row, first
        if row and first is not None:
            rows.append((first, row))
        row, first = [], None

    for line in lines:
        text = line.text.strip()
        if text.startswith("{|"):
            inside, header, rows, row, first = True, [], [], [], None
        elif inside and text.startswith("|}"):
            close()
            if header and rows:
                tables.append(("wiki table", header, rows))
            inside = False
        elif inside and text.startswith("|-"):
            close()
        elif inside and text.startswith("!"):
            cells = [wiki_words(cell) for cell in re.split(r"\s*!!\s*|\s*\|\|\s*", text[1:])]
            if rows or row or (header and re.search(r"scope\s*=\s*.?row", text)):
                row, first = [*row, *cells], first or line
            else:
                header = [*header, *cells]
        elif inside and text.startswith("|") and not text.startswith("|+"):
            row, first = [*row, *(wiki_words(cell) for cell in re.split(r"\s*\|\|\s*", text[1:]))], first or line
        elif inside and row:
            row[-1] += " " + wiki_words(text)
    if inside:
        close()
        if header and rows:
            tables.append(("wiki table", header, rows))
    return tables


_REF = re.compile(r"<ref[^<>]*/>|<ref[^<>]*>.{0,2000}?</ref>|<!--.{0,2000}?-->|<[^<>]{1,200}>", re.IGNORECASE)

_LINK = re.compile(r"\[\[(?:[^\[\]|]{0,200}\|)?([^\[\]|]{0,200})\]\]")

_WEB_LINK = re.compile(r"\[https?://\S+\s*([^\[\]]{0,200})\]")

_TEMPLATE = re.compile(r"\{\{([^{}]{0,400})\}\}")


_DATE_TEMPLATES = frozenset(("dts", "dtsa", "start date", "end date", "film date", "date", "sdate", "release date"))
_FIRST_OF = frozenset(("ill", "illm", "interlanguage link", "abbr", "tooltip", "flag", "flagu", "flagcountry"))
_LIST_TEMPLATES = frozenset(
    ("sort", "lang", "nowrap", "small", "nobold", "plainlist", "ubl", "unbulleted list", "hlist")
)
_STATUS_TEMPLATES = frozenset(
    ("yes", "no", "partial", "maybe", "pending", "cancelled", "active", "film", "tv", "i", "em")
)


def wiki_words(cell: str) -> str:
    """The words a reader would see in a wikitext cell: markup gone, templates as their text."""
    text = _REF.sub(" ", cell)
    for _ in range(3):
        text = _TEMPLATE.sub(_template_words, text)
    text = _WEB_LINK.sub(r"\1", _LINK.sub(r"\1", text))
    attributes = re.match(r"^[^|\[\]{}]*=[^|\[\]{}]*\|(?!\|)", text)
    if attributes:
        text = text[attributes.end() :]
    return fold_blanks(text.replace("'''", "").replace("''", ""))


def _template_words(match: re.Match[str]) -> str:
    name, *arguments = [part.strip() for part in match[1].split("|")]
    values = [
        a.split("=", 1)[-1] if re.match(r"\w+\s*=", a) else a
        for a in arguments
        if not re.match(r"(?:df|format|abbr|sort|nowrap|class|style|url|access-date)\s*=", a)
    ]
    name = name.lower()
    if not values:
        return {"tba": "TBA", "n/a": "TBA"}.get(name, name if name in _STATUS_TEMPLATES else "")
    if name in _DATE_TEMPLATES:
        return "-".join(v.zfill(2) for v in values[:3]) if all(v.isdigit() for v in values[:3]) else " ".join(values)
    if name in ("sort", "lang") and len(values) > 1:
        return values[1]
    if name == "sortname":
        return " ".join(values[:2])
    if name in _FIRST_OF:
        return values[0]
    return ", ".join(v for v in values if v) if name in _LIST_TEMPLATES | _STATUS_TEMPLATES else ""
