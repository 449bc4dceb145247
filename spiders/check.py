"""What a crawl of a source found and did not find, for the person who declares it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

from pipeline.config import Source
from pipeline.model import Page, Report
from spiders.kept import ROWS, rows_in

WATCHED = ("title", "status", "ref", "season", "medium", "place", "region", "start_date", "end_date", "date", "network")
SAMPLES = 5


@dataclass(frozen=True, slots=True)
class Examination:
    """``filled`` is the share of reports that have a field; ``bounds`` what ``expect`` could be."""

    pages: int
    reports: int
    filled: dict[str, float]
    statuses: dict[str, int]
    unknown: dict[str, int]
    bounds: tuple[int, int] | None
    samples: tuple[Report, ...]


def why_nothing(source: Source, pages: Sequence[Page]) -> str:
    """Why rows that have a title give no report: without a status and a ref they may be adverts."""
    rows = sum(len(rows_in(page)) for page in pages if page.content_type == ROWS)
    if rows and "status" in source.fields:
        return f"{rows} rows have a title, and status = {source.fields['status']!r} finds nothing in any of them"
    return "what it lists names no production"


def examine(source: Source, pages: Sequence[Page], reports: Sequence[Report]) -> Examination:
    """Fill rates, statuses, unknown phrases and a proposal for the bounds. Of the title of a list it is told how many
    rows have one of their own: a type or a date in its place fills every row."""
    said = [report for report in reports if report.rule != "unknown_phrase"]
    listed = source.kind == "listing" and source.complete and reports
    total = len(reports)
    filled = {name: sum(getattr(r, name) is not None for r in reports) / total for name in WATCHED if total}
    if total and source.kind != "article":
        filled["title"] = len({(r.title, r.season, r.year, r.medium) for r in reports}) / total
    return Examination(
        pages=sum(page.role != "index" for page in pages),
        reports=total,
        filled=filled,
        statuses=dict(sorted(Counter(str(report.status or report.event) for report in said).items())),
        unknown=dict(Counter(r.evidence for r in reports if r.rule == "unknown_phrase").most_common()),
        bounds=(floor(total * 0.7), ceil(total * 1.5)) if listed else None,
        samples=tuple(reports[:SAMPLES]),
    )
