"""``schedule``: the scheduler, and when it will do what."""

from __future__ import annotations

import logging
import sys
from datetime import datetime
from pathlib import Path

import click

from commands.common import Failure, config_option, emit, json_option, now_option, plain_errors, settings
from pipeline.lock import Busy


@click.command()
@click.option("--list", "only_list", is_flag=True, help="Only show when each job is due, and why.")
@click.option("--quiet", is_flag=True, help="Log troubles only.")
@config_option
@now_option
@json_option
@plain_errors
def schedule(only_list: bool, quiet: bool, config_path: Path | None, now: datetime, as_json: bool) -> None:
    """Crawl each source when it is due, until stopped: SIGTERM stops, SIGHUP reads the configuration again.

    One scheduler a database: a second one refuses. Times are computed from the runs in the database, so it may be
    stopped and started at will. With --list or --json nothing is started.
    Exit 0: stopped; 1: another scheduler runs; 2: wrong usage or configuration.
    """
    import schedules

    config = settings(config_path)
    if only_list or as_json:
        rows = [
            {"job": job.name, "kind": job.kind, "next": f"{job.at:%Y-%m-%dT%H:%M:%SZ}",
             "every": schedules.span(job.interval), "why": job.why}
            for job in schedules.jobs(config, schedules.last_runs(config, now), now)
        ]  # fmt: skip
        emit(rows, ("job", "next", "every", "why"), as_json)
        return
    level = logging.WARNING if quiet else logging.INFO
    logging.basicConfig(level=level, format="%(asctime)s %(message)s", stream=sys.stderr)
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    try:
        schedules.serve(config)
    except Busy as busy:
        raise Failure(f"{busy}; this one was not started") from busy
