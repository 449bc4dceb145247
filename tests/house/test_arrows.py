"""The direction of imports, as data, held against the code; and one home for each third-party library."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("pipeline", "spiders", "feeds", "replay", "commands")

MAY_IMPORT: dict[str, set[str]] = {
    "pipeline": {"pipeline"},
    "spiders": {"spiders", "pipeline"},
    "feeds": {"feeds", "pipeline"},
    "replay": {"replay"},
    "commands": {"commands", "pipeline", "spiders", "feeds", "replay", "schedules"},
}
PURE = {
    # The core: no clock, no database, no web.
    "pipeline/model.py": set(),
    "pipeline/status.py": {"pipeline.model"},
    "pipeline/identity.py": {"pipeline.model", "pipeline.status"},
    "pipeline/copies.py": set(),
    "pipeline/weigh.py": {"pipeline.model", "pipeline.copies"},
    "pipeline/sequence.py": {"pipeline.model", "pipeline.weigh"},
    "pipeline/diff.py": {"pipeline.model", "pipeline.status", "pipeline.weigh", "pipeline.sequence"},
    "pipeline/plans.py": {"pipeline.model", "pipeline.status", "pipeline.weigh", "pipeline.diff"},
    "pipeline/sightings.py": {"pipeline.model", "pipeline.status", "pipeline.weigh", "pipeline.diff"},
    "pipeline/standing.py": {"pipeline.model", "pipeline.status", "pipeline.diff"},
    "pipeline/settle.py": {
        "pipeline.model",
        "pipeline.status",
        "pipeline.weigh",
        "pipeline.diff",
        "pipeline.plans",
        "pipeline.sightings",
        "pipeline.standing",
        "pipeline.sequence",
    },
    "pipeline/judge.py": {"pipeline.model", "pipeline.config"},
}
HOMES: dict[str, tuple[str, ...]] = {
    "scrapy": ("spiders/", "pipeline/collect.py"),
    "twisted": ("spiders/",),
    "feedgen": ("feeds/atom_rss.py",),
    "apscheduler": ("schedules.py",),
    "icalendar": ("feeds/ical.py",),
    "rapidfuzz": ("pipeline/",),
    "sqlite_utils": ("pipeline/", "commands/", "feeds/", "schedules.py"),
    "jinja2": ("feeds/",),
    "click": ("slatewatch.py", "commands/"),
    "rich": ("commands/",),
    "fastwarc": ("spiders/warc.py",),
    "py4j": ("spiders/spark.py",),
}


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def sources() -> list[Path]:
    found = [path for part in PARTS for path in sorted((ROOT / part).rglob("*.py"))]
    return [*found, ROOT / "slatewatch.py", ROOT / "schedules.py"]


@pytest.mark.parametrize("part", PARTS)
def test_a_part_imports_only_what_it_may(part: str) -> None:
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in sorted((ROOT / part).rglob("*.py"))
        for name in imports(path)
        if name.split(".")[0] in (*PARTS, "slatewatch", "schedules") and name.split(".")[0] not in MAY_IMPORT[part]
    ]
    assert wrong == []


@pytest.mark.parametrize("name", sorted(PURE))
def test_the_core_is_pure(name: str) -> None:
    allowed = PURE[name]
    wrong = [
        found
        for found in imports(ROOT / name)
        if found.split(".")[0] == "pipeline"
        and not any(found == a or found.startswith(a + ".") for a in allowed)
        and found not in {"pipeline", *(f"pipeline.{a.split('.')[-1]}" for a in allowed)}
    ]
    assert wrong == []
    assert not {"sqlite3", "sqlite_utils", "scrapy", "time"} & {found.split(".")[0] for found in imports(ROOT / name)}


@pytest.mark.parametrize("library", sorted(HOMES))
def test_each_library_has_one_home(library: str) -> None:
    strays = [
        str(path.relative_to(ROOT))
        for path in sources()
        if path.exists()
        and any(name.split(".")[0] == library for name in imports(path))
        and not str(path.relative_to(ROOT)).startswith(HOMES[library])
    ]
    assert strays == []


def test_sql_stands_in_the_pipeline_only() -> None:
    words = ("SELECT ", "INSERT INTO", "UPDATE ", "DELETE FROM")
    strays = [
        str(path.relative_to(ROOT))
        for path in sources()
        if path.exists() and not str(path.relative_to(ROOT)).startswith("pipeline/")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.lstrip().startswith(words)
    ]
    assert sorted(set(strays)) == []
