"""What a host's robots.txt amounts to, as RFC 9309 has it and a little stricter. Fetches nothing.

Scrapy's middleware reads the body whatever the status was, so that an error page allows everything. Here 401, 403, 429,
5xx and no answer at all mean: stay away for now. 404 and the other 4xx mean that there are no rules, and so does a page
of HTML; rules that are only sent as HTML are rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from protego import Protego

TOKEN = "slatewatch"
MAX_RULES = 512 * 1024  # RFC 9309 asks for at least 500 KiB
MAX_CRAWL_DELAY = 120.0


@dataclass(frozen=True, slots=True)
class Rules:
    """What a host allows. ``refusal`` is the reason word where it is to be left alone altogether."""

    read_at: datetime
    parser: Protego | None = None
    refusal: str = ""
    detail: str = ""

    def allow(self, url: str) -> bool:
        """May this address be asked?"""
        return not self.refusal and (self.parser is None or bool(self.parser.can_fetch(url, TOKEN)))

    @property
    def crawl_delay(self) -> float:
        """Seconds that the host wants between two requests, within reason."""
        delay = self.parser.crawl_delay(TOKEN) if self.parser else None
        return min(float(delay or 0.0), MAX_CRAWL_DELAY)


def rules_of(status: int, content_type: str, body: bytes, now: datetime) -> Rules:
    """The rules that an answer for robots.txt amounts to."""
    if status in (401, 403, 429):
        return Rules(now, None, "blocked", f"robots.txt answered {status}")
    if status >= 500:
        return Rules(now, None, "unreachable", f"robots.txt answered {status}")
    text = body[:MAX_RULES].decode("utf-8-sig", "replace")
    if not 200 <= status < 300 or ("html" in content_type and text.lstrip().startswith("<")):
        return Rules(now)
    return Rules(now, Protego.parse(text))
