"""docs/database.md and the schema say the same, column by column, in both directions."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.migrations import migrations
from pipeline.readable import SCHEMA, Snapshot
from pipeline.store import StoreError, open_database
from tests.database.small_slate import ROOT

DOCUMENT = ROOT / "docs" / "database.md"
ROW = re.compile(r"\| `(\w+)` \| (\w+) \| (yes|no) \| (.+) \|")
INDEX_PARTS = re.compile(r"_fts_(data|idx|docsize|config)$")
Columns = dict[str, dict[str, tuple[str, bool]]]


def documented() -> Columns:
    """Table or view -> column -> its type, and whether it may be null."""
    found: Columns = {}
    for section in re.split(r"^### ", DOCUMENT.read_text(encoding="utf-8"), flags=re.M)[1:]:
        name = section.split("\n", 1)[0].strip()
        found[name] = {column: (kind, null == "yes") for column, kind, null, _ in ROW.findall(section)}
    return found


def in_schema(path: Path) -> Columns:
    """The same, of a database. What may be null in a view or an index is not declared: those are taken as written."""
    db = open_database(path)
    names = [row["name"] for row in db.query("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")]
    written, found = documented(), Columns()
    for name in (n for n in names if not INDEX_PARTS.search(n)):
        rows = list(db.query(f"SELECT * FROM pragma_table_info('{name}')"))
        loose = name in db.view_names() or name.endswith("_fts")
        found[name] = {
            row["name"]: written.get(name, {}).get(row["name"], ("", False)) if loose else
            (row["type"].lower(), not (row["notnull"] or row["pk"]))
            for row in rows if not (name.endswith("_fts") and row["name"] in (name, "rank"))
        }  # fmt: skip
    db.close()
    return found


def test_every_table_view_and_column_is_documented_and_nothing_else(tmp_path: Path) -> None:
    written, real = documented(), in_schema(tmp_path / "new.db")
    assert sorted(written) == sorted(real)
    for name, columns in real.items():
        assert list(written[name]) == list(columns), name
        assert written[name] == columns, name


def test_what_may_not_be_null_in_a_view_is_not(slate: Path) -> None:
    db = open_database(slate.parent / "slatewatch.db")
    for view in db.view_names():
        for column, (_, null) in documented()[view].items():
            if not null:
                assert not list(db.query(f"SELECT 1 FROM {view} WHERE {column} IS NULL")), f"{view}.{column}"
    db.close()


def test_the_words_for_columns_are_not_empty_and_no_link_is_broken() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert all(len(words) > 2 for *_, words in ROW.findall(text))
    for target in re.findall(r"\]\(([\w/.-]+)", text + (ROOT / "docs/recipes.md").read_text(encoding="utf-8")):
        assert (DOCUMENT.parent / target).exists(), target


def test_the_newest_step_of_the_schema_is_the_one_that_readers_wait_for(tmp_path: Path) -> None:
    db = open_database(tmp_path / "new.db")
    assert max(step.name for step in migrations.applied(db)) == SCHEMA
    db.close()


def test_a_snapshot_reads_and_cannot_write(slate: Path) -> None:
    db = Snapshot(slate.parent / "slatewatch.db")
    assert db.schema() == SCHEMA
    assert [row["n"] for row in db.query("SELECT count(*) AS n FROM sources")] == [7]
    with pytest.raises(Exception, match="readonly"):
        db.query("DELETE FROM sources")
    db.close()


def test_a_snapshot_knows_an_older_and_a_newer_schema(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    db = open_database(path)
    with db.atomic():
        db.execute("INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('slatewatch', 'm999', '')")
    db.close()
    snapshot = Snapshot(path)
    assert snapshot.schema() == "m999"
    snapshot.close()
    with pytest.raises(StoreError, match="newer slatewatch"):
        open_database(path)
