"""What a publication leaves behind that it no longer makes: pages of lists that shrank, feeds of watch lists given up.

Takes away only what bears a name that we give, in the folders that are ours; what else lies there is its owner's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from sqlite_utils import Database

from feeds.files import Folder
from pipeline import browse

LISTS = ("changes", "place", "search", "source", "status", "titles")
AT_ONCE = 500
FEED_ENDINGS = (".atom", ".rss", ".json", ".ics")


def pages(db: Database, folder: Folder, made: Collection[str]) -> None:
    """Take away the pages that a making of the whole site did not make; ``made`` are those outside of production/."""
    for name in LISTS:
        for file in _files(folder.root / name, (".html", ".js")):
            if f"{name}/{file.name}" not in made:
                folder.remove(f"{name}/{file.name}")
    waiting = [file.name for file in _folders(folder.root / "production")]
    for start in range(0, len(waiting), AT_ONCE):
        slugs = waiting[start : start + AT_ONCE]
        for slug in sorted(set(slugs) - browse.known_slugs(db, slugs)):
            folder.remove(f"production/{slug}/index.html")


def watches(folder: Folder, paths: Collection[str]) -> None:
    """Take away the feeds of watch lists that are none of ``paths`` ("watch/NAME")."""
    root = folder.root / "watch"
    for file in _files(root, FEED_ENDINGS):
        if f"watch/{file.stem}" not in paths:
            folder.remove(f"watch/{file.name}")
    for below in _folders(root):
        if f"watch/{below.name}" not in paths:
            for file in _files(below / "archive", FEED_ENDINGS):
                folder.remove(f"watch/{below.name}/archive/{file.name}")
            folder.prune(f"watch/{below.name}/archive")
            folder.prune(f"watch/{below.name}")
    folder.prune("watch")


def _files(root: Path, endings: tuple[str, ...]) -> Iterator[Path]:
    return (file for file in _entries(root) if file.suffix in endings and not file.name.startswith("."))


def _folders(root: Path) -> Iterator[Path]:
    return (below for below in _entries(root) if below.is_dir())


def _entries(root: Path) -> list[Path]:
    return sorted(root.iterdir()) if root.is_dir() else []
