"""A standalone cluster of Apache Spark on this machine: a real master, and workers of one core that can be killed."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType

STARTED = 120
"""Seconds that a process may take to say that it is there."""


class Cluster:
    """``with Cluster(folder, 2) as cluster``: the master is at ``cluster.url``. Logs are in ``folder``."""

    def __init__(self, folder: Path, workers: int) -> None:
        self._folder = folder
        self._wanted = workers
        self._port = _free_port()
        self.url = f"spark://127.0.0.1:{self._port}"
        self.master: subprocess.Popen[bytes] | None = None
        self.workers: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Cluster:
        address = ("--host", "127.0.0.1", "--port", str(self._port), "--webui-port", str(_free_port()))
        try:
            self.master = self._start("master", "org.apache.spark.deploy.master.Master", *address)
            _until(self._folder / "master.log", "New state: ALIVE")
            for number in range(self._wanted):
                self.add_worker(number)
        except BaseException:
            self._stop()
            raise
        return self

    def add_worker(self, number: int) -> None:
        """One more machine, as it were: a core and a gigabyte."""
        name = f"worker-{number}"
        size = ("--host", "127.0.0.1", "--cores", "1", "--memory", "1g", "--webui-port", str(_free_port()))
        where = ("--work-dir", str(self._folder / name), self.url)
        self.workers.append(self._start(name, "org.apache.spark.deploy.worker.Worker", *size, *where))
        _until(self._folder / f"{name}.log", "Successfully registered with master")

    def kill_worker(self, number: int) -> None:
        """A machine dies: the worker and its executors, at once."""
        os.killpg(self.workers[number].pid, signal.SIGKILL)
        self.workers[number].wait()

    def _start(self, name: str, kind: str, *arguments: str) -> subprocess.Popen[bytes]:
        import pyspark

        home = Path(pyspark.__file__).parent
        environment = {**os.environ, "SPARK_HOME": str(home), "SPARK_LOCAL_IP": "127.0.0.1",
                       "PYSPARK_PYTHON": sys.executable}  # fmt: skip
        dies = ["setpriv", "--pdeathsig", "KILL"] if shutil.which("setpriv") else []  # with us, however we end
        with (self._folder / f"{name}.log").open("wb") as log:
            return subprocess.Popen(
                [*dies, home / "bin" / "spark-class", kind, *arguments], stdout=log, stderr=subprocess.STDOUT,
                env=environment, start_new_session=True, cwd=self._folder,
            )  # fmt: skip

    def _stop(self) -> None:
        for process in (*self.workers, self.master):
            if process and process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _until(log: Path, words: str) -> None:
    """Wait until a process has said these words."""
    for _ in range(STARTED * 4):
        if words in log.read_text(encoding="utf-8", errors="replace"):
            return
        time.sleep(0.25)
    raise TimeoutError(f"{log}: '{words}' did not come in {STARTED} s")
