"""Labels in front of a colon: "Location: P", "D: A. Person  L: P", matched through their misprints.

Which words are labels, and of what, is in ``listing_words.toml``.
"""

from __future__ import annotations

import difflib
import itertools
import re
from functools import lru_cache

from pipeline.reading.listing_entry import Line
from pipeline.reading.listing_words import LABELS

_LABELLED = re.compile(
    r"^[\s•·*\-–—>\x0b]*(?P<label>[🎬🎥📍📅🗓]|[A-Za-z][A-Za-z./&’'() -]{0,32}?)\s*(?P<sep>[:;]|"
    r"(?<=[Ll]ocation) (?=[A-Z\d])|(?<=[Ll]ocations) (?=[A-Z\d]))\s*(?P<value>.*)$"
)


_INLINE = re.compile(
    r"(?:^|(?<=[\s,;|/]))([A-Z][A-Z/ ]{1,22}[A-Z]|(?:[A-Z][a-z]+ )?(?:Location|Status|Dates?|"
    r"Schedule|Where|When|Director|Cast|Stars|Type|Start|Wrap|Prep|Shoot|Finish)s?|"
    r"(?:(?<=\s{2})|(?<=^)|(?<=\t)|(?<=[|/]\s))(?:D|P|PM|L|S|W|EP)|(?<=[|;/.]\s)[A-Z][a-z]+(?: [a-z]+)?):\s*"
)


_NEXT = re.compile(r"\s+[|/]\s+(?=[A-Z][a-z]+(?: [a-z]+)?:\s)")  # a label that is not known ends a value as well


_SENTENCE = re.compile(r"\w[.!?…]\s*$")


_DATELIKE = re.compile(
    r"\d|\bdone\b|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|\btb[acd]\b|ongoing|hold|"
    r"hiatus|cancel|postpone|wrapped|now\b|spring|summer|fall|autumn|winter|today|tomorrow|week|month|noon|midnight|"
    r"unknown|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def label_kind(label: str) -> str | None:
    """What a label names, through small misprints; None for words that are no label."""
    label = " ".join(label.lower().replace("’", "'").split()).strip(" .*-")
    if label in LABELS:
        return LABELS[label]
    if len(label) < 5 or len(label) > 24:
        return None
    near = [known for known in LABELS if abs(len(known) - len(label)) <= 2 and known[0] == label[0]]
    close = difflib.get_close_matches(label, near, n=1, cutoff=0.85)
    return LABELS[close[0]] if close else None


def split_labels(text: str) -> tuple[str, list[tuple[str, str, str]]]:
    """(words before the first label, [(kind, label, value), ...]) of a line; several labels may share it."""
    if ":" not in text and ";" not in text and "ocation" not in text:
        return text, []
    match = _LABELLED.match(text)
    kind = label_kind(match["label"]) if match else None
    found = _inline_labels(text)
    if match and kind:
        value = match.start("value")
        found = [(0, value, kind, match["label"]), *(label for label in found if label[0] >= value)]
    elif not found or found[0][2] == "title":
        return text, []
    found = [label for label in found if _is_field(label[2], text[label[1] :])]
    if not found:
        return text, []
    ends = [label[0] for label in found[1:]] + [len(text)]
    labels = [
        (kind, label.strip().lower(), _NEXT.split(text[begin:end], maxsplit=1)[0].strip(" \t|,;/"))
        for (_, begin, kind, label), end in zip(found, ends, strict=True)
    ]
    return text[: found[0][0]].strip(), labels


def _inline_labels(text: str) -> list[tuple[int, int, str, str]]:
    """(start, end, kind, label) of every label inside a line; "Inc Schedule:" is the label of its last word."""
    found: list[tuple[int, int, str, str]] = []
    for match in _INLINE.finditer(text):
        whole, last = match[1], match[1].rpartition(" ")[2]
        label = whole if label_kind(whole) else last
        kind = label_kind(label)
        if kind and (found or kind != "other" or not text[: match.start()].endswith(". ")):
            found.append((match.end(1) - len(label), match.end(), kind, label))
    return found


def _is_field(kind: str, value: str) -> bool:
    """ "WRAP: THE TITLE ..." is a headline: a label of days must be followed by some."""
    return (
        kind not in ("date", "start", "end", "time") or not value.strip() or _DATELIKE.search(value[:120]) is not None
    )


def closed_up(lines: list[Line]) -> list[Line]:
    """The lines without the blank ones that part nothing, where the page has a blank line before every label.

    A blank line stays before what may be a title: a line without a label that is no sentence.
    """
    if sum(":" in line.text[:60] for line in lines) <= 4:
        return lines
    labelled = apart = 0
    for before, line in itertools.pairwise(lines):
        if line.text.strip() and _is_labelled(line):
            labelled += 1
            apart += not before.text.strip()
    if labelled <= 4 or apart * 10 < labelled * 8:
        return lines
    out: list[Line] = []
    for line, after in zip(lines, [*lines[1:], None], strict=True):
        parts = after is not None and not _is_labelled(after) and not _SENTENCE.search(after.text[-80:])
        if line.text.strip() or parts:
            out.append(line)
    return out


def _is_labelled(line: Line) -> bool:
    return (
        ":" in line.text[:60] and _LABELLED.match(line.text[:60]) is not None and bool(split_labels(line.text[:200])[1])
    )
