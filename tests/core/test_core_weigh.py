"""How much a set of reports weighs: origins, chains of credits, circles, and dates that agree."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import Event, Modality, Window
from pipeline.weigh import Said, best_cluster, counted, name_key, origins, support

DAY = date(2026, 3, 2)
NAMES = {name_key(slug): slug for slug in ("ledger", "gazette", "herald", "blog", "diary", "film_weekly")}


def said(number: int, source: str, trust: int = 1, via: str | None = None, on: date | None = None, **more: Any) -> Said:
    return Said(
        id=number, source=source, trust=trust, event=Event.STARTED_FILMING, modality=Modality.ASSERTED,
        noticed=datetime(2026, 3, 2, 12, tzinfo=UTC), published=DAY, via=via, date=Window(on, on) if on else None,
        **more,
    )  # fmt: skip


@pytest.mark.parametrize(("credit", "slug"), [
    ("Film Weekly", "film_weekly"), ("FilmWeekly.com", "film_weekly"), ("the film weekly", "film_weekly"),
    ("Filmweekly.co.uk", "film-weekly"),
])  # fmt: skip
def test_a_credit_is_known_however_it_is_written(credit: str, slug: str) -> None:
    assert name_key(credit) == name_key(slug)


def test_independent_sources_add_up() -> None:
    assert support([said(1, "blog"), said(2, "diary")], NAMES) == 2
    assert support([said(1, "blog"), said(2, "blog")], NAMES) == 1


def test_a_credit_makes_two_one() -> None:
    assert support([said(1, "gazette", 2), said(2, "blog", via="The Gazette")], NAMES) == 2
    assert support([said(1, "blog", via="Somebody"), said(2, "diary", via="Somebody")], NAMES) == 1


def test_a_chain_of_credits_ends_at_its_first() -> None:
    chain = [said(1, "blog", via="Diary"), said(2, "diary", via="Herald"), said(3, "herald", 2, via="Film Weekly")]
    assert set(origins(chain, NAMES).values()) == {"film_weekly"}
    assert support(chain, NAMES) == 2


def test_a_circle_of_credits_is_one() -> None:
    circle = [said(1, "blog", via="Diary"), said(2, "diary", via="Blog")]
    assert len(set(origins(circle, NAMES).values())) == 1
    assert support(circle, NAMES) == 1
    assert support([said(1, "blog", via="Blog")], NAMES) == 1


def test_all_that_lead_into_a_circle_of_credits_are_one() -> None:
    round_in = [said(1, "mirror", via="North"), said(2, "north", via="Mirror"), said(3, "blog", via="Mirror"),
                said(4, "diary", via="North")]  # fmt: skip
    assert set(origins(round_in, NAMES).values()) == {"mirror"}
    assert support(round_in, NAMES) == 1


def test_a_credit_to_oneself_is_none() -> None:
    itself = said(1, "gazette", via="The Gazette")
    assert origins([itself, said(2, "blog", via="Gazette")], NAMES) == {1: "gazette", 2: "gazette"}
    assert support([itself, said(3, "diary")], NAMES) == 2


def test_a_chain_ends_where_somebody_knows_it_themselves() -> None:
    own = [said(1, "blog", via="Diary"), said(2, "diary"), said(3, "diary", via="Herald")]
    assert origins(own, NAMES)[1] == "diary"


def test_the_most_trusted_of_each_origin_is_counted() -> None:
    reports = [said(1, "blog", via="Gazette"), said(2, "gazette", 2), said(3, "diary")]
    assert counted(reports, NAMES) == {2, 3}


def test_dates_ten_days_apart_are_one_event_and_eleven_are_two() -> None:
    near = [said(1, "gazette", 2, on=DAY), said(2, "herald", 2, on=DAY - timedelta(days=10))]
    far = [said(1, "gazette", 2, on=DAY), said(2, "herald", 2, on=DAY - timedelta(days=11))]
    one, two = best_cluster(near, NAMES), best_cluster(far, NAMES)
    assert one is not None
    assert two is not None
    assert (one.support, two.support) == (4, 2)


def test_the_date_that_was_told_stands_among_equals() -> None:
    reports = [said(1, "gazette", 2, on=DAY), said(2, "herald", 2, on=DAY - timedelta(days=25))]
    for held in (DAY, DAY - timedelta(days=25)):
        best = best_cluster(reports, NAMES, Window(held, held))
        assert best is not None
        assert best.window.earliest == held


def test_nothing_said_is_no_cluster() -> None:
    assert best_cluster([], NAMES) is None


sources = st.sampled_from(["ledger", "gazette", "herald", "blog", "diary"])
credits_ = st.one_of(st.none(), st.sampled_from(["Ledger", "Gazette", "Herald", "Blog", "Diary", "Film Weekly"]))


@settings(derandomize=True, database=None, deadline=None)
@given(st.lists(st.tuples(sources, st.integers(1, 3), credits_), max_size=7), st.randoms(use_true_random=False))
def test_support_is_bounded_and_knows_no_order(told: list[tuple[str, int, str | None]], chance: Any) -> None:
    reports = [said(n, source, trust, via) for n, (source, trust, via) in enumerate(told)]
    mixed = list(reports)
    chance.shuffle(mixed)
    assert support(mixed, NAMES) == support(reports, NAMES)
    assert counted(mixed, NAMES) == counted(reports, NAMES)
    assert support(reports, NAMES) <= sum(report.trust for report in reports)
    assert support(reports, NAMES) == sum(r.trust for r in reports if r.id in counted(reports, NAMES))
