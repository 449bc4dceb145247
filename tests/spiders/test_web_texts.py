"""Bytes, markup and addresses as sites really send them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.content import content_of
from spiders.privacy import scrub, scrub_bytes
from spiders.web import canonical, decode, join, links, moment, pick, text_of, tree


@pytest.mark.parametrize(
    ("body", "declared"),
    [
        ("Élise’s café".encode(), None),
        ("Élise’s café".encode(), "iso-8859-1"),
        (b"\xef\xbb\xbf" + "Élise’s café".encode(), "windows-1252"),
        ("Élise’s café".encode("cp1252"), None),
        ("Élise’s café".encode("cp1252"), "iso-8859-1"),
        ("Élise’s café".encode("cp1252"), "utf-8"),
        ("Élise’s café".encode("utf-16"), "utf-16"),
        ("Élise’s café".encode("utf-16-le"), "utf-16-le"),
        (b'<?xml version="1.0" encoding="windows-1252"?>' + "Élise’s café".encode("cp1252"), None),
        (b'<meta charset="windows-1252">' + "Élise’s café".encode("cp1252"), "nonsense-7"),
    ],
)
def test_the_charset_is_what_the_bytes_are(body: bytes, declared: str | None) -> None:
    assert decode(body, declared).endswith("Élise’s café")


@given(st.binary(max_size=300), st.none() | st.text(max_size=12))
def test_no_bytes_and_no_label_are_too_strange(body: bytes, declared: str | None) -> None:
    assert isinstance(text_of(tree(decode(body, declared))), str)


def test_text_is_as_a_browser_shows_it() -> None:
    root = tree("<p>One<br>two <b>th</b>ree<script>no</script></p><ul><li>a</li><li>b</li></ul>")
    assert text_of(root) == "One two three a b"


@pytest.mark.parametrize(
    ("selector", "value"),
    [
        ("td.t", "Salt Border"),
        ("a::attr(href)", "/x"),
        ("::attr(id)", "p1"),
        (".", "Salt Border Filming"),
        ("td.none", None),
        ("a::attr(title)", None),
    ],
)
def test_a_field_is_picked_relative_to_its_row(selector: str, value: str | None) -> None:
    root = tree('<table><tr id="p1"><td class="t"><a href="/x">Salt Border</a></td><td>Filming</td></tr></table>')
    (row,) = root.xpath("//tr")
    assert pick(row, selector) == value


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("HTTPS://Example.ORG/a?utm_source=x&id=7#top", "https://example.org/a?id=7"),
        ("https://example.org", "https://example.org/"),
        ("https://example.org/a?b=%20c&d", "https://example.org/a?b=%20c&d"),
        ("https://example.org/a?fbclid=1", "https://example.org/a"),
    ],
)
def test_addresses_without_what_follows_people_around(url: str, told: str) -> None:
    assert canonical(url) == told


@pytest.mark.parametrize(
    "text",
    [
        "2026-06-01T09:15:00Z",
        "2026-06-01T09:15:00ZZ",
        "2026-06-01 09:15:00",
        "2026-06-01T05:15:00-0400",
        "Mon, 01 Jun 2026 09:15:00 GMT",
    ],
)
def test_moments_in_every_spelling(text: str) -> None:
    assert moment(text) == datetime(2026, 6, 1, 9, 15, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "soon", None, 7, "2026-13-45", "0001-01-01T00:00:00+14:00"])
def test_what_is_no_moment_is_none(text: object) -> None:
    assert moment(text) is None


def test_links_once_each_and_only_to_pages() -> None:
    root = tree(
        '<a href="/a">One</a><a href="/a#x">again</a>'
        '<a href="mailto:a@b.example">write</a><a href="javascript:x()">no</a>'
    )
    assert links(root, "a", "https://example.org/") == [("https://example.org/a", "One")]


@given(st.text(max_size=40))
def test_no_link_is_too_strange(href: str) -> None:
    address = join("https://example.org/a/b", href)
    assert address is None or address.startswith(("http://", "https://"))


@pytest.mark.parametrize(
    "href", ["http://[bad", "http://", "mailto:a@b.example", "javascript:x()", "ftp://example.org/a"]
)
def test_links_that_lead_nowhere(href: str) -> None:
    assert join("https://example.org/", href) is None


PAGE = """<html><head><meta property="article:published_time" content="2023-01-02T00:00:00Z">
<script type="application/ld+json">
{"@graph": [{"@type": "NewsArticle", "datePublished": "2020-05-05T00:00:00Z"}]}</script>
<script type="application/ld+json">not json</script></head><body><nav>Menu</nav>
<article><h1>The headline</h1><p>The text.</p><aside>Related: another shoot wraps</aside>
<div class="comments">First!</div></article>
<footer>About</footer></body></html>"""


def test_an_article_without_its_furniture() -> None:
    content = content_of(tree(PAGE))
    assert (content.title, content.published) == ("The headline", datetime(2023, 1, 2, tzinfo=UTC))
    words = text_of(tree(content.html))
    assert words == "The headline The text."


def test_a_page_within_a_form_keeps_its_text() -> None:
    page = "<body><form id='aspnetForm'><input value='x'><h1>Start of production</h1><p>It begins.</p></form></body>"
    assert text_of(tree(content_of(tree(page)).html)) == "Start of production It begins."


def test_an_empty_container_is_passed_over() -> None:
    page = f"<div class='entry-content'></div><main><p>{'Long enough to be the article. ' * 8}</p></main>"
    assert "Long enough" in content_of(tree(page)).html


def test_the_longest_article_is_the_article() -> None:
    cards = "<article><h2>Another story</h2></article>" * 3
    page = f"<body>{cards}<article><h1>This one</h1><p>{'Words of the story. ' * 10}</p></article>{cards}</body>"
    content = content_of(tree(page))
    assert (content.title, "Another" in content.html) == ("This one", False)


def test_an_article_that_states_no_date_has_none() -> None:
    assert content_of(tree("<article><h1>X</h1><p>Filmed on 3 May 2024.</p></article>")).published is None


def test_structured_data_dates_an_article_that_has_nothing_else() -> None:
    page = PAGE.replace("article:published_time", "og:other")
    assert content_of(tree(page)).published == datetime(2020, 5, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "secret", ["ann.lee@crew.example", "(604) 555-0142", "604-555-0142", "+44 20 7946 0958", "@nosy_neighbour"]
)
def test_personal_details_go(secret: str) -> None:
    assert secret not in scrub(f"Thanks {secret}, seen in Leeds.")
    assert secret.encode() not in scrub_bytes(f"<p>Thanks {secret}</p>".encode())


@pytest.mark.parametrize(
    "kept",
    [
        '{"@type": "NewsArticle", "@graph": []}',
        "@media print {}",
        "2026-06-01",
        "p-1202595880",
        "Call at 9:00 AM",
        "3/9/2026 - 4/10/2026",
    ],
)
def test_what_is_not_personal_stays(kept: str) -> None:
    assert scrub(kept) == kept
