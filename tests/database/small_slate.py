"""A small database with a bit of everything, told through the real rules; and the configuration beside it."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

from pipeline.model import Window
from tests.scenarios.stage import SOURCES, Stage, row, says

ROOT = Path(__file__).resolve().parents[2]
NOW = "2026-03-14T12:00:00Z"
STARTED = date(2026, 3, 6)


def build(folder: Path) -> Path:
    """Make ``slatewatch.db`` and ``slatewatch.toml`` in ``folder``; where the configuration is."""
    stage = Stage(folder)
    _tell(stage)
    with stage.db.atomic():
        stage.db.execute("UPDATE sources SET quote = 1 WHERE slug = 'gazette'")
        stage.db.execute(
            """INSERT INTO forecasts (production_id, made_at, milestone, earliest, median, latest, basis, comparables)
               SELECT id, '2026-03-07T12:00:00Z', 'start', '2026-11-01', '2027-02-01', '2027-06-01', 'six like it', '[]'
                 FROM productions WHERE slug = 'night-ferry'"""
        )
    stage.db.close()
    (folder / "stage.db").rename(folder / "slatewatch.db")
    sources = "".join(f'[[source]]\nslug = "{s.slug}"\nkind = "{s.kind}"\ntrust = {s.trust}\n' for s in SOURCES)
    path = folder / "slatewatch.toml"
    path.write_text(f"builtin_sources = false\n{sources}", encoding="utf-8")
    return path


def _tell(stage: Stage) -> None:
    stage.article("gazette", says("Night Ferry", "announced", on=date(2026, 3, 2), medium="film", network="Tern Films",
                                  aliases=("The Crossing",)))  # fmt: skip
    stage.article("gazette", says("Salt Road", "started_filming", "planned", on=date(2026, 3, 9)))
    stage.next_day(3)
    stage.article("blog", says("Night Ferry", "started_filming", on=STARTED, place="Cardiff"))
    stage.next_day()
    words = '=cameras rolled on Night Ferry in Cardiff,\nsaid the "harbour master"; côte à côte with the tide'
    stage.article("gazette", says("Night Ferry", "started_filming", on=STARTED, place="Cardiff", words=words))
    stage.article("diary", says("Night Ferry", "started_filming", on=STARTED, via="The Gazette"))
    stage.lists("ledger", row("Tin Lantern", "filming", "t1", place="Leeds, England"))
    stage.next_day()
    stage.lists("ledger", row("Tin Lantern", "filming", "t1", place="York, England"))
    stage.article("herald", says("Cold Orchard", "renewed", season=2, medium="tv"))
    stage.next_day()
    stage.article("herald", says("Night Ferry", "wrapped_filming", on=date(2026, 3, 8)))
    stage.next_day(2)
    stage.article("gazette", says("Night Ferry", "wrapped_filming", "denied", on=date(2026, 3, 8)))
    stage.article("studio", says("Night Ferry", "release_date_set", "planned",
                                 on=Window(date(2027, 2, 1), date(2027, 2, 28))))  # fmt: skip
    stage.next_day()
    stage.article("herald", says("Old Harbour", "cancelled", "rumoured"))


def run(*arguments: object, config: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command, as a shell would start it, in the folder of ``config``."""
    return subprocess.run(
        [sys.executable, str(ROOT / "slatewatch.py"), *map(str, arguments)], cwd=config.parent if config else ROOT,
        capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
    )  # fmt: skip
