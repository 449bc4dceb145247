"""When each source is crawled, and the process that sees to it. ``jobs`` is pure: open it first.

Times are computed from the table of runs, never kept: a restart loses nothing and doubles nothing. APScheduler is the
alarm clock; when it rings, what is due by ``jobs`` is done, together, in a process of its own with a hard time limit.
"""

from __future__ import annotations

import hashlib
import logging
import os
import queue
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.date import DateTrigger

from pipeline import refusals, retention, store
from pipeline.config import Config, ConfigError, Source, load
from pipeline.health import Past, pasts, tell_health
from pipeline.lock import Busy, only_one
from spiders.declaration import check_declared

log = logging.getLogger("slatewatch")

Kind = Literal["source", "publish", "health", "retention"]
Bell = Literal["due", "stop", "reread"]
LOOKS = 6
"""How often a source is looked at in the time in which it usually moves once."""
DAY = timedelta(days=1)
"""No source is left alone for longer, unless its own bound is longer."""
BACK_OFF = 4
"""A failing source waits twice as long each time, so many times."""
JITTER = timedelta(minutes=5)
AGAIN = timedelta(minutes=1)
"""What could not be done (another run is under way, the disk is full) is tried again after this."""
FINISH = 20.0
"""Seconds that work under way has to end by itself when we are asked to stop."""
LOOK_UP = 60.0
CLOSING = 900.0
"""Seconds that judging and publishing may take after the crawl."""
ROOT = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Job:
    """Something to do at ``at``, and usually again every ``interval``. ``why`` is for a person."""

    name: str
    kind: Kind
    at: datetime
    interval: timedelta
    why: str


@dataclass(frozen=True, slots=True)
class Settings:
    """``[schedule]`` of the configuration. ``keep_bodies_days`` 0: the bodies of pages are kept for good."""

    max_minutes: int = 60
    publish_minutes: int = 60
    health_minutes: int = 60
    keep_bodies_days: int = 0


def settings_of(config: Config) -> Settings:
    """The settings of the scheduler; ConfigError for a key or a value that it does not know."""
    known = [f.name for f in fields(Settings)]
    for name, value in config.schedule.items():
        if name not in known:
            raise ConfigError(f"{config.path}: unknown key '{name}' in [schedule]; there are: {', '.join(known)}")
        least = 0 if name == "keep_bodies_days" else 1
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            where = f"{config.path}: '{name}' in [schedule]"
            raise ConfigError(f"{where} must be a whole number from {least}, not {value!r}")
    return Settings(**config.schedule)


def jobs(config: Config, last_runs: Mapping[str, Past], now: datetime) -> list[Job]:
    """Everything to do, the next first. ``last_runs``: the past of each source, and of each kind of upkeep."""
    settings = settings_of(config)
    found = [_source_job(s, last_runs.get(s.slug, Past()), now) for s in config.sources if s.enabled]
    upkeep: list[tuple[Kind, int, str]] = [
        ("publish", settings.publish_minutes, "what was decided since the last run"),
        ("health", settings.health_minutes, "sources in which nothing moves any more"),
    ]
    if settings.keep_bodies_days:
        upkeep.append(("retention", 1440, f"drops bodies of pages not seen for {settings.keep_bodies_days} days"))
    for kind, minutes, why in upkeep:
        interval = timedelta(minutes=minutes)
        found.append(Job(kind, kind, _after(last_runs.get(kind, Past()).last, interval, now), interval, why))
    return sorted(found, key=lambda job: (job.at, job.name))


def _source_job(source: Source, past: Past, now: datetime) -> Job:
    interval, why = interval_of(source, past)
    late = jitter(source.slug, interval)
    if past.last is None:
        return Job(source.slug, "source", now, interval, "never run")
    at = _after(past.last, interval + late, now)
    if past.left_until and at < past.left_until:
        return Job(source.slug, "source", past.left_until, interval, past.left_why)
    return Job(source.slug, "source", at, interval, why)


def _after(last: datetime | None, interval: timedelta, now: datetime) -> datetime:
    """``interval`` after ``last``, not in the past. A last time in the future means that the clock was put back."""
    return now if last is None else max(now, min(last, now) + interval)


def interval_of(source: Source, past: Past) -> tuple[timedelta, str]:
    """How long to leave a source alone, and why. Never less than its own bound."""
    bound = timedelta(minutes=max(1, source.every))
    if past.failures > 1:
        interval = min(bound * 2 ** min(past.failures - 1, BACK_OFF), max(bound, DAY))
        return interval, f"{past.reason}, {past.failures} runs in a row"
    if past.gap and (pace := min(past.gap / LOOKS, DAY)) > bound:
        return timedelta(seconds=round(pace.total_seconds())), f"moves about every {span(past.gap)}"
    return bound, "its own bound"


def jitter(slug: str, interval: timedelta) -> timedelta:
    """How much later than its interval a source is asked, so that not all are asked at once: always the same."""
    share = int.from_bytes(hashlib.sha256(slug.encode()).digest()[:4], "big") / 2**32
    return timedelta(seconds=int(min(interval / 10, JITTER).total_seconds() * share))


def span(length: timedelta) -> str:
    """A length of time in two words."""
    minutes = round(length.total_seconds() / 60)
    days, hours = divmod(minutes // 60, 24)
    if days:
        return f"{days} d {hours} h" if hours else f"{days} d"
    return f"{hours} h {minutes % 60} min" if hours and minutes % 60 else f"{hours} h" if hours else f"{minutes} min"


def last_runs(config: Config, now: datetime) -> dict[str, Past]:
    """What the database knows of the past of every job. Nothing where there is no database yet."""
    if not config.database.exists():
        return {}
    db = store.open_database(config.database)
    try:
        found = pasts(db, [source.slug for source in config.sources])
        hosts = refusals.waits(db, now)
        for source in config.sources:
            if held := refusals.waits_for(source.start, hosts):
                found[source.slug] = replace(found[source.slug], left_until=held[0], left_why=held[1])
        return found | {name: Past(last=at) for name, at in store.upkeep_times(db).items()}
    finally:
        db.close()


class Clock:
    """The time, and the same moment on the clock of the machine. Rehearsals bring a faster one."""

    def now(self) -> datetime:
        """This moment."""
        return datetime.now(UTC).replace(microsecond=0)

    def wall(self, moment: datetime) -> datetime:
        """When the clock of the machine will show that it is ``moment``."""
        return moment

    def options(self) -> list[str]:
        """What tells the time to a command."""
        return []


class Scheduler:
    """Does what is due until it is told to stop. It keeps nothing but the configuration in memory."""

    def __init__(self, config: Config, clock: Clock | None = None) -> None:
        self.config = config
        self.clock = clock or Clock()
        self._bells: queue.SimpleQueue[Bell] = queue.SimpleQueue()
        self._stopping = False
        self._not_before: dict[str, datetime] = {}
        self._alarm = BackgroundScheduler(
            timezone=UTC, executors={"default": ThreadPoolExecutor(1)},
            job_defaults={"coalesce": True, "misfire_grace_time": 3600, "max_instances": 1},
        )  # fmt: skip

    def serve(self) -> None:
        """Work until SIGTERM or SIGINT. SIGHUP reads the configuration again."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self.stop())
        signal.signal(signal.SIGHUP, lambda *_: self._bells.put("reread"))
        self._alarm.start()
        try:
            self._plan()
            while not self._stopping:
                if "reread" in self._ringing():
                    self._read_again()
                if not self._stopping:
                    self._work()
        finally:
            self._alarm.shutdown(wait=False)

    def _ringing(self) -> set[Bell]:
        """Wait for a bell; all that rang. Looks up every minute even so: a clock that is set wakes no alarm."""
        rang: set[Bell] = set()
        try:
            rang.add(self._bells.get(timeout=LOOK_UP))
            while True:
                rang.add(self._bells.get_nowait())
        except queue.Empty:
            return rang

    def stop(self) -> None:
        """Stop soon. Safe to be called from a signal handler and from another thread."""
        self._stopping = True
        self._bells.put("stop")

    def _read_again(self) -> None:
        try:
            config = load(self.config.path)
            settings_of(config)
            check_declared(config, [source for source in config.sources if source.enabled])
        except ConfigError as error:
            log.error("the old configuration stays in force: %s", error)
            return
        if config.database != self.config.database:
            log.error("another database needs another start; the old configuration stays in force")
            return
        self.config = config
        log.info("configuration read again: %d sources", len(config.sources))

    def _jobs(self, now: datetime) -> list[Job]:
        try:
            found = jobs(self.config, last_runs(self.config, now), now)
        except (store.StoreError, sqlite3.Error) as error:
            log.error("%s", error)
            return [Job("health", "health", now + AGAIN, AGAIN, "the database could not be read")]
        return [replace(job, at=max(job.at, self._not_before.get(job.name, job.at))) for job in found]

    def _work(self) -> None:
        """Do what is due now, and set the alarm for the rest."""
        now = self.clock.now()
        due = [job for job in self._jobs(now) if job.at <= now]
        sources = [job.name for job in due if job.kind == "source"]
        if sources:
            limit = settings_of(self.config).max_minutes * 60
            self._command("run", *sources, "--max-time", str(limit), seconds=limit + CLOSING)
        for job in due:
            if job.kind != "source" and not self._stopping:
                self._upkeep(job.kind)
        self._not_before |= {job.name: self.clock.now() + AGAIN for job in due}
        self._plan()

    def _plan(self) -> None:
        """Set the alarm for every job, a second away at least: APScheduler drops one that it is still ringing."""
        planned = self._jobs(self.clock.now())
        soon = datetime.now(UTC) + timedelta(seconds=1)
        for job in planned:
            trigger = DateTrigger(max(self.clock.wall(job.at), soon))
            self._alarm.add_job(self._bells.put, trigger, ["due"], id=job.name, replace_existing=True)
        for name in {job.id for job in self._alarm.get_jobs()} - {job.name for job in planned}:
            self._alarm.remove_job(name)

    def _upkeep(self, kind: Kind) -> None:
        if kind == "publish":
            self._command("publish", seconds=CLOSING)
        now = self.clock.now()
        try:
            with only_one(self.config.database):
                db = store.open_database(self.config.database)
                try:
                    if kind == "health":
                        tell_health(db, [s.slug for s in self.config.sources if s.enabled], now)
                    if kind == "retention":
                        retention.drop_bodies(db, now - timedelta(days=settings_of(self.config).keep_bodies_days))
                    store.note_upkeep(db, kind, now)
                finally:
                    db.close()
        except (Busy, store.StoreError, sqlite3.Error, OSError) as error:
            log.warning("%s has to wait: %s", kind, error)

    def _command(self, verb: str, *arguments: str, seconds: float) -> None:
        """One of our commands in a process group of its own, killed with all its children when its time is over."""
        config = ["--config", str(self.config.path)] if self.config.path else []
        command = [sys.executable, str(ROOT / "slatewatch.py"), verb, *arguments, "--quiet", *config]
        log.info("%s %s", verb, " ".join(arguments))
        process = subprocess.Popen([*command, *self.clock.options()], start_new_session=True)
        deadline = time.monotonic() + seconds
        while (code := _ended(process)) is None and time.monotonic() < deadline:
            if self._stopping:
                deadline = min(deadline, time.monotonic() + FINISH)
        if code is None:
            log.warning("%s is out of time and stopped; the next run goes on from what is stored", verb)
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        elif code:
            log.warning("%s ended with %d", verb, code)


def _ended(process: subprocess.Popen[bytes], poll: float = 0.5) -> int | None:
    try:
        return process.wait(timeout=poll)
    except subprocess.TimeoutExpired:
        return None


def serve(config: Config, clock: Clock | None = None) -> None:
    """Be the scheduler of this database. Busy where there is one already."""
    enabled = [source for source in config.sources if source.enabled]
    settings_of(config)
    check_declared(config, enabled)
    with only_one(config.database.with_name(config.database.name + ".schedule"), "scheduler"):
        log.info("scheduling %d sources (process %d)", len(enabled), os.getpid())
        Scheduler(config, clock).serve()
        log.info("stopped")
