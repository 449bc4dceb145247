"""The site answers as the outlets' real sites do, and never shows tomorrow."""

from __future__ import annotations

import http.client
import json
import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import feedparser
import pytest

from pipeline.config import load
from replay.config import config_text, write_config
from replay.library import load_shelves
from replay.loopback import Request, Response, parse
from replay.site import ReplaySite
from spiders.shapes import shape_of

DAY = date(2017, 4, 3)
OLV = "/on_location_vacations/"
POSTS = f"{OLV}wp-json/wp/v2/posts"


@pytest.fixture
def site() -> ReplaySite:
    site = ReplaySite()
    site.set_day(DAY)
    return site


@pytest.fixture
def served() -> Iterator[ReplaySite]:
    with ReplaySite() as site:
        site.set_day(DAY)
        yield site


def get(site: ReplaySite, path: str, **headers: str) -> Response:
    return site.answer(Request("GET", path, {name.replace("_", "-"): value for name, value in headers.items()}))


def posts(site: ReplaySite, query: str) -> list[dict[str, Any]]:
    answer: list[dict[str, Any]] = json.loads(get(site, f"{POSTS}?{query}").body)
    return answer


def test_rest_pages_cover_every_post_once(site: ReplaySite) -> None:
    first = get(site, f"{POSTS}?per_page=50")
    total, pages = int(first.header("X-WP-Total") or 0), int(first.header("X-WP-TotalPages") or 0)
    ids = [post["id"] for page in range(1, pages + 1) for post in posts(site, f"per_page=50&page={page}")]
    assert len(ids) == len(set(ids)) == total > 100
    assert 'rel="next"' in (first.header("Link") or "")


def test_rest_past_the_end_is_wordpresss_own_400(site: ReplaySite) -> None:
    answer = get(site, f"{POSTS}?page=999")
    assert (answer.status, json.loads(answer.body)["code"]) == (400, "rest_post_invalid_page_number")


def test_rest_with_nothing_to_list_is_an_empty_list(site: ReplaySite) -> None:
    answer = get(site, f"{POSTS}?after=2017-04-04T00:00:00Z")
    assert (answer.status, json.loads(answer.body), answer.header("X-WP-Total")) == (200, [], "0")


@pytest.mark.parametrize(
    "query", ["per_page=0", "per_page=101", "page=0", "page=x", "orderby=colour", "modified_after=soon"]
)
def test_rest_refuses_parameters_it_does_not_know(site: ReplaySite, query: str) -> None:
    answer = get(site, f"{POSTS}?{query}")
    assert (answer.status, json.loads(answer.body)["code"]) == (400, "rest_invalid_param")


def test_rest_lists_by_modification_and_by_category(site: ReplaySite) -> None:
    changed = posts(site, "orderby=modified&order=asc&modified_after=2017-03-30T00:00:00Z&per_page=100")
    stamps = [post["modified_gmt"] for post in changed]
    assert stamps == sorted(stamps) and stamps[0] > "2017-03-30"
    categories = json.loads(get(site, f"{OLV}wp-json/wp/v2/categories?slug=daily-filming-locations").body)
    assert posts(site, f"categories={categories[0]['id']}") and posts(site, "categories=9999") == []


def test_rest_shows_only_the_fields_asked_for(site: ReplaySite) -> None:
    assert set(posts(site, "_fields=id,link,title")[0]) == {"id", "link", "title"}


def test_rest_carries_no_validators(site: ReplaySite) -> None:
    answer = get(site, POSTS)
    assert answer.header("ETag") is None and answer.header("Last-Modified") is None


def test_a_page_links_to_its_own_json(site: ReplaySite) -> None:
    post = posts(site, "per_page=1")[0]
    path = post["link"].removeprefix(site.base_url)
    page = get(site, path).body.decode()
    assert f"wp-json/wp/v2/posts/{post['id']}" in page
    assert json.loads(get(site, f"{POSTS}/{post['id']}").body) == post


def test_outlets_without_rest_answer_404(site: ReplaySite) -> None:
    assert get(site, "/screen_rant/wp-json/wp/v2/posts").status == 404


def test_every_feed_is_well_formed_and_its_links_lead_to_pages(site: ReplaySite) -> None:
    for outlet in site.outlets:
        if outlet.feed == "none":
            continue
        trail = "rss/all.xml" if outlet.kind == "digital_spy" else "feed/"
        feed = feedparser.parse(get(site, f"/{outlet.slug}/{trail}").body)
        assert not feed.bozo, (outlet.slug, feed.get("bozo_exception"))
        assert len(feed.entries) <= 25
        for entry in feed.entries:
            assert get(site, entry.link.removeprefix(site.base_url)).status == 200


def test_feeds_page_backwards(site: ReplaySite) -> None:
    first = feedparser.parse(get(site, f"{OLV}feed/").body)
    second = feedparser.parse(get(site, f"{OLV}feed/?paged=2").body)
    assert len(first.entries) == len(second.entries) == 10
    assert not {entry.id for entry in first.entries} & {entry.id for entry in second.entries}
    assert get(site, f"{OLV}feed/?paged=999").status == 404


def test_the_html_list_pages_too_and_ends(site: ReplaySite) -> None:
    first = get(site, f"{OLV}category/daily-filming-locations/").body.decode()
    assert first.count("td_module_wrap") == 10 and "page/2/" in first
    assert get(site, f"{OLV}category/daily-filming-locations/page/2/").status == 200
    assert get(site, f"{OLV}category/daily-filming-locations/page/999/").status == 404


def test_digital_spys_pages_carry_their_data(site: ReplaySite) -> None:
    article = next(a for a in load_shelves()["digital_spy"].versions if "dv-0002" in a.rows)
    page = get(site, f"/digital_spy/{article.path}").body.decode()
    raw = page.split('type="application/json">', 1)[1].split("</script>", 1)[0]
    properties = json.loads(raw)["props"]["pageProps"]
    content = properties["data"]["content"][0]
    words = [node for p in properties["bodyDom"]["children"] for node in p["children"]]
    assert {"type": "text", "data": "The Defenders"} in [n["children"][0] for n in words if n["type"] == "tag"]
    assert content["display_id"] == article.number and f"/a{article.number}/" in article.path
    assert content["originally_published_at"].startswith("2016-05-10")
    assert "noai" not in page
    with_noai = ReplaySite(noai=True)
    with_noai.set_day(DAY)
    assert "noai" in get(with_noai, f"/digital_spy/{article.path}").body.decode()


def test_the_press_room_lists_its_releases(site: ReplaySite) -> None:
    page = get(site, "/netflix/releases/").body.decode()
    assert '<ul class="releases">' in page and 'class="headline"' in page


def test_an_unchanged_feed_is_a_304_and_a_changed_one_is_not(site: ReplaySite) -> None:
    path = f"{OLV}feed/"
    first = get(site, path)
    tag, since = first.header("ETag") or "", first.header("Last-Modified") or ""
    assert get(site, path, if_none_match=tag, if_modified_since=since).status == 304
    assert get(site, path, if_none_match=f"W/{tag}").status == 304
    assert get(site, path, if_modified_since=since).status == 304
    assert get(site, path, if_none_match='"other"', if_modified_since=since).status == 200  # both must match
    assert get(site, path, if_modified_since="yesterday").status == 200
    site.set_day(DAY + timedelta(days=1))
    assert get(site, path, if_none_match=tag, if_modified_since=since).status == 200
    assert (site.requests.conditional, site.requests.not_modified) == (6, 3)


def test_a_304_needs_nothing_but_the_validators(site: ReplaySite) -> None:
    tag = get(site, "/robots.txt").header("ETag") or ""
    answer = get(site, "/robots.txt", if_none_match=tag)
    assert (answer.status, answer.body) == (304, b"")


def test_the_clock_hides_the_future(site: ReplaySite) -> None:
    shelf = load_shelves()["on_location_vacations"]
    tomorrow = next(a for a in shelf.versions if a.shown_from == DAY + timedelta(days=1) and "2017/04/04" in a.path)
    assert get(site, f"{OLV}{tomorrow.path}").status == 404
    assert all(post["date_gmt"] < "2017-04-04" for post in posts(site, "per_page=100"))
    site.set_day(DAY + timedelta(days=1))
    assert get(site, f"{OLV}{tomorrow.path}").status == 200


def test_nothing_is_shown_before_the_first_day(site: ReplaySite) -> None:
    site.set_day(date(2000, 1, 1))
    for outlet in site.outlets:
        assert not load_shelves()[outlet.slug].visible(date(2000, 1, 1))
        assert get(site, f"/{outlet.slug}/").status == 200


def test_no_site_is_bare_once_the_slate_is_announced(site: ReplaySite) -> None:
    site.set_day(date(2013, 10, 1))
    for outlet in site.outlets:
        assert load_shelves()[outlet.slug].visible(date(2013, 10, 1))


def test_a_corrected_post_keeps_its_address_and_changes_its_bytes(site: ReplaySite) -> None:
    shelf = load_shelves()["on_location_vacations"]
    revised = next(a for a in shelf.versions if "UPDATED" in a.body and a.shown_from > DAY)
    site.set_day(revised.shown_from - timedelta(days=1))
    before = get(site, f"{OLV}{revised.path}")
    site.set_day(revised.shown_from)
    after = get(site, f"{OLV}{revised.path}", if_none_match=before.header("ETag") or "")
    assert before.status == after.status == 200 and b"UPDATED" in after.body and b"UPDATED" not in before.body


def test_an_article_never_changes_with_the_clock(site: ReplaySite) -> None:
    article = load_shelves()["screen_rant"].visible(DAY)[0]
    before = get(site, f"/screen_rant/{article.path}")
    site.set_day(DAY + timedelta(days=400))
    assert get(site, f"/screen_rant/{article.path}") == before


def test_days_are_those_with_something_new(site: ReplaySite) -> None:
    days = site.days(date(2017, 4, 1), date(2017, 4, 9))
    assert DAY in days and days == sorted(set(days))
    assert "on_location_vacations" in site.news_on(DAY)
    assert site.days(date(2000, 1, 1), date(2000, 12, 31)) == []


def test_failures_can_be_switched_on_and_off(site: ReplaySite) -> None:
    site.break_rest("on_location_vacations")
    site.break_rss("screen_rant", "html")
    site.break_rss("dark_horizons", "empty")
    site.break_pages("netflix")
    assert get(site, POSTS).status == 500
    assert get(site, f"{OLV}feed/").status == 200
    assert (get(site, "/screen_rant/feed/").header("Content-Type") or "").startswith("text/html")
    assert feedparser.parse(get(site, "/dark_horizons/feed/").body).entries == []
    assert get(site, "/netflix/releases/").status == 500
    site.mend("on_location_vacations")
    assert get(site, POSTS).status == 200


def test_over_the_wire_connections_are_kept_and_head_has_no_body(served: ReplaySite) -> None:
    connection = http.client.HTTPConnection(served.base_url.removeprefix("http://"))
    connection.request("HEAD", f"{OLV}feed/")
    head = connection.getresponse()
    assert head.status == 200 and head.read() == b"" and int(head.headers["Content-Length"]) > 1000
    kept = connection.sock
    connection.request("GET", f"{OLV}feed/", headers={"If-None-Match": head.headers["ETag"]})
    answer = connection.getresponse()
    assert (answer.status, answer.read()) == (304, b"")
    assert connection.sock is kept
    connection.request("POST", "/", body="x")
    assert connection.getresponse().status == 405
    connection.close()


def test_over_the_wire_a_missing_slash_is_redirected(served: ReplaySite) -> None:
    article = load_shelves()["digital_spy"].visible(DAY)[0]
    connection = http.client.HTTPConnection(served.base_url.removeprefix("http://"))
    connection.request("GET", f"/digital_spy/{article.path.rstrip('/')}")
    answer = connection.getresponse()
    assert (answer.status, answer.headers["Location"]) == (301, f"{served.base_url}/digital_spy/{article.path}")
    connection.close()


def test_a_port_in_use_is_an_error_and_not_a_wait(served: ReplaySite) -> None:
    port = int(served.base_url.rsplit(":", 1)[1])
    with pytest.raises(OSError, match="in use"):
        ReplaySite(port=port).start()


@pytest.mark.parametrize("head", [b"GET\r\n\r\n", b"GET http://elsewhere/ HTTP/1.1\r\n\r\n", b"GET / SPDY/3\r\n\r\n"])
def test_what_is_no_request_is_not_read_as_one(head: bytes) -> None:
    assert parse(head) is None


def test_the_configuration_names_every_outlet_once(tmp_path: Path, site: ReplaySite) -> None:
    path = write_config(tmp_path, "http://127.0.0.1:8099")
    config = tomllib.loads(path.read_text(encoding="utf-8"))
    assert (config["builtin_sources"], config["allow_private"]) == (False, True)
    assert [source["slug"] for source in config["source"]] == [outlet.slug for outlet in site.outlets]
    shapes = {source["slug"]: source["shape"] for source in config["source"]}
    assert shapes["on_location_vacations"] == "on_location_vacations" and shapes["netflix"] == "article"
    for source in config["source"]:
        assert get(site, source["start"][0].removeprefix("http://127.0.0.1:8099")).status == 200
    assert config_text("http://x", site.outlets) == config_text("http://x", site.outlets)


def test_the_configuration_is_one_that_slatewatch_reads(tmp_path: Path, site: ReplaySite) -> None:
    config = load(write_config(tmp_path, "http://127.0.0.1:8099"))
    assert [source.slug for source in config.sources] == [outlet.slug for outlet in site.outlets]
    for source in config.sources:
        assert shape_of(source).start(source)
