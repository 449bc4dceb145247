"""The rules as scenarios: what the sources say day by day, and what slatewatch makes of it.

Each function is a rule. Its docstring says the rule in words; its body acts it out and states every change that there
is at the end. docs/how-changes-are-decided.md is made of them (``make_docs.py``).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from pipeline.model import Window
from tests.scenarios.stage import START, Stage, row, says

FILM = "Quiet Fever"


# --- what is told -----------------------------------------------------------------------------------------------


def starts_filming(stage: Stage) -> None:
    """A listing that moves its own row is believed at once: the move is published on the day it is first seen."""
    stage.lists("ledger", row(FILM, "pre_production", "p1"))
    stage.next_day()
    stage.lists("ledger", row(FILM, "filming", "p1"))
    stage.expects(
        "Quiet Fever newly_listed: None -> pre_production, published 2",
        "Quiet Fever started_filming: pre_production -> filming, published 3",
    )


def article_tells_the_day(stage: Stage) -> None:
    """A trade that says when it happened is enough, if that was within the last thirty days."""
    stage.article("gazette", says(FILM, "started_filming", on=stage.today - timedelta(days=3)))
    stage.expects("Quiet Fever started_filming: None -> filming, published 2")


def never_seen_before(stage: Stage) -> None:
    """A production that nobody had named before is listed as new, in the status it was found in. That it *started*
    filming is said only where a report says so."""
    stage.lists("ledger", row(FILM, "filming", "p1"))
    stage.expects("Quiet Fever newly_listed: None -> filming, published 2")


def one_blog_is_not_enough(stage: Stage) -> None:
    """One source of little trust is kept waiting."""
    stage.article("blog", says(FILM, "started_filming", on=stage.today))
    stage.expects("Quiet Fever started_filming: None -> filming, pending")


def two_blogs_agree(stage: Stage) -> None:
    """Two independent sources of little trust bear a change together."""
    stage.article("blog", says(FILM, "started_filming", on=stage.today))
    stage.next_day()
    stage.article("diary", says(FILM, "started_filming", on=stage.today))
    stage.expects("Quiet Fever started_filming: None -> filming, published 3")


def two_blogs_cite_one_trade(stage: Stage) -> None:
    """Two that repeat a third are one: what both have from the same place weighs no more than once."""
    stage.article("blog", says(FILM, "started_filming", on=stage.today, via="Film Weekly"))
    stage.article("diary", says(FILM, "started_filming", on=stage.today, via="Film Weekly"))
    stage.expects("Quiet Fever started_filming: None -> filming, pending")


def article_repeats_a_listing(stage: Stage) -> None:
    """An article that repeats a listing adds nothing to the listing, and is no second piece of news."""
    stage.lists("ledger", row(FILM, "pre_production", "p1"))
    stage.next_day()
    stage.lists("ledger", row(FILM, "filming", "p1"))
    stage.article("gazette", says(FILM, "started_filming", via="The Ledger"))
    stage.expects(
        "Quiet Fever newly_listed: None -> pre_production, published 2",
        "Quiet Fever started_filming: pre_production -> filming, published 3",
    )
    assert [c.support for c in stage.changes()] == [2, 2]


def chain_of_credits(stage: Stage) -> None:
    """Whoever repeats a listing, at whatever remove, adds nothing to it. One more origin adds its trust to the support,
    and changes nothing else."""
    stage.lists("ledger", row(FILM, "filming", "p1"))
    stage.article("herald", says(FILM, "started_filming", on=stage.today, via="The Ledger"))
    stage.article("gazette", says(FILM, "started_filming", on=stage.today, via="The Herald"))
    stage.article("diary", says(FILM, "started_filming", on=stage.today, via="The Ledger", through="The Gazette"))
    stage.article("blog", says(FILM, "started_filming", on=stage.today, via="A diary"))
    (before,) = (c for c in stage.changes() if c.kind == "started_filming")
    stage.article("blog", says(FILM, "started_filming", on=stage.today, via="Film Weekly"), name="made up")
    (after,) = (c for c in stage.changes() if c.kind == "started_filming")
    assert (before.support, after.support) == (2, 3)
    assert replace(after, support=2, evidence=before.evidence) == before
    stage.expects("Quiet Fever started_filming: None -> filming, published 2")


def taken_over_without_credit(stage: Stage) -> None:
    """Who takes over another's words and does not say so adds nothing either: a sentence of twelve words or more that
    is nearly the same within five days, or a list of five or more in the same order. It is shown with "same words as".
    What is said as everybody would say it stays two reports."""
    words = f"Cameras rolled on {FILM} this morning at the old mill near Cork, as its crew let us know."
    stage.article("blog", says(FILM, "started_filming", on=stage.today, words=words))
    stage.article("diary", says(FILM, "started_filming", on=stage.today, words=f"{words} More to come!"))
    stage.expects("Quiet Fever started_filming: None -> filming, pending")


def old_news_fills_the_timeline(stage: Stage) -> None:
    """What happened longer ago than thirty days when it is first read is entered in the timeline and told to nobody."""
    stage.article("gazette", says(FILM, "started_filming", on=stage.today - timedelta(days=90)))
    stage.expects("Quiet Fever started_filming: None -> filming, backfilled")


def old_news_of_a_later_stage(stage: Stage) -> None:
    """A retrospective of a film that has wrapped fills in when it began; the status stays."""
    stage.lists("ledger", row(FILM, "wrapped", "p1"))
    stage.next_day()
    stage.article("gazette", says(FILM, "started_filming", on=stage.today - timedelta(days=20)))
    stage.expects(
        "Quiet Fever newly_listed: None -> wrapped, published 2",
        "Quiet Fever started_filming: wrapped -> filming, backfilled",
    )
    assert stage.productions() == {"quiet-fever": "wrapped"}


def first_run_of_a_source_is_quiet(stage: Stage) -> None:
    """The first run of a source sets what is believed and is no news; only what a report dates within the last seven
    days is told."""
    stage.lists("ledger", row(FILM, "filming", "p1"))
    stage.article("gazette", says("Copper Valley", "wrapped_filming"))
    stage.article("herald", says("Lost Signal", "wrapped_filming", on=stage.today - timedelta(days=2)))
    stage.expects(
        "Copper Valley wrapped_filming: None -> wrapped, backfilled",
        "Lost Signal wrapped_filming: None -> wrapped, published 1",
    )
    assert stage.productions()["quiet-fever"] == "filming"


def parser_learns_a_field(stage: Stage) -> None:
    """A field that was not read before (a place, a start date) is no news of the production."""
    stage.lists("ledger", row(FILM, "filming", "p1"))
    stage.next_day()
    stage.lists("ledger", row(FILM, "filming", "p1", place="Dublin", start_date="2026-02-01"))
    stage.expects("Quiet Fever newly_listed: None -> filming, published 2")


# --- what is not believed ---------------------------------------------------------------------------------------


def rumour_moves_nothing(stage: Stage) -> None:
    """Rumours, guesses and plans never move a status. They are kept, and shown for what they are."""
    stage.lists("ledger", row(FILM, "announced", "p1"))
    stage.next_day()
    stage.article("gazette", says(FILM, "started_filming", "rumoured"))
    stage.article("herald", says(FILM, "started_filming", "speculated"))
    stage.article("studio", says(FILM, "started_filming", "planned"))
    stage.expects("Quiet Fever newly_listed: None -> announced, published 2")


def part_of_it_moves_nothing(stage: Stage) -> None:
    """What is said of one actor, one leg or one episode is not said of the production."""
    stage.lists("ledger", row(FILM, "filming", "p1"))
    stage.next_day()
    stage.article("studio", says(FILM, "wrapped_filming", on=stage.today, scope="part"))
    stage.expects("Quiet Fever newly_listed: None -> filming, published 2")


def start_before_the_announcement(stage: Stage) -> None:
    """A start that one source dates well before the announcement is suspect: the announcement speaks against it, and it
    waits for an independent source."""
    stage.article("studio", says(FILM, "announced", on=stage.today))
    stage.next_day()
    stage.article("gazette", says(FILM, "started_filming", on=stage.today - timedelta(days=60)))
    stage.expects("Quiet Fever announced: None -> announced, published 2",
                  "Quiet Fever started_filming: announced -> filming, pending")  # fmt: skip
    against = [e for c in stage.changes() for e in c.evidence if e.role == "against"]
    assert [(e.source, e.event) for e in against] == [("studio", "announced")]


def secret_shoot(stage: Stage) -> None:
    """Two independent sources are believed: it was shot before it was announced. Old news fills the timeline."""
    stage.article("studio", says(FILM, "announced", on=stage.today))
    stage.next_day()
    for slug in ("gazette", "herald"):
        stage.article(slug, says(FILM, "started_filming", on=stage.today - timedelta(days=60)))
    stage.expects("Quiet Fever announced: None -> announced, published 2",
                  "Quiet Fever started_filming: announced -> filming, backfilled")  # fmt: skip


def shoot_that_comes_first_goes_on(stage: Stage) -> None:
    """It is to be shot right after another production, which is still filming: a single source that says that it
    started waits until the other has wrapped."""
    stage.article("studio", says("Copper Valley", "started_filming", on=stage.today - timedelta(days=20)))
    stage.article("herald", says(FILM, "filming", "planned", relation="after", related="Copper Valley"))
    stage.next_day()
    stage.article("gazette", says(FILM, "started_filming", on=stage.today))
    assert [(c.state, c.rule) for c in stage.changes() if c.production.title == FILM] == [
        ("pending", "waits for an independent source: by the order of events it cannot be so")
    ]
    stage.next_day()
    stage.article("herald", says("Copper Valley", "wrapped_filming", on=stage.today))
    stage.expects(
        "Copper Valley started_filming: None -> filming, published 2",
        "Copper Valley wrapped_filming: filming -> wrapped, published 4",
        "Quiet Fever started_filming: None -> filming, published 4",
    )


def order_learned_too_late(stage: Stage) -> None:
    """That a production was to be shot after another, or was announced later than it started, takes nothing back that
    was told before."""
    stage.article("studio", says("Copper Valley", "started_filming", on=stage.today - timedelta(days=20)))
    stage.article("gazette", says(FILM, "started_filming", on=stage.today))
    stage.article("herald", says(FILM, "filming", "planned", relation="after", related="Copper Valley"))
    stage.next_day(45)
    stage.article("studio", says(FILM, "announced", on=stage.today))
    stage.expects(
        "Copper Valley started_filming: None -> filming, published 2",
        "Quiet Fever announced: filming -> announced, backfilled",
        "Quiet Fever started_filming: None -> filming, published 2",
    )
    assert stage.productions()["quiet-fever"] == "filming"


def disappears_once(stage: Stage) -> None:
    """A row that is missing from a complete list once and returns as it was is nothing."""
    for rows in ([row(FILM, "filming", "p1")], [], [row(FILM, "filming", "p1")]):
        stage.lists("ledger", *rows)
        stage.next_day()
    stage.expects("Quiet Fever newly_listed: None -> filming, published 2")


def delisted_after_three_runs(stage: Stage) -> None:
    """A row that a complete list has not had in three accepted runs is no longer listed: not cancelled, not wrapped."""
    stage.lists("ledger", row(FILM, "filming", "p1"))
    for _ in range(4):
        stage.next_day()
        stage.lists("ledger")
    stage.expects(
        "Quiet Fever delisted: filming -> filming, published 5",
        "Quiet Fever newly_listed: None -> filming, published 2",
    )


def a_row_under_a_new_id_is_still_listed(stage: Stage) -> None:
    """A row that a complete list gives another id, or none, is the same production: it has not left the list."""
    stage.lists("ledger", row(FILM, "filming", "p1"))
    for _ in range(4):
        stage.next_day()
        stage.lists("ledger", row(FILM, "filming", "q7"))
    stage.expects("Quiet Fever newly_listed: None -> filming, published 2")


def drops_off_a_window(stage: Stage) -> None:
    """A list that shows only the latest means nothing by leaving something out."""
    stage.lists("board", row(FILM, "filming"))
    for _ in range(4):
        stage.next_day()
        stage.lists("board")
    stage.expects("Quiet Fever newly_listed: None -> filming, published 2")


def empty_list_for_a_day(stage: Stage) -> None:
    """A list that is empty where something is expected is not believed; what moved meanwhile is told the day after."""
    stage.lists("ledger", row(FILM, "pre_production", "p1"))
    stage.next_day()
    stage.is_empty("ledger")
    stage.next_day()
    stage.lists("ledger", row(FILM, "filming", "p1"))
    stage.expects(
        "Quiet Fever newly_listed: None -> pre_production, published 2",
        "Quiet Fever started_filming: pre_production -> filming, published 4",
    )


def slower_source_lags(stage: Stage) -> None:
    """A slower source that arrives days later where another has long been is no news, and turns nothing back."""
    stage.lists("ledger", row(FILM, "pre_production", "p1"))
    stage.lists("board", row(FILM, "pre_production"))
    stage.next_day()
    stage.lists("ledger", row(FILM, "filming", "p1"))
    stage.next_day(3)
    stage.lists("ledger", row(FILM, "wrapped", "p1"))
    stage.lists("board", row(FILM, "filming"))
    stage.next_day(4)
    stage.lists("board", row(FILM, "wrapped"))
    stage.expects(
        "Quiet Fever newly_listed: None -> pre_production, published 2",
        "Quiet Fever started_filming: pre_production -> filming, published 3",
        "Quiet Fever wrapped_filming: filming -> wrapped, published 6",
    )


# --- going back -------------------------------------------------------------------------------------------------


def source_goes_back_and_returns_next_day(stage: Stage) -> None:
    """A row that goes back and returns on the next day was a slip: it is dropped in silence."""
    for status in ("filming", "pre_production", "filming"):
        stage.lists("ledger", row(FILM, status, "p1"))
        stage.next_day()
    stage.expects("Quiet Fever newly_listed: None -> filming, published 2")


def source_goes_back_and_stays_back(stage: Stage) -> None:
    """A row that goes back and is still back in the next accepted run has changed its mind: that is told."""
    for status in ("filming", "pre_production", "pre_production"):
        stage.lists("ledger", row(FILM, status, "p1"))
        stage.next_day()
    stage.expects(
        "Quiet Fever newly_listed: None -> filming, published 2",
        "Quiet Fever reverted: filming -> pre_production, published 4",
    )


def slip_and_later_a_true_reversal(stage: Stage) -> None:
    """A slip that was dropped leaves nothing behind: a true reversal weeks later is noticed on its own day."""
    for status in ("filming", "pre_production", "filming"):
        stage.lists("ledger", row(FILM, status, "p1"))
        stage.next_day()
    stage.next_day(20)
    for status in ("pre_production", "pre_production"):
        stage.lists("ledger", row(FILM, status, "p1"))
        stage.next_day()
    stage.expects(
        "Quiet Fever newly_listed: None -> filming, published 2",
        "Quiet Fever reverted: filming -> pre_production, published 26",
    )
    assert [(change.noticed_at - START).days + 1 for change in stage.changes()] == [2, 25]


def stale_copy_for_a_day(stage: Stage) -> None:
    """A copy of the day before yesterday takes rows back for one day: nothing of it is told."""
    stage.lists("board", row(FILM, "pre_production"), row("Copper Valley", "filming"))
    stage.next_day()
    stage.lists("board", row(FILM, "filming"), row("Copper Valley", "wrapped"))
    stage.next_day()
    stage.lists("board", row(FILM, "pre_production"), row("Copper Valley", "filming"))
    stage.next_day()
    stage.lists("board", row(FILM, "filming"), row("Copper Valley", "wrapped"))
    stage.expects(
        "Copper Valley newly_listed: None -> filming, published 2",
        "Copper Valley wrapped_filming: filming -> wrapped, published 3",
        "Quiet Fever newly_listed: None -> pre_production, published 2",
        "Quiet Fever started_filming: pre_production -> filming, published 3",
    )


def reversal_then_a_late_source(stage: Stage) -> None:
    """After a turn back, a slower source that arrives where the first had been is late, not better informed."""
    stage.lists("ledger", row(FILM, "pre_production", "p1"))
    stage.lists("board", row(FILM, "pre_production"))
    stage.next_day()
    stage.lists("ledger", row(FILM, "filming", "p1"))
    for _ in range(2):
        stage.next_day()
        stage.lists("ledger", row(FILM, "pre_production", "p1"))
    stage.next_day()
    stage.lists("board", row(FILM, "filming"))
    stage.expects(
        "Quiet Fever newly_listed: None -> pre_production, published 2",
        "Quiet Fever reverted: filming -> pre_production, published 5",
        "Quiet Fever started_filming: pre_production -> filming, published 3",
    )


def reversal_that_a_slower_source_echoes(stage: Stage) -> None:
    """A slower source that goes back days after the first is no second reversal, even where the first has gone on."""
    stage.lists("ledger", row(FILM, "filming", "p1"))
    stage.lists("board", row(FILM, "filming"))
    for _ in range(2):
        stage.next_day()
        stage.lists("ledger", row(FILM, "pre_production", "p1"))
    stage.next_day(4)
    stage.lists("ledger", row(FILM, "filming", "p1"))
    stage.next_day()
    for _ in range(2):
        stage.lists("board", row(FILM, "pre_production"))
        stage.next_day()
    stage.lists("board", row(FILM, "filming"))
    stage.expects(
        "Quiet Fever newly_listed: None -> filming, published 2",
        "Quiet Fever reverted: filming -> pre_production, published 4",
        "Quiet Fever started_filming: pre_production -> filming, published 8",
    )


def reversal_and_forward_again(stage: Stage) -> None:
    """What was turned back may happen again, and then is news again."""
    for status in ("filming", "pre_production", "pre_production", "filming"):
        stage.lists("ledger", row(FILM, status, "p1"))
        stage.next_day()
    stage.expects(
        "Quiet Fever newly_listed: None -> filming, published 2",
        "Quiet Fever reverted: filming -> pre_production, published 4",
        "Quiet Fever started_filming: pre_production -> filming, published 5",
    )


# --- cancellations, pauses, delays ------------------------------------------------------------------------------


def cancelled_by_one_trade_then_confirmed(stage: Stage) -> None:
    """A cancellation that one trade reports waits until another says so too."""
    stage.lists("ledger", row(FILM, "filming", "p1"))
    stage.next_day()
    stage.article("gazette", says(FILM, "cancelled", on=stage.today))
    stage.article("herald", says(FILM, "cancelled", on=stage.today))
    stage.expects(
        "Quiet Fever cancelled: filming -> cancelled, published 3",
        "Quiet Fever newly_listed: None -> filming, published 2",
    )


def cancelled_by_one_trade_that_stands_by_it(stage: Stage) -> None:
    """... or until its next accepted run has not taken it back."""
    stage.lists("ledger", row(FILM, "filming", "p1"))
    stage.next_day()
    stage.article("gazette", says(FILM, "cancelled", on=stage.today))
    stage.next_day()
    stage.visits("gazette")
    stage.expects(
        "Quiet Fever cancelled: filming -> cancelled, published 4",
        "Quiet Fever newly_listed: None -> filming, published 2",
    )


def cancelled_by_the_studio(stage: Stage) -> None:
    """A source that speaks for the production itself is believed at once."""
    stage.lists("ledger", row(FILM, "filming", "p1"))
    stage.next_day()
    stage.article("studio", says(FILM, "cancelled", on=stage.today))
    stage.expects(
        "Quiet Fever cancelled: filming -> cancelled, published 3",
        "Quiet Fever newly_listed: None -> filming, published 2",
    )


def cancelled_by_one_trade_then_denied(stage: Stage) -> None:
    """A cancellation that is denied before anybody agreed is never told."""
    stage.lists("ledger", row(FILM, "filming", "p1"))
    stage.next_day()
    stage.article("gazette", says(FILM, "cancelled", on=stage.today))
    stage.article("studio", says(FILM, "cancelled", "denied"))
    stage.next_day()
    stage.visits("gazette", "studio")
    stage.expects(
        "Quiet Fever newly_listed: None -> filming, published 2",
    )


def denied_after_publication_is_withdrawn(stage: Stage) -> None:
    """A change that was told and is denied by somebody who must know is withdrawn, and a correction is told."""
    stage.article("gazette", says(FILM, "started_filming", on=stage.today))
    stage.next_day()
    stage.article("studio", says(FILM, "started_filming", "denied"))
    stage.expects(
        "Quiet Fever correction: filming -> None, published 3",
        "Quiet Fever started_filming: None -> filming, withdrawn 2",
    )
    assert stage.productions() == {"quiet-fever": None}


def article_is_edited_and_no_longer_says_so(stage: Stage) -> None:
    """An article that is edited and no longer says so takes its support away: withdrawn, with a correction."""
    stage.article("gazette", says(FILM, "wrapped_filming", on=stage.today), name="a")
    stage.next_day()
    stage.article("gazette", says(FILM, "wrapped_filming", "planned"), name="a")
    stage.expects(
        "Quiet Fever correction: wrapped -> None, published 3",
        "Quiet Fever wrapped_filming: None -> wrapped, withdrawn 2",
    )


def paused_and_resumed(stage: Stage) -> None:
    """A production that is put on hold and goes on: the pause waits for a second look, the resumption does not."""
    for status in ("filming", "on_hold", "on_hold", "filming"):
        stage.lists("ledger", row(FILM, status, "p1"))
        stage.next_day()
    stage.expects(
        "Quiet Fever newly_listed: None -> filming, published 2",
        "Quiet Fever paused: filming -> on_hold, published 4",
        "Quiet Fever resumed: on_hold -> filming, published 5",
    )


def resumes_after_a_pause(stage: Stage) -> None:
    """After a pause, a report that shooting began is of its resumption, and leaves the first start as it was told."""
    stage.lists("ledger", row(FILM, "pre_production", "p1"))
    for status in ("filming", "on_hold", "on_hold"):
        stage.next_day()
        stage.lists("ledger", row(FILM, status, "p1"))
    stage.next_day(14)
    stage.article("gazette", says(FILM, "started_filming", on=stage.today))
    stage.lists("ledger", row(FILM, "filming", "p1"))
    stage.expects(
        "Quiet Fever newly_listed: None -> pre_production, published 2",
        "Quiet Fever paused: filming -> on_hold, published 5",
        "Quiet Fever resumed: on_hold -> filming, published 19",
        "Quiet Fever started_filming: pre_production -> filming, published 3",
    )


def resumes_by_an_article_alone(stage: Stage) -> None:
    """A trade that says on which day after the pause shooting began tells of the resumption."""
    stage.lists("board", row(FILM, "filming"))
    for _ in range(2):
        stage.next_day()
        stage.lists("board", row(FILM, "on_hold"))
    stage.next_day(5)
    stage.article("gazette", says(FILM, "started_filming", on=stage.today))
    stage.expects(
        "Quiet Fever newly_listed: None -> filming, published 2",
        "Quiet Fever paused: filming -> on_hold, published 4",
        "Quiet Fever resumed: on_hold -> filming, published 9",
    )


def paused_before_filming(stage: Stage) -> None:
    """A production that was on hold during its preparation goes back to where it was."""
    for status in ("pre_production", "on_hold", "on_hold", "pre_production"):
        stage.lists("ledger", row(FILM, status, "p1"))
        stage.next_day()
    stage.expects(
        "Quiet Fever entered_pre_production: on_hold -> pre_production, published 5",
        "Quiet Fever newly_listed: None -> pre_production, published 2",
        "Quiet Fever paused: pre_production -> on_hold, published 4",
    )


def revived_after_a_cancellation(stage: Stage) -> None:
    """A row that comes back from a cancellation goes back like any other: told once its next run agrees."""
    for status in ("filming", "cancelled", "cancelled", "filming", "filming"):
        stage.lists("ledger", row(FILM, status, "p1"))
        stage.next_day()
    stage.expects(
        "Quiet Fever cancelled: filming -> cancelled, published 4",
        "Quiet Fever newly_listed: None -> filming, published 2",
        "Quiet Fever reverted: cancelled -> filming, published 6",
    )


def revived_by_a_trade(stage: Stage) -> None:
    """What was cancelled may be revived, and begins anew."""
    stage.lists("board", row(FILM, "filming"))
    stage.next_day()
    stage.article("studio", says(FILM, "cancelled", on=stage.today))
    stage.next_day(20)
    stage.article("gazette", says(FILM, "revived", on=stage.today))
    stage.next_day(12)
    stage.article("gazette", says(FILM, "started_filming", on=stage.today))
    stage.expects(
        "Quiet Fever cancelled: filming -> cancelled, published 3",
        "Quiet Fever newly_listed: None -> filming, published 2",
        "Quiet Fever revived: cancelled -> announced, published 23",
        "Quiet Fever started_filming: announced -> filming, published 35",
    )


def delayed(stage: Stage) -> None:
    """A delay moves no status. It is told where two independent sources, or one that speaks for the production, say
    so."""
    stage.lists("ledger", row(FILM, "pre_production", "p1"))
    stage.next_day()
    stage.article("gazette", says(FILM, "delayed"))
    stage.next_day()
    stage.article("herald", says(FILM, "delayed"))
    stage.expects(
        "Quiet Fever delayed: pre_production -> pre_production, published 4",
        "Quiet Fever newly_listed: None -> pre_production, published 2",
    )


# --- dates ------------------------------------------------------------------------------------------------------


def planned_date_moves(stage: Stage) -> None:
    """A planned date is told when it is first known, and again when it moves by more than its own precision."""
    stage.lists("ledger", row(FILM, "pre_production", "p1"))
    stage.next_day()
    stage.article("gazette", says(FILM, "started_filming", "planned", on=date(2026, 5, 4)))
    stage.next_day()
    stage.article("herald", says(FILM, "started_filming", "planned", on=date(2026, 6, 8)))
    stage.expects(
        "Quiet Fever date_moved: pre_production -> pre_production, published 4",
        "Quiet Fever date_set: pre_production -> pre_production, published 3",
        "Quiet Fever newly_listed: None -> pre_production, published 2",
    )


def planned_date_within_its_precision(stage: Stage) -> None:
    """ "In May" and "in the first half of May" are one date."""
    stage.lists("ledger", row(FILM, "pre_production", "p1"))
    stage.next_day()
    may, early_may = Window(date(2026, 5, 1), date(2026, 5, 31)), Window(date(2026, 5, 1), date(2026, 5, 15))
    stage.article("gazette", says(FILM, "started_filming", "planned", on=may))
    stage.next_day()
    stage.article("herald", says(FILM, "started_filming", "planned", on=early_may))
    stage.expects(
        "Quiet Fever date_set: pre_production -> pre_production, published 3",
        "Quiet Fever newly_listed: None -> pre_production, published 2",
    )


def release_date_moves_no_status(stage: Stage) -> None:
    """A set release date is told and moves no status."""
    stage.lists("ledger", row(FILM, "post_production", "p1"))
    stage.next_day()
    stage.article("studio", says(FILM, "release_date_set", on=date(2026, 9, 18)))
    stage.expects(
        "Quiet Fever newly_listed: None -> post_production, published 2",
        "Quiet Fever release_date_set: post_production -> post_production, published 3",
    )


def lone_other_date_neither_duplicates_nor_moves(stage: Stage) -> None:
    """One source that gives another date for what was told is neither a second event nor a correction."""
    stage.article("gazette", says(FILM, "started_filming", on=stage.today))
    stage.article("herald", says(FILM, "started_filming", on=stage.today))
    stage.next_day()
    stage.article("studio", says(FILM, "started_filming", on=stage.today - timedelta(days=25)))
    stage.expects("Quiet Fever started_filming: None -> filming, published 2")


def better_supported_date_corrects(stage: Stage) -> None:
    """Another date with more behind it than the one told is a correction, not a second event."""
    stage.article("gazette", says(FILM, "started_filming", on=stage.today))
    stage.next_day()
    earlier = stage.today - timedelta(days=25)
    stage.article("studio", says(FILM, "started_filming", on=earlier))
    stage.article("herald", says(FILM, "started_filming", on=earlier))
    stage.expects(
        "Quiet Fever correction: filming -> filming, published 3",
        "Quiet Fever started_filming: None -> filming, backfilled",
        "Quiet Fever started_filming: None -> filming, withdrawn 2",
    )


def seen_at_a_new_place(stage: Stage) -> None:
    """A production that is known to be filming and is seen at a new place is told in the feeds of places."""
    stage.lists("board", row(FILM, "filming", place="Dublin"))
    stage.next_day()
    stage.article("gazette", says(FILM, "filming", place="Cork"))
    stage.next_day()
    stage.article("herald", says(FILM, "filming", place="Cork"))
    stage.expects(
        "Quiet Fever newly_listed: None -> filming, published 2",
        "Quiet Fever spotted: filming -> filming, published 3",
    )


# --- which production -------------------------------------------------------------------------------------------


def title_is_respelled(stage: Stage) -> None:
    """Capitals, accents, a turned-round article, "(w/t)" and a first season written out are one production."""
    stage.lists("ledger", row("The Café Élise", "pre_production", "p1", medium="tv"))
    stage.lists("board", row("THE CAFE ELISE (w/t)", "pre_production"))
    stage.next_day()
    stage.lists("ledger", row("Café Élise, The", "filming", "p1", medium="tv"))
    stage.article("gazette", says("The Café Élise: Season One", "started_filming", on=stage.today))
    stage.expects(
        "The Café Élise 1 newly_listed: None -> pre_production, published 2",
        "The Café Élise 1 started_filming: pre_production -> filming, published 3",
    )
    assert list(stage.productions()) == ["the-cafe-elise"]


def title_the(stage: Stage) -> None:
    """ "Quiet Fever" and "The Quiet Fever" may be two films: without one more fact they stay two."""
    stage.lists("ledger", row("Quiet Fever", "filming", "p1"), row("The Quiet Fever", "announced", "p2"))
    stage.next_day()
    stage.article("gazette", says("The Quiet Fever", "entered_pre_production", on=stage.today))
    stage.expects(
        "Quiet Fever newly_listed: None -> filming, published 2",
        "The Quiet Fever entered_pre_production: announced -> pre_production, published 3",
        "The Quiet Fever newly_listed: None -> announced, published 2",
    )


def sequel_ii(stage: Stage) -> None:
    """A sequel is another film: "II" is never taken for the first."""
    stage.lists("ledger", row("Quiet Fever", "released", "p1"), row("Quiet Fever II", "announced", "p2"))
    stage.next_day()
    stage.article("gazette", says("Quiet Fever 2", "entered_pre_production", on=stage.today))
    stage.expects(
        "Quiet Fever II entered_pre_production: announced -> pre_production, published 3",
        "Quiet Fever II newly_listed: None -> announced, published 2",
        "Quiet Fever newly_listed: None -> released, published 2",
    )


def remake_of_the_same_title(stage: Stage) -> None:
    """The same title ten years apart is two films, where the years are known."""
    stage.lists("ledger", row("Quiet Fever", "released", "p1", year=2016))
    stage.next_day()
    stage.article("gazette", says("Quiet Fever", "started_filming", on=stage.today, year=2026))
    stage.expects(
        "Quiet Fever newly_listed: None -> released, published 2",
        "Quiet Fever started_filming: None -> filming, published 3",
    )
    assert stage.productions() == {"quiet-fever": "released", "quiet-fever-2": "filming"}


def two_of_one_title_in_one_list(stage: Stage) -> None:
    """Where a list has its own ids, two rows of one title are two productions, and each keeps to its id."""
    stage.lists("ledger", row(FILM, "filming", "p1"), row(FILM, "announced", "p2"))
    stage.next_day()
    stage.lists("ledger", row(FILM, "filming", "p1"), row(FILM, "pre_production", "p2"))
    stage.expects(
        "Quiet Fever entered_pre_production: announced -> pre_production, published 3",
        "Quiet Fever newly_listed: None -> announced, published 2",
        "Quiet Fever newly_listed: None -> filming, published 2",
    )
    assert stage.productions() == {"quiet-fever": "filming", "quiet-fever-2": "pre_production"}


def ambiguous_title(stage: Stage) -> None:
    """Which of two productions of one title an article means is not guessed: a person is asked, nothing is told."""
    stage.lists("ledger", row(FILM, "pre_production", "p1"), row(FILM, "pre_production", "p2"))
    stage.next_day()
    stage.article("gazette", says(FILM, "started_filming", on=stage.today))
    stage.expects(*["Quiet Fever newly_listed: None -> pre_production, published 2"] * 2)
    assert stage.issues() == ["ambiguous_title"]


def working_title(stage: Stage) -> None:
    """A working title that a source gave beside the real one leads to the production from then on."""
    stage.lists("ledger", row(FILM, "pre_production", "p1", aliases=("Violet",)))
    stage.next_day()
    stage.article("gazette", says("Violet", "started_filming", on=stage.today))
    stage.expects(
        "Quiet Fever newly_listed: None -> pre_production, published 2",
        "Quiet Fever started_filming: pre_production -> filming, published 3",
    )


def next_season(stage: Stage) -> None:
    """A series that is renewed for its second season is a new production: its second season."""
    stage.lists("ledger", row("Jessica’s Law", "released", "p1", medium="tv", season=1))
    stage.next_day()
    stage.article("gazette", says("Jessica’s Law", "renewed", on=stage.today, season=2, medium="tv"))
    stage.expects(
        "Jessica’s Law 1 newly_listed: None -> released, published 2",
        "Jessica’s Law 2 renewed: None -> announced, published 3",
    )


# --- what a person decides --------------------------------------------------------------------------------------


def person_links_two(stage: Stage) -> None:
    """A person says that two productions are one. What was told of the other stays told, under the name that is kept,
    and nobody hears of it again; what the second source says from then on is of that one."""
    stage.lists("ledger", row(FILM, "pre_production", "p1"))
    stage.lists("board", row("The Fever Film", "pre_production"))
    stage.next_day()
    stage.links("The Fever Film", FILM)
    stage.next_day()
    stage.lists("board", row("The Fever Film", "filming"))
    stage.lists("ledger", row(FILM, "filming", "p1"))
    stage.expects(
        "Quiet Fever newly_listed: None -> pre_production, published 2",
        "Quiet Fever newly_listed: None -> pre_production, published 2",
        "Quiet Fever started_filming: pre_production -> filming, published 4",
    )


def person_links_what_waited(stage: Stage) -> None:
    """What either production waited for and both bear together is news of the day on which they are made one ..."""
    stage.article("blog", says(FILM, "started_filming", on=stage.today))
    stage.article("diary", says("The Fever Film", "started_filming", on=stage.today))
    stage.next_day()
    stage.links("The Fever Film", FILM)
    stage.next_day()
    stage.visits("blog", "diary")
    stage.expects("Quiet Fever started_filming: None -> filming, published 3")


def person_links_too_late(stage: Stage) -> None:
    """... unless it happened more than thirty days ago by then: it fills in the timeline, and nobody is told."""
    stage.article("blog", says(FILM, "started_filming", on=stage.today))
    stage.article("diary", says("The Fever Film", "started_filming", on=stage.today))
    stage.next_day(40)
    stage.links("The Fever Film", FILM)
    stage.expects("Quiet Fever started_filming: None -> filming, backfilled")


def person_links_what_one_was_told_of(stage: Stage) -> None:
    """What was told of one of them and still waited for support on the other is not told a second time."""
    stage.article("blog", says(FILM, "started_filming", on=stage.today))
    stage.article("gazette", says("The Fever Film", "started_filming", on=stage.today))
    stage.next_day()
    stage.links("The Fever Film", FILM)
    stage.next_day()
    stage.visits("blog", "gazette")
    stage.expects("Quiet Fever started_filming: None -> filming, published 2")


def person_links_two_dates(stage: Stage) -> None:
    """Where the two were told with two dates of one event, one was wrong: the date that has less behind it is
    withdrawn, with a correction, under whichever name it was told."""
    stage.article("gazette", says(FILM, "started_filming", on=stage.today))
    stage.article("studio", says("The Fever Film", "started_filming", on=stage.today - timedelta(days=20)))
    stage.article("herald", says("Lost Signal", "wrapped_filming", on=stage.today - timedelta(days=20)))
    stage.article("studio", says("The Lost Film", "wrapped_filming", on=stage.today))
    stage.next_day()
    stage.links("The Fever Film", FILM)
    stage.links("Lost Signal", "The Lost Film")
    stage.next_day()
    stage.visits("gazette", "studio", "herald")
    stage.expects(
        "Quiet Fever started_filming: None -> filming, withdrawn 2",
        "Quiet Fever correction: filming -> filming, published 3",
        "Quiet Fever started_filming: None -> filming, published 2",
        "The Lost Film wrapped_filming: None -> wrapped, withdrawn 2",
        "The Lost Film correction: wrapped -> wrapped, published 3",
        "The Lost Film wrapped_filming: None -> wrapped, published 2",
    )


def person_links_what_is_denied_later(stage: Stage) -> None:
    """What was told under the name that is given up is withdrawn like anything else once it is denied."""
    stage.article("blog", says(FILM, "announced", on=stage.today))
    stage.article("gazette", says("The Fever Film", "started_filming", on=stage.today))
    stage.next_day()
    stage.links("The Fever Film", FILM)
    stage.next_day()
    stage.article("studio", says(FILM, "started_filming", "denied"))
    stage.expects(
        "Quiet Fever announced: None -> announced, pending",
        "Quiet Fever started_filming: None -> filming, withdrawn 2",
        "Quiet Fever correction: filming -> None, published 4",
    )


def person_splits(stage: Stage) -> None:
    """A person says that a source speaks of another production: what it says from then on goes there."""
    stage.lists("ledger", row(FILM, "pre_production", "p1"))
    stage.lists("board", row(FILM, "pre_production"))
    stage.splits(FILM, "board", "Quiet Fever Returns")
    stage.next_day()
    stage.lists("board", row(FILM, "filming"))
    stage.expects(
        "Quiet Fever Returns newly_listed: None -> pre_production, published 2",
        "Quiet Fever Returns started_filming: pre_production -> filming, published 3",
        "Quiet Fever newly_listed: None -> pre_production, published 2",
    )


def person_withdraws(stage: Stage) -> None:
    """A person takes a change back: it stays, marked as withdrawn, and a correction is told. It is not told again."""
    stage.article("gazette", says(FILM, "started_filming", on=stage.today))
    stage.next_day()
    stage.withdraws("started_filming", "it was another film of that name")
    stage.next_day()
    stage.visits("gazette")
    stage.expects(
        "Quiet Fever correction: filming -> None, published 3",
        "Quiet Fever started_filming: None -> filming, withdrawn 2",
    )


SCENARIOS = tuple(
    value for value in list(globals().values())
    if callable(value) and getattr(value, "__module__", "") == __name__ and value.__name__.islower()
)  # fmt: skip
NOISY_START = frozenset({"first_run_of_a_source_is_quiet"})
"""The scenarios that are about the first run itself."""
