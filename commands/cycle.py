"""One cycle: finish what was left open, crawl, close each run, publish. ``run``, ``demo`` and the scheduler call it."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from pipeline import foretell, refusals, store
from pipeline.config import Config, ConfigError, Source
from pipeline.health import tell_health
from pipeline.judge import Judgement
from pipeline.reading.version import READER
from pipeline.runs import Closed, close_run, interrupted_runs
from pipeline.store import stamp
from spiders.declaration import check_declared
from spiders.launch import Worker
from spiders.read import read_page

log = logging.getLogger("slatewatch")


@dataclass(frozen=True, slots=True)
class Cycle:
    """What a cycle did: each closed run, how many files publishing wrote, and which watch lists could not be read."""

    closed: tuple[Closed, ...]
    written: int
    unchanged: int
    trouble: tuple[str, ...] = ()

    @property
    def failed(self) -> tuple[Closed, ...]:
        """The runs that could not be believed."""
        return tuple(run for run in self.closed if run.judgement.state != "accepted")


def run_cycle(
    db: Database, config: Config, sources: Sequence[Source], now: datetime, worker: Worker, *,
    max_seconds: float = 3600, told: Callable[[str], None] = lambda line: None,
) -> Cycle:  # fmt: skip
    """Crawl ``sources`` and publish what changed. ``told`` hears one line for each run that ended."""
    from feeds.publish import publish
    from feeds.spread import spread_word

    store.keep_sources(db, config.sources)
    cut = store.cycle_begins(db, now)
    if cut:
        sweep(config.output)
    again = cut == stamp(now)
    late = finish_open_runs(db, config, now, kept=again)
    done = [_found(db, source, now) if again else None for source in sources]
    runs = [run or _opened(db, source, now) for run, source in zip(done, sources, strict=True)]
    _crawl(worker, [(r.id, r.source) for r in runs if not r.crawled], now, max_seconds, told)
    closed = tuple(run.closed or _close(db, config, run.id, run.source, now) for run in runs)
    tell_health(db, [source.slug for source in sources], now)
    touched = {production for run in (*late, *closed) for production in run.touched}
    foretell.update(db, touched | store.touched_since_cut(db) if cut else touched, now)
    published = publish(db, config, now)
    store.cycle_ended(db)
    spread_word(db, config, published, now)
    return Cycle(closed, published.files_written, published.files_unchanged, published.trouble)


def _crawl(
    worker: Worker, runs: list[tuple[int, str]], now: datetime, max_seconds: float, told: Callable[[str], None]
) -> None:
    """Let the worker crawl. One that dies (somebody killed it, memory ran out) is replaced once."""
    until = time.monotonic() + max_seconds
    for _ in range(2):
        for line in worker.crawl(runs, now, max(1.0, until - time.monotonic())):
            told(f"{line.get('source', '')} {line}")
            runs = [run for run in runs if run[0] != line.get("run")]
            if "error" in line:
                log.error("%s: %s", line.get("source", "the worker"), line["error"])
        if not worker.died or not runs:
            break
        log.warning("the crawling process died; another one goes on")


@dataclass(frozen=True, slots=True)
class _Run:
    """A run of this cycle: how far it got, where the cycle was cut off and is repeated with the same clock."""

    id: int
    source: str
    crawled: bool = False
    closed: Closed | None = None


def _opened(db: Database, source: Source, now: datetime) -> _Run:
    """A new run; its crawl is already over where the source is to be left alone."""
    detail = refusals.left_alone(db, source, now)
    run = store.open_run(db, source.slug, now, READER)
    if detail:
        refusals.leave_alone(db, run, detail, now)
    return _Run(run, source.slug, crawled=bool(detail))


def _found(db: Database, source: Source, now: datetime) -> _Run | None:
    """The run of a source that the cut-off cycle left. What is judged is judged: a second run at the same moment
    would be taken for a second witness, or for a second absence."""
    run = store.run_at(db, source.slug, now)
    if run is None:
        return None
    if run["state"] == "open":
        return _Run(run["id"], source.slug, crawled=True)
    return _Run(run["id"], source.slug, True, Closed(run["id"], source.slug, judgement_of(run)))


def judgement_of(run: Mapping[str, Any]) -> Judgement:
    """The verdict that stands in a row of runs."""
    return Judgement(run["state"], run["reason"], run["detail"])


def sweep(output: Path) -> None:
    """Remove the unfinished files that a killed publication left beside those that it was about to replace."""
    for left in output.rglob(".*.new"):
        left.unlink(missing_ok=True)


def finish_open_runs(db: Database, config: Config, now: datetime, *, kept: bool = False) -> list[Closed]:
    """Runs that a killed process left open: closed if their crawl had ended, else marked as interrupted.

    ``kept``: those of this very moment whose crawl had ended are left for this cycle to close, in its order.
    """
    known = {source.slug for source in config.sources}
    return [
        _close(db, config, run["id"], run["source"], now)
        for run in interrupted_runs(db)
        if run["source"] in known and not (kept and run["crawl"] and run["started_at"] == stamp(now))
    ]


def _close(db: Database, config: Config, run_id: int, slug: str, now: datetime) -> Closed:
    closed = close_run(db, config.source(slug), run_id, now, read_page)
    verdict = closed.judgement
    log.info("run %d %s: %s%s", run_id, slug, verdict.reason, f" ({verdict.detail})" if verdict.detail else "")
    return closed


def chosen(config: Config, slugs: Sequence[str]) -> list[Source]:
    """The sources named, or all that are enabled. ConfigError where one of them cannot be crawled as declared."""
    wanted = [config.source(slug) for slug in slugs] if slugs else [s for s in config.sources if s.enabled]
    if not wanted:
        raise ConfigError(f"{config.path or 'slatewatch.toml'}: no source is enabled; add a [[source]]")
    check_declared(config, wanted)  # what can never be crawled is the configuration's fault, not the site's
    return wanted
