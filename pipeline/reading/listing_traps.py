"""Pages in the words of a listing that list no shoot: casting calls, travel pieces, screenings, what is on tonight."""

from __future__ import annotations

import re

from pipeline.model import Document
from pipeline.reading.listing_entry import Page
from pipeline.reading.listing_lines import is_casting
from pipeline.reading.listing_phrases import predicates
from pipeline.reading.listing_words import CUES, automaton_of

_TRAVEL = re.compile(
    r"\b(?:visit(?:ors?|ing)?|tickets?|admission|open daily|guided tours?|walking tours?|opening hours|how to get "
    r"there|travell?ers?|stay at|book (?:a|your)|itinerary|you can (?:see|visit|still)|fans can|must-see|day trip|"
    r"where to stay|was filmed|were filmed|was shot|filmed (?:at|in|on|here)|stood in for|doubled (?:as|for)|"
    r"tourists?|hotel rates?|road trip|stroll|hike|pilgrimage)\b",
    re.IGNORECASE,
)


_TRAVEL_STEMS = automaton_of(CUES["travel"])


_SHOWN = re.compile(
    r"\b(?:screenings?|screens|box office|sold out|Q&A|cinemas?|theat(?:er|re)s?|hall|matinee|showtimes?|premieres?|"
    r"(?:new|all-new) episode|season finale|series finale|repeat|airs|tonight on|now streaming|"
    r"opens (?:in|on|friday))\b|★|\b(?:BBC ?\w{1,5}|ITV\d?|Channel [45]|E4|Film4|Sky \w+|Dave|More4),?\s+"
    r"\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?m|"
    r"^\W*\d{1,2}[:.]\d\d\s*[ap]\.?m\.?\s*[–—:-]",
    re.IGNORECASE,
)


_RENTED = re.compile(r"[$€£]\s?\d[\d,.]*\s?(?:/|per |an? )\s?(?:day|hour|hr|night|week|4 hours)\b", re.IGNORECASE)


_JOBS = re.compile(r"\W*(?:crew|help|extras) wanted\W*$|\W*job (?:board|listings)\W*$|\W*jobs\W*$", re.IGNORECASE)


_SHOWN_STEMS = automaton_of(CUES["shown"])


_CASTING_PAGE = re.compile(
    r"\b(?:casting calls?|extras wanted|extras casting|auditions?|open calls?|casting notices?"
    r"|background actors)\b",
    re.IGNORECASE,
)


def _tells_of_work(text: str) -> bool:
    """Does the line tell of work on a set, and not of a release?"""
    return any(p.name not in ("released", "simple", "also", "will be", "begins", "renewed") for p in predicates(text))


def is_trap(document: Document, page: Page) -> bool:
    """Casting calls and travel pieces: pages in the words of a listing that list no production."""
    head = f"{document.title or ''} {' '.join(document.categories)}"
    if _JOBS.match(document.title or page.text[:60].strip().split("\n")[0]):
        return True
    texts = [line.text[:2000] for line in page.lines[:400] if line.text.strip()]
    if not texts:
        return False
    casting = sum(is_casting(text) for text in texts)
    if casting >= 2 and (_CASTING_PAGE.search(head) or casting * 3 >= len(texts)):
        return True
    priced = [text for text in texts if "$" in text or "€" in text or "£" in text]
    if len(priced) > 1 and sum(_RENTED.search(text) is not None for text in priced) * 2 >= max(len(texts) - 2, 4):
        return True
    shown = sum(bool(_SHOWN.search(text)) for text in texts if next(_SHOWN_STEMS.iter(text.lower()), None))
    if shown >= 3 and shown * 2 >= len(texts) - 3 and not any(map(_tells_of_work, texts)):
        return True
    travel = sum(len(_TRAVEL.findall(text)) for text in texts if next(_TRAVEL_STEMS.iter(text.lower()), None))
    if travel < 4 or any("\t" in text or text.startswith("{") for text in texts):
        return False
    live = sum(
        any(p.ongoing or p.name in ("starts", "will start", "wrapped") for p in predicates(text)) for text in texts
    )
    return travel > 2 * live
