"""How fast pages are read: ``python -m benchmarks.words [--corpus PATH] [--quick]``.

The articles of the built-in replay; with a corpus also its pages and the general news beside it, as in
``benchmarks.reading``. The peer is a bare scan of the same text for the words of the lexicon, the least that any reader
must do. Processor seconds, the best of three. Exits 1 where a bar is missed.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.reading import corpus_rows, general_news, phrase_automaton, timed
from benchmarks.row import Row, tell
from pipeline.model import Document
from pipeline.reading import read
from pipeline.reading.extract import document_of
from replay.library import load_shelves

PRODUCTION, GENERAL = 1.0, 20.0
"""Megabytes of text a second: full of production news, and about other things."""


def replayed(most: int) -> list[Document]:
    """Articles of the replay, from all outlets alike."""
    articles = [article for shelf in load_shelves().values() for article in shelf.versions]
    return [
        Document(
            kind="article", text=re.sub(r"<[^>]+>", "", "\n\n".join(article.paragraphs)), title=article.headline,
            published=article.published.date(),
        )
        for article in articles[:: max(1, len(articles) // most)]
    ]  # fmt: skip


def row(label: str, documents: list[Document], wanted: float | None) -> Row:
    """One kind of text."""
    size = sum(len(document.text.encode()) for document in documents) / 1e6
    ours, _ = timed(lambda: sum(len(read(document)) for document in documents))
    automaton = phrase_automaton()
    texts = [document.text.lower() for document in documents]
    scan, _ = timed(lambda: sum(1 for text in texts for _ in automaton.iter(text)))
    note = f"{size / ours:.2f} MB/s; takes {ours / scan:.0f} × a bare phrase scan of the same text"
    beside = f"the {wanted:g} MB/s wanted" if wanted else "a bare phrase scan"
    return Row(f"reading {label}", beside, round(size / ours / wanted if wanted else scan / ours, 3), wanted and 1.0,
               least=True, note=note)  # fmt: skip


def rows(corpus: Path | None, most: int) -> Iterator[Row]:
    """Every kind of text that is here."""
    yield row("the replay's articles", replayed(most), None)
    if corpus is None:
        return
    pages = [document_of(page) for page in corpus_rows(corpus)]
    yield row("text full of production news", [page for page in pages if read(page)][:most], PRODUCTION)
    general = corpus.parent / "general" / "bbc_2004_2005.jsonl.gz"
    if general.is_file():
        yield row("general news through the prefilter", list(general_news(general))[: most * 2], GENERAL)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=os.environ.get("SLATEWATCH_CORPUS") or None)
    parser.add_argument("--quick", action="store_true", help="Few pages.")
    options = parser.parse_args(arguments)
    return tell(rows(options.corpus, 60 if options.quick else 600))


if __name__ == "__main__":
    sys.exit(main())
