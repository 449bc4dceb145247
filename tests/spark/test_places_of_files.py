"""Where archives lie: patterns, what is not there, and an answer over http that breaks off again and again."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from pipeline.harvested import Counts
from spiders import files
from spiders.archived import Sites
from spiders.files import FileError, Stat, expand, opened, stat
from spiders.harvest import harvest
from tests.spark.small_web import EVER, PRESS, said, warc, web

CONTENT = bytes(range(256)) * 4096


class Breaking(BaseHTTPRequestHandler):
    """Sends parts of a file, and hangs up after some bytes of each answer."""

    asked: list[str]
    content = CONTENT
    longest = 300_000
    parts = True

    def do_HEAD(self) -> None:
        self._head(200, len(self.content))

    def do_GET(self) -> None:
        wanted = self.headers.get("Range", "")
        self.asked.append(wanted)
        if self.path != "/file":
            self._head(404, 0)
            return
        start = int(wanted.removeprefix("bytes=").rstrip("-") or 0) if self.parts else 0
        self._head(206 if wanted and self.parts else 200, len(self.content) - start)
        self.wfile.write(self.content[start : start + self.longest])

    def _head(self, status: int, length: int) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(length))
        self.send_header("Last-Modified", "Mon, 03 Mar 2025 09:00:00 GMT")
        self.end_headers()

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def breaking(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Breaking]]:
    class Here(Breaking):
        asked: list[str] = []  # noqa: RUF012 (a list of this test's own)

    monkeypatch.setattr(files, "PAUSE", 0.0)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Here)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    Here.url = f"http://127.0.0.1:{server.server_port}/file"  # type: ignore[attr-defined]
    yield Here
    server.shutdown()
    thread.join()
    server.server_close()


def url_of(server: type[Breaking]) -> str:
    return str(server.url)  # type: ignore[attr-defined]


def test_a_file_that_breaks_off_is_gone_on_with(breaking: type[Breaking]) -> None:
    with opened(url_of(breaking)) as file:
        assert file.read() == CONTENT
    assert breaking.asked == ["", "bytes=300000-", "bytes=600000-", "bytes=900000-"]


def test_a_server_that_sends_no_parts_is_one_line(breaking: type[Breaking]) -> None:
    breaking.parts = False
    with opened(url_of(breaking)) as file, pytest.raises(OSError, match="does not send parts"):
        file.read()


def test_a_server_that_sends_nothing_more_is_given_up(breaking: type[Breaking]) -> None:
    breaking.longest = 0
    with opened(url_of(breaking)) as file, pytest.raises(OSError, match="broke off at byte 0 of"):
        file.read()
    assert len(breaking.asked) == files.TRIES + 1


def test_size_and_time_are_asked_for(breaking: type[Breaking]) -> None:
    assert stat(url_of(breaking)) == Stat(len(CONTENT), "Mon, 03 Mar 2025 09:00:00 GMT")


@pytest.mark.parametrize("address", ["/nothing", "x://127.0.0.1/file"])
def test_what_is_not_there_is_one_line(breaking: type[Breaking], address: str) -> None:
    place = address if "://" in address else url_of(breaking).replace("/file", address)
    with pytest.raises(FileError, match=place.split("/")[-1]), opened(place):
        pass


def test_patterns_are_filled_in(tmp_path: Path) -> None:
    for name in ("b.warc", "a.warc", "c.txt", "d[1].warc"):
        (tmp_path / name).write_bytes(b"")
    names = [f"{tmp_path}/*.warc", f"{tmp_path}/a.warc", f"{tmp_path}/d[1].warc", "https://x.example/y.warc.gz"]
    found = [place.rsplit("/", 1)[-1] for place in expand(names)]
    assert found == ["a.warc", "b.warc", "d[1].warc", "y.warc.gz"]


@pytest.mark.parametrize("name", ["nothing.warc", "*.nothing", "."])
def test_a_name_without_a_file_is_one_line(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileError, match="no such file"):
        expand([f"{tmp_path}/{name}"])
    with pytest.raises(FileError, match="nothing"):
        stat(f"{tmp_path}/nothing")


def test_an_archive_over_http_that_breaks_off_is_read_whole(
    breaking: type[Breaking], monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("fastwarc")
    monkeypatch.setattr(breaking, "content", warc(web()))
    monkeypatch.setattr(breaking, "longest", 2_000)
    counts = Counts()
    found = list(harvest(url_of(breaking), Sites([PRESS]), EVER, counts))
    assert (found, counts.broken) == (said(web()), "")
    assert len(breaking.asked) > 4
