"""May this run be believed? Pure: what was counted goes in, a verdict with a fixed reason word comes out.

Scrapy does not tell: it exits 0 and says "finished" after a callback raised. First match wins, in the order of
``REASONS``. Only an accepted run becomes a baseline.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from pipeline.config import Source
from pipeline.model import Crawl

REASONS = (
    "interrupted", "unreachable", "blocked", "reserved", "gone", "crashed", "empty", "short", "hollow", "retitled",
    "reshuffled", "mass_change", "accepted",
)  # fmt: skip
TRANSIENT = frozenset({"interrupted", "unreachable"})
"""Reasons that often pass by themselves: told after three runs. The others are told at once."""
LEAST_OF_BASELINE = 0.5
"""A complete list that shrank below this share of its last accepted run is short."""
FILL_DROP = 0.5
"""A required field that is filled this much less often than before is hollow."""
MOVED = 0.1
"""A complete list of which more than this share moved in a day is held."""
LONGEST_OUTAGE = 3
"""What moved while a source was out adds up, for so many days: then it is held all the same."""
OWN_TITLES = 0.12
"""Of a list that was never read before, fewer rows than this with a title of their own: it is a type, or a date."""
ENOUGH_ROWS = 10
"""Shares of fewer rows than this say nothing: of those only what is true of all of them is evidence."""
FEWEST_ROWS = 4
"""Of fewer rows than this nothing can be told: three productions may well all be new."""
USUAL = 0.9
"""What so many rows had is what all rows have."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What was read of a run. ``rows``: rows of its lists, or pages of its articles. ``filled``: share per field of
    the ``fresh`` rows, those of pages that are not as they were (0: all); of the title, those with one of their own.

    ``moved``: rows whose status is another than in the baseline; ``new`` and ``lost``: rows whose ids came and went;
    ``reissued``: new ones with the title of a lost one; ``retitled``: rows that have another title under their id.
    """

    rows: int = 0
    filled: Mapping[str, float] = field(default_factory=dict)
    moved: int = 0
    new: int = 0
    lost: int = 0
    has_rows: bool = False
    fresh: int = 0
    reissued: int = 0
    retitled: int = 0


@dataclass(frozen=True, slots=True)
class Baseline:
    """The last accepted run of the source, in the same figures. ``days``: how long ago it was; 0 on the same day."""

    rows: int
    filled: Mapping[str, float] = field(default_factory=dict)
    days: int = 1


@dataclass(frozen=True, slots=True)
class Judgement:
    """The state that the run gets, its reason word, and what is behind it in one line."""

    state: Literal["accepted", "held", "rejected", "interrupted"]
    reason: str
    detail: str = ""


def judge(source: Source, crawl: Crawl | None, tally: Tally, baseline: Baseline | None) -> Judgement:
    """The verdict on a run of ``source``. ``crawl`` is None where the crawl never came to its end."""
    if crawl is None:
        return Judgement("interrupted", "interrupted", "the crawl was stopped before its end")
    made = _by_crawl(crawl) or _by_count(source, crawl, tally, baseline) or _by_facts(source, tally, baseline)
    return replace(made, detail="; ".join(filter(None, (made.detail, crawl.left_out)))) if crawl.left_out else made


def _by_crawl(crawl: Crawl) -> Judgement | None:
    """What the requests themselves tell."""
    words = {"wrong_type": "gone"}
    troubles = [words.get(word, word) for word in crawl.trouble]
    for reason in ("unreachable", "blocked", "reserved", "gone"):
        if reason in troubles:
            return Judgement("rejected", reason, crawl.detail)
    if crawl.exceptions:
        return Judgement("rejected", "crashed", crawl.detail or f"{crawl.exceptions} exceptions while crawling")
    if crawl.lists == 0 and not {"empty", "short"} & set(crawl.trouble):
        return Judgement("rejected", "unreachable", crawl.detail or "no list answered")
    return None


def _by_count(source: Source, crawl: Crawl, tally: Tally, baseline: Baseline | None) -> Judgement | None:
    """Too little of it."""
    expected = source.expect or (1 if source.complete or baseline is None else 0, 0)
    if tally.rows == 0 and ("empty" in crawl.trouble or (tally.has_rows and expected[0] > 0)):
        told = crawl.detail if "empty" in crawl.trouble else ""
        return Judgement("rejected", "empty", told or "nothing was listed where something is expected")
    if "short" in crawl.trouble:
        return Judgement("held", "short", crawl.detail or "a page of the list is missing")
    if source.expect and tally.rows < source.expect[0]:
        return Judgement("held", "short", f"{tally.rows} rows; at least {source.expect[0]} are expected")
    if source.complete and baseline and tally.rows < LEAST_OF_BASELINE * baseline.rows:
        return Judgement("held", "short", f"{tally.rows} rows; the last accepted run had {baseline.rows}")
    return None


def _by_facts(source: Source, tally: Tally, baseline: Baseline | None) -> Judgement:
    """What the rows say, against what they said before."""
    fresh = tally.fresh or tally.rows
    for name, share in sorted(tally.filled.items()):
        if _is_hollow(source, name, share, fresh, baseline):
            what = "has a title of its own" if name == "title" else f"has '{name}'"
            return Judgement("held", "hollow", f"{share:.0%} of {fresh} rows {what}")
    if baseline and tally.has_rows:
        if tally.retitled >= FEWEST_ROWS and tally.retitled > tally.rows / 2:
            told = f"{tally.retitled} of {tally.rows} rows have another title under the same id: is it still the title?"
            return Judgement("held", "retitled", told)
        if _is_reshuffled(source, tally, baseline):
            return Judgement("held", "reshuffled", f"{tally.new} of {tally.rows} ids are new: did the ids change?")
        at_once = max(5, MOVED * tally.rows) * min(max(1, baseline.days), LONGEST_OUTAGE)
        if source.complete and tally.moved > at_once:
            return Judgement("held", "mass_change", f"{tally.moved} of {tally.rows} rows moved at once")
    return Judgement("accepted", "accepted", _above(source, tally))


def _is_hollow(source: Source, name: str, share: float, fresh: int, baseline: Baseline | None) -> bool:
    """A field that is filled too seldom. Of few rows: that all had, and one at most has."""
    usual = baseline.filled.get(name, 0) if baseline else 0
    if fresh < ENOUGH_ROWS:
        return fresh >= FEWEST_ROWS and usual >= USUAL and share * fresh <= 1
    unknown = OWN_TITLES if name == "title" and baseline is None else FILL_DROP * usual
    return share < source.fill.get(name, unknown)


def _is_reshuffled(source: Source, tally: Tally, baseline: Baseline) -> bool:
    """Most ids are new. Of few rows: all of a complete list, or most under the titles that they had."""
    fewest = min(tally.rows, baseline.rows)
    if fewest >= ENOUGH_ROWS:
        return tally.new > tally.rows / 2 and tally.lost > baseline.rows / 2
    if fewest < FEWEST_ROWS:
        return False
    all_new = source.complete and tally.new == tally.rows and tally.lost >= baseline.rows
    return all_new or tally.reissued > tally.rows / 2


def _above(source: Source, tally: Tally) -> str:
    if source.expect and tally.rows > source.expect[1]:
        return f"{tally.rows} rows; at most {source.expect[1]} were expected"
    return ""
