"""Whom to call: cut out of the cells of a listing, with the name that stands there.

"Leeds, call Bo on 07700 900123" is a place and a person. Which words name a person cannot be listed, so a cell that
shows any sign of one (a number, an address, a handle, a verb of reaching, a trade of the crew) keeps only what is known
for what the cell is for: places and streets, the status at its head, the network, the dates. A cell without a sign
stays as it is. Titles lose such a clause only where it is bracketed or dashed: "Better Call Saul" is one.
"""

from __future__ import annotations

import hashlib
import html
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Final

from pipeline.forecast_networks import known_network
from pipeline.model import Report
from pipeline.reading.places import is_known_place
from spiders.phrases import status_of
from spiders.privacy import scrub

_FOUND: Final = "\0"
"""Stands where an address or a number was."""
_MARKS: Final = ("[…]", "[...]")
"""What stands there in texts and in pages that were scrubbed before."""
_HIDDEN: Final = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_SCREEN: Final = re.compile(
    r"\d{3}|0\d[ .]\d|[@\[\0_]|(?:^|[\s,;:(/–—-])(?:u/|r/|t\.me|c/o|h/t)|\b(?:"
    r"call|ring|phon|telep|tele?f|tel\b|tél|mob|cell|ansprech|appel|llama|chiama|r[ée]g|aufnahme|fax|e-?mail|mail|"
    r"conta[ct]|kontakt|text|whats|messag|msg|ask|reach|see\b|send|write|apply|hiring|speak|talk|attn|attention|"
    r"enqui|inqui|dm|ig\b|insta|discord|telegram|signal|snap|twit|facebook|dot\b|at\b|rep\b|mr|ms\b|mx\b|mme|m\.|"
    r"herr|frau|says|said|tip|spotted|seen|thank|credit|photo|posted|submit|sent\b|report|mlle|fb\b|per\b|via\b|"
    r"by\b|casting|extras|manag|mgr|co-?ord|produc|direct|gaff|fixer|assist|crew|scout|public|design|decor|dress|"
    r"superv|grip|prop|account|runner|wrangl|cater|styl|editor|cinemat|screenw|writ|showrun|electric|best b|"
    r"foreman|agent|1st|2nd|3rd|first|second|third|a?lm\b|kalm\b|upm|dp\b|d\.?o\.?p|ad\b|pm\b|poc\b|ep\b|pa:)",
    re.I,
)
"""What a cell must have in which there may be a person; most have none of it."""
_CUT: Final = re.compile(
    r"(\s*[,;|•·()\[\]{}\n]\s*|:\s+|\s+[-–/]+\s+|\s*—\s*|"
    r"(?<=[^\W\d_][^\W\d_])(?<!\bSt)(?<!\bMt)(?<!\bFt)[.!?]\s+(?=[A-Z\d]))"
)
_EMPTY: Final = re.compile(r"[(\[{]\s*[)\]}]")
_EDGES: Final = " \t\n,;:|/•·–—-.!?&@"
_NAME: Final = r"[^\W\d_a-zà-öø-ÿ][\w’'.-]*"

_ROADS: Final = (
    r"street|st\.?|avenue|ave?\.?|road|rd\.?|boulevard|blvd\.?|drive|dr\.?|highway|hwy\.?|parkway|pkwy\.?|freeway|fwy|"
    r"terrace|crescent|square|sq\.?|place|plaza|alley|broadway|way|mews|embankment|quay|wharf|pier|docks?|promenade|"
    r"turnpike|expressway|theat(?:re|er)|cent(?:re|er)|studios?|stages?|building|works|yard|hotel|island|college|school|"
    r"university|library|museum|gallery|castle|cathedral|hospital|airport|station|cinema|stadium|arena|mall|market|"
    r"prison|harbou?r|beach|lighthouse|zoo|guild|tavern|pub|restaurant|caf[eé]|inn|campus|warehouse|backlot|"
    r"falls|shore|county|borough|district|village|township"
)
"""What ends the name of a street or a venue and hardly ever a person's."""
_MAYBE: Final = (
    r"park|house|hall|lane|hill|church|court|bridge|fields?|bay|lake|river|woods?|forest|green|farm|club|manor|abbey"
)
"""What ends both: a venue where a number or an article stands before it."""
_POST: Final = r"(?:[A-Z]{1,2}\d[A-Z\d]?(?:\s\d[A-Z]{2})?|[A-Z]\d[A-Z]\s?\d[A-Z]\d|\d{5}(?:-\d{4})?)"
_POSTCODE: Final = re.compile(rf"\s+{_POST}$")
_NUMBER: Final = r"\d{1,5}[A-Za-z]?(?:[-–/]\d{1,5})?"
_SIDE: Final = r"(?:[NSEW]|[NS][EW]|North|South|East|West)\.?"
_OF_NAME: Final = rf"(?:{_NAME}|\d{{1,3}}(?:st|nd|rd|th)|of|the|de|del|la|du|di|das?|and)"
_SPOT: Final = re.compile(
    rf"(?:(?:the\s+)?(?:{_NUMBER}\s+)?(?:{_OF_NAME}\s+){{0,5}}(?i:{_ROADS})|"
    rf"(?:(?i:the)|{_NUMBER})\s+(?:{_OF_NAME}\s+){{0,4}}(?i:{_MAYBE})|"
    rf"(?:{_SIDE}\s+)?\d{{1,3}}(?:st|nd|rd|th)|"
    r"(?i:interstate|highway|hwy|route|rte|exit|pier|stages?|studio|block|gate|unit|lot|hangar|dock|level|floor|terminal|"
    r"junction|mile|zone|district|building|bay|room|warehouse|sound\s?stage)\s+(?:\d{1,4}[A-Z]?|[A-Z])|I-\d{1,3})"
    rf"(?:\s+(?:{_SIDE}|\d{{1,4}}))?"
)
_JOINT: Final = re.compile(r"\s+(?:&|and|at|@|near|between|to)\s+|\s*/\s*")
_LEAD: Final = re.compile(r"^(?:(?:in|at|on|around|near|outside|inside|along|by|off|corner of)\s+)+", re.I)
_INSIDE: Final = re.compile(r".*\b(?:in|near)\s+(\S.*)$")
_NAMESAKES: Final = frozenset(
    (
        "adelaide", "alexandria", "austin", "brooklyn", "carolina", "charlotte", "chad", "chelsea", "cleveland",
        "dallas", "devon", "florence", "georgia", "holland", "houston", "india", "israel", "jackson", "jordan",
        "kent", "lincoln", "london", "madison", "memphis", "orlando", "paris", "savannah", "sofia", "sydney",
        "vienna", "victoria", "virginia", "york",
    )
)  # fmt: skip
"""Places after which people are named: no place where another name follows."""

_REACH: Final = (
    r"call|ring|phone|telephone|e-?mail|mail|contact|kontakt|text|whatsapp|message|msg|ask|reach|see|send|write|apply|"
    r"speak|talk|attn|attention|enquiries|inquiries|enquire|inquire|hiring|dm|"
    r"ansprechpartner(?:in)?|contacter|appeler|contatt(?:o|are)|contacto|llamar|chiamare|kontakta|telefon"
)
_NO_REACH: Final = r"(?!\s+(?:times?|cent(?:re|er)|box|of|notes?|below|above|map|details|also|roads?|open|tba|tbc)\b)"
_TO: Final = r"(?:\s+(?:to|for|at|on|via|with|the|our|your))*"
_VERB: Final = (
    rf"(?<!casting )(?<!open )(?<!curtain )(?<!-)\b(?:{_REACH})\b(?![-'’]\w){_NO_REACH}|(?i:\b(?:{_REACH})\s*:)|"
    rf"(?<!Casting )(?<!Open )\b(?i:{_REACH})\b\.?(?i:{_TO})\s+(?={_NAME})"
)
_SAID: Final = (
    rf"(?i:\b(?:says?|said|tip(?:s|ped)?|spotted|seen|thanks|credits?|photos?|posted|submitted|sent|reported|rep\.?|"
    rf"casting|extras|props)(?:\s+(?:by|from|to|via))?)\s*:?\s+(?={_NAME})|"
    rf"(?i:\b(?:casting|extras|tip|credit|rep|hiring|props|contact|crew)\s*:)(?=\s*{_NAME})|"
    rf"\bper\s+(?={_NAME})|(?i:\bh/t\b|\bc/o\b)|"
    r"(?i:\b(?:tel|tél|mob|mobile|cell|fax)\b[.:]?\s*[(+\d\0])|(?i:\b(?:tel|mobile|cell|mob|fax)\b[.:]$)|"
    rf"\b(?:Mr|Mrs|Ms|Mx|Mme|Mlle|Herr|Frau|M)\.?\s+(?={_NAME})(?!\S+['’]s)"
)
_HANDLE: Final = (
    r"(?<!\w)[ur]/\w|\bt\.me\b|\b(?:IG|DMs?)\b|(?i:\b(?:ig|insta|instagram|telegram|signal|snapchat|snap|twitter|"
    r"facebook|fb)\s*:|\b(?:discord|insta(?:gram)?|telegram|whats\s?app)\b)|\w#\d{4}\b|"
    r"(?<!\w)@\w|[\w.]@[\w-]+\.\w|\w\s@\s[\w-]+\s?\.\s?[a-z]|"
    r"[(\[{]\s*(?:at|dot|AT|DOT)\s*[)\]}]|\w\s+(?i:at|dot)\s+[\w-]+(?:\.[a-z]{2,}\b|\s+(?i:dot)\s)|\s(?:dot|DOT)\s"
)
_TRADE: Final = (
    r"(?i:\b(?:(?:assistant|associate|executive|line|location|locations|unit|production|casting|art|first|second|third|"
    r"1st|2nd|3rd|stunt|transport|post|costume|set|key|lead|script|floor|music|supervising|co)[\s-])*"
    r"(?:managers?|mgr|coordinators?|co-ordinators?|producers?|directors?|gaffer|fixer|assistants?|scouts?|publicists?|"
    r"designers?|"
    r"decorators?|dressers?|supervisors?|grips?|accountants?|runners?|wranglers?|caterers?|stylists?|editors?|"
    r"cinematographers?|writers?|screenwriters?|showrunners?|electricians?|"
    r"best\s+boy|foreman|agents?|prop(?:s?\s*master)|"
    r"(?:1st|2nd|3rd|first|second|third)\s+a[dc]|r[ée]gie|r[ée]gisseure?|"
    r"aufnahmeleit(?:er|erin|ung)|producteur|productora?))\b|"
    r"\b(?:K?ALM|LM|UPM|DP|DOP|DoP|D\.?O\.?P|POC|EP)\b|(?<!\d)(?<!\d )\b(?:AD|PM)\b|\bPA:"
)
_VENUE: Final = re.compile(rf"\s*(?i:{_ROADS}|{_MAYBE})\b")
_CALLED: Final = re.compile(rf"\s*{_NAME}\s+(?i:road|rd|street|st|avenue|ave|lane|falls)\b\.?\s*(?=[,;()\n]|$)")
"""What makes the name of a venue or a road of a word that would be a sign: "Ring Road", "Call Hollow Road"."""
_PHONE: Final = (
    r"(?<![\w.])(?!\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|0\.)(?:\+|\(?0)(?:[ ./()-]{0,2}\d){7,14}(?!\w)|"
    r"(?<![\w.])\d{7,15}(?!\w)|(?<![\w.-])\d{3}[-.]\d{3}[-.]\d{4}(?!\w)|"
    rf"(?<![\w.-])\d{{3}}[-.]\d{{4}}(?![\w-])(?!\s[^,;()\n]*\b(?i:{_ROADS}|{_MAYBE})\b)"
)
_NUMBERS: Final = re.compile(_PHONE)
_PERSON: Final = re.compile(rf"{_FOUND}|{_HANDLE}|{_VERB}|{_SAID}|(?:{_TRADE})(?!['’])")
"""The signs of a person or of a way to reach one."""


@lru_cache(maxsize=4096)
def without_contacts(text: str) -> str:
    """A place without people: as it was where there is no sign of one, else the clauses that are surely places. Lists
    have few places and fewer statuses: most cells were met before."""
    marked = _signed(text)
    if marked is None:
        return text
    parts = _CUT.split(marked)
    return _joined(["", *parts[1::2]], [_place_in(clause) for clause in parts[::2]])


@lru_cache(maxsize=4096)
def status_without_contacts(text: str) -> str:
    """A status without people: with a sign of one, what stands before it at the head of the cell."""
    marked = _signed(text, places=False)
    if marked is None or status_of(text, {}) or _NOBODY.fullmatch(_TRADES.sub("", marked)):
        return text
    head = _head(marked)
    return "" if _NAMES.fullmatch(head) and not status_of(head, {}) else head


@lru_cache(maxsize=4096)
def network_without_contacts(text: str) -> str:
    """A network without people; a bracket behind it stays if it tells of a network."""
    marked = _signed(text, places=False)
    if marked is not None:
        return _head(marked)
    return _BRACKETED.sub(lambda found: found[0] if _is_network(found["inner"], text) else "", text).strip()


_TRADES: Final = re.compile(_TRADE)
_NOBODY: Final = re.compile(
    r"(?:(?:attached|needed|wanted|hired|sought|set|signed|an?|the|for|of|in|looking|search|searching|seeking|no|new|with|"
    r"on|board|joins|exits|left|leaves|to|be|announced|confirmed|pending|and|tb[acd]|departs|change|"
    r"rooms?|strike|open|cut)\b|[\s,&/-])*",
    re.I,
)
"""What is said of a trade and names nobody: "director attached"."""
_NAMES: Final = re.compile(rf"{_NAME}(?:\s+{_NAME}){{1,2}}")
_BRACKETED: Final = re.compile(rf"\s*(?:[(\[]|\s[-–—]\s+)(?P<inner>{_NAME}(?:\s+{_NAME}){{1,2}})\s*(?:[)\]]|$)")
_COMPANY: Final = re.compile(
    r"(?i)\b(?:tv|television|studios?|channel|network|films?|video|plus|one|two|three|four|news|media|pictures|"
    r"productions?|entertainment|originals?|kids|sports?|international|group|streaming|play|prime|max|syndicat\w+)\b|\+"
)


def _is_network(inner: str, text: str) -> bool:
    """Does a bracket tell of a company or a country, or repeat a word that stands before it?"""
    before = set(text.partition(inner)[0].lower().split())
    repeated = bool(before & set(inner.lower().split()))
    return repeated or bool(_COMPANY.search(inner) or known_network(inner)) or is_known_place(inner)


_MONTH: Final = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?|januar|februar|märz|mai|juni|juli|oktober|dezember|janvier|février|mars|avril|juin|"
    r"juillet|août|septembre|octobre|novembre|décembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|"
    r"octubre|noviembre|diciembre"
)
_DATE_WORD: Final = (
    rf"{_MONTH}|mon|tues?|wed|thurs?|fri|sat|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)day|to|until|till?|through|thru|"
    r"from|and|or|of|the|in|on|early|mid|late|end|start|starts|ends|begin|begins|spring|summer|autumn|fall|winter|week|"
    r"month|year|quarter|q[1-4]|h[12]|tba|tbc|tbd|tbe|now|present|ongoing|current|current(?:ly)?|est|approx|circa|ca?|"
    r"shoot|shooting|filming|production|wrap|wraps|dates?|unknown|n/a|tentative|expected|"
    r"planned|scheduled|confirmed|postponed|onwards?|days?|weeks|months|years|for|am|pm|utc|gmt|z"
)
_DATE_PART: Final = (
    r"(?:\d{1,2}|(?:19|20)\d{2})(?:[./-]\d{1,2}){0,2}(?:[./-](?:19|20)?\d{2})?"
    r"(?:t\d{2}:?\d{2}[\d:.]*(?:z|[+-]\d{2}:?\d{2})?)?|"
    r"(?:19|20)\d{6}|['’]\d{2}|\d{1,2}(?:st|nd|rd|th)|\d{1,2}:\d{2}(?::\d{2})?(?:z|[+-]\d{2}:?\d{2})?"
)
_OF_DATE: Final = re.compile(rf"(?:(?:{_DATE_PART}|{_DATE_WORD})(?![^\W_])\.?|[\s,;:/()~–—-])+", re.I)

_TELLS_DATE: Final = re.compile(r"[a-z]{3}|(?:19|20)\d{2}|\d[/.]\d", re.I)


def date_without_contacts(text: str) -> str:
    """The dates in a cell, and the words that go with dates; no others."""
    if _OF_DATE.fullmatch(text):
        return text
    kept = [part for part in re.split(r"(?<=[\s,;()])|(?=[()])", text) if _OF_DATE.fullmatch(part)]
    left = " ".join(_EMPTY.sub("", "".join(kept)).split()).strip(_EDGES)
    return left if _TELLS_DATE.search(left) else ""


_NO_NAME: Final = (
    r"(?!(?:Me|My|Us|Her|His|Him|Them|It|You|Your|The|An?|No|Of|Out|Off|Back|Home|Season|Series|Part|Episode|Volume|Vol|"
    r"Book|Chapter)\b)"
)
_TO_HIM: Final = r"(?:\s+(?:to|for|at|on|via|with))*"
_IN_TITLE: Final = re.compile(
    rf"\s*[(\[]\s*(?:(?i:please)\s+)?\b(?i:{_REACH})\b[.:]?(?i:{_TO_HIM})\s+{_NO_NAME}{_NAME}[^()\[\]]*[)\]]|"
    rf"\s+[-–—]+\s+(?:(?:please\s+)?(?:{_REACH})\b[.:]?{_TO_HIM}\s+{_NO_NAME}{_NAME}.*|"
    rf"(?i:contact|kontakt|e-?mail|phone|whatsapp|dm|attn)[.:]?(?i:{_TO_HIM})\s+{_NAME}\s+{_NAME}\s*)$|"
    rf"\s*[(\[](?i:please\s+)?(?i:call|contact|ring|phone|e-?mail|text|ask)\s+(?i:{_NO_NAME})[a-z]+(?:\s+[a-z]+)?[)\]]|"
    rf"\s*[(\[](?i:dir\.|directed\s+by)\s+{_NAME}[^()\[\]]*[)\]]|\s+[-–—]+\s+(?:{_TRADE})\s*:\s*{_NAME}.*$|"
    rf"\s*[(\[](?:{_TRADE})\s*[:–-]\s*{_NAME}[^()\[\]]*[)\]]|\s*[(\[]{_NAME}\s+{_NAME},\s+(?:{_TRADE})[)\]]"
)
_TITLE_SIGN: Final = re.compile(r"[(\[–—]| -")
_BRACKET: Final = re.compile(r"\s*[(\[][^()\[\]]*\0[^()\[\]]*[)\]]")
_ANY_VERB: Final = re.compile(rf"(?i:\b(?:{_REACH}|c/o|tel|mob|cell)\b)")


def title_without_contacts(text: str) -> str:
    """A title without the clauses that hold an address or a number, or that say in brackets or behind a dash whom to
    reach."""
    marked = _marked(text, _plain(text))
    if _TITLE_SIGN.search(marked):
        marked = _IN_TITLE.sub("", marked)
    if _FOUND not in marked:
        return marked if marked != _plain(text) else text
    parts = _CUT.split(_BRACKET.sub("", marked))
    kept = [_before_number(clause) if _FOUND in clause else clause for clause in parts[::2]]
    return _joined(["", *parts[1::2]], kept) or scrub(text)


_REF_SIGN: Final = re.compile(
    r"(?i:tel|phone|mob|cell|call)\W{0,2}\+?\d{6}|(?<![\w/.=])(?:\+|00)[1-9]\d{8}|(?<![\w/.=])0[1-9]\d{8,9}(?!\d)|"
    r"(?:^|/)@\w|^u/\w|\bt\.me/|(?i:\b(?:ig|insta|instagram|telegram|twitter|discord|dm)\s*:)"
)


def ref_without_contacts(text: str) -> str:
    """A row's own id, which is only ever compared: in place of one by which somebody can be reached there stands what
    it always gives, and which tells nothing."""
    plain = _plain(text)
    if scrub(plain) == plain and not _REF_SIGN.search(plain):
        return text
    digest = hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return "ref-" + digest.translate(str.maketrans("0123456789", "ghijklmnop"))


_CLEANERS: Final[Mapping[str, Callable[[str], str]]] = {
    "ref": ref_without_contacts,
    "title": title_without_contacts,
    "aliases": title_without_contacts,
    "place": without_contacts,
    "region": without_contacts,
    "status": status_without_contacts,
    "medium": status_without_contacts,
    "network": network_without_contacts,
    "start_date": date_without_contacts,
    "end_date": date_without_contacts,
    "dates": date_without_contacts,
}
"""What each field is for decides what is kept of it; the others lose addresses and numbers."""


def clean_row(row: Mapping[str, str]) -> dict[str, str]:
    """The texts of a row without anything by which a person is reached; what is empty then is left out."""
    clean = {name: _CLEANERS.get(name, scrub)(text) for name, text in row.items()}
    return {name: text for name, text in clean.items() if text}


def clean_report(report: Report) -> Report:
    """A report whose words hold nothing personal."""
    evidence = scrub(report.evidence)
    via = report.via if not report.via or scrub(report.via) == report.via else None
    place = without_contacts(report.place) or None if report.place else None
    if (evidence, via, place) == (report.evidence, report.via, report.place):
        return report
    return replace(report, evidence=evidence, via=via, place=place)


def _plain(text: str) -> str:
    """The text as it is read: without characters that nobody sees, and without those that only look like others."""
    if text.isascii() and "&" not in text:
        return text
    return unicodedata.normalize("NFKC", _HIDDEN.sub("", html.unescape(text)))


def _marked(text: str, plain: str) -> str:
    """The text with a mark in place of each address and number: a bracket in it is none of the cell's."""
    marked = scrub(plain)
    for mark in _MARKS:
        marked = marked.replace(mark, _FOUND)
    return marked


def _signed(text: str, *, places: bool = True) -> str | None:
    """The cell with its addresses and numbers marked, if there is any sign of a person in it. A venue may be called
    after what signs are made of: "Contact Theatre", "Directors Guild"."""
    plain = _plain(text)
    if not _SCREEN.search(plain):
        return None
    marked = _NUMBERS.sub(_FOUND, _marked(text, plain)) if not _ZIP.search(plain) else _marked(text, plain)
    signs = list(_PERSON.finditer(marked))
    if places:
        signs = [sign for sign in signs if not _is_of_venue(sign)]
    return marked if signs or (places and _JOINED.search(marked)) else None


def _is_of_venue(sign: re.Match[str]) -> bool:
    """Is a word that would be a sign the beginning of a name of a venue or a road?"""
    if not sign[0][:1].isupper():
        return False
    called = _CALLED.match(sign.string, sign.end()) if not _TRADES.match(sign[0]) else None
    return bool(called or _VENUE.match(sign.string, sign.end()))


_JOINED: Final = re.compile(r"\w_\w")
_ZIP: Final = re.compile(r"\b[A-Z]{2} \d{5}-\d{4}\b")


def _head(marked: str) -> str:
    """What stands before the first sign and before the first comma, dash or bracket."""
    sign = _PERSON.search(marked)
    end = sign.start() if sign else len(marked)
    return re.split(r"[,;|(\[{:]|\s[-–—/]+\s|—", marked[:end], maxsplit=1)[0].strip(_EDGES)


def _place_in(clause: str) -> str:
    """The longest beginning of a clause that is a place, or the known place that it ends in."""
    sign = _PERSON.search(clause)
    words = clause[: sign.start() if sign else None].split()
    for size in range(min(len(words), 9), 0, -1):
        head = " ".join(words[:size]).strip(_EDGES)
        if _is_place(head) and not _is_namesake(head, words[size:]):
            return head
    inside = _INSIDE.match(clause)
    return inside[1].strip(_EDGES) if inside and is_known_place(inside[1].strip(_EDGES)) else ""


def _is_namesake(head: str, following: list[str]) -> bool:
    """Is a place rather somebody's first name here?"""
    return head.lower() in _NAMESAKES and bool(following) and following[0][:1].isupper()


def _is_place(words: str) -> bool:
    """Is it surely a place: a known one, a street, a venue or a crossing of such?"""
    if not words or _FOUND in words or _PERSON.search(words):
        return False
    bare = _POSTCODE.sub("", _LEAD.sub("", words))
    if is_known_place(bare):
        return True
    parts = [part for part in _JOINT.split(bare) if part.strip()]
    return bool(parts) and all(_SPOT.fullmatch(part) or is_known_place(part) for part in parts)


def _before_number(clause: str) -> str:
    """The words before "call …"; of a clause without such a word those before the number, if they are a place."""
    if verb := _ANY_VERB.search(clause):
        return clause[: verb.start()].rstrip(_EDGES)
    head = clause[: clause.index(_FOUND)].strip(_EDGES)
    return head if head and is_known_place(head) else ""


def _joined(separators: list[str], kept: list[str]) -> str:
    """The clauses that are left, with what stood before each, and no bracket without its fellow."""
    pieces: list[str] = []
    for separator, clause in zip(separators, kept, strict=True):
        pieces += [separator if clause else "".join(mark for mark in separator if mark in "()[]{}"), clause]
    text = "".join(pieces)
    for opening, closing in ("()", "[]", "{}"):
        text = _EMPTY.sub("", text)
        if text.count(opening) != text.count(closing):
            text = text.replace(opening, " ").replace(closing, " ")
    return " ".join(text.split()).strip(_EDGES)
