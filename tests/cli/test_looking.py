"""``changes``, ``show``, ``search``, ``status``, ``sources``: filters, JSON, and what a mistake is answered with."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from pipeline.store import open_database
from tests.database.small_slate import NOW, run

PLAIN = ("changes", "show night-ferry", "search ferry", "status", "sources", "review", "export changes")


def found(slate: Path, *arguments: str) -> list[dict[str, Any]]:
    """The changes that a filter leaves."""
    done = run("changes", "--json", *arguments, config=slate, SLATEWATCH_NOW=NOW)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def kinds(slate: Path, *arguments: str) -> list[str]:
    """Their kinds."""
    return [change["kind"] for change in found(slate, *arguments)]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--status", "filming"], ["newly_listed", "started_filming", "correction", "release_date_set"]),
        (["--status", "wrapped"], ["wrapped_filming"]),
        (["--kind", "renewed"], ["renewed"]),
        (["--kind", "renewed", "--kind", "started_filming"], ["started_filming", "renewed"]),
        (["--state", "withdrawn"], ["wrapped_filming"]),
        (["--state", "pending"], []),
        (["--place", "CARDIFF"], ["started_filming"]),
        (["--source", "blog"], ["started_filming"]),
        (["--source", "studio"], ["release_date_set"]),
        (["--since", "2026-03-11"], ["correction", "release_date_set"]),
        (["--since", "3d"], ["correction", "release_date_set"]),
        (["--since", "2026-03-11T12:00:01Z"], []),
        (["--since", "1w", "--kind", "renewed", "--source", "herald"], ["renewed"]),
        (["--limit", "2"], ["correction", "release_date_set"]),
        (["--limit", "1", "--status", "wrapped"], ["wrapped_filming"]),
    ],
)
def test_filters(slate: Path, arguments: list[str], expected: list[str]) -> None:
    assert sorted(kinds(slate, *arguments)) == sorted(expected)


def test_changes_are_listed_oldest_first_also_where_only_the_newest_are_wanted(slate: Path) -> None:
    everything = found(slate)
    assert [c["published_at"] for c in everything] == sorted(c["published_at"] for c in everything)
    assert found(slate, "--limit", "3") == everything[-3:]


def test_a_day_does_not_depend_on_where_the_reader_lives(slate: Path) -> None:
    here = run("changes", "--json", config=slate, TZ="Pacific/Auckland").stdout
    assert here == run("changes", "--json", config=slate, TZ="America/Los_Angeles").stdout


def test_show_tells_the_standing_the_names_and_each_report(slate: Path) -> None:
    text = run("show", "Night Ferry", config=slate).stdout
    for words in (
        "Night Ferry: filming", "also called The Crossing", "named with Cardiff", "planned release: February 2027",
        "forecast of 7 March 2026: a release around 1 February 2027", "published, support 3: a report says that it",
        "+ The Gazette (2026-03-07), started_filming asserted", "= A diary (2026-03-07), via The Gazette",
        "https://blog.example/", "(it was denied)",
    ):  # fmt: skip
        assert words in text, words


def test_what_a_page_wrote_cannot_steer_the_terminal(slate: Path, tmp_path: Path) -> None:
    for name in ("slatewatch.db", "slatewatch.toml"):
        shutil.copy(slate.parent / name, tmp_path)
    db = open_database(tmp_path / "slatewatch.db")
    with db.atomic():
        db.execute("UPDATE productions SET title = 'Night' || char(27) || '[31m Ferry' || char(0x202E) || 'x'")
        db.execute("UPDATE changes SET summary = 'a' || char(7) || char(10) || 'b' || char(0x9b) || '2J'")
    db.close()
    for verb in ("changes", "show night-ferry", "search ferry"):
        text = run(*verb.split(), config=tmp_path / "slatewatch.toml").stdout
        assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(text), verb
    assert run("changes", config=tmp_path / "slatewatch.toml").stdout.count("\n") == 10


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["show", "Night Fery"], 1, "no production named 'Night Fery'; did you mean Night Ferry?"),
        (["show", "Zzyzx"], 1, "no production named 'Zzyzx'; 'slatewatch search WORDS' looks further"),
        (["changes", "--source", "gazete"], 1, "no source named 'gazete'; did you mean 'gazette'?"),
        (["changes", "--since", "last week"], 2, "'last week' is neither a day such as 2026-05-01 nor a span"),
        (["changes", "--kind", "started"], 2, "did you mean 'started_filming'?"),
        (["changes", "--status", "filmming"], 2, "did you mean 'filming'?"),
        (["changes", "--state", "drawn"], 2, "did you mean 'withdrawn'?"),
        (["changes", "--limit", "0"], 2, "--limit"),
        (["changes", "--now", "noon"], 2, "'noon' is not an ISO moment"),
        (["export", "report"], 2, "did you mean 'reports'?"),
        (["chnages"], 2, "no such command 'chnages'; did you mean 'changes'?"),
        (["changes", "--config", "nowhere.toml"], 1, "nowhere.toml: no such file"),
    ],
)
def test_a_mistake_is_answered_in_one_line(slate: Path, arguments: list[str], code: int, words: str) -> None:
    done = run(*arguments, config=slate)
    assert done.returncode == code
    assert done.stdout == ""
    said = [line for line in done.stderr.splitlines() if line and not line.startswith(("Usage:", "Try "))]
    assert len(said) == 1
    assert words in said[0]
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("verb", PLAIN)
def test_without_a_database_one_line_says_what_makes_one(tmp_path: Path, verb: str) -> None:
    (tmp_path / "slatewatch.toml").write_text("builtin_sources = false\n")
    done = run(*verb.split(), config=tmp_path / "slatewatch.toml")
    if verb == "sources":
        assert done.returncode == 0
        return
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "no database yet; 'slatewatch run'" in done.stderr
    assert not (tmp_path / "slatewatch.db").exists()


@pytest.mark.parametrize("verb", PLAIN)
def test_a_wrong_key_and_a_file_that_is_no_database_are_one_line_each(tmp_path: Path, verb: str) -> None:
    config = tmp_path / "slatewatch.toml"
    config.write_text("databse = 'x.db'\n")
    done = run(*verb.split(), config=config)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "unknown key 'databse'; did you mean 'database'?" in done.stderr
    config.write_text("builtin_sources = false\n")
    (tmp_path / "slatewatch.db").write_text("no database at all, but some text\n" * 99)
    done = run(*verb.split(), config=config)
    assert verb == "sources" or (done.returncode, done.stderr.count("\n")) == (1, 1)


def test_nothing_found_is_no_failure_and_a_near_miss_is_named(slate: Path) -> None:
    done = run("changes", "--place", "Cardifff", config=slate)
    assert done.returncode == 0
    assert "did you mean Cardiff" in done.stderr
    done = run("search", "nihgt", "ferry", config=slate)
    assert done.returncode == 0
    assert "did you mean Night Ferry?" in done.stderr
    assert run("search", '"', "*", config=slate).returncode == 0
