"""What a page's own labels and columns hold, told by their values and not by their names.

"Unit base: Lynn" on five entries of a page is a label of places, though no list of labels has it: most of its values
are towns, streets or spots. A label that is met twice, or whose values are of no one kind, stays unknown.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from pipeline.reading.listing_dates import read_dates
from pipeline.reading.listing_entry import Line, Page
from pipeline.reading.listing_labels import label_kind
from pipeline.reading.listing_words import CUES, automaton_of
from pipeline.reading.places import is_known_place, parse_place

_LABEL = re.compile(
    r"(?:^[\s•*·-]*|(?<=[|/;.!?]\s)|(?<=\t))(?P<label>[A-Z][A-Za-z’' ]{2,28}?)\s*:\s+"
    r"(?P<value>[^|;\t]{2,120}?)(?=\s[|/]\s|[;\t]|(?<=[a-z]{4})[.!?]\s+[A-Z]|\.?\s*$)"
)
_ENOUGH = 3
_NO_LABEL = re.compile(
    r"\b(?:born|home ?town|clubs?|teams?|from|note|update|fyi|also|plus|reminder|estimated)\b",
    re.IGNORECASE,
)
_TELLING = frozenset(("date", "start", "end", "status"))
_DATED = _TELLING | {"Dates"}
_BARE_LABEL = re.compile(r"[A-Z][A-Za-z/’' ]{2,28}:?")
_NAMES = re.compile(r"\b(?:titles?|name of|production name|film|show|programme)\b", re.IGNORECASE)
_SPOT = re.compile(
    r"^(?:the\s+)?\d+[\w-]*\s+(?:[NSEW]\.?\s+)?[A-Z]|^\d+(?:st|nd|rd|th)\b|"
    r"\b(?:St|Ave?|Blvd|Bl|Rd|Dr|Ln|Pl|Sq|Hwy|Street|Avenue|Boulevard|Road|Drive|Lane|Place|Square|Highway|Parkway|"
    r"Way|Studios?|Stages?|Park|Gardens?|Beach|Lake|River|Falls|Quarry|Farm|Ranch|Castle|Abbey|Church|Cathedral|"
    r"Chapel|Cemetery|Hospital|School|College|University|Campus|Library|Museum|Gallery|Theatre|Theater|Cinema|"
    r"Hotel|Inn|Motel|Hall|House|Manor|Mansion|Court|Courthouse|Station|Airport|Terminal|Harbou?r|Docks?|Dockyard|"
    r"Pier|Marina|Wharf|Bridge|Tunnel|Plaza|Mall|Market|Stadium|Arena|Amphitheat(?:er|re)|Armory|Fort|Prison|Jail|"
    r"Zoo|Mill|Mine|Village|Island|Canyon|Forest|Woods|Mountain|Hills?|Valley|County|Ruins|Lido|Railway|Lot|"
    r"Backlot|Soundstage|Warehouse|Factory|Base|Township)\b\.?(?:\s*\([^()]*\))?\s*$|"
    r"\b(?:between|corner of|block of|under the|outside|behind)\s|\sat\s\d+(?:st|nd|rd|th)\b|^Co\.? [A-Z][a-z]+$"
)
_ON_SET = re.compile(
    r"\b(?:(?:season|series) (?:\d|one|two|three|four|five)|second unit|on set|wrap(?:s|ped)?|pilot|re-?shoots?|"
    r"base ?camp|unit base|filming|MOW)\b|\b(?:Untitled|S0?\d)\b",
    re.IGNORECASE,
)
_SPOTS_HEAD = re.compile(r"\b(?:spotted\b|filming|locations (?:for|today)|\d locations\b|shoot map|on location)", re.I)
_TALK = automaton_of(CUES["talk"])
_TALK_WORDS = 100


def is_spot(text: str) -> bool:
    """A known place, a street, or a name that ends as the names of spots do; a person or a sentence is none."""
    text = text.strip(" .,;:()*")
    if not text or len(text) > 100 or not (text[0].isupper() or text[0].isdigit() or text.startswith("the ")):
        return False
    return (
        is_known_place(text)
        or any(_SPOT.search(part.strip()) for part in text.split(","))
        or parse_place(text) is not None
    )


def mostly(values: Iterable[bool], share: float) -> bool:
    """Are at least this share of the values so?"""
    judged = list(values)
    return bool(judged) and sum(judged) >= share * len(judged)


def with_learned_labels(page: Page) -> Page:
    """The page with labels of its own written as known ones, where their values tell what they are."""
    page = replace(_upright(page), film=_talks_of_film(page))
    values: dict[str, list[str]] = {}
    for line in page.lines:
        for match in _LABEL.finditer(line.text) if ":" in line.text[:400] and len(line.text) < 1000 else ():
            values.setdefault(match["label"], []).append(match["value"])
    learned = {label: role for label, found in values.items() if (role := _role(label, found))}
    known = {kind for label, found in values.items() if len(found) > 1 and (kind := label_kind(label)) in _TELLING}
    if not learned or not (page.film or _DATED & {*learned.values(), *known}):
        return page
    return replace(page, lines=tuple(_renamed(line, learned) for line in page.lines))


def _upright(page: Page) -> Page:
    """Labels on lines of their own above their values ("Shooting in" / "Lynn"), each put in front of its value.

    They are lines of the same few words that come back as often as one another; a heading comes back alone.
    """
    counts = Counter(line.text.strip() for line in page.lines if 2 < len(line.text.strip()) < 30)
    often = {text for text, count in counts.items() if count >= _ENOUGH and _BARE_LABEL.fullmatch(text)}
    often = {text for text in often if sum(counts[text] == counts[other] for other in often) > 1}
    if not often:
        return page
    out: list[Line] = []
    for line in page.lines:
        above = out[-1].text.strip() if out else ""
        if above in often and line.text.strip() and line.text.strip() not in often:
            out[-1] = replace(out[-1], text=f"{above}: {line.text.strip()}", width=line.end - out[-1].start)
        else:
            out.append(line)
    return replace(page, lines=tuple(out))


def _role(label: str, values: list[str]) -> str | None:
    """ "Location" or "Dates", where the label is unknown and its values are nearly all of the one kind."""
    if len(values) < _ENOUGH or label_kind(label) or _NO_LABEL.search(label) or len(set(values)) < 2:
        return None
    if mostly((is_spot(value) for value in values), 0.6):
        return "Location"
    if _NAMES.search(label) and len(set(values)) == len(values):
        return "Title"
    return "Dates" if mostly((bool(read_dates(value, None, labelled=True).spans) for value in values), 0.75) else None


def _renamed(line: Line, learned: dict[str, str]) -> Line:
    def rename(match: re.Match[str]) -> str:
        role = learned.get(match["label"])
        at = match.start("label") - match.start()
        return match[0][:at] + role + match[0][at + len(match["label"]) :] if role else match[0]

    text = _LABEL.sub(rename, line.text) if ":" in line.text[:400] and len(line.text) < 1000 else line.text
    return line if text == line.text else replace(line, text=text, width=line.end - line.start)


def _talks_of_film(page: Page) -> bool:
    """Has one word in a hundred to do with film, or two in all with work on a set; or does its head speak of spots?"""
    text = f"{page.title}\n{page.text[:60_000]}"
    told = sum(1 for _ in _TALK.iter(text.lower()))
    blanks = text.count(" ")
    few = blanks < 400 and len(_ON_SET.findall(text)) > 1
    return told * _TALK_WORDS > blanks or few or _SPOTS_HEAD.search(text[:200]) is not None
