"""Places: recognised, normalised, and compared.

A listing names places as people do: "12 Main St, Savannah, GA", "Long Island City", "4th St and W Broadway". This
knows the countries, states, provinces and some hundreds of production cities (``places.toml``), so that a place feed
can gather by city, region and country, and it gives every place a form to compare by. It looks nothing up on the
web and geocodes nothing.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

DATA = Path(__file__).with_name("places.toml")
TEXT_LIMIT = 400

_WORDS: dict[str, str] = {
    "street": "st",
    "streets": "st",
    "sts": "st",
    "avenue": "ave",
    "avenues": "ave",
    "av": "ave",
    "aves": "ave",
    "boulevard": "blvd",
    "bl": "blvd",
    "road": "rd",
    "roads": "rd",
    "drive": "dr",
    "lane": "ln",
    "place": "pl",
    "court": "ct",
    "square": "sq",
    "highway": "hwy",
    "parkway": "pkwy",
    "terrace": "ter",
    "freeway": "fwy",
    "saint": "st",
    "mount": "mt",
    "fort": "ft",
    "west": "w",
    "east": "e",
    "north": "n",
    "south": "s",
    "northwest": "nw",
    "northeast": "ne",
    "southwest": "sw",
    "southeast": "se",
    "first": "1st",
    "second": "2nd",
    "third": "3rd",
    "fourth": "4th",
    "fifth": "5th",
    "sixth": "6th",
    "seventh": "7th",
    "eighth": "8th",
    "ninth": "9th",
    "tenth": "10th",
    "eleventh": "11th",
    "twelfth": "12th",
    "center": "centre",
    "theater": "theatre",
    "&": "and",
}
_STREET_KINDS = frozenset(("st", "ave", "blvd", "rd", "dr", "ln", "pl", "ct", "sq", "hwy", "pkwy", "ter", "fwy"))
_CORNER = re.compile(r"\s+(?:and|at|@|/|x|&)\s+|\s*/\s*|\s+and\s+")
_LEAD = re.compile(
    r"^(?:(?:in|at|on|around|near|outside of|outside|inside|along|by|under|from|downtown|greater|"
    r"central|the|the city of|the corner of|corner of|intersection of|the intersection of|rural|upstate|metro)\s+)+",
    re.IGNORECASE,
)
_POSTCODE = re.compile(r"\b(?:\d{5}(?:-\d{4})?|[A-Z]\d[A-Z]\s?\d[A-Z]\d|[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2})\b")


@dataclass(frozen=True, slots=True)
class Place:
    """A place as printed, and the city, region and country it lies in where they are known."""

    name: str
    city: str | None = None
    region: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class _Gazetteer:
    names: dict[str, tuple[Place, ...]]
    codes: dict[str, tuple[Place, ...]]


def _fold(text: str) -> str:
    plain = (
        unicodedata.normalize("NFKD", text.replace("’", "'").replace("ł", "l").replace("ø", "o"))
        .encode("ascii", "ignore")
        .decode()
    )
    return " ".join(re.sub(r"[^a-z0-9' ]+", " ", plain.lower().replace(".", "")).split())


@cache
def _gazetteer() -> _Gazetteer:
    data = tomllib.loads(DATA.read_text(encoding="utf-8"))
    names: dict[str, list[Place]] = {}
    namesakes: list[tuple[str, Place]] = []
    codes: dict[str, list[Place]] = {}
    aliases = data.pop("aliases")
    for country, regions in data.items():
        country = country.split("-")[0]
        names.setdefault(_fold(country), []).append(Place(country, None, None, country))
        for region, line in regions.items():
            code, cities = (part.strip() for part in line.split("|"))
            area = Place(country, None, None, country) if region == "-" else Place(region, None, region, country)
            codes.setdefault(code, []).append(area)
            if region != "-":
                names.setdefault(_fold(region), []).append(area)
            for city in cities.split(", "):
                name = re.sub(r" [A-Z]{2,3}$", "", city)  # "London ON": there is a better known one
                place = Place(name, name, area.region, country)
                if name == city:
                    names.setdefault(_fold(name), []).append(place)
                else:
                    namesakes.append((_fold(name), place))
    for name, place in namesakes:
        names.setdefault(name, []).append(place)
    for alias, name in aliases.items():
        names.setdefault(_fold(alias), [])[0:0] = names[_fold(name)] if alias != "New York" else []
    return _Gazetteer({k: tuple(v) for k, v in names.items()}, {k: tuple(v) for k, v in codes.items()})


def _lookup(text: str, hint: str | None) -> Place | None:
    """The known place of exactly these words; the hint (a region or country) decides between namesakes."""
    if len(text) > 60 or text.count(" ") > 6:
        return None  # no name has more than five words
    gazetteer = _gazetteer()
    bare = text.strip(" .,()*")
    found = gazetteer.names.get(_fold(bare), ())
    code = bare.replace(".", "")
    if not found and re.fullmatch(r"[A-Z]{2,3}", code):
        found = gazetteer.codes.get(code, ())
    if not found:
        return None
    if hint:
        for place in found:
            if hint in (place.region, place.country):
                return place
    return found[0]


def _area(text: str | None) -> str | None:
    """The region or country that a hint names ("Georgia", "New York City, NY", "B.C.")."""
    if not text:
        return None
    place = parse_place(text)
    if place is None:
        return None
    return place.region or place.country


@lru_cache(maxsize=8192)
def is_known_place(text: str) -> bool:
    """Is every comma-separated part of the text a known place ("Newport, Rhode Island", "Boston, Worcester")?"""
    parts = [part for part in re.split(r",|\s+(?:and|or|&)\s+|/", text[:TEXT_LIMIT]) if part.strip()]
    return bool(parts) and all(_is_one(_LEAD.sub("", part.strip())) for part in parts)


def _is_one(part: str) -> bool:
    """One known place, also with the code of its region behind it ("Memphis TN")."""
    if _lookup(part, None) is not None:
        return True
    head, _, code = part.rpartition(" ")
    area = _lookup(code, None) if head and len(code) == 2 and code.isupper() else None
    inner = _lookup(head, area.region or area.country) if area else None
    return bool(area and inner and _agrees(inner, area))


def nearest_place(text: str) -> str | None:
    """The known place whose name is spelt most like this one."""
    import difflib

    names = _gazetteer().names
    near = difflib.get_close_matches(_fold(text), names, n=1, cutoff=0.75)
    return names[near[0]][0].name if near else None


def parse_place(text: str, region: str | None = None) -> Place | None:
    """Where a printed place lies; ``region`` is the heading it stood under. None where nothing in it is known."""
    text = " ".join(text[:TEXT_LIMIT].split())
    hint = _area(region)
    segments = [part.strip() for part in _POSTCODE.sub("", text).split(",") if part.strip()]
    found: Place | None = None
    for segment in reversed(segments):
        here = _in_segment(segment, (found.region or found.country) if found else hint)
        if here is None:
            continue
        if found is None or (found.city is None and here.city and _agrees(here, found)):
            found = here
        if found.city:
            break
    if found is None:
        area = _lookup(region, None) if region else None
        return Place(text, None, area.region, area.country) if area and text else None
    return Place(text, found.city, found.region, found.country)


def _agrees(inner: Place, outer: Place) -> bool:
    return outer.country == inner.country and outer.region in (None, inner.region)


def _in_segment(segment: str, hint: str | None) -> Place | None:
    """The known place that a segment is, or ends with ("the mill in Fairhope", "Main St Brooklyn")."""
    whole = _lookup(_LEAD.sub("", segment), hint)
    if whole:
        return whole
    words = re.sub(r"\([^()]*\)", " ", segment).split()
    code = _lookup(words[-1], None) if len(words) > 1 and re.fullmatch(r"[A-Z]{2}", words[-1]) else None
    if code:
        inner = _in_segment(" ".join(words[:-1]), code.region or code.country)
        return inner if inner and _agrees(inner, code) else code
    after = re.split(r"\s(?:in|of|near|downtown)\s", segment)
    if len(after) > 1:
        tail = _lookup(_LEAD.sub("", after[-1]), hint)
        if tail:
            return tail
    for size in (3, 2, 1):
        if len(words) > size and words[-size][:1].isupper():
            tail = _lookup(" ".join(words[-size:]), hint)
            if tail and not re.fullmatch(r"[A-Za-z]{1,2}", " ".join(words[-size:])):
                return tail
    return None


def place_key(text: str) -> str:
    """A form to compare places by: folded, street words unified, a corner's streets in a fixed order.

    "Broadway and West 101st Street" and "W. 101st St & Broadway" are one corner. A street's kind is dropped in a
    corner, since listings print "34th and Broadway" as often as "34th St and Broadway".
    """
    text = _LEAD.sub("", " ".join(text[:TEXT_LIMIT].split()))
    head, *rest = [part.strip() for part in text.split(",")]
    city = " ".join(_key_words(part) for part in rest if part)
    inside = re.match(r"(?P<head>.+?)\s+in\s+(?P<city>[A-Z].*)$", head)
    if inside:
        head, city = inside["head"], f"{_key_words(inside['city'])} {city}".strip()
    streets = [part for part in _CORNER.split(head) if part and part.strip()]
    keys = [_key_words(street) for street in streets]
    if len(keys) > 1 and not any(re.match(r"\d+ \S", key) for key in keys):
        keys = sorted(_without_kind(key) for key in keys)
    return " ".join([" + ".join(keys), city]).strip()


def one_each(names: Iterable[str]) -> list[str]:
    """Each place once, under the fullest of its names, where it first stood: a corner printed with its city and without
    is one corner, and a city that is printed with a spot is not said again."""
    found: dict[str, str] = {}
    for name in dict.fromkeys(names):
        key, bare = place_key(name), place_key(name.split(",", 1)[0])
        fuller = next((k for k, kept in found.items() if key != k and key == place_key(kept.split(",", 1)[0])), None)
        if bare in found and bare != key:
            found = {key if k == bare else k: name if k == bare else kept for k, kept in found.items()}
        elif fuller is None:
            found.setdefault(key, name)
    return [name for name in found.values() if not any(other.endswith(f", {name}") for other in found.values())]


def _key_words(text: str) -> str:
    words = _fold(text.replace("&", " and ")).replace("'", "").split()
    return " ".join(_WORDS.get(word, word) for word in words if word != "the")


def _without_kind(key: str) -> str:
    words = key.split()
    return " ".join(words[:-1]) if len(words) > 1 and words[-1] in _STREET_KINDS else key


def slug(text: str) -> str:
    """The text for a file name or feed path: ASCII, lower case, words joined by hyphens; never empty, never dotted."""
    text = text[:TEXT_LIMIT]
    plain = (
        text.lower()
        .replace("&", " and ")
        .replace("ø", "o")
        .replace("ł", "l")
        .replace("ß", "ss")
        .replace("'", "")
        .replace("’", "")
    )
    words = re.findall(r"[a-z0-9]+", unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode())
    return "-".join(words)[:80].strip("-") or f"x{zlib.crc32(text.encode('utf-8', 'surrogatepass')):08x}"
