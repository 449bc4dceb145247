"""The archive's client: rows as bad as they come, the pace that the archive asks for, mementos and their true dates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import pairwise

import pytest

from pipeline.captures import Capture
from replay.loopback import Request, Response
from spiders.wayback import CDX_PAUSE, MEMENTO_PAUSE, TRIES, ArchiveError, Wayback, capture_of, rows_of
from tests.backfill.archive import Archive
from tests.spiders.crawling import Site, page

FIRST, LAST = datetime(2014, 1, 1, tzinfo=UTC), datetime(2014, 12, 31, tzinfo=UTC)
AT = datetime(2014, 5, 6, 7, 8, 9, tzinfo=UTC)
URL = "http://list.example/2014/05/06/a-day-of-filming/"


class Time:
    """A clock that only goes on when someone sleeps, and remembers how long."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.slept.append(seconds)


@pytest.fixture
def passing() -> Time:
    return Time()


@pytest.fixture
def client(site: Site, passing: Time) -> Wayback:
    return Wayback("slatewatch/test", f"{site.url}/cdx", f"{site.url}/web", passing.clock, passing.sleep)


@pytest.mark.parametrize(
    ("row", "url"),
    [
        (["20140506070809", URL, "200", "A", "text/html"], URL),
        (["20140506070809", "http://list.example:80/x", "200", "A", "text/html"], "http://list.example/x"),
        (["20000012170449", URL, "200", "A", "text/html"], None),
        (["2014", URL, "200", "A", "text/html"], None),
        (["20140506070809", URL, "-", "A", "warc/revisit"], None),
        (["20140506070809", URL, "404", "A", "text/html"], None),
        (["20130506070809", URL, "200", "A", "text/html"], None),
        (["20140506070809", "mailto:me@list.example", "200", "A", "text/html"], None),
        (["20140506070809", "", "200", "A", "text/html"], None),
    ],
)
def test_a_row(row: list[str], url: str | None) -> None:
    names = ["timestamp", "original", "statuscode", "digest", "mimetype"]
    found = capture_of(dict(zip(names, row, strict=True)), FIRST, LAST)
    assert (found.url if found else None) == url


@pytest.mark.parametrize(
    "broken", ['["20140506070809", "http://li', '["20140506070809"]', "", "<html>", "[1, 2, 3, 4, 5]"]
)
def test_a_broken_row_spoils_no_other(site: Site, client: Wayback, broken: str) -> None:
    archive = Archive(site, part=1, broken=[broken])
    for day in (1, 2, 3):
        archive.rows.append([f"201405{day:02}000000", f"http://list.example/{day}", "200", "A", "text/html"])
    found = [capture for part, _ in client.captures("list.example/*", FIRST, LAST, "urlkey") for capture in part]
    assert [capture.at.day for capture in found] == [1, 2, 3]


def test_rows_without_a_key_are_the_last() -> None:
    assert rows_of('[["timestamp","original"],\n["1","2"]]') == ([{"timestamp": "1", "original": "2"}], "")
    assert rows_of("[]") == ([], "")


def test_it_asks_no_faster_than_the_archive_allows(site: Site, client: Wayback, passing: Time) -> None:
    asked: list[tuple[str, float]] = []

    def timed(answer: Response) -> Callable[[Request], Response]:
        def give(request: Request) -> Response:
            asked.append((request.path[:4], passing.now))
            return answer

        return give

    site.routes["/cdx"] = timed(page('[["timestamp"],\n["1"],\n[],\n["on"]]', "application/json"))
    site.routes[f"/web/20140506070809id_/{URL}"] = timed(page("x"))
    parts = client.captures("list.example/*", FIRST, LAST, "urlkey")
    for _ in range(4):
        next(parts)
        client.memento(Capture(URL, AT))
    for path, pause in (("/cdx", CDX_PAUSE), ("/web", MEMENTO_PAUSE)):
        moments = [at for asked_path, at in asked if asked_path == path]
        assert len(moments) == 4
        assert all(later - earlier >= pause for earlier, later in pairwise(moments))


@pytest.mark.parametrize(("header", "wait"), [({}, 60), ({"Retry_After": "5"}, 60), ({"Retry_After": "90"}, 90)])
def test_too_many_requests_are_waited_out(
    site: Site, client: Wayback, passing: Time, header: dict[str, str], wait: float
) -> None:
    answers = [page("x"), page("", status=429, **header)]
    site.routes[f"/web/20140506070809id_/{URL}"] = lambda request: answers.pop()
    assert client.memento(Capture(URL, AT)).body == b"x"
    assert wait in passing.slept


def test_it_does_not_knock_for_ever(site: Site, client: Wayback) -> None:
    site.routes[f"/web/20140506070809id_/{URL}"] = page("", status=429)
    with pytest.raises(ArchiveError, match="answered 429") as raised:
        client.memento(Capture(URL, AT))
    assert not raised.value.gone
    assert len(site.paths) == TRIES


@pytest.mark.parametrize("status", [403, 404, 451])
def test_what_the_archive_does_not_give_is_gone(site: Site, client: Wayback, status: int) -> None:
    site.routes[f"/web/20140506070809id_/{URL}"] = page("no", status=status)
    with pytest.raises(ArchiveError) as raised:
        client.memento(Capture(URL, AT))
    assert raised.value.gone
    assert len(site.paths) == 1


def test_a_redirect_to_another_capture_gives_that_one_with_its_own_date(site: Site, client: Wayback) -> None:
    site.routes[f"/web/20140506070809id_/{URL}"] = page("", status=302, Location=f"/web/20140401000000id_/{URL}")
    site.routes[f"/web/20140401000000id_/{URL}"] = page("April")
    memento = client.memento(Capture(URL, AT))
    assert (memento.body, memento.at) == (b"April", datetime(2014, 4, 1, tzinfo=UTC))


def test_a_redirect_out_of_the_archive_is_not_followed(site: Site, client: Wayback) -> None:
    site.routes[f"/web/20140506070809id_/{URL}"] = page("", status=302, Location="/elsewhere")
    with pytest.raises(ArchiveError, match="elsewhere"):
        client.memento(Capture(URL, AT))
    assert len(site.paths) == 1


def test_the_archive_says_when_it_was(site: Site, client: Wayback) -> None:
    dated = page("x", Memento_Datetime="Tue, 06 May 2014 07:08:10 GMT")
    site.routes[f"/web/20140506070809id_/{URL}"] = dated
    assert client.memento(Capture(URL, AT)).at == datetime(2014, 5, 6, 7, 8, 10, tzinfo=UTC)


def test_nobody_at_home_is_one_line(passing: Time) -> None:
    nowhere = "http://127.0.0.1:9"
    client = Wayback("slatewatch/test", nowhere + "/cdx", nowhere + "/web", passing.clock, passing.sleep)
    with pytest.raises(ArchiveError, match="cannot be reached"):
        client.memento(Capture(URL, AT))


def test_the_rules_of_the_archive_are_asked_once_and_heeded(site: Site, client: Wayback) -> None:
    site.routes["/robots.txt"] = page("User-agent: *\nDisallow: /web/2014\n", "text/plain")
    site.routes["/cdx"] = page("[]", "application/json")
    assert list(client.captures("list.example/*", FIRST, LAST, "urlkey")) == [([], "")]
    for _ in range(2):
        with pytest.raises(ArchiveError, match=r"robots\.txt disallows"):
            client.memento(Capture(URL, AT))
    assert [request.path for request in site.asked] == ["/robots.txt", "/cdx"]


@pytest.mark.parametrize(("status", "said"), [(403, "robots.txt answered 403"), (500, "robots.txt answered 500")])
def test_an_archive_that_hides_its_rules_is_left_alone(site: Site, client: Wayback, status: int, said: str) -> None:
    site.routes["/robots.txt"] = page("no", status=status)
    with pytest.raises(ArchiveError, match=said):
        next(client.captures("list.example/*", FIRST, LAST, "urlkey"))
    assert site.paths == []


def test_a_crawl_delay_of_the_archive_is_kept(site: Site, client: Wayback, passing: Time) -> None:
    site.routes["/robots.txt"] = page("", status=301, Location="/rules.txt")
    site.routes["/rules.txt"] = page("User-agent: *\nCrawl-delay: 7\n", "text/plain")
    site.routes[f"/web/20140506070809id_/{URL}"] = page("x")
    for _ in range(3):
        client.memento(Capture(URL, AT))
    assert sum(passing.slept) >= 14


@pytest.mark.parametrize(("rules", "rest"), [("", CDX_PAUSE), ("User-agent: *\nCrawl-delay: 7\n", 7)])
def test_the_first_request_after_the_rules_waits_too(
    site: Site, client: Wayback, passing: Time, rules: str, rest: float
) -> None:
    site.routes["/robots.txt"] = page(rules, "text/plain")
    site.routes["/cdx"] = page("[]", "application/json")
    assert list(client.captures("list.example/*", FIRST, LAST, "urlkey")) == [([], "")]
    assert passing.slept == [rest]


def test_what_a_captured_page_reserved_is_told_and_not_what_the_archive_says_for_itself(
    site: Site, client: Wayback
) -> None:
    told = page("x", X_Archive_Orig_TDM_Reservation="1", X_Robots_Tag="noai")
    site.routes[f"/web/20140506070809id_/{URL}"] = told
    headers = client.memento(Capture(URL, AT)).headers
    assert (headers.get("tdm-reservation"), headers.get("x-robots-tag")) == ("1", None)
