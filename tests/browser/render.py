"""Render the made-up site of the tests into a folder, for a look in a browser: ``render.py FOLDER``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from feeds.site import render_site  # noqa: E402
from tests.site import site_world  # noqa: E402


def main(folder: Path) -> None:
    """Write every page of the made-up world."""
    with tempfile.TemporaryDirectory() as scratch:
        world = site_world.made(Path(scratch))
        pages = site_world.there(render_site(world.db, world.config, site_world.NOW, touched=None))
        for path, content in pages.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
