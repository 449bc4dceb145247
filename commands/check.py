"""``check``: one page of a source, and what slatewatch makes of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.common import Failure, config_option, emit, json_option, now_option, plain_errors, settings
from commands.contact import with_contact
from pipeline.config import Source
from pipeline.model import Report, Window
from pipeline.weigh import THRESHOLD

if TYPE_CHECKING:
    from commands.trial import Trial
    from spiders.check import Examination

LONG_LIST = "max_pages"
COLUMNS = ("what", "name", "found", "example")


@click.command()
@click.argument("source")
@click.option("--pages", type=click.IntRange(min=1), default=1, show_default=True,
              help="How many pages of a list to read; all of them are needed to suggest bounds.")  # fmt: skip
@config_option
@now_option
@json_option
@plain_errors
def check(source: str, pages: int, config_path: Path | None, now: datetime, as_json: bool) -> None:
    """Fetch a page of SOURCE and show what was found in it, and what was not. Keeps nothing.

    It is as polite as a run: robots.txt is asked first, and of articles only five are read. Exit 0: something was
    found; 1: nothing was, with the reason word; 2: there is no such source, or it is declared wrongly.
    """
    from commands.trial import attempt
    from spiders.check import examine
    from spiders.declaration import check_declared

    config = settings(config_path)
    declared = config.source(source)
    check_declared(config, [declared])
    config = with_contact(config, config_path)
    trial = attempt(config, replace(declared, max_pages=pages, expect=None), now)
    whole = LONG_LIST not in trial.crawl.detail
    if not trial.reports:
        raise Failure(_nothing(declared, trial))
    examined = examine(declared, trial.pages, trial.reports)
    title = f"{declared.label}: {examined.pages} page{'s' * (examined.pages != 1)}, {examined.reports} reports"
    emit(_rows(declared, examined, trial, whole), COLUMNS, as_json, title)


def _nothing(source: Source, trial: Trial) -> str:
    """One line for a page in which nothing was found."""
    from spiders.check import why_nothing

    read = sum(page.role == "article" for page in trial.pages)
    told = "1 article was" if read == 1 else f"{read} articles were"
    if trial.crawl.garbled:
        return f"{source.slug}: empty: {trial.crawl.left_out}"
    if trial.verdict.reason == "accepted" and read:
        return f"{source.slug}: empty: {told} read, and none tells a production's status; that may be chance"
    if trial.verdict.reason == "accepted":
        return f"{source.slug}: empty: {why_nothing(source, trial.pages)}"
    detail = trial.crawl.detail or trial.verdict.detail
    return f"{source.slug}: {trial.verdict.reason}: {detail}" if detail else f"{source.slug}: {trial.verdict.reason}"


def _rows(source: Source, examined: Examination, trial: Trial, whole: bool) -> Iterator[dict[str, Any]]:
    """What was found: fields, statuses, phrases that nobody knows, bounds, and what the trust means."""
    reports = trial.reports
    for name, share in examined.filled.items():
        declared = name in source.fields or (name in ("start_date", "end_date") and "dates" in source.fields)
        if share or declared:
            yield {"what": "field", "name": name, "found": _share(share), "example": _example(reports, name)}
    for name, count in examined.statuses.items():
        yield {"what": "status", "name": name, "found": str(count), "example": _saying(reports, name)}
    if trial.crawl.garbled:
        yield {"what": "left out", "name": "garbled titles", "found": str(trial.crawl.garbled),
               "example": trial.crawl.left_out}  # fmt: skip
    for phrase, count in examined.unknown.items():
        yield {"what": "unknown phrase", "name": phrase, "found": str(count), "example": _advice(phrase)}
    if examined.bounds and whole:
        yield {"what": "bounds", "name": "expect", "found": "", "example": f"expect = {list(examined.bounds)}"}
    elif examined.bounds:
        yield {"what": "bounds", "name": "expect", "found": "",
               "example": "the list goes on: --pages N reads more of it"}  # fmt: skip
    if source.trust < THRESHOLD:
        yield {"what": "trust", "name": str(source.trust), "found": "",
               "example": "published only where another source agrees; trust = 2 lets it speak alone"}  # fmt: skip


def _share(share: float) -> str:
    return f"{share:.0%}" if share else "nothing"


def _example(reports: Sequence[Report], name: str) -> str:
    values = (getattr(report, name) for report in reports)
    value = next((value for value in values if value is not None), "")
    if isinstance(value, Window):
        return " to ".join(dict.fromkeys((value.earliest.isoformat(), value.latest.isoformat())))
    return str(value)


def _saying(reports: Sequence[Report], name: str) -> str:
    """A title of which that is said."""
    named = (r.title for r in reports if str(r.status or r.event) == name and r.rule != "unknown_phrase")
    return next(named, "")


def _advice(phrase: str) -> str:
    """The line that would make the phrase known."""
    return f'[source.status] {json.dumps(phrase, ensure_ascii=False)} = "…"'
