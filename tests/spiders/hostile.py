"""Servers that answer as no server should: each a function that is given a connection after the request was read."""

from __future__ import annotations

import gzip
import socket
import struct
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress

Act = Callable[["Connection"], None]
TABLE = b'<table><tr id="a"><td class="t">Night Ferry</td><td class="s">Filming</td></tr></table>'
OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


class Connection:
    """One connection of a client, and the target that it asked for."""

    def __init__(self, peer: socket.socket, target: str, stopped: threading.Event) -> None:
        self.peer, self.target, self._stopped = peer, target, stopped

    def send(self, *parts: bytes) -> None:
        self.peer.sendall(b"".join(parts))

    def forever(self, part: bytes, pause: float = 0.0) -> Iterator[None]:
        """Send it again and again while anyone listens."""
        while not self._stopped.wait(pause):
            self.peer.sendall(part)
            yield

    def hang(self) -> None:
        self._stopped.wait(60)


class Hostile:
    """A server of one act. robots.txt is answered well, unless the act is for it."""

    def __init__(self, act: Act, on_robots: bool = False) -> None:
        self._act, self._on_robots = act, on_robots
        self._stopped = threading.Event()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self.asked = 0
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while not self._stopped.is_set():
            try:
                peer, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(peer,), daemon=True).start()

    def _answer(self, peer: socket.socket) -> None:
        with peer, suppress(OSError):
            asked = peer.recv(65_536)
            target = asked.split(b" ")[1].decode() if asked.count(b" ") > 1 else ""
            if (target == "/robots.txt") is not self._on_robots:
                body = TABLE if self._on_robots else b""
                peer.sendall(OK + b"Connection: close\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
                return
            self.asked += 1
            self._act(Connection(peer, target, self._stopped))

    def stop(self) -> None:
        self._stopped.set()
        self._socket.close()


def _drip_body(to: Connection) -> None:
    to.send(OK, b"\r\n")
    for _ in to.forever(b"<p>x</p>", 0.1):
        pass


def _drip_headers(to: Connection) -> None:
    to.send(OK)
    for number, _ in enumerate(to.forever(b"X-A: b\r\n", 0.1)):
        if number > 5_000:
            return


def _flood(to: Connection) -> None:
    to.send(OK, b"\r\n")
    for _ in to.forever(b"<p>" + b"x" * 65_536):
        pass


def _endless_header(to: Connection) -> None:
    to.send(OK, b"X-A: ")
    for _ in to.forever(b"y" * 65_536):
        pass


def _continues(to: Connection) -> None:
    for _ in to.forever(b"HTTP/1.1 100 Continue\r\n\r\n", 0.01):
        pass


def _redirects(to: Connection) -> None:
    number = int(to.target.rpartition("?")[2] or 0) if "?" in to.target else 0
    to.send(b"HTTP/1.1 302 Found\r\nLocation: /list?%d\r\nContent-Length: 0\r\n\r\n" % (number + 1))


def _resets(to: Connection) -> None:
    to.peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def _late(to: Connection) -> None:
    time.sleep(0.2)
    to.send(OK, b"Content-Length: %d\r\n\r\n" % len(TABLE), TABLE)


def says(*parts: bytes) -> Act:
    """Send that and close."""
    return lambda to: to.send(*parts)


def packed(name: bytes, body: bytes) -> Act:
    return says(OK, b"Content-Encoding: ", name, b"\r\nContent-Length: %d\r\n\r\n" % len(body), body)


ZEROS = bytes(64 * 2**20)
SMALL = gzip.compress(ZEROS)
ACTS: dict[str, tuple[Act, set[str]]] = {
    "a body in drips": (_drip_body, {"unreachable"}),
    "headers in drips": (_drip_headers, {"unreachable"}),
    "no answer": (Connection.hang, {"unreachable"}),
    "a body without end": (_flood, {"wrong_type"}),
    "a header without end": (_endless_header, {"unreachable"}),
    "continue without end": (_continues, {"unreachable"}),
    "closes at once": (lambda to: None, {"unreachable"}),
    "resets": (_resets, {"unreachable"}),
    "redirects without end": (_redirects, {"gone"}),
    "redirects to itself": (says(b"HTTP/1.1 301 M\r\nLocation: /list\r\nContent-Length: 0\r\n\r\n"), {"gone"}),
    "redirects nowhere": (says(b"HTTP/1.1 302 F\r\nContent-Length: 0\r\n\r\n"), {"gone"}),
    "redirects to a file": (
        says(b"HTTP/1.1 302 F\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n"), {"gone"},
    ),
    "a giant header": (says(OK, b"X-A: ", b"y" * 200_000, b"\r\n\r\n", TABLE), {"unreachable"}),
    "20,000 headers": (says(OK, b"X-A: b\r\n" * 20_000, b"\r\n", TABLE), {"unreachable", ""}),
    "a header without a colon": (says(OK, b"nonsense\r\n\r\n", TABLE), {"unreachable", ""}),
    "nuls in a header": (says(OK, b"ETag: \x00\x01\xff\r\n\r\n", TABLE), {"unreachable", ""}),
    "a bomb of gzip": (packed(b"gzip", SMALL), {"wrong_type"}),
    "a bomb in a bomb": (packed(b"gzip, gzip", gzip.compress(SMALL)), {"wrong_type"}),
    "a bomb of deflate": (packed(b"deflate", zlib.compress(ZEROS)), {"wrong_type"}),
    "gzip that is none": (packed(b"gzip", TABLE), {"unreachable", "wrong_type", "empty"}),
    "gzip that is cut off": (packed(b"gzip", gzip.compress(TABLE)[:40]), {"unreachable", "wrong_type", "empty"}),
    "an encoding that nobody knows": (packed(b"x-zip", TABLE), {"", "wrong_type"}),
    "less than it says": (says(OK, b"Content-Length: 90000\r\n\r\n", TABLE), {"unreachable"}),
    "more than it says": (says(OK, b"Content-Length: 6\r\n\r\n", TABLE), {"empty"}),
    "a negative length": (says(OK, b"Content-Length: -5\r\n\r\n", TABLE), {"unreachable", ""}),
    "a length that is none": (says(OK, b"Content-Length: many\r\n\r\n", TABLE), {"unreachable", ""}),
    "a huge length": (says(OK, b"Content-Length: 99999999999999\r\n\r\n", TABLE), {"wrong_type"}),
    "two lengths": (says(OK, b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n", TABLE), {"unreachable", "empty"}),
    "chunks that break off": (
        says(OK, b"Transfer-Encoding: chunked\r\n\r\n20\r\n", TABLE[:32], b"\r\n20\r\n"), {"unreachable"},
    ),
    "chunks that are none": (says(OK, b"Transfer-Encoding: chunked\r\n\r\nzz\r\n", TABLE), {"unreachable"}),
    "no HTTP": (says(b"220 mail.example ESMTP\r\n"), {"unreachable"}),
    "another HTTP": (says(b"HTTP/9.9 200 OK\r\n\r\n", TABLE), {"unreachable", ""}),
    "a status that is none": (says(b"HTTP/1.1 abc OK\r\n\r\n", TABLE), {"unreachable"}),
    "a status of four digits": (says(b"HTTP/1.1 2000 OK\r\n\r\n", TABLE), {"unreachable", "wrong_type"}),
    "noise": (says(bytes(range(256)) * 40), {"unreachable"}),
    "late but well": (_late, {""}),
}  # fmt: skip
"""What a server does, and the reason words that may come of it; "" where a browser would show the page too."""
