"""How long a production of this kind usually takes: a log-linear model of shrunken effects, in plain Python.

The logarithm of a duration is a sum of effects, one for each trait of the production (its channel, network, country …).
An effect is what its group is off by, drawn towards zero the more, the fewer cases the group has: so a network seen
once says little and falls back on its channel. Cases far from what is expected of them lose weight (Tukey's
biweight): one film that waited four years does not move the rest. Cases that are not released yet count as "at least
so long" (Buckley and James): they take the duration that the model expects of one that has lasted so far.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Trait = tuple[str, str]
"""A kind of trait and its value: ("network", "Netflix")."""

SHRINKAGE: Mapping[str, float] = {
    "medium": 2.0,
    "channel": 0.5,
    "house": 4.0,
    "network": 2.0,
    "title": 2.0,
    "country": 3.0,
    "genre": 3.0,
    "precision": 3.0,
    "trend": 2.0,
}
"""How many cases of nothing unusual are added to each group before its mean is believed."""

SWEEPS = 40
TOLERANCE = 1e-3
CUTS = (8.0, 6.0, 5.0, 4.0, 3.5, 3.0, 2.5, 2.5, 2.0, 2.0, 2.0, 2.0)
"""A case counts for nothing when it is this many robust standard deviations off: tightened round by round, so that the
first guess does not decide who is an outlier."""


@dataclass(frozen=True, slots=True)
class Case:
    """One duration to learn from: its logarithm, whether that is only a lower bound, and its traits with amounts."""

    title: str
    traits: Mapping[Trait, float]
    log_days: float
    censored: bool
    weight: float


@dataclass(frozen=True, slots=True)
class Effects:
    """What was learned: the common level, and each trait's departure from it."""

    level: float
    of: Mapping[Trait, float]

    def centre(self, traits: Mapping[Trait, float]) -> float:
        """The expected logarithm of the days; a trait never seen adds nothing."""
        return self.level + sum(self.of.get(trait, 0.0) * amount for trait, amount in traits.items())


def fit(cases: Sequence[Case]) -> Effects:
    """Learn effects from cases, by reweighting and solving in turn."""
    effects = Effects(level=_mean([case.log_days for case in cases], [case.weight for case in cases]), of={})
    weights = [case.weight for case in cases]
    spread = 1.0
    for cut in CUTS:
        centres = [effects.centre(case.traits) for case in cases]
        targets = [_target(case, centre, spread) for case, centre in zip(cases, centres, strict=True)]
        effects = _solve(cases, targets, weights, effects)
        misses = [abs(y - effects.centre(case.traits)) for case, y in zip(cases, targets, strict=True)]
        spread = max(1.4826 * _middle(misses), 0.05)
        weights = [case.weight * _biweight(miss / (cut * spread)) for case, miss in zip(cases, misses, strict=True)]
    return effects


def _solve(cases: Sequence[Case], targets: Sequence[float], weights: Sequence[float], start: Effects) -> Effects:
    """Penalised least squares by coordinate descent from the last solution; every group is visited in each sweep."""
    members = _members(cases)
    effects = {trait: start.of.get(trait, 0.0) for trait in members}
    level = start.level
    rest = [y - start.centre(case.traits) for case, y in zip(cases, targets, strict=True)]
    for _ in range(SWEEPS):
        moved = _mean(rest, weights)
        level += moved
        rest = [value - moved for value in rest]
        largest = abs(moved)
        for trait, group in members.items():
            step = _step(group, rest, weights, effects[trait], SHRINKAGE[trait[0]])
            effects[trait] += step
            for index, amount in group:
                rest[index] -= step * amount
            largest = max(largest, abs(step))
        if largest < TOLERANCE:
            break
    return Effects(level, effects)


def _step(
    group: Sequence[tuple[int, float]],
    rest: Sequence[float],
    weights: Sequence[float],
    now: float,
    shrinkage: float,
) -> float:
    pull = -shrinkage * now
    stiffness = shrinkage
    for index, amount in group:
        pull += weights[index] * amount * rest[index]
        stiffness += weights[index] * amount * amount
    return pull / stiffness


def _members(cases: Iterable[Case]) -> dict[Trait, list[tuple[int, float]]]:
    members: dict[Trait, list[tuple[int, float]]] = {}
    for index, case in enumerate(cases):
        for trait, amount in case.traits.items():
            members.setdefault(trait, []).append((index, amount))
    return members


def _target(case: Case, centre: float, spread: float) -> float:
    """The duration itself, or what is expected of one that has lasted so far."""
    if not case.censored:
        return case.log_days
    reached = (case.log_days - centre) / spread
    tail = 0.5 * math.erfc(reached / math.sqrt(2))
    if tail < 1e-9:
        return case.log_days
    return centre + spread * math.exp(-reached * reached / 2) / (math.sqrt(2 * math.pi) * tail)


def _biweight(miss: float) -> float:
    return (1 - miss * miss) ** 2 if miss < 1 else 0.0


def _mean(values: Sequence[float], weights: Sequence[float]) -> float:
    total = sum(weights)
    return sum(value * weight for value, weight in zip(values, weights, strict=True)) / total if total else 0.0


def _middle(values: Sequence[float]) -> float:
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
