"""Two listings on loopback that move from day to day, and the command as cron starts it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pipeline.config import Config, load
from replay.loopback import Loopback, Request, Response

ROOT = Path(__file__).resolve().parents[2]
START = datetime(2026, 6, 1, 12, tzinfo=UTC)

Rows = Mapping[str, tuple[str, str]]
LEDGER: tuple[Rows, ...] = (
    {"a": ("Tin Lantern", "Filming"), "b": ("Night Ferry", "Pre-Production"), "c": ("Salt Road", "Filming")},
    {"a": ("Tin Lantern", "Wrapped"), "b": ("Night Ferry", "Filming"), "d": ("Cold Orchard", "Announced")},
    {"a": ("Tin Lantern", "Wrapped"), "b": ("Night Ferry", "Filming"), "d": ("Cold Orchard", "Pre-Production")},
)
"""By day. Salt Road is missing from the second day on; Night Ferry starts."""
BOARD: tuple[Rows, ...] = (
    {"1": ("Tin Lantern", "Filming"), "2": ("Old Harbour", "Wrapped")},
    {"1": ("Lantern, Tin", "Filming"), "2": ("Old Harbour", "Filming"), "3": ("Night Ferry", "Filming")},
    {"1": ("Tin Lantern", "Wrapped"), "2": ("Old Harbour", "Wrapped"), "3": ("Night Ferry", "Filming")},
)
"""Old Harbour goes back for one day only."""

SOURCE = """
[[source]]
slug = "{slug}"
kind = "listing"
shape = "table"
start = ["{url}/{slug}"]
row = "tr[id]"
delay = 0
trust = 2
complete = {complete}
quote = true
[source.fields]
ref = "::attr(id)"
title = "td.t"
status = "td.s"
"""


class SmallWorld:
    """Serves the listings of ``day`` (1, 2 or 3); counts what was asked."""

    def __init__(self) -> None:
        self.reset()
        self._server = Loopback(self._answer)

    def reset(self) -> None:
        """The first day, nothing broken, nothing asked."""
        self.day = 1
        self.asked: list[str] = []
        self.broken: set[str] = set()

    def _answer(self, request: Request) -> Response:
        if request.path == "/robots.txt":
            return Response(404)
        self.asked.append(request.path)
        slug = request.path.strip("/")
        if slug in self.broken:
            return Response(500)
        rows = {"ledger": LEDGER, "board": BOARD}[slug][self.day - 1]
        cells = "".join(
            f'<tr id="{ref}"><td class="t">{title}</td><td class="s">{status}</td></tr>'
            for ref, (title, status) in rows.items()
        )
        return Response(200, f"<table>{cells}</table>".encode(), (("Content-Type", "text/html; charset=utf-8"),))

    @property
    def now(self) -> datetime:
        """Noon of the day."""
        return START + timedelta(days=self.day - 1)

    def configure(self, folder: Path, *slugs: str, more: str = "") -> Config:
        """Write the configuration of these sources (both, if none is named)."""
        url = f"http://127.0.0.1:{self._server.port}"
        sources = "".join(
            SOURCE.format(slug=slug, url=url, complete=str(slug == "ledger").lower())
            for slug in slugs or ("ledger", "board")
        )
        path = folder / "slatewatch.toml"
        path.write_text(f"builtin_sources = false\nallow_private = true\n{more}\n{sources}", encoding="utf-8")
        return load(path)

    @contextmanager
    def served(self) -> Iterator[SmallWorld]:
        """Listening for the time of the block."""
        self._server.start()
        try:
            yield self
        finally:
            self._server.stop()


def command(
    *arguments: object, script: Path = ROOT / "slatewatch.py", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run a verb of ours to its end."""
    return subprocess.run(
        [sys.executable, str(script), *map(str, arguments)], cwd=ROOT, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
    )  # fmt: skip


def run(config: Config, world: SmallWorld, zone: str = "UTC") -> subprocess.CompletedProcess[str]:
    """What cron does, on the day that the world shows."""
    return command("run", "--quiet", "--config", config.path, "--now", world.now.isoformat(), TZ=zone)


def watch(
    world: SmallWorld, folder: Path, before: Callable[[Config], object] = lambda config: None, zone: str = "UTC"
) -> Config:
    """All three days, each of which must go well; ``before`` is called before each."""
    folder.mkdir()
    config = world.configure(folder)
    for world.day in (1, 2, 3):
        before(config)
        done = run(config, world, zone)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return config
