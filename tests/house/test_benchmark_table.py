"""The table of ratios: what it says of a row, and what of the page it leaves alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from benchmarks import __main__ as bench
from benchmarks.curves import curves, steps
from benchmarks.row import Row, row_of, tell

FAST = Row("reading", "a scan", 0.9, 0.8, least=True, note="kept")
SLOW = Row("start", "bare click", 2.5, 2.0)


def test_a_bar_is_a_most_or_a_least() -> None:
    assert FAST.met
    assert not SLOW.met
    assert Row("size", "nothing", 99.0).met


def test_what_is_told_is_read_again_and_a_miss_is_an_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert tell([FAST]) == 0
    assert tell([FAST, SLOW]) == 1
    assert [row_of(line) for line in capsys.readouterr().out.splitlines()] == [FAST, FAST, SLOW]
    assert row_of("some other line") is None


def test_the_page_keeps_the_words_around_its_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "benchmarks.md"
    page.write_text(f"Before.\n\n{bench.BEGIN}\nold\n{bench.END}\n\nAfter.\n")
    monkeypatch.setattr(bench, "PAGE", page)
    monkeypatch.setattr(bench, "DRAWING", tmp_path / "growth.svg")
    told = [(bench.BENCHES[0], [FAST, SLOW])]
    bench.write_page(told, ["Simulator"], date(2026, 6, 1))
    first = page.read_text()
    assert first.startswith("Before.\n")
    assert first.endswith("After.\n")
    assert "old" not in first
    assert "| reading | a scan | ≥ 0.8 × | 0.9 × | kept |" in first
    assert "**2.5 ×, missed**" in first
    assert "2026-06-01" in first
    bench.write_page(told, ["Simulator"], date(2026, 6, 1))
    assert page.read_text() == first
    assert not (tmp_path / "growth.svg").exists()


def test_growth_is_multiplied_up_and_drawn() -> None:
    rows = [
        Row("publish beside 10,000 productions", "beside 1,000", 1.5, 2.0),
        Row("publish beside 100,000 productions", "beside 10,000", 2.0, 2.0),
        Row("publish beside 100,000 productions", "set difference", 80.0),
    ]
    assert steps(rows) == {"publish": [(1_000, 1.0), (10_000, 1.5), (100_000, 3.0)]}
    assert "publish" in curves(rows)
    assert curves([FAST]) == ""
