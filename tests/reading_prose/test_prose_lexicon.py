"""The vocabulary is data: every phrase compiles and fires, every rule reads its own example."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.model import Document, Event
from pipeline.reading.lexicon import Phrase, Rule, expansions, load
from pipeline.reading.prose import read_prose
from pipeline.reading.sentences import Sentence
from pipeline.reading.triggers import triggers_in

PUBLISHED = date(2026, 3, 5)


@pytest.mark.parametrize("rule", load().rules, ids=lambda rule: rule.id)
def test_a_rule_reads_its_own_example(rule: Rule) -> None:
    reports = read_prose(Document(kind="article", text=rule.example, published=PUBLISHED))
    assert (rule.event, "Grey Harbour") in {(r.event, r.title.removesuffix(" sequel")) for r in reports}


@pytest.mark.parametrize("phrase", load().phrases, ids=lambda phrase: f"{phrase.rule.id}: {phrase.text}")
def test_every_way_to_say_a_phrase_is_matched_and_sought(phrase: Phrase) -> None:
    said = list(expansions(phrase.text))
    assert said
    for words in said:
        assert phrase.pattern.search(words), words
        tokens = set(words.replace("'s", " 's").split())
        assert any(anchor in words for anchor in phrase.anchors), (words, tokens)


@pytest.mark.parametrize("trap", load().traps, ids=lambda trap: trap.text)
def test_every_trap_is_matched(trap: Phrase) -> None:
    assert all(trap.pattern.search(words) for words in expansions(trap.text))


def test_every_event_has_a_rule() -> None:
    assert {rule.event for rule in load().rules} == set(Event)


def test_of_overlapping_phrases_the_longer_is_kept() -> None:
    sentence = Sentence("The drama has started filming again after the storm.", 0, 0)
    assert [trigger.rule.id for trigger in triggers_in(sentence)] == ["resumes-shooting"]


def test_a_phrase_in_a_trap_says_nothing() -> None:
    assert triggers_in(Sentence("The tractor has been in production since 1908.", 0, 0)) == []
