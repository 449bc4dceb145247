"""A feed document before it has a format: what Atom, RSS, JSON Feed and calendars are all rendered from. Pure."""

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
class Site:
    """What all documents of a site share.

    ``base`` is its address, with a slash at its end; ``authority`` the name in every id; ``began`` when it was first
    published. ``linked`` says whether an entry opens our own page: else it opens its best source.
    """

    base: str
    authority: str
    language: str
    began: datetime
    linked: bool = True
    hub: str | None = None

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


@dataclass(frozen=True, slots=True)
class Document:
    """One feed document to be written, in no format yet.

    ``path`` is the document without its ending ("changes", "status/filming/archive/3"), ``feed`` that of the
    subscription document it belongs to, ``page`` the page of that feed. ``links`` are its further links by relation, as
    paths without ending; ``archived`` marks a closed archive page (RFC 5005). ``query`` ends its address where it
    answers a search.
    """

    site: Site
    path: str
    feed: str
    title: str
    page: str = ""
    entries: tuple[Entry, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    archived: bool = False
    query: str = ""

    @property
    def updated(self) -> datetime:
        """When the newest of its entries was published or edited: never when it was written."""
        return max((entry.updated for entry in self.entries), default=self.site.began)

    @property
    def hub(self) -> str | None:
        """The hub to subscribe at; an archive has no news."""
        return None if self.archived else self.site.hub

    def address(self, path: str, ending: str) -> str:
        """The published address of a document of this site."""
        query = f"?{self.query}" if self.query else ""
        return f"{self.site.base}{path}.{ending}{query}"
