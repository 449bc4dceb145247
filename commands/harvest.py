"""``backfill --spark``: files of archives read by many cores or machines into a folder of Parquet. No database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

import click

from commands.common import Failure
from commands.past import reasons
from pipeline import parts
from pipeline.config import Source
from pipeline.harvested import Counts
from spiders.files import FileError, expand
from spiders.spark import Outcome, SparkError, Task, cluster, is_read, read_file, spread


def harvest_files(
    names: Sequence[str], out: Path, master: str | None, wanted: Sequence[Source], every: Sequence[Source],
    span: tuple[datetime, datetime],
) -> None:  # fmt: skip
    """Read the files that are not read yet into ``out``, and say what became of them."""
    task = Task(str(out.absolute()), tuple(wanted), tuple(every), span)
    try:
        places = expand(names)
        out.mkdir(parents=True, exist_ok=True)
        todo = [place for place in places if not is_read(place, task)]
        outcomes = [Outcome(place, "known", Counts()) for place in set(places) - set(todo)]
        if todo:
            with cluster(master) as context:
                outcomes += spread(partial(read_file, task=task), todo, context)
    except (FileError, SparkError) as error:
        raise Failure(str(error)) from error
    parts.sweep(out, places)
    _tell(outcomes)


def _tell(outcomes: Sequence[Outcome]) -> None:
    counts = Counts()
    for outcome in outcomes:
        counts.add(outcome.counts)
    for line in summary(counts, sum(o.state == "read" for o in outcomes), sum(o.state == "known" for o in outcomes)):
        click.echo(line)
    bad = [outcome for outcome in outcomes if outcome.state in ("broken", "failed")]
    if bad:
        more = f" (and {len(bad) - 1} more)" if len(bad) > 1 else ""
        raise Failure(f"{bad[0].why}{more}; run it again to try again")


def summary(counts: Counts, read: int, known: int) -> list[str]:
    """What was done, then a line for each reason why answers were left out, the most frequent first."""
    before = f"; {known} were read before" if known else ""
    first = f"{read} files read: {counts.answers} answers, {counts.pages} pages with {counts.reports} reports{before}"
    return [first, *reasons(counts)]
