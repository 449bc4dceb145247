"""What every layout of a listing shares: lines with offsets, sentences, credits, and the making of a report.

Credits ("(Thanks @x)") are people who sent a tip. They are blanked before anything is read and are never kept, neither
in a field nor in the evidence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from pipeline.model import Event, Medium, Modality, Report, Status
from pipeline.reading.listing_dates import Dates
from pipeline.reading.listing_times import Times
from pipeline.reading.listing_titles import Title

LINE_LIMIT = 4000
"""Characters of one line that prose rules look at; a longer line is data or junk."""

_CREDIT = re.compile(
    r"[(\[{]\s*(?:(?:many thanks|thanks|thank you|thx|tks|via|credit|credits|h/t|hat tip|tip from|source)\b|from @|"
    r"\{?@)[^()\[\]\n]{0,200}(?:[)\]}]+|$)|[(\[{]\s*\{?@[^()\[\]\n]{0,200}(?:[)\]}]+|$)",
    re.IGNORECASE,
)
_BARE_CREDIT = re.compile(r"(?:^|(?<=[.!?]\s))(?:Thanks|Thank you|Credit|Via|H/T)\b[^.!?\n]{0,100}[.!?]?\s*$")
_SENTENCE = re.compile(
    r"(?:[.!?…]+[\"”’)]?)\s+(?=[\"“‘'(]?[A-Z0-9*•@])|\s{2,}(?=[A-Z])|\s+\*(?=\S)|"
    r"(?<=\S)\s+(?=UPDATED?:|FYI:|Update:)"
)
_ABBREVIATION = re.compile(
    r"(?:^|[\s(“\"])(?:St|Sts|MR|MRS|DR|ST|Ave|Av|Avs|Blvd|Bl|Rd|Dr|Ln|Pl|Ct|Sq|Hwy|Pkwy|Mt|Ft|No|Nos|Mr|Mrs|Ms|Jr|"
    r"Sr|vs|Ste|Apt|"
    r"Bldg|Gen|Sgt|Capt|Lt|Rev|Prof|Inc|Co|Ltd|[Dd]ir|[Pp]rod|approx|aka|a\.k\.a|feat|ft|"
    r"Sept?|Oct|Nov|Dec|Jan|Feb|Mar|Apr|Aug|Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun|[A-Za-z]|(?:[A-Za-z]\.)+[A-Za-z])\.$"
)
_TAGS = re.compile(r"[^<>]{0,200}>(?:\s*<[^<>]{0,300}>)*\s*")
_STARTER = re.compile(
    r"[\"“(*•]*(?:They|It|It[’']s|There|He|She|We|You|The (?:film|movie|show|series|crew|cast|shoot|production)|This|"
    r"That|Also|Signs?|FYI|UPDATED?|Update|NEW|Keep|Tell|Don[’']t|No|If|But|And|Look|Filming|Shooting|Fans|Check|Don|"
    r"Thanks|Expect|Production|Last|Base|Note|NOTE|Crews?|Trucks|Follow|Click|Missing|Both|Other|Another|Then|Later|"
    r"Earlier|Once|According|Starring|Stars?|Here)\b"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the page, and what the lines above it say of it."""

    text: str
    start: int
    region: str | None = None
    medium: Medium | None = None
    today: date | None = None
    stage: Event | None = None
    day: str | None = None
    width: int = 0

    @property
    def end(self) -> int:
        """Offset of the first character after the line; ``width`` is its length where its markup was taken out."""
        return self.start + (self.width or len(self.text))


class KnownTitles(Protocol):
    """Titles known beforehand; all that is asked of them is whether they hold one."""

    def __contains__(self, title: str, /) -> bool: ...


@dataclass(frozen=True, slots=True)
class Page:
    """The text that offsets refer to, its lines, how its dates are read, and the titles known beforehand.

    ``live`` is whether the page says that what it lists is being filmed now, ``film`` whether it talks of film at all.
    """

    text: str
    lines: tuple[Line, ...]
    today: date | None
    day_first: bool = False
    title: str = ""
    known: KnownTitles = ()
    live: bool = False
    film: bool = False


def blank_credits(text: str) -> str:
    """The text with credits overwritten by spaces, so that offsets stay."""
    if "(" in text or "[" in text or "{" in text:
        text = _CREDIT.sub(lambda match: " " * len(match[0]), text)
    if "Thank" in text or "Credit" in text or "Via" in text or "H/T" in text:
        text = _BARE_CREDIT.sub(lambda match: " " * len(match[0]), text)
    return text


def sentences(text: str) -> list[tuple[int, int]]:
    """Offsets of the sentences of a line; "St. Paul" and "L.A. on" are not ends, "Spring St. They" is one."""
    spans, start = [], 0
    for match in _SENTENCE.finditer(text):
        head = text[start : match.start() + 1]
        if match[0].startswith(".") and _ABBREVIATION.search(head) and not _STARTER.match(text, match.end()):
            continue
        if (
            not match[0].strip()
            and not _STARTER.match(text, match.end())
            and not re.match(r"UPDATED?:|FYI:|Update:", text[match.end() :])
        ):
            continue
        spans.append((start, match.start() + len(match[0].rstrip())))
        start = match.end()
    spans.append((start, len(text)))
    return [(a, b) for a, b in spans if text[a:b].strip()]


def evidence_at(page: Page, start: int, end: int) -> tuple[int, int]:
    """The stretch of text[start:end] to quote: blanks trimmed, and cut before the first credit."""
    if page.text[start - 1 : start] == "<" and start:  # a block's tag was its line end: the quotation begins behind it
        tags = _TAGS.match(page.text, start, end)
        start = tags.end() if tags else start
    raw = page.text[start:end]
    blanked = blank_credits(raw)
    if blanked != raw:
        first = next(i for i, (a, b) in enumerate(zip(raw, blanked, strict=True)) if a != b)
        if raw[:first].strip():
            end = start + first
        else:
            last = max(i for i, (a, b) in enumerate(zip(raw, blanked, strict=True)) if a != b)
            start += last + 1
    raw = page.text[start:end]
    return start + len(raw) - len(raw.lstrip()), end - (len(raw) - len(raw.rstrip())) if raw.strip() else start


def make_report(
    page: Page,
    title: Title,
    event: Event,
    span: tuple[int, int],
    rule: str,
    *,
    modality: Modality = Modality.ASSERTED,
    place: str | None = None,
    region: str | None = None,
    medium: Medium | None = None,
    dates: Dates | None = None,
    times: Times | None = None,
    inferred: Status | None = None,
) -> Report:
    """One entry as a report, with the words of the page that it stands on."""
    start, end = evidence_at(page, *span)
    dates = dates or Dates()
    return Report(
        title=title.title,
        event=event,
        modality=modality,
        season=title.season,
        medium=title.medium or medium,
        year=title.year,
        date_text=dates.text,
        place=place,
        region=region,
        start_date=dates.start_date,
        end_date=dates.end_date,
        start_time=times.start_time if times else None,
        end_time=times.end_time if times else None,
        evidence=page.text[start:end],
        start=start,
        end=end,
        rule=rule,
        aliases=title.aliases,
        status=inferred,
        inferred=inferred is not None,
    )


def day_bounds(value: str) -> tuple[str, str]:
    """The first and last day of a partial ISO date, comparable as text with a full one."""
    return value.ljust(10, "0"), value + "~"


_PART_OF_YEAR = {
    "q1": "01",
    "early": "01",
    "winter": "01",
    "spring": "03",
    "q2": "04",
    "mid": "05",
    "summer": "06",
    "q3": "07",
    "fall": "09",
    "autumn": "09",
    "late": "09",
    "q4": "10",
}


def by_dates(dates: Dates, today: date | None) -> Event | None:
    """What a schedule says on the page's day: ended is wrapped, not begun is pre-production, else filming."""
    start, end = dates.start_date, dates.end_date
    if today is None or not (start or end):
        return None
    now = today.isoformat()
    part = re.search(r"\b(?:q[1-4]|early|mid|late|winter|spring|summer|fall|autumn)\b", (dates.text or "").lower())
    if start and len(start) == 4 and part:
        start = f"{start}-{_PART_OF_YEAR[part[0]]}"
    if end and day_bounds(end)[1] < now and not now.startswith(end):
        return Event.WRAPPED_FILMING
    if start and day_bounds(start)[0] > now and not now.startswith(start):
        return Event.ENTERED_PRE_PRODUCTION
    return Event.FILMING


def with_season(title: Title, season: int | None) -> Title:
    """The title with a season that was told elsewhere, unless it has its own."""
    return title if title.season or not season else replace(title, season=season)
