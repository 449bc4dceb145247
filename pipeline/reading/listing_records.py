"""Records in any dress, as lines of one shape: "TITLE | piece | piece", whatever parted the pieces before.

Tabs, strokes, dashes, semicolons, brackets and the full stop before a label all become one mark; the lines of a short
paragraph are pieces as well. What a piece tells is found out by the reader of lists, from the piece itself.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.reading.listing_dates import read_dates
from pipeline.reading.listing_entry import Line
from pipeline.reading.listing_phrases import predicates
from pipeline.reading.listing_pieces import is_fact
from pipeline.reading.listing_times import read_times
from pipeline.reading.listing_where import mask

MARK = " | "
_NUMBER = re.compile(r"^[\s•*·▪●○>-]*(?:\d{1,2}[.)]\s+)?")
_GROUP = re.compile(r"\s*[(\[]([^()\[\]]{2,90})[)\]]\s*:?\s*")
_PARTS = re.compile(r"\s*\t+\s*|\s+[|•·]\s+|\s+[–—-]\s+|\s*;\s+|\s+//?\s+|\.\s+(?=[A-Z][A-Za-z /]{1,22}:\s)")
_MARKED = re.compile(r"[\t|(\[–—;•·]|\s[-/]|\.\s[A-Z][A-Za-z /]{1,22}:")
_GAP = re.compile(r"(?<=\S)(?:[ \xa0]{2,}|\t+)(?=\S)")
_CLOCKS = re.compile(
    r"^\s*([01]\d|2[0-4])([0-5]\d)\s?[-–]\s?([01]\d|2[0-4])([0-5]\d)(?:\s?h(?:rs)?)?(?=\s{2}|\t|\s[|–—-]\s)"
)
"""Hours as call sheets print them, in front of a column: "0700-1900  T  P"."""
_CAPS_STOP = re.compile(r"^\W*[A-Z\d][^a-z.]{3,60}(?:\([^()]{1,30}\))?\.\s+[A-Z]")
_STOP = re.compile(r"(?<=[A-Za-z)\d]{2})\.\s+(?=[A-Z])")
"""A title in capitals with a full stop behind it: "TIN DOG. Lynn. Through May 3." has a piece in every sentence."""
_DASH_BULLET = re.compile(r"\s*[-•*·–]\s+\S")
_AT_PLACE = re.compile(r",\s+(?:at|in|on)\s+(?=[A-Z\d])")
_BOLD = re.compile(r"\*{2}|__")
_PARAGRAPH = 6


def as_record(text: str) -> str:
    """One line with every mark the same; "" where it has fewer than two pieces or is too long for a record."""
    if len(text) > 300:
        return ""
    text = _CLOCKS.sub(r"\1:\2-\3:\4", text)
    days, mark, rest = text.partition(": ")
    if mark and len(days) < 40 and re.search(r"\d", days) and is_fact(_NUMBER.sub("", days)):
        text = _AT_PLACE.sub(MARK, rest) + MARK + days  # "12 June-5 July: T, at P"
    if len(_GAP.findall(text)) > 1:
        text = _GAP.sub(MARK, text)
    if _CAPS_STOP.match(text):
        text = _STOP.sub(MARK, text)
    if not _MARKED.search(text):
        return ""
    text = _BOLD.sub("", _NUMBER.sub("", text, count=1))
    text = _GROUP.sub(lambda match: f"{MARK}{match[1]}{MARK}", text)
    pieces = [piece.strip(" .") for part in text.split(MARK.strip()) for piece in _PARTS.split(part)]
    pieces = [piece for piece in pieces if piece.strip(" ,;:.-–—")]
    return MARK.join(_title_first(pieces)) if len(pieces) > 1 else ""


def _title_first(pieces: list[str]) -> list[str]:
    """Days and hours in front of a record, behind it: what is told first is still told of the title."""
    for number, piece in enumerate(pieces[:3]):
        left = mask(piece, [(clock.start, clock.end) for clock in read_times(piece)])
        left = mask(left, read_dates(left, None, labelled=True).spans)
        if re.search(r"\w", re.sub(r"[\x1f\ue000-\ue0ff]", "", left)):
            return [*pieces[number:], *pieces[:number]]
    return pieces


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
        if not (2 <= len(group) <= _PARAGRAPH and all(_is_short(part.text) for part in group)) or _is_sublist(group):
            group = []
            continue
        if not all(as_record(part.text).count(MARK) > 1 for part in group):  # else each line is a record of its own
            text = MARK.join(as_record(part.text) or part.text.strip(" .•*-") for part in group)
            out.append(replace(group[0], text=text, width=group[-1].end - group[0].start))
        group = []
    return out


def _is_sublist(group: list[Line]) -> bool:
    """Bullets with facts of their own below a head: several entries, and no record of one."""
    below = [line.text for line in group[1:]]
    return (
        not _DASH_BULLET.match(group[0].text)
        and len(below) > 1
        and all(_DASH_BULLET.match(text) and (text.count("(") or text.count(", ")) for text in below)
    )


def _is_short(text: str) -> bool:
    return len(text) < 80 and not re.search(r"[a-z]{3}[.!?]\s", text) and (not predicates("x " + text) or is_fact(text))
