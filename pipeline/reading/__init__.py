"""From the words of a page to reports. ``read`` is the door; everything behind it is pure."""

from __future__ import annotations

from pipeline.model import Document, Report
from pipeline.reading.listing import read_listing
from pipeline.reading.prose import read_prose
from pipeline.reading.titles import TitleIndex


def read(document: Document, known: TitleIndex | None = None) -> list[Report]:
    """What a page says about productions. A listing is read line by line, an article sentence by sentence."""
    return read_listing(document, known) if document.kind == "listing" else read_prose(document, known)
