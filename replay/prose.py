"""One fact in, one paragraph or headline out: the words in which the replay's outlets tell the newsreel.

Deterministic: every choice comes from a ``Random`` seeded by the row's id. A paragraph says what its row says and no
more; a row that was wrong is told wrong.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from random import Random
from typing import Any

from replay.facts import HERE, Row, Span
from replay.outlets import Outlet
from replay.words import (
    MONTHS,
    NUMBERS,
    ORDINALS,
    day_words,
    headline_name,
    production,
    sentence,
    when,
)

GUESSES = ("guess", "predict", "infer", "rule:", "suggested", "presumed", "analogy", "rumoured", "placed it")
STAGES = {"Netflix at TCA": "at the TCA press tour", "San Diego Comic-Con": "at San Diego Comic-Con"}
CREDITS = ("according to {}", "according to {}", "as first reported by {}", "per {}", "{} reports")
LEADING = ("according", "going by", "as ")


@cache
def _data(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Telling:
    """A row, who tells it, and on which day."""

    row: Row
    outlet: Outlet
    published: date

    def dice(self, use: str) -> Random:
        return Random(f"{self.row.id}/{use}")


def paragraph(telling: Telling) -> str:
    """The row in one or two sentences, titles between asterisks."""
    row, rng = telling.row, telling.dice("body")
    line = _data("lines.toml").get(row.id)
    if line is not None:
        return sentence(_fill(line, telling, rng))
    usable = [frame for frame in _frames(telling) if _suits(frame, telling)]
    text = sentence(_fill(rng.choice(usable), telling, rng))
    return f"{text} {_addition(telling)}".strip()


def headline(telling: Telling) -> str:
    """The row as a headline."""
    rng = telling.dice("head")
    groups = _data("frames.toml")[telling.row.event]
    heads = groups["heads_past"] if looks_back(telling) and "heads_past" in groups else groups["heads"]
    span = telling.row.span
    usable = [head for head in heads if ("{Day}" not in head and "{Month}" not in head) or span]
    return sentence(rng.choice(usable).format(**_head_words(telling)))


def entry_name(telling: Telling) -> str:
    """The title that an encyclopaedia gives its page on the production."""
    row = telling.row
    return f"*{row.title}* (season {row.season})" if row.season else f"*{row.title}*"


def colour(telling: Telling, rng: Random) -> str | None:
    """A sentence about the show that carries no news, or nothing while its cast was not yet known."""
    data, title = _data("colour.toml"), telling.row.title
    return str(rng.choice(data["shows"][title])) if telling.published >= data["known_from"][title] else None


def aside(day: date, rng: Random) -> str | None:
    """What else was going on that day, or nothing where nothing is known of it."""
    known = [entry["text"] for entry in _data("colour.toml")["aside"] if entry["from"] <= day <= entry["to"]]
    return str(rng.choice(known)) if known else None


def closing(outlet: Outlet, rng: Random) -> str:
    """The line that asks for comments."""
    return str(rng.choice(_data("colour.toml")["closing"][outlet.dialect])).format(outlet=outlet.name)


def looks_back(telling: Telling) -> bool:
    """Whether the row was no news any more when it was told."""
    return _group(telling) in ("past", "had said")


def _frames(telling: Telling) -> list[str]:
    """The frames that suit how the writer stands to the fact."""
    group = _group(telling)
    if group is None:
        raise KeyError(f"{telling.row.id}: no frame of {telling.row.event} suits it")
    frames: list[str] = _data("frames.toml")[telling.row.event][group]
    return frames


def _group(telling: Telling) -> str | None:
    """The most fitting group of frames that the event has; nothing for events told line by line."""
    groups = _data("frames.toml")[telling.row.event]
    if telling.outlet.wiki and "past" in groups:
        return "past"
    return next((name for name in _stances(telling.row, telling.published) if name in groups), None)


def _suits(frame: str, telling: Telling) -> bool:
    """A frame that opens with the credit needs one; a fact that has a day is not told without it."""
    span = telling.row.span
    if "{lead}" in frame and not _lead(telling):
        return False
    dated = "{on}" in frame or "{Daydate}" in frame
    return dated or telling.row.event == "filming_ongoing" or not (span and span[0] == span[1])


def _stances(row: Row, published: date) -> list[str]:
    """From the most fitting to the most general way to tell the row."""
    span = row.span
    if span is None:
        return ["now", "past", "future"]
    stances = ["said" if span[1] > published else "had said"] if row.speaker else []
    if row.note and any(word in row.note for word in GUESSES) and span[1] > published:
        stances.insert(0, "guess")
    if span[0] == span[1] == published:
        return [*stances, "today", "now", "recent", "past"]
    if span[0] > published or (row.event.endswith(("planned", "window")) and span[1] > published):
        return [*stances, "future", "past"]
    if _fresh(span, published):
        return [*stances, "now", "recent", "past"]
    return [*stances, "past", "now"]


def _fresh(span: Span, published: date) -> bool:
    """Told in the month itself or within days of it: the perfect tense is in place."""
    return span[0] <= published <= span[1] or (span[0] == span[1] and 0 <= (published - span[1]).days <= 10)


def _fill(frame: str, telling: Telling, rng: Random) -> str:
    row = telling.row
    what = production(row.title, row.season, rng, bare=_bare(telling))
    credit = _credit(telling, rng)
    on = when(row.span, telling.published, telling.outlet.dialect, rng) if row.span else ""
    if row.span and row.span[0] < row.span[1] and on.startswith("later in") and row.span[1] <= telling.published:
        on = on.removeprefix("later ")
    season = row.season or 1
    return frame.format(
        what=what,
        show=production(row.title, None, rng, bare=True),
        on=on,
        credit=f", {credit}" if credit else "",
        lead=_lead(telling),
        speaker=row.speaker or "",
        nth=ORDINALS[season],
        n=season,
        seasons=f"{NUMBERS[season].lower()} season" + ("s" if season > 1 else ""),
        code=row.working_title or "",
        Daydate=day_words(row.span[1], telling.outlet.dialect) if row.span else "",
        **{"in": _place(row)},
    )


def _head_words(telling: Telling) -> dict[str, str | int]:
    row, season = telling.row, telling.row.season or 1
    day = row.span[0] if row.span else telling.published
    single = row.span is not None and row.span[0] == row.span[1]
    return {
        "name": headline_name(row.title, row.season, bare=_bare(telling)),
        "show": headline_name(row.title, None, bare=True),
        "In": " in New York" if row.city == "New York City" else "",
        "Month": MONTHS[day.month - 1],
        "Day": day_words(day, telling.outlet.dialect, year=False) if single else MONTHS[day.month - 1],
        "n": season,
        "Nth": ORDINALS[season].title(),
        "Seasons": f"{NUMBERS[season]} Season" + ("s" if season > 1 else ""),
        "who": row.speaker if row.speaker not in (None, "outlet", "unnamed sources") else "Netflix",
        "code": row.working_title or "",
    }


def _bare(telling: Telling) -> bool:
    """Whether the title alone says which season is meant: only while there is no talk of a second."""
    return telling.row.season == 1 and telling.published.toordinal() < _second_season(telling.row.title)


@cache
def _second_season(title: str) -> int:
    days = {"Daredevil": date(2015, 4, 21), "Jessica Jones": date(2016, 1, 17), "Luke Cage": date(2016, 12, 4)}
    days |= {"Iron Fist": date(2017, 7, 21), "The Punisher": date(2017, 12, 12)}
    return days.get(title, date.max).toordinal()


def _place(row: Row) -> str:
    if row.address:
        return f" at {row.address} in New York"
    if row.place in ("Brooklyn", "Brooklyn stages"):
        return " in Brooklyn"
    if row.place:
        return f" on the {row.place}"
    return " in New York" if row.city == "New York City" else ""


def _credit(telling: Telling, rng: Random) -> str:
    via = telling.row.via
    if not via or via in (telling.outlet.name, telling.row.speaker):
        return STAGES.get(telling.row.outlet or "", "")
    odd = _data("frames.toml")["credits"].get(via)
    if odd:
        return str(rng.choice(odd))
    return rng.choice(CREDITS).format(via)


def _lead(telling: Telling) -> str:
    """The credit as the opening of a sentence; empty where there is none that can open one."""
    via = telling.row.via
    if not via or via in (telling.outlet.name, telling.row.speaker):
        return ""
    odd = _data("frames.toml")["credits"].get(via)
    if odd is None:
        return f"According to {via}, "
    return f"{odd[0]}, " if odd[0].startswith(LEADING) else ""


def _addition(telling: Telling) -> str:
    """A second sentence where the row's remark holds a fact that the frame has no room for."""
    row = telling.row
    if row.event == "cancelled" and row.note and row.note.startswith("season 3 to be"):
        return "The third season is still to come and will be the show’s last."
    if row.note and "Las Vegas" in row.note:
        return "The shooting in Las Vegas is given as the reason."
    if row.event == "ordered" and row.note == "13 episodes":
        return "It will have 13 episodes."
    if row.event == "filming_ongoing" and row.speaker and row.statement:
        return f"{row.speaker} was accidentally hit on the jaw in a stunt and sent home, she told us."
    return ""
