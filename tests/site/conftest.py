"""The made-up world, rendered once for all tests that only look."""

from __future__ import annotations

from pathlib import Path

import pytest

from feeds.site import render_site
from tests.site.site_world import NOW, World, made, there


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A world of its own, to be changed."""
    return made(tmp_path)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Every file of the site, by its path."""
    rendered = made(tmp_path_factory.mktemp("site"))
    return there(render_site(rendered.db, rendered.config, NOW, touched=None))
