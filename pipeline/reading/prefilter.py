"""A cheap look at a whole text: can it report anything at all?

Plain substring counts, no more. A short text needs one word that is about film or television and one that says that
something happened; a long one needs enough of the first kind for its length, so that general news, which mentions a
film in passing, is never split into sentences.
"""

from __future__ import annotations

from typing import Final

SHORT: Final = 700
"""Up to this many characters one word is enough."""
BLOCK: Final = 12_000
"""A longer text is judged block by block: a page of film news may stand in a long collection."""
DENSITY: Final = 1_000
"""Characters of a long text to each word about film or television."""

_FIRST: Final = (
    "film",
    "movie",
    "tv ",
    "drama",
    "season ",
    "episode",
    "series",
    "cinema",
    "netflix",
    "hollywood",
    "bollywood",
)
ON_SCREEN: Final = (
    "film", "movie", "tv ", "episode", "netflix", "cinema", "theat", "ollywood", "actress", " actor", "sequel",
    "trailer", "starr", "premiere", "soap", "spin-off", "spinoff", "hbo", "disney", "documentary", "drama", "season ",
    "shooting", "sitcom", "director", "prime video", "itv", "renewed", "reboot", "biopic", "anime", "showrunner",
    "box office", "camera",
)  # fmt: skip
_ALSO: Final = (
    "pictures", "studios", "directed by", "series", "show", "shoot", "in the works", "revival", "pilot", "production",
    "wrap",
    "season",
)  # fmt: skip
_SURE: Final = (
    "filming", "pre-production", "post-production", "principal photography", "started shooting", "start shooting",
    "starts shooting", "begin shooting", "begins shooting", "began shooting", "wrap on", "in cinemas", "in theaters",
    "in theatres", "to be directed by", "in the works", "renewed for", "reshoots", "showrunner", "began production",
    "resume production", "back to back", "halted production", "production on",
    "into production", "cameras roll", "cameras are roll", "before the camera",
)  # fmt: skip
"""Words that hardly mean anything else; a long text that has one is read whatever else it is about."""
_HAPPENED: Final = (
    "film", "shoot", "shot", "production", "renew", "cancel", "axe", "axing", "scrap", "shelv", "delay", "postpone",
    "release", "premier", "debut", "in the works", "develop", "announce", "order", "greenlit", "green light", "wrap",
    "resum", "season", "series", "sequel", "spin", "reboot", "remake", "reviv", "photography", "cinemas", "theaters",
    "cutting", "editing", "move", "push", "hold", "floors", "commission", "picked up", "picks up", "adapt", "stream",
    "return", "air", "movie", "end", "plug", "chop", "camera", "under way", "underway",
)  # fmt: skip


def may_report(text: str) -> bool:
    """False where no sentence of a text can give a report."""
    low = text.lower()
    if len(low) <= SHORT:
        about = any(stem in low for stem in ON_SCREEN) or any(stem in low for stem in _ALSO)
        return about and any(stem in low for stem in _HAPPENED)
    for words in _SURE:  # a plain loop: this is where general news spends its time
        if words in low:
            return True
    return any(_dense(low[start : start + BLOCK], DENSITY) for start in range(0, len(low), BLOCK))


def on_screen(text: str) -> bool:
    """Is a text so full of film and television that words like "released" and "cancelled" can be meant that way?"""
    low = text.lower()
    if len(low) <= SHORT or "in cinemas" in low or "directed by" in low:
        return True
    return any(_dense(low[start : start + BLOCK], DENSITY * 2 // 5) for start in range(0, len(low), BLOCK))


def _dense(block: str, density: int) -> bool:
    if not any(stem in block for stem in _FIRST):
        return False
    wanted = len(block) / density
    found = 0
    for stem in ON_SCREEN:
        found += block.count(stem)
        if found >= wanted:
            return True
    return False
