"""The cheapest look: what it must let through, in whatever bytes it comes, and what it refuses."""

from __future__ import annotations

import pytest

from pipeline.reading.prefilter import TELLING, may_report
from pipeline.reading.rawfilter import bytes_may_report

PLAIN = "<div><a href='/x'>The council met again on Tuesday</a></div>" * 200


def page(text: str, around: str = PLAIN) -> str:
    return f"<html><head><title>News</title></head><body><main><p>{text}</p></main>{around}</body></html>"


@pytest.mark.parametrize("stem", TELLING)
def test_any_word_of_the_vocabulary_lets_a_page_through(stem: str) -> None:
    assert bytes_may_report(page(f"one {stem} two").encode())
    assert bytes_may_report(page(f"one {stem.upper()} two").encode())


@pytest.mark.parametrize("around", ["<b>{}</b>", "&ldquo;{}&rdquo;", "&nbsp;{}&nbsp;"])
@pytest.mark.parametrize("word", ["tv", "season", "actor", "film"])
def test_a_word_may_stand_beside_a_tag_or_an_entity(word: str, around: str) -> None:
    assert bytes_may_report(page(f"one {around.format(word)} two").encode())


@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "shift_jis"])
def test_the_encoding_makes_no_difference(codec: str) -> None:
    assert bytes_may_report(page("They began filming in May").encode(codec))
    assert not bytes_may_report(page("They began digging in May").encode(codec))


@pytest.mark.parametrize("name", ["script", "style", "nav", "footer", "aside", "noscript"])
def test_what_is_no_text_is_not_looked_at(name: str) -> None:
    furniture = f"<{name.upper()} class='x'>Film, TV and cinema</{name.upper()}>"
    assert not bytes_may_report(page("The bridge is open", PLAIN + furniture * 3).encode())
    between = f"{furniture}<p>as the film says</p>{PLAIN}{furniture}"
    assert bytes_may_report(page("The bridge is open", between).encode())


def test_what_is_never_closed_is_looked_at() -> None:
    assert bytes_may_report(page("The bridge", f"{PLAIN}<script>a film").encode())


def test_a_brief_need_not_say_that_it_is_about_television() -> None:
    text = "Production of Night Ferry has wrapped, its studios say."
    assert may_report(text)
    assert bytes_may_report(page(text, "").encode())


@pytest.mark.parametrize("body", [b"", b"\0", b"<", b"<script", b"</script><script>", b"\xff" * 5000, b"\0" * 5000])
def test_bytes_that_are_no_page_do_no_harm(body: bytes) -> None:
    assert not bytes_may_report(body)
