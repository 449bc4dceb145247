"""The growth curves as a drawing: what each step costs beside a thousand productions, on logarithmic axes."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence

from benchmarks.row import Row

WIDTH, HEIGHT, LEFT, TOP = 640, 300, 60, 20
ACROSS, DOWN = 420, 240
DECADES = 3
"""From a thousand productions to a million; the upper edge is a thousand times the cost."""
SHADES = ("#0b6e99", "#b5651d", "#4f7942", "#7a3e9d")
GROWN = re.compile(r"^(?P<step>.+) beside (?P<size>[\d,]+) productions$")


def steps(rows: Iterable[Row]) -> dict[str, list[tuple[int, float]]]:
    """Of each step its cost beside so many productions, as a multiple of that beside a tenth, multiplied up."""
    found: dict[str, list[tuple[int, float]]] = {}
    for row in rows:
        named = GROWN.match(row.what)
        if named and row.beside.startswith("beside ") and row.bar is not None:
            size, smaller = (int(text.replace(",", "")) for text in (named["size"], row.beside.split()[1]))
            if size == 10 * smaller:
                line = found.setdefault(named["step"], [(smaller, 1.0)])
                line.append((size, line[-1][1] * row.ratio))
    return found


def curves(rows: Sequence[Row]) -> str:
    """An SVG; empty where nothing grew."""
    found = steps(rows)
    if not found:
        return ""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
        'font-size="12" role="img" aria-label="Growth of costs with the number of productions">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        *_grid(),
        _line([(1_000, 1.0), (1_000_000, 1_000.0)], "#999", ' stroke-dasharray="4 4"'),
        f'<text x="{LEFT + ACROSS + 8}" y="{TOP + 8}" fill="#777">linear</text>',
    ]
    for number, (step, line) in enumerate(found.items()):
        shade = SHADES[number % len(SHADES)]
        y = TOP + 20 + 18 * number
        parts += [_line(line, shade), f'<text x="{LEFT + 10}" y="{y}" fill="{shade}">{step}</text>']
    return "\n".join([*parts, "</svg>", ""])


def _grid() -> list[str]:
    parts = []
    for decade in range(DECADES + 1):
        x, y = _at(10 ** (3 + decade), 10**decade)
        parts += [
            f'<path d="M{x} {TOP}V{TOP + DOWN}M{LEFT} {y}H{LEFT + ACROSS}" stroke="#ddd" fill="none"/>',
            f'<text x="{x}" y="{TOP + DOWN + 18}" text-anchor="middle">{10 ** (3 + decade):,}</text>',
            f'<text x="{LEFT - 6}" y="{y + 4}" text-anchor="end">{10**decade:,} ×</text>',
        ]
    return parts


def _at(size: int, cost: float) -> tuple[int, int]:
    along = (math.log10(size) - 3) / DECADES
    up = math.log10(max(cost, 1.0)) / DECADES
    return round(LEFT + ACROSS * along), round(TOP + DOWN * (1 - up))


def _line(points: Iterable[tuple[int, float]], shade: str, more: str = "") -> str:
    path = "L".join("{} {}".format(*_at(size, cost)) for size, cost in points)
    return f'<path d="M{path}" stroke="{shade}" stroke-width="2" fill="none"{more}/>'
