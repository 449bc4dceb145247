"""The worker seen from outside: starts it, hands it batches, tells what it says. Imports no Scrapy."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from pipeline.config import Config

try:
    VERSION = version("slatewatch")
except PackageNotFoundError:  # run from a checkout that is not installed
    VERSION = "0"

ROOT = Path(__file__).resolve().parent.parent
GRACE = 30.0
"""Seconds that a worker may take beyond ``max_seconds`` before it is killed."""


def agent(config: Config) -> str:
    """How we introduce ourselves, to a site and to an archive."""
    return f"slatewatch/{VERSION}" + (f" (+{config.contact})" if config.contact else "")


class Worker:
    """One crawling process, started with the first batch. Runs that it does not tell of were interrupted."""

    program: Sequence[str] = ("-m", "spiders.launch")

    def __init__(self, config_path: Path | None, database: Path) -> None:
        self._config = str(config_path) if config_path else None
        self._database = str(database)
        self._process: subprocess.Popen[str] | None = None
        self._listener: threading.Thread | None = None
        self._lines: queue.Queue[str | None] = queue.Queue()
        self.died = False
        """It ended in the middle of a batch, and not by us: killed, or out of memory."""

    def crawl(
        self, runs: Sequence[tuple[int, str]], now: datetime, max_seconds: float = 3600, *, sample: bool = False
    ) -> Iterator[dict[str, Any]]:
        """Crawl a batch; yields what the worker says of each run that ended. ``sample``: a few articles are enough."""
        process = self._started()
        self.died = False
        batch = {
            "config": self._config,
            "database": self._database,
            "now": now.isoformat(),
            "runs": [{"run": run, "source": source} for run, source in runs],
            "max_seconds": max_seconds,
            "sample": sample,
        }
        try:
            assert process.stdin
            process.stdin.write(json.dumps(batch) + "\n")
            process.stdin.flush()
        except BrokenPipeError:
            self.kill()
            self.died = True
            return
        yield from self._told(time.monotonic() + max_seconds + GRACE)

    def _told(self, deadline: float) -> Iterator[dict[str, Any]]:
        while True:
            try:
                line = self._lines.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                self.kill()
                return
            if line is None:
                self.kill()
                self.died = True
                return
            told: dict[str, Any] = json.loads(line)
            if told.get("batch") == "done":
                return
            yield told
            if told.get("batch") == "refused":
                return

    def _started(self) -> subprocess.Popen[str]:
        if self._process and self._process.poll() is None:
            return self._process
        self._lines = queue.Queue()
        self._process = subprocess.Popen(
            [sys.executable, *self.program], cwd=ROOT, text=True, encoding="utf-8",
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        self._listener = threading.Thread(target=self._listen, args=(self._process, self._lines), daemon=True)
        self._listener.start()
        return self._process

    @staticmethod
    def _listen(process: subprocess.Popen[str], lines: queue.Queue[str | None]) -> None:
        assert process.stdout
        for line in process.stdout:
            lines.put(line)
        lines.put(None)

    def close(self) -> None:
        """No more batches: the worker ends by itself, or is killed where it does not."""
        if self._process and self._process.stdin:
            self._process.stdin.close()
            try:
                self._process.wait(timeout=GRACE)
            except subprocess.TimeoutExpired:
                self._process.kill()
            self._tidy(self._process)

    def kill(self) -> None:
        """Stop at once. What it had committed stays."""
        if self._process:
            self._process.kill()
            self._tidy(self._process)

    def _tidy(self, process: subprocess.Popen[str]) -> None:
        process.wait()
        if self._listener:
            self._listener.join()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                with suppress(BrokenPipeError):
                    pipe.close()
        self._process = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()


def child() -> None:
    """The worker's process. It ends at once when its parent is gone: killed, that cannot tell, and its lock is free
    again while a crawl would go on."""
    from spiders.worker import main

    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    main()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.1)
    os._exit(1)


if __name__ == "__main__":
    child()
