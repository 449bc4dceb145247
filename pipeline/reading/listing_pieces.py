"""The pieces behind a title in a list: each is told by what it is (a town, days, a season, a network, a status).

A piece that is nothing of these, and does not look like an address, is left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date

from pipeline.model import Event, Medium, Report, Status
from pipeline.reading.listing_dates import Dates, in_future, in_past, read_dates
from pipeline.reading.listing_entry import Line, Page, by_dates, make_report, with_season
from pipeline.reading.listing_labels import label_kind
from pipeline.reading.listing_phrases import status_event
from pipeline.reading.listing_seasons import season_in
from pipeline.reading.listing_times import Times, read_times
from pipeline.reading.listing_titles import Title, fold_blanks, medium_of
from pipeline.reading.listing_where import clean_place, mask
from pipeline.reading.listing_words import NETWORKS
from pipeline.reading.places import is_known_place

_LABEL_PIECE = re.compile(r"^[A-Z][A-Za-z. ]{0,20}:\s")


_COMPASS = re.compile(
    r"^(?:south|north|east|west|south-?west|south-?east|north-?west|north-?east|central)(?:ern)?\s+", re.IGNORECASE
)


_JUNK = re.compile(
    r"^(?:fax|phone|tel|attention|attn|talent|crew|contact|email|e-mail|call|info|more to come)\b|"
    r"^(?:[$€£]\s?\d|n/?a$|tb[acd]$|\(?\d{3}\)?[\s.-]\d{3}|[\d\s().+-]{7,}$|\S+@\S+|www\.|https?:)",
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


KIND = re.compile(
    r"^(?:an?\s+|the\s+)?(?:(?:new|upcoming|untitled|tv|feature|short|indie|independent|limited|mini|web|streaming|"
    r"reality|horror|romantic|drama|comedy|action|netflix|hulu|animated|documentary|live-action|"
    r"[A-Z][\w+/.-]+)[\s-]+){0,3}"
    r"(?:series|film|movie|feature|pilot|show|drama|comedy|sitcom|miniseries|mini-series|documentary|special|mow|"
    r"telefilm|thriller|horror|short|sequel|spinoff|spin-off|reality|scripted|unscripted|docuseries|doc|tv)\b\*?\s*$",
    re.IGNORECASE,
)


_RESUMED = re.compile(r"^\W*(?:resumed|resuming|back in production|production resumed)\b", re.IGNORECASE)


_RESHOOTS = re.compile(r"^\W*(?:pick-?ups?|re-?shoots?|additional photography)\b", re.IGNORECASE)


_STATUS_ONLY = re.compile(
    r"^\W*(?:(?:has|have|is|now|currently|just|already|in|on|until|through|active|soft|production|filming|started|"
    r"starts|begins|set|expected|still)\s+)*(?:wrap\w*|film\w*|shoot\w*|pre[- ]?prod\w*|post[- ]?prod\w*|prep\w*|post"
    r"|in production|production|"
    r"hold|hiatus|shut|cancel\w*|postpone\w*|delay\w*|announce\w*|develop\w*|paused|complete\w*|shelved|released|rumou?red"
    r"|casting|upcoming|renewed|ongoing|suspended|scheduled|confirmed|start\w*|begin\w*)\b",
    re.IGNORECASE,
)


_GROUPS = re.compile(r"\s+[–—-]\s+|\s+\|\s+|;\s+|\s*[()\[\]]\s*|^\s*[:–—@-]\s+")


SENTENCES = re.compile(
    r"(?<=[A-Z\d]{2}[.!])\s+(?=[A-Z][a-z])|(?<=[a-z]{3}[.!])\s+(?=[A-Z])|(?<=\s\d\.)\s+(?=[A-Z][a-z]{3})|^\. "
)


_TO_PLACE = re.compile(r"\b(?:in|at|on|around)\s+$", re.IGNORECASE)


_ON_STREET = re.compile(r"(?i:film(?:s|ing)?|shoot(?:s|ing)?)\s+(?=on|around)(?:on|around)\s+([A-Z\d].*)$")


_AT_WORK = re.compile(
    r"^\W*(?:an?\s[\w\s-]{0,40}?(?:(?:that|which)\s)?)?(?:(?:now|still|to|will|is|was|begins?|began|starts?|"
    r"started)\s)*(?:film(?:s|ing)?|shoot(?:s|ing)?|shot|wrapped|rolling|on location|on set|interiors|exteriors|"
    r"based?|camped|still|done|finished|cameras? rolls?)\W*$",
    re.IGNORECASE,
)
_CHANNEL = re.compile(r"[A-Z]{2,5}\d?\+?")


_WRAP_DATE = re.compile(r"[,;|]\s*[Ww]rap\b[:\s]*[^,;|]{1,20}(?=[,;|]|$)")


_WRAPPED = re.compile(r"\b(?:wrapped|completed|finished)\s+(?:in|on|early|mid|late|last)\b", re.IGNORECASE)


_OVER = re.compile(
    r"\b(?:wrapped|finished|done)\s+(?:on\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\byesterday\b", re.IGNORECASE
)
"""The weekday before the page's day is meant."""


_PREP_DATES = re.compile(r"\b[Pp]rep\b[:\s]*[^,;]{1,40}[,;](?=\s*(?:[Ss]hoot|[Ff]ilm))")


_ADDRESS = re.compile(
    r"^(?:the\s+)?\d+[\w-]*\s+(?:[NSEW]\.?\s+)?[A-Z]|^\d+(?:st|nd|rd|th)\b|^the\s+(?:[A-Z]|(?:[a-z]+\s?){1,3}$)|^(?:in "
    r")?studio\b|^(?:stages?|lot|gate|hangar|building|floor)\s\d|^(?:downtown|uptown|midtown)\b"
)


_NO_TOWN = re.compile(
    r"^(?:cameras?|camera rolls?|prep|shoot)$|"
    r"\b(?:episodes?|seasons?|series|finale|premiere|films?|movies?|scenes?|unit)$",
    re.IGNORECASE,
)


_BEGINS = re.compile(r"\b(?:start|beg[ai]n|from|since|onward|camera|rolls?)", re.IGNORECASE)
_A_FEW = 8
"""Days that a list of single days may hold together."""
_HEDGE = re.compile(
    r"^\W*(?:either|possibly|maybe|likely|both|in|at|around|near|filming in|shooting in|shoots in|"
    r"films in|set in)\s+",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Entry:
    line: Line
    title: Title
    place: str | None = None
    medium: Medium | None = None
    event: Event | None = None
    dates: Dates = field(default_factory=Dates)
    times: Times | None = None
    facts: int = 0
    networks: int = 0


def is_told(piece: str) -> bool:
    bare = _HEDGE.sub("", _TRAILING_JUNK.sub("", piece))
    return (
        bool(
            _JUNK.match(piece)
            or KIND.match(piece)
            or _NETWORK.match(piece)
            or _ALIAS.match(piece)
            or is_known_place(_COMPASS.sub("", bare))
            or season_in(piece)
        )
        or read_dates(piece, None, labelled=True).spans != ()
    )


def is_fact(piece: str) -> bool:
    """Nothing but days, hours, a stage or a kind: no title and no place."""
    left = mask(piece, [(clock.start, clock.end) for clock in read_times(piece)])
    left = mask(left, read_dates(left, None, labelled=True).spans)
    bare = re.sub(r"[\x1f\ue000-\ue0ff]", " ", left).strip(" .,:()*")
    stage = len(bare.split()) < 4 and _STATUS_ONLY.match(bare) is not None and status_event(bare) is not None
    return not re.search(r"\w", bare) or stage or KIND.match(bare) is not None


def read_pieces(page: Page, entry: Entry, rest: str, known_only: bool) -> None:
    """Give every piece after the title to the field it fits."""
    today = entry.line.today or page.today
    times = read_times(rest)
    entry.times = times[0] if times else None
    entry.facts += bool(times)
    rest = _PREP_DATES.sub(" ", rest)
    if re.search(r"\b[Ss]hoot\b", rest):
        rest = _WRAP_DATE.sub(" ", rest)
    rest = mask(rest, [(t.start, t.end) for t in times])
    over = _OVER.search(rest) is not None
    dates = read_dates(rest, today, day_first=page.day_first, labelled=True, only_day=bool(times), past=over)
    if over:
        entry.event = Event.WRAPPED_FILMING
    if entry.line.stage == Event.ENTERED_PRE_PRODUCTION and today:
        dates = in_future(dates, today)
    entry.dates, entry.facts = dates, entry.facts + bool(dates.spans)
    if _WRAPPED.search(rest):
        entry.event, entry.dates = Event.WRAPPED_FILMING, in_past(dates, today)
    if entry.line.day and not (dates.start_date or dates.end_date):
        entry.dates = Dates(entry.line.day, entry.line.day, None, dates.spans)
        entry.facts += 1
    towns: list[str] = []
    for number, sentence in enumerate(SENTENCES.split(mask(rest, dates.spans))):
        for group in _GROUPS.split(sentence):
            for piece in group.split(","):
                _give(entry, fold_blanks(piece).strip(" .*()"), towns, (known_only and bool(towns)) or number > 0)
    if entry.event == Event.WRAPPED_FILMING and dates.start_date and not dates.end_date:
        entry.dates = Dates(None, dates.start_date, dates.text, dates.spans)
    entry.place = clean_place(", ".join(towns)) if towns else None


def _give(entry: Entry, piece: str, towns: list[str], known_only: bool) -> None:
    label = _LABEL_PIECE.match(piece)
    kind = label_kind(piece.split(":")[0]) if label else None
    if not piece or _JUNK.match(piece) or (label and kind in (None, "other", "credit", "release")):
        return
    if label:
        piece = piece[label.end() :].strip()
        if kind == "place" and piece:
            towns.append(piece)
            entry.facts += 1
            return
    alias, season = _ALIAS.match(piece), season_in(piece)
    inside = re.search(r"(?:\b(?:in|at)|^(?:In|At))\s+([A-Z].*)$", piece) or _ON_STREET.match(piece)
    before = _TO_PLACE.sub("", piece[: inside.start(1)]) if inside else ""
    at_work = _AT_WORK.match(before)
    if inside and (is_known_place(inside[1]) or at_work or not before.strip()):
        towns.append(inside[1])
        piece = piece[: inside.start()].strip()
        if not piece or (at_work and not _STATUS_ONLY.match(piece)):
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
    elif KIND.match(piece) or _NETWORK.match(piece) or _is_channel(piece):
        entry.medium, entry.facts = entry.medium or medium_of(piece), entry.facts + 1
        entry.networks += 1
    elif is_known_place(_COMPASS.sub("", town)):
        towns.append(town)
        entry.facts += 1
    elif _STATUS_ONLY.match(piece) and (event := status_event(piece)):
        entry.event, entry.facts = entry.event or event, entry.facts + 1
    elif (
        (town[:1].isupper() or _ADDRESS.match(town))
        and len(town.split()) <= 8
        and not known_only
        and not _NO_TOWN.search(town)
        and not re.match(
            r"(?:Starring|With|Dir|Directed|Stars|From|By|Director|Prod|Producers?|Cast|Writers?|Studio|Network|"
            r"Company|Contact|Type|Created)\b",
            town,
        )
    ):
        towns.append(town)


def _is_channel(piece: str) -> bool:
    """A few capitals that are no place and no stage ("SVT", but not "PREP")."""
    return _CHANNEL.fullmatch(piece) is not None and not is_known_place(piece) and not _STATUS_ONLY.match(piece)


def whole_days(entries: list[Entry]) -> list[Entry]:
    """In a list of days ("Mar 6-7", "Mar 8") a lone one is that day, and no beginning."""
    if not any(_days_long(entry.dates) < _A_FEW for entry in entries):
        return entries
    for entry in entries:
        dates = entry.dates
        lone = dates.start_date and not dates.end_date and len(dates.start_date) == 10
        if lone and not _BEGINS.search(dates.text or ""):
            entry.dates = replace(dates, end_date=dates.start_date)
    return entries


def _days_long(dates: Dates) -> int:
    """Days between the first and the last; many where one is not given to the day."""
    start, end = dates.start_date or "", dates.end_date or ""
    return (date.fromisoformat(end) - date.fromisoformat(start)).days if len(start) == len(end) == 10 else 9999


def report_entry(page: Page, entry: Entry, past: bool) -> Report:
    event = entry.event or entry.line.stage
    inferred: Status | None = None
    told = entry.dates.start_date or entry.dates.end_date
    if event == Event.ANNOUNCED and entry.dates.start_date and entry.event is None:
        event = None
    if event is None or (event == Event.FILMING and told):
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
