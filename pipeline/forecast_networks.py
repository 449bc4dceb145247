"""Who shows what: the names of networks, the channel of each, and the kind of house behind a production.

The names are data, in ``forecast_networks.toml``: common ones, not a directory. Of a network that is missing nothing is
guessed.
"""

from __future__ import annotations

import re
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
    """The name as we write it, of whatever case and under whichever of its names; None where it is none we know.

    The one door for every name that is told: in running text, in a field of a listing, in a table to forecast.
    """
    plain = " ".join(name[:LONGEST].casefold().replace("’", "'").split())
    return _spelled().get(plain) or _spelled().get(_bare(plain)) or _in_a_country(plain)


def _bare(plain: str) -> str:
    """A name without what a firm's register adds ("Netflix, Inc."), with a plus for "Plus"."""
    bare = _OF_A_FIRM.sub("", plain).removeprefix("the ")
    return _PLUS.sub("+", _BROTHERS.sub("bros.", bare))


def _in_a_country(plain: str) -> str | None:
    """Such as "Netflix (US)". A streamer is the same in every country, another network only in its own."""
    named = _COUNTRY.fullmatch(plain)
    found = _spelled().get(_bare(named[1])) if named else None
    if named is None or found is None:
        return None
    kinds = _kinds_of()[found.casefold()]
    own = "other_broadcast" in kinds if named[2] in _BRITAIN else "other_broadcast" not in kinds
    return found if "streaming" in kinds or (own and named[2] in _AMERICA | _BRITAIN) else None


LONGEST = 80
"""So many letters of a name are looked at."""
_OF_A_FIRM = re.compile(r",? (?:inc|llc|ltd|limited|corp|corporation|plc)\.?$")
_PLUS = re.compile(r" ?(?:plus|\+)$")
_BROTHERS = re.compile(r"\bbrothers\b")
_AMERICA = frozenset({"us", "usa", "u.s.", "u.s.a.", "united states", "america"})
_BRITAIN = frozenset({"uk", "u.k.", "gb", "united kingdom", "britain"})
_COUNTRY = re.compile(r"(.+?) ?[(\[]([a-z. ]+)[)\]]")


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
