"""Any search as a feed: the published changes that meet a question, in the formats of every other feed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from difflib import get_close_matches
from urllib.parse import urlencode

from sqlite_utils import Database

from feeds import catalog
from feeds.document import Document, Site
from feeds.entries import unpacked
from feeds.text import clean, line
from pipeline import found, shelf
from pipeline.model import EXTRA_KINDS, Event, Status
from pipeline.reading.places import is_known_place, nearest_place
from pipeline.watchlists import slug

MOST_LETTERS = 200
ASKED = ("q", "status", "kind", "medium", "place", "source")


class BadQuestion(Exception):
    """One line for the one who asked: which part of the question cannot be answered, and what could."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, in the one spelling that every spelling of it is brought to."""

    q: str = ""
    status: str = ""
    kind: str = ""
    medium: str = ""
    place: str = ""
    source: str = ""

    @property
    def query(self) -> str:
        """The question as the end of an address."""
        return urlencode([(name, getattr(self, name)) for name in ASKED if getattr(self, name)])

    @property
    def title(self) -> str:
        """The question in words."""
        said = [f"“{self.q}”"] if self.q else []
        said += (getattr(self, name).replace("_", " ").replace("-", " ") for name in ASKED[1:] if getattr(self, name))
        return f"slatewatch: search for {', '.join(said) or 'everything'}"


def question(db: Database, asked: Mapping[str, Sequence[str]]) -> Question:
    """The question of a parsed query string. BadQuestion where it is none; parts without a meaning are refused."""
    parts = _parts(asked)
    _one_of(parts, "status", [status.value for status in Status])
    _one_of(parts, "kind", [*(event.value for event in Event), *EXTRA_KINDS])
    _one_of(parts, "medium", ["film", "tv"])
    _one_of(parts, "source", found.sources(db))
    if "place" in parts:
        parts["place"] = _place(db, parts["place"])
    if "q" in parts and not found.words_of(parts["q"]):
        raise BadQuestion("'q' has no word to look for")
    return Question(**parts)


def _parts(asked: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Each part that is asked for, with something in it."""
    for name, values in asked.items():
        if name not in ASKED:
            raise BadQuestion(f"unknown part '{line(name, 40)}'; there are: {', '.join(ASKED)}")
        if len(values) > 1 or len(values[0]) > MOST_LETTERS:
            raise BadQuestion(f"'{name}' must be given once, in at most {MOST_LETTERS} letters")
    parts = {name: " ".join(clean(values[0]).split()) for name, values in asked.items()}
    if empty := [name for name, value in parts.items() if not value]:
        raise BadQuestion(f"'{empty[0]}' has nothing in it that can be looked for")
    return parts


def _one_of(parts: Mapping[str, str], name: str, allowed: Sequence[str]) -> None:
    if name in parts and parts[name] not in allowed:
        near = get_close_matches(parts[name], allowed, n=1)
        hint = f"did you mean '{near[0]}'?" if near else f"there are: {', '.join(allowed) or 'none'}"
        raise BadQuestion(f"unknown {name} '{line(parts[name], 40)}'; {hint}")


def _place(db: Database, words: str) -> str:
    """A place as its feed names it. One of which nothing was told yet is a question too, if there is such a place."""
    place = slug(catalog.place_names(words)[0])
    if not place:
        raise BadQuestion("'place' has no letter or digit in it")
    if not is_known_place(words) and not found.is_feed(db, f"place/{place}"):
        near = nearest_place(words)
        hint = f"did you mean '{near}'?" if near else "no report names it, and no list of places"
        raise BadQuestion(f"unknown place '{line(words, 40)}'; {hint}")
    return place


def answer(db: Database, site: Site, asked: Question) -> Document:
    """The feed that answers a question: its newest entries."""
    rows = found.entries(db, asdict(asked), shelf.WINDOW)
    digest = hashlib.sha256(asked.query.encode()).hexdigest()[:32]
    entries = tuple(unpacked(row) for row in rows)
    return Document(site, "search", f"search/{digest}", asked.title, entries=entries, query=asked.query)
