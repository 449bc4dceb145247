"""``serve`` and ``watch``."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from commands.common import (
    Failure,
    config_option,
    emit,
    json_option,
    nearest,
    now_option,
    plain_errors,
    reading,
    settings,
    tell_lists,
    warn_of_places,
)
from commands.rewrite import append
from pipeline.config import Watch, load


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0: any free one.")
@config_option
@plain_errors
def serve(host: str, port: int, config_path: Path | None) -> None:
    """Serve the feeds and pages. Any search is a feed: /search.atom?q=WORDS&status=STATUS&place=PLACE.

    Exit 0: stopped by hand; 1: no database, or the port is in use; 2: wrong usage or configuration.
    """
    from feeds.serve import serve as run_server

    config = settings(config_path)
    with reading(config):
        pass

    def told(bound: int) -> None:
        click.echo(f"serving {config.output} on http://{host}:{bound}/ (Ctrl-C ends it)")

    try:
        run_server(config.database, config, host, port, lambda: datetime.now(UTC), told)
    except OSError as error:
        raise Failure(f"{host}, port {port}: {error.strerror or error}") from error


@click.group()
def watch() -> None:
    """Watch lists: each is a feed of its own, and can send messages.

    Exit 0; 1: something failed; 2: wrong usage or configuration. Each verb below says more.
    """


@watch.command("list")
@config_option
@json_option
@plain_errors
def list_(config_path: Path | None, as_json: bool) -> None:
    """The watch lists of the configuration.

    Exit 0; 1: the file of a list cannot be read; 2: wrong usage or configuration.
    """
    from feeds.lists import gather
    from feeds.watch import key_of

    config = settings(config_path)
    gathered = gather(config)
    rows = [
        {"name": w.name, "titles": len(w.titles), "statuses": ", ".join(w.statuses), "places": ", ".join(w.places),
         "feed": f"{key_of(w).path}.atom"}
        for w in gathered.watches
    ]  # fmt: skip
    emit(rows, ("name", "titles", "statuses", "places", "feed"), as_json)
    warn_of_places(config)
    if tell_lists(gathered.trouble):
        sys.exit(1)


@watch.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--name", help="The watch list's name (default: the file's name).")
@config_option
@plain_errors
def import_(file: Path, name: str | None, config_path: Path | None) -> None:
    """Make a watch list of FILE, a list exported from Letterboxd, Trakt, IMDb or TVmaze.

    Exit 0; 1: there is one of that name already; 2: wrong usage, or FILE holds no titles.
    """
    from feeds.lists import read_list
    from feeds.watch import key_of

    path = (config_path or Path("slatewatch.toml")).absolute()
    config = load(path if path.exists() else None)
    name = name or file.stem
    feed = key_of(Watch(name)).path
    for known in config.watches:
        if key_of(known).path == feed:
            raise Failure(f"{path}: there is a watch list named '{known.name}' already; give another with --name")
    titles = read_list(file)
    entry = f"[[watch]]\nname = {json.dumps(name)}\nfile = {json.dumps(str(file.absolute()))}\n"
    append(path, entry)
    click.echo(f"{name}: {len(titles)} titles; its feed will be {feed}.atom")


@watch.command("test")
@click.argument("name")
@config_option
@now_option
@plain_errors
def test_(name: str, config_path: Path | None, now: datetime) -> None:
    """Send a test message to every address of the watch list NAME.

    Exit 0: all were reached; 1: one was not, or there is none; 2: wrong usage or configuration.
    """
    from feeds import notify

    known = {w.name: w for w in settings(config_path).watches}
    if (found := known.get(name)) is None:
        raise Failure(f"no watch list named '{name}'{nearest(name, list(known))}")
    if not found.notify:
        raise Failure(f"the watch list '{name}' has no addresses; put them into its [[watch]] as notify = [\"…\"]")
    try:
        delivered = notify.test(found, notify.apprise_sender())
    except notify.NotifyError as error:
        raise Failure(str(error)) from error
    if not all(delivered):
        raise Failure(f"{delivered.count(False)} of {len(delivered)} addresses could not be reached")
    click.echo(f"{len(delivered)} test messages sent")
