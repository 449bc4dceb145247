"""Which production a report speaks of. Pure: candidates are given, a verdict comes back.

A wrong split is untidy; a wrong merge publishes a falsehood. So every second try (an article dropped, a near-miss)
needs one more agreeing fact, and what stays ambiguous is left to a person.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.model import Event, Medium, Status
from pipeline.status import MEANS, RUNG

BRANDS = re.compile(r"^(?:marvel|disney|netflix|dc|hbo|amazon|bbc|itv|amc|mtv|tyler perry|stephen king)s (?=\S)")
LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"})
WORDS_AND_ROMAN = "one i|two ii|three iii|four iv|five v|six vi|seven vii|eight viii|nine ix|ten x"
NUMBERS = {word: n for n, words in enumerate(WORDS_AND_ROMAN.split("|"), 1) for word in words.split()}
NUMBER = r"(\d{1,2}|" + "|".join(NUMBERS) + r")"
SEASON = re.compile(rf"[\s:,(\-–—]+(?:season|series)\s+{NUMBER}\)?$", re.IGNORECASE)
WORKING = re.compile(r"\s*\((?:w/t|wt|working title|pilot|tentative)\)\s*", re.IGNORECASE)
AKA = re.compile(r"[\s(,]+(?:a\.?k\.?a\.?|also known as|formerly|working title:?)\s+([^)]+)\)?$", re.IGNORECASE)
ARTICLE_LAST = re.compile(r"^(.+), (the|a|an)$", re.IGNORECASE)
YEAR = re.compile(r"\s*\(((?:19|20)\d\d)\)$")
NEAR = 0.88
"""How alike two comparison forms must be to be near-misses (normalised Levenshtein similarity)."""


@dataclass(frozen=True, slots=True)
class Named:
    """A printed title taken apart: what it is called, and what else was printed with it."""

    title: str
    season: int | None = None
    year: int | None = None
    aliases: tuple[str, ...] = ()


def take_apart(printed: str) -> Named:
    """``printed`` without "(w/t)", "aka …", ": Season 1", "(2017)" and with "Title, The" turned round."""
    title = WORKING.sub(" ", " ".join(printed.split())).strip()
    aliases: tuple[str, ...] = ()
    season = year = None
    if found := AKA.search(title):
        aliases, title = (found[1].strip(" \"'“”‘’"),), title[: found.start()].strip()
    if found := YEAR.search(title):
        year, title = int(found[1]), title[: found.start()]
    if found := SEASON.search(title):
        word = found[1].casefold()
        season, title = NUMBERS.get(word) or int(word), title[: found.start()].rstrip(" :,-–—")
    if found := ARTICLE_LAST.match(title):
        title = f"{found[2].title() if found[2].islower() else found[2]} {found[1]}"
    return Named(title.strip() or printed.strip(), season, year, aliases)


def typed(words: str) -> Named:
    """A title as a person types it: also "Jessica Jones S2"."""
    short = re.fullmatch(r"(.*\S)[\s,:-]+[sS]0*(\d{1,2})", words.strip())
    return take_apart(f"{short[1]}: Season {short[2]}" if short else words)


def comparison(title: str) -> str:
    """The form in which titles are compared. Never shown."""
    text = unicodedata.normalize("NFKD", title.casefold()).translate(LETTERS)
    text = "".join(c for c in text if not unicodedata.combining(c)).replace("&", " and ")
    text = re.sub(r"['’‘`´ʼ]", "", text)
    words = re.sub(r"[^\w]+|_", " ", text).split()
    if len(words) > 1 and words[-1] in NUMBERS and words[-1] != "i":
        words[-1] = str(NUMBERS[words[-1]])
    return BRANDS.sub("", " ".join(words)) or title.casefold().strip()


def bare(key: str) -> str:
    """A comparison form without its leading article: the second try."""
    return re.sub(r"^(?:the|a|an) (?=\S)", "", key)


def near_block(key: str) -> str:
    """What two near-misses share: both ends of the form, blanks out. Found by equality, fast at any size."""
    squeezed = bare(key).replace(" ", "")
    return f"{squeezed[:4]}…{squeezed[-4:]}"


@dataclass(frozen=True, slots=True)
class Subject:
    """What a report says of its production's identity."""

    key: str
    season: int | None = None
    medium: Medium | None = None
    year: int | None = None
    network: str | None = None
    places: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    event: Event | None = None
    firm: bool = True
    """False where the medium was gathered from the words around the title: then it is a hint, not a fact."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A known production as identity sees it. ``names``: comparison forms of title and aliases."""

    id: int
    key: str
    season: int | None = None
    medium: Medium | None = None
    year: int | None = None
    network: str | None = None
    status: Status | None = None
    names: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    taken: bool = field(default=False)
    """True where the reporting source lists this production under another of its own ids in the same run."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """``id`` of the production, or None: a new one, unless ``ambiguous`` (then a person should look)."""

    id: int | None
    why: str
    ambiguous: bool = False


def resolve(subject: Subject, candidates: Iterable[Candidate]) -> Verdict:
    """The production that ``subject`` is, among ``candidates`` (those that share a name, a bare form or a block)."""
    candidates = list(candidates)
    fitting = [c for c in candidates if _compatible(subject, c)]
    if not subject.firm and not fitting and any(c.key == subject.key for c in candidates):
        return Verdict(None, "the words around it suggest another medium than the one known", ambiguous=True)
    for exact in (
        [c for c in fitting if c.key == subject.key],
        [c for c in fitting if subject.key in c.names and c.key != subject.key],
    ):
        if exact:
            return _choose(subject, exact)
    for second in (
        [c for c in fitting if bare(c.key) == bare(subject.key)],
        [c for c in fitting if _nearly(c.key, subject.key)],
    ):
        agreeing = [c for c in second if _agree(subject, c) and not c.taken]
        if len(agreeing) == 1 and _season_fits(subject, agreeing[0]):
            return Verdict(agreeing[0].id, "nearly the same title, and one more fact agrees")
    return Verdict(None, "a title not seen before")


def _compatible(subject: Subject, candidate: Candidate) -> bool:
    differs = subject.medium and candidate.medium and subject.medium != candidate.medium
    if differs and not _next_step(subject, candidate):
        return False
    return not (subject.year and candidate.year and abs(subject.year - candidate.year) > 1)


def _next_step(subject: Subject, candidate: Candidate) -> bool:
    """The medium is only a hint, and what is reported is just where this candidate was about to go."""
    return not subject.firm and subject.season is None and _steps(subject, candidate) in (0, 1)


def _nearly(a: str, b: str) -> bool:
    from rapidfuzz.distance import Levenshtein

    same_numbers = re.findall(r"\d+", a) == re.findall(r"\d+", b)
    return same_numbers and Levenshtein.normalized_similarity(a, b) >= NEAR


def _agree(subject: Subject, candidate: Candidate) -> bool:
    """One more agreeing fact: year, network, a place, a person, or a season number above one."""
    return bool(
        (subject.year and subject.year == candidate.year)
        or (subject.network and candidate.network and comparison(subject.network) == comparison(candidate.network))
        or subject.places & candidate.places
        or subject.people & candidate.people
        or (subject.season and subject.season > 1 and subject.season == candidate.season)
    )


def _season_fits(subject: Subject, candidate: Candidate) -> bool:
    return subject.season in (None, candidate.season) or (candidate.season is None and subject.season == 1)


def _choose(subject: Subject, same: Sequence[Candidate]) -> Verdict:
    """Among productions of one title: by season first, then by facts."""
    free = [c for c in same if not c.taken]
    if not free:
        return Verdict(None, "the source lists another production of this title beside it")
    if subject.season is not None:
        exact = [c for c in free if c.season == subject.season]
        if not exact and subject.season == 1:
            exact = [c for c in free if c.season is None and c.medium != "film"]
        return _single(subject, exact) if exact else Verdict(None, "a season not seen before")
    without = [c for c in free if c.season is None]
    seasons = [c for c in free if c.season is not None]
    if not seasons or (subject.medium == "film" and without):
        return _single(subject, without)
    return _unnumbered(subject, without, seasons)


def _unnumbered(subject: Subject, without: list[Candidate], seasons: list[Candidate]) -> Verdict:
    """No season was said: the one that was about to go where the report says it went, or the one in the making."""
    if subject.event is Event.CANCELLED:
        latest = max(seasons, key=lambda c: (c.status is not None, c.season or 0))
        return Verdict(latest.id, "a cancellation without a season is that of the latest one")
    if subject.event in (Event.RENEWED, Event.ORDERED, Event.ANNOUNCED, Event.REVIVED):
        return Verdict(None, "which season is meant was not said", ambiguous=True)
    everything = [*without, *seasons]
    about_to = [c for c in everything if _steps(subject, c) in (0, 1, 2)]
    in_the_making = [c for c in everything if c.status not in (Status.RELEASED, Status.CANCELLED)]
    if len(about_to) == 1:
        return Verdict(about_to[0].id, "the only season that was about to")
    if in_the_making:
        first = min(in_the_making, key=lambda c: c.season or 1)
        return Verdict(first.id, "the first season that is still in the making")
    if len(everything) == 1:
        return Verdict(everything[0].id, "the only season known")
    return Verdict(None, "which season is meant was not said", ambiguous=True)


def _steps(subject: Subject, candidate: Candidate) -> int | None:
    """How many rungs above the candidate's status the reported event leads; None where that cannot be told."""
    to = MEANS.get(subject.event) if subject.event else None
    if to is None or candidate.status is None or to not in RUNG or candidate.status not in RUNG:
        return None
    return RUNG[to] - RUNG[candidate.status]


def _single(subject: Subject, found: Sequence[Candidate]) -> Verdict:
    if len(found) == 1:
        return Verdict(found[0].id, "same title")
    agreeing = [c for c in found if _agree(subject, c)]
    if len(agreeing) == 1:
        return Verdict(agreeing[0].id, "same title, and one more fact agrees")
    return Verdict(None, f"{len(found)} productions have this title", ambiguous=True)
