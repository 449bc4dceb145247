"""One page as the reader sees it: its sentences, the titles it names, and what it is about."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from pipeline.model import Document, Event, Medium
from pipeline.reading.candidates import Hints, Raw, nodes_of, raw_of
from pipeline.reading.gathering import LOOKED_AT, gather_titles
from pipeline.reading.glance import PLAIN_EVENTS, speaks_of_screen
from pipeline.reading.layout import heading_of
from pipeline.reading.led import led
from pipeline.reading.lexicon import names
from pipeline.reading.markup import Mark
from pipeline.reading.nodes import Row, raw_nodes
from pipeline.reading.prefilter import on_screen
from pipeline.reading.sentences import Sentence, Tidy, holds_any, split, tidy
from pipeline.reading.telling import telling_words
from pipeline.reading.titles import TitleIndex, bare_form, comparison_form, same_title
from pipeline.reading.triggers import Trigger, triggers_in

if TYPE_CHECKING:
    from pipeline.reading.claims import Claim
    from pipeline.reading.scene import Target

_LISTS: Final = names()
_FEW: Final = 40
_FIRST_SEASON: Final = re.compile(r"\b(?:season|series) (?:1|one)\b|\bfirst (?:season|series)\b")
"""A page about a first season says so in its headline; elsewhere the first season is what went before."""


_FIRST_SHOWN: Final = re.compile(r"\b(?:first|originally) (?:aired|premiered|debuted|broadcast|shown|screened)\b")
"""Such as "the drama first aired last year": not the season that the page is about."""


@dataclass(slots=True)
class Page:
    """A page, opened: everything that sentences need from one another."""

    document: Document
    text: str
    tidy: Tidy
    sentences: list[Sentence]
    known: TitleIndex | None
    hints: Hints
    marks: list[Mark]
    topics: list[tuple[str, int | None, float]] = field(default_factory=list)
    scores: dict[str, float] = field(default_factory=dict)
    mentions: list[tuple[int, str, int | None]] = field(default_factory=list)
    domain: int = 0
    counter: int = 0
    off_topic: bool = False
    tonight_only: bool = False
    seasons_told: list[tuple[int, int]] = field(default_factory=list)
    names_told: Counter[str] = field(default_factory=Counter)
    tv: int = 0
    film: int = 0
    encyclopaedic: bool = False
    printed_last: object = None
    carried: tuple[int, str, int | None] | None = None
    aside: set[str] = field(default_factory=set)
    headings: list[tuple[int, str, int | None]] = field(default_factory=list)
    shortened: dict[str, str] = field(default_factory=dict)
    """Pieces of names that a headline uses, and the names."""
    _triggers: dict[int, list[Trigger]] = field(default_factory=dict)
    _raw: dict[int, Raw] = field(default_factory=dict)
    _fuller: dict[str, str] = field(default_factory=dict)
    _rows: dict[int, Row] = field(default_factory=dict)

    def triggers(self, sentence: Sentence) -> list[Trigger]:
        """The phrases of the lexicon that stand in a sentence."""
        found = self._triggers.get(sentence.index)
        if found is None:
            found = self._triggers[sentence.index] = triggers_in(sentence)
        return found

    def row(self, sentence: Sentence) -> Row:
        """The nodes of a sentence, with what the whole page tells about titles."""
        row = self._rows.get(sentence.index)
        if row is None:
            raw = self._raw.get(sentence.index)
            if raw is None:
                raw = raw_of(raw_nodes(sentence, self.marks_in(sentence)), self.known)
                self._raw[sentence.index] = raw
            row = Row(nodes_of(sentence, raw, self.hints))
            self._rows[sentence.index] = row
        return row

    def forget_rows(self) -> None:
        """Drop the rows that were read before the page's titles were known."""
        parts = {form.split()[0] for form in (*self.hints.titles, *self.hints.people)}
        if len(parts) > _FEW:
            self._rows.clear()
            return
        for sentence in self.sentences:
            if sentence.index in self._rows and holds_any(sentence.low, parts):
                del self._rows[sentence.index]

    def marks_in(self, sentence: Sentence) -> list[Mark]:
        """The marks that lie in a sentence, in its own offsets."""
        if sentence.start < 0 or not self.marks:
            return []
        first = bisect_left(self.marks, sentence.start, key=lambda mark: mark.start)
        inside: list[Mark] = []
        for mark in self.marks[first : first + 200]:
            if mark.start >= sentence.end:
                break
            if mark.end <= sentence.end:
                inside.append(Mark(mark.kind, mark.start - sentence.start, mark.end - sentence.start, mark.href))
        return inside

    def topic(self, sentence: Sentence, word: str = "") -> tuple[str, int | None] | None:
        """The production that "the show" or "it" (``word``) stands for: the page's, or the last one named."""
        if not self.topics:
            return None
        best = next((t for t in self.topics if self._named_by(t[0], sentence.index)), None)
        if self.headings and (section := heading_of(self, sentence.index)):
            best = (*section, 0.0)
        if best is None:
            return None
        before = bisect_left(self.mentions, sentence.index, key=lambda mention: mention[0])
        if before and not self.encyclopaedic and self.mentions[before - 1][0] == sentence.index - 1:
            first = bisect_left(self.mentions, sentence.index - 1, key=lambda mention: mention[0])
            close = self.mentions[first:before]
            if not any(same_title(m[1], best[0]) or self.fuller(m[1]) == best[0] for m in close):
                return self.fuller(close[0][1]), close[0][2]
        elif self.carried and not self.encyclopaedic and self.carried[0] == sentence.index - 1:
            return self.fuller(self.carried[1]), self.carried[2]
        if best[0] in self.aside and (word not in _OF_TELEVISION or len(self.topics) > 1 or self._tells_of_another()):
            return None
        return self.fuller(best[0]), best[1]

    def _tells_of_another(self) -> bool:
        """Such as "Grey Harbour star joins new drama": then "the series" is the new one."""
        return any(_ANOTHER.search(sentence.low) for sentence in self.sentences[:3])

    def _named_by(self, name: str, index: int) -> bool:
        """Is a title named in a sentence or before it? "The show" stands for none that only comes later."""
        if self.encyclopaedic or name.lower() in self.sentences[0].low:
            return True
        return any(title == name and place <= index for place, title, _ in self.mentions)

    def score(self, name: str) -> float:
        """How sure the page makes us that a name is a title."""
        return self.scores.get(bare_form(name), 0.0)

    def season_of(self, name: str) -> int | None:
        """The season that the page speaks of where it names a title."""
        return next((season for title, season, _ in self.topics if same_title(title, name)), None)

    def season_here(self, sentence: Sentence, title: str, told: int | None, event: Event) -> int | None:
        """The season that "it" stands for: the last one told before where seasons follow one"
        " another, else the only one."""
        if event in (Event.CANCELLED, Event.ANNOUNCED, Event.REVIVED, Event.RENEWED):
            return told if event is Event.RENEWED else None
        if event is Event.RELEASED and not self.encyclopaedic and _FIRST_SHOWN.search(sentence.low):
            return None
        if self.encyclopaedic:
            told_before = bisect_left(self.seasons_told, sentence.index + 1, key=lambda pair: pair[0])
            return self.seasons_told[told_before - 1][1] if told_before else None
        numbers = {number for _, number in self.seasons_told}
        return numbers.pop() if len(numbers) == 1 else told if len(numbers) > 1 else None

    def only_season(self, target: Target, event: Event) -> int | None:
        """A topic named without its season, on a page that speaks of one season only."""
        numbers = {number for _, number in self.seasons_told}
        if numbers == {1} and not (self.sentences and _FIRST_SEASON.search(self.sentences[0].low)):
            return None
        if (
            event in (Event.CANCELLED, Event.ANNOUNCED, Event.REVIVED, Event.ORDERED, Event.RELEASED)
            or len(numbers) != 1
            or not self.topics
        ):
            return None
        number = next(iter(numbers))
        told_of = [title for title, season, _ in self.topics if season == number]
        if told_of and not any(same_title(target.title, title) for title in told_of):
            return None
        return number if same_title(target.title, self.topics[0][0]) else None

    def numbered(self, name: str) -> str | None:
        """Such as "Grey Harbour 2", where the page calls the sequel of "Grey Harbour" so."""
        form = comparison_form(name)
        return next((t for t, _, _ in self.topics if comparison_form(t) in (f"{form} 2", f"{form} ii")), None)

    def count(self, name: str) -> int:
        """How often a name stands on the page."""
        return self.names_told[comparison_form(name)]

    def fuller(self, name: str) -> str:
        """Such as "Solo" on a page about "Solo: A Star Wars Story"."""
        if name in self._fuller:
            return self._fuller[name]
        form = comparison_form(name)
        if form in self.shortened:
            return self.shortened[form]
        longer = [
            t
            for t, _, _ in self.topics
            if comparison_form(t).startswith(f"{form} ") and t[len(name) : len(name) + 1] in (":", " ")
        ]
        longer = [
            t
            for t in longer
            if t[len(name) : len(name) + 1] == ":" or re.match(r" (?:[–—-] |\d{1,2}$|[IVX]{2,4}$)", t[len(name) :])
        ]
        if not longer and form not in {comparison_form(t) for t, _, _ in self.topics}:
            longer = [t for t, _, _ in self.topics if _ends_with(t, name, form)]
        if not longer and " " not in form and self.sentences:
            headline = self.sentences[0].low
            longer = [
                t
                for t, _, _ in self.topics
                if SURNAMED.fullmatch(t[len(name) :]) and t.lower().startswith(form) and t.lower() in headline
            ]
        self._fuller[name] = longer[0] if longer else name
        return self._fuller[name]

    def medium(self, claim: Claim) -> Medium | None:
        """Film or television, where the claim says so, or the page of what it is about: an article on a series also
        names films."""
        if claim.season is not None or claim.rule.event.value in ("renewed", "ordered"):
            return "tv"
        tv, film = _media(claim.sentence.low)
        if tv != film:
            return "tv" if tv else "film"
        if self.tv != self.film and self._is_about(claim.title):
            return "tv" if self.tv > self.film else "film"
        return None

    def _is_about(self, title: str) -> bool:
        """True for the first of the page's topics, and where it has none for every title."""
        return not self.topics or comparison_form(self.topics[0][0]) == comparison_form(title)


_OF_TV: Final = re.compile(led(("series", "season", "show", "sitcom", "soap", "episodes?", "tv")) + r"\b")
_OF_FILM: Final = re.compile(led(("film", "movie", "cinemas", "theaters", "theatres", "biopic", "flick")) + r"\b")


@lru_cache(maxsize=64)
def _media(low: str) -> tuple[bool, bool]:
    """Does a sentence speak of television, and does it speak of film? Asked once for all its claims."""
    return _OF_TV.search(low) is not None, _OF_FILM.search(low) is not None


_OF_TELEVISION: Final = frozenset(("show", "series", "soap", "sitcom", "comedy", "drama"))
_ANOTHER: Final = re.compile(
    r"\b(?:new (?:[\w-]+ ){0,2}(?:drama|series|show|film|movie|comedy|role|project|sitcom|thriller|spin-?off)|joins?"
    r"|joined|lands?|cast|films?|movies?|spin-?off|pilot)\b"
)


def _ends_with(title: str, name: str, form: str) -> bool:
    """Such as "Secret Tide" on a page about "Ferrymen: Secret Tide": the last words of a title stand for all of it."""
    if not comparison_form(title).endswith(f" {form}"):
        return False
    return " " in form or title.lower().endswith(f": {name.lower()}")


def open_page(
    document: Document, text: str, marks: tuple[Mark, ...], headline: str, apart: bool, known: TitleIndex | None
) -> Page:
    """Split a text and gather the titles that it names."""
    clean = tidy(text, marks)
    sentences = list(split(clean.text))
    if apart:
        for sentence in sentences:
            sentence.index += 1
        sentences.insert(0, Sentence(headline, -1, 0, headline=True))
    if sentences:
        sentences[0].headline = True
        _head_the_line(sentences, clean.text)
        _cut_outlet(sentences[0])
    ordered = sorted(clean.marks, key=lambda mark: (mark.start, mark.end))
    tonight = any(
        _TONIGHT.search(sentence.low)
        for sentence in sentences[:6]
        if "tonight" in sentence.low or "schedule" in sentence.low
    )
    owners = any(holds_any(s.low, _INDIAN_STEMS) and _INDIAN.search(s.low) for s in sentences[:4])
    page = Page(document, text, clean, sentences, known, Hints({}, owners=owners), ordered)
    page.tonight_only = tonight
    if _worth_reading(page):
        _count_words(page)
        gather_titles(page)
    return page


def _head_the_line(sentences: list[Sentence], text: str) -> None:
    """Such as "Confirmed! X returns": a headline of several sentences on the first line of its own."""
    line = text.find("\n")
    if sentences[0].start >= 0 and 0 < line < 220:
        for sentence in sentences[1:4]:
            if 0 <= sentence.start < line:
                sentence.headline = True
                _cut_outlet(sentence)


SURNAMED: Final = re.compile(r" [A-Z][a-z]{3,}")
"""What may follow the short form of a title: "Gangubai" of "Gangubai Kathiawadi"."""
_INDIAN: Final = re.compile(
    r"\b(?:starrer|bollywood|tollywood|kollywood|tamil|telugu|hindi|malayalam|kannada|crores?|ott|khan|kapoor|kumar|censor"
    r"|hits? the screens|superstar|directorial)\b"
)
_INDIAN_STEMS: Final = (
    "starrer", "wood", "tamil", "telugu", "hindi", "malayalam", "kannada", "crore", "ott", "khan", "kapoor", "kumar",
    "censor", "the screens", "superstar", "directorial",
)  # fmt: skip
"""One of these stands wherever the expression matches."""
_TONIGHT: Final = re.compile(
    r"(?:is|are)n['’]t \w+(?: \w+)? on tonight|not (?:be )?(?:shown|on) [\w ]{0,30}tonight|(?:not"
    r"|n['’]t) (?:air|be on|be shown|return|be airing)\b.{0,24}\btonight|cancell?ed tonight"
    r"|schedule (?:change|shake-?up)|off air tonight"
)
_OUTLET_TAIL: Final = re.compile(r"\s+[-–—|]\s+[^-–—|]{2,36}(?:\s+[-–—|]\s+[^-–—|]{2,36}){0,3}$")


def _cut_outlet(headline: Sentence) -> None:
    """Such as "… - Deadline": the name of the site at the end of a headline is none of its words."""
    match = _OUTLET_TAIL.search(headline.text)
    if match and match.start() > 20 and not any(ch in match.group() for ch in '‘’“”"'):
        tail = match.group().strip(" -–—|")
        longest = max(len(part.split()) for part in re.split(r"\s[-–—|]\s", tail))
        if longest <= (5 if longest == len(tail.split()) else 3) and (
            tail[0].isupper() or "." in tail or tail[0] == "/"
        ):
            headline.shorten(match.start())


def _worth_reading(page: Page) -> bool:
    """Does any phrase fire that means film and television, or any at all on a page that is full of them?"""
    fired = {t.rule.event for sentence in page.sentences for t in page.triggers(sentence)}
    headed = any(s.headline and page.triggers(s) and speaks_of_screen(s.low) for s in page.sentences[:1])
    if fired and (not fired <= PLAIN_EVENTS or headed or on_screen(page.text)):
        return True
    page._triggers = {sentence.index: [] for sentence in page.sentences}
    return False


def _count_words(page: Page) -> None:
    """What the beginning of the page is about."""
    for sentence in page.sentences[:LOOKED_AT]:
        told = telling_words(sentence)
        if sentence.headline:
            page.off_topic = told is not None and told.counter > told.domain
        if told is not None:
            page.domain += told.domain * (2 if sentence.headline else 1)
            page.counter += told.counter * (2 if sentence.headline else 1)
            page.tv += told.tv
            page.film += told.film
