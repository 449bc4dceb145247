"""Who said it, and which outlet is named as the source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

import ahocorasick

from pipeline.reading.lexicon import names
from pipeline.reading.nodes import Node
from pipeline.reading.sentences import holds_any

SAYS_SO: Final = (
    r"(?:has |have |had |also |first |now |exclusively |previously |recently )*(?:reports?|reported|learned|learnt"
    r"|understands|hears|writes|notes|said|says|told|tells|confirmed|confirms|revealed|reveals|announced|announces|shared"
    r"|wrote|posted|tweeted|added|claims|claimed|broke)\b"
)
"""Behind the name of who tells: "Deadline reports", "Netflix said"."""
_SAID: Final = (
    r"(?:has |have |had |also |exclusively |previously |recently )*(?:said|says|told|tells"
    r"|confirmed|confirms|revealed|reveals|announced|announces|shared|shares|wrote|writes"
    r"|tweeted|posted|explained|hinted|hints|teased|teases|added|adds|admitted|admits|stated"
    r"|claimed|claims|clarified|insisted|noted|commented|penned)\b"
)
_SAYS: Final = re.compile(rf"(?:[ ,]+(?:\d\d,? |who [^,]{{1,30}}, )?){_SAID}")
_SAID_BY: Final = re.compile(r"(?:according to|says|said|confirms|reveals|confirmed|revealed|announced)\s+(?:\w+ )?$")
_UNNAMED: Final = re.compile(
    rf"\b((?:an?|the) (?:[a-z]+ ){{0,2}}(?:source|insider|spokesman|spokeswoman|spokesperson"
    rf"|rep)(?: for [^,.;:]{{2,40}})?) {_SAID}",
    re.IGNORECASE,
)


@cache
def _outlet_names() -> Any:
    """The names of the outlets that are known, to be found in one pass."""
    automaton = ahocorasick.Automaton()
    for name in names()["outlets"]:
        if len(name) > 1:
            automaton.add_word(name, None)
    automaton.make_automaton()
    return automaton


@cache
def _outlets() -> re.Pattern[str]:
    some = "|".join(sorted((re.escape(name) for name in names()["outlets"] if len(name) > 1), key=len, reverse=True))
    return re.compile(
        rf"\b(?:according to|told|tells|via|per|reported by|speaking to|spoke to|spoke with"
        rf"|interview with|by|confirmed to|revealed to|citing|report from|report in"
        rf"|statement to)\s+(?:the |us |a )?[‘“\"']?({some})\b(?!['’]s)"
        rf"|\b({some})[’”\"']?(?:\.com)?\s+(?:has |have |can |had |first |exclusively |recently "
        rf"|is )*(?:reports?|reported|reporting|reveals?|revealed|confirms?|confirmed|learned|learnt"
        rf"|broke|claims?|claimed|exclusively|understands|hears)\b"
    )


_CUES: Final = (
    "according to",
    "told",
    "tells",
    "via",
    "per ",
    "speak",
    "spoke",
    "interview",
    "by ",
    "confirmed",
    "reveal",
    "citing",
    "report",
    "statement",
    "learn",
    "broke",
    "claim",
    "exclusive",
    "understands",
    "hears",
    "confirms",
)
"""One of these stands in every sentence that names an outlet as its source."""
_LISTED_BY: Final = re.compile(
    r"\b(?:[Tt]he|[Vv]ia|[Aa]ccording to) ((?:[A-Z][\w’'&]+ ){1,4})(?:site|website|blog|newspaper|magazine|report)\b"
)


_SITES: Final = ("site", "blog", "newspaper", "magazine", "report")


def via_of(text: str, low: str, names_in: list[Node]) -> str | None:
    """The outlet that a sentence of these names tells as its source, as printed."""
    named = holds_any(low, _CUES) and next(_outlet_names().iter(low), None) is not None
    match = _outlets().search(low) if named else None
    if match:
        group = 1 if match.group(1) else 2
        start, end = match.span(group)
        if text[start].isupper() or text[start] in "/e":
            return text[start:end]
    site = _LISTED_BY.search(text) if holds_any(low, _SITES) else None
    if site:
        return site.group(1).strip()
    return next((name for name in _unlisted(text, low) if not _is_no_outlet(name, names_in)), None)


def through_of(text: str, via: str | None) -> str | None:
    """The outlet by way of which an origin is credited, as in "according to A, via B"; None where there is none."""
    at = text.find(via) if via else -1
    found = _BY_WAY_OF.match(text, at + len(via)) if via and at >= 0 else None
    return found.group(1).rstrip(".") if found else None


_NAME: Final = r"((?:[A-Z][\w’'&.+-]*)(?:\s+(?:(?:of|the|to|in|and|&)\s+)?[A-Z][\w’'&.+-]*){0,4})"
_BY_WAY_OF: Final = re.compile(rf"(?: reports?| reported| says)?,? \(?(?:via|by way of|through) (?:the )?{_NAME}")
_SOURCED: Final = re.compile(
    rf"\b(?:[Aa]ccording to|(?:[Aa]s |[Ff]irst )?reported by|[Vv]ia"
    rf"|[Pp]er)\s+(?:the )?{_NAME}(?! (?:actor|star|director|boss))"
)
_REPORTS: Final = re.compile(
    rf"(?:^|, |\. |[“\"] ?|— )(?:The )?{_NAME} (?:first |exclusively |now )?reports?(?:ed)?(?= that\b|[,.]|$)"
)


def _unlisted(text: str, low: str) -> Iterator[str]:
    """Names that stand where a source is named, whether or not they are known; the origin of a chain comes first."""
    if "according to" in low or "reported by" in low or " via " in low or "per " in low:
        yield from (match.group(1).rstrip(".") for match in _SOURCED.finditer(text))
    if "report" in low:
        yield from (match.group(1) for match in _REPORTS.finditer(text))


def _is_no_outlet(name: str, names_in: list[Node]) -> bool:
    """A person, a company or a day that is no source."""
    low = re.sub(r"['’]s$", "", name.lower())
    lists = names()
    if low in lists["companies"] or low in lists["calendar"] or low in lists["places"] or len(low) < 3:
        return True
    if low.split()[0] in lists["first_names"]:
        return True
    return any(node.kind == "person" and node.low == low for node in names_in)


def speaker_of(text: str, low: str, names_in: list[Node]) -> str | None:
    """The person (or unnamed source) that a sentence quotes."""
    for node in names_in:
        if node.kind != "person" and not (node.kind == "title" and node.strength == 1 and " " in node.low):
            continue
        after, before = low[node.end : node.end + 60], low[max(0, node.start - 14) : node.start]
        if _SAYS.match(after) or (node.kind == "person" and _SAID_BY.search(before)):
            return node.name
    told = "source" in low or "insider" in low or "spokes" in low or " rep " in low
    unnamed = _UNNAMED.search(text) if told else None
    return unnamed.group(1) if unnamed else None
