"""Articles of sites that are no source: whose they are, what is kept of them, and that they are never crawled."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.config import ConfigError, Source
from pipeline.harvested import SAME_TEXT, Harvested
from spiders.archived import Sites
from spiders.declaration import check_declared
from spiders.harvest import read_record
from spiders.read import read_page
from tests.spark.small_web import FIRST, PRESS, article, capture, config, said

NO_AI = '<meta name="robots" content="noai">'
BOARD = Source(slug="board", kind="listing", shape="table", start=("https://www.board.example/list",), row="tr",
               fields={"title": "td"})  # fmt: skip
PAPER = Source(slug="paper", shape="feed", start=("https://paper.example/feed/",), body="headline")


@pytest.mark.parametrize(
    ("url", "owners"),
    [
        ("https://www.board.example/list", ["board"]),
        ("http://board.example/2025/03/a-film-is-shot/", ["board"]),
        ("https://www.board.example/about", []),
        ("https://elsewhere.example/2025/03/a-film-is-shot/", ["press"]),
        ("https://elsewhere.example/about", []),
        ("https://elsewhere.example/category/a-film-is-shot/", []),
        ("https://elsewhere.example/a-film-is-shot?print=1", []),
        ("https://paper.example/feed/", ["paper"]),
        ("https://paper.example/2025/03/a-film-is-shot/", []),
        ("dns:elsewhere.example", []),
        ("http://[broken/2025/03/a-film-is-shot", []),
        ("", []),
    ],
)
def test_whose_page_an_address_is(url: str, owners: list[str]) -> None:
    assert [source.slug for source in Sites([BOARD, PRESS, PAPER]).owners(url)] == owners


def test_the_sites_of_other_sources_are_nobodys() -> None:
    sites = Sites([PRESS], [BOARD, PRESS, PAPER])
    assert sites.owners("http://board.example/2025/03/a-film-is-shot/") == []
    assert sites.owners("https://elsewhere.example/2025/03/a-film-is-shot/") == [PRESS]


def test_without_a_source_for_it_other_sites_are_left_out() -> None:
    assert Sites([BOARD]).owners("https://elsewhere.example/2025/03/a-film-is-shot/") == []


def test_the_article_alone_is_kept_and_reads_the_same_again() -> None:
    markup = article("Night Ferry", FIRST, site="The Daily", more="Write to desk@daily.example.")
    (found,) = said([capture(0, markup)])
    ((page, reports),) = found.pages
    entry = json.loads(page.body)
    assert "Night Ferry" in entry["content"] and "The Daily" not in entry["content"]
    assert b"desk@daily.example" not in page.body
    assert page.published == FIRST and page.seen == FIRST
    assert [(report.title, report.event) for report in reports] == [("Night Ferry", "started_filming")]
    assert read_page(PRESS, page) == list(reports)


def test_one_text_in_two_layouts_has_one_digest() -> None:
    one, two = said([
        capture(0, article("Night Ferry", FIRST, site="The Daily")),
        capture(1, article("Night Ferry", FIRST, site="The Evening").replace("<p>", "<div><p class='x'>")),
    ])  # fmt: skip
    other = said([capture(2, article("Night Ferry", FIRST, more="More follows."))])[0]
    digests = [found.pages[0][0].meta[SAME_TEXT] for found in (one, two, other)]
    assert digests[0] == digests[1] != digests[2]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"headers": {"content-type": "application/pdf"}}, "type"),
        ({"body": b"<html><body><article><p>The bridge is open.</p></article></body></html>"}, "words"),
        ({"body": article("Night Ferry", FIRST, says="is a film about a boat").encode()}, "silent"),
        ({"body": article("Night Ferry", FIRST).replace("<head>", f"<head>{NO_AI}").encode()}, "reserved"),
    ],
)  # fmt: skip
def test_why_an_answer_is_left_out(changes: dict[str, object], reason: str) -> None:
    record = replace(capture(0, article("Night Ferry", FIRST)), **changes)  # type: ignore[arg-type]
    assert read_record(PRESS, record) == reason


def test_a_page_without_a_type_is_taken_for_a_page() -> None:
    assert isinstance(read_record(PRESS, replace(capture(0, article("Night Ferry", FIRST)), headers={})), Harvested)


def test_a_page_that_a_shape_stumbles_over_is_counted() -> None:
    odd = replace(BOARD, shape="labelled", row="p[", fields={"title": "b"})
    record = replace(capture(0, "<p><b>Night Ferry</b></p>"), url="https://www.board.example/list")
    assert read_record(odd, record) == "failed"


def test_it_is_never_crawled(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="never crawled"):
        check_declared(config(tmp_path), [PRESS])
