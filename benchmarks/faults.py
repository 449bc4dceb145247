"""Kill it, again and again: ``python -m benchmarks.faults [--simulator SIM.py] [--kills 200] [--days 30]``.

A world is watched for some days twice: once undisturbed, once with every day's ``slatewatch run`` killed (SIGKILL) at
random moments, and repeated with the same clock until it ends by itself. Then what the two databases hold, and every
published file, must be equal. After every kill the database must be sound and every file written so far whole.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree

from benchmarks.worlds import World, world_of

ROOT = Path(__file__).resolve().parent.parent
CONTENT = {
    "productions": """SELECT slug, title, season, medium, year, network, key, status, status_earliest, status_latest,
        planned_start, planned_wrap, planned_release, first_seen, updated_at FROM productions""",
    "aliases": "SELECT p.slug, a.key, a.name, a.kind FROM aliases a JOIN productions p ON p.id = a.production_id",
    "reports": """SELECT g.url, r.ordinal, r.source, r.ref, p.slug, r.title, r.season, r.event, r.modality, r.status,
        r.previous, r.previous_at, r.earliest, r.latest, r.place, r.region, r.via, r.scope, r.evidence, r.rule,
        r.baseline, r.published, r.noticed_at, r.confirmed_at, r.gone_at
        FROM reports r JOIN pages g ON g.id = r.page_id LEFT JOIN productions p ON p.id = r.production_id""",
    "listings": """SELECT l.source, l.ref, p.slug, l.status, l.missing_runs FROM listings l
        JOIN productions p ON p.id = l.production_id""",
    "changes": """SELECT c.id, p.slug, c.kind, c.from_status, c.to_status, c.happened_earliest, c.happened_latest,
        c.noticed_at, c.published_at, c.state, c.support, c.replaces, c.summary, c.updated_at, c.rule, c.because
        FROM changes c JOIN productions p ON p.id = c.production_id""",
    "evidence": """SELECT e.change_id, e.counted, e.role, g.url, r.ordinal, r.noticed_at FROM change_reports e
        JOIN reports r ON r.id = e.report_id JOIN pages g ON g.id = r.page_id""",
    "runs": "SELECT DISTINCT source, started_at, state, reason FROM runs WHERE state <> 'interrupted'",
    "issues": "SELECT source, kind, detail, url, opened_at FROM issues",
    "forecasts": """SELECT p.slug, f.made_at, f.milestone, f.earliest, f.median, f.latest, f.withdrawn_at
        FROM forecasts f JOIN productions p ON p.id = f.production_id""",
    "health": "SELECT id, kind, reason, told_at FROM health",
}
"""What must be equal, without the numbers that count how often it was tried."""


@dataclass(slots=True)
class Outcome:
    """What a watch of all days came to."""

    folder: Path
    seconds: dict[int, float] = field(default_factory=dict)
    exits: list[int] = field(default_factory=list)
    kills: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)


def command(config: Path, now: datetime) -> list[str]:
    """What is killed: the command that cron runs."""
    return [sys.executable, str(ROOT / "slatewatch.py"), "run", "--quiet", "--config", str(config), "--now",
            now.isoformat()]  # fmt: skip


def start(config: Path, now: datetime) -> subprocess.Popen[bytes]:
    """The command, in a process group of its own; what it says goes to a file beside the database."""
    with (config.parent / "said.txt").open("ab") as said:
        return subprocess.Popen(command(config, now), cwd=ROOT, stderr=said, start_new_session=True)


def calm(world: World, folder: Path) -> Outcome:
    """All days undisturbed."""
    config = world.configure(folder)
    outcome = Outcome(folder)
    for day in range(1, world.days + 1):
        now = world.set_day(day)
        begun = time.monotonic()
        outcome.exits.append(start(config, now).wait())
        outcome.seconds[day] = time.monotonic() - begun
    return outcome


def stormy(world: World, folder: Path, kills: int, seconds: dict[int, float], chance: random.Random) -> Outcome:
    """All days, each killed about ``kills / days`` times. ``seconds``: how long each takes undisturbed."""
    config = world.configure(folder)
    outcome = Outcome(folder, seconds)
    for day in range(1, world.days + 1):
        now = world.set_day(day)
        share = -(-(kills - outcome.kills.total()) // (world.days + 1 - day))
        for after in sorted(chance.uniform(0.0, seconds[day]) for _ in range(share)):  # later: further on in its work
            if not kill_one(config, now, after, chance, outcome):
                break
        else:
            outcome.exits.append(start(config, now).wait())
    return outcome


def kill_one(config: Path, now: datetime, after: float, chance: random.Random, outcome: Outcome) -> bool:
    """Start the command and kill it ``after`` so many seconds: it alone, or with its worker. False where it had
    ended before."""
    process = start(config, now)
    try:
        outcome.exits.append(process.wait(timeout=after))
    except subprocess.TimeoutExpired:
        if chance.random() < 0.5:
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
        process.wait()
        outcome.kills[stage(outcome.folder / "slatewatch.db", now)] += 1
        outcome.broken += unsound(outcome.folder, after + 1)
        return True
    return False


def stage(database: Path, now: datetime) -> str:
    """In what the kill came, as the database shows it."""
    moment = now.strftime("%Y-%m-%dT%H:%M:%SZ")
    try:
        with closing(sqlite3.connect(database)) as db:
            if not db.execute("SELECT 1 FROM marks WHERE name = 'cycle.open' AND value = ?", (moment,)).fetchone():
                return "starting or ending"
            runs = db.execute("SELECT state, crawl FROM runs WHERE started_at = ?", (moment,)).fetchall()
    except sqlite3.OperationalError:
        return "starting or ending"
    if not runs or any(state == "open" and crawl is None for state, crawl in runs):
        return "crawling"
    return "closing" if any(state == "open" for state, _ in runs) else "publishing"


def unsound(folder: Path, seconds: float) -> Iterator[str]:
    """What a kill broke: the database, or a file written in the last ``seconds``."""
    with closing(sqlite3.connect(folder / "slatewatch.db")) as db:
        told = db.execute("PRAGMA quick_check").fetchone()[0]
        if told != "ok":
            yield f"database: {told}"
    since = time.time() - seconds
    for path in published(folder / "public"):
        if path.stat().st_mtime >= since and not whole(path):
            yield f"{path}: not whole"


def whole(path: Path) -> bool:
    """Whether a published file can be parsed to its end."""
    content = path.read_bytes()
    try:
        if path.suffix in (".atom", ".rss", ".opml", ".xml"):
            ElementTree.fromstring(content)
        elif path.suffix == ".json":
            json.loads(content)
    except (ElementTree.ParseError, ValueError):
        return False
    endings = {".html": b"</html>", ".ics": b"END:VCALENDAR"}
    return content.rstrip().endswith(endings.get(path.suffix, b""))


def published(output: Path) -> Iterator[Path]:
    """The files that readers are served: all but the hidden ones, and but the lists of a source's runs, which tell of
    every attempt."""
    files = (path for path in output.rglob("*") if path.is_file() and not path.name.startswith("."))
    return (path for path in files if path.relative_to(output).parts[0] not in ("source", "sources.html"))


def content(database: Path) -> dict[str, Counter[str]]:
    """What a database holds, by table, as counted lines."""
    with closing(sqlite3.connect(database)) as db:
        return {name: Counter(map(repr, db.execute(sql))) for name, sql in CONTENT.items()}


def differences(one: Path, other: Path) -> list[str]:
    """What the second folder lost, doubled, or has otherwise than the first."""
    found = []
    first, second = content(one / "slatewatch.db"), content(other / "slatewatch.db")
    for name in CONTENT:
        found += [f"{name}: lost {line}" for line in (first[name] - second[name]).elements()]
        found += [f"{name}: more {line}" for line in (second[name] - first[name]).elements()]
    files = [{str(p.relative_to(root / "public")): p.read_bytes() for p in published(root / "public")}
             for root in (one, other)]  # fmt: skip
    for path in sorted(files[0].keys() | files[1].keys()):
        if files[0].get(path) != files[1].get(path):
            found.append(f"file: {path}")
    found += [f"left over: {path}" for path in (other / "public").rglob(".*.new")]
    with closing(sqlite3.connect(other / "slatewatch.db")) as db:
        found += [f"integrity: {line[0]}" for line in db.execute("PRAGMA integrity_check") if line[0] != "ok"]
        found += [f"foreign key: {line}" for line in db.execute("PRAGMA foreign_key_check")]
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit 0 where nothing differs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--simulator", type=Path, help="a simulator's script; else the built-in replay")
    parser.add_argument("--port", type=int, default=8871)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--dir", type=Path, help="keep both databases and outputs in this new folder")
    args = parser.parse_args(arguments)
    root = args.dir or Path(tempfile.mkdtemp(prefix="faults-"))
    for name in ("calm", "stormy"):
        (root / name).mkdir(parents=True)
    with world_of(args.simulator, args.port, args.days) as world:
        undisturbed = calm(world, root / "calm")
    with world_of(args.simulator, args.port, args.days) as world:
        killed = stormy(world, root / "stormy", args.kills, undisturbed.seconds, random.Random(args.seed))
    found = killed.broken + differences(undisturbed.folder, killed.folder)
    for line in found[:40]:
        print(line)
    print(json.dumps({
        "days": args.days, "kills": killed.kills.total(), "by_stage": dict(sorted(killed.kills.items())),
        "same_exits": undisturbed.exits == killed.exits, "differences": len(found),
        "compared": {name: lines.total() for name, lines in content(killed.folder / "slatewatch.db").items()},
        "files": sum(1 for _ in published(killed.folder / "public")), "folder": str(root),
    }))  # fmt: skip
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
