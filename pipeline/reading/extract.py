"""Pages in, reports out, as JSON lines: what ``slatewatch extract`` prints. No network and no database."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, Final

from pipeline.model import Document, Report, Window
from pipeline.reading import read
from pipeline.reading.titles import TitleIndex

_KEYS: Final = (
    "title", "season", "medium", "event", "modality", "date", "date_text", "place", "region", "start_date", "end_date",
    "start_time", "end_time", "speaker", "via", "scope", "evidence", "start", "end",
)  # fmt: skip


def extract_lines(lines: Iterable[str], explain: bool = False, known: TitleIndex | None = None) -> Iterator[str]:
    """One line out for each line in. A line that cannot be read gives its id, if it has one, and the error."""
    for line in lines:
        if line.strip():
            yield json.dumps(_answer(line, explain, known), ensure_ascii=False)


def _answer(line: str, explain: bool, known: TitleIndex | None) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        return {"id": None, "error": f"not JSON: {error}"}
    if not isinstance(row, dict):
        return {"id": None, "error": "not a JSON object"}
    if "\\ud" in line.lower():
        row = json.loads(json.dumps(row).encode("ascii"), object_hook=_whole)
    try:
        document = document_of(row)
    except ValueError as error:
        return {"id": row.get("id"), "error": str(error)}
    return {"id": row.get("id"), "reports": [as_row(report, explain) for report in read(document, known)]}


def _whole(row: dict[str, Any]) -> dict[str, Any]:
    """A row whose texts can be written again: half of a surrogate pair becomes a replacement mark."""
    mend = "utf-16", "surrogatepass"
    return {k: v.encode(*mend).decode("utf-16", "replace") if isinstance(v, str) else v for k, v in row.items()}


def document_of(row: dict[str, Any]) -> Document:
    """The page that a row describes; ValueError names the field that is wrong."""
    kind = row.get("kind", "article")
    if kind not in ("article", "listing"):
        raise ValueError(f"kind must be article or listing, not {kind!r}")
    for name in ("text", "html", "title", "url"):
        if row.get(name) is not None and not isinstance(row[name], str):
            raise ValueError(f"{name} must be a string")
    if row.get("text") is None and row.get("html") is None and row.get("title") is None:
        raise ValueError("neither text nor html")
    return Document(
        kind=kind,
        text=row.get("text") or "",
        html=row.get("html"),
        title=row.get("title"),
        url=row.get("url"),
        published=_day(row.get("published")),
        categories=_words(row.get("categories")),
        day_first=row.get("day_first") is True,
    )


def _words(value: Any) -> tuple[str, ...]:
    return tuple(word for word in value if isinstance(word, str)) if isinstance(value, list) else ()


def _day(value: Any) -> date | None:
    """The day of an ISO date or time, as written: in the page's own zone. Of a month or a year alone, the first."""
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise ValueError("published must be an ISO date")
    try:
        if partial := re.fullmatch(r"(\d{4})(?:-(\d\d))?", value):
            return date(int(partial[1]), int(partial[2] or 1), 1)
        return date.fromisoformat(value) if len(value) == 10 else datetime.fromisoformat(value).date()
    except ValueError:
        raise ValueError(f"published must be an ISO date, not {value[:40]!r}") from None


def as_row(report: Report, explain: bool = False) -> dict[str, Any]:
    """A report as the interface has it; where it is to be explained, ``rule`` and ``cue`` are added."""
    row: dict[str, Any] = {key: getattr(report, key) for key in _KEYS}
    row["event"], row["modality"] = report.event.value, report.modality.value
    row["date"] = _window(report.date)
    if explain:
        row["rule"], row["cue"] = report.rule, report.cue
    return row


def _window(window: Window | None) -> dict[str, str] | None:
    if window is None:
        return None
    return {"earliest": window.earliest.isoformat(), "latest": window.latest.isoformat()}
