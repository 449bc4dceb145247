"""How far a capitalised stretch goes: where a name begins, what goes on with it, and what ends it."""

from __future__ import annotations

import re
from typing import Final

from pipeline.reading.kinds import is_capital, is_listed
from pipeline.reading.lexicon import names, verb_words
from pipeline.reading.nodes import CONNECTORS, INITIAL_STOP, Node, title_case
from pipeline.reading.sentences import Sentence

_LISTS: Final = names()
_SUFFIX_NUMBER: Final = re.compile(r"^(?:\d{1,4}|[IVX]{1,5})(?:['’]s)?$")
_NEVER: Final = _LISTS["never"]
_SHOUTED_STOPS: Final = _LISTS["shouted_stops"]
_DANGLING: Final = frozenset(("for", "to", "in", "on", "at", "with", "from", "by", "of", "a", "an", "the"))
"""Words that no name in a headline ends with."""
_CONTRACTED_I: Final = re.compile(r"(?:it|he|she|i|we|you|they)['’](?:s|m|re|ve|ll)$")
_CONTRACTED: Final = re.compile(r"['’](?:ve|re|ll|m|d)$|n['’]t$|^(?:here|there|that|it|he|she|who|what|let)['’]s$")
_LABELS: Final = frozenset(("related", "stories", "story", "spoiler", "alert", "updated", "photos", "watch", "scoop"))
"""What sites put before a text in capitals."""
_HELPERS: Final = frozenset(("has", "have", "is", "was", "will", "had", "gets", "returns", "season"))
"""After "X in Paris": verbs that say something of the whole name."""
_AFTER_TO: Final = frozenset(("die", "kill", "remember", "hell", "eden", "mars", "heaven", "forget"))
_EITHER: Final = frozenset(("no", "last", "second", "big", "all", "still", "just", "seven", "one"))
"""Words that begin sentences, and titles where a capital follows that is no name."""
_INFINITIVES: Final = frozenset(
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
_STOPPERS: Final = _LISTS["predicates"]


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
    while (
        shouting
        and end - position > 1
        and nodes[end - 1].low in _DANGLING
        and not (end < len(nodes) and nodes[end].low == ":")
    ):
        end -= 1
    return end


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
    owner = bare(sentence.text[nodes[position].start : last.end]).lower()
    words = owner.split()
    if is_listed(owner) or owner in ("marvel", "disney", "netflix"):
        return True
    return len(words) in (2, 3) and words[0] not in ("the", "a", "my") and not any(w in CONNECTORS for w in words)


def _owns(nodes: list[Node], position: int, end: int) -> bool:
    """One capitalised word and its possessive: "Ajith's Valimai"."""
    return end - position == 1 and nodes[position].low.endswith(("'s", "’s")) and len(nodes[position].low) > 4


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
    if node.low in _NEVER or (
        node.low == "final" and nodes[position + 1 : position + 2] and nodes[position + 1].kind == "season"
    ):
        return False
    if (
        starts
        and (not shouting or (node.low == "no" and position == 0))
        and node.low in _EITHER
        and _name_follows(sentence, nodes, position + 1)
    ):
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
    if node.low in _LISTS["calendar"] and end + 1 < len(nodes) and nodes[end + 1].low[:1].isdigit():
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


def _name_follows(sentence: Sentence, nodes: list[Node], following: int) -> bool:
    if following >= len(nodes) or not is_capital(sentence, nodes[following]):
        return False
    low = nodes[following].low
    return not (is_listed(low) or _stops(low) or low in _LISTS["first_names"] or low in _LISTS["type_words"])


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
    if words == ["in"] and after + 1 < len(nodes) and nodes[after + 1].low in _HELPERS and not _shot_before(nodes, end):
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


def _shot_before(nodes: list[Node], end: int) -> bool:
    """Such as "shooting X in Y": what follows "in" is where the shooting is."""
    verb = next((n.low for n in reversed(nodes[max(0, end - 7) : end]) if n.low.endswith("ing") or n.low == "on"), "")
    return verb in ("shooting", "filming", "on")
