"""The locations after a verb, each with the hours that stand by it."""

from __future__ import annotations

import re

from pipeline.reading.listing_times import Times
from pipeline.reading.listing_where import clean_place, clock_numbers, keeps_group, place_after, split_places
from pipeline.reading.places import is_known_place


def places_of(
    masked: str, times: list[Times], before: str, capitals: bool = False
) -> list[tuple[str | None, Times | None]]:
    """The locations after the verb, each with the clock stretch that stands by it; one empty place if there is none."""
    only = times[0] if len(times) == 1 else None
    masked = re.sub(r"\([^()\x1f\ue000-\ue0ff]{0,200}\)", _blank_aside, masked)
    phrase = (
        ("to", masked.lstrip())
        if before in (" to", "ver")
        else place_after(masked, capitals=capitals) or _to_known(masked)
    )
    if phrase is None:
        return [(None, times[0] if times else None)]
    out: list[tuple[str | None, Times | None]] = []
    for piece in split_places(*phrase):
        place = clean_place(piece)
        numbers = clock_numbers(piece)
        clock = times[numbers[0]] if numbers and numbers[0] < len(times) else only
        if place:
            out.append((place, clock))
    return out or [(None, times[0] if times else None)]


def _blank_aside(match: re.Match[str]) -> str:
    """An aside in brackets ("really, at 1:30") would be taken for the place; an address in brackets is kept."""
    return match[0] if keeps_group(match[0][1:-1]) else " " * len(match[0])


def _to_known(masked: str) -> tuple[str, str] | None:
    """ "comes to Farmington", "announced for Natchitoches": these prepositions need capitals that are a place's."""
    match = re.search(r"(?:^|\s)(to|for|from|across)\s+(?=(?:the\s+)?[A-Z])", masked)
    if match and (match[1] == "to" or is_known_place(clean_place(masked[match.end() :]) or "")):
        return match[1], masked[match.end() :]
    return None
