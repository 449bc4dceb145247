"""What a crawl is told of the pages that are stored: as they stood before its run, looked up one by one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.config import Source
from pipeline.model import Page
from pipeline.store import Known, keep_page, keep_sources, open_database, open_run

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
PAGE = Page("s", "http://s.example/a", b"one", NOW, role="article", etag='"1"')


def test_the_newest_version_before_the_run_is_known(tmp_path: Path) -> None:
    db = open_database(tmp_path / "s.db")
    keep_sources(db, [Source("s"), Source("other")])
    first = open_run(db, "s", NOW, "1")
    assert not Known(db, "s", first)
    keep_page(db, first, PAGE)
    keep_page(db, first, replace(PAGE, url="http://s.example/b", etag=None))
    keep_page(db, open_run(db, "other", NOW, "1"), replace(PAGE, source="other", url="http://other.example/"))
    second = open_run(db, "s", NOW, "1")
    known = Known(db, "s", second)
    keep_page(db, second, replace(PAGE, body=b"two", etag='"2"'))
    keep_page(db, second, replace(PAGE, url="http://s.example/c"))
    assert not Known(db, "s", first)
    assert known
    assert sorted(known) == ["http://s.example/a", "http://s.example/b"]
    assert len(known) == 2
    assert known["http://s.example/a"].etag == '"1"'
    assert known.get("http://s.example/c") is None
    with pytest.raises(KeyError):
        known["http://other.example/"]
    assert Known(db, "s")["http://s.example/a"].etag == '"2"'
    db.close()
