"""Whose turn it is: one request at a time per host, with the host's rest between, on a clock of our own."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest

from spiders.fetch import word_of
from spiders.guard import ADDRESSES, same_site
from spiders.politeness import Gate, retry_after
from spiders.rules import rules_of

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


class Clock:
    """Time passes only by sleeping."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
        await asyncio.sleep(0)


def visits(gate: Gate, clock: Clock, *asked: tuple[str, float]) -> list[tuple[str, float]]:
    """When each request was let through, all asked for at once."""
    let: list[tuple[str, float]] = []

    async def visit(host: str, delay: float) -> None:
        async with gate.turn(host, delay):
            let.append((host, clock.now - 100.0))

    async def all_of_them() -> None:
        await asyncio.gather(*(visit(host, delay) for host, delay in asked))

    asyncio.run(all_of_them())
    return let


def test_a_host_rests_between_requests_whoever_asks() -> None:
    clock = Clock()
    assert visits(Gate(clock, clock.sleep), clock, ("a", 10), ("a", 10), ("a", 3)) == [("a", 0), ("a", 10), ("a", 20)]


def test_other_hosts_do_not_wait() -> None:
    clock = Clock()
    assert visits(Gate(clock, clock.sleep), clock, ("a", 10), ("b", 10)) == [("a", 0), ("b", 0)]


def test_a_crawl_delay_lengthens_the_rest_and_never_shortens_it() -> None:
    clock = Clock()
    gate = Gate(clock, clock.sleep)
    gate.slow("a", 30)
    assert visits(gate, clock, ("a", 10), ("a", 60), ("a", 10)) == [("a", 0), ("a", 30), ("a", 90)]


def test_a_crawl_delay_counts_from_the_request_that_told_of_it() -> None:
    clock = Clock()
    gate = Gate(clock, clock.sleep)
    assert visits(gate, clock, ("a", 2)) == [("a", 0)]
    gate.slow("a", 30)
    assert visits(gate, clock, ("a", 2)) == [("a", 30)]


def test_a_host_that_asks_for_a_break_gets_it() -> None:
    clock = Clock()
    gate = Gate(clock, clock.sleep)
    gate.hold("a", 45)
    assert visits(gate, clock, ("a", 0)) == [("a", 45)]


def test_a_request_that_fails_frees_the_host() -> None:
    clock = Clock()
    gate = Gate(clock, clock.sleep)

    async def fail() -> None:
        async with gate.turn("a", 5):
            raise OSError

    with pytest.raises(OSError):
        asyncio.run(fail())
    assert visits(gate, clock, ("a", 0)) == [("a", 5)]


@pytest.mark.parametrize(
    ("text", "seconds"), [("120", 120), ("Mon, 01 Jun 2026 12:02:00 GMT", 120), ("", None), ("soon", None)]
)
def test_retry_after(text: str, seconds: float | None) -> None:
    assert retry_after({"retry-after": text}, NOW) == seconds


@pytest.mark.parametrize(
    ("status", "word"),
    [
        (401, "blocked"),
        (403, "blocked"),
        (429, "blocked"),
        (404, "gone"),
        (410, "gone"),
        (500, "unreachable"),
        (503, "unreachable"),
        (418, "wrong_type"),
    ],
)
def test_words_of_statuses(status: int, word: str) -> None:
    assert word_of(status) == word


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://example.org/a", "http://www.example.org/b", True),
        ("https://feeds.example.co.uk/", "https://www.example.co.uk/", True),
        ("https://one.co.uk/", "https://two.co.uk/", False),
        ("http://127.0.0.1:80/", "http://127.0.0.1:81/", False),
        ("http://10.0.0.1/", "http://10.0.0.2/", False),
    ],
)
def test_what_is_one_site(one: str, other: str, same: bool) -> None:
    assert same_site(one, other) is same


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "192.168.0.1",
        "169.254.169.254",
        "0.0.0.0",
        "::1",
        "fe80::1%eth0",
        "::ffff:10.0.0.1",
        "224.0.0.1",
    ],
)
def test_addresses_inside_a_network(address: str) -> None:
    assert not ADDRESSES.good(address)


def test_addresses_of_the_internet() -> None:
    assert ADDRESSES.good("93.184.216.34") and ADDRESSES.good("2606:2800:220:1:248:1893:25c8:1946")


def test_rules_that_are_text_are_obeyed_whatever_else_they_hold() -> None:
    rules = rules_of(200, "text/plain", b"\xff\xfe junk\nUser-agent: *\nCrawl-delay: 7\nDisallow: /x", NOW)
    assert rules.parser
    assert not rules.parser.can_fetch("http://h/x", "slatewatch")
    assert rules.parser.crawl_delay("slatewatch") == 7
