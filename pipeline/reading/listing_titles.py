"""The title of a listing entry, without what is printed around it.

"UPDATE: MTV's Quiet Fever (a.k.a. Tin Dog), season 2, starring A. Person" is the title Quiet Fever, its alias and its
season. Misprints are kept as printed. It refuses what is no title: "Something", "Production", "A pilot for ABC".
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.model import Medium
from pipeline.reading.listing_seasons import OF_SEASON, SEASON_HINT, SEASON_IN, number_of, season_in
from pipeline.reading.listing_words import NETWORKS, NOT_TITLES, SMALL_WORDS, TRADE_WORDS
from pipeline.reading.places import is_known_place

_NETWORK = (
    r"(?:The\s+CW|National Geographic|Channel\s?[45]|Prime Video|Apple\s?TV\+?|Disney\+|Disney Channel|Paramount\+|"
    r"HBO Max|ABC Family|USA Network|Food Network|Discovery Channel|"
    r"BBC\s(?:One|Two|Three|Four|[1-4])|ITV[1-4X]|Sky (?:One|Atlantic)|CTV Sci-Fi|Warner Bros|Sony|Universal|"
    r"Lionsgate|Marvel|A24|" + "|".join(map(re.escape, NETWORKS)) + r")\+?"
)
_KIND = (
    r"(?:(?:tv|web|mini|limited|streaming|reality|drama|comedy|detective|crime|animated|documentary|event|hit|fan|"
    r"feature|short|horror|indie|independent|"
    r"action|romantic|sci-fi|supernatural|period|medical|legal|family|upcoming|new|untitled|latest|dark|original|"
    r"backdoor|half-hour|hour-long|one-hour|"
    r"mid-season|midseason|television|police|psychological|big-budget|low-budget|christmas|holiday|superhero|"
    r"blockbuster|anthology)[\s-]+)*"
    r"(?:tv series|tv movie|tv show|miniseries|mini-series|series|movie of the week|movie|film|pilot|drama|comedy|"
    r"sitcom|show|thriller|feature|documentary|docuseries|dramedy|"
    r"flick|biopic|western|musical|romcom|rom-com|sequel|spinoff|spin-off|reboot|telefilm|telemovie|telefeature|"
    r"picture|short)"
)
_MAKER = re.compile(rf"^{_NETWORK}[’']s?\s+(?=\S)")
_DESCRIPTOR = re.compile(
    rf"^(?:(?:[Tt]he|[Aa]n?)\s+)?(?:{_NETWORK}(?:[’']s)?\s+)?(?:new\s+|"
    rf"upcoming\s+)?{_KIND}(?:\s+(?:called|titled|entitled))?,?\s+(?=[A-Z0-9“\"‘'&])"
)
_LOWER_KIND = re.compile(
    r"^(?!The\b|Untitled\b|An?\b)(?:[A-Z][\w+’'-]*\s+){1,3}(?:drama|comedy|thriller|crime|sci-fi|horror|limited|"
    r"mini-?)?\s?"
    r"(?:mini-?series|series|drama|comedy|thriller|film|movie|feature|sitcom|documentary)\s+(?=[A-Z\d“\"‘&])"
)
"""A headline's "High-end ITV drama T", "Crime miniseries T": the kind in small letters parts it from the title."""
_COMPANY = re.compile(
    rf"^(?:[A-Z][\w&.’'-]*\s+){{1,3}}(?:Films?|Pictures|Studios?|Entertainment|Productions?)(?:[’']s?)?\s+{_KIND}\s+"
    r"(?=[A-Z\d“\"‘&])"
)
"""The "Northwood Films feature film" before a title."""
_CAP_DESCRIPTOR = re.compile(
    rf"^(?:(?:Detective|Crime|Medical|Legal|Streaming|Feature|Independent|Indie|Reality|Horror|Limited|Web|Mini|TV|"
    rf"Sci-Fi|Police|Family|Romantic|New)\s+)*"
    rf"(?:Sitcom|Drama|Comedy|Thriller|Pilot|Miniseries|(?:[A-Z][a-z]+\s)?(?:{_KIND})|Documentary|Docuseries|Series|"
    rf"Feature|Film|Movie|Telemovie)\s+(?=[A-Z0-9“\"‘'&])"
)
_LEAD = re.compile(
    r"^(?:[\s#•·*▪◦●○■»>|–—-]+|\d{1,2}[.)]\s+(?=[A-Z“\"‘])|//-->|More Services|(?:UPDATED?|Updated?|NEW|FYI|ALSO|"
    r"Also|RUMOR|Rumou?r|REMINDER|"
    r"Reminder|CONFIRMED|Confirmed|Retweeted this|Note|"
    r"NOTE|PRODUCTIONS?|NEWS|EXCLUSIVE|Exclusive|Breaking|BREAKING|CORRECTION|Correction|TIP|Tip|Spotted|SPOTTED|"
    r"Just in|JUST IN)\s*[:!]+\s*|"
    r"(?:Today|Tonight|Tomorrow|Yesterday|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\s*:\s+(?=[A-Z\d“\"‘])|"
    r"(?:Also|Meanwhile|Plus|Elsewhere|Finally|Rumor has it|Word is|Apparently|Looks like|It looks like|"
    r"Reportedly)\s*,?\s+(?:that\s+)?(?=[A-Z0-9“\"‘])|"
    r"(?:(?:Signs?|Scenes|Exteriors|Interiors|Reshoots|Re-shoots|Pick-?ups|Crews?|Trucks|Notices)\s+(?:for|of|"
    r"from)\s+)|"
    r"(?:And|Then|So|Plus|But)\s[a-z ]{2,24}:\s+|[A-Z][a-z]+(?: [a-z]+)?:\s+(?=the (?:\w+) (?:series|season) of\s)|"
    r"(?:From\s+[A-Z]\w+:\s+|(?:[A-Z][\w.]+(?:\s+(?:in|from)\s+[A-Z]\w+)?|A reader|Readers?)\s+(?:says?|writes?|"
    r"reports?|"
    r"tells us)\s+(?:that\s+)?(?=[A-Z\d“\"‘]))|"
    r"(?:RT\s+)?@\w+:?\s+(?=\S)|#(?=\w)|(?:RT\s+)(?=@)|"
    r"(?:(?:I |We )?(?:[Gg]ot|[Hh]ave|[Hh]eard) (?:a|another|the) (?:tip|report|word|rumou?r) that\s+)|"
    r"(?:Reports say|We hear|Sources say|Word has it|Rumor says)\s+(?:that\s+)?|It(?:’|'|)s (?:rumou?red|reported|"
    r"said) that\s+|(?:and|And)\s+(?=[A-Z“\"‘]))"
)
_DATELINE = re.compile(
    r"^[A-Z][A-Z .’'-]{2,30}(?:,\s*[A-Z][\w.]+)?(?:,\s*[A-Z][a-z]+\.?\s+\d{1,2},\s+\d{4})?\s*"
    r"(?:\([^()]{2,24}\))?\s+[–—-]+\s+(?=[A-Z“\"‘])"
)
_COLON_DATELINE = re.compile(r"^([A-Z][A-Z .’'-]{2,30}):\s+(?=[A-Z“\"‘])")
_PREAMBLE = re.compile(
    r"^(?:According to|This|On|In|For|After|As of|From|At|Over|Per|Starting|Beginning|Until|Today|Tomorrow|Next|Last|"
    r"Currently|Now|Right now|Earlier|Later|Since|Also(?: new)?|(?:Most|More) recently|Recently|Meanwhile|Elsewhere|"
    r"Then(?: on)?|By|Before|Back|Here|Nearby|Down|Up|Out|Over|Across|(?:since|on|in|as of)(?=\s+(?:[A-Z][a-z]+ \d|"
    r"late|early|mid|last|the)))"
    r"\b[^,“\"]{0,60},\s+(?=[A-Z0-9“\"‘&]|the\s[A-Z]|(?:since|on|in|as of)\s+(?:[A-Z]|late|early|mid|last|the))"
)
_THIS_WEEK = re.compile(
    r"^(?:This|Next|Last)\s+(?:week|month|weekend|year)\s+|^(?:Today|Tonight|Tomorrow|"
    r"Currently)\s+(?=[A-Z0-9“\"‘t])"
)
_ALIAS = re.compile(
    r"(?:^|\b)(?:a\.?\s?k\.?\s?a\.?|f\.?k\.?a\.?|formerly(?: known as| titled| called)?|w\.?/t\.?|wt|working "
    r"title(?:s)?(?: so far| is| was)?|also known as|previously(?: known as| titled)?|"
    r"(?:which is |is )?now (?:called|titled|known as)|now|codename(?:d)?|code name(?:d)?|code[- ]?word|filming (?:as"
    r"|under)|under(?: the)?(?: working title| fake title| name| code ?name)?(?: of)?|"
    r"original(?:ly)? (?:title|titled|called)|fake title|alias|shooting title|"
    r"or)\s*[:,]?\s+[“\"‘']?(?P<name>[^“”\"()]{2,80}?)[”\"’']?$",
    re.IGNORECASE,
)
_APPOSED_ALIAS = re.compile(
    r",?\s*\b(?:under the (?:(?:working|fake|code|shooting) )?(?:title|name)(?: of)?|a\.?k\.?a\.?|also known as|"
    r"formerly(?: known as| titled| called)?|previously(?: known as| titled)?|"
    r"(?:which is )?now (?:called|titled|known as)|working title|codenamed|code-named|f\.?k\.?a\.?|"
    r"w/t)\s*:?\s+[“\"‘']?(?P<name>[A-Z0-9][^,“”\"()]{1,60}?)[”\"’']?"
    r"(?=,|$|\s+(?:which|starring|stars|is|with)\b)",
)
_APPOSITION = re.compile(
    r",\s+(?=(?:starring|stars|featuring|with|directed|from|the\s|a\s|an\s|which|who|that|based|hosted|written|"
    r"produced|under|now|formerly|about|also|reportedly|possibly|again|season|series|"
    r"in\s|at\s|on\s|still|also|currently|its|his|her|their|this|last|next|previously|set\s|filming|shooting|"
    r"currently|co-|to be|is\b|has\b|was\b|will\b|and (?:the|a|its)\s|pilot\b|"
    r"(?:[A-Z][\w.’'-]+\s+){1,3}(?:new\s+)?(?:series|film|movie|pilot|show|drama|comedy|sitcom)\b))"
)
_WITH_CAST = re.compile(r"\s+(?:with|starring|stars|featuring|directed by|from director|based on)\s+(?=[A-Z])")
_TRAILER = re.compile(
    r"(?:\s+(?:2nd unit|second unit|main unit|pilot|film|movie|crews?|signs?|trucks|production|set|cast|(?:tv "
    r")?series|reshoots|re-shoots|show|spin-?off|feature)|\s*[-–—,:]\s*(?:the\s+)?(?:pilot|documentary|feature(?: "
    r"film)?|tv series|tv movie|"
    r"web series|mini-?series|short film|mow|film|movie|series|updated?|new))\s*$",
    re.IGNORECASE,
)
_QUOTED = re.compile(
    r"[“\"«„]([^“”\"«»]{1,120})[”\"»]|"
    r"(?<![\w])[‘']([^‘’'\n]{1,80}(?:[’'](?=\w)[^‘’'\n]{1,60})*)[’'](?!\w)"
)
_GROUP = re.compile(r"\s*[(\[]([^()\[\]]{0,160})(?:[)\]]|$)")
_BAD_START = re.compile(
    r"^(?:(?:A|An|Another|Some|Several|Two|Three|Our|Your|My|His|Her|Their|Its|Any|No)\s+(?:(?:new|major|big|small|"
    r"local|possible|potential|secret|paid|real|untitled|feature|independent|unnamed|mystery|few)\s+)*"
    r"(?:pilot|film|movie|ad|commercial|show|series|music video|video|photo|scene|production|crew|project|feature|"
    r"short|documentary|tv|couple|people|readers?|productions|background|picture|few)s?\b|"
    r"(?:If|When|Where|Why|How) (?:you|we|they|i|do|does|did|is|are|can)\b|(?:Here[’']s|Here (?:are|is)|Permits?|"
    r"What[’']s|NEWS|WEEK|News|A (?:snapshot|look|list|roundup|round-up|guide|few))\b|(?:There|Thanks|Follow|Click|"
    r"Please|Keep|Send|Tell|Got|Know|See|Read|Check|Visit|Subscribe|Don[’']t (?:forget|miss)|Casting|Seeking|Wanted|"
    r"Extras"
    r"|Paid|Reminder|"
    r"Looking for|Stand-ins?|Rate|We|They|You|He|She|I)\b(?=\s+[a-z’'])|(?:"
    r"Closed|Comments?|On the \d{1,2}(?:st|nd|rd|th)|Directed by|Produced by|"
    r"Written by|Based on)\b)"
)


_OFFICE = re.compile(
    r"\b(?:Film|Screen|Movie|Entertainment) (?:Commission|Office|Board|Authority|Bureau|Agency|Council)$"
)
"""Who tells of films, and is none."""


@dataclass(frozen=True, slots=True)
class Title:
    """A title as printed, and what its words say beside it."""

    title: str
    season: int | None = None
    aliases: tuple[str, ...] = ()
    medium: Medium | None = None
    year: int | None = None
    marks: tuple[str, ...] = ()


_VERBS = frozenset(["is", "are", "was", "were", "has", "have", "will"])
_ODD_BLANKS = str.maketrans({"\u200b": None, "\x1f": " "})


def fold_blanks(text: str) -> str:
    """Entities decoded, every kind of blank one space."""
    if "&" in text:
        text = html.unescape(text)
    if "\u200b" in text or "\x1f" in text:
        text = text.translate(_ODD_BLANKS)
    return " ".join(text.split())


@lru_cache(maxsize=2048)
def medium_of(words: str) -> Medium | None:
    """film or tv where the words of a label, heading or column say so."""
    words = words.lower()
    if re.search(
        r"\b(?:tv|television|series|season|episod\w*|pilot|sitcom|show|mini-?series|mow|telefilm|soap|"
        r"reality)\b",
        words,
    ):
        return "tv"
    if re.search(r"\b(?:film|movie|feature|motion picture|short)s?\b", words):
        return "film"
    return None


def quoted(text: str) -> str | None:
    """The first quoted words, where the quotation marks are a pair and no apostrophes."""
    match = _QUOTED.search(text)
    return (match[1] or match[2]).strip(" ,.;") if match else None


def _take_groups(text: str) -> tuple[str, list[str]]:
    groups: list[str] = []

    def keep(match: re.Match[str]) -> str:
        if re.fullmatch(r"[a-z]{1,3}", match[1]) and not match[0][0].isspace():
            return match[0]  # "Zoe(y)"
        groups.append(match[1].strip())
        return " "

    return _GROUP.sub(keep, text), groups


def _alias_of(words: str) -> str | None:
    match = _ALIAS.search(words)
    if match:
        return match["name"].strip(" ,.;:“”\"‘’'")
    named = re.match(r"([A-Z][^,()]{1,60}),\s+(?:starring|the\s|a\s|with\s)", words)
    return named[1] if named else None


def _read_groups(groups: list[str]) -> tuple[list[str], int | None, int | None, list[str]]:
    aliases: list[str] = []
    season = year = None
    marks: list[str] = []
    for group in groups:
        alias = _alias_of(group)
        found = SEASON_IN.search(group)
        if re.fullmatch(r"(?:19|20)\d\d", group):
            year = int(group)
        elif found and not found["more"]:
            season = number_of(found["a"] or found["b"] or found["c"])
        elif alias:
            aliases.append(alias)
        marks.append(group.lower())
    return aliases, season, year, marks


@lru_cache(maxsize=2048)
def strip_lead(text: str) -> str:
    """The text without the marks, labels and phrases that stand before a title."""
    text = _DATELINE.sub("", text, count=1)
    town = _COLON_DATELINE.match(text)
    if town and is_known_place(town[1]):
        text = text[town.end() :]
    for _ in range(8):
        shorter = _LEAD.sub("", text, count=1)
        shorter = _THIS_WEEK.sub("", shorter, count=1)
        match = _PREAMBLE.match(shorter)
        if match:
            shorter = shorter[match.end() :]
        if shorter == text:
            break
        text = shorter
    return text


def _strip_makers(text: str, capitals: bool) -> str:
    text = _LOWER_KIND.sub("", _COMPANY.sub("", text, count=1), count=1)
    for _ in range(4):
        shorter = _MAKER.sub("", text, count=1)
        shorter = _DESCRIPTOR.sub("", shorter, count=1)
        if capitals:
            shorter = _CAP_DESCRIPTOR.sub("", shorter, count=1)
        if shorter == text:
            break
        text = shorter
    return text


def _cut_season(text: str) -> tuple[str, int | None]:
    lead = OF_SEASON.match(text)
    if lead:
        return text[lead.end() :], number_of(lead[1] or lead[2])
    match = SEASON_IN.search(text) if SEASON_HINT.search(text) else None
    if not match or match.start() == 0 or text[match.end() :].strip(" ).,:;-–—"):
        return text, None
    season = None if match["more"] else number_of(match["a"] or match["b"] or match["c"])
    return text[: match.start()], season


def _tidy(text: str) -> str:
    text = text.strip(' \t,;:–—-•·*|/“”"«»')
    if re.match(r"[‘'].*[’']$", text) and len(text) > 2:
        text = text[1:-1]
    if text.endswith(".") and not re.search(r"(?:\b[A-Z]\.)+$|\b(?:Jr|Sr|Mr|Mrs|Dr|No|vs|Inc)\.$|\.\.\.$", text):
        text = text[:-1]
    text = re.sub(r"^(?:An?|The)\s+(?=untitled\b)", "", text, flags=re.IGNORECASE)
    return text.strip(" ,;:")


def is_title(text: str) -> bool:
    """Could these words be a title? Sentences, pronouns, lower-case phrases and advice are none."""
    words = text.split()
    if not words or len(words) > 14 or len(text) > 100 or text.lower() in NOT_TITLES or _BAD_START.match(text):
        return False
    first = re.search(r"\w", text)
    if _OFFICE.search(text):
        return False
    if first is None or words[-1].lower() in _VERBS or (first[0].islower() and not re.match(r"[a-z][A-Z]", text)):
        return False
    return not text.startswith("@") and not _DAY_NAME.match(text)


_DAY_NAME = re.compile(
    r"(?=.*\d)(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?(?:\d{1,2}(?:st|nd|rd|th)?\s+)?(?:January|"
    r"February|March|"
    r"April|May|June|July|August|September|October|November|December)(?:\s+\d{1,2}(?:st|nd|rd|th)?)?(?:,?\s+\d{4})?$"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\s+\d|(?:Mon|Tues?|Wed|Thu(?:rs)?|Fri|Sat|Sun)\.? \d{1,2}(?:\D|$)"
)


def _is_trade_talk(text: str) -> bool:
    """ "Production Update", "Filming Notice": words of the trade alone, before a verb, are a heading and no title."""
    return all(word.strip(".,:;’'").lower() in TRADE_WORDS for word in text.split())


def _has_plain_words(text: str) -> bool:
    """Lower-case words that no printed title would leave so: the subject of a sentence, not a title."""
    return any(
        re.fullmatch(r"[a-z]{3,}[.,:]?", word) is not None and word.strip(".,:") not in SMALL_WORDS
        for word in text.split()
    )


@lru_cache(maxsize=2048)
def read_title(raw: str, *, capitals: bool = False, free: bool = True) -> Title | None:
    """The title in a printed subject, or None where there is none.

    ``capitals`` also strips a capitalised kind before the title ("Sitcom Tin Dog"); ``free`` is False for a field
    that holds a title and nothing before it (a column, a label's value).
    """
    text = re.sub(r"^#+\s+", "", fold_blanks(raw)[:400])
    if free:
        text = strip_lead(text)
    inside = quoted(text)
    text, groups = _take_groups(text)
    aliases, season, year, marks = _read_groups(groups)
    apposed = _APPOSED_ALIAS.search(text)
    if apposed:
        aliases.append(apposed["name"].strip())
        text = text[: apposed.start()] + text[apposed.end() :]
    medium: Medium | None = None
    if inside and len(inside) > 1 and (free or re.match(r"^[“\"«„‘']", text.strip())):
        outside_season = season_in(text.replace(inside, " "))
        text, season = inside, season or outside_season
    else:
        for cut in (_APPOSITION, _WITH_CAST):
            match = cut.search(text) if free else None
            if match and match.start() > 1:
                text = text[: match.start()]
        before = fold_blanks(text)
        lead = OF_SEASON.match(before) if free else None
        if lead:
            season = season or number_of(lead[1] or lead[2])
            before = before[lead.end() :]
        text = _strip_makers(before, capitals) if free else _MAKER.sub("", before)
        medium = medium_of(before[: len(before) - len(text)])
    text, in_title = _cut_season(fold_blanks(text))
    shorter = _TRAILER.sub("", text)
    text = shorter if len(shorter.strip()) > 1 and (free or "-" in text or "–" in text or "," in text) else text
    text = _tidy(text)
    if not is_title(text) or (free and not inside and (_has_plain_words(text) or _is_trade_talk(text))):
        return None
    return Title(
        text,
        season or in_title,
        tuple(dict.fromkeys(a for a in aliases if a and a != text)),
        medium,
        year,
        tuple(marks),
    )
