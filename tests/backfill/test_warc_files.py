"""WARC files: plain and gzipped, a year that publishes nothing, files that are none, and a library that is missing."""

from __future__ import annotations

import gzip
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from spiders.warc import WarcError, records
from tests.backfill.archive import WEEKS, article, declare, path_of, rows, states, weekly, when
from tests.database.small_slate import run
from tests.spiders.crawling import Site


def record(url: str, at: datetime, body: str, status: str = "200 OK", more: str = "") -> bytes:
    """One captured answer as WARC/1.0 has it."""
    http = f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\n{more}\r\n{body}".encode()
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: {at:%Y-%m-%dT%H:%M:%SZ}\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{len(url):012}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def year(base: str) -> list[bytes]:
    return [record(base + path_of(week), when(week) + timedelta(hours=2), article(week)) for week in range(WEEKS)]


@pytest.mark.parametrize("name", ["year.warc", "year.warc.gz"])
def test_a_file_fills_the_timelines_and_publishes_nothing(site: Site, tmp_path: Path, name: str) -> None:
    pytest.importorskip("fastwarc")
    pack = gzip.compress if name.endswith(".gz") else bytes
    elsewhere = record("http://other.example/2025/06/01/filming-in-another-place/", when(0), article(0))
    (tmp_path / name).write_bytes(b"".join(map(pack, [elsewhere, *year(site.url)])))
    config = declare(tmp_path, site, weekly(site))
    done = run("backfill", "--warc", tmp_path / name, config=config, SLATEWATCH_NOW="2026-06-02T12:00:00Z")
    assert done.returncode == 0, done.stderr
    assert f"{WEEKS} captures read" in done.stdout
    assert states(config).keys() <= {"backfilled", "pending"}
    assert rows(config, "SELECT count(*) AS n FROM pages WHERE url LIKE '%other%'") == [{"n": 0}]
    again = run("backfill", "--warc", tmp_path / name, config=config, SLATEWATCH_NOW="2026-06-02T13:00:00Z")
    assert "0 captures read" in again.stdout
    assert site.asked == []


def test_only_good_answers_of_wanted_addresses_are_read(tmp_path: Path) -> None:
    pytest.importorskip("fastwarc")
    file = tmp_path / "some.warc"
    good = record("http://list.example/a", when(0), "A")
    gone = record("http://list.example/b", when(0), "B", "404 Not Found")
    file.write_bytes(good + gone + record("http://other.example/", when(0), "C"))
    found = list(records(file, lambda url: "list" in url))
    assert [(page.url, page.at, page.body) for page in found] == [("http://list.example/a", when(0), b"A")]
    assert found[0].headers["content-type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize("content", [b"", b"not an archive at all\n" * 9, b"\x1f\x8b\x08\x00broken", b"<html></html>"])
def test_what_is_no_warc_file_is_said_in_one_line(tmp_path: Path, content: bytes) -> None:
    pytest.importorskip("fastwarc")
    file = tmp_path / "odd.warc"
    file.write_bytes(content)
    with pytest.raises(WarcError, match=r"odd\.warc"):
        list(records(file, lambda url: True))


def test_without_the_library_one_line_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fastwarc", None)
    path = tmp_path / "any.warc"
    path.write_bytes(b"WARC/1.0\r\n")
    with pytest.raises(WarcError, match=r"slatewatch\[warc\]"):
        list(records(path, lambda url: True))


def test_a_page_that_is_only_half_there_is_left_out(tmp_path: Path) -> None:
    pytest.importorskip("fastwarc")
    whole, cut = "<html><body><p>Salt Orchard has wrapped.</p></body></html>", "<html><body><p>Salt Orchard has wra"
    fewer = record("http://list.example/c", when(0), "Filming", more="Content-Length: 9\r\n")
    file = tmp_path / "half.warc"
    pages = [record("http://list.example/a", when(0), whole), record("http://list.example/b", when(0), cut), fewer]
    file.write_bytes(b"".join(pages))
    left_out: list[str] = []
    found = [page.url for page in records(file, lambda url: True, left_out.append)]
    assert (found, left_out) == (["http://list.example/a"], ["truncated", "truncated"])
