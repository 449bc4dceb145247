"""The replay's site: every outlet under its own path prefix on one loopback port, with a clock.

On day D each outlet shows what it had published by D, in the shapes in which the real ones speak: RSS, WordPress's REST
interface, Digital Spy's pages, a press room's index. The clock is set by hand; nothing here looks at the time of day.
"""

from __future__ import annotations

import hashlib
import html
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from email.utils import format_datetime, parsedate_to_datetime
from types import TracebackType
from urllib.parse import parse_qsl

from replay import digital_spy, themes, wordpress
from replay.articles import Article, slugify
from replay.library import Shelf, load_shelves
from replay.loopback import HOST, Loopback, Request, Response
from replay.outlets import Outlet

PER_PAGE = 10
PER_RELEASES = 20
ROBOTS = "User-agent: *\nDisallow: /wp-admin/\nAllow: /\n"
LISTS = {"olv": "category/daily-filming-locations/", "press": "releases/"}
HTML, XML, JSON = "text/html; charset=UTF-8", "application/rss+xml; charset=UTF-8", "application/json; charset=UTF-8"


@dataclass(slots=True)
class Requests:
    """What was asked: by path, how many conditionally, how many answered 304."""

    by_path: Counter[str] = field(default_factory=Counter)
    conditional: int = 0
    not_modified: int = 0

    @property
    def total(self) -> int:
        return self.by_path.total()


class ReplaySite:
    """The site. ``with ReplaySite() as site: site.set_day(...)``."""

    def __init__(self, shelves: Mapping[str, Shelf] | None = None, *, port: int = 0, noai: bool = False) -> None:
        self._shelves = load_shelves() if shelves is None else dict(shelves)
        self._server = Loopback(self.answer, port)
        self._noai = noai
        self._broken: dict[tuple[str, str], str] = {}
        self._cache: dict[tuple[str, str], tuple[int, Response]] = {}
        self._day = date.min
        self.requests = Requests()

    def start(self) -> None:
        """Listen; ``base_url`` is known from here on."""
        self._cache.clear()  # what was rendered before holds links to another port
        self._server.start()

    def stop(self) -> None:
        """Close the port."""
        self._server.stop()

    def __enter__(self) -> ReplaySite:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def base_url(self) -> str:
        """The site's root, without a slash at its end."""
        return f"http://{HOST}:{self._server.port}"

    @property
    def outlets(self) -> tuple[Outlet, ...]:
        """All outlets, in the order of their slugs."""
        return tuple(shelf.outlet for shelf in self._shelves.values())

    def set_day(self, day: date) -> None:
        """Move the clock: the site shows what had been published by the end of that day."""
        self._day = day

    def days(self, first: date, last: date) -> list[date]:
        """The days from ``first`` to ``last`` on which something new appeared."""
        shown = {article.shown_from for shelf in self._shelves.values() for article in shelf.versions}
        return sorted(day for day in shown if first <= day <= last)

    def news_on(self, day: date) -> tuple[str, ...]:
        """The slugs of the outlets on whose sites something new appeared that day."""
        return tuple(slug for slug, shelf in self._shelves.items() if any(a.shown_from == day for a in shelf.versions))

    def open_by(self, day: date) -> tuple[str, ...]:
        """The slugs of the outlets that had published anything by that day."""
        return tuple(slug for slug, shelf in self._shelves.items() if any(a.shown_from <= day for a in shelf.versions))

    def break_rest(self, slug: str, how: str = "500") -> None:
        """Make an outlet's REST interface fail: "500", or "html" for a page in place of JSON."""
        self._broken[slug, "rest"] = how

    def break_rss(self, slug: str, how: str = "500") -> None:
        """Make an outlet's feed fail: "500", "html" for a page in its place, "empty" for a feed without items."""
        self._broken[slug, "rss"] = how

    def break_pages(self, slug: str, how: str = "500") -> None:
        """Make an outlet's HTML pages fail with a 500."""
        self._broken[slug, "page"] = how

    def mend(self, slug: str) -> None:
        """Undo every failure of an outlet."""
        for key in [key for key in self._broken if key[0] == slug]:
            del self._broken[key]

    def answer(self, request: Request) -> Response:
        """The answer to a request on the current day. Used by the server, and by tests without one."""
        self.requests.by_path[request.path] += 1
        response = self._fresh(request)
        conditional = "if-none-match" in request.headers or "if-modified-since" in request.headers
        self.requests.conditional += conditional
        if conditional and response.status == 200 and unchanged(request, response):
            self.requests.not_modified += 1
            kept = tuple(pair for pair in response.headers if pair[0] in ("ETag", "Last-Modified"))
            return Response(304, headers=kept)
        return response

    def _fresh(self, request: Request) -> Response:
        if request.path in ("/", "/robots.txt"):
            return _validated(ROBOTS, "text/plain") if request.path == "/robots.txt" else self._front()
        slug, _, rest = request.path.lstrip("/").partition("/")
        shelf = self._shelves.get(slug)
        if shelf is None:
            return _missing()
        part = _part_of(shelf.outlet, rest)
        if (slug, part) in self._broken:
            return _failure(shelf.outlet, part, self._broken[slug, part], self._root(slug))
        return self._cached(shelf, rest, request.query)

    def _cached(self, shelf: Shelf, rest: str, query: str) -> Response:
        """The last answer again where the site stands as it stood then."""
        key, edition = (shelf.outlet.slug, f"{rest}?{query}"), shelf.edition(self._day)
        known = self._cache.get(key)
        if known is None or known[0] != edition:
            known = edition, self._render(shelf, rest, dict(parse_qsl(query)))
            self._cache[key] = known
        return known[1]

    def _render(self, shelf: Shelf, rest: str, query: dict[str, str]) -> Response:
        outlet, articles, root = shelf.outlet, shelf.visible(self._day), self._root(shelf.outlet.slug)
        if rest.startswith("wp-json/") and outlet.kind in ("olv", "wordpress"):
            return _rest(shelf, articles, rest, query, root)
        if rest in ("rss/all.xml", "rss/tv.xml") and outlet.kind == "digital_spy":
            return _dated(digital_spy.feed(outlet, articles[:25], root), XML, articles)
        if rest.endswith("feed/") and outlet.feed != "none" and outlet.kind != "digital_spy":
            return _feed(outlet, articles, query, root)
        number = _page_number(outlet, rest)
        if number is not None:
            return _index(outlet, articles, number, root)
        return self._article(outlet, articles, rest, root)

    def _article(self, outlet: Outlet, articles: tuple[Article, ...], rest: str, root: str) -> Response:
        for place, article in enumerate(articles):
            if article.path == rest:
                older = articles[place + 1 : place + 4]
                if outlet.kind == "digital_spy":
                    page = digital_spy.article_page(outlet, article, older, root, noai=self._noai)
                else:
                    page = themes.article_page(outlet, article, older, root)
                return _dated(page, HTML, [article])
            if article.path == f"{rest}/":
                return Response(301, headers=(("Location", f"{root}{article.path}"), ("Content-Type", HTML)))
        return _missing()

    def _front(self) -> Response:
        items = "".join(f'<li><a href="/{o.slug}/">{html.escape(o.name)}</a></li>' for o in self.outlets)
        return _validated(themes.document("Replay", "", f"<ul>{items}</ul>"), HTML)

    def _root(self, slug: str) -> str:
        return f"{self.base_url}/{slug}/"


def unchanged(request: Request, response: Response) -> bool:
    """WordPress's rule for conditional requests: where both validators are sent, both must match."""
    tag, since = request.headers.get("if-none-match"), request.headers.get("if-modified-since")
    etag, modified = response.header("ETag"), response.header("Last-Modified")
    same_tag = tag is not None and etag is not None and tag.removeprefix("W/") == etag
    not_newer = since is not None and modified is not None and _not_newer(modified, since)
    if tag is not None and since is not None and modified is not None:
        return same_tag and not_newer
    return same_tag if tag is not None else not_newer


def _not_newer(modified: str, since: str) -> bool:
    try:
        return parsedate_to_datetime(modified) <= parsedate_to_datetime(since)
    except (ValueError, TypeError):  # an unreadable date, or one without a zone: not a validator
        return False


def _part_of(outlet: Outlet, rest: str) -> str:
    if rest.startswith("wp-json"):
        return "rest"
    return "rss" if rest.endswith("feed/") or rest.startswith("rss/") else "page"


def _failure(outlet: Outlet, part: str, how: str, root: str) -> Response:
    if how == "500":
        return Response(500, b"<html><body><h1>Internal Server Error</h1></body></html>", (("Content-Type", HTML),))
    if how == "empty" and part == "rss":
        return _validated(wordpress.feed(outlet, [], None, root), XML)
    return _validated(themes.index_page(outlet, [], 1, 1, root), HTML)


def _page_number(outlet: Outlet, rest: str) -> int | None:
    """Which page of the list is asked for; the home page is the first. Nothing where it is not the list."""
    prefix = LISTS.get(outlet.kind, "")
    if rest in ("", prefix):
        return 1
    head, _, tail = rest.removeprefix(prefix).partition("page/")
    digits = tail.rstrip("/")
    return int(digits) if not head and digits.isascii() and digits.isdigit() and int(digits) > 0 else None


def _index(outlet: Outlet, articles: tuple[Article, ...], number: int, root: str) -> Response:
    size = PER_RELEASES if outlet.kind == "press" else PER_PAGE
    pages = max(1, -(-len(articles) // size))
    if number > pages:
        return _missing()
    shown = articles[(number - 1) * size : number * size]
    return _validated(themes.index_page(outlet, shown, number, pages, root), HTML)


def _feed(outlet: Outlet, articles: tuple[Article, ...], query: dict[str, str], root: str) -> Response:
    paged = query.get("paged", "1")
    number = int(paged) if paged.isascii() and paged.isdigit() else 1
    shown = articles[(max(number, 1) - 1) * wordpress.PER_FEED : max(number, 1) * wordpress.PER_FEED]
    if number > 1 and not shown:
        return _missing()
    built = max((article.modified for article in articles), default=None)
    return _dated(wordpress.feed(outlet, shown, built, root), XML, articles)


def _rest(shelf: Shelf, articles: tuple[Article, ...], rest: str, query: dict[str, str], root: str) -> Response:
    """The part of the REST interface that a reader of posts needs. Its answers carry no validators."""
    route, categories = rest.removeprefix("wp-json/").rstrip("/"), shelf.categories()
    if route == "":
        return _json({"name": shelf.outlet.name, "url": root, "namespaces": ["wp/v2"]})
    if route == "wp/v2/categories":
        known = [{"id": number, "name": name, "slug": slugify(name)} for name, number in categories.items()]
        return _json([entry for entry in known if query.get("slug") in (None, entry["slug"])])
    if route == "wp/v2/posts":
        return _posts(wordpress.posts(articles, query, categories, shelf.outlet, root), query, root)
    number = route.removeprefix("wp/v2/posts/")
    for article in articles:
        if number == str(article.number):
            return _json(wordpress.post(article, categories, shelf.outlet, root))
    return _refuse(wordpress.Refusal(404, "rest_no_route", "No route was found matching the URL and request method."))


def _posts(found: wordpress.Listing | wordpress.Refusal, query: dict[str, str], root: str) -> Response:
    if isinstance(found, wordpress.Refusal):
        return _refuse(found)
    headers = [("X-WP-Total", str(found.total)), ("X-WP-TotalPages", str(found.pages))]
    if found.page < found.pages:
        headers.append(("Link", f'<{root}wp-json/wp/v2/posts?page={found.page + 1}>; rel="next"'))
    return _json(found.posts, headers)


def _refuse(refusal: wordpress.Refusal) -> Response:
    return Response(refusal.status, refusal.body().encode(), (("Content-Type", JSON),))


def _json(data: object, headers: Iterable[tuple[str, str]] = ()) -> Response:
    return Response(200, json.dumps(data).encode(), (("Content-Type", JSON), *headers))


def _dated(text: str, kind: str, articles: Iterable[Article]) -> Response:
    """An answer with both validators; the tag is made of the date, as WordPress makes it for its feeds."""
    latest = max((article.modified for article in articles), default=datetime(2013, 1, 1, tzinfo=UTC))
    modified = format_datetime(latest, usegmt=True)
    tag = hashlib.md5(modified.encode(), usedforsecurity=False).hexdigest()
    return Response(200, text.encode(), (("Content-Type", kind), ("Last-Modified", modified), ("ETag", f'"{tag}"')))


def _validated(text: str, kind: str) -> Response:
    """An answer tagged by its own bytes."""
    tag = hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
    return Response(200, text.encode(), (("Content-Type", kind), ("ETag", f'"{tag}"')))


def _missing() -> Response:
    return Response(404, b"<html><body><h1>Page not found</h1></body></html>", (("Content-Type", HTML),))
