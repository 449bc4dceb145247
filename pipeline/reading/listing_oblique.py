"""Titles that are not the subject of their clause.

"A joins B in T, currently filming in P", "Cameras roll on T in P", "T was approved in May and will shoot in P", and a
town that has a shoot ("Lynn gets “T” next week"). It refuses names of places, companies and days in those seats.
"""

from __future__ import annotations

import re

from pipeline.reading.listing_dates import read_dates
from pipeline.reading.listing_phrases import Predicate
from pipeline.reading.listing_titles import Title, read_title
from pipeline.reading.listing_where import clean_place
from pipeline.reading.listing_words import NETWORKS
from pipeline.reading.places import is_known_place

_NAME = r"[“\"‘]?[A-Z\d][\w’'&:.!-]*(?:\s+(?:[A-Z\d&][\w’'&:.!-]*|of|the|and|a|to|in|for))*[”\"’]?"
_WORK = re.compile(r"^\W*(?:Cameras?|Filming|Shooting|Production|Principal photography|Work)\b[\w\s]{0,20}$")
_ON_TITLE = re.compile(
    r"^\s+(?:rolling\s+)?(?:on|for)\s+(?:the\s+)?(?P<title>[“\"‘]?[A-Z\d][^,.;()]{1,70}?)"
    r"(?=\s+(?:in|at|around|this|next|early|late|on|starting|from|under)\b|[,.;(]|\s*$)"
)
_RELATIVE = re.compile(
    rf"(?:^|\s)(?:in|of|on)\s+(?:the\s+)?(?:[a-z’'-]+\s+){{0,4}}?(?P<title>{_NAME}),\s+"
    r"(?:(?:which|that)\s+)?(?:is\s+)?$"
)
_INTRODUCED = re.compile(
    r"\s(?:was|is|has been|were|are)\s(?:approved|announced|ordered|green-?lit|picked up|awarded|based|written|"
    r"directed|produced|created)\b.*?,?\s+and\s*$"
)
_HOSTS = re.compile(
    r"^\W*(?P<place>[A-Z][\w .’'-]{2,30}?)\s+(?:gets|got|has|had|hosts|hosted|welcomes|welcomed)\s+(?:the\s+)?"
    rf"(?P<title>[“\"][^“”\"]{{1,80}}[”\"]|The\s{_NAME})(?=\s+(?:today|this|next|last|all|until|through|again|"
    r"back|for)\b|[.,;]|\s*$)"
)
_FOR_TITLE = re.compile(
    r"^\W*[A-Z][^“\"]{1,50}?\s(?:is|are|was|were|will be)\s(?:back\s)?(?:at|in|on)\s(?P<place>[^“\"]{3,60}?)\s"
    r"(?:for|to film|to shoot|filming|shooting)\s(?P<title>[“\"][^“”\"]{1,80}[”\"])"
)
"""Somebody is at a place for a film."""
_RUMOURED = re.compile(
    r"^\W*(?:Rumou?rs?|Word|Twitter|Gossip|Readers?)\s+(?:puts?|places?|has|have|had|saw|spotted)\s+"
    rf"(?P<title>{_NAME})\s+(?=(?:at|in|on|around|near)\s+(?:the\s+)?[A-Z\d])"
)
_TOLD = frozenset(("is filming", "in production", "will start", "starts", "wrapped", "verbless", "expected to wrap"))


def oblique(clause: str, predicate: Predicate) -> tuple[Title, int] | None:
    """The title that a clause is about though it is not its subject, and where its location may begin."""
    subject, after = clause[: predicate.start], clause[predicate.end :]
    if predicate.name not in _TOLD:
        return None
    verb = clause[predicate.start : predicate.end]
    after = f" on{after}" if verb.endswith(" on") else after
    on = _ON_TITLE.match(after) if _WORK.match(subject) or not subject.strip(" *•") else None
    if on and (title := _name(on["title"])):
        return title, len(clause) - len(after) + on.end()
    relative = _RELATIVE.search(subject[-200:])
    if relative and (title := _name(relative["title"])):
        return title, predicate.end
    introduced = _INTRODUCED.search(subject)
    title = read_title(subject[: introduced.start()]) if introduced else None
    return (title, predicate.end) if title else None


def hosted(clause: str) -> tuple[Title, int] | None:
    """The title that a town has ("Lynn gets “T”") or that rumour puts somewhere, and where its location may begin."""
    match = _HOSTS.match(clause)
    if match and is_known_place(match["place"]) and (title := _name(match["title"])):
        return title, match.end()
    match = _FOR_TITLE.match(clause) or _RUMOURED.match(clause)
    title = _name(match["title"]) if match else None
    return (title, match.end()) if match and title else None


def host_of(clause: str) -> str | None:
    """The town in front of "gets “T”", or the spot where somebody is for it."""
    match = _HOSTS.match(clause)
    if match and is_known_place(match["place"]):
        return match["place"]
    match = _FOR_TITLE.match(clause)
    return clean_place(match["place"]) if match else None


def _name(words: str) -> Title | None:
    if words in NETWORKS or is_known_place(words) or read_dates(words, None, labelled=True).spans:
        return None
    return read_title(words)
