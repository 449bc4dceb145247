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
from pipeline.reading.lexicon import names, verb_words
from pipeline.reading.nodes import CONNECTORS, CUED, INITIAL_STOP, KNOWN_WORD, RUN, Node, title_case
from pipeline.reading.sentences import Sentence
from pipeline.reading.titles import TitleIndex, comparison_form, fold_word

_LISTS: Final = names()
_SUFFIX_NUMBER: Final = re.compile(r"^(?:\d{1,4}|[IVX]{1,5})(?:['’]s)?$")


_NEVER: Final = _LISTS["never"]
HEADLINE_VERBS: Final = _LISTS["headline_verbs"]


_SHOUTED_STOPS: Final = _LISTS["shouted_stops"]


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
        end = _run(sentence, nodes, position, shouting, spans, hints.owners)
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
            if comparison_form(_bare(sentence.text[node.start : nodes[end - 1].end])) in hints.titles:
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
    return form.partition(" ")[0] in hints.firsts or fold_word(_bare(node.low)) in hints.firsts


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
    if end < len(nodes) and re.fullmatch(
        r"\d{1,2}|[IVX]{2,4}", _bare(sentence.text[nodes[end].start : nodes[end].end])
    ):
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


def _bare(text: str) -> str:
    if text.endswith(("'s", "’s")):
        return text[:-2]
    return text[:-1] if text.endswith(("'", "’")) else text


def _run(
    sentence: Sentence,
    nodes: list[Node],
    position: int,
    shouting: bool,
    spans: dict[int, tuple[int, int]],
    owners: bool,
) -> int:
    """One past the last node of the capitalised stretch that begins here; the position itself if none does."""
    node = nodes[position]
    number = node.kind == "word" and node.low.isdigit() and _names_a_number(sentence, nodes, position + 1)
    if not is_capital(sentence, node) and not number:
        return position
    if not _may_begin(sentence, nodes, position, shouting):
        return position
    end = position + 1
    while end < len(nodes) and end not in spans and end - position < 16:
        step = _extends(sentence, nodes, end, shouting)
        if not step or _possessor(sentence, nodes, position, end) or (owners and _owns(nodes, position, end)):
            break
        end += step
    if end - position > 1 and nodes[end - 1].low == "ott":
        end -= 1
    while shouting and end - position > 1 and nodes[end - 1].low in _DANGLING and not (
        end < len(nodes) and nodes[end].low == ":"
    ):
        end -= 1
    return end


_DANGLING: Final = frozenset(("for", "to", "in", "on", "at", "with", "from", "by", "of", "a", "an", "the"))
"""Words that no name in a headline ends with."""


def _names_a_number(sentence: Sentence, nodes: list[Node], following: int) -> bool:
    """Such as "12 Monkeys", and not "12 May" or "12 Season"."""
    if following >= len(nodes) or not is_capital(sentence, nodes[following]):
        return False
    return nodes[following].low not in _LISTS["calendar"] | CONNECTORS and nodes[following].low not in (
        "season",
        "series",
        "schedule",
    )


def _possessor(sentence: Sentence, nodes: list[Node], position: int, end: int) -> bool:
    """Such as "Kamal Haasan's | Vikram": the possessive of a person or a company ends a name."""
    last = nodes[end - 1]
    if not last.low.endswith(("'s", "’s", "s'", "s’")):
        return False
    owner = _bare(sentence.text[nodes[position].start : last.end]).lower()
    words = owner.split()
    if is_listed(owner) or owner in ("marvel", "disney", "netflix"):
        return True
    return len(words) in (2, 3) and words[0] not in ("the", "a", "my") and not any(w in CONNECTORS for w in words)


def _owns(nodes: list[Node], position: int, end: int) -> bool:
    """One capitalised word and its possessive: "Ajith's Valimai"."""
    return end - position == 1 and nodes[position].low.endswith(("'s", "’s")) and len(nodes[position].low) > 4


_CONTRACTED_I: Final = re.compile(r"(?:it|he|she|i|we|you|they)['’](?:s|m|re|ve|ll)$")
_CONTRACTED: Final = re.compile(r"['’](?:ve|re|ll|m|d)$|n['’]t$|^(?:here|there|that|it|he|she|who|what|let)['’]s$")


def _may_begin(sentence: Sentence, nodes: list[Node], position: int, shouting: bool) -> bool:
    node = nodes[position]
    if node.low in _LISTS["calendar"] and node.low not in (
        "friday",
        "wednesday",
        "summer",
        "winter",
        "halloween",
        "christmas",
    ):
        return False
    if position == 0 and _CONTRACTED_I.match(node.low) and _contraction_begins(sentence, nodes, position, shouting):
        return True
    if shouting and _stops(node.low) and not _star_wars(nodes, position):
        return False
    starts = position == 0 or nodes[position - 1].low in (".", ":", "“", "‘", '"', "?", "!", "|", "–", "—", "[", "]")
    if node.low in _NEVER or (node.low == "final" and nodes[position + 1 : position + 2] and nodes[position + 1].kind == "season"):
        return False
    if starts and (not shouting or (node.low == "no" and position == 0)) and node.low in _EITHER and _name_follows(sentence, nodes, position + 1):
        return True
    if node.low in ("the", "a", "an", "my", "our"):
        return position + 1 < len(nodes) and is_capital(sentence, nodes[position + 1])
    if (
        starts
        and not shouting
        and node.low.endswith(("ing", "ly"))
        and len(node.low) > 4
        and not (
            position + 1 < len(nodes)
            and (is_capital(sentence, nodes[position + 1]) or nodes[position + 1].kind == "season")
        )
    ):
        return False
    if node.low in _LABELS and sentence.text[node.start : node.end].isupper():
        return False
    if ("'" in node.low or "’" in node.low) and _CONTRACTED.search(node.low):
        return _contraction_begins(sentence, nodes, position, shouting)
    loud = (
        sentence.text[node.start : node.end].isupper()
        and position + 1 < len(nodes)
        and sentence.text[nodes[position + 1].start : nodes[position + 1].end].isupper()
        and len(nodes[position + 1].low) > 2
    )
    return not (node.low in INITIAL_STOP and (starts or shouting) and not (loud and not sentence.text.isupper()))


def _contraction_begins(sentence: Sentence, nodes: list[Node], position: int, shouting: bool) -> bool:
    """Such as "the show We're Here" and "It's Always Sunny in Philadelphia has been"."""
    following = nodes[position + 1 : position + 3]
    if not following or not is_capital(sentence, following[0]):
        return False
    if position and nodes[position - 1].low in _LISTS["type_words"]:
        return True
    if position or len(following) < 2 or not is_capital(sentence, following[1]):
        return False
    return not shouting or not (_stops(following[0].low) or _stops(following[1].low))


def _stops(low: str) -> bool:
    """In a headline of capitals: a word that no title is made of, or the verb that the headline is about."""
    return low in _SHOUTED_STOPS or low in verb_words()


def _star_wars(nodes: list[Node], position: int) -> bool:
    return nodes[position].low == "star" and position + 1 < len(nodes) and nodes[position + 1].low in ("wars", "trek")


def _extends(sentence: Sentence, nodes: list[Node], end: int, shouting: bool) -> int:
    """How many nodes a name goes on by: 1 for a capital, more for "of the X", 0 where it ends."""
    node = nodes[end]
    text = sentence.text
    gap = text[nodes[end - 1].end : node.start]
    if "\n" in gap or len(gap) > 2:
        return 0
    if shouting and node.low == "to" and end + 1 < len(nodes) and nodes[end + 1].low in _INFINITIVES:
        return 0
    if not shouting and text[node.start : node.end].isupper() and len(node.low) > 4 and _stops(node.low):
        return 0
    if is_capital(sentence, node) or (node.kind == "word" and _SUFFIX_NUMBER.match(text[node.start : node.end])):
        return 0 if shouting and _stops(node.low) and not _star_wars(nodes, end) else 1
    if node.low in (":", "!", "'", "’") and end + 1 < len(nodes):
        tight = text[nodes[end - 1].end : node.start] == ""
        if (
            node.low == ":"
            and tight
            and nodes[end - 1].low not in _LISTS["lone"]
            and _subtitle(sentence, nodes, end)
            and nodes[end + 1].low not in INITIAL_STOP - {"the", "a", "first"}
        ):
            return 2
        return 0
    if node.low not in CONNECTORS:
        return 0
    return _past_connectors(sentence, nodes, end, shouting)


_LABELS: Final = frozenset(("related", "stories", "story", "spoiler", "alert", "updated", "photos", "watch", "scoop"))
"""What sites put before a text in capitals."""
_AFTER_TO: Final = frozenset(("die", "kill", "remember", "hell", "eden", "mars", "heaven", "forget"))
_EITHER: Final = frozenset(("no", "last", "second", "big", "all", "still", "just", "seven", "one"))
"""Words that begin sentences, and titles where a capital follows that is no name."""


def _name_follows(sentence: Sentence, nodes: list[Node], following: int) -> bool:
    if following >= len(nodes) or not is_capital(sentence, nodes[following]):
        return False
    low = nodes[following].low
    return not (is_listed(low) or _stops(low) or low in _LISTS["first_names"] or low in _LISTS["type_words"])


_INFINITIVES: Final = frozenset(
    (
        "air", "arrive", "be", "become", "begin", "come", "conclude", "continue", "debut", "direct", "drop", "end",
        "feature", "film", "get", "go", "have", "help", "hit", "host", "join", "land", "launch", "lead", "leave", "make",
        "open", "play", "premiere", "produce", "receive", "release", "resume", "return", "shoot", "star", "start", "stream",
        "take", "wrap", "write",
    )
)  # fmt: skip
"""Verbs: "X To End" is no title."""
_STOPPERS: Final = _LISTS["predicates"]


def _subtitle(sentence: Sentence, nodes: list[Node], colon: int) -> bool:
    """Does a colon lead to the second half of a title, or to what a headline says of it?"""
    after = nodes[colon + 1]
    if (
        not is_capital(sentence, after)
        or after.low in _LISTS["first_names"] | _LISTS["companies"] | _LISTS["type_words"]
    ):
        return False
    if after.low in ("the", "a", "an") and (colon + 2 >= len(nodes) or not is_capital(sentence, nodes[colon + 2])):
        return False
    if (
        colon + 2 < len(nodes)
        and nodes[colon + 2].kind == "word"
        and not is_capital(sentence, nodes[colon + 2])
        and not nodes[colon + 2].low.isdigit()
        and nodes[colon + 2].low not in CONNECTORS
        and not title_case(sentence)
        and nodes[colon + 2].low not in _STOPPERS | _LISTS["after_cues"]
    ):
        return False
    return not (sentence.headline and nodes[colon - 1].low.isdigit())


def _past_connectors(sentence: Sentence, nodes: list[Node], end: int, shouting: bool) -> int:
    after = end
    while (
        after < len(nodes)
        and after - end < 3
        and nodes[after].low in CONNECTORS
        and not is_capital(sentence, nodes[after])
    ):
        after += 1
    if after >= len(nodes) or not is_capital(sentence, nodes[after]):
        return 0
    words = [nodes[i].low for i in range(end, after)]
    if nodes[after].low in _LISTS["calendar"] and words[-1] in ("in", "on", "for", "from", "to", "until"):
        return 0
    if (
        shouting
        and nodes[after].low not in ("the", "a")
        and (_stops(nodes[after].low) or nodes[after].low in INITIAL_STOP)
    ):
        return 0
    low = nodes[after].low
    if words == ["in"] and not shouting and _shot_before(nodes, end):
        return 0
    if low in ("me", "you", "us", "her", "him") or (words == ["to"] and low in _AFTER_TO):
        return after - end + 1
    if words[0] in ("in", "on", "at", "from") and (low in _LISTS["places"] or low in ("us", "u.s.", "uk", "u.k.")):
        return 0
    if words[-1] in ("in", "on", "for", "from", "with", "to", "no", "or", "into") and (
        is_listed(low) or words != ["in", "the"]
    ):
        if words[-1] == "the" or (words == ["in"] and not is_listed(low)) or (words == ["for"] and shouting is False):
            return after - end + 1 if words[0] in ("in",) and not is_listed(low) and not shouting else 0
        return 0
    return after - end + 1


def _join(sentence: Sentence, nodes: list[Node], kind: str, strength: int) -> Node:
    start, end = nodes[0].start, nodes[-1].end
    printed = sentence.text[start:end]
    bare = _bare(printed)
    return Node(kind, start, end, bare.lower(), bare, strength, None, bare != printed)


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
    ("netflix", "hbo", "hbo max", "cbs", "cbs all access", "nbc", "abc", "bbc", "bbc one", "bbc two", "itv", "hulu", "amc", "fx")
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


def _shot_before(nodes: list[Node], end: int) -> bool:
    """Such as "shooting X in Y": what follows "in" is where the shooting is."""
    verb = next((n.low for n in reversed(nodes[max(0, end - 7) : end]) if n.low.endswith("ing") or n.low == "on"), "")
    return verb in ("shooting", "filming", "on")


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
