"""Plain lists: one title a line, then its town, season, network, dates or status, parted by commas, dashes or strokes.

"“Tin Dog,” season 2, HBO - wrapped in April", "“Tin Dog” — Lynn, Salem", "Tin Dog, Baton Rouge", "Tin Dog | Film |
Prague | March - May 2026". Each piece after the title is told by what it is, not by where it stands. A run of such
lines must agree on its dress before any of them is believed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from pipeline.model import Report
from pipeline.reading.listing_dates import read_dates
from pipeline.reading.listing_entry import Line, Page, blank_credits
from pipeline.reading.listing_inline import join_nested
from pipeline.reading.listing_lines import is_casting
from pipeline.reading.listing_pieces import (
    KIND,
    SENTENCES,
    Entry,
    is_fact,
    is_told,
    read_pieces,
    report_entry,
    whole_days,
)
from pipeline.reading.listing_records import paragraph_records, record_lines
from pipeline.reading.listing_roles import is_spot, mostly
from pipeline.reading.listing_subjects import main_predicate
from pipeline.reading.listing_times import read_times
from pipeline.reading.listing_titles import Title, read_title
from pipeline.reading.listing_where import mask
from pipeline.reading.places import is_known_place

_QUOTED_HEAD = re.compile(r"^[\s•*·▪\-–—\d.)]*[“\"](?P<title>[^“”\"]{1,100})[,.]?[”\"](?P<rest>.*)$")
_QUOTED_TAIL = re.compile(r"^[\s•*·▪]*(?P<rest>[^“”\"]{3,160}?)\s+[–—-]\s+[“\"](?P<title>[^“”\"]{1,100})[”\"]\s*$")
_PLACE_HEAD = re.compile(
    r"(?:Now |Currently )?(?:Filming|Shooting|Productions?|Movies|What[’']s filming) (?:in|around)\s"
)
_TOWN = re.compile(r"[A-Z][\w.’'-]+(?:\s[A-Z][\w.’'-]+){0,2}")
_KIND_BRACKET = re.compile(r"^[\s•*·-]*[\[(]([^\[\]()]{2,30})[\])]\s+(?=\S)")
_DAY_AND_HOURS = re.compile(
    r"\s*\d{1,2}/\d{1,2}(?:/\d{2,4})?(?:\s?[-–]\s?\d{1,2}/\d{1,2})?\s+"
    r"\d{1,2}(?::\d\d)?\s?[AaPp]\.?[Mm]?\.?\s?[-–]\s?\d{1,2}(?::\d\d)?\s?[AaPp]\.?[Mm]?\.?\s+(?=[A-Z“\"])"
)
"""The "05/14 7A-10P" in front of a title without a mark between them."""
_WORK_SENTENCE = re.compile(
    r"[.!?]\s+(?:Filming|Shooting|Production|Principal photography)\s+(?:will|is|began|started|has)\b"
)
_PICTURES = re.compile(r"[\U0001f300-\U0001faff\u2600-\u27bf]\ufe0f?\s?")
_SEASON_COLON = re.compile(r"\s*,?\s*\(?(?:[Ss]\d{1,2}|[Ss]eason \w+|[Ss]eries \w+)\)?(?=\s*[:–—-]\s)")
_MARKS = (" — ", " – ", " | ", " - ", " @ ", " * ", "; ", " (", ": ", ", ")
_KIND_FIRST = re.compile(r"^[\s•*·-]*([A-Za-z][A-Za-z /-]{1,24}?)\s*(?::|\s[–—-])\s+(?=[“\"])")
_PLAIN_SENTENCE = re.compile(r"[^|\t]{2,100}?\s(?:is|are)\s(?:[a-z]+\s)?(?:filming|shooting)\s")
_SUBJECT = re.compile(
    r"(?:cameras?|production|filming|the|it)\s+(?:roll|move|will|has|is|are|start|begin|continue|wrap)", re.IGNORECASE
)
_FULL_VERB = re.compile(r"(?:is|are|has|have|was|were|will|had)\b", re.IGNORECASE)
_TOLD_BY_VERB = re.compile(
    rf"\b(?:{_FULL_VERB.pattern}|(?:started|began|begun|resumed|returns?|stars)\b)", re.IGNORECASE
)
_CLOCK_FIRST = re.compile(r"^\W*\d{1,2}(?:[:.]\d\d)?\s*[ap]\.?m\b", re.IGNORECASE)
_STRONG = (" — ", " – ", " | ", " - ", " @ ", " * ")
_BULLET = re.compile(r"^[\s•*·▪●○>]*(?:\d{1,2}[.)]\s+|[-–—]\s+)?")
_PAST = re.compile(
    r"\b(?:where they were (?:filmed|shot)|were (?:filmed|shot|made) (?:here|in|around)|(?:movies|"
    r"films|productions|shows|others) (?:filmed|made|shot) (?:here|in|around|at)|previously filmed|past productions|"
    r"filmed here)\b",
    re.IGNORECASE,
)
_DAYS = re.compile(
    r"\b(?:[A-Z][a-z]{2,8}\.? )?\d{1,2}(?:st|nd|rd|"
    r"th)?(?: [A-Z][a-z]{2,8})?(?:,? \d{4})? [–—-] (?:[A-Z][a-z]{2,8}\.? )?\d{1,2}\b"
    r"(?: [A-Z][a-z]{2,8}\b)?|\d[\d/.]{3,9} [–—-] \d[\d/.]{3,9}|"
    r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*(?: \d{4})? [–—-] (?:Jan|Feb|Mar|Apr|May|Jun|Jul|"
    r"Aug|Sep|Oct|Nov|Dec)"
)


def read_lists(page: Page, lines: list[Line]) -> tuple[list[Report], set[int]]:
    """Reports of plain lists among the lines, and the offsets of the lines they took."""
    reports: list[Report] = []
    if not any(line.text.strip() for line in lines):
        return reports, set()
    used: set[int] = set()
    heads = [page.title, *(line.text[:300] for line in page.lines[:12])]
    past = not page.live and any(map(_PAST.search, heads))
    joined = join_nested(lines)
    starts = [line.start for line in lines]
    for reader in (_quoted_lines, _marked_lines, _records, _known_lines):
        for entry in whole_days(reader(page, [line for line in joined if line.start not in used])):
            used.update(starts[bisect_left(starts, entry.line.start) : bisect_left(starts, entry.line.end)])
            used.add(entry.line.start)
            reports.append(report_entry(page, entry, past))
    return reports, used


def _candidates(lines: list[Line]) -> list[tuple[Line, str]]:
    """Short lines without a sentence in them."""
    texts = [(line, _plain(line.text)) for line in lines if line.text.strip() and len(line.text) < 240]
    return [(line, text) for line, text in texts if not (is_casting(text) or _PLACE_HEAD.match(text))]


def _plain(text: str) -> str:
    """The text without credits, pictures and a kind in brackets at its front ("[Feature] T")."""
    kind = _KIND_BRACKET.match(text)
    text = text[kind.end() :] if kind and KIND.match(kind[1]) else text
    text = _PICTURES.sub("", blank_credits(text)).rstrip()
    front = _DAY_AND_HOURS.match(text)
    return f"{text[front.end() :]}, {front[0].strip()}" if front else text


def _quoted_lines(page: Page, lines: list[Line]) -> list[Entry]:
    """Lines that begin with a quoted title; three on a page are a list."""
    entries: list[Entry] = []
    for line, text in _candidates(lines):
        match = _QUOTED_HEAD.match(_without_kind(text)) or _QUOTED_TAIL.match(text)
        if not match or _is_sentence(match["rest"]):
            continue
        title, rest = read_title(f"“{match['title']}”"), match["rest"]
        season = _SEASON_COLON.match(rest)
        if title:
            entry = Entry(line, _with_group(title, rest[: season.end()] if season else rest))
            rest = rest[season.end() :] if season else re.sub(r"^\s*\([^()]*\)", "", rest)
            read_pieces(page, entry, rest, known_only=False)
            entries.append(entry)
    told = sum(entry.facts > 0 for entry in entries)
    return _without_networks(entries) if len(entries) >= 3 and told * 2 >= len(entries) else []


def _without_kind(text: str) -> str:
    """ "FEATURE – “T” – ..." begins with its title, the kind overwritten by blanks."""
    match = _KIND_FIRST.match(text)
    return " " * match.end() + text[match.end() :] if match and KIND.match(match[1]) else text


def _without_networks(entries: list[Entry]) -> list[Entry]:
    """Where a list tells networks and not one known place, what looks like an unknown town is a network as well."""
    placed = [entry for entry in entries if entry.place]
    if any(is_known_place(part) for entry in placed for part in (entry.place or "").split(", ")):
        return entries
    if sum(entry.networks for entry in entries) >= len(placed):
        for entry in placed:
            entry.place = None
    return entries


def read_facts(page: Page, line: Line, title: Title, text: str) -> Report | None:
    """A paragraph of facts without a sentence ("TV series. Lynn, Salem. Shooting April 6 - May 12"), as an entry."""
    sentences = [part for part in SENTENCES.split(text) if part.strip()]
    if len(text) > 300 or any(len(part.split()) > 12 or _TOLD_BY_VERB.search(part) for part in sentences):
        return None
    entry = Entry(line, title)
    read_pieces(page, entry, f". {text}", known_only=True)
    known = entry.event or entry.dates.start_date or entry.dates.end_date or entry.place
    return report_entry(page, entry, False) if known and entry.facts > 1 else None


def _known_lines(page: Page, lines: list[Line]) -> list[Entry]:
    """Bare lines under a heading of a stage ("Now filming") that are known titles."""
    entries = [Entry(line, title) for line, text in _candidates(lines) if line.stage and (title := read_title(text))]
    return [entry for entry in entries if entry.title.title in page.known]


def _with_group(title: Title, rest: str) -> Title:
    """(“Real Name”) behind a quoted title is its other name."""
    group = re.match(
        r"^\s*\(\s*(?:aka|a\.k\.a\.?|formerly|working title:?|w/t)?\s*[“\"]([^“”\"]{1,80}?),?[”\"]\s*\)",
        rest,
        re.IGNORECASE,
    )
    if not group:
        whole = read_title(f"{title.title} {re.match(r'[^,–—-]*', rest)[0]}", free=False)  # type: ignore[index]
        return Title(
            title.title,
            title.season or (whole.season if whole else None),
            whole.aliases if whole else (),
            title.medium,
            whole.year if whole else None,
        )
    return Title(title.title, title.season, (*title.aliases, group[1]), title.medium, title.year)


def _is_sentence(rest: str) -> bool:
    """A verb that speaks of the title makes a sentence, which the prose rules read better."""
    if _WORK_SENTENCE.search(rest):
        return True
    predicate = main_predicate("x" + re.split(r"\s[–—-]\s|,\s", rest)[0])
    return predicate is not None and predicate.start < 30 and not re.match(r"^[\s,(–—:|-]*$", rest[: predicate.start])


def _marked_lines(page: Page, lines: list[Line]) -> list[Entry]:
    """Runs of lines parted by the same mark, where at least half tell a place, dates, a season or a status."""
    best: list[Entry] = []
    texts = _candidates(lines)
    for mark in _MARKS:
        runs = _runs(texts, mark)
        whole = [pair for run in runs for pair in run]
        many = len(runs) > 1 and mark in _STRONG and any(len(run) > 2 for run in runs)
        entries = (_read_run(page, whole, mark) if many else []) or [
            entry for run in runs for entry in _read_run(page, run, mark)
        ]
        if len(entries) > len(best):
            best = entries
    return best


def _records(page: Page, lines: list[Line]) -> list[Entry]:
    """Three records of the same dress, or three short paragraphs: most must tell a known place or days."""
    for records in (paragraph_records(lines), record_lines(lines)):
        texts = [(line, line.text) for line in records if not is_casting(line.text)]
        entries = [entry for line, text in texts if (entry := _read_line(page, line, text, " | "))]
        firm = sum(_is_firm(entry) for entry in entries)
        if len(entries) >= 3 and firm * 3 >= len(entries) * 2 and len(entries) * 10 >= len(texts) * 7:
            return entries
    return []


def _is_firm(entry: Entry) -> bool:
    """A place or days; both where a record has no more than two pieces behind its title."""
    told = [
        is_known_place(entry.place or "-") or (entry.times is not None and is_spot(entry.place or "-")),
        bool(entry.dates.spans) or (entry.event is not None and entry.place is not None),
    ]
    return all(told) if entry.line.text.count(" | ") < 2 else any(told)


def _runs(texts: list[tuple[Line, str]], mark: str) -> list[list[tuple[Line, str]]]:
    """Maximal runs of lines that hold the mark."""
    runs: list[list[tuple[Line, str]]] = [[]]
    for line, text in texts:
        if mark.strip() in text and (mark in text + " " or text.endswith(mark.strip())):
            runs[-1].append((line, text))
        elif runs[-1] and mark != " @ ":
            runs.append([])
    long = mark in _STRONG and any(len(run) > 2 for run in runs)
    return [run for run in runs if len(run) >= 3 or (run and (long or mark == ": " or run[0][0].stage))]


def _read_run(page: Page, run: list[tuple[Line, str]], mark: str) -> list[Entry]:
    run = _title_first(run, mark)
    entries = [entry for line, text in run if (entry := _read_line(page, line, text, mark))]
    if mark in (", ", ": ") and mostly((any(m in entry.title.title for m in _STRONG) for entry in entries), 0.5):
        return []  # another mark parts the columns
    if (
        mark == ", "
        and len(entries) > 3
        and sum("," not in entry.title.title for entry in entries) * 10 > len(entries) * 6
    ):
        counts = {text.count(", ") for _, text in run}
        if len(counts) == 1 and counts != {1}:  # every line has the same columns: the second is a place in all of them
            entries = [entry for line, text in run if (entry := _read_line(page, line, text, mark, 1))]
    if mark == ", ":
        _part_towns(entries)
    spots = mark in _STRONG and page.film
    told = sum(entry.facts > 0 or (spots and is_spot(entry.place or "-")) for entry in entries)
    told = sum(entry.place is not None for entry in entries) if mark == " @ " else told
    if mark == " (" and mostly((re.search(r"\([^()]*\)\s*:\s", text) is not None for _, text in run), 0.5):
        return []  # heads of paragraphs: "T (feature): ..."
    strong = mark not in (", ", ": ")
    if mark == ": " and entries and all(entry.times and entry.place for entry in entries):
        return entries
    strong = strong and mark != " ("
    placed = sum(bool(entry.dates.spans or is_known_place(entry.place or "-")) for entry in entries)
    if mark in (" — ", " – ", " - ") and entries and run[0][0].stage and told == len(entries) == len(run):
        return entries
    if mark == " (" and entries and run[0][0].stage and placed == len(entries) == len(run):
        return entries
    if (
        len(entries) < (3 if strong else 4)
        or told * 10 < len(entries) * (5 if strong else 6)
        or len(entries) * 10 < len(run) * 7
    ):
        return []
    return entries


def _part_towns(entries: list[Entry]) -> None:
    """In a list of titles and towns, "T, Minden" without a known town is a title and a town as well."""
    if not mostly((entry.place is not None for entry in entries), 0.6):
        return
    for entry in entries:
        head, mark, town = entry.title.title.rpartition(", ")
        if mark and entry.place is None and entry.facts == 0 and _TOWN.fullmatch(town) and ", " not in head:
            entry.title, entry.place = replace(entry.title, title=head), town


def _title_first(run: list[tuple[Line, str]], mark: str) -> list[tuple[Line, str]]:
    """Where most lines begin with a day, hours or a stage ("WRAPPED – T – P"), these go behind the title."""
    if mark not in _STRONG or not mostly((is_fact(_BULLET.sub("", text).split(mark)[0]) for _, text in run), 0.7):
        return run
    out: list[tuple[Line, str]] = []
    for line, text in run:
        pieces = _BULLET.sub("", text).split(mark)
        facts = 0
        while facts < len(pieces) - 1 and is_fact(pieces[facts]):
            facts += 1
        out.append((line, mark.join([*pieces[facts:], *pieces[:facts]])))
    return out


def _read_line(page: Page, line: Line, text: str, mark: str, parts: int = 0) -> Entry | None:
    text = _BULLET.sub("", text)
    if len(text.split()) > 28 or _CLOCK_FIRST.match(text) or _speaks(text, mark):
        return None
    if not re.search(r"\w", mask(text, read_dates(text, None, labelled=True).spans).replace("\x1f", "")):
        return None
    closed = (
        re.sub(r"\([^()]*\)", lambda m: m[0].replace(mark, mark.replace(" ", "\x1e")), text) if mark != " (" else text
    )
    for start, end in _with_dashes(text) if mark.strip() in "–—-" else ():
        closed = closed.replace(text[start:end], text[start:end].replace(" ", "\x1e"))
    pieces = [piece.replace("\x1e", " ").strip() for piece in (closed + " ").split(mark if mark != ", " else ",")]
    pieces = _join_numbers(pieces) if mark == ", " else pieces
    count = parts or _title_pieces(pieces) if mark == ", " else (len(pieces) - 1 if mark == ": " else 1)
    title = read_title((mark if mark != ", " else ", ").join(pieces[:count]), free=False)
    if title is None or len(pieces) < 2:
        return None
    entry = Entry(line, title)
    read_pieces(
        page, entry, ", ".join(pieces[count:]) if mark == ", " else " – ".join(pieces[count:]), known_only=mark == ", "
    )
    return entry


def _with_dashes(text: str) -> list[tuple[int, int]]:
    """Stretches of hours and of days, whose dash parts no pieces."""
    clocks = [(clock.start, clock.end) for clock in read_times(text)]
    days = [match.span() for match in _DAYS.finditer(text)]
    return clocks + days


def _speaks(text: str, mark: str) -> bool:
    """Is the line a sentence? Behind a dash or a stroke a bare "shooting starts in May" is one more piece."""
    if _PLAIN_SENTENCE.match(text):
        return True
    predicate = main_predicate("x " + text)
    piece = (
        predicate is not None
        and mark in (" — ", " – ", " | ", " - ", "; ")
        and mark in text[: predicate.start]
        and not _FULL_VERB.match(text, predicate.start - 2)
        and not _SUBJECT.match(text, predicate.start - 2)
    )
    return (
        (
            predicate is not None
            and not piece
            and predicate.name in ("is filming", "spotted", "will start", "starts", "simple", "signs")
        )
        or re.search(r"[:,] (?:[Ff]ilming|[Ss]hooting) (?:at|on|around) ", text) is not None
        or re.search(r"[a-z]{3,}[.!?]\s+[A-Z]", text) is not None
    )


def _join_numbers(pieces: list[str]) -> list[str]:
    """ "10,001 doors" is no list."""
    out: list[str] = []
    for piece in pieces:
        if out and re.search(r"\d$", out[-1]) and re.match(r"\d{3}\b", piece):
            out[-1] += "," + piece
        else:
            out.append(piece)
    return out


def _title_pieces(pieces: list[str]) -> int:
    """How many comma pieces the title has: up to the first that is a place, a kind, a season, a date or junk."""
    for index, piece in enumerate(pieces[1:], start=1):
        if not piece or is_told(piece):
            return index
    return 1
