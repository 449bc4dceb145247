"""``slatewatch serve``: the output folder over HTTP, any search as a feed, and figures for a monitor.

Answers GET and HEAD, from the folder and the database, and changes neither. It listens on this machine only unless told
otherwise; before the open internet it belongs behind a web server that speaks TLS.
"""

from __future__ import annotations

import logging
import re
import socket
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

from sqlite_utils import Database

from feeds import answers, atom_rss, jsonfeed, metrics, search
from feeds.answers import Answer
from feeds.document import TYPES
from feeds.publish import LOOPBACK, site_of
from pipeline import untold
from pipeline.config import Config
from pipeline.figures import figures
from pipeline.store import StoreError, open_database

log = logging.getLogger(__name__)
HOST = re.compile(r"(?:[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?")


class Library:
    """What is served: the answers to addresses. Holds no socket; one instance serves all threads."""

    def __init__(self, db_path: Path, config: Config, now_fn: Callable[[], datetime]) -> None:
        self.db_path = db_path
        self.config = config
        self.now = now_fn

    def answer(self, address: str, asked: dict[str, str]) -> Answer:
        """The answer to a GET of ``address`` (path and query) with the headers ``asked`` (names in small letters)."""
        try:
            parts = urlsplit(address)
        except ValueError:
            return answers.plain(400, "This is no address.")
        name, _, ending = parts.path.removeprefix("/").rpartition(".")
        if parts.path == "/metrics":
            with self._database() as db:
                return answers.of_bytes(metrics.render(figures(db, self.now())).encode(), metrics.TYPE, asked, 0)
        if name == "search" and ending in TYPES:
            return self._search(parts.query, ending, asked)
        if elsewhere := self._elsewhere(parts.path, parts.query):
            return elsewhere
        file = answers.file_below(self.config.output, parts.path)
        if file is not None:
            here = self._here(asked)
            own = None if here in (None, LOOPBACK) else (LOOPBACK.encode(), str(here).encode())
            return answers.of_file(file, asked, self._links(parts.path), own)
        if not parts.path.endswith("/") and answers.file_below(self.config.output, parts.path + "/"):
            return answers.moved(f"{quote(parts.path, safe='/%')}/")
        return answers.plain(404, "There is nothing here.")

    def _here(self, asked: dict[str, str]) -> str | None:
        """The address that this server was asked under, for its feeds to give as theirs; None where one is configured,
        or the asker names none."""
        host = asked.get("host", "")
        if self.config.site_url or not HOST.fullmatch(host):
            return None
        return f"http://{host}/"

    def _database(self) -> _Open:
        return _Open(self.db_path)

    def _search(self, query: str, ending: str, asked: dict[str, str]) -> Answer:
        try:
            parts = parse_qs(query, keep_blank_values=True, max_num_fields=20)
            with self._database() as db:
                question = search.question(db, parts)
                site = site_of(db, self.config, self.now())
                document = search.answer(db, replace(site, base=self._here(asked) or site.base), question)
        except (search.BadQuestion, ValueError) as error:
            return answers.plain(400, str(error))
        body = jsonfeed.render(document) if ending == "json" else atom_rss.render(document, ending)
        return answers.of_bytes(body, f"{TYPES[ending]}; charset=utf-8", asked)

    def _elsewhere(self, path: str, query: str) -> Answer | None:
        """Where an address leads that is not a file's: a production's former one, or a change on its page."""
        parts = path.split("/")
        if len(parts) < 3 or parts[1] != "production":
            return None
        with self._database() as db:
            target = untold.redirect(db, parts[2])
        if target:
            there = quote(f"/production/{target}/{'/'.join(parts[3:])}", safe="/%")
            return answers.moved(f"{there}?{query}" if query else there)
        change = parse_qs(query).get("change", [""])[0]
        if change and path.endswith("/"):
            return answers.moved(f"{quote(path, safe='/%')}#change-{quote(change, safe='')}", 302)
        return None

    def _links(self, path: str) -> str:
        """A hub is announced in the header too, together with the feed's own address (WebSub 4)."""
        if not self.config.hub or not path.endswith(tuple(f".{ending}" for ending in TYPES)) or "/archive/" in path:
            return ""
        base = (self.config.site_url or "").rstrip("/")
        return f'<{self.config.hub}>; rel="hub", <{base}{path}>; rel="self"' if base else ""


class _Open:
    """A connection for one answer: it reads, and is closed."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> Database:
        self.db = open_database(self.path, read_only=True)
        return self.db

    def __exit__(self, *_: object) -> None:
        self.db.close()


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    server_version = "slatewatch"
    sys_version = ""
    timeout = 30
    library: Library

    def version_string(self) -> str:
        return self.server_version

    def do_GET(self) -> None:
        self._send(self._answer(), body=True)

    def do_HEAD(self) -> None:
        self._send(self._answer(), body=False)

    def _answer(self) -> Answer:
        asked = {name.lower(): value for name, value in self.headers.items()}
        try:
            return self.library.answer(self.path, asked)
        except StoreError as error:
            log.error("%s", error)
            return answers.plain(503, "The database cannot be read at the moment.", Retry_After="60")

    def _send(self, answer: Answer, *, body: bool) -> None:
        self.send_response(answer.status)
        for name, value in {**answers.SAFETY, **answer.headers}.items():
            self.send_header(name, value)
        if answer.status != 304:
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if body:
            self.wfile.write(answer.body)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Refuse what is no request: like every other answer, and without repeating what was sent."""
        if code == HTTPStatus.NOT_IMPLEMENTED:
            self._refuse()
            return
        self.close_connection = True
        if self.request_version == "HTTP/0.9":  # what a line that is not understood is taken for: no headers then
            self.request_version = "HTTP/1.0"
        refusal = answers.plain(code, f"{HTTPStatus(code).phrase}.", Connection="close")
        self._send(refusal, body=self.command != "HEAD")

    def _refuse(self) -> None:
        self.close_connection = True
        refusal = answers.plain(405, "Only GET and HEAD are answered.", Allow="GET, HEAD", Connection="close")
        self._send(refusal, body=True)

    do_POST = do_PUT = do_DELETE = do_PATCH = do_OPTIONS = _refuse

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name is the base class's)
        log.debug("%s %s", self.address_string(), format % args)


class Server(ThreadingHTTPServer):
    """The listening socket, a thread for each connection."""

    daemon_threads = True

    def handle_error(self, request: socket.socket | tuple[bytes, socket.socket], client_address: object) -> None:
        """A reader that hangs up in the middle is no fault of ours, and no news."""
        if isinstance(sys.exception(), ConnectionError | TimeoutError):
            log.debug("%s went away", client_address)
        else:
            log.exception("an answer to %s failed", client_address)


def make_server(
    db_path: Path, config: Config, host: str, port: int, now_fn: Callable[[], datetime]
) -> ThreadingHTTPServer:
    """The server, bound and not yet serving: port 0 takes any free one."""
    open_database(db_path, read_only=True).close()
    handler = type("BoundHandler", (Handler,), {"library": Library(db_path, config, now_fn)})
    return Server((host, port), handler)


def serve(
    db_path: Path, config: Config, host: str, port: int, now_fn: Callable[[], datetime], told: Callable[[int], None]
) -> None:
    """Serve until interrupted. ``told`` hears the port once the server listens."""
    with make_server(db_path, config, host, port, now_fn) as server:
        told(server.server_port)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            log.info("stopped")
