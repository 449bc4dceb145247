"""Closing a run passes over no big table: the plan of every statement that it makes."""

from __future__ import annotations

import re
import sqlite3
from datetime import timedelta
from pathlib import Path

from tests.scenarios.stage import Stage, row, says

BIG = {"productions", "reports", "pages", "changes", "change_reports", "links", "aliases", "run_pages"}
PLAIN = re.compile(r"^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)", re.I)


def passes(connection: sqlite3.Connection, statement: str) -> list[str]:
    """The big tables that a statement goes through row by row."""
    found = []
    for *_, step in connection.execute(f"EXPLAIN QUERY PLAN {statement}"):
        scanned = re.match(r"SCAN (\w+)", step)
        if scanned and _table(scanned[1], statement) in BIG:
            found.append(f"{step}: {' '.join(statement.split())[:200]}")
    return found


def _table(name: str, statement: str) -> str:
    """The table that a plan's name stands for: itself, or what the statement calls so."""
    alias = re.search(rf"\b(?:FROM|JOIN|UPDATE|INTO)\s+(\w+)\s+(?:AS\s+)?{name}\b", statement, re.I)
    return alias[1] if alias else name


def test_no_statement_of_a_run_passes_over_a_big_table(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    told: list[str] = []
    connection = stage.db.conn
    assert isinstance(connection, sqlite3.Connection)
    connection.set_trace_callback(told.append)
    stage.lists("ledger", row("Quiet Fever", "pre_production", "p1"), row("Copper Valley", "filming", "p2"))
    stage.lists("board", row("Quiet Fever", "pre_production"))
    for status in ("filming", "on_hold", "on_hold", "filming", "pre_production", "pre_production"):
        stage.next_day()
        stage.lists("ledger", row("Quiet Fever", status, "p1", place="Dublin"))
        stage.article(
            "gazette", says("The Quiet Fever", "cancelled", on=stage.today, place="Dublin"),
            says("Unheard Of", "started_filming", "planned", on=stage.today + timedelta(days=40)), name="a",
        )  # fmt: skip
    connection.set_trace_callback(None)
    statements = sorted({statement for statement in told if PLAIN.match(statement)})
    assert len(statements) > 100
    slow = [line for statement in statements for line in passes(connection, statement)]
    assert slow == []


def test_a_pass_would_be_found(tmp_path: Path) -> None:
    connection = Stage(tmp_path).db.conn
    assert isinstance(connection, sqlite3.Connection)
    assert passes(connection, "SELECT * FROM reports r WHERE r.speaker = 'x'")
    assert not passes(connection, "SELECT * FROM reports r WHERE r.production_id = 1")
