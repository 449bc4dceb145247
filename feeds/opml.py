"""OPML 2.0: every feed in one file, for readers that subscribe to many at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

from lxml import etree


@dataclass(frozen=True, slots=True)
class Outline:
    """One feed of the list: the group it stands in, its title, its address and that of its page."""

    group: str
    title: str
    url: str
    page: str


def render(outlines: Iterable[Outline], title: str, modified: datetime | None = None) -> bytes:
    """A list of feeds, in groups, in the order given."""
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = title
    if modified:
        etree.SubElement(head, "dateModified").text = format_datetime(modified, usegmt=True)
    body = etree.SubElement(root, "body")
    groups: dict[str, etree._Element] = {}
    for outline in outlines:
        parent = groups.get(outline.group)
        if parent is None:
            parent = groups[outline.group] = etree.SubElement(body, "outline", text=outline.group)
        etree.SubElement(
            parent, "outline", type="rss", text=outline.title, title=outline.title, xmlUrl=outline.url,
            htmlUrl=outline.page,
        )  # fmt: skip
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return written
