"""Watch lists: which changes they match. PURE.

A list matches a change that meets every kind of criterion it has (titles, people, places, statuses, words), and of each
kind at least one. A list without criteria would match everything; a configuration may hold none.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable

from feeds import text
from feeds.catalog import Key, place_categories, place_names
from pipeline.config import Watch
from pipeline.identity import Named, bare, comparison, typed
from pipeline.model import Change, Production
from pipeline.reading.places import is_known_place, nearest_place
from pipeline.watchlists import path_of, slug
from pipeline.wording import summary

_WORD = re.compile(r"[^\W_]+")


def key_of(watch: Watch) -> Key:
    """The feed of a watch list."""
    return Key(path_of(watch.name), f"slatewatch: {text.title(watch.name, 80)}")


def definition(watch: Watch) -> str:
    """A digest of what the list matches; it moves when old changes must be matched again."""
    facts = (watch.titles, watch.people, places_of(watch), watch.statuses, watch.words)
    return hashlib.sha256(repr(facts).encode()).hexdigest()


def places_of(watch: Watch) -> tuple[str, ...]:
    """The places that a list names, as the feeds of places know them: "UK" is "united-kingdom"."""
    return tuple(term for name in watch.places if (term := slug(place_names(name)[0])))


def unknown_places(watch: Watch) -> list[str]:
    """A line for each place that the gazetteer does not hold: most likely it is misspelt, and then matches nothing."""
    return [
        f"watch list '{watch.name}': the place '{text.line(name, 60)}' is not in the gazetteer; {_instead(name)}"
        for name in watch.places
        if not is_known_place(name)
    ]


def _instead(place: str) -> str:
    """What an unknown place is taken for, or what may have been meant."""
    taken, near = place_names(place)[0], nearest_place(place)
    if taken != place:
        return f"it is taken for '{taken}'"
    return f"did you mean '{near}'?" if near else "it matches only where a source names it in these words"


class Matcher:
    """A watch list made ready to be asked many times."""

    def __init__(self, watch: Watch) -> None:
        self.watch = watch
        self.key = key_of(watch)
        self._titles: dict[str, list[Named]] = defaultdict(list)
        for title in watch.titles:
            named = typed(title)
            self._titles[bare(comparison(named.title))].append(named)
        self._people = [folded(name) for name in watch.people]
        self._words = [folded(words) for words in watch.words]
        self._places = set(places_of(watch))

    def matches(self, change: Change, names: frozenset[str]) -> bool:
        """Whether the list matches. ``names`` are the comparison forms of all names of the change's production."""
        return (
            (not self._titles or any(self._title(change.production, name) for name in names))
            and (not self._places or any(c.term in self._places for c in place_categories(change)))
            and (not self.watch.statuses or bool({change.to_status, change.kind} & set(self.watch.statuses)))
            and (not self._people or _within(self._people, said(change)))
            and (not self._words or _within(self._words, said(change)))
        )

    def _title(self, production: Production, name: str) -> bool:
        return any(_fits(named, production) for named in self._titles.get(bare(name), ()))


def _fits(named: Named, production: Production) -> bool:
    """A season or a year that the list names must agree, where the production's is known."""
    if named.season is not None and named.season != production.season:
        return False
    return named.year is None or production.year is None or abs(named.year - production.year) <= 1


def said(change: Change) -> str:
    """Every word that stands behind a change, folded: for finding, never for showing."""
    parts = [summary(change), change.production.network or ""]
    for item in change.evidence:
        parts += (item.words, item.speaker or "", item.title)
    return folded(" ".join(parts))


def folded(words: str) -> str:
    """Words as they are compared within a text: without case, accents and punctuation, a blank at either end."""
    plain = unicodedata.normalize("NFKD", words.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return f" {' '.join(_WORD.findall(plain))} "


def _within(wanted: Iterable[str], told: str) -> bool:
    return any(words in told for words in wanted)
