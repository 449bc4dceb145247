"""What a capitalised name is: a title, a person, a company or a place."""

from __future__ import annotations

import re
from typing import Final

from pipeline.reading.lexicon import names
from pipeline.reading.name_words import PART_NUMBER, told
from pipeline.reading.nodes import CONNECTORS, Node
from pipeline.reading.sentences import Sentence
from pipeline.reading.tokens import MADE_BY
from pipeline.reading.whereabouts import is_place

_LISTS: Final = names()
_LONE: Final = _LISTS["lone"]

_BEFORE_VERBS: Final = frozenset(
    ("once", "also", "recently", "previously", "just", "has", "had", "later", "then", "reportedly", "since")
)


def verb_after(nodes: list[Node], index: int) -> str:
    """The word after a name, past an adverb or an auxiliary: "Mara Voss once said"."""
    while index < len(nodes) and nodes[index].low in _BEFORE_VERBS:
        index += 1
    if index < len(nodes) and nodes[index].low == "starring" and not _plays_in(nodes, index):
        return ""
    return nodes[index].low if index < len(nodes) else ""


def _plays_in(nodes: list[Node], index: int) -> bool:
    """Behind "starring": is it said of a person ("starring in X") and not of a film ("X starring Mara Voss")?"""
    return index + 1 < len(nodes) and nodes[index + 1].low in ("in", "as", "on", "opposite", "alongside", "with")


def _is_person_name(nodes: list[Node], index: int) -> bool:
    """Does the name that ends at a node begin with a person's first name?"""
    start = index
    while start > 0 and nodes[start - 1].word.capital and index - start < 2:
        start -= 1
    return start < index and nodes[start].low in _LISTS["first_names"]


def kind_of(sentence: Sentence, nodes: list[Node], first: int, last: int, node: Node) -> str:
    """title, person, company, place, or a mere word. ``nodes[first:last]`` are the words of the name."""
    words = node.low.split()
    found = _by_lists(nodes, first, last, node.low)
    if found:
        return found
    if node.possessive and (_has_a_film(nodes, last) if len(words) == 1 else _has_a_book(nodes, last, words)):
        return "person"
    if 1 < len(words) < 4 and words[-1] in _SURNAMES and words[0] not in ("the", "a", "my"):
        return "person"
    if _starred(words) or (node.possessive and _joined_names(sentence, nodes, first, last)):
        return "person"
    if words[-1] in _LISTS["mononyms"] or (len(words) > 1 and words[0] in _TITLED):
        return "person"
    return "person" if _by_neighbours(nodes, first, last, words) else "title"


def _starred(words: list[str]) -> bool:
    """Such as "Rebel Star Prabhu": what the Indian press calls its actors."""
    return 2 < len(words) < 5 and "star" in words[1:-1] and words[words.index("star") + 1] not in ("wars", "trek")


def _joined_names(sentence: Sentence, nodes: list[Node], first: int, last: int) -> bool:
    """Such as "Mara-Jonah’s Low Tide": two people, and then what they make."""
    if last - first != 1 or last >= len(nodes) or not nodes[last].word.capital:
        return False
    halves = sentence.text[nodes[first].start : nodes[first].end].split("-")
    short = any(len(half) < 4 or not half[0].isupper() for half in halves)
    return len(halves) == 2 and not short and nodes[last].low not in _LISTS["first_names"]


def _by_lists(nodes: list[Node], first: int, last: int, low: str) -> str | None:
    """What the words of a name say by themselves, and those right beside it."""
    by_itself = told(low)
    if by_itself.company:
        return "company"
    following = nodes[last] if last < len(nodes) else None
    if following is not None:
        after = following.low
        if after in _REPORTS and last + 1 < len(nodes) and nodes[last + 1].low == "that":
            return "company"
        if ("-" in after and MADE_BY.search(after)) or after in ("directorial", "starrer"):
            return "person"
    if by_itself.person:
        return "person"
    if following is not None and (following.kind == "season" or (following.low in _MADE_FROM and low not in _LONE)):
        return "title"
    if by_itself.verdict == "company" and _of_a_season(nodes, first, low):
        return "title"
    if by_itself.verdict is not None:
        return by_itself.verdict
    if is_place(nodes, first, last):
        return "place"
    if by_itself.numeral and following and following.low in ("were", "are", "have", "of"):
        return "word"
    if low == "ever" and first and nodes[first - 1].low in ("first", "best", "biggest", "worst", "greatest", "only"):
        return "word"
    if last - first != 1:
        return None
    if by_itself.common or (first and nodes[first - 1].low in ("a", "an") and _of_no_kind(following)):
        return "word"
    return None


_ACADEMIES: Final = frozenset(
    ("television", "recording", "film", "motion", "british", "national", "arts", "royal", "european", "international")
)


def _of_a_season(nodes: list[Node], first: int, low: str) -> bool:
    """Such as "the second season of The Ember Academy": a name that ends like a company's and is a series."""
    words = low.split()
    if len(words) < 2 or words[-1] not in _LISTS["company_ends"]:
        return False
    if words[-1] == "academy" and words[0] == "the" and _ACADEMIES.isdisjoint(words):
        return True
    return first > 1 and nodes[first - 1].low == "of" and nodes[first - 2].kind == "season"


def _of_no_kind(following: Node | None) -> bool:
    """After "a X": a word in small letters that is no kind of production, or "New Season"."""
    if following is None or following.kind != "word":
        return False
    return following.low == "new" or not (
        following.low in _LISTS["type_words"]
        or following.low in _LISTS["generic"]
        or following.low in _MADE_FROM
        or "-" in following.low
    )


_REPORTS: Final = frozenset(("reports", "writes", "understands", "says", "learned", "notes"))
"""Behind a name and before "that": the name is who tells it."""
_TOLD_KINDS: Final = frozenset(
    ("miniseries", "thriller", "biopic", "musical", "rom-com", "docuseries", "sitcom", "sequel", "prequel", "dramedy")
)
"""Right before a name: it is a title, whatever it looks like ("the musical Clara Doyle")."""
_MADE_IT: Final = frozenset(("directed", "made", "wrote", "starred", "did", "created", "produced", "said", "says"))
_TITLED: Final = frozenset(
    (
        "actor", "actors", "actress", "actresses", "director", "directors", "producer", "producers", "filmmaker",
        "filmmakers", "writer", "writers", "singer", "comedian", "host", "presenter", "star", "stars", "superstar",
        "co-star", "showrunner", "showrunners", "author", "composer", "screenwriter", "creator", "creators", "judge",
        "ds", "di",
    )
) - {"star"}  # fmt: skip
"""What somebody is, before the name: "Director Mara Voss"."""
_TALES: Final = frozenset(
    ("mysteries", "mystery", "diaries", "chronicles", "files", "tales", "story", "stories", "investigates", "show")
)
"""How titles end that begin with somebody's name."""
_WORKS: Final = frozenset(("cutting", "editing", "directing", "writing", "penning", "helming"))
_MADE_FROM: Final = frozenset(("remake", "sequel", "prequel", "reboot", "spin-off", "spinoff", "trilogy"))
_TELLERS: Final = ("confirms", "reveals", "announces", "unveils", "gets", "locks")
_TOLD_DATE: Final = re.compile(
    rf"(?:{'|'.join(_TELLERS)}) (?:its |a |the |new |official )*(?:release|premiere|ott|air|launch|streaming)\b"
)
_HELPING: Final = ("has", "have", "is", "are")
_ALREADY: Final = ("now", "also", "already")
_ENTERING: Final = ("in", "into", "entered", "moved into", "gone into", "enters", "back in", "back into")
_FILMS_DO: Final = re.compile(
    rf"(?:(?:{'|'.join(_HELPING)}) )?(?:(?:{'|'.join(_ALREADY)}) )?(?:opened in (?:cinemas|theat)"
    rf"|(?:{'|'.join(_ENTERING)}) (?:pre-|post-)?production\b|been shelved|on hold\b)"
)
"""What no person does."""
_SAID_OF: Final = frozenset(
    words.split()[0] for words in (*_TELLERS, *_HELPING, *_ALREADY, *_ENTERING, "opened", "been", "on")
)
"""The words that this expression and that of a told date begin with."""


def _first_and_last(half: str) -> bool:
    names_in = half.split()
    return 2 <= len(names_in) <= 3 and names_in[0] in _LISTS["first_names"]


_THEY_DO: Final = frozenset(("resume", "start", "begin", "wrap", "shoot", "film", "return", "reunite", "join"))
"""Verbs of several people: "Mara Voss, Jonah resume shooting"."""
_SURNAMES: Final = frozenset(
    (
        "kumar", "khan", "kapoor", "sharma", "reddy", "rao", "bhatt", "sinha", "chopra", "malhotra", "verma", "varma",
        "gupta", "patel", "menon", "nair", "iyer", "pillai", "babu", "mehta", "joshi", "chatterjee", "mukherjee",
        "banerjee", "johnson", "williams", "davies", "rodriguez", "martinez", "gonzalez", "hernandez", "anderson",
    )
)  # fmt: skip
"""Last words of people's names: behind a first word that no list has, it is a person's all the same."""


def _has_a_book(nodes: list[Node], last: int, words: list[str]) -> bool:
    """Such as "an adaptation of Mara Voss’s 1932 novel": what is somebody's is a book."""
    return len(words) < 4 and words[0] != "the" and any(n.low in _BOOKS for n in nodes[last : last + 5])


_BOOKS: Final = frozenset(("novel", "novels", "book", "books", "memoir", "bestseller", "novella"))
_HONORIFICS: Final = frozenset(("mr", "mrs", "ms", "dr", "sir", "dame"))
_PLAYS: Final = frozenset(("play", "plays", "playing", "portray", "portrays", "portraying"))
_MADE: Final = frozenset(
    ("directed", "helmed", "written", "produced", "created", "penned", "directorial", "played", "movie", "film")
)


def _has_a_film(nodes: list[Node], last: int) -> bool:
    """After one capitalised word and its possessive: "next", "upcoming film", "movie"."""
    low = nodes[last].low if last < len(nodes) else ""
    return low in ("next", "upcoming", "movie", "film", "directorial", "debut", "latest", "maiden")


def _and_somebody(nodes: list[Node], last: int) -> bool:
    """Such as "Jessy Gale and Peter Low": joined to somebody whose first name is known."""
    rest = nodes[last : last + 3]
    return (
        len(rest) == 3
        and rest[0].low in ("and", "&")
        and rest[1].low in _LISTS["first_names"]
        and rest[1].word.capital
        and rest[2].word.capital
    )


_JOINING: Final = CONNECTORS - {"de", "la"}


def _does_what_films_do(nodes: list[Node], last: int, words: list[str]) -> bool:
    """Such as "confirms its release" and "has entered production": said of no person."""
    said_of = " ".join([n.low for n in nodes[last : last + 6]])
    if _TOLD_DATE.match(said_of) and (" its " in said_of or any(c.isdigit() or c in "'’" for c in " ".join(words))):
        return True
    return _FILMS_DO.match(said_of) is not None


def _by_neighbours(nodes: list[Node], first: int, last: int, words: list[str]) -> bool:
    """Do first names, roles and verbs around a name say that it is a person's?"""
    before = nodes[first - 1].low if first else ""
    if (len(words) > 1 and words[0] in _HONORIFICS) or before in _PLAYS:
        return True
    if len(words) > 1 and PART_NUMBER.fullmatch(words[-1]):
        return False
    if last < len(nodes) and nodes[last].low in _SAID_OF and _does_what_films_do(nodes, last, words):
        return False
    if before in _TOLD_KINDS and verb_after(nodes, last) not in _MADE_IT and len(words) < 5:
        return False
    joined = not _JOINING.isdisjoint(words)
    if 2 <= len(words) <= 4 and words[0] in _LISTS["first_names"] and not joined:
        return words[-1] not in _TALES
    halves = re.split(r" (?:&|and) ", " ".join(words)) if joined else []
    if halves and (
        all(_first_and_last(half) for half in halves)
        or (all(len(h.split()) == 2 for h in halves) and any(_first_and_last(half) for half in halves))
    ):
        return True
    if len(words) == 2 and not joined and _and_somebody(nodes, last):
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
        joined = len(words) > 1 or (last < len(nodes) and nodes[last].low in _THEY_DO)
        if first > 1 and joined and _is_person_name(nodes, first - 2):
            return True
    if before in _LISTS["roles"] and before not in ("with", "by", "stars"):
        return True
    after = verb_after(nodes, last)
    if after == "is" and last + 2 < len(nodes) and {nodes[last + 1].low, nodes[last + 2].low} & _WORKS:
        return True
    return after in _LISTS["person_verbs"] and (len(words) > 1 or after != "stars")
