"""A feed document before it has a format: what Atom, RSS and JSON Feed are all rendered from. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from feeds.entries import SITE, Entry

GENERATOR = "slatewatch"
VERSION = "0.1"
TYPES = {"atom": "application/atom+xml", "rss": "application/rss+xml", "json": "application/feed+json"}
LIFETIME_MINUTES = 30
DESCRIPTION = "Changes in the production of films and series, each with the sources that say so."


@dataclass(frozen=True, slots=True)
class Document:
    """One feed document to be written, in no format yet.

    ``base`` is the address of the site, with a slash at its end. ``path`` is the document without its ending
    ("changes", "status/filming/archive/3"), ``feed`` that of the subscription document it belongs to. ``links`` are
    its further links by relation, as paths without ending; ``archived`` marks a closed archive page (RFC 5005).
    ``query`` is what its address ends in where it answers a search. ``linked`` says whether an entry opens our own page: else it opens its best source.
    """

    base: str
    authority: str
    path: str
    feed: str
    title: str
    page: str
    language: str
    entries: tuple[Entry, ...]
    updated: datetime
    linked: bool = True
    links: tuple[tuple[str, str], ...] = ()
    archived: bool = False
    hub: str | None = None
    query: str = ""

    def address(self, path: str, ending: str) -> str:
        """The published address of a document of this site."""
        query = f"?{self.query}" if self.query else ""
        return f"{self.base}{path}.{ending}{query}"

    def tag(self, specific: str) -> str:
        """A permanent id (RFC 4151)."""
        return f"tag:{self.authority},2026:{specific}"

    def opens(self, entry: Entry) -> str:
        """What an entry links to."""
        own = self.base + entry.page
        return own if self.linked else entry.source or own

    def body(self, entry: Entry) -> str:
        """The HTML of an entry with the links into our own site made good."""
        return entry.html.replace(SITE, self.base)
