"""Reports, listings, productions and changes in the database: what closing a run reads and writes. SQL lives here.

Every lookup is by an index and touches only what the run is about, so closing a run costs the same beside ten thousand
productions as beside a million.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database

from pipeline.identity import Candidate, bare, comparison, near_block
from pipeline.model import Event, Modality, Page, Report, Status, Window
from pipeline.reading.places import place_key
from pipeline.settle import Told, Withdrawal
from pipeline.store import moment, one, stamp
from pipeline.weigh import name_key

NAMESPACE = uuid.UUID("6f2d7f7e-7c1d-5a0e-9d55-51a7e0a7c4b1")
"""Under which the ids of changes are made: the same production and the same change give the same id, for ever."""
UNCONFIRMED = "confirmed_at IS NULL AND gone_at IS NULL AND (previous IS NOT NULL OR event IN ('cancelled', 'paused'))"
"""As the index ``reports_unconfirmed`` says it."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a listing as it stood: what it said, and since when."""

    ref: str
    production_id: int
    report_id: int
    digest: str
    status: Status | None
    last_run: int


def window_of(earliest: str | None, latest: str | None) -> Window | None:
    """The Window of two stored days."""
    return Window(date.fromisoformat(earliest), date.fromisoformat(latest)) if earliest and latest else None


def days_of(window: Window | None) -> tuple[str | None, str | None]:
    """The two stored days of a Window."""
    return (window.earliest.isoformat(), window.latest.isoformat()) if window else (None, None)


def change_id(slug: str, key: str) -> str:
    """The permanent id of a change."""
    return str(uuid.uuid5(NAMESPACE, f"{slug}#{key}"))


# --- identity ---------------------------------------------------------------------------------------------------


def linked(db: Database, source: str, ref: str) -> int | None:
    """The production that a source's own id was linked to."""
    rows = list(db.query("SELECT production_id FROM links WHERE source = ? AND ref = ?", (source, ref)))
    return current(db, rows[0]["production_id"]) if rows else None


def link(db: Database, source: str, ref: str, production_id: int, now: datetime, why: str, by: str = "rule") -> None:
    """Remember who decided that ``ref`` is that production, and why. A person's decision is never overwritten."""
    db.execute(
        """INSERT INTO links (source, ref, production_id, decided_by, decided_at, why) VALUES (?, ?, ?, ?, ?, ?)
           ON CONFLICT (source, ref) DO UPDATE SET production_id = excluded.production_id,
           decided_by = excluded.decided_by, decided_at = excluded.decided_at, why = excluded.why
           WHERE links.decided_by = 'rule' OR excluded.decided_by <> 'rule'""",
        (source, ref, production_id, by, stamp(now), why),
    )


def current(db: Database, production_id: int) -> int:
    """Where a production went, if it was merged into another."""
    target = one(db, "SELECT merged_into FROM productions WHERE id = ?", (production_id,))["merged_into"]
    return production_id if target is None else current(db, target)


def candidates(db: Database, key: str, places: bool) -> list[Candidate]:
    """The productions that a title of the comparison form ``key`` could mean."""
    sql = """SELECT p.* FROM productions p WHERE p.key = ? AND p.merged_into IS NULL
             UNION SELECT p.* FROM aliases a JOIN productions p ON p.id = a.production_id
             WHERE a.key = ? AND p.merged_into IS NULL"""
    found = list(db.query(sql, (key, key)))
    if not found:
        sql = """SELECT * FROM productions WHERE bare = ? AND merged_into IS NULL
                 UNION SELECT * FROM (SELECT * FROM productions WHERE near = ? AND merged_into IS NULL LIMIT 50)"""
        found = list(db.query(sql, (bare(key), near_block(key))))
        places = True
    return [_candidate(db, row, places and len(found) < 20) for row in found]


def _candidate(db: Database, row: Mapping[str, Any], places: bool) -> Candidate:
    names = db.query("SELECT key FROM aliases WHERE production_id = ?", (row["id"],))
    return Candidate(
        id=row["id"], key=row["key"], season=row["season"], medium=row["medium"], year=row["year"],
        network=row["network"], status=Status(row["status"]) if row["status"] else None,
        names=frozenset(name["key"] for name in names),
        places=frozenset(places_of(db, row["id"])) if places else frozenset(),
    )  # fmt: skip


def places_of(db: Database, production_id: int) -> set[str]:
    """The comparison forms of the places that were named with a production."""
    rows = db.query(
        "SELECT DISTINCT place FROM reports WHERE production_id = ? AND place IS NOT NULL LIMIT 50", (production_id,)
    )
    return {comparison(row["place"]) for row in rows}


def new_production(db: Database, report: Report, title: str, season: int | None, now: datetime) -> int:
    """A production that nobody named before, under a slug that it keeps for ever."""
    key = comparison(title)
    cursor = db.execute(
        """INSERT INTO productions (slug, title, season, medium, year, network, key, bare, near, first_seen, updated_at)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        (_slug(db, title, season), title, season, report.medium, report.year, report.network, key, bare(key),
         near_block(key), stamp(now), stamp(now)),
    )  # fmt: skip
    return int(cursor.lastrowid or 0)


def number_the_first(db: Database, key: str) -> list[int]:
    """A series that was spoken of without a number was its first season, once a second one is spoken of. Which was."""
    rows = db.query(
        """SELECT id FROM productions WHERE key = ? AND season IS NULL AND medium = 'tv' AND merged_into IS NULL
            AND NOT EXISTS (SELECT 1 FROM productions WHERE key = ? AND season = 1)""",
        (key, key),
    )
    numbered = [row["id"] for row in rows]
    for production_id in numbered:
        db.execute("UPDATE productions SET season = 1 WHERE id = ?", (production_id,))
    return numbered


def _slug(db: Database, title: str, season: int | None) -> str:
    words = comparison(title).encode("ascii", "ignore").decode().split() or ["untitled"]
    base = "-".join(words)[:80].strip("-") + (f"-season-{season}" if season else "")
    slug, number = base, 1
    taken = "SELECT 1 FROM productions WHERE slug = ? UNION SELECT 1 FROM redirects WHERE slug = ?"
    while list(db.query(taken, (slug, slug))):
        number += 1
        slug = f"{base}-{number}"
    return slug


def learn(db: Database, production_id: int, report: Report, season: int | None, names: Iterable[str]) -> None:
    """Keep what a report tells of its production beyond its status: medium, year, network, season, other names."""
    db.execute(
        """UPDATE productions SET medium = coalesce(medium, ?), year = coalesce(year, ?),
           network = coalesce(network, ?), season = coalesce(season, ?) WHERE id = ?""",
        (report.medium, report.year, report.network, season, production_id),
    )
    own = one(db, "SELECT key FROM productions WHERE id = ?", (production_id,))["key"]
    for name in names:
        if comparison(name) != own:
            db.execute(
                "INSERT OR IGNORE INTO aliases (production_id, key, name, kind) VALUES (?, ?, ?, 'printed')",
                (production_id, comparison(name), name),
            )


# --- reports and rows -------------------------------------------------------------------------------------------


def rows_of(db: Database, source: str) -> dict[str, Row]:
    """All rows that the listings of ``source`` have had, by ref."""
    return {
        row["ref"]: Row(row["ref"], row["production_id"], row["report_id"], row["digest"],
                        Status(row["status"]) if row["status"] else None, row["last_run"])
        for row in db.query("SELECT * FROM listings WHERE source = ?", (source,))
    }  # fmt: skip


def store_report(
    db: Database, report: Report, *, page_id: int, ordinal: int, run_id: int, source: str, production_id: int | None,
    now: datetime, published: date, baseline: bool, previous: tuple[Status, str] | None = None,
) -> int:  # fmt: skip
    """One report, as read. ``previous``: what the same row said before, and when it was last seen to say so."""
    earliest, latest = days_of(report.date)
    cursor = db.execute(
        """INSERT INTO reports (page_id, ordinal, run_id, source, ref, production_id, title, season, medium, year,
           event, modality, status, previous, previous_at, earliest, latest, date_text, place, region, start_date,
           end_date, start_time, end_time, speaker, via, scope, evidence, start, end, rule, relation, related,
           inferred, baseline, published, noticed_at, spot, through, related_season, network)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
           ?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT (page_id, ordinal) DO UPDATE SET run_id = excluded.run_id""",
        (page_id, ordinal, run_id, source, report.ref, production_id, report.title, report.season, report.medium,
         report.year, report.event, report.modality, report.status, previous[0] if previous else None,
         previous[1] if previous else None, earliest, latest, report.date_text, report.place, report.region,
         report.start_date, report.end_date, report.start_time, report.end_time, report.speaker, report.via,
         report.scope, report.evidence, report.start, report.end, report.rule, report.relation, report.related,
         int(report.inferred), int(baseline), published.isoformat(), stamp(now),
         place_key(report.place) if report.place else None, report.through, report.related_season, report.network),
    )  # fmt: skip
    return int(cursor.lastrowid or 0)


def keep_row(
    db: Database, source: str, ref: str, *, production_id: int, report_id: int, page_id: int, digest: str,
    status: Status | None, run_id: int, now: datetime,
) -> None:  # fmt: skip
    """What a row says from now on; its report of before is gone."""
    db.execute(
        "UPDATE reports SET gone_at = ? WHERE id = (SELECT report_id FROM listings WHERE source = ? AND ref = ?)",
        (stamp(now), source, ref),
    )
    db.execute(
        """INSERT INTO listings (source, ref, production_id, report_id, digest, status, page_id, since_run, last_run)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT (source, ref) DO UPDATE SET production_id = excluded.production_id,
           report_id = excluded.report_id, digest = excluded.digest, status = excluded.status, missing_runs = 0,
           page_id = excluded.page_id, since_run = excluded.since_run, last_run = excluded.last_run""",
        (source, ref, production_id, report_id, digest, status, page_id, run_id, run_id),
    )


def same_row(db: Database, source: str, ref: str, page_id: int, run_id: int) -> None:
    """A row that says what it said before."""
    db.execute(
        "UPDATE listings SET last_run = ?, page_id = ?, missing_runs = 0 WHERE source = ? AND ref = ?",
        (run_id, page_id, source, ref),
    )


def still_there(db: Database, source: str, ref: str, run_id: int) -> None:
    """A row on a page that the server said was unchanged."""
    db.execute("UPDATE listings SET last_run = ?, missing_runs = 0 WHERE source = ? AND ref = ?", (run_id, source, ref))


def missing(db: Database, source: str, run_id: int, now: datetime) -> list[int]:
    """Count the rows that a complete list no longer has; the productions that reached three runs just now, and that are
    not in the list under another id either.

    A second run at the very same moment is no second run.
    """
    sql = "SELECT 1 FROM runs WHERE source = ? AND id < ? AND state = 'accepted' AND finished_at = ? LIMIT 1"
    if list(db.query(sql, (source, run_id, stamp(now)))):
        return []
    db.execute(
        "UPDATE listings SET missing_runs = missing_runs + 1 WHERE source = ? AND last_run < ?", (source, run_id)
    )
    rows = db.query(
        """SELECT DISTINCT production_id AS id FROM listings WHERE source = ? AND last_run < ? AND missing_runs = 3
              AND production_id NOT IN (SELECT production_id FROM listings WHERE source = ? AND last_run = ?)""",
        (source, run_id, source, run_id),
    )
    return [row["id"] for row in rows]


def statement_key(report: Report, production_id: int) -> tuple[object, ...]:
    """What makes a statement of a later version of a page the same statement."""
    return (production_id, report.event, report.modality, *days_of(report.date), report.scope, report.evidence)


def earlier_statements(db: Database, page: Page) -> dict[tuple[object, ...], tuple[int, int]]:
    """What the versions of a page before this one said and still stands: statement -> (report, production)."""
    rows = db.query(
        """SELECT r.* FROM pages p JOIN reports r ON r.page_id = p.id
            WHERE p.url = ? AND p.source = ? AND p.id < ? AND p.first_seen <= ? AND r.gone_at IS NULL AND r.ref IS NULL
              AND r.production_id IS NOT NULL""",
        (page.url, page.source, page.id, stamp(page.seen)),
    )
    return {
        (row["production_id"], Event(row["event"]), Modality(row["modality"]), row["earliest"], row["latest"],
         row["scope"], row["evidence"]): (row["id"], row["production_id"])
        for row in rows
    }  # fmt: skip


def gone(db: Database, report_id: int, now: datetime) -> None:
    """The page no longer says so."""
    db.execute("UPDATE reports SET gone_at = ? WHERE id = ?", (stamp(now), report_id))


def source_names(db: Database) -> dict[str, str]:
    """How credits name our sources: name_key -> slug."""
    names: dict[str, str] = {}
    for row in db.query("SELECT slug, name FROM sources ORDER BY slug"):
        names.setdefault(name_key(row["slug"]), row["slug"])
        names.setdefault(name_key(row["name"]), row["slug"])
    return names


def confirm(db: Database, source: str, run_id: int, now: datetime) -> set[int]:
    """Mark what is believed only at a second look and what this run of its source still bears out; the productions.

    That is a cancellation, a pause, and every row that moved. A run at the very moment of the first is no second look.
    """
    rows = list(
        db.query(
            f"""SELECT r.id, r.production_id FROM reports r LEFT JOIN listings l ON l.report_id = r.id
                 WHERE r.source = ? AND {UNCONFIRMED} AND r.noticed_at < ? AND (r.ref IS NULL OR l.last_run = ?)""",
            (source, stamp(now), run_id),
        )
    )
    db.conn.executemany("UPDATE reports SET confirmed_at = ? WHERE id = ?", [(stamp(now), row["id"]) for row in rows])
    return {row["production_id"] for row in rows if row["production_id"]}


# --- changes ----------------------------------------------------------------------------------------------------


def withdrawals(db: Database, slug: str) -> dict[str, Withdrawal]:
    """A person's withdrawals of a production's changes, by the change's key."""
    sql = "SELECT object, because, decided_at FROM decisions WHERE verb = 'withdraw' AND subject = ?"
    rows = db.query(sql, (slug,))
    return {row["object"]: Withdrawal(moment(row["decided_at"]), row["because"]) for row in rows}


def stored_changes(db: Database, production_id: int) -> dict[str, dict[str, Any]]:
    """The changes of a production that are in the database, by id."""
    return {row["id"]: row for row in db.query("SELECT * FROM changes WHERE production_id = ?", (production_id,))}


def write_change(db: Database, production_id: int, slug: str, told: Told, summary: str, now: datetime) -> None:
    """A change as the history now has it, with its evidence."""
    identity = change_id(slug, told.key)
    happened, planned, before = days_of(told.happened), days_of(told.planned), days_of(told.planned_before)
    db.execute(
        """INSERT INTO changes (id, production_id, kind, from_status, to_status, happened_earliest, happened_latest,
           noticed_at, published_at, state, support, replaces, summary, updated_at, touched_at, key, rule, because,
           what, planned_earliest, planned_latest, before_earliest, before_latest, place)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, from_status = excluded.from_status,
           to_status = excluded.to_status, happened_earliest = excluded.happened_earliest,
           happened_latest = excluded.happened_latest, published_at = excluded.published_at, state = excluded.state,
           support = excluded.support, replaces = excluded.replaces, summary = excluded.summary,
           updated_at = excluded.updated_at, touched_at = excluded.touched_at, rule = excluded.rule,
           because = excluded.because, what = excluded.what, planned_earliest = excluded.planned_earliest,
           planned_latest = excluded.planned_latest, before_earliest = excluded.before_earliest,
           before_latest = excluded.before_latest, place = excluded.place""",
        (identity, production_id, told.kind, told.from_status, told.to_status, *happened, stamp(told.noticed_at),
         stamp(told.published_at) if told.published_at else None, told.state, told.support,
         change_id(slug, told.replaces) if told.replaces else None, summary, stamp(told.updated_at), stamp(now),
         told.key, told.rule, told.because, told.what, *planned, *before, told.place),
    )  # fmt: skip


def write_evidence(db: Database, change: str, reports: Iterable[tuple[int, bool, str]]) -> bool:
    """The reports behind a change: (report, counted, role). True where they are others than before."""
    wanted = {report: (int(is_counted), role) for report, is_counted, role in reports}
    rows = db.query("SELECT report_id, counted, role FROM change_reports WHERE change_id = ?", (change,))
    known = {row["report_id"]: (row["counted"], row["role"]) for row in rows}
    if wanted == known:
        return False
    db.execute("DELETE FROM change_reports WHERE change_id = ?", (change,))
    db.conn.executemany(
        "INSERT INTO change_reports (change_id, report_id, counted, role) VALUES (?, ?, ?, ?)",
        [(change, report, *rest) for report, rest in sorted(wanted.items())],
    )
    return True


LINKED = "linked/"
"""How the key of a change begins that was told of a production which a person made part of another."""


def told_before(told: Told, stored: Iterable[Mapping[str, Any]]) -> bool:
    """Whether this change was told under a name that was given up since."""
    first, last = days_of(told.happened)
    facts = {"kind": told.kind, "to_status": told.to_status, "what": told.what, "happened_earliest": first,
             "happened_latest": last}  # fmt: skip
    return any(old["key"].startswith(LINKED) and same_news(facts, old) for old in stored)


def same_news(change: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two changes of one production tell the same: one event, at dates that may be one. Corrections do not."""
    facts = ("kind", "to_status", "what")
    if change["kind"] == "correction" or any(change[name] != other[name] for name in facts):
        return False
    if change["happened_earliest"] is None or other["happened_earliest"] is None:
        return True
    return bool(
        change["happened_earliest"] <= other["happened_latest"]
        and other["happened_earliest"] <= change["happened_latest"]
    )


def drop_change(db: Database, identity: str) -> None:
    """A change that nobody was told and that did not come true."""
    db.execute("DELETE FROM changes WHERE id = ?", (identity,))


def withdraw_stored(
    db: Database, production_id: int, slug: str, old: Mapping[str, Any], because: str, now: datetime,
    happened: Window | None = None,
) -> None:  # fmt: skip
    """Mark a stored change as withdrawn, and tell one correction. ``happened``: only its date was wrong, and this is
    the right one."""
    db.execute(
        """UPDATE changes SET state = 'withdrawn', because = ?, summary = 'Withdrawn: ' || summary, updated_at = ?,
           touched_at = ? WHERE id = ?""",
        (because, stamp(now), stamp(now), old["id"]),
    )
    if old["state"] != "published":
        return
    key = f"correction/{old['key']}"
    db.execute(
        """INSERT OR IGNORE INTO changes (id, production_id, kind, from_status, to_status, happened_earliest,
           happened_latest, noticed_at, published_at, state, support, replaces, summary, updated_at, touched_at, key,
           rule, because)
           VALUES (?, ?, 'correction', ?, ?, ?, ?, ?, ?, 'published', 0, ?, ?, ?, ?, ?, ?, ?)""",
        (change_id(slug, key), production_id, old["to_status"], old["to_status" if happened else "from_status"],
         *days_of(happened), stamp(now), stamp(now), old["id"], f"Correction: withdrawn, {old['summary']}",
         stamp(now), stamp(now), key, because, because),
    )  # fmt: skip


def open_issue(
    db: Database, source: str, kind: str, detail: str, now: datetime, run_id: int | None = None, url: str | None = None
) -> None:
    """Something that a person should look at; the same thing is noted once."""
    db.execute(
        """INSERT INTO issues (run_id, source, kind, detail, url, opened_at) VALUES (?, ?, ?, ?, ?, ?)
           ON CONFLICT (source, kind, detail) DO NOTHING""",
        (run_id, source, kind, detail[:500], url, stamp(now)),
    )
