"""Pages that are not pages: the reader returns, and says nothing."""

from __future__ import annotations

import pytest

from pipeline.model import Document
from pipeline.reading import read
from pipeline.reading.sentences import MAX_SENTENCE, split, tidy

LONG = 300_000


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t\n",
        "\x00\x01\x02\xff" * 50_000,
        "[" * LONG,
        "(" * LONG + ")" * LONG,
        "‘" * LONG,
        "'" * LONG,
        '"film filming ' * 20_000,
        "film " + "_" * LONG,
        "film " + "*a" * (LONG // 2),
        "film [x](" * 30_000,
        "film began " * 30_000,
        "filming " * 40_000,
        "filming, " * 30_000 + "began",
        "Season " * 40_000 + "film",
        "film May " * 30_000,
        "A" * LONG + " film",
        "a.A" * (LONG // 3) + " film",
        "映画の撮影が始まった。" * 10_000,
        "film\n" * 60_000,
    ],
    ids=range(20),
)
def test_a_pathological_text_is_read_to_its_end(text: str) -> None:
    assert isinstance(read(Document(kind="article", text=text)), list)


def test_japanese_and_binary_give_an_honest_empty_list() -> None:
    assert read(Document(kind="article", text="映画「波」の撮影が始まった。" * 200)) == []
    assert read(Document(kind="article", text=bytes(range(256)).decode("latin-1") * 500)) == []


def test_a_sentence_is_never_longer_than_the_bound() -> None:
    assert max(len(sentence.text) for sentence in split("word " * 5_000)) <= MAX_SENTENCE


def test_repairing_a_text_keeps_every_word_and_its_place() -> None:
    text = "big news: isNow You See Me 3officially out [12] and the filmNight Ferry moviewill open"
    clean = tidy(text)
    for position, character in enumerate(clean.text):
        if not character.isspace():
            assert text[clean.original(position)] == character


def test_ten_megabytes_of_other_news_are_passed_over() -> None:
    assert read(Document(kind="article", text="The minister spoke about taxes in the house. " * 230_000)) == []


def test_a_word_that_is_doubled_joins_nothing() -> None:
    text = "Mara Voss and and Abe Lind are filming the drama ‘Low Tide’."
    assert {report.title for report in read(Document(kind="article", text=text))} == {"Low Tide"}
