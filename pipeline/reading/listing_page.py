"""A document as lines: comments cut off, headings read, offsets kept.

Region headings ("Filming in Georgia:", "Los Angeles:"), kind headings ("TV Series") and posts' own dates become facts
of the lines below them. Pages that only look like listings (casting calls, travel pieces) are told here.
"""

from __future__ import annotations

import re
from datetime import date

from pipeline.model import Document, Event, Medium
from pipeline.reading.listing_dates import read_dates
from pipeline.reading.listing_entry import KnownTitles, Line, Page
from pipeline.reading.listing_lines import is_casting
from pipeline.reading.listing_phrases import predicates, status_event
from pipeline.reading.listing_titles import fold_blanks
from pipeline.reading.listing_words import REGION_WORDS
from pipeline.reading.markup import flatten
from pipeline.reading.places import is_known_place

TEXT_LIMIT = 4_000_000
"""Characters of one page that are read; a listing of any length fits, and a hostile page ends here."""

_HINT = re.compile(
    r"film|shoot|shot|taping|tapes|produc|season|series|movie|status|location|wrap|title|announc|"
    r"cancel|prep|schedule|studio|[•—–“\"]|\d\s?[ap]\.?m|, [A-Z]",
    re.IGNORECASE,
)
_BLOCK_TAG = re.compile(
    r"<\s*(/?)\s*(?:p|br|div|h[1-6]|li|ul|ol|tr|table|tbody|thead|section|article|header|footer|"
    r"hr|dt|dd|dl|blockquote)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_CELL_TAG = re.compile(r"<\s*/\s*t[dh]\s*>", re.IGNORECASE)
_HIDDEN = re.compile(
    r"<(script|style|head|noscript)\b[^<>]{0,500}>[^<]{0,200000}(?:<(?!/\1)[^<]{0,20000}){0,200}</\1"
    r"\s*>|<!--[^-]{0,20000}(?:-(?!->)[^-]{0,20000}){0,2000}-->",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"</?(?:p|br|div|h\d|li|td|tr|span|b|table)\b[^<>]{0,200}>")
_TAG = re.compile(r"</?[A-Za-z!][^<>]{0,2000}>")
_COMMENTS = re.compile(
    r"^\W*(?:\{?\s*\d+\s+comments?(?:…|\.\.\.|\s*\{|\s+read them| so far|\s*$)|comments on this|"
    r"\d{1,3}\s+\S.{0,60}\b\d{4} at \d{1,2}:\d\d|please enter your (?:comment|name)|"
    r"leave a (?:reply|comment)|comments? are closed|post a comment|\d+ (?:responses|replies|thoughts) (?:to|on)\b|"
    r"cancel reply|you must be logged in|log in to (?:leave|reply)|add (?:a|your) comment|join the (?:discussion|"
    r"conversation)|reader comments|comments:?\s*$|recent comments)",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"^\W*(?:by|posted by|posted)\b.{0,40}?\bon\s+(?P<date>.{6,30}?)(?:\s+[·•|].*)?$", re.IGNORECASE)
_OWN_DATE = re.compile(r"^\s*(?:date|posted|published|updated)[:\s]+(?P<date>\d{4}-\d\d-\d\d)\s*")
_HEADING = re.compile(
    r"^[\s*#•>=-]*(?:Here(?:[’']s| is) what[’']s\s+)?(?:(?:Also |Now |Currently )?(?:Filming|Shooting|FILMING|In "
    r"Production|Productions?|What[’']s Filming)(?:\s+(?:Today|This Week|Now|Tomorrow|Locations?))?(?P<prep>\s+(?:in|"
    r"IN|around|at))?)\s+(?:the )?(?P<region>[A-Z][^:.?!]{1,40}?)\s*(?::|…|\.\.\.)?[\s*#=]*$"
)
_UPDATES = re.compile(
    r"^[\s*#•]*(?P<region>[A-Z][\w. ]{1,30}?)\s+(?:Filming(?: Updates?| Locations?| Today| News)?|"
    r"Productions?|Shoots|Area|Film Updates?)\s*:?\s*$"
)
_COLON_HEAD = re.compile(r"^[\s*#•]*(?P<region>[A-Z][A-Za-z.,’'& -]{1,34}?)\s*:[\s*#]*$")
_KIND_HEAD = re.compile(
    r"^[\s*#•=]*(?:(?:now |currently )?(?:feature(?: films?)?s?|films?|movies?|theatrical|tv(?: series| movies?| "
    r"shows?| pilots?)?|television(?: series)?|mini[- ]?series|doc(?:umentary)? series|documentar(?:y|ies)|"
    r"new media (?:series|features?)|web series|animation(?: series)?|mow|movies? of the week|pilots?|series|"
    r"streaming(?: series)?|limited series|reality(?: tv)?|shorts?|scripted|unscripted|episodic(?: tv)?|drama|"
    r"comedy))\s*:?[\s*#=]*$",
    re.IGNORECASE,
)
_STAGE_HEAD = re.compile(
    r"^[\s*#•=]*(?:now |currently |recently |just )?(?:filming|shooting|in production|wrapped|completed|prep|"
    r"pre-?production|"
    r"in pre-?production|post-?production|in post-?production|on hold|on hiatus|upcoming|in development|announced)"
    r"(?: now| productions?| projects?| titles| films| shows)?\s*:?[\s*#=]*$",
    re.IGNORECASE,
)
_KIND_MEDIUM = re.compile(
    r"\b(?:tv|television|series|pilots?|mow|episodic|reality|movies? of the week)\b", re.IGNORECASE
)
_TRAVEL = re.compile(
    r"\b(?:visit(?:ors?|ing)?|tickets?|admission|open daily|guided tours?|walking tours?|opening hours|how to get "
    r"there|travell?ers?|stay at|book (?:a|your)|itinerary|you can (?:see|visit|still)|fans can|must-see|day trip|"
    r"where to stay|was filmed|were filmed|was shot|filmed (?:at|in|on|here)|stood in for|doubled (?:as|for)|"
    r"tourists?|hotel rates?|road trip|stroll|hike|pilgrimage)\b",
    re.IGNORECASE,
)
_CASTING_PAGE = re.compile(
    r"\b(?:casting calls?|extras wanted|extras casting|auditions?|open calls?|casting notices?"
    r"|background actors)\b",
    re.IGNORECASE,
)


def open_page(document: Document, known: KnownTitles = ()) -> Page:
    """The page's lines with what the headings above them say; offsets are into the text (or the flattened HTML)."""
    text = document.text if document.text.strip() or not document.html else flatten(document.html).text
    text = text[:TEXT_LIMIT]
    if not _HINT.search(text):
        return Page(text, (), None, document.day_first)
    shown = _without_tags(text) if len(_MARKUP.findall(text[:20_000])) > 4 else text
    today = document.published or _date_of(document.title)
    return Page(text, tuple(_lines(shown, today, document)), today, document.day_first, document.title or "", known)


def _without_tags(text: str) -> str:
    """Markup overwritten by blanks of the same length: block ends become line ends, so that offsets stay."""
    text = _HIDDEN.sub(lambda m: " " * len(m[0]), text)
    text = _CELL_TAG.sub(lambda m: "\t" + " " * (len(m[0]) - 1), text.replace("\n", " "))
    text = _BLOCK_TAG.sub(lambda m: "\n" + " " * (len(m[0]) - 1), text)
    return _TAG.sub(lambda m: " " * len(m[0]), text)


def _date_of(title: str | None) -> date | None:
    """The day in a page's title ("6/24/14 filming locations"), where the page has no date of its own."""
    value = read_dates(title[:300], None).start_date if title else None
    return date.fromisoformat(value) if value and len(value) == 10 else None


def _lines(shown: str, today: date | None, document: Document) -> list[Line]:
    lines: list[Line] = []
    region: str | None = None
    medium: Medium | None = None
    stage: Event | None = None
    local, comments, start = today, False, 0
    for raw in shown.split("\n"):
        begin, start = start, start + len(raw) + 1
        text = raw.rstrip("\r")
        if not text.strip():
            if lines and lines[-1].text and not comments:
                lines.append(Line("", begin, region, medium, local))
            continue
        byline = _BYLINE.match(text) if len(text) < 120 else None
        if byline:
            comments, region, stage, local = False, None, None, _date_of(byline["date"]) or local
            continue
        if comments or (len(text) < 200 and _COMMENTS.match(text)):
            comments = comments or "closed" not in text.lower()
            continue
        own = _OWN_DATE.match(text)
        if own:
            local = _date_of(own["date"]) or local
            begin, text = begin + own.end(), text[own.end() :]
        if len(text) < 60 and _STAGE_HEAD.match(text):
            stage = status_event(text)
            continue
        heading = _heading(text)
        if heading:
            region, medium = (heading, medium) if isinstance(heading, str) else (region, heading[0])
            continue
        lines.append(Line(text, begin, region, medium, local, stage))
    return lines


def _heading(text: str) -> str | tuple[Medium | None] | None:
    """A region's name, a kind of production in a tuple, or None for a line that is no heading."""
    text = fold_blanks(text) if len(text) < 120 else ""
    if not text:
        return None
    if _KIND_HEAD.match(text):
        return ("tv" if _KIND_MEDIUM.search(text) else "film",)
    match = _HEADING.match(text) or _UPDATES.match(text)
    if (
        match
        and (match.groupdict().get("prep") or is_known_place(match["region"]) or text.endswith(":"))
        and not predicates("x " + match["region"])
    ):
        return match["region"].strip()
    colon = _COLON_HEAD.match(text)
    if colon and (colon["region"].lower() in REGION_WORDS or is_known_place(colon["region"])):
        return colon["region"].strip()
    bare = text.strip(" *#=-:")
    if len(bare) < 30 and (
        bare.lower() in REGION_WORDS or (bare[:1].isupper() and is_known_place(bare) and not bare.endswith(","))
    ):
        return bare
    return None


def is_trap(document: Document, page: Page) -> bool:
    """Casting calls and travel pieces: pages in the words of a listing that list no production."""
    head = f"{document.title or ''} {' '.join(document.categories)}"
    texts = [line.text[:2000] for line in page.lines[:400] if line.text.strip()]
    if not texts:
        return False
    casting = sum(is_casting(text) for text in texts)
    if casting >= 2 and (_CASTING_PAGE.search(head) or casting * 3 >= len(texts)):
        return True
    travel = sum(len(_TRAVEL.findall(text)) for text in texts)
    live = sum(
        any(p.ongoing or p.name in ("starts", "will start", "wrapped") for p in predicates(text)) for text in texts
    )
    return travel >= 4 and travel > 2 * live and not any("\t" in text or text.startswith("{") for text in texts)
