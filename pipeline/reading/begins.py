"""Where a capitalised stretch may begin to be a name."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from pipeline.reading.lexicon import names, verb_words
from pipeline.reading.name_words import is_listed
from pipeline.reading.nodes import INITIAL_STOP, Node
from pipeline.reading.sentences import Sentence

_LISTS: Final = names()
_NEVER: Final = _LISTS["never"]
_SHOUTED_STOPS: Final = _LISTS["shouted_stops"]
_CONTRACTED_I: Final = re.compile(r"(?:it|he|she|i|we|you|they)['’](?:s|m|re|ve|ll)$")
_CONTRACTED: Final = re.compile(r"['’](?:ve|re|ll|m|d)$|n['’]t$|^(?:here|there|that|it|he|she|who|what|let)['’]s$")
_ADJECTIVE: Final = re.compile(r"\w{3}(?:ive|ous|ful|less|ible|tional|cial|ical|ary)$")
_SHOUTED_KINDS: Final = frozenset(
    ("sitcom", "drama", "miniseries", "docuseries", "k-drama", "rom-com", "biopic", "thriller")
)
"""Before a title in a headline of capitals, and no part of it."""
_LABELS: Final = frozenset(("related", "stories", "story", "spoiler", "alert", "updated", "photos", "watch", "scoop"))
"""What sites put before a text in capitals."""
_EITHER: Final = frozenset(("no", "last", "second", "big", "all", "still", "just", "seven", "one"))
"""Words that begin sentences, and titles where a capital follows that is no name."""
INFINITIVES: Final = frozenset(
    (
        "air", "arrive", "be", "become", "begin", "come", "conclude", "continue", "debut", "direct", "drop", "end",
        "feature", "film", "get", "go", "have", "help", "hit", "host", "join", "land", "launch", "lead", "leave",
        "make",
        "open", "play", "premiere", "produce", "receive", "release", "resume", "return", "shoot", "star", "start",
        "stream",
        "take", "wrap", "write",
    )
)  # fmt: skip
"""Verbs: "X To End" is no title."""


def may_begin(sentence: Sentence, nodes: list[Node], position: int, shouting: bool) -> bool:
    """May a name begin at a word? Not at a weekday, an opening word, an adverb, or the verb of a headline."""
    node = nodes[position]
    if not node.word.loud and _plain(node.low):
        return True
    if node.low in _LISTS["calendar"] and node.low not in _DAYS_IN_TITLES:
        return False
    if position == 0 and _CONTRACTED_I.match(node.low) and _contraction_begins(nodes, position, shouting):
        return True
    if shouting and (stops(node.low) or (position and node.low in _SHOUTED_KINDS)) and not star_wars(nodes, position):
        return False
    starts = position == 0 or nodes[position - 1].low in _OPENS
    if shouting and position and nodes[position - 1].low == "to" and node.low in INFINITIVES:
        return False
    if node.low == "i":
        after = nodes[position + 1] if position + 1 < len(nodes) else None
        return after is not None and after.low in _I_DO and after.word.capital
    if node.low in _NEVER or (
        node.low == "final" and nodes[position + 1 : position + 2] and nodes[position + 1].kind == "season"
    ):
        return False
    if (
        starts
        and (not shouting or (node.low == "no" and position == 0))
        and node.low in _EITHER
        and _name_follows(nodes, position + 1)
    ):
        return True
    if node.low in ("the", "a", "an", "my", "our"):
        return position + 1 < len(nodes) and nodes[position + 1].word.capital
    if (starts and not shouting and _describes(nodes, position)) or _called_out(sentence, node):
        return False
    if ("'" in node.low or "’" in node.low) and _CONTRACTED.search(node.low):
        return _contraction_begins(nodes, position, shouting)
    if not (node.low in INITIAL_STOP and (starts or shouting)):
        return True
    return _loud(nodes, position) and not sentence.text.isupper()


@lru_cache(maxsize=16_384)
def _plain(low: str) -> bool:
    """Is a word such that no question below asks about it, so that a name may begin at it wherever it stands?"""
    asked = (
        low in _LISTS["calendar"]
        or stops(low)
        or low in _SHOUTED_KINDS
        or low in INFINITIVES
        or low in _NEVER
        or low in ("i", "final", "the", "a", "an", "my", "our", "star")
        or low in _EITHER
        or low in INITIAL_STOP
        or low.endswith(("ing", "ly"))
        or "'" in low
        or "’" in low
    )
    return not asked and _ADJECTIVE.search(low) is None


_I_DO: Final = frozenset(
    ("am", "know", "love", "may", "think", "want", "hate", "used", "saw", "see", "remember", "care", "came", "still")
)
"""After "I" and with a capital: a title begins so, as no sentence does."""
_DAYS_IN_TITLES: Final = frozenset(("friday", "wednesday", "summer", "winter", "halloween", "christmas"))
_OPENS: Final = frozenset((".", ":", "“", "‘", '"', "?", "!", "|", "–", "—", "[", "]"))
"""Behind these a sentence begins, and its first word has a capital whatever it is."""


def _describes(nodes: list[Node], position: int) -> bool:
    """Such as "Following the strike" and "Massive crowds": the first word of a sentence, and no name."""
    low = nodes[position].low
    following = nodes[position + 1] if position + 1 < len(nodes) else None
    capital = following is not None and following.word.capital
    if low.endswith(("ing", "ly")) and len(low) > 4:
        return not capital and not (following and following.kind == "season")
    return bool(_ADJECTIVE.search(low)) and following is not None and following.kind == "word" and not capital


def _called_out(sentence: Sentence, node: Node) -> bool:
    """Such as "REVEALS" and "WATCH": a verb or a label in capitals among words that are not."""
    if not node.word.loud:
        return False
    verb = len(node.low) > 4 and not sentence.text.isupper() and node.low in verb_words() | _LISTS["headline_verbs"]
    return verb or node.low in _LABELS


def _loud(nodes: list[Node], position: int) -> bool:
    """Are a word and the next one printed in capitals?"""
    pair = nodes[position : position + 2]
    return len(pair) == 2 and len(pair[1].low) > 2 and pair[0].word.loud and pair[1].word.loud


def _contraction_begins(nodes: list[Node], position: int, shouting: bool) -> bool:
    """Such as "the show We're Here" and "It's Always Sunny in Philadelphia has been"."""
    following = nodes[position + 1 : position + 3]
    if not following or not following[0].word.capital:
        return False
    if position and nodes[position - 1].low in _LISTS["type_words"]:
        return True
    if position or len(following) < 2 or not following[1].word.capital:
        return False
    return not shouting or not (stops(following[0].low) or stops(following[1].low))


def stops(low: str) -> bool:
    """In a headline of capitals: a word that no title is made of, or the verb that the headline is about."""
    return low in _SHOUTED_STOPS or low in verb_words()


def star_wars(nodes: list[Node], position: int) -> bool:
    return nodes[position].low == "star" and position + 1 < len(nodes) and nodes[position + 1].low in ("wars", "trek")


def _name_follows(nodes: list[Node], following: int) -> bool:
    if following >= len(nodes) or not nodes[following].word.capital:
        return False
    low = nodes[following].low
    return not (is_listed(low) or stops(low) or low in _LISTS["first_names"] or low in _LISTS["type_words"])
