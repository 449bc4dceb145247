"""The four pictures of the whole slate, as geometry for ``templates/pictures.html``. Drawn only from what was decided.

Why no charting library: docs/decisions/0010-pictures-without-a-charting-library.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from statistics import quantiles

from sqlite_utils import Database

from feeds.site_words import STATUS, cut, month
from pipeline import browse
from pipeline.model import Status

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 720, 300, 44, 26, 12
MONTHS, ROWS, ROW, NAMES = 60, 12, 28, 190


@dataclass(frozen=True, slots=True)
class Shape:
    """One drawn thing: its class, its outline (points of a polygon) and what it says."""

    look: str
    points: str
    words: str


@dataclass(frozen=True, slots=True)
class Words:
    """A text at a point of the drawing."""

    x: float
    y: float
    text: str
    anchor: str = "start"


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing with the same facts as a table, for those who cannot or will not look at it."""

    slug: str
    title: str
    says: str
    height: float
    shapes: tuple[Shape, ...]
    rules: tuple[float, ...]
    texts: tuple[Words, ...]
    legend: tuple[tuple[str, str], ...]
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    width: int = WIDTH


def pictures(db: Database) -> list[Picture]:
    """All four, in the order of the page; one without any facts is left out."""
    drawn = (
        _over_time(browse.moves_by_month(db)),
        _starts(browse.starts_by_month(db)),
        _to_release(browse.days_to_release(db)),
        _firsts(browse.firsts(db)),
    )
    return [picture for picture in drawn if picture is not None]


def _over_time(moves: Sequence[tuple[str, str | None, str, int]]) -> Picture | None:
    """Stacked areas: how many productions had each status at the end of each month."""
    months = _all_months([row[0] for row in moves])
    if not months:
        return None
    counts = _levels(moves, months)
    shown = months[-MONTHS:]
    levels = [counts[name] for name in shown]
    top = _nice(max(sum(level.values()) for level in levels))
    shapes = []
    floor = [0] * len(shown)
    for status in Status:
        ceiling = [low + level[status] for low, level in zip(floor, levels, strict=True)]
        if any(level[status] for level in levels):
            outline = [(i, v) for i, v in enumerate(ceiling)] + [(i, v) for i, v in reversed(list(enumerate(floor)))]
            points = " ".join(f"{_x(i, len(shown))},{_y(v, top)}" for i, v in outline)
            shapes.append(Shape(f"bar-{status.value}", points, STATUS[status]))
        floor = ceiling
    present = [status for status in Status if any(level[status] for level in levels)]
    return Picture(
        "status-over-time", "Productions by status", f"From {month(shown[0])} to {month(shown[-1])}, at the end of each month.",
        HEIGHT, tuple(shapes), _grid(top), (*_scale(top), *_month_names(shown)),
        tuple((f"bar-{status.value}", STATUS[status]) for status in present),
        ("Month", *(STATUS[status] for status in present)),
        tuple((month(name), *(str(level[status]) for status in present)) for name, level in zip(shown, levels, strict=True)),
    )  # fmt: skip


def _levels(moves: Sequence[tuple[str, str | None, str, int]], months: list[str]) -> dict[str, dict[Status, int]]:
    by_month: dict[str, list[tuple[str | None, str, int]]] = {}
    for name, before, after, count in moves:
        by_month.setdefault(name, []).append((before, after, count))
    level = dict.fromkeys(Status, 0)
    levels = {}
    for name in months:
        for before, after, count in by_month.get(name, ()):
            level[Status(after)] += count
            if before:
                level[Status(before)] -= count
        levels[name] = {status: max(0, value) for status, value in level.items()}
    return levels


def _starts(counted: Sequence[tuple[str, str, int]]) -> Picture | None:
    """Stacked columns: productions that started filming in each month, films and series."""
    months = _all_months([row[0] for row in counted])[-36:]
    if not months:
        return None
    found = {(name, medium): count for name, medium, count in counted}
    kinds = (("film", "Films"), ("tv", "Series"), ("", "Not known"))
    kinds = tuple(kind for kind in kinds if any((name, kind[0]) in found for name in months))
    top = _nice(max(sum(found.get((name, kind), 0) for kind, _ in kinds) for name in months))
    step = (WIDTH - LEFT) / len(months)
    shapes = []
    for number, name in enumerate(months):
        base = 0
        for kind, words in kinds:
            count = found.get((name, kind), 0)
            if count:
                x, y = LEFT + number * step, (_y(base + count, top), _y(base, top))
                said = f"{month(name)}, {words.lower()}: {count}"
                shapes.append(Shape(f"medium-{kind or 'none'}", _box(x + step * 0.12, y[0], step * 0.76, y[1] - y[0]), said))
            base += count
    return Picture(
        "starts", "Starts of filming", "How many productions started filming in each month.", HEIGHT, tuple(shapes),
        _grid(top), (*_scale(top), *_month_names(months)), tuple((f"medium-{kind or 'none'}", words) for kind, words in kinds),
        ("Month", *(words for _, words in kinds)),
        tuple((month(name), *(str(found.get((name, kind), 0)) for kind, _ in kinds)) for name in months),
    )  # fmt: skip


def _to_release(spans: Sequence[tuple[str, int]]) -> Picture | None:
    """Bars from quartile to quartile with the median: days between the start of filming and the release."""
    by_network: dict[str, list[int]] = {}
    for network, days in spans:
        by_network.setdefault(network, []).append(days)
    rows = [(name, *_quartiles(days), len(days)) for name, days in by_network.items() if len(days) >= 3]
    rows = sorted(rows, key=lambda row: (-row[4], row[0]))[:ROWS]
    if not rows:
        return None
    rows.sort(key=lambda row: (row[2], row[0]))
    top = _nice(max(row[3] for row in rows))
    shapes, texts = [], []
    for number, (name, low, middle, high, count) in enumerate(rows):
        y = TOP + number * ROW
        said = f"{name}: half between {low} and {high} days, the middle one {middle} ({count} productions)"
        shapes.append(Shape("range", _box(_across(low, top), y + 6, max(2, _across(high, top) - _across(low, top)), 14), said))
        shapes.append(Shape("median", _box(_across(middle, top) - 1.5, y + 3, 3, 20), said))
        texts.append(Words(NAMES - 8, y + 18, cut(name, 26), "end"))
    texts += [Words(_across(at, top), TOP + len(rows) * ROW + 16, f"{at} days", "middle") for at in (0, top // 2, top)]
    return Picture(
        "start-to-release", "From the start of filming to the release",
        "Half of a network's productions lie within its bar; the stroke is the one in the middle.",
        TOP + len(rows) * ROW + 26, tuple(shapes), (), tuple(texts), (),
        ("Network", "Lower quartile, days", "Median, days", "Upper quartile, days", "Productions"),
        tuple(tuple(str(value) for value in row) for row in rows),
    )  # fmt: skip


def _quartiles(days: list[int]) -> tuple[int, int, int]:
    low, middle, high = quantiles(days, n=4, method="inclusive")
    return round(low), round(middle), round(high)


def _firsts(counted: Sequence[tuple[str, int]]) -> Picture | None:
    """Bars: of how many published changes each source was the first to report."""
    if not counted:
        return None
    whole = sum(count for _, count in counted)
    rows = counted[:ROWS]
    top = max(count for _, count in rows)
    shapes, texts = [], []
    for number, (name, count) in enumerate(rows):
        y, words = TOP + number * ROW, f"{count} ({round(100 * count / whole)} %)"
        width = max(2.0, (_across(count, top) - NAMES) * 0.82)
        shapes.append(Shape("range", _box(NAMES, y + 4, width, 18), f"{name}: {words}"))
        texts += [Words(NAMES - 8, y + 18, cut(name, 26), "end"), Words(round(NAMES + width + 8, 1), y + 18, words)]
    return Picture(
        "firsts", "Who was first", "Of how many published changes each source carried the earliest report.",
        TOP + len(rows) * ROW + 8, tuple(shapes), (), tuple(texts), (), ("Source", "Firsts", "Share"),
        tuple((name, str(count), f"{round(100 * count / whole)} %") for name, count in counted),
    )  # fmt: skip


def _all_months(found: Sequence[str]) -> list[str]:
    """Every month from the first to the last, the empty ones too."""
    if not found:
        return []
    first, last = (int(text[:4]) * 12 + int(text[5:7]) - 1 for text in (min(found), max(found)))
    return [f"{index // 12:04d}-{index % 12 + 1:02d}" for index in range(first, last + 1)]


def _nice(value: int) -> int:
    """The next even round number: the top of a scale whose half is whole too."""
    size = 10 ** max(0, len(str(value)) - 1)
    return max(2, next(int(step * size) for step in (1, 2, 4, 6, 8, 10) if step * size >= value))


def _x(number: int, of: int) -> float:
    return round(LEFT + (WIDTH - LEFT) * (number / max(1, of - 1) if of > 1 else 0.5), 1)


def _y(value: float, top: int) -> float:
    return round(HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * value / top, 1)


def _across(value: float, top: int) -> float:
    return round(NAMES + (WIDTH - NAMES - 40) * value / top, 1)


def _box(x: float, y: float, width: float, height: float) -> str:
    left, right, upper, lower = round(x, 1), round(x + width, 1), round(y, 1), round(y + height, 1)
    return f"{left},{upper} {right},{upper} {right},{lower} {left},{lower}"


def _grid(top: int) -> tuple[float, ...]:
    return tuple(_y(value, top) for value in (0, top / 2, top))


def _scale(top: int) -> tuple[Words, ...]:
    return tuple(Words(LEFT - 6, _y(value, top) + 4, str(value), "end") for value in (0, top // 2, top))


def _month_names(months: list[str]) -> tuple[Words, ...]:
    every = ceil(len(months) / 6)
    step = (WIDTH - LEFT) / len(months)
    return tuple(
        Words(round(LEFT + number * step, 1), HEIGHT - 6, month(name)[:3] + " " + name[:4])
        for number, name in enumerate(months)
        if number % every == 0
    )
