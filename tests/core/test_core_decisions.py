"""What a person decides, and what a new reader finds: nothing is told twice, nothing is lost in silence."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from pipeline import decisions, ledger, questions
from pipeline.config import Source
from pipeline.model import Event, Page, Report, Status, Window
from tests.core.random_worlds import Played, Saying
from tests.scenarios.stage import BY_SLUG, CONSTANT, Stage, read, row, says

FILM = "Quiet Fever"


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path)


def test_a_decision_is_kept_with_its_reason(stage: Stage) -> None:
    stage.lists("ledger", row(FILM, "filming", "p1"))
    stage.lists("board", row("The Fever Film", "filming"))
    decisions.link(stage.db, "The Fever Film", FILM, "same director", stage.now)
    kept = [(d["verb"], d["subject"], d["object"], d["because"]) for d in stage.db.query("SELECT * FROM decisions")]
    assert kept == [("link", "the-fever-film", "quiet-fever", "same director")]


def test_a_slug_that_was_given_up_leads_on_for_ever(stage: Stage) -> None:
    for title in ("One Film", "Other Film", "Third Film"):
        stage.article("gazette", says(title, "announced", on=stage.today))
    decisions.link(stage.db, "One Film", "Other Film", "same", stage.now)
    decisions.link(stage.db, "Other Film", "Third Film", "same", stage.now)
    leads = {r["slug"]: r["target"] for r in stage.db.query("SELECT slug, target FROM redirects")}
    assert leads == {"one-film": "third-film", "other-film": "third-film"}
    stage.next_day()
    stage.article("herald", says("One Film", "entered_pre_production", on=stage.today))
    assert stage.productions() == {"third-film": "pre_production"}


def test_what_was_told_under_two_names_is_told_to_nobody_again(stage: Stage) -> None:
    for title in ("The Fever Film", FILM):
        for source in ("gazette", "herald"):
            stage.article(source, says(title, "started_filming", on=stage.today))
    told = {c.id: c.production.slug for c in stage.changes() if c.kind == "started_filming"}
    assert sorted(told.values()) == ["quiet-fever", "the-fever-film"]
    before = {c.id for c in stage.changes()}
    stage.next_day()
    stage.links("The Fever Film", FILM)
    for _ in range(2):
        after = {c.id: c for c in stage.changes()}
        assert after.keys() <= before
        assert [after[identity].state for identity in told] == ["published", "published"]
        assert {c.production.slug for c in after.values()} == {"quiet-fever"}
        stage.next_day()
        stage.article("gazette", says(FILM, "filming", on=stage.today))
    assert stage.productions() == {"quiet-fever": "filming"}
    assert not [difference for difference in stage.rebuilds() if difference.what == "gone"]


def test_a_person_wins_over_a_rule(stage: Stage) -> None:
    stage.lists("ledger", row(FILM, "filming", "p1"))
    stage.lists("board", row(FILM, "filming"))
    decisions.split(stage.db, FILM, "board", "Fever, Quiet", None, "another film", stage.now)
    assert ledger.linked(stage.db, "board", "title:quiet fever:") != ledger.linked(stage.db, "ledger", "p1")
    other = ledger.linked(stage.db, "ledger", "p1") or 0
    ledger.link(stage.db, "board", "title:quiet fever:", other, stage.now, "same title")
    assert ledger.linked(stage.db, "board", "title:quiet fever:") != other


@pytest.mark.parametrize(("call", "words"), [
    (lambda db, now: decisions.link(db, "Nothing", FILM, "x", now), "no production named 'Nothing'"),
    (lambda db, now: decisions.link(db, FILM, "quiet-fever", "x", now), "one production already"),
    (lambda db, now: decisions.split(db, FILM, "herald", "Other", None, "x", now), "has reported nothing"),
    (lambda db, now: decisions.withdraw(db, "no-such-id", "x", now), "there is no change"),
    (lambda db, now: decisions.held_run(db, 4711), "there is no run 4711"),
])  # fmt: skip
def test_what_cannot_be_decided_is_refused_in_one_line(stage: Stage, call: object, words: str) -> None:
    stage.lists("ledger", row(FILM, "filming", "p1"))
    with pytest.raises(decisions.Refused, match=words):
        call(stage.db, stage.now)  # type: ignore[operator]
    assert list(stage.db.query("SELECT * FROM decisions")) == []


def test_a_change_is_withdrawn_once(stage: Stage) -> None:
    stage.article("gazette", says(FILM, "started_filming", on=stage.today))
    stage.withdraws("started_filming", "another film")
    with pytest.raises(decisions.Refused, match="withdrawn"):
        stage.withdraws("started_filming", "again")
    assert [c.kind for c in stage.changes()].count("correction") == 1


def test_a_held_run_counts_once_a_person_accepts_it(tmp_path: Path) -> None:
    played = Played(tmp_path)
    films = [f"Film {number}" for number in range(20)]
    played.begin_day((Saying("ledger", tuple(row(t, "announced", t) for t in films)),))
    played.day += 1
    before = played.subscribed()
    held = played.say(Saying("ledger", tuple(row(t, "filming", t) for t in films)))
    assert held.judgement.reason == "mass_change"
    assert played.subscribed() == before
    closed = decisions.accept_run(played.db, BY_SLUG["ledger"], held.run_id, "it is so", played.now, read)
    assert closed.judgement.state == "accepted"
    assert sum(c["kind"] == "started_filming" for c in played.changes()) == 20
    played.close()


def test_a_held_run_that_is_rejected_counts_never(tmp_path: Path) -> None:
    played = Played(tmp_path)
    films = [f"Film {number}" for number in range(20)]
    played.begin_day((Saying("ledger", tuple(row(t, "announced", t) for t in films)),))
    played.day += 1
    held = played.say(Saying("ledger", tuple(row(t, "filming", t) for t in films)))
    before = played.subscribed()
    decisions.reject_run(played.db, held.run_id, "a bad day", played.now)
    assert played.subscribed() == before
    with pytest.raises(decisions.Refused, match="rejected, not held"):
        decisions.held_run(played.db, held.run_id)
    played.close()


def test_a_held_run_of_before_an_accepted_one_is_out_of_date(tmp_path: Path) -> None:
    played = Played(tmp_path)
    films = [f"Film {number}" for number in range(20)]
    played.begin_day((Saying("ledger", tuple(row(t, "announced", t) for t in films)),))
    played.day += 1
    held = played.say(Saying("ledger", tuple(row(t, "filming", t) for t in films)))
    played.day += 1
    played.say(Saying("ledger", tuple(row(t, "announced", t) for t in films)))
    with pytest.raises(decisions.Refused, match="out of date"):
        decisions.held_run(played.db, held.run_id)
    played.close()


def test_what_could_be_decided_comes_best_first(tmp_path: Path) -> None:
    played = Played(tmp_path)
    films = [f"Film {number}" for number in range(20)]
    shown = tuple(row(t, "announced", t) for t in films)
    played.begin_day((Saying("ledger", (*shown, row("The Film 3", "announced", "p33"))),))
    played.day += 1
    played.say(Saying("ledger", tuple(row(t, "filming", t) for t in films)))
    asked = [question["what"] for question in questions.open_questions(played.db, played.now)]
    assert asked[:2] == ["held run", "same title?"]
    played.close()


def test_a_start_that_is_only_planned_is_overdue_too(stage: Stage) -> None:
    plan = Window(stage.today, stage.today + timedelta(days=10))
    stage.article("studio", says("Quiet Fever", "started_filming", "planned", on=plan))
    stage.next_day(10)
    assert stage.productions() == {"quiet-fever": None}
    assert questions.open_questions(stage.db, stage.now) == []
    stage.next_day()
    (asked,) = questions.open_questions(stage.db, stage.now)
    assert (asked["what"], asked["subject"]) == ("overdue", "quiet-fever")
    assert asked["detail"] == "only planned; was to start filming between 3 and 13 March 2026; no report of it since"


# --- a new version of the reader --------------------------------------------------------------------------------


def reads_more(source: Source, page: Page) -> list[Report]:
    """A reader that finds in every article of The Gazette that a second film wrapped."""
    found = read(source, page)
    return [*found, says("Copper Valley", "wrapped_filming")] if source.slug == "gazette" and found else found


def reads_less(source: Source, page: Page) -> list[Report]:
    """A reader that no longer takes what The Gazette says for a start."""
    found = read(source, page)
    return [replace(r, event=Event.RESHOOTS) for r in found] if source.slug == "gazette" else found


def test_what_a_new_reader_finds_floods_nobody(stage: Stage) -> None:
    stage.article("gazette", says(FILM, "started_filming", on=stage.today))
    stage.next_day()
    assert [d.what for d in stage.rebuilds(reader=reads_more)] == ["new"]
    assert len(stage.changes()) == 1, "looked at only"
    stage.rebuilds(apply=True, reader=reads_more)
    states = {c.production.slug: (c.state, c.published_at) for c in stage.changes()}
    assert states["copper-valley"] == ("backfilled", None)
    assert states["quiet-fever"][0] == "published"


def test_what_a_new_reader_no_longer_finds_is_withdrawn_with_a_correction(stage: Stage) -> None:
    stage.article("gazette", says(FILM, "started_filming", on=stage.today))
    stage.next_day()
    stage.rebuilds(apply=True, reader=reads_less)
    stage.expects(
        "Quiet Fever correction: filming -> None, published 3",
        "Quiet Fever started_filming: None -> filming, withdrawn 2",
    )
    assert stage.rebuilds(reader=reads_less) == [], "applied once, it finds nothing more"


def test_what_a_person_withdrew_stays_withdrawn(stage: Stage) -> None:
    stage.article("gazette", says(FILM, "started_filming", on=stage.today))
    stage.next_day()
    stage.withdraws("started_filming", "another film")
    stage.next_day()
    assert stage.rebuilds(apply=True) == []
    assert {c.state for c in stage.changes() if c.kind == "started_filming"} == {"withdrawn"}


# --- rows that cannot be taken at their word ---------------------------------------------------------------------


def test_an_unknown_phrase_moves_nothing_and_asks(stage: Stage) -> None:
    stage.lists("ledger", row(FILM, "filming", "p1"))
    stage.next_day()
    odd = replace(CONSTANT, title=FILM, ref="p1", status=None, rule="unknown_phrase", evidence="Rolling along")
    stage.lists("ledger", odd)
    stage.expects("Quiet Fever newly_listed: None -> filming, published 2")
    asked = list(stage.db.query("SELECT kind, source, detail, url FROM issues"))
    assert [tuple(a.values()) for a in asked] == [
        ("unknown_phrase", "ledger", "Rolling along", "https://ledger.example/")
    ]


def test_a_row_that_stands_twice_with_two_statuses_is_not_believed(stage: Stage) -> None:
    stage.lists("ledger", row(FILM, "filming", "p1"))
    stage.next_day()
    stage.lists("ledger", row(FILM, "wrapped", "p1"), row(FILM, "filming", "p1"))
    stage.expects("Quiet Fever newly_listed: None -> filming, published 2")
    assert stage.issues() == ["doubled_row"]


def test_the_source_its_own_id_comes_before_its_title(stage: Stage) -> None:
    stage.lists("ledger", row(FILM, "pre_production", "p1"))
    stage.next_day()
    stage.lists("ledger", row("Violet", "filming", "p1"))
    assert stage.productions() == {"quiet-fever": Status.FILMING}
