"""A real crawl of servers that answer as no server should. They are asked all at once, since some of them take long."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from spiders.launch import Worker
from tests.spiders.crawling import Crawled, Crawling, SharedWorker
from tests.spiders.hostile import ACTS, Hostile

SOURCE = {
    "kind": "listing", "shape": "table", "row": "tr[id]",
    "fields": {"ref": "::attr(id)", "title": "td.t", "status": "td.s"},
}  # fmt: skip
ON_ROBOTS = ("a body in drips", "no answer", "a body without end", "redirects without end", "a giant header", "noise",
             "a bomb of gzip", "chunks that are none")  # fmt: skip


class Impatient(SharedWorker):
    """The worker, but that it waits two seconds where it would wait thirty."""

    program = ("-c", "from spiders import fetch, launch; fetch.TIMEOUT = 2.0; launch.child()")


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, Crawled]]:
    """Every hostile server, crawled once: those whose robots.txt is hostile under "robots: …"."""
    servers = {name: Hostile(act) for name, (act, _) in ACTS.items()}
    servers |= {f"robots: {name}": Hostile(ACTS[name][0], on_robots=True) for name in ON_ROBOTS}
    slugs = {name: f"s{number}" for number, name in enumerate(servers)}
    folder = tmp_path_factory.mktemp("hostile")
    with Impatient(None, Path("unused")) as worker:
        crawling = Crawling(worker, folder)
        crawling.declare(
            *({**SOURCE, "slug": slugs[name], "start": [f"{server.url}/list"]} for name, server in servers.items())
        )
        found = crawling.crawl(max_seconds=600)
        assert worker._process and worker._process.poll() is None, "the worker outlives them all"
    for server in servers.values():
        server.stop()
    yield {name: found[slug] for name, slug in slugs.items()}


@pytest.mark.parametrize("name", ACTS)
def test_it_has_its_reason_word_and_harms_nothing(name: str, crawled: Mapping[str, Crawled]) -> None:
    crawl = crawled[name].crawl
    assert crawl is not None, crawled[name].told
    assert crawl.exceptions == 0, crawl.detail
    assert "".join(crawl.trouble) in ACTS[name][1], crawl.detail
    assert len(crawled[name].reports) == (0 if crawl.trouble else 1)


@pytest.mark.parametrize("name", ON_ROBOTS)
def test_a_hostile_robots_file_means_stay_away(name: str, crawled: Mapping[str, Crawled]) -> None:
    crawl = crawled[f"robots: {name}"].crawl
    assert crawl is not None and crawl.exceptions == 0
    if name == "redirects without end":  # as for a file that is not there
        assert crawl.trouble == ()
    else:
        assert crawl.trouble == ("unreachable",), crawl.detail
        assert crawled[f"robots: {name}"].pages == []


def test_the_worker_is_the_usual_one() -> None:
    assert Worker.program == ("-m", "spiders.launch")
