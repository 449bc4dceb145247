"""The scheduler as a process: started, asked to stop, started twice, told to read its configuration again."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from pipeline.config import Config, load
from pipeline.lock import only_one
from schedules import Scheduler
from tests.unattended.small_world import ROOT, SmallWorld, command

PATIENCE = 240
"""Tries of half a second: a machine may be slow, a hanging test must end."""


def until(true: Callable[[], Any], what: str) -> None:
    for _ in range(PATIENCE):
        if true():
            return
        time.sleep(0.5)
    raise AssertionError(f"never came true: {what}")


def runs(config: Config) -> list[tuple[str, str]]:
    """(source, state) of every run, first to last."""
    if not config.database.exists():
        return []
    with closing(sqlite3.connect(config.database)) as db:
        try:
            return list(db.execute("SELECT source, state FROM runs ORDER BY id"))
        except sqlite3.OperationalError:
            return []


@contextmanager
def scheduler(config: Config, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """The command, running; at the end it must stop when it is asked to."""
    said = (config.database.parent / "said.txt").open("w", encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "slatewatch.py"), "schedule", "--config", str(config.path), *arguments],
        cwd=ROOT, stderr=said, text=True,
    )  # fmt: skip
    try:
        yield process
        process.send_signal(signal.SIGTERM)
        assert process.wait() == 0
    finally:
        said.close()
        if process.poll() is None:
            process.kill()
            process.wait()


def said(config: Config) -> str:
    return (config.database.parent / "said.txt").read_text(encoding="utf-8")


def test_it_crawls_what_is_due_and_stops_when_asked(world: SmallWorld, tmp_path: Path) -> None:
    config = world.configure(tmp_path)
    with scheduler(config):
        until(lambda: (config.output / "changes.atom").exists(), "published")
        until(lambda: "publish" in said(config), "upkeep")
    assert sorted(runs(config)) == [("board", "accepted"), ("ledger", "accepted")]
    assert said(config).rstrip().endswith("stopped")
    with scheduler(config):
        until(lambda: "scheduling 2 sources" in said(config), "started again")
        time.sleep(1)
    assert len(runs(config)) == 2, "a restart doubles nothing"


def test_a_second_scheduler_refuses_in_one_line(world: SmallWorld, tmp_path: Path) -> None:
    config = world.configure(tmp_path)
    with scheduler(config) as first:
        until(lambda: "scheduling" in said(config), "started")
        second = command("schedule", "--config", config.path)
        assert (second.returncode, second.stdout) == (1, "")
        line = f"slatewatch: another scheduler is under way (process {first.pid}); this one was not started\n"
        assert second.stderr == line


def test_sighup_reads_the_configuration_again(world: SmallWorld, tmp_path: Path) -> None:
    config = world.configure(tmp_path, "ledger")
    with scheduler(config) as process:
        until(lambda: runs(config) == [("ledger", "accepted")], "the first source")
        (tmp_path / "slatewatch.toml").write_text("databse = 3", encoding="utf-8")
        process.send_signal(signal.SIGHUP)
        until(lambda: "the old configuration stays in force" in said(config), "a wrong configuration is refused")
        world.configure(tmp_path, "ledger", "board")
        process.send_signal(signal.SIGHUP)
        until(lambda: ("board", "accepted") in runs(config), "the second source")
    assert runs(config) == [("ledger", "accepted"), ("board", "accepted")]


def test_stopped_in_the_middle_of_a_crawl_it_leaves_no_process(
    world: SmallWorld, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = world.configure(tmp_path)
    group: list[int] = []
    started = subprocess.Popen

    def popen(*args: Any, **kwargs: Any) -> Any:
        process = started([sys.executable, "-c", "import time; time.sleep(900)"], start_new_session=True)
        group.append(process.pid)
        return process

    monkeypatch.setattr("schedules.FINISH", 0.0)
    monkeypatch.setattr("schedules.subprocess.Popen", popen)
    working = Scheduler(config)
    working.stop()
    working._command("run", seconds=900.0)
    with pytest.raises(ProcessLookupError):
        os.kill(group[0], 0)


def test_a_command_that_is_out_of_time_is_killed(
    world: SmallWorld, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    Scheduler(world.configure(tmp_path))._command("run", seconds=0.0)
    assert "run is out of time and stopped" in caplog.text


def test_while_another_run_is_under_way_upkeep_waits(
    world: SmallWorld, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    config = world.configure(tmp_path)
    with only_one(config.database):
        Scheduler(config)._upkeep("health")
    assert "health has to wait: another run is under way" in caplog.text
    assert not config.database.exists()


def test_a_database_that_cannot_be_read_ends_nothing(
    world: SmallWorld, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    config = world.configure(tmp_path)
    config.database.write_bytes(b"no database at all" * 100)
    working = Scheduler(config)
    planned = working._jobs(world.now)
    assert [job.kind for job in planned] == ["health"]
    assert "is it a slatewatch database" in caplog.text


def test_list_shows_when_and_why_and_starts_nothing(world: SmallWorld, tmp_path: Path) -> None:
    config = world.configure(tmp_path, more="[schedule]\nkeep_bodies_days = 30")
    arguments = ("schedule", "--config", config.path, "--now", "2026-06-01T12:00:00Z")
    listed = command(*arguments, "--list")
    assert listed.returncode == 0
    assert [line.split()[0] for line in listed.stdout.splitlines()] == [
        "job", "board", "health", "ledger", "publish", "retention",
    ]  # fmt: skip
    rows = [json.loads(line) for line in command(*arguments, "--json").stdout.splitlines()]
    due = {"job": "board", "kind": "source", "next": "2026-06-01T12:00:00Z", "every": "6 h", "why": "never run"}
    assert rows[0] == due
    assert not config.database.exists()


def test_a_wrong_setting_is_one_line(world: SmallWorld, tmp_path: Path) -> None:
    config = world.configure(tmp_path, more="[schedule]\nkeep_bodys_days = 30")
    done = command("schedule", "--config", config.path)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1 and "unknown key 'keep_bodys_days' in [schedule]" in done.stderr
    assert load(config.path).schedule == {"keep_bodys_days": 30}
