"""One page as the reader sees it: its sentences, the titles it names, and what it is about."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from pipeline.model import Document, Event, Medium
from pipeline.reading import candidates as names_of
from pipeline.reading.attach import Row, beside_season
from pipeline.reading.candidates import CUED, KNOWN_WORD, MARKED, RUN, Hints, Node, nodes_of, raw_nodes
from pipeline.reading.lexicon import names
from pipeline.reading.markup import Mark
from pipeline.reading.prefilter import ON_SCREEN, on_screen
from pipeline.reading.seasons import seasons_in
from pipeline.reading.sentences import Sentence, Tidy, split, tidy
from pipeline.reading.titles import TitleIndex, comparison_form, same_title
from pipeline.reading.triggers import Trigger, triggers_in

if TYPE_CHECKING:
    from pipeline.reading.claims import Claim, Target

_LISTS: Final = names()
_WORDS: Final = re.compile(r"[a-z][\w'’+-]*|\d+")
_AFTER_CUES: Final = frozenset(
    "star stars cast fans creator showrunner finale trailer franchise reboot sequel prequel spin-off spinoff movie film series remake revival universe co-star premiere shoot production biopic adaptation season starrer actor actress writer director bosses viewers boss".split()
)
_BEFORE_PHRASES: Final = re.compile(
    r"(?:stars? in|starred in|season of|seasons of|series of|episodes? of|sequel to|prequel to|spin-?off of|spin-?off to|reboot of|remake of|adaptation of|revival of|cast of|filming|shooting|sets? of|title(?:d)?|called|film version of|shoot (?:of|for)|production (?:of|on)|starrer|new movie|trailer (?:of|for)|appeared in|seen in|role in|directing|renewed|for)\s+(?:the\s+)?[‘“\"']?$"
)
_SURE_BEFORE: Final = re.compile(
    r"(?:starring in|stars? in|starred in|season of|seasons of|episodes? of|sequel to|prequel to|spin-?off (?:of|to|from)|(?:reboot|remake|adaptation|revival|version) of|cast of|filming of|production of)\s+(?:the\s+)?(?:(?:hit|upcoming|new|film|movie|series|show|drama)\s+){0,3}[‘“\"']?$"
)
_OPENING: Final = 5
"""Sentences at the beginning in which titles are always gathered."""
_LOOKED_AT: Final = 14
"""Sentences in which titles are gathered, beside those with a phrase of the lexicon."""


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
    _triggers: dict[int, list[Trigger]] = field(default_factory=dict)
    _raw: dict[int, list[Node]] = field(default_factory=dict)
    _rows: dict[int, Row] = field(default_factory=dict)

    def triggers(self, sentence: Sentence) -> list[Trigger]:
        """The phrases of the lexicon that stand in a sentence."""
        found = self._triggers.get(sentence.index)
        if found is None:
            found = triggers_in(sentence)
            self._triggers[sentence.index] = found
        return found

    def row(self, sentence: Sentence) -> Row:
        """The nodes of a sentence, with what the whole page tells about titles."""
        row = self._rows.get(sentence.index)
        if row is None:
            raw = self._raw.get(sentence.index)
            if raw is None:
                raw = raw_nodes(sentence, self.marks_in(sentence))
                self._raw[sentence.index] = raw
            row = Row(nodes_of(sentence, raw, self.known, self.hints))
            self._rows[sentence.index] = row
        return row

    def forget_rows(self) -> None:
        """Drop the rows that were read before the page's titles were known."""
        parts = {word for form in (*self.hints.titles, *self.hints.people) for word in form.split()[:1]}
        for sentence in self.sentences:
            if sentence.index in self._rows and any(part in sentence.low for part in parts):
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

    def topic(self, sentence: Sentence) -> tuple[str, int | None] | None:
        """The production that "the show" or "it" stands for here: the one the page is about, or the last one named."""
        if not self.topics:
            return None
        best = self.topics[0]
        near = [m for m in self.mentions if m[0] < sentence.index]
        close = [m for m in near if m[0] == near[-1][0]]
        if close and sentence.index - close[0][0] <= 1 and not self.encyclopaedic:
            if not any(same_title(m[1], best[0]) or self.fuller(m[1]) == best[0] for m in close):
                return self.fuller(close[0][1]), close[0][2]
        return self.fuller(best[0]), best[1]

    def score(self, name: str) -> float:
        """How sure the page makes us that a name is a title."""
        return next((score for title, _, score in self.topics if same_title(title, name)), 0.0)

    def season_of(self, name: str) -> int | None:
        """The season that the page speaks of where it names a title."""
        return next((season for title, season, _ in self.topics if same_title(title, name)), None)

    def season_here(self, sentence: Sentence, title: str, told: int | None, event: Event) -> int | None:
        """The season that "it" stands for: the last one told before where seasons follow one another, else the only one."""
        if event in (Event.CANCELLED, Event.ANNOUNCED, Event.REVIVED, Event.RENEWED):
            return told if event is Event.RENEWED else None
        if self.encyclopaedic:
            return next((number for index, number in reversed(self.seasons_told) if index <= sentence.index), None)
        numbers = {number for _, number in self.seasons_told}
        return numbers.pop() if len(numbers) == 1 else told if len(numbers) > 1 else None

    def only_season(self, target: Target, event: Event, low: str) -> int | None:
        """A topic named without its season, on a page that speaks of one season only."""
        numbers = {number for _, number in self.seasons_told}
        if event in (Event.CANCELLED, Event.ANNOUNCED, Event.REVIVED, Event.ORDERED) or len(numbers) != 1 or not self.topics:
            return None
        return next(iter(numbers)) if same_title(target.title, self.topics[0][0]) else None

    def count(self, name: str) -> int:
        """How often a name stands on the page."""
        return self.names_told[comparison_form(name)]

    def fuller(self, name: str) -> str:
        """"Solo" on a page about "Solo: A Star Wars Story"."""
        form = comparison_form(name)
        longer = [t for t, _, _ in self.topics if comparison_form(t).startswith(f"{form} ") and t[len(name) : len(name) + 1] in (":", " ")]
        longer = [t for t in longer if t[len(name) : len(name) + 1] == ":" or re.match(r" (?:[–—-] |\d{1,2}$|[IVX]{2,4}$)", t[len(name) :])]
        return longer[0] if longer else name

    def medium(self, claim: Claim) -> Medium | None:
        """Film or television, where the claim or the page says so."""
        if claim.season is not None or claim.rule.event.value in ("renewed", "ordered"):
            return "tv"
        low = claim.sentence.low
        tv = bool(re.search(r"\b(?:series|season|show|sitcom|soap|episodes?|tv)\b", low))
        film = bool(re.search(r"\b(?:film|movie|cinemas|theaters|theatres|biopic|flick)\b", low))
        if tv != film:
            return "tv" if tv else "film"
        if self.tv != self.film:
            return "tv" if self.tv > self.film else "film"
        return None




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
        _cut_outlet(sentences[0])
    ordered = sorted(clean.marks, key=lambda mark: (mark.start, mark.end))
    tonight = any(_TONIGHT.search(sentence.low) for sentence in sentences[:6])
    page = Page(document, text, clean, sentences, known, Hints({}), ordered)
    page.tonight_only = tonight
    if _worth_reading(page):
        _count_words(page)
        _gather(page)
    return page


_TONIGHT: Final = re.compile(r"(?:not|n['’]t) (?:air|be on|be shown|return|be airing)\b.{0,24}\btonight|cancell?ed tonight|schedule (?:change|shake-?up)|off air tonight")
_OUTLET_TAIL: Final = re.compile(r"\s+[-–—|]\s+[^-–—|]{2,36}(?:\s+[-–—|]\s+[^-–—|]{2,36})?$")


def _cut_outlet(headline: Sentence) -> None:
    """"… - Deadline": the name of the site at the end of a headline is none of its words."""
    match = _OUTLET_TAIL.search(headline.text)
    if match and match.start() > 20 and not any(ch in match.group() for ch in "‘’“”\""):
        tail = match.group().strip(" -–—|")
        if len(tail.split()) <= 5 and (tail[0].isupper() or "." in tail or tail[0] == "/"):
            headline.text = headline.text[: match.start()]
            headline.low = headline.low[: match.start()]


_PLAIN_WORDS: Final = frozenset((Event.RELEASED, Event.RELEASE_DATE_SET, Event.DELAYED, Event.CANCELLED, Event.ANNOUNCED, Event.ORDERED, Event.REVIVED))
"""Events told in words that every kind of news uses."""


def _worth_reading(page: Page) -> bool:
    """Does any phrase fire that means film and television, or any at all on a page that is full of them?"""
    fired = {t.rule.event for sentence in page.sentences for t in page.triggers(sentence)}
    headed = any(s.headline and page.triggers(s) and any(stem in s.low for stem in (*ON_SCREEN, "pictures", "studios")) for s in page.sentences[:1])
    if fired and (not fired <= _PLAIN_WORDS or headed or on_screen(page.text)):
        return True
    page._triggers = {sentence.index: [] for sentence in page.sentences}
    return False


def _count_words(page: Page) -> None:
    """What the beginning of the page is about."""
    lists = _LISTS
    for sentence in page.sentences[:_LOOKED_AT]:
        words = _WORDS.findall(sentence.low)
        page.domain += sum(word in lists["domain"] for word in words) * (2 if sentence.headline else 1)
        page.counter += sum(word in lists["counter"] for word in words) * (2 if sentence.headline else 1)
        page.tv += sum(word in lists["tv_words"] for word in words)
        page.film += sum(word in lists["film_words"] for word in words)
        if sentence.headline:
            page.off_topic = sum(w in lists["counter"] for w in words) > sum(w in lists["domain"] for w in words)


def _gather(page: Page) -> None:
    """Titles of the page with their scores, then the rows are read again in their light."""
    scores: Counter[str] = Counter()
    printed: dict[str, str] = {}
    seasons: dict[str, int | None] = {}
    seen: dict[str, set[int]] = {}
    seen_in: dict[str, set[int]] = {}
    signs: Counter[str] = Counter()
    best: Counter[str] = Counter()
    _tell_seasons(page)
    people = _surnames(page)
    for sentence, node, row in _names(page):
        if node.strength == RUN and node.low in people:
            continue
        form = comparison_form(node.name)
        if not form or len(form) < 2:
            continue
        value = _value(sentence, node, row)
        best[form] = max(best[form], value if node.strength < MARKED else 4)
        signs[form] += node.strength == RUN and _like_a_person(sentence, node, row)
        scores[form] += value
        page.names_told[form] += 1
        seen_in.setdefault(form, set()).add(sentence.index)
        printed.setdefault(form, node.name)
        if value >= 0:
            seen.setdefault(form, set()).add(sentence.index)
        words = beside_season(row, node)
        if words and sentence.headline:
            seasons.setdefault(form, words.number)
        elif words and form not in seasons:
            seasons[form] = words.number if sentence.index < 4 else None
    for form in scores:
        if scores[form] < 3 and _in_headline(page, form) and len(seen_in.get(form, ())) > 1:
            scores[form] += 2.5
    bare = _bare_headline(page)
    if not bare and not any(scores[form] >= 3 for form in scores):
        _sole_title(page, scores)
    page.encyclopaedic = bare is not None
    if bare:
        scores[comparison_form(bare)] += 50
        printed[comparison_form(bare)] = bare
    people_forms = _people(signs, best)
    strong = {form: printed[form] for form, score in scores.items() if score >= 3 and form not in people_forms}
    for form in scores:
        if re.search(r" \d{1,2}$", form) and form.rsplit(" ", 1)[0] in strong:
            strong[form] = printed[form]
    page.hints = Hints(strong, max((len(form.split()) for form in strong), default=0), frozenset(people_forms), frozenset(form.split()[0] for form in strong))
    page.forget_rows()
    ranked = sorted(strong, key=lambda form: -(scores[form] + (4 if _in_headline(page, form) else 0)))
    page.topics = [(printed[f], seasons.get(f), scores[f] + (4 if _in_headline(page, f) else 0)) for f in ranked]
    for form in strong:
        page.mentions += [(index, printed[form], seasons.get(form)) for index in seen.get(form, ())]
    page.mentions.sort(key=lambda mention: mention[0])


_QUALIFIER: Final = re.compile(r"\s*\((?:\d{4} )?(?:film|movie|tv series|miniseries|tv show|series|web series|franchise)[^)]*\)$", re.IGNORECASE)


def _bare_headline(page: Page) -> str | None:
    """A page headed by a title and nothing else, as an encyclopaedia's are, on a page that is plainly about film."""
    if not page.sentences:
        return None
    text = page.sentences[0].text
    name = _QUALIFIER.sub("", text)
    words = name.split()
    capital = all(w[0].isupper() or w[0].isdigit() or w.lower() in ("of", "the", "and", "in", "a", "to", "for", "on", "&", "with") for w in words)
    if len(words) > 8 or not capital or name[-1:] in ".?":
        return None
    verbs = any(w.lower() in names_of.HEADLINE_VERBS for w in words)
    return name if name != text or (page.domain >= 4 and page.counter * 2 < page.domain and not verbs) else None


def _sole_title(page: Page, scores: Counter[str]) -> None:
    """A headline that names one thing, on a page about film: that thing is what the page is about."""
    if not page.sentences or page.domain <= page.counter:
        return
    nodes = page.row(page.sentences[0]).nodes
    found = {comparison_form(n.name) for n in nodes if n.kind == "title"}
    places = [i for i, n in enumerate(nodes) if n.kind == "title"]
    leads = bool(places) and (places[0] <= 1 or nodes[places[0] - 1].kind in ("person", "company") or nodes[places[0] - 1].low in ("of", "on", "for", "to", "resume", "'", "‘"))
    leads = leads or bool(places) and len(nodes[places[0]].low.split()) > 2
    if leads and len(found) == 1 and (form := found.pop()) in scores:
        scores[form] += 3


def _like_a_person(sentence: Sentence, node: Node, row: Row) -> bool:
    """Does the name do here what people do?"""
    if len(node.low.split()) > 3 or re.search(r"\d|:", node.low) or node.low.startswith("the "):
        return False
    index = row.holding(node.start)
    after = sentence.low[node.end : node.end + 40]
    before = row.nodes[index - 1].low if index else ""
    lists = _LISTS
    following = names_of._verb_after(row.nodes, index + 1)
    return (
        following in lists["person_verbs"]
        or bool(re.match(r",? who\b|['’]s (?:wife|husband|daughter|son|role|character|upcoming|next|new film|film|movie|directorial|performance|co-star|career|debut)\b|[ -]starrer|-starring|-led|, \d\d,", after))
        or before in lists["roles"] and before not in ("with", "by", "star", "stars", "hit", "opposite")
        or bool(len(node.low.split()) > 1 and re.search(r"^[^.,;:]{0,50}\b(?:his|her|she|he)\b", sentence.low[node.end :]))
        or bool(re.search(r"\b(?:starring|opposite|alongside|directed by|helmed by|director|actor|actress)\s+$", sentence.low[: node.start]))
    )


def _people(signs: Counter[str], best: Counter[str]) -> set[str]:
    """Names that behave like people and are nowhere told to be titles; and parts of such names."""
    people = {form for form, count in signs.items() if count and best[form] < 3.5}
    words = {word for form in people for word in form.split() if len(word) > 3}
    return people | {form for form in best if best[form] < 3 and form in words}


def _tell_seasons(page: Page) -> None:
    """Every season that the page numbers, in the order of the text."""
    for sentence in page.sentences[: 4 * _LOOKED_AT]:
        if "season" in sentence.low or "series" in sentence.low:
            for words in seasons_in(sentence.low):
                page.seasons_told += [(sentence.index, n) for n in (words.number, words.also) if n]


def _surnames(page: Page) -> set[str]:
    """Last words of people's names: "Pitt" alone is no title on a page about Brad Pitt."""
    found: set[str] = set()
    for sentence in page.sentences[:_LOOKED_AT]:
        if not _looked_at(page, sentence):
            continue
        for node in page.row(sentence).nodes:
            if node.kind == "person":
                found.update(word for word in node.low.split() if len(word) > 2)
    return found


def _in_headline(page: Page, form: str) -> bool:
    return bool(page.sentences) and f" {form} " in f" {comparison_form(page.sentences[0].text)} "


def _names(page: Page) -> Iterator[tuple[Sentence, Node, Row]]:
    for sentence in page.sentences:
        if not _looked_at(page, sentence):
            continue
        row = page.row(sentence)
        for node in row.nodes:
            if node.kind == "title" or node.kind == "person" and beside_season(row, node):
                yield sentence, node, row


def _looked_at(page: Page, sentence: Sentence) -> bool:
    """Titles are gathered where the page begins, where a phrase stands, and in the sentence before it."""
    if sentence.index < _OPENING:
        return True
    following = page.sentences[sentence.index + 1 : sentence.index + 2]
    return bool(page.triggers(sentence)) or any(page.triggers(s) for s in following)


def _value(sentence: Sentence, node: Node, row: Row) -> float:
    """How much one mention says that a name is a title."""
    value = {RUN: 0.5, KNOWN_WORD: 1.5, MARKED: 2.0, CUED: 4.0}[node.strength]
    if beside_season(row, node):
        value += 4
    before = sentence.low[max(0, node.start - 40) : node.start]
    index = row.holding(node.start)
    previous = row.nodes[index - 1] if index else None
    following = row.nodes[index + 1] if index + 1 < len(row.nodes) else None
    if previous and previous.low in _LISTS["type_words"] and node.strength >= RUN:
        value += 3
    if _SURE_BEFORE.search(before):
        value += 3
    elif _BEFORE_PHRASES.search(before):
        value += 1.5
    if sentence.headline and following and following.low == ":" and not index and node.strength == RUN:
        value += 2.5
    if re.search(r" \d{1,2}$", node.name):
        value += 1
    if following and following.low in _AFTER_CUES:
        value += 2
    if sentence.headline:
        value += 0.5
    return value


__all__ = ["Page", "names_of", "open_page"]
