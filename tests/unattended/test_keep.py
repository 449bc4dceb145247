"""``backup`` and ``doctor``."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
from collections import namedtuple
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from benchmarks.faults import content
from commands.keep import backup, doctor
from pipeline.checkup import MOST_TOLD, examine
from pipeline.config import Config
from tests.unattended.small_world import START, SmallWorld, command

NOW = "2026-06-01T12:30:00Z"


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which one good run was done."""
    folder = tmp_path_factory.mktemp("watched")
    with SmallWorld().served() as world:
        config = world.configure(folder)
        done = command("run", "--quiet", "--config", config.path, "--now", world.now.isoformat())
    assert (done.returncode, done.stderr) == (0, "")
    return folder


@pytest.fixture
def config(watched: Path, tmp_path: Path) -> Config:
    """A copy of it to be damaged."""
    from pipeline.config import load

    shutil.copytree(watched, tmp_path / "copy")
    return load(tmp_path / "copy" / "slatewatch.toml")


def sql(config: Config, *statements: str) -> None:
    with closing(sqlite3.connect(config.database)) as db:
        for statement in statements:
            db.execute(statement)
        db.commit()


def found(config: Config) -> list[tuple[str, str]]:
    """(level, check) of all findings half an hour after the run."""
    return [(finding.level, finding.check) for finding in examine(config, START + timedelta(minutes=30))]


# --- backup -----------------------------------------------------------------------------------------------------


def test_a_backup_holds_what_the_database_holds(config: Config, tmp_path: Path) -> None:
    target = tmp_path / "saved.db"
    done = CliRunner().invoke(backup, [str(target), "--config", str(config.path), "--quiet"])
    assert (done.exit_code, done.output) == (0, "")
    assert content(target) == content(config.database)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy", "saved.db"], "one file, nothing beside it"


def test_a_backup_while_a_run_writes_is_of_one_moment(config: Config, tmp_path: Path) -> None:
    with closing(sqlite3.connect(config.database)) as writer:
        writer.execute("DELETE FROM listings")
        done = CliRunner().invoke(backup, [str(tmp_path / "saved.db"), "--config", str(config.path)])
        writer.commit()
    assert done.exit_code == 0
    assert content(tmp_path / "saved.db")["listings"].total() > 0 == content(config.database)["listings"].total()


def test_an_older_backup_is_replaced_whole_or_not_at_all(config: Config, tmp_path: Path) -> None:
    target = tmp_path / "saved.db"
    target.write_bytes(b"the last one")
    damaged = config.database.read_bytes()[:8192]
    config.database.write_bytes(damaged + os.urandom(20_000))
    done = CliRunner().invoke(backup, [str(target), "--config", str(config.path)])
    assert done.exit_code == 1 and done.output.count("\n") == 1
    assert target.read_bytes() == b"the last one"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy", "saved.db"]


def _spoil(database: Path) -> None:
    """Damage many pages behind the first ones, so that it opens well."""
    whole = bytearray(database.read_bytes())
    for page in range(40, len(whole) // 4096):
        whole[page * 4096 : page * 4096 + 200] = bytes(200)
    database.write_bytes(bytes(whole))


def test_a_database_with_many_faults_is_one_line_at_a_backup_and_a_few_at_the_doctor(
    config: Config, tmp_path: Path
) -> None:
    _spoil(config.database)
    saved = CliRunner().invoke(backup, [str(tmp_path / "saved.db"), "--config", str(config.path)])
    assert saved.exit_code == 1 and saved.output.count("\n") == 1
    assert f"{config.database}: is damaged" in saved.output and "slatewatch doctor" in saved.output
    assert not (tmp_path / "saved.db").exists()
    looked = CliRunner().invoke(doctor, ["--config", str(config.path), "--json"])
    told = [json.loads(line) for line in looked.output.splitlines()]
    assert looked.exit_code == 1 and 1 <= len(told) <= MOST_TOLD + 5
    assert {"integrity", "database"} & {finding["check"] for finding in told if finding["advice"]}


def test_the_database_is_not_its_own_backup(config: Config) -> None:
    done = CliRunner().invoke(backup, [str(config.database), "--config", str(config.path)])
    assert done.exit_code == 1 and "is the database itself" in done.output


def test_without_a_database_there_is_nothing_to_copy(config: Config, tmp_path: Path) -> None:
    config.database.unlink()
    done = CliRunner().invoke(backup, [str(tmp_path / "saved.db"), "--config", str(config.path)])
    assert done.exit_code == 1 and "no database yet" in done.output
    assert not (tmp_path / "saved.db").exists()


# --- doctor -----------------------------------------------------------------------------------------------------


def test_all_is_well(config: Config) -> None:
    done = CliRunner().invoke(doctor, ["--config", str(config.path), "--now", NOW])
    assert (done.exit_code, done.output) == (0, "all is well\n")


def test_a_finding_has_advice_and_an_exit_code(config: Config) -> None:
    sql(config, "DELETE FROM pages")
    done = CliRunner().invoke(doctor, ["--config", str(config.path), "--now", NOW, "--json"])
    assert done.exit_code == 1
    findings = [json.loads(line) for line in done.output.splitlines()]
    assert findings and all(set(f) == {"level", "check", "what", "advice"} and f["advice"] for f in findings)


def test_a_note_alone_is_no_failure(config: Config) -> None:
    done = CliRunner().invoke(doctor, ["--config", str(config.path), "--now", "2026-07-01T12:00:00Z"])
    assert done.exit_code == 0 and "is cron or the scheduler running?" in done.output


def test_sources_that_all_wait_are_one_line(config: Config) -> None:
    more = "".join(f'[[source]]\nslug = "more{n}"\nstart = ["https://more{n}.example/"]\n' for n in range(9))
    assert config.path
    with config.path.open("a", encoding="utf-8") as file:
        file.write(more)
    asked = CliRunner().invoke(doctor, ["--config", str(config.path), "--now", "2026-07-01T12:00:00Z", "--json"])
    lines = [told["what"] for line in asked.output.splitlines() if (told := json.loads(line))["check"] == "source"]
    assert len(lines) == 1 and re.search(r"^\d+ of \d+ sources: not run since 2026-\d\d-\d\d$", lines[0])


UNFOUNDED = """INSERT INTO changes (id, production_id, kind, noticed_at, state, support, summary, updated_at,
                touched_at, key) VALUES ('x', 1, 'started_filming', '', 'published', 2, '', '', '', '')"""


def _truncate(config: Config) -> None:
    whole = config.database.read_bytes()
    config.database.write_bytes(whole[: len(whole) // 8192 * 4096])


def _overwrite(config: Config) -> None:
    with closing(sqlite3.connect(config.database)) as db:
        (number,) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'productions_by_key'").fetchone()
    with config.database.open("r+b") as file:
        file.seek((number - 1) * 4096)
        file.write(os.urandom(64))


def _no_folder(config: Config) -> None:
    shutil.rmtree(config.output)
    config.output.touch()


DAMAGE: dict[str, tuple[Callable[[Config], Any], tuple[str, str]]] = {
    "no database": (lambda c: c.database.unlink(), ("note", "database")),
    "not a database": (lambda c: c.database.write_text("hello " * 1000), ("problem", "database")),
    "a truncated one": (_truncate, ("problem", "database")),
    "an overwritten one": (_overwrite, ("problem", "integrity")),
    "a page that reports refer to": (lambda c: sql(c, "DELETE FROM pages"), ("problem", "foreign keys")),
    "the page of a row": (lambda c: sql(c, "UPDATE listings SET page_id = 999"), ("problem", "orphans")),
    "the run of a page": (lambda c: sql(c, "UPDATE pages SET first_run = 999"), ("problem", "orphans")),
    "evidence": (lambda c: sql(c, UNFOUNDED), ("problem", "orphans")),
    "the base of a body": (lambda c: sql(c, "UPDATE pages SET body = x'0100000000000003e7' WHERE id = 1"),
                           ("problem", "orphans")),
    "the clock": (lambda c: sql(c, "UPDATE runs SET started_at = '2031-01-01T00:00:00Z' WHERE id = 1"),
                  ("problem", "clock")),
    "a killed run": (lambda c: sql(c, "UPDATE runs SET state = 'open' WHERE id = 2"), ("note", "left over")),
    "an unfinished file": (lambda c: (c.output / ".x.new").touch(), ("note", "left over")),
    "a source in trouble": (lambda c: sql(c, "UPDATE sources SET told = 'gone' WHERE slug = 'board'",
                                          "UPDATE runs SET state = 'rejected', reason = 'gone' WHERE source = 'board'"),
                            ("problem", "source")),
    "a source that never ran": (lambda c: sql(c, "PRAGMA foreign_keys=OFF", "UPDATE runs SET source = 'ledger'"),
                                ("note", "source")),
    "an output that is a file": (_no_folder, ("problem", "output")),
}  # fmt: skip


@pytest.mark.parametrize("what", DAMAGE)
def test_what_is_wrong_is_found(config: Config, what: str) -> None:
    assert found(config) == []
    damage, finding = DAMAGE[what]
    damage(config)
    assert finding in found(config)


def test_a_stale_source_is_found(config: Config) -> None:
    """It moved daily for five days; then three weeks of accepted runs brought nothing."""
    sql(config, "DELETE FROM listings", "DELETE FROM reports", "DELETE FROM runs WHERE source = 'board'")
    for day in (*range(1, 6), 28):
        run = f"VALUES ({100 + day}, 'board', 'accepted', 'accepted', '2026-05-{day:02}T12:00:00Z')"
        sql(config, f"INSERT INTO runs (id, source, state, reason, started_at) {run}")
        if day < 6:
            report = f"VALUES (1, {day}, {100 + day}, 'board', '', 'filming', 'asserted', '', 0, 0, '', '')"
            names = "page_id, ordinal, run_id, source, title, event, modality, evidence, start, end, rule, noticed_at"
            sql(config, f"INSERT INTO reports ({names}) {report}")
    assert ("problem", "stale") in found(config)


def test_a_newer_database_is_found(config: Config) -> None:
    sql(config, "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('slatewatch', 'm999', '')")
    assert ("problem", "database") in found(config)


def test_what_this_user_may_not_write_is_found(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    denied = {config.output, config.database}
    monkeypatch.setattr("pipeline.checkup.os.access", lambda path, mode: Path(path) not in denied)
    assert found(config) == [("problem", "permissions"), ("problem", "permissions")]


def test_a_disk_that_is_nearly_full_is_found(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr("pipeline.checkup.shutil.disk_usage", lambda path: usage(10**9, 10**9 - 10**6, 10**6))
    assert found(config) == [("problem", "space"), ("problem", "space")]
