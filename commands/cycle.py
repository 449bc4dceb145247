"""One cycle: finish what was left open, crawl, close each run, publish. ``run``, ``demo`` and the scheduler call it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from pipeline import store
from pipeline.config import Config, ConfigError, Source
from pipeline.reading.version import READER
from pipeline.runs import Closed, close_run, interrupted_runs
from spiders.launch import Worker
from spiders.read import read_page

log = logging.getLogger("slatewatch")


@dataclass(frozen=True, slots=True)
class Cycle:
    """What a cycle did: each closed run, and how many files publishing wrote."""

    closed: tuple[Closed, ...]
    written: int
    unchanged: int

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

    store.keep_sources(db, config.sources)
    finish_open_runs(db, config, now)
    runs = [(store.open_run(db, source.slug, now, READER), source.slug) for source in sources]
    for line in worker.crawl(runs, now, max_seconds):
        told(f"{line.get('source', '')} {line}")
    closed = tuple(_close(db, config, run_id, slug, now) for run_id, slug in runs)
    published = publish(db, config, now)
    return Cycle(closed, published.files_written, published.files_unchanged)


def finish_open_runs(db: Database, config: Config, now: datetime) -> list[Closed]:
    """Runs that a killed process left open: closed if their crawl had ended, else marked as interrupted."""
    known = {source.slug for source in config.sources}
    return [
        _close(db, config, run["id"], run["source"], now) for run in interrupted_runs(db) if run["source"] in known
    ]


def _close(db: Database, config: Config, run_id: int, slug: str, now: datetime) -> Closed:
    closed = close_run(db, config.source(slug), run_id, now, read_page)
    verdict = closed.judgement
    log.info("run %d %s: %s%s", run_id, slug, verdict.reason, f" ({verdict.detail})" if verdict.detail else "")
    return closed


def chosen(config: Config, slugs: Sequence[str]) -> list[Source]:
    """The sources named, or all that are enabled."""
    if slugs:
        return [config.source(slug) for slug in slugs]
    enabled = [source for source in config.sources if source.enabled]
    if not enabled:
        raise ConfigError(f"{config.path or 'slatewatch.toml'}: no source is enabled; add a [[source]]")
    return enabled
