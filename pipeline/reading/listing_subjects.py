"""What a clause speaks of: the titles before or after its verb, the last title where it says "they", sightings.

Companies before the verb are not titles, and neither are code words on signs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from pipeline.model import Event, Modality
from pipeline.reading.listing_dates import read_dates
from pipeline.reading.listing_entry import KnownTitles
from pipeline.reading.listing_oblique import hosted, oblique
from pipeline.reading.listing_phrases import Predicate, predicates
from pipeline.reading.listing_seasons import season_in
from pipeline.reading.listing_titles import Title, quoted, read_title, strip_lead
from pipeline.reading.listing_words import NETWORKS

_WORK_OF = re.compile(
    r"^(?:Filming|Shooting|Production|Principal photography|Work|Photography|Filming has begun|"
    r"Cameras)\s+(?:on|of|for)\s+(?:the\s+)?(?=[A-Z0-9“\"‘])"
)


_PRONOUN = re.compile(
    r"^\W*(?:(?:FYI|UPDATED?|Update|Also|NEW|And|But|Note|NOTE|PS|P\.S\.|From now on|Now|Then|Next|Later|Today|"
    r"Tomorrow|Tonight)\s*[:,]?\s*)*(?:[Tt]hey|It|There|The (?:film|movie|show|series|crew|cast|shoot|production|"
    r"pilot|drama|comedy|feature|crews)|This(?=\s*$)|"
    r"This (?:[a-z-]+ ){0,2}(?:one|film|series|movie|show|production|drama|comedy|project|feature)|Crews?|"
    r"Cast and crew|Filming|Shooting|Production|Principal photography|"
    r"Cameras|Trucks|[Ss]igns?|Notices|Both|Also|Camera crews)\b(?![’'])(?=\W*$|,|\s+[a-z])",
)


_THERE = re.compile(
    r"^\W*(?:FYI|UPDATE|Update)?:?\s*There\s+(?:are|were|is|was|have been)\s+(?:also\s+|some\s+|"
    r"more\s+)?"
)


_AS_ALIAS = re.compile(
    r"^\W*(?:Using|Under|With|By|Filming (?:as|under)|Shooting (?:as|under))\s[^“\"‘]{0,40}\b(?:title|name|moniker|"
    r"code|banner)\b"
    r"[^“\"‘]{0,10}[“\"‘][^”\"]{1,60}[”\"’],?\s+(?:the|this|it)\b"
)


_TOPIC = re.compile(
    r"^(?:(?:First up|Next up|Next|Then there|Also new|And then there|Last up|Up next|Another is)(?:,?\s+(?:is|"
    r"comes|are|’s))?\s+"
    r"(?P<first>[A-Z\d“\"‘][^,;]{1,70}?)[.,]?\s*$|"
    r"(?P<named>[A-Z\d“\"‘][^,;]{1,60}?)\s+is\s+(?:an?|the)\s+(?:[\w’'-]+\s+){0,5}?(?:series|film|movie|drama|comedy|"
    r"pilot|thriller|feature|sequel|show|miniseries|documentary)\b|"
    r"(?P<apposed>[A-Z\d“\"‘][^,;:]{1,60}?),\s(?:an?|the)\s(?:[\w’'-]+\s){0,3}?(?:sequel|spin-?off|prequel|follow-?up|"
    r"remake|reboot)\b[^;]{0,120}\.?\s*$)"
)


_CODED = re.compile(
    r"(?:\b(?:series|movie|film|comedy|drama|show|pilot|sequel|thriller|for|of|on|called|titled)|,)\s+"
    r"(?P<title>[A-Z\d][\w’'&:.!-]*(?:\s+(?:[A-Z\d&][\w’'&:.!-]*|of|the|and|in|a|to|for|vs\.?)){0,8})"
    r"\s+\((?:(?:production )?code(?: ?name| ?word)?:?\s*|signs?:?\s*)?(?P<code>[A-Z&]{2,14}(?:\s[A-Z]{2,14})?)\)"
)


_COMPANY_OBJECT = re.compile(
    r"^\s+(?:the\s+)?(?P<title>[A-Z\d“\"‘][^,()]{0,70}?)\s+(?=(?:at|in|on|around|near|along|"
    r"outside|inside)\s)"
)


_HIS_WORK = re.compile(
    r"^\s+(?:(?:filming|shooting|production|work)\s+(?:on\s+|of\s+)?)?(?:his|her|their|its|the|"
    r"an?)\s+(?:[\w’'-]+\s+){0,6}?"
    r"(?:film|movie|series|drama|feature|comedy|thriller|mini-?series|sequel|biopic|documentary|pilot)\s+"
    r"(?P<title>[A-Z\d“\"‘][^,.;()]{1,70}?)(?=\s+(?:in|at|with|starring|from|for)\s|[,.;(]|\s*$)"
)


_SCRAP_OBJECT = re.compile(
    r"^\s+(?:the\s+)?(?P<title>[A-Z\d“\"‘][^,()]{0,70}?)(?:\s+(?:after|over|due|because|"
    r"following|in|at|on|amid|as)\b|[.,;]|$)"
)


_ARE = re.compile(r"^(?:are|were|have)\b", re.IGNORECASE)


_PLURAL = re.compile(r",\s+(?:and\s+)?|\s+and\s+")


_LOOK_FOR = re.compile(
    r"^\W*(?:(?:[Aa]lso\s+)?(?:[Ss]potted|[Ss]een)\s*:?\s+|(?:[Ll]ook|[Ww]atch) (?:out )?for\s+|"
    r"[Cc]atch\s+)?(?:(?:the\s+)?(?:[Ff]ilming\s+)?(?:[Ss]igns|[Tt]rucks|[Cc]rews?|[Nn]otices|[Tt]railers)(?: are up|"
    r"(?: also)? (?:spotted|seen|posted))?\s+for\s+)?(?<=\s)"
    r"(?P<title>[A-Z0-9“\"‘#][^,;]{1,60}?)\s+(?:filming\s+|will be\s+|are\s+)?(?=(?:at|in|on|around|near|along|"
    r"outside)\s+(?:the\s+)?[A-Z0-9])"
)


_QUOTED_AT = re.compile(
    r"^[^“\"]{0,40}(?P<title>[“\"][^“”\"]{1,80}[”\"])\s+(?:(?:is|will be|"
    r"are)\s+)?(?:again\s+)?(?=(?:at|in|on|around|near|along|outside)\s+(?:the\s+)?[A-Z0-9])"
)


_FILMING_FOR = re.compile(
    r"^\W*(?:Filming|Shooting)\s+(?:for|of|on)\s+(?P<title>(?:the\s+)?[A-Z\d“\"‘][^,;]{1,70}?)\s+(?=(?:at|in|on|"
    r"around|near|along|"
    r"outside)\s+(?:the\s+)?[A-Z0-9])"
)


_NETWORK_AT = re.compile(
    rf"^\W*(?:[A-Z][A-Z .]+\s[–—-]\s+)?(?P<title>[A-Z\d“\"‘][^,;()]{{1,60}}?)\s+"
    rf"\((?:{'|'.join(map(re.escape, NETWORKS))})[+]?\),?\s+"
    r"(?=(?:at|in|on|around|near|along|outside)\s+(?:the\s+)?[A-Z0-9])"
)


_GIVEN = ("They", "they", "It", "This", "The ", "There")


_SIGHTINGS = (_LOOK_FOR, _QUOTED_AT, _FILMING_FOR, _NETWORK_AT)


_SIGN_WORDS = re.compile(
    r"\(|\b(?:reading|reads?|saying|says?|say|marked|labell?ed|code ?words?|signs?|that say|"
    r"called out|written)\b",
    re.IGNORECASE,
)


_IN_QUOTES = re.compile(r"[“\"][^“”\"]{1,80}[”\"]")


_NOT_OBJECT = re.compile(
    r"^(?:Season|Series|Scenes|Exteriors|Interiors|Episode|Re-?shoots|Pick-?ups|Second Unit|\d+ "
    r"(?:episodes|scenes|days))\b",
    re.IGNORECASE,
)


_STRONG = frozenset(
    (
        "cancelled",
        "paused",
        "delayed",
        "wrapped",
        "post",
        "will start",
        "starts",
        "resumes",
        "is filming",
        "in production",
        "in studio",
        "expected to wrap",
        "spotted",
        "signs",
    )
)


@dataclass(slots=True)
class Reading:
    """What a reader of lines carries from sentence to sentence."""

    today: date | None
    day_first: bool = False
    last: Title | None = None
    given: bool = False
    capitals: bool = False
    known: KnownTitles = ()


def main_predicate(clause: str) -> Predicate | None:
    """The predicate that decides: the first strong one, else the first."""
    quotes = "“" in clause or '"' in clause
    found = predicates(_IN_QUOTES.sub(lambda match: "x" * len(match[0]), clause) if quotes else clause)
    strong = [p for p in found if p.name in _STRONG]
    return strong[0] if strong else (found[0] if found else None)


def topic_of(clause: str) -> Title | None:
    """A title that a sentence only introduces, for the sentences behind it: "First up is T", "T is a drama"."""
    coded = _CODED.search(clause)
    if coded:
        title = read_title(coded["title"], free=False)
        return replace(title, aliases=(*title.aliases, coded["code"])) if title else None
    match = _TOPIC.match(clause.strip())
    return read_title(match["first"] or match["named"] or match["apposed"]) if match else None


def spotted(clause: str, reading: Reading) -> tuple[Predicate | None, list[Title], int]:
    """ "Look for T at P", "trucks for T at P", "“T” at P": a sighting without a verb of filming."""
    match = next((match for pattern in _SIGHTINGS if (match := pattern.match(clause))), None)
    title = read_title(match["title"], capitals=reading.capitals) if match else None
    title, end = (title, match.end()) if match else (hosted(clause) or (None, 0))
    if title is None or reading.given:
        return None, [], 0
    planned = match is not None and re.search(r"\bwill be\b", match[0]) is not None
    modality = Modality.PLANNED if planned else Modality.ASSERTED
    return Predicate(Event.FILMING, modality, end, end, "spotted"), [title], end


def subjects_of(clause: str, predicate: Predicate, reading: Reading) -> tuple[list[Title], int]:
    """The titles that a clause is about, and where its location may begin."""
    if reading.given and reading.last:
        return [reading.last], predicate.end
    titles, rest = _subjects(clause, predicate, reading)
    if not titles or (titles == [reading.last] and not clause[: predicate.start].strip(" *•").startswith(_GIVEN)):
        found = oblique(clause, predicate)
        titles, rest = ([found[0]], found[1]) if found else (titles, rest)
    return titles, rest


def _subjects(clause: str, predicate: Predicate, reading: Reading) -> tuple[list[Title], int]:
    """The titles before the verb, quoted anywhere, or meant by a pronoun."""
    subject, after = clause[: predicate.start], clause[predicate.end :]
    name = quoted(clause)
    if name and reading.last and _AS_ALIAS.match(subject):
        reading.last = replace(reading.last, aliases=(*reading.last.aliases, name))
        return [reading.last], predicate.end
    if name and name in subject:
        title = read_title(subject, capitals=reading.capitals)
        return ([title] if title else []), predicate.end
    if name and name in after and not _SIGN_WORDS.search(after[: after.index(name)]):
        return [title for title in (read_title(f"“{name}”"),) if title], predicate.end + after.index(name) + len(
            name
        ) + 1
    lead = _WORK_OF.match(strip_lead(subject.strip()))
    if lead:
        title = read_title(strip_lead(subject.strip())[lead.end() :], capitals=reading.capitals)
        return ([title] if title else []), predicate.end
    if _THERE.match(subject):
        title = read_title(_THERE.sub("", subject)) or reading.last
        return ([title] if title else []), predicate.end
    signs_for = re.match(r"^\W*Signs? for\s+(?=\S)", subject)
    if signs_for:
        title = read_title(subject[signs_for.end() :])
        return ([title] if title else []), predicate.end
    led = strip_lead(subject.strip())
    if led != subject.strip() and re.match(r"(?:the\s+)?[A-Z\d“\"‘]", led) and not _PRONOUN.match(led + " "):
        title = read_title(led, capitals=reading.capitals)
        if title and _PRONOUN.match(subject):
            return [title], predicate.end
    if (
        _PRONOUN.match(subject)
        or not strip_lead(subject.strip() + " ").strip(" *•:,-–—")
        or not subject.strip(" *•:,-–—")
    ):
        bare = (
            read_title(_PRONOUN.sub("", subject), capitals=reading.capitals)
            if re.match(r"^\W*(?:UPDATE|NEW|FYI|Signs?)", subject)
            else None
        )
        title = bare or reading.last
        return ([title] if title else []), predicate.end
    return _named(clause, predicate, reading)


def _named(clause: str, predicate: Predicate, reading: Reading) -> tuple[list[Title], int]:
    """Titles printed before the verb, or after it where a company is its subject ("ACME is filming TITLE at P")."""
    subject, after, capitals = clause[: predicate.start], clause[predicate.end :], reading.capitals
    pattern = _SCRAP_OBJECT if predicate.name == "cancelled" else _COMPANY_OBJECT
    company = pattern.match(after) if predicate.name in ("is filming", "simple", "cancelled") else None
    if company and not _NOT_OBJECT.match(company["title"]) and not read_dates(company["title"], None).spans:
        title = read_title(company["title"], capitals=capitals)
        if title:
            return [title], predicate.end + company.end()
    work = (
        _HIS_WORK.match(after)
        if predicate.name in ("is filming", "simple", "wrapped", "starts", "expected to wrap")
        else None
    )
    if work and not season_in(work[0]) and (title := read_title(work["title"], capitals=capitals)):
        return [title], predicate.end + work.end()
    if _ARE.match(clause[predicate.start : predicate.end]):
        names = [read_title(part) for part in _PLURAL.split(subject)]
        if len(names) > 1 and all(names):
            return [name for name in names if name], predicate.end
    bare = predicate.name in ("will be", "begins")  # people will be somewhere, and terms begin
    title = read_title(subject, capitals=capitals)
    if title is None or (bare and not quoted(subject) and title.title not in reading.known):
        return [], predicate.end
    return [title], predicate.end
