"""JSON lines in, JSON lines out."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pipeline.reading.extract import extract_lines

KEYS = [
    "title", "season", "medium", "event", "modality", "date", "date_text", "place", "region", "start_date", "end_date",
    "start_time", "end_time", "speaker", "via", "scope", "evidence", "start", "end",
]  # fmt: skip


def answers(*rows: object, explain: bool = False) -> list[dict[str, Any]]:
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    return [json.loads(line) for line in extract_lines(lines, explain)]


ROW = {
    "id": "a", "kind": "article", "url": "https://news.example/1", "title": "‘Low Tide’ Renewed for Season 2",
    "published": "2026-03-05T23:30:00-08:00", "text": "‘Low Tide’ Renewed for Season 2\nThe drama returns on Friday.",
}  # fmt: skip


def test_a_report_has_exactly_the_keys_of_the_interface() -> None:
    (answer,) = answers(ROW)
    assert list(answer) == ["id", "reports"]
    assert [list(report) for report in answer["reports"]] == [KEYS] * len(answer["reports"])
    assert answer["reports"][0]["season"] == 2


def test_the_day_is_the_page_s_own() -> None:
    (answer,) = answers(ROW)
    dated = [report["date"] for report in answer["reports"] if report["date"]]
    assert dated == [{"earliest": "2026-03-06", "latest": "2026-03-06"}]


def test_explain_adds_the_rule() -> None:
    (answer,) = answers(ROW, explain=True)
    assert answer["reports"][0]["rule"] == "renewed: Renewed"


@pytest.mark.parametrize(
    "broken",
    [
        "{not json",
        "[]",
        "null",
        {"id": "b", "kind": "poem", "text": ""},
        {"id": "b", "text": 5},
        {"id": "b"},
        {"id": "b", "text": "x", "published": "yesterday"},
        {"id": "b", "text": "x", "published": 12},
        "[" * 100_000,
    ],
)
def test_a_broken_line_gives_an_error_and_the_rest_goes_on(broken: object) -> None:
    first, second = answers(broken, ROW)
    assert set(first) == {"id", "error"}
    assert second["reports"]


def test_an_error_keeps_the_id() -> None:
    assert answers({"id": "b", "text": 5})[0]["id"] == "b"


def test_empty_lines_are_passed_over_and_empty_pages_are_honest() -> None:
    assert answers("", "  \n", {"id": 1, "text": ""}) == [{"id": 1, "reports": []}]


def test_html_alone_is_read() -> None:
    html = "<h1>News</h1><p>The network has renewed <i>Salt and the Sea</i> for a second season.</p>"
    (answer,) = answers({"id": 1, "html": html})
    assert [report["title"] for report in answer["reports"]] == ["Salt and the Sea"]
