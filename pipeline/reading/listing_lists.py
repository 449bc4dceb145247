"""Plain lists: one title a line, then its town, season, network, dates or status, parted by commas, dashes or strokes.

"“Tin Dog,” season 2, HBO - wrapped in April", "“Tin Dog” — Lynn, Salem", "Tin Dog, Baton Rouge", "Tin Dog | Film |
Prague | March - May 2026". Each piece after the title is told by what it is, not by where it stands. A run of such
lines must agree on its dress before any of them is believed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.model import Event, Medium, Report, Status
from pipeline.reading.listing_clauses import main_predicate
from pipeline.reading.listing_dates import Dates, read_dates
from pipeline.reading.listing_entry import Line, Page, blank_credits, by_dates, make_report, with_season
from pipeline.reading.listing_lines import is_casting
from pipeline.reading.listing_phrases import status_event
from pipeline.reading.listing_times import Times, read_times
from pipeline.reading.listing_titles import Title, fold_blanks, medium_of, read_title, season_in
from pipeline.reading.listing_where import clean_place, mask
from pipeline.reading.listing_words import NETWORKS
from pipeline.reading.places import is_known_place

_QUOTED_HEAD = re.compile(r"^[\s•*·▪\-–—\d.)]*[“\"](?P<title>[^“”\"]{1,100})[,.]?[”\"](?P<rest>.*)$")
_QUOTED_TAIL = re.compile(r"^[\s•*·▪]*(?P<rest>[^“”\"]{3,160}?)\s+[–—-]\s+[“\"](?P<title>[^“”\"]{1,100})[”\"]\s*$")
_MARKS = (" — ", " – ", " | ", " - ", "; ", " (", ": ", ", ")
_BULLET = re.compile(r"^[\s•*·▪●○>]*(?:\d{1,2}[.)]\s+|[-–—]\s+)?")
_JUNK = re.compile(
    r"^(?:fax|phone|tel|attention|attn|talent|crew|contact|email|e-mail|call|info|more to come)\b|"
    r"^(?:n/?a$|tb[acd]$|\(?\d{3}\)?[\s.-]\d{3}|[\d\s().+-]{7,}$|\S+@\S+|www\.|https?:)",
    re.IGNORECASE,
)
_TRAILING_JUNK = re.compile(
    r"\s+(?:more to come|fax\b.*|phone\b.*|tel\b.*|attn\b.*|"
    r"\(?\d{3}\)?[\s.-]?\d{3}[\s.-]?\d{4}.*)$",
    re.IGNORECASE,
)
_ALIAS = re.compile(
    r"^\W*(?:aka|a\.k\.a\.?|fka|formerly|working title|w/t|also known as|now "
    r"called)\s*:?\s+[“\"]?(?P<name>[^“”\"]{2,60})",
    re.IGNORECASE,
)
_NETWORK = re.compile(
    rf"^(?:{'|'.join(map(re.escape, NETWORKS))}|The CW|Apple TV\+?|Disney\+?|Disney Plus|Paramount\+?|HBO Max|Prime "
    rf"Video|Amazon Prime|National Geographic|Universal|Warner Bros\.?|Sony|Columbia|Marvel|Lionsgate|A24|WB|"
    r"20th Century|MGM|Focus|Searchlight|Blumhouse|Legendary|Columbia/Marvel|Bounce|OWN|Tubi|Roku|Freeform)(?:[+/ ]|$)"
)
_KIND = re.compile(
    r"^(?:an?\s+|the\s+)?(?:(?:new|upcoming|untitled|tv|feature|short|indie|independent|limited|mini|web|streaming|"
    r"reality|horror|romantic|drama|comedy|action|netflix|hulu|animated|documentary|live-action|"
    r"[A-Z][\w+/.-]+)[\s-]+){0,3}"
    r"(?:series|film|movie|feature|pilot|show|drama|comedy|sitcom|miniseries|mini-series|documentary|special|mow|"
    r"telefilm|thriller|horror|short|sequel|spinoff|spin-off)\b\*?\s*$",
    re.IGNORECASE,
)
_RESUMED = re.compile(r"^\W*(?:resumed|resuming|back in production|production resumed)\b", re.IGNORECASE)
_RESHOOTS = re.compile(r"^\W*(?:pick-?ups?|re-?shoots?|additional photography)\b", re.IGNORECASE)
_STATUS_ONLY = re.compile(
    r"^\W*(?:(?:has|have|is|now|currently|just|already|in|on|until|through|active|soft|production|filming|started|"
    r"starts|begins|set|expected|still)\s+)*(?:wrap\w*|film\w*|shoot\w*|pre[- ]?prod\w*|post[- ]?prod\w*|prep\w*|post"
    r"|in production|production|"
    r"hold|hiatus|cancel\w*|postpone\w*|delay\w*|announce\w*|develop\w*|paused|complete\w*|shelved|released|rumou?red"
    r"|casting|upcoming|renewed|ongoing|suspended|scheduled|confirmed|start\w*|begin\w*)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:where they were (?:filmed|shot)|were (?:filmed|shot|made) (?:here|in|around)|(?:movies|"
    r"films|productions|shows|others) (?:filmed|made|shot) (?:here|in|around|at)|previously filmed|past productions|"
    r"filmed here)\b",
    re.IGNORECASE,
)
_PREP_DATES = re.compile(r"\b[Pp]rep\b[:\s]*[^,;]{1,40}[,;](?=\s*(?:[Ss]hoot|[Ff]ilm))")
_ADDRESS = re.compile(
    r"^(?:the\s+)?\d+[\w-]*\s+(?:[NSEW]\.?\s+)?[A-Z]|^\d+(?:st|nd|rd|th)\b|^the\s+[A-Z]|^(?:in "
    r")?studio\b"
)
_HEDGE = re.compile(
    r"^\W*(?:either|possibly|maybe|likely|both|in|at|around|near|filming in|shooting in|shoots in|"
    r"films in|set in)\s+",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Entry:
    line: Line
    title: Title
    place: str | None = None
    medium: Medium | None = None
    event: Event | None = None
    dates: Dates = field(default_factory=Dates)
    times: Times | None = None
    facts: int = 0


def read_lists(page: Page, lines: list[Line]) -> tuple[list[Report], set[int]]:
    """Reports of plain lists among the lines, and the offsets of the lines they took."""
    reports: list[Report] = []
    used: set[int] = set()
    past = any(_PAST.search(line.text[:300]) for line in page.lines[:12]) or _PAST.search(page.title) is not None
    for reader in (_quoted_lines, _marked_lines, _known_lines):
        for entry in reader(page, [line for line in lines if line.start not in used]):
            used.add(entry.line.start)
            reports.append(_report(page, entry, past))
    return reports, used


def _candidates(lines: list[Line]) -> list[tuple[Line, str]]:
    """Short lines without a sentence in them."""
    texts = [(line, blank_credits(line.text).rstrip()) for line in lines if line.text.strip() and len(line.text) < 240]
    return [(line, text) for line, text in texts if not is_casting(text)]


def _quoted_lines(page: Page, lines: list[Line]) -> list[_Entry]:
    """Lines that begin with a quoted title; three on a page are a list."""
    entries: list[_Entry] = []
    for line, text in _candidates(lines):
        match = _QUOTED_HEAD.match(text) or _QUOTED_TAIL.match(text)
        if not match or _is_sentence(match["rest"]):
            continue
        title = read_title(f"“{match['title']}”")
        if title:
            entry = _Entry(line, _with_group(title, match["rest"]))
            _read_pieces(page, entry, re.sub(r"^\s*\([^()]*\)", "", match["rest"]), known_only=False)
            entries.append(entry)
    told = sum(entry.facts > 0 for entry in entries)
    return entries if len(entries) >= 3 and told * 2 >= len(entries) else []


def _known_lines(page: Page, lines: list[Line]) -> list[_Entry]:
    """Bare lines under a heading of a stage ("Now filming") that are known titles."""
    entries = [_Entry(line, title) for line, text in _candidates(lines) if line.stage and (title := read_title(text))]
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
    predicate = main_predicate("x" + re.split(r"\s[–—-]\s|,\s", rest)[0])
    return predicate is not None and predicate.start < 30 and not re.match(r"^[\s,(–—:|-]*$", rest[: predicate.start])


def _marked_lines(page: Page, lines: list[Line]) -> list[_Entry]:
    """Runs of lines parted by the same mark, where at least half tell a place, dates, a season or a status."""
    best: list[_Entry] = []
    texts = _candidates(lines)
    for mark in _MARKS:
        entries = [entry for run in _runs(texts, mark) for entry in _read_run(page, run, mark)]
        if len(entries) > len(best):
            best = entries
    return best


def _runs(texts: list[tuple[Line, str]], mark: str) -> list[list[tuple[Line, str]]]:
    """Maximal runs of lines that hold the mark."""
    runs: list[list[tuple[Line, str]]] = [[]]
    for line, text in texts:
        if mark.strip() in text and (mark in text + " " or text.endswith(mark.strip())):
            runs[-1].append((line, text))
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if len(run) >= 3 or (run and (mark == ": " or run[0][0].stage))]


def _read_run(page: Page, run: list[tuple[Line, str]], mark: str) -> list[_Entry]:
    entries = [entry for line, text in run if (entry := _read_line(page, line, text, mark))]
    told = sum(entry.facts > 0 for entry in entries)
    strong = mark not in (", ", ": ")
    if mark == ": " and entries and all(entry.times and entry.place for entry in entries):
        return entries
    strong = strong and mark != " ("
    if mark in (" (", " — ", " – ", " - ") and entries and run[0][0].stage and told == len(entries) == len(run):
        return entries
    if (
        len(entries) < (3 if strong else 4)
        or told * 10 < len(entries) * (5 if strong else 6)
        or len(entries) * 10 < len(run) * 7
    ):
        return []
    return entries


def _read_line(page: Page, line: Line, text: str, mark: str) -> _Entry | None:
    text = _BULLET.sub("", text)
    if not re.search(r"\w", mask(text, read_dates(text, None, labelled=True).spans).replace("\x1f", "")):
        return None
    if len(text.split()) > 28 or _speaks(text):
        return None
    closed = (
        re.sub(r"\([^()]*\)", lambda m: m[0].replace(mark, mark.replace(" ", "\x1e")), text) if mark != " (" else text
    )
    for clock in read_times(text) if mark.strip() in "–—-" else ():
        closed = closed.replace(text[clock.start : clock.end], text[clock.start : clock.end].replace(" ", "\x1e"))
    pieces = [piece.replace("\x1e", " ").strip() for piece in (closed + " ").split(mark if mark != ", " else ",")]
    pieces = _join_numbers(pieces) if mark == ", " else pieces
    count = _title_pieces(pieces) if mark == ", " else (len(pieces) - 1 if mark == ": " else 1)
    title = read_title((mark if mark != ", " else ", ").join(pieces[:count]), free=False)
    if title is None or len(pieces) < 2:
        return None
    entry = _Entry(line, title)
    _read_pieces(
        page, entry, ", ".join(pieces[count:]) if mark == ", " else " – ".join(pieces[count:]), known_only=mark == ", "
    )
    return entry


def _speaks(text: str) -> bool:
    predicate = main_predicate("x " + text)
    return (
        (
            predicate is not None
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
        if not piece or _told(piece):
            return index
    return 1


def _told(piece: str) -> bool:
    bare = _HEDGE.sub("", _TRAILING_JUNK.sub("", piece))
    return (
        bool(
            _JUNK.match(piece)
            or _KIND.match(piece)
            or _NETWORK.match(piece)
            or _ALIAS.match(piece)
            or is_known_place(bare)
            or season_in(piece)
        )
        or read_dates(piece, None, labelled=True).spans != ()
    )


def _read_pieces(page: Page, entry: _Entry, rest: str, known_only: bool) -> None:
    """Give every piece after the title to the field it fits."""
    today = entry.line.today or page.today
    times = read_times(rest)
    entry.times = times[0] if times else None
    entry.facts += bool(times)
    rest = _PREP_DATES.sub(" ", rest)
    rest = mask(rest, [(t.start, t.end) for t in times])
    dates = read_dates(rest, today, day_first=page.day_first, labelled=True, only_day=bool(times))
    entry.dates, entry.facts = dates, entry.facts + bool(dates.spans)
    towns: list[str] = []
    for group in re.split(r"\s+[–—-]\s+|\s+\|\s+|;\s+|\s*[()]\s*|^\s*[:–—-]\s+", mask(rest, dates.spans)):
        for piece in group.split(","):
            _give(entry, fold_blanks(piece).strip(" .*()"), towns, known_only)
    if entry.event == Event.WRAPPED_FILMING and dates.start_date and not dates.end_date:
        entry.dates = Dates(None, dates.start_date, dates.text, dates.spans)
    entry.place = clean_place(", ".join(towns)) if towns else None


def _give(entry: _Entry, piece: str, towns: list[str], known_only: bool) -> None:
    if not piece or _JUNK.match(piece):
        return
    alias, season = _ALIAS.match(piece), season_in(piece)
    inside = re.search(r"\b(?:in|at)\s+([A-Z].*)$", piece)
    if inside and is_known_place(inside[1]):
        towns.append(inside[1])
        piece = piece[: inside.start()].strip()
        if not piece:
            return
    town = _HEDGE.sub("", _TRAILING_JUNK.sub("", piece)).strip()
    if alias:
        entry.title = Title(
            entry.title.title,
            entry.title.season,
            (*entry.title.aliases, alias["name"].strip()),
            entry.title.medium,
            entry.title.year,
        )
    elif season:
        entry.title, entry.medium, entry.facts = with_season(entry.title, season), "tv", entry.facts + 1
    elif _RESUMED.match(piece) or _RESHOOTS.match(piece):
        entry.event = Event.RESUMED if _RESUMED.match(piece) else Event.RESHOOTS
        entry.facts += 1
    elif _KIND.match(piece) or _NETWORK.match(piece):
        entry.medium, entry.facts = entry.medium or medium_of(piece), entry.facts + 1
    elif is_known_place(town):
        towns.append(town)
        entry.facts += 1
    elif _STATUS_ONLY.match(piece) and (event := status_event(piece)):
        entry.event, entry.facts = entry.event or event, entry.facts + 1
    elif (
        (town[:1].isupper() or _ADDRESS.match(town))
        and len(town.split()) <= 8
        and not (known_only and towns)
        and not re.match(
            r"(?:Starring|With|Dir|Directed|Stars|From|By|Director|Prod|Producers?|Cast|Writers?|Studio|Network|"
            r"Company|Contact|Type|Created)\b",
            town,
        )
    ):
        towns.append(town)


def _report(page: Page, entry: _Entry, past: bool) -> Report:
    event = entry.event or entry.line.stage
    inferred: Status | None = None
    if event is None or (event == Event.FILMING and entry.dates.spans):
        dated = by_dates(entry.dates, entry.line.today or page.today)
        event = Event.RELEASED if past and dated is None else dated or Event.FILMING
        inferred = {
            Event.ENTERED_PRE_PRODUCTION: Status.PRE_PRODUCTION,
            Event.WRAPPED_FILMING: Status.WRAPPED,
            Event.RELEASED: Status.RELEASED,
        }.get(event)
    return make_report(
        page,
        entry.title,
        event,
        (entry.line.start, entry.line.end),
        "list",
        place=entry.place,
        region=entry.line.region,
        medium=entry.medium or entry.line.medium,
        dates=entry.dates,
        times=entry.times,
        inferred=inferred,
    )
