"""``killed.py POINT VERB…``: the command, which kills itself (SIGKILL) when it comes to POINT."""

from __future__ import annotations

import atexit
import os
import signal
import sys
from collections.abc import Callable, Iterator
from typing import Any

import commands.cycle
import feeds.files
import feeds.publish
import pipeline.runs
from pipeline import store
from slatewatch import main
from spiders.launch import Worker


def die(*_: object, **__: object) -> Any:
    """No clean-up of any kind."""
    os.kill(os.getpid(), signal.SIGKILL)


def _all_die(*_: object, **__: object) -> Any:
    """The worker too: left alone it would tidy up."""
    os.killpg(0, signal.SIGKILL)


def after(times: int, function: Callable[..., Any]) -> Callable[..., Any]:
    """The function, which dies after it was done so many times."""
    done = 0

    def wrapped(*args: Any, **kwargs: Any) -> Any:
        nonlocal done
        result = function(*args, **kwargs)
        done += 1
        return die() if done == times else result

    return wrapped


_crawl = Worker.crawl


def _first_only(self: Worker, *args: Any, **kwargs: Any) -> Iterator[dict[str, Any]]:
    yield next(_crawl(self, *args, **kwargs))
    die()


def _worker_dies(self: Worker, *args: Any, **kwargs: Any) -> Iterator[dict[str, Any]]:
    """The first crawling process is killed as soon as it has told of anything."""
    Worker.crawl = _crawl  # type: ignore[method-assign]
    for line in _crawl(self, *args, **kwargs):
        if self._process:
            self._process.kill()
        yield line
    self.died = True


def _dies_after_a_close(function: Callable[..., Any]) -> Callable[..., Any]:
    """The closing of runs, dead after the first that was judged by its crawl."""

    def wrapped(*args: Any, **kwargs: Any) -> Any:
        closed = function(*args, **kwargs)
        return closed if closed.judgement.state == "interrupted" else die()

    return wrapped


def _dies_in_a_close(function: Callable[..., Any]) -> Callable[..., Any]:
    """The last step of a transaction, where all else of it was done."""

    def wrapped(db: Any, run_id: int, now: Any, verdict: Any, *args: Any) -> Any:
        return function(db, run_id, now, verdict, *args) if verdict.state == "interrupted" else die()

    return wrapped


def arrange(point: str) -> None:
    """Put the end at that point."""
    if point == "first run opened":
        store.open_run = after(1, store.open_run)
    elif point == "both runs opened":
        Worker.crawl = die  # type: ignore[method-assign]
    elif point == "one crawl ended":
        Worker.crawl = _first_only  # type: ignore[method-assign]
    elif point == "the worker dies":
        Worker.crawl = _worker_dies  # type: ignore[method-assign]
    elif point == "one run closed":
        commands.cycle._close = _dies_after_a_close(commands.cycle._close)
    elif point == "in the transaction of the second":
        pipeline.runs._note = _dies_in_a_close(pipeline.runs._note)
    elif point == "before publishing":
        setattr(commands.cycle, "tell_health", die)  # noqa: B010 (imported there, not exported)
    elif point == "the power fails":
        os.setsid()
        setattr(commands.cycle, "tell_health", _all_die)  # noqa: B010 (see above)
    elif point == "the power fails at the first file":
        os.setsid()
        feeds.files.os.fsync = _all_die  # type: ignore[attr-defined]
    elif point == "in the middle of a file":
        feeds.files.os.fsync = die  # type: ignore[attr-defined]
    elif point == "some files written":
        feeds.files._replace = after(3, feeds.files._replace)
    elif point == "all published":
        store.cycle_ended = die
    elif point == "at its end":
        atexit.register(die)
    else:
        raise SystemExit(f"no such point: {point}")


if __name__ == "__main__":
    arrange(sys.argv.pop(1))
    main()
