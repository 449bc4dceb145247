"""What was read of an archive on another machine, or by another process, on its way into the database.

Values only: a capture, the pages that it amounts to, and what each of them says.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pipeline.model import Page, Report
from pipeline.store import stamp

SAME_TEXT = "text"
"""The key of ``Page.meta`` under which the digest of an article's words is noted, where copies of it are left out."""


@dataclass(frozen=True, slots=True)
class Harvested:
    """One capture of a source: its pages in their order, each with the reports that were read in it."""

    source: str
    url: str
    at: datetime
    pages: tuple[tuple[Page, tuple[Report, ...]], ...]

    @property
    def order(self) -> tuple[str, str, str]:
        """By this all captures of all machines are brought into one order: the oldest first."""
        return (stamp(self.at), self.source, self.url)


@dataclass(slots=True)
class Counts:
    """What became of the answers of one file. ``dropped``: reason word -> how many; ``broken``: why it ended early."""

    answers: int = 0
    pages: int = 0
    reports: int = 0
    dropped: dict[str, int] = field(default_factory=dict)
    sources: dict[str, int] = field(default_factory=dict)
    broken: str = ""

    def drop(self, reason: str) -> None:
        """One more was left out, and why."""
        self.dropped[reason] = self.dropped.get(reason, 0) + 1

    def add(self, other: Counts) -> None:
        """Count those of another file too."""
        self.answers += other.answers
        self.pages += other.pages
        self.reports += other.reports
        for mine, theirs in ((self.dropped, other.dropped), (self.sources, other.sources)):
            for name, number in theirs.items():
                mine[name] = mine.get(name, 0) + number

    def as_json(self) -> dict[str, Any]:
        """The counts as they are kept beside the reports."""
        return {
            "answers": self.answers, "pages": self.pages, "reports": self.reports,
            "dropped": dict(sorted(self.dropped.items())), "sources": dict(sorted(self.sources.items())),
            "broken": self.broken,
        }  # fmt: skip


REASONS = {
    "elsewhere": "of no source, or not the address of an article",
    "status": "no good answer (status other than 200)",
    "truncated": "cut off when it was captured",
    "empty": "without a body",
    "long": "longer than is read",
    "outside": "outside of --from and --to",
    "type": "no web page",
    "words": "no word about film or television",
    "reserved": "text reserved, or nothing found in it",
    "silent": "says nothing about a production",
    "repeated": "the same article again",
    "same_text": "the same text under another address",
    "failed": "could not be read",
}
"""Why an answer of an archive was left out."""
