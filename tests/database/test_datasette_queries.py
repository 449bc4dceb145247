"""The canned queries and facets of datasette.yaml hold against the schema. datasette_check.sh asks a real Datasette."""

from __future__ import annotations

import re
import socket
import textwrap
from pathlib import Path

import pytest

from commands.common import Failure
from commands.datasette import _listening
from pipeline.readable import Snapshot
from tests.database.small_slate import ROOT, run

TEXT = (ROOT / "datasette.yaml").read_text(encoding="utf-8")
VALUES = {"source": "gazette", "words": "night ferry"}
ANSWERS = ("filming_by_place", "changes_this_week", "slowest_sources", "who_was_first", "overdue")


def part(name: str) -> str:
    """The lines of one section of the database's description."""
    return textwrap.dedent(re.split(rf"^    {name}:\n", TEXT, flags=re.M)[1].split("\n    tables:")[0])


def entries(section: str) -> dict[str, str]:
    """The entries of a section, by name, each as its lines."""
    names = re.split(r"^(\w+):\n", part(section), flags=re.M)[1:]
    return dict(zip(names[::2], names[1::2], strict=True))


QUERIES = {name: textwrap.dedent(lines.split("sql: |-\n", 1)[1]).strip() for name, lines in entries("queries").items()}


@pytest.fixture
def db(slate: Path) -> Snapshot:
    return Snapshot(slate.parent / "slatewatch.db")


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_a_canned_query_answers(db: Snapshot, name: str) -> None:
    sql = QUERIES[name]
    wanted = re.findall(r"(?<!:):(\w+)", sql)
    listed = re.search(r"params: \[(.*)\]", entries("queries")[name])
    assert wanted == (listed[1].split(", ") if listed else [])
    for word in wanted:
        sql = sql.replace(f":{word}", "?")
    assert list(db.query(sql, [VALUES[word] for word in wanted]))
    db.close()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ('night "ferry"', True),
        ('"', False),
        ('"ferry', True),
        ("ferry's", False),
        ("NEAR(night ferry)", False),
        ("", False),
    ],
)
def test_a_search_takes_every_word_at_its_letters(db: Snapshot, words: str, found: bool) -> None:
    """What FTS5 takes for its own signs is never taken so, and no question is an error."""
    assert bool(list(db.query(QUERIES["find"].replace(":words", "?"), [words]))) is found
    db.close()


def test_a_port_in_use_is_one_line() -> None:
    taken = socket.create_server(("127.0.0.1", 0))
    port = taken.getsockname()[1]
    with taken, pytest.raises(Failure, match=f"^127.0.0.1, port {port}: Address already in use$") as told:
        _listening("127.0.0.1", port)
    assert told.value.exit_code == 1


def test_the_questions_that_were_asked_for_are_there(db: Snapshot) -> None:
    assert set(ANSWERS) <= set(QUERIES)
    assert all("title: " in lines and "description: " in lines for lines in entries("queries").values())
    assert [row["place"] for row in db.query(QUERIES["filming_by_place"])] == [
        "York, England", "Cardiff", "Leeds, England"
    ]  # fmt: skip
    assert [row["title"] for row in db.query(QUERIES["overdue"])] == ["Salt Road"]
    assert next((row["source"], row["first"]) for row in db.query(QUERIES["who_was_first"])) == ("blog", 1)
    assert [row["source"] for row in db.query(QUERIES["slowest_sources"])][-1] == "blog"
    db.close()


def test_facets_and_sorting_name_columns(db: Snapshot) -> None:
    tables = entries("tables")
    assert {"productions", "changes", "reports", "runs"} <= set(tables)
    for name, lines in tables.items():
        real = {row["name"] for row in db.query("SELECT name FROM pragma_table_info(?)", (name,))}
        named = re.findall(r"(?:label_column|sort_desc): (\w+)", lines)
        facets = re.search(r"facets: \[(.*)\]", lines)
        assert facets, name
        assert {*named, *facets[1].split(", ")} <= real, name
    db.close()


def test_without_datasette_one_line_says_how_to_get_it(slate: Path) -> None:
    try:
        import datasette  # type: ignore[import-not-found,unused-ignore]  # noqa: F401
    except ImportError:
        done = run("datasette", config=slate)
        assert done.returncode == 1
        assert done.stderr.count("\n") == 1
        assert "slatewatch[datasette]" in done.stderr
