"""Reading changes back: filters, evidence, quotations, and the JSON of the command line."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from pipeline import queries
from tests.feeds.feed_world import NOW, World


@pytest.mark.parametrize(
    ("asked", "kinds"),
    [
        ({}, ["started_filming", "wrapped_filming", "cancelled", "date_set"]),
        ({"newest_first": True, "limit": 2}, ["date_set", "cancelled"]),
        ({"kinds": ("cancelled",)}, ["cancelled"]),
        ({"statuses": ("wrapped",)}, ["wrapped_filming"]),
        ({"states": ("pending",)}, ["date_set"]),
        ({"place": "dubl"}, ["cancelled"]),
        ({"source": "ledger"}, ["wrapped_filming"]),
        ({"production": "paper-kingdom"}, ["cancelled"]),
        ({"since": NOW + timedelta(hours=3)}, ["cancelled", "date_set"]),
        ({"kinds": ()}, []),
    ],
)
def test_changes_that_meet_every_condition(world: World, asked: dict[str, Any], kinds: list[str]) -> None:
    world.change("Night Ferry")
    world.change("Night Ferry", "wrapped_filming", to_status="wrapped", source="ledger")
    world.change("Paper Kingdom", "cancelled", to_status="cancelled", place="Dublin")
    world.change("Night Ferry", "date_set", state="pending", published_at=None)
    assert [change.kind for change in queries.changes(world.db, **asked)] == kinds


def test_a_source_is_quoted_only_where_it_may_be_and_briefly(world: World) -> None:
    world.change("Night Ferry", evidence="The cameras  are\nturning. " + "Word " * 100)
    world.change("Paper Kingdom", source="ledger")
    long, none = (change.evidence[0] for change in queries.changes(world.db))
    assert long.quote is not None
    assert long.quote.startswith("The cameras are turning. Word")
    assert len(long.quote) <= queries.QUOTE_LENGTH
    assert none.quote is None
    assert none.words


def test_what_the_reader_took_out_leaves_no_trace_in_a_quotation() -> None:
    assert queries.quoted("• Night Ferry is filming on Quay St. (Thanks […])") == "Night Ferry is filming on Quay St."


def test_evidence_comes_in_bulk_and_in_order(world: World) -> None:
    world.fill(7)
    first = queries.changes(world.db, limit=1)[0]
    report = world.report(first.production.id, "started_filming", source="ledger")
    world.insert("change_reports", change_id=first.id, report_id=report, counted=0, role="against")
    statements: list[str] = []
    world.db.conn.set_trace_callback(statements.append)
    found = queries.changes(world.db)
    world.db.conn.set_trace_callback(None)
    assert sum(statement.startswith("SELECT") for statement in statements) == 2
    assert [(item.source, item.counted, item.role) for item in found[0].evidence] == [
        ("gazette", True, "for"), ("ledger", False, "against"),
    ]  # fmt: skip
    assert all(len(change.evidence) == 1 for change in found[1:])


def test_the_json_of_a_change_has_the_agreed_keys(world: World) -> None:
    world.change("Night Ferry", season=2)
    made = queries.changes_json(queries.changes(world.db)[0])
    assert list(made) == [
        "id", "title", "season", "year", "medium", "slug", "kind", "from_status", "to_status", "happened", "noticed_at",
        "published_at", "state", "support", "replaces", "places", "evidence", "summary",
    ]  # fmt: skip
    assert list(made["evidence"][0]) == [
        "source", "url", "published", "event", "modality", "via", "quote", "counted"
    ]  # fmt: skip
    again = json.loads(json.dumps(made))
    assert again["happened"] == {"earliest": "2026-03-01", "latest": "2026-03-01"}
    assert again["summary"] == "Night Ferry (season 2) started filming in Cardiff"
    assert again["places"] == ["Cardiff"]
    assert again["from_status"] == "pre_production"


def test_a_production_is_found_by_its_slug_of_now_and_of_then(world: World) -> None:
    world.production("Night Ferry")
    world.insert("redirects", slug="ferry", target="night-ferry", since="2026-03-02T12:00:00Z")
    for slug in ("night-ferry", "ferry"):
        found = queries.production_by_slug(world.db, slug)
        assert found is not None
        assert found.title == "Night Ferry"
    assert queries.production_by_slug(world.db, "gone") is None
