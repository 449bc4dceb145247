"""How well and how fast articles and listings are read.

    python benchmarks/reading.py --corpus PATH [--scorer PATH] [--general PATH] [--show-errors N]

PATH is an annotated corpus (pages/, gold/, split.json), or the folder that holds two of them, prose and listings: then
both are measured. The scorer lies beside the corpora unless it is named. Scores come first, then the speed: text of
production news with 100,000 known titles, listings, general news, loading those titles, and a bare phrase scan of the
same text for comparison. Listings are read in several copies with other titles and numbers, so that no line is met
twice. Times are CPU seconds of this process, the best of three.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import ahocorasick

from pipeline.model import Document
from pipeline.reading import read
from pipeline.reading.extract import document_of, extract_lines
from pipeline.reading.lexicon import load
from pipeline.reading.titles import TitleIndex

T = TypeVar("T")
KNOWN_TITLES = 100_000
COPIES = 6
"""How often each listing is read for its speed, every time with other titles and numbers."""
_FIRST_WORD = re.compile(
    r"^(?!Filming|Location|Movie|Stars|Credit|Project|Dates|Schedule|Where|When)([A-Z][a-z]{3,})\b", re.M
)
_LAST_DIGIT = re.compile(r"(?<=\d)\d\b")
_FIRST = (
    "Silent",
    "Golden",
    "Broken",
    "Hidden",
    "Crimson",
    "Northern",
    "Paper",
    "Velvet",
    "Hollow",
    "Distant",
    "Quiet",
)
_SECOND = (
    "River",
    "Harbour",
    "Letter",
    "Garden",
    "Crown",
    "Mirror",
    "Station",
    "Daughter",
    "Engine",
    "Orchard",
    "Hour",
)


def main() -> None:
    """Parse the arguments, print scores and speeds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--scorer", type=Path)
    parser.add_argument("--general", type=Path, help="bbc_2004_2005.jsonl.gz; beside the corpus by default")
    parser.add_argument("--show-errors", type=int, default=0)
    args = parser.parse_args()
    corpora = corpora_at(args.corpus.resolve())
    if not corpora:
        sys.exit(f"benchmarks/reading.py: no corpus at {args.corpus}: give --corpus the folder that holds split.json")
    scorer = args.scorer or corpora[0].parents[1] / "eval" / "score_extract.py"
    if not scorer.is_file():
        sys.exit(f"benchmarks/reading.py: no scorer at {scorer}: name it with --scorer")
    rows = {corpus: list(corpus_rows(corpus)) for corpus in corpora}
    for corpus in corpora:
        print(f"== {corpus.name}")
        print_scores(corpus, scorer, rows[corpus], args.show_errors)
    general = args.general or corpora[0].parent / "general" / "bbc_2004_2005.jsonl.gz"
    print_speeds(
        [row for group in rows.values() for row in group], list(general_news(general)) if general.is_file() else []
    )


def corpora_at(folder: Path) -> list[Path]:
    """The corpus in a folder, or the corpora of prose and of listings in folders below it."""
    found = [folder, folder / "prose", folder / "listings"]
    corpora = [path for path in found if (path / "split.json").is_file()]
    return corpora[:1] if folder in corpora else corpora


def corpus_rows(corpus: Path) -> Iterator[dict[str, Any]]:
    """The pages of a corpus as ``extract`` is fed them."""
    kind = "listing" if "listing" in corpus.name else "article"
    for path in sorted((corpus / "pages").glob("*.json")):
        page = json.loads(path.read_text(encoding="utf-8"))
        fields = {name: page.get(name) for name in ("url", "title", "published")}
        yield {"id": path.stem, "kind": kind, "text": page["text"], **fields}


def print_scores(corpus: Path, scorer: Path, rows: list[dict[str, Any]], show: int) -> None:
    """Run the scorer on what the reader says of every page."""
    what = "listings" if "listing" in corpus.name else "prose"
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as out:
        out.writelines(f"{line}\n" for line in extract_lines(json.dumps(row) for row in rows))
        out.flush()
        command = [
            sys.executable,
            str(scorer),
            what,
            str(corpus),
            out.name,
            "--split",
            "all",
            "--show-errors",
            str(show),
        ]
        print(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def general_news(path: Path) -> Iterator[Document]:
    """News articles that are not about entertainment."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row.get("category") != "entertainment":
                yield Document(kind="article", text=row["text"])


def print_speeds(rows: list[dict[str, Any]], news: list[Document]) -> None:
    """Megabytes a second, and what 100,000 known titles cost."""
    articles = [document_of(row) for row in rows if row["kind"] == "article"]
    listings = [document_of(other(row, copy)) for copy in range(COPIES) for row in rows if row["kind"] == "listing"]
    names = list(made_up_titles(KNOWN_TITLES))
    seconds, known = timed(lambda: TitleIndex(names))
    tracemalloc.start()
    kept = TitleIndex(names)
    memory = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    print(f"{len(kept):,} known titles: loaded in {seconds:.2f} s, {memory / 1e6:.0f} MB")
    if articles:
        print_speed("production news", [page for page in articles if read(page)], known)
    if listings:
        print_speed("listings", listings, known)
    if news:
        reports = print_speed("general news", news, known)
        print(f"reports per 1,000 general articles: {1000 * reports / len(news):.2f}")


def other(row: dict[str, Any], copy: int) -> dict[str, Any]:
    """The same listing with other titles and numbers: the first word of a line and last digits differ in each copy."""
    text = _FIRST_WORD.sub(lambda match: match[1] + "abcdefghij"[copy % 10], row["text"])
    return {**row, "text": _LAST_DIGIT.sub(lambda match: str((int(match[0]) + copy) % 10), text)}


def print_speed(label: str, documents: list[Document], known: TitleIndex) -> int:
    """One line: our speed, the bare phrase scan's, and the ratio. Returns how many reports there were."""
    size = sum(len(document.text.encode()) for document in documents) / 1e6
    ours, reports = timed(lambda: sum(len(read(document, known)) for document in documents))
    automaton = phrase_automaton()
    scan, _ = timed(lambda: sum(1 for document in documents for _ in automaton.iter(document.text.lower())))
    print(
        f"{label}: {size:.2f} MB, {size / ours:.2f} MB/s; a bare phrase scan {size / scan:.0f} MB/s,"
        f" ratio {ours / scan:.0f}"
    )
    return reports


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """CPU seconds of the fastest of three runs, and the result."""
    best, result = float("inf"), work()
    for _ in range(3):
        start = time.process_time()
        result = work()
        best = min(best, time.process_time() - start)
    return best, result


def phrase_automaton() -> Any:
    """The anchor words of the lexicon in one automaton: the least that any reader must do."""
    automaton = ahocorasick.Automaton()
    for word in load().positions:
        automaton.add_word(word, word)
    automaton.make_automaton()
    return automaton


def made_up_titles(count: int) -> Iterator[str]:
    """Distinct titles of two to four words, the same ones every time."""
    chooser = random.Random(7)
    for number in range(count):
        words = [chooser.choice(_FIRST), chooser.choice(_SECOND), "of", chooser.choice(_SECOND)]
        yield f"{' '.join(words[: chooser.choice((2, 4))])} {number}"


if __name__ == "__main__":
    main()
