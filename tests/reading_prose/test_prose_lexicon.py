"""The vocabulary is data: every phrase compiles and fires, every rule reads its own example."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.model import Document, Event
from pipeline.reading.glance import worth_opening
from pipeline.reading.lexicon import Phrase, Rule, expansions, load
from pipeline.reading.prefilter import SHORT, may_report
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
        assert phrase.pattern.search(f"did{words}" if words.startswith(("n't", "'s")) else words), words
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


@pytest.mark.parametrize("phrase", load().phrases, ids=lambda phrase: f"{phrase.rule.id}: {phrase.text}")
def test_no_phrase_is_lost_before_a_short_text_is_read(phrase: Phrase) -> None:
    lost = [words for words in expansions(phrase.text) if not may_report(f"A sitcom: Low Tide {words}.")]
    assert not lost


@pytest.mark.parametrize("rule", load().rules, ids=lambda rule: rule.id)
def test_no_rule_is_lost_before_a_long_text_about_film_is_read(rule: Rule) -> None:
    padding = "Nobody at the quay minded the rain that the crew of the film had ordered for the scene. "
    assert may_report(f"{rule.example} {padding * (SHORT // len(padding) + 1)}")


def test_a_long_text_about_something_else_is_not_read() -> None:
    padding = "Nobody at the quay minded the rain that had come in over the hills before noon. "
    assert not may_report(f"The launch has been delayed. {padding * (SHORT // len(padding) + 1)}")


@pytest.mark.parametrize("phrase", load().phrases, ids=lambda phrase: f"{phrase.rule.id}: {phrase.text}")
def test_every_way_to_say_a_phrase_is_tried(phrase: Phrase) -> None:
    for words in expansions(phrase.text):
        said = f"they did{words}" if words.startswith(("n't", "'s")) else f"they {words}"
        assert phrase in load().candidates(load().signs(said.split())), said


def test_a_phrase_is_tried_where_one_of_its_words_is_in_a_compound() -> None:
    tried = load().candidates(load().signs(["filming-related", "work", "began"]))
    assert "{shoot} .... {begun}" not in {phrase.text for phrase in tried}
    tried = load().candidates(load().signs(["the", "shoot", "had", "re-started"]))
    assert "{shoot} .... {begun}" in {phrase.text for phrase in tried}


def test_a_glance_passes_over_plain_words_in_other_news_and_no_others() -> None:
    padding = "Nobody at the quay minded the rain that had come in over the hills before noon. " * 12
    assert not worth_opening(f"The launch has been delayed. {padding}", "")
    assert worth_opening(f"The drama has started filming. {padding}", "")
    assert worth_opening(f"Film launch delayed\nThe launch has been delayed. {padding}", "")
    assert worth_opening(f"The launch has been delayed. {padding}", "A film is delayed")
