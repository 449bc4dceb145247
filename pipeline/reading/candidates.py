"""What in a sentence may be the title of a production.

A sentence becomes a row of ``Node``: words, marks of punctuation, seasons, and names. A name is a stretch that is set
apart by quotation marks or italics, that the title index knows, or that is capitalised. Names of people, companies and
places are told apart by lists and by the words around them. Nothing is decided here about events.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import compress, count
from operator import attrgetter
from typing import Final

from pipeline.reading.kinds import kind_of
from pipeline.reading.lexicon import names
from pipeline.reading.name_words import is_listed
from pipeline.reading.nodes import CONNECTORS, CUED, INITIAL_STOP, KNOWN_WORD, RUN, Name, Node, title_case
from pipeline.reading.pairs import halves, owner_of
from pipeline.reading.runs import bare, run_end
from pipeline.reading.sentences import Sentence
from pipeline.reading.titles import TitleIndex, comparison_form, fold_word

_LISTS: Final = names()


HEADLINE_VERBS: Final = _LISTS["headline_verbs"]


@dataclass(frozen=True, slots=True)
class Hints:
    """What the rest of the page says: titles found there, by comparison form."""

    titles: dict[str, str]
    longest: int = 8
    people: frozenset[str] = frozenset()
    firsts: frozenset[str] = frozenset()
    owners: bool = False
    """Does the page write "Star's Film", as the Indian press does, so that a possessive is no part of a title?"""
    lasts: frozenset[str] = frozenset()
    """The last words of the titles, as ``firsts`` are the first."""


Spans = dict[int, tuple[int, int]]
"""Where known titles stand in a row: first node → (one past the last, strength)."""


@dataclass(slots=True)
class Raw:
    """A sentence before its names are joined: what no page can change, found once."""

    nodes: list[Node]
    capitals: list[int]
    """The places of words that begin with a capital or a digit: a name begins at one of them."""
    indexed: Spans
    """The titles that the index knows."""
    stretches: dict[int, tuple[int, list[Node]]] = field(default_factory=dict)
    """Capitalised stretches as they are read without hints: from the first node to one past the last, and the names."""


_OPENS: Final = attrgetter("word.opens")


def raw_of(nodes: list[Node], known: TitleIndex | None) -> Raw:
    """The ``raw_nodes`` of a sentence, and where among them names may begin."""
    capitals = list(compress(count(), map(_OPENS, nodes)))
    if not known or not _may_name(nodes, capitals, known):
        return Raw(nodes, capitals, {})
    return Raw(nodes, capitals, dict(_index_spans(nodes, known)))


def _may_name(nodes: list[Node], capitals: list[int], known: TitleIndex) -> bool:
    """Does a known title begin with one of the capitals, or with a part of one ("Spider-Man's")?"""
    firsts = known.firsts()
    for position in capitals:
        word = nodes[position].word
        if not word.plain or word.low in firsts:
            return True
    return False


def nodes_of(sentence: Sentence, raw: Raw, hints: Hints) -> list[Node]:
    """The row of nodes of a sentence: capitalised words are joined to names, as the rest of the page has them."""
    nodes = raw.nodes
    hinted = dict(_hinted_spans(sentence, raw, hints)) if hints.titles else {}
    spans = {**hinted, **raw.indexed} if hinted else raw.indexed
    shouting = title_case(sentence)
    paired = _is_paired(sentence.low)
    result: list[Node] = []
    done = 0
    for position in raw.capitals:
        if position < done:
            continue
        if position in spans:
            end, strength = spans[position]
            found: Iterable[Node] = (_join(sentence, nodes[position:end], "title", strength),)
        else:
            stretch = raw.stretches.get(position)
            if stretch is None or (hinted and any(position < place < position + _REACH for place in hinted)):
                end = run_end(sentence, nodes, position, shouting, spans, hints.owners)
                stretch = end, _classified(sentence, nodes, position, end, paired) if end > position else []
                if not hinted:
                    raw.stretches[position] = stretch
            end, found = stretch
            if end == position:
                continue
            if hints.people:
                _mark_people(found, hints)
        result += nodes[done:position]
        result += found
        done = end
    return result + nodes[done:]


_REACH: Final = 24
"""Nodes from the first of a stretch within which a title that the page tells can end it or become part of it."""


def _mark_people(found: Iterable[Node], hints: Hints) -> None:
    """Names that the rest of the page shows to be people's."""
    for node in found:
        if node.kind == "title" and comparison_form(node.name) in hints.people:
            node.kind = "person"


def _hinted_spans(sentence: Sentence, raw: Raw, hints: Hints) -> Iterator[tuple[int, tuple[int, int]]]:
    """Where titles stand that the page names elsewhere."""
    taken = -1
    nodes = raw.nodes
    shouting = title_case(sentence)
    for position in raw.capitals:
        node = nodes[position]
        if position < taken or not _opens_a_title(node, hints):
            continue
        for end in range(min(len(nodes), position + hints.longest * 2), position, -1):
            if nodes[end - 1].kind != "word" or not _may_close(sentence, nodes[end - 1], hints):
                continue
            if comparison_form(bare(sentence.text[node.start : nodes[end - 1].end])) in hints.titles:
                if not shouting and end - position == 1 and _leads_name(nodes, end):
                    break
                if _goes_on(sentence, nodes, end) or (
                    end - position == 1 and not shouting and _follows_name(nodes, position)
                ):
                    break
                end += _numbered(sentence, nodes, end)
                taken = end
                yield position, (end, CUED)
                break


def _opens_a_title(node: Node, hints: Hints) -> bool:
    """Is a word the first of some title of the page?"""
    return not hints.firsts.isdisjoint(_first_forms(node.low))


@lru_cache(maxsize=16_384)
def _first_forms(low: str) -> tuple[str, str]:
    """How a title may begin that begins with a word: "spider" or "spiderman"."""
    return comparison_form(low).partition(" ")[0], fold_word(bare(low))


def _may_close(sentence: Sentence, node: Node, hints: Hints) -> bool:
    """Is a word the last of some title of the page? Asked of every word behind a first one, before all are folded."""
    last = comparison_form(bare(sentence.text[node.start : node.end])).rpartition(" ")[2]
    return last in hints.lasts or not last or last in ("the", "a", "an")


def _leads_name(nodes: list[Node], end: int) -> bool:
    """The name "Vikram Bhatt" does not speak of "Vikram"."""
    if end >= len(nodes) or not nodes[end].word.capital or nodes[end - 1].low.endswith(("'s", "’s")):
        return False
    return (
        nodes[end].low not in INITIAL_STOP
        and not is_listed(nodes[end].low)
        and nodes[end].low not in _LISTS["type_words"]
    )


def _follows_name(nodes: list[Node], position: int) -> bool:
    """The name "Han Solo" does not speak of "Solo"."""
    if position < 2:
        return False
    before = nodes[position - 1]
    return (
        before.word.capital
        and not before.low.endswith(("'s", "’s"))
        and before.low not in INITIAL_STOP
        and not is_listed(before.low)
        and before.low not in _LISTS["type_words"]
    )


def _goes_on(sentence: Sentence, nodes: list[Node], end: int) -> bool:
    """The words "Star Wars" in "Star Wars: Underworld" are only the beginning of a title."""
    if end + 1 >= len(nodes) or nodes[end].low != ":" or sentence.text[nodes[end - 1].end] != ":":
        return False
    return nodes[end + 1].word.capital and not (
        end < 9
        and sentence.headline
        and (nodes[end + 1].low in INITIAL_STOP or nodes[end + 1].low in _LISTS["companies"])
    )


_NUMBER: Final = re.compile(r"\d{1,2}|[IVX]{2,4}")


def _numbered(sentence: Sentence, nodes: list[Node], end: int) -> int:
    """Such as "Scream 5": a number right after a title belongs to it."""
    if end < len(nodes) and _NUMBER.fullmatch(bare(sentence.text[nodes[end].start : nodes[end].end])):
        return int(
            end + 1 >= len(nodes) or nodes[end + 1].low not in ("million", "%", "episodes", "years", "days", "weeks")
        )
    return 0


def _index_spans(nodes: list[Node], known: TitleIndex) -> Iterator[tuple[int, tuple[int, int]]]:
    places = [position for position, node in enumerate(nodes) for _ in node.word.parts]
    words = [part for node in nodes for part in node.word.parts]
    for first, last in known.find(words):
        start, end = places[first], places[last - 1] + 1
        single = last - first == 1
        if single and (
            words[first].lower() in INITIAL_STOP or words[first].isdigit() or is_listed(words[first].lower())
        ):
            continue
        yield start, (end, KNOWN_WORD if single else CUED)


def _join(sentence: Sentence, nodes: list[Node], kind: str, strength: int) -> Node:
    start, end = nodes[0].start, nodes[-1].end
    printed = sentence.text[start:end]
    name = bare(printed)
    return Name(kind, start, end, name.lower(), name, strength, None, name != printed)


def _classified(sentence: Sentence, nodes: list[Node], start: int, end: int, paired: bool) -> list[Node]:
    """A capitalised stretch as a title, a person, a company or a place; lists "A and B" fall apart."""
    found: list[Node] = []
    led = _network(nodes, start, end) if end - start > 1 else 0
    if led:
        found.append(_company(sentence, nodes[start : start + led]))
        start += led
        if nodes[start].low in _LISTS["type_words"] and end - start > 1:
            found.append(nodes[start])
            start += 1
    if end - start > 1 and nodes[start].low in ("a", "an") and end < len(nodes) and _is_kind(nodes[end].low):
        found.append(nodes[start])
        start += 1
    for first, last in halves(sentence.text, nodes, start, end, paired) if end - start > 2 else ((start, end),):
        if last - first > 2 and (owner := owner_of(nodes, first, last)):
            found.append(_join(sentence, nodes[first:owner], "person", RUN))
            first = owner
        node = _join(sentence, nodes[first:last], "title", RUN)
        if last - first > 1 and _YEAR.fullmatch(nodes[last - 1].low) and nodes[last - 2].low not in ("blade", "woman"):
            node = _join(sentence, nodes[first : last - 1], "title", RUN)
        node.kind = kind_of(sentence, nodes, first, last, node)
        if node.kind == "word" and last - first > 1:
            found += nodes[first:last]
        else:
            found.append(node)
        if last < end:
            found.append(nodes[last])
    return found


def _is_kind(low: str) -> bool:
    return low in _LISTS["type_words"] or low in _LISTS["offshoots"]


_NETWORKS: Final = frozenset(
    (
        "netflix",
        "hbo",
        "hbo max",
        "cbs",
        "cbs all access",
        "nbc",
        "abc",
        "bbc",
        "bbc one",
        "bbc two",
        "itv",
        "hulu",
        "amc",
        "fx",
        "the cw",
        "mcu",
        "disney+",
        "disney plus",
        "apple tv+",
        "peacock",
        "paramount+",
        "showtime",
        "starz",
        "freeform",
        "syfy",
        "zee5",
        "sonyliv",
    )
)


_NETWORK_HEADS: Final = frozenset(name.split()[0] for name in _NETWORKS)


def _network(nodes: list[Node], start: int, end: int) -> int:
    """How many words at the beginning of a stretch are a network's: "CBS All Access The Good Fight"."""
    if nodes[start].low not in _NETWORK_HEADS or end - start < 2:
        return 0
    if is_listed(" ".join(n.low for n in nodes[start:end])):
        return 0
    for length in (3, 2, 1):
        if end - start > length and " ".join(n.low for n in nodes[start : start + length]).rstrip("'’") in _NETWORKS:
            return length if nodes[start + length].low not in CONNECTORS - {"the", "a"} else 0
    return 0


def _company(sentence: Sentence, nodes: list[Node]) -> Node:
    node = _join(sentence, nodes, "title", RUN)
    node.kind = "company"
    return node


_YEAR: Final = re.compile(r"20[12]\d")


_PAIRED: Final = re.compile(r"\bback[ -]to[ -]back\b|\boverlap|\bsimultaneously\b|\brespectively\b|\bboth\b")


def _is_paired(low: str) -> bool:
    """Is something told of two at once?"""
    likely = "back" in low or "both" in low or "overlap" in low or "ously" in low or "respective" in low
    return likely and _PAIRED.search(low) is not None
