"""Who repeats another's words without a credit counts with the origin; the chain says whose words they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from pipeline.copies import Wording, alike, copied, in_common
from pipeline.model import Change
from tests.scenarios.stage import Stage, says

DAY = date(2026, 3, 4)
SENTENCE = "Work on the second season of Kettle begins this morning at the old mill near Cork, its crew has been told."
ONE = Wording(1, "gazette", 2, DAY, None, "Kettle", SENTENCE)


def copy(**other: object) -> Wording:
    return replace(ONE, **{"id": 2, "source": "blog", "trust": 1, **other})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (copy(), True),
        (copy(words=f"{SENTENCE} We hear more is to come."), True),
        (copy(words=SENTENCE.replace("Kettle", "“Kettle”")), True),
        (copy(published=DAY + timedelta(days=5)), True),
        (copy(published=DAY + timedelta(days=6)), False),
        (copy(source="gazette"), False),
        (copy(words="The crew of Kettle met near Cork today: at the old mill its second season is begun."), False),
    ],
)  # fmt: skip
def test_nearly_the_same_words_within_days_are_a_copy(other: Wording, same: bool) -> None:
    found = alike([ONE, other])
    assert (found == {1: frozenset({2}), 2: frozenset({1})}) is same
    assert (copied([ONE, other], found) == {2: 1}) is same


def test_what_everybody_would_say_so_is_no_copy() -> None:
    plain = replace(ONE, words="Filming has begun on season two of Kettle.")
    assert alike([plain, replace(plain, id=2, source="blog")]) == {}


def test_the_one_that_credits_its_origin_comes_first_and_a_page_of_record_copies_nobody() -> None:
    credited = copy(via="The Ledger")
    assert copied([ONE, credited], alike([ONE, credited])) == {1: 2}
    studio = copy(source="studio", trust=3)
    assert copied([ONE, studio], alike([ONE, studio])) == {1: 2}


def test_the_same_list_in_the_same_order_is_a_copy() -> None:
    assert in_common((1, 2, 3, 4, 5, 6), (1, 3, 9, 4, 5, 6)) == 5
    listed = replace(ONE, words="Kettle: Cork", entries=(1, 2, 3, 4, 5, 6))
    other = replace(listed, id=2, source="blog", trust=1, words="Kettle (Cork)", entries=(1, 2, 3, 4, 5))
    assert copied([listed, other], alike([listed, other])) == {2: 1}
    for entries in ((5, 4, 3, 2, 1), (1, 2, 3, 4), (1, 7, 8, 9, 5)):
        assert alike([listed, replace(other, entries=entries)]) == {}


def start(stage: Stage) -> Change:
    return next(c for c in stage.changes() if c.kind == "started_filming")


def tell(stage: Stage, slug: str, words: str, **more: str) -> None:
    stage.article(slug, says("Kettle", "started_filming", on=stage.today, words=words, **more))


def test_two_blogs_in_one_wording_are_one_and_a_second_origin_changes_the_support(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    tell(stage, "blog", SENTENCE)
    tell(stage, "diary", SENTENCE)
    assert (start(stage).state, start(stage).support) == ("pending", 1)
    (repeat,) = (e for e in start(stage).evidence if not e.counted)
    assert (repeat.source, repeat.repeats) == ("diary", "A blog")
    stage.next_day()
    tell(stage, "gazette", "Our reporter saw the cameras of Kettle roll near Cork.")
    assert (start(stage).state, start(stage).support) == ("published", 3)


def test_a_chain_ends_at_the_origin_that_the_copied_page_credits(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    tell(stage, "gazette", "Kettle films near Cork from today.")
    tell(stage, "diary", SENTENCE, via="The Gazette")
    tell(stage, "blog", SENTENCE)
    change = start(stage)
    assert change.support == 2
    assert [e.source for e in change.evidence if e.counted] == ["gazette"]
    assert {e.source: e.repeats for e in change.evidence} == {"gazette": None, "diary": None, "blog": "A diary"}


def test_the_order_of_the_day_does_not_matter(tmp_path: Path) -> None:
    support = set()
    for number, order in enumerate((("blog", "diary"), ("diary", "blog"))):
        (tmp_path / str(number)).mkdir()
        stage = Stage(tmp_path / str(number))
        for slug in order:
            tell(stage, slug, SENTENCE)
        support.add((start(stage).support, start(stage).state))
    assert support == {(1, "pending")}


def test_a_list_taken_over_is_one_origin(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    titles = ("Kettle", "Salt Road", "Copper Valley", "Quiet Fever", "Low Tide", "Night Ferry")
    for slug in ("diary", "blog"):
        stage.article(slug, *(says(title, "filming", on=stage.today, words=f"{title}: {slug}") for title in titles))
    told = [c for c in stage.changes() if c.kind == "newly_listed"]
    assert {(c.support, c.state) for c in told} == {(1, "pending")}
    assert [e.repeats for e in told[0].evidence if not e.counted] == ["A blog"]
