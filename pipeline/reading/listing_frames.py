"""Lines that are one frame with other words in it: "The production A has permits for P, May 3", "P -> A (May)".

What the lines of a run have in common is the frame; what differs stands in its seats. The seat that holds spots in
most lines holds the place in all of them, the one that holds names holds the title. A frame needs a word or a sign of
its own: lines parted by dashes and commas alone are lists, and sentences with a verb of filming are read as such.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from pipeline.model import Report
from pipeline.reading.listing_entry import Line, Page, blank_credits, with_season
from pipeline.reading.listing_labels import split_labels
from pipeline.reading.listing_lines import is_casting
from pipeline.reading.listing_pieces import Entry, is_told, read_pieces, report_entry, whole_days
from pipeline.reading.listing_roles import is_spot, mostly
from pipeline.reading.listing_seasons import OF_SEASON, season_in
from pipeline.reading.listing_subjects import main_predicate
from pipeline.reading.listing_times import read_times
from pipeline.reading.listing_titles import read_title

_TOKEN = re.compile(r"[A-Za-z\d][\w’'&-]*(?:\.(?=\w))?|[^\w\s]+")
_PLAIN = frozenset(",.;:()[]–—-|/\"“”'‘’•*&") | {"),", ").", ".,", "”,", ",”", "—", "):"}
_SMALL = frozenset(
    ("the", "a", "an", "of", "and", "in", "at", "on", "to", "from", "for", "with", "is", "are", "by", "until")
)
_DAYS = re.compile(
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|mon|tues?|wed|thu(?:rs)?|fri|sat|sun)[a-z]*|[ap]|[ap]\.?m|"
    r"seasons?|series|through|until|till|noon|midnight",
    re.IGNORECASE,
)
_SURE = re.compile(r"\bUntitled\b|\b(?:[Ss]eason|[Ss]eries) \w|\bS\d{1,2}\b")
"""What only a title has beside it."""
_ENOUGH = 3


@dataclass(frozen=True, slots=True)
class _Seats:
    """A line of a frame: what stands between the words that all lines share."""

    line: Line
    seats: tuple[str, ...]


def read_frames(page: Page, lines: list[Line]) -> tuple[list[Report], set[int]]:
    """Reports of the runs of lines in one frame, and the offsets of the lines they took."""
    reports: list[Report] = []
    used: set[int] = set()
    if not page.film or sum(bool(line.text.strip()) for line in lines) < _ENOUGH:
        return reports, used
    for run in _runs(lines):
        frame = _frame(run)
        rows = _seated(run, frame)
        seats = _roles(rows, frame)
        if seats is None:
            continue
        entries = [entry for row in rows if (entry := _entry(page, row, *seats))]
        reports.extend(report_entry(page, entry, False) for entry in whole_days(entries))
        used |= {row.line.start for row in rows}
    return reports, used


def _runs(lines: list[Line]) -> list[list[Line]]:
    """Neighbouring lines that begin alike or hold the same odd sign; blank lines part nothing."""
    runs: list[list[Line]] = []
    before: frozenset[str] = frozenset()
    for line in lines:
        text = line.text.strip()
        if not text:
            continue
        own = frozenset(_own(text)) if len(text) <= 300 else frozenset()
        if not own or (runs and before & own and (is_casting(text) or split_labels(text)[1])):
            before = frozenset()
            continue
        if runs and before & own:
            runs[-1].append(line)
            before = before & own
        else:
            runs.append([line])
            before = own
    return [run for run in runs if len(run) >= _ENOUGH]


def _own(text: str) -> set[str]:
    """Words that can make a frame: lower-case ones that are not small, the first of a long line, and odd signs."""
    words = text.split()
    own = {word for word in words if _is_own(word)}
    return own | {words[0]} if len(words) > 5 and words[0].isalpha() else own


@lru_cache(maxsize=4096)
def _is_own(word: str) -> bool:
    if word.isalpha():
        return word.islower() and word not in _SMALL and not _DAYS.fullmatch(word)
    return not any(letter.isalnum() for letter in word) and word not in _PLAIN


def _frame(run: list[Line]) -> list[str]:
    """The tokens that seven in ten lines share, in the order of the line that has most of them.

    Days are in no frame, and a small word only beside a word of its own ("What is filming in", not "to" in days).
    """
    tokens = [_TOKEN.findall(line.text) for line in run]
    counts = Counter(token for found in tokens for token in set(found))
    shared = {token for token, count in counts.items() if count * 10 >= len(run) * 7 and token not in _PLAIN}
    shared = {token for token in shared if not token[0].isdigit() and not _DAYS.fullmatch(token)}
    model = max(tokens, key=lambda found: sum(token in shared for token in found))
    own = [token in shared and token.lower() not in _SMALL for token in model]
    kept = list(own)
    for at in [*range(len(model)), *reversed(range(len(model)))]:
        near = kept[max(at - 1, 0)] or kept[min(at + 1, len(model) - 1)]
        kept[at] = kept[at] or (model[at] in shared and near)
    return [token for token, keep in zip(model, kept, strict=True) if keep]


def _seated(run: list[Line], frame: list[str]) -> list[_Seats]:
    """Every line of a run cut at the words of the frame."""
    ends = [(r"(?<!\w)", r"(?!\w)") if token[0].isalnum() else ("", "") for token in frame]
    patterns = [re.compile(f"{a}{re.escape(token)}{b}") for token, (a, b) in zip(frame, ends, strict=True)]
    out: list[_Seats] = []
    for line in run:
        seats, at, text, met = [], 0, blank_credits(line.text), 0
        for pattern in patterns:
            match = pattern.search(text, at)
            met += match is not None
            seats.append(text[at : match.start()].strip(" ,;–—-") if match else "")
            at = match.end() if match else at
        if met * 2 > len(frame):  # a heading above the run shares a word or two with it
            out.append(_Seats(line, (*seats, text[at:].strip(" ,;–—-"))))
    return out


def _roles(rows: list[_Seats], frame: list[str]) -> tuple[int, int] | None:
    """(seat of the title, seat of the place), where the seats tell it and no verb of filming stands in the frame."""
    if len(rows) < _ENOUGH or mostly((main_predicate(row.line.text) is not None for row in rows), 0.7):
        return None
    heads = [[_head(row.seats[seat]) for row in rows] for seat in range(len(frame) + 1)]
    spots = [seat for seat, words in enumerate(heads) if mostly(map(is_spot, words), 0.6)]
    spots = spots or [seat for seat, words in enumerate(heads) if seat and _is_after_preposition(frame, seat, words)]
    names = [
        seat
        for seat, words in enumerate(heads)
        if seat not in spots and mostly(map(_is_title, words), 0.6) and len(set(words)) > 1
    ]
    if len(names) == 2 and not spots:
        sure = [seat for seat in names if any(_SURE.search(row.seats[seat]) for row in rows)]
        return (sure[0], next(seat for seat in names if seat != sure[0])) if len(sure) == 1 else None
    return (names[0], spots[0]) if len(spots) == 1 and len(names) == 1 else None


def _is_after_preposition(frame: list[str], seat: int, words: list[str]) -> bool:
    """A seat behind an "in" of the frame, filled with names: a place, known or not."""
    return frame[seat - 1] in ("in", "at", "near", "around") and mostly((word[:1].isupper() for word in words), 0.7)


def _head(seat: str) -> str:
    """The words of a seat up to its first comma, bracket or full stop."""
    return re.split(r",\s|\s*\(|[.!?]\s|[.?!]$", seat, maxsplit=1)[0].strip()


def _is_title(words: str) -> bool:
    told = is_told(words) and not words.startswith("Untitled") and not OF_SEASON.match(words)
    return len(words) > 2 and not told and read_title(words) is not None


def _entry(page: Page, row: _Seats, title_seat: int, place_seat: int) -> Entry | None:
    head = _head(row.seats[title_seat])
    title = read_title(head, free=not head.startswith("Untitled"))
    if title is None or not _is_title(head):
        return None
    entry = Entry(row.line, with_season(title, season_in(row.seats[title_seat])))
    after = row.seats[title_seat][len(head) :]
    place = row.seats[place_seat]
    rest = [seat for number, seat in enumerate(row.seats) if number not in (title_seat, place_seat) and seat]
    read_pieces(page, entry, ", ".join([after.strip(" ,."), place, *rest]), known_only=False)
    clocks = read_times(row.line.text) if entry.times is None else []
    entry.times = clocks[0] if len(clocks) == 1 else entry.times
    if entry.place is None or not entry.place.startswith(_head(place)[:4]):
        entry.place = _head(place) or None
    return entry
