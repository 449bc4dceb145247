"""Which network shows a production, or which house distributes it, as a page tells: "the Netflix series Quiet Fever",
"ordered by FX", "for HBO", "Apple TV+'s"; in listings a piece of its own ("Quiet Fever – Netflix – Series").

Only names of the table are recognised, and only where their words tie them to one title of the page. A name that is a
common word or a person's as well ("Max", "Fox") needs a word for what it shows beside it. Nothing is guessed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final

import ahocorasick

from pipeline.forecast_networks import HOUSES, known_network, printed_names
from pipeline.model import Medium

AROUND: Final = 90
"""Characters on either side of a name that are looked at."""
_COMMON: Final = frozenset(
    (
        "Binge", "Bravo", "City", "Columbia", "Crave", "DR", "Disney", "E!", "Fox", "Global", "History", "Lifetime",
        "MBC", "MGM", "Magnolia", "Max", "Neon", "OWN", "Orion", "Paramount", "Roku", "SBS", "Searchlight", "Showcase",
        "Sony", "Spike", "Stan", "STX", "TNT", "TVN", "Three", "USA", "Universal", "Viu",
    )
)  # fmt: skip
_WITH_ARTICLE: Final = ("BBC", "CBC", "CW", "SBS", "Disney Channel", "Hallmark Channel")
"""What is said with an article: a show is "on the BBC", and what is on the Amazon is on a river."""
_NO_PIECE: Final = frozenset(("City", "Three", "Global", "USA", "Stan", "Columbia", "Spike", "Universal", "Neon"))
"""Names that stand in a list as a town, a country or a title as well."""
_KIND: Final = (
    r"(?:mini-?series|docu-?series|series|sitcom|drama|dramedy|comedy|thriller|anthology|show|pilot|original|film|movie"
    r"|feature|reboot|revival|spin-?off|prequel|adaptation|hit)"
)
_VERB: Final = (
    r"(?:has |have |had |is |officially |(?:expected|set|going|about) to |to |will )*"
    r"(?:renew|order|pick|green-?li[gt]h?t|commission|cancel|axe|reviv|announc|unveil|land|nab|acquir|set|giv|gave|orders|buy|bought|win|won|debut|premier|releas|launch|start|begin)\w*"
)
_OF: Final = re.compile(r"[’']s?\s+(?P<more>(?:[\w’'-]+\s+){0,5})$")
_KINDS: Final = re.compile(rf"\s+(?:[\w’'-]+\s+){{0,4}}{_KIND}s?,?\s+(?:[a-z]+\s+){{0,2}}$", re.IGNORECASE)
_ACTS: Final = re.compile(rf"\s+{_VERB}\s+(?:[\w’'-]+\s+){{0,5}}$", re.IGNORECASE)
_BRAND: Final = re.compile(r"(?:(?:Marvel|DC|Disney|Lucasfilm|Star Wars)[’']s\s+)?[‘“\"'*_]*$")
_END: Final = re.compile(r"[.!?;\n]\s|\n|[|]")
_FOR: Final = re.compile(
    r"\b(?:on|for|at|from|(?:order|pick|commission|green|renew|cancel|axe|reviv|acquir|produc|develop|distribut)\w*(?:\s+up)?"
    r"(?:\s+to\s+series)?\s+(?:by|at)|(?:return|head|com|mov|go)\w*\s+to)\s+(?:the\s+)?"
    r"(?:stream\w+\s+(?:service|giant|platform)\s+|network\s+|streamer\s+|broadcaster\s+|premium\s+cable\w*\s+)?$"
)
_BY: Final = re.compile(r"\b(?:order|pick|commission|renew|cancel|axe)\w*(?:\s+up)?(?:\s+to\s+series)?\s+(?:by|at)\s+$")
_IS: Final = re.compile(r"(?:,|\bis|\bas)\s+(?:an?|the|its)\s+(?:[a-z-]+\s+){0,2}$")
_KIND_NEXT: Final = re.compile(rf"\s+(?:[a-z-]+\s+){{0,2}}{_KIND}\b", re.IGNORECASE)
_SPOKE: Final = re.compile(r"\b(?:said|says|told|tells|speak\w*|spoke|talk\w*|interview\w*|appear\w*|guest\w*|joked)\b")
"""Between a title and a name: the network is where somebody spoke of it."""
_COMPANY: Final = re.compile(
    r"\s(?:Studios?|News|Radio|Sports?|Television|TV|Films|Productions|Entertainment|Business)\b"
)
"""Behind a name: another company, or a programme."""


def told_networks(text: str, media: Mapping[str, Medium | None]) -> dict[str, str]:
    """The network of each of these titles that the text of a page ties one to, by the name most often tied to it."""
    found: dict[str, Counter[str]] = {}
    if not media:
        return {}
    for name, house in _printed_in(text):
        for start, end in _places(text, name):
            common = name in _COMMON
            title = _before(text, start, end, common, house, media) or _behind(text, start, end, name, media)
            if title and not (house and media[title] != "film"):
                found.setdefault(title, Counter())[known_network(name) or name] += 1
    return {title: max(sorted(counts), key=lambda name: counts[name]) for title, counts in found.items()}


def listed_network(words: str, title: str) -> str | None:
    """The network that stands as a piece of its own in one entry of a list, or before its title ("MTV's …")."""
    rest = words.replace(title, "\0", 1)
    for name, house in _printed_in(rest):
        for start, end in _places(rest, name):
            owner = re.match(r"[’']s?\s+[‘“\"']?\0", rest[end:])
            if owner and name not in _COMMON:
                return known_network(name)
            if not house and name not in _NO_PIECE and _piece(rest, start, end):
                return known_network(name)
    return None


def _piece(text: str, start: int, end: int) -> bool:
    """Marks, or the edges of the entry, stand on both sides; a word for what it shows may follow."""
    ahead = re.search(r"(?:^|[\n\t,;:|/(\[–—·•-]|\0)\s*$", text[:start])
    return bool(ahead) and bool(
        re.match(
            rf"(?:,? Inc\.?)?(?:\s\((?:US|USA|UK)\))?(?:\s+{_KIND}s?)?\s*(?:$|[\n\t,;|/)\]–—·•]|\s-|\.\s|\.$)",
            text[end:],
            re.I,
        )
    )


@cache
def _names() -> Sequence[tuple[str, bool]]:
    """Printed names, also in capitals, the longest first; whether it is only a house that brings films to theatres."""
    printed = {name: kinds <= HOUSES for name, kinds in printed_names().items()}
    loud = {name.upper(): house for name, house in printed.items() if name not in _COMMON and len(name) > 3}
    return sorted((loud | printed).items(), key=lambda n: (-len(n[0]), n[0]))


@cache
def _automaton() -> Any:
    """All names, to be found in one pass over a text: asked for one by one they cost more than reading a sentence."""
    automaton = ahocorasick.Automaton()
    for rank, (name, _) in enumerate(_names()):
        automaton.add_word(name, rank)
    automaton.make_automaton()
    return automaton


def _printed_in(text: str) -> list[tuple[str, bool]]:
    return [_names()[rank] for rank in sorted({rank for _, rank in _automaton().iter(text)})]


def _places(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Where a name stands as a word of its own, and not as part of a longer one ("Disney" in "Disney+")."""
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        inside = (at and text[at - 1].isalnum()) or text[end : end + 1].isalnum() or text[end : end + 1] == "+"
        longer = any(at >= into and text.startswith(other, at - into) for other, into in _longer(name))
        if not inside and not longer:
            yield at, end
        at = text.find(name, end)


@cache
def _longer(name: str) -> tuple[tuple[str, int], ...]:
    """The longer names that hold this one, and where in them it stands: "HBO" in "HBO Max", "CW" in "The CW"."""
    return tuple((other, other.index(name)) for other, _ in _names() if name in other and name != other)


def _before(text: str, start: int, end: int, common: bool, house: bool, titles: Iterable[str]) -> str | None:
    """The title that follows a name: "Netflix's T", "the Netflix drama T", "Netflix renews T"."""
    window = text[end : end + AROUND]
    if stop := _END.search(window):
        window = window[: stop.start()]
    near = min(
        ((spans[0][0], -len(title), title) for title in titles if (spans := _words(window, title))), default=None
    )
    if near is None or _COMPANY.match(window) or (common and _surname(text, start)):
        return None
    between = _BRAND.sub("", window[: near[0]])
    if _KINDS.match(between) or (_OF.match(between) and (house or not common)):
        return near[2]
    return near[2] if not common and _ACTS.match(between) else None


def _behind(text: str, start: int, end: int, name: str, titles: Iterable[str]) -> str | None:
    """The title that a name follows: "T … for HBO", "T, ordered by FX", "T, a Netflix original"."""
    window = text[max(0, start - AROUND) : start]
    stops = [stop.end() for stop in _END.finditer(window)]
    window = window[stops[-1] :] if stops else window
    near = max(
        ((spans[-1][1], len(title), title) for title in titles if (spans := _words(window, title))), default=None
    )
    if near is None or re.match(r"[’']s?\s+[A-Z‘“\"]", text[end:]) or _COMPANY.match(text, end):
        return None
    between = window[near[0] :]
    if _SPOKE.search(between):
        return None
    if between.endswith("the ") and not name.startswith(_WITH_ARTICLE):
        return None
    if between.endswith("from ") and re.match(r"\s+to\s", text[end:]):
        return None
    told = _BY.search(between) if name in _COMMON else _FOR.search(between)
    apposed = _IS.search(between) and _KIND_NEXT.match(text[end:])
    return near[2] if told or apposed else None


def _words(window: str, title: str) -> list[tuple[int, int]]:
    """Where a title stands in a window as words of its own: "It" is not in "Italy"."""
    found, at = [], window.find(title)
    while at >= 0:
        end = at + len(title)
        if not (window[at - 1 : at].isalnum() or window[end : end + 1].isalnum()):
            found.append((at, end))
        at = window.find(title, end)
    return found


def _surname(text: str, start: int) -> bool:
    """A common word behind a capitalised one is a person's name: "Megan Fox's comedy"."""
    ahead = re.search(r"(\S+)\s$", text[max(0, start - 20) : start])
    return bool(ahead and ahead[1][0].isupper() and ahead[1] not in ("The", "A", "An", "On", "For", "New", "At", "By"))
