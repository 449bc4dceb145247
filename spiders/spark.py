"""Files of archives spread over the cores of a machine or of a cluster by Apache Spark, which is an extra.

One file is one task: it is read, and what it gives is put into the folder of parts by whoever read it. Spark only says
who reads what, and says it again where a machine dies. Every machine needs this program and the same folder.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any, Literal, TypeVar

from pipeline import parts
from pipeline.config import Source
from pipeline.harvested import Counts
from pipeline.reading.version import READER
from pipeline.store import stamp
from spiders.archived import Sites
from spiders.files import FileError, stat
from spiders.harvest import harvest

T = TypeVar("T")
State = Literal["read", "known", "broken", "failed"]


class SparkError(Exception):
    """Spark cannot be had, or gave up: one clear line."""


@dataclass(frozen=True, slots=True)
class Task:
    """What all files have in common: where their reports go, and whose pages are looked for. ``others``: the sources
    whose sites are left alone."""

    out: str
    wanted: tuple[Source, ...]
    others: tuple[Source, ...]
    span: tuple[datetime, datetime]

    @property
    def fingerprint(self) -> str:
        """Another one where the same file would give something else."""
        return hashlib.sha256(repr((self.wanted, sorted(s.start for s in self.others))).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file. ``known``: it was read before; ``failed``: of it nothing could be had (``why``)."""

    place: str
    state: State
    counts: Counts
    why: str = ""


def read_file(place: str, task: Task) -> Outcome:
    """Read one file into the folder of parts, unless it was read there in this very state."""
    folder = Path(task.out)
    try:
        facts = _facts(place, task)
        if _is_known(folder, place, facts):
            return Outcome(place, "known", Counts())
        counts = Counts()
        parts.write(folder, place, facts, harvest(place, Sites(task.wanted, task.others), task.span, counts), counts)
    except (FileError, parts.PartsError, OSError) as error:
        return Outcome(place, "failed", Counts(), str(error))
    state: State = "read" if not counts.broken else "broken" if counts.answers else "failed"
    return Outcome(place, state, counts, counts.broken)


def is_read(place: str, task: Task) -> bool:
    """True where a file is in the folder of parts already, as it is now. It is asked for only where it was once."""
    folder = Path(task.out)
    try:
        return parts.noted(folder, place) is not None and _is_known(folder, place, _facts(place, task))
    except (FileError, OSError):
        return False  # whoever reads it says what is wrong


def _facts(place: str, task: Task) -> dict[str, object]:
    """All that what a file gives depends on."""
    known = stat(place)
    return {
        "size": known.size, "modified": known.modified, "reader": READER, "sought": task.fingerprint,
        "span": [stamp(moment) for moment in task.span],
    }  # fmt: skip


def _is_known(folder: Path, place: str, facts: dict[str, object]) -> bool:
    note = parts.noted(folder, place)
    if note is None or note.get("broken") or any(note.get(name) != value for name, value in facts.items()):
        return False
    return all((folder / part["path"]).is_file() for part in note["parts"])


def spread(work: Callable[[str], T], places: Sequence[str], context: Any) -> list[T]:
    """What ``work`` gives of each place, in their order; each is a task of its own."""
    from py4j.protocol import Py4JError

    try:
        found: list[T] = context.parallelize(list(places), len(places)).map(work).collect()
    except Py4JError as error:
        raise SparkError(f"Spark gave up: {_told(error)}") from error
    return found


@contextmanager
def cluster(master: str | None) -> Iterator[Any]:
    """The cluster at ``master``, else where spark-submit or the settings of this machine say, else this machine's
    cores."""
    session = _session(master)
    try:
        session.sparkContext.setLogLevel("ERROR")
        yield session.sparkContext
    finally:
        session.stop()


def _session(master: str | None) -> Any:
    """Its workers run this very interpreter, unless PYSPARK_PYTHON names another."""
    try:
        sql: Any = import_module("pyspark.sql")
        errors: Any = import_module("pyspark.errors")
        from py4j.protocol import Py4JError
    except ImportError:
        raise SparkError("Spark is not installed; install it with: pip install 'slatewatch[spark]'") from None
    if not shutil.which("java") and not os.environ.get("JAVA_HOME"):
        raise SparkError("Spark needs Java: apt-get install default-jre-headless, or set JAVA_HOME")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = sql.SparkSession.builder.appName("slatewatch backfill").config("spark.log.level", "ERROR")
    builder = builder.config("spark.ui.showConsoleProgress", str(sys.stderr.isatty()).lower())
    try:
        return (builder.master(master) if master else builder).getOrCreate()
    except (Py4JError, errors.PySparkException) as error:
        raise SparkError(f"Spark does not start{f' at {master}' if master else ''}: {_told(error)}") from error


def _told(error: Exception) -> str:
    """The one line of a trace of two languages that says what went wrong."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    telling = [line for line in lines if line.startswith(("Caused by:", ": ")) or "Error: " in line]
    return (telling or lines or [type(error).__name__])[0].removeprefix(": ")
