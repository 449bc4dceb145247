"""Lists whose first column is the place: "Silver Lot: A, B", "Lynn – A (through Thursday)", "412 Oak St | A | 7a-9p".

Which column holds the places is told by the page: in a list of this kind most of what stands before the mark is a
town, a street or a spot, and most of what stands behind it is not. A list of titles and towns is left to the reader of
lists; a sentence ("Lynn: A is filming ...") to the reader of lines.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.model import Report
from pipeline.reading.listing_dates import read_dates
from pipeline.reading.listing_entry import Line, Page, blank_credits
from pipeline.reading.listing_labels import split_labels
from pipeline.reading.listing_lines import is_casting
from pipeline.reading.listing_phrases import predicates
from pipeline.reading.listing_pieces import Entry, is_told, read_pieces, report_entry, whole_days
from pipeline.reading.listing_roles import is_spot, mostly
from pipeline.reading.listing_seasons import season_in
from pipeline.reading.listing_times import read_times
from pipeline.reading.listing_titles import Title, fold_blanks, read_title
from pipeline.reading.listing_words import NETWORKS
from pipeline.reading.places import is_known_place

_MARKS = (": ", " – ", " — ", " - ", " | ", "\t")
_BULLET = re.compile(r"^[\s•*·▪●○>]*(?:\d{1,2}[.)]\s+|[-–—]\s+)?")
_COUNT = re.compile(r"\s*\(\d{1,2}\)\s*$")
_COMMAS = re.compile(r",\s+(?![^()]*\))")
_LOT = re.compile(
    r"\b(?:Studios?|Stages?|Lot|Backlot|Pictures|Soundstages?|Ranch)\b|\b(?:Warner Bros\.?|Paramount|Universal|Sony|"
    r"Disney|Fox|Raleigh|Radford|Culver|Pinewood|Shepperton|Leavesden|Trilith|Cinespace|Silvercup|Steiner)\b"
)
_SUB_BULLET = re.compile(r"^\s*(?:[•*·▪●○◦–—-]|o(?=\s))\s+")
_ITEM = re.compile(r"\s*[•*·▪●○◦–—-]")
_ROUND = re.compile(r"\([^()]*\)")
_ENOUGH = 3


def read_columns(page: Page, lines: list[Line]) -> tuple[list[Report], set[int]]:
    """Reports of the lists that begin with places, and the offsets of the lines they took."""
    best: list[tuple[Line, str, str]] = []
    lines = [line for line in lines if line.text.strip()]
    for mark in _MARKS:
        marked = [line for line in lines if mark in line.text]
        rows = [row for line in marked if (row := _row(line, mark))] if len(marked) >= _ENOUGH else []
        if len(rows) > len(best) and _begins_with_places(rows):
            best = rows
    made = [_entry(page, line, place, item) for line, place, rest in best for item in _items(rest)]
    entries = [entry for entry in made if entry]
    several = sum(len(_items(rest)) > 1 for _, _, rest in best) > 1
    if not (page.film or several):
        return [], set()
    return [report_entry(page, entry, False) for entry in whole_days(entries)], {line.start for line, _, _ in best}


def read_nested(page: Page, lines: list[Line]) -> tuple[list[Report], set[int]]:
    """ "Quiet Fever" above "- 12 Oak St, Mon-Wed" and "- Pier 4, Thu": each place of a title is an entry of its own."""
    groups: list[tuple[Line, list[Line]]] = []
    for line in lines:
        if not line.text.strip():
            continue
        if _SUB_BULLET.match(line.text) and groups and not predicates(line.text):
            groups[-1][1].append(line)
        else:
            groups.append((line, []))
    groups = [(head, below) for head, below in groups if below and _is_head(head.text)]
    spots = [_first_piece(line) for _, below in groups for line in below]
    if len(groups) < 2 or len(spots) < _ENOUGH or not mostly((is_spot(spot) or _is_lot(spot) for spot in spots), 0.7):
        return [], set()
    reports: list[Report] = []
    for head, below in groups:
        title = read_title(head.text, free=False)
        if title is None or is_known_place(head.text.strip()):
            continue
        for line in below:
            entry = Entry(replace(line, start=head.start, width=line.end - head.start), title)
            read_pieces(page, entry, _SUB_BULLET.sub("", line.text), known_only=False)
            reports.append(report_entry(page, entry, False))
    return reports, {line.start for head, below in groups for line in (head, *below)} if reports else set()


def _is_head(text: str) -> bool:
    """True for a title by itself: no item of a list, nothing behind a label, no sentence."""
    sentence = _ITEM.match(text) or split_labels(text)[1] or predicates(text)
    return len(text) < 80 and not sentence and _is_name(text.strip())


def _first_piece(line: Line) -> str:
    return re.split(r",\s(?=[A-Z][a-z]{2}\b)|,\s(?=\d)", _SUB_BULLET.sub("", line.text))[0]


def _row(line: Line, mark: str) -> tuple[Line, str, str] | None:
    """(line, words before the mark, words behind it) of a short line that is no sentence."""
    left, _, right = _BULLET.sub("", line.text, count=1).partition(mark)
    left = _COUNT.sub("", left).strip()
    if len(line.text) > 300 or not 2 < len(left) < 70 or not right.strip():
        return None
    if left[0] in '“"‘' or left.count("(") > left.count(")") or is_casting(line.text):
        return None
    if split_labels(line.text)[1] or predicates(f"x {_ROUND.sub('', right)}"):
        return None
    return line, left, blank_credits(right).strip()


def _begins_with_places(rows: list[tuple[Line, str, str]]) -> bool:
    """Are most first columns places, of more than one name, and few of the second ones?"""
    if len(rows) < _ENOUGH or len({left for _, left, _ in rows}) < 2:
        return False
    first = sum(is_spot(left) or _is_lot(left) for _, left, _ in rows)
    if first * 10 < len(rows) * 6:
        return False
    if mostly((bool(season_in(left) or read_dates(left, None, labelled=True).spans) for _, left, _ in rows), 0.3):
        return False  # whole entries, and something else behind them
    second = [re.split(r"[,;(]", right)[0] for _, _, right in rows]
    return (first - sum(is_spot(right) or not _is_name(right) for right in second)) * 10 >= len(rows) * 3


def _is_lot(words: str) -> bool:
    return _LOT.search(words) is not None or words in NETWORKS


def _is_name(words: str) -> bool:
    told = is_told(words) and not words.startswith("Untitled")
    return read_title(words, free=False) is not None and not told


def _items(rest: str) -> list[str]:
    """The titles of one place, each with what is told of it: parted by semicolons, or by commas where none are."""
    if "; " in rest:
        return [part.strip(" .") for part in rest.split(";") if part.strip(" .")]
    items: list[str] = []
    for piece in _COMMAS.split(rest.rstrip(" .")):
        fact = bool(read_times(piece)) or not _is_name(_ROUND.sub("", piece))
        if fact and items:
            items[-1] += f", {piece}"
        else:
            items.append(piece)
    return items


def _entry(page: Page, line: Line, place: str, item: str) -> Entry | None:
    head, _, facts = item.partition(", ")
    title = _title(head)
    if title is None:
        return None
    entry = Entry(line, title)
    groups = ", ".join(re.findall(r"\(([^()]*)\)", head))
    read_pieces(page, entry, f"{groups}, {facts}" if groups else facts, known_only=True)
    entry.place = fold_blanks(place).strip(" ,;")
    return entry


def _title(head: str) -> Title | None:
    title = read_title(head, free=False)
    return title if title and not is_known_place(head) and not read_times(head) else None
