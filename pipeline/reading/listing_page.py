"""A document as lines: comments cut off, headings read, offsets kept.

Region headings ("Filming in Georgia:", "Los Angeles:"), kind headings ("TV Series") and posts' own dates become facts
of the lines below them. Whether the page lists any shoot at all is not decided here.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from pipeline.model import Document, Event, Medium
from pipeline.reading.listing_dates import read_dates
from pipeline.reading.listing_entry import KnownTitles, Line, Page
from pipeline.reading.listing_labels import label_kind
from pipeline.reading.listing_phrases import predicates, status_event
from pipeline.reading.listing_titles import fold_blanks
from pipeline.reading.listing_where import mask
from pipeline.reading.listing_wikitext import wiki_lines, wiki_words
from pipeline.reading.listing_words import REGION_WORDS
from pipeline.reading.markup import flatten
from pipeline.reading.places import is_known_place

TEXT_LIMIT = 4_000_000
"""Characters of one page that are read; a listing of any length fits, and a hostile page ends here."""

_HINT = re.compile(
    r"film|shoot|shot|taping|tapes|produc|season|series|movie|status|location|wrap|title|announc|"
    r"cancel|prep|schedule|studio|camera|\bdates?\b|\bwhere\b|[•—–“\"]|\d\s?[ap]\.?m|, [A-Z]|\d[ap]\b|\d/\d| @ ",
    re.IGNORECASE,
)
_BLOCK_TAG = re.compile(
    r"<\s*(/?)\s*(?:p|br|div|h[1-6]|li|ul|ol|tr|table|tbody|thead|section|article|header|footer|"
    r"hr|dt|dd|dl|blockquote)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_LINE_END = re.compile(r"<\s*/\s*(?:p|h[1-6]|li|dt|dd)\b", re.IGNORECASE)
_CELL_TAG = re.compile(r"<\s*/\s*t[dh]\s*>", re.IGNORECASE)
_HIDDEN = re.compile(
    r"<(script|style|head|noscript)\b[^<>]{0,500}>[^<]{0,200000}(?:<(?!/\1)[^<]{0,20000}){0,200}</\1"
    r"\s*>|<!--[^-]{0,20000}(?:-(?!->)[^-]{0,20000}){0,2000}-->",
    re.IGNORECASE,
)
_MARKUP = re.compile(
    r"</?(?:p|br|div|h\d|li|td|tr|span|b|i|em|strong|a|table|dl|dt|dd|ul|ol|section|article)\b[^<>]{0,200}>"
)
_TAG = re.compile(r"</?[A-Za-z!][^<>]{0,2000}>")
_COMMENTS = re.compile(
    r"^\W*(?:\{?\s*\d+\s+comments?(?:…|\.\.\.|\s*\{|\s+read them| so far|\s*$)|comments on this|"
    r"\d{1,3}\s+\S.{0,60}\b\d{4} at \d{1,2}:\d\d|please enter your (?:comment|name)|"
    r"leave a (?:reply|comment)|comments? are closed|post a comment|\d+ (?:responses|replies|thoughts) (?:to|on)\b|"
    r"cancel reply|you must be logged in|log in to (?:leave|reply)|add (?:a|your) comment|join the (?:discussion|"
    r"conversation)|reader comments|comments:?\s*$|recent comments)",
    re.IGNORECASE,
)
_JUNK = re.compile(
    r"^\W*(?:article content|advertisement(?:\s*\d+)?|story continues below.*|sponsored(?: content)?|read (?:more|"
    r"posts?)|related (?:stories|posts|articles)?|share this.*|see (?:also|more).{0,40}|no comments)\W*$",
    re.IGNORECASE,
)
"""What a site's own frame leaves between the lines of an article."""
_JUNK_STARTS = re.compile(r"\W*[aAsSrRnN]")
_BYLINE = re.compile(r"^\W*(?:by|posted by|posted)\b.{0,40}?\bon\s+(?P<date>.{6,30}?)(?:\s+[·•|].*)?$", re.IGNORECASE)
_OWN_DATE = re.compile(r"^\s*(?:date|posted|published|updated)[:\s]+(?P<date>\d{4}-\d\d-\d\d)\s*")
_HEADING = re.compile(
    r"^[\s*#•>=-]*(?:Here(?:[’']s| is) what[’']s\s+)?(?:(?:Also |Now |Currently )?(?:Filming|Shooting|FILMING|In "
    r"Production|Productions?|What[’']s Filming)(?:\s+(?:Today|[Tt]his [Ww]eek|[Nn]ow|Tomorrow|today|"
    r"Locations?))?(?P<prep>\s+(?:in|"
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
    r"streaming(?: series)?|tv (?:drama|comedy)|limited series|reality(?: tv)?|shorts?|scripted|"
    r"unscripted|episodic(?: tv)?|drama|comedy))\s*:?[\s*#=]*$",
    re.IGNORECASE,
)
_STAGE_HEAD = re.compile(
    r"^[\s*#•=]*(?:what(?:[’']s| has| is)? )?(?:films? |productions? )?(?:now |currently |recently |just |still |also |"
    r"in )*(?:filming|shooting|production|wrapped(?: filming| production| shooting)?|wrapping|finished|completed|"
    r"prep|preparation|pre-?production|post-?production|post|on hold|on hiatus|upcoming|coming(?: soon| up)?|"
    r"starting|started(?: filming| production| shooting)?|next (?:week|month)|up next|development|announced|"
    r"cameras rolling|rolling)"
    r"(?: now| soon| today| this (?:week|month|summer|spring|fall|autumn|winter)| next| here| productions?| projects?|"
    r" titles| films| shows| series)?(?: (?:between|since|as of|during)\b.{3,40})?\s*:?[\s*#=]*$",
    re.IGNORECASE,
)
_SOON = re.compile(r"\b(?:soon|coming|next|starting)\b", re.IGNORECASE)
_LIVE = re.compile(
    r"\b(?:(?:being|currently|now|still) (?:film(?:ed|ing)|shot|shooting|rolling|in production)|what[’']s (?:film|"
    r"shoot)ing|"
    r"in production|(?:film|shoot)ing (?:right )?now|now in town)\b",
    re.IGNORECASE,
)
_DAY_HEAD = re.compile(
    r"^[\s*#•=-]*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)?\.?,?\s*"
    r"(?:(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|"
    r"jul|aug|sept?|oct|nov|dec)\.?\s+\d{1,2}(?:st|nd|rd|th)?|\d{1,2}(?:st|nd|rd|th)?\s+(?:january|february|march|"
    r"april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|"
    r"dec)\b\.?|\d{1,2}/\d{1,2})(?:,?\s+\d{4}|"
    r"/\d\d(?:\d\d)?)?\s*:?[\s*#=]*$",
    re.IGNORECASE,
)
_DAYS_LABEL = re.compile(
    r"^\W*(?:shoot|shooting|filming|dates?|schedule|when|production)(?: dates?)?\s*:?\s+", re.IGNORECASE
)
_LONG_BLANK = re.compile(r"[ \xa0]{30,}|\s{200,}")
_NESTED = re.compile(r"\s+[-•*·▪●○◦]\s")
_FULL_DATE = re.compile(r"(\d{1,2})(?<![\d./-]\d\d)(?<![./-]\d)[./](\d{1,2})[./](?:\d{4}|\d\d)(?![\d./])")
_KIND_MEDIUM = re.compile(
    r"\b(?:tv|television|series|pilots?|mow|episodic|reality|movies? of the week)\b", re.IGNORECASE
)


def open_page(document: Document, known: KnownTitles = ()) -> Page:
    """The page's lines with what the headings above them say; offsets are into the text (or the flattened HTML)."""
    text = document.text if document.text.strip() or not document.html else flatten(document.html).text
    text = text[:TEXT_LIMIT]
    if not _HINT.search(text):
        return Page(text, (), None, document.day_first)
    shown = _without_tags(text) if len(_MARKUP.findall(text[:20_000])) > 4 else text
    today = document.published or _date_of(document.title)
    lines = _dated_days(list(_lines(shown, today, fold_blanks(document.title or ""))), today)
    if shown.count("[[") > 2 or ("[[" in shown and "''" in shown):
        lines = _without_links(lines)
    live = any(_LIVE.search(words) for words in (document.title or "", *(line.text[:300] for line in lines[:6])))
    return Page(text, tuple(lines), today, _day_first(document, text), document.title or "", known, live)


def _day_first(document: Document, text: str) -> bool:
    """Is 10.1.2024 in January? The source says so, or the page does by dates that can be read no other way."""
    if document.day_first:
        return True
    pairs = [(int(match[1]), int(match[2])) for match in _FULL_DATE.finditer(text[:50_000])]
    return any(one > 12 for one, _ in pairs) and not any(two > 12 for _, two in pairs)


def _without_links(lines: list[Line]) -> list[Line]:
    """Lines of a wiki's list as a reader sees them; tables have their own reader."""
    tables = wiki_lines(lines)
    return [
        line
        if line.start in tables or not ("[[" in line.text or "''" in line.text or "<ref" in line.text)
        else replace(line, text=re.sub(r"^([*#:]+)\s*", "• ", wiki_words(line.text)), width=len(line.text))
        for line in lines
    ]


def _dated_days(lines: list[Line], today: date | None) -> list[Line]:
    """Lines under the days of a calendar ("MONDAY, JUNE 3") know their day; a blog's dates run backwards."""
    heads = {line.start: day for line in lines if len(line.text) < 50 and (day := _day_of(line, today))}
    days = list(heads.values())
    if len(days) < 2 or days != sorted(days):
        return lines
    out: list[Line] = []
    current: str | None = None
    for line in lines:
        current = heads.get(line.start, current)
        out.append(replace(line, text="") if line.start in heads else replace(line, day=current))
    return out


def _day_of(line: Line, today: date | None) -> str | None:
    if not _DAY_HEAD.match(line.text):
        return None
    return read_dates(line.text.strip(" *#=:"), line.today or today, labelled=True).start_date


def _without_tags(text: str) -> str:
    """Markup overwritten by blanks of the same length: block ends become line ends, so that offsets stay."""
    text = _HIDDEN.sub(lambda m: " " * len(m[0]), text)
    text = _CELL_TAG.sub(lambda m: "\t" + " " * (len(m[0]) - 1), text.replace("\n", " "))
    text = _BLOCK_TAG.sub(lambda m: (" " if _LINE_END.match(m[0]) else "\n") + " " * (len(m[0]) - 1), text)
    return _TAG.sub(lambda m: " " * len(m[0]), text)


def _date_of(title: str | None) -> date | None:
    """The day in a page's title ("6/24/14 filming locations"), where the page has no date of its own."""
    value = read_dates(title[:300], None).start_date if title else None
    return date.fromisoformat(value) if value and len(value) == 10 else None


def _lines(shown: str, today: date | None, title: str) -> list[Line]:
    lines: list[Line] = []
    region: str | None = None
    medium: Medium | None = None
    stage: Event | None = None
    local, comments, start = today, False, 0
    rows = shown.split("\n")
    for number, raw in enumerate(rows):
        begin, start = start, start + len(raw) + 1
        text = raw.rstrip("\r")
        if not text.strip():
            if lines and lines[-1].text and not comments:
                lines.append(Line("", begin, region, medium, local))
            continue
        byline = _BYLINE.match(text) if len(text) < 120 and "on" in text else None
        if byline:
            comments, region, stage, local = False, None, None, _date_of(byline["date"]) or local
            continue
        if len(text) < 80 and _JUNK_STARTS.match(text) and _JUNK.match(text):
            continue
        if comments or (len(text) < 200 and _COMMENTS.match(text)):
            comments = comments or "closed" not in text.lower()
            continue
        own = _OWN_DATE.match(text) if "-" in text[:40] else None
        if own:
            local = _date_of(own["date"]) or local
            begin, text = begin + own.end(), text[own.end() :]
        if len(text) < 80 and _STAGE_HEAD.match(text) and not _ends_record(rows, number):
            stage = Event.ENTERED_PRE_PRODUCTION if _SOON.search(text) else status_event(text)
            continue
        heading = _heading(text)
        heading = None if heading and fold_blanks(text) == title else heading
        if heading and not _in_record(rows, number):
            region, medium = (heading, medium) if isinstance(heading, str) else (region, heading[0])
            continue
        width = 0
        if _LONG_BLANK.search(text):  # patterns that end in blanks would try each of them
            text, width = _LONG_BLANK.sub(lambda match: match[0][:2], text), len(text)
        lines.append(Line(text, begin, region, medium, local, stage, width=width))
    return lines


def _ends_record(rows: list[str], number: int) -> bool:
    """Is a lone "wrapped" the last line of a paragraph of facts, and no heading?"""
    after = rows[number + 1] if number + 1 < len(rows) else ""
    return number > 1 and not after.strip() and bool(rows[number - 1].strip()) and bool(rows[number - 2].strip())


def _in_record(rows: list[str], number: int) -> bool:
    """Does a bare town or kind stand among the facts of a title ("T", "Feature film", "Lynn", "3/1 - 4/2")?"""
    before = rows[number - 1] if number else ""
    after = rows[number + 1] if number + 1 < len(rows) else ""
    if not before.strip() or len(rows[number]) > 60:
        return False
    return (
        label_kind(before) == "place"
        or _is_days(before)
        or _is_days(after)
        or (is_known_place(after.strip() or "-") and _KIND_HEAD.match(rows[number]) is not None)
    )


def _is_days(text: str) -> bool:
    """A line of days and nothing else."""
    if not 3 < len(text.strip()) < 60 or not re.search(r"\d", text):
        return False
    text = _DAYS_LABEL.sub("", text)
    return not re.search(r"[A-Za-z]", mask(text, read_dates(text, None, labelled=True).spans).replace("\x1f", ""))


def _heading(text: str) -> str | tuple[Medium | None] | None:
    """A region's name, a kind of production in a tuple, or None for a line that is no heading."""
    sentence = len(text) > 40 and text.rstrip()[-1] in ".)" and not text.rstrip().endswith("..")
    text = fold_blanks(text) if len(text) < 120 and not sentence and not _NESTED.match(text) else ""
    if not text:
        return None
    if _KIND_HEAD.match(text):
        return ("tv" if _KIND_MEDIUM.search(text) else "film",)
    match = _HEADING.match(text) or _UPDATES.match(text)
    if (
        match
        and (match.groupdict().get("prep") or is_known_place(match["region"]) or text.endswith(":"))
        and not predicates("x " + match["region"])
        and not re.search(r"\b(?:updates?|list|news)$", match["region"], re.IGNORECASE)
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
