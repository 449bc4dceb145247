"""The worker: many batches through one process, what it says, and what is left when it is killed."""

from __future__ import annotations

import subprocess
import sys
import threading
from datetime import timedelta
from typing import Any

from pipeline import store
from replay.loopback import Request, Response
from spiders.launch import Worker
from tests.spiders.crawling import NOON, Crawling, Site, page


def table(site: Site, slug: str = "board", **more: Any) -> dict[str, Any]:
    return {
        "slug": slug, "kind": "listing", "shape": "table", "start": [f"{site.url}/{slug}/{{page}}"], "row": "p",
        "fields": {"title": "b"}, **more,
    }  # fmt: skip


def test_reading_does_not_load_the_crawler() -> None:
    code = (
        "import sys, spiders.launch, spiders.read, spiders.shapes\n"
        "for name in spiders.shapes.SHAPES: spiders.shapes._load(name)\n"
        "sys.exit(any(m.partition('.')[0] in ('scrapy', 'twisted') for m in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_source_that_is_declared_wrongly_says_so_and_the_others_run(site: Site, crawling: Crawling) -> None:
    site.routes["/board/1"] = page("<p><b>A</b></p>")
    wrong = {**table(site, "wrong"), "fields": {"titel": "b"}}
    results = crawling.declare(table(site), wrong, {**table(site, "odd"), "shape": "tabel"}).crawl()
    assert [report.title for report in results["board"].reports] == ["A"]
    assert "needs 'title'" in results["wrong"].told["error"]
    assert "did you mean 'table'?" in results["odd"].told["error"]
    assert results["odd"].crawl is None


def test_a_page_that_a_shape_stumbles_over_is_a_crash_of_that_page(site: Site, crawling: Crawling) -> None:
    site.routes["/board/1"] = page("<p><b>A</b></p>")
    odd = {**table(site), "shape": "labelled", "start": [f"{site.url}/board/1"], "options": {"inside": "p["}}
    crawled = crawling.declare(odd).one()
    assert crawled.crawl and (crawled.crawl.trouble, crawled.crawl.exceptions) == (("crashed",), 1)


def test_time_runs_out(site: Site, crawling: Crawling) -> None:
    slow = threading.Event()

    def answer(request: Request) -> Response:
        slow.wait(0.4)
        return page(f"<p><b>{request.path}</b></p>")

    site.routes |= {f"/board/{n}": answer for n in range(1, 40)}
    crawling.declare(table(site))
    ((_, crawled),) = crawling.crawl(max_seconds=1.0).items()
    slow.set()
    assert crawled.crawl is None, "half a list must not be taken for a whole one"
    assert 0 < len(crawled.pages) < 39, "what was fetched until then is kept"


def test_killed_in_the_middle_the_database_is_whole_and_the_run_is_open(site: Site, crawling: Crawling) -> None:
    reached, go_on = threading.Event(), threading.Event()

    def answer(request: Request) -> Response:
        if request.path.endswith("/25"):
            reached.set()
            go_on.wait(20)
        return page(f"<p><b>Title {request.path}</b></p>")

    site.routes |= {f"/board/{n}": answer for n in range(1, 31)}
    crawling.declare(table(site))
    worker = Worker(crawling.config, crawling.config.parent / "slatewatch.db")
    run = store.open_run(crawling.db, "board", NOON, "test")
    told: list[dict[str, Any]] = []
    thread = threading.Thread(target=lambda: told.extend(worker.crawl([(run, "board")], NOON)))
    thread.start()
    assert reached.wait(30)
    assert worker._process
    worker._process.kill()
    thread.join(30)
    go_on.set()
    worker.close()
    assert told == [] and not thread.is_alive()
    assert next(crawling.db.query("PRAGMA integrity_check")) == {"integrity_check": "ok"}
    (row,) = crawling.db.query("SELECT crawl, state FROM runs")
    assert row == {"crawl": None, "state": "open"}
    assert 20 <= next(crawling.db.query("SELECT count(*) AS n FROM pages"))["n"] < 30
    again = crawling.one(NOON + timedelta(minutes=5))
    assert len(again.reports) == 30


def test_a_batch_that_is_no_batch_is_refused_and_the_next_one_runs() -> None:
    lines = "nonsense\n{}\n"
    done = subprocess.run(
        [sys.executable, "-m", "spiders.worker"], input=lines, text=True, capture_output=True, check=True
    )
    assert [line[:19] for line in done.stdout.splitlines()] == ['{"batch": "refused"', '{"batch": "refused"']


def test_no_batch_no_process(crawling: Crawling) -> None:
    with Worker(crawling.config, crawling.config) as worker:
        assert worker._process is None
