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
    """Is a name in one of the lists of names that are no titles?"""
    lists = _LISTS
    return low in lists["companies"] or low in lists["outlets"] or low in lists["places"] or low in lists["calendar"]


MADE_BY: Final = re.compile(
    r"-(?:centered|centred|led|helmed|starrer|starring|directed|created|based|set|produced|fronted"
    r"|style|era|esque|penned|hosted|backed|owned)$"
)


_COMPOUND: Final = re.compile(
    r"-(?:breaking|long|old|running|winning|awaited|anticipated|inspired|themed|nominated|than-expected|ready|wide|only|inducing|sized?)$"
)


def is_capital(sentence: Sentence, node: Node) -> bool:
    """Does a word begin with a capital? "Nolan-directed" does not count."""
    first = sentence.text[node.start]
    if "-" in node.low and (MADE_BY.search(node.low) or _COMPOUND.search(node.low)):
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
    """title, person, company, place, or a mere word. ``nodes[first:last]`` are the words of the name."""
    words = node.low.split()
    found = _by_lists(nodes, first, last, node.low, words)
    if found:
        return found
    return "person" if _by_neighbours(sentence, nodes, first, last, words) else "title"


def _by_lists(nodes: list[Node], first: int, last: int, low: str, words: list[str]) -> str | None:
    """What the words of a name say by themselves."""
    following = nodes[last] if last < len(nodes) else None
    if low in _LISTS["companies"] or low in _LISTS["outlets"] or low.removeprefix("the ") in _LISTS["companies"]:
        return "company"
    if ("." in low and _INITIALS.fullmatch(low)) or (following and MADE_BY.search(following.low)):
        return "person"
    if following and (following.kind == "season" or following.low in _MADE_FROM):
        return "title"
    if low in _LISTS["places"] or low in _LISTS["calendar"]:
        return "place"
    content = [w for w in words if w not in CONNECTORS]
    if all(is_listed(w) for w in content) or _head(words) in _EVENT_ENDS:
        return "company"
    if content and all(_is_common(w) or w in _LISTS["companies"] for w in content):
        return "word"
    if words[-1] in _COMPANY_ENDS and len(words) > 1:
        return "company"
    if last - first == 1 and (low in INITIAL_STOP or low in lexicon_words()):
        return "word"
    return None


def _head(words: list[str]) -> str:
    """The noun of a name: "Deal" in "Multi-crore Deal With a Brand"."""
    for index, word in enumerate(words):
        if index and word in ("of", "with", "for", "at", "on", "in", "to", "from"):
            return words[index - 1]
    return words[-1]


_INITIALS: Final = re.compile(r"(?:[a-z]\.)+[a-z]?")
_WORKS: Final = frozenset(("cutting", "editing", "directing", "writing", "penning", "helming"))
_MADE_FROM: Final = frozenset(("remake", "sequel", "prequel", "reboot", "spin-off", "spinoff", "trilogy"))
_TOLD_DATE: Final = re.compile(
    r"(?:confirms|reveals|announces|unveils|gets|locks) (?:its |a |the |new "
    r"|official )*(?:release|premiere|ott|air|launch|streaming)\b"
)
_PART_NUMBER: Final = re.compile(r"\d{1,2}|i{2,3}|iv|vi{0,3}|ix|xi{0,3}")
_FILMS_DO: Final = re.compile(
    r"(?:has |have |is |are )?(?:now |also |already )?(?:opened in (?:cinemas|theat)|(?:in|into"
    r"|entered|moved into|gone into|enters"
    r"|back in|back into) (?:pre-|post-)?production\b|been shelved|on hold\b)"
)
"""What no person does."""


def _first_and_last(half: str) -> bool:
    names_in = half.split()
    return 2 <= len(names_in) <= 3 and names_in[0] in _LISTS["first_names"]


_HONORIFICS: Final = frozenset(("mr", "mrs", "ms", "dr", "sir", "dame"))
_PLAYS: Final = frozenset(("play", "plays", "playing", "portray", "portrays", "portraying"))
_MADE: Final = frozenset(
    ("directed", "helmed", "written", "produced", "created", "penned", "directorial", "played", "movie", "film")
)


def _is_common(word: str) -> bool:
    """Is a word no name by itself, whatever its capital?"""
    return word in _LISTS["generic"] or word in _LISTS["type_words"] or word in _LONE or word in _LISTS["people"]


def _by_neighbours(sentence: Sentence, nodes: list[Node], first: int, last: int, words: list[str]) -> bool:
    """Do first names, roles and verbs around a name say that it is a person's?"""
    before = nodes[first - 1].low if first else ""
    if (len(words) > 1 and words[0] in _HONORIFICS) or before in _PLAYS:
        return True
    if len(words) > 1 and _PART_NUMBER.fullmatch(words[-1]):
        return False
    said_of = " ".join(n.low for n in nodes[last : last + 6])
    if _TOLD_DATE.match(said_of) and (" its " in said_of or any(c.isdigit() or c in "'’" for c in " ".join(words))):
        return False
    if _FILMS_DO.match(" ".join(n.low for n in nodes[last : last + 6])):
        return False
    joined = any(w in CONNECTORS and w not in ("de", "la") for w in words)
    if 2 <= len(words) <= 4 and words[0] in _LISTS["first_names"] and not joined:
        return True
    if joined and all(_first_and_last(half) for half in re.split(r" (?:&|and) ", " ".join(words))):
        return True
    if len(words) > 3:
        return False
    if before == "by" and first > 1 and nodes[first - 2].low in _MADE:
        return True
    if words[0] == "the":
        return False
    if before in (",", "and", "&", "starring"):
        if any(n.low == "starring" for n in nodes[max(0, first - 14) : first]):
            return True
        if first > 1 and len(words) > 1 and _is_person_name(sentence, nodes, first - 2):
            return True
    if before in _LISTS["roles"] and before not in ("with", "by", "stars"):
        return True
    after = verb_after(nodes, last)
    if after == "is" and last + 2 < len(nodes) and {nodes[last + 1].low, nodes[last + 2].low} & _WORKS:
        return True
    return after in _LISTS["person_verbs"] and (len(words) > 1 or after != "stars")
