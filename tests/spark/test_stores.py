"""Files in a store that pyarrow knows, here the one that is a folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.harvested import Counts
from spiders.archived import Sites
from spiders.files import FileError, opened, stat
from spiders.harvest import harvest
from tests.spark.small_web import EVER, PRESS, said, warc, web


@pytest.fixture(autouse=True)
def _libraries() -> None:
    pytest.importorskip("fastwarc")
    pytest.importorskip("pyarrow")


def test_a_store_gives_the_same_as_a_path(tmp_path: Path) -> None:
    path = tmp_path / "web.warc"
    path.write_bytes(warc(web()))
    assert list(harvest(path.as_uri(), Sites([PRESS]), EVER, Counts())) == said(web())
    assert stat(path.as_uri()).size == path.stat().st_size


def test_what_is_not_in_a_store_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="nothing"), opened(f"file://{tmp_path}/nothing"):
        pass
    with pytest.raises(FileError, match="nothing"):
        stat(f"file://{tmp_path}/nothing")
