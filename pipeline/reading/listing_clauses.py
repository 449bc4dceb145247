"""One clause of a listing: its titles, its verb, its locations, its days and hours.

"T is filming at P (6 AM - 9 PM) through Friday" and its many relatives: companies before the verb, pronouns for the
last title, sightings without a verb of filming. It refuses subjects that are no title.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from pipeline.model import Event, Modality, Status
from pipeline.reading.listing_dates import Dates, read_dates
from pipeline.reading.listing_entry import KnownTitles, by_dates, with_season
from pipeline.reading.listing_phrases import Predicate, predicates
from pipeline.reading.listing_spots import places_of
from pipeline.reading.listing_times import Times, read_times
from pipeline.reading.listing_titles import Title, quoted, read_title, season_in, strip_lead
from pipeline.reading.listing_where import clean_place, keeps_group, mask

_WORK_OF = re.compile(
    r"^(?:Filming|Shooting|Production|Principal photography|Work|Photography|Filming has begun|"
    r"Cameras)\s+(?:on|of|for)\s+(?:the\s+)?(?=[A-Z0-9“\"‘])"
)

_PRONOUN = re.compile(
    r"^\W*(?:(?:FYI|UPDATED?|Update|Also|NEW|And|But|Note|NOTE|PS|P\.S\.|From now on|Now|Then|Next|Later|Today|"
    r"Tomorrow|Tonight)\s*[:,]?\s*)*(?:[Tt]hey|It|There|The (?:film|movie|show|series|crew|cast|shoot|production|"
    r"pilot|drama|comedy|feature|crews)|This(?=\s*$)|"
    r"This (?:one|film|series|movie|show)|Crews?|Cast and crew|Filming|Shooting|Production|Principal photography|"
    r"Cameras|Trucks|[Ss]igns?|Notices|Both|Also|Camera crews)\b(?![’'])(?=\W*$|,|\s+[a-z])",
)

_THERE = re.compile(
    r"^\W*(?:FYI|UPDATE|Update)?:?\s*There\s+(?:are|were|is|was|have been)\s+(?:also\s+|some\s+|"
    r"more\s+)?"
)

_ON_SCHEDULE = re.compile(
    r"^\W*They(?:’ve|'ve)?\s+(?:also\s+)?have\s+(?:got\s+)?(?P<place>[A-Z\d][^,.]{3,80}?)\s+on "
    r"the (?:schedule|call sheet|permit|list)"
)

_COMPANY_OBJECT = re.compile(
    r"^\s+(?:the\s+)?(?P<title>[A-Z\d“\"‘][^,()]{0,70}?)\s+(?=(?:at|in|on|around|near|along|"
    r"outside|inside)\s)"
)

_SCRAP_OBJECT = re.compile(
    r"^\s+(?:the\s+)?(?P<title>[A-Z\d“\"‘][^,()]{0,70}?)(?:\s+(?:after|over|due|because|"
    r"following|in|at|on|amid|as)\b|[.,;]|$)"
)

_ARE = re.compile(r"^(?:are|were|have)\b", re.IGNORECASE)

_PLURAL = re.compile(r",\s+(?:and\s+)?|\s+and\s+")

_LOOK_FOR = re.compile(
    r"^\W*(?:(?:[Aa]lso\s+)?(?:[Ss]potted|[Ss]een)\s*:?\s+|(?:[Ll]ook|[Ww]atch) (?:out )?for\s+|"
    r"[Cc]atch\s+)?(?:(?:the\s+)?(?:[Ff]ilming\s+)?(?:[Ss]igns|[Tt]rucks|[Cc]rews?|[Nn]otices|[Tt]railers)(?: are up|"
    r"(?: also)? (?:spotted|seen|posted))?\s+for\s+)?(?<=\s)"
    r"(?P<title>[A-Z0-9“\"‘#][^,;]{1,60}?)\s+(?:filming\s+|will be\s+|are\s+)?(?=(?:at|in|on|around|near|along|"
    r"outside)\s+(?:the\s+)?[A-Z0-9])"
)

_QUOTED_AT = re.compile(
    r"^[^“\"]{0,40}(?P<title>[“\"][^“”\"]{1,80}[”\"])\s+(?:(?:is|will be|"
    r"are)\s+)?(?:again\s+)?(?=(?:at|in|on|around|near|along|outside)\s+(?:the\s+)?[A-Z0-9])"
)

_SIGN_WORDS = re.compile(
    r"\(|\b(?:reading|reads?|saying|says?|say|marked|labell?ed|code ?words?|signs?|that say|"
    r"called out|written)\b",
    re.IGNORECASE,
)

_BEGAN = re.compile(
    r"(?:(?:has|have|had)\s+(?:\w+\s+)?)?(?:begun|began|started|commenced|gone|kicked off)\b", re.IGNORECASE
)
_NOT_OBJECT = re.compile(
    r"^(?:Season|Series|Scenes|Exteriors|Interiors|Episode|Re-?shoots|Pick-?ups|Second Unit|\d+ "
    r"(?:episodes|scenes|days))\b",
    re.IGNORECASE,
)

_STRONG = frozenset(
    (
        "cancelled",
        "paused",
        "delayed",
        "wrapped",
        "post",
        "will start",
        "starts",
        "resumes",
        "is filming",
        "in production",
        "in studio",
        "expected to wrap",
        "spotted",
        "signs",
    )
)


@dataclass(slots=True)
class Found:
    """One entry read from a clause, before it becomes a report."""

    title: Title
    event: Event
    modality: Modality
    place: str | None
    dates: Dates
    times: Times | None
    name: str
    inferred: Status | None = None


@dataclass(slots=True)
class Reading:
    """What a reader of lines carries from sentence to sentence."""

    today: date | None
    day_first: bool = False
    last: Title | None = None
    given: bool = False
    capitals: bool = False
    known: KnownTitles = ()


def main_predicate(clause: str) -> Predicate | None:
    """The predicate that decides: the first strong one, else the first."""
    hidden = re.sub(r"[“\"][^“”\"]{1,80}[”\"]", lambda match: "x" * len(match[0]), clause)
    found = predicates(hidden)
    strong = [p for p in found if p.name in _STRONG]
    return strong[0] if strong else (found[0] if found else None)


def read_clause(clause: str, reading: Reading) -> list[Found]:
    scheduled = _ON_SCHEDULE.match(clause)
    if scheduled and reading.last:
        return [
            Found(
                reading.last,
                Event.FILMING,
                Modality.ASSERTED,
                clean_place(scheduled["place"]),
                Dates(),
                None,
                "on the schedule",
            )
        ]
    predicate = main_predicate(clause)
    titles, rest = _subjects(clause, predicate, reading) if predicate else ([], 0)
    if predicate is None or not titles:
        predicate, titles, rest = _spotted(clause, reading)
    if predicate is None or not titles:
        return []
    told = _without_asides(_without_titles(clause, titles), reading)
    times = read_times(told)
    times = [t for t in times if _is_clock(clause, t)]
    dates = read_dates(
        mask(told, [(t.start, t.end) for t in times]),
        reading.today,
        day_first=reading.day_first,
        only_day=predicate.name
        not in ("starts", "begins", "resumes", "will start", "delayed", "wrapped", "announced", "cancelled"),
        past=predicate.name in ("wrapped", "shot lately"),
    )
    dates = _fit_dates(predicate, dates, clause, reading.today)
    event, inferred = _event(predicate, dates, reading.today)
    masked = mask(told if "(" in clause else clause, dates.spans, [(t.start, t.end) for t in times])
    by_day = _by_day(dates, times, clause)
    if by_day:
        place = places_of(masked[rest:], [], "")[0][0]
        return [
            Found(title, event, predicate.modality, place, day, clock, predicate.name, inferred)
            for title in titles
            for day, clock in by_day
        ]
    places = places_of(masked[rest:], times, clause[max(0, rest - 3) : rest])
    if places[0][0] is None:
        places = places_of(_before(masked, titles[0], predicate, reading), times, "", True)
    season = season_in(clause[predicate.start :]) or (season_in(clause) if reading.given else None)
    return [
        Found(with_season(title, season), event, predicate.modality, place, dates, clock, predicate.name, inferred)
        for title in titles
        for place, clock in places
    ]


def _before(masked: str, title: Title, predicate: Predicate, reading: Reading) -> str:
    """The words between the title and the verb: "T, filming in P, is expected to wrap", "T began in P and will ..."."""
    at = 0 if reading.given else masked.find(title.title) + len(title.title)
    return masked[max(at, 0) : predicate.start]


def _spotted(clause: str, reading: Reading) -> tuple[Predicate | None, list[Title], int]:
    """ "Look for T at P", "trucks for T at P", "“T” at P": a sighting without a verb of filming."""
    match = _LOOK_FOR.match(clause) or _QUOTED_AT.match(clause)
    title = read_title(match["title"], capitals=reading.capitals) if match else None
    if match is None or title is None or reading.given:
        return None, [], 0
    planned = re.search(r"\bwill be\b", match[0]) is not None
    return (
        Predicate(
            Event.FILMING, Modality.PLANNED if planned else Modality.ASSERTED, match.end(), match.end(), "spotted"
        ),
        [title],
        match.end(),
    )


def _without_titles(clause: str, titles: list[Title]) -> str:
    """The clause with its titles crossed out: "The Tomorrow People" names no day."""
    for title in titles:
        clause = clause.replace(title.title, "x" * len(title.title), 1)
    return clause


def _without_asides(clause: str, reading: Reading) -> str:
    """The clause without brackets that mention a day in passing ("(Saturday, really, at 1:30)")."""

    def judge(match: re.Match[str]) -> str:
        inner = match[1]
        times = [(t.start, t.end) for t in read_times(inner)]
        left = mask(
            mask(inner, times), read_dates(mask(inner, times), reading.today, day_first=reading.day_first).spans
        )
        aside = "\x1f" in left and re.search(r"[a-z]{4}", left) is not None and not keeps_group(left)
        return " " * len(match[0]) if aside else match[0]

    return re.sub(r"\(([^()]{1,200})\)", judge, clause)


def _by_day(dates: Dates, times: list[Times], clause: str) -> list[tuple[Dates, Times]]:
    """ "on 9.1, 8 AM - 9 PM, 9.2, 10 AM - 2 AM": every day has its own hours, so each is an entry."""
    if len(times) < 2 or len(dates.days) != len(times):
        return []
    order = sorted([*((span[0], "day") for _, span in dates.days), *((t.start, "clock") for t in times)])
    if [kind for _, kind in order] != ["day", "clock"] * len(times):
        return []
    return [
        (Dates(day, day, clause[slice(*span)].strip(" ,("), (span,)), clock)
        for (day, span), clock in zip(dates.days, times, strict=True)
    ]


def _is_clock(clause: str, times: Times) -> bool:
    """A lone clock in brackets or about something else is not the shoot's."""
    if times.start_time and times.end_time:
        return True
    return (
        re.match(
            r"(?:from|starting|beginning|until|till|through|at|after)\b", clause[times.start : times.end], re.IGNORECASE
        )
        is not None
        and "(" not in clause[max(0, times.start - 30) : times.start]
    )


def _fit_dates(predicate: Predicate, dates: Dates, clause: str, today: date | None) -> Dates:
    """A verb of beginning or ending gives a lone date its side; "begins filming" in a daily list is that day."""
    if predicate.name == "expected to wrap" and dates.start_date and not dates.end_date:
        return replace(dates, start_date=None, end_date=dates.start_date)
    if predicate.name == "wrapped" and dates.start_date:
        return replace(dates, start_date=None, end_date=dates.end_date or dates.start_date)
    if (
        _BEGAN.match(clause, predicate.start)
        and dates.start_date
        and today
        and dates.start_date[:7] > today.isoformat()
    ):
        return replace(dates, start_date=None)  # "has begun in P and moves to Q in April": April is another matter
    present = re.match(r"(?:begins|starts|commences|kicks off)\b", clause[predicate.start :], re.IGNORECASE)
    if predicate.name == "starts" and present and not dates.spans and today:
        return replace(dates, start_date=today.isoformat())
    return dates


def _event(predicate: Predicate, dates: Dates, today: date | None) -> tuple[Event, Status | None]:
    if (
        predicate.name in ("starts", "begins", "simple", "verbless")
        and by_dates(replace(dates, end_date=None), today) == Event.ENTERED_PRE_PRODUCTION
    ):
        return Event.ENTERED_PRE_PRODUCTION, Status.PRE_PRODUCTION
    if predicate.name == "resumes" and by_dates(replace(dates, end_date=None), today) == Event.ENTERED_PRE_PRODUCTION:
        return Event.RESUMED, None
    if predicate.name == "will start":
        return Event.ENTERED_PRE_PRODUCTION, Status.PRE_PRODUCTION
    return predicate.event, None


def _subjects(clause: str, predicate: Predicate, reading: Reading) -> tuple[list[Title], int]:
    """The titles that a clause is about, and where its location may begin."""
    if reading.given and reading.last:
        return [reading.last], predicate.end
    subject, after = clause[: predicate.start], clause[predicate.end :]
    name = quoted(clause)
    if name and name in subject:
        title = read_title(subject, capitals=reading.capitals)
        return ([title] if title else []), predicate.end
    if name and name in after and not _SIGN_WORDS.search(after[: after.index(name)]):
        return [title for title in (read_title(f"“{name}”"),) if title], predicate.end + after.index(name) + len(
            name
        ) + 1
    lead = _WORK_OF.match(strip_lead(subject.strip()))
    if lead:
        title = read_title(strip_lead(subject.strip())[lead.end() :], capitals=reading.capitals)
        return ([title] if title else []), predicate.end
    if _THERE.match(subject):
        title = read_title(_THERE.sub("", subject)) or reading.last
        return ([title] if title else []), predicate.end
    signs_for = re.match(r"^\W*Signs? for\s+(?=\S)", subject)
    if signs_for:
        title = read_title(subject[signs_for.end() :])
        return ([title] if title else []), predicate.end
    if (
        _PRONOUN.match(subject)
        or not strip_lead(subject.strip() + " ").strip(" *•:,-–—")
        or not subject.strip(" *•:,-–—")
    ):
        bare = (
            read_title(_PRONOUN.sub("", subject), capitals=reading.capitals)
            if re.match(r"^\W*(?:UPDATE|NEW|FYI|Signs?)", subject)
            else None
        )
        title = bare or reading.last
        return ([title] if title else []), predicate.end
    return _named(clause, predicate, reading)


def _named(clause: str, predicate: Predicate, reading: Reading) -> tuple[list[Title], int]:
    """Titles printed before the verb, or after it where a company is its subject ("ACME is filming TITLE at P")."""
    subject, after, capitals = clause[: predicate.start], clause[predicate.end :], reading.capitals
    pattern = _SCRAP_OBJECT if predicate.name == "cancelled" else _COMPANY_OBJECT
    company = pattern.match(after) if predicate.name in ("is filming", "simple", "cancelled") else None
    if company and not _NOT_OBJECT.match(company["title"]) and not read_dates(company["title"], None).spans:
        title = read_title(company["title"], capitals=capitals)
        if title:
            return [title], predicate.end + company.end()
    if _ARE.match(clause[predicate.start : predicate.end]):
        names = [read_title(part) for part in _PLURAL.split(subject)]
        if len(names) > 1 and all(names):
            return [name for name in names if name], predicate.end
    bare = predicate.name in ("will be", "begins")  # people will be somewhere, and terms begin
    title = read_title(subject, capitals=capitals)
    if title is None or (bare and not quoted(subject) and title.title not in reading.known):
        return [], predicate.end
    return [title], predicate.end
