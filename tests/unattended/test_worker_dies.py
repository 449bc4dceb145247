"""A crawling process that dies is replaced once, and told of where it never began."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from commands.cycle import _crawl

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


class Mortal:
    """A worker that tells of so many runs at each call, and dies where it does not tell of all."""

    def __init__(self, *tells: int) -> None:
        self._tells = list(tells)
        self.asked: list[list[int]] = []
        self.died = False

    def crawl(self, runs: list[tuple[int, str]], now: datetime, max_seconds: float) -> Iterator[dict[str, Any]]:
        self.asked.append([run for run, _ in runs])
        count = self._tells.pop(0)
        yield from ({"run": run, "source": source} for run, source in runs[:count])
        self.died = count < len(runs)


@pytest.mark.parametrize(
    ("tells", "asked"),
    [((3,), [[1, 2, 3]]), ((1, 2), [[1, 2, 3], [2, 3]]), ((0, 0), [[1, 2, 3], [1, 2, 3]])],
)
def test_what_was_not_told_of_is_asked_once_more(tells: tuple[int, ...], asked: list[list[int]]) -> None:
    worker: Any = Mortal(*tells)
    _crawl(worker, [(1, "a"), (2, "b"), (3, "c")], NOON, 60, lambda line: None)
    assert worker.asked == asked
