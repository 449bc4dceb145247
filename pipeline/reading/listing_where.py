"""Locations of a listing entry: from the words after the verb to clean place strings.

Dates and times are expected as \x1f marks already (`mask`), credits and asides are dropped, several locations are
parted where each has its own times, its own preposition or its own "also". A list of addresses in one clause stays
one string. It refuses what names no place: "on location", "around the corner", "in front of an audience".
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.reading.listing_titles import fold_blanks
from pipeline.reading.places import is_known_place

MARK = "\x1f"
CLOCKS = "\ue000-\ue0ff"
"""The private characters that stand for the first, second, ... clock stretch of a line."""
_MARKS = f"[{MARK}{CLOCKS}]"
_PREP_WORDS = (
    "at|in|on|around|near|along|outside of|outside|inside|under|by|throughout|between|beside|behind|across from|"
    "across|off of|off|above|below|within|"
    "next to|opposite|aboard|over at|down in|up in|out in|back in|back at|in and around|near to|close to|from|through"
    "|to|for"
)
_PREP = re.compile(rf"(?:^|(?<=[\s,(;:]))({_PREP_WORDS})\s+(?=\S)", re.IGNORECASE)
_STATIC = frozenset(_PREP_WORDS.split("|")) - {"from", "through", "to", "for"}
_NO_PLACE = re.compile(
    r"^(?:the\s+)?(?:location\b(?!s)|production|front of|the can\b|post\b(?! office)|post-production|pre-production|"
    r"prep\b|"
    r"progress|development|the works|the middle|the process|order\b|time\b|talks|secret|"
    r"full swing|character|costume|case\b|person\b|store\b|schedule|hiatus|hold\b|set\b(?! of)|the set$|addition|"
    r"total|town$|the area$|the corner$|the neighborhood$|here|there|a (?:few|couple|new|studio audience)\b|early|"
    r"late\b|"
    r"earnest|theaters|theatres|cinemas|fact|part\b|it\b|them\b|him\b|her\b|this\b|that\b|our\b|your\b|my\b|all\b|"
    r"any\b|season\b|series (?:two|three|\d)|episode|the (?:last|next|first|second|third|new) "
    r"(?:season|series|episode|day|week|month|film|movie)|strike|principal|filming|shooting|which|where|who|what|is\b"
    r"|are\b|be\b|do\b|look\b|see\b|board\b|track\b|"
    r"(?:two|three|four|five|six|seven|eight|nine|ten|several|many|\d+)\s+(?:more\s+)?(?:days?|weeks?|months?|nights?"
    r"|seasons?|years?|episodes?|hours?)|winter|spring|summer|fall|autumn|an? hour|"
    r"(?:abc|nbc|cbs|fox|hbo|netflix|hulu|amazon|the cw|disney\+?|apple tv\+?|paramount\+?|itv|bbc|"
    r"showtime)\b(?!\s+\w+\s+(?:studio|building))|now$|again\b|twitter|facebook|instagram|a bit|a scene|the scene|"
    r"scenes)",
    re.IGNORECASE,
)
_LOWER_HEAD = re.compile(
    r"^(?:an?|the|several|various|many|multiple|some|two|three|locations?|downtown|uptown|midtown|central|north|south"
    r"|east|west|northern|southern|eastern|western|greater|rural|studio|studios|and around|or near|"
    r"old|both|private|different|local|upstate|mid|university|street|base camp|sound ?stage)\b",
    re.IGNORECASE,
)
_AFTER_COMMA = (
    r"near|in\b|at\b|on\b|around|between|outside|inside|just\b|corner|off\b|including|downtown|uptown|midtown|south|"
    r"north|west|east|next\b|across|from\b|to\b|the\b|by\b|under|along|stage|studio|"
    r"floor|both|above|below|behind|opposite|a\b|an\b|\x1f|not far|adjacent|block|of\b|&|and\b|suite|lot\b|unit|de\b|"
    r"del\b|la\b|le\b|nyc|l\.a|n\.y|uk\b|u\.k|usa"
)
_TAIL = re.compile(
    rf"(?:,?\s+(?:on (?=this\b|its\b|their\b|season\b|the (?:film|series|new|movie|drama|show|sequel)\b)|but|while|"
    rf"although|though|because|before|after|where|which|who|whose|when|until|unless|since|if|so|"
    rf"as(?! well)|shout|most likely|likely|possibly|potentially|probably|perhaps|with|"
    r"starring|dressed|standing|doubling|posing|courtesy|thanks|according|again|too|also|once more|as well|once again"
    r"|for (?=the\b|a\b|an\b|their\b|its\b|some\b|about\b|over\b|up\b|another\b|at least\b|two\b|three\b|four\b|"
    r"five\b|six\b|several\b|scenes\b|a\b|\d)|says|said|reports|reportedly|we\b|they|you|he\b|she\b|it\b(?! )|and "
    r"(?:they|it|we|he|she|the (?:crew|cast|film|show)|has|have|is|are|was|were|will|possibly|then|continues?|runs?|"
    r"wraps?|moves?|goes|lasts?|stays?)\b|"
    r"(?:is|are|was|were|has|have|had|will|wrap(?:s|ping|ped)?|start(?:s|ing)?|begin(?:s|ning)?|film(?:s|ing)?|"
    r"shoot(?:s|ing)?|follow(?:s|ing)?|featur(?:es|ing)|direct(?:s|ed|ing)?)\b(?! (?:studio|center|centre|lot|"
    r"academy))|"
    r"today|tonight|tomorrow|yesterday|currently|all day|right now|now\b|overnight|daily|later|soon|recently|under the "
    r"(?:working|fake|name)|under working)\b"
    rf"|,\s+(?=[a-z])(?!(?:{_AFTER_COMMA}))|\s+[–—-]\s+(?=[a-z]|Updated?\b|UPDATED?\b|[Ll]ast\b)|…|[!?](?=\s|$)|"
    rf"\s[–—-]\s*$|:\s|;\s+(?=[a-z])(?!and\s)|\s\*)",
)
_ALSO = re.compile(
    r"[,;.]?\s*(?:\band\s+|&\s+)?(?:(?:\b[Ss]igns?\s+(?:were\s+|have been\s+|"
    r"are\s+)?(?:also\s+)?(?:been\s+)?(?:spotted|seen|posted|up)|\balso(?:\s+(?:filming|shooting|spotted|seen|be|on|"
    r"there))?|\bas well as|\band (?:then|later)|"
    r"(?:\bearlier |\x1f+),?\s*they (?:were|are) (?:filming|shooting)|\bthen(?: moving| moves| move)?|\bagain "
    r"and)(?:\s+nearby)?)\s+(?=(?:at|in|on|around|near|along|outside|inside|under|by|to|between)\s)",
)
_KEEP_GROUP = re.compile(
    r"\b(?:stage|studio|lot|near|at|between|corner|private|under|behind|formerly|former|old|next to|by|st|ave|street|"
    r"avenue|road|rd|blvd|building|floor|gate|district|park|area|level|block|\d+(?:st|nd|rd|th))\b"
    r"|^[A-Z\d][\w.’' &-]*(?:,\s*[A-Z\d][\w.’' &-]*)*$",
    re.IGNORECASE,
)
_DROP_GROUP = re.compile(
    r"\b(?:base ?camp|overnight|unconfirmed|rumou?r|signs?|scenes?|shoot(?:ing)?|film(?:ing|ed)?|today|tonight|"
    r"tomorrow|permit|confirmed|maybe|possibly|likely|starring|thanks|via|credit|@\w|#\w|this|they|we|you|day|night|"
    r"week|"
    r"re-?shoots?|exteriors?|interiors?|prep|really|standing|doubl|call|wrap|start|all|until|through|postponed|cancel"
    r"|rain|new|pilot|season)",
    re.IGNORECASE,
)
_ONLY_STUDIO = re.compile(r"^(?:the\s+)?(?:studios?)\s*\(([^()]+)\)", re.IGNORECASE)
_LEAD = re.compile(
    r"^(?:[\s,;:.–—-]+|(?:re-?shoots?|exteriors?|interiors?|signs?(?: spotted| seen)?|base ?camp|crew|filming|"
    r"shooting|on location|also|possibly|potentially|likely|maybe|probably|again|still|today|tonight|"
    r"tomorrow|the corner of(?=\s*$)|various|UPDATE|Update)\s*(?:,|:|(?=\s(?:at|in|on|around|near|along|outside|"
    r"inside)\s))\s*)+",
    re.IGNORECASE,
)
_ABBREVIATED = re.compile(
    r"(?:\b[A-Z]\.|\b(?:L\.A|D\.C|N\.Y|B\.C|U\.K|U\.S|N\.C|S\.C|N\.M|R\.I|N\.J|P\.E\.I|Ctr|Conn"
    r"|Mass|Calif|Fla|Ont|Que|Sask|Man)\.)$"
)
_STOP_PLACES = frozenset(
    [
        "the corner",
        "town",
        "the area",
        "location",
        "the city",
        "the streets",
        "set",
        "the set",
        "here",
        "there",
        "the same place",
        "a secret location",
        "secret",
        "unknown",
        "nowhere",
        "tba",
        "tbc",
        "tbd",
        "n/a",
        "various",
        "none",
        "-",
        "the",
    ]
)


CLAUSE_LIMIT = 1500
"""Characters of a clause in which a place is looked for; none is longer than a fifth of it."""
_MARK_RUN = re.compile(rf"{_MARKS}+")
_BLANKS = re.compile(r"[ \t\xa0]{2,}")  # a mark, too, is a blank to \s
_MARK_BEFORE_IN = re.compile(rf"\s{{0,2}},?\s{{0,2}}{MARK}\s{{0,2}}(?=in\s)")
_STUDIO_AT = re.compile(r"^\s*(?:in\s+)?(?:the\s+)?studio at (?=[A-Z\d])")
_ROUND_GROUP = re.compile(r"\s{0,3}\(([^()]{0,200})\)")
_SQUARE_GROUP = re.compile(r"\s{0,3}\[[^\[\]]{0,200}\]")
_LAST_WORDS = frozenset(["and", "in", "at", "on", "from", "for", "to", "of", "near", "with", "through", "until", "the"])
_ALSO_HINT = re.compile(r"also|[Ss]igns?\s|well as|and (?:then|later)|they (?:were|are)|then|again and")


_BY_PLACE = re.compile(r"the\s|an?\s|\d")
_AND_AT = re.compile(
    r",?\s+and\s+(at|in|on|around|near|outside|inside|along)\s+(?=[A-Z\d])|\s+AND\s+(?=\S)|(?<=, "
    r"[A-Z]{2}),\s+(in)\s+(?=[A-Z])"
)
_IN_CITY = re.compile(r"\sin\s+(?:downtown\s+)?[A-Z]")


def mask(text: str, spans: Iterable[tuple[int, int]], clocks: Iterable[tuple[int, int]] = ()) -> str:
    """The text with every span overwritten by marks, offsets as they were; clock stretches keep their number."""
    for start, end in spans:
        text = text[:start] + MARK * (end - start) + text[end:]
    for number, (start, end) in enumerate(clocks):
        text = text[:start] + chr(0xE000 + min(number, 255)) + MARK * (end - start - 1) + text[end:]
    return text


def clock_numbers(piece: str) -> list[int]:
    """Which clock stretches a masked piece holds."""
    return [ord(mark) - 0xE000 for mark in re.findall(f"[{CLOCKS}]", piece)]


def clean_place(text: str) -> str | None:
    """One place string: marks, empty brackets, asides and trailing words gone; None where nothing names a place."""
    text = _BLANKS.sub(" ", _MARK_RUN.sub(MARK, text[:CLAUSE_LIMIT]))
    text = _STUDIO_AT.sub("", text)
    studio = _ONLY_STUDIO.match(text.strip(" ,"))
    if studio and re.search(r"\d", studio[1]) and MARK not in studio[1]:
        text = studio[1]
    text = _MARK_BEFORE_IN.sub(" ", _drop_groups(text))
    parts = [part for part in text.split(MARK) if part.strip(" ,.;:()-–—&")]
    text = _LEAD.sub("", fold_blanks(parts[0])) if parts else ""
    text = _before_semicolon(_cut_tail(text))
    lead = _PREP.match(text)
    if (
        lead
        and lead[1].lower() in _STATIC | {"from"}
        and lead[1].lower() not in ("between", "under", "above", "behind")
    ):
        text = text[lead.end() :]
    text = _without_last_words(text.replace(" ,", ",").strip(" ,;:–—-•*&/")).strip(" ,;:")
    if text.endswith(".") and not _ABBREVIATED.search(text):
        text = text[:-1].strip(" ,;")
    if text.count("(") > text.count(")"):
        text = text[: text.rindex("(")].strip(" ,;") if text.rindex("(") != 0 else text[1:]
    if len(text) < 2 or text.lower() in _STOP_PLACES or not re.search(r"\w", text) or len(text) > 300:
        return None
    return text


def _before_semicolon(text: str) -> str:
    """ "Los Angeles; Silver Lake Films, 12 Main St": behind a known place and a semicolon comes something else."""
    place, mark, _ = text.partition("; ")
    return place if mark and is_known_place(place) else text


def _without_last_words(text: str) -> str:
    """A place does not end in "in" or "until": what they led to has been read already."""
    head, _, last = text.rpartition(" ")
    while head and last in _LAST_WORDS:
        text = head.removesuffix(",")
        head, _, last = text.rpartition(" ")
    return text


def _drop_groups(text: str) -> str:
    def judge(match: re.Match[str]) -> str:
        inner = match[1].strip()
        if MARK in inner or not keeps_group(inner):
            return MARK if MARK in inner else " "
        return match[0]

    text = _ROUND_GROUP.sub(judge, text) if "(" in text else text
    return _SQUARE_GROUP.sub(" ", text) if "[" in text else text


def keeps_group(inner: str) -> bool:
    """Do the words of a bracket belong to the address ("stage 5", "near 4th St")?"""
    return not _DROP_GROUP.search(inner) and _KEEP_GROUP.search(inner) is not None


def _cut_tail(text: str) -> str:
    match = _TAIL.search(text, 2)
    return text[: match.start()] if match else text


def place_after(text: str, *, capitals: bool = False) -> tuple[str, str] | None:
    """(preposition, rest) of the first phrase that names a place; ``capitals`` wants one that begins with a name."""
    best = None
    for match in _PREP.finditer(text):
        rest = text[match.end() :]
        word = match[1].lower()
        if word == "by" and (not _BY_PLACE.match(rest) or text.endswith("ed", 0, match.start(1) - 1)):
            continue
        if word not in _STATIC or _NO_PLACE.match(rest) or re.match(_MARKS, rest):
            continue
        if rest[:1].isupper() or rest[:1].isdigit() or rest[:1] in '“"‘&':
            return word, rest
        if best is None and not capitals and (_LOWER_HEAD.match(rest)):
            best = word, rest
            # "in front of the house at 12 Main St": the lower-case phrase holds the address, so it is the place
            if re.match(r"(?:the|an?|several|various|downtown|locations?|studio)\b", rest, re.IGNORECASE):
                return best
    return best


def split_places(preposition: str, text: str) -> list[str]:
    """The separate locations of one clause; each keeps its marks, so that its own times can be told."""
    pieces: list[str] = []
    for chunk in _ALSO.split(text) if _ALSO_HINT.search(text) else [text]:
        pieces.extend(_by_times(chunk))
    out: list[str] = []
    for index, piece in enumerate(pieces):
        out.extend(_by_preposition(preposition if index == 0 else "", piece))
    return [piece for piece in out if re.search(r"\w", piece)]


def _by_times(text: str) -> list[str]:
    """ "A (6 AM - 8 PM), B (7 AM - 9 PM) and C (...)": more than one bracket of times parts the places."""
    brackets = list(re.finditer(rf"\(\s*{_MARKS}[^()]*\)", text))
    if not brackets or (len(brackets) == 1 and not _more_after(text[brackets[0].end() :])):
        return [text]
    pieces, start = [], 0
    for bracket in brackets:
        pieces.append(re.sub(r"^\s*[,;&]?\s*(?:and\s+)?(?:at\s+|on\s+|in\s+)?", "", text[start : bracket.end()]))
        start = bracket.end()
    if is_known_place(text[start:].strip(" ,.")):
        return pieces
    if re.search(r"[A-Z\d]", text[start:]) and re.match(r"\s*(?:,|and|&)\s", text[start:]):
        pieces.append(re.sub(r"^\s*[,;&]?\s*(?:and\s+)?", "", text[start:]))
    else:
        pieces[-1] += text[start:]
    return pieces


def _more_after(rest: str) -> bool:
    """Is there a further address behind a bracket of times, rather than the city of the one before?"""
    if re.match(r"\s*,?\s+and (?:at|on|in) (?:the )?[A-Z\d]", rest):
        return True
    more = re.match(r"\s*,\s*(?=[A-Z\d])(?P<place>[^\x1f]*)", rest)
    return more is not None and re.search(r"\d", more["place"]) is not None and not is_known_place(more["place"])


def _by_preposition(preposition: str, text: str) -> list[str]:
    """ "around A in C and at B in D" are two places, "at A and at B in C" is one list of addresses."""
    if not preposition:
        return [text]
    for match in _AND_AT.finditer(text):
        first, second, word = text[: match.start()], text[match.end() :], (match[1] or match[2] or "").lower()
        if not match[1] or (word != preposition and _IN_CITY.search(first) and _IN_CITY.search(second)):
            return [first, *_by_preposition(word or preposition, second)]
    return [text]
