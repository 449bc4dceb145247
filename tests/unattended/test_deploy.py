"""What ``docs/deploy`` gives to copy: the units verify, the commands exist, the schedules are schedules."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import pytest

from schedules import Settings
from slatewatch import VERBS, main
from tests.unattended.small_world import ROOT

DEPLOY = ROOT / "docs" / "deploy"
GUIDE = ROOT / "docs" / "unattended.md"
COMMAND = re.compile(rf"(?:^|[\s`\"/])slatewatch ((?:{'|'.join(VERBS)})\b[^`|#&\n\"]*)")
UNITS = ("slatewatch.service", "slatewatch.timer", "slatewatch-schedule.service")


def told(path: Path) -> list[str]:
    """The commands of ours that a file shows."""
    return [found.strip() for found in COMMAND.findall(path.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("path", [*sorted(DEPLOY.iterdir()), GUIDE], ids=lambda path: path.name)
def test_every_command_that_is_shown_is_one(path: Path) -> None:
    if path.name != "slatewatch.timer":
        assert told(path) or path.name == "Containerfile"
    for line in told(path):
        verb, *arguments = shlex.split(re.sub(r"\(.*", "", line))
        group = click.Context(main)
        command = main.get_command(group, verb)
        assert command is not None
        command.make_context(verb, [a.replace("SECONDS", "60") for a in arguments], parent=group)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not on this machine")
@pytest.mark.parametrize("unit", UNITS)
def test_the_units_verify(unit: str, tmp_path: Path) -> None:
    for name in UNITS:
        text = (DEPLOY / name).read_text(encoding="utf-8")
        there = text.replace("/srv/slatewatch/.venv/bin/slatewatch", sys.executable)
        (tmp_path / name).write_text(there, encoding="utf-8")
    done = subprocess.run(["systemd-analyze", "verify", tmp_path / unit], capture_output=True, text=True, check=False)
    assert [line for line in done.stderr.splitlines() if str(tmp_path) in line or unit in line] == []


def test_the_crontab_is_one() -> None:
    lines = (DEPLOY / "crontab").read_text(encoding="utf-8").splitlines()
    jobs = [line for line in lines if line and not line.startswith(("#", "MAILTO="))]
    assert len(jobs) == 3
    for line in jobs:
        *times, command = line.split(None, 5)
        for field, most in zip(times, (59, 23, 31, 12, 7), strict=True):
            assert field == "*" or 0 <= int(field) <= most
        assert subprocess.run(["sh", "-n", "-c", command], check=False).returncode == 0


def test_the_workflow_publishes_even_when_a_source_failed() -> None:
    text = (DEPLOY / "github-pages.yml").read_text(encoding="utf-8")
    assert "\t" not in text and text.count("${{") == text.count("}}")
    order = [text.index(step) for step in ("cache/restore", "slatewatch run", "slatewatch backup", "cache/save",
                                           "upload-pages-artifact", "deploy-pages", "exit 1")]  # fmt: skip
    assert order == sorted(order)
    assert "continue-on-error: true" in text[order[0] : order[1]]
    for block in re.findall(r"run: \|\n((?: {10}.*\n)+)", text):
        assert subprocess.run(["bash", "-n", "-c", block], check=False).returncode == 0


def test_the_container_copies_what_is_there() -> None:
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    for path in re.findall(r"/app/(\S+)", text):
        assert (ROOT / path).exists()
    assert 'CMD ["schedule"]' in text and "USER slatewatch" in text


def test_the_guide_names_every_setting_and_every_code() -> None:
    text = GUIDE.read_text(encoding="utf-8")
    shown = tomllib.loads(text.split("```toml\n")[1].split("```")[0])["schedule"]
    assert Settings(**shown) == Settings()
    assert [line.split("|")[1].strip() for line in text.splitlines() if re.match(r"\| \d ", line)] == ["0", "1", "2"]
