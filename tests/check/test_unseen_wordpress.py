"""A WordPress site that nobody has seen, under another theme: proposed, checked, and run, whatever it still answers."""

from __future__ import annotations

import json
import re
import sqlite3
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from urllib.error import HTTPError

import pytest

from pipeline.config import load
from replay.loopback import Loopback, Request, Response
from replay.site import ReplaySite
from tests.database.small_slate import run

THEME = (
    (r"</head>", '<link rel="stylesheet" href="/wp-content/themes/blocks/style.css"></head>'),
    (r'<div class="td_module_1[^"]*">', '<li class="wp-block-post">'),
    (r'<h3 class="entry-title[^"]*">', '<h2 class="has-link-color wp-block-post-title">'),
    (r"</h3><div class=\"td-module-meta-info\">", "</h2><div>"),
    (r'class="td-post-content[^"]*"', 'class="entry-content wp-block-post-content is-layout-flow"'),
    (r"td-[\w-]+", "wp-x"),
)
"""From the theme of the replay to blocks, as core's own themes have had them since 2022."""
DAY = {"SLATEWATCH_NOW": "2017-04-03T20:00:00Z"}
ANSWERS: dict[str, Callable[[str], bool]] = {
    "rest": lambda path: True,
    "rss": lambda path: "wp-json" not in path,
    "html": lambda path: "wp-json" not in path and not path.endswith("feed/"),
}
"""What is left of a site's ways: some owners close the interface, some the feeds too."""


class Retold:
    """A site of the replay in other clothes, at the root of a host of its own."""

    def __init__(self, inner: str, answers: Callable[[str], bool]) -> None:
        self._inner, self._answers = inner, answers
        self._server = Loopback(self._answer)

    def __enter__(self) -> str:
        self._server.start()
        return f"http://127.0.0.1:{self._server.port}/"

    def __exit__(self, *exc: object) -> None:
        self._server.stop()

    def _answer(self, request: Request) -> Response:
        if not self._answers(request.path):
            return Response(403, b"<h1>Forbidden</h1>", (("Content-Type", "text/html"),))
        try:
            with urllib.request.urlopen(self._inner + request.target.lstrip("/")) as answer:
                kind, body = answer.headers["Content-Type"], answer.read().decode("utf-8")
        except HTTPError as error:
            return Response(error.code)
        own = f"http://127.0.0.1:{self._server.port}/"
        body = body.replace(self._inner, own).replace(self._inner.replace("/", "\\/"), own.replace("/", "\\/"))
        for pattern, dressed in THEME if "html" in kind else ():
            body = re.sub(pattern, dressed, body)
        return Response(200, body.encode("utf-8"), (("Content-Type", kind),))


@pytest.fixture(params=ANSWERS)
def retold(request: pytest.FixtureRequest) -> Iterator[tuple[str, str]]:
    with ReplaySite() as replayed:
        replayed.set_day(date(2017, 4, 3))
        with Retold(f"{replayed.base_url}/on_location_vacations/", ANSWERS[request.param]) as address:
            yield request.param, address


def test_it_is_proposed_checked_and_run(retold: tuple[str, str], tmp_path: Path) -> None:
    channel, address = retold
    config = tmp_path / "slatewatch.toml"
    config.write_text("builtin_sources = false\nallow_private = true\n", encoding="utf-8")
    done = run("sources", "add", address, "--slug", "unseen", "--yes", config=config)
    assert done.returncode == 0, done.stderr
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("kind = ", "delay = 0\nkind = "), encoding="utf-8")
    assert load(config).source("unseen").shape == "wordpress"
    checked = run("check", "unseen", config=config, **DAY)
    assert checked.returncode == 0, checked.stderr
    assert re.search(r"^status +started_filming +1 +Jessica Jones$", checked.stdout, re.M)
    ran = run("run", "unseen", config=config, **DAY)
    assert ran.returncode == 0, ran.stderr
    with closing(sqlite3.connect(tmp_path / "slatewatch.db")) as db:
        (crawl,) = db.execute("SELECT crawl FROM runs").fetchone()
    assert json.loads(crawl)["channel"] == channel
