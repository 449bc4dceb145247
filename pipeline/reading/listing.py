"""The listing reader: a page of production listings in, typed reports out.

The page is cut into lines that know their region heading; then each layout takes the lines it understands, from the
most structured (tables) to prose. It knows no web and no database, never raises on bad input, and gives an empty list
where nothing is listed: casting calls, travel pieces, permits without titles, comments.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.model import Document, Report
from pipeline.reading.listing_blocks import read_blocks
from pipeline.reading.listing_frames import read_frames
from pipeline.reading.listing_headlines import read_headlines
from pipeline.reading.listing_heads import read_heads
from pipeline.reading.listing_inline import read_inline
from pipeline.reading.listing_lines import read_lines
from pipeline.reading.listing_lists import read_lists
from pipeline.reading.listing_page import open_page
from pipeline.reading.listing_roles import with_learned_labels
from pipeline.reading.listing_tables import read_tables
from pipeline.reading.listing_titles import fold_blanks
from pipeline.reading.listing_towns import read_towns
from pipeline.reading.listing_traps import is_trap
from pipeline.reading.listing_words import TRADE_WORDS
from pipeline.reading.networks import listed_network

if TYPE_CHECKING:
    from pipeline.reading.titles import TitleIndex


_PLAIN = re.compile(
    r"[A-Z\d“\"][^:|\t–—•@;]{1,150}?\s(?:is|are)\s(?:[a-z]+\s){0,2}(?:filming|shooting)\s+(?:at|in|on|around|near|"
    r"along|under)\s"
)
"""A sentence that only the reader of sentences understands; those of tables and lists are spared it."""


def read_listing(document: Document, known: TitleIndex | None = None) -> list[Report]:
    """Every entry of a listing page, in the order of the page.

    ``known`` titles are believed where the words alone would not do: "T will be at P", a bare title under a heading of
    a stage ("Now filming").
    """
    page = with_learned_labels(open_page(document, () if known is None else known))
    if is_trap(document, page):
        return []
    reports: list[Report] = []
    left = list(page.lines)
    plain = {line.start for line in left if _PLAIN.match(line.text)}
    for reader in (
        read_tables,
        read_headlines,
        read_inline,
        read_towns,
        read_frames,
        read_blocks,
        read_lists,
        read_heads,
    ):
        whole = reader in (read_blocks, read_heads)
        made, used = reader(page, left if whole else [line for line in left if line.start not in plain])
        reports.extend(made)
        left = [line for line in left if line.start not in used] if used else left
    reports.extend(read_lines(page, [line for line in left if line.text.strip()]))
    reports = _without_heading(reports, page.title)
    reports = [replace(report, network=listed_network(report.evidence, report.title)) for report in reports]
    return sorted(reports, key=lambda report: report.start)


def _without_heading(reports: list[Report], heading: str) -> list[Report]:
    """A page's own heading ("6 shoots to see", "Filming permits") is no entry: a number or a trade word."""
    words = fold_blanks(heading)
    if len(words) < 8:
        return reports
    return [
        report
        for report in reports
        if not fold_blanks(report.evidence).startswith(words)
        or not (report.title.isdigit() or report.title.split()[0].lower() in TRADE_WORDS)
    ]
