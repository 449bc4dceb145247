"""Which feeds there are, and which changes belong to each. PURE.

A feed is known by its path without an ending ("status/filming"), which is its address for ever. The feed of all changes
leaves out what is of interest only near a place or a production: a sighting, a vanished listing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from feeds import text
from feeds.entries import Category
from pipeline.model import Change, Production, Status
from pipeline.reading.places import Place, parse_place
from pipeline.watchlists import slug
from pipeline.wording import kind_words, name_of, status_words

ALL = "changes"
RUMOURS = "rumours"
HEALTH = "health"
ALWAYS = {
    ALL: "slatewatch: all changes",
    RUMOURS: "slatewatch: rumours",
    HEALTH: "slatewatch: health of the sources",
}
"""The feeds that exist before their first entry."""

NEARBY = {"spotted", "delisted"}
MEDIUM_TITLES = {"film": "films", "tv": "series"}
GROUPS = {
    "status": "By status", "medium": "Films and series", "kind": "By kind of change", "watch": "Watch lists",
    "place": "By place", "source": "By source", "production": "By production",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Key:
    """A feed: its path and the title that readers see in their list."""

    path: str
    title: str


def always(path: str) -> Key:
    """The key of a feed that always exists."""
    return Key(path, ALWAYS[path])


def group_of(path: str) -> str:
    """The heading under which a feed is listed."""
    return GROUPS.get(path.split("/", 1)[0], "Everything") if "/" in path else "Everything"


def document_path(path: str) -> str:
    """The path of a feed's own document: a production's feed lies beside its page."""
    return f"{path}/feed" if path.startswith("production/") else path


def page_of(path: str) -> str:
    """The page that a feed belongs to, relative to the site: the front page where it has none of its own."""
    if path.startswith("production/"):
        return f"{path}/"
    return f"{path}.html" if path.startswith(("status/", "source/")) else ""


def feeds_of(change: Change, parse: Callable[[str], Place | None] = parse_place) -> list[Key]:
    """The feeds that a published change belongs to, watch lists apart."""
    made = change.production
    own = production_key(made)
    near = [*_places(change, parse), own]
    if change.kind in NEARBY:
        return near if change.kind == "spotted" else [own]
    found = [always(ALL), kind_key(change.kind)]
    if change.to_status and change.to_status != change.from_status:
        found.append(status_key(change.to_status))
    if made.medium:
        found.append(Key(f"medium/{made.medium}", f"slatewatch: {MEDIUM_TITLES[made.medium]}"))
    found += (
        Key(f"source/{item.source}", f"slatewatch: as reported by {text.title(item.source_name, 80)}")
        for item in change.evidence
        if item.role == "for" and item.counted
    )
    return list(dict.fromkeys([*found, *near]))


def production_key(production: Production) -> Key:
    """The feed of a production."""
    return Key(f"production/{production.slug}", f"slatewatch: {text.title(name_of(production), 120)}")


def kind_key(kind: str) -> Key:
    """The feed of a kind of change."""
    return Key(f"kind/{kind}", f"slatewatch: {kind_words(kind)}")


def status_key(status: Status) -> Key:
    """The feed of a status."""
    return Key(f"status/{status}", f"slatewatch: {status_words(status)}")


def _places(change: Change, parse: Callable[[str], Place | None]) -> Iterable[Key]:
    for category in place_categories(change, parse):
        yield Key(f"place/{category.term}", f"slatewatch: {category.label}")


def place_categories(change: Change, parse: Callable[[str], Place | None] = parse_place) -> tuple[Category, ...]:
    """The places of a change from the narrowest to the widest, each once: city, region, country."""
    found: dict[str, Category] = {}
    for words in change.places:
        for name in place_names(words, parse):
            if term := slug(name):
                found.setdefault(term, Category("place", term, text.title(name, 80)))
    return tuple(found.values())


def place_names(words: str, parse: Callable[[str], Place | None] = parse_place) -> list[str]:
    """What a place is called from the narrowest to the widest; as written where the gazetteer does not know it."""
    place = parse(words)
    if place is None:
        return [words]
    return [name for name in (place.city, place.region, place.country) if name] or [words]


def former_slugs(redirects: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """For each production that took another's place, the slugs that it had or that lead to it."""
    former: dict[str, list[str]] = {}
    for old, target in redirects:
        former.setdefault(f"production/{target}", []).append(f"production/{old}")
    return former


def also_former(keys: Iterable[Key], former: dict[str, list[str]]) -> list[Key]:
    """The feeds at former addresses of these feeds: who subscribed there goes on reading, on any host."""
    return [Key(path, key.title) for key in keys for path in former.get(key.path, ())]
