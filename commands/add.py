"""``sources``, and ``sources add``: an address in, a ``[[source]]`` entry out, kept when a person says so."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands import look
from commands.common import (
    Failure,
    config_option,
    idle_now_option,
    json_option,
    now_option,
    plain_errors,
    printable,
    settings,
)
from commands.contact import on_terminal, with_contact
from commands.rewrite import append
from pipeline.config import Config, Source, load, source_from

if TYPE_CHECKING:
    from spiders.suggest import Suggestion

PREVIEW = 5
"""Rows that are shown before a person is asked."""
PAUSE = 1.0
"""Seconds between robots.txt and the page: there is no third request."""
UNTOLD_OF_NEWS = """\
# trust = 2                      # 1, the default: published only where another source agrees
# time_zone = "Europe/London"    # whose days its dates are
"""
UNTOLD = (
    UNTOLD_OF_NEWS
    + """\
# complete = true                # the list holds everything it knows, not only the latest
"""
)


@click.group(invoke_without_command=True)
@click.option("--all", "everything", is_flag=True, help="Also those that are not enabled.")
@config_option
@idle_now_option
@json_option
@click.pass_context
def sources(ctx: click.Context, everything: bool, config_path: Path | None, as_json: bool) -> None:
    """The sources: what each is, how far it is trusted, how often it is asked, under which terms.

    'sources add URL' proposes a new one. Needs no database. Exit 0; 2: the configuration is wrong.
    """
    if ctx.invoked_subcommand is None:
        ctx.invoke(look.sources, everything=everything, config_path=config_path, as_json=as_json)


@sources.command()
@click.argument("url")
@click.option("--slug", help="The name that the source shall have; by default it is made of the address.")
@click.option("--yes", is_flag=True, help="Add what is proposed without asking.")
@config_option
@now_option
@click.pass_context
@plain_errors
def add(ctx: click.Context, url: str, slug: str | None, yes: bool, config_path: Path | None, now: datetime) -> None:
    """Look at the page at URL and propose a [[source]] for it: a feed, a WordPress site, or repeated elements.

    The proposal is shown with what it would read, and appended to slatewatch.toml when you agree. Exit 0: added;
    1: nothing was found there, or it is a source already.
    """
    assert ctx.parent
    path = (config_path or ctx.parent.params["config_path"] or Path("slatewatch.toml")).absolute()
    config = load(path) if path.exists() else replace(settings(None), path=None)
    _refuse_known(config, url, slug)
    _refuse_no_address(url)
    config = with_contact(config, path)
    found = _proposed(config, url, slug, now)
    _refuse_known(config, "", str(found.entry["slug"]))
    _show(found)
    if not yes and not _agreed(path):
        raise Failure("nothing was added")
    append(path, _entry(found))
    click.echo(f"added to {path}; 'slatewatch check {found.entry['slug']}' shows what is found in it")


def _agreed(path: Path) -> bool:
    """What a person answers, or the first line of a pipe. Failure where nobody is there to answer."""
    if on_terminal():
        with suppress(click.Abort):
            return click.confirm(f"Add this to {path}?", err=True)
        click.echo(err=True)
    elif sys.stdin and (answer := sys.stdin.readline()):
        return answer.strip().lower() in ("y", "yes")
    raise Failure("nothing was added: there was no answer; --yes adds without asking")


def _refuse_known(config: Config, url: str, slug: str | None) -> None:
    """Failure where a source has that name or address."""
    for source in config.sources:
        if slug == source.slug:
            raise Failure(f"'{slug}' is a source already; choose another name with --slug")
        if url and url.rstrip("/") in (start.rstrip("/") for start in source.start):
            raise Failure(f"{url} is read already, by the source '{source.slug}'")


def _refuse_no_address(url: str) -> None:
    from spiders.declaration import is_address

    if not is_address(url):
        raise click.UsageError(f"'{url}' is not an address such as https://example.org/in-production")


def _proposed(config: Config, url: str, slug: str | None, now: datetime) -> Suggestion:
    """What the page at ``url`` could be as a source. Failure, with the reason word, where nothing can be proposed."""
    from commands.trial import attempt
    from spiders.suggest import suggest

    trial = attempt(config, Source("look", shape="page", start=(url,), delay=PAUSE), now)
    if not trial.pages:
        raise Failure(f"{url}: {trial.verdict.reason}: {trial.crawl.detail or trial.verdict.detail}")
    page = trial.pages[0]
    found = suggest(page.url, page.body, page.encoding)
    if found is None:
        raise Failure(f"{url}: empty: no feed, no WordPress and no repeated elements; docs/adding-a-source.md helps")
    entry = {**found.entry, "slug": slug} if slug else dict(found.entry)
    source_from(entry, url, 1, None)
    return replace(found, entry=entry)


def _show(found: Suggestion) -> None:
    for reason in found.why:
        click.echo(f"# {printable(reason)}")
    for row in [row for row in found.rows if row][:PREVIEW]:
        click.echo(f"#   {_row(row)}")
    click.echo(_entry(found))


def _entry(found: Suggestion) -> str:
    """The entry, with what a page cannot tell as lines to be filled in."""
    text = found.toml()
    end = text.find("\n[source.") + 1 or len(text)
    untold = UNTOLD_OF_NEWS
    if found.entry["kind"] == "listing":
        untold = _numbered(found) + UNTOLD
    return text[:end] + untold + text[end:]


def _numbered(found: Suggestion) -> str:
    """A line for a list that leads to no further page, where its address looks like the first of several."""
    (start,) = found.entry["start"]
    first = re.fullmatch(r"(.*[/=])1(/?)", start)
    if first is None or "next" in found.entry:
        return ""
    return f'# start = ["{first[1]}{{page}}{first[2]}"]   # where there are further pages under numbers\n'


def _row(row: Mapping[str, Any]) -> str:
    return "; ".join(f"{name} = {printable(text)}" for name, text in row.items())
