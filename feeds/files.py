"""Files that are replaced whole, and only if their bytes differ."""

from __future__ import annotations

import os
import tempfile
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

THREADS = 8


class Folder:
    """The output folder. Knows what was written and counts what was left alone; never writes outside itself.

    Files are flushed to the disk by several threads, because disks flush many at once as fast as one: a file is sure to
    be there only after ``settle``.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.written: list[str] = []
        self.removed: list[str] = []
        self.unchanged = 0
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="write")
        self._waiting: list[Future[None]] = []
        self._folders: set[Path] = set()

    def __enter__(self) -> Folder:
        return self

    def __exit__(self, *_: object) -> None:
        self._threads.shutdown()

    def settle(self) -> None:
        """Wait until every file is on the disk. Raises what kept one from it."""
        waiting, self._waiting = self._waiting, []
        for future in waiting:
            future.result()
        folders, self._folders = self._folders, set()
        list(self._threads.map(_flush, sorted(folders)))

    def remove(self, path: str) -> None:
        """Let there be no file at ``path``. Files that were asked to be written are waited for first."""
        self.settle()
        target = self.root / path
        if target.is_file():
            target.unlink()
            self.removed.append(path)

    def prune(self, path: str) -> None:
        """Let there be no folder at ``path`` where nothing is left in it."""
        target = self.root / path
        if target.is_dir() and not target.is_symlink() and not any(target.iterdir()):
            target.rmdir()

    def write(self, path: str, content: bytes) -> bool:
        """Make the file at ``path`` hold ``content``. True where it did not."""
        target = self.root / path
        if not target.resolve().is_relative_to(self.root.resolve()):
            raise ValueError(f"{path} lies outside {self.root}")
        try:
            if target.read_bytes() == content:
                self.unchanged += 1
                return False
        except FileNotFoundError:
            target.parent.mkdir(parents=True, exist_ok=True)
        self._waiting.append(self._threads.submit(_replace, target, content))
        self._folders.add(target.parent)
        self.written.append(path)
        return True


def _flush(folder: Path) -> None:
    """Make sure that the names in a folder are on the disk: without it, power loss may bring back the old file."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _replace(target: Path, content: bytes) -> None:
    """Replace a file in one step, with a later time of modification, in whole seconds, than it had.

    Web servers make Last-Modified of that time, and readers built on libcurl drop a body whose Last-Modified is not
    later than the one they know.
    """
    before = int(target.stat().st_mtime) if target.exists() else None
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".new")
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(target)) from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary = Path(name)
        temporary.chmod(0o644)
        if before is not None and int(temporary.stat().st_mtime) <= before:
            os.utime(temporary, (before + 1, before + 1))
        temporary.replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
