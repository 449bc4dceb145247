"""What all pages share: the template environment, the feeds that each names, and turning a page into bytes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache, cached_property
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sqlite_utils import Database

from feeds import site_words as words
from feeds.catalog import ALL, ALWAYS
from feeds.document import TYPES
from feeds.maps import names_of
from pipeline import browse
from pipeline.alphabet import END, OTHER, ROOTS
from pipeline.config import Config
from pipeline.model import Status
from pipeline.wording import beside, dated

HERE = Path(__file__).parent
STATIC = HERE / "static"
FORMATS = {"atom": "Atom", "rss": "RSS", "json": "JSON Feed"}


Rendered = tuple[str, bytes | None]
"""A page and its address in the output folder; None where nothing is to be there any more."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as a page names it: for readers that look for it, and for people."""

    href: str
    type: str
    title: str
    format: str


def feed(path: str, title: str) -> tuple[Feed, ...]:
    """One feed in its three formats."""
    return tuple(
        Feed(f"{path}.{ending}", TYPES[ending], f"{words.cut(title, 90)} ({name})", name)
        for ending, name in FORMATS.items()
    )


MAIN = feed(ALL, ALWAYS[ALL])


def _iso(value: date | datetime | str) -> str:
    return value if isinstance(value, str) else value.isoformat().replace("+00:00", "Z")


def _status_label(status: Status | None) -> str:
    return words.STATUS[status] if status else "Status not known"


def _initial(name: str) -> str:
    """What titles begin with, for people: the key of a page of titles without its marks."""
    return "Other" if name.startswith(OTHER) else name.rstrip(END).replace("-", " ").capitalize()


@cache
def _environment() -> Environment:
    """The templates, compiled once in a process: a cycle that changes little would spend most of its time on them."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined, finalize=words.clean,
        trim_blocks=True, lstrip_blocks=True, auto_reload=False,
    )  # fmt: skip
    made.filters.update(
        name=words.name, facts=words.facts, cut=words.cut, segment=words.segment, web=words.web, day=words.day,
        month=words.month, span=words.span, label=words.label, headline=words.headline, named=words.named, iso=_iso,
        dated=dated, beside=beside, place_names=names_of, status_label=_status_label, initial=_initial,
    )  # fmt: skip
    made.globals["roots"] = ROOTS
    return made


@dataclass(frozen=True)
class Pages:
    """One making of the site: from which database, for which day."""

    db: Database
    config: Config
    today: date
    environment: Environment = field(default_factory=_environment)

    @cached_property
    def site_url(self) -> str:
        """The address of the site with a slash at its end, or nothing."""
        return self.config.site_url.rstrip("/") + "/" if self.config.site_url else ""

    def own(self, path: str, title: str, document: str | None = None) -> tuple[Feed, ...]:
        """The feed at ``path`` in its formats, where it was published; nothing may link to a feed that is not there."""
        return feed(document or path, title) if browse.feed_exists(self.db, path) else ()

    def render(self, template: str, path: str, *, own: tuple[Feed, ...] = (), **context: object) -> tuple[str, bytes]:
        """A page at ``path``; ``own`` are its own feeds, named before the main ones."""
        html = self.environment.get_template(template).render(
            root="../" * path.count("/"), path=path, feeds=own + MAIN, own=own,
            site_url=self.site_url, **context,
        )  # fmt: skip
        return path, html.encode()
