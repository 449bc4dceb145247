"""What is wrong in ``slatewatch.toml`` is one line before anything is asked, at every verb that would crawl."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.config import Config, Source, load
from slatewatch import main
from spiders.declaration import check_declared
from tests.database.small_slate import ROOT

ENTRY = """\
[[source]]
slug = "board"
shape = "table"
start = ["https://board.example/list"]
row = "tr[id]"
[source.fields]
title = "td"
"""
FEED = '[[source]]\nslug = "news"\nshape = "feed"\nstart = ["https://news.example/feed/"]\n'
VERBS = (["run"], ["check", "board"], ["backfill", "board", "--from", "2025-01-01", "--to", "2025-02-01"])


def told(folder: Path, entry: str, *arguments: str) -> str:
    """The one line that a person gets; nothing was made."""
    config = folder / "slatewatch.toml"
    config.write_text("builtin_sources = false\n" + entry, encoding="utf-8")
    done = CliRunner().invoke(main, [*arguments, "--config", str(config)])
    assert done.exit_code == 2, done.output
    assert done.output.count("\n") == 1 and done.output.startswith(f"slatewatch: {config}: "), done.output
    assert not (folder / "slatewatch.db").exists()
    return done.output


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (ENTRY.replace('"tr[id]"', '"tr[["'), ("'board'", "'tr[[' is not valid CSS")),
        (ENTRY.replace('title = "td"', 'title = "td["'), ("'board'", "'td[' is not valid CSS")),
        (ENTRY.replace("row", 'next = "a["\nrow'), ("'board'", "'a[' is not valid CSS")),
        (ENTRY.replace("row", 'next = "a::attr(href)"\nrow'), ("'board'", "'next'", "it must find elements")),
        (ENTRY.replace('"tr[id]"', '"tr[id]::attr(id)"'), ("'board'", "'row'", "it must find elements")),
        (ENTRY.replace('title = "td"', 'titel = "td"'), ("'board'", "needs 'title'")),
        (ENTRY + 'staus = "i"\n', ("'board'", "unknown field 'staus'", "status")),
        (ENTRY + "status = 3\n", ("'board'", "'fields'", "'status' must be text")),
        (ENTRY.replace('row = "tr[id]"\n', ""), ("'board'", "needs 'row'")),
        (ENTRY.replace("table", "tabel"), ("'board'", "unknown shape 'tabel'", "did you mean 'table'")),
        (ENTRY.replace('start = ["https://board.example/list"]\n', ""), ("'board'", "needs 'start'")),
        (ENTRY.replace("https://", ""), ("'board'", "'start'", "is not an address")),
        (ENTRY.replace("https://board", "ftp://board"), ("'board'", "'start'", "is not an address")),
        (ENTRY + '[source.options]\nca = "gone.pem"\n', ("'board'", "'ca'", "gone.pem", "No such file")),
        (ENTRY + '[source.options]\nca = "slatewatch.toml"\n', ("'board'", "'ca'", "slatewatch.toml")),
        (ENTRY + '[source.options]\nregoin = "Texas"\n', ("'board'", "'regoin'", "did you mean 'region'")),
        (ENTRY + '[source.options]\nregion = 7\n', ("'board'", "'region'", "text in quotes")),
        (ENTRY + '[source.options]\nfirst = "one"\n', ("'board'", "'first'", "whole number")),
        (ENTRY + '[source.options]\nstatus = "afoot"\n', ("'board'", "'status'", "'afoot' is no status")),
        (ENTRY.replace("table", "labelled") + '[source.options]\ninside = "p["\n', ("'board'", "'p[' is not valid")),
        (ENTRY.replace("table", "labelled").replace("title", "place"), ("'board'", "needs 'title'")),
        (ENTRY + '[source.status]\n"In the barn" = "barn"\n', ("'board'", "'In the barn'", "wrapped")),
        (ENTRY.replace("row", "every = 0\nrow"), ("'board'", "'every'", "from 1")),
        (ENTRY.replace("row", "every = -5\nrow"), ("'board'", "'every'", "from 1")),
        (ENTRY.replace("row", "max_pages = 0\nrow"), ("'board'", "'max_pages'", "from 1")),
        (ENTRY.replace("row", "delay = inf\nrow"), ("'board'", "'delay'", "seconds")),
        (ENTRY.replace("row", "delay = nan\nrow"), ("'board'", "'delay'", "seconds")),
        (ENTRY.replace("row", "medium = 3\nrow"), ("'board'", "'medium'", "text in quotes")),
        (ENTRY + "[source.fill]\ntitle = 90\n", ("'board'", "'fill'", "from 0 to 1")),
        (ENTRY + "[source.fill]\nplaice = 0.5\n", ("'board'", "'fill'", "'plaice'")),
        (ENTRY + ENTRY, ("two [[source]] entries have the slug 'board'", "rename one")),
        (FEED.replace('shape = "feed"', 'shape = "article"'), ("'news'", "needs 'follow'")),
        (FEED.replace("feed/", "feed/").replace('shape = "feed"', 'shape = "tmdb"'), ("'news'", "options.key")),
    ],
)  # fmt: skip
def test_a_run_says_what_is_wrong_before_it_asks_anything(tmp_path: Path, wrong: str, said: tuple[str, ...]) -> None:
    line = told(tmp_path, wrong, "run")
    for words in said:
        assert words in line


@pytest.mark.parametrize("verb", [*VERBS, ["schedule"]], ids=lambda verb: verb[0])
def test_every_verb_that_would_crawl_says_so(tmp_path: Path, verb: list[str]) -> None:
    assert "'tr[[' is not valid CSS" in told(tmp_path, ENTRY.replace("tr[id]", "tr[["), *verb)


def test_a_source_that_is_off_may_be_unfinished(tmp_path: Path) -> None:
    off = ENTRY.replace("row", "enabled = false\nrow").replace("tr[id]", "tr[[")
    assert "no source is enabled" in told(tmp_path, off, "run")
    assert "'tr[[' is not valid CSS" in told(tmp_path, off, "run", "board")


def test_the_built_in_sources_are_declared_well() -> None:
    config = load(ROOT / "sources.toml")
    check_declared(config, [source for source in config.sources if source.enabled])


def test_an_address_of_several_pages_and_a_port_is_one() -> None:
    start = ("http://127.0.0.1:8000/list?page={page}",)
    source = Source("board", shape="table", start=start, row="p", fields={"title": "b"})
    check_declared(Config(None, Path("x.db"), Path("public")), [source])


@pytest.mark.parametrize(
    "url", ["http://board.example:99999/", "http://bo ard.example/", "board.example", "ftp://x.example/"]
)
def test_no_address_is_told_before_anything_is_asked(tmp_path: Path, url: str) -> None:
    done = CliRunner().invoke(main, ["sources", "add", url, "--yes", "--config", str(tmp_path / "slatewatch.toml")])
    assert done.exit_code == 2
    assert f"'{url}' is not an address" in done.output
