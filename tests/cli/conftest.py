"""The small slate, made once: the tests of the command only read it, or work on a copy."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.database.small_slate import build


@pytest.fixture(scope="session")
def slate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The configuration of the small slate."""
    return build(tmp_path_factory.mktemp("slate"))
