"""The small world, listening."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.unattended.small_world import SmallWorld


@pytest.fixture
def world() -> Iterator[SmallWorld]:
    with SmallWorld().served() as running:
        yield running
