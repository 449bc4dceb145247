"""A site on loopback, the worker and the crawling: for every test that fetches."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.spiders.crawling import Crawling, SharedWorker, Site


@pytest.fixture
def site() -> Iterator[Site]:
    from tests.spiders.crawling import Site

    with Site() as running:
        yield running


@pytest.fixture(scope="session")
def worker() -> Iterator[SharedWorker]:
    from tests.spiders.crawling import SharedWorker

    with SharedWorker(None, Path("unused")) as running:
        yield running


@pytest.fixture
def crawling(worker: SharedWorker, tmp_path: Path) -> Crawling:
    from tests.spiders.crawling import Crawling

    return Crawling(worker, tmp_path)
