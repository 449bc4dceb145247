"""On real Spark: the cores of this machine, and a standalone master with two workers, one of which dies in mid-job.

Not part of ``make test``: ``make spark`` installs Spark and Java, and sets SLATEWATCH_SPARK.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.cluster import Cluster
from benchmarks.webarchive import write
from pipeline.parts import NOTES
from tests.database.small_slate import ROOT, run
from tests.spark.small_web import declare, told

pytestmark = pytest.mark.skipif(not os.environ.get("SLATEWATCH_SPARK"), reason="needs Spark: make spark")
FILES = 8
PAGES = 300
AT = "2026-01-01T00:00:00Z"
World = dict[str, list[dict[str, object]]]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("archive")
    paths = [folder / f"web-{number}.warc.gz" for number in range(FILES)]
    for number, path in enumerate(paths):
        write(path, PAGES, number)
    return paths


@pytest.fixture(scope="module")
def alone(archive: list[Path], tmp_path_factory: pytest.TempPathFactory) -> World:
    """What one process makes of the files."""
    folder = tmp_path_factory.mktemp("alone")
    assert verb(folder, "backfill", "--warc", *archive).returncode == 0
    world = told(folder / "slatewatch.db")
    assert len(world["reports"]) > FILES and world["changes"]
    return world


def verb(folder: Path, name: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    folder.mkdir(exist_ok=True)
    return run(name, *map(str, arguments), config=declare(folder), SLATEWATCH_NOW=AT)


def spread(folder: Path, out: Path, master: str, *archive: Path) -> subprocess.CompletedProcess[str]:
    done = verb(folder, "backfill", "--spark", *archive, "--out", out, "--master", master)
    assert done.returncode == 0, done.stderr
    return done


def imported(folder: Path, *outs: Path) -> World:
    done = verb(folder, "import", *outs)
    assert done.returncode == 0, done.stderr
    return told(folder / "slatewatch.db")


def content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def here(archive: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the cores of this machine wrote."""
    folder = tmp_path_factory.mktemp("here")
    spread(folder, folder / "out", "local[*]", *archive)
    return folder / "out"


def test_the_cores_of_this_machine_give_what_one_process_gives(here: Path, alone: World, tmp_path: Path) -> None:
    assert imported(tmp_path, here) == alone


def test_what_was_read_is_not_read_again(here: Path, archive: list[Path], tmp_path: Path) -> None:
    before = content(here)
    done = verb(tmp_path, "backfill", "--spark", *archive, "--out", here, "--master", "local[*]")
    assert f"0 files read: 0 answers, 0 pages with 0 reports; {FILES} were read before" in done.stdout
    assert content(here) == before


def test_the_folders_of_several_machines_come_in_any_order(
    here: Path, archive: list[Path], alone: World, tmp_path: Path
) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    spread(tmp_path, first, "local[1]", *archive[: FILES // 2])
    spread(tmp_path, second, "local[1]", *archive[FILES // 2 :])
    assert content(first) | content(second) == content(here)
    assert imported(tmp_path / "a", second, first) == imported(tmp_path / "b", first, second) == alone


def test_a_cluster_gives_the_same_also_when_a_worker_dies(here: Path, archive: list[Path], tmp_path: Path) -> None:
    (tmp_path / "logs").mkdir()
    with Cluster(tmp_path / "logs", 2) as cluster:
        spread(tmp_path, tmp_path / "whole", cluster.url, *archive)
        assert content(tmp_path / "whole") == content(here)
        out = tmp_path / "killed"
        over, seen = threading.Event(), [0]
        killer = threading.Thread(target=kill_in_the_middle, args=(lambda: cluster.kill_worker(0), out, over, seen))
        killer.start()
        try:
            spread(tmp_path, out, cluster.url, *archive)
        finally:
            over.set()
            killer.join()
    assert 0 < seen[0] < FILES, "the worker was to die in mid-job"
    assert cluster.workers[0].returncode == -9
    assert content(out) == content(here)


def kill_in_the_middle(kill: Callable[[], None], out: Path, over: threading.Event, seen: list[int]) -> None:
    """Once the first file is noted; ``seen`` is how many were by then."""
    while not over.wait(0.05):
        if done := len(list((out / NOTES).glob("*.json"))):
            kill()
            seen[0] = done
            return


def test_it_may_be_submitted_as_any_job_of_spark(here: Path, archive: list[Path], tmp_path: Path) -> None:
    import pyspark

    submit = Path(pyspark.__file__).parent / "bin" / "spark-submit"
    job = (ROOT / "slatewatch.py", "backfill", "--spark", *archive, "--out", tmp_path / "out")
    command = (submit, "--master", "local[2]", *job, "--config", declare(tmp_path))
    done = subprocess.run(
        list(map(str, command)), capture_output=True, text=True, check=False,
        env={**os.environ, "SPARK_HOME": str(submit.parent.parent), "PYSPARK_PYTHON": sys.executable},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    assert content(tmp_path / "out") == content(here)


def test_a_master_that_is_not_there_is_one_line(archive: list[Path], tmp_path: Path) -> None:
    done = verb(tmp_path, "backfill", "--spark", archive[0], "--out", tmp_path / "out", "--master", "sprak://nowhere")
    assert done.returncode == 1
    assert "slatewatch: Spark does not start at sprak://nowhere" in done.stderr.splitlines()[-1]
