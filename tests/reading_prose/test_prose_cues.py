"""The cues of the lexicon are data too: each way to write each of them does what its list says, in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from pipeline.model import Document, Modality, Report
from pipeline.reading.cues import cue_expansions, cue_expressions, cue_lists
from pipeline.reading.lexicon import Rule, load
from pipeline.reading.modality import modality_of
from pipeline.reading.prose import read_prose

PHRASE = "started filming"
# What the words around a cue are, by list: {} is the cue.
SENTENCES = {
    "denied": "the crew {} " + PHRASE + " in cork",
    "refuted": "the studio {} that the crew " + PHRASE,
    "rumoured": "{} the crew " + PHRASE + " in cork",
    "speculated": "the crew {} have " + PHRASE,
    "planned": "the crew {}, the studio says, start filming",
}
READ_AS = {
    "denied": Modality.DENIED,
    "refuted": Modality.DENIED,
    "rumoured": Modality.RUMOURED,
    "speculated": Modality.SPECULATED,
    "planned": Modality.PLANNED,
}


def _rule(name: str) -> Rule:
    return next(rule for rule in load().rules if rule.id == name)


def _ways(*kinds: str) -> Iterator[tuple[str, str, str]]:
    for kind in kinds:
        for cue in cue_lists()[kind]:
            for words in cue_expansions(cue):
                yield kind, cue, words


def _told(sentence: str, phrase: str = PHRASE) -> tuple[Modality, str | None]:
    start = sentence.index(phrase)
    return modality_of(_rule("begins-shooting"), sentence, (0, len(sentence)), (start, start + len(phrase)))


def _placed(kind: str, cue: str, words: str) -> str:
    """A sentence that holds a cue: at its end where the cue asks for that, glued where it is an ending."""
    if cue.endswith(" $"):
        return f"the crew {PHRASE} in cork {words}"
    sentence = SENTENCES[kind].replace("{}", words)
    return sentence.replace(" n't", "n't").replace("crew 'll", "they'll")


@pytest.mark.parametrize(("kind", "cue", "words"), list(_ways(*SENTENCES)))
def test_a_cue_settles_the_modality_and_is_named(kind: str, cue: str, words: str) -> None:
    sentence = _placed(kind, cue, words)
    modality, told = _told(sentence, "start filming" if kind == "planned" else PHRASE)
    assert modality is READ_AS[kind], sentence
    assert told and told in sentence


def test_without_a_cue_a_phrase_is_a_fact() -> None:
    assert _told(f"the crew {PHRASE} in cork") == (Modality.ASSERTED, None)


@pytest.mark.parametrize("words", [w for _, _, w in _ways("denied_within")])
def test_a_negation_inside_the_words_of_a_phrase_denies_it(words: str) -> None:
    phrase = f"filming has {words} started".replace(" n't", "n't")
    assert _told(f"{phrase} in cork", phrase)[0] is Modality.DENIED


@pytest.mark.parametrize("words", [w for _, _, w in _ways("denied_first") if w != "n't"])
def test_a_negation_at_the_head_of_a_phrase_denies_it(words: str) -> None:
    phrase = f"{words} start filming"
    assert _told(f"the crew {phrase} in cork", phrase)[0] is Modality.DENIED


@pytest.mark.parametrize("words", [w for _, _, w in _ways("not_planned")])
def test_what_was_done_to_do_something_is_no_plan(words: str) -> None:
    assert "to" in words.split()
    assert _told(f"the crew {words} {PHRASE}")[0] is not Modality.PLANNED


@pytest.mark.parametrize("words", [w for _, _, w in _ways("surely_planned")])
def test_due_to_do_something_is_a_plan(words: str) -> None:
    assert _told(f"the crew {words} with the second unit {PHRASE}") == (Modality.PLANNED, words)


@pytest.mark.parametrize("words", [w for _, _, w in _ways("done_since")])
def test_a_plan_before_another_verb_is_another_plan(words: str) -> None:
    assert _told(f"the crew will {words} {PHRASE}")[0] is Modality.ASSERTED


@pytest.mark.parametrize("words", [w for _, _, w in _ways("joints")])
def test_a_cue_before_a_joint_belongs_to_another_clause(words: str) -> None:
    assert _told(f"the studio will pay {words} the crew {PHRASE}")[0] is Modality.ASSERTED


@pytest.mark.parametrize(("kind", "cue", "words"), list(_ways("once_planned", "unable")))
def test_a_cue_is_found_by_its_expression(kind: str, cue: str, words: str) -> None:
    found = cue_expressions()[kind].search(f"the film {words} open")
    assert found and found.group() == words, cue


def test_every_list_of_cues_is_proved_above() -> None:
    proved = {*SENTENCES, "denied_within", "denied_first", "not_planned", "surely_planned", "done_since", "joints"}
    assert set(cue_lists()) == proved | {"once_planned", "unable"}


@pytest.mark.parametrize("words", ["not only", "not just"])
def test_an_exception_of_a_cue_holds(words: str) -> None:
    assert _told(f"the crew {words} {PHRASE}")[0] is Modality.ASSERTED


def _report(text: str) -> Report:
    (report,) = read_prose(Document(kind="article", text=text, published=date(2026, 3, 5)))
    return report


@pytest.mark.parametrize(
    ("text", "modality", "cue"),
    [
        ("The film ‘Night Ferry’ has not started filming.", Modality.DENIED, "not"),
        ("Reportedly, the film ‘Night Ferry’ has started filming.", Modality.RUMOURED, "reportedly"),
        ("The film ‘Night Ferry’ could start filming in June.", Modality.SPECULATED, "could"),
        ("The film ‘Night Ferry’ will start filming in June.", Modality.PLANNED, "will"),
        ("The film ‘Night Ferry’ starts filming in June in Cork.", Modality.PLANNED, "June"),
        ("The film ‘Night Ferry’ has started filming.", Modality.ASSERTED, None),
    ],
)
def test_a_report_tells_which_cue_settled_its_modality(text: str, modality: Modality, cue: str | None) -> None:
    report = _report(text)
    assert (report.modality, report.cue) == (modality, cue)
