"""From the words of a page to reports. ``read`` is the door; everything behind it is pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.model import Document, Report

if TYPE_CHECKING:
    from pipeline.reading.titles import TitleIndex


def read(document: Document, known: TitleIndex | None = None) -> list[Report]:
    """What a page says about productions. A listing is read line by line, an article sentence by sentence.

    The readers are loaded with the first page: their patterns take longer than a cycle in which nothing is new.
    """
    if document.kind == "listing":
        from pipeline.reading.listing import read_listing

        return read_listing(document, known)
    from pipeline.reading.prose import read_prose

    return read_prose(document, known)
