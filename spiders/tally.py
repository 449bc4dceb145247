"""The counts of one crawl while it runs, and what they amount to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from pipeline.model import Crawl

TELLING = ("blocked", "reserved", "unreachable", "gone", "wrong_type", "crashed", "empty", "short")
"""Reason words that a crawl can tell by itself, the most telling first."""


FEW = 3
"""Fewer pages than this may be missing behind an index without the run being doubted."""


def most_telling(words: list[str]) -> tuple[str, ...]:
    """The words once each, in the order of TELLING."""
    return tuple(word for word in TELLING if word in words)


@dataclass(slots=True)
class Tally:
    """Counts; ``crawl`` makes them what the judge is given."""

    requests: int = 0
    not_modified: int = 0
    lists: int = 0
    bytes: int = 0
    exceptions: int = 0
    skipped: int = 0
    garbled: int = 0
    channel: str = ""
    statuses: Counter[int] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)
    words: list[str] = field(default_factory=list)
    details: list[str] = field(default_factory=list)
    waits: dict[str, str] = field(default_factory=dict)
    leaves: Counter[str] = field(default_factory=Counter)  # pages that an index led to, by reason word; "" is good

    def trouble(self, word: str, detail: str = "") -> None:
        """Something went wrong that the whole run is judged by."""
        self.words.append(word)
        self.note(detail or word)

    def note(self, detail: str) -> None:
        """Something worth telling a person, once."""
        if detail and detail not in self.details:
            self.details.append(detail)

    def crawl(self, finish_reason: str) -> Crawl:
        """The crawl as it went."""
        words = [word for word in self.words if word != "empty" or not self.lists]  # one empty section is no outage
        failed = [word for word in self.leaves if word]
        if failed and not self.leaves[""] and (self.leaves.total() >= FEW or {"blocked", "reserved"} & set(failed)):
            words += failed  # not one of them could be had
        return Crawl(
            requests=self.requests,
            not_modified=self.not_modified,
            lists=self.lists,
            statuses=dict(sorted(self.statuses.items())),
            failures=dict(sorted(self.failures.items())),
            trouble=most_telling(words),
            exceptions=self.exceptions,
            detail="; ".join((*self.details[:5], *self._skipped())),
            finish_reason=finish_reason,
            channel=self.channel,
            waits=dict(sorted(self.waits.items())),
            garbled=self.garbled,
        )

    def _skipped(self) -> tuple[str, ...]:
        failed = sum(count for word, count in self.leaves.items() if word)
        told = (f"{failed} pages that it leads to could not be had",) if failed else ()
        return told + ((f"{self.skipped} rows name no production",) if self.skipped else ())
