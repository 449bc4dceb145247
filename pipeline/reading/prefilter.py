"""A cheap look at a whole text: can it report anything at all?

Two lists of stems are sought with plain substring search: one says that the text is about film or television, the other
that something happened to a production. Most general news fails one of them and is never split into sentences.
"""

from __future__ import annotations

from typing import Final

_ABOUT: Final = (
    "film", "movie", "series", "season", "episode", "sitcom", "drama", "comedy", "soap", "sequel", "prequel", "spin",
    "reboot", "remake", "netflix", "tv", "show", "biopic", "shoot", "production", "actor", "actress", "cinema", "theater",
    "anime", "documentar", "hbo", "pilot", "directed", "floors", "wrap", "premiere",
)  # fmt: skip
_HAPPENED: Final = (
    "filming", "film", "shoot", "shot", "production", "renew", "cancel", "axe", "scrap", "shelve", "delay", "postpone",
    "release", "premier", "debut", "in the works", "develop", "announce", "order", "greenlit", "green light", "wrap",
    "resum", "season", "series", "sequel", "spin", "reboot", "remake", "revive", "revival", "photography", "cinemas",
    "theaters", "cutting", "editing", "moved", "pushed", "hold", "floors", "commission", "picked up", "adapt", "streaming",
    "return", "air",
)  # fmt: skip


def may_report(text: str) -> bool:
    """False where no sentence of a text can give a report."""
    low = text.lower()
    return any(stem in low for stem in _ABOUT) and any(stem in low for stem in _HAPPENED)
