"""A row of the table of ratios, as every benchmark prints it: one JSON object a line.

A ratio is of two figures of the same run, ours beside a named peer or limit: never a bare time, since machines differ.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """``what`` was measured ``beside`` a peer. ``bar``: the most, or with ``least`` the least, that is good enough."""

    what: str
    beside: str
    ratio: float
    bar: float | None = None
    least: bool = False
    note: str = ""

    @property
    def met(self) -> bool:
        """Whether the bar was met; True where there is none."""
        if self.bar is None:
            return True
        return self.ratio >= self.bar if self.least else self.ratio <= self.bar


def tell(rows: Iterable[Row]) -> int:
    """Print the rows; 1 where a bar was missed, for the process to exit with."""
    missed = 0
    for row in rows:
        print(json.dumps(asdict(row), ensure_ascii=False), flush=True)
        missed += not row.met
    return 1 if missed else 0


def row_of(line: str) -> Row | None:
    """The row of a line that ``tell`` printed; None for any other line."""
    return Row(**json.loads(line)) if line.startswith('{"what": ') else None
