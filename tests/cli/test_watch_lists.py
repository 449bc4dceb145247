"""What a person gets wrong in a watch list is told in one line, and harms nothing else."""

from __future__ import annotations

import tomllib
from dataclasses import fields
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from commands.cycle import Cycle
from commands.run import _tell
from feeds.watch import unknown_places
from pipeline.config import Watch, from_table
from pipeline.store import open_database
from slatewatch import main


def asked(folder: Path, table: str, *verb: str) -> Result:
    """What a verb says in a folder with that watch list and an empty database."""
    (folder / "slatewatch.toml").write_text(f"builtin_sources = false\n[[watch]]\nname = 'mine'\n{table}\n")
    open_database(folder / "slatewatch.db").close()
    return CliRunner().invoke(main, [*verb, "--config", str(folder / "slatewatch.toml")])


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("statuses = ['filmin']", "'filmin' is no status and no kind of change; did you mean 'filming'?"),
        ("statuses = ['pre-production']", "did you mean 'pre_production'?"),
        ("statuses = ['zzz']", "there are: announced, "),
        ("file = 7", "'file' in [[watch]] 'mine' must be text in quotes"),
        ("digest = 'yes'", "'digest' in [[watch]] 'mine' must be true or false"),
        ("titles = ['A']\n[[watch]]\nname = 'mine'\ntitles = ['B']", "two [[watch]] entries are named 'mine'"),
        ("titles = ['A']\n[[watch]]\nname = 'Mine!'\ntitles = ['B']", "have one address: 'mine' and 'Mine!'"),
        (
            "titles = ['A']\nnotify = ['mailto://a:secret@b.example', 'se cret']",
            "'notify' in [[watch]] 'mine': address 2",
        ),
        ("titles = ['A']\nquiet_hours = '22-lala'", "'quiet_hours' in [[watch]] 'mine' must look like"),
        ("digest = true", "nothing to look for in [[watch]] 'mine'"),
        ("titles = ['A', ' ']", "'titles' in [[watch]] 'mine' has an empty text"),
    ],
)
def test_what_cannot_be_meant_is_wrong_usage(tmp_path: Path, table: str, words: str) -> None:
    done = asked(tmp_path, table, "publish")
    assert done.exit_code == 2
    assert words in done.stderr
    assert done.stderr.count("\n") == 1
    assert "cret" not in done.stderr


@pytest.mark.parametrize("key", ["site_url", "hub"])
@pytest.mark.parametrize("address", ["http://", "https://:80/", "http://[", "http://a..b/", "slate.example"])
def test_an_address_without_a_host_is_wrong_usage(tmp_path: Path, key: str, address: str) -> None:
    (tmp_path / "slatewatch.toml").write_text(f"{key} = '{address}'\n")
    done = CliRunner().invoke(main, ["publish", "--config", str(tmp_path / "slatewatch.toml")])
    assert done.exit_code == 2
    assert f"'{key}' must " in done.stderr and done.stderr.count("\n") == 1


def test_one_bracket_is_one_too_few(tmp_path: Path) -> None:
    (tmp_path / "slatewatch.toml").write_text("[watch]\nname = 'mine'\n")
    done = CliRunner().invoke(main, ["watch", "list", "--config", str(tmp_path / "slatewatch.toml")])
    assert done.exit_code == 2 and "[[watch]], with two brackets" in done.stderr


@pytest.mark.parametrize("verb", [("publish",), ("watch", "list")])
def test_an_unknown_place_is_a_warning(tmp_path: Path, verb: tuple[str, ...]) -> None:
    done = asked(tmp_path, "places = ['Cardif', 'Wales']", *verb)
    assert done.exit_code == 0
    assert done.stderr == (
        "slatewatch: watch list 'mine': the place 'Cardif' is not in the gazetteer; did you mean 'Cardiff'?\n"
    )


def test_quiet_says_nothing_of_places(tmp_path: Path) -> None:
    assert asked(tmp_path, "places = ['Cardif']", "publish", "--quiet").output == ""


@pytest.mark.parametrize("verb", [("publish", "--quiet"), ("watch", "list"), ("doctor",)])
def test_a_file_that_is_gone_is_named_with_its_list(tmp_path: Path, verb: tuple[str, ...]) -> None:
    done = asked(tmp_path, "file = 'gone.csv'", *verb)
    assert done.exit_code == 1
    assert "watch list 'mine': " in done.output and "gone.csv: cannot be read: No such file" in done.output


def test_publishing_goes_on_without_the_file(tmp_path: Path) -> None:
    asked(tmp_path, "file = 'gone.csv'", "publish")
    assert (tmp_path / "public" / "changes.atom").exists()
    assert (tmp_path / "public" / "watch" / "mine.atom").exists()


def test_the_documented_list_is_one(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "feeds.md").read_text(encoding="utf-8")
    table = page.partition("```toml\n")[2].partition("```")[0]
    (watch,) = from_table(tomllib.loads(table), None, tmp_path).watches
    assert {field.name for field in fields(Watch)} == set(tomllib.loads(table)["watch"][0])
    assert unknown_places(watch) == []


def test_a_run_tells_of_it_too(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        _tell(Cycle((), 0, 0, ("watch list 'mine': gone.csv: cannot be read",)), quiet=True)
    assert ended.value.code == 1
    assert capsys.readouterr().err == "slatewatch: watch list 'mine': gone.csv: cannot be read\n"


@pytest.mark.parametrize(
    ("name", "words"), [("mime", "no watch list named 'mime'; did you mean 'mine'?"), ("mine", "has no addresses; put")]
)
def test_a_test_message_that_cannot_be_sent_says_why(tmp_path: Path, name: str, words: str) -> None:
    done = asked(tmp_path, "titles = ['A']", "watch", "test", name)
    assert done.exit_code == 1 and words in done.stderr and done.stderr.count("\n") == 1
