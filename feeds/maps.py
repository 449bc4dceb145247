"""Where places lie on the outline map. Offline: a small table of coordinates, and the sums of the Mercator projection.

Places that the table does not know are listed in words and get no dot; nothing is guessed and nobody is asked.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from feeds.site_words import cut
from pipeline.reading.places import parse_place
from pipeline.watchlists import slug

NORTH, SOUTH = 78.0, -56.0
WIDTH = 3600.0
TABLE = Path(__file__).parent / "coordinates.toml"


def _mercator(latitude: float) -> float:
    return math.degrees(math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2)))


HEIGHT = round((_mercator(NORTH) - _mercator(SOUTH)) * 10)


Names = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Dot:
    """A place in the units of ``static/world.svg``; ``size`` is its width in pixels, however large the map is drawn."""

    name: str
    slug: str
    x: float
    y: float
    size: float
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Map:
    """A cut-out of the world with its dots; ``world`` is the height of the whole."""

    left: float
    top: float
    width: float
    height: float
    dots: tuple[Dot, ...]
    world: int = HEIGHT


@cache
def coordinates() -> dict[str, tuple[float, float]]:
    """Latitude and longitude by name."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return {name: (float(at[0]), float(at[1])) for part in table.values() for name, at in part.items()}


def locate(names: Sequence[str]) -> tuple[float, float] | None:
    """Latitude and longitude of the place called ``names`` (narrow to wide), if it is in the table.

    A city far from the region it is said to lie in is another city of that name (Rome, Georgia), and not known.
    """
    at, *wider = [coordinates().get(name) for name in names]
    known = next((region for region in wider if region), None)
    return at if at and (known is None or _near(at, known)) else None


def _near(city: tuple[float, float], region: tuple[float, float]) -> bool:
    """Within what a wide country spans to either side of its middle."""
    return abs(city[0] - region[0]) <= 25 and abs(city[1] - region[1]) <= 45


def project(latitude: float, longitude: float) -> tuple[float, float]:
    """Map units of a point on the earth."""
    inside = max(SOUTH, min(NORTH, latitude))
    return round((longitude + 180) * 10, 1), round((_mercator(NORTH) - _mercator(inside)) * 10, 1)


@lru_cache(maxsize=50_000)
def names_of(place: str, region: str | None = None) -> Names:
    """(slug, name) of what a place lies in, the narrowest first: city, region, country; its own words if unknown.

    A place whose name has no letter of the Latin alphabet has no address, and no page.
    """
    parsed = parse_place(place, region)
    known = [name for name in (parsed.city, parsed.region, parsed.country) if name] if parsed else []
    found = {slug(name): cut(name, 80) for name in known or [place]}
    return tuple((key, name) for key, name in found.items() if key)


def dot_of(names: Names, count: int) -> Dot | None:
    """The dot of a place that was named ``count`` times; of its region, hollow, where only that is known. No dot stands
    for a whole country: it would be read as a place in its middle."""
    size = round(10 + 4 * math.log10(max(1, count)), 1)
    for number, (key, name) in enumerate(names[:2]):
        at = locate([name for _, name in names[number:]])
        if at and (number == 0 or number < len(names) - 1):
            words = name if number == 0 else f"{names[0][1]}, somewhere in {name}"
            return Dot(words, key, *project(*at), size, exact=number == 0)
    return None


def frame(dots: Iterable[Dot]) -> Map | None:
    """The map of these dots; None without any."""
    shown = tuple(dots)
    if not shown:
        return None
    left, top, width, height = _frame(shown)
    return Map(left, top, width, height, shown)


def _frame(dots: Sequence[Dot]) -> tuple[float, float, float, float]:
    """A cut-out of 16:9 round the dots, never nearer than 64 degrees across: an outline needs its surroundings."""
    xs, ys = [dot.x for dot in dots], [dot.y for dot in dots]
    width = min(WIDTH, max(640.0, (max(xs) - min(xs)) * 1.5, (max(ys) - min(ys)) * 1.5 * 16 / 9))
    height = min(float(HEIGHT), width * 9 / 16)
    left = max(0.0, min(WIDTH - width, (max(xs) + min(xs) - width) / 2))
    top = max(0.0, min(HEIGHT - height, (max(ys) + min(ys) - height) / 2))
    return round(left, 1), round(top, 1), round(width, 1), round(height, 1)
