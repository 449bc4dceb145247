"""What goes wrong around a run: a full disk, a locked database, an output that cannot be written, clocks, versions."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlite_utils import Database

from benchmarks.faults import content, differences, published, whole
from commands.run import publish, steady
from pipeline import store
from pipeline.config import Config, load
from pipeline.lock import Busy, only_one
from pipeline.migrations import migrations
from tests.unattended.small_world import ROOT, START, SmallWorld, command, run, watch

HERE = Path(__file__).resolve().parent


def one_line(done: subprocess.CompletedProcess[str]) -> str:
    """The one line in which a failure is told."""
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1 and done.stderr.startswith("slatewatch: "), done.stderr
    return done.stderr


# --- one at a time ----------------------------------------------------------------------------------------------


def test_a_second_run_refuses_and_touches_nothing(world: SmallWorld, tmp_path: Path) -> None:
    config = world.configure(tmp_path)
    with only_one(config.database):
        told = one_line(run(config, world))
    assert f"another run is under way (process {os.getpid()})" in told
    assert not config.database.exists() and world.asked == []


def test_a_second_publication_refuses_too(world: SmallWorld, tmp_path: Path) -> None:
    config = world.configure(tmp_path)
    store.open_database(config.database).close()
    with only_one(config.database):
        assert "another run is under way" in one_line(command("publish", "--config", config.path))


def test_a_crash_frees_the_lock(tmp_path: Path) -> None:
    code = "from pathlib import Path; from pipeline.lock import only_one; import os, sys\n"
    code += "with only_one(Path(sys.argv[1])): os.kill(os.getpid(), 9)"
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path / "x.db")], cwd=ROOT, check=False)
    assert done.returncode == -9
    with only_one(tmp_path / "x.db"), pytest.raises(Busy), only_one(tmp_path / "x.db"):
        raise AssertionError("two hold it")


# --- disks ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("blocks", [40, 400])
def test_a_full_disk_is_one_line_and_the_next_run_goes_on(
    world: SmallWorld, calm: Path, tmp_path: Path, blocks: int
) -> None:
    """No file may grow beyond so many KiB: the first write beyond it fails, as on a disk without room."""

    def squeezed(config: Config) -> None:
        if world.day == 2:
            verb = f"run --quiet --config {config.path} --now {world.now.isoformat()}"
            script = f"ulimit -f {blocks}; exec {sys.executable} {ROOT}/slatewatch.py {verb}"
            done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False, cwd=ROOT)
            assert done.returncode == 1, done.stderr
            assert done.stderr.splitlines()[-1].startswith("slatewatch: "), done.stderr

    config = watch(world, tmp_path / "full", squeezed)
    assert differences(calm, tmp_path / "full") == []
    assert all(whole(path) for path in published(config.output))


def test_an_output_that_cannot_be_written_loses_nothing(world: SmallWorld, calm: Path, tmp_path: Path) -> None:
    def barred(config: Config) -> None:
        if world.day == 2:
            config.output.rename(config.output.with_name("aside"))
            config.output.write_text("a file in the place of the folder", encoding="utf-8")
            assert str(config.output) in one_line(run(config, world))
            config.output.unlink()
            config.output.with_name("aside").rename(config.output)

    watch(world, tmp_path / "barred", barred)
    shutil.copytree(calm, tmp_path / "calm")
    for name in ("calm", "barred"):  # a page that shows nothing new keeps the time of the last change that it showed
        path = tmp_path / name / "slatewatch.toml"
        assert command("publish", "--full", "--config", path, "--now", world.now.isoformat()).returncode == 0
    assert differences(tmp_path / "calm", tmp_path / "barred") == []


# --- the database -----------------------------------------------------------------------------------------------


def test_a_database_that_is_locked_for_a_moment_is_waited_for(world: SmallWorld, tmp_path: Path) -> None:
    config = world.configure(tmp_path)
    run(config, world)
    with closing(sqlite3.connect(config.database, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        release = threading.Timer(3, other.rollback)
        release.start()
        world.day = 2
        assert run(config, world).returncode == 0
        release.join()


def test_a_database_that_stays_locked_is_one_line(
    world: SmallWorld, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = world.configure(tmp_path)
    run(config, world)
    patient = store._connect

    def hasty(path: Path, read_only: bool) -> Database:
        db = patient(path, read_only)
        db.execute("PRAGMA busy_timeout = 20")
        return db

    monkeypatch.setattr(store, "_connect", hasty)
    with closing(sqlite3.connect(config.database)) as other:
        other.execute("BEGIN IMMEDIATE")
        done = CliRunner().invoke(publish, ["--config", str(config.path)])
        other.rollback()
    assert (done.exit_code, done.output) == (1, "slatewatch: the database: database is locked\n")


@pytest.mark.parametrize("verb", ["run", "publish", "changes", "doctor"])
def test_a_newer_database_is_refused(world: SmallWorld, tmp_path: Path, verb: str) -> None:
    config = world.configure(tmp_path)
    store.open_database(config.database).close()
    with closing(sqlite3.connect(config.database)) as db:
        db.execute("INSERT INTO _sqlite_migrations VALUES (999, 'slatewatch', 'm999_x', '')")
        db.commit()
    before = config.database.read_bytes()
    done = command(verb, "--config", config.path)
    assert done.returncode == 1
    assert "made by a newer slatewatch (m999_x); upgrade slatewatch to use it" in " ".join(
        (done.stdout + done.stderr).split()
    )
    assert config.database.read_bytes() == before


def schema(database: Path) -> set[tuple[str, str]]:
    """Name and definition of everything in a database, blanks squeezed."""
    with closing(sqlite3.connect(database)) as db:
        rows = db.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE '%_fts_%'")
        return {(name, " ".join(sql.replace('"', "").split())) for name, sql in rows}


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A database of the first schema."""
    path = tmp_path / "slatewatch.db"
    with closing(sqlite3.connect(path)) as db:
        db.executescript((HERE / "first_schema.sql").read_text(encoding="utf-8"))
    return path


def test_an_older_database_is_taken_over(old: Path, tmp_path: Path) -> None:
    store.open_database(old).close()
    store.open_database(tmp_path / "new.db").close()
    assert schema(old) == schema(tmp_path / "new.db")
    kept = content(old)
    assert [kept[name].total() for name in ("productions", "reports", "listings", "changes", "evidence")] == [1] * 5
    with closing(sqlite3.connect(old)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []


def test_the_next_run_goes_on_from_an_older_database(old: Path, world: SmallWorld, tmp_path: Path) -> None:
    config = world.configure(tmp_path, "ledger")
    world.day = 2
    assert run(config, world).returncode == 0
    changes = content(config.database)["changes"]
    assert any("'wrapped_filming'" in line or "'wrapped'" in line for line in changes), changes
    assert "Tin Lantern" in (config.output / "changes.atom").read_text(encoding="utf-8")


def test_a_migration_that_is_cut_off_is_done_anew(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = migrations._migrations
    broken = steps[1].fn

    def cut(db: Database) -> None:
        broken(db)
        raise KeyboardInterrupt

    monkeypatch.setattr(steps[1], "fn", cut)
    with pytest.raises(KeyboardInterrupt):
        store.open_database(old)
    monkeypatch.undo()
    store.open_database(old).close()
    assert content(old)["changes"].total() == 1


# --- clocks -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Pacific/Kiritimati"])
def test_the_time_zone_of_the_machine_changes_nothing(world: SmallWorld, calm: Path, tmp_path: Path, zone: str) -> None:
    watch(world, tmp_path / "far", zone=zone)
    assert differences(calm, tmp_path / "far") == []


def test_a_clock_that_is_put_back_loses_and_doubles_nothing(world: SmallWorld, calm: Path, tmp_path: Path) -> None:
    config = world.configure(tmp_path)
    for world.day, back in ((1, timedelta(0)), (2, timedelta(hours=30)), (3, timedelta(0))):
        now = (world.now - back).isoformat()
        assert command("run", "--quiet", "--config", config.path, "--now", now).returncode == 0
    ids = []
    for database in (calm / "slatewatch.db", config.database):
        with closing(sqlite3.connect(database)) as db:
            ids.append(db.execute("SELECT kind, to_status, state FROM changes WHERE state = 'published'").fetchall())
    assert sorted(ids[0]) == sorted(ids[1])


def test_a_clock_that_is_far_off_is_left_alone() -> None:
    assert steady(None, START) == START
    assert steady(START, START) == START
    assert steady(START, START - timedelta(hours=3)) == START + timedelta(seconds=1)
    assert steady(START + timedelta(days=900), START) == START


# --- time and what is told --------------------------------------------------------------------------------------


def test_max_time_ends_a_crawl_that_hangs(world: SmallWorld, tmp_path: Path) -> None:
    config = world.configure(tmp_path)
    text = config.path.read_text(encoding="utf-8") if config.path else ""
    (tmp_path / "slatewatch.toml").write_text(text.replace("delay = 0", "delay = 600"), encoding="utf-8")
    begun = time.monotonic()
    done = command("run", "--max-time", 1, "--config", config.path, "--now", world.now.isoformat())
    assert done.returncode == 1
    assert "interrupted" in done.stderr
    assert time.monotonic() - begun < 300, "the delay of 600 seconds was not waited for"


def test_quiet_says_nothing_when_all_is_well_and_one_line_a_failure(world: SmallWorld, tmp_path: Path) -> None:
    config = world.configure(tmp_path)
    good = run(config, world)
    assert (good.returncode, good.stdout, good.stderr) == (0, "", "")
    world.broken.add("board")
    world.day = 2
    assert "slatewatch: board: unreachable" in one_line(run(config, world))
    assert any("wrapped" in line for line in content(config.database)["changes"]), "the other source was published"


def test_log_lines_name_the_run(world: SmallWorld, tmp_path: Path) -> None:
    config = world.configure(tmp_path)
    done = command("run", "--config", config.path, "--now", world.now.isoformat())
    assert [line for line in done.stderr.splitlines() if line.startswith("run ")] == [
        "run 1 ledger: accepted", "run 2 board: accepted",
    ]  # fmt: skip
    assert load(config.path).database == config.database
