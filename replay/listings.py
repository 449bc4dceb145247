"""The daily posts of On Location Vacations: what is filming where, region by region.

Most of each post is other productions of the day (``slate.toml``, where the streets are modelled). Jessica Jones season
2 stands in the post of its first day, as the articles of that day cite it. Misprints are on purpose: real ones are
like that.
"""

from __future__ import annotations

import html
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from random import Random

from replay.articles import COMMENTS, Article, slugify
from replay.facts import HERE, load_rows
from replay.outlets import load_outlets
from replay.words import MONTHS, WEEKDAYS

DAILY = (date(2017, 3, 1), date(2017, 4, 30))
WEEKLY = (date(2013, 9, 2), date(2019, 12, 30))
REVISED = 4  # every so many-th post of the season is corrected on the day after
HANDLES = ("@setspotter", "@windyreel", "@callsheetcat", "@basecampbob", "an anonymous tipster")
FIRST_DAY = (
    "<em>Jessica Jones</em> season 2 starts production in New York today, with exteriors filming at Broadway and West "
    "101st Street."
)
JESSICA = {
    date(2017, 4, 5): "E 6th St & Avenue A, New York",
    date(2017, 4, 11): "W 101st St & West End Ave, New York",
    date(2017, 4, 18): "Broadway Stages, Greenpoint, Brooklyn",
    date(2017, 4, 26): "Orchard St, New York",
}  # modelled days of a shoot that is on record as running from April to September


@dataclass(frozen=True, slots=True)
class Production:
    """One real production, and when and where it was shooting."""

    title: str
    kind: str
    region: str
    stars: str
    first: date
    last: date
    months: tuple[int, ...]
    places: tuple[str, ...]

    def shoots_on(self, day: date) -> bool:
        return self.first <= day <= self.last and (not self.months or day.month in self.months)


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of one post. ``first_day`` marks the entry that says that a shoot begins."""

    production: Production
    place: str
    season: int | None = None
    first_day: bool = False


@cache
def load_slate() -> tuple[Production, ...]:
    """The productions of ``slate.toml``."""
    entries = tomllib.loads((HERE / "slate.toml").read_text(encoding="utf-8"))["production"]
    return tuple(
        Production(
            entry["title"], entry["kind"], entry["region"], entry["stars"], entry["from"], entry["to"],
            tuple(entry.get("months", ())), tuple(entry["places"]),
        )
        for entry in entries
    )  # fmt: skip


@cache
def listing_articles() -> tuple[Article, ...]:
    """One post for each working day of the season, and one each Monday of the other years; corrected ones twice."""
    posts = []
    for number, day in enumerate(_days()):
        post = _post(day)
        posts.append(post)
        if number % REVISED == 0 and DAILY[0] <= day <= DAILY[1]:
            posts.append(_revised(post, day))
    return tuple(posts)


def _days() -> Iterator[date]:
    day = WEEKLY[0]
    while day <= WEEKLY[1]:
        busy = DAILY[0] <= day <= DAILY[1]
        if day.weekday() == 0 or (busy and day.weekday() < 5):
            yield day
        day += timedelta(days=1)


def _post(day: date) -> Article:
    rng = Random(f"listing/{day}")
    lines = _lines(day, rng)
    names = list(dict.fromkeys(line.production.title for line in lines))
    named = ", ".join(names[:3])
    head = f"{WEEKDAYS[day.weekday()]}, {MONTHS[day.month - 1]} {day.day} Filming Locations for {named} & more"
    outlet = next(outlet for outlet in load_outlets() if outlet.kind == "olv")
    published = datetime.combine(day, time(5, rng.randrange(60)), outlet.zone).astimezone(UTC)
    return Article(
        outlet=outlet.slug,
        path=f"{day:%Y/%m/%d}/{slugify(head.replace('&', ''))}/",
        published=published,
        modified=published + timedelta(hours=rng.randrange(1, 8)),
        shown_from=day,
        headline=head,
        paragraphs=tuple(_body(day, lines, rng)),
        author="Christine",
        categories=("Daily Filming Locations",),
        rows=tuple(row.id for row in load_rows() if row.id == "dv-0001" and day == date(2017, 4, 3)),
        comments=tuple(rng.sample(COMMENTS, rng.randrange(3))),
    )


def _lines(day: date, rng: Random) -> list[Line]:
    """The day's entries: Jessica Jones first where she is, then a sample of what was shooting."""
    shooting = [production for production in load_slate() if production.shoots_on(day)]
    chosen = rng.sample(shooting, min(len(shooting), rng.randrange(10, 21)))
    lines = [Line(production, rng.choice(production.places)) for production in chosen]
    jessica = Production("Jessica Jones", "TV Series", "New York", "Krysten Ritter", day, day, (), ())
    if day == date(2017, 4, 3):
        return [Line(jessica, "Broadway & West 101st Street, New York", 2, first_day=True), *lines]
    if day in JESSICA:
        lines.insert(rng.randrange(len(lines)), Line(jessica, JESSICA[day], 2))
    return lines


def _body(day: date, lines: list[Line], rng: Random) -> Iterator[str]:
    today = f"{WEEKDAYS[day.weekday()]}, {MONTHS[day.month - 1]} {day.day}"
    yield f"Here’s a look at some of the filming locations for {today}:"
    regions: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        regions[line.production.region].append(line)
    for region in sorted(regions):
        colon = ":" if rng.random() < 0.2 else ""
        yield f"<h2>Filming in {region}{colon}</h2>"
        prose = rng.random() < 0.2
        for line in regions[region]:
            yield _prose_line(line, rng) if prose and not line.season else _labels(line, rng)
            if line.first_day:
                yield FIRST_DAY
    yield "Know of something that is filming? Email us or tweet @OnLocationVacations and we’ll add it to the list."


def _labels(line: Line, rng: Random) -> str:
    """The block of labels, with the misprints that real ones have."""
    production = line.production
    title = f"<em><strong>{html.escape(production.title, quote=False)}</strong></em>"
    update = "<strong>UPDATE:</strong> " if rng.random() < 0.06 else ""
    season = f" (Season {line.season})" if line.season else ""
    stars = "Stars;" if rng.random() < 0.06 else "Stars:"
    space = "" if rng.random() < 0.08 else " "
    place = html.escape(line.place, quote=False)
    parts = [f"{update}{production.kind}: {title}{season}"]
    if rng.random() < 0.7:
        parts.append(f"{stars} {production.stars}")
    parts.append(f"Location:{space}<strong>{place}</strong>{_hours(rng)}")
    if rng.random() < 0.6:
        parts.append(f"Credit: {rng.choice(HANDLES)}")
    return "<br />\n".join(parts)


def _prose_line(line: Line, rng: Random) -> str:
    """The older dialect: a sentence a line, at times with the bullet glued to the title."""
    title = html.escape(line.production.title, quote=False)
    place = html.escape(line.place, quote=False)
    bullet = rng.choice(["• ", "•", ""])
    thanks = f" (Thanks {rng.choice(HANDLES)})" if rng.random() < 0.4 else ""
    return f"{bullet}{title} is filming {rng.choice(['at', 'around', 'near'])} {place}{_hours(rng)}.{thanks}"


def _hours(rng: Random) -> str:
    kind = rng.random()
    if kind < 0.5:
        return f" ({rng.randrange(5, 11)}:{rng.choice(['00', '30'])} AM – {rng.randrange(5, 12)}:00 PM)"
    return " (through Friday)" if kind < 0.6 else ""


def _revised(post: Article, day: date) -> Article:
    """The post as it stands from the next day on: a note has been added at its top."""
    note = "<strong>UPDATED:</strong> Thanks to everyone who wrote in overnight."
    shown = day + timedelta(days=1)
    modified = post.published + timedelta(days=1, hours=2)
    return replace(post, paragraphs=(note, *post.paragraphs), shown_from=shown, modified=modified)
