"""Every verb has help, stands in the documentation, and its example runs."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from slatewatch import VERBS, main
from tests.database.small_slate import NOW, ROOT, run

COMMANDS = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
DOCUMENTED = "\n".join(p.read_text(encoding="utf-8") for p in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
EXAMPLES = [
    line for block in re.findall(r"^```sh\n(.*?)^```", COMMANDS, flags=re.M | re.S) for line in block.splitlines()
]
APART = {"demo", "run", "datasette", "serve", "schedule", "check", "backfill", "import", "forecast"}
"""Need the network, time, an extra, or more history than the small slate has. Their options are looked at only."""
PAGE = {"id": 1, "kind": "article", "url": "https://a.example/1", "title": "Night Ferry", "published": "2026-03-07",
        "text": "Night Ferry began filming in Cardiff on Friday."}  # fmt: skip


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_a_verb_has_help_for_itself_and_each_option(verb: str) -> None:
    command = main.get_command(click.Context(main), verb)
    assert command is not None
    assert command.help
    assert len(command.help) > 30
    for option in command.params:
        assert not isinstance(option, click.Option) or option.help, f"{verb} {option.name}"
    shown = CliRunner().invoke(main, [verb, "--help"])
    assert shown.exit_code == 0
    assert shown.output.startswith(f"Usage: main {verb}")


@pytest.mark.parametrize(
    "verb", ["changes", "show", "search", "status", "sources", "export", "datasette", "run", "doctor"]
)
def test_exit_codes_are_told_where_they_matter(verb: str) -> None:
    assert re.search(r"[Ee]xit\s+[01]", CliRunner().invoke(main, [verb, "--help"]).output)


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_a_verb_is_documented(verb: str) -> None:
    assert f"slatewatch {verb}" in DOCUMENTED
    assert re.search(rf"^\| `{verb}` \| .+ \|$", COMMANDS, flags=re.M), f"docs/commands.md does not list {verb}"
    assert verb in {line.split()[1] for line in EXAMPLES}, f"docs/commands.md has no example of {verb}"


def test_only_verbs_that_exist_are_listed() -> None:
    assert {line.split()[1] for line in EXAMPLES} <= set(VERBS)
    assert set(re.findall(r"^\| `(\w+)` \|", COMMANDS, flags=re.M)) <= set(VERBS)


@pytest.mark.parametrize("line", EXAMPLES)
def test_an_example_runs(slate: Path, tmp_path: Path, line: str) -> None:
    _, verb, *arguments = shlex.split(line)
    if verb in APART:
        assert run(verb, *arguments, "--help", config=slate).returncode == 0
        return
    for name in ("slatewatch.db", "slatewatch.toml"):
        shutil.copy(slate.parent / name, tmp_path)
    (tmp_path / "pages.jsonl").write_text(json.dumps(PAGE) + "\n", encoding="utf-8")
    config = tmp_path / "slatewatch.toml"
    if "CHANGE-ID" in arguments:
        found = run("changes", "--kind", "started_filming", "--json", config=config)
        arguments[arguments.index("CHANGE-ID")] = json.loads(found.stdout.splitlines()[0])["id"]
    done = run(verb, *arguments, config=config, SLATEWATCH_NOW=NOW)
    assert done.returncode == 0, done.stderr
    assert done.stdout or "--out" in arguments or verb in ("rebuild", "doctor", "review"), "it said nothing"
    if "--json" in arguments:
        assert all(isinstance(json.loads(row), dict) for row in done.stdout.splitlines())


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_gets_its_completion(slate: Path, shell: str) -> None:
    script = run("completion", shell, config=slate)
    assert script.returncode == 0
    assert f"_SLATEWATCH_COMPLETE={shell}_complete" in script.stdout


def test_completion_knows_verbs_and_the_words_of_options(slate: Path) -> None:
    def completed(*words: str) -> list[str]:
        done = run(config=slate, _SLATEWATCH_PY_COMPLETE="bash_complete", COMP_WORDS=" ".join(words),
                   COMP_CWORD=str(len(words) - 1))  # fmt: skip
        return [line.split(",")[1] for line in done.stdout.splitlines()]

    assert completed("slatewatch", "stat") == ["status"]
    assert completed("slatewatch", "changes", "--state", "p") == ["published", "pending"]
