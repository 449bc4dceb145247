"""Whom a site may write to: asked for once on a terminal before anything is fetched, and reminded of elsewhere."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from commands.common import Failure, settings
from commands.rewrite import put_first
from pipeline.config import Config


def with_contact(config: Config, config_path: Path | None, *, quiet: bool = False) -> Config:
    """The configuration, with a contact where a person gave one now. Only sites of one's own need none."""
    if config.contact or config.allow_private:
        return config
    path = (config_path or config.path or Path("slatewatch.toml")).absolute()
    if on_terminal():
        try:
            told = click.prompt("Whom may a site write to? It sees this address (mailto:… or https://…)", err=True)
        except click.Abort:
            click.echo(err=True)
            raise Failure("nothing was asked of any site: no contact was given") from None
        put_first(path, f"contact = {json.dumps(told.strip())}")
        return settings(path)
    if not quiet:
        click.echo(f'slatewatch: {path}: no contact; put contact = "mailto:…" first, for sites to see', err=True)
    return config


def on_terminal() -> bool:
    """True where a person can be asked. A program that was started without any input has none at all."""
    return bool(sys.stdin and sys.stdin.isatty() and sys.stdout and sys.stdout.isatty())
