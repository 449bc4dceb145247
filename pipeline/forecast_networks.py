"""Who shows what: the channel of a network, and the kind of house behind a production.

The names are data, in ``forecast_networks.toml``: common ones, not a directory. Of a network that is missing nothing is
guessed.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from pipeline.model import Medium

TABLE = Path(__file__).with_name("forecast_networks.toml")


def channel_of(network: str | None, medium: Medium | None) -> str | None:
    """The channel of a network's own productions, in the words of the table of facts; None where it is not known.

    A film is theatrical unless its network is a streamer: a named distributor is what theatrical release means.
    """
    if network is None or medium is None:
        return None
    kinds = _kinds(network)
    if medium == "film":
        return "streaming film" if "streaming" in kinds else "theatrical"
    if kinds & {"us_broadcast", "other_broadcast"}:
        return "broadcast"
    return next((channel for channel in ("cable", "streaming") if channel in kinds), None)


def house_of(network: str | None, channel: str | None) -> str | None:
    """US or other broadcaster, major studio or independent distributor; None where the distinction is not made."""
    if network is None:
        return None
    if channel == "broadcast":
        return "US broadcaster" if "us_broadcast" in _kinds(network) else "other broadcaster"
    if channel == "theatrical":
        return "major studio" if "major_studios" in _kinds(network) else "independent distributor"
    return None


def _kinds(network: str) -> frozenset[str]:
    name = network.strip().casefold()
    return frozenset(kind for kind, names in _networks().items() if name in names)


@cache
def _networks() -> dict[str, frozenset[str]]:
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return {kind: frozenset(name.casefold() for name in names) for kind, names in table.items()}
