"""What a person meets first: a demo of days that are not there, a file with a byte order mark."""

from __future__ import annotations

import errno
import json
import os
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from click.testing import CliRunner

from commands.rewrite import put_first
from feeds.files import Folder
from pipeline.store import open_database
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


@pytest.fixture
def slate(tmp_path: Path) -> list[str]:
    file = tmp_path / "slatewatch.toml"
    file.write_text('contact = "mailto:a@b.example"\nbuiltin_sources = false\n', encoding="utf-8")
    open_database(tmp_path / "slatewatch.db").close()
    return ["--config", str(file)]


def test_an_export_writes_through_a_link_and_into_a_pipe_and_replaces_neither(tmp_path: Path, slate: list[str]) -> None:
    (tmp_path / "kept.csv").write_text("old", encoding="utf-8")
    (tmp_path / "link.csv").symlink_to("kept.csv")
    assert CliRunner().invoke(main, ["export", "runs", "--out", str(tmp_path / "link.csv"), *slate]).exit_code == 0
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "kept.csv").read_text(encoding="utf-8").startswith("id,")
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as pool:
        got = pool.submit(pipe.read_text, "utf-8")
        assert CliRunner().invoke(main, ["export", "runs", "--out", str(pipe), *slate]).exit_code == 0
        assert got.result().startswith("id,")
    assert pipe.is_fifo()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["changes", "--since", "0001-01-01T00:00:00+10:00"], "out of range"),
        (["show", "a\udcff"], "no text in utf-8"),
        (["search", " "], "name a word"),
    ],
)
def test_what_cannot_be_asked_is_told_in_a_line(slate: list[str], arguments: list[str], told: str) -> None:
    found = CliRunner().invoke(main, [*arguments, *slate])
    assert found.exit_code in (1, 2) and isinstance(found.exception, SystemExit)
    assert told in found.output.splitlines()[-1]


def test_a_watch_list_is_told_by_the_address_that_its_feed_has(tmp_path: Path, slate: list[str]) -> None:
    file = tmp_path / "list.csv"
    file.write_text("Date,Name,Year,Letterboxd URI\n2026-01-02,Night Ferry,2027,https://boxd.example/a\n", "utf-8")
    first = CliRunner().invoke(main, ["watch", "import", str(file), "--name", "My films!", *slate])
    assert first.exit_code == 0 and "watch/my-films.atom" in first.output
    again = CliRunner().invoke(main, ["watch", "import", str(file), "--name", "my films", *slate])
    assert again.exit_code == 1 and "'My films!' already" in again.output
    assert "watch/my-films.atom" in CliRunner().invoke(main, ["watch", "list", *slate]).output


def test_a_run_without_a_contact_reminds_of_it(tmp_path: Path) -> None:
    file = tmp_path / "slatewatch.toml"
    source = '[[source]]\nslug = "news"\nshape = "feed"\nstart = ["http://127.0.0.1:9/feed"]\n'
    file.write_text(f"builtin_sources = false\n{source}", encoding="utf-8")
    assert "no contact; put contact" in CliRunner().invoke(main, ["run", "--config", str(file)]).output
    assert "no contact" not in CliRunner().invoke(main, ["run", "--quiet", "--config", str(file)]).output
    put_first(file, 'contact = "mailto:a@b.example"')
    assert "no contact" not in CliRunner().invoke(main, ["run", "--config", str(file)]).output
