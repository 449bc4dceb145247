"""What publishers reserve against machines: ``noai`` for all robots or for ours, and TDMRep's header and meta element.

Of an article that is reserved, what its feed said of it is kept; of a feed, its headlines and summaries; of any other
page, nothing. The file ``/.well-known/tdmrep.json`` is not asked for: it would be one more request to every host.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from spiders.rules import TOKEN
from spiders.web import css, decode, tree

HEADERS = ("x-robots-tag", "tdm-reservation")
"""In which it is said, lower case."""
_WORDS = ("noai", "noimageai")
_SIGN = re.compile(rb"noai|noimageai|tdm-reservation", re.I)
"""What must stand in a page that reserves itself, and is found far more quickly than its markup is taken apart."""


def reserved(root: Any, headers: Mapping[str, str]) -> bool:
    """True where a page reserves its text, in its headers or in its markup."""
    return stated(headers) or _reserves(_meta(root, "robots", TOKEN), _meta(root, "tdm-reservation"))


def reserved_bytes(body: bytes, encoding: str | None, headers: Mapping[str, str]) -> bool:
    """The same for an answer that was not taken apart yet, of whatever kind it is."""
    if stated(headers):
        return True
    plain = body.replace(b"\0", b"")  # UTF-16
    return bool(_SIGN.search(plain)) and reserved(tree(decode(body, encoding)), headers)


def stated(headers: Mapping[str, str]) -> bool:
    """True where the headers alone say so."""
    robots, reservation = (headers.get(name, "") for name in HEADERS)
    return _reserves([robots], reservation.split(","))


def _reserves(robots: list[str], reservations: list[str]) -> bool:
    named = any(word in text.lower() for text in robots for word in _WORDS)
    return named or any(text.strip() == "1" for text in reservations)


def _meta(root: Any, *names: str) -> list[str]:
    """What the ``<meta>`` elements of these names say; names are written in any case, as a property by some."""
    metas = css("meta[content]")(root)
    return [m.get("content") for m in metas if (m.get("name") or m.get("property") or "").strip().lower() in names]
