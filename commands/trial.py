"""A crawl that leaves nothing behind: of one source, into a database that is thrown away afterwards."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from commands.common import Failure
from pipeline import store
from pipeline.config import Config, Source
from pipeline.judge import Judgement
from pipeline.model import Crawl, Page, Report
from pipeline.runs import close_run
from spiders.launch import Worker
from spiders.read import read_page
from spiders.suggest import Suggestion

LONGEST = 600
"""Seconds after which a trial is given up."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What a trial brought: pages, what they say, how the crawl went, and how it would be judged."""

    crawl: Crawl
    verdict: Judgement
    pages: tuple[Page, ...]
    reports: tuple[Report, ...]


def attempt(config: Config, source: Source, now: datetime) -> Trial:
    """Crawl ``source`` politely, as ``run`` would: its first start address, ``max_pages`` of it, a few articles.

    Failure where it is declared in a way that cannot be crawled.
    """
    if sys.stderr.isatty():
        click.echo(f"asking, {source.delay:g} s between two requests …", err=True)
    with tempfile.TemporaryDirectory(prefix="slatewatch-") as name:
        folder = Path(name)
        file = folder / "slatewatch.toml"
        file.write_text(_declared(config, source), encoding="utf-8")
        db = store.open_database(folder / "slatewatch.db")
        try:
            store.keep_sources(db, [source])
            run = store.open_run(db, source.slug, now, "trial")
            with Worker(file, folder / "slatewatch.db") as worker:
                for told in worker.crawl([(run, source.slug)], now, LONGEST, sample=True):
                    if "error" in told:
                        raise Failure(str(told["error"]).partition(": ")[2])
            crawl, pages = store.crawled(db, run)
            verdict = close_run(db, source, run, now, read_page).judgement
        finally:
            db.close()
    reports = [report for page in pages for report in read_page(source, page)]
    return Trial(crawl or Crawl(), verdict, tuple(pages), tuple(reports))


def _declared(config: Config, source: Source) -> str:
    """A configuration with nothing but that source in it."""
    top: dict[str, Any] = {"builtin_sources": False, "allow_private": config.allow_private}
    if config.contact:
        top["contact"] = config.contact
    own = {name: value for name, value in asdict(source).items() if value not in (None, "", ())}
    if config.path and "ca" in source.options:
        own["options"] = {**source.options, "ca": str(config.path.parent / source.options["ca"])}
    plain = Suggestion(top).toml().removeprefix("[[source]]\n")
    return plain + Suggestion({**own, "start": list(source.start[:1])}).toml()
