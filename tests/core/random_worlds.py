"""Random worlds: what several sources say over some days, and how they are played through the real path."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from sqlite_utils import Database

from pipeline import store
from pipeline.model import Crawl, Page, Report, Window
from pipeline.runs import Closed, close_run
from tests.scenarios.stage import BY_SLUG, CONSTANT, SOURCES, START, body_of, read, row, says

TITLES = ("Quiet Fever", "Copper Valley", "Marble Border", "Lost Signal II")
STATUSES = ("announced", "pre_production", "filming", "wrapped", "post_production", "released", "on_hold", "cancelled")
EVENTS = (
    "announced", "started_filming", "filming", "paused", "resumed", "wrapped_filming", "cancelled", "released",
    "delayed", "release_date_set",
)  # fmt: skip
UNSURE = ("planned", "rumoured", "speculated", "denied")
SUBSCRIBED = ("changes", "change_reports", "productions", "aliases", "links", "reports", "listings")
"""What a subscriber sees, and all that it is made of."""


@dataclass(frozen=True)
class Saying:
    """What one source says on one day: rows of its list, or an article (of a name, where it is edited later)."""

    source: str
    reports: tuple[Report, ...]
    name: str = ""


Day = tuple[Saying, ...]


@st.composite
def statements(draw: Any, modalities: Sequence[str] = ("asserted", "asserted", *UNSURE)) -> Report:
    """One statement of an article. Its day is counted from day 1 on."""
    ago = draw(st.one_of(st.none(), st.integers(-20, 50)))
    day = START.date() - timedelta(days=ago) if ago is not None else None
    wide = Window(day, day + timedelta(days=draw(st.sampled_from((0, 6, 30))))) if day else None
    return says(
        draw(st.sampled_from(TITLES)), draw(st.sampled_from(EVENTS)), draw(st.sampled_from(modalities)), on=wide,
        via=draw(st.sampled_from((None, None, "The Ledger", "The Gazette", "Film Weekly"))),
        scope=draw(st.sampled_from((None, None, None, "part"))),
        place=draw(st.sampled_from((None, "Dublin", "Cork"))),
    )  # fmt: skip


@st.composite
def days(draw: Any, statement: Any = None) -> Day:
    """What every source says on a day; each says something once."""
    said = []
    for source in draw(st.permutations([source.slug for source in SOURCES])):
        if not draw(st.booleans()):
            continue
        if BY_SLUG[source].kind == "listing":
            listed = draw(st.dictionaries(st.sampled_from(TITLES), st.sampled_from(STATUSES), max_size=3))
            own = {title: f"p{n}" if source == "ledger" else None for n, title in enumerate(TITLES, 1)}
            said.append(Saying(source, tuple(row(title, status, own[title]) for title, status in listed.items())))
        else:
            reports = draw(st.lists(statements() if statement is None else statement, max_size=2))
            said.append(Saying(source, tuple(reports), draw(st.sampled_from(("", "a")))))
    return tuple(said)


def worlds(least: int = 2, most: int = 6, statement: Any = None) -> st.SearchStrategy[list[Day]]:
    """Some days, one after the other."""
    return st.lists(days(statement), min_size=least, max_size=most)


class Played:
    """A database in which a world is played."""

    def __init__(self, folder: Path) -> None:
        path = folder / "world.db"
        for old in folder.glob("world.db*"):
            old.unlink()
        self.db: Database = store.open_database(path)
        self.day = 0
        store.keep_sources(self.db, SOURCES)
        self.begin_day(())

    def close(self) -> None:
        """Let go of the file."""
        self.db.close()

    @property
    def now(self) -> datetime:
        """Noon of the day."""
        return START + timedelta(days=self.day)

    def begin_day(self, said: Day) -> None:
        """A new day; a source that says nothing is read all the same on the first."""
        self.day += 1
        if self.day == 1:
            said = tuple(Saying(source.slug, ()) for source in SOURCES)
        for saying in said:
            self.say(saying)

    def say(self, saying: Saying, crawl: Crawl | None = None) -> Closed:
        """One run of a source, in which it says that."""
        source = BY_SLUG[saying.source]
        run = store.open_run(self.db, source.slug, self.now, "1")
        for page in self._pages(saying):
            store.keep_page(self.db, run, page)
        store.finish_crawl(self.db, run, crawl or Crawl(requests=1, lists=1), self.now)
        return close_run(self.db, source, run, self.now, read)

    def _pages(self, saying: Saying) -> list[Page]:
        address = f"https://{saying.source}.example/"
        if BY_SLUG[saying.source].kind == "listing":
            body = body_of((CONSTANT, *saying.reports), self.day)
            return [Page(saying.source, address, body, self.now, role="list")]
        if saying.name:
            body = body_of(saying.reports, self.day)
            return [Page(saying.source, address + saying.name, body, self.now, published=self.now)]
        return [
            Page(saying.source, f"{address}{self.day}-{key}", body_of((report,)), self.now, published=self.now)
            for key, report in {json.dumps(str(report)): report for report in saying.reports}.items()
        ]

    def changes(self) -> list[dict[str, Any]]:
        """Every change, whole, by id."""
        return list(self.db.query("SELECT * FROM changes ORDER BY id"))

    def story(self, production: int) -> str:
        """All that was said and told of a production, a line each: what a failing test shows."""
        said = self.db.query(
            """SELECT noticed_at, source, event, modality, status, previous, earliest, latest, via, scope, baseline,
                      confirmed_at, gone_at FROM reports WHERE production_id = ? ORDER BY noticed_at, id""",
            (production,),
        )
        told = self.db.query(
            """SELECT noticed_at, published_at, state, kind, from_status, to_status, happened_earliest, support, rule,
                      because, key FROM changes WHERE production_id = ? ORDER BY noticed_at""",
            (production,),
        )
        return "\n".join(" ".join(str(v) for v in item.values() if v is not None) for item in (*said, *told))

    def subscribed(self) -> dict[str, list[dict[str, Any]]]:
        """All that a subscriber sees, whole."""
        return {name: list(self.db.query(f"SELECT * FROM {name} ORDER BY 1, 2")) for name in SUBSCRIBED}


def shuffled(world: Sequence[Day], order: Sequence[int]) -> list[Day]:
    """The same days, each in another order of its sources and of what each says."""

    def mixed(day: Day) -> Day:
        ranks = [order[number % len(order)] for number in range(len(day))]
        turned = [
            s if s.name else replace(s, reports=s.reports[::-1] if order[0] % 2 else s.reports) for s in day
        ]  # fmt: skip
        return tuple(s for _, s in sorted(zip(ranks, turned, strict=True), key=lambda pair: pair[0]))

    return [mixed(day) for day in world]
