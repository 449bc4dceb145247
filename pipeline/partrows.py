"""A captured page and its reports as one row of Parquet, and back again without a loss."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from pipeline.harvested import Harvested
from pipeline.model import Event, Modality, Page, Report, Status, Window

WHOLE = tuple(field.name for field in fields(Report) if field.type in ("int", "int | None"))
LISTS = ("aliases", "people")
ENUMS = {"event": Event, "modality": Modality, "status": Status}
NAMES = tuple(field.name for field in fields(Report))
WINDOW = ("earliest", "latest")
"""The two columns that stand for ``Report.date``."""
TEXTS = ("source", "capture", "url", "role", "channel", "content_type", "encoding", "title", "meta")
TIMES = ("captured_at", "published", "modified")


def schema(arrow: Any) -> Any:
    """The columns: those of a page, and a list of its reports."""
    report = [(name, _kind(arrow, name)) for name in NAMES if name != "date"]
    report += [(name, arrow.date32()) for name in WINDOW]
    moment = arrow.timestamp("us", tz="UTC")
    columns = [*((name, moment) for name in TIMES), *((name, arrow.string()) for name in TEXTS)]
    return arrow.schema([*columns, ("body", arrow.binary()), ("reports", arrow.list_(arrow.struct(report)))])


def _kind(arrow: Any, name: str) -> Any:
    if name in LISTS:
        return arrow.list_(arrow.string())
    return arrow.int32() if name in WHOLE else arrow.bool_() if name == "inferred" else arrow.string()


def rows_of(capture: Harvested) -> Iterator[dict[str, Any]]:
    """A row for each page of a capture."""
    for page, reports in capture.pages:
        yield {
            "captured_at": capture.at, "source": capture.source, "capture": capture.url, "url": page.url,
            "role": page.role, "channel": page.channel, "content_type": page.content_type, "encoding": page.encoding,
            "published": page.published, "modified": page.modified, "title": page.title,
            "meta": json.dumps(page.meta, ensure_ascii=False, sort_keys=True), "body": page.body,
            "reports": [_row(report) for report in reports],
        }  # fmt: skip


def _row(report: Report) -> dict[str, Any]:
    row: dict[str, Any] = {name: getattr(report, name) for name in NAMES if name != "date"}
    row |= {name: list(row[name]) for name in LISTS}
    row |= {name: str(row[name]) for name in ENUMS if row[name] is not None}
    return row | {name: getattr(report.date, name) if report.date else None for name in WINDOW}


def harvested(rows: Iterable[Mapping[str, Any]]) -> Iterator[Harvested]:
    """The captures that rows amount to: those of one capture follow each other."""
    for (at, source, url), some in groupby(rows, key=lambda r: (r["captured_at"], r["source"], r["capture"])):
        pages = tuple((_page(row), tuple(_report(said) for said in row["reports"])) for row in some)
        yield Harvested(source, url, _utc(at), pages)


def _utc(moment: datetime) -> datetime:
    """With the one time zone of all stored moments, however the file's reader calls it."""
    return moment.astimezone(UTC)


def _page(row: Mapping[str, Any]) -> Page:
    return Page(
        source=row["source"], url=row["url"], body=row["body"], seen=_utc(row["captured_at"]), role=row["role"],
        channel=row["channel"], content_type=row["content_type"], encoding=row["encoding"], title=row["title"],
        published=_utc(row["published"]) if row["published"] else None,
        modified=_utc(row["modified"]) if row["modified"] else None, meta=json.loads(row["meta"]),
    )  # fmt: skip


def _report(row: Mapping[str, Any]) -> Report:
    values: dict[str, Any] = {name: row[name] for name in NAMES if name in row}  # an earlier slatewatch knew fewer
    values |= {name: tuple(values[name]) for name in LISTS}
    values |= {name: kind(values[name]) for name, kind in ENUMS.items() if values[name] is not None}
    date = Window(row["earliest"], row["latest"]) if row["earliest"] else None
    return Report(**values, date=date)
