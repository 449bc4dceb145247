"""Reading changes and productions back as the nouns of ``model.py``, in bulk: for feeds, pages and the command.

Writes nothing. One call asks two statements for every few hundred changes, however many reports stand behind them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, TypeVar, Unpack

from pipeline.copies import Wording, alike, copied
from pipeline.filters import STATES as STATES
from pipeline.filters import Filters, wanted
from pipeline.model import Change, Event, Evidence, Modality, Production, Status, Window
from pipeline.moments import moment, stamp
from pipeline.readable import Readable
from pipeline.wording import told_places

CHUNK = 500
T = TypeVar("T")
QUOTE_LENGTH = 200
_LEFT_OUT = re.compile(r"\([^()]*\[…\][^()]*\)")
"""What is left of a person's name that the reader took out: no part of what is said."""

_CHANGE = """c.id, c.kind, c.from_status, c.to_status, c.happened_earliest, c.happened_latest, c.noticed_at,
    c.published_at, c.updated_at, c.state, c.support, c.replaces, c.planned_earliest, c.planned_latest,
    c.before_earliest, c.before_latest, c.what, c.place, c.summary, c.rule, c.because,
    p.id AS production_id, p.slug, p.title, p.season, p.medium, p.year, p.network, p.status
    FROM changes c JOIN productions p ON p.id = c.production_id"""
_REPORT = """r.id AS report_id, r.source, s.name, s.trust, s.quote,
    g.url, r.published, r.event, r.modality, r.via, r.through, r.evidence, r.speaker, r.place, r.earliest, r.latest,
    r.title, r.season, r.inferred, r.relation, r.related, r.related_season"""
_EVIDENCE = f"""SELECT e.change_id, e.counted, e.role, {_REPORT}
    FROM change_reports e JOIN reports r ON r.id = e.report_id JOIN pages g ON g.id = r.page_id
    JOIN sources s ON s.slug = r.source
    WHERE e.change_id IN ({{marks}})
    ORDER BY e.change_id, e.counted DESC, s.trust DESC, r.noticed_at, r.source, r.page_id, r.ordinal"""


def changes(db: Readable, **filters: Unpack[Filters]) -> list[Change]:
    """The changes that meet every condition of ``filters.wanted``, oldest first unless told otherwise, evidence
    included."""
    which, values = wanted(filters)
    return list(with_evidence(db, db.query(f"SELECT {_CHANGE} {which}", values)))


def changes_by_id(db: Readable, ids: Iterable[str]) -> dict[str, Change]:
    """The changes of those ids, by id; an id that is none is left out."""
    found: dict[str, Change] = {}
    for chunk in _chunks(ids):
        rows = db.query(f"SELECT {_CHANGE} WHERE c.id IN ({_marks(chunk)})", tuple(chunk))
        found |= {change.id: change for change in with_evidence(db, rows)}
    return found


def with_evidence(db: Readable, rows: Iterable[dict[str, Any]]) -> Iterator[Change]:
    """Changes of rows, in their order, each with its evidence: one statement for every few hundred."""
    for chunk in _chunks(rows):
        ids = tuple(row["id"] for row in chunk)
        evidence: dict[str, list[Evidence]] = defaultdict(list)
        for row in db.query(_EVIDENCE.format(marks=_marks(ids)), ids):
            evidence[row["change_id"]].append(_evidence(row))
        for row in chunk:
            yield _change(row, with_repeats(db, evidence[row["id"]]))


def with_repeats(db: Readable, evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The evidence of one change, with whose words those repeat that count for nothing and credit nobody."""
    if all(item.counted or item.via or item.role != "for" for item in evidence):
        return tuple(evidence)
    told = [
        Wording(e.report_id, e.source, e.trust, e.published.date(), e.via, e.title, e.words, _entries(db, e))
        for e in evidence if e.role == "for" and e.published
    ]  # fmt: skip
    names = {item.report_id: item.source_name for item in evidence}
    repeated = copied(told, alike(told))
    return tuple(
        replace(item, repeats=names[repeated[item.report_id]])
        if item.report_id in repeated and not item.counted else item for item in evidence
    )  # fmt: skip


def _entries(db: Readable, item: Evidence) -> tuple[int, ...]:
    """The productions that the page of a listing lists, in their order."""
    if item.event is not Event.FILMING:
        return ()
    sql = """SELECT o.production_id AS id FROM reports r JOIN reports o ON o.page_id = r.page_id
              WHERE r.id = ? AND r.ref IS NULL AND o.production_id IS NOT NULL ORDER BY o.ordinal"""
    return tuple(dict.fromkeys(row["id"] for row in db.query(sql, (item.report_id,))))


def _chunks(items: Iterable[T]) -> Iterator[list[T]]:
    chunk: list[T] = []
    for item in items:
        chunk.append(item)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _marks(values: Collection[object]) -> str:
    return ", ".join("?" * len(values))


def _window(earliest: str | None, latest: str | None) -> Window | None:
    if earliest is None or latest is None:
        return None
    return Window(date.fromisoformat(earliest), date.fromisoformat(latest))


def reports_of(db: Readable, production_id: int) -> dict[int, Evidence]:
    """Every report of a production, and what stands beside its changes, as evidence that counts for nothing yet.

    By the report's id, in the order of evidence.
    """
    sql = f"""SELECT 0 AS counted, 'context' AS role, {_REPORT}
                FROM reports r JOIN pages g ON g.id = r.page_id JOIN sources s ON s.slug = r.source
               WHERE r.production_id = ? OR r.id IN (
                     SELECT e.report_id FROM change_reports e JOIN changes c ON c.id = e.change_id
                      WHERE c.production_id = ?)
               ORDER BY s.trust DESC, r.noticed_at, r.source, r.page_id, r.ordinal"""
    return {row["report_id"]: _evidence(row) for row in db.query(sql, (production_id, production_id))}


def context_by(db: Readable, production_id: int, at: datetime) -> dict[str, list[int]]:
    """The reports that stand beside the changes of a production and were noticed by ``at``, by the change's id."""
    found: dict[str, list[int]] = defaultdict(list)
    rows = db.query(
        """SELECT e.change_id, e.report_id FROM changes c JOIN change_reports e ON e.change_id = c.id
             JOIN reports r ON r.id = e.report_id
            WHERE c.production_id = ? AND e.role = 'context' AND r.noticed_at <= ? ORDER BY e.report_id""",
        (production_id, stamp(at)),
    )
    for row in rows:
        found[row["change_id"]].append(row["report_id"])
    return found


def _moment(text: str | None) -> datetime | None:
    """The aware moment of a stored stamp, or of a stored day: its first moment."""
    return moment(text if "T" in text else f"{text}T00:00:00Z") if text else None


def production_of(row: dict[str, Any]) -> Production:
    """A Production of a row that has its columns (``production_id`` for the id, where the row is a change)."""
    return Production(
        id=row.get("production_id") or row["id"], slug=row["slug"], title=row["title"], season=row["season"],
        medium=row["medium"], year=row["year"], network=row["network"],
        status=Status(row["status"]) if row["status"] else None,
    )  # fmt: skip


def _change(row: dict[str, Any], evidence: tuple[Evidence, ...]) -> Change:
    own = tuple(part for part in (row["place"] or "").split("; ") if part)
    said = [item for item in evidence if item.role == "for" and item.place]
    places = told_places([s.place for s in said if s.place and s.counted], (s.place for s in said if s.place))
    return Change(
        id=row["id"], production=production_of(row), kind=row["kind"],
        from_status=Status(row["from_status"]) if row["from_status"] else None,
        to_status=Status(row["to_status"]) if row["to_status"] else None,
        happened=_window(row["happened_earliest"], row["happened_latest"]),
        noticed_at=moment(row["noticed_at"]), published_at=_moment(row["published_at"]),
        updated_at=moment(row["updated_at"]), state=row["state"], support=row["support"], replaces=row["replaces"],
        planned=_window(row["planned_earliest"], row["planned_latest"]),
        planned_before=_window(row["before_earliest"], row["before_latest"]), what=row["what"],
        places=own or places, evidence=evidence, summary=row["summary"], rule=row["rule"],
        because=row["because"],
    )  # fmt: skip


def _evidence(row: dict[str, Any]) -> Evidence:
    return Evidence(
        source=row["source"], source_name=row["name"], url=row["url"], published=_moment(row["published"]),
        event=Event(row["event"]), modality=Modality(row["modality"]), via=row["via"],
        quote=quoted(row["evidence"]) if row["quote"] and row["evidence"] else None, counted=bool(row["counted"]),
        role=row["role"], speaker=row["speaker"], place=row["place"], date=_window(row["earliest"], row["latest"]),
        trust=row["trust"], report_id=row["report_id"], title=row["title"], season=row["season"],
        inferred=bool(row["inferred"]), words=row["evidence"], through=row["through"],
        relation=row["relation"], related=row["related"], related_season=row["related_season"],
    )  # fmt: skip


def quoted(words: str) -> str:
    """Evidence as it may be quoted: one line, cut at a word so that it stays a short quotation."""
    line = " ".join(_LEFT_OUT.sub(" ", words).split()).lstrip("•·-– ")
    if len(line) <= QUOTE_LENGTH:
        return line
    return line[: QUOTE_LENGTH - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def production_by_slug(db: Readable, slug: str) -> Production | None:
    """The production of that slug; a slug that was given up leads to the one that took its place."""
    sql = """SELECT * FROM productions WHERE merged_into IS NULL
              AND slug IN (?, (SELECT target FROM redirects WHERE slug = ?)) ORDER BY slug = ? DESC LIMIT 1"""
    return next((production_of(row) for row in db.query(sql, (slug, slug, slug))), None)


def names_of(db: Readable, ids: Iterable[int]) -> dict[int, frozenset[str]]:
    """The comparison forms of every name of these productions: title, aliases, working titles."""
    names: dict[int, set[str]] = defaultdict(set)
    for chunk in _chunks(ids):
        sql = f"""SELECT id, key FROM productions WHERE id IN ({_marks(chunk)})
                  UNION SELECT production_id, key FROM aliases WHERE production_id IN ({_marks(chunk)})"""
        for row in db.query(sql, (*chunk, *chunk)):
            names[row["id"]].add(row["key"])
    return {made: frozenset(keys) for made, keys in names.items()}


def changes_json(change: Change) -> dict[str, Any]:
    """The change as ``changes --json`` prints it: these keys, in this order, and no others."""
    from pipeline.wording import summary

    made = change.production
    return {
        "id": change.id, "title": made.title, "season": made.season, "year": made.year, "medium": made.medium,
        "slug": made.slug, "kind": change.kind, "from_status": change.from_status, "to_status": change.to_status,
        "happened": _window_json(change.happened), "noticed_at": stamp(change.noticed_at),
        "published_at": stamp(change.published_at) if change.published_at else None, "state": change.state,
        "support": change.support, "replaces": change.replaces, "places": list(change.places),
        "evidence": [_evidence_json(item) for item in change.evidence], "summary": change.summary or summary(change),
    }  # fmt: skip


def _window_json(window: Window | None) -> dict[str, str] | None:
    return {"earliest": window.earliest.isoformat(), "latest": window.latest.isoformat()} if window else None


def _evidence_json(item: Evidence) -> dict[str, Any]:
    return {
        "source": item.source, "url": item.url, "published": stamp(item.published) if item.published else None,
        "event": item.event, "modality": item.modality, "via": item.via, "quote": item.quote, "counted": item.counted,
    }  # fmt: skip
