"""How much one mention of a name says that it is a title."""

from __future__ import annotations

import re
from typing import Final

from pipeline.reading.beside import beside_season
from pipeline.reading.lexicon import names
from pipeline.reading.nodes import CUED, KNOWN_WORD, MARKED, RUN, Node, Row, title_case
from pipeline.reading.sentences import Sentence

_LISTS: Final = names()
_AFTER_CUES: Final = _LISTS["after_cues"]
_ENDS_IN_NUMBER: Final = re.compile(r" \d{1,2}$")
_BY_STRENGTH: Final = {RUN: 0.5, KNOWN_WORD: 1.5, MARKED: 2.0, CUED: 4.0}
_BEFORE_PHRASES: Final = re.compile(
    r"(?:stars? in|starred in|season of|seasons of|series of|episodes? of|sequel to|prequel to"
    r"|spin-?off of|spin-?off to|reboot of|remake of|adaptation of|revival of|cast of|filming"
    r"|shooting|sets? of|title(?:d)?|called|film version of|shoot (?:of|for)|production (?:of|on)"
    r"|starrer|new movie|trailer (?:of|for)|appeared in|seen in|role in|directing|renewed"
    r"|for)\s+(?:the\s+)?[‘“\"']?$"
)
_SURE_BEFORE: Final = re.compile(
    r"(?:starring in|stars? in|starred in|season of|seasons of|episodes? of|sequel to|prequel to"
    r"|spin-?off (?:of|to|from)|(?:reboot|remake|adaptation|revival|version) of|cast of|filming of"
    r"|production of|(?:film|movie|series|show|drama|comedy|documentary|thriller|project|sitcom)"
    r" (?:called|titled|named|entitled))\s+(?:the\s+)?(?:(?:hit|upcoming|new|film|movie|series|show"
    r"|drama)\s+){0,3}[‘“\"']?$"
)
_TITLE_IS: Final = re.compile(r"\btitle(?: of the [\w -]{3,24})? is\s+(?:the\s+)?[‘“\"']?$")
"""Such as "the working title of the film is"."""
_WORKS: Final = frozenset(("film", "movie", "series", "sitcom", "miniseries", "drama", "comedy", "thriller", "show"))
_SMALL_WORDS: Final = frozenset(("the", "of", "and", "in", "to", "a", "&"))
"""Words of titles that no name of a person holds."""
_LEADING: Final = (
    "in", "of", "to", "from", "for", "hit", "upcoming", "new", "film", "movie", "series", "show", "drama", "filming",
     "shooting", "set", "sets", "title", "titled", "called", "starrer", "directing", "renewed",
)  # fmt: skip
"""How the two expressions for what leads to a title end: they are tried after such a word only."""


def _led_in(before: str) -> bool:
    words = before.rstrip(" ‘“\"'\n\t").rsplit(None, 2)
    if len(words) > 1 and words[-1] == "the":
        words.pop()
    return bool(words) and words[-1].endswith(_LEADING)


def _defined(row: Row) -> bool:
    """Such as "X is an American drama series created by …": how an encyclopaedia begins."""
    rest = [node.low for node in row.nodes[2:13]]
    return rest[:1] in (["a"], ["an"], ["the"]) and not _WORKS.isdisjoint(rest)


def value_of(sentence: Sentence, node: Node, row: Row, owners: bool) -> float:
    """How much one mention says that a name is a title."""
    value = _BY_STRENGTH[node.strength]
    if beside_season(row, node):
        value += 4
    before = sentence.low[max(0, node.start - 40) : node.start]
    index = row.holding(node.start)
    previous = row.nodes[index - 1] if index else None
    following = row.nodes[index + 1] if index + 1 < len(row.nodes) else None
    if previous and previous.low in _LISTS["type_words"]:
        value += 3
    elif index > 1 and previous and previous.low == "," and row.nodes[index - 2].low in _LISTS["type_words"]:
        value += 2.5
    if _led_in(before):
        if _SURE_BEFORE.search(before):
            value += 3
        elif _BEFORE_PHRASES.search(before):
            value += 1.5
    if "title" in before and _TITLE_IS.search(before):
        value += 3
    made_from = following is not None and following.low in _LISTS["offshoots"]
    if node.strength == RUN and len(node.low.split()) > 3 and not title_case(sentence) and not made_from:
        value += 1
    if sentence.headline and following and following.low == ":" and not index and node.strength == RUN:
        value += 2.5
    if node.name[-1:].isdigit() and _ENDS_IN_NUMBER.search(node.name):
        value += 1
    if following and following.low in _AFTER_CUES:
        value += 2
    told = row.nodes[0].kind == "title" and node is not row.nodes[0]  # "‘Grey Harbour’: HBO renews drama for …"
    if sentence.headline and row.seasoned and following and following.low == "for" and not told:
        value += 3 * ("season" in [n.kind for n in row.nodes[index + 2 : index + 5]])  # "renews X for a third season"
    if not index and node.strength == RUN and following and following.low in ("is", "was") and _defined(row):
        value += 3
    if sentence.headline and node.possessive and not index and following and following.kind == "person":
        nobody = " " not in node.low or not _SMALL_WORDS.isdisjoint(node.low.split())
        value += 2.5 * nobody  # "Harbour’s Mara Voss reveals …"
    owner = previous is not None and previous.kind == "person" and previous.possessive
    if owners and owner and node.strength == RUN and following and following.low in _LISTS["predicates"]:
        value += 2.5
    if sentence.headline:
        value += 0.5
    return value
