"""The four pictures of the whole slate, as geometry for ``templates/pictures.html``. Drawn only from what was decided.

Why no charting library: docs/decisions/0010-pictures-without-a-charting-library.md.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from statistics import quantiles

from sqlite_utils import Database

from feeds.site_words import STATUS, cut, month
from pipeline import browse, shown
from pipeline.model import Status

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 720, 300, 44, 26, 12
ROWS, ROW, NAMES = 12, 28, 190
MONTHS, COLUMNS = 60, 36
FEWEST = 3
"""Quartiles of fewer productions would say nothing."""


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
    spans = [(network, int(days)) for network, days, _, n in shown.counted(db, "release") for _ in range(n)]
    firsts = [(browse.source_name(db, slug), n) for slug, _, _, n in shown.counted(db, "first")]
    drawn = (
        _over_time([(month, before or None, after, n) for month, before, after, n in shown.counted(db, "move")]),
        _starts([(month, medium, n) for month, medium, _, n in shown.counted(db, "start")]),
        _to_release(spans),
        _firsts(sorted(firsts, key=lambda first: (-first[1], first[0]))),
    )
    return [picture for picture in drawn if picture is not None]


@dataclass(frozen=True, slots=True)
class _Stack:
    """Counts by month and kind, a kind being (look, words), without kinds that never occur; ``top`` of their scale."""

    months: list[str]
    kinds: list[tuple[str, str]]
    counts: dict[tuple[str, str], int]
    top: int

    def column(self, name: str) -> list[int]:
        return [self.counts.get((name, look), 0) for look, _ in self.kinds]


def _stack(months: list[str], kinds: Iterable[tuple[str, str]], counts: dict[tuple[str, str], int]) -> _Stack:
    shown = set(months)
    present = {look for (name, look), count in counts.items() if count and name in shown}
    heights = (sum(counts.get((name, look), 0) for look in present) for name in months)
    return _Stack(months, [kind for kind in kinds if kind[0] in present], counts, _nice(max(heights)))


def _stacked(
    slug: str, title: str, says: str, stack: _Stack, shapes: list[Shape], at: Callable[[int], float]
) -> Picture:
    """The frame of both pictures by month: scale, names of months, legend, table."""
    return Picture(
        slug, title, says, HEIGHT, tuple(shapes), _grid(stack.top),
        (*_scale(stack.top), *_month_names(stack.months, at)), tuple(stack.kinds),
        ("Month", *(words for _, words in stack.kinds)),
        tuple((month(name), *map(str, stack.column(name))) for name in stack.months),
    )  # fmt: skip


def _over_time(moves: Sequence[tuple[str, str | None, str, int]]) -> Picture | None:
    """Stacked areas: how many productions had each status at the end of each month."""
    months = _all_months([row[0] for row in moves])
    if not months:
        return None
    kinds = [(f"bar-{status.value}", STATUS[status]) for status in Status]
    stack = _stack(months[-MONTHS:], kinds, _levels(moves, months))
    count = len(stack.months)
    floor = [0] * count
    shapes = []
    for number, (look, words) in enumerate(stack.kinds):
        ceiling = [low + stack.column(name)[number] for low, name in zip(floor, stack.months, strict=True)]
        outline = [*enumerate(ceiling), *reversed(list(enumerate(floor)))]
        points = " ".join(f"{_x(i, count)},{_y(value, stack.top)}" for i, value in outline)
        shapes.append(Shape(look, points, words))
        floor = ceiling
    says = f"From {month(stack.months[0])} to {month(stack.months[-1])}, at the end of each month."
    return _stacked("status-over-time", "Productions by status", says, stack, shapes, lambda i: _x(i, count))


def _levels(moves: Sequence[tuple[str, str | None, str, int]], months: list[str]) -> dict[tuple[str, str], int]:
    """The sums of all moves until the end of each month. Never below nothing, should a first move be missing."""
    level: dict[str, int] = {}
    levels: dict[tuple[str, str], int] = {}
    waiting = deque(moves)
    for name in months:
        while waiting and waiting[0][0] <= name:
            _, before, after, count = waiting.popleft()
            level[after] = level.get(after, 0) + count
            if before:
                level[before] = level.get(before, 0) - count
        levels |= {(name, f"bar-{status}"): max(0, count) for status, count in level.items()}
    return levels


def _starts(counted: Sequence[tuple[str, str, int]]) -> Picture | None:
    """Stacked columns: productions that started filming in each month, films and series."""
    months = _all_months([row[0] for row in counted])[-COLUMNS:]
    if not months:
        return None
    kinds = (("medium-film", "Films"), ("medium-tv", "Series"), ("medium-none", "Not known"))
    stack = _stack(months, kinds, {(name, f"medium-{medium or 'none'}"): count for name, medium, count in counted})
    step = (WIDTH - LEFT) / len(months)
    shapes = [shape for number, name in enumerate(months) for shape in _column(stack, name, LEFT + number * step, step)]
    says = "How many productions started filming in each month."
    return _stacked("starts", "Starts of filming", says, stack, shapes, lambda i: round(LEFT + i * step, 1))


def _column(stack: _Stack, name: str, x: float, step: float) -> Iterator[Shape]:
    base = 0
    for (look, words), count in zip(stack.kinds, stack.column(name), strict=True):
        if count:
            upper, lower = _y(base + count, stack.top), _y(base, stack.top)
            box = _box(x + step * 0.12, upper, step * 0.76, lower - upper)
            yield Shape(look, box, f"{month(name)}, {words.lower()}: {count}")
        base += count


def _to_release(spans: Sequence[tuple[str, int]]) -> Picture | None:
    """Bars from quartile to quartile with the median: days between the start of filming and the release."""
    if len(spans) < FEWEST:
        return None
    by_network: dict[str, list[int]] = {}
    for network, days in spans:
        by_network.setdefault(network, []).append(days)
    by_network.pop("", None)
    rows = [(name, *_quartiles(days), len(days)) for name, days in by_network.items() if len(days) >= FEWEST]
    rows = sorted(sorted(rows, key=lambda row: (-row[4], row[0]))[:ROWS], key=lambda row: (row[2], row[0]))
    if not rows or rows[0][4] < len(spans):
        rows.append(("All productions", *_quartiles([days for _, days in spans]), len(spans)))
    top = _nice(max(row[3] for row in rows))
    shapes = [shape for number, row in enumerate(rows) for shape in _range(TOP + number * ROW, row, top)]
    texts = [Words(NAMES - 8, TOP + number * ROW + 18, cut(row[0], 26), "end") for number, row in enumerate(rows)]
    foot = TOP + len(rows) * ROW + 16
    texts += [Words(_across(at, top), foot, f"{at} days", "middle") for at in (0, top // 2, top)]
    return Picture(
        "start-to-release", "From the start of filming to the release",
        "Half of a network's productions lie within its bar; the stroke is the one in the middle. A network of fewer "
        f"than {FEWEST} has no bar of its own.",
        foot + 10, tuple(shapes), (), tuple(texts), (),
        ("Network", "Lower quartile, days", "Median, days", "Upper quartile, days", "Productions"),
        tuple(tuple(str(value) for value in row) for row in rows),
    )  # fmt: skip


def _range(y: float, row: tuple[str, int, int, int, int], top: int) -> Iterator[Shape]:
    name, low, middle, high, count = row
    said = f"{name}: half between {low} and {high} days, the middle one {middle} ({count} productions)"
    left, right = _across(low, top), _across(high, top)
    yield Shape("range", _box(left, y + 6, max(2, right - left), 14), said)
    yield Shape("median", _box(_across(middle, top) - 1.5, y + 3, 3, 20), said)


def _quartiles(days: list[int]) -> tuple[int, int, int]:
    low, middle, high = quantiles(days, n=4, method="inclusive")
    return round(low), round(middle), round(high)


def _firsts(counted: Sequence[tuple[str, int]]) -> Picture | None:
    """Bars: of how many published changes each source was the first to report."""
    if not counted:
        return None
    whole = sum(count for _, count in counted)
    said = [(name, count, f"{count} ({_share(count, whole)})") for name, count in counted[:ROWS]]
    top = max(count for _, count, _ in said)
    shapes, texts = [], []
    for number, (name, count, words) in enumerate(said):
        y = TOP + number * ROW
        width = max(2.0, (_across(count, top) - NAMES) * 0.82)
        shapes.append(Shape("range", _box(NAMES, y + 4, width, 18), f"{name}: {words}"))
        texts += [Words(NAMES - 8, y + 18, cut(name, 26), "end"), Words(round(NAMES + width + 8, 1), y + 18, words)]
    return Picture(
        "firsts", "Who was first", "Of how many published changes of status or plans each source had the first report.",
        TOP + len(said) * ROW + 8, tuple(shapes), (), tuple(texts), (), ("Source", "Firsts", "Share"),
        tuple((name, str(count), _share(count, whole)) for name, count in counted),
    )  # fmt: skip


def _share(count: int, whole: int) -> str:
    return f"{round(100 * count / whole)} %" if 200 * count >= whole else "under 1 %"


def _all_months(found: Sequence[str]) -> list[str]:
    """Every month from the first to the last, the empty ones too."""
    if not found:
        return []
    first, last = (int(text[:4]) * 12 + int(text[5:7]) - 1 for text in (min(found), max(found)))
    return [f"{index // 12:04d}-{index % 12 + 1:02d}" for index in range(first, last + 1)]


def _nice(value: int) -> int:
    """The next even round number: the top of a scale whose half is whole too."""
    size: int = 10 ** max(0, len(str(value)) - 1)
    steps = (round(step * size) for step in (1, 1.2, 1.6, 2, 3, 4, 6, 8, 10))
    return max(2, next(top for top in steps if top >= value and top % 2 == 0))


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


def _month_names(months: list[str], at: Callable[[int], float]) -> tuple[Words, ...]:
    """At most six names of months; none that would run over the edge."""
    every = ceil(len(months) / 6)
    return tuple(
        Words(at(number), HEIGHT - 6, f"{month(name)[:3]} {name[:4]}")
        for number, name in enumerate(months)
        if number % every == 0 and at(number) <= WIDTH - 56
    )
