"""The page of one production: its slate, its timeline, every change with the evidence, its places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from feeds import maps
from feeds.maps import Names, dot_of, names_of
from feeds.site_pages import Pages, Rendered
from feeds.site_timeline import Plan, timeline
from feeds.site_words import name
from pipeline import browse, foretell, networks, queries
from pipeline.browse import Said
from pipeline.model import Status
from pipeline.status import RUNG

MOST_REPORTS, MOST_CHANGES, MOST_PLACES, MOST_NAMED = 300, 200, 60, 3
PLANNED = {"start": "Start of filming", "wrap": "End of filming", "release": "Release"}
STATES = {
    "pending": "Kept back until an independent source agrees.",
    "withdrawn": "This did not hold.",
    "backfilled": "Learned too late to be news; kept for the record.",
}
ROLES = {"for": "For", "against": "Against", "context": "Beside"}


PAST = {PLANNED["start"]: Status.FILMING, PLANNED["wrap"]: Status.WRAPPED, PLANNED["release"]: Status.RELEASED}


@dataclass(frozen=True, slots=True)
class Where:
    """A place of one production: how often it was reported, and when last."""

    names: Names
    count: int
    last: str


def production(pages: Pages, number: int) -> Rendered | None:
    """The page of a production; None where it was merged into another."""
    card = browse.cards(pages.db, [number]).get(number)
    if card is None:
        return None
    made = card.production
    changes = queries.changes(pages.db, production=made.slug, limit=MOST_CHANGES, newest_first=True)
    reports = browse.reports_of(pages.db, number, MOST_REPORTS)
    known = browse.planned(pages.db, number, since=date.min, limit=len(PLANNED))
    plans = [Plan(PLANNED[plan.what], plan.window) for plan in known]
    places = _places(reports)
    folder = f"production/{made.slug}"
    forecast = foretell.standing(pages.db, [number]).get(number)
    return pages.render(
        "production.html", f"{folder}/index.html",
        own=pages.own(folder, f"slatewatch: {name(made, 60)}", f"{folder}/feed"),
        made=made, card=card, forecast=forecast.forecast if forecast else None, states=STATES, roles=ROLES,
        changes=changes, shown={change.id for change in changes}, line=timeline(changes, plans, reports),
        ahead=[plan for plan in plans if _still_ahead(plan, made.status)], today=pages.today,
        places=places, map=maps.frame(_dots(places)),
        reports=reports, total=browse.report_count(pages.db, number),
        names=browse.aliases(pages.db, number), refs=browse.refs(pages.db, number),
        network_by=[n.name for n in networks.named(pages.db, number) if n.network == made.network][:MOST_NAMED],
    )  # fmt: skip


def _still_ahead(plan: Plan, status: Status | None) -> bool:
    """A plan is past once its status was reached; where only its day has passed, it is overdue."""
    return status is not Status.CANCELLED and (RUNG.get(status, 0) if status else 0) < RUNG[PAST[plan.what]]


def _places(reports: list[Said]) -> list[Where]:
    """The places that reports name, the newest first, each as its narrowest known name."""
    found: dict[str, Where] = {}
    for said in reports:
        names = names_of(said.place, said.region) if said.place and said.modality != "denied" else ()
        if names:
            before = found.get(names[0][0])
            last = before.last if before else said.published or said.noticed
            found[names[0][0]] = Where(names, before.count + 1 if before else 1, last)
    return list(found.values())[:MOST_PLACES]


def _dots(places: list[Where]) -> Iterator[maps.Dot]:
    dots = (dot_of(place.names, place.count) for place in places)
    return (dot for dot in dots if dot)
