"""``story``."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from commands.common import Failure, config_option, now_option, plain_errors, reading, settings


@click.command()
@click.argument("title")
@config_option
@now_option
@plain_errors
def story(title: str, config_path: Path | None, now: datetime) -> None:
    """TITLE's story in a paragraph, from facts, with a footnote for every claim."""
    from commands.look import find
    from pipeline import queries
    from pipeline.foretell import foretell
    from pipeline.returns import returns
    from pipeline.story import story as tell

    with reading(settings(config_path)) as db:
        texts = []
        for slug in find(db, title):
            changes = list(queries.changes(db, production=slug))
            places = [place for change in changes for place in change.places]
            seen = returns(db, changes[0].production.id, places) if changes else ()
            texts.append(tell(changes, foretell(db, slug, now), seen))
    if not any(texts):
        raise Failure(f"nothing has been told of '{title}' yet")
    click.echo("\n\n".join(text for text in texts if text))
