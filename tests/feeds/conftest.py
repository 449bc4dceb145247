"""What the tests of the feeds share: a small world, published where a test says so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.feeds.feed_world import World


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """An empty world with a site of its own."""
    made = World(tmp_path / "world")
    yield made
    made.db.close()
