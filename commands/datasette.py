"""``datasette``: the database in a browser, with our canned queries. Datasette is an extra."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from commands.common import Failure, config_option, looking, plain_errors, settings

DESCRIPTION = Path(__file__).resolve().parent.parent / "datasette.yaml"


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option("--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="0: any free port.")
@click.option("--open", "browse", is_flag=True, help="Open it in the browser.")
@config_option
@plain_errors
def datasette(host: str, port: int, browse: bool, config_path: Path | None) -> None:
    """Start Datasette over the database, read only, with canned queries and facets. Runs may go on meanwhile.

    Exit 0: stopped by hand; 1: no database, or Datasette is not installed or did not start.
    """
    if find_spec("datasette") is None:
        raise Failure("Datasette is not installed; install it with: pip install 'slatewatch[datasette]'")
    config = settings(config_path)
    with looking(config):
        pass  # made, and of this version
    with tempfile.TemporaryDirectory() as folder:
        described = Path(folder) / "metadata.json"
        described.write_text(json.dumps(_description(config.database.stem)), encoding="utf-8")
        command = [sys.executable, "-m", "datasette", "serve", str(config.database), "--metadata", str(described),
                   "--host", host, "--port", str(port), *(["--open"] if browse else [])]  # fmt: skip
        try:
            code = subprocess.run(command, check=False).returncode
        except KeyboardInterrupt:
            return
    if code:
        raise Failure(f"datasette ended with exit code {code}")


def _description(name: str) -> dict[str, Any]:
    """``datasette.yaml``, for a database file of that name. (The library that reads it comes with Datasette.)"""
    yaml: Any = import_module("yaml")
    described: dict[str, Any] = yaml.safe_load(DESCRIPTION.read_text(encoding="utf-8"))
    described["databases"] = {name: described["databases"]["slatewatch"]}
    return described
