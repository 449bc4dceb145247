"""A stage for scenarios: sources that say things day by day, through the real store, judge, resolver and diff.

Only the reading of pages is made up: a page's body is JSON that lists its reports. What is said is kept in words, so
that the documentation is made of the same scenarios as the tests.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from pipeline import decisions, queries, store
from pipeline.config import Source
from pipeline.model import Change, Crawl, Event, Modality, Page, Report, Status, Window
from pipeline.rebuild import Difference, rebuild
from pipeline.runs import Closed, close_run
from pipeline.status import EVENT_OF

START = datetime(2026, 3, 2, 12, tzinfo=UTC)
"""Noon of day 1, a Monday."""
SOURCES = (
    Source("ledger", kind="listing", name="The Ledger", trust=2, complete=True),
    Source("board", kind="listing", name="The Board", trust=2),
    Source("gazette", name="The Gazette", trust=2),
    Source("herald", name="The Herald", trust=2),
    Source("blog", name="A blog", trust=1),
    Source("diary", name="A diary", trust=1),
    Source("studio", name="The studio", trust=3),
)
BY_SLUG = {source.slug: source for source in SOURCES}
CONSTANT = Report("The Constant", Event.ANNOUNCED, ref="p0", status=Status.ANNOUNCED)
"""A row that every listing has and that never moves, so that no list is ever empty."""


def row(title: str, status: str, ref: str | None = None, **more: Any) -> Report:
    """A row of a listing: ``ref`` is the listing's own id, where it has ids."""
    known = Status(status)
    return Report(title, EVENT_OF[known], status=known, ref=ref, evidence=f"{title}: {status}", rule="row", **more)


def says(title: str, event: str, modality: str = "asserted", *, on: date | Window | None = None, **more: Any) -> Report:
    """A statement of an article. ``on``: the day, or the window, that it gives for the event."""
    window = Window(on, on) if isinstance(on, date) else on
    words = more.pop("words", f"{title} {event} {modality}")
    return Report(title, Event(event), Modality(modality), date=window, evidence=words, rule="said", **more)


def read(source: Source, page: Page) -> list[Report]:
    """The reports that a page of the stage lists."""
    return [_report(facts) for facts in json.loads(page.body)["reports"]]


def _report(facts: dict[str, Any]) -> Report:
    facts = dict(facts)
    facts["event"], facts["modality"] = Event(facts["event"]), Modality(facts["modality"])
    facts["status"] = Status(facts["status"]) if facts["status"] else None
    facts["date"] = Window(*map(date.fromisoformat, facts["date"])) if facts["date"] else None
    for name in ("aliases", "people"):
        facts[name] = tuple(facts[name])
    return Report(**facts)


def body_of(reports: tuple[Report, ...], salt: object = "") -> bytes:
    """The body of a page that lists ``reports``; another ``salt`` makes it another version of the page."""
    facts = [asdict(report) for report in reports]
    for fact in facts:
        fact["date"] = [fact["date"]["earliest"], fact["date"]["latest"]] if fact["date"] else None
    return json.dumps({"reports": facts, "salt": salt}, default=str).encode()


@dataclass(frozen=True, slots=True)
class Line:
    """What was said on a day, in words."""

    day: int
    words: str


class Stage:
    """One database, one clock. Day 1 is every source's baseline unless ``quiet_start`` is False."""

    def __init__(self, folder: Path, *, quiet_start: bool = True) -> None:
        self.db: Database = store.open_database(folder / "stage.db")
        self.day = 1
        self.lines: list[Line] = []
        self.outcome: list[str] = []
        self._runs = 0
        store.keep_sources(self.db, SOURCES)
        if quiet_start:
            for source in SOURCES:
                self._run(source, self._listing(source, ()) if source.kind == "listing" else ())
            self.day = 2

    @property
    def now(self) -> datetime:
        """Noon of the day."""
        return START + timedelta(days=self.day - 1)

    @property
    def today(self) -> date:
        """The date of the day."""
        return self.now.date()

    def next_day(self, days: int = 1) -> None:
        """Let ``days`` pass."""
        self.day += days

    def lists(self, slug: str, *rows: Report) -> Closed:
        """The listing ``slug`` shows ``rows`` today."""
        source = BY_SLUG[slug]
        shown = "; ".join(f"{r.title}{f' ({r.ref})' if r.ref else ''} – {_plain(r)}" for r in rows) or "nothing of it"
        self._note(f"{source.label} lists {shown}")
        return self._run(source, self._listing(source, rows))

    def is_empty(self, slug: str) -> Closed:
        """The listing ``slug`` answers with an empty list today."""
        self._note(f"{BY_SLUG[slug].label} shows an empty list")
        return self._run(BY_SLUG[slug], (), Crawl(lists=1, trouble=("empty",)))

    def article(self, slug: str, *reports: Report, name: str = "") -> Closed:
        """``slug`` publishes an article, or a new version of the one of that ``name``."""
        source = BY_SLUG[slug]
        told = "; ".join(_told(report) for report in reports) or "no longer says anything about it"
        self._note(f"{source.label}{' edits its article, which' if self._known(slug, name) else ''}: {told}")
        url = f"https://{slug}.example/{name or self._runs}"
        page = Page(slug, url, body_of(reports, self._runs), self.now, published=self.now)
        return self._run(source, (page,))

    def visits(self, *slugs: str) -> None:
        """The next run of each source brings nothing new."""
        for slug in slugs:
            self._note(f"{BY_SLUG[slug].label} is read again and says nothing new")
            self._run(BY_SLUG[slug], ())

    def withdraws(self, kind: str, because: str) -> None:
        """A person takes back the change of that kind."""
        self._note(f"a person withdraws it: {because}")
        change = next(c for c in self.changes() if c.kind == kind)
        decisions.withdraw(self.db, change.id, because, self.now)

    def links(self, title: str, other: str) -> None:
        """A person says that ``title`` is ``other``."""
        self._note(f"a person says that {title} is {other}")
        decisions.link(self.db, title, other, "the same production", self.now)

    def splits(self, title: str, slug: str, new_title: str, season: int | None = None) -> None:
        """A person says that what ``slug`` reported of ``title`` is about another production."""
        self._note(f"a person says that {BY_SLUG[slug].label} speaks of another production, {new_title}")
        decisions.split(self.db, title, slug, new_title, season, "another production", self.now)

    def rebuilds(self, *, apply: bool = False, reader: Any = read) -> list[Difference]:
        """Every stored page is read again."""
        self._note("every stored page is read again")
        return rebuild(self.db, BY_SLUG, self.now, reader, apply=apply)

    def changes(self) -> list[Change]:
        """Every change there is, as a subscriber would be given it, in the order in which they were noticed."""
        return sorted(queries.changes(self.db), key=lambda c: (c.noticed_at, c.production.slug, c.kind, c.id))

    def expects(self, *lines: str) -> None:
        """The changes so far are these and no others: "Title kind: from -> to, state day"."""
        changes = self.changes()
        self.outcome = [_in_words(change) for change in changes]
        found = sorted(_line(change) for change in changes)
        assert found == sorted(lines), "\n".join(["found:", *found, "expected:", *sorted(lines)])

    def productions(self) -> dict[str, str | None]:
        """Every production that stands for itself, by slug, with its status. The constant one is left out."""
        sql = "SELECT slug, status FROM productions WHERE merged_into IS NULL AND slug <> 'the-constant' ORDER BY id"
        return {item["slug"]: item["status"] for item in self.db.query(sql)}

    def issues(self) -> list[str]:
        """The kinds of what a person should look at."""
        return [item["kind"] for item in self.db.query("SELECT kind FROM issues ORDER BY id")]

    def _note(self, words: str) -> None:
        self.lines.append(Line(self.day, words))

    def _known(self, slug: str, name: str) -> bool:
        url = f"https://{slug}.example/{name}"
        return bool(name) and bool(list(self.db.query("SELECT 1 FROM pages WHERE url = ? LIMIT 1", (url,))))

    def _listing(self, source: Source, rows: tuple[Report, ...]) -> tuple[Page, ...]:
        body = body_of((CONSTANT, *rows), self._runs)
        return (Page(source.slug, f"https://{source.slug}.example/", body, self.now, role="list"),)

    def _run(self, source: Source, pages: tuple[Page, ...], crawl: Crawl | None = None) -> Closed:
        self._runs += 1
        run = store.open_run(self.db, source.slug, self.now, "1")
        for page in pages:
            store.keep_page(self.db, run, page)
        store.finish_crawl(self.db, run, crawl or Crawl(requests=1, lists=1), self.now)
        return close_run(self.db, source, run, self.now, read)


def _plain(report: Report) -> str:
    status = (report.status or Status.ANNOUNCED).replace("_", " ")
    return f"{status}, {report.place}" if report.place else status


def _told(report: Report) -> str:
    """A statement in words: “Quiet Fever started filming (planned, 2026-03-01)”."""
    more: list[str] = [report.modality] if report.modality is not Modality.ASSERTED else []
    if report.date:
        days = (report.date.earliest.isoformat(), report.date.latest.isoformat())
        more.append(days[0] if days[0] == days[1] else f"{days[0]} to {days[1]}")
    more += [f"via {report.via}"] if report.via else []
    more += [f"{report.relation.replace('_', ' ')} {report.related}"] if report.relation else []
    more += ["a part of it only"] if report.scope else []
    more += [f"in {report.place}"] if report.place else []
    season = f", season {report.season}," if report.season else ""
    extra = f" ({', '.join(more)})" if more else ""
    return f"{report.title}{season} – {report.event.replace('_', ' ')}{extra}"


def _line(change: Change) -> str:
    day = f" {(change.published_at.date() - START.date()).days + 1}" if change.published_at else ""
    season = f" {change.production.season}" if change.production.season else ""
    way = f"{change.from_status} -> {change.to_status}"
    return f"{change.production.title}{season} {change.kind}: {way}, {change.state}{day}"


def _in_words(change: Change) -> str:
    day = f" on day {(change.published_at.date() - START.date()).days + 1}" if change.published_at else ""
    return f"{change.state}{day}: {change.summary}"
