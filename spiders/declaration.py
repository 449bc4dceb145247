"""Whether a source is declared in a way that can be crawled: everything that can be seen before anything is asked.

``pipeline.config`` sees to types and names; here is what only a shape, a file or a CSS parser can tell. The first fault
is one line that names file, entry, key and what is allowed. It asks nothing of the network.
"""

from __future__ import annotations

import difflib
import ssl
from collections.abc import Iterable
from urllib.parse import urlsplit

from pipeline.config import Config, ConfigError, Source
from spiders import any_site
from spiders.phrases import status_of
from spiders.shapes import shape_of
from spiders.web import check_css

OPTIONS = {
    "table": ("first", "step"),
    "labelled": ("inside", "group"),
    "wordpress": ("path", "categories"),
    "on_location_vacations": ("path", "categories"),
    "production_weekly": ("path", "categories"),
    "api": ("items", "next", "next_parameters"),
    "tvmaze": ("items", "next", "next_parameters"),
    "wikipedia": ("items", "next", "next_parameters"),
    "tmdb": ("key",),
}
"""What ``[source.options]`` may hold, by shape, beside COMMON."""
COMMON = ("region", "status", "ca", "archive", "archive_cdx", "archive_mementos")
NUMBERS = ("first", "step")
TITLED = ("table", "api", "tvmaze")
"""Shapes whose rows have no title but the declared one."""


def check_declared(config: Config, sources: Iterable[Source]) -> None:
    """ConfigError for the first of ``sources`` that cannot be crawled as it is declared."""
    for source in sources:
        try:
            _check_start(source)
            _check_options(source)
            _check_certificates(config, source)
            _check_shape(source)
        except ConfigError as error:
            raise ConfigError(f"{config.path or 'slatewatch.toml'}: {error}") from error


def _fault(source: Source, text: str) -> ConfigError:
    return ConfigError(f"[[source]] '{source.slug}': {text}")


def _check_start(source: Source) -> None:
    if source.shape == any_site.NAME:
        raise _fault(source, "shape 'any_site' is never crawled, only backfill fills it: it needs 'enabled = false'")
    if not source.start:
        raise _fault(source, "needs 'start', the address that is asked first, such as [\"https://example.org/list\"]")
    for start in source.start:
        if not is_address(start):
            raise _fault(source, f"'start': {start!r} is not an address such as https://example.org/list")


def is_address(text: str) -> bool:
    """Whether a page of the web can be asked for there."""
    try:
        parts = urlsplit(text)
        blank = any(mark.isspace() for mark in text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0 and not blank
    except ValueError:
        return False


def _check_shape(source: Source) -> None:
    shape = shape_of(source)
    if "title" not in source.fields and (source.shape in TITLED or (source.shape == "labelled" and not source.follow)):
        raise _fault(source, "[source.fields] needs 'title'")
    shape.start(source)
    check_css(source, {f"'{name}' in [source.options]": source.options.get(name) for name in ("inside", "group")})


def _check_options(source: Source) -> None:
    allowed = COMMON + OPTIONS.get(source.shape, ())
    for name, value in source.options.items():
        if name not in allowed:
            near = difflib.get_close_matches(name, allowed, n=1, cutoff=0.5)
            hint = f"did you mean '{near[0]}'?" if near else f"there are: {', '.join(sorted(allowed))}"
            raise _fault(source, f"unknown key '{name}' in [source.options]; {hint}")
        if name in NUMBERS and not str(value).lstrip("-").isdecimal():
            raise _fault(source, f"'{name}' in [source.options] must be a whole number, not {value!r}")
        if name not in (*NUMBERS, "categories") and not isinstance(value, str):
            raise _fault(source, f"'{name}' in [source.options] must be text in quotes, not {value!r}")
    said = source.options.get("status")
    if said and status_of(said, source.status) is None:
        raise _fault(source, f"'status' in [source.options]: {said!r} is no status; 'filming' is one, for example")


def _check_certificates(config: Config, source: Source) -> None:
    """``options.ca``: a file of certificates beside the configuration."""
    if not (name := source.options.get("ca")):
        return
    path = (config.path.parent / name) if config.path else name
    try:
        ssl.create_default_context().load_verify_locations(path)
    except (OSError, ValueError) as error:
        told = getattr(error, "strerror", None) or "no certificates in it"
        raise _fault(source, f"'ca' in [source.options]: {path}: {told}; save the certificate there (PEM)") from error
