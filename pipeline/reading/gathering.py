"""Which names of a page are titles: what each mention says for it, added up."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from pipeline.reading.beside import beside_season
from pipeline.reading.candidates import HEADLINE_VERBS, Hints
from pipeline.reading.kinds import verb_after
from pipeline.reading.layout import headings, only_credits
from pipeline.reading.lexicon import names
from pipeline.reading.nodes import MARKED, RUN, Node, Row
from pipeline.reading.seasons import seasons_in
from pipeline.reading.sentences import Sentence
from pipeline.reading.shortened import ABOUT, join_short_forms
from pipeline.reading.titles import bare_form, comparison_form
from pipeline.reading.weights import value_of

if TYPE_CHECKING:
    from pipeline.reading.page import Page

LOOKED_AT: Final = 14
"""Sentences in which titles are gathered, beside those with a phrase of the lexicon."""
_LISTS: Final = names()


_FILED: Final = 2.5
"""What a category or tag of the page says for a name that the page uses."""
_TOPICS: Final = 60
"""A page is about fewer productions than this, however many it names."""
_OPENING: Final = 5
"""Sentences at the beginning in which titles are always gathered."""


@dataclass(slots=True)
class Tally:
    """What is known of each name, by its comparison form."""

    scores: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    best: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    signs: Counter[str] = field(default_factory=Counter)
    printed: dict[str, str] = field(default_factory=dict)
    seasons: dict[str, int | None] = field(default_factory=dict)
    seen: dict[str, set[int]] = field(default_factory=dict)


def gather_titles(page: Page) -> None:
    """Find the titles of a page; from then on its rows are read in their light."""
    _tell_seasons(page)
    tally = Tally()
    looked_at = [sentence for sentence in page.sentences if _looked_at(page, sentence)]
    people = _surnames(page, tally, looked_at)
    for sentence, node, row in _names(page, looked_at):
        form = comparison_form(node.name)
        if len(form) > 1 and not (node.strength == RUN and node.low in people and not beside_season(row, node)):
            _count(page, tally, form, sentence, node, row)
    join_short_forms(page, tally)
    _weigh_headline(page, tally)
    _weigh_headings(page, tally)
    people_forms = _people(tally.signs, tally.best)
    strong = {f: tally.printed[f] for f, score in tally.scores.items() if score >= 3 and f not in people_forms}
    strong |= {f: tally.printed[f] for f in tally.scores if _numbered_form(f) in strong}
    longest = max((len(form.split()) for form in strong), default=0)
    page.hints = Hints(
        strong,
        longest,
        frozenset(people_forms),
        frozenset(form.split()[0] for form in strong),
        page.hints.owners,
        frozenset(form.split()[-1] for form in strong),
    )
    page.forget_rows()
    _set_topics(page, tally, strong)


def _count(page: Page, tally: Tally, form: str, sentence: Sentence, node: Node, row: Row) -> None:
    """Add one mention of a name to the tally."""
    value = value_of(sentence, node, row, page.hints.owners)
    if not sentence.headline and only_credits(sentence, node, row):
        tally.printed.setdefault(form, node.name)
        tally.seen.setdefault(form, set())
        tally.scores[form] += 0.5
        return
    tally.scores[form] += value
    tally.best[form] = max(tally.best[form], value if node.strength < MARKED else 4)
    tally.signs[form] += node.strength == RUN and (
        _like_a_person(sentence, node, row) or (sentence.headline and _told_of(page, node))
    )
    tally.printed.setdefault(form, node.name)
    tally.seen.setdefault(form, set()).add(sentence.index)
    page.names_told[form] += 1
    words = beside_season(row, node)
    if words and form not in tally.seasons:
        tally.seasons[form] = words.number if sentence.headline or sentence.index < 4 else None


def _weigh_headline(page: Page, tally: Tally) -> None:
    """What a headline names and the text names again, what stands there alone, or what the page is filed under."""
    for category in page.document.categories:
        if comparison_form(category) in tally.scores:
            tally.scores[comparison_form(category)] += _FILED
    for form, score in tally.scores.items():
        if score < 3 and tally.best[form] >= 4 and page.tidy.text.count(tally.printed[form]) > 1:
            tally.scores[form] += 1
        elif score < 3 and len(tally.seen[form]) > 1 and _in_headline(page, form):
            tally.scores[form] += 2.5
    bare = _bare_headline(page)
    page.encyclopaedic = bare is not None
    if bare:
        tally.scores[comparison_form(bare)] += 50
        tally.printed[comparison_form(bare)] = bare
    elif all(score < 3 for score in tally.scores.values()):
        _sole_title(page, tally.scores)


def _weigh_headings(page: Page, tally: Tally) -> None:
    """Headings of sections that are titles: each is what its section is about."""
    page.headings = headings(page)
    for index, name, season in page.headings:
        form = comparison_form(name)
        tally.scores[form] += 4
        tally.printed.setdefault(form, name)
        tally.seasons.setdefault(form, season)
        tally.seen.setdefault(form, set()).add(index)


def _numbered_form(form: str) -> str | None:
    """The title of which a form is the second, third … part; None where it ends in no number."""
    title, _, number = form.rpartition(" ")
    return title if number.isdigit() and len(number) < 3 else None


def _set_topics(page: Page, tally: Tally, strong: dict[str, str]) -> None:
    """The page's titles, the surest first, and where each is named."""
    weights = {form: tally.scores[form] + _headline_weight(page, form) for form in strong}
    ranked = sorted(strong, key=lambda form: -weights[form])
    page.aside = {strong[f] for f in ranked if tally.seen.get(f) == {0} and _headline_weight(page, f) < 0}
    page.topics = [(strong[form], tally.seasons.get(form), weights[form]) for form in ranked[:_TOPICS]]
    page.scores = {bare_form(strong[form]): weights[form] for form in reversed(ranked)}
    for form, name in strong.items():
        season = tally.seasons.get(form)
        page.mentions += [(index, name, season) for index in tally.seen.get(form, ())]
    page.mentions.sort(key=lambda mention: mention[0])


_ROLE: Final = re.compile(r"['’]?s? (?:writer|director|star|fame|actor|actress|producer|alum|creator|author)\b")


def _headline_weight(page: Page, form: str) -> float:
    """A name of the headline weighs more, unless it only says who somebody is ("the X director")."""
    if not _in_headline(page, form):
        return 0
    headline = comparison_form(page.sentences[0].text)
    at = headline.find(form)
    while at >= 0:
        if _ROLE.match(headline, at + len(form)) or _STARS.match(headline, at + len(form)):
            return -2
        at = headline.find(form, at + 1)
    return 4


_INSIDE: Final = frozenset(
    ("into", "without", "about", "than", "as", "by", "during", "amid", "before", "against", "over")
)
"""A name behind these is not what a headline is about."""
_OVER: Final = re.compile(
    r"['’]?s?\s+(?:ended|finale|finished|concluded|aired|left|cliffhanger|saw|introduced|ending)\b"
)
"""After a season that is over: it is not the one that the page is about."""
_STARS: Final = re.compile(
    r" stars (?:sign|join|reunite|talk|tease|open|reveal|share|say|pay|react|speak|tell|celebrate|recall|discuss"
    r"|explain|look|confirm|return|and|who|are|have|were|will)\b"
)
"""After "X stars": verbs of several people; X is what they are known for."""
_QUALIFIER: Final = re.compile(
    r"\s*\((?:\d{4} )?(?:film|movie|tv series|miniseries|tv show|series|web series|franchise)[^)]*\)$", re.IGNORECASE
)


_TELLS: Final = re.compile(
    r" (?:Revealed|Announced|Confirmed|Explained|Unveiled|Cancell?ed|Renewed|Delayed)$|^The Fate of "
)
_SMALL: Final = frozenset(("of", "the", "and", "in", "a", "to", "for", "on", "&", "with", "by", "from", "at", "or"))


_BARE: Final = frozenset(("news", "latest news", "film news", "tv news", "updates", "update", "home", "blog"))
"""Headlines that name a part of a site."""


def _bare_headline(page: Page) -> str | None:
    """A page headed by a title and nothing else, as an encyclopaedia's are, on a page that is plainly about film."""
    if not page.sentences:
        return None
    text = page.sentences[0].text
    name = _QUALIFIER.sub("", text)
    words = name.split()
    capital = all(w[0].isupper() or w[0].isdigit() or w.lower() in _SMALL for w in words)
    if len(words) > 8 or not capital or name[-1:] in ".?":
        return None
    if name == text and ("," in name or page.triggers(page.sentences[0]) or _TELLS.search(name)):
        return None
    if name.lower() in _BARE:
        return None
    verbs = any(w.lower() in HEADLINE_VERBS for w in words)
    told = not ABOUT.isdisjoint(name.lower().split()) or (words[0].lower() in _LISTS["first_names"] and "on" in words)
    plain = page.domain >= 4 and page.counter * 2 < page.domain and not verbs and not told
    return name if name != text or plain else None


_RUBRICS: Final = frozenset(
    ("inside", "interview", "profile", "review", "recap", "exclusive", "questions", "meet", "remembering")
)
"""Words that begin the headline of an interview and no title that stands there alone."""


_LEADING: Final = frozenset(("of", "on", "for", "to", "resume", "'", "‘", "will", "is", "does", "did", "has", "when"))
"""Words that lead to what a headline is about: "When will X return?"."""
_LEFT: Final = frozenset(("in", "of", "joins", "leaves", "quits", "leaving", "exits", "quitting"))
_CAST_IN: Final = frozenset(("in", "joins", "join", "joined", "with", "about"))
"""Words that lead to it where quotation marks set it apart: "Mara Voss cast in ‘X’"."""


def _sole_title(page: Page, scores: dict[str, float]) -> None:
    """A headline that names one thing, on a page about film: that thing is what the page is about."""
    if not page.sentences or page.domain <= page.counter:
        return
    nodes = page.row(page.sentences[0]).nodes
    found = {comparison_form(n.name) for n in nodes if n.kind == "title"}
    places = [i for i, n in enumerate(nodes) if n.kind == "title"]
    leads = bool(places) and (
        places[0] <= 1
        or nodes[places[0] - 1].kind in ("person", "company")
        or nodes[places[0] - 1].low in _LEADING
        or (nodes[places[0]].strength >= MARKED and nodes[places[0] - 1].low in _CAST_IN)
    )
    if nodes and nodes[0].low.split()[0].rstrip(":") in _RUBRICS:
        return
    inside = bool(places) and places[0] > 0 and nodes[places[0] - 1].low in _INSIDE
    leads = leads or (bool(places) and len(nodes[places[0]].low.split()) > 2 and not inside)
    if leads and len(found) == 1 and (form := found.pop()) in scores:
        scores[form] += 3


_BEFORE_PEOPLE: Final = frozenset(("starring", "opposite", "alongside", "by", "director", "actor", "actress"))
_LEADS_TO_PEOPLE: Final = re.compile(
    r"\b(?:starring|opposite|alongside|directed by|helmed by|director|actor|actress)\s+$"
)


_NUMBER_OR_COLON: Final = re.compile(r"\d|:")
_OF_A_PERSON: Final = re.compile(
    r",? who\b|['’]s (?:wife|husband|daughter|son|role|character|upcoming|next|new film|film|movie"
    r"|directorial|performance|co-star|career|debut)\b|[ -]starrer|-starring|-led|, \d\d,"
)
_THEN_SHE: Final = re.compile(r"[^.,;:]{0,50}\b(?:his|her|she|he)\b")


def _like_a_person(sentence: Sentence, node: Node, row: Row) -> bool:
    """Does the name do here what people do?"""
    words = len(node.low.split())
    if words > 3 or _NUMBER_OR_COLON.search(node.low) or node.low.startswith("the "):
        return False
    index = row.holding(node.start)
    after = sentence.low[node.end : node.end + 40]
    before = row.nodes[index - 1].low if index else ""
    lists = _LISTS
    if before in lists["type_words"]:
        return False
    following = verb_after(row.nodes, index + 1)
    return (
        following in lists["person_verbs"]
        or bool(_OF_A_PERSON.match(after))
        or (before in lists["roles"] and before not in ("with", "by", "star", "stars", "hit", "opposite"))
        or bool(words > 1 and _THEN_SHE.match(sentence.low[node.end :]))
        or (before in _BEFORE_PEOPLE and bool(_LEADS_TO_PEOPLE.search(sentence.low, 0, node.start)))
    )


_STAR: Final = re.compile(
    r"\b[Tt]he (?:\w+-year-old |\w+ )?(?:actor|actress|star|superstar|comedian|singer|diva"
    r"|filmmaker)\b(?! (?:of|for|in)\b)"
)


def _told_of(page: Page, node: Node) -> bool:
    """Two capitalised words of a headline, and then "The actress": the headline is about a person."""
    words = node.low.split()
    if len(words) != 2 or words[0] in ("the", "a") or any(c.isdigit() for c in node.low):
        return False
    nodes = page.row(page.sentences[0]).nodes
    place = next((i for i, n in enumerate(nodes) if n.name == node.name), 0)
    if place and nodes[place - 1].low in _LEFT and any(n.kind == "person" for n in nodes[:place]):
        return False  # it is she whom the headline names besides: "Mara Voss quits Grey Harbour"
    return any(_STAR.search(sentence.text) for sentence in page.sentences[1:4])


def _people(signs: Counter[str], best: dict[str, float]) -> set[str]:
    """Names that behave like people and are nowhere told to be titles; and parts of such names."""
    people = {form for form, count in signs.items() if count and best.get(form, 0.0) < 3.5}
    words = {word for form in people for word in form.split() if len(word) > 3}
    return people | {form for form in best if best[form] < 3 and form in words}


def _tell_seasons(page: Page) -> None:
    """Every season that the page numbers, in the order of the text."""
    for sentence in page.sentences[: 4 * LOOKED_AT]:
        if "season" in sentence.low or "series" in sentence.low:
            for words in seasons_in(sentence.low):
                if not _OVER.match(sentence.low, words.end):
                    page.seasons_told += [(sentence.index, n) for n in (words.number, words.also) if n]


def _surnames(page: Page, tally: Tally, looked_at: list[Sentence]) -> set[str]:
    """Last words of people's names: "Pitt" alone is no title on a page about Brad Pitt."""
    found: set[str] = set()
    for sentence in looked_at:
        if sentence.index >= LOOKED_AT:
            break
        for node in page.row(sentence).names:
            if node.kind == "person":
                found.update(word for word in node.low.split() if len(word) > 2)
                tally.signs[comparison_form(node.name)] += " " in node.low
    return found


def _in_headline(page: Page, form: str) -> bool:
    return bool(page.sentences) and f" {form} " in f" {comparison_form(page.sentences[0].text)} "


def _names(page: Page, looked_at: list[Sentence]) -> Iterator[tuple[Sentence, Node, Row]]:
    for sentence in looked_at:
        row = page.row(sentence)
        for node in row.names:
            if node.kind == "title" or (node.kind == "person" and beside_season(row, node)):
                yield sentence, node, row


def _looked_at(page: Page, sentence: Sentence) -> bool:
    """Titles are gathered where the page begins, where a phrase stands, and in the sentence before it."""
    if sentence.index < _OPENING:
        return True
    if page.triggers(sentence):
        return True
    following = sentence.index + 1
    return following < len(page.sentences) and bool(page.triggers(page.sentences[following]))
