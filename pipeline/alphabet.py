"""The alphabetical list of all titles as a tree of pages: an initial, and where it has too many titles, two letters, …

A page is known by what its titles begin with. It says nothing of the pages above, beside or below it but what lies in
its own part of the alphabet, so that a new title changes the pages on its own way down and no others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from string import ascii_lowercase, digits

from sqlite_utils import Database

from pipeline.browse import Card, between_keys

MOST = 300
"""Titles on a page; more of them are divided by their next letter."""
LONGEST = 40
END, HIGHEST = "_", "\x7f"
OTHER = "~"
ROOTS = (*digits, *ascii_lowercase, OTHER)
"""The pages that always exist."""


@dataclass(frozen=True, slots=True)
class Part:
    """A page that leads on: what its titles begin with, and the first and the last of them."""

    name: str
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of titles."""

    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Fork:
    """A page of pages."""

    parts: tuple[Part, ...]


@cache
def _letter(letter: str) -> str:
    if letter in ascii_lowercase or letter in digits:
        return letter
    return "-" if letter.isascii() else f"{ord(letter):x}"


def key_of(comparison: str) -> str:
    """Where a title of that comparison form stands: its plain letters and digits; behind "~" if it begins otherwise."""
    plain = "".join(map(_letter, comparison[:LONGEST])).lstrip("-")
    other = not comparison[:1].isascii() or not plain
    return f"{OTHER if other else ''}{plain[:LONGEST]}{END}"


def _span(name: str) -> tuple[str, str]:
    """The keys of a page: from the first, up to but not with the second."""
    return name, name + HIGHEST


def ways(db: Database, keys: Iterable[str]) -> Iterator[str]:
    """The pages on the way down to these keys, whether or not the keys are still there; each once, the upper first."""
    seen = set[str]()
    for key in sorted(keys):
        for length in range(1, len(key) + 1):
            name = key[:length]
            if name not in seen:
                seen.add(name)
                yield name
            if not is_fork(db, name):
                break


def below(db: Database, name: str) -> Iterator[str]:
    """A page and all below it, the upper first."""
    yield name
    if is_fork(db, name):
        for child in _children(db, name):
            yield from below(db, child)


def is_fork(db: Database, name: str) -> bool:
    """Whether a page has more titles than it shows, and they can be told apart."""
    first, last = _ends(db, name)
    sql = "SELECT 1 FROM site_titles WHERE key >= ? AND key < ? LIMIT 1 OFFSET ?"
    return first != last and any(db.query(sql, (*_span(name), MOST)))


def page(db: Database, name: str) -> Leaf | Fork | None:
    """What stands on a page. None where there is no such page: no title, or but one way on."""
    if not is_fork(db, name):
        cards = tuple(between_keys(db, *_span(name)))
        return Leaf(cards) if cards or name in ROOTS else None
    parts = tuple(_part(db, _straight(db, child)) for child in _children(db, name))
    return Fork(parts) if len(parts) > 1 or name in ROOTS else None


def _straight(db: Database, name: str) -> str:
    """The first page at or below ``name`` that is a page: not one with but one way on."""
    while is_fork(db, name):
        children = list(_children(db, name))
        if len(children) > 1:
            break
        name = children[0]
    return name


def _part(db: Database, name: str) -> Part:
    first, last = (next(iter(db.query(
        f"""SELECT p.title FROM site_titles t JOIN productions p ON p.id = t.production_id
             WHERE t.key >= ? AND t.key < ? ORDER BY t.key {way}, p.id {way} LIMIT 1""", _span(name)
    )))["title"] for way in ("ASC", "DESC"))  # fmt: skip
    return Part(name, first, last)


def _ends(db: Database, name: str) -> tuple[str | None, str | None]:
    sql = "SELECT {}(key) AS key FROM site_titles WHERE key >= ? AND key < ?"
    first, last = (next(iter(db.query(sql.format(end), _span(name))))["key"] for end in ("min", "max"))
    return first, last


def _children(db: Database, name: str) -> Iterator[str]:
    """The pages directly below, found by leaping from one to the next."""
    start, end = _span(name)
    sql = "SELECT min(key) AS key FROM site_titles WHERE key >= ? AND key < ?"
    while key := next(iter(db.query(sql, (start, end))))["key"]:
        child = key[: len(name) + 1]
        yield child
        start = child + HIGHEST


def remembered(db: Database, name: str) -> str | None:
    """What a page was when it was last made: "fork", "leaf" or None."""
    rows = db.query("SELECT b FROM site_tallies WHERE what = 'titles' AND a = ?", (name,))
    return next((str(row["b"]) for row in rows), None)


def remembered_below(db: Database, name: str) -> list[str]:
    """The pages that were below a page when they were last made."""
    sql = "SELECT a FROM site_tallies WHERE what = 'titles' AND a > ? AND a < ? ORDER BY a"
    return [row["a"] for row in db.query(sql, _span(name))]


def remember(db: Database, name: str, *, gone: bool = False) -> None:
    """Keep what a page is now, to be known when it is another."""
    db.execute("DELETE FROM site_tallies WHERE what = 'titles' AND a = ?", (name,))
    if not gone:
        kind = "fork" if is_fork(db, name) else "leaf"
        db.execute("INSERT INTO site_tallies VALUES ('titles', ?, ?, '', 1)", (name, kind))
