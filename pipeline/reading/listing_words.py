"""The vocabulary of listings, read once from ``listing_words.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import ahocorasick

_DATA = tomllib.loads(Path(__file__).with_name("listing_words.toml").read_text(encoding="utf-8"))

NETWORKS: tuple[str, ...] = tuple(_DATA["networks"])
NOT_TITLES: frozenset[str] = frozenset(_DATA["not_titles"])
SMALL_WORDS: frozenset[str] = frozenset(_DATA["small_words"])
TRADE_WORDS: frozenset[str] = frozenset(_DATA["trade_words"])
NO_CAPS_TITLES: frozenset[str] = frozenset(_DATA["no_caps_titles"])
REGION_WORDS: frozenset[str] = frozenset(_DATA["region_words"])
PERSONAL_LABELS: frozenset[str] = frozenset(_DATA["personal_labels"])
LABELS: dict[str, str] = {label: kind for kind, labels in _DATA["labels"].items() for label in labels}
CUES: dict[str, tuple[str, ...]] = {name: tuple(words) for name, words in _DATA["cues"].items()}
STEMS: dict[str, tuple[str, ...]] = {name: tuple(stems) for name, stems in _DATA["stems"].items()}


def automaton_of(words: Iterable[str]) -> Any:
    """The words in one Aho-Corasick automaton; of a mapping, each yields its value, else itself."""
    automaton = ahocorasick.Automaton()
    for word in words:
        automaton.add_word(word, words[word] if isinstance(words, Mapping) else word)
    automaton.make_automaton()
    return automaton
