"""The power fails: what the disk was not told to keep is gone. What was published is in the database all the same."""

from __future__ import annotations

import shutil
import signal
from pathlib import Path

import pytest

from benchmarks.faults import content, differences
from tests.unattended.small_world import SmallWorld, command, run, watch
from tests.unattended.test_kills import KILLED


def test_what_is_about_to_be_published_is_on_the_disk(world: SmallWorld, calm: Path, tmp_path: Path) -> None:
    """Of a database in WAL mode, its own file is what a checkpoint has flushed."""
    config = world.configure(tmp_path)
    assert run(config, world).returncode == 0
    world.day = 2
    arguments = ("run", "--quiet", "--config", config.path, "--now", world.now.isoformat())
    assert command("the power fails at the first file", *arguments, script=KILLED).returncode == -signal.SIGKILL
    survived = tmp_path / "survived.db"
    shutil.copy(config.database, survived)
    assert content(survived)["changes"] == content(config.database)["changes"]
    assert any("'published'" in line for line in content(survived)["changes"])


@pytest.mark.parametrize("kept", [0.0, 0.5])
def test_a_log_that_was_cut_off_costs_nothing_but_a_repeat(
    world: SmallWorld, calm: Path, tmp_path: Path, kept: float
) -> None:
    """A write-ahead log of which the end never came to the disk is read as far as it is whole."""

    def cut(config: object) -> None:
        if world.day == 2:
            folder = tmp_path / "cut"
            arguments = ("run", "--quiet", "--config", folder / "slatewatch.toml", "--now", world.now.isoformat())
            assert command("the power fails", *arguments, script=KILLED).returncode == -signal.SIGKILL
            log = folder / "slatewatch.db-wal"
            whole = log.read_bytes()
            log.write_bytes(whole[: int(len(whole) * kept)])
            (folder / "slatewatch.db-shm").unlink()

    watch(world, tmp_path / "cut", cut)
    assert differences(calm, tmp_path / "cut") == []
