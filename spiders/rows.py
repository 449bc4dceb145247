"""A row of a listing, as the plain texts of its fields, turned into a report.

Shared by every shape whose pages are lists. It takes a status phrase at its word or not at all, and infers a status
from dates only where the listing states none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from pipeline.config import ConfigError, Source
from pipeline.model import Event, Medium, Modality, Page, Report, Status
from pipeline.status import EVENT_OF
from spiders.contacts import clean_row
from spiders.phrases import spoken, status_of
from spiders.web import BROKEN, check_css, local_day, tidy

FIELDS = (
    "ref", "title", "status", "place", "region", "start_date", "end_date", "dates", "medium", "network", "people",
    "year", "season", "aliases",
)  # fmt: skip
"""The names that ``[source.fields]`` may use. ``dates`` is both dates in one cell."""

LONGEST = 300
"""Characters of a title or a date that are looked at."""

_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBERS = {word: number for number, word in enumerate(_WORDS, 1)}
_SEASON = re.compile(
    r"\s*(?:[:,–—-]\s*|\(\s*)?\b(?:season|series)\s+(?P<n>\d{1,2}|" + "|".join(_NUMBERS) + r")\b\s*\)?\s*$", re.I
)
_SHORT_SEASON = re.compile(r"\s*[:,–—-]?\s*\(?\bS(?P<n>\d{1,2})\)?\s*$")
_WORKING = re.compile(r"\s*[\[(]\s*(?:w\s*/\s*t|wt|working title)\s*\.?\s*[\])]\s*", re.I)
_ALSO = re.compile(r"\s*[\[(]?\s*\b(?:[af]\.?k\.?a\.?|formerly)\s*:?\s+(?P<other>[^\])]+?)\s*[\])]?\s*$", re.I)
_YEAR = re.compile(r"\s*\((?P<year>(?:19|20)\d{2})\)\s*$")
_GARBLED = re.compile(rf"[\x00-\x08\x0e-\x1f\x7f-\x9f{BROKEN}]")
_QUOTED = re.compile(r"[\"“‘'«](?P<name>[^\"“”‘«»]+)[\"”’'»]")
_FILM = frozenset(("film", "feature", "movie", "mow", "tv-movie", "short", "documentary"))
_TV = frozenset(("tv", "series", "season", "episodic", "pilot", "miniseries", "mini", "show", "television"))
_MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6,
    "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
_MONTH_NAME = re.compile(
    r"jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?|dec(ember)?",
    re.I,
)
_ISO = re.compile(r"\b(\d{4})-(\d{1,2})(?:-(\d{1,2}))?\b")
_SLASHED = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d{2})\b")
_DAY_MONTH = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?\s+([A-Za-z]{3,9})\.?,?\s+(\d{4})\b")
_MONTH_DAY = re.compile(r"\b([A-Za-z]{3,9})\.?\s+(?:(\d{1,2})(?:st|nd|rd|th)?,?\s+)?(\d{4})\b")
_RANGE = re.compile(r"\s+(?:-|–|—|to|until|through|till)\s+|\s*[–—]\s*", re.I)


@dataclass(frozen=True, slots=True)
class Title:
    """A printed title, taken apart."""

    name: str
    season: int | None = None
    aliases: tuple[str, ...] = ()
    year: int | None = None


def title_parts(printed: str) -> Title:
    """The title without "(w/t)", with "aka X" as an alias, a closing "Season 2" as a season, "(2027)" as a year."""
    name = tidy(_WORKING.sub(" ", unicodedata.normalize("NFC", printed[:LONGEST])))
    aliases: tuple[str, ...] = ()
    if (also := _ALSO.search(name)) and also.start():
        name, aliases = name[: also.start()], (also["other"],)
    year = season = None
    if (found := _YEAR.search(name)) and found.start():
        name, year = name[: found.start()], int(found["year"])
    if (found := _SEASON.search(name) or _SHORT_SEASON.search(name)) and found.start():
        number = found["n"].lower()
        season = _NUMBERS.get(number) or int(number)
        name = name[: found.start()]
    if quoted := _QUOTED.fullmatch(name.strip()):
        name = quoted["name"]
    return Title(name.strip(" :-–—,"), season, aliases, year)


def medium_of(words: str) -> Medium | None:
    """Film or television, where the listing's word for it says so."""
    said = set(re.findall(r"[a-z-]+", words.lower()))
    if said & _TV:
        return "tv"
    return "film" if said & _FILM else None


def iso_date(text: str, day_first: bool) -> str | None:
    """A date of a listing as ISO, partial where the page was partial ("2026-10"); None where it names no date."""
    if found := _ISO.search(text):
        return _checked(found[1], found[2], found[3])
    if found := _SLASHED.search(text):
        day, month = (found[1], found[2]) if day_first else (found[2], found[1])
        return _checked(found[3] if len(found[3]) == 4 else "20" + found[3], month, day)
    if (found := _DAY_MONTH.search(text)) and (month := _month(found[2])):
        return _checked(found[3], month, found[1])
    if (found := _MONTH_DAY.search(text)) and (month := _month(found[1])):
        return _checked(found[3], month, found[2])
    return None


def _month(word: str) -> str:
    """The number of a month's name, whole or short; empty for any other word."""
    number = _MONTHS.get(word[:3].lower())
    return str(number) if number and _MONTH_NAME.fullmatch(word) else ""


def _checked(year: str, month: str, day: str | None) -> str | None:
    try:
        whole = date(int(year), int(month), int(day or 1))
    except ValueError:
        return None
    return whole.isoformat() if day else whole.isoformat()[:7]


def date_pair(texts: Mapping[str, str], day_first: bool) -> tuple[str | None, str | None]:
    """Start and end, from their own cells or from one cell that holds both."""
    start, end = (texts.get(name, "")[:LONGEST] for name in ("start_date", "end_date"))
    if (both := texts.get("dates", "")[:LONGEST]) and not start:
        start, _, rest = _RANGE.sub("\0", both, count=1).partition("\0")
        end = end or rest
    return iso_date(start, day_first), iso_date(end, day_first)


def inferred(start: str | None, end: str | None, today: date) -> Status | None:
    """What dates alone say of a production: before, within or after them. A month counts from its first day on."""
    day = today.isoformat()
    if start and day < start:
        return Status.PRE_PRODUCTION
    if end and day[: len(end)] > end:
        return Status.WRAPPED
    return Status.FILMING if start and (end or day[: len(start)] == start) else None


def check_rows(source: Source) -> None:
    """ConfigError where the declaration of a list cannot work: no row, an unknown field, CSS that is none."""
    where = f"[[source]] '{source.slug}'"
    if not source.row:
        raise ConfigError(f"{where}: shape '{source.shape}' needs 'row', a CSS selector of the repeated element")
    for name in source.fields:
        if name not in FIELDS:
            raise ConfigError(f"{where}: unknown field '{name}' in [source.fields]; there are: {', '.join(FIELDS)}")
    for name in source.fill:
        if name not in source.fields:
            raise ConfigError(f"{where}: 'fill' names '{name}', which is no field of this source")
    fields = {name: selector for name, selector in source.fields.items() if not selector.endswith(":")}
    check_css(source, {"'row'": source.row, **{f"'{name}' in [source.fields]": css for name, css in fields.items()}})


def why_empty(source: Source, elements: int) -> str:
    """Why a page gave no row, for the person who declared it: is it the CSS of the rows, or that of their titles?"""
    row = f"row = {source.row!r}"
    if not elements:
        return f"no element matches {row}"
    several = f"{elements} elements match" if elements > 1 else "1 element matches"
    return f"{several} {row}, and title = {source.fields.get('title')!r} finds nothing there"


def garbled(title: str) -> bool:
    """True for what nobody calls a production: something was decoded wrongly, and it would be taken for another one."""
    return bool(_GARBLED.search(title))


def garbled_in(rows: Iterable[Mapping[str, str]]) -> int:
    """How many rows are left out since their titles are garbled."""
    return sum(garbled(title_parts(row.get("title", "")).name) for row in rows)


def report_of(source: Source, page: Page, texts: Mapping[str, str]) -> Report | None:
    """One row as a report; None where it is no production (no title: an advert, a heading; or a garbled one)."""
    texts = clean_row(texts)
    title = title_parts(texts.get("title", ""))
    if not title.name or garbled(title.name):
        return None
    phrase = texts.get("status", "")
    if "status" in source.fields and not phrase and not texts.get("ref"):
        return None
    start, end = date_pair(texts, source.day_first)
    status = status_of(phrase, source.status) if phrase else None
    rule, guessed = "row", False
    if phrase and status is None:
        rule = "unknown_phrase"
    elif status is None and "status" not in source.fields:
        status, guessed = inferred(start, end, _day(source, page)) or _usual(source), True
    if status is None and rule == "row":
        rule = "no_status"
    year = re.search(r"\b(?:19|20)\d{2}\b", texts.get("year", ""))
    said_season = re.search(r"\d{1,2}", texts.get("season", ""))
    evidence = phrase if rule == "unknown_phrase" else _evidence(texts, phrase)
    return Report(
        title=title.name,
        event=EVENT_OF[status] if status else Event.ANNOUNCED,
        modality=Modality.ASSERTED if status else Modality.SPECULATED,
        season=int(said_season[0]) if said_season else title.season,
        medium=_medium(source, texts, title.season),
        year=int(year[0]) if year else title.year,
        place=texts.get("place") or None,
        region=texts.get("region") or source.options.get("region"),
        start_date=start,
        end_date=end,
        evidence=evidence,
        end=len(evidence),
        rule=rule,
        aliases=title.aliases + tuple(_several(texts.get("aliases", ""))),
        network=texts.get("network") or None,
        people=tuple(_several(texts.get("people", ""))),
        ref=texts.get("ref") or None,
        status=status,
        inferred=guessed and status is not None,
    )


def _usual(source: Source) -> Status | None:
    """What being on this list means (``options.status``)."""
    said = source.options.get("status")
    return status_of(said.replace("_", " "), source.status) if said else None


def _day(source: Source, page: Page) -> date:
    seen: datetime = page.seen
    return local_day(seen, source.time_zone)


def _medium(source: Source, texts: Mapping[str, str], season: int | None) -> Medium | None:
    said = medium_of(texts.get("medium", "")) or medium_of(spoken(source.medium or ""))
    return said or ("tv" if season else None)


def _evidence(texts: Mapping[str, str], phrase: str) -> str:
    dates = texts.get("dates") or " – ".join(t for t in (texts.get("start_date"), texts.get("end_date")) if t)
    return " — ".join(part for part in (texts["title"], phrase or dates) if part)


def _several(text: str) -> list[str]:
    if not text:
        return []
    return [part for piece in re.split(r"[;,•|]|\s+and\s+", text) if (part := piece.strip())]
