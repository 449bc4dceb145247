"""Killed at every stage of a run and repeated, it ends where an undisturbed run ends."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from benchmarks.faults import Outcome, content, differences, kill_one, published, stage, whole
from pipeline.config import Config
from pipeline.store import open_database, touched_since_cut
from tests.unattended.small_world import ROOT, SmallWorld, command, watch

KILLED = ROOT / "tests" / "unattended" / "killed.py"
POINTS = (
    "first run opened", "both runs opened", "one crawl ended", "one run closed", "in the transaction of the second",
    "before publishing", "in the middle of a file", "some files written", "all published",
)  # fmt: skip


def killed_at(world: SmallWorld, points: tuple[str, ...]) -> Callable[[Config], None]:
    """Before the run of the second day: the same run, killed at each of the points in turn."""

    def before(config: Config) -> None:
        for point in points if world.day == 2 else ():
            world.asked.clear()
            arguments = ("run", "--quiet", "--config", config.path, "--now", world.now.isoformat())
            done = command(point, *arguments, script=KILLED)
            assert done.returncode == -signal.SIGKILL, (point, done.stderr)

    return before


def test_nothing_is_lost_or_doubled_whatever_the_stage(world: SmallWorld, calm: Path, tmp_path: Path) -> None:
    watch(world, tmp_path / "killed", killed_at(world, POINTS))
    assert differences(calm, tmp_path / "killed") == []
    assert content(tmp_path / "killed" / "slatewatch.db")["changes"].total() > 3
    assert all(whole(path) for path in published(tmp_path / "killed" / "public"))


def test_what_was_crawled_to_its_end_is_not_asked_for_again(world: SmallWorld, tmp_path: Path) -> None:
    watch(world, tmp_path / "killed", killed_at(world, ("one run closed", "before publishing")))
    assert world.asked == ["/ledger", "/board"], "the third day's; the repeat of the second asked nothing"


def test_a_repeat_of_a_run_that_had_ended_adds_nothing(world: SmallWorld, calm: Path, tmp_path: Path) -> None:
    watch(world, tmp_path / "killed", killed_at(world, ("at its end", "at its end")))
    assert differences(calm, tmp_path / "killed") == []


def test_what_a_cut_off_run_touched_is_known_to_the_next(world: SmallWorld, tmp_path: Path) -> None:
    config = world.configure(tmp_path)
    arguments = ("run", "--config", config.path, "--now", world.now.isoformat())
    counts = []
    for point, script in ((("before publishing",), KILLED), ((), ROOT / "slatewatch.py")):
        ended = command(*point, *arguments, script=script).returncode
        db = open_database(config.database)
        counts.append((ended, len(touched_since_cut(db))))
        db.close()
    assert counts == [(-signal.SIGKILL, 4), (0, 0)]


def test_a_crawling_process_that_dies_alone_is_replaced(world: SmallWorld, calm: Path, tmp_path: Path) -> None:
    config = world.configure(tmp_path)
    for world.day in (1, 2, 3):
        arguments = ("run", "--quiet", "--config", config.path, "--now", world.now.isoformat())
        done = command("the worker dies", *arguments, script=KILLED)
        assert (done.returncode, done.stderr.count("another one goes on")) in ((0, 0), (0, 1)), done.stderr
    assert differences(calm, tmp_path) == []


def test_the_worker_of_a_killed_run_ends_too(world: SmallWorld, tmp_path: Path) -> None:
    code = "from pathlib import Path; from spiders.launch import Worker; w = Worker(None, Path('x.db')); w._started()\n"
    code += "print(w._process.pid, flush=True); import time; time.sleep(600)"
    parent = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert parent.stdout
    worker = Path("/proc") / parent.stdout.readline().strip()
    assert worker.exists()
    parent.kill()
    parent.wait()
    parent.stdout.close()
    while worker.exists() and ") Z" not in (worker / "stat").read_text():
        time.sleep(0.05)


def test_the_fault_run_tells_a_loss(world: SmallWorld, tmp_path: Path) -> None:
    """The instrument itself: what is missing, more, or half written is found."""
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        config = world.configure(tmp_path / name, "ledger", *(("board",) if name == "one" else ()))
        command("run", "--quiet", "--config", config.path, "--now", world.now.isoformat())
    (tmp_path / "other" / "public" / "changes.atom").write_text("<feed/>", encoding="utf-8")
    (tmp_path / "other" / "public" / ".changes.new").touch()
    found = differences(tmp_path / "one", tmp_path / "other")
    assert any(line.startswith("productions: lost ('old-harbour'") for line in found)
    assert "file: changes.atom" in found
    assert any(line.startswith("left over: ") for line in found)
    (tmp_path / "half.atom").write_text("<feed><entry>", encoding="utf-8")
    (tmp_path / "half.json").write_text('{"items": [', encoding="utf-8")
    (tmp_path / "half.html").write_text("<html><body>", encoding="utf-8")
    assert not any(whole(tmp_path / f"half.{ending}") for ending in ("atom", "json", "html"))


def test_a_kill_comes_at_a_stage(world: SmallWorld, tmp_path: Path) -> None:
    config = world.configure(tmp_path)
    assert config.path
    outcome = Outcome(tmp_path)
    assert kill_one(config.path, world.now, 0.0, Random(1), outcome)
    assert stage(config.database, world.now) == "starting or ending"
    command("both runs opened", "run", "--config", config.path, "--now", world.now.isoformat(), script=KILLED)
    assert stage(config.database, world.now) == "crawling"
    command("one run closed", "run", "--config", config.path, "--now", world.now.isoformat(), script=KILLED)
    assert stage(config.database, world.now) == "closing"
    command("before publishing", "run", "--config", config.path, "--now", world.now.isoformat(), script=KILLED)
    assert stage(config.database, world.now) == "publishing"
