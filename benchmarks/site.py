"""A loopback site of listing pages for the benchmarks of whole cycles, in its own process: ``benchmarks.site``.

``/list/N`` is a table of 25 productions, under an ETag where that is wanted. What it shows is set by hand: the status
of one row of some pages, and the hour, the advertisement and the counter around all tables. Prints its port once it
listens; ends with its input.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from functools import lru_cache
from types import TracebackType
from typing import Self
from urllib.parse import parse_qsl, urlencode
from urllib.request import urlopen

from replay.loopback import HOST, Loopback, Request, Response

ROWS = 25
FIELDS = {"title": "title", "status": "status", "place": "place", "start_date": "start"}
"""The fields of a row, each with the class of its cell."""
STATUSES = ("Announced", "Pre-Production", "Filming", "Wrapped", "Post-Production", "Released")
PLACES = ("Dublin", "Toronto", "Atlanta", "Budapest", "Cape Town", "Vancouver", "Prague", "Leeds")
MAKERS = ("Kite & Lantern", "Harbour Lane", "Studio Norr", "Blue Gate", "Tall Ship Films", "Ninth Wave")
FIRST = ("Silent", "Crimson", "Northern", "Hollow", "Paper", "Glass", "Iron", "Velvet", "Broken", "Golden", "Winter")
SECOND = ("River", "Harbour", "Orchard", "Kingdom", "Garden", "Signal", "Station", "Daughter", "Horizon", "Letters")
STYLE = "".join(f".c{n}{{margin:{n}px;padding:{n % 7}px;color:#{n * 7919 % 4096:03x}}}" for n in range(24))


@dataclass(slots=True)
class Show:
    """What the pages show: ``step`` moves a row of every ``every``-th page, ``noise`` what stands around all tables."""

    step: int = 0
    every: int = 1
    noise: int = 0
    etags: int = 1

    def answer(self, request: Request) -> Response:
        """The page, or 304 where the visitor has it; ``/show?step=1`` sets what is shown."""
        if request.path == "/show":
            for name, value in parse_qsl(request.query):
                setattr(self, name, int(value))
            return Response(200)
        part, _, number = request.path.lstrip("/").partition("/")
        if part != "list" or not number.isdigit():
            return Response(404)
        step = self.step if int(number) % self.every == 0 else 0
        tag = f'"{number}-{step}-{self.noise}"'
        if request.headers.get("if-none-match") == tag and self.etags:
            return Response(304, headers=(("ETag", tag),))
        headers = (("Content-Type", "text/html; charset=utf-8"), *((("ETag", tag),) if self.etags else ()))
        return Response(200, listing(int(number), step, self.noise), headers)


@lru_cache(maxsize=8192)
def listing(number: int, step: int, noise: int = 0) -> bytes:
    """One page of the list."""
    rows = "".join(_row(number, place, step) for place in range(ROWS))
    advert = f'<div class="ad">Stream {FIRST[noise % 11]} {SECOND[(number + noise) % 10]} tonight</div>'
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Productions, page {number}</title>'
        f"<style>{STYLE}</style></head><body><header>As of {noise % 24:02d}:{number % 60:02d}</header>{advert}"
        f'<table class="slate"><tbody>{rows}</tbody></table><footer>{number * 31 + noise * 17} readers</footer></body>'
    ).encode()


def _row(page: int, place: int, step: int) -> str:
    number = page * ROWS + place
    status = STATUSES[(number * 7 // 3 + (step if place == page % ROWS else 0)) % len(STATUSES)]
    title = f"{FIRST[number % len(FIRST)]} {SECOND[number // 7 % len(SECOND)]} {number:x}q"
    day = f"2026-{number % 12 + 1:02d}-{number % 28 + 1:02d}"
    return (
        f'<tr id="p{number}"><td class="title"><a href="/production/{number}">{title}</a></td>'
        f'<td class="status">{status}</td><td class="maker">{MAKERS[number % len(MAKERS)].replace("&", "&amp;")}</td>'
        f'<td class="place">{PLACES[number % len(PLACES)]}</td><td class="start">{day}</td></tr>\n'
    )


class Site:
    """The site in a process of its own, so that its work is nobody's but its own."""

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.site"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout
        self.base = f"http://{HOST}:{int(self._process.stdout.readline())}"
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.communicate()

    def show(self, **values: int) -> None:
        """Set what is shown from now on, by the fields of ``Show``."""
        with urlopen(f"{self.base}/show?{urlencode(values)}", timeout=10) as answer:
            answer.read()


def main() -> None:
    """Serve until the input ends."""
    server = Loopback(Show().answer)
    server.start()
    print(server.port, flush=True)
    sys.stdin.read()
    server.stop()


if __name__ == "__main__":
    main()
