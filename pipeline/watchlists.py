"""What a ``[[watch]]`` must say to be one: an address of its own, quiet hours, addresses to write to. PURE.

What is found wrong here is found before anything is crawled, not when the first message is due. It loads little: every
verb that reads the configuration waits for it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

SERVICE = re.compile(r"[A-Za-z0-9][A-Za-z0-9+.-]*://\S[^\n]*")
"""How an address that Apprise writes to begins. Which services there are only Apprise knows."""


def slug(words: str) -> str:
    """A name in plain letters, for an address; empty where it has none."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")


def path_of(name: str) -> str:
    """The path of the feed of the watch list of that name."""
    return f"watch/{slug(name) or _without_letters(name)}"


def _without_letters(name: str) -> str:
    import hashlib

    return hashlib.sha256(name.encode()).hexdigest()[:10]


def one_address(names: Iterable[str]) -> tuple[str, str] | None:
    """Two names that come out at one address, in their order; None where each has its own."""
    taken: dict[str, str] = {}
    for name in names:
        path = path_of(name)
        if path in taken:
            return taken[path], name
        taken[path] = name
    return None


def quiet(hours: str) -> tuple[time, time, ZoneInfo]:
    """From when till when, and where the clock hangs: "22:00-07:00 Europe/Berlin" (UTC without a zone). ValueError."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    span, _, zone = hours.strip().partition(" ")
    try:
        first, last = (time.fromisoformat(part.strip()) for part in span.split("-"))
        local = ZoneInfo(zone.strip() or "UTC")
    except (ValueError, ZoneInfoNotFoundError, OSError) as error:
        raise ValueError(f'must look like "22:00-07:00 Europe/Berlin", not {hours!r}') from error
    if first.tzinfo or last.tzinfo:
        raise ValueError(f'names its zone once, at its end, as in "22:00-07:00 Europe/Berlin", not {hours!r}')
    return first, last, local


def no_service(targets: Iterable[str]) -> int:
    """The number of the first of these that is no address of a service, from 1; 0 where all are. It is known by its
    number, since an address may hold a password."""
    return next((number for number, target in enumerate(targets, 1) if not SERVICE.fullmatch(target)), 0)
