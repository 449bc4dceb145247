"""Names that a headline shortens, or that stand behind their maker's: each counts for the whole one, or the bare one.

"Harbour film delayed" is said of the "Grey Harbour" that only the text names in full; "Studio's Grey Harbour" is the
"Grey Harbour" of the headline. What is known of the one form is given to the other; nothing is decided here of titles.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.reading.titles import comparison_form

if TYPE_CHECKING:
    from pipeline.reading.gathering import Tally
    from pipeline.reading.page import Page

ABOUT: Final = frozenset(
    (
        "plan", "plans", "far", "guide", "explained", "recap", "preview", "review", "interview", "update", "updates",
        "latest", "news", "rumors", "rumours", "details", "timeline", "ranked", "questions", "takeaways", "secrets",
        "facts", "locations", "know", "roundup",
    )
)  # fmt: skip
"""Words of a headline that tells something of a title and is none ("Grey Harbour: The Plan So Far")."""
_TOLD: Final = 2
"""What a name's mentions must say for it before a headline's piece of it counts for it."""
_MAKER: Final = re.compile(r"[A-Z][\w-]+['’]s (?=[A-Z\d])")


def join_short_forms(page: Page, tally: Tally) -> None:
    """Give what is known of a headline's piece of a name to the whole name, and of a maker's name to the bare one."""
    _drop_makers(page, tally)
    told = {form: {page.sentences[i].headline for i in seen} for form, seen in tally.seen.items() if seen}
    whole = [form for form, places in told.items() if False in places and " " in form and not tally.signs[form]]
    headline = f" {comparison_form(page.sentences[0].text)} " if whole else ""
    for form in [form for form, places in told.items() if False not in places]:
        longer = [full for full in whole if _holds(full, form) and (f" {full} " in headline or _told(tally, full))]
        if len(longer) == 1:
            _join(page, tally, form, longer[0])
        elif ":" in tally.printed[form] and (name := _before_colon(page, tally, tally.printed[form])):
            _join(page, tally, form, name)


def _told(tally: Tally, full: str) -> bool:
    return tally.scores[full] >= _TOLD


def _holds(full: str, form: str) -> bool:
    """Is one name a piece of another, and not one of two that "and" joins?"""
    if f" {form} " not in f" {full} " or full == f"the {form}":
        return False
    return not full.startswith(f"{form} and ") and not full.endswith(f" and {form}")


def _drop_makers(page: Page, tally: Tally) -> None:
    """Such as "Studio's Grey Harbour" on a page that tells "Grey Harbour" for a title by itself."""
    owned = [form for form, name in tally.printed.items() if "s " in name and _MAKER.match(name) and tally.seen[form]]
    for form in owned:
        bare = comparison_form(_MAKER.sub("", tally.printed[form], count=1))
        if bare != form and tally.scores.get(bare, 0.0) >= 3 and tally.seen.get(bare):
            _join(page, tally, form, bare)


def _before_colon(page: Page, tally: Tally, printed: str) -> str | None:
    """Such as "Grey Harbour: The Plan So Far": the name before the colon, where the text has only that."""
    name, _, rest = printed.partition(":")
    form = comparison_form(name)
    if form not in tally.scores or ABOUT.isdisjoint(rest.lower().split()):
        return None
    body = page.tidy.text[page.sentences[0].end :] if page.sentences[0].start >= 0 else page.tidy.text
    return form if name in body and rest.strip() not in body else None


def _join(page: Page, tally: Tally, form: str, full: str) -> None:
    """Give what is known of one name to another."""
    page.shortened[form] = tally.printed[full]
    tally.scores[full] += tally.scores.pop(form)
    tally.best[full] = max(tally.best[full], tally.best.pop(form, 0.0))
    tally.seen.setdefault(full, set()).update(tally.seen.pop(form))
    if form in tally.seasons:
        tally.seasons.setdefault(full, tally.seasons.pop(form))
