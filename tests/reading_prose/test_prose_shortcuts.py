"""What is looked up or passed over quickly says the same as the long way round: no shortcut may lose a match."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest

from pipeline.reading import begins, bounds, date_words, kinds, page, relations, remembered, tokens
from pipeline.reading.led import led
from pipeline.reading.lexicon import expansions, load, names
from pipeline.reading.nodes import Row, raw_nodes
from pipeline.reading.sentences import LOW_WORD, Sentence, holds_any

_parser, op = import_module("re._parser"), import_module("re._constants")
TEXTS = (
    "the film isn't filming in a fine old mill, but re-filming; films, it'll film on film_2",
    "not now, no: nobody filmed the non-film at the mill's far end 2nd 22nd",
    "",
    "it’s the cast’s first firm offer; didn’t they film?",
)


@pytest.mark.parametrize("joined", [r"\w", r"\w-"])
@pytest.mark.parametrize("text", TEXTS)
def test_an_expression_led_by_letters_finds_what_a_word_boundary_finds(text: str, joined: str) -> None:
    words = ("film", "filming", "first f", "mill", "no", "not", "2nd", "the (?:old|far)")
    plain = re.compile(rf"(?<![{joined}])(?:{'|'.join(words)})\b")
    quick = re.compile(led(words, joined) + r"\b")
    assert [m.span() for m in quick.finditer(text)] == [m.span() for m in plain.finditer(text)]


@pytest.mark.parametrize("text", TEXTS)
def test_endings_of_words_are_found_beside_words(text: str) -> None:
    plain = re.compile(r"(?:\b(?:no|not)|n['’]t|\b['’]ll)\b")
    quick = re.compile(rf"(?:{led(('no', 'not'), marks=('n[' + chr(39) + '’]t', '[' + chr(39) + '’]ll'))})\b")
    assert [m.span() for m in quick.finditer(text)] == [m.span() for m in plain.finditer(text)]


@pytest.mark.parametrize("alternative", ["(?:a|b)c", r"\w+ly", "s?he", " film"])
def test_an_expression_is_led_by_letters_that_stand_for_themselves(alternative: str) -> None:
    with pytest.raises(ValueError, match="does not begin with a letter"):
        led((alternative,))


@pytest.mark.parametrize(
    "text",
    [
        "Mara J. Hall and St. John’s crew-led “Low Tide”  (with\tNo. 5) won't re-open.",
        "J. J. Abrams. A. Nobody",
        "U.S. network A.B.C. and Disney+, 10.30 p.m.…",
        "Ferrymen' s, the Ferrymen’ show",
        "",
    ],
)
def test_a_text_cut_by_its_blanks_has_the_same_tokens(text: str) -> None:
    cut = tokens._cut(text)
    assert [list(some) for some in tokens.tokens_of(text)] == [list(cut.starts), list(cut.ends), list(cut.words)]


def test_no_more_is_remembered_than_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def tell(chunk: str) -> str:
        asked.append(chunk)
        return chunk.upper()

    table = remembered.Remembered(tell)
    monkeypatch.setattr(remembered, "MOST", 3)
    for chunk in ("film", "film", *"abcdef", "x" * (remembered.LONGEST + 1), "film", "film"):
        assert table[chunk] == chunk.upper()
        assert len(table) <= 3
    assert asked.count("film") == 2


def test_the_phrases_told_from_signs_are_those_that_the_sets_of_words_tell() -> None:
    lexicon = load()
    for phrase in lexicon.phrases[::7]:
        for said in list(expansions(phrase.text))[:3]:
            low = f"they {said} re-shoots's end"
            words = {some for word in LOW_WORD.findall(low) for some in (word, re.split("['’]", word)[0])}
            parts = words | {part for word in words for part in re.split(r"[-'’_+]", word)}
            slowly = [
                p
                for p in lexicon.phrases
                if words & p.anchors and all(some & parts or some & words for some in p.others)
            ]
            assert lexicon.candidates(lexicon.signs(low.split())) == slowly


def test_a_word_that_needs_no_question_may_begin_a_name_anyway(monkeypatch: pytest.MonkeyPatch) -> None:
    """The answer for a plain word is the same without the shortcut, whatever stands around it."""
    words = sorted({"grey", "harbour", *(w for some in names().values() for w in some if w.isalpha())})[::9]
    plain = [word for word in words if begins._plain(word)]
    assert 50 < len(plain) < len(words)
    rows = [
        Sentence(text, 0, 0, headline=True)
        for word in plain
        for text in (
            f"{word.capitalize()} Tide",
            f"so {word.capitalize()} went",
            f"TO {word.title()} THE END: season 2",
        )
    ]
    monkeypatch.setattr(begins, "_plain", lambda low: False)
    for sentence in rows:
        nodes = raw_nodes(sentence, [])
        for place in [i for i, node in enumerate(nodes) if node.low in plain and not node.word.loud]:
            assert all(begins.may_begin(sentence, nodes, place, shouting) for shouting in (True, False)), sentence.text


def test_the_names_of_a_row_are_all_that_is_neither_word_nor_mark() -> None:
    row = Row(raw_nodes(Sentence("“Low Tide”, season 2, begins.", 0, 0), []))
    assert [node.kind for node in row.names] == ["title", "season"]
    assert row.seasoned


GUARDED = [
    (page._INDIAN, page._INDIAN_STEMS),
    (bounds._AHEAD, bounds._STEMS),
    *((expression, relations._STEMS[relation]) for relation, expression in relations._TIES),
]


@pytest.mark.parametrize(("expression", "stems"), GUARDED, ids=lambda value: getattr(value, "pattern", None))
def test_a_look_for_letters_covers_its_expression(expression: re.Pattern[str], stems: tuple[str, ...]) -> None:
    ways = list(ways_of(expression.pattern))
    assert len(ways) > 1 and [way for way in ways if not holds_any(way, stems)] == []


def test_a_word_that_leads_to_what_films_do_is_known_to() -> None:
    ways = [*ways_of(kinds._FILMS_DO.pattern), *ways_of(kinds._TOLD_DATE.pattern)]
    assert [way for way in ways if way.split()[0] not in kinds._SAID_OF] == []


def test_every_way_to_tell_a_date_begins_as_dates_do() -> None:
    begins_so = re.compile(date_words._BEGINS)
    assert [way for way in ways_of(date_words.DATE.pattern) if not begins_so.match(way.lstrip())] == []


def ways_of(pattern: str) -> Iterator[str]:
    """Texts that an expression describes: each of its choices is taken in one of them at least. Looks are left out."""
    yield from dict.fromkeys(_ways(_parser.parse(pattern)))


def _ways(items: Any) -> list[str]:
    found = [""]
    for kind, value in items:
        some = _ways_of_item(kind, value)
        found = [one + some[0] for one in found] + [found[0] + other for other in some[1:]]
    return found


def _ways_of_item(kind: Any, value: Any) -> list[str]:
    if kind is op.LITERAL:
        return [chr(value)]
    if kind is op.SUBPATTERN:
        return _ways(value[-1])
    if kind is op.BRANCH:
        return [way for some in value[1] for way in _ways(some)]
    if kind in (op.MAX_REPEAT, op.MIN_REPEAT):
        least, _, item = value
        once = _ways(item)
        return ["".join(once[:1] * least), *(once if least == 0 else [way + once[0] * (least - 1) for way in once[1:]])]
    if kind is op.IN:
        return [way for inner, some in value for way in _ways_of_set(inner, some)]
    if kind in (op.ANY, op.NOT_LITERAL):
        return ["x"]
    return [""]  # a place or a look


def _ways_of_set(kind: Any, value: Any) -> list[str]:
    if kind is op.LITERAL:
        return [chr(value)]
    if kind is op.RANGE:
        return [chr(value[0]), chr(value[1])]
    return {op.CATEGORY_DIGIT: ["4"], op.CATEGORY_SPACE: [" "], op.CATEGORY_WORD: ["x"]}.get(value, ["x"])
