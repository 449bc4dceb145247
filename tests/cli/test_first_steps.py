"""What a person meets first: a demo of days that are not there, a file with a byte order mark."""

from __future__ import annotations

import errno
import json
import tempfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from feeds.files import Folder
from slatewatch import main


def test_a_demo_of_days_without_news_says_which_there_are_and_leaves_no_database(tmp_path: Path) -> None:
    found = CliRunner().invoke(main, ["demo", "--dir", str(tmp_path), "--from", "2040-01-01", "--to", "2040-02-01"])
    assert found.exit_code == 1
    assert "nothing from 2040-01-01 to 2040-02-01; it has 2013-" in found.output
    assert not (tmp_path / "slatewatch.db").exists()


def test_a_byte_order_mark_does_not_spoil_the_first_line(tmp_path: Path) -> None:
    page = {"id": 7, "kind": "article", "text": "Night Ferry season 2 began filming in Cardiff on Friday."}
    file = tmp_path / "pages.jsonl"
    file.write_text(json.dumps(page), encoding="utf-8-sig")
    found = CliRunner().invoke(main, ["extract", str(file)])
    assert [report["title"] for report in json.loads(found.output)["reports"]] == ["Night Ferry"]


def test_a_file_that_cannot_be_written_is_told_by_its_own_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(**_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(tmp_path / ".x.new"))

    monkeypatch.setattr(tempfile, "mkstemp", full)
    with Folder(tmp_path) as folder:
        folder.write("changes.atom", b"<feed/>")
        with pytest.raises(OSError, match="No space left") as caught:
            folder.settle()
    assert caught.value.filename == str(tmp_path / "changes.atom")
