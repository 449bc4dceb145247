"""The small world, listening on one port for all tests, and what an undisturbed watch of it comes to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unattended.small_world import SmallWorld, watch


@pytest.fixture(scope="session")
def serving() -> Iterator[SmallWorld]:
    with SmallWorld().served() as running:
        yield running


@pytest.fixture(scope="session")
def calm(serving: SmallWorld, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of all three days, undisturbed. To be looked at only."""
    folder = tmp_path_factory.mktemp("undisturbed") / "calm"
    serving.reset()
    watch(serving, folder)
    return folder


@pytest.fixture
def world(serving: SmallWorld, calm: Path) -> SmallWorld:
    """The world on its first day."""
    serving.reset()
    return serving
