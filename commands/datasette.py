"""``datasette``: the database in a browser, with our canned queries. Datasette is an extra."""

from __future__ import annotations

import os
import socket
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from commands.common import Failure, config_option, looking, plain_errors
from pipeline.readable import lies_still
from pipeline.whereabouts import database_of

DESCRIPTION = Path(__file__).resolve().parent.parent / "datasette.yaml"


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option("--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="0: any free one.")
@config_option
@plain_errors
def datasette(host: str, port: int, config_path: Path | None) -> None:
    """Start Datasette over the database, read only, with canned queries and facets. Runs may go on meanwhile.

    Exit 0: stopped by hand; 1: no database, Datasette is not installed, or the port is in use; 2: wrong usage.
    """
    if find_spec("datasette") is None:
        raise Failure("Datasette is not installed; install it with: pip install 'slatewatch[datasette]'")
    with looking(config_path):
        pass  # it exists, and is of this version
    database = database_of(config_path)
    with _listening(host, port) as opened:
        app: Any = import_module("datasette.app")
        encoded: Any = import_module("datasette.utils").tilde_encode
        server: Any = import_module("uvicorn")
        files: Any = {"immutables": [str(database)]} if lies_still(database) else {"files": [str(database)]}
        served = app.Datasette(**files, metadata=_description(database.stem)).app()
        click.echo(f"http://{host}:{opened.getsockname()[1]}/{encoded(database.stem)}")
        server.Server(server.Config(served, log_level="warning")).run(sockets=[opened])


def _listening(host: str, port: int) -> socket.socket:
    """The socket to answer on; Failure where there can be none."""
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise Failure(f"{host}, port {port}: {os.strerror(error.errno) if error.errno else error}") from error


def _description(name: str) -> dict[str, Any]:
    """``datasette.yaml``, for a database file of that name. (The library that reads it comes with Datasette.)"""
    yaml: Any = import_module("yaml")
    described: dict[str, Any] = yaml.safe_load(DESCRIPTION.read_text(encoding="utf-8"))
    described["databases"] = {name: described["databases"]["slatewatch"]}
    return described
