"""Every built-in source against a site of its true shape: when all is well, empty, rebuilt, and when it refuses us.

The cases are in ``tests/sources/SLUG/CASE.toml``: what is answered, and what is to come of it.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.config import BUILTIN, Source, from_table
from replay.loopback import Response
from spiders.shapes import shape_of
from tests.spiders.crawling import Crawled, Crawling, SharedWorker, Site, page

FOLDER = Path(__file__).resolve().parent.parent / "sources"
CASES = ("good", "empty", "changed", "blocked")
SOURCES = from_table({}, None, Path.cwd()).sources
ALL = [(source.slug, case) for source in SOURCES for case in CASES]


def case_of(slug: str, case: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / slug / f"{case}.toml").read_text(encoding="utf-8"))


def entry_of(source: Source, case: str, base: str) -> dict[str, Any]:
    """The built-in declaration with nothing changed but where the site is (and the key that a person must supply)."""
    (entry,) = (e for e in tomllib.loads(BUILTIN.read_text(encoding="utf-8"))["source"] if e["slug"] == source.slug)
    start = [re.sub(r"^https?://[^/]+", f"{base}/{source.slug}/{case}", url) for url in source.start]
    options = {**source.options, "key": "a-test-key"} if source.shape == "tmdb" else dict(source.options)
    return {**entry, "slug": f"{source.slug}--{case}", "start": start, "delay": 0, "options": options, "enabled": True}


@pytest.fixture(scope="module")
def crawled(
    worker: SharedWorker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Mapping[str, Crawled]]]:
    """All cases of all sources, crawled at once."""
    with Site() as site:
        for slug, case in ALL:
            for answer in case_of(slug, case).get("answer", ()):
                site.routes[f"/{slug}/{case}{answer['path']}"] = _response(answer, f"{site.url}/{slug}/{case}")
        crawling = Crawling(worker, tmp_path_factory.mktemp("sources"))
        crawling.declare(*(entry_of(source, case, site.url) for source in SOURCES for case in CASES))
        yield site.url, crawling.crawl()


def _response(answer: Mapping[str, Any], base: str) -> Response:
    response = page(answer.get("body", "").replace("{base}", base), answer["type"], answer.get("status", 200))
    return replace(response, headers=(*response.headers, *answer.get("headers", {}).items()))


@pytest.mark.parametrize(("slug", "case"), ALL)
def test_case(slug: str, case: str, crawled: tuple[str, Mapping[str, Crawled]]) -> None:
    base, results = crawled
    expected = case_of(slug, case)["expected"]
    result = results[f"{slug}--{case}"]
    assert result.crawl, result.told
    assert list(result.crawl.trouble) == expected["trouble"], result.crawl.detail
    assert result.crawl.exceptions == 0
    if expected["trouble"]:
        assert result.reports == []
    if "channel" in expected:
        assert result.crawl.channel == expected["channel"]
    _check_pages(expected, result, f"{base}/{slug}/{case}")
    if "reports" in expected:
        facts = [{**asdict(report), "status": report.status} for report in result.reports]
        assert len(facts) == len(expected["reports"]), [fact["title"] for fact in facts]
        for fact, wanted in zip(facts, expected["reports"], strict=True):
            assert {name: fact[name] for name in wanted} == wanted


def _check_pages(expected: Mapping[str, Any], result: Crawled, base: str) -> None:
    pages = [stored for stored in result.pages if stored.role != "index"]
    if "urls" in expected:
        assert [stored.url.removeprefix(base) for stored in pages] == expected["urls"]
    if "titles" in expected:
        assert [stored.title for stored in pages] == expected["titles"]
    if "published" in expected:
        assert [stored.published and stored.published.isoformat() for stored in pages] == expected["published"]
    for title in expected.get("reported", ()):
        assert title in {report.title for report in result.reports}
    kept = repr([(stored.url, stored.body, stored.meta) for stored in result.pages]) + repr(result.reports)
    for secret in expected.get("absent", ()):
        assert secret not in kept


def test_every_source_has_every_case_and_no_other() -> None:
    there = {(path.parent.name, path.stem) for path in FOLDER.glob("*/*.toml")}
    assert there == set(ALL)


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.slug)
def test_what_each_source_declares(source: Source) -> None:
    assert source.name and source.homepage and source.licence and source.attribution and source.every >= 30
    assert source.delay >= 1 and source.trust in (1, 2, 3)
    if source.shape != "tmdb":
        assert shape_of(source).start(source)
    if source.licence.startswith("all rights reserved"):
        assert not source.quote, "only what its owner allows to be quoted is quoted"


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.slug)
def test_what_is_known_of_each_source_stands_above_it(source: Source) -> None:
    """When its form was seen, by what its rows are known again, whether it is complete, and its bounds then."""
    text = BUILTIN.read_text(encoding="utf-8")
    before, _, own = text.partition(f'[[source]]\nslug = "{source.slug}"\n')
    said = before.rpartition("\n\n")[2]
    assert own and "# History: " in said and "# Ids: " in said
    assert source.terms
    assert source.complete == ("Complete" in said) != ("window" in said)
    assert not source.complete or source.expect or "Bounds: " in said
    seen = (
        re.search(r"\b20\d\d\b|without a date", said) or (BUILTIN.parent / "spiders" / f"{source.shape}.py").is_file()
    )
    assert seen, "its history has a date, here or in the file that it names"


def test_the_replay_of_a_page_is_json() -> None:
    """The cases that claim to be JSON are."""
    for slug, case in ALL:
        for answer in case_of(slug, case).get("answer", ()):
            if "json" in answer["type"] and answer.get("status", 200) == 200:
                json.loads(answer["body"])
