"""What need not be kept for ever: the bodies of pages that were read long ago. Their rows and reports stay.

Never drops the body of a page that was not read, of the newest version of a list (its paging is read again when the
server says that it is unchanged), or of a version that later ones are compressed against.
"""

from __future__ import annotations

from datetime import datetime

from sqlite_utils import Database

from pipeline.bodies import AGAINST, PIECES
from pipeline.store import stamp


def drop_bodies(db: Database, before: datetime) -> int:
    """Drop the bodies of pages last seen before that moment; how many were dropped."""
    with db.atomic():
        cursor = db.execute(
            """UPDATE pages SET body = NULL
                WHERE body IS NOT NULL AND read_by IS NOT NULL AND last_seen < ?
                  AND (role <> 'list' OR id NOT IN (SELECT max(id) FROM pages GROUP BY url))
                  AND printf('%016X', id) NOT IN (
                         SELECT hex(substr(body, 2, 8)) FROM pages WHERE substr(body, 1, 1) IN (?, ?))""",
            (stamp(before), bytes([AGAINST]), bytes([PIECES])),
        )
    return int(cursor.rowcount)
