"""Worlds that move from day to day, for runs that must end alike: the built-in replay, or a simulator given by path."""

from __future__ import annotations

import subprocess
import sys
import time
import urllib.request
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Protocol

HERE = Path(__file__).resolve().parent
TRIES = 100


class World(Protocol):
    """Something to watch. Day 1 is the first."""

    days: int

    def configure(self, folder: Path) -> Path:
        """Write the ``slatewatch.toml`` that watches it."""

    def set_day(self, day: int) -> datetime:
        """Show that day; the moment at which it is read."""

    def __enter__(self) -> World: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class Simulator:
    """A script that serves ``/a/``, ``/b/`` and ``/c/`` on loopback and is told the day by ``/ctl/day?d=N``."""

    def __init__(self, script: Path, port: int, days: int = 30) -> None:
        self.days = days
        self._script = script
        self._port = port
        self._process: subprocess.Popen[bytes] | None = None

    def configure(self, folder: Path) -> Path:
        text = (HERE / "simulator.toml").read_text(encoding="utf-8").replace("PORT", str(self._port))
        path = folder / "slatewatch.toml"
        path.write_text(text, encoding="utf-8")
        return path

    def set_day(self, day: int) -> datetime:
        self._get(f"/ctl/day?d={day}")
        return datetime(2026, 6, 1, 12, tzinfo=UTC) + timedelta(days=day - 1)

    def _get(self, path: str) -> None:
        with urllib.request.urlopen(f"http://127.0.0.1:{self._port}{path}", timeout=10) as answer:
            answer.read()

    def __enter__(self) -> Simulator:
        self._process = subprocess.Popen([sys.executable, str(self._script), "serve", "--port", str(self._port)])
        for _ in range(TRIES):
            try:
                self._get("/ctl/set?etag=1&lm=1")
            except OSError:
                time.sleep(0.1)
            else:
                return self
        raise TimeoutError(f"{self._script} does not answer on port {self._port}")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process:
            self._process.terminate()
            self._process.wait()


class Replay:
    """The built-in replay of real history, from 2017-03-01 on."""

    def __init__(self, port: int = 0, days: int = 30) -> None:
        from replay.site import ReplaySite

        self.days = days
        self._site = ReplaySite(port=port)

    def configure(self, folder: Path) -> Path:
        from replay.config import write_config

        return write_config(folder, self._site.base_url, self._site.outlets)

    def set_day(self, day: int) -> datetime:
        shown = date(2017, 3, 1) + timedelta(days=day - 1)
        self._site.set_day(shown)
        return datetime(shown.year, shown.month, shown.day, 23, 30, tzinfo=UTC)

    def __enter__(self) -> Replay:
        self._site.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._site.stop()


def world_of(simulator: Path | None, port: int, days: int) -> World:
    """The simulator where one is given, else the replay."""
    return Simulator(simulator, port, days) if simulator else Replay(port, days)
