"""Watch lists: which changes they match. PURE.

A list matches a change that meets every kind of criterion it has (titles, people, places, statuses, words), and of each
kind at least one. A list without criteria matches everything.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from feeds.catalog import Key, place_categories, slug
from feeds.text import line
from pipeline.config import Watch
from pipeline.identity import comparison
from pipeline.model import Change
from pipeline.wording import summary


def key_of(watch: Watch) -> Key:
    """The feed of a watch list."""
    name = slug(watch.name) or hashlib.sha256(watch.name.encode()).hexdigest()[:10]
    return Key(f"watch/{name}", f"slatewatch: {line(watch.name, 80)}")


def definition(watch: Watch) -> str:
    """A digest of what the list matches; it moves when old changes must be matched again."""
    facts = (watch.titles, watch.people, watch.places, watch.statuses, watch.words)
    return hashlib.sha256(repr(facts).encode()).hexdigest()


def matches(watch: Watch, change: Change, names: frozenset[str]) -> bool:
    """Whether the list matches. ``names`` are the comparison forms of all names of the change's production."""
    return (
        _titles(watch.titles, names)
        and _any_within(watch.people, _said(change))
        and _places(watch.places, change)
        and (not watch.statuses or change.to_status in watch.statuses or change.kind in watch.statuses)
        and _any_within(watch.words, _said(change))
    )


def _titles(titles: Iterable[str], names: frozenset[str]) -> bool:
    wanted = {comparison(title) for title in titles}
    return not wanted or bool(wanted & names)


def _said(change: Change) -> str:
    parts = [summary(change), change.production.network or ""]
    for item in change.evidence:
        parts += (item.words, item.speaker or "", item.title)
    return _folded(" ".join(parts))


def _folded(words: str) -> str:
    return f" {slug_words(words)} "


def slug_words(words: str) -> str:
    """Words as they are compared: folded, without punctuation."""
    return comparison(words) or words.casefold().strip()


def _any_within(wanted: Iterable[str], said: str) -> bool:
    wanted = list(wanted)
    return not wanted or any(_folded(words) in said for words in wanted)


def _places(wanted: Iterable[str], change: Change) -> bool:
    wanted = list(wanted)
    if not wanted:
        return True
    near = {category.term for category in place_categories(change)}
    return any(slug(place) in near for place in wanted)
