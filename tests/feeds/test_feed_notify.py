"""Messages for watch lists: one a change, retried, never doubled."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from feeds import notify
from feeds.publish import publish
from pipeline.config import ConfigError, Watch, from_table
from tests.feeds.feed_world import World

TARGET = "json://user:secret@host.example/"


@dataclass
class Post:
    """A sender that remembers, and fails as often as it is told to."""

    failures: int = 0
    dies: bool = False
    titles: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def __call__(self, target: str, title: str, text: str) -> bool:
        assert target == TARGET
        if self.dies:
            raise KeyboardInterrupt
        if self.failures:
            self.failures -= 1
            return False
        self.titles.append(title)
        self.texts.append(text)
        return True


def told(world: World, post: Post) -> notify.Sent:
    """Publish, then send."""
    done = publish(world.db, world.config, world.now)
    return notify.tell(world.db, world.config, done.changes, world.now, post)


def ferries(**more: object) -> tuple[Watch, ...]:
    return (Watch("Ferries", titles=("Night Ferry",), notify=(TARGET,), **more),)  # type: ignore[arg-type]


def test_one_message_a_change_and_none_of_others(world: World) -> None:
    world.watches, post = ferries(), Post()
    change = world.change("Night Ferry")
    world.change("Paper Kingdom")
    assert told(world, post) == notify.Sent(1, 0, 0)
    assert told(world, post) == notify.Sent(0, 0, 0)
    assert post.titles == ["Night Ferry started filming in Cardiff"]
    assert post.texts[0].endswith(f"\nhttps://slate.example/production/night-ferry/?change={change}")


def test_a_message_that_failed_is_tried_again_and_given_up_in_the_end(world: World) -> None:
    world.watches, post = ferries(), Post(failures=2)
    world.change("Night Ferry")
    assert [told(world, post).delivered for _ in range(4)] == [0, 0, 1, 0]
    world.change("Night Ferry", "wrapped_filming", to_status="wrapped")
    post.failures = 100
    assert [told(world, post).given_up for _ in range(11)] == [0] * 9 + [1, 1]
    assert post.failures == 90


def test_a_message_whose_fate_is_unknown_is_not_sent_twice(world: World) -> None:
    world.watches, post = ferries(), Post(dies=True)
    world.change("Night Ferry")
    with pytest.raises(KeyboardInterrupt):
        told(world, post)
    post.dies = False
    assert told(world, post) == notify.Sent(0, 0, 0)
    assert post.titles == []


def test_a_digest_is_one_message_a_day(world: World) -> None:
    world.watches, post = ferries(digest=True), Post()
    world.change("Night Ferry")
    world.change("Night Ferry", "wrapped_filming", to_status="wrapped")
    told(world, post)
    world.change("Night Ferry", "cancelled", to_status="cancelled")
    assert told(world, post).waiting == 1
    world.now += timedelta(hours=24)
    told(world, post)
    assert post.titles == ["Ferries: 2 changes", "Night Ferry was cancelled"]


def test_many_at_once_are_sent_as_one(world: World) -> None:
    world.watches, post = (Watch("All", notify=(TARGET,)),), Post()
    world.fill(21)
    told(world, post)
    assert post.titles == ["All: 21 changes"]


def test_in_quiet_hours_messages_wait(world: World) -> None:
    world.watches, post = ferries(quiet_hours="22:00-07:00"), Post()
    world.change("Night Ferry")
    world.now = world.now.replace(hour=23)
    assert told(world, post) == notify.Sent(0, 1, 0)
    world.now += timedelta(hours=9)
    assert told(world, post) == notify.Sent(1, 0, 0)


@pytest.mark.parametrize(
    ("hours", "at", "quiet"),
    [
        (None, "03:00", False), ("22:00-07:00", "06:59", True), ("22:00-07:00", "07:00", False),
        ("12:00-13:00", "12:30", True), ("12:00-13:00", "13:30", False), ("22:00-07:00 Asia/Tokyo", "13:30", True),
    ],
)  # fmt: skip
def test_quiet_hours(hours: str | None, at: str, quiet: bool) -> None:
    assert notify.is_quiet(hours, datetime.fromisoformat(f"2026-03-02T{at}:00").replace(tzinfo=UTC)) is quiet


@pytest.mark.parametrize(
    "hours",
    ["late", "22-7-3", "22:00-07:00 Nowhere/Town", "25:00-07:00", "22-lala", "22:00-07:00 Europe", "22:00Z-07:00"],
)
def test_quiet_hours_that_are_none_are_refused(hours: str) -> None:
    table = {"watch": [{"name": "mine", "titles": ["Night Ferry"], "quiet_hours": hours}]}
    with pytest.raises(ConfigError, match=r"'quiet_hours' in .*mine"):
        from_table(table, None, Path())


def test_no_address_is_stored(world: World) -> None:
    world.watches = ferries()
    world.change("Night Ferry")
    told(world, Post())
    world.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert b"secret" not in (world.folder / "slatewatch.db").read_bytes()


def test_a_test_message_goes_to_every_address() -> None:
    post = Post(failures=1)
    assert notify.test(Watch("Ferries", notify=(TARGET, TARGET)), post) == [False, True]
    assert post.titles == ["slatewatch: test"]


def test_apprise_is_asked_only_where_it_is_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "apprise", None)
    with pytest.raises(notify.NotifyError, match=r"slatewatch\[notify\]"):
        notify.apprise_sender()
    sent: list[tuple[str, str, str]] = []

    class Apprise:
        def add(self, target: str) -> bool:
            return target.startswith("json://")

        def notify(self, title: str, body: str, body_format: str) -> bool:
            sent.append((title, body, body_format))
            return True

    monkeypatch.setitem(sys.modules, "apprise", SimpleNamespace(Apprise=Apprise))
    send = notify.apprise_sender()
    assert send(TARGET, "a", "b")
    assert not send("nonsense", "a", "b")
    monkeypatch.setattr(Apprise, "add", lambda self, target: int(target))
    assert not send("no number", "a", "b"), "a service that breaks down fails its message, and no other"
    assert sent == [("a", "b", "text")]
