"""Whoever publishes tells the watch lists and the hub, once."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from commands.decide import publish_decision
from feeds import notify, websub
from pipeline.config import Watch
from slatewatch import main
from tests.feeds.feed_world import World

TARGET = "json://host.example/"


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What goes out: the titles of messages, and "hub" for each time that the hub is told."""
    out: list[str] = []

    def send(target: str, title: str, text: str) -> bool:
        out.append(title)
        return True

    monkeypatch.setattr(notify, "apprise_sender", lambda: send)
    monkeypatch.setattr(websub, "ping", lambda hub, topics: out.append("hub"))
    return out


def test_a_decision_is_told_by_message_and_through_the_hub_once(world: World, sent: list[str]) -> None:
    world.hub, world.watches = "https://hub.example/", (Watch("Ferries", titles=("Night Ferry",), notify=(TARGET,)),)
    told = world.change("Night Ferry")
    publish_decision(world.db, world.config, world.now)
    assert sent == ["Night Ferry started filming in Cardiff", "hub"]
    world.withdraw(told)
    publish_decision(world.db, world.config, world.now)
    publish_decision(world.db, world.config, world.now)
    assert len(sent) == 4 and sent[2].startswith("Correction: Night Ferry") and sent[3] == "hub"


def test_the_verb_publish_tells_too(world: World, sent: list[str]) -> None:
    (world.folder / "slatewatch.toml").write_text(
        "builtin_sources = false\nsite_url = 'https://slate.example/'\nhub = 'https://hub.example/'\n"
        f"[[watch]]\nname = 'Ferries'\ntitles = ['Night Ferry']\nnotify = ['{TARGET}']\n"
    )
    world.change("Night Ferry")
    for _ in range(2):
        done = CliRunner().invoke(main, ["publish", "--config", str(world.folder / "slatewatch.toml")])
        assert done.exit_code == 0, done.output
    assert sent == ["Night Ferry started filming in Cardiff", "hub"]


def test_where_messages_cannot_be_sent_the_hub_is_told(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    pinged: list[str] = []
    monkeypatch.setattr(websub, "ping", lambda hub, topics: pinged.append(hub))
    monkeypatch.setitem(sys.modules, "apprise", None)
    world.hub, world.watches = "https://hub.example/", (Watch("All", notify=(TARGET,)),)
    world.change("Night Ferry")
    publish_decision(world.db, world.config, world.now)
    assert pinged == ["https://hub.example/"]


def test_every_part_that_publishes_spreads_the_word() -> None:
    commands = Path(__file__).parents[2] / "commands"
    publishing = [path for path in commands.glob("*.py") if "from feeds.publish import publish" in path.read_text()]
    assert {path.name for path in publishing} == {"cycle.py", "decide.py", "run.py"}
    for path in publishing:
        words = path.read_text()
        assert len(re.findall(r"publish(?:_feeds)?\(db,", words)) == len(re.findall(r"spread_word\(db,", words)) == 1
