"""What the pages show, read from the database: boards, lists, timelines, places, sources. Writes nothing.

Long lists come as iterators or with a limit, so that a page of a hundred thousand productions never needs them all in
memory. ``queries.py`` beside it answers for changes and their evidence.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlite_utils import Database

from pipeline.model import Change, Production, Status, Window
from pipeline.queries import changes_by_id, production_of, quoted

SEEN = ("published", "withdrawn", "backfilled")
SHARD = 1_000
NEWS = "kind NOT IN ('spotted', 'delisted')"
"""What the lists of changes leave out: it is of interest near a place or a production only."""
_PRODUCTION = "p.id, p.slug, p.title, p.season, p.medium, p.year, p.network, p.status"
_CARD = f"{_PRODUCTION}, p.status_earliest, p.status_latest"


@dataclass(frozen=True, slots=True)
class Card:
    """A production as a list shows it: with the days since when it has its status."""

    production: Production
    since: Window | None


@dataclass(frozen=True, slots=True)
class Column:
    """One status of the board: its newest productions, and how many there are in all."""

    status: Status
    total: int
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """One report as a page shows it: who said what of which production, when, and where it can be read.

    ``gone``: its page does not say so any more.
    """

    production_id: int
    source: str
    source_name: str
    url: str
    event: str
    modality: str
    scope: str | None
    published: str | None
    noticed: str
    date: Window | None
    place: str | None
    region: str | None
    quote: str | None
    via: str | None
    speaker: str | None
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Planned:
    """A planned date of a production that has not passed: ``what`` is start, wrap or release."""

    production: Production
    what: str
    window: Window


@dataclass(frozen=True, slots=True)
class Health:
    """How a source is doing: its newest finished run, and the newest that was accepted."""

    slug: str
    name: str
    kind: str
    trust: int
    complete: bool
    homepage: str
    licence: str
    attribution: str
    state: str | None
    reason: str | None
    rows: int | None
    last_run: str | None
    last_accepted: str | None
    last_new_page: str | None


def window_of(earliest: str | None, latest: str | None) -> Window | None:
    """The window between two stored days; a missing end is the same day as the other."""
    first, last = earliest or latest, latest or earliest
    return Window(date.fromisoformat(first[:10]), date.fromisoformat(last[:10])) if first and last else None


def _card(row: dict[str, Any]) -> Card:
    return Card(production_of(row), window_of(row["status_earliest"], row["status_latest"]))


def _marks(values: Collection[object]) -> str:
    return ", ".join("?" * len(values))


def ids(db: Database) -> Iterator[int]:
    """The id of every production that was not merged away, ascending, a thousand at a time."""
    last = 0
    while True:
        rows = list(
            db.query("SELECT id FROM productions WHERE id > ? AND merged_into IS NULL ORDER BY id LIMIT 1000", (last,))
        )
        if not rows:
            return
        yield from (row["id"] for row in rows)
        last = rows[-1]["id"]


def cards(db: Database, wanted: Collection[int]) -> dict[int, Card]:
    """The cards of these productions, by id. Merged ones are left out."""
    sql = f"SELECT {_CARD} FROM productions p WHERE p.id IN ({_marks(wanted)}) AND p.merged_into IS NULL"
    return {row["id"]: _card(row) for row in db.query(sql, tuple(wanted))}


def board(db: Database, each: int) -> list[Column]:
    """The slate by status: of every status its ``each`` newest productions, and their number."""
    totals = {row["a"]: row["n"] for row in db.query("SELECT a, n FROM site_tallies WHERE what = 'status'")}
    return [Column(status, totals.get(status, 0), tuple(in_status(db, status, each))) for status in Status]


def in_status(db: Database, status: Status, limit: int) -> Iterator[Card]:
    """The productions of one status, those that came to it last first."""
    sql = f"""SELECT {_CARD} FROM productions p WHERE p.status = ? AND p.merged_into IS NULL
               ORDER BY coalesce(p.status_latest, '') DESC, p.id DESC LIMIT ?"""
    return map(_card, db.query(sql, (status.value, limit)))


def between_keys(db: Database, start: str, end: str) -> Iterator[Card]:
    """The productions of a part of the alphabetical list, in the order of their titles."""
    sql = f"""SELECT {_CARD} FROM site_titles t JOIN productions p ON p.id = t.production_id
               WHERE t.key >= ? AND t.key < ? ORDER BY p.key, p.season, p.id"""
    return map(_card, db.query(sql, (start, end)))


def titles(db: Database, most: int) -> list[Card]:
    """The alphabetical list where it is no longer than that; nothing where it is."""
    some = "SELECT count(*) AS n FROM (SELECT 1 FROM productions WHERE merged_into IS NULL LIMIT ?)"
    if next(iter(db.query(some, (most + 1,))))["n"] > most:
        return []
    sql = f"SELECT {_CARD} FROM productions p WHERE p.merged_into IS NULL ORDER BY p.key, p.season, p.id"
    return list(map(_card, db.query(sql)))


def last_id(db: Database) -> int:
    """The highest id of a production; 0 where there is none."""
    return int(next(iter(db.query("SELECT coalesce(max(id), 0) AS id FROM productions")))["id"])


def shard(db: Database, number: int) -> Iterator[tuple[Card, str]]:
    """One shard of the search list: its productions with their other names, by id."""
    sql = f"""SELECT {_CARD}, (SELECT group_concat(a.name, '|') FROM aliases a WHERE a.production_id = p.id) AS names
                FROM productions p WHERE p.id >= ? AND p.id < ? AND p.merged_into IS NULL ORDER BY p.id"""
    for row in db.query(sql, (number * SHARD, (number + 1) * SHARD)):
        yield _card(row), row["names"] or ""


def aliases(db: Database, production_id: int) -> list[tuple[str, str]]:
    """The other names of a production, with their kind (alias, working title …)."""
    sql = "SELECT DISTINCT name, kind FROM aliases WHERE production_id = ? ORDER BY kind, name"
    return [(row["name"], row["kind"]) for row in db.query(sql, (production_id,))]


_SAID = """SELECT r.production_id, r.source, s.name AS source_name, g.url, r.event, r.modality, r.scope,
                  coalesce(r.published, g.published) AS published, r.noticed_at, r.earliest, r.latest, r.place,
                  r.region, r.via, r.speaker, r.gone_at, CASE WHEN s.quote THEN r.evidence END AS quote
             FROM reports r JOIN pages g ON g.id = r.page_id JOIN sources s ON s.slug = r.source"""


def _said(row: dict[str, Any]) -> Said:
    return Said(
        production_id=row["production_id"], source=row["source"], source_name=row["source_name"], url=row["url"],
        event=row["event"], modality=row["modality"], scope=row["scope"], published=row["published"],
        noticed=row["noticed_at"], date=window_of(row["earliest"], row["latest"]), place=row["place"],
        region=row["region"], quote=quoted(row["quote"]) if row["quote"] else None, via=row["via"],
        speaker=row["speaker"], gone=row["gone_at"] is not None,
    )  # fmt: skip


def reports_of(db: Database, production_id: int, limit: int) -> list[Said]:
    """What was said of a production, newest first."""
    sql = f"{_SAID} WHERE r.production_id = ? ORDER BY coalesce(r.published, r.noticed_at) DESC, r.id DESC LIMIT ?"
    return [_said(row) for row in db.query(sql, (production_id, limit))]


def reports_from(db: Database, source: str, limit: int) -> list[Said]:
    """What a source said last of productions that are known."""
    sql = f"{_SAID} WHERE r.source = ? AND r.production_id IS NOT NULL ORDER BY r.id DESC LIMIT ?"
    return [_said(row) for row in db.query(sql, (source, limit))]


def at_place(db: Database, slug: str, limit: int) -> list[Said]:
    """The newest report of each production that was reported at a place, newest first."""
    sql = f"""{_SAID} JOIN (SELECT report_id, at FROM site_places WHERE slug = ? ORDER BY at DESC, report_id DESC
                             LIMIT ?) a ON a.report_id = r.id ORDER BY a.at DESC, a.report_id DESC"""
    return [_said(row) for row in db.query(sql, (slug, limit))]


def feed_exists(db: Database, path: str) -> bool:
    """Whether a feed was published at ``path`` (without its ending)."""
    return next(iter(db.query("SELECT 1 FROM feeds WHERE path = ?", (path,))), None) is not None


def shared_feeds(db: Database) -> list[tuple[str, str]]:
    """Path and title of every published feed that no page of its own announces: not of a production, nor of a place
    that has a page."""
    each = "SELECT path, title FROM feeds WHERE path"
    sql = f"""{each} < 'place/' UNION ALL {each} >= 'place0' AND path < 'production/' UNION ALL
              {each} >= 'production0' UNION ALL {each} >= 'place/' AND path < 'place0'
                 AND substr(path, 7) NOT IN (SELECT a FROM site_tallies WHERE what = 'place') ORDER BY path"""
    return [(row["path"], row["title"]) for row in db.query(sql)]


_HEALTH = """SELECT h.*, s.kind, s.complete, s.homepage, s.licence, s.attribution
               FROM source_health h JOIN sources s USING (slug)"""


def sources(db: Database) -> list[Health]:
    """Every source with its health: those in trouble first, then by name."""
    rows = db.query(f"{_HEALTH} ORDER BY h.state IS NULL, h.state = 'accepted', s.name, s.slug")
    return [Health(**{**row, "complete": bool(row["complete"])}) for row in rows]


def known_slugs(db: Database, slugs: Collection[str]) -> set[str]:
    """Which of these slugs belong to a production, or lead to one."""
    marks = _marks(slugs)
    sql = f"""SELECT slug FROM productions WHERE merged_into IS NULL AND slug IN ({marks})
               UNION SELECT slug FROM redirects WHERE slug IN ({marks})"""
    return {row["slug"] for row in db.query(sql, (*slugs, *slugs))}


def announced_by(db: Database, feeds: Iterable[str]) -> set[int]:
    """The productions whose feeds these are."""
    slugs = (path.removeprefix("production/") for path in feeds if path.startswith("production/"))
    sql = "SELECT id FROM productions WHERE slug = ?"
    return {row["id"] for slug in slugs for row in db.query(sql, (slug,))}


def source_name(db: Database, slug: str) -> str:
    """What readers call a source."""
    return next((str(row["name"]) for row in db.query("SELECT name FROM sources WHERE slug = ?", (slug,))), slug)


def sources_of(db: Database, wanted: Collection[int]) -> set[str]:
    """The sources that ever reported one of these productions."""
    sql = f"SELECT DISTINCT source FROM reports WHERE production_id IN ({_marks(wanted)})"
    return {row["source"] for row in db.query(sql, tuple(wanted))}


def runs_of(db: Database, source: str, limit: int) -> list[dict[str, Any]]:
    """The newest finished runs of a source: when, how they were judged, and what they brought."""
    sql = """SELECT id, state, reason, started_at, finished_at, rows, new_pages, moved, detail FROM runs
              WHERE source = ? AND state NOT IN ('open', 'history') ORDER BY id DESC LIMIT ?"""
    return list(db.query(sql, (source, limit)))


def open_issues(db: Database, source: str, limit: int) -> list[dict[str, Any]]:
    """What a person should look at in a source."""
    sql = """SELECT kind, detail, url, opened_at FROM issues WHERE source = ? AND closed_at IS NULL
              ORDER BY opened_at DESC, id DESC LIMIT ?"""
    return list(db.query(sql, (source, limit)))


def newest(db: Database, limit: int) -> list[Change]:
    """The changes published last, newest first, with their evidence; those that were withdrawn since among them."""
    each = f"""SELECT id, published_at FROM (SELECT id, published_at FROM changes WHERE state = ? AND {NEWS}
                ORDER BY published_at DESC, id DESC LIMIT ?)"""
    rows = db.query(f"{each} UNION ALL {each} ORDER BY published_at DESC, id DESC LIMIT ?",
                    ("published", limit, "withdrawn", limit, limit))  # fmt: skip
    return _in_order(db, [row["id"] for row in rows])


def _in_order(db: Database, wanted: list[str]) -> list[Change]:
    found = changes_by_id(db, wanted)
    return [found[id_] for id_ in wanted]


def in_month(db: Database, month: str, offset: int, limit: int) -> list[Change]:
    """A stretch of the changes published in a month, oldest first, with their evidence."""
    sql = f"""SELECT id FROM changes WHERE state IN ('published', 'withdrawn') AND {NEWS}
               AND published_at >= ? AND published_at < ? ORDER BY published_at, id LIMIT ? OFFSET ?"""
    return _in_order(db, [row["id"] for row in db.query(sql, (month, month + "~", limit, offset))])


def places_in_month(db: Database, month: str, wanted: Collection[int]) -> list[int]:
    """As which of the month's changes (0 for its first) those of these productions are listed."""
    sql = f"""SELECT place FROM (
                SELECT production_id, row_number() OVER (ORDER BY published_at, id) - 1 AS place FROM changes
                 WHERE state IN ('published', 'withdrawn') AND {NEWS} AND published_at >= ? AND published_at < ?)
               WHERE production_id IN ({_marks(wanted)}) ORDER BY place"""
    return [row["place"] for row in db.query(sql, (month, month + "~", *wanted))]


def moved(db: Database, wanted: Collection[int] | None = None) -> Iterator[tuple[str, str]]:
    """Slugs that moved, with the slug that each leads to now; of all, or those that lead to these productions."""
    which = "" if wanted is None else f"WHERE target IN (SELECT slug FROM productions WHERE id IN ({_marks(wanted)}))"
    for row in db.query(f"SELECT slug, target FROM redirects {which} ORDER BY slug", tuple(wanted or ())):
        yield row["slug"], row["target"]


def newest_moment(db: Database) -> str | None:
    """When the newest change that readers can see was last updated: the only clock that a page shows."""
    newest = (db.query("SELECT max(updated_at) AS at FROM changes WHERE state = ?", (state,)) for state in SEEN)
    return max((row["at"] for rows in newest for row in rows if row["at"]), default=None)


def planned(db: Database, production_id: int | None = None, *, since: date, limit: int) -> list[Planned]:
    """Planned dates that end on ``since`` or later, the soonest first: for each thing planned the newest date."""
    own = "AND c.production_id = ?" if production_id else ""
    sql = f"""SELECT {_PRODUCTION}, c.what, c.planned_earliest, c.planned_latest FROM changes c
              CROSS JOIN productions p ON p.id = c.production_id AND p.merged_into IS NULL
              WHERE +c.state = 'published' AND c.planned_latest >= ? {own}
                AND NOT EXISTS (SELECT 1 FROM changes n WHERE n.production_id = c.production_id AND n.what = c.what
                    AND +n.state = 'published' AND (n.noticed_at, n.id) > (c.noticed_at, c.id))
              ORDER BY c.planned_earliest, p.id, c.what LIMIT ?"""
    values = (since.isoformat(), *((production_id,) if production_id else ()), limit)
    return [_planned(row) for row in db.query(sql, values)]


def _planned(row: dict[str, Any]) -> Planned:
    return Planned(production_of(row), row["what"] or "start", Window(
        date.fromisoformat(row["planned_earliest"]), date.fromisoformat(row["planned_latest"])))  # fmt: skip


def report_count(db: Database, production_id: int) -> int:
    """How many reports there are of a production."""
    rows = db.query("SELECT count(*) AS n FROM reports WHERE production_id = ?", (production_id,))
    return int(next(iter(rows))["n"])


def refs(db: Database, production_id: int) -> list[tuple[str, str]]:
    """The sources' own identifiers of a production."""
    sql = """SELECT coalesce(s.name, l.source) AS name, l.ref FROM links l LEFT JOIN sources s ON s.slug = l.source
              WHERE l.production_id = ? ORDER BY 1, 2 LIMIT 20"""
    return [(row["name"], row["ref"]) for row in db.query(sql, (production_id,))]
