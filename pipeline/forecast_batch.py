"""Forecasts of the rows of a table, each as of its filming start: from the shipped table alone, no database."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache

from pipeline.forecast import Model, Subject
from pipeline.forecast_facts import day_of, flags_of, load_facts, medium_of, precision_of
from pipeline.forecast_networks import CHANNELS, channel_named, channel_of, known_network
from pipeline.model import Medium

SHOWN = 80
"""So much of a cell is repeated in an error."""
_DAY_OR_MONTH = re.compile(r"\d{4}-\d{2}(-\d{2})?", re.ASCII)
_SEASON = re.compile(r"(\d{1,4})(?:\.0*)?", re.ASCII)


def batch(
    lines: Iterable[Mapping[str, str]], note: Callable[[str], None] = lambda words: None
) -> Iterator[dict[str, str]]:
    """Forecast rows of the table's own columns, each as of its filming start; a row that cannot be read gets an error.

    Release, durations, wrap and note are not read, and of the flags only what a production is, not what befell it. The
    shipped table is used whole, later years included, but for the row's own title: a film, or the same and later
    seasons, are left out of what is learned. ``note`` is told of what was not understood and is forecast without.
    """
    for line in lines:
        row = {name: cell.strip() for name, cell in line.items() if isinstance(cell, str)}
        try:
            subject = _subject(row, note)
            answer = _shipped_without(_own(subject)).forecast(subject, subject.started)
        except OverflowError:
            yield {"id": row.get("id", ""), "error": f"filming_start {row['filming_start']} is beyond the calendar"}
        except ValueError as error:
            yield {"id": row.get("id", ""), "error": str(error)}
        else:
            if answer is not None:
                yield {
                    "id": row.get("id", ""),
                    "median": answer.median.isoformat(),
                    "earliest": answer.earliest.isoformat(),
                    "latest": answer.latest.isoformat(),
                }


@cache
def _shipped() -> Model:
    return Model.fit(load_facts())


@lru_cache(maxsize=8)
def _shipped_without(own: frozenset[str]) -> Model:
    title = next((fact.title for fact in load_facts() if fact.id in own), None)
    return _shipped() if title is None else _shipped().without(own, title)


def _own(subject: Subject) -> frozenset[str]:
    """The facts that would tell a subject its own future: its title's, unless they are earlier seasons."""
    return frozenset(
        fact.id for fact in load_facts()
        if fact.title.casefold() == subject.title.casefold() and fact.medium == subject.medium
        and not (fact.season is not None and subject.season is not None and fact.season < subject.season)
    )  # fmt: skip


def _subject(row: Mapping[str, str], note: Callable[[str], None]) -> Subject:
    """The production of a row; ValueError says in one line what is wrong with it."""
    if not row.get("title"):
        raise ValueError("title is empty")
    medium = medium_of(row.get("medium", "").casefold()[:SHOWN])
    network = _network(row.get("network", ""))
    season, start = row.get("season", ""), row.get("filming_start", "")
    number = _SEASON.fullmatch(season)
    if season and number is None:
        raise ValueError(f"season is not a number: {season[:SHOWN]!r}")
    if not _DAY_OR_MONTH.fullmatch(start):
        raise ValueError(f"filming_start is no ISO day or month: {start[:SHOWN]!r}")
    try:
        started = day_of(start)
    except ValueError as error:
        raise ValueError(f"filming_start is no day of the calendar: {start!r}") from error
    return Subject(
        title=row["title"],
        season=int(number[1]) if number else None,
        medium=medium,
        channel=_channel(row, network, medium, note),
        network=network,
        country=row.get("country") or None,
        started=started,
        start_precision=precision_of(start),
        flags=flags_of(row.get("flags") or ""),
    )


def _network(words: str) -> str | None:
    """A network as the table of facts spells it, whatever its case here."""
    return known_network(words) or _of_facts().get(words.casefold(), words) or None


@cache
def _of_facts() -> dict[str, str]:
    return {fact.network.casefold(): fact.network for fact in load_facts() if fact.network}


def _channel(row: Mapping[str, str], network: str | None, medium: Medium, note: Callable[[str], None]) -> str | None:
    words, own = row.get("channel", ""), channel_of(network, medium)
    found = channel_named(words)
    if words and found is None:
        instead = f"'{own}', its network's, is taken" if own else "it is forecast without one"
        note(f"{row.get('id', '')}: channel {words[:SHOWN]!r} is none of {', '.join(CHANNELS)}; {instead}")
    return found or own
