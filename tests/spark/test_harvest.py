"""One file of an archive: what is read in it, what is left out and why, and files that end too early."""

from __future__ import annotations

import gzip
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from pipeline.harvested import REASONS, Counts, Harvested
from spiders.archived import Sites
from spiders.harvest import harvest
from tests.spark.small_web import EVER, FIRST, PRESS, article, capture, said, warc, warc_record, web

SITES = Sites([PRESS])


@pytest.fixture(autouse=True)
def _library() -> None:
    pytest.importorskip("fastwarc")


def read(path: Path, span: tuple[datetime, datetime] = EVER) -> tuple[list[Harvested], Counts]:
    counts = Counts()
    return list(harvest(str(path), SITES, span, counts)), counts


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_file_gives_what_its_records_say_the_oldest_first(tmp_path: Path, pack: type[bytes]) -> None:
    records = web()
    path = tmp_path / "web.warc"
    path.write_bytes(b"".join(pack(warc_record(record)) for record in reversed(records)))
    found, counts = read(path)
    assert found == said(records)
    assert (counts.answers, counts.pages, counts.dropped, counts.broken) == (12, 12, {}, "")
    assert counts.reports == sum(len(reports) for one in found for _, reports in one.pages) >= 12
    assert counts.sources == {"press": 12}


def test_everything_that_is_left_out_is_counted(tmp_path: Path) -> None:
    text = article("Night Ferry", FIRST)
    first = capture(0, text)
    answers = [
        warc_record(first),
        warc_record(capture(1, text, "evening")),
        warc_record(replace(first, at=capture(2, text).at)),
        warc_record(capture(3, text, "third"), "404 Not Found"),
        warc_record(capture(4, text, "fourth"), extra="WARC-Truncated: length\r\n"),
        warc_record(replace(capture(5, text), url="https://www.daily.example/about")),
        warc_record(capture(6, "<html><body><p>The bridge is open.</p></body></html>")),
        warc_record(capture(7, "")),
        warc_record(replace(capture(8, text), url="https://old.example/2001/01/a-film/", at=FIRST.replace(year=2001))),
    ]
    path = tmp_path / "web.warc"
    path.write_bytes(b"".join(answers))
    found, counts = read(path, (FIRST, EVER[1]))
    assert [one.url for one in found] == [first.url]
    assert counts.dropped == {
        "same_text": 1, "repeated": 1, "status": 1, "truncated": 1, "elsewhere": 1, "words": 1, "empty": 1,
        "outside": 1,
    }  # fmt: skip
    assert counts.answers == counts.pages + sum(counts.dropped.values())
    assert counts.dropped.keys() <= REASONS.keys()


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_of_a_file_that_is_cut_off_what_came_before_counts(tmp_path: Path, pack: type[bytes]) -> None:
    path = tmp_path / "cut.warc"
    whole = b"".join(pack(warc_record(record)) for record in web())
    path.write_bytes(whole[: len(whole) * 2 // 3 - 40])
    found, counts = read(path)
    assert found == said(web()[: len(found)])
    assert len(found) == 7
    assert "cut.warc: cannot be read to its end" in counts.broken


def test_a_record_that_is_not_packed_as_it_says_does_not_end_the_file(tmp_path: Path) -> None:
    first, second, third = web(3)
    odd = replace(second, headers={"content-type": "text/html\r\nContent-Encoding: gzip"})
    path = tmp_path / "web.warc"
    path.write_bytes(warc([first, odd, third]))
    found, counts = read(path)
    assert [one.url for one in found] == [first.url, second.url, third.url]
    assert (counts.answers, counts.broken) == (3, "")


def test_what_does_not_fit_into_memory_comes_back_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "web.warc"
    path.write_bytes(warc(web()[::-1]))
    monkeypatch.setattr("spiders.harvest.HELD", 1000)
    assert read(path)[0] == said(web())


def test_a_file_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    found, counts = read(tmp_path / "none.warc")
    assert found == [] and counts.answers == 0
    assert "none.warc: No such file" in counts.broken and "\n" not in counts.broken


def test_counts_of_files_add_up(tmp_path: Path) -> None:
    path = tmp_path / "web.warc"
    path.write_bytes(warc(web()))
    _, counts = read(path)
    total = Counts()
    total.add(counts)
    total.add(counts)
    assert (total.answers, total.reports, total.sources) == (24, 2 * counts.reports, {"press": 24})
