"""How far a capitalised stretch goes: what goes on with a name, and what ends it."""

from __future__ import annotations

import re
from typing import Final

from pipeline.reading.begins import INFINITIVES, may_begin, star_wars, stops
from pipeline.reading.lexicon import names, verb_words
from pipeline.reading.name_words import is_listed
from pipeline.reading.nodes import CONNECTORS, INITIAL_STOP, Node, title_case
from pipeline.reading.sentences import Sentence

_LISTS: Final = names()
_SUFFIX_NUMBER: Final = re.compile(r"^(?:\d{1,4}|[IVX]{1,5})(?:['’]s)?$")
_ORDINAL: Final = re.compile(r"\d{1,3}(?:st|nd|rd|th)")
_DANGLING: Final = frozenset(("for", "to", "in", "on", "at", "with", "from", "by", "of", "a", "an", "the"))
"""Words that no name in a headline ends with."""
_PROMOTED: Final = frozenset(("ott", "teaser", "trailer", "poster", "promo", "glimpse", "sneak"))
"""Behind a title: what of it is shown ("X Teaser: …")."""
_LOUD: Final = frozenset(("will", "won't", "not", "has", "have", "had", "can", "could", "does", "did", "are", "were"))
"""Verbs that a newspaper prints in capitals behind a name that is not ("X WILL return")."""
_HELPERS: Final = frozenset(("has", "have", "is", "was", "will", "had", "gets", "returns", "season"))
"""After "X in Paris": verbs that say something of the whole name."""
_AFTER_TO: Final = frozenset(("die", "kill", "remember", "hell", "eden", "mars", "heaven", "forget"))
_STOPPERS: Final = _LISTS["predicates"]
_COUNTED: Final = frozenset(
    (
        "season", "seasons", "series", "schedule", "tv", "shows", "films", "best", "new", "more", "great", "dramas",
        "netflix", "upcoming", "stars", "actors", "annual", "anniversary", "century", "birthday", "edition", "episode",
    )
)  # fmt: skip
"""After a number at the beginning of a headline: what is counted ("12 Shows")."""


def bare(text: str) -> str:
    if text.endswith(("'s", "’s")):
        return text[:-2]
    return text[:-1] if text.endswith(("'", "’")) else text


def run_end(
    sentence: Sentence,
    nodes: list[Node],
    position: int,
    shouting: bool,
    spans: dict[int, tuple[int, int]],
    owners: bool,
) -> int:
    """One past the last node of the capitalised stretch that begins here; the position itself if none does."""
    node = nodes[position]
    if shouting and position == 0 and node.low in _ASKING and (whole := _asking_title(nodes)):
        return whole
    digits = node.kind == "word" and node.low[:1].isdigit() and (node.low.isdigit() or _ORDINAL.fullmatch(node.low))
    number = digits and _names_a_number(nodes, position + 1)
    if not node.word.capital and not number:
        return position
    if not may_begin(sentence, nodes, position, shouting):
        return position
    end = position + 1
    while end < len(nodes) and end not in spans and end - position < 16:
        step = _extends(sentence, nodes, end, shouting)
        if not step or _tongue(nodes, end):
            break
        if spans and any(place in spans for place in range(end + 1, end + step)):
            break
        if _possessor(sentence, nodes, position, end) or (owners and _owns(nodes, position, end)):
            break
        end += step
    if not shouting and (whole := _says_is(nodes, position, end)):
        return whole
    while end - position > 1 and nodes[end - 1].low in _PROMOTED:
        end -= 1
    while (
        shouting
        and end - position > 1
        and nodes[end - 1].low in _DANGLING
        and not (end < len(nodes) and nodes[end].low == ":")
    ):
        end -= 1
    return end


def _asking_title(nodes: list[Node]) -> int:
    """Such as "How I Found Vera Renewed for Season 2": a title that begins like a question, up to what befalls it."""
    end = next((i for i, node in enumerate(nodes[:10]) if node.low in _BEFALLS), 0)
    if end < 3 or end + 1 >= len(nodes) or nodes[end + 1].low not in ("for", "by", "at", "after"):
        return 0
    return end if all(node.kind == "word" for node in nodes[:end]) and nodes[1].word.capital else 0


_ASKING: Final = frozenset(("how", "what", "why", "when", "where", "who"))
_BEFALLS: Final = frozenset(("renewed", "cancelled", "canceled", "axed", "revived", "delayed", "scrapped"))


def _says_is(nodes: list[Node], position: int, end: int) -> int:
    """Such as "Grey is the New Dark will return": of two verbs in a row the first belongs to the title."""
    if position or end - position > 2 or end + 1 >= len(nodes) or nodes[end].low not in ("is", "are"):
        return 0
    after = end + 1 + (nodes[end + 1].low in ("the", "a", "an"))
    begin = after
    while after < len(nodes) and nodes[after].word.capital:
        after += 1
    verb = begin < after < len(nodes) and nodes[after].low in _STOPPERS - {"at", "by", "with", "as"}
    return after if verb else 0


_JOINTS: Final = frozenset((":", "!", "'", "’"))
"""Marks that stand inside names. What is neither one of them nor a connector goes on with a name by its capital."""


def _tongue(nodes: list[Node], end: int) -> bool:
    """Such as "X | Hindi remake": the language is that of the remake."""
    if nodes[end].low == "box" and end + 1 < len(nodes) and nodes[end + 1].low == "office":
        return True
    if nodes[end].low in _SERVICES:
        return True
    if nodes[end].low in ("next", "last", "this") and end + 1 < len(nodes) and nodes[end + 1].low in _SPANS:
        return True
    if nodes[end].low not in _TONGUES or end + 1 >= len(nodes):
        return False
    return nodes[end + 1].low in _LISTS["type_words"] or nodes[end + 1].low in ("version", "debut", "dub")


_SERVICES: Final = frozenset(
    ("disney+", "netflix", "hulu", "hbo", "paramount+", "zee5", "hotstar", "itv", "imax", "ott")
)
"""Inside a capitalised stretch: where a title ends ("X Netflix Release Date")."""
_SPANS: Final = frozenset(
    ("morning", "week", "weekend", "month", "year", "season", "summer", "fall", "spring", "winter")
)
_TONGUES: Final = frozenset(
    (
        "hindi", "tamil", "telugu", "malayalam", "kannada", "bengali", "marathi", "punjabi", "english", "korean",
        "spanish", "french", "german", "american", "indian", "bollywood", "hollywood", "live-action", "animated",
    )
)  # fmt: skip


def _names_a_number(nodes: list[Node], following: int) -> bool:
    """Such as "12 Monkeys", and not "12 May" or "12 Season"."""
    if following >= len(nodes) or not nodes[following].word.capital:
        return False
    low = nodes[following].low
    return not (low in _LISTS["calendar"] or low in CONNECTORS or low in _LISTS["type_words"] or low in _COUNTED)


def _possessor(sentence: Sentence, nodes: list[Node], position: int, end: int) -> bool:
    """Such as "Kamal Haasan's | Vikram": the possessive of a person or a company ends a name."""
    last = nodes[end - 1]
    if not last.low.endswith(("'s", "’s", "s'", "s’")):
        return False
    if nodes[end].low in _LISTS["first_names"] and end + 1 < len(nodes) and nodes[end + 1].word.capital:
        return True
    owner = bare(sentence.text[nodes[position].start : last.end]).lower()
    words = owner.split()
    if is_listed(owner) or owner in ("marvel", "disney", "netflix"):
        return True
    if len(words) == 1 and "-" in owner:
        halves = sentence.text[nodes[position].start : last.end].split("-")
        known = not _LISTS["first_names"].isdisjoint(owner.split("-"))
        joined = len(halves) == 2 and all(len(half) > 3 and half[0].isupper() for half in halves)
        return known or (joined and nodes[end].low not in _LISTS["first_names"])
    return len(words) in (2, 3) and words[0] not in ("the", "a", "my") and not any(w in CONNECTORS for w in words)


def _owns(nodes: list[Node], position: int, end: int) -> bool:
    """One capitalised word and its possessive: "Ajith's Valimai"."""
    return end - position == 1 and nodes[position].low.endswith(("'s", "’s")) and len(nodes[position].low) > 4


def _extends(sentence: Sentence, nodes: list[Node], end: int, shouting: bool) -> int:
    """How many nodes a name goes on by: 1 for a capital, more for "of the X", 0 where it ends."""
    node = nodes[end]
    if not (node.word.opens or node.low in CONNECTORS or node.low in _JOINTS):
        return 0
    text = sentence.text
    gap = text[nodes[end - 1].end : node.start]
    if "\n" in gap or len(gap) > 2 or _passes_on(nodes, end, shouting):
        return 0
    if node.low in _LISTS["calendar"] and end + 1 < len(nodes) and nodes[end + 1].low[:1].isdigit():
        return 0
    if shouting and node.low == "to" and end + 1 < len(nodes) and nodes[end + 1].low in INFINITIVES:
        return 0
    loud = not shouting and len(node.low) > 2 and text[node.start : node.end].isupper()
    if loud and (len(node.low) > 4 or node.low in _LOUD) and stops(node.low):
        return 0
    if node.word.capital or (node.kind == "word" and _SUFFIX_NUMBER.match(text[node.start : node.end])):
        return 0 if shouting and stops(node.low) and not star_wars(nodes, end) else 1
    if node.low in (":", "!", "'", "’") and end + 1 < len(nodes):
        tight = text[nodes[end - 1].end : node.start] == ""
        if (
            node.low == ":"
            and tight
            and nodes[end - 1].low not in _LISTS["lone"]
            and nodes[end - 1].low not in verb_words()
            and _subtitle(sentence, nodes, end)
            and nodes[end + 1].low not in INITIAL_STOP - {"the", "a", "first"}
        ):
            return 2
        return 0
    if node.low not in CONNECTORS:
        return 0
    return _past_connectors(nodes, end, shouting)


def _passes_on(nodes: list[Node], end: int, shouting: bool) -> bool:
    """Such as "X Netflix’s drama" and "X The young heroes": a name has ended, though a capital follows."""
    node = nodes[end]
    if node.low.endswith(("'s", "’s")) and node.low[:-2] in _LISTS["companies"]:
        return True
    lone = end + 1 < len(nodes) and nodes[end + 1].kind == "word" and not nodes[end + 1].word.capital
    return not shouting and lone and node.low in ("the", "this") and node.word.capital


def _initials(sentence: Sentence, node: Node) -> bool:
    """Such as "NCIS: Sydney": a title in capitals goes on behind a colon with any name."""
    printed = sentence.text[node.start : node.end]
    return printed.isupper() and 2 < len(printed) < 6


def _subtitle(sentence: Sentence, nodes: list[Node], colon: int) -> bool:
    """Does a colon lead to the second half of a title, or to what a headline says of it?"""
    after = nodes[colon + 1]
    if (
        not after.word.capital
        or after.low in _LISTS["companies"] | _LISTS["type_words"]
        or (after.low in _LISTS["first_names"] and not _initials(sentence, nodes[colon - 1]))
    ):
        return False
    if after.low in ("the", "a", "an") and (colon + 2 >= len(nodes) or not nodes[colon + 2].word.capital):
        return False
    if (
        colon + 2 < len(nodes)
        and nodes[colon + 2].kind == "word"
        and not nodes[colon + 2].word.capital
        and not nodes[colon + 2].low.isdigit()
        and nodes[colon + 2].low not in CONNECTORS
        and not title_case(sentence)
        and nodes[colon + 2].low not in _STOPPERS
        and nodes[colon + 2].low not in _LISTS["after_cues"]
    ):
        return False
    return not (sentence.headline and nodes[colon - 1].low.isdigit())


def _past_connectors(nodes: list[Node], end: int, shouting: bool) -> int:
    after = end
    while after < len(nodes) and after - end < 3 and nodes[after].low in CONNECTORS and not nodes[after].word.capital:
        after += 1
    if after >= len(nodes) or not nodes[after].word.capital:
        return 0
    words = [nodes[i].low for i in range(end, after)]
    if words[0] in ("–", "-", "—") and not shouting and nodes[after + 1 : after + 2] and _small(nodes[after + 1]):
        return 0
    if nodes[after].low in _LISTS["calendar"] and words[-1] in ("in", "on", "for", "from", "to", "until"):
        return 0
    if (
        shouting
        and words != ["&"]
        and nodes[after].low not in ("the", "a")
        and (stops(nodes[after].low) or nodes[after].low in INITIAL_STOP)
    ):
        return 0
    low = nodes[after].low
    if words == ["in"] and not shouting and (_shot_before(nodes, end) or _new_article(nodes, after)):
        return 0
    if low in ("me", "you", "us", "her", "him") or (words == ["to"] and low in _AFTER_TO):
        return after - end + 1
    if words == ["in"] and after + 1 < len(nodes) and nodes[after + 1].low in _HELPERS and not _shot_before(nodes, end):
        return after - end + 1
    if len(words) > 1 and words[0] in ("for", "on", "at", "from", "to", "with") and is_listed(low):
        return 0
    if words[0] in ("in", "on", "at", "from") and (low in _LISTS["places"] or low in ("us", "u.s.", "uk", "u.k.")):
        return 0
    if words[-1] in ("in", "on", "for", "from", "with", "to", "no", "or", "into") and (
        is_listed(low) or words != ["in", "the"]
    ):
        if words[-1] == "the" or (words == ["in"] and not is_listed(low)) or (words == ["for"] and shouting is False):
            return after - end + 1 if words[0] in ("in",) and not is_listed(low) and not shouting else 0
        return 0
    return after - end + 1


def _new_article(nodes: list[Node], after: int) -> bool:
    """Such as "opposite Mara Voss in The Ferrymen": a capital article begins a name of its own."""
    return nodes[after].low == "the" and after + 1 < len(nodes) and nodes[after + 1].word.capital


def _small(node: Node) -> bool:
    return node.kind == "word" and not node.word.capital and node.low not in CONNECTORS


def _shot_before(nodes: list[Node], end: int) -> bool:
    """Such as "shooting X in Y": what follows "in" is where the shooting is."""
    verb = next((n.low for n in reversed(nodes[max(0, end - 7) : end]) if n.low.endswith("ing") or n.low == "on"), "")
    return verb in ("shooting", "filming", "on")
