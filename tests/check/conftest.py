"""The site that is looked at, and a worker that crawls it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.spiders.crawling import Crawling, SharedWorker, Site


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as running:
        yield running


@pytest.fixture(scope="session")
def worker() -> Iterator[SharedWorker]:
    with SharedWorker(None, Path("unused")) as running:
        yield running


@pytest.fixture
def crawling(worker: SharedWorker, tmp_path: Path) -> Crawling:
    return Crawling(worker, tmp_path)
