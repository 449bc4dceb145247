"""How good the release forecast is on the shipped table: coverage of the window, error of the median, stability.

Run from the repository's root: ``python -m benchmarks.forecast``. Every figure is of productions whose title, with all
its seasons, was held back from the model and from the baseline alike; the baseline is the median duration of the
row's channel. ``--as-of`` (slower) also forecasts each start since 2013 from nothing but what was known on that day.
Exits 1 when leave-one-title-out misses a target.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

from benchmarks.row import Row, tell
from pipeline.forecast import Model, Subject, Timeline, as_of, leave_one_title_out, load_facts

COVERAGE = (0.75, 0.85)
RATIO = 0.85
AS_OF_FIRST_YEAR = 2013


@dataclass(frozen=True, slots=True)
class Trial:
    """One forecast beside the truth, in days."""

    fact: Timeline
    error: int
    baseline_error: float
    inside: bool
    late: bool
    width: int


def subject_of(fact: Timeline) -> Subject:
    """A completed production as it was on its first day."""
    return Subject(
        title=fact.title,
        season=fact.season,
        medium=fact.medium,
        channel=fact.channel,
        network=fact.network,
        country=fact.country,
        started=fact.started,
        start_precision=fact.start_precision,
        flags=fact.flags,
    )


def trials(training: Sequence[Timeline], held: Iterable[Timeline]) -> Iterator[Trial]:
    """Forecast each held fact at its start, from the training facts alone."""
    model = Model.fit(training)
    for fact in held:
        answer = model.forecast(subject_of(fact), fact.started)
        if answer is None or fact.released is None:
            continue
        usual = baseline(training, fact)
        yield Trial(
            fact,
            error=abs((answer.median - fact.released).days),
            baseline_error=abs((fact.released - fact.started).days - usual),
            inside=answer.earliest <= fact.released <= answer.latest,
            late=fact.released > answer.median,
            width=(answer.latest - answer.earliest).days,
        )


def baseline(training: Sequence[Timeline], fact: Timeline) -> float:
    """The median duration of the fact's channel; of all productions where the channel has no other."""
    known = [(other.channel, (other.released - other.started).days) for other in training if other.released]
    same = [days for channel, days in known if channel == fact.channel]
    return statistics.median(same or [days for _, days in known])


def by_title(facts: Sequence[Timeline]) -> list[Trial]:
    """Leave one title out, each in turn."""
    return [trial for training, held in leave_one_title_out(facts) for trial in trials(training, held)]


def by_fold(facts: Sequence[Timeline], folds: int, seed: int) -> list[Trial]:
    """Leave a random share of the titles out, each in turn."""
    titles = sorted({fact.title for fact in facts})
    random.Random(seed).shuffle(titles)
    shares = [set(titles[start::folds]) for start in range(folds)]
    return [
        trial
        for share in shares
        for trial in trials([f for f in facts if f.title not in share], [f for f in facts if f.title in share])
    ]


def by_day(facts: Sequence[Timeline]) -> list[Trial]:
    """Forecast each start from what was known on that day, its own title's earlier seasons included."""
    recent = [fact for fact in facts if fact.started.year >= AS_OF_FIRST_YEAR]
    return [trial for fact in recent for trial in trials(as_of(facts, fact.started), [fact])]


def ratio(found: Sequence[Trial]) -> float:
    """The median error against that of the baseline."""
    return statistics.median(t.error for t in found) / statistics.median(t.baseline_error for t in found)


def coverage(found: Sequence[Trial]) -> float:
    """The share of true dates inside the window."""
    return statistics.mean(trial.inside for trial in found)


def resampled(found: Sequence[Trial], times: int = 1000) -> list[float]:
    """The ratio over bootstrap samples of titles, in order: how far chance alone would move it."""
    groups: dict[str, list[Trial]] = {}
    for trial in found:
        groups.setdefault(trial.fact.title, []).append(trial)
    titles = sorted(groups)
    draw = random.Random(0)
    samples = (draw.choices(titles, k=len(titles)) for _ in range(times))
    return sorted(ratio([trial for title in sample for trial in groups[title]]) for sample in samples)


def add_row(table: Table, name: str, found: Sequence[Trial]) -> None:
    """One line of the table."""
    table.add_row(
        name,
        str(len(found)),
        f"{100 * coverage(found):.1f} %",
        f"{statistics.median(t.error for t in found):.0f}",
        f"{statistics.median(t.baseline_error for t in found):.0f}",
        f"{ratio(found):.3f}",
        f"{100 * statistics.mean(t.late for t in found):.0f} %",
        f"{statistics.median(t.width for t in found):.0f}",
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table, and say whether the targets are met."""
    parser = argparse.ArgumentParser(description="Accuracy of the release forecast on the shipped table.")
    parser.add_argument("--seeds", type=int, default=3, help="random splits into 10 folds")
    parser.add_argument("--as-of", action="store_true", help="also forecast from what was known on each day")
    options = parser.parse_args(arguments)
    facts = load_facts()
    found = by_title(facts)
    table = Table("held back", "rows", "in window", "error", "baseline", "ratio", "after median", "window, days")
    add_row(table, "one title at a time", found)
    for kind in ("medium", "channel"):
        for value in sorted({str(getattr(trial.fact, kind)) for trial in found}):
            add_row(table, f"  {kind} {value}", [t for t in found if str(getattr(t.fact, kind)) == value])
    for seed in range(options.seeds):
        add_row(table, f"a tenth of the titles, split {seed}", by_fold(facts, 10, seed))
    if options.as_of:
        add_row(table, f"all that came later, starts since {AS_OF_FIRST_YEAR}", by_day(facts))
    ratios = resampled(found)
    console = Console(width=110)
    console.print(table)
    console.print(f"Ratio over 1000 bootstrap samples of titles, 5 % to 95 %: {ratios[50]:.3f} to {ratios[949]:.3f}")
    targets = f"window {COVERAGE[0]:.0%} to {COVERAGE[1]:.0%}, ratio at most {RATIO}"
    console.print(f"Targets: {targets}")
    return tell(
        [
            Row("error of the forecast's median", "the median duration of its channel", round(ratio(found), 3), RATIO),
            Row("releases inside the window: at least", "all", round(coverage(found), 3), COVERAGE[0], least=True),
            Row("releases inside the window: at most", "all", round(coverage(found), 3), COVERAGE[1]),
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
