"""The configuration with which ``slatewatch demo`` reads the replay: one source an outlet, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from replay.outlets import Outlet, load_outlets

SHAPES = {
    "olv": "on_location_vacations",
    "digital_spy": "digital_spy",
    "press": "article",
    "wordpress": "wordpress",
    "rss": "feed",
}
STARTS = {"digital_spy": "rss/all.xml", "press": "releases/", "rss": "feed/"}
KINDS = {"olv": "listing"}
FOLLOW = "ul.releases a.headline"
OWN = "# Written by the demo: the sites of the replay, on this machine.\n"
"""The first line, by which such a file is told from a person's own."""


def write_config(directory: Path, base_url: str, outlets: Iterable[Outlet] | None = None) -> Path:
    """Write ``slatewatch.toml`` into the folder and return its path. The same arguments give the same bytes."""
    path = directory / "slatewatch.toml"
    path.write_text(config_text(base_url, load_outlets() if outlets is None else outlets), encoding="utf-8")
    return path


def config_text(base_url: str, outlets: Iterable[Outlet]) -> str:
    """The text of the configuration: no built-in sources, loopback allowed, no delay."""
    head = f'{OWN}database = "slatewatch.db"\noutput = "public"\nbuiltin_sources = false\nallow_private = true\n'
    return head + "".join(_source(outlet, base_url) for outlet in outlets)


def _source(outlet: Outlet, base_url: str) -> str:
    fields: dict[str, object] = {
        "slug": outlet.slug,
        "name": outlet.name,
        "kind": KINDS.get(outlet.kind, "article"),
        "shape": SHAPES[outlet.kind],
        "start": [f"{base_url}/{outlet.slug}/{STARTS.get(outlet.kind, '')}"],
        "trust": outlet.trust,
        "time_zone": outlet.time_zone,
        "body": "read",
        "delay": 0,
        "quote": True,
        "complete": False,
    }
    if outlet.kind == "press":
        fields["follow"] = FOLLOW
    lines = "\n".join(f"{key} = {_toml(value)}" for key, value in fields.items())
    return f"\n[[source]]\n{lines}\n"


def _toml(value: object) -> str:
    """JSON's strings, numbers, booleans and lists of strings are TOML's too."""
    return json.dumps(value, ensure_ascii=False)
