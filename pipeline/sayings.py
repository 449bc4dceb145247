"""The stored reports of a production as the core weighs them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlite_utils import Database

from pipeline.copies import Wording, alike
from pipeline.ledger import window_of
from pipeline.model import Event, Modality, Status
from pipeline.store import moment
from pipeline.weigh import Said


def said_of(db: Database, production_id: int) -> list[Said]:
    """Every report of a production, as the core weighs it."""
    rows = list(
        db.query(
            """SELECT r.*, s.trust FROM reports r JOIN sources s ON s.slug = r.source
                WHERE r.production_id = ? ORDER BY r.noticed_at, r.id""",
            (production_id,),
        )
    )
    same = _alike(db, rows)
    return [_said(row, same.get(row["id"], frozenset())) for row in rows]


def _alike(db: Database, rows: Iterable[Mapping[str, Any]]) -> dict[int, frozenset[int]]:
    """Which statements of a production are told in the same words, or in the same list, by several sources. A row of a
    listing with rows is in nobody's words."""
    said = [row for row in rows if row["ref"] is None and row["scope"] is None]
    if len({row["source"] for row in said}) < 2:
        return {}
    lists = _lists(db, [row for row in said if row["event"] == Event.FILMING])
    return alike(
        Wording(
            row["id"], row["source"], row["trust"], date.fromisoformat(row["published"]), row["via"], row["title"],
            row["evidence"], lists.get(row["page_id"], ()),
        )
        for row in said
    )  # fmt: skip


def _lists(db: Database, listed: Sequence[Mapping[str, Any]]) -> dict[int, tuple[int, ...]]:
    """The productions that each of these pages lists, in their order; asked for only where several sources list one."""
    if len({row["source"] for row in listed}) < 2:
        return {}
    sql = "SELECT production_id AS id FROM reports WHERE page_id = ? AND production_id IS NOT NULL ORDER BY ordinal"
    pages = sorted({row["page_id"] for row in listed})
    return {page: tuple(dict.fromkeys(row["id"] for row in db.query(sql, (page,)))) for page in pages}


def _said(row: Mapping[str, Any], same: frozenset[int]) -> Said:
    return Said(
        id=row["id"], source=row["source"], trust=row["trust"], event=Event(row["event"]),
        modality=Modality(row["modality"]), noticed=moment(row["noticed_at"]),
        published=date.fromisoformat(row["published"]), date=window_of(row["earliest"], row["latest"]),
        via=row["via"], through=row["through"], place=row["place"], spot=row["spot"],
        part=row["scope"] == "part",
        row=row["ref"] is not None and row["status"] is not None,
        status=Status(row["status"]) if row["status"] else None,
        previous=Status(row["previous"]) if row["previous"] else None,
        previous_at=moment(row["previous_at"]) if row["previous_at"] else None, inferred=bool(row["inferred"]),
        baseline=bool(row["baseline"]), confirmed=moment(row["confirmed_at"]) if row["confirmed_at"] else None,
        gone=moment(row["gone_at"]) if row["gone_at"] else None, ordinal=row["ordinal"], same=same,
    )  # fmt: skip
