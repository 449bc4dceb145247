"""``datasette``: the database in a browser, with our canned queries. Datasette is an extra."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from commands.common import Failure, config_option, looking, plain_errors
from pipeline.whereabouts import database_of

DESCRIPTION = Path(__file__).resolve().parent.parent / "datasette.yaml"


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option("--port", type=click.IntRange(1, 65535), default=8001, show_default=True, help="On which port.")
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
    app: Any = import_module("datasette.app")
    server: Any = import_module("uvicorn")
    served = app.Datasette([str(database)], metadata=_description(database.stem)).app()
    click.echo(f"http://{host}:{port}/{database.stem}")
    server.run(served, host=host, port=port, log_level="warning")


def _description(name: str) -> dict[str, Any]:
    """``datasette.yaml``, for a database file of that name. (The library that reads it comes with Datasette.)"""
    yaml: Any = import_module("yaml")
    described: dict[str, Any] = yaml.safe_load(DESCRIPTION.read_text(encoding="utf-8"))
    described["databases"] = {name: described["databases"]["slatewatch"]}
    return described
