"""``slatewatch.toml`` and the built-in sources, read into frozen values. Refuses what it does not know, by name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Literal, get_args

from pipeline import watchlists
from pipeline.errors import ConfigError as ConfigError
from pipeline.model import EXTRA_KINDS, Event, SourceKind, Status
from pipeline.whereabouts import PLACES, find, place_in, read

Body = Literal["read", "headline"]
LONGEST_DELAY = 3600
BUILTIN = Path(__file__).resolve().parent.parent / "sources.toml"


@dataclass(frozen=True, slots=True)
class Source:
    """A site, feed or API that is read, as declared in ``sources.toml`` or ``slatewatch.toml``.

    ``complete``: its list holds everything it knows (an absence means something); False is a window of the latest.
    ``expect``: bounds of the number of rows of an accepted run. ``delay``: seconds between two requests to its host.
    ``every``: minutes between two crawls (the politeness bound of the scheduler). ``options`` are the shape's own keys.
    """

    slug: str
    kind: SourceKind = "article"
    shape: str = "feed"
    start: tuple[str, ...] = ()
    name: str = ""
    homepage: str = ""
    next: str | None = None
    follow: str | None = None
    row: str | None = None
    delay: float = 10.0
    complete: bool = False
    trust: int = 1
    time_zone: str = "UTC"
    day_first: bool = False
    expect: tuple[int, int] | None = None
    fill: Mapping[str, float] = field(default_factory=dict)
    quote: bool = False
    body: Body = "read"
    licence: str = ""
    attribution: str = ""
    terms: str = ""
    medium: str | None = None
    every: int = 360
    max_pages: int = 60
    enabled: bool = True
    fields: Mapping[str, str] = field(default_factory=dict)
    status: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """The name that readers see."""
        return self.name or self.slug.replace("-", " ").replace("_", " ").title()


@dataclass(frozen=True, slots=True)
class Watch:
    """A watch list: each becomes a feed of its own. Empty criteria match everything."""

    name: str
    titles: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    file: str | None = None
    notify: tuple[str, ...] = ()
    digest: bool = False
    quiet_hours: str | None = None


@dataclass(frozen=True, slots=True)
class Config:
    """Everything that a command needs to know. Paths are absolute."""

    path: Path | None
    database: Path
    output: Path
    site_url: str | None = None
    contact: str | None = None
    language: str = "en"
    allow_private: bool = False
    builtin_sources: bool = True
    hub: str | None = None
    long_entries: bool = False
    sources: tuple[Source, ...] = ()
    watches: tuple[Watch, ...] = ()
    schedule: Mapping[str, Any] = field(default_factory=dict)

    def source(self, slug: str) -> Source:
        """The source of that slug; ConfigError names the nearest where there is none."""
        for source in self.sources:
            if source.slug == slug:
                return source
        raise ConfigError(f"no source named '{slug}'{_nearest_slug(slug, [s.slug for s in self.sources])}")


def _nearest(word: str, among: list[str]) -> str:
    import difflib

    near = difflib.get_close_matches(word, among, n=1, cutoff=0.5)
    return f"; did you mean '{near[0]}'?" if near else f"; there are: {', '.join(sorted(among)) or 'none'}"


def _nearest_slug(word: str, among: list[str]) -> str:
    """The slugs that begin with or contain what was typed, else one that differs by a slip; never one that is merely
    the least unlike."""
    import difflib

    near = [slug for slug in among if word and word in slug] or difflib.get_close_matches(word, among, n=1, cutoff=0.75)
    quoted = " or ".join(f"'{slug}'" for slug in near[:3])
    return f"; did you mean {quoted}?" if near else f"; there are: {', '.join(sorted(among)) or 'none'}"


def load(path: Path | None) -> Config:
    """The configuration of ``path``, or of ``slatewatch.toml`` in the working directory, or the defaults."""
    found = find(path)
    return from_table(read(found), found, found.parent) if found else from_table({}, None, Path.cwd())


SLUG = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
TOP = {f.name: f for f in fields(Config) if f.name not in ("path", "sources", "watches")}


def from_table(table: Mapping[str, Any], path: Path | None, base: Path) -> Config:
    """A Config from parsed TOML; relative paths are relative to ``base``."""
    where = str(path or "slatewatch.toml")
    known = {**dict.fromkeys(TOP), "source": None, "watch": None}
    _only(table, list(known), where, "")
    own = {name: table[name] for name in TOP if name in table}
    for name in PLACES:
        own[name] = base / place_in(own, name, where)
    for name in ("site_url", "contact", "hub"):
        _typed(own, name, str, where)
    for name in ("allow_private", "builtin_sources", "long_entries"):
        _typed(own, name, bool, where)
    for name in ("site_url", "hub"):
        if own.get(name):
            _address(own[name], f"{where}: '{name}'")
    sources = _sources(table.get("source", []), where, own.get("builtin_sources", True))
    return Config(path=path, sources=sources, watches=_watches(table.get("watch", []), where), **own)


def _address(value: str, where: str) -> None:
    """An address of the web: with a scheme that browsers know, and a host."""
    from urllib.parse import urlsplit

    if not value.startswith(("http://", "https://")):
        raise ConfigError(f"{where} must begin with http:// or https://, not '{value}'")
    try:
        parts = urlsplit(value)
        good = bool(parts.hostname and parts.hostname.encode("idna")) and parts.port != 0
    except ValueError:
        good = False
    if not good:
        raise ConfigError(f"{where} must name a host, as in 'https://slate.example/', not '{value}'")


def _typed(table: Mapping[str, Any], name: str, kind: type, where: str) -> None:
    if name in table and not isinstance(table[name], kind):
        raise ConfigError(f"{where}: '{name}' must be {_kind_word(kind)}, not {table[name]!r}")


def _kind_word(kind: type) -> str:
    return {str: "text in quotes", bool: "true or false", int: "a whole number", float: "a number"}.get(kind, str(kind))


def _only(table: Mapping[str, Any], allowed: list[str], where: str, inside: str) -> None:
    for key in table:
        if key not in allowed:
            raise ConfigError(f"{where}: unknown key '{key}'{inside}{_nearest(key, allowed)}")


def _sources(entries: list[Mapping[str, Any]], where: str, builtin: bool) -> tuple[Source, ...]:
    if not isinstance(entries, list) or not all(isinstance(entry, Mapping) for entry in entries):
        raise ConfigError(f"{where}: sources are written under [[source]], with two brackets")
    found: dict[str, Source] = {}
    if builtin and BUILTIN.exists():
        for number, entry in enumerate(read(BUILTIN).get("source", []), 1):
            source = source_from(entry, str(BUILTIN), number, None)
            found[source.slug] = source
    for number, entry in enumerate(entries, 1):
        slug = entry.get("slug")
        if slug in [earlier.get("slug") for earlier in entries[: number - 1]]:
            raise ConfigError(f"{where}: two [[source]] entries have the slug '{slug}'; rename one, or make them one")
        source = source_from(entry, where, number, found.get(slug) if isinstance(slug, str) else None)
        found[source.slug] = source
    return tuple(found.values())


def source_from(entry: Mapping[str, Any], where: str, number: int, base: Source | None) -> Source:
    """One ``[[source]]`` entry; ``base`` is the built-in of the same slug, whose other keys it keeps."""
    slug = entry.get("slug")
    if not isinstance(slug, str) or not slug:
        raise ConfigError(f"{where}: [[source]] number {number} has no 'slug'")
    if not SLUG.fullmatch(slug):
        raise ConfigError(f"{where}: the slug '{slug}' may hold small letters, digits, - and _ only, 60 at most")
    inside = f" in [[source]] '{slug}'"
    _only(entry, [f.name for f in fields(Source)], where, inside)
    values: dict[str, Any] = dict(entry)
    for name, checker in _CHECKS.items():
        if name in values:
            values[name] = checker(values[name], f"{where}: '{name}'{inside}")
    return replace(base, **values) if base else Source(**values)


def _choice(*allowed: str) -> Any:
    def check(value: Any, where: str) -> str:
        if value not in allowed:
            raise ConfigError(f"{where} must be one of {', '.join(allowed)}; not {value!r}")
        return str(value)

    return check


def _a(kind: type) -> Any:
    def check(value: Any, where: str) -> Any:
        good = isinstance(value, (int, float) if kind is float else kind) and not (kind is not bool and value is True)
        if not good:
            raise ConfigError(f"{where} must be {_kind_word(kind)}, not {value!r}")
        return value

    return check


def _from(least: int, most: int) -> Any:
    def check(value: Any, where: str) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise ConfigError(f"{where} must be a whole number from {least} to {most:,}, not {value!r}")
        return value

    return check


def _texts(value: Any, where: str) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ConfigError(f"{where} must be a list of texts, not {value!r}")
    return tuple(value)


def _bounds(value: Any, where: str) -> tuple[int, int]:
    if isinstance(value, list) and len(value) == 2 and all(isinstance(v, int) for v in value) and value[0] <= value[1]:
        return value[0], value[1]
    raise ConfigError(f"{where} must be two whole numbers [least, most], not {value!r}")


def _trust(value: Any, where: str) -> int:
    if value not in (1, 2, 3):
        raise ConfigError(f"{where} must be 1, 2 or 3; not {value!r}")
    return int(value)


def _statuses(value: Any, where: str) -> dict[str, str]:
    if not isinstance(value, dict):
        raise ConfigError(f"{where} must be a table of phrases, not {value!r}")
    allowed = [s.value for s in Status]
    for phrase, status in value.items():
        if status not in allowed:
            raise ConfigError(f"{where}: '{phrase}' must be one of {', '.join(allowed)}; not {status!r}")
    return dict(value)


def _table(value: Any, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ConfigError(f"{where} must be a table, not {value!r}")
    return dict(value)


def _selectors(value: Any, where: str) -> dict[str, str]:
    for name, selector in _table(value, where).items():
        if not isinstance(selector, str) or not selector.strip():
            raise ConfigError(f"{where}: '{name}' must be text in quotes (CSS, a label or a path), not {selector!r}")
    return dict(value)


def _shares(value: Any, where: str) -> dict[str, float]:
    for name, share in _table(value, where).items():
        if not isinstance(share, (int, float)) or isinstance(share, bool) or not 0 <= share <= 1:
            raise ConfigError(f"{where}: '{name}' must be a share from 0 to 1, not {share!r}")
    return dict(value)


def _time_zone(value: Any, where: str) -> str:
    """A name that this system's zone data knows: a wrong one would put every date of the source a day off."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

    try:
        return ZoneInfo(value).key
    except (ZoneInfoNotFoundError, ValueError, TypeError, OSError):
        near = _nearest(str(value), sorted(available_timezones())) if value else ""
        hint = near if "did you mean" in near else "; a name such as 'Europe/London' is expected"
        raise ConfigError(f"{where}: unknown time zone {value!r}{hint}") from None


def _delay(value: Any, where: str) -> float:
    if not isinstance(value, (int, float)) or isinstance(value, bool) or not 0 <= value <= LONGEST_DELAY:
        raise ConfigError(f"{where} must be a number of seconds from 0 to {LONGEST_DELAY:,}, not {value!r}")
    return float(value)


TEXTS = (
    "slug", "shape", "name", "homepage", "next", "follow", "row", "licence", "attribution", "terms", "medium",
)  # fmt: skip
_CHECKS: dict[str, Any] = {
    "kind": _choice(*get_args(SourceKind)),
    "body": _choice(*get_args(Body)),
    "start": _texts,
    "trust": _trust,
    "expect": _bounds,
    "status": _statuses,
    "fields": _selectors,
    "fill": _shares,
    "options": _table,
    "delay": _delay,
    "complete": _a(bool),
    "quote": _a(bool),
    "enabled": _a(bool),
    "day_first": _a(bool),
    "every": _from(1, 525_600),
    "max_pages": _from(1, 10_000),
    "time_zone": _time_zone,
    **dict.fromkeys(TEXTS, _a(str)),
}


CRITERIA = ("titles", "people", "places", "statuses", "words")


def _watches(entries: Any, where: str) -> tuple[Watch, ...]:
    """The watch lists. No two may come out at one address: each would take back what the other was given."""
    if not isinstance(entries, list) or not all(isinstance(entry, Mapping) for entry in entries):
        raise ConfigError(f"{where}: watch lists are written under [[watch]], with two brackets")
    watches = tuple(_watch(entry, where, number) for number, entry in enumerate(entries, 1))
    if twins := watchlists.one_address(watch.name for watch in watches):
        one, other = twins
        told = f"are named '{one}'" if one == other else f"have one address: '{one}' and '{other}'"
        raise ConfigError(f"{where}: two [[watch]] entries {told}; rename one")
    return watches


def _watch(entry: Mapping[str, Any], where: str, number: int) -> Watch:
    name = entry.get("name")
    if not isinstance(name, str) or not name.strip():
        raise ConfigError(f"{where}: [[watch]] number {number} has no 'name'")
    inside = f" in [[watch]] '{name}'"
    _only(entry, [f.name for f in fields(Watch)], where, inside)
    lists = (*CRITERIA, "notify")
    values: dict[str, Any] = {k: _texts(v, f"{where}: '{k}'{inside}") if k in lists else v for k, v in entry.items()}
    for key, kind in (("file", str), ("quiet_hours", str), ("digest", bool)):
        if key in values:
            values[key] = _a(kind)(values[key], f"{where}: '{key}'{inside}")
    allowed = [*(status.value for status in Status), *(event.value for event in Event), *EXTRA_KINDS]
    for status in values.get("statuses", ()):
        if status not in allowed:
            hint = _nearest(status, list(dict.fromkeys(allowed)))
            raise ConfigError(f"{where}: 'statuses'{inside}: '{status}' is no status and no kind of change{hint}")
    _worth_watching(values, where, inside)
    return Watch(**values)


def _worth_watching(values: Mapping[str, Any], where: str, inside: str) -> None:
    """Whether a list says what it looks for, and, where it sends messages, where to and when not."""
    for key in CRITERIA:
        if any(not text.strip() for text in values.get(key, ())):
            raise ConfigError(f"{where}: '{key}'{inside} has an empty text, which would match nothing")
    if not any(values.get(key) for key in (*CRITERIA, "file")):
        raise ConfigError(f"{where}: nothing to look for{inside}; give it one of {', '.join(CRITERIA)}, or a file")
    if number := watchlists.no_service(values.get("notify", ())):
        raise ConfigError(f"{where}: 'notify'{inside}: address {number} is none; 'mailto://…' or the like is expected")
    if hours := values.get("quiet_hours"):
        try:
            watchlists.quiet(hours)
        except ValueError as error:
            raise ConfigError(f"{where}: 'quiet_hours'{inside} {error}") from error
