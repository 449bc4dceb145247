"""Who shows what: the channel of a network, and the two distinctions that move a release most.

A table of common names, not a directory: a network that is missing has no channel here, and the forecast falls back on
the medium alone rather than guess.
"""

from __future__ import annotations

from pipeline.model import Medium

US_BROADCAST = frozenset({"abc", "cbs", "fox", "nbc", "the cw", "cw", "the wb", "upn"})
"""They shoot towards a season that opens in the autumn or in midwinter, with a few episodes in hand."""

OTHER_BROADCAST = frozenset(
    {
        "bbc one", "bbc two", "bbc three", "bbc", "itv", "itv1", "itv2", "channel 4", "channel 5", "e4", "s4c", "pbs",
        "rte one", "rté one", "cbc", "ctv", "global", "city", "citytv", "network 10", "network ten", "nine network",
        "seven network", "abc australia", "sbs", "tvnz", "three", "m-net", "univision", "telemundo", "tf1", "france 2",
        "zdf", "das erste", "rai 1", "tve", "svt", "dr", "nrk", "tvn", "kbs2", "mbc",
    }
)  # fmt: skip

CABLE = frozenset(
    {
        "a&e", "adult swim", "amc", "bbc america", "bet", "bravo", "cinemax", "comedy central", "disney channel",
        "disney xd", "e!", "epix", "foxtel", "freeform", "abc family", "fx", "fxx", "hallmark channel", "hbo", "history",
        "ifc", "lifetime", "mgm+", "mtv", "nickelodeon", "own", "paramount network", "showcase", "showtime", "sky atlantic",
        "sky one", "sky max", "spike", "starz", "sundancetv", "syfy", "tbs", "the n", "tlc", "tnt", "tv land", "usa",
        "usa network", "vh1", "wgn america", "canal+", "jtbc", "ocn",
    }
)  # fmt: skip

STREAMING = frozenset(
    {
        "amazon", "amazon prime video", "prime video", "amazon studios", "amazon freevee", "freevee", "amc+", "apple tv",
        "apple tv+", "bbc iplayer", "binge", "britbox", "cbs all access", "crackle", "crave", "dc universe", "discovery+",
        "disney+", "disney plus", "disney+ hotstar", "facebook watch", "hbo max", "hulu", "imdb tv", "itvx", "max", "netflix",
        "paramount+", "peacock", "quibi", "roku", "shudder", "stan", "tubi", "viu", "youtube premium", "youtube red",
    }
)  # fmt: skip

MAJOR_STUDIOS = frozenset(
    {
        "20th century fox", "20th century studios", "columbia", "columbia pictures", "disney", "dreamworks", "lucasfilm",
        "marvel studios", "mgm", "new line", "new line cinema", "paramount", "paramount pictures", "pixar", "sony",
        "sony pictures", "touchstone", "tristar", "universal", "universal pictures", "walt disney", "walt disney pictures",
        "warner bros.", "warner bros. pictures", "warner bros",
    }
)  # fmt: skip
"""Distributors that book a film's weekend while it is shot; the others often sell it at a festival first."""


def channel_of(network: str | None, medium: Medium | None) -> str | None:
    """The channel of a network's own productions, in the words of the table of facts; None where it is not known.

    A film is theatrical unless its network is a streamer: a named distributor is what theatrical release means.
    """
    if network is None or medium is None:
        return None
    name = network.strip().casefold()
    if medium == "film":
        return "streaming film" if name in STREAMING else "theatrical"
    for channel, names in (("broadcast", US_BROADCAST | OTHER_BROADCAST), ("cable", CABLE), ("streaming", STREAMING)):
        if name in names:
            return channel
    return None


def house_of(network: str | None, channel: str | None) -> str | None:
    """The kind of house behind a production: US or other broadcaster, major studio or independent distributor."""
    if network is None or channel not in ("broadcast", "theatrical"):
        return None
    name = network.strip().casefold()
    if channel == "broadcast":
        return "US broadcaster" if name in US_BROADCAST else "other broadcaster"
    return "major studio" if name in MAJOR_STUDIOS else "independent distributor"
