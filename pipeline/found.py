"""The published entries that meet a question: what a search that is a feed shows. Reading only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlite_utils import Database

MOST_WORDS = 10
APOSTROPHES = re.compile("['’‘`´ʼ]")
SHORTENED = re.compile(r"(\w{2,})(s|t|d|m|ll|re|ve)", re.I)
"""What may stand behind an apostrophe that was not typed."""
_WHERE = {
    "status": "c.to_status = :status AND c.to_status IS NOT c.from_status",
    "kind": "c.kind = :kind",
    "medium": "c.production_id IN (SELECT id FROM productions WHERE medium = :medium)",
    "q": """(c.production_id IN (SELECT rowid FROM productions_fts WHERE productions_fts MATCH :q)
        OR c.id IN (SELECT change_id FROM change_reports WHERE report_id IN
           (SELECT rowid FROM reports_fts WHERE reports_fts MATCH :q)))""",
    **{
        name: f"""e.id IN (SELECT m.entry_id FROM feed_members m JOIN feeds f ON f.id = m.feed_id
            WHERE f.path = '{name}/' || :{name})"""
        for name in ("place", "source")
    },
}


def words_of(text: str) -> list[str]:
    """The words of a question that can be looked for."""
    return [word for word in text.split() if any(map(str.isalnum, word))][:MOST_WORDS]


def match(words: Iterable[str]) -> str:
    """What full-text search is asked for texts that hold all ``words``, taken at their letters. "greys" finds "Grey's"
    and the other way round; "and" is not looked for, since it may be printed as "&"."""
    found = words_of(" ".join(words).replace("\0", " "))
    asked = [word for word in found if word.casefold() != "and"] or found
    return " AND ".join(f"({' OR '.join(map(_quoted, _spelt(word)))})" for word in asked) or '""'


def _spelt(word: str) -> list[str]:
    """A word as typed, without its apostrophe, and with the one that it may lack."""
    plain = APOSTROPHES.sub("", word)
    shortened = SHORTENED.fullmatch(plain)
    return list(dict.fromkeys((word, plain, f"{shortened[1]} {shortened[2]}" if shortened else plain)))


def _quoted(phrase: str) -> str:
    return '"' + phrase.replace('"', '""') + '"'


def entries(db: Database, asked: Mapping[str, str], limit: int) -> list[dict[str, Any]]:
    """The rows of the newest entries of changes that meet every part of the question (``status``, ``kind``, ``medium``,
    ``place``, ``source`` and ``q``, words of a title or of a report)."""
    values = {name: value for name, value in asked.items() if value}
    if "q" in values:
        values["q"] = match([values["q"]])
    where = " AND ".join(["c.kind <> 'delisted'", *(_WHERE[name] for name in values)])
    sql = f"""SELECT e.* FROM feed_entries e JOIN changes c ON 'change/' || c.id = e.uid
               WHERE {where} ORDER BY e.id DESC LIMIT :limit"""
    return list(db.query(sql, {**values, "limit": limit}))


def sources(db: Database) -> list[str]:
    """The slugs of the sources that can be asked for."""
    return [row["slug"] for row in db.query("SELECT slug FROM sources ORDER BY slug")]


def is_feed(db: Database, path: str) -> bool:
    """Whether there is a feed of that path: something was told in it."""
    return bool(list(db.query("SELECT 1 FROM feeds WHERE path = ?", (path,))))
