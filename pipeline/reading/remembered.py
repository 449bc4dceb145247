"""What was told once of a chunk, which is what stands between two blanks of a text, is looked up when it comes again.

The vocabulary of news is small: nearly every chunk of a page was met before.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

MOST: Final = 50_000
"""Chunks remembered; with more the table is begun anew, so that no text can fill the memory."""
LONGEST: Final = 60
"""Characters of a chunk that is remembered."""
T = TypeVar("T")


class Remembered(dict[str, T]):
    """From a chunk to what a function tells of it; asked by subscript, or by ``__getitem__`` for many in a row."""

    def __init__(self, tell: Callable[[str], T]) -> None:
        super().__init__()
        self._tell = tell

    def __missing__(self, chunk: str) -> T:
        told = self._tell(chunk)
        if len(chunk) <= LONGEST:
            if len(self) >= MOST:
                self.clear()
            self[chunk] = told
        return told
