"""Records in any dress, as lines of one shape: "TITLE | piece | piece", whatever parted the pieces before.

Tabs, strokes, dashes, semicolons, brackets and the full stop before a label all become one mark; the lines of a short
paragraph are pieces as well. What a piece tells is found out by the reader of lists, from the piece itself.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.reading.listing_entry import Line
from pipeline.reading.listing_phrases import predicates

MARK = " | "
_NUMBER = re.compile(r"^[\s•*·▪●○>-]*(?:\d{1,2}[.)]\s+)?")
_GROUP = re.compile(r"\s*[(\[]([^()\[\]]{2,90})[)\]]\s*:?\s*")
_PARTS = re.compile(r"\s*\t+\s*|\s+[|•·]\s+|\s+[–—-]\s+|\s*;\s+|\s+//?\s+|\.\s+(?=[A-Z][A-Za-z /]{1,22}:\s)")
_MARKED = re.compile(r"[\t|(\[–—;•·]|\s[-/]|\.\s[A-Z][A-Za-z /]{1,22}:")
_BOLD = re.compile(r"\*{2}|__")
_PARAGRAPH = 6


def as_record(text: str) -> str:
    """One line with every mark the same; "" where it has fewer than two pieces or is too long for a record."""
    if len(text) > 300 or not _MARKED.search(text):
        return ""
    text = _BOLD.sub("", _NUMBER.sub("", text, count=1))
    text = _GROUP.sub(lambda match: f"{MARK}{match[1]}{MARK}", text)
    pieces = [piece.strip(" .") for part in text.split(MARK.strip()) for piece in _PARTS.split(part)]
    pieces = [piece for piece in pieces if piece.strip(" ,;:.-–—")]
    return MARK.join(pieces) if len(pieces) > 1 else ""


def record_lines(lines: list[Line]) -> list[Line]:
    """Lines that are records of at least three pieces, as records."""
    out = [replace(line, text=as_record(line.text), width=line.end - line.start) for line in lines if line.text.strip()]
    return [line for line in out if line.text.count(MARK) > 1]


def paragraph_records(lines: list[Line]) -> list[Line]:
    """Paragraphs of two to six short lines, each a record whose pieces were lines."""
    out: list[Line] = []
    group: list[Line] = []
    for line in [*lines, None]:
        if line is not None and line.text.strip():
            group.append(line)
            continue
        if 2 <= len(group) <= _PARAGRAPH and all(_is_short(part.text) for part in group):
            text = MARK.join(as_record(part.text) or part.text.strip(" .•*-") for part in group)
            out.append(replace(group[0], text=text, width=group[-1].end - group[0].start))
        group = []
    return out


def _is_short(text: str) -> bool:
    return len(text) < 80 and not re.search(r"[a-z]{3}[.!?]\s", text) and not predicates("x " + text)
