"""A certificate that a source's own option vouches for: accepted for its host, and nothing else is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.spiders.crawling import Crawling
from tests.spiders.test_fetching import self_signed

TABLE = {"slug": "board", "kind": "listing", "shape": "table", "row": "p", "fields": {"title": "b"}}


def board(port: int, **options: str) -> dict[str, Any]:
    return {**TABLE, "start": [f"https://localhost:{port}/list/1"], "options": options}


def test_a_certificate_that_the_source_vouches_for_is_accepted(crawling: Crawling, tmp_path: Path) -> None:
    with self_signed(tmp_path, b"<p><b>A</b></p>") as port:
        crawled = crawling.declare(board(port, ca="server.pem")).one()
    assert crawled.crawl and crawled.crawl.trouble == ()


def test_a_file_without_certificates_is_one_line(crawling: Crawling, tmp_path: Path) -> None:
    (tmp_path / "empty.pem").write_text("nothing", encoding="utf-8")
    for name in ("missing.pem", "empty.pem"):
        crawled = crawling.declare(board(9, ca=name)).one()
        assert "options.ca" in crawled.told["error"] and name in crawled.told["error"]
        assert crawled.crawl is None
