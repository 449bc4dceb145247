"""docs/adding-a-source.md, walked through: every entry loads, every command says what the page says it does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.config import load
from pipeline.judge import REASONS
from pipeline.model import Status
from spiders.rows import FIELDS
from spiders.shapes import shape_of
from tests.database.small_slate import ROOT, run
from tests.spiders.crawling import Site, page

TEXT = (ROOT / "docs" / "adding-a-source.md").read_text(encoding="utf-8")
HTML, *_ = re.findall(r"```html\n(.*?)```", TEXT, re.S)
ADDED, CHECKED = re.findall(r"```text\n(.*?)```", TEXT, re.S)
ENTRIES = re.findall(r"```toml\n(.*?)```", TEXT, re.S)
LEDGER, PHRASE, *OTHERS = ENTRIES
HOST = "https://ledger.example"
TOP = "builtin_sources = false\nallow_private = true\n"
NOW = {"SLATEWATCH_NOW": "2026-06-01T12:00:00Z"}


@pytest.fixture
def config(site: Site, tmp_path: Path) -> Path:
    """A new user's folder, and the page of the document on a site."""
    site.routes["/in-production"] = page(HTML)
    site.routes["/in-production?page=2"] = page("<p>That is all.</p>")
    path = tmp_path / "slatewatch.toml"
    path.write_text(TOP, encoding="utf-8")
    return path


def local(text: str, site: Site) -> str:
    """An entry of the document, at the site of the test, which is in no need of rest."""
    return text.replace(HOST, site.url).replace("kind = ", "delay = 0\nkind = ", 1)


def test_the_proposal_is_as_the_document_shows_it(site: Site, config: Path) -> None:
    done = run("sources", "add", f"{site.url}/in-production", "--slug", "ledger", "--yes", config=config)
    assert done.returncode == 0, done.stderr
    shown = done.stdout.replace(site.url, HOST).partition("\nadded to")[0]
    assert shown == ADDED
    (source,) = load(config).sources
    assert (source.slug, source.row) == ("ledger", "table.prods > tr.prod[id]")
    assert config.read_text(encoding="utf-8").startswith(TOP)
    assert site.paths == ["/in-production"]


def test_the_check_is_as_the_document_shows_it(site: Site, config: Path) -> None:
    config.write_text(TOP + local(LEDGER, site), encoding="utf-8")
    done = run("check", "ledger", config=config, **NOW)
    assert (done.stdout, done.returncode) == (CHECKED, 0), done.stderr
    assert not (config.parent / "slatewatch.db").exists()


def test_the_phrase_and_the_run_work_as_told(site: Site, config: Path) -> None:
    config.write_text(TOP + local(LEDGER, site) + PHRASE, encoding="utf-8")
    checked = run("check", "ledger", "--pages", "9", config=config, **NOW).stdout
    assert "unknown phrase" not in checked and "expect = [4, 9]" in checked
    assert run("run", "ledger", config=config, **NOW).returncode == 0
    site.routes["/in-production"] = page(HTML.replace("Now shooting", "Wrapped", 1))
    assert run("run", "ledger", config=config, SLATEWATCH_NOW="2026-06-02T12:00:00Z").returncode == 0
    told = run("changes", "--state", "published", config=config).stdout
    assert "Night Ferry" in told and "wrapped" in told
    assert "accepted" in run("status", config=config).stdout


@pytest.mark.parametrize("entry", [e for e in OTHERS if e.startswith("[[source]]")], ids=lambda e: e.splitlines()[1])
def test_an_entry_of_another_kind_is_understood(tmp_path: Path, entry: str) -> None:
    path = tmp_path / "slatewatch.toml"
    path.write_text(entry, encoding="utf-8")
    source = load(path).source(re.findall(r'slug = "(.*)"', entry)[0])
    assert shape_of(source).start(source) or not source.enabled


def test_the_document_names_every_field_status_and_reason() -> None:
    for name in (*FIELDS, *Status, *(word for word in REASONS if word != "accepted")):
        assert f"`{name}`" in TEXT, name
