"""``slatewatch serve``: the output folder over HTTP, any search as a feed, and figures for a monitor.

Answers GET and HEAD, from the folder and the database, and changes neither. It listens on this machine only unless told
otherwise; before the open internet it belongs behind a web server that speaks TLS.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

from sqlite_utils import Database

from feeds import answers, atom_rss, jsonfeed, metrics, search
from feeds.answers import Answer
from feeds.document import TYPES
from feeds.publish import site_of
from pipeline import untold
from pipeline.config import Config
from pipeline.figures import figures
from pipeline.store import StoreError, open_database

log = logging.getLogger(__name__)


class Library:
    """What is served: the answers to addresses. Holds no socket; one instance serves all threads."""

    def __init__(self, db_path: Path, config: Config, now_fn: Callable[[], datetime]) -> None:
        self.db_path = db_path
        self.config = config
        self.now = now_fn

    def answer(self, address: str, asked: dict[str, str]) -> Answer:
        """The answer to a GET of ``address`` (path and query) with the headers ``asked`` (names in small letters)."""
        parts = urlsplit(address)
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
            return answers.of_file(file, asked, self._links(parts.path))
        if not parts.path.endswith("/") and answers.file_below(self.config.output, parts.path + "/"):
            return answers.moved(f"{quote(parts.path, safe='/%')}/")
        return answers.plain(404, "There is nothing here.")

    def _database(self) -> _Open:
        return _Open(self.db_path)

    def _search(self, query: str, ending: str, asked: dict[str, str]) -> Answer:
        try:
            question = search.question(parse_qs(query, max_num_fields=20))
            with self._database() as db:
                document = search.answer(db, site_of(db, self.config, self.now()), question)
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

    def _refuse(self) -> None:
        self.close_connection = True
        refusal = answers.plain(405, "Only GET and HEAD are answered.", Allow="GET, HEAD", Connection="close")
        self._send(refusal, body=True)

    do_POST = do_PUT = do_DELETE = do_PATCH = do_OPTIONS = _refuse

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name is the base class's)
        log.debug("%s %s", self.address_string(), format % args)


def make_server(
    db_path: Path, config: Config, host: str, port: int, now_fn: Callable[[], datetime]
) -> ThreadingHTTPServer:
    """The server, bound and not yet serving: port 0 takes any free one."""
    open_database(db_path, read_only=True).close()
    handler = type("BoundHandler", (Handler,), {"library": Library(db_path, config, now_fn)})
    server = ThreadingHTTPServer((host, port), handler)
    server.daemon_threads = True
    return server


def serve(db_path: Path, config: Config, host: str, port: int, now_fn: Callable[[], datetime]) -> None:
    """Serve until interrupted."""
    with make_server(db_path, config, host, port, now_fn) as server:
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            log.info("stopped")
