"""``story``."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from commands.common import Failure, config_option, now_in_days_option, plain_errors, reading, settings


@click.command()
@click.argument("title")
@config_option
@now_in_days_option
@plain_errors
def story(title: str, config_path: Path | None, now: datetime) -> None:
    """TITLE's story in a paragraph, from facts, with a footnote for every claim; with --now, as it was known then.

    Exit 0; 1: no database, no such production, or nothing to tell; 2: wrong usage or configuration.
    """
    from commands.look import find
    from pipeline import asof, queries
    from pipeline.foretell import foretell
    from pipeline.returns import SEEN_IN, returns
    from pipeline.story import story as tell

    with reading(settings(config_path)) as db:
        texts = []
        then = asof.past(db, now)
        for slug in find(db, title):
            made = queries.production_by_slug(db, slug) if then else None
            changes = asof.believed(db, made, then).changes if made and then else queries.changes(db, production=slug)
            seen = [p for change in changes if change.kind in SEEN_IN for p in returns(db, change, by=then)]
            texts.append(tell(changes, foretell(db, slug, now), seen))
    if not any(texts):
        raise Failure(f"nothing has been told of '{title}' yet")
    click.echo("\n\n".join(text for text in texts if text))
