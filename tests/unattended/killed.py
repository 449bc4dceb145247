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
import pipeline.runs
from pipeline import store
from slatewatch import main
from spiders.launch import Worker


def die(*_: object, **__: object) -> Any:
    """No clean-up of any kind."""
    os.kill(os.getpid(), signal.SIGKILL)


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


def arrange(point: str) -> None:
    """Put the end at that point."""
    if point == "first run opened":
        store.open_run = after(1, store.open_run)
    elif point == "both runs opened":
        Worker.crawl = die  # type: ignore[method-assign]
    elif point == "one crawl ended":
        Worker.crawl = _first_only  # type: ignore[method-assign]
    elif point == "one run closed":
        commands.cycle._close = after(1, commands.cycle._close)
    elif point == "in the transaction of the second":
        pipeline.runs._note = die
    elif point == "before publishing":
        commands.cycle.tell_health = die
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
