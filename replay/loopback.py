"""A small HTTP/1.1 server on one loopback port: keep-alive, GET and HEAD, one thread.

It knows no site: it parses a request, asks a handler and writes the answer. It refuses every address but this machine's
own, and every method that would change something.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

HOST = "127.0.0.1"
HEAD_LIMIT = 64 * 1024
REASONS = {200: "OK", 301: "Moved Permanently", 304: "Not Modified", 400: "Bad Request", 404: "Not Found",
           405: "Method Not Allowed", 500: "Internal Server Error", 503: "Service Unavailable"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Request:
    """A request line and its headers, names in lower case."""

    method: str
    target: str
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def path(self) -> str:
        return unquote(urlsplit(self.target).path)

    @property
    def query(self) -> str:
        return urlsplit(self.target).query


@dataclass(frozen=True, slots=True)
class Response:
    """What is sent back. Length and connection headers are the server's."""

    status: int
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()

    def header(self, name: str) -> str | None:
        """The header's value, whatever its case."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


Handler = Callable[[Request], Response]


class Loopback:
    """The server. ``start`` returns once the port listens; ``stop`` once the thread has ended."""

    def __init__(self, handler: Handler, port: int = 0) -> None:
        self._handler = handler
        self._wanted = port
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._stopping: asyncio.Event | None = None
        self._failure: OSError | None = None
        self.port = port

    def start(self) -> None:
        """Listen on the port, or on a free one where it is 0."""
        ready = threading.Event()
        self._failure = None
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve(ready)), name="replay", daemon=True)
        self._thread.start()
        ready.wait()
        if self._failure:
            raise self._failure

    def stop(self) -> None:
        """End the thread; open connections are closed."""
        if self._loop and self._stopping and self._thread and self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stopping.set)
            self._thread.join()
        self._loop = self._thread = None

    async def _serve(self, ready: threading.Event) -> None:
        self._loop, self._stopping = asyncio.get_running_loop(), asyncio.Event()
        self._connections: set[asyncio.Task[None]] = set()
        try:
            server = await asyncio.start_server(self._connected, HOST, self._wanted, limit=HEAD_LIMIT)
        except OSError as error:
            self._failure = error
            ready.set()
            return
        self.port = server.sockets[0].getsockname()[1]
        ready.set()
        await self._stopping.wait()
        server.close()
        for task in self._connections:
            task.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._connections.add(task)
        try:
            while await self._exchange(reader, writer):
                pass
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, ConnectionError, asyncio.CancelledError):
            pass  # the client has gone, or the server is stopping: there is nobody left to tell
        finally:
            self._connections.discard(task)
            writer.close()

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """One request and its answer; False once the connection is to be closed."""
        head = await reader.readuntil(b"\r\n\r\n")
        request = parse(head)
        if request is None:
            writer.write(render(Response(400, b"bad request"), head_only=False, keep=False))
            await writer.drain()
            return False
        keep = request.headers.get("connection", "").lower() != "close" and "content-length" not in request.headers
        allowed = request.method in ("GET", "HEAD")
        response = self._handler(request) if allowed else Response(405, headers=(("Allow", "GET, HEAD"),))
        writer.write(render(response, head_only=request.method == "HEAD", keep=keep))
        await writer.drain()
        return keep


def parse(head: bytes) -> Request | None:
    """The request in these bytes, or nothing where they are none."""
    lines = head.decode("latin-1").split("\r\n")
    words = lines[0].split(" ")
    if len(words) != 3 or not words[2].startswith("HTTP/1.") or not words[1].startswith("/"):
        return None
    headers = {}
    for line in lines[1:]:
        name, colon, value = line.partition(":")
        if colon:
            headers[name.strip().lower()] = value.strip()
    return Request(words[0], words[1], headers)


def render(response: Response, *, head_only: bool, keep: bool) -> bytes:
    """The bytes of an answer. A 304 has no body and no length."""
    lines = [f"HTTP/1.1 {response.status} {REASONS[response.status]}", "Server: replay"]
    lines += [f"{name}: {value}" for name, value in response.headers]
    if response.status != 304:
        lines.append(f"Content-Length: {len(response.body)}")
    lines.append(f"Connection: {'keep-alive' if keep else 'close'}")
    head = ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")
    return head if head_only or response.status == 304 else head + response.body
