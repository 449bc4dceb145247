"""``changes``, ``show``, ``search``, ``status``, ``sources``: filters, JSON, and what a mistake is answered with."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from pipeline.store import open_database
from slatewatch import VERBS
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
        "Night Ferry: filming", "also called The Crossing", "places: Cardiff", "planned release: February 2027",
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
        (["show", "cold orchird s3"], 1, "did you mean Cold Orchard (season 2)?"),
        (["show", "cold orchard season 7"], 1, "did you mean Cold Orchard (season 2)?"),
        (
            ["show", "night-ferry", "--as-of", "yesterday"],
            2,
            "--as-of: 'yesterday' is neither a day such as 2026-05-01 nor a span such as 7d or 2w",
        ),
        (["completion", "bahs"], 2, "did you mean 'bash'?"),
        (["show", "Zzyzx"], 1, "no production named 'Zzyzx'; 'slatewatch search WORDS' looks further"),
        (["changes", "--source", "gazete"], 2, "no source named 'gazete'; did you mean 'gazette'?"),
        (["changes", "--since", "last week"], 2, "'last week' is neither a day such as 2026-05-01 nor a span"),
        (["changes", "--kind", "started"], 2, "did you mean 'started_filming'?"),
        (["changes", "--status", "filmming"], 2, "did you mean 'filming'?"),
        (["changes", "--state", "drawn"], 2, "did you mean 'withdrawn'?"),
        (["changes", "--limit", "0"], 2, "--limit"),
        (["changes", "--limit", "99999999999999999999999999"], 2, "--limit"),
        (["changes", "--place", " "], 2, "--place: name a place"),
        (["link", "night-ferry", "cold orchird", "--because", "x"], 1, "did you mean Cold Orchard?"),
        (["split", "nihgt-ferry", "--source", "blog", "--as", "B", "--because", "x"], 1, "did you mean Night Ferry?"),
        (["forecast", "night-ferry", "--now", "2029-04-01"], 1, "nothing was heard of it since 2026-03"),
        (["changes", "--now", "noon"], 2, "'noon' is not an ISO moment"),
        (["export", "report"], 2, "did you mean 'reports'?"),
        (["chnages"], 2, "no such command 'chnages'; did you mean 'changes'?"),
        (["changes", "--config", "nowhere.toml"], 2, "nowhere.toml: no such file"),
        (["export", "changes", "--out", "c.bogus"], 2, "'.bogus' is no known ending; there are: .csv, .jsonl"),
        (["export", "changes", "--out", "c.cvs"], 2, "did you mean '.csv'?"),
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
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "unknown key 'databse'; did you mean 'database'?" in done.stderr
    config.write_text("builtin_sources = false\n")
    (tmp_path / "slatewatch.db").write_text("no database at all, but some text\n" * 99)
    done = run(*verb.split(), config=config)
    assert verb == "sources" or (done.returncode, done.stderr.count("\n")) == (1, 1)


WRITING = ("publish", "link a b --because x", "split a --source s --as b --because x", "withdraw x --because y",
           "rebuild", "story x", "forecast x", "run", "backup copy.db")  # fmt: skip


@pytest.mark.parametrize("verb", [verb for verb in (*PLAIN, *WRITING) if verb != "sources"])
def test_a_database_of_another_program_is_refused_and_left_as_it_is(tmp_path: Path, verb: str) -> None:
    config = tmp_path / "slatewatch.toml"
    config.write_text('builtin_sources = false\n[[source]]\nslug = "s"\nstart = ["https://s.example/feed/"]\n')
    database = tmp_path / "slatewatch.db"
    with closing(sqlite3.connect(database)) as foreign, foreign:
        foreign.execute("CREATE TABLE recipes (name TEXT)")
    before = database.read_bytes()
    done = run(*verb.split(), config=config)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "of slatewatch" in done.stderr
    assert database.read_bytes() == before
    assert not [path for path in tmp_path.iterdir() if path.suffix in (".db-wal", ".db-shm") or path.name == "public"]


@pytest.mark.parametrize("verb", ["publish", "link a b --because x", "withdraw x --because y", "rebuild", "review"])
def test_a_verb_that_needs_a_database_makes_none(tmp_path: Path, verb: str) -> None:
    (tmp_path / "slatewatch.toml").write_text("builtin_sources = false\n")
    done = run(*verb.split(), config=tmp_path / "slatewatch.toml")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "no database yet; 'slatewatch run'" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["slatewatch.toml"]


def test_what_is_relative_hangs_on_the_clock_that_is_given(slate: Path) -> None:
    def shown(*arguments: str) -> str:
        return run("show", "night-ferry", "--json", *arguments, config=slate).stdout

    assert shown("--as-of", "2d", "--now", "2026-03-12T00:00:00Z") == shown("--as-of", "2026-03-10T00:00:00Z")
    rows = [run("status", "--json", "--now", now, config=slate).stdout.splitlines()
            for now in ("2026-03-20T12:00:00Z", "2026-03-25T12:00:00Z")]  # fmt: skip
    days = [[json.loads(row)["ago"] for row in lines if json.loads(row)["last_run"]] for lines in rows]
    assert days[0] and all(ago.endswith(" d") for found in days for ago in found)
    assert [int(ago[:-2]) + 5 for ago in days[0]] == [int(ago[:-2]) for ago in days[1]]


@pytest.mark.parametrize("verb", ["changes", "show night-ferry", "search ferry", "status", "sources", "export runs"])
def test_every_look_may_be_given_a_clock(slate: Path, verb: str) -> None:
    assert run(*verb.split(), "--now", NOW, config=slate).returncode == 0
    assert "is not an ISO moment" in run(*verb.split(), "--now", "noon", config=slate).stderr


@pytest.mark.parametrize("verb", [*VERBS, "watch list", "watch import", "watch test"])
def test_the_help_of_every_verb_names_its_exit_codes(slate: Path, verb: str) -> None:
    text = " ".join(run(*verb.split(), "--help", config=None).stdout.split())
    assert "Exit 0" in text
    assert re.search(r"[:;.] [12]: ", text)


def test_nothing_found_is_no_failure_and_a_near_miss_is_named(slate: Path) -> None:
    done = run("changes", "--place", "Cardifff", config=slate)
    assert done.returncode == 0
    assert "did you mean Cardiff" in done.stderr
    done = run("search", "nihgt", "ferry", config=slate)
    assert done.returncode == 0
    assert "did you mean Night Ferry?" in done.stderr
    assert run("search", '"', "*", config=slate).returncode == 0
