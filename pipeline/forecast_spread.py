"""How far releases fall from where they were expected: a survival curve of the model's own misses.

The misses are of productions whose title the model had not seen, so they are as large as those of a true forecast.
The curve is Kaplan and Meier's, in which a production that is not released yet counts for as long as it has lasted,
smoothed by a narrow kernel; a small wide part stands for what never happened before.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

KERNEL = 0.05
RARE_SHARE = 0.01
RARE_WIDTH = 1.0


@dataclass(frozen=True, slots=True)
class Miss:
    """By how much (in logarithms of days) one production was off; ``censored`` where it is off by at least so much."""

    off: float
    censored: bool
    weight: float


@dataclass(frozen=True, slots=True)
class Spread:
    """The survival curve of misses, as masses at points."""

    points: tuple[float, ...]
    masses: tuple[float, ...]

    @classmethod
    def of(cls, misses: Sequence[Miss]) -> Spread:
        """Kaplan and Meier's estimate; what is left at the end goes to the largest miss."""
        ordered = sorted(misses, key=lambda miss: (miss.off, miss.censored))
        at_risk = sum(miss.weight for miss in ordered)
        left = 1.0
        points: list[float] = []
        masses: list[float] = []
        for miss in ordered:
            if not miss.censored and at_risk > 0:
                mass = left * min(1.0, miss.weight / at_risk)
                points.append(miss.off)
                masses.append(mass)
                left -= mass
            at_risk -= miss.weight
        if left > 1e-12:
            points.append(max([miss.off for miss in ordered], default=0.0))
            masses.append(left)
        return cls(tuple(points), tuple(masses))

    def survival(self, off: float) -> float:
        """The share of productions that are released later than this far from their centre."""
        known = sum(mass * _above(off, point, KERNEL) for point, mass in zip(self.points, self.masses, strict=True))
        return (1 - RARE_SHARE) * known + RARE_SHARE * _above(off, 0.0, RARE_WIDTH)

    def when(self, survival: float) -> float:
        """How far from the centre only this share is left: the inverse of ``survival``, by bisection."""
        low, high = -12.0, 12.0
        for _ in range(50):
            middle = (low + high) / 2
            if self.survival(middle) > survival:
                low = middle
            else:
                high = middle
        return (low + high) / 2


def _above(value: float, centre: float, width: float) -> float:
    return 0.5 * math.erfc((value - centre) / (width * math.sqrt(2)))
