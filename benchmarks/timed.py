"""What a command takes, in a process of its own: processor and wall seconds, and the most memory that it held."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Taken:
    """``cpu`` counts the processes that the command waited for too; ``memory`` is the largest of them, in bytes."""

    cpu: float
    wall: float
    memory: int
    output: str


def command(arguments: Sequence[str], *, succeeds: bool = True) -> Taken:
    """Run a command to its end. RuntimeError where it fails."""
    begun = time.monotonic()
    process = subprocess.Popen(list(arguments), cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    output = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stdout.close()
    if succeeds and process.returncode:
        raise RuntimeError(f"{' '.join(arguments)}: exit code {process.returncode}")
    return Taken(used.ru_utime + used.ru_stime, time.monotonic() - begun, used.ru_maxrss * 1024, output)


def median_cpu(rounds: int, *works: Callable[[], Taken]) -> list[float]:
    """The median of each one's processor seconds; in turns, so that what else the machine does falls on all alike."""
    taken = [[work().cpu for work in works] for _ in range(rounds)]
    return [statistics.median(times) for times in zip(*taken, strict=True)]
