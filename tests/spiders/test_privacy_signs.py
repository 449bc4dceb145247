"""What is personal is looked for only where its signs are: that must never miss what the whole pattern would find."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from spiders import privacy

WHOLE = re.compile("|".join(pattern for _, pattern in privacy._SIGNS))
WHOLE_BYTES = re.compile(WHOLE.pattern.encode("ascii"))
WORDS = ["@", "a", "b1", "+", "44", " ", "-", ".", "2026", "555", "1234", "[at]", "&#64;", "(020)", "media", "/", "com"]
PARTS = st.sampled_from([*WORDS, "é"])


@given(st.lists(PARTS, max_size=14).map("".join))
def test_the_signs_hide_nothing(text: str) -> None:
    assert privacy.scrub(text) == WHOLE.sub("[…]", text)
    assert privacy.scrub_bytes(text.encode()) == WHOLE_BYTES.sub(b"[...]", text.encode())


def test_each_kind_is_found() -> None:
    for personal in ("me@mail.example", "me [at] mail.example", "604-555-0123", "+44 20 7946 0018", "seen by @someone"):
        assert "[…]" in privacy.scrub(personal), personal
