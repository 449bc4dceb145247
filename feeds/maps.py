"""Where places lie on the outline map. Offline: a small table of coordinates, and the sums of the Mercator projection.

Places that the table does not know are listed in words and get no dot; nothing is guessed and nobody is asked.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.browse import place_slug

NORTH, SOUTH = 78.0, -56.0
WIDTH = 3600.0
TABLE = Path(__file__).parent / "coordinates.toml"


def _mercator(latitude: float) -> float:
    return math.degrees(math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2)))


HEIGHT = round((_mercator(NORTH) - _mercator(SOUTH)) * 10)


@dataclass(frozen=True, slots=True)
class Dot:
    """A place on the map, in the units of ``static/world.svg``; ``size`` is its radius in pixels of the drawing."""

    name: str
    slug: str
    x: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class Map:
    """A cut-out of the world with its dots; ``unit`` is how many map units a pixel of the drawing is worth."""

    left: float
    top: float
    width: float
    height: float
    dots: tuple[Dot, ...]
    unit: float
    world: int = HEIGHT


@cache
def coordinates() -> dict[str, tuple[float, float]]:
    """Latitude and longitude by slug of place."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return {place_slug(name): (float(at[0]), float(at[1])) for part in table.values() for name, at in part.items()}


def locate(name: str, region: str | None = None) -> tuple[float, float] | None:
    """Latitude and longitude of a place: of "Leeds, England" those of Leeds, else those of England.

    A city far from the region it is said to lie in is another city of that name (Rome, Georgia): the region's then.
    """
    first, *rest = [part.strip() for part in f"{name},{region or ''}".split(",")]
    known = coordinates()
    whole = known.get(place_slug(name)) or known.get(place_slug(first))
    wider = next((known[slug] for slug in map(place_slug, rest) if slug in known), None)
    return whole if whole and (wider is None or _near(whole, wider)) else wider


def _near(city: tuple[float, float], region: tuple[float, float]) -> bool:
    """Within what a wide country spans to either side of its middle."""
    return abs(city[0] - region[0]) <= 25 and abs(city[1] - region[1]) <= 45


def project(latitude: float, longitude: float) -> tuple[float, float]:
    """Map units of a point on the earth."""
    inside = max(SOUTH, min(NORTH, latitude))
    return round((longitude + 180) * 10, 1), round((_mercator(NORTH) - _mercator(inside)) * 10, 1)


def draw(places: Iterable[tuple[str, str | None, int]], pixels: int = 720) -> Map | None:
    """The map of (place, region, how often); None where none of them has known coordinates."""
    dots = []
    for name, region, count in places:
        at = locate(name, region)
        if at:
            dots.append(Dot(name, place_slug(name), *project(*at), round(5 + 2.5 * math.log10(max(1, count)), 1)))
    if not dots:
        return None
    left, top, width, height = _frame(dots)
    return Map(left, top, width, height, tuple(dots), round(width / pixels, 3))


def _frame(dots: list[Dot]) -> tuple[float, float, float, float]:
    """A cut-out of 16:9 round the dots, never nearer than 64 degrees across: an outline needs its surroundings."""
    xs, ys = [dot.x for dot in dots], [dot.y for dot in dots]
    width = min(WIDTH, max(640.0, (max(xs) - min(xs)) * 1.5, (max(ys) - min(ys)) * 1.5 * 16 / 9))
    height = min(float(HEIGHT), width * 9 / 16)
    left = max(0.0, min(WIDTH - width, (max(xs) + min(xs) - width) / 2))
    top = max(0.0, min(HEIGHT - height, (max(ys) + min(ys) - height) / 2))
    return round(left, 1), round(top, 1), round(width, 1), round(height, 1)
