"""What each production adds to the lists, counts and pictures of the site, kept so that a publication counts the news.

``refresh`` works out the shares of the productions that were touched, and moves the sums by the difference. What is
read here afterwards is what counting everything again would give; a test holds the two together.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlite_utils import Database

from pipeline import alphabet
from pipeline.browse import NEWS

Names = tuple[tuple[str, str], ...]
"""A place and what it lies in, the narrowest first: (slug, name) of each."""
Addresses = Callable[[str, str | None], Names]
Share = tuple[str, str, str, str]
CHUNK = 400
_DECIDED = "+c.state IN ('published', 'backfilled')"
"""With a plus, as ``kind`` has below: by its index SQLite would look through all changes, not those of a production."""
_SHARES = (
    """SELECT id, 'status', status, '', '', 1 FROM productions
        WHERE merged_into IS NULL AND status IS NOT NULL AND id IN ({ids})""",
    f"""SELECT production_id, 'month', substr(published_at, 1, 7), '', '', count(*) FROM changes
         WHERE +state IN ('published', 'withdrawn') AND published_at IS NOT NULL AND {NEWS}
           AND production_id IN ({{ids}}) GROUP BY 1, 3""",
    f"""SELECT c.production_id, 'move', substr(coalesce(c.happened_latest, c.noticed_at), 1, 7),
               coalesce(c.from_status, ''), c.to_status, count(*) FROM changes c
         WHERE {_DECIDED} AND c.to_status IS NOT NULL AND c.from_status IS NOT c.to_status
           AND c.production_id IN ({{ids}}) GROUP BY 1, 3, 4, 5""",
    f"""SELECT c.production_id, 'start', substr(c.happened_earliest, 1, 7), coalesce(p.medium, ''), '', count(*)
          FROM changes c JOIN productions p ON p.id = c.production_id
         WHERE {_DECIDED} AND +c.kind = 'started_filming'
           AND substr(c.happened_earliest, 1, 7) = substr(c.happened_latest, 1, 7)
           AND c.production_id IN ({{ids}}) GROUP BY 1, 3, 4""",
    f"""SELECT id, 'release', coalesce(network, ''), CAST(round(days) AS INTEGER), '', 1 FROM (
            SELECT p.id, p.network, min(julianday(e.happened_earliest)) - min(julianday(c.happened_earliest)) AS days
              FROM changes c JOIN productions p ON p.id = c.production_id
              JOIN changes e ON e.production_id = c.production_id AND +e.kind = 'released'
               AND +e.state IN ('published', 'backfilled')
             WHERE {_DECIDED} AND +c.kind = 'started_filming' AND p.id IN ({{ids}})
             GROUP BY p.id HAVING days > 0)""",
    """SELECT production_id, 'first', source, '', '', count(*) FROM (
            SELECT c.production_id, r.source, row_number() OVER (PARTITION BY e.change_id
                       ORDER BY coalesce(r.published, r.noticed_at), r.noticed_at, r.id) AS place
              FROM changes c JOIN change_reports e ON e.change_id = c.id AND e.counted
              JOIN reports r ON r.id = e.report_id
             WHERE +c.state = 'published' AND c.kind NOT IN ('spotted', 'delisted', 'newly_listed', 'correction')
               AND c.production_id IN ({ids})) WHERE place = 1 GROUP BY 1, 3""",
    "SELECT production_id, 'place', slug, '', '', 1 FROM site_places WHERE production_id IN ({ids})",
)


@dataclass(slots=True)
class Stale:
    """The lists that show something else than before: statuses, months, places by slug, titles by key.

    ``grown`` are the months of which the number of changes moved: later pages of theirs begin elsewhere.
    """

    statuses: set[str] = field(default_factory=set)
    months: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)
    grown: set[str] = field(default_factory=set)


def refresh(db: Database, wanted: Collection[int] | None, addresses: Addresses) -> Stale:
    """Bring the shares of these productions, or of all, up to date; where they are shown, and were."""
    stale = Stale()
    if wanted is None:
        for table in ("site_shares", "site_tallies", "site_places", "site_titles"):
            db.execute(f"DELETE FROM {table}")
    for chunk in _every(db) if wanted is None else _chunks(sorted(wanted)):
        _renew(db, chunk, addresses, stale, first=wanted is None)
    return stale


def _chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))


def _every(db: Database) -> Iterator[Sequence[int]]:
    last = 0
    while ids := [row["id"] for row in db.query(f"SELECT id FROM productions WHERE id > ? ORDER BY id LIMIT {CHUNK}",
                                                (last,))]:  # fmt: skip
        yield ids
        last = ids[-1]


def _renew(db: Database, ids: Sequence[int], addresses: Addresses, stale: Stale, *, first: bool) -> None:
    marks = ", ".join("?" * len(ids))
    before = Counter[Share]() if first else _shares(db, ids, marks)
    if not first:
        stale.titles |= _titles(db, ids, marks)
        for table in ("site_shares", "site_places", "site_titles"):
            db.execute(f"DELETE FROM {table} WHERE production_id IN ({marks})", ids)
    db.conn.executemany("INSERT INTO site_places VALUES (?, ?, ?, ?, ?, ?)", _places(db, ids, marks, addresses))
    keys = db.query(f"SELECT id, key FROM productions WHERE merged_into IS NULL AND id IN ({marks})", ids)
    listed = [(row["id"], alphabet.key_of(row["key"])) for row in keys]
    db.conn.executemany("INSERT INTO site_titles VALUES (?, ?)", listed)
    for sql in _SHARES:
        db.execute(f"INSERT INTO site_shares {sql.format(ids=marks)}", ids)
    after = _shares(db, ids, marks)
    _move(db, before, after)
    if not first:
        stale.titles |= {key for _, key in listed}
        _note(stale, before, after)


def _shares(db: Database, ids: Sequence[int], marks: str) -> Counter[Share]:
    sql = f"SELECT what, a, b, c, sum(n) AS n FROM site_shares WHERE production_id IN ({marks}) GROUP BY 1, 2, 3, 4"
    return Counter({(row["what"], row["a"], row["b"], row["c"]): row["n"] for row in db.query(sql, ids)})


def _titles(db: Database, ids: Sequence[int], marks: str) -> set[str]:
    return {row["key"] for row in db.query(f"SELECT key FROM site_titles WHERE production_id IN ({marks})", ids)}


def _move(db: Database, before: Counter[Share], after: Counter[Share]) -> None:
    """Move the sums by what is different; a sum of nothing is no row."""
    changed = [(*share, after[share] - before[share]) for share in {**before, **after} if after[share] != before[share]]
    db.conn.executemany(
        "INSERT INTO site_tallies VALUES (?, ?, ?, ?, ?) ON CONFLICT (what, a, b, c) DO UPDATE SET n = n + excluded.n",
        changed,
    )
    sql = "DELETE FROM site_tallies WHERE what = ? AND a = ? AND b = ? AND c = ? AND n = 0"
    db.conn.executemany(sql, [row[:4] for row in changed if row[4] < 0])


def _note(stale: Stale, before: Counter[Share], after: Counter[Share]) -> None:
    for share in {**before, **after}:
        what, key = share[:2]
        if what == "status":
            stale.statuses.add(key)
        elif what == "place":
            stale.places.add(key)
        elif what == "month":
            stale.months.add(key)
            if before[share] != after[share]:
                stale.grown.add(key)


def _places(db: Database, ids: Sequence[int], marks: str, addresses: Addresses) -> Iterable[tuple[object, ...]]:
    """For every place of a production: its newest report there, and the longest that is known of where it lies."""
    rows = db.query(
        f"""SELECT production_id, place, region, max(id) AS id, coalesce(published, noticed_at) AS at FROM reports
             WHERE place <> '' AND production_id IN ({marks}) GROUP BY production_id, place, region""", ids,
    )  # fmt: skip
    newest: dict[tuple[int, str], tuple[int, str]] = {}
    names: dict[tuple[int, str], tuple[int, str]] = {}
    for row in rows:
        chain = addresses(row["place"], row["region"])
        for number, (slug, _) in enumerate(chain):
            key = (row["production_id"], slug)
            newest[key] = max(newest.get(key, (0, "")), (row["id"], row["at"]))
            held = (number - len(chain), json.dumps(chain[number:], ensure_ascii=False))
            names[key] = min(names.get(key, held), held)
    return [(*key, *newest[key], -names[key][0], names[key][1]) for key in newest]


def counted(db: Database, what: str) -> list[tuple[str, str, str, int]]:
    """The sums of one kind, in the order of their keys."""
    rows: Iterable[dict[str, Any]] = db.query(
        "SELECT a, b, c, n FROM site_tallies WHERE what = ? ORDER BY a, b, c", (what,)
    )
    return [(row["a"], row["b"], row["c"], row["n"]) for row in rows]


def months(db: Database) -> dict[str, int]:
    """The months in which changes were published, newest first, with their number. Sightings are no news: left out."""
    return {month: n for month, _, _, n in reversed(counted(db, "month"))}


def places(db: Database) -> list[tuple[Names, int]]:
    """Every place, with the number of productions that were reported there, most first."""
    rows = db.query("SELECT a, n FROM site_tallies WHERE what = 'place' ORDER BY n DESC, a")
    return [(names_of(db, row["a"]), row["n"]) for row in list(rows)]


def names_of(db: Database, slug: str) -> Names:
    """The place of a slug and what it lies in, as far as any report says; () where no report names it."""
    rows = db.query("SELECT names FROM site_places WHERE slug = ? ORDER BY depth DESC, names LIMIT 1", (slug,))
    return next((tuple((key, name) for key, name in json.loads(row["names"])) for row in rows), ())


def productions_at(db: Database, slug: str) -> int:
    """How many productions were reported at a place."""
    rows = db.query("SELECT n FROM site_tallies WHERE what = 'place' AND a = ?", (slug,))
    return next((int(row["n"]) for row in rows), 0)
