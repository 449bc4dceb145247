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


_LISTED: Final = _LISTS["companies"] | _LISTS["outlets"] | _LISTS["places"] | _LISTS["calendar"]


def is_listed(low: str) -> bool:
    """Is a name in one of the lists of names that are no titles?"""
    return low in _LISTED


MADE_BY: Final = re.compile(
    r"-(?:language|speaking|born|centered|centred|led|helmed|starrer|starring|directed|created|based|set|produced|fronted"
    r"|style|era|esque|penned|hosted|backed|owned)$"
)


_COMPOUND: Final = re.compile(
    r"-(?:breaking|long|old|running|winning|awaited|anticipated|inspired|themed|nominated|than-expected|ready|wide|only|inducing|sized?)$"
)


_PREFIXED: Final = re.compile(r"(?:pre|post|anti|non|ex|pro)-[a-z]{3}")


def is_capital(sentence: Sentence, node: Node) -> bool:
    """Does a word begin with a capital? "Nolan-directed" does not count."""
    if node.kind != "word":
        return False
    first = sentence.text[node.start]
    if not first.isupper() and not (first.isdigit() and _has_capital(sentence.text[node.start : node.end])):
        return False
    low = node.low
    return "-" not in low or not (MADE_BY.search(low) or _COMPOUND.search(low) or _PREFIXED.match(low))


def _has_capital(word: str) -> bool:
    """Is there a capital in a word that begins with a digit?"""
    return not word.isdigit() and any(map(str.isupper, word))


_BEFORE_VERBS: Final = frozenset(
    ("once", "also", "recently", "previously", "just", "has", "had", "later", "then", "reportedly", "since")
)


def verb_after(nodes: list[Node], index: int) -> str:
    """The word after a name, past an adverb or an auxiliary: "Mara Voss once said"."""
    while index < len(nodes) and nodes[index].low in _BEFORE_VERBS:
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
    if node.possessive and len(words) == 1 and _has_a_film(nodes, last):
        return "person"
    if _starred(words) or (node.possessive and _joined_names(sentence, nodes, first, last)):
        return "person"
    if words[-1] in _LISTS["mononyms"] or (len(words) > 1 and words[0] in _TITLED):
        return "person"
    return "person" if _by_neighbours(sentence, nodes, first, last, words) else "title"


def _starred(words: list[str]) -> bool:
    """Such as "Rebel Star Prabhu": what the Indian press calls its actors."""
    return 2 < len(words) < 5 and "star" in words[1:-1] and words[words.index("star") + 1] not in ("wars", "trek")


def _joined_names(sentence: Sentence, nodes: list[Node], first: int, last: int) -> bool:
    """Such as "Mara-Jonah’s Low Tide": two people, and then what they make."""
    if last - first != 1 or last >= len(nodes) or not is_capital(sentence, nodes[last]):
        return False
    halves = sentence.text[nodes[first].start : nodes[first].end].split("-")
    short = any(len(half) < 4 or not half[0].isupper() for half in halves)
    return len(halves) == 2 and not short and nodes[last].low not in _LISTS["first_names"]


def _by_lists(nodes: list[Node], first: int, last: int, low: str, words: list[str]) -> str | None:
    """What the words of a name say by themselves."""
    following = nodes[last] if last < len(nodes) else None
    if low in _LISTS["companies"] or low in _LISTS["outlets"] or low.removeprefix("the ") in _LISTS["companies"]:
        return "company"
    if last + 1 < len(nodes) and nodes[last].low in _REPORTS and nodes[last + 1].low == "that":
        return "company"
    if ("." in low and _INITIALS.fullmatch(low)) or (
        following and (MADE_BY.search(following.low) or following.low in ("directorial", "starrer"))
    ):
        return "person"
    if len(words) > 1 and not _OFFICES.isdisjoint(words[:-1]):
        return "person"
    if following and (following.kind == "season" or following.low in _MADE_FROM):
        return "title"
    if low in _LISTS["places"] or low in _LISTS["calendar"] or _ROAD.fullmatch(low):
        return "place"
    content = [w for w in words if w not in CONNECTORS]
    halves = _AND.split(low) if "and" in words or "&" in words else ()
    if (len(halves) > 1 and _LISTED.issuperset(halves)) or "audio" in words or _LISTED_WORKS.match(low):
        return "company"
    if _LISTED.issuperset(content) or _head(words) in _EVENT_ENDS:
        return "company"
    if content and _COMMON_OR_COMPANIES.issuperset(content):
        return "word"
    if words[-1] in _COMPANY_ENDS and len(words) > 1:
        return "company"
    if "need to know" in low or low.startswith(("here's ", "here’s ")):
        return "word"
    if low in _COMPANY_ENDS or (len(words) == 2 and words[0] in _DIVISIONS and _PART_NUMBER.fullmatch(words[1])):
        return "word"
    if _is_place(nodes, first, last):
        return "place"
    if _NUMERAL.fullmatch(low) and following and following.low in ("were", "are", "have", "of"):
        return "word"
    if low == "ever" and first and nodes[first - 1].low in ("first", "best", "biggest", "worst", "greatest", "only"):
        return "word"
    if last - first == 1 and first and nodes[first - 1].low in ("a", "an") and _of_no_kind(following):
        return "word"
    if last - first == 1 and (low in INITIAL_STOP or low in lexicon_words()):
        return "word"
    return None


def _head(words: list[str]) -> str:
    """The noun of a name: "Deal" in "Multi-crore Deal With a Brand"."""
    for index, word in enumerate(words):
        if index and word in ("of", "with", "for", "at", "on", "in", "to", "from"):
            return words[index - 1]
    return words[-1]


def _is_place(nodes: list[Node], first: int, last: int) -> bool:
    """Such as "the Sweet Auburn area", "Haworth, Yorkshire", "filming in Minot"."""
    rest = [node.low for node in nodes[last : last + 4]]
    if rest and rest[0] in _AREAS:
        return True
    if len(rest) > 1 and rest[0] == "," and " ".join(rest[1:3]) in _LISTS["places"]:
        return True
    ends = len(rest) < 3 or rest[2] in _AFTER_PLACES or nodes[last + 2].kind == "punct"
    if ends and len(rest) > 1 and rest[0] == "," and rest[1] in _LISTS["places"]:
        return True
    before = [node.low for node in nodes[max(0, first - 6) : first]]
    if before and before[-1] == "the":
        before.pop()
    if before[-2:] == ["outside", "of"]:
        before.pop()
    if not before or before[-1] not in ("in", "at", "near", "outside", "around"):
        return False
    return bool(_LOCAL.intersection(before[-4:-1])) and not _SEEN_IN.intersection(before)


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


_LISTED_WORKS: Final = re.compile(
    r"\d+ (?:more |new |best |big )?(?:reasons|things|ways|facts|times|questions)\b"
    r"|\d+ .*\b(?:classics|shows|movies|films|series|dramas|documentaries|titles|originals|comedies|thrillers|picks)$"
)
"""Such as "10 Deep-Cut Classics": what an article counts."""
_ROAD: Final = re.compile(r"(?:route|highway|interstate|junction) \d+")
_REPORTS: Final = frozenset(("reports", "writes", "understands", "says", "learned", "notes"))
"""Behind a name and before "that": the name is who tells it."""
_NUMERAL: Final = re.compile(
    r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-[a-z]+)?|[a-z]+teen|one|two"
    r"|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
)
_OFFICES: Final = frozenset(("cm", "pm", "mp", "mla", "minister", "governor", "mayor", "senator", "congressman"))
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
_DIVISIONS: Final = frozenset(("episode", "chapter", "part", "volume", "day", "week", "scene", "take", "block"))
_AFTER_PLACES: Final = frozenset(("in", "on", "for", "and", "to", "where", "with", "as", "is", "was", "from", "after"))
"""Behind "Haworth, Yorkshire"; another name ("Chicago Med, Chicago Fire") is no place."""
_TALES: Final = frozenset(
    ("mysteries", "mystery", "diaries", "chronicles", "files", "tales", "story", "stories", "investigates", "show")
)
"""How titles end that begin with somebody's name."""
_AREAS: Final = frozenset(
    ("area", "areas", "district", "county", "neighborhood", "neighbourhood", "region", "village", "valley", "suburb")
)
_LOCAL: Final = frozenset(
    (
        "film", "just",
        "filmed", "filming", "shot", "shooting", "shoot", "held", "place", "happen", "happened", "located", "based",
        "living", "lives", "born", "died", "arrived", "landed", "location", "locations", "crew", "studio", "studios",
        "took", "production", "underway", "way", "schedule", "began", "begun", "starts", "started", "sets", "police",
    )
)  # fmt: skip
"""Before "in X": verbs and nouns that ask where."""
_SEEN_IN: Final = frozenset(
    ("star", "stars", "starred", "starring", "seen", "appear", "appears", "appeared", "role", "roles", "part", "cast")
)
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


def _has_a_film(nodes: list[Node], last: int) -> bool:
    """After one capitalised word and its possessive: "next", "upcoming film", "movie"."""
    low = nodes[last].low if last < len(nodes) else ""
    return low in ("next", "upcoming", "movie", "film", "directorial", "debut", "latest", "maiden")


def _and_somebody(sentence: Sentence, nodes: list[Node], last: int) -> bool:
    """Such as "Jessy Gale and Peter Low": joined to somebody whose first name is known."""
    rest = nodes[last : last + 3]
    return (
        len(rest) == 3
        and rest[0].low in ("and", "&")
        and rest[1].low in _LISTS["first_names"]
        and is_capital(sentence, rest[1])
        and is_capital(sentence, rest[2])
    )


_COMMON: Final = _LISTS["generic"] | _LISTS["type_words"] | _LONE | _LISTS["people"]
"""Words that are no names by themselves, whatever their capitals."""
_COMMON_OR_COMPANIES: Final = _COMMON | _LISTS["companies"]
_JOINING: Final = CONNECTORS - {"de", "la"}
_AND: Final = re.compile(r" (?:&|and) ")


def _by_neighbours(sentence: Sentence, nodes: list[Node], first: int, last: int, words: list[str]) -> bool:
    """Do first names, roles and verbs around a name say that it is a person's?"""
    before = nodes[first - 1].low if first else ""
    if (len(words) > 1 and words[0] in _HONORIFICS) or before in _PLAYS:
        return True
    if len(words) > 1 and _PART_NUMBER.fullmatch(words[-1]):
        return False
    said_of = " ".join([n.low for n in nodes[last : last + 6]])
    if _TOLD_DATE.match(said_of) and (" its " in said_of or any(c.isdigit() or c in "'’" for c in " ".join(words))):
        return False
    if _FILMS_DO.match(said_of):
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
    if len(words) == 2 and not joined and _and_somebody(sentence, nodes, last):
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
