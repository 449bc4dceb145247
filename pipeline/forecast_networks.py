"""Who shows what: the names of networks, the channel of each, and the kind of house behind a production.

The names are data, in ``forecast_networks.toml``: common ones, not a directory. Of a network that is missing nothing is
guessed.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from pipeline.model import Medium

TABLE = Path(__file__).with_name("forecast_networks.toml")
CHANNELS = ("broadcast", "cable", "streaming", "streaming film", "theatrical")
HOUSES = frozenset({"major_studios", "distributors"})
"""The kinds that bring films to theatres; the others are networks and streamers."""


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
    return _kinds_of().get((known_network(network) or "").casefold(), frozenset())


def known_network(name: str) -> str | None:
    """The name as we write it, of whatever case and under whichever of its names; None where it is none we know."""
    return _spelled().get(name.strip().casefold())


def channel_named(words: str) -> str | None:
    """The channel of those words in the table of facts, of whatever case; None where there is none of that name."""
    return next((name for name in CHANNELS if name == words.strip().casefold()), None)


def printed_names() -> dict[str, frozenset[str]]:
    """Every name by which a network is printed, with the kinds that it is of."""
    own = {name: _kinds(name) for names in _table().values() for name in names}
    return own | {name: _kinds(name) for name in _same()}


@cache
def _table() -> dict[str, tuple[str, ...]]:
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return {kind: tuple(names) for kind, names in table.items() if kind != "same"}


@cache
def _same() -> dict[str, str]:
    """Other names, each with the one that we write."""
    same: dict[str, str] = tomllib.loads(TABLE.read_text(encoding="utf-8"))["same"]
    return same


@cache
def _spelled() -> dict[str, str]:
    own = {name.casefold(): name for names in _table().values() for name in names}
    return own | {other.casefold(): name for other, name in _same().items()}


@cache
def _kinds_of() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for kind, names in _table().items():
        for name in names:
            found.setdefault(name.casefold(), set()).add(kind)
    return {name: frozenset(kinds) for name, kinds in found.items()}
