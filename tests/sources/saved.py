"""What the built-in sources make of pages saved from the real sites: ``python -m tests.sources.saved FOLDER``.

FOLDER holds a folder a site; none of it belongs to this repository. Prints a line a file: which source read it, how
many pages it keeps, further requests, reports, and what was wrong. Ends with 1 where a page of a site gives nothing,
unless its text is reserved (noai): then nothing may be taken. Files that no source asks for in this form are named.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from pipeline.config import Source, from_table
from spiders.shapes import Answer, Ask, Role, shape_of

SEEN = datetime(2026, 6, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Saved:
    """Which source a kind of file is for, and as what it was asked."""

    pattern: str
    slug: str
    url: str
    role: Role = "article"
    kind: str = "text/html"


KNOWN = (
    Saved("creativebc/*.html", "creative-bc", "https://creativebc.com/in-production/", "list"),
    Saved("pmc/*.html", "deadline", "https://deadline.com/2019/05/saved-1202600000/"),
    Saved("hearst/*.html", "digital-spy", "https://www.digitalspy.com/tv/a1234567/saved/"),
    Saved("tvmaze/*show-updates*.json", "tvmaze", "https://api.tvmaze.com/updates/shows?since=day", "index",
          "application/json"),
    Saved("tmdb/*_movie.json", "tmdb", "https://api.themoviedb.org/3/movie/550", "list", "application/json"),
    Saved("tmdb/*changed-id-collection.json", "tmdb", "https://api.themoviedb.org/3/movie/changes", "index",
          "application/json"),
)  # fmt: skip


def main(folder: Path) -> int:
    """Read what there is; 1 where something that should be understood is not, or where nothing is there."""
    sources = {source.slug: source for source in from_table({}, None, Path.cwd()).sources}
    sources["tmdb"] = replace(sources["tmdb"], options={**sources["tmdb"].options, "key": "none"})
    read: set[Path] = set()
    failed = 0
    for saved in KNOWN:
        for path in sorted(folder.glob(saved.pattern)):
            read.add(path)
            line, good = look(sources[saved.slug], saved, path.read_bytes())
            failed += not good
            print(f"{'ok ' if good else 'NOT'} {path.relative_to(folder)}: {line}")
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path not in read:
            print(f"--- {path.relative_to(folder)}: no answer that a source asks for in this form")
    return 1 if failed or not read else 0


def look(source: Source, saved: Saved, body: bytes) -> tuple[str, bool]:
    """What a source finds in one saved answer, in words; and whether that is anything."""
    shape = shape_of(source)
    ask = Ask(saved.url, saved.role, "rest" if saved.kind.endswith("json") else "html", published=SEEN)
    found = shape.found(source, Answer(ask, saved.url, 200, {"content-type": saved.kind}, body, "utf-8", SEEN))
    reports = [report for page in found.pages for report in shape.read(source, replace(page, seen=SEEN))]
    told = f"{source.slug}: {len(found.pages)} pages, {len(found.asks)} requests, {len(reports)} reports"
    told += "".join(f", {word}" for word in (*found.trouble, *(("text reserved",) if found.reserved else ())))
    titles = ", ".join(dict.fromkeys(report.title for report in reports if report.title))
    return f"{told}{f' ({titles[:80]})' if titles else ''}", bool(found.pages or found.asks or found.reserved)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])) if len(sys.argv) == 2 else __doc__)
