"""Whom to call: cut out of the cells of a listing, with the name that stands there.

"Leeds, call Bo on 07700 900123" is a place and a person. A cell is taken apart into clauses; those that give a way to
reach somebody, name somebody to be reached, or name one of the crew are dropped, and what is left is the place. Titles
lose such a clause only where it holds an address or a number: "Better Call Saul" is one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from pipeline.model import Report
from pipeline.reading.places import is_known_place
from spiders.privacy import scrub

CELLS = ("place", "region", "status", "medium")
"""Fields that are about a production and never about a person."""

_SIGN = re.compile(
    r"\d{3}|0\d[ .]\d|@|\[|&#|call|phone|mail|contact|text|whatsapp|ask for|speak|talk|attn|attention|c/o|tel|mob|cell|"
    r"enquir|inquir|messag|dm|manager|coordinator|co-ord|producer|director|gaffer|fixer|assistant|crew|"
    r"\b(?:lm|upm|dp|dop)\b",
    re.I,
)
"""What a cell must have in which there may be a contact."""
_CUT = re.compile(r"(\s*[,;|•·()\[\]{}\n]\s*|\s+[-–—/]\s+|\s*—\s*|(?<=[^\W\d_][^\W\d_])[.!?]\s+(?=[A-Z\d]))")
_VERB = (
    r"(?i:\b(?:call|phone|telephone|e-?mail|contact|text|whatsapp|message|ask for|speak (?:to|with)|talk to|attn|"
    r"attention|enquiries|inquiries|enquire|inquire|dm))\b|(?i:\bc/o|\btel\b|\bmob(?:ile)?\b:|\bcell:)"
)
_NAME = r"[^\W\d_a-zà-öø-ÿ][\w’'.-]*"
_REACH = re.compile(rf"(?:{_VERB})[.:]?\s+(?:(?:to|for|at|on|via|with|the|our|your)\s+)*(?={_NAME})|(?:{_VERB})\s*:")
_ANY_VERB = re.compile(_VERB)
_ROLE = (
    r"(?i:\b(?:(?:assistant|associate|executive|line|location|locations|unit|production|casting|art|first|second|1st|"
    r"2nd|stunt|transport|post)\s+)*(?:manager|coordinator|co-ordinator|producer|director|gaffer|fixer|assistant))|"
    r"\b(?:LM|UPM|DP|DOP|DoP)"
)
_CREW = re.compile(
    rf"(?:{_ROLE})\b(?!['’])(?:\s+is|\s*[:=-])?\s*{_NAME}|(?:(?:{_ROLE})s?|(?i:\bcrew))\s*[:=]|"
    rf"{_NAME}\s+(?:(?:the|as)\s+)?(?:{_ROLE})\b(?!['’])"
)
_ONLY_ROLE = re.compile(rf"\s*(?:the\s+)?(?:{_ROLE})s?\s*", re.I)
_BARE = r"[^\W\d_a-zà-öø-ÿ][^\W\d_’']*"
_PERSON = re.compile(rf"\s*(?:(?:and|with|&)\s+)?(?:(?:Mr|Mrs|Ms|Mx|Dr)\.?\s+)?{_BARE}(?:\s+{_BARE}){{0,2}}\s*")
_WITH = re.compile(rf"\s+(?:with|via|from)\s+{_BARE}(?:\s+{_BARE})?\s*$")
_VENUE = re.compile(
    r"(?i:\b(?:theat(?:re|er)|cent(?:re|er)|road|street|studios?|stage|park|house|hall|building|lane|avenue|works|yard|"
    r"club|hotel|island|bay|college|school|library|museum|gallery))\W*$"
)
_BRACKET = re.compile(r"\s*[(\[][^()\[\]]*\0[^()\[\]]*[)\]]")
_EMPTY = re.compile(r"[(\[{]\s*[)\]}]")
_EDGES = " \t\n,;:|/•·–—-.!?"
_FOUND = "\0"
"""Stands where an address or a number was."""
_MARKS = ("[…]", "[...]")
"""What stands there in texts and in pages that were scrubbed before."""


@lru_cache(maxsize=4096)
def without_contacts(text: str) -> str:
    """A cell without the clauses that say whom to reach, and how; as it was where there are none. Lists have few
    places and fewer statuses: most cells were met before."""
    if not _SIGN.search(text):
        return text
    parts = _CUT.split(_marked(text))
    clauses, separators = parts[::2], ["", *parts[1::2]]
    kept = [_kept(clause) for clause in clauses]
    cut = [left != clause for left, clause in zip(kept, clauses, strict=True)]
    if not any(cut):
        return text
    for number, clause in enumerate(clauses):
        if not cut[number] and (cut[max(number - 1, 0)] or cut[min(number + 1, len(cut) - 1)]):
            kept[number] = "" if number and _is_person(clause) else _WITH.sub("", clause)
    return _joined(separators, kept)


def title_without_contacts(text: str) -> str:
    """A title without the clauses that hold an address or a number."""
    marked = _marked(text)
    if _FOUND not in marked:
        return text
    parts = _CUT.split(_BRACKET.sub("", marked))
    kept = [_before_verb(clause) if _FOUND in clause else clause for clause in parts[::2]]
    return _joined(["", *parts[1::2]], kept) or scrub(text)


def _marked(text: str) -> str:
    """The text with a mark in place of each address and number: a bracket in it is none of the cell's."""
    marked = scrub(text)
    for mark in _MARKS:
        marked = marked.replace(mark, _FOUND)
    return marked


def clean_row(row: Mapping[str, str]) -> dict[str, str]:
    """The texts of a row without anything by which a person is reached; what is empty then is left out. Its ``ref`` is
    only ever compared."""
    clean = {name: text if name == "ref" else _clean(name, text) for name, text in row.items()}
    return {name: text for name, text in clean.items() if text}


def clean_report(report: Report) -> Report:
    """A report whose words hold nothing personal."""
    evidence = scrub(report.evidence)
    via = report.via if not report.via or scrub(report.via) == report.via else None
    place = without_contacts(report.place) or None if report.place else None
    if (evidence, via, place) == (report.evidence, report.via, report.place):
        return report
    return replace(report, evidence=evidence, via=via, place=place)


def _clean(name: str, text: str) -> str:
    if name in CELLS:
        return without_contacts(text)
    return title_without_contacts(text) if name == "title" else scrub(text)


def _kept(clause: str) -> str:
    """What of a clause is no contact."""
    if _FOUND in clause:
        return _before_verb(clause)
    reach = _REACH.search(clause)
    if reach and not _VENUE.search(clause):
        return clause[: reach.start()].rstrip(_EDGES)
    return "" if _CREW.search(clause) or _ONLY_ROLE.fullmatch(clause) else clause


def _is_person(clause: str) -> bool:
    """True for what looks like a name and is no place that is known."""
    return bool(_PERSON.fullmatch(clause)) and not is_known_place(clause)


def _before_verb(clause: str) -> str:
    """The words before "call …"; of a clause without such a word those before the number, if they are a place."""
    if verb := _ANY_VERB.search(clause):
        return clause[: verb.start()].rstrip(_EDGES)
    head = clause[: clause.index(_FOUND)].strip(_EDGES)
    return head if head and is_known_place(head) else ""


def _joined(separators: list[str], kept: list[str]) -> str:
    """The clauses that are left, with what stood before each, and no bracket without its fellow."""
    pieces: list[str] = []
    for separator, clause in zip(separators, kept, strict=True):
        pieces += [separator if clause else "".join(mark for mark in separator if mark in "()[]{}"), clause]
    text = "".join(pieces)
    for opening, closing in ("()", "[]", "{}"):
        text = _EMPTY.sub("", text)
        if text.count(opening) != text.count(closing):
            text = text.replace(opening, " ").replace(closing, " ")
    return " ".join(text.split()).strip(_EDGES)
