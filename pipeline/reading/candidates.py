"""What in a sentence may be the title of a production.

A sentence becomes a row of ``Node``: words, marks of punctuation, seasons, and names. A name is a stretch that is set
apart by quotation marks or italics, that the title index knows, or that is capitalised. Names of people, companies and
places are told apart by lists and by the words around them. Nothing is decided here about events.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pipeline.reading.kinds import is_capital, is_listed, kind_of
from pipeline.reading.lexicon import names
from pipeline.reading.nodes import CONNECTORS, CUED, INITIAL_STOP, KNOWN_WORD, RUN, Node, title_case
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


def nodes_of(sentence: Sentence, raw: list[Node], known: TitleIndex | None, hints: Hints) -> list[Node]:
    """The row of nodes of a sentence, from its ``raw_nodes`` and from what the page and the index know."""
    return _named(sentence, raw, known, hints)


# ---- typography ------------------------------------------------------------------------------------------------------


# ---- capitalised names -----------------------------------------------------------------------------------------------


def _named(sentence: Sentence, nodes: list[Node], known: TitleIndex | None, hints: Hints) -> list[Node]:
    """Join capitalised words to names."""
    spans = dict(_known_spans(sentence, nodes, known, hints))
    shouting = title_case(sentence)
    result: list[Node] = []
    position = 0
    while position < len(nodes):
        node = nodes[position]
        first = sentence.text[node.start]
        if node.kind != "word" or not (first.isupper() or first.isdigit()):
            result.append(node)
            position += 1
            continue
        if position in spans:
            end, strength = spans[position]
            result.append(_join(sentence, nodes[position:end], "title", strength))
            position = end
            continue
        end = run_end(sentence, nodes, position, shouting, spans, hints.owners)
        if end > position:
            result.extend(_known_people(_classified(sentence, nodes, position, end), hints))
            position = end
            continue
        result.append(node)
        position += 1
    return result


def _known_people(found: Iterator[Node], hints: Hints) -> Iterator[Node]:
    """Names that the rest of the page shows to be people's."""
    for node in found:
        if node.kind == "title" and hints.people and comparison_form(node.name) in hints.people:
            node.kind = "person"
        yield node


def _known_spans(
    sentence: Sentence, nodes: list[Node], known: TitleIndex | None, hints: Hints
) -> Iterator[tuple[int, tuple[int, int]]]:
    """Where titles of the page or of the index stand: first node → (one past the last, strength)."""
    taken = -1
    shouting = title_case(sentence)
    for position, node in enumerate(nodes):
        if position < taken or node.kind != "word" or not hints.titles:
            continue
        first = sentence.text[node.start]
        if not (first.isupper() or first.isdigit()) or not _opens_a_title(node, hints):
            continue
        for end in range(min(len(nodes), position + hints.longest * 2), position, -1):
            if nodes[end - 1].kind != "word":
                continue
            if comparison_form(bare(sentence.text[node.start : nodes[end - 1].end])) in hints.titles:
                if not shouting and end - position == 1 and _leads_name(sentence, nodes, end):
                    break
                if _goes_on(sentence, nodes, end) or (
                    end - position == 1 and not shouting and _follows_name(sentence, nodes, position)
                ):
                    break
                end += _numbered(sentence, nodes, end)
                taken = end
                yield position, (end, CUED)
                break
    if known is None or not len(known):
        return
    yield from _index_spans(sentence, nodes, known)


def _opens_a_title(node: Node, hints: Hints) -> bool:
    """Is a word the first of some title of the page?"""
    form = comparison_form(node.low)
    return form.partition(" ")[0] in hints.firsts or fold_word(bare(node.low)) in hints.firsts


def _leads_name(sentence: Sentence, nodes: list[Node], end: int) -> bool:
    """The name "Vikram Bhatt" does not speak of "Vikram"."""
    if end >= len(nodes) or not is_capital(sentence, nodes[end]) or nodes[end - 1].low.endswith(("'s", "’s")):
        return False
    return (
        nodes[end].low not in INITIAL_STOP
        and not is_listed(nodes[end].low)
        and nodes[end].low not in _LISTS["type_words"]
    )


def _follows_name(sentence: Sentence, nodes: list[Node], position: int) -> bool:
    """The name "Han Solo" does not speak of "Solo"."""
    if position < 2:
        return False
    before = nodes[position - 1]
    return (
        is_capital(sentence, before)
        and not before.low.endswith(("'s", "’s"))
        and before.low not in INITIAL_STOP
        and not is_listed(before.low)
        and before.low not in _LISTS["type_words"]
    )


def _goes_on(sentence: Sentence, nodes: list[Node], end: int) -> bool:
    """The words "Star Wars" in "Star Wars: Underworld" are only the beginning of a title."""
    if end + 1 >= len(nodes) or nodes[end].low != ":" or sentence.text[nodes[end - 1].end] != ":":
        return False
    return is_capital(sentence, nodes[end + 1]) and not (
        end < 9 and sentence.headline and nodes[end + 1].low in INITIAL_STOP | _LISTS["companies"]
    )


def _numbered(sentence: Sentence, nodes: list[Node], end: int) -> int:
    """Such as "Scream 5": a number right after a title belongs to it."""
    if end < len(nodes) and re.fullmatch(r"\d{1,2}|[IVX]{2,4}", bare(sentence.text[nodes[end].start : nodes[end].end])):
        return int(
            end + 1 >= len(nodes) or nodes[end + 1].low not in ("million", "%", "episodes", "years", "days", "weeks")
        )
    return 0


def _index_spans(sentence: Sentence, nodes: list[Node], known: TitleIndex) -> Iterator[tuple[int, tuple[int, int]]]:
    pieces = [
        (position, match.group())
        for position, node in enumerate(nodes)
        if node.kind == "word" or node.low == "&"
        for match in re.finditer(r"[^\W_]+(?:['’][^\W_]+)*|&", sentence.text[node.start : node.end])
    ]
    words = [word for _, word in pieces]
    for first, last in known.find(words):
        start, end = pieces[first][0], pieces[last - 1][0] + 1
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
    return Node(kind, start, end, name.lower(), name, strength, None, name != printed)


def _classified(sentence: Sentence, nodes: list[Node], start: int, end: int) -> Iterator[Node]:
    """A capitalised stretch as a title, a person, a company or a place; lists "A and B" fall apart."""
    led = _network(nodes, start, end)
    if led:
        yield _company(sentence, nodes[start : start + led])
        start += led
    for first, last in _halves(nodes, start, end, _PAIRED.search(sentence.low) is not None):
        node = _join(sentence, nodes[first:last], "title", RUN)
        if last - first > 1 and _YEAR.fullmatch(nodes[last - 1].low) and nodes[last - 2].low not in ("blade", "woman"):
            node = _join(sentence, nodes[first : last - 1], "title", RUN)
        node.kind = kind_of(sentence, nodes, first, last, node)
        if node.kind == "word" and last - first > 1:
            yield from nodes[first:last]
        else:
            yield node
        if last < end:
            yield nodes[last]


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
    )
)


def _network(nodes: list[Node], start: int, end: int) -> int:
    """How many words at the beginning of a stretch are a network's: "CBS All Access The Good Fight"."""
    if is_listed(" ".join(n.low for n in nodes[start:end])):
        return 0
    for length in (3, 2, 1):
        if end - start > length and " ".join(n.low for n in nodes[start : start + length]) in _NETWORKS:
            return length if nodes[start + length].low not in CONNECTORS - {"the", "a"} else 0
    return 0


def _company(sentence: Sentence, nodes: list[Node]) -> Node:
    node = _join(sentence, nodes, "title", RUN)
    node.kind = "company"
    return node


_YEAR: Final = re.compile(r"20[12]\d")


def _halves(nodes: list[Node], start: int, end: int, paired: bool) -> Iterator[tuple[int, int]]:
    """Where "and" joins two names and what follows speaks of several."""
    if end < len(nodes) and nodes[end].kind == "season" and not paired:
        yield start, end
        return
    joints = [
        i for i in range(start + 1, end - 1) if nodes[i].low == "and" and nodes[i + 1].low not in ("the", "a", "an")
    ]
    people = any(
        (nodes[i].low == "and" and nodes[i + 1].low in _LISTS["first_names"])
        or (nodes[i].low == "and" and nodes[start].low in _LISTS["first_names"])
        for i in joints
    )
    listed = start > 0 and nodes[start - 1].low in ("and", "&")
    if joints and not listed and (people or paired or _plural(nodes, end)):
        first = start
        for joint in joints:
            yield first, joint
            first = joint + 1
        yield first, end
        return
    yield start, end


def _plural(nodes: list[Node], end: int) -> bool:
    follow = [node.low for node in nodes[end : end + 3]]
    return bool(follow) and (
        follow[0]
        in (
            "have",
            "are",
            "were",
            "will",
            "to",
            "resume",
            "return",
            "delayed",
            "postponed",
            "renewed",
            "cancelled",
            "canceled",
            "both",
            "all",
            ",",
            "begin",
            "start",
            "get",
        )
    )


_PAIRED: Final = re.compile(r"\bback[ -]to[ -]back\b|\boverlap|\bsimultaneously\b|\brespectively\b|\bboth\b")
