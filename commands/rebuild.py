"""``rebuild``."""

from __future__ import annotations

import sys
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import click

from commands.common import config_option, emit, json_option, now_option, plain_errors, settings
from commands.decide import deciding, publish_decision


@click.command()
@click.option("--apply", "keep", is_flag=True, help="Keep the differences, as corrections.")
@config_option
@now_option
@json_option
@plain_errors
def rebuild(keep: bool, config_path: Path | None, now: datetime, as_json: bool) -> None:
    """Read every stored page again with today's rules and compare with what was published.

    Without --apply nothing is kept. With it, what is no longer borne out is withdrawn with a correction, and what is
    found anew fills in the timelines: no subscriber gets a flood.
    Exit 0; 1: no database, or a run is under way; 2: wrong usage or configuration.
    """
    from pipeline import rebuild as again
    from spiders.read import read_page

    config = settings(config_path)
    with deciding(config) as db:
        known = {source.slug: source for source in config.sources}
        found = again.rebuild(db, known, now, read_page, apply=keep, told=_progress)
        if keep:
            publish_decision(db, config, now)
    emit((asdict(d) for d in found), ("what", "before", "after", "id"), as_json, f"{len(found)} differences")


def _progress(done: int, of: int) -> None:
    if sys.stderr.isatty():
        click.echo(f"\rread again: {done} of {of} runs", err=True, nl=done == of)
