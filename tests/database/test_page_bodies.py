"""Page bodies: small against an earlier version, whole again whatever was packed; too different ones by themselves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import bodies
from pipeline.collect import stored_page
from pipeline.config import Source
from pipeline.model import Page
from pipeline.pieces import difference, whole
from pipeline.store import keep_page, keep_sources, open_database, open_run

START = datetime(2026, 6, 1, 12, tzinfo=UTC)


def rows(count: int, moved: int = -1) -> bytes:
    """A table of so many rows; one of them says something else."""
    each = (f"<tr><td>{n * 7919:x}</td><td>{'moved' if n == moved else n % 7}</td></tr>\n" for n in range(count))
    return "".join(each).encode()


@pytest.mark.parametrize(("count", "how"), [(200, bodies.AGAINST), (4000, bodies.PIECES)])
def test_a_row_that_moved_takes_little_also_on_a_long_page(count: int, how: int) -> None:
    first, second = rows(count), rows(count, moved=count // 2)
    packed = bodies.pack(second, 7, first)
    assert packed[0] == how
    assert bodies.base_of(packed) == 7
    assert len(packed) < 200 < len(bodies.pack(second)) / 2
    assert bodies.unpack(packed, {7: bodies.pack(first)}.__getitem__) == second


def test_a_body_too_different_is_kept_by_itself_and_later_ones_against_it(tmp_path: Path) -> None:
    db = open_database(tmp_path / "s.db")
    keep_sources(db, [Source("s")])
    run = open_run(db, "s", START, "test")
    other = b"".join(bytes([n % 251, n * n % 241, n % 13]) for n in range(2000))
    versions = [rows(200), rows(200, moved=3), other, other + b"!", other + b"?"]
    for day, body in enumerate(versions):
        keep_page(db, run, Page("s", "http://s.example/", body, START + timedelta(days=day), role="list"))
    stored = [row["body"] for row in db.query("SELECT body FROM pages ORDER BY id")]
    assert [bodies.base_of(body) for body in stored] == [None, 1, None, 3, 3]
    assert [stored_page(db, number).body for number in range(1, 6)] == versions
    db.close()


PIECES = st.lists(st.sampled_from([b"<a>", b"one longer piece>", b"\n", b"x", b"a third, long piece,", b"}", b">"]))


@given(PIECES, PIECES)
def test_whatever_differs_comes_back_whole(new: list[bytes], old: list[bytes]) -> None:
    body, base = b"".join(new), b"".join(old)
    assert whole(difference(body, base), base) == body


@given(st.binary(max_size=300), st.binary(max_size=300))
def test_any_bytes_come_back(body: bytes, base: bytes) -> None:
    assert whole(difference(body, base), base) == body
