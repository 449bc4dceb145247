"""``backfill --spark`` and ``import`` used wrongly, and where Spark is not installed: one line each."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.database.small_slate import run
from tests.spark.small_web import declare, warc, web


@pytest.mark.parametrize(
    "arguments",
    [
        ("backfill", "--spark", "web.warc"),
        ("backfill", "--spark", "--warc", "web.warc", "--out", "out"),
        ("backfill", "press", "--out", "out"),
        ("backfill", "--warc", "web.warc", "--master", "local[2]"),
        ("import",),
    ],
)
def test_wrong_usage(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    assert run(*arguments, config=declare(tmp_path)).returncode == 2


@pytest.mark.skipif(find_spec("pyspark") is not None, reason="it is installed")
def test_without_spark_one_line_says_how_to_get_it(tmp_path: Path) -> None:
    (tmp_path / "web.warc").write_bytes(warc(web(1)))
    done = run("backfill", "--spark", tmp_path / "web.warc", "--out", tmp_path / "out", config=declare(tmp_path))
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "pip install 'slatewatch[spark]'" in done.stderr


def test_a_file_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    done = run("backfill", "--spark", "no*.warc", "--out", tmp_path / "out", config=declare(tmp_path))
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "no*.warc: no such file" in done.stderr


def test_a_folder_of_something_else_is_one_line(tmp_path: Path) -> None:
    done = run("import", tmp_path, config=declare(tmp_path))
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert not (tmp_path / "slatewatch.db").exists()
