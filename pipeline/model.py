"""The nouns of slatewatch, as frozen values.

Everything that passes between the parts of the program is one of these. They hold no behaviour beyond what their own
fields imply, know no clock, no database and no web. See ``docs/how-it-works.md`` for the paragraph that uses them all.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

SourceKind = Literal["listing", "article", "api"]
DocumentKind = Literal["listing", "article"]
Medium = Literal["film", "tv"]


class Status(StrEnum):
    """Where a production stands. The first six are a ladder; the last two stand beside it."""

    ANNOUNCED = "announced"
    PRE_PRODUCTION = "pre_production"
    FILMING = "filming"
    WRAPPED = "wrapped"
    POST_PRODUCTION = "post_production"
    RELEASED = "released"
    ON_HOLD = "on_hold"
    CANCELLED = "cancelled"


class Event(StrEnum):
    """What a report may say happened."""

    ANNOUNCED = "announced"
    ORDERED = "ordered"
    RENEWED = "renewed"
    REVIVED = "revived"
    ENTERED_PRE_PRODUCTION = "entered_pre_production"
    STARTED_FILMING = "started_filming"
    FILMING = "filming"
    PAUSED = "paused"
    RESUMED = "resumed"
    WRAPPED_FILMING = "wrapped_filming"
    RESHOOTS = "reshoots"
    ENTERED_POST_PRODUCTION = "entered_post_production"
    RELEASE_DATE_SET = "release_date_set"
    RELEASED = "released"
    DELAYED = "delayed"
    CANCELLED = "cancelled"


class Modality(StrEnum):
    """How sure the one who says it is, and of which time they speak."""

    ASSERTED = "asserted"
    PLANNED = "planned"
    RUMOURED = "rumoured"
    SPECULATED = "speculated"
    DENIED = "denied"


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """An interval of days, both ends included. A single day has equal ends."""

    earliest: date
    latest: date

    def __post_init__(self) -> None:
        if self.earliest > self.latest:
            raise ValueError(f"a window cannot end ({self.latest}) before it begins ({self.earliest})")

    @property
    def days(self) -> int:
        """How many days the window spans: its precision. 1 is a single day."""
        return (self.latest - self.earliest).days + 1

    def gap(self, other: Window) -> int:
        """Days between the two windows; 0 where they touch or overlap."""
        return max(0, (self.earliest - other.latest).days, (other.earliest - self.latest).days)


@dataclass(frozen=True, slots=True)
class Document:
    """One page as the reader is given it.

    ``text`` is plain text; ``html`` the same in markup where there is some (titles are then found by typography too).
    ``published`` is the day in the source's own time zone against which "today" and "next week" are resolved.
    ``day_first`` says how 3/9/2026 is read: False is March 9 (North America), True is 3 September.
    """

    kind: DocumentKind
    text: str
    html: str | None = None
    title: str | None = None
    url: str | None = None
    published: date | None = None
    categories: tuple[str, ...] = ()
    day_first: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """One statement by one page about one production.

    Dates of a listing entry (``start_date``, ``end_date``) are ISO strings, partial where the page was partial
    ("2013-10"); times are "HH:MM". ``evidence`` is verbatim, ``text[start:end]`` of the document it was read from.
    ``relation``, ``related`` and ``related_season`` tie two productions together ("back_to_back", "The Defenders");
    ``network`` is who shows or distributes it, by this page.
    ``via`` is the origin that the page credits, ``through`` the outlet in between where it names one ("A, via B").
    ``ref`` is the source's own id, raw. ``rule`` names the rule that fired and the words that made it fire,
    ``cue`` the words around them that settled the modality ("reportedly", "will").
    """

    title: str
    event: Event
    modality: Modality = Modality.ASSERTED
    season: int | None = None
    medium: Medium | None = None
    year: int | None = None
    date: Window | None = None
    date_text: str | None = None
    place: str | None = None
    region: str | None = None
    start_date: str | None = None
    end_date: str | None = None
    start_time: str | None = None
    end_time: str | None = None
    speaker: str | None = None
    via: str | None = None
    through: str | None = None
    scope: Literal["part"] | None = None
    evidence: str = ""
    start: int = 0
    end: int = 0
    rule: str = ""
    aliases: tuple[str, ...] = ()
    network: str | None = None
    people: tuple[str, ...] = ()
    relation: str | None = None
    related: str | None = None
    related_season: int | None = None
    ref: str | None = None
    status: Status | None = None
    inferred: bool = False
    cue: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One version of one fetched document, or of one entry that a feed or an API delivered whole.

    ``role`` says what it is for: ``list`` (a table, board or daily list whose rows are read), ``article`` (prose),
    ``index`` (only leads to others: a feed, a list of links; nothing is read from it). ``channel`` is the way it came
    ("rest", "rss", "html", "wayback" …). ``meta`` carries what the index said of it (headline, categories).
    ``seen`` is when the body was first fetched. The identity of a page is its canonical URL and ``sha256`` of the body.
    """

    source: str
    url: str
    body: bytes
    seen: datetime
    role: Literal["list", "article", "index"] = "article"
    channel: str = "html"
    content_type: str = "text/html"
    encoding: str | None = None
    published: datetime | None = None
    modified: datetime | None = None
    title: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    meta: dict[str, str] = field(default_factory=dict)
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Crawl:
    """How a crawl of one source went, as counted while it ran; what ``judge`` decides upon.

    ``statuses`` counts HTTP statuses of answers; ``failures`` names transport errors ("dns", "refused", "timeout" …);
    ``trouble`` lists reason words that the spider itself could tell, most telling first: ``blocked`` (a challenge page,
    401/403/429, robots.txt unreachable), ``gone`` (404/410, redirect to the home page), ``unreachable``, ``wrong_type``
    (HTML in place of a feed), ``short`` (a page of the paging missing). ``lists`` is how many list/index pages were
    answered well, 304 included. ``garbled``: rows that were left out since their titles are no text.
    ``waits``: hosts that asked to be left alone, and until when.
    """

    requests: int = 0
    not_modified: int = 0
    lists: int = 0
    statuses: dict[int, int] = field(default_factory=dict)
    failures: dict[str, int] = field(default_factory=dict)
    trouble: tuple[str, ...] = ()
    exceptions: int = 0
    detail: str = ""
    finish_reason: str = ""
    channel: str = ""
    garbled: int = 0
    waits: dict[str, str] = field(default_factory=dict)

    @property
    def left_out(self) -> str:
        """What a person is told of the rows that were left out, if any were."""
        rows = "1 row was" if self.garbled == 1 else f"{self.garbled} rows were"
        return f"{rows} left out: garbled titles" if self.garbled else ""


@dataclass(frozen=True, slots=True)
class Production:
    """A film, or one season of a series, as shown to people. ``slug`` is permanent."""

    id: int
    slug: str
    title: str
    season: int | None = None
    medium: Medium | None = None
    year: int | None = None
    network: str | None = None
    status: Status | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One report as the evidence for (``counted``) or beside a change. ``role`` is for, against or context.

    ``quote`` is what may be published of it; ``words`` are all of its words, for finding only, never to be shown.
    ``via`` is the origin that it credits, ``through`` the outlet in between, ``repeats`` the source whose words it has
    without a credit; ``relation`` and what it is related to as in Report.
    """

    source: str
    source_name: str
    url: str
    published: datetime | None
    event: Event
    modality: Modality
    via: str | None
    quote: str | None
    counted: bool
    role: Literal["for", "against", "context"] = "for"
    speaker: str | None = None
    place: str | None = None
    date: Window | None = None
    trust: int = 1
    report_id: int = 0
    title: str = ""
    season: int | None = None
    inferred: bool = False
    words: str = ""
    through: str | None = None
    relation: str | None = None
    related: str | None = None
    related_season: int | None = None
    repeats: str | None = None


ChangeState = Literal["pending", "published", "withdrawn", "backfilled"]


@dataclass(frozen=True, slots=True)
class Change:
    """The verdict that a standing moved. ``kind`` is an event's name, or one of ``EXTRA_KINDS``.

    ``planned`` is the date that a ``date_set`` or ``date_moved`` speaks of, ``planned_before`` the one it replaces;
    ``what`` is what is planned ("start", "wrap", "release"). ``rule`` names the rule that decided.
    ``updated_at`` moves only when a subscriber would care; ``replaces`` is the id of the change this one corrects or
    undoes. ``because`` is why it was withdrawn.
    """

    id: str
    production: Production
    kind: str
    from_status: Status | None
    to_status: Status | None
    happened: Window | None
    noticed_at: datetime
    published_at: datetime | None
    updated_at: datetime
    state: ChangeState
    support: int
    replaces: str | None = None
    planned: Window | None = None
    planned_before: Window | None = None
    what: Literal["start", "wrap", "release"] | None = None
    places: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    summary: str = ""
    rule: str = ""
    because: str = ""


EXTRA_KINDS = ("newly_listed", "delisted", "date_set", "date_moved", "spotted", "reverted", "correction")
