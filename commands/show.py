"""``show``: the story of a production, now or as it was believed at an earlier moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.common import (
    Failure,
    config_option,
    day_or_moment,
    emit,
    json_option,
    looking,
    now_option,
    plain_errors,
    printable,
    reading,
    then,
)
from commands.common import settings as configured
from commands.look import find
from pipeline import lookup, networks, queries
from pipeline.model import Change, Evidence, Production, Window
from pipeline.moments import stamp
from pipeline.networks import Naming
from pipeline.readable import Snapshot
from pipeline.wording import PLAN_NOUN, beside, day_words, listed, name_of, status_words, when

if TYPE_CHECKING:
    from sqlite_utils import Database

MOST_PLACES = 8


@dataclass(frozen=True, slots=True)
class Profile:
    """What is told of a production above its timeline. ``as_of`` is None where it is what is believed now."""

    production: Production
    since: Window | None
    planned: Mapping[Any, Window]
    places: tuple[str, ...]
    names: tuple[str, ...]
    named: tuple[Naming, ...]
    forecast: Mapping[str, Any] | None
    as_of: datetime | None
    changes: tuple[Change, ...]


def _as_of(value: str | None, now: datetime) -> datetime | None:
    """A moment, or so long ago; a day alone means all of that day."""
    if value is None:
        return None
    return day_or_moment(value, then("--as-of", value, now))


@click.command()
@click.argument("title")
@click.option("--as-of", "as_of", metavar="ISO|7d|2w", help="What was believed then, from what was known then.")
@config_option
@now_option
@json_option
@plain_errors
def show(title: str, as_of: str | None, config_path: Path | None, now: datetime, as_json: bool) -> None:
    """A production's timeline with every report for and against each change. TITLE may be its slug.

    The marks: + bears the change, = repeats what another said, - speaks against it, ~ stands beside it.
    With --json the production comes first (kind "production"), then one line for each change.
    Exit 0; 1: no such production, or no database; 2: wrong usage.
    """
    moment = _as_of(as_of, now)
    with reading(configured(config_path)) if moment else looking(config_path) as db:
        for number, slug in enumerate(find(db, title)):
            if as_json:
                emit(_lines(profile(db, slug, moment)), (), True)
                continue
            if number:
                click.echo()
            print_production(db, slug, moment)


def profile(db: Database | Snapshot, slug: str, as_of: datetime | None = None) -> Profile:
    """Everything that is shown of the production ``slug``. Failure where there is none. ``as_of`` asks a Database."""
    production = queries.production_by_slug(db, slug)
    if production is None:
        raise Failure(f"no production with the slug '{slug}'")
    places = tuple(lookup.seen_at(db, production.id, as_of))
    names = tuple(lookup.other_names(db, production.id, as_of))
    forecast = lookup.forecast_at(db, production.id, as_of)
    named = tuple(networks.named(db, production.id, as_of))
    if as_of is not None and not isinstance(db, Snapshot):
        from pipeline.asof import believed

        then = believed(db, production, as_of)
        made = replace(production, status=then.standing.status, network=networks.believed(named))
        planned = dict(then.standing.planned)
        return Profile(made, then.standing.since, planned, places, names, named, forecast, as_of, then.changes)
    since = lookup.status_since(db, production.id)
    plans = {what: _window(days.split("/")) for what, days in lookup.plans_of(db, production.id).items()}
    changes = tuple(queries.changes(db, production=production.slug))
    return Profile(production, _window(since) if since else None, plans, places, names, named, forecast, None, changes)


def _window(days: Sequence[str]) -> Window:
    return Window(date.fromisoformat(days[0]), date.fromisoformat(days[-1]))


def _lines(shown: Profile) -> list[dict[str, Any]]:
    made = shown.production
    first = {
        "kind": "production", "slug": made.slug, "title": made.title, "season": made.season, "year": made.year,
        "medium": made.medium, "network": made.network, "network_by": [n.source for n in _for_network(shown)],
        "status": made.status, "since": _days(shown.since),
        "planned": {what: _days(days) for what, days in shown.planned.items()}, "places": list(shown.places),
        "aliases": list(shown.names), "forecast": shown.forecast,
        "as_of": stamp(shown.as_of) if shown.as_of else None,
    }  # fmt: skip
    return [first, *(_line(change) for change in shown.changes)]


def _line(change: Change) -> dict[str, Any]:
    """A change as ``changes --json`` has it, with the rule that decided and the part that each report plays."""
    line = queries.changes_json(change)
    for item, said in zip(line["evidence"], change.evidence, strict=True):
        item.update(role=said.role, speaker=said.speaker)
    return {**line, "rule": change.rule, "because": change.because}


def _days(window: Window | None) -> dict[str, str] | None:
    return {"earliest": window.earliest.isoformat(), "latest": window.latest.isoformat()} if window else None


def print_production(db: Database | Snapshot, slug: str, as_of: datetime | None = None) -> None:
    """The story of one production on a terminal: its standing, each change, the reports for and against it."""
    shown = profile(db, slug, as_of)
    for line in (*_head(shown), *(line for change in shown.changes for line in _told(change))):
        click.echo(printable(line))


def _head(shown: Profile) -> list[str]:
    since = f" since {when(shown.since)}" if shown.since else ""
    head = [f"{name_of(shown.production)}: {status_words(shown.production.status)}{since}"]
    if shown.as_of:
        head.append(f"  as believed on {stamp(shown.as_of)}, from what was known then")
    if shown.names:
        head.append(f"  also called {listed(shown.names, most=8)}")
    if shown.production.network:
        by = tuple(naming.name for naming in _for_network(shown))
        head.append(f"  network: {shown.production.network}{f' (by {listed(by)})' if by else ''}")
    if shown.places:
        rest = len(shown.places) - MOST_PLACES
        more = f"; and {rest} more" if rest > 0 else ""
        head.append(f"  places: {'; '.join(shown.places[:MOST_PLACES])}{more}")
    head += [f"  planned {PLAN_NOUN[what]}: {when(days)}" for what, days in sorted(shown.planned.items())]
    if made := shown.forecast:
        median, first, last = (day_words(date.fromisoformat(made[key])) for key in ("median", "earliest", "latest"))
        made_on = day_words(date.fromisoformat(made["made_at"][:10]))
        head.append(f"  forecast of {made_on}: a release around {median}, {first} to {last} (four in five)")
        head.append(f"    {made['basis']}")
    return head if shown.changes else [*head, "", "  no change is known"]


def _for_network(shown: Profile) -> list[Naming]:
    """The sources that name the network which is believed."""
    return [naming for naming in shown.named if naming.network == shown.production.network]


def _told(change: Change) -> list[str]:
    when_ = f", {when(change.happened)}" if change.happened else ""
    because = f" ({change.because})" if change.because and change.because != change.rule else ""
    return [
        "", f"  {change.noticed_at:%Y-%m-%d}  {change.summary}{when_}",
        f"              {change.state}, support {change.support}: {change.rule}{because}",
        *(line for item in change.evidence for line in _evidence(item)),
    ]  # fmt: skip


def _evidence(item: Evidence) -> list[str]:
    mark = {"for": "+" if item.counted else "=", "against": "-", "context": "~"}[item.role]
    said = f"{item.source_name} ({item.published:%Y-%m-%d})" if item.published else item.source_name
    via = f", via {item.via}" if item.via else f", same words as {item.repeats}" if item.repeats else ""
    who = f", {item.speaker}" if item.speaker else ""
    quote = f": “{item.quote}”" if item.quote else ""
    of = f"{beside(item)}: " if item.role == "context" and beside(item) else ""
    return [f"    {mark} {of}{said}{via}{who}, {item.event} {item.modality}{quote}", f"      {item.url}"]
