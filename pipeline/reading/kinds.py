"""What a capitalised name is: a title, a person, a company or a place."""

from __future__ import annotations

import re
from typing import Final

from pipeline.reading.lexicon import lexicon_words, names
from pipeline.reading.nodes import CONNECTORS, INITIAL_STOP, Node
from pipeline.reading.sentences import Sentence

_LISTS: Final = names()

_COMPANY_ENDS: Final = _LISTS["company_ends"]


_EVENT_ENDS: Final = _LISTS["event_ends"]


_LONE: Final = _LISTS["lone"]


def is_listed(low: str) -> bool:
    lists = _LISTS
    return low in lists["companies"] or low in lists["outlets"] or low in lists["places"] or low in lists["calendar"]


MADE_BY: Final = re.compile(
    r"-(?:centered|centred|led|helmed|starrer|starring|directed|created|based|set|produced|fronted"
    r"|style|era|esque|penned|hosted|backed|owned)$"
)


def is_capital(sentence: Sentence, node: Node) -> bool:
    first = sentence.text[node.start]
    if "-" in node.low and MADE_BY.search(node.low):
        return False
    return node.kind == "word" and (
        first.isupper() or (first.isdigit() and any(c.isupper() for c in sentence.text[node.start : node.end]))
    )


def verb_after(nodes: list[Node], index: int) -> str:
    """The word after a name, past an adverb or an auxiliary: "Mara Voss once said"."""
    while index < len(nodes) and nodes[index].low in (
        "once",
        "also",
        "recently",
        "previously",
        "just",
        "has",
        "had",
        "later",
        "then",
        "reportedly",
        "since",
    ):
        index += 1
    return nodes[index].low if index < len(nodes) else ""


def _is_person_name(sentence: Sentence, nodes: list[Node], index: int) -> bool:
    """Does the name that ends at a node begin with a person's first name?"""
    start = index
    while start > 0 and is_capital(sentence, nodes[start - 1]) and index - start < 2:
        start -= 1
    return start < index and nodes[start].low in _LISTS["first_names"]


def kind_of(sentence: Sentence, nodes: list[Node], first: int, last: int, node: Node) -> str:
    lists = _LISTS
    low = node.low
    if low in lists["companies"] or low in lists["outlets"] or low.removeprefix("the ") in lists["companies"]:
        return "company"
    if ("." in low and re.fullmatch(r"(?:[a-z]\.)+[a-z]?", low)) or (
        last < len(nodes) and MADE_BY.search(nodes[last].low)
    ):
        return "person"
    beside = nodes[last].kind == "season" if last < len(nodes) else False
    if beside:
        return "title"
    if low in lists["places"] or low in lists["calendar"]:
        return "place"
    words = low.split()
    lone = [w for w in words if w not in CONNECTORS]
    if all(is_listed(w) for w in lone) or words[-1] in _EVENT_ENDS:
        return "company"
    if lone and all(
        w in lists["generic"] or w in lists["type_words"] or w in _LONE or w in lists["people"] for w in lone
    ):
        return "word"
    if words[-1] in _COMPANY_ENDS and len(words) > 1:
        return "company"
    if last - first == 1 and (low in _LONE or low in INITIAL_STOP or low in lexicon_words()):
        return "word"
    before = nodes[first - 1].low if first else ""
    after = verb_after(nodes, last)
    if words and words[0] in lists["roles"] and len(words) > 1 and words[0] in ("mr", "mrs", "ms", "dr", "sir", "dame"):
        return "person"
    if (
        2 <= len(words) <= 4
        and words[0] in lists["first_names"]
        and not any(w in CONNECTORS - {"de", "la"} for w in words)
    ):
        return "person"
    if before in ("play", "plays", "playing", "portray", "portrays", "portraying"):
        return "person"
    if (
        len(words) <= 3
        and words[0] != "the"
        and before in (",", "and", "&", "starring")
        and any(n.low == "starring" for n in nodes[max(0, first - 14) : first])
    ):
        return "person"
    if (
        before == "by"
        and first > 1
        and len(words) <= 3
        and nodes[first - 2].low
        in ("directed", "helmed", "written", "produced", "created", "penned", "directorial", "played", "movie", "film")
    ):
        return "person"
    if (
        before in ("and", ",", "&")
        and first > 1
        and len(words) in (2, 3)
        and words[0] != "the"
        and _is_person_name(sentence, nodes, first - 2)
    ):
        return "person"
    if len(words) <= 3 and (before in lists["roles"] and before not in ("with", "by", "stars")) and words[0] != "the":
        return "person"
    if (
        len(words) <= 3
        and words[0] != "the"
        and after in lists["person_verbs"]
        and (len(words) > 1 or after != "stars")
    ):
        return "person"
    return "title"
